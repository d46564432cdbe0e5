// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "document/Document.h"
#include "run/WorkerPool.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// Jobs, services and failures where there is a plant: what each does to the other.
class WorkInPlantTest : public QObject {
  Q_OBJECT

  static Job job(const std::string& id, std::uint32_t chips, Job::Kind kind = Job::Kind::training) {
    Job j;
    j.id = id;
    j.chips = chips;
    j.kind = kind;
    j.checkpointEvery = minutes(10);
    return j;
  }
  /// Jobs of all kinds, a service, servers of which one fails every ten minutes.
  static RunningSite busy() {
    RunningSite run;
    run.scenario.jobs = {job("gang", 256), job("batch", 64, Job::Kind::batch), job("small-a", 2), job("small-b", 3)};
    for (int i = 0; i < 12; ++i) {
      Job j = job("come" + std::to_string(i), 1u << (i % 6));
      j.submit = minutes(i), j.length = minutes(3 + i);
      run.scenario.jobs.push_back(j);
    }
    run.scenario.reliability.isOn = true;
    run.scenario.scheduling.queue = Scheduling::Queue::easy;
    run.start();
    auto model = std::make_shared<SimModel>(*run.model);
    WorkModel& work = model->workload;
    FailureSpec row;
    row.id = "own";
    row.perHour = 1.0 / 150.0;
    row.repair = Seconds{600.0};
    work.failures = {row};
    tabulateHazards(work);
    Service service;
    service.id = "chat";
    service.law = Service::Law::erlang;
    service.requestsPerS = 40.0;
    service.chipsPerReplica = 4;
    ServingModel law;
    law.law = Service::Law::erlang;
    law.serviceS = 0.5;
    DemandSpec demand;
    demand.byHour.fill(1.0);
    work.services = {service}, work.serving = {law}, work.demands = {demand}, work.serviceHall = {none};
    run.model = model;
    run.state = steadyState(*run.model);
    return run;
  }
  static std::vector<Action> actionsAt(int t) {
    if (t == 100) return {SubmitJob{"hand", Job::Kind::training, 48, minutes(20), Fraction{0.8}}};
    if (t == 200) return {CapJob{"gang", Fraction{0.7}}, Drain{"H1/L1"}};
    if (t == 300) return {CheckpointJob{"gang"}, LimitPower{Watts{0.25e6}}};
    if (t == 400) return {PreemptJob{"hand"}, CancelJob{"batch"}};
    if (t == 500) return {LimitPower{Watts{0.0}}, Undrain{"H1/L1"}, CapJob{"gang", Fraction{1.0}}};
    if (t == 600) return {Open{"H1/PA"}, Open{"H1/PB"}};
    if (t == 700) return {Close{"H1/PA"}, Close{"H1/PB"}};
    return {};
  }

 private Q_SLOTS:
  /// D-1: failures, services and every action on.
  void oneHashForEveryNumberOfWorkersAndAfterSaving() {
    std::uint64_t expected = 0;
    for (const int workers : {1, 2, 3, 8}) {
      RunningSite run = busy();
      WorkerPool pool(workers);
      SimStatePtr back;
      for (int t = 0; t < 1500; ++t) {
        tick(*run.model, *run.state, actionsAt(t), pool);
        if (back) tick(*run.model, *back, actionsAt(t), pool);
        if (t == 450 && workers == 1) {
          auto read = deserialise(*run.model, serialise(*run.state));
          QVERIFY(read);
          back = std::move(*read);
        }
      }
      QVERIFY(run.state->work.totals.failures > 0);
      QVERIFY(run.state->work.services[0].replicas > 0);
      QCOMPARE(contradiction(run.model->workload, run.state->work), std::string());
      if (expected == 0) expected = hashOf(*run.state);
      QCOMPARE(hashOf(*run.state), expected);
      if (back) QCOMPARE(hashOf(*back), expected);
    }
  }

