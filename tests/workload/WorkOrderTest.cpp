// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>
#include <vector>

#include "support/Test.h"
#include "support/WorkRun.h"

using namespace plenum;

/// Who is let in and what stays empty: quotas, fair shares, floors of power, racks that were measured or drained.
class WorkOrderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nobodyHoldsMoreThanHisQuota() {
    for (const auto queue : {Scheduling::Queue::fifo, Scheduling::Queue::easy, Scheduling::Queue::leastAttained}) {
      test::WorkRun run;
      run.scenario.scheduling.queue = queue;
      run.scenario.scheduling.accounts = {{"ann", 1.0, 8}};
      for (int i = 0; i < 4; ++i) {
        run.scenario.jobs.push_back(test::plainJob("a" + std::to_string(i), 4, seconds(0), seconds(100)));
        run.scenario.jobs.back().user = "ann";
      }
      run.scenario.jobs.push_back(test::plainJob("b", 16, seconds(1), seconds(100)));
      run.start().at(0.0).at(1.0);
      QCOMPARE(run.chipsOf(0) + run.chipsOf(1) + run.chipsOf(2) + run.chipsOf(3), 8u);
      QCOMPARE(run.phase(4), JobPhase::running);  // who waits for his quota holds up nobody
      run.until(150.0);
      QCOMPARE(run.phase(3), JobPhase::running);
    }
  }

  void whoHasUsedLittleGoesFirst() {
    test::WorkRun run;
    const std::uint32_t all = run.layout->chips;
    run.scenario.scheduling.queue = Scheduling::Queue::fairShare;
    const auto of = [&](const std::string& user, const std::string& id, double submitS) {
      run.scenario.jobs.push_back(test::plainJob(id, all, seconds(submitS), seconds(1000)));
      run.scenario.jobs.back().user = user;
    };
    of("ann", "a1", 0), of("ann", "a2", 1), of("ann", "a3", 2), of("bob", "b1", 3);
    run.start().until(1500.0);
    QCOMPARE(run.phase(0), JobPhase::done);
    QCOMPARE(run.phase(3), JobPhase::running);  // the last to come, and the first of its owner
    run.until(2500.0);
    QCOMPARE(run.phase(1), JobPhase::running);  // alike now: by arrival
    QVERIFY(run.state.accountChipS[0] > 0.0);
  }

  /// Half of it in a thousand seconds: held from 0 to 2000, the use is worth 1000 / ln 2 · (1 − 1/4) a chip at the end.
  void useIsForgottenAlikeHoweverOftenTheQueueIsLookedAt() {
    const auto usedBy = [](bool isQueueEmpty, double stepS) {
      test::WorkRun run;
      run.scenario.scheduling.queue = Scheduling::Queue::fairShare;
      run.scenario.scheduling.forgetIn = seconds(1000);
      run.scenario.jobs = {test::plainJob("a", 80, seconds(0), seconds(2000)),
                           test::plainJob("a-again", 80, seconds(4000), seconds(1000))};
      for (Job& j : run.scenario.jobs) j.user = "ann";
      if (!isQueueEmpty) {
        run.scenario.jobs.push_back(test::plainJob("b", 4000, seconds(0), seconds(0)));  // larger than the campus
        run.scenario.jobs.back().user = "bob";
      }
      run.start();
      for (double s = 0.0; s < 5000.0; s += stepS) run.at(s);
      run.at(5000.0);
      return run.state.accountChipS[0];
    };
    const double byHand = 80.0 * 1000.0 / std::log(2.0) * (0.75 / 8.0 + 0.5);
    for (const double stepS : {1.0, 20.0, 1000.0})
      for (const bool isQueueEmpty : {true, false})
        QVERIFY2(test::isClose(usedBy(isQueueEmpty, stepS), byHand, 1e-9),
                 std::to_string(usedBy(isQueueEmpty, stepS) / byHand).c_str());
  }

  /// Ann has a quarter of all from the beginning, Bob half for the last two thousand seconds: of what is not forgotten
  /// he has used more. (TraceReplayTest tells the same story.)
  void whoHasUsedMuchOfLateWaits() {
    test::WorkRun run;
    const std::uint32_t all = run.layout->chips;
    run.scenario.scheduling.queue = Scheduling::Queue::fairShare;
    run.scenario.scheduling.forgetIn = seconds(1000);
    const auto of = [&](const std::string& user, std::uint32_t chips, double submitS, double lengthS) {
      run.scenario.jobs.push_back(test::plainJob(user + toText(submitS, 0), chips, seconds(submitS), seconds(lengthS)));
      run.scenario.jobs.back().user = user;
    };
    of("ann", all / 4, 0, 20000), of("bob", all / 2, 18000, 2000), of("bob", all, 19000, 100);
    of("ann", all, 19500, 100);
    run.start().until(20050.0);
    QCOMPARE(run.phase(3), JobPhase::running);
    QCOMPARE(run.phase(2), JobPhase::queued);
  }

  void whatIsEnteredByActionIsTheUseOfNobodyInParticular() {
    test::WorkRun run;
    const std::uint32_t all = run.layout->chips;
    run.scenario.scheduling.queue = Scheduling::Queue::fairShare;
    run.scenario.jobs = {test::plainJob("a1", all, seconds(0), seconds(500)),
                         test::plainJob("a2", all, seconds(600), seconds(500))};
    for (Job& j : run.scenario.jobs) j.user = "ann";
    run.start().at(0.0).at(10.0);
    for (const char* id : {"h1", "h2"})
      QCOMPARE(std::string(submitJob(run.model, run.state, run.around,
                                     {id, Job::Kind::batch, all, seconds(1000), Fraction{0.5}})),
               std::string());
    run.until(550.0);
    QCOMPARE(run.phase(2), JobPhase::running);
    run.until(1550.0);
    QCOMPARE(run.phase(1), JobPhase::running);  // half as much was hers
    QCOMPARE(run.phase(3), JobPhase::queued);
    QCOMPARE(run.wrong(), std::string());

    test::WorkRun limited;
    limited.scenario.scheduling.accounts = {{"", 1.0, 8}};
    limited.start().at(0.0);
    for (const char* id : {"h1", "h2"})
      QCOMPARE(std::string(submitJob(limited.model, limited.state, limited.around,
                                     {id, Job::Kind::batch, 8, seconds(1000), Fraction{0.5}})),
               std::string());
    limited.at(1.0);
    QCOMPARE(limited.phase(0), JobPhase::running);
    QCOMPARE(limited.phase(1), JobPhase::queued);
  }

  /// With 150 that wait, a hundredth of a second for each lies between two looks, whatever brought about the first.
  void aLongQueueIsNotGoneThroughAllTheTime() {
    for (const auto queue : {Scheduling::Queue::easy, Scheduling::Queue::leastAttained}) {
      test::WorkRun run;
      constexpr std::uint32_t half = 320;  // of 800: two of them find a place, and no third
      run.scenario.scheduling.queue = queue;
      run.scenario.scheduling.attainedChipHours = 41.0 / 3600.0;  // the small one falls in rank at 10.25 and 102.5 s
      run.scenario.jobs = {test::plainJob("small", 4, seconds(0), seconds(0)),
                           test::plainJob("a", half, seconds(0), seconds(100)),
                           test::plainJob("b", half, seconds(0), Duration{100'500'000})};
      run.scenario.jobs[0].isPreemptible = true;
      for (int i = 0; i < 150; ++i)
        run.scenario.jobs.push_back(test::plainJob("w" + std::to_string(i), half, seconds(1), seconds(5000)));
      run.start().until(95.0);
      QCOMPARE(run.state.totals.running, std::uint64_t{3});
      run.at(100.0);
      QCOMPARE(run.state.totals.running, std::uint64_t{3});
      run.at(100.5);
      QCOMPARE(run.state.totals.running, std::uint64_t{2});
      run.at(102.0);
      QCOMPARE(run.state.totals.running, std::uint64_t{3});
    }
  }

  /// The load follows what it is allowed; ten large jobs write at their own times, so that there is a look out of turn
  /// every few seconds.
  void aRampGoesOnWhileLargeJobsBeginAndEndToWrite() {
    test::WorkRun run;
    for (int i = 0; i < 10; ++i) {
      run.scenario.jobs.push_back(test::plainJob("j" + std::to_string(i), 64, seconds(0), seconds(0)));
      run.scenario.jobs.back().checkpointEvery = seconds(20);
      run.scenario.jobs.back().checkpointFor = seconds(5);
    }
    run.scenario.scheduling.rampMwPerMin = 0.06;  // 1 kW a second
    run.start();
    int writes = 0;
    std::vector<JobPhase> was(10, JobPhase::running);
    double firstW = 0.0;
    for (int s = 0; s <= 300; ++s) {
      run.around.itW = s == 0 ? 100e3 : run.state.totals.allowedW;
      run.at(s);
      if (s == 0) firstW = run.state.totals.allowedW;
      for (std::uint32_t j = 0; j < 10; ++j) writes += run.phase(j) != was[j], was[j] = run.phase(j);
    }
    QVERIFY(writes > 100);
    QCOMPARE(firstW, 110e3);
    QCOMPARE(run.state.totals.allowedW, 110e3 + 300e3);
  }

  void whatWaitsBurnsOnWhereThePowerIsToBeLevel() {
    test::WorkRun run;
    run.scenario.jobs = {test::plainJob("a", 64, seconds(0), seconds(0))};
    run.scenario.jobs[0].start = seconds(100);
    run.start().at(1.0);
    QVERIFY(run.use(0) < 0.05);
    test::WorkRun level;
    level.scenario = run.scenario;
    level.scenario.scheduling.floorShare = 0.6;
    level.start().at(1.0);
    QVERIFY(test::isNear(level.use(0), 0.6 * 0.9, 1e-9));
  }

  void jobsLeaveARackWhoseLoadWasMeasured() {
    test::WorkRun run;
    const std::uint32_t all = run.layout->chips, ofRack = run.layout->racks[0].chips;
    run.scenario.jobs = {
        test::plainJob("a", all, seconds(0), seconds(1000)), test::plainJob("b", 4, seconds(0), seconds(0)),
        test::plainJob("c", 4, seconds(120), seconds(0)), test::plainJob("d", all / 2, seconds(130), seconds(10))};
    run.scenario.jobs[3].hall = "H1";
    const std::string rack = run.layout->racks[0].id;
    run.scenario.rackLoads = {{rack, RackLoad::As::share, 0.4, seconds(100)},
                              {rack, RackLoad::As::share, 0.7, seconds(200)},
                              {rack, RackLoad::As::released, 0.0, seconds(300)},
                              {"nobody", RackLoad::As::share, 0.4, seconds(0)}};
    run.start().until(99.0);
    QCOMPARE(run.chipsOf(0), all);
    run.until(100.0);
    QCOMPARE(run.phase(0), JobPhase::preempted);
    QCOMPARE(run.chipsOf(measuredTenant), ofRack);
    QCOMPARE(run.state.rackUse[0], 0.4f);
    run.until(150.0);
    QCOMPARE(run.phase(1), JobPhase::running);
    QCOMPARE(run.chipsOf(0), 0u);               // the campus is smaller for it now than it is
    QCOMPARE(run.phase(2), JobPhase::running);  // and it holds up nobody meanwhile
    QCOMPARE(run.phase(3), JobPhase::done);
    QCOMPARE(run.wrong(), std::string());
    run.until(200.0);
    QCOMPARE(run.state.rackUse[0], 0.7f);
    QCOMPARE(run.chipsOf(measuredTenant), ofRack);
    run.until(300.0);
    QCOMPARE(run.chipsOf(measuredTenant), 0u);
    QCOMPARE(run.state.rackUse[0], 0.0f);
    QCOMPARE(run.state.totals.free, std::uint64_t{all - 8});
    QCOMPARE(run.wrong(), std::string());
  }

  void drainedRacksTakeNothingNew() {
    test::WorkRun run;
    const auto racks = static_cast<std::uint32_t>(run.layout->racks.size());
    run.scenario.jobs = {test::plainJob("a", 16, seconds(10), seconds(0))};
    run.start();
    setDrained(run.model, run.state, 0, racks, true);
    QCOMPARE(run.state.totals.lost, std::uint64_t{run.model.chips});
    run.at(10.0);
    QCOMPARE(run.phase(0), JobPhase::queued);
    setDrained(run.model, run.state, racks - 1, racks, false);
    run.at(11.0);
    QCOMPARE(run.phase(0), JobPhase::running);
    QCOMPARE(run.model.servers[run.state.grants[runOf(run.state, 0).firstGrant].server].rack, racks - 1);
  }
};

PLENUM_TEST(WorkOrderTest)
#include "WorkOrderTest.moc"
