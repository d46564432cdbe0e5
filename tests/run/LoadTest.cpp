// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <fstream>

#include "io/Files.h"
#include "io/JobTraces.h"
#include "run/Simulate.h"
#include "support/Test.h"
#include "workload/TraceJobs.h"

using namespace plenum;

/// A scenario's load, drawn or read, runs on the campus; the one can stand for the other.
class LoadTest : public QObject {
  Q_OBJECT
  QTemporaryDir dir_;

  std::filesystem::path write(const std::string& name, const std::string& text) const {
    const auto file = std::filesystem::path(dir_.path().toStdString()) / name;
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }
  static std::filesystem::path oneHall() { return test::sourceDir() / "sample-sites/one-hall/one-hall.site.json"; }
  std::filesystem::path scenario(const std::string& load) const {
    return write("a.scenario.json",
                 R"({"schemaVersion": 1, "id": "a", "start": "2026-07-21T08:00:00", "length": "2h", "seed": 5,
  "scheduling": {"queue": "easy"},
  "load": )" + load + "}\n");
  }
  static Result<HeadlessResult> run(const io::Project& project, int workers = 1) {
    HeadlessRun run;
    run.layout = project.layout;
    run.setting = project.setting;
    run.ticks = 1200;
    run.workers = workers;
    run.hashEvery = 300;
    return runHeadless(run);
  }
  static QString first(const Problems& problems) {
    const Problem& p = problems.front();
    return QString::fromStdString(p.what.id + " " + p.place.pointer) +
           QString(" %1:%2").arg(p.place.line).arg(p.place.column);
  }

 private Q_SLOTS:
  void replayAndDrawingAreTheSameRun() {
    const auto drawn = io::openProject(oneHall(), scenario(R"({"mix": "regional-cloud", "fill": 0.9})"));
    QVERIFY(bool(drawn));
    const Scenario& settled = drawn->setting->scenario;
    QVERIFY(settled.jobs.size() > 30 && !settled.services.empty());
    QVERIFY(settled.load == Load{});
    QCOMPARE(drawn->scenario.load.mix, std::string("regional-cloud"));  // as it was written

    write("jobs.csv", io::textOf(recordsOf(settled.jobs)));
    Scenario other = drawn->scenario;
    other.load = Load{};
    other.load.trace = "jobs.csv";
    other.services = settled.services;
    const auto replayed = io::openProject(oneHall(), write("b.scenario.json", io::textOf(other)));
    QVERIFY(bool(replayed));
    QVERIFY(replayed->warnings.empty());
    QCOMPARE(replayed->setting->scenario.jobs.size(), settled.jobs.size());

    const auto a = run(*drawn), b = run(*replayed, 2);
    QVERIFY(bool(a) && bool(b));
    QCOMPARE(a->stateHash, b->stateHash);
    QVERIFY(a->last.allocatedChips > 0.5 * drawn->layout->chips);

    // another seed is another day
    Scenario reseeded = drawn->scenario;
    reseeded.seed = 6;
    const auto setting = io::settingOf(*drawn->layout->site, reseeded, oneHall().parent_path(), drawn->scenarioFile);
    QVERIFY(bool(setting));
    QVERIFY((*setting)->scenario.jobs != settled.jobs);
  }

  void whatATraceLosesIsSaid() {
    write("t.csv",
          "id,submit_s,duration_s,chips,share_milli\na,0,600,16,\nb,5,60,1,500\nc,6,60,5000,\nd,7,60,0,\ne,90000,60,1,"
          "\n");
    const auto project = io::openProject(oneHall(), scenario(R"({"trace": "t.csv"})"));
    QVERIFY(bool(project));
    QCOMPARE(project->setting->scenario.jobs.size(), std::size_t{2});
    QCOMPARE(project->warnings.size(), std::size_t{1});
    QCOMPARE(first(project->warnings), QString("io.load.left /load/trace 3:21"));
    QVERIFY(bool(run(*project)));
  }

  void wrongLoadsAreToldWhereTheyStand_data() {
    QTest::addColumn<QString>("load");
    QTest::addColumn<QString>("problem");
    QTest::newRow("mix") << R"({"mix": "casino"})"
                         << "load.mix /load/mix 3:19";
    QTest::newRow("both") << R"({"mix": "llm-lab", "trace": "x"})"
                          << "io.load.both /load/trace 3:39";
    QTest::newRow("no trace") << R"({"format": "swf"})"
                              << "io.load.noTrace /load/format 3:22";
    QTest::newRow("missing") << R"({"trace": "nowhere.csv"})"
                             << "io.file.missing  0:0";
    QTest::newRow("format") << R"({"trace": "one.csv", "format": "excel"})"
                            << "io.traces.format  0:0";
    QTest::newRow("broken") << R"({"trace": "one.csv"})"
                            << "io.traces.number  2:3";
    QTest::newRow("empty") << R"({"trace": "none.csv"})"
                           << "io.load.empty /load/trace 3:21";
    QTest::newRow("fill") << R"({"mix": "llm-lab", "fill": 7})"
                          << "io.range /load/fill 3:38";
  }
  void wrongLoadsAreToldWhereTheyStand() {
    QFETCH(QString, load);
    QFETCH(QString, problem);
    write("one.csv", "submit_s,duration_s,chips\n0,6x,1\n");
    write("none.csv", "submit_s,duration_s,chips\n0,60,0\n");
    const auto project = io::openProject(oneHall(), scenario(load.toStdString()));
    QVERIFY(!project);
    QCOMPARE(first(project.problems()), problem);
    QVERIFY(!project.problems().front().place.file.empty());
  }
};

PLENUM_TEST(LoadTest)
#include "LoadTest.moc"
