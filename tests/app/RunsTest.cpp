// SPDX-License-Identifier: Apache-2.0
#include <QJsonArray>
#include <csignal>

#include "Program.h"

using namespace plenum::test;

class RunsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void whatAScenarioNamesInVainIsSaid() {
    QTemporaryDir folder;
    const QString scenario = folder.filePath("stranger.scenario.json");
    write(scenario, R"({
  "schemaVersion": 1, "id": "stranger", "name": {"en": "Stranger", "zh": "错配"},
  "start": "2026-07-21T10:00:00", "length": "1h", "seed": 42,
  "jobs": [{"id": "a", "name": {"en": "a", "zh": "a"}, "kind": "batch", "chips": 64, "utilisation": 0.9, "hall": "H99"}],
  "actions": [{"at": "1min", "do": "fail H1/CDU1"}, {"at": "1min", "do": "fail H1/CDU77"}]
})");
    const auto ended =
        runPlenum({"simulate", oneHallFile(), "--scenario", scenario, "--hours", "0.1", "--json", "--lang", "en"});
    EXITS_WITH(ended, 0);
    QCOMPARE(ended.err.count("warning"), 2);
    QVERIFY2(ended.err.contains(":4:") && ended.err.contains("H99"), ended.err.constData());
    QVERIFY2(ended.err.contains(":5:") && ended.err.contains("H1/CDU77"), ended.err.constData());
    QVERIFY(!QJsonDocument::fromJson(ended.out).isNull());
  }

  void init() { folder_ = std::make_unique<QTemporaryDir>(); }

  void jsonIsOneObjectWithEveryFigure() {
    const auto ended = runPlenum({"simulate", oneHallFile(), "--hours", "0.25", "--json"});
    EXITS_WITH(ended, 0);
    QJsonParseError error;
    const auto json = QJsonDocument::fromJson(ended.out, &error).object();
    QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
    for (const char* key : {"chips",
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
                            "cue_kg_per_kWh",
                            "cost_cny",
                            "tick_s",
                            "seed",
                            "workers"})
      QVERIFY2(json.value(key).isDouble(), key);
    for (const char* key : {"site", "scenario", "state_hash"}) QVERIFY2(json.value(key).isString(), key);
    QCOMPARE(json.value("simulated_s").toDouble(), 900.0);
    QCOMPARE(json.value("state_hash").toString().size(), 16);
    // a campus that runs: power is drawn, more than its chips draw, and no chip is colder than the room
    QVERIFY(json.value("it_energy_kWh").toDouble() > 0.0);
    QVERIFY(json.value("facility_energy_kWh").toDouble() > json.value("it_energy_kWh").toDouble());
    QVERIFY(json.value("pue").toDouble() > 1.0);
    QVERIFY(json.value("max_chip_C").toDouble() > json.value("max_inlet_C").toDouble());
    QVERIFY(json.value("energy_balance_residual").toDouble() < 1e-9);
  }

  void neitherWorkersNorLanguageChangeTheState() {
    QByteArray first;
    for (const QStringList& options :
         {QStringList{"--workers", "1"}, {"--workers", "2"}, {"--workers", "3", "--lang", "zh"}, {"--workers", "8"}}) {
      const auto ended = runPlenum(QStringList{"simulate", oneHallFile(), "--hours", "0.1", "--json"} + options);
      EXITS_WITH(ended, 0);
      const auto hash = QJsonDocument::fromJson(ended.out).object().value("state_hash").toString().toUtf8();
      if (first.isEmpty()) first = hash;
      QCOMPARE(hash, first);
    }
  }

  void figuresAreATableWithUnits() {
    const auto ended = runPlenum({"simulate", oneHallFile(), "--hours", "0.05"});
    EXITS_WITH(ended, 0);
    for (const char* word : {"IT energy", "MWh", "PUE", "°C", "L/kWh"}) QVERIFY2(ended.out.contains(word), word);
    QVERIFY(!ended.out.contains("[cli."));
    // a progress line is for terminals only
    QVERIFY2(ended.err.isEmpty(), ended.err.constData());
  }

  void aResultsFolderIsWholeAndReplays() {
    const QString out = folder_->filePath("a/b");
    const auto ended = runPlenum({"simulate", oneHallFile(), "--hours", "1.5", "--tick", "1", "--seed", "7", "--out",
                                  out, "--act", "10min fail H1/CDU1", "--act", "20min restore H1/CDU1", "--json"});
    EXITS_WITH(ended, 0);
    QCOMPARE(QDir(out).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name),
             (QStringList{"events.csv", "metrics.csv", "run.json", "summary.json"}));
    QCOMPARE(contentOf(QDir(out).filePath("summary.json")), ended.out);
    const auto log = QJsonDocument::fromJson(contentOf(QDir(out).filePath("run.json"))).object();
    QCOMPARE(log.value("ticks").toInt(), 5400);
    QCOMPARE(log.value("seed").toInt(), 7);
    QCOMPARE(log.value("actions").toArray().size(), 2);
    QCOMPARE(log.value("actions")[0]["tick"].toInt(), 600);
    QCOMPARE(log.value("marks")[0]["tick"].toInt(), 3600);
    QVERIFY(contentOf(QDir(out).filePath("metrics.csv")).count('\n') > 100);
    QVERIFY(contentOf(QDir(out).filePath("events.csv")).contains("H1/CDU1"));

    EXITS_WITH(runPlenum({"check", QDir(out).filePath("run.json")}), 0);
    const auto again = runPlenum({"replay", out, "--workers", "3"});
    EXITS_WITH(again, 0);
    QVERIFY(again.out.contains(log.value("state_hash").toString().toUtf8()));
  }

  void aDesignDayReachesItsWetBulbAndReplays() {
    const QString out = folder_->filePath("design");
    const auto run = runPlenum({"simulate", oneHallFile(), "--design-day", "--hours", "24", "--tick", "30", "--act",
                                "10h fail H1/CDU1", "--json", "--out", out});
    EXITS_WITH(run, 0);
    // its own weather is kept with the run: the replay meets it again
    const auto again = runPlenum({"replay", out, "--workers", "2"});
    EXITS_WITH(again, 0);
    const QByteArray hash = QJsonDocument::fromJson(run.out).object().value("state_hash").toString().toUtf8();
    QVERIFY2(!hash.isEmpty() && again.out.contains(hash), again.out.constData());
    // Shaoguan: wet bulb exceeded during 0.4 % of the hours, ours 28.3 °C, ASHRAE's 27.2 °C
    const QList<QByteArray> lines = contentOf(QDir(out).filePath("metrics.csv")).trimmed().split('\n');
    const auto column = lines.front().split(',').indexOf("wet_bulb_C");
    QVERIFY(column >= 0);
    double highestC = -100.0;
    for (const QByteArray& line : lines.mid(1)) highestC = std::max(highestC, line.split(',').at(column).toDouble());
    QVERIFY2(highestC > 27.0 && highestC < 28.6, qPrintable(QString::number(highestC)));
  }

  void aReplayThatDivergesNamesTheTick() {
    const QString out = folder_->path();
    EXITS_WITH(runPlenum({"simulate", oneHallFile(), "--hours", "1.1", "--out", out, "--act", "65min restore H1/CDU1",
                          "--act", "10min fail H1/CDU1"}),
               0);
    const QString file = QDir(out).filePath("run.json");
    QByteArray log = contentOf(file);
    QVERIFY(log.contains("\"fail H1/CDU1\""));
    log.replace("\"fail H1/CDU1\"", "\"restore H1/CDU1\"");
    write(file, log);
    const auto ended = runPlenum({"replay", file});
    EXITS_WITH(ended, 1);
    QVERIFY2(ended.err.contains("3600"), ended.err.constData());
  }

  void aChangedSiteIsNotReplayed() {
    const QString site = folder_->filePath("mine.site.json");
    write(site, contentOf(oneHallFile()));
    const QString out = folder_->filePath("out");
    EXITS_WITH(runPlenum({"simulate", site, "--hours", "0.02", "--out", out}), 0);
    EXITS_WITH(runPlenum({"replay", out}), 0);
    write(site, contentOf(oneHallFile()) + "\n");
    const auto ended = runPlenum({"replay", out});
    EXITS_WITH(ended, 1);
    QVERIFY(ended.err.contains("mine.site.json"));
  }

  void aFolderThatCannotBeWrittenIsRefusedBeforeTheRun() {
    // below a file there is no folder, even for root
    write(folder_->filePath("file"), "x");
    QElapsedTimer timer;
    timer.start();
    const auto ended =
        runPlenum({"simulate", oneHallFile(), "--hours", "8784", "--out", folder_->filePath("file/below")});
    EXITS_WITH(ended, 1);
    QVERIFY(ended.err.contains("file/below"));
    QVERIFY(ended.out.isEmpty());
    QCOMPARE(contentOf(folder_->filePath("file")), QByteArray("x"));
  }

  void anInterruptedRunKeepsWhatIsComplete() {
    const QString out = folder_->filePath("out");
    QProcess process;
    process.setProcessEnvironment(plainEnvironment());
    process.start(PLENUM_PROGRAM, {"simulate", oneHallFile(), "--hours", "8784", "--out", out});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(out), 30'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardError().contains("Stopped"));
    const auto log = QJsonDocument::fromJson(contentOf(QDir(out).filePath("run.json"))).object();
    QCOMPARE(log.value("complete").toBool(true), false);
    QVERIFY(QFile::exists(QDir(out).filePath("metrics.csv")));
    EXITS_WITH(runPlenum({"replay", out}), 0);
  }

 private:
  std::unique_ptr<QTemporaryDir> folder_;
};

PLENUM_TEST(RunsTest)
#include "RunsTest.moc"
