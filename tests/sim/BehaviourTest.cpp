// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "sim/Stages.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// What a facility engineer would expect to see.
class BehaviourTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void facilityPowerIsItPlusPlantPlusLosses() {
    RunningSite run;
    run.start().advance(300);
    const Metrics m = run.metrics();
    QVERIFY(m.pue > 1.0);
    QVERIFY(test::isClose(m.facilityPowerW, m.itPowerW + m.coolingPowerW + m.lossPowerW, 1e-9));
  }

  void aLostCduPumpIsFeltAndTheStandbyTakesOver() {
    RunningSite run;
    run.withLoad(1.0).start();
    const double before = run.state->loops.flowKgPerS[0];
    const float cool = run.state->racks.maxDieC[0];
    run.act(Fail{"H1/CDU1/P1"});
    run.advance(8);
    QVERIFY(run.state->loops.flowKgPerS[0] < 0.9 * before);
    QVERIFY(run.state->racks.maxDieC[0] > cool + 0.5f);
    QVERIFY(run.hasRaised("alarm.cdu-pump-down"));
    run.advance(300);
    QVERIFY(test::isClose(run.state->loops.flowKgPerS[0], before, 0.02));
  }

  void withoutAnyCoolantFlowChipsThrottleThenShutDownAndComeBack() {
    RunningSite run;
    run.withLoad(1.0).start();
    run.act(Fail{"H1/CDU1"});
    int throttledAt = 0, trippedAt = 0;
    const double startC = static_cast<double>(run.state->racks.maxDieC[0]);
    for (int t = 1; t < 600 && !trippedAt; ++t) {
      run.advance(1);
      if (!throttledAt && run.state->racks.throttled[0] > 0) throttledAt = t;
      if (run.state->racks.tripped[0] > 0) trippedAt = t;
    }
    // by hand: without flow a chip warms by its share of power over both capacities, physics.md 7.2; the pumps coast
    // for some seconds and leakage adds a little
    const RackClass& k = run.model->classes[0];
    const double byHandS = (k.throttleC - startC) / (k.chipToLiquid * k.tdpW / (k.dieJPerK + k.plateJPerK));
    QVERIFY2(throttledAt > 0.8 * byHandS && throttledAt < 1.2 * byHandS + 6.0,
             qPrintable(QString("%1 s, by hand %2 s").arg(throttledAt).arg(byHandS)));
    QVERIFY(trippedAt > throttledAt);
    QVERIFY(run.hasRaised("alarm.loop-flow-low"));
    run.advance(5);
    QVERIFY(run.hasRaised("alarm.chips-tripped"));
    run.act(Restore{"H1/CDU1"});
    run.advance(1800);
    QCOMPARE(run.metrics().trippedChips, 0u);
    QCOMPARE(run.metrics().throttledChips, 0u);
  }

  void aLostFeedMovesTheLoadToTheOtherSide() {
    RunningSite run;
    run.start().advance(10);
    const double it = run.metrics().itPowerW;
    const std::uint32_t b = run.indexOf("TB");
    const double before = run.state->power.outputW[b];
    run.act(Fail{"GRID-A"});
    run.advance(3);
    QVERIFY(test::isClose(run.metrics().itPowerW, it, 0.05));
    QCOMPARE(run.metrics().darkRacks, 0u);
    // the UPS of side A runs on its battery first, then the genset takes its board
    QVERIFY(run.hasRaised("alarm.on-battery") || run.state->power.outputW[b] > 1.5 * before);
  }

  void bothFeedsLostTheUpsBridgesUntilTheGensetIsReady() {
    RunningSite run;
    run.start().advance(10);
    run.act(Fail{"GRID-A"});
    run.act(Fail{"GRID-B"});
    run.advance(2);
    QVERIFY(run.hasRaised("alarm.on-battery"));
    QCOMPARE(run.metrics().darkRacks, 0u);
    QVERIFY(run.metrics().batteryPowerW > 0.0);
    run.advance(60);
    QVERIFY(run.metrics().gensetPowerW > 0.0);
    QCOMPARE(run.metrics().darkRacks, 0u);
    QCOMPARE(run.state->power.gridW, 0.0);
    run.act(Restore{"GRID-A"});
    run.act(Restore{"GRID-B"});
    // the boards stay on the genset until the mains have been well for five minutes
    run.advance(290);
    QVERIFY(run.metrics().gensetPowerW > 0.0);
    run.advance(20);
    QCOMPARE(run.metrics().gensetPowerW, 0.0);
  }

  void withoutGensetTheBatteryEndsAndRacksGoDark() {
    RunningSite run;
    run.small.ups.batteryEnergy = {600e3 * 120.0};  // servers that cut out on warm air leave it little to carry
    run.start().advance(10);
    run.act(Fail{"G"});
    run.act(Fail{"GRID-A"});
    run.act(Fail{"GRID-B"});
    run.advance(3600);
    QCOMPARE(run.metrics().darkRacks, static_cast<std::uint32_t>(run.layout().racks.size()));
    QCOMPARE(run.metrics().itPowerW, 0.0);
    QVERIFY(run.hasRaised("alarm.racks-dark"));
    QVERIFY(run.metrics().lostChipHours > 0.0);
  }

  void aFailedChillerIsReplacedByTheNext() {
    RunningSite run;
    run.withLoad(1.0).start().advance(60);
    QVERIFY(run.layout().chillers.size() >= 2);
    std::uint32_t running = none;
    for (std::uint32_t k = 0; k < run.layout().chillers.size(); ++k)
      if (run.state->plant.chillerPhase[k] == 3) running = k;
    QVERIFY(running != none);
    for (std::uint32_t k = 0; k < run.layout().chillers.size(); ++k)
      if (run.state->plant.chillerPhase[k] == 3) run.act(Fail{run.layout().chillers[k].id});
    run.advance(120);
    QVERIFY(run.state->circuits.supplyC[run.layout().chillers[running].circuit] >
            run.model->circuits[run.layout().chillers[running].circuit].setpointC + 0.3);
    QVERIFY(run.hasRaised("alarm.chiller-down"));
  }

  void hotterWetBulbNeverGivesColderWater() {
    double before = -1e9;
    for (const double dewPointC : {5.0, 12.0, 18.0, 22.0, 25.0, 27.0, 29.0}) {
      RunningSite run;
      run.dryBulbC = 32.0;
      run.dewPointC = dewPointC;
      run.withLoad(1.0).start();
      double warmest = -1e9;
      for (const double basinC : run.state->circuits.basinC) warmest = std::max(warmest, basinC);
      QVERIFY2(warmest >= before - 1e-6, qPrintable(QString("%1 after %2").arg(warmest).arg(before)));
      before = warmest;
    }
  }

  void moreLoadNeverGivesCoolerChipsOrLessPower() {
    double chip = -1e9, power = -1e9;
    for (const double load : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
      RunningSite run;
      run.withLoad(load).start();
      QVERIFY(run.metrics().meanChipC >= chip);
      QVERIFY(run.metrics().itPowerW >= power);
      chip = run.metrics().meanChipC;
      power = run.metrics().itPowerW;
    }
  }

  void aClockLimitLowersPowerAndIsLiftedAgain() {
    RunningSite run;
    run.withLoad(1.0).start().advance(10);
    const double before = run.metrics().itPowerW;
    run.act(CapFrequency{"H1", {0.6}});
    run.advance(120);
    QVERIFY(run.metrics().itPowerW < 0.75 * before);
    run.act(CapFrequency{"H1", {1.0}});
    run.advance(400);
    QVERIFY(test::isClose(run.metrics().itPowerW, before, 0.15));
    QCOMPARE(run.metrics().throttledChips, 0u);
  }

  void aLeakLowersTheLevelUntilThePumpsStop() {
    RunningSite run;
    run.withLoad(0.5).start();
    run.act(Fail{"H1/TCS/make-up"});
    run.act(Leak{"H1/TCS", {run.model->loops[0].volumeKg / 1000.0}});
    run.advance(120);
    QVERIFY(run.hasRaised("alarm.loop-level-low"));
    QVERIFY(run.state->loops.flowKgPerS[0] > 0.0);
    run.advance(260);
    QCOMPARE(run.state->loops.flowKgPerS[0], 0.0);
    run.act(Leak{"H1/TCS", {0.0}});
    run.advance(15);
    QVERIFY(run.state->loops.flowKgPerS[0] > 0.0);
  }

  void aSetPointIsFollowed() {
    RunningSite run;
    run.start();
    run.act(SetSupply{"H1/TCS", {40.0}});
    run.advance(1800);
    QVERIFY(test::isNear(run.state->loops.supplyC[0], 40.0, 0.3));
  }

  void anUnknownTargetIsJournalledAndChangesNothing() {
    RunningSite run, other;
    run.start();
    other.start();
    run.act(Fail{"no/such/thing"});
    run.act(SetSupply{"GRID-A", {20.0}});
    run.advance(10);
    other.advance(10);
    QCOMPARE(run.state->circuits.supplyC, other.state->circuits.supplyC);
    bool isSaid = false;
    for (std::size_t i = 0; i < run.state->events.size(); ++i)
      isSaid = isSaid || run.state->events[i].text.id == "event.unknown-target";
    QVERIFY(isSaid);
  }

  void alarmsFollowFromTheirCause() {
    RunningSite run;
    run.withLoad(1.0).start();
    run.act(Fail{"H1/CDU1"});
    run.advance(40);
    std::uint64_t first = 0;
    for (std::size_t i = 0; i < run.state->events.size(); ++i) {
      const Event& e = run.state->events[i];
      if (e.kind != Event::Kind::raised) continue;
      if (e.text.id == "alarm.cdu-down") first = e.sequence;
      if (e.text.id == "alarm.loop-flow-low") QCOMPARE(e.cause, first);
      if (e.text.id == "alarm.chips-throttled") QCOMPARE(e.cause, first);
    }
    QVERIFY(first > 0);
  }

  void anAcknowledgedAlarmStaysUntilItsCauseIsGone() {
    RunningSite run;
    run.start();
    run.act(Fail{"H1/FW1"});
    run.advance(2);
    const FramePtr frame = publish(*run.model, *run.state, 1);
    QCOMPARE(frame->alarms.size(), std::size_t{1});
    run.act(Acknowledge{frame->alarms[0].alarm});
    run.advance(2);
    const FramePtr later = publish(*run.model, *run.state, 2);
    QCOMPARE(later->alarms.size(), std::size_t{1});
    QVERIFY(later->alarms[0].isAcknowledged);
    run.act(Restore{"H1/FW1"});
    run.advance(2);
    QVERIFY(publish(*run.model, *run.state, 3)->alarms.empty());
  }

  void aLongTickGivesTheSameDayAsAShortOne() {
    RunningSite one, ten;
    ten.tickLength = seconds(10);
    one.withLoad(0.8).start().advance(3600);
    ten.withLoad(0.8).start().advance(360);
    QVERIFY(test::isClose(ten.state->itEnergyJ, one.state->itEnergyJ, 0.01));
    QVERIFY(test::isClose(ten.state->facilityEnergyJ, one.state->facilityEnergyJ, 0.01));
  }

  void aFrameShowsWhatTheStateHolds() {
    RunningSite run;
    run.start().advance(30);
    const FramePtr frame = publish(*run.model, *run.state, 9);
    QCOMPARE(frame->chips.dieC.size(), std::size_t{run.layout().chips});
    float hottest = 0.0f;
    for (const float c : frame->chips.dieC) hottest = std::max(hottest, c);
    QVERIFY(test::isNear(static_cast<double>(hottest), frame->metrics.maxChipC, 1e-3));
    QCOMPARE(frame->chips.dieC[frame->metrics.hottestChip], hottest);
    double racksW = 0.0;
    for (const float w : frame->racks.powerW) racksW += static_cast<double>(w);
    QVERIFY(test::isClose(racksW, frame->metrics.itPowerW, 1e-5));
    // chips of a frame draw what the rack says, less the rest of the servers
    double chipsW = 0.0;
    for (const float w : frame->chips.powerW) chipsW += static_cast<double>(w);
    QVERIFY(chipsW > 0.5 * racksW && chipsW < racksW);
    QCOMPARE(frame->history->size(), std::size_t{3});
  }

  void aLongHistoryIsKeptInLongerSteps() {
    RunningSite run;
    run.tickLength = seconds(60);
    run.start().advance(40 * 24 * 60);
    // a week and the rest of a month at one row a tick, then one in ten
    QCOMPARE(run.state->history.size(), std::size_t{31 * 24 * 60 + 9 * 24 * 6});
  }
};

PLENUM_TEST(BehaviourTest)
#include "BehaviourTest.moc"
