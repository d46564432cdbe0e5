// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include "support/Test.h"
#include "support/WorkRun.h"
#include "workload/Reliability.h"

using namespace plenum;

/// What a failure does to a job, and what is left of its time.
class WorkFailuresTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aCrashIdlesTheJobForItsRestartAndCostsWhatWasNotWritten() {
    test::WorkRun run;
    Job j = test::plainJob("a", 64, seconds(0), seconds(10'000));
    j.restart = seconds(300);
    j.checkpointEvery = Duration{0};
    run.scenario.jobs = {j};
    run.start().at(0.0);
    run.at(100.0);
    WorkNews news;
    QCOMPARE(std::string(crashJob(run.model, run.state, run.around, "a", news)), std::string());
    run.at(101.0);
    QVERIFY(run.use(0) < 0.05);
    QVERIFY(std::string(crashJob(run.model, run.state, run.around, "a", news)) == "event.job-not-running");
    QVERIFY(std::string(crashJob(run.model, run.state, run.around, "nobody", news)) == "event.unknown-job");
    run.at(401.0);
    QCOMPARE(run.phase(0), JobPhase::running);
    // 100 s lost, 300 s of restart: it ends at 10,400 s
    QCOMPARE(runOf(run.state, 0).endS, 10'400.0);
    QCOMPARE(runOf(run.state, 0).lostChipS, 64.0 * 400.0);
    run.at(10'400.0);
    QCOMPARE(run.phase(0), JobPhase::done);
  }

  void aTrainingJobThatLosesAServerCrashesAndWaitsForIt() {
    test::WorkRun run;
    Job j = test::plainJob("a", 64, seconds(0), seconds(0));
    j.restart = seconds(60);
    run.scenario.jobs = {j};
    run.start().at(0.0);
    run.up[0] = 0;
    run.at(1.0, true);
    QCOMPARE(run.phase(0), JobPhase::restarting);
    QVERIFY(run.hasHappened(WorkEvent::Kind::lostPower));
    run.at(100.0);
    QCOMPARE(run.phase(0), JobPhase::restarting);
    run.up[0] = 1;
    run.at(101.0, true);
    QCOMPARE(run.phase(0), JobPhase::running);
  }

  void aManagedJobGoesOnWithAnotherServer() {
    test::WorkRun run;
    Job j = test::plainJob("a", 64, seconds(0), seconds(0));
    j.restart = seconds(60);
    run.scenario.jobs = {j};
    run.scenario.scheduling.queue = Scheduling::Queue::priority;
    run.start().at(0.0);
    run.up[0] = 0;
    run.at(1.0, true);
    QVERIFY(run.hasHappened(WorkEvent::Kind::replaced));
    QCOMPARE(run.chipsOf(0), 64u);
    QCOMPARE(run.state.chipTenant[0], noTenant);
    run.at(61.0);
    QCOMPARE(run.phase(0), JobPhase::running);
    QCOMPARE(run.wrong(), std::string());
  }

  void aSpareIsHeldForItsJobAndTakesTheLostServersPlace() {
    test::WorkRun run;
    const std::uint32_t all = run.layout->chips;
    Job j = test::plainJob("a", 32, seconds(0), seconds(0));
    j.restart = seconds(60);
    j.spareServers = 1;
    // as many as are free beside the job, but for the spare
    run.scenario.jobs = {j, test::plainJob("b", all - 32, seconds(1), seconds(100))};
    run.start().at(0.0);
    const auto spareOf = [&] {
      for (std::uint32_t s = 0; s < run.state.spareOf.size(); ++s)
        if (run.state.spareOf[s] == 0) return s;
      return none;
    };
    const std::uint32_t spare = spareOf();
    QVERIFY(spare != none);
    QCOMPARE(run.state.totals.lost, std::uint64_t{run.model.servers[spare].chips});
    run.at(1.0);
    QCOMPARE(run.phase(1), JobPhase::queued);
    run.up[0] = 0;
    run.at(2.0, true);
    QVERIFY(run.hasHappened(WorkEvent::Kind::replaced));
    QCOMPARE(run.state.chipTenant[run.model.serverFirstChip[spare]], Tenant{0});
    QCOMPARE(run.chipsOf(0), 32u);
    const std::uint32_t next = spareOf();
    QVERIFY2(next != none && next != spare && next != 0, "another one is held in its place");
    QCOMPARE(run.wrong(), std::string());
    run.at(62.0);
    QCOMPARE(run.phase(0), JobPhase::running);
    // with the job go its spares
    run.up[0] = 1;
    run.at(63.0, true);
    WorkNews news;
    QCOMPARE(std::string(cancelJob(run.model, run.state, run.around, "a", news)), std::string());
    QCOMPARE(spareOf(), none);
    run.at(64.0);
    QCOMPARE(run.phase(1), JobPhase::running);
    QCOMPARE(run.wrong(), std::string());
  }

  void anElasticJobShrinksAndAnotherGoesToTheHeadOfTheQueue() {
    for (const bool isElastic : {true, false}) {
      test::WorkRun run;
      const std::uint32_t all = run.layout->chips;
      Job j = test::plainJob("a", all, seconds(0), seconds(1000));
      j.restart = Duration{0};
      j.checkpointEvery = Duration{0};
      j.leastChips = isElastic ? all / 2 : 0;
      run.scenario.jobs = {j, test::plainJob("b", 16, seconds(1), seconds(0))};
      run.scenario.scheduling.queue = Scheduling::Queue::priority;
      run.start().at(0.0);
      run.up[0] = 0;
      run.at(10.0, true);
      if (isElastic) {
        const std::uint32_t lost = run.model.servers[0].chips;
        QCOMPARE(run.chipsOf(0), all - lost);
        // it began again at 10 s with fewer chips
        QVERIFY(test::isNear(runOf(run.state, 0).endS, 10.0 + 1000.0 * all / (all - lost), 1e-6));
      } else {
        QCOMPARE(run.chipsOf(0), 0u);
        QCOMPARE(run.state.queue.front(), 0u);
      }
      QCOMPARE(run.wrong(), std::string());
    }
  }

  void effectiveTimeIsThatOfTheFormula() {
    struct Case {
      double meanH, writeS, restartS, everyS;
    };
    // the first two rows and the last but two of workload.md 8.4: chips make the mean, here it is given
    for (const Case& c : {Case{1.80, 100, 600, 17.9 * 60}, Case{3.09, 10, 180, 7.8 * 60}, Case{0.295, 30, 600, 234}}) {
      test::WorkRun run;
      Job j = test::plainJob("a", 64, seconds(0), seconds(0));
      j.restart = Duration{static_cast<std::int64_t>(c.restartS * 1e6)};
      j.checkpointEvery = Duration{static_cast<std::int64_t>((c.everyS + c.writeS) * 1e6)};
      j.checkpointFor = Duration{static_cast<std::int64_t>(c.writeS * 1e6)};
      run.scenario.jobs = {j};
      run.scenario.reliability.isOn = true;
      run.start();
      run.model.failures.clear();
      FailureSpec row;
      row.id = "own";
      row.per = FailureSpec::Counts::job;
      row.perHour = 1.0 / c.meanH;
      row.isServerLost = false;
      row.detect = Seconds{0.0};
      run.model.softwareRows = {row};
      tabulateHazards(run.model);
      run.model.chipHazard.clear();
      const double forS = 2500.0 * c.meanH * 3600.0;
      run.until(forS);
      const WorkTotals& t = run.state.totals;
      QVERIFY2(t.failures > 2000, std::to_string(t.failures).c_str());
      const double share = (t.usefulChipS + t.usefulRate * (forS - t.lastS)) / (64.0 * forS);
      const double formula = effectiveTimeShare(c.everyS, c.writeS, c.restartS, c.meanH * 3600.0);
      QVERIFY2(std::abs(share - formula) < 0.01, (std::to_string(share) + " " + std::to_string(formula)).c_str());
    }
  }

  void serversFailAtTheirRateAndReturn() {
    test::WorkRun run;
    run.scenario.reliability.isOn = true;
    run.scenario.reliability.lemonShare = 0.0;
    run.start();
    FailureSpec row;
    row.id = "own";
    row.per = FailureSpec::Counts::chip;
    row.perHour = 1.0 / 2000.0;
    row.repair = Seconds{7200.0};
    run.model.failures = {row};
    run.model.softwareRows.clear();
    tabulateHazards(run.model);
    const double hours = 24.0 * 40;
    std::uint64_t down = 0;
    for (double s = 0; s <= hours * 3600.0; s += 60.0) {
      run.at(s);
      down += run.state.totals.lost;
    }
    // chips that work: each fails every 2,000 h, its server is away for 2 h
    const double perServerH = 2000.0 / run.model.servers[0].chips, up = perServerH / (perServerH + 2.0);
    const double expected = run.model.chips * hours / 2000.0 * up;
    const auto found = static_cast<double>(run.state.totals.failures);
    QVERIFY2(std::abs(found - expected) < 3.0 * std::sqrt(expected),
             (std::to_string(found) + " for " + std::to_string(expected)).c_str());
    const double lost = static_cast<double>(down) / (hours * 60.0 + 1.0) / run.model.chips;
    QVERIFY2(std::abs(lost - (1.0 - up)) < 0.2 * (1.0 - up), std::to_string(lost).c_str());
    QCOMPARE(run.wrong(), std::string());
  }

  /// Thousands of jobs of all sizes, failures, drains, crashes: no chip is ever given twice or lost from the books.
};

PLENUM_TEST(WorkFailuresTest)
#include "WorkFailuresTest.moc"
