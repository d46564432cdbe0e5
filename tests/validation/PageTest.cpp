// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <algorithm>
#include <filesystem>
#include <vector>

#include "support/Test.h"

using namespace plenum;

namespace {

struct Group {
  const char* title;
  std::vector<const char*> ids;
};
const std::vector<Group>& groups() {
  static const std::vector<Group> all{
      {"Chips and cold plates", {"V-01", "V-02", "V-03", "V-07"}},
      {"Exchangers, pumps, valves and pipes", {"V-04", "V-05", "V-06", "V-08", "V-10", "V-12"}},
      {"Plant", {"V-09", "V-11", "V-19", "V-20", "V-21", "V-22", "V-43"}},
      {"Air outside and inside", {"V-18", "weather", "V-27"}},
      {"Power", {"V-23", "V-24", "V-25", "V-26", "V-40", "V-45"}},
      {"Placing tasks on chips", {"FGD"}},
      {"Plans of growth", {"PLAN"}},
      {"Queues of jobs, gangs and limits of power", {"jobs", "caps"}},
      {"Training steps, collectives and the network",
       {"T-1", "T-1h", "T-2", "T-2b", "T-3", "T-4", "T-5", "T-6", "T-7", "P-3"}},
      {"Failures, recovery and growth to 100,000 chips", {"R-1", "R-2", "R-3", "R-4", "R-5"}},
      {"Traces of jobs and what is drawn instead", {"G-1", "openb"}},
      {"Services: queues, tokens and requests", {"Q-1", "Q-2", "Q-3", "tokens", "requests"}},
      {"Power of chips at work", {"P-1", "P-2"}},
      {"Energy and bits", {"V-28"}},
      {"Whole plants and failures", {"V-41", "V-44", "V-46", "V-47"}},
      {"Properties of random plants", {"9C"}},
      {"What comes out of the sample sites", {"site"}}};
  return all;
}

struct Row {
  QString id, text;
  bool isGate = false, isMet = false;
};

QString tableRow(const QJsonObject& line) {
  QStringList cells;
  for (const char* key : {"id", "what", "source", "expected", "ours", "tolerance", "kind", "verdict"}) {
    QString cell = line[QLatin1String(key)].toString();
    cells += cell.replace('|', '/').trimmed();
  }
  return "| " + cells.join(" | ") + " |";
}

QString textOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Every line that the recorders of this build wrote, in the order of their names and of writing.
std::vector<Row> recorded(QStringList& missingFiles) {
  std::vector<Row> rows;
  QStringList names = qEnvironmentVariable("PLENUM_RECORDERS").split(',', Qt::SkipEmptyParts);
  names.sort();
  for (const QString& name : names) {
    QFile file(qEnvironmentVariable("PLENUM_VALIDATION") + "/" + name + ".jsonl");
    if (!file.open(QIODevice::ReadOnly)) {
      missingFiles += name;
      continue;
    }
    for (const QByteArray& line : file.readAll().split('\n')) {
      if (line.isEmpty()) continue;
      const QJsonObject o = QJsonDocument::fromJson(line).object();
      rows.push_back(
          {o["id"].toString(), tableRow(o), o["kind"].toString() == "gate", o["verdict"].toString() == "met"});
    }
  }
  return rows;
}

QString pageOf(const std::vector<Row>& rows, QStringList& strangers) {
  const auto folder = test::sourceDir() / "tests" / "validation" / "preamble.md";
  QString page = textOf(QString::fromStdString(folder.string()));
  const auto gates = std::count_if(rows.begin(), rows.end(), [](const Row& r) { return r.isGate; });
  const auto met = std::count_if(rows.begin(), rows.end(), [](const Row& r) { return r.isGate && r.isMet; });
  page += QStringLiteral("\n%1 gates: %2 met, %3 missed. %4 informational lines.\n")
              .arg(gates)
              .arg(met)
              .arg(gates - met)
              .arg(static_cast<long>(rows.size()) - gates);
  std::size_t placed = 0;
  for (const Group& group : groups()) {
    QString table;
    for (const char* id : group.ids)
      for (const Row& row : rows)
        if (row.id == id) table += row.text + "\n", ++placed;
    if (table.isEmpty()) continue;
    page += QStringLiteral("\n## %1\n\n| case | what | source | expected | ours | tolerance | kind | verdict |\n")
                .arg(group.title) +
            "| --- | --- | --- | --- | --- | --- | --- | --- |\n" + table;
  }
  if (placed != rows.size())
    for (const Row& row : rows) {
      const auto knows = [&](const Group& g) {
        return std::any_of(g.ids.begin(), g.ids.end(), [&](const char* id) { return row.id == id; });
      };
      if (std::none_of(groups().begin(), groups().end(), knows)) strangers += row.id;
    }
  return page;
}

}  // namespace

/// docs/validation.md says what the tests of this run found: no figure and no verdict may change unseen.
class PageTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void pageSaysWhatTheTestsFound() {
    if (!qEnvironmentVariableIsSet("PLENUM_RECORDERS")) QSKIP("run by ctest, which knows who records");
    const QString path = QString::fromStdString((test::sourceDir() / "docs" / "validation.md").string());
    QStringList missing, strangers;
    const std::vector<Row> rows = recorded(missing);
    QVERIFY2(missing.isEmpty(), qPrintable("no record of " + missing.join(", ")));
    const QString page = pageOf(rows, strangers);
    QVERIFY2(strangers.isEmpty(), qPrintable("no group for " + strangers.join(", ")));
    const bool hasAll = std::filesystem::exists(test::sharedDir() / "data");
    if (qEnvironmentVariableIsSet("PLENUM_UPDATE_GOLDENS") && !test::isContinuousIntegration()) {
      QVERIFY2(hasAll, "the page is not written anew where third-party data is missing");
      QFile file(path);
      QVERIFY(file.open(QIODevice::WriteOnly) && file.write(page.toUtf8()) > 0);
      qInfo("written: %s", qPrintable(path));
    }
    const QString committed = textOf(path);
    const QStringList before = committed.split('\n'), now = page.split('\n');
    QStringList differences;
    for (const QString& line : now)
      if (!before.contains(line) && (hasAll || line.startsWith("| "))) differences += "+ " + line;
    QStringList kept;
    for (const QString& line : before)
      if (!now.contains(line)) {
        if (hasAll)
          differences += "- " + line;
        else if (line.startsWith("| "))
          kept += line.section('|', 1, 2).trimmed();
      }
    if (!kept.isEmpty()) qInfo("lines kept, their data is missing here: %s", qPrintable(kept.join("; ")));
    for (const QString& line : differences) qWarning("%s", qPrintable(line));
    const char* remedy =
        "docs/validation.md: look at the lines above, then PLENUM_UPDATE_GOLDENS=1 ctest -R validation.PageTest";
    QVERIFY2(differences.isEmpty(), remedy);
    if (hasAll) QVERIFY2(page == committed, remedy);
  }
};

PLENUM_TEST(PageTest)
#include "PageTest.moc"
