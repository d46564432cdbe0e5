// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QTemporaryDir>

#include "frame/Frame.h"
#include "io/RunArchive.h"
#include "io/Summary.h"
#include "io/Tables.h"
#include "support/Test.h"

using namespace plenum;

namespace {

io::RunLog someLog() {
  io::RunLog log;
  log.program = "plenum 0.1.0";
  log.siteFile = "/somewhere/a site.site.json";
  log.siteHash = "0123456789abcdef";
  log.seed = 42;
  log.tick = Duration{500'000};
  log.workers = 3;
  log.ticks = 7200;
  log.actions = {{10, Fail{"H1/CDU1/P1"}}, {600, Restore{"H1/CDU1/P1"}}, {700, SetSupply{"CHW", Celsius{17.5}}}};
  log.marks = {{3600, 0xfedcba9876543210u}, {7200, 1}};
  log.stateHash = 1;
  return log;
}

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(not there)");
}

}  // namespace

class RunLogTest : public QObject {
  Q_OBJECT
 private:
  QTemporaryDir folder_;
  std::filesystem::path write(const std::string& text) const {
    const QString path = folder_.filePath("run.json");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) qFatal("no temporary file");
    file.write(text.data(), static_cast<qint64>(text.size()));
    return path.toStdString();
  }

 private Q_SLOTS:
  void readsBackWhatWasWritten() {
    const auto log = someLog();
    write(io::textOf(log));
    const auto read = io::readRunLog(folder_.path().toStdString());
    QVERIFY(read);
    QCOMPARE(read->program, log.program);
    QCOMPARE(read->siteFile, log.siteFile);
    QCOMPARE(read->siteHash, log.siteHash);
    QVERIFY(read->scenarioFile.empty());
    QCOMPARE(read->seed, log.seed);
    QVERIFY(read->tick == log.tick);
    QCOMPARE(read->ticks, log.ticks);
    QCOMPARE(read->actions.size(), log.actions.size());
    for (std::size_t i = 0; i < log.actions.size(); ++i) {
      QCOMPARE(read->actions[i].tick, log.actions[i].tick);
      QVERIFY(read->actions[i].action == log.actions[i].action);
    }
    QCOMPARE(read->marks[0].hash, log.marks[0].hash);
    QCOMPARE(read->stateHash, log.stateHash);
    QVERIFY(read->isComplete);
  }

  void everyDamageIsFoundWithItsPlace_data() {
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    QTest::addColumn<QByteArray>("pointer");
    QTest::newRow("a tick of half") << QByteArray("\"ticks\": 7200") << QByteArray("\"ticks\": 0.5")
                                    << QByteArray("/ticks");
    QTest::newRow("a negative seed") << QByteArray("\"seed\": 42") << QByteArray("\"seed\": -1") << QByteArray("/seed");
    QTest::newRow("a step of none") << QByteArray("\"tick_us\": 500000") << QByteArray("\"tick_us\": 0")
                                    << QByteArray("/tick_us");
    QTest::newRow("no hash") << QByteArray("\"fedcba9876543210\"") << QByteArray("\"what\"")
                             << QByteArray("/marks/0/hash");
    QTest::newRow("no action") << QByteArray("restore H1") << QByteArray("rstore H1")
                               << QByteArray("/actions/1/action");
    QTest::newRow("not ascending") << QByteArray("\"tick\": 600") << QByteArray("\"tick\": 6") << QByteArray("");
    QTest::newRow("too new") << QByteArray("\"schemaVersion\": 1") << QByteArray("\"schemaVersion\": 2")
                             << QByteArray("/schemaVersion");
  }
  void everyDamageIsFoundWithItsPlace() {
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    QFETCH(QByteArray, pointer);
    QByteArray text = QByteArray::fromStdString(io::textOf(someLog()));
    QVERIFY2(text.contains(good), text.constData());
    text.replace(good, bad);
    const auto read = io::readRunLog(write(text.toStdString()));
    QVERIFY(!read);
    QCOMPARE(read.problems().size(), std::size_t{1});
    QCOMPARE(read.problems()[0].place.pointer, pointer.toStdString());
    QVERIFY(read.problems()[0].place.line > 0);
  }

  void anotherFileIsNoLog() {
    const auto read = io::readRunLog(write("{\"halls\": []}"));
    QVERIFY(!read);
    QCOMPARE(read.problems().size(), std::size_t{1});
    QCOMPARE(read.problems()[0].what.id, std::string("io.run.notALog"));
  }

  void metricsAreARowASample() {
    Log<Metrics> history;
    for (int i = 0; i < 600; ++i) {
      Metrics m;
      m.time = toTime({{2026, 7, 21}}) + seconds(10 * i);
      m.itPowerW = 1000.0 * i;
      history.append(m);
    }
    const QString path = folder_.filePath("metrics.csv");
    QVERIFY(io::saveMetrics(path.toStdString(), history).empty());
    const auto lines = contentOf(path).split('\n');
    QCOMPARE(lines.size(), 602);  // a header, and nothing behind the last line
    QVERIFY(lines[0].startsWith("time,it_power_kW,"));
    QVERIFY(lines[600].startsWith("2026-07-21T01:39:50,599,"));
    for (int i = 1; i <= 600; ++i) QCOMPARE(lines[i].count(','), lines[0].count(','));
  }

  void aTextWithACommaIsQuoted() {
    const auto english = io::Language::read("en");
    QVERIFY(english);
    Log<Event> events;
    Event event;
    event.sequence = 1;
    event.entityId = "odd, \"id\"";
    events.append(event);
    const QString path = folder_.filePath("events.csv");
    QVERIFY(io::saveEvents(path.toStdString(), events, *english).empty());
    QVERIFY(contentOf(path).contains("\"odd, \"\"id\"\"\""));
  }

  void aTableThatCannotBeWrittenLeavesNothing() {
    const auto problems = io::saveMetrics(folder_.filePath("absent/metrics.csv").toStdString(), {});
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY(!QFile::exists(folder_.filePath("absent")));
  }

  void aSummaryHoldsWhatIsPromised() {
    io::Summary summary;
    summary.simulatedS = 3600.0;
    summary.wallS = 2.0;
    summary.last.pue = std::nan("");
    const auto text = QByteArray::fromStdString(io::textOf(summary));
    for (const char* key : {"site",
                            "chips",
                            "simulated_s",
                            "wall_s",
                            "cpu_s",
                            "sim_s_per_wall_s",
                            "peak_rss_bytes",
                            "it_energy_kWh",
                            "facility_energy_kWh",
                            "water_m3",
                            "carbon_kg",
                            "pue",
                            "wue_l_per_kWh",
                            "max_chip_C",
                            "max_inlet_C",
                            "alarms",
                            "energy_balance_residual",
                            "state_hash",
                            "cue_kg_per_kWh",
                            "cost_cny",
                            "tick_s",
                            "seed",
                            "workers",
                            "scenario"})
      QVERIFY2(text.contains('"' + QByteArray(key) + "\":"), key);
    QVERIFY(text.contains("\"sim_s_per_wall_s\": 1800"));
  }
};

PLENUM_TEST(RunLogTest)
#include "RunLogTest.moc"
