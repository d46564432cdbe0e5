// SPDX-License-Identifier: Apache-2.0
#include <QObject>
#include <numeric>

#include "study/Heartbeat.h"
#include "support/RunningSite.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::study;
using Chain = Heartbeat::Chain;

namespace {

double mean(const std::vector<double>& w) {
  return std::accumulate(w.begin(), w.end(), 0.0) / static_cast<double>(w.size());
}
double swing(const std::vector<double>& w) { return physics::figuresOf(w).peakToPeakW; }

Job training(const char* id, std::uint32_t chips) {
  Job job;
  job.id = id;
  job.chips = chips;
  job.stepS = 2.0;
  job.computeShare = 0.8;
  return job;
}

/// The small site by hand: one training job on the liquid racks of row L1, another on those of L2, all powers given.
struct Hand {
  Scenario scenario;
  std::shared_ptr<Frame> frame = std::make_shared<Frame>();

  explicit Hand(test::SmallSite small = {}) {
    scenario.seed = 11;
    scenario.jobs = {training("one", 320), training("two", 320)};
    const LayoutPtr layout = small.layout();
    frame->layout = layout;
    frame->racks.powerW.assign(layout->racks.size(), 30e3f);
    frame->racks.isEnergised.assign(layout->racks.size(), 1);
    frame->halls.itPowerW.assign(layout->halls.size(), 450e3f);
    frame->power.outputW.assign(layout->power.size(), 300e3f);
    frame->power.inputW.assign(layout->power.size(), 310e3f);
    frame->power.state.assign(layout->power.size(), Running::on);
    for (std::uint32_t d = 0; d < layout->power.size(); ++d)
      if (layout->power[d].kind == PowerSpec::Kind::genset) frame->power.state[d] = Running::off;
    for (const Job& job : scenario.jobs) {
      Frame::JobLine line;
      line.id = job.id;
      line.state = 1;
      line.chips = job.chips;
      line.utilisation = 0.9f;
      frame->jobs.push_back(line);
    }
    for (std::uint32_t r = 0; r < layout->racks.size(); ++r) {
      const std::string& row = layout->rows[layout->racks[r].row].id;
      if (row == "H1/L1") frame->jobs[0].parts.push_back({r, 64, 20e3});
      if (row == "H1/L2") frame->jobs[1].parts.push_back({r, 64, 20e3});
    }
  }
  std::uint32_t device(const char* id) const { return frame->layout->find(id)->index; }
  Heartbeat heart(const HeartbeatWish& wish = {}) const {
    Heartbeat made(scenario);
    made.set(wish);
    made.follow(frame);
    return made;
  }
};

}  // namespace

class HeartbeatTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theMeanOfAStepIsTheEnginesPower() {
    test::RunningSite run;
    Job job = training("train", 640);
    run.scenario.jobs = {job};
    run.start();
    run.advance(5);
    const FramePtr frame = publish(*run.model, *run.state, 1);
    double chipsW = 0.0;
    for (const auto& part : frame->jobs.at(0).parts) chipsW += part.powerW;
    QVERIFY(chipsW > 100e3);
    Heartbeat heart(run.scenario);
    heart.follow(frame);
    QCOMPARE(heart.jobs().size(), std::size_t{1});
    QVERIFY(heart.jobs()[0].why == Heartbeat::JobSwing::Why::swings);
    std::vector<double> wave = heart.waveOfJob(0, Chain::bare);
    wave.resize(2000);  // ten whole steps
    QVERIFY(test::isClose(mean(wave), chipsW, 1e-9));
    QVERIFY(test::isClose(heart.jobs()[0].meanW, chipsW, 1e-12));
    // and so for what the campus draws
    std::vector<double> campus = heart.wave({}, Chain::bare);
    campus.resize(2000);
    double feedsW = 0.0;
    for (std::uint32_t d = 0; d < frame->layout->power.size(); ++d)
      if (frame->layout->power[d].kind == PowerSpec::Kind::feed) feedsW += static_cast<double>(frame->power.outputW[d]);
    QVERIFY(test::isClose(mean(campus), feedsW, 1e-9));
  }

  void theFrameTellsWhereAJobRuns() {
    test::RunningSite run;
    run.scenario.jobs = {training("train", 640)};
    run.start();
    const FramePtr frame = publish(*run.model, *run.state, 1);
    std::uint32_t chips = 0;
    for (const auto& part : frame->jobs[0].parts) chips += part.chips;
    QVERIFY(chips >= 640 && chips < 640 + 16);
    for (std::size_t i = 1; i < frame->jobs[0].parts.size(); ++i)
      QVERIFY(frame->jobs[0].parts[i].rack > frame->jobs[0].parts[i - 1].rack);
  }

  void aWattAtTheChipsGrowsOnItsWayToTheGrid() {
    const Hand hand;
    const PulsePath path(hand.frame);
    const auto gains = path.ofJob(hand.frame->jobs[0]);
    const double racks = std::accumulate(gains.rack.begin(), gains.rack.end(), 0.0);
    QVERIFY(racks > 1.0 && racks < 1.1);
    QVERIFY(test::isClose(gains.hall[0], racks, 1e-12));
    const double pdus = gains.device[hand.device("H1/PA")] + gains.device[hand.device("H1/PB")];
    const double upss = gains.device[hand.device("UA")] + gains.device[hand.device("UB")];
    QVERIFY(pdus > racks && upss > pdus);
    // half on each cord, and nothing is lost on the way but losses
    QVERIFY(test::isClose(gains.device[hand.device("H1/PA")], gains.device[hand.device("H1/PB")], 1e-12));
    QVERIFY(gains.connection >= upss && gains.connection < 1.2);
    // double conversion: b + 2cx of the curve, by hand
    const PlacedPower& ua = hand.frame->layout->power[hand.device("UA")];
    const double x = 300e3 / ua.rating.si;
    QVERIFY(test::isClose(gains.device[hand.device("UA")] / gains.device[hand.device("H1/PA")],
                          1.0 + ua.ups->loss.b + 2.0 * ua.ups->loss.c * x, 1e-6));
  }

  void aUpsOnItsBatteryStopsTheSwing() {
    Hand hand;
    hand.frame->power.fed.assign(hand.frame->layout->power.size(), Fed::normal);
    hand.frame->power.fed[hand.device("UA")] = Fed::battery;
    const auto gains = PulsePath(hand.frame).ofJob(hand.frame->jobs[0]);
    QVERIFY(gains.device[hand.device("UA")] > 0.0);
    QCOMPARE(gains.device[hand.device("TA")], 0.0);
    QVERIFY(gains.connection > 0.4 && gains.connection < 0.6);
  }

  void oneDeadCordPutsTheSwingOnTheOther() {
    Hand hand;
    hand.frame->racks.isOnA.assign(hand.frame->layout->racks.size(), 0);
    hand.frame->racks.isOnB.assign(hand.frame->layout->racks.size(), 1);
    const auto gains = PulsePath(hand.frame).ofJob(hand.frame->jobs[0]);
    QCOMPARE(gains.device[hand.device("H1/PA")], 0.0);
    QVERIFY(gains.device[hand.device("H1/PB")] > 1.0);
  }

  void aBoardOnGensetsGivesThemTheSwing() {
    Hand hand;
    hand.frame->power.fed.assign(hand.frame->layout->power.size(), Fed::normal);
    for (const char* board : {"MA", "MB"}) hand.frame->power.fed[hand.device(board)] = Fed::standby;
    hand.frame->power.state[hand.device("G")] = Running::on;
    const auto gains = PulsePath(hand.frame).ofJob(hand.frame->jobs[0]);
    QCOMPARE(gains.connection, 0.0);
    QVERIFY(gains.device[hand.device("G")] > 1.0);
  }

  void jobsAreOutOfStepUnlessToldOtherwise() {
    const Hand hand;
    const Heartbeat apart = hand.heart();
    QVERIFY(apart.jobs()[0].phase != apart.jobs()[1].phase);
    HeartbeatWish wish;
    wish.isInStep = true;
    const Heartbeat together = hand.heart(wish);
    QCOMPARE(together.jobs()[0].phase, together.jobs()[1].phase);
    QVERIFY(swing(together.wave({}, Chain::bare)) >= swing(apart.wave({}, Chain::bare)));
    // in step the swings add
    const auto gains = PulsePath(hand.frame).ofJob(hand.frame->jobs[0]);
    const double one = swing(together.waveOfJob(0, Chain::bare)) + swing(together.waveOfJob(1, Chain::bare));
    QVERIFY(test::isClose(swing(together.wave({}, Chain::bare)), one * gains.connection, 1e-3));
  }

  void anotherSeedDrawsOtherPhases() {
    Hand hand;
    const double first = hand.heart().jobs()[0].phase;
    QCOMPARE(hand.heart().jobs()[0].phase, first);
    hand.scenario.seed = 12;
    QVERIFY(hand.heart().jobs()[0].phase != first);
  }

  void staggeredJobsNeverWaitTogether() {
    const Hand hand;
    HeartbeatWish wish;
    wish.isStaggered = true;
    const Heartbeat heart = hand.heart(wish);
    // each waits a fifth of the time, one after the other: the campus swings by one of them
    const auto gains = PulsePath(hand.frame).ofJob(hand.frame->jobs[0]);
    QVERIFY(test::isClose(swing(heart.wave({}, Chain::bare)), swing(heart.waveOfJob(0, Chain::bare)) * gains.connection,
                          0.01));
    QCOMPARE(heart.cost().sumW(), 0.0);
    QCOMPARE(heart.cost().unstaggered, 0u);
  }

  void jobsOfUnlikePeriodsCannotBeStaggered() {
    Hand hand;
    hand.scenario.jobs[1].stepS = 3.1;
    HeartbeatWish wish;
    wish.isStaggered = true;
    QCOMPARE(hand.heart(wish).cost().unstaggered, 2u);
  }

  void aFloorCostsEnergyAndLeavesTheRest() {
    const Hand hand;
    HeartbeatWish wish;
    wish.floor = 0.9;
    const Heartbeat heart = hand.heart(wish);
    const auto& job = heart.jobs()[0];
    QVERIFY(test::isClose(swing(heart.waveOfJob(0, Chain::smoothed)), 0.1 * job.highW, 0.02));
    const double more = mean(heart.wave({}, Chain::smoothed)) - mean(heart.wave({}, Chain::bare));
    QVERIFY(more > 0.0);
    QVERIFY(test::isClose(heart.cost().floorW, more, 0.02));
    QCOMPARE(heart.cost().slowdown, 0.0);
  }

  void aLimiterKeepsTheCampusWithinItsSlopeAndCostsTime() {
    const Hand hand;
    HeartbeatWish wish;
    wish.rampWPerS = 40e3;
    const Heartbeat heart = hand.heart(wish);
    const auto figures = physics::figuresOf(heart.wave({}, Chain::smoothed));
    QVERIFY(figures.rampUpWPerS <= 40e3 * 1.001);
    QVERIFY(heart.cost().slowdown > 0.0);
    QVERIFY(heart.jobs()[0].slowdown > 0.0);
  }

  void aRackStoreLevelsWhatItIsBigEnoughFor() {
    const Hand hand;
    const double bare = swing(hand.heart().wave({}, Chain::bare));
    HeartbeatWish wish;
    double before = bare;
    for (const double joules : {20.0, 65.0, 500.0}) {
      wish.rackJPerChip = joules;
      const double left = swing(hand.heart(wish).wave({}, Chain::smoothed));
      QVERIFY(left < before);
      before = left;
    }
    QVERIFY(before < 0.3 * bare);
  }

  void aStorageAtTheGridSparesTheGridAndNotTheRacks() {
    const Hand hand;
    HeartbeatWish wish;
    wish.storageW = 1e6, wish.storageJ = 3.6e9;
    const Heartbeat heart = hand.heart(wish);
    // a tenth of a second late: its edges pass, its steps do not
    const auto bare = heart.wave({}, Chain::bare), smooth = heart.wave({}, Chain::smoothed);
    QVERIFY(physics::amplitudeW(smooth, 0.5) < 0.5 * physics::amplitudeW(bare, 0.5));
    const EntityRef pdu{Kind::powerDevice, hand.device("H1/PA"), 0};
    QCOMPARE(swing(heart.wave(pdu, Chain::bare)), swing(heart.wave(pdu, Chain::smoothed)));
    QVERIFY(heart.cost().storageW > 0.0);
  }

  void theSitesStoragesActOnWhatIsAboveThem() {
    test::SmallSite small;
    StorageSpec battery;
    battery.id = "battery";
    battery.rating = {1e6};
    battery.energy = {3.6e9};
    auto catalog = std::make_shared<Catalog>(*small.catalog());
    catalog->add(battery, {});
    small.draft.catalog = catalog;
    PowerSpec storage;
    storage.kind = PowerSpec::Kind::storage;
    storage.id = "BESS";
    storage.type = "battery";
    storage.from = "MA";
    storage.use = PowerSpec::Use::smoothing;
    small.draft.power.push_back(storage);
    const Hand hand(small);
    const Heartbeat heart = hand.heart();
    const auto fundamental = [&](const char* id, Chain chain) {
      return physics::amplitudeW(heart.wave({Kind::powerDevice, hand.device(id), 0}, chain), 0.5);
    };
    QVERIFY(fundamental("MA", Chain::smoothed) < 0.5 * fundamental("MA", Chain::bare));
    QVERIFY(fundamental("TA", Chain::smoothed) < 0.5 * fundamental("TA", Chain::bare));
    QCOMPARE(fundamental("UA", Chain::smoothed), fundamental("UA", Chain::bare));
    QCOMPARE(fundamental("MB", Chain::smoothed), fundamental("MB", Chain::bare));
    HeartbeatWish without;
    without.hasSiteStorage = false;
    const Heartbeat bare = hand.heart(without);
    QCOMPARE(swing(bare.wave({}, Chain::smoothed)), swing(bare.wave({}, Chain::bare)));
  }

  void whoDoesNotSwingSaysWhy() {
    Hand hand;
    using Why = Heartbeat::JobSwing::Why;
    hand.scenario.jobs[0].kind = Job::Kind::inference;
    hand.frame->jobs[1].utilisation = 0.12f;
    const Heartbeat heart = hand.heart();
    QVERIFY(heart.jobs()[0].why == Why::notTraining);
    QVERIFY(heart.jobs()[1].why == Why::writes);
    QVERIFY(swing(heart.wave({}, Chain::bare)) < 1e-3);
  }

  void aCheckpointStopsThePulseAndKeepsThePast() {
    Hand hand;
    Heartbeat heart = hand.heart();
    heart.advance(500);
    const auto before = heart.waveOfJob(0, Chain::bare);
    auto stopped = std::make_shared<Frame>(*hand.frame);
    for (auto& job : stopped->jobs) {
      job.utilisation = 0.12f;
      for (auto& part : job.parts) part.powerW = 8e3;
    }
    heart.follow(stopped);
    heart.advance(200);
    const auto after = heart.waveOfJob(0, Chain::bare);
    for (std::size_t i = 0; i + 200 < after.size(); ++i) QCOMPARE(after[i], before[i + 200]);
    QVERIFY(test::isClose(after.back(), 5 * 8e3, 1e-9));
  }

  void timeGoesOnWithoutAJump() {
    const Hand hand;
    Heartbeat slow = hand.heart(), quick = hand.heart();
    for (int i = 0; i < 100; ++i) slow.advance(7);
    quick.advance(700);
    const auto a = slow.wave({}, Chain::bare), b = quick.wave({}, Chain::bare);
    for (std::size_t i = 0; i < a.size(); ++i) QCOMPARE(a[i], b[i]);
  }

  void theWorstOfEachKindIsNamedFromTheRackToTheGrid() {
    const Hand hand;
    const auto steps = hand.heart().steps();
    using What = Heartbeat::Step::What;
    QVERIFY(steps.front().what == What::rack && steps.back().what == What::connection);
    QVERIFY(steps.front().bareW < steps.back().bareW);
    for (const auto& step : steps) QVERIFY(step.bareW > 0.0 && step.meanW > 0.0);
  }

  void withoutJobsThereIsNothing() {
    Hand hand;
    hand.frame->jobs.clear();
    Heartbeat heart = hand.heart();
    heart.advance(10);
    QVERIFY(heart.isEmpty() && heart.steps().empty());
    QVERIFY(swing(heart.wave({}, Chain::bare)) == 0.0);
    Heartbeat blind(hand.scenario);
    blind.advance(10);
    QVERIFY(blind.wave({}, Chain::bare).empty());
  }

  void absurdJobsDoNotBreakIt() {
    Hand hand;
    hand.scenario.jobs[0].computeShare = 1.0;
    hand.scenario.jobs[0].riseS = 10.0;
    hand.scenario.jobs[1].stepS = 0.05;
    hand.scenario.jobs[1].skewS = 1.0;
    hand.scenario.jobs[1].exposedLevel = 0.0;
    HeartbeatWish wish;
    wish.floor = 3.0, wish.rampWPerS = 1e-9, wish.rackJPerChip = 1e9, wish.storageW = 1e12, wish.storageJ = 1.0;
    Heartbeat heart = hand.heart(wish);
    heart.advance(300);
    for (const double w : heart.wave({}, Chain::smoothed)) QVERIFY(std::isfinite(w));
  }

  void theAssumedCodeGrowsWithTheConnection() {
    const Hand hand;
    double firmW = 0.0;
    for (const PlacedPower& placed : hand.frame->layout->power)
      if (placed.kind == PowerSpec::Kind::feed) firmW += placed.rating.si;
    const auto code = assumedCode(*hand.frame->layout);
    QVERIFY(test::isClose(code.rangeW, 0.1 * firmW, 1e-12));
    QCOMPARE(code.bandShare, 0.2);
  }
};

PLENUM_TEST(HeartbeatTest)
#include "HeartbeatTest.moc"
