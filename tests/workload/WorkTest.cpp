// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "support/SmallSite.h"
#include "support/Test.h"
#include "workload/Jobs.h"

using namespace plenum;

/// The simple job list.
class JobsTest : public QObject {
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
    WorkloadModel model;
    WorkloadState state;
    std::vector<std::uint8_t> up;
    Run& start() {
      model = workloadOf(*layout, scenario);
      state = firstState(model);
      up.assign(layout->servers, 1);
      return *this;
    }
    std::vector<JobEvent> at(double s, bool hasChanged = false) {
      return advance(model, state, scenario.start + Duration{static_cast<std::int64_t>(s * 1e6)}, s, up, hasChanged);
    }
    std::uint32_t chipsOf(std::uint16_t j) const {
      std::uint32_t chips = 0;
      for (std::size_t s = 0; s < state.serverJob.size(); ++s)
        if (state.serverJob[s] == j) chips += model.serverChips[s];
      return chips;
    }
  };

 private Q_SLOTS:
  void jobsStartWaitAndEnd() {
    Run run;
    const std::uint32_t all = run.layout->chips;
    run.scenario.jobs = {job("a", all, seconds(0), seconds(100)), job("b", 64, seconds(10), seconds(0))};
    run.start().at(0.0);
    QCOMPARE(run.chipsOf(0), all);
    run.at(10.0);
    QCOMPARE(run.state.jobState[1], JobState::queued);
    QCOMPARE(run.chipsOf(1), 0u);
    run.at(100.0);
    QCOMPARE(run.state.jobState[0], JobState::done);
    QCOMPARE(run.state.jobState[1], JobState::running);
    QCOMPARE(run.chipsOf(1), 64u);
  }

  void aJobThatFitsNowhereWaitsForEver() {
    Run run;
    run.scenario.jobs = {job("huge", run.layout->chips + 1, seconds(0), seconds(0))};
    run.start();
    for (double s = 0; s < 1000; s += 100) run.at(s);
    QCOMPARE(run.state.jobState[0], JobState::queued);
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
    const double before = run.state.jobUtilisation[0];
    run.at(207.0);
    QVERIFY(run.state.jobUtilisation[0] != before);
  }

  void trainingPausesForItsCheckpoints() {
    Run run;
    Job j = job("a", 64, seconds(0), seconds(0));
    j.checkpointEvery = minutes(10);
    j.checkpointFor = seconds(20);
    run.scenario.jobs = {j};
    run.start();
    int low = 0;
    for (int s = 0; s < 3600; ++s) {
      run.at(s);
      low += run.state.jobUtilisation[0] < 0.2;
    }
    QCOMPARE(low, 6 * 20);
  }

  void inferenceFollowsTheDay() {
    Run run;
    Job j = job("a", 64, seconds(0), seconds(0));
    j.kind = Job::Kind::inference;
    j.utilisation = 0.8;
    j.trough = 0.4;
    run.scenario.jobs = {j};
    run.start().at(4 * 3600.0);
    const double night = run.state.jobUtilisation[0];
    run.at(16 * 3600.0);
    const double afternoon = run.state.jobUtilisation[0];
    QVERIFY(test::isNear(night, 0.32, 0.03));
    QVERIFY(test::isNear(afternoon, 0.8, 0.06));
  }

  void aCrashIdlesTheJobForItsRestart() {
    Run run;
    Job j = job("a", 64, seconds(0), seconds(0));
    j.restart = seconds(300);
    run.scenario.jobs = {j};
    run.start().at(0.0);
    QVERIFY(crash(run.model, run.state, 0, 1.0));
    run.at(2.0);
    QVERIFY(run.state.jobUtilisation[0] < 0.05);
    QVERIFY(!crash(run.model, run.state, 0, 3.0));
    run.at(301.0);
    QCOMPARE(run.state.jobState[0], JobState::running);
    QVERIFY(!crash(run.model, run.state, 7, 302.0));
  }

  void aTrainingJobThatLosesAServerCrashesAndWaitsForIt() {
    Run run;
    Job j = job("a", 64, seconds(0), seconds(0));
    j.restart = seconds(60);
    run.scenario.jobs = {j};
    run.start().at(0.0);
    run.up[0] = 0;
    run.at(1.0, true);
    QCOMPARE(run.state.jobState[0], JobState::restarting);
    run.at(100.0);
    QCOMPARE(run.state.jobState[0], JobState::restarting);
    run.up[0] = 1;
    run.at(101.0, true);
    QCOMPARE(run.state.jobState[0], JobState::running);
  }

  void theSameSeedGivesTheSameDayAndAnotherAnother() {
    std::vector<double> seen;
    for (const std::uint64_t seed : {5u, 5u, 6u}) {
      Run run;
      run.scenario.seed = seed;
      run.scenario.jobs = {job("a", 64, seconds(0), seconds(0))};
      run.start();
      double sum = 0.0;
      for (int s = 0; s < 100; ++s) {
        run.at(s);
        sum += run.state.jobUtilisation[0];
      }
      seen.push_back(sum);
    }
    QCOMPARE(seen[0], seen[1]);
    QVERIFY(seen[0] != seen[2]);
  }
};

PLENUM_TEST(JobsTest)
#include "JobsTest.moc"
