// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include "base/Random.h"
#include "support/SmallSite.h"
#include "support/Test.h"
#include "workload/Reliability.h"
#include "workload/Work.h"

using namespace plenum;

/// Jobs, services and failures, event by event, without a plant.
class WorkTest : public QObject {
  Q_OBJECT

  static Job job(const std::string& id, std::uint32_t chips, Duration submit, Duration length) {
    Job j;
    j.id = id;
    j.chips = chips;
    j.submit = submit;
    j.length = length;
    return j;
  }
  struct Run {
    LayoutPtr layout = test::SmallSite().layout();
    Scenario scenario;
    WorkModel model;
    WorkState state;
    WorkSurroundings around;
    WorkNews news;
    std::vector<std::uint8_t> up;
    Run& start() {
      model = workOf(*layout, scenario);
      state = firstState(model);
      up.assign(layout->servers, 1);
      return *this;
    }
    Run& at(double s, bool hasChanged = false) {
      around.sinceStartS = s;
      around.now = scenario.start + Duration{static_cast<std::int64_t>(s * 1e6)};
      around.isServerUp = up;
      around.hasServerChanged = hasChanged;
      news = advance(model, state, around);
      return *this;
    }
    /// From event to event.
    Run& until(double s) {
      for (double next = nextDueS(model, state); next < s; next = nextDueS(model, state))
        at(std::max(next, around.sinceStartS));
      return at(s);
    }
    std::uint32_t chipsOf(Tenant tenant) const {
      std::uint32_t chips = 0;
      for (const Tenant t : state.chipTenant) chips += t == tenant;
      return chips;
    }
    JobPhase phase(std::uint32_t j) const { return runOf(state, j).phase; }
    double use(std::uint32_t j) const { return isKept(state, j) ? useOf(state, j) : 0.0; }
    bool hasHappened(WorkEvent::Kind kind) const {
      for (const WorkEvent& e : news.events)
        if (e.kind == kind) return true;
      return false;
    }
    std::string wrong() const { return contradiction(model, state); }
  };