  void aMeasuredRackDrawsWhatWasMeasured() {
    RunningSite run;
    run.scenario.jobs = {job("gang", 64)};
    run.start();
    const double before = run.state->racks.itW[0];
    const std::string rack = run.model->layout->racks[0].id, other = run.model->layout->racks[1].id;
    const double targetW = 0.8 * before;
    run.act(LoadRack{{rack, RackLoad::As::watts, targetW, {}}});
    run.act(LoadRack{{other, RackLoad::As::share, 0.5, minutes(5)}});
    run.advance(120);
    QVERIFY2(std::abs(run.state->racks.itW[0] - targetW) < 0.002 * targetW,
             qPrintable(QString::number(run.state->racks.itW[0])));
    run.advance(300);
    QVERIFY(test::isNear(double(run.state->racks.utilisation[1]), 0.5, 0.02));
    const FramePtr frame = publish(*run.model, *run.state, 1);
    QCOMPARE(int(frame->isRackMeasured[0]), 1);
    QCOMPARE(int(frame->isRackMeasured[2]), 0);
    auto back = deserialise(*run.model, serialise(*run.state));
    QVERIFY(back);
    QCOMPARE(hashOf(**back), hashOf(*run.state));
    QCOMPARE(contradiction(run.model->workload, run.state->work), std::string());
  }

  void aRampHoldsTheRiseOfPowerBackAndLetsItThrough() {
    const auto powerAfter = [](double rampMwPerMin, int ticks) {
      RunningSite run;
      run.scenario.jobs = {job("early", 16), job("late", 256)};
      run.scenario.jobs[1].submit = seconds(60);
      // a checkpoint is a dip, behind which the power has to climb again
      for (Job& j : run.scenario.jobs) j.checkpointEvery = Duration{0};
      run.scenario.scheduling.rampMwPerMin = rampMwPerMin;
      run.start().advance(ticks);
      return run.metrics().itPowerW;
    };
    const double before = powerAfter(0.0, 50), free = powerAfter(0.0, 90), held = powerAfter(0.02, 90);
    QVERIFY(free > before + 50e3);
    QVERIFY2(held < before + 0.8 * (free - before), qPrintable(QString::number(held)));
    QVERIFY2(powerAfter(0.02, 1800) > 0.97 * powerAfter(0.0, 1800), "in the end it comes to the same");
  }

  void darkRacksTakeTheirJobsWithThem() {
    RunningSite run;
    run.scenario.jobs = {job("gang", 256)};
    run.start().advance(10);
    run.act(Open{"H1/PA"});
    run.act(Open{"H1/PB"});
    run.advance(60);
    QCOMPARE(runOf(run.state->work, 0).phase, JobPhase::restarting);
    bool isTold = false;
    for (std::size_t i = 0; i < run.state->events.size(); ++i) {
      const Event& e = run.state->events[i];
      isTold = isTold || (e.text.id == "event.job-lost-power" && e.cause != 0);
    }
    QVERIFY(isTold);
    run.act(Close{"H1/PA"});
    run.act(Close{"H1/PB"});
    run.advance(600);
    QCOMPARE(runOf(run.state->work, 0).phase, JobPhase::running);
  }

  void aCappedJobIsSlowerAndDrawsLess() {
    RunningSite run;
    run.scenario.jobs = {job("gang", 256)};
    run.scenario.jobs[0].checkpointEvery = Duration{0};
    run.start().advance(30);
    const double before = run.metrics().itPowerW;
    run.act(CapJob{"gang", Fraction{0.7}});
    run.advance(60);
    const JobRun& r = runOf(run.state->work, 0);
    // 1 / (0.9 / 0.7 + 0.1)
    QVERIFY(test::isNear(r.speed, 1.0 / (0.9 / 0.7 + 0.1), 0.001));
    QCOMPARE(r.slowed, JobSlowed::cap);
    QVERIFY(run.metrics().itPowerW < 0.85 * before);
    // those that are capped have as much to do as ever: f^2.4 of their span
    QVERIFY(!run.hasRaised("alarm.chips-throttled"));
    run.act(CapJob{"gang", Fraction{1.0}});
    run.advance(120);
    QCOMPARE(runOf(run.state->work, 0).speed, 1.0);
    QVERIFY(test::isClose(run.metrics().itPowerW, before, 0.03));
  }

