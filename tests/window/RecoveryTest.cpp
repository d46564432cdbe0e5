// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <csignal>

#include "support/FakeSession.h"
#include "support/Test.h"
#include "window/Recovery.h"

using namespace plenum;

/// What was edited outlives the program that edited it.
class RecoveryTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void aChangeIsOnTheDiskBeforeFiveSecondsArePast();
  void nothingIsKeptOfWhatWasSaved();
  void endedRightAfterASaveItLeavesNothingToOffer();
  void endedInASaveThatDidNotHappenItIsOffered();
  void whatWasDoneAfterASaveIsOffered();
  void aSessionThatRunsIsNoLeftover();
  void whatWasKeptOpensAgainAsUnsavedWork();
  void aFolderOfRubbishIsLeftAlone();
  void twoWindowsOnOneFileAreSaid();
  void theFileBeforeStaysBesideTheSavedOne();
  void killsAtAnyMomentLoseNothingButTheLastSeconds();
  /// Not a test of its own: the session that is killed.
  void editsUntilItIsKilled();
};

namespace {

namespace fs = std::filesystem;

Workbench::OpenSession fakeRun() {
  return [](SessionOptions options) -> Result<std::unique_ptr<Session>> {
    return std::unique_ptr<Session>(std::make_unique<test::FakeSession>(options.layout));
  };
}

/// A hall of its own in a folder of its own, open, watched over.
struct RecoveryDesk {
  explicit RecoveryDesk(const fs::path& in) : folder(in), file(in / "mine.site.json") {
    if (!fs::exists(file)) fs::copy_file(test::sourceDir() / "sample-sites/one-hall/one-hall.site.json", file);
  }
  bool open() {
    QSignalSpy opened(&bench, &Workbench::opened);
    bench.open(file, {});
    return opened.wait(60'000);
  }
  void rename(const std::string& name) { bench.edit(RenameSite{Name{name, name}}); }
  fs::path folder, file;
  Workbench bench{fakeRun()};
  Recovery recovery{bench, folder / "recovery"};
};

fs::path copyPathOf(const QTemporaryDir& folder) { return folder.path().toStdString(); }

std::string nameIn(const fs::path& siteText) {
  static const auto catalog = *io::readCatalog(test::sourceDir() / "assets/catalog");
  const auto site = io::readSite(siteText, catalog);
  return site ? (*site)->name.en : std::string("unreadable");
}

/// What another session would find there.
std::vector<Leftover> leftoversIn(const fs::path& folder) {
  Workbench other(fakeRun());
  return Recovery(other, folder / "recovery").leftovers();
}

/// What would be left if the program ended now: its recoveries, without the lock that says that it runs.
void copyAsLeft(const fs::path& from, const fs::path& to) {
  for (const auto& session : fs::directory_iterator(from / "recovery")) {
    if (session.path().filename() == "open") continue;
    const fs::path at = to / "recovery" / session.path().filename();
    fs::create_directories(to / "recovery");
    fs::copy(session.path(), at, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    fs::remove(at / "alive.lock");
  }
}

/// A session as it lies on the disk after its end without a close.
void abandon(const fs::path& folder, const fs::path& site, const std::string& name) {
  const fs::path at = folder / "recovery" / "1-abandoned";
  fs::create_directories(at);
  QVERIFY(!hasError(io::saveText(at / "note.json", io::textOf(io::RecoveryNote{site.string(), "", "", {"Renamed"}}))));
  auto catalog = io::readCatalog(test::sourceDir() / "assets/catalog");
  auto read = io::readSite(test::sourceDir() / "sample-sites/one-hall/one-hall.site.json", *catalog);
  Site changed = **read;
  changed.name = {name, name};
  QVERIFY(!hasError(io::saveText(at / "site.json", io::textOf(changed))));
}

}  // namespace

void RecoveryTest::initTestCase() {
  qputenv("PLENUM_ASSETS", QByteArray::fromStdString((test::sourceDir() / "assets").string()));
}

void RecoveryTest::aChangeIsOnTheDiskBeforeFiveSecondsArePast() {
  QTemporaryDir folder;
  RecoveryDesk desk(copyPathOf(folder));
  QVERIFY(desk.open());
  QSignalSpy written(&desk.recovery, &Recovery::written);
  desk.rename("first");
  QVERIFY(written.wait(Recovery::mostLostMs));
  // changes that come without a pause do not put the write off
  QElapsedTimer since;
  since.start();
  int n = 0;
  written.clear();
  while (written.empty() && since.elapsed() < Recovery::mostLostMs) {
    desk.rename("n" + std::to_string(++n));
    QTest::qWait(20);
  }
  QVERIFY(!written.empty());
}

void RecoveryTest::nothingIsKeptOfWhatWasSaved() {
  QTemporaryDir folder;
  {
    RecoveryDesk desk(copyPathOf(folder));
    QVERIFY(desk.open());
    QSignalSpy written(&desk.recovery, &Recovery::written);
    desk.rename("saved");
    QVERIFY(written.wait(Recovery::mostLostMs));
    QVERIFY(!hasError(desk.bench.saveAs(desk.file)));
  }
  QVERIFY(leftoversIn(copyPathOf(folder)).empty());
  QCOMPARE(nameIn(copyPathOf(folder) / "mine.site.json"), std::string("saved"));
}

void RecoveryTest::endedRightAfterASaveItLeavesNothingToOffer() {
  QTemporaryDir folder, left;
  RecoveryDesk desk(copyPathOf(folder));
  QVERIFY(desk.open());
  QSignalSpy written(&desk.recovery, &Recovery::written);
  desk.rename("kept before");
  QVERIFY(written.wait(Recovery::mostLostMs));
  // what is saved is newer than what was kept, so that the texts alone could not tell
  desk.rename("saved");
  const auto dies = QObject::connect(&desk.bench, &Workbench::savingBegins, &desk.bench,
                                     [&] { copyAsLeft(copyPathOf(folder), copyPathOf(left)); });
  QVERIFY(!hasError(desk.bench.saveAs(desk.file)));
  QObject::disconnect(dies);
  QVERIFY(!fs::is_empty(copyPathOf(left) / "recovery"));
  QVERIFY(leftoversIn(copyPathOf(left)).empty());
  QVERIFY(!fs::exists(copyPathOf(left) / "recovery") || fs::is_empty(copyPathOf(left) / "recovery"));
}

void RecoveryTest::endedInASaveThatDidNotHappenItIsOffered() {
  QTemporaryDir folder, left;
  RecoveryDesk desk(copyPathOf(folder));
  QVERIFY(desk.open());
  QSignalSpy written(&desk.recovery, &Recovery::written);
  desk.rename("kept");
  QVERIFY(written.wait(Recovery::mostLostMs));
  std::size_t found = 0;
  // the file is still the one before
  connect(&desk.bench, &Workbench::savingBegins, &desk.bench, [&] {
    copyAsLeft(copyPathOf(folder), copyPathOf(left));
    found = leftoversIn(copyPathOf(left)).size();
  });
  QVERIFY(!hasError(desk.bench.saveAs(desk.file)));
  QCOMPARE(found, std::size_t(1));
}

void RecoveryTest::whatWasDoneAfterASaveIsOffered() {
  QTemporaryDir folder, left;
  RecoveryDesk desk(copyPathOf(folder));
  QVERIFY(desk.open());
  QSignalSpy written(&desk.recovery, &Recovery::written);
  desk.rename("saved");
  QVERIFY(written.wait(Recovery::mostLostMs));
  QVERIFY(!hasError(desk.bench.saveAs(desk.file)));
  written.clear();
  desk.rename("after it");
  QVERIFY(written.wait(Recovery::mostLostMs));
  copyAsLeft(copyPathOf(folder), copyPathOf(left));
  const std::vector<Leftover> found = leftoversIn(copyPathOf(left));
  QCOMPARE(found.size(), std::size_t(1));
  QCOMPARE(nameIn(found[0].siteText()), std::string("after it"));
}

void RecoveryTest::aSessionThatRunsIsNoLeftover() {
  QTemporaryDir folder;
  RecoveryDesk desk(copyPathOf(folder));
  QVERIFY(desk.open());
  QSignalSpy written(&desk.recovery, &Recovery::written);
  desk.rename("running");
  QVERIFY(written.wait(Recovery::mostLostMs));
  QVERIFY(leftoversIn(copyPathOf(folder)).empty());
}

void RecoveryTest::whatWasKeptOpensAgainAsUnsavedWork() {
  QTemporaryDir folder;
  RecoveryDesk desk(copyPathOf(folder));
  abandon(desk.folder, desk.file, "kept");
  const std::vector<Leftover> found = desk.recovery.leftovers();
  QCOMPARE(found.size(), std::size_t(1));
  QCOMPARE(found[0].note.steps, std::vector<std::string>{"Renamed"});
  QVERIFY(!found[0].writtenAt.empty());
  QSignalSpy changed(&desk.bench, &Workbench::documentChanged);
  desk.bench.recover(found[0].siteText(), found[0].note.site, found[0].note.scenario);
  QVERIFY(changed.wait(60'000));
  QCOMPARE(desk.bench.document()->current()->site->name.en, std::string("kept"));
  QVERIFY(desk.bench.document()->isModified());
  QCOMPARE(desk.bench.project().siteFile, desk.file);
  // one step, which can be taken back: then the file is there as it was saved
  desk.bench.undo();
  QVERIFY(desk.bench.document()->current()->site->name.en != "kept");
  QVERIFY(!desk.bench.document()->isModified());
}

void RecoveryTest::aFolderOfRubbishIsLeftAlone() {
  QTemporaryDir folder;
  const fs::path root = copyPathOf(folder) / "recovery";
  fs::create_directories(root / "2-torn");
  QVERIFY(!hasError(io::saveText(root / "2-torn" / "site.json", "{\"schemaVersion\": 1, \"na")));
  QVERIFY(!hasError(io::saveText(root / "2-torn" / "note.json", "{")));
  fs::create_directories(root / "3-empty");
  QVERIFY(!hasError(io::saveText(root / "stray.txt", "?")));
  QVERIFY(leftoversIn(copyPathOf(folder)).empty());
  QVERIFY(fs::exists(root / "2-torn" / "site.json"));
}

void RecoveryTest::twoWindowsOnOneFileAreSaid() {
  QTemporaryDir folder;
  RecoveryDesk first(copyPathOf(folder)), second(copyPathOf(folder));
  QSignalSpy saidFirst(&first.recovery, &Recovery::isOpenElsewhere);
  QSignalSpy saidSecond(&second.recovery, &Recovery::isOpenElsewhere);
  QVERIFY(first.open());
  QVERIFY(second.open());
  QCOMPARE(saidFirst.size(), 0);
  QCOMPARE(saidSecond.size(), 1);
  // and what the one saves, the other notices before it writes
  first.rename("from the first");
  QTest::qWait(20);
  QVERIFY(!second.bench.isChangedOutside());
  QVERIFY(!hasError(first.bench.saveAs(first.file)));
  QVERIFY(second.bench.isChangedOutside());
  QVERIFY(!first.bench.isChangedOutside());
}

void RecoveryTest::theFileBeforeStaysBesideTheSavedOne() {
  QTemporaryDir folder;
  RecoveryDesk desk(copyPathOf(folder));
  QVERIFY(desk.open());
  const std::string before = nameIn(desk.file);
  desk.rename("after");
  QVERIFY(!hasError(desk.bench.saveAs(desk.file)));
  QCOMPARE(nameIn(desk.file), std::string("after"));
  QCOMPARE(nameIn(desk.file.string() + "~"), before);
}

void RecoveryTest::editsUntilItIsKilled() {
  const QByteArray folder = qgetenv("PLENUM_EDIT_UNTIL_KILLED");
  if (folder.isEmpty()) return;
  RecoveryDesk desk(fs::path(folder.toStdString()));
  QVERIFY(desk.open());
  QFile log(QString::fromUtf8(folder) + QStringLiteral("/log"));
  QVERIFY(log.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
  QRandomGenerator random(qgetenv("PLENUM_EDIT_SEED").toUInt());
  const auto tell = [&] {
    log.write(QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + ' ' +
              QByteArray::fromStdString(desk.bench.document()->current()->site->name.en) + '\n');
  };
  for (int n = 1;; ++n) {
    const quint32 what = random.bounded(20U);
    if (what == 0 && desk.bench.document()->canUndo())
      desk.bench.undo();
    else if (what == 1 && n > 40)
      desk.bench.saveAs(desk.file);
    else
      desk.rename("n" + std::to_string(n));
    tell();
    QTest::qWait(int(5 + random.bounded(50U)));
  }
}

void RecoveryTest::killsAtAnyMomentLoseNothingButTheLastSeconds() {
  const int kills =
      qEnvironmentVariableIntValue("PLENUM_KILLS") > 0 ? qEnvironmentVariableIntValue("PLENUM_KILLS") : 20;
  QRandomGenerator random(20'26);
  qint64 worstMs = 0;
  for (int k = 0; k < kills; ++k) {
    QTemporaryDir folder;
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PLENUM_EDIT_UNTIL_KILLED"), folder.path());
    environment.insert(QStringLiteral("PLENUM_EDIT_SEED"), QString::number(k));
    environment.insert(QStringLiteral("QTEST_FUNCTION_TIMEOUT"), QStringLiteral("900000"));
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("RecoveryTest"), QStringLiteral("editsUntilItIsKilled")});
    QFile log(folder.path() + QStringLiteral("/log"));
    QTRY_VERIFY_WITH_TIMEOUT(log.exists() && log.size() > 0, 60'000);
    QTest::qWait(int(random.bounded(k % 4 == 0 ? 7000U : 2500U)));
    ::kill(pid_t(child.processId()), SIGKILL);
    const qint64 diedMs = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(child.waitForFinished(30'000));
    QCOMPARE(child.exitStatus(), QProcess::CrashExit);

    const fs::path at = copyPathOf(folder);
    const std::vector<Leftover> found = leftoversIn(at);
    QVERIFY(found.size() <= 1);
    const std::string name = nameIn(found.empty() ? at / "mine.site.json" : found[0].siteText());
    QVERIFY(log.open(QIODevice::ReadOnly));
    QList<QPair<qint64, std::string>> told;
    while (!log.atEnd()) {
      const QList<QByteArray> words = log.readLine().trimmed().split(' ');
      if (words.size() == 2) told << qMakePair(words[0].toLongLong(), words[1].toStdString());
    }
    // the newest change that is not there any more
    qint64 lostMs = 0;
    for (qsizetype i = told.size() - 1; i >= 0 && told[i].second != name; --i) lostMs = diedMs - told[i].first;
    QVERIFY2(lostMs <= Recovery::mostLostMs,
             qPrintable(
                 QStringLiteral("kill %1: %2 ms lost, found %3").arg(k).arg(lostMs).arg(QString::fromStdString(name))));
    QVERIFY(name != "unreadable");
    worstMs = std::max(worstMs, lostMs);
  }
  qInfo("%d kills: at most the last %lld ms were lost", kills, static_cast<long long>(worstMs));
}

PLENUM_TEST_WITH(QApplication, RecoveryTest)
#include "RecoveryTest.moc"