 private Q_SLOTS:
  void jobsStartWaitAndEnd() {
    Run run;
    const std::uint32_t all = run.layout->chips;
    run.scenario.jobs = {job("a", all, seconds(0), seconds(100)), job("b", 64, seconds(10), seconds(0))};
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

  void jobsLeaveARackWhoseLoadWasMeasured() {
    Run run;
    const std::uint32_t all = run.layout->chips, ofRack = run.layout->racks[0].chips;
    run.scenario.jobs = {job("a", all, seconds(0), seconds(1000)), job("b", 4, seconds(0), seconds(0))};
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

  void ofJobsThatEndedLongAgoOnlyTheirSumsAreKept() {
    Run run;
    for (int i = 0; i < 3000; ++i) run.scenario.jobs.push_back(job("j" + std::to_string(i), 1, seconds(i), seconds(5)));
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

  void nobodyHoldsMoreThanHisQuota() {
    for (const auto queue : {Scheduling::Queue::fifo, Scheduling::Queue::easy, Scheduling::Queue::leastAttained}) {
      Run run;
      run.scenario.scheduling.queue = queue;
      run.scenario.scheduling.accounts = {{"ann", 1.0, 8}};
      for (int i = 0; i < 4; ++i) {
        run.scenario.jobs.push_back(job("a" + std::to_string(i), 4, seconds(0), seconds(100)));
        run.scenario.jobs.back().user = "ann";
      }
      run.scenario.jobs.push_back(job("b", 16, seconds(1), seconds(100)));
      run.start().at(0.0).at(1.0);
      QCOMPARE(run.chipsOf(0) + run.chipsOf(1) + run.chipsOf(2) + run.chipsOf(3), 8u);
      QCOMPARE(run.phase(4), JobPhase::running);  // who waits for his quota holds up nobody
      run.until(150.0);
      QCOMPARE(run.phase(3), JobPhase::running);
    }
  }

  void whoHasUsedLittleGoesFirst() {
    Run run;
    const std::uint32_t all = run.layout->chips;
    run.scenario.scheduling.queue = Scheduling::Queue::fairShare;
    const auto of = [&](const std::string& user, const std::string& id, double submitS) {
      run.scenario.jobs.push_back(job(id, all, seconds(submitS), seconds(1000)));
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
    Run run;
    run.scenario.jobs = {job("a", 64, seconds(0), seconds(0))};
    run.scenario.jobs[0].start = seconds(100);
    run.start().at(1.0);
    QVERIFY(run.use(0) < 0.05);
    Run level;
    level.scenario = run.scenario;
    level.scenario.scheduling.floorShare = 0.6;
    level.start().at(1.0);
    QVERIFY(test::isNear(level.use(0), 0.6 * 0.9, 1e-9));
  }

  void aJobThatFitsNowhereWaitsForEverAndIsPassedOver() {
    Run run;
    run.scenario.jobs = {job("huge", run.layout->chips + 1, seconds(0), seconds(0)),
                         job("small", 16, seconds(0), seconds(0))};
    run.start();
    for (double s = 0; s < 1000; s += 100) run.at(s);
    QCOMPARE(run.phase(0), JobPhase::queued);
    QCOMPARE(run.phase(1), JobPhase::running);
  }

  void smallJobsShareAServer() {
    Run run;
    for (int i = 0; i < 6; ++i) run.scenario.jobs.push_back(job("s" + std::to_string(i), 2, seconds(0), seconds(50)));
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
    Run run;
    run.scenario.jobs = {job("a", run.layout->chips, seconds(0), seconds(0))};
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
    Run run;
    Job j = job("a", 64, seconds(0), seconds(0));
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
      Run run;
      Job j = job("a", 64, seconds(0), seconds(0));
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
    Run run;
    Job j = job("a", 64, seconds(0), seconds(0));
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

  void aCrashIdlesTheJobForItsRestartAndCostsWhatWasNotWritten() {
    Run run;
    Job j = job("a", 64, seconds(0), seconds(10'000));
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
    Run run;
    Job j = job("a", 64, seconds(0), seconds(0));
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
    Run run;
    Job j = job("a", 64, seconds(0), seconds(0));
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
    Run run;
    const std::uint32_t all = run.layout->chips;
    Job j = job("a", 32, seconds(0), seconds(0));
    j.restart = seconds(60);
    j.spareServers = 1;
    // as many as are free beside the job, but for the spare
    run.scenario.jobs = {j, job("b", all - 32, seconds(1), seconds(100))};
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
      Run run;
      const std::uint32_t all = run.layout->chips;
      Job j = job("a", all, seconds(0), seconds(1000));
      j.restart = Duration{0};
      j.checkpointEvery = Duration{0};
      j.leastChips = isElastic ? all / 2 : 0;
      run.scenario.jobs = {j, job("b", 16, seconds(1), seconds(0))};
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

  void actionsOnJobs() {
    Run run;
    Job j = job("a", 64, seconds(0), seconds(1000));
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

  void drainedRacksTakeNothingNew() {
    Run run;
    const auto racks = static_cast<std::uint32_t>(run.layout->racks.size());
    run.scenario.jobs = {job("a", 16, seconds(10), seconds(0))};
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

  void aGangGoesAsItsSlowestChip() {
    Run run;
    run.scenario.jobs = {job("a", 64, seconds(0), seconds(1000))};
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

  void theSameSeedGivesTheSameDayAndAnotherAnother() {
    std::vector<double> seen;
    for (const std::uint64_t seed : {5u, 5u, 6u}) {
      Run run;
      run.scenario.seed = seed;
      run.scenario.jobs = {job("a", 64, seconds(0), seconds(0))};
      run.start();
      double sum = 0.0;
      for (int s = 0; s < 100; ++s) sum += run.at(s).use(0);
      seen.push_back(sum);
    }
    QCOMPARE(seen[0], seen[1]);
    QVERIFY(seen[0] != seen[2]);
  }

  void anotherJobChangesNoDrawOfAJob() {
    std::vector<double> seen;
    for (const int others : {0, 1}) {
      Run run;
      run.scenario.jobs = {job("a", 64, seconds(0), seconds(0))};
      if (others) run.scenario.jobs.insert(run.scenario.jobs.begin(), job("first", 64, seconds(0), seconds(0)));
      run.start();
      const std::uint32_t j = jobOf(run.model, run.state, "a");
      double sum = 0.0;
      for (int s = 0; s < 1800; ++s) sum += run.at(s).use(j);
      seen.push_back(sum);
    }
    QCOMPARE(seen[0], seen[1]);
  }

  /// Effective time by events against the renewal formula, 2,000 failures each.
  void effectiveTimeIsThatOfTheFormula() {
    struct Case {
      double meanH, writeS, restartS, everyS;
    };
    // the first two rows and the last but two of workload.md 8.4: chips make the mean, here it is given
    for (const Case& c : {Case{1.80, 100, 600, 17.9 * 60}, Case{3.09, 10, 180, 7.8 * 60}, Case{0.295, 30, 600, 234}}) {
      Run run;
      Job j = job("a", 64, seconds(0), seconds(0));
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
    Run run;
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
  void chipsAreNeverGivenTwice() {
    for (const auto placement : {Scheduling::Placement::firstFit, Scheduling::Placement::topology}) {
      Run run;
      run.scenario.reliability.isOn = true;
      run.scenario.reliability.scale = 2000.0;
      run.scenario.scheduling.placement = placement;
      run.scenario.scheduling.queue = Scheduling::Queue::easy;
      const RandomKey key{7, static_cast<std::uint64_t>(placement), 1};
      for (std::uint64_t i = 0; i < 3000; ++i) {
        const auto sizes = std::uint32_t{1} << static_cast<int>(8.0 * randomUniform(key, 5 * i));
        Job j = job("j" + std::to_string(i), sizes,
                    Duration{static_cast<std::int64_t>(40e9 * randomUniform(key, 5 * i + 1))},
                    Duration{static_cast<std::int64_t>(3e9 * randomUniform(key, 5 * i + 2))});
        j.kind = randomUniform(key, 5 * i + 3) < 0.5 ? Job::Kind::training : Job::Kind::batch;
        if (j.chips > 32) j.leastChips = j.chips / 2;
        if (i % 7 == 0) j.spareServers = 1 + static_cast<int>(i % 3);
        run.scenario.jobs.push_back(std::move(j));
      }
      run.start();
      FailureSpec row;
      row.id = "own";
      row.perHour = 1e-5;
      row.repair = Seconds{3600.0};
      run.model.failures = {row};
      tabulateHazards(run.model);
      const auto racks = static_cast<std::uint32_t>(run.layout->racks.size());
      for (std::uint64_t s = 0; s < 50'000; s += 20) {
        const double u = randomUniform({8, s, 2}, 0);
        if (u < 0.05) setDrained(run.model, run.state, s % racks, s % racks + 1, u < 0.025);
        WorkNews news;
        const std::string victim = "j" + std::to_string(s % 3000);
        if (u > 0.9) crashJob(run.model, run.state, run.around, victim, news);
        if (u > 0.95) preemptJob(run.model, run.state, run.around, "j" + std::to_string((s * 7) % 3000), news);
        if (u > 0.97) cancelJob(run.model, run.state, run.around, "j" + std::to_string((s * 11) % 3000), news);
        const bool hasPowerChanged = u > 0.4 && u < 0.42;
        if (hasPowerChanged)
          for (std::size_t i = s % run.up.size(); i < run.up.size(); i += 97) run.up[i] ^= 1;
        run.at(static_cast<double>(s), hasPowerChanged);
        if (s % 400 == 0) QCOMPARE(run.wrong(), std::string());
      }
      QVERIFY(run.state.totals.failures > 50);
      QVERIFY(run.state.ended.size() == 500);
      QCOMPARE(run.wrong(), std::string());
    }
  }
};

PLENUM_TEST(WorkTest)
#include "WorkTest.moc"