  void aLimitOfPowerHolds() {
    RunningSite run;
    run.scenario.jobs = {job("gang", 512), job("other", 256, Job::Kind::batch)};
    run.start().advance(60);
    const double limitW = 0.8 * run.metrics().itPowerW;
    run.act(LimitPower{Watts{limitW}});
    run.advance(30);
    double mostW = 0.0;
    for (int t = 0; t < 1200; ++t) {
      run.advance(1);
      mostW = std::max(mostW, run.metrics().itPowerW);
    }
    QVERIFY2(mostW < 1.03 * limitW, std::to_string(mostW / limitW).c_str());
    QVERIFY2(run.metrics().itPowerW > 0.9 * limitW, std::to_string(run.metrics().itPowerW / limitW).c_str());
    run.act(LimitPower{Watts{0.0}});
    run.advance(60);
    QVERIFY(run.metrics().itPowerW > 1.15 * limitW);
  }

  void whatIsPublishedAddsUp() {
    RunningSite run = busy();
    for (int t = 0; t < 450; ++t) tick(*run.model, *run.state, actionsAt(t), run.serial);
    const FramePtr frame = publish(*run.model, *run.state, 1);
    QCOMPARE(frame->chipTenant.size(), std::size_t{frame->layout->chips});
    std::vector<std::uint32_t> counts(frame->jobs.size() + frame->services.size(), 0);
    for (const std::uint32_t t : frame->chipTenant)
      if (t != none) ++counts.at(t);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      std::uint32_t sum = 0;
      const bool isJob = i < frame->jobs.size();
      for (const auto& part : isJob ? frame->jobs[i].parts : frame->services[i - frame->jobs.size()].parts)
        sum += part.chips;
      QVERIFY2(sum == counts[i], std::to_string(i).c_str());
    }
    const Metrics& m = frame->metrics;
    QCOMPARE(m.allocatedChips + m.freeChips + m.lostChips, frame->layout->chips);
    QVERIFY(std::count(frame->isRackDrained.begin(), frame->isRackDrained.end(), 1) == 5);
    QVERIFY(frame->spans->size() > 3);
    QVERIFY(m.heldChipHours > m.usefulChipHours && m.usefulChipHours > 0.0);
  }

  void jobsStayOnTheirChipsWhenARowIsRemoved() {
    RunningSite run = busy();
    for (int t = 0; t < 250; ++t) tick(*run.model, *run.state, actionsAt(t), run.serial);
    const Edit edit = RemoveRow{"H1", "A"};
    const auto site = apply(run.model->layout->site, edit);
    QVERIFY(site);
    const auto layout = layOut(*site, run.model->layout->revision + 1);
    QVERIFY(layout);
    auto compiled = compile(*layout, run.model->setting, run.tickLength);
    QVERIFY(compiled);
    auto next = std::make_shared<SimModel>(**compiled);
    next->workload.services = run.model->workload.services, next->workload.serving = run.model->workload.serving;
    next->workload.demands = run.model->workload.demands, next->workload.serviceHall = run.model->workload.serviceHall;
    next->workload.failures = run.model->workload.failures;
    tabulateHazards(next->workload);
    SimStatePtr state = migrate(*run.model, *run.state, *next);
    QCOMPARE(contradiction(next->workload, state->work), std::string());
    for (int t = 250; t < 600; ++t) tick(*next, *state, actionsAt(t), run.serial);
    QCOMPARE(contradiction(next->workload, state->work), std::string());
    QVERIFY(state->work.totals.allocated > 0);
  }
};

PLENUM_TEST(WorkInPlantTest)
#include "WorkInPlantTest.moc"
