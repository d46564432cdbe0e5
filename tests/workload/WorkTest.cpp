// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include "support/Test.h"
#include "support/WorkRun.h"

using namespace plenum;

/// Jobs through their life, event by event, without a plant: they come, wait, share servers, pause, are acted upon and
/// end.
class WorkTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void jobsStartWaitAndEnd() {
    test::WorkRun run;
    const std::uint32_t all = run.layout->chips;
    run.scenario.jobs = {test::plainJob("a", all, seconds(0), seconds(100)),
                         test::plainJob("b", 64, seconds(10), seconds(0))};
    run.start().at(0.0);
    QCOMPARE(run.chipsOf(0), all);
    run.at(10.0);
    QCOMPARE(run.phase(1), JobPhase::queued);
    QCOMPARE(run.chipsOf(1), 0u);
    QCOMPARE(run.state.totals.queued, std::uint64_t{64});
    run.at(100.0);
    QCOMPARE(run.phase(0), JobPhase::done);
    QCOMPARE(run.phase(1), JobPhase::running);
    QCOMPARE(run.chipsOf(1), 64u);
    QCOMPARE(run.wrong(), std::string());
  }

  void ofJobsThatEndedLongAgoOnlyTheirSumsAreKept() {
    test::WorkRun run;
    for (int i = 0; i < 3000; ++i)
      run.scenario.jobs.push_back(test::plainJob("j" + std::to_string(i), 1, seconds(i), seconds(5)));
    run.start().until(4000.0);
    QCOMPARE(run.state.totals.done, std::uint64_t{3000});
    QCOMPARE(run.state.totals.overChipS, 15'000.0);
    QCOMPARE(run.state.totals.turnaroundS, 15'000.0);
    QCOMPARE(run.state.totals.waitedS, 0.0);
    QVERIFY2(run.state.runs.size() < 520, "places are used again");
    QCOMPARE(run.phase(0), JobPhase::done);     // forgotten, and known to be over
    QCOMPARE(run.phase(2999), JobPhase::done);  // one of the last
    QVERIFY(!isKept(run.state, 0) && isKept(run.state, 2999));
    QCOMPARE(run.wrong(), std::string());
  }

  void aJobThatFitsNowhereWaitsForEverAndIsPassedOver() {
    test::WorkRun run;
    run.scenario.jobs = {test::plainJob("huge", run.layout->chips + 1, seconds(0), seconds(0)),
                         test::plainJob("small", 16, seconds(0), seconds(0))};
    run.start();
    for (double s = 0; s < 1000; s += 100) run.at(s);
    QCOMPARE(run.phase(0), JobPhase::queued);
    QCOMPARE(run.phase(1), JobPhase::running);
  }

  void smallJobsShareAServer() {
    test::WorkRun run;
    for (int i = 0; i < 6; ++i)
      run.scenario.jobs.push_back(test::plainJob("s" + std::to_string(i), 2, seconds(0), seconds(50)));
    run.start().at(0.0);
    const std::uint32_t server = run.state.grants[runOf(run.state, 0).firstGrant].server;
    QCOMPARE(run.state.grants[runOf(run.state, 1).firstGrant].server, server);
    QCOMPARE(run.chipsOf(3), 2u);
    // chips of one block with two tenants have a load each
    const std::uint32_t rack = run.model.servers[server].rack;
    QVERIFY(run.state.rackMany[rack] > 0);
    QVERIFY(run.state.chipLoad[run.model.serverFirstChip[server]] > 0.5f);
    QCOMPARE(run.wrong(), std::string());
    run.at(50.0);
    QCOMPARE(run.state.totals.allocated, std::uint64_t{0});
    QCOMPARE(run.state.rackMany[rack], std::uint16_t{0});
    QCOMPARE(run.wrong(), std::string());
  }

  void chipsDifferInUseAndUseChangesInTime() {
    test::WorkRun run;
    run.scenario.jobs = {test::plainJob("a", run.layout->chips, seconds(0), seconds(0))};
    run.start();
    for (double s = 0; s <= 200; ++s) run.at(s);
    float least = 10.0f, most = 0.0f;
    for (const float w : run.state.serverWander) least = std::min(least, w), most = std::max(most, w);
    QVERIFY(most - least > 0.02f);
    QVERIFY(least > 0.9f && most < 1.1f);
    const double before = run.use(0);
    run.at(207.0);
    QVERIFY(run.use(0) != before);
  }

  void trainingPausesForItsCheckpoints() {
    test::WorkRun run;
    Job j = test::plainJob("a", 64, seconds(0), seconds(0));
    j.checkpointEvery = minutes(10);
    j.checkpointFor = seconds(20);
    run.scenario.jobs = {j};
    run.start();
    int low = 0, writing = 0;
    for (int s = 0; s < 3600; ++s) {
      run.at(s);
      low += run.use(0) < 0.2;
      writing += run.phase(0) == JobPhase::checkpointing;
    }
    QCOMPARE(low, 6 * 20);
    QCOMPARE(writing, 6 * 20);
  }

  void aLongTickHoldsItsShareOfACheckpoint() {
    for (const double tickS : {1.0, 7.0, 30.0}) {
      test::WorkRun run;
      Job j = test::plainJob("a", 64, seconds(0), seconds(0));
      j.checkpointEvery = minutes(10);
      j.checkpointFor = seconds(20);
      j.utilisation = 1.0;
      run.scenario.jobs = {j};
      run.start();
      run.model.tickS = tickS;
      double lost = 0.0;
      for (double s = 0; s < 36000; s += tickS) {
        run.at(s);
        lost += (1.0 - run.use(0)) / 0.88 * tickS;
      }
      // 60 checkpoints of 20 s; noise above 1 is cut, which takes 0.4 %
      QVERIFY2(std::abs(lost - 1200.0) < 0.08 * 1200.0 + 0.006 * 36000.0, std::to_string(lost).c_str());
    }
  }

  void inferenceFollowsTheDay() {
    test::WorkRun run;
    Job j = test::plainJob("a", 64, seconds(0), seconds(0));
    j.kind = Job::Kind::inference;
    j.utilisation = 0.8;
    j.trough = 0.4;
    run.scenario.jobs = {j};
    run.start().at(4 * 3600.0);
    run.at(4 * 3600.0 + 60.0);
    QVERIFY(test::isNear(run.use(0), 0.32, 0.03));
    run.at(16 * 3600.0);
    QVERIFY(test::isNear(run.use(0), 0.8, 0.06));
  }

  void actionsOnJobs() {
    test::WorkRun run;
    Job j = test::plainJob("a", 64, seconds(0), seconds(1000));
    j.checkpointEvery = minutes(30);
    j.checkpointFor = seconds(25);
    run.scenario.jobs = {j};
    run.start().at(0.0);
    const auto is = [](const char* said, const char* wanted) { return std::string(said) == wanted; };
    WorkNews news;
    const SubmitJob extra{"extra", Job::Kind::batch, 32, seconds(500), Fraction{0.5}};
    QVERIFY(is(submitJob(run.model, run.state, run.around, extra), ""));
    QVERIFY(is(submitJob(run.model, run.state, run.around, extra), "event.job-exists"));
    SubmitJob bad = extra;
    bad.job = "bad";
    bad.chips = run.model.chips + 1;
    QVERIFY(is(submitJob(run.model, run.state, run.around, bad), "event.job-chips"));
    bad.chips = 8, bad.utilisation = Fraction{std::nan("")};
    QVERIFY(is(submitJob(run.model, run.state, run.around, bad), "event.job-numbers"));
    run.at(1.0);
    QCOMPARE(run.chipsOf(1), 32u);
    QCOMPARE(runOf(run.state, 1).endS, 501.0);
    // preempted: it writes for 25 s, gives its chips back, and starts again as there is room
    run.at(300.0);
    QVERIFY(is(preemptJob(run.model, run.state, run.around, "a", news), ""));
    QVERIFY(is(preemptJob(run.model, run.state, run.around, "a", news), "event.job-leaving"));
    run.at(310.0);
    QCOMPARE(run.phase(0), JobPhase::checkpointing);
    run.at(325.0);
    QVERIFY(run.hasHappened(WorkEvent::Kind::preempted));
    QCOMPARE(runOf(run.state, 0).kept, 325.0);
    QVERIFY(is(cancelJob(run.model, run.state, run.around, "a", news), ""));
    QVERIFY(is(cancelJob(run.model, run.state, run.around, "a", news), "event.job-over"));
    QVERIFY(is(checkpointJob(run.model, run.state, run.around, "extra"), "event.job-writes-none"));
    QVERIFY(is(capJob(run.model, run.state, "extra", 0.5), ""));
    QCOMPARE(capOf(run.state, 1), 0.5);
    QCOMPARE(run.wrong(), std::string());
  }

  void aGangGoesAsItsSlowestChip() {
    test::WorkRun run;
    run.scenario.jobs = {test::plainJob("a", 64, seconds(0), seconds(1000))};
    run.scenario.jobs[0].checkpointEvery = Duration{0};
    run.start().at(0.0);
    std::vector<std::uint32_t> throttled(run.layout->racks.size(), 0);
    std::vector<float> frequency(run.state.chipTenant.size(), 1.0f);
    const std::uint32_t rack = run.model.servers[run.state.grants[runOf(run.state, 0).firstGrant].server].rack;
    throttled[rack] = 1;
    frequency[run.model.serverFirstChip[run.state.grants[runOf(run.state, 0).firstGrant].server]] = 0.5f;
    run.around.throttled = throttled;
    run.around.frequency = frequency;
    run.at(100.0);
    // 1 / (0.9 / 0.5 + 0.1)
    QVERIFY(test::isNear(runOf(run.state, 0).speed, 1.0 / 1.9, 1e-9));
    QCOMPARE(runOf(run.state, 0).slowed, JobSlowed::heat);
    QVERIFY(test::isNear(runOf(run.state, 0).endS, 100.0 + 900.0 * 1.9, 1e-6));
    QVERIFY(test::isNear(run.use(0), 0.9 / 1.9, 0.01));
    throttled[rack] = 0;
    run.at(105.0);
    QCOMPARE(runOf(run.state, 0).speed, 1.0);
  }
};

PLENUM_TEST(WorkTest)
#include "WorkTest.moc"
