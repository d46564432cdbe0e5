// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QStandardPaths>
#include <algorithm>
#include <csignal>
#include <optional>

#include "document/PlanFields.h"
#include "support/FakeSession.h"
#include "support/RandomEdits.h"
#include "support/Test.h"
#include "window/FileDesk.h"
#include "window/MainWindow.h"

using namespace plenum;

/// The whole window with its engine is killed while somebody works in it: site and plan are edited, undone, redone and
/// saved. 20 times, or PLENUM_KILLS.
class KillsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void killsLoseSecondsAndBreakNothing();
  /// Not a test of its own: the session that is killed.
  void worksUntilItIsKilled();
};

namespace {

namespace fs = std::filesystem;

/// Which change of the site and which of the plan a document holds: both are numbered as they are made.
struct Version {
  int site = 0, plan = 0;
  bool operator==(const Version&) const = default;
};

constexpr PlanPlace numberedStep{PlanKind::step, 0, 0, 1};
constexpr double firstWeeks = 30.0, weeksEach = 0.001;

Version versionOf(const Document& document) {
  const std::string& name = document.current()->site->name.en;
  Version version;
  if (name.starts_with("n")) version.site = std::atoi(name.c_str() + 1);
  if (document.plan()) {
    const double weeks = document.plan()->options[0].phases[0].steps[1].length.p50;
    version.plan = static_cast<int>(std::lround((weeks - firstWeeks) / weeksEach));
  }
  return version;
}

struct Said {
  qint64 atMs = 0;
  QByteArray what;  // "is", "saving", "saved"
  Version version;
};
QList<Said> saidIn(const QString& file) {
  QFile log(file);
  QList<Said> all;
  if (!log.open(QIODevice::ReadOnly)) return all;
  while (!log.atEnd()) {
    const QByteArray line = log.readLine();
    const QList<QByteArray> words = line.trimmed().split(' ');
    if (words.size() == 4 && line.endsWith('\n'))
      all << Said{words[0].toLongLong(), words[1], {words[2].toInt(), words[3].toInt()}};
  }
  return all;
}

fs::path siteFileIn(const QString& folder) { return fs::path(folder.toStdString()) / "jinshan.site.json"; }
fs::path recoveriesIn(const QString& folder) { return fs::path(folder.toStdString()) / "recovery"; }

Workbench::OpenSession withoutEngine() {
  return [](SessionOptions options) -> Result<std::unique_ptr<Session>> {
    return std::unique_ptr<Session>(std::make_unique<test::FakeSession>(options.layout));
  };
}

/// What somebody finds who opens it afterwards; nothing where it does not open, and why is then said.
template <class Ask>
std::optional<Version> opened(Workbench& bench, Ask ask) {
  QSignalSpy opened(&bench, &Workbench::opened);
  const auto say = [](const Problems& problems) {
    for (const Problem& problem : problems)
      qWarning("%s at %s%s", problem.what.id.c_str(), problem.place.file.c_str(), problem.place.pointer.c_str());
  };
  QObject::connect(&bench, &Workbench::failed, &bench, say);
  ask();
  if (opened.empty() && !opened.wait(60'000)) return {};
  say(bench.planProblems());
  // a plan may name what the last edit took away: it is there, and says so
  if (!bench.document()->plan()) return {};
  return versionOf(*bench.document());
}

}  // namespace

void KillsTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
  QStandardPaths::setTestModeEnabled(true);
  QApplication::setOrganizationName(QStringLiteral("plenum-test-kills"));
}

void KillsTest::worksUntilItIsKilled() {
  const QString folder = qEnvironmentVariable("PLENUM_WORK_UNTIL_KILLED");
  if (folder.isEmpty()) return;
  views::Look look;
  Languages languages;
  languages.speak("en", look);
  look.icons.setFolder(QString::fromStdString((test::sourceDir() / "assets" / "icons").string()));
  Workbench bench;
  MainWindow window(look, languages, bench);
  window.files().guard(recoveriesIn(folder));
  window.resize(900, 600);
  window.show();
  QSignalSpy opened(&bench, &Workbench::opened);
  bench.open(siteFileIn(folder), {});
  QVERIFY(opened.wait(120'000));

  QFile log(folder + QStringLiteral("/log"));
  QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
  const auto say = [&](const char* what) {
    const Version now = versionOf(*bench.document());
    log.write(QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + ' ' + what + ' ' +
              QByteArray::number(now.site) + ' ' + QByteArray::number(now.plan) + '\n');
  };
  const quint32 seed = qEnvironmentVariableIntValue("PLENUM_EDIT_SEED");
  QRandomGenerator random(seed);
  test::RandomEdits edits(seed);
  for (int n = 1;; ++n) {
    const quint32 what = random.bounded(20U);
    if (what == 0) {
      window.action(QStringLiteral("undo"))->trigger();
    } else if (what == 1) {
      window.action(QStringLiteral("redo"))->trigger();
    } else if (what <= 3) {
      say("saving");
      window.action(QStringLiteral("save"))->trigger();
      say("saved");
    } else if (what <= 9) {
      const std::string weeks = std::to_string(firstWeeks + weeksEach * n);
      auto changed = withValue(*bench.document()->plan(), numberedStep, "plan.p50", weeks);
      if (changed) bench.editPlan(std::move(*changed), Text("planedit.set"));
    } else {
      const RenameSite numbered{Name{"n" + std::to_string(n), "n"}};
      std::vector<Edit> all = edits.next(*bench.document()->current());
      all.emplace_back(numbered);
      if (hasError(bench.edit(all, Text("edit.several")))) bench.edit(numbered);
    }
    say("is");
    QTest::qWait(static_cast<int>(2 + random.bounded(60U)));
  }
}

void KillsTest::killsLoseSecondsAndBreakNothing() {
  const int asked = qEnvironmentVariableIntValue("PLENUM_KILLS");
  QRandomGenerator random(6);
  qint64 worstMs = 0;
  qsizetype changes = 0, savings = 0, found = 0;
  for (int k = 0; k < (asked > 0 ? asked : 20); ++k) {
    const QByteArray which = "kill " + QByteArray::number(k);
    QTemporaryDir temporary;
    const QString folder = temporary.path();
    for (const auto& entry : fs::directory_iterator(test::sourceDir() / "sample-sites" / "jinshan"))
      if (entry.path().extension() == ".json")
        fs::copy_file(entry.path(), fs::path(folder.toStdString()) / entry.path().filename());

    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PLENUM_WORK_UNTIL_KILLED"), folder);
    environment.insert(QStringLiteral("PLENUM_EDIT_SEED"), QString::number(k));
    environment.insert(QStringLiteral("QTEST_FUNCTION_TIMEOUT"), QStringLiteral("900000"));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("KillsTest"), QStringLiteral("worksUntilItIsKilled")});
    const QString log = folder + QStringLiteral("/log");
    QTRY_VERIFY2_WITH_TIMEOUT(QFile::exists(log) && !saidIn(log).empty(), which, 120'000);
    QTest::qWait(static_cast<int>(random.bounded(k % 4 == 0 ? 6000U : 2000U)));
    ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
    const qint64 diedMs = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(child.waitForFinished(30'000));
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);

    const QList<Said> said = saidIn(log);
    Version saved, saving;
    qsizetype since = 0;
    for (qsizetype i = 0; i < said.size(); ++i) {
      if (said[i].what == "saving") saving = said[i].version;
      if (said[i].what == "saved") saved = saving = said[i].version, since = i, ++savings;
      changes += said[i].what == "is";
    }

    // the two files are of one saving, the last that ended or the one that was going on
    Workbench files(withoutEngine());
    const auto inFiles = opened(files, [&] { files.open(siteFileIn(folder), {}); });
    QVERIFY2(inFiles, which + ": the saved files do not open");
    QVERIFY2(*inFiles == saved || *inFiles == saving, which + ": the saved files are no pair");

    // and what was not saved is there but for seconds
    Workbench again(withoutEngine());
    const Recovery recovery(again, recoveriesIn(folder));
    const std::vector<Leftover> left = recovery.leftovers();
    QVERIFY2(left.size() <= 1, which);
    std::optional<Version> kept = inFiles;
    if (!left.empty()) {
      ++found;
      kept = opened(again, [&] { again.recover(left[0].siteText(), siteFileIn(folder), {}, left[0].planText()); });
      QVERIFY2(kept, which + ": what was kept does not open");
    }
    // a change that was made and kept but not yet said when the end came has a number that nobody has seen
    const bool isUnsaid = std::all_of(said.begin(), said.end(), [&](const Said& one) {
      return one.version.site < kept->site || one.version.plan < kept->plan;
    });
    qsizetype last = said.size() - 1;
    while (!isUnsaid && last >= 0 && said[last].version != *kept) --last;
    QVERIFY2(last >= 0 || *kept == Version{},
             qPrintable(QStringLiteral("%1: what was kept never stood so: %2, %3; last %4, %5")
                            .arg(QString::fromUtf8(which))
                            .arg(kept->site)
                            .arg(kept->plan)
                            .arg(said.last().version.site)
                            .arg(said.last().version.plan)));
    // right after a saving the copy from before it may still lie there: it is on its way out, and the files hold more
    if (last < since && diedMs - said[since].atMs <= Recovery::mostLostMs) last = since;
    const qint64 lostMs = last + 1 < said.size() ? diedMs - said[last + 1].atMs : 0;
    QVERIFY2(lostMs <= Recovery::mostLostMs, which + ": lost " + QByteArray::number(lostMs) + " ms");
    worstMs = std::max(worstMs, lostMs);
  }
  QVERIFY(changes > 0);
  qInfo("%lld changes, %lld savings; something kept after %lld; at most the last %lld ms were lost",
        static_cast<long long>(changes), static_cast<long long>(savings), static_cast<long long>(found),
        static_cast<long long>(worstMs));
}

PLENUM_TEST_WITH(QApplication, KillsTest)
#include "KillsTest.moc"
