// SPDX-License-Identifier: Apache-2.0
#include <string>

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
    run.scenario.jobs = {test::plainJob("a", all, seconds(0), seconds(1000)),
                         test::plainJob("b", 4, seconds(0), seconds(0))};
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
    QCOMPARE(run.chipsOf(0), 0u);  // the campus is smaller for it now than it is
    QCOMPARE(run.wrong(), std::string());
    run.until(200.0);
    QCOMPARE(run.state.rackUse[0], 0.7f);
    QCOMPARE(run.chipsOf(measuredTenant), ofRack);
    run.until(300.0);
    QCOMPARE(run.chipsOf(measuredTenant), 0u);
    QCOMPARE(run.state.rackUse[0], 0.0f);
    QCOMPARE(run.state.totals.free, std::uint64_t{all - 4});
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
