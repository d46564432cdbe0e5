// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include "physics/Network.h"
#include "sim/DutyPumps.h"
#include "sim/Stages.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// Coolant loops, headers of facility water, and their pumps.
class LoopsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void hallsFurtherAlongTheHeaderSeeLessPressure() {
    RunningSite run;
    twoHalls(run);
    run.start().advance(60);
    const CircuitModel& circuit = run.model->circuits[run.indexOf("CHW")];
    QCOMPARE(circuit.taps, 2u);
    for (std::uint32_t t = circuit.firstTap + 1; t < circuit.firstTap + circuit.taps; ++t) {
      QVERIFY(run.model->taps[t].lengthM >= 0.0);
      QVERIFY(stage::pushAt(*run.model, *run.state, t) < stage::pushAt(*run.model, *run.state, t - 1));
    }
    // the pressure is held where it is least
    const double last = stage::pushAt(*run.model, *run.state, circuit.firstTap + circuit.taps - 1);
    QVERIFY(test::isNear(last, 1.0, 0.02));
  }

  void whatOneHallDrawsTheOtherLacks() {
    RunningSite run;
    twoHalls(run);
    run.start().advance(10);
    const std::uint32_t i = run.indexOf("CHW"), first = run.model->circuits[i].firstTap;
    const double before = stage::pushAt(*run.model, *run.state, first + 1);
    const std::uint32_t hall = run.model->taps[first].hall;
    for (std::uint32_t f = 0; f < run.layout().fanWalls.size(); ++f)
      if (run.layout().fanWalls[f].hall == hall) run.state->air.unitValve[f] = 1.0;
    stage::solveFlows(*run.model, *run.state);
    QVERIFY(stage::pushAt(*run.model, *run.state, first + 1) < 0.99 * before);
  }

  // the dead band waits with pressures only: what the consumers draw differs little from the exact answer
  void theDeadBandOfTheHeaderCostsLessThanHalfAPercent() {
    RunningSite run;
    twoHalls(run);
    run.start();
    const std::uint32_t i = run.indexOf("CHW");
    for (std::size_t f = 0; f < run.layout().fanWalls.size(); ++f) run.state->air.unitValve[f] -= 0.0004 * (f % 3);
    run.state->circuits.pumpSpeed[i] *= 0.998;
    SimState exact = *run.state, quick = *run.state;
    stage::solveFlows(*run.model, exact);
    stage::flows(*run.model, quick);
    QVERIFY(test::isClose(quick.circuits.flowKgPerS[i], exact.circuits.flowKgPerS[i], 2e-3));
    for (std::size_t g = 0; g < exact.air.waterKgPerS.size(); ++g)
      QVERIFY(test::isClose(quick.air.waterKgPerS[g], exact.air.waterKgPerS[g], 5e-3));
  }

  void theWorkOfThePumpsIsTheirHeadTimesTheirFlow() {
    RunningSite run;
    twoHalls(run);
    run.start();
    stage::solveFlows(*run.model, *run.state);
    for (std::uint32_t i = 0; i < run.model->circuits.size(); ++i) {
      const CircuitModel& c = run.model->circuits[i];
      double turning = 0.0;
      for (const std::uint32_t p : run.layout().circuits[i].pumps) turning += run.state->plant.pumpRamp[p];
      physics::BranchLaw law;
      law.shutOffPa = physics::shutOffRatio * c.pumpDpPa;
      law.fall = (physics::shutOffRatio - 1.0) * c.pumpDpPa / (c.pumpKgPerS * c.pumpKgPerS);
      law.units = turning, law.speed = run.state->circuits.pumpSpeed[i];
      const double flow = run.state->circuits.flowKgPerS[i];
      QVERIFY(test::isClose(run.state->circuits.hydraulicW[i], physics::headPa(law, flow) * flow / c.rhoKgPerM3, 1e-6));
    }
  }

  void aPumpAtItsDutyPointDrawsWhatTheCatalogueSays() {
    RunningSite run;
    run.small.liquidRack.designFlow = {0.55};  // ten racks: the CDU's rated flow
    run.small.liquidRack.designPressureDrop = run.small.cdu.secondaryPressure;
    run.start();
    QVERIFY(test::isNear(run.state->cdus.speed[0], 1.0, 1e-6));
    QVERIFY(test::isClose(run.state->cdus.powerW[0], run.small.cdu.pumpPower.si + run.small.cdu.controlPower.si, 1e-6));
  }

  void thePumpThatRestsTakesOverFromOneThatFails() {
    RunningSite run;
    run.start();
    const std::uint32_t first = run.model->cdus[0].firstPump;
    QCOMPARE(run.state->cdus.pumpsCalled[0], std::uint8_t{1});
    run.act(Fail{"H1/CDU1/P1"});
    run.advance(60);
    QCOMPARE(run.state->cdus.pumpsCalled[0], std::uint8_t{2});
    QVERIFY(run.state->cdus.pumpRamp[first] == 0.0 && run.state->cdus.pumpRamp[first + 1] == 1.0);
    // back from repair it rests: it must not take the place of one that does its work
    run.act(Restore{"H1/CDU1/P1"});
    run.advance(60);
    QCOMPARE(run.state->cdus.pumpsCalled[0], std::uint8_t{2});
  }

  void pumpsTakeTurnsEveryWeek() {
    std::array<stage::DutyPump, 3> set;
    for (stage::DutyPump& p : set) p.canRun = true;
    int changes = 0;
    std::array<bool, 3> called{};
    double least = 3.0;
    for (int hour = 0; hour < 24 * 7 * 9; ++hour)
      for (int step = 0; step < 60; ++step) {
        stage::advance(set, {2, 20.0, 4.0}, 60.0);
        double turning = 0.0;
        for (const stage::DutyPump& p : set) turning += p.ramp;
        if (hour > 0) least = std::min(least, turning);
        for (std::size_t p = 0; p < 3; ++p)
          if (set[p].isCalled != called[p]) called[p] = set[p].isCalled, ++changes;
      }
    QVERIFY(changes > 12 && changes < 60);
    QVERIFY2(least >= 2.0, "the one that rests comes up before the other stops");
    for (const stage::DutyPump& p : set) QVERIFY(p.runS > 0.5 * 6.0 * 7.0 * 86400.0 && p.runS < 8.0 * 7.0 * 86400.0);
  }

  void asManyCircuitPumpsRunAsTheFlowNeeds() {
    RunningSite run;
    run.withLoad(0.2).start();
    const std::uint32_t i = run.indexOf("WARM");
    QCOMPARE(run.state->circuits.pumpsWanted[i], 1);
    // pumps too small for the load alone: a second is called, and stays
    RunningSite busy;
    busy.small.warmPump.flow = {2.8};
    busy.withLoad(1.0).start();
    QVERIFY(busy.state->circuits.pumpsWanted[i] == 2);
    const std::uint32_t second = busy.layout().circuits[i].pumps[1];
    busy.state->circuits.pumpsWanted[i] = 1;
    busy.advance(300);
    QCOMPARE(busy.state->circuits.pumpsWanted[i], 2);
    QVERIFY(busy.state->plant.pumpRamp[second] == 1.0);
  }

  void stagingDoesNotHunt() {
    RunningSite run;
    run.withLoad(0.6).start();
    const auto wanted = run.state->circuits.pumpsWanted;
    const auto condenser = run.state->circuits.condenserPumpsWanted;
    for (int n = 0; n < 120; ++n) {
      run.advance(60);
      QCOMPARE(run.state->circuits.pumpsWanted, wanted);
      QCOMPARE(run.state->circuits.condenserPumpsWanted, condenser);
    }
  }

  void aCloggedFilterMakesThePumpsWorkHarder() {
    RunningSite run;
    run.start().advance(30);
    const double speed = run.state->cdus.speed[0], flow = run.state->loops.flowKgPerS[0],
                 drawn = run.state->cdus.powerW[0];
    run.act(Degrade{"H1/CDU1", Degrade::Mode::clog, 0.3});
    run.advance(2);
    QVERIFY(run.state->loops.flowKgPerS[0] < 0.99 * flow);
    run.advance(600);
    QVERIFY(run.state->cdus.speed[0] > 1.02 * speed);
    QVERIFY(run.state->cdus.powerW[0] > 1.05 * drawn);
    QVERIFY(test::isClose(run.state->loops.flowKgPerS[0], flow, 0.01));
  }

  void fouledPlatesNeedMoreWater() {
    RunningSite run;
    run.withLoad(0.5).start().advance(30);
    const double water = run.state->cdus.primaryKgPerS[0];
    run.act(Degrade{"H1/CDU1", Degrade::Mode::foul, 0.3});
    run.advance(1800);
    QVERIFY(run.state->cdus.primaryKgPerS[0] > 1.1 * water);
    QVERIFY(test::isNear(run.state->loops.supplyC[0], 40.0, 0.3));
  }

  void aCduThatIsDownShutsItsValve() {
    RunningSite run;
    run.start();
    const double water = run.state->cdus.primaryKgPerS[0];
    run.act(Fail{"H1/CDU1"});
    run.advance(30);
    QCOMPARE(run.state->cdus.valve[0], 0.0);
    QVERIFY(run.state->cdus.primaryKgPerS[0] < 0.01 * water);
    run.act(Restore{"H1/CDU1"});
    run.advance(900);
    QVERIFY(run.state->cdus.primaryKgPerS[0] > 0.5 * water);
  }

  void makeUpHoldsTheLevelOfASmallLeakUntilItIsLost() {
    RunningSite run;
    run.withLoad(0.5).start();
    const double full = run.model->loops[0].volumeKg, rate = 0.5 * run.model->loops[0].makeUpKgPerS;
    run.act(Leak{"H1/TCS", {rate}});
    run.advance(600);
    QVERIFY(run.state->loops.levelKg[0] > full - 61.0 * rate);
    QVERIFY(test::isClose(run.state->loops.makeUpKgPerS[0], rate, 0.01));
    run.act(Fail{"H1/TCS/make-up"});
    run.advance(600);
    QVERIFY(run.state->loops.levelKg[0] < full - 600.0 * rate);
    QVERIFY2(run.state->ledger.worstTick <= 1e-12, qPrintable(QString::number(run.state->ledger.worstTick)));
    QVERIFY2(run.state->ledger.worstCoupling <= 1e-12, qPrintable(QString::number(run.state->ledger.worstCoupling)));
  }

  void aSmallLeakIsToldByItsMakeUpLongBeforeTheLevel() {
    RunningSite run;
    run.withLoad(0.5).start();
    const LoopModel& loop = run.model->loops[0];
    const double rate = 0.1 * loop.makeUpKgPerS;
    run.act(Leak{"H1/TCS", {rate}});
    run.advance(180);
    QVERIFY(run.hasRaised("alarm.loop-refilled"));
    QVERIFY(!run.hasRaised("alarm.loop-level-low"));
    // the tank is told when most of it is gone; everything after that follows from the leak
    run.act(Leak{"H1/TCS", {loop.makeUpKgPerS}});
    run.advance(static_cast<int>(0.75 * loop.makeUpTankKg / loop.makeUpKgPerS));
    QVERIFY(run.hasRaised("alarm.loop-tank-low"));
    const auto& events = run.state->events;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (events[i].kind != Event::Kind::raised || events[i].text.id != "alarm.loop-tank-low") continue;
      QVERIFY(events[i].cause > 0);
      QCOMPARE(events[events[i].cause - 1].text.id, std::string("alarm.loop-refilled"));
    }
    // mended and topped up, both return
    run.act(Leak{"H1/TCS", {0.0}});
    run.advance(5);
    int standing = 0;
    for (std::size_t i = 0; i < events.size(); ++i)
      standing += events[i].text.id == "alarm.loop-refilled" || events[i].text.id == "alarm.loop-tank-low"
                      ? (events[i].kind == Event::Kind::raised) - (events[i].kind == Event::Kind::returned)
                      : 0;
    QCOMPARE(standing, 0);
  }

  void aLargeLeakStopsThePumpsBeforeTheyDrawAir() {
    RunningSite run;
    run.withLoad(0.5).start();
    const double full = run.model->loops[0].volumeKg;
    run.act(Leak{"H1/TCS", {full / 300.0}});
    run.advance(100);
    QCOMPARE(run.state->loops.isTripped[0], std::uint8_t{1});
    QCOMPARE(run.state->loops.flowKgPerS[0], 0.0);
    QVERIFY(run.state->loops.levelKg[0] > 0.67 * full);
    run.act(Leak{"H1/TCS", {0.0}});
    run.advance(120);
    QVERIFY(run.state->loops.flowKgPerS[0] > 0.5 * run.model->loops[0].designFlowKgPerS);
  }

  // physics.md 3.8: without facility water the coolant warms by P / (m cp); racks, water of the CDU and what stands in
  // pipes take part
  void withoutFacilityWaterTheLoopWarmsByItsInertia() {
    RunningSite run;
    run.withLoad(1.0).start().advance(60);
    const LoopModel& loop = run.model->loops[0];
    const double heatW = run.state->loops.heatW[0], before = run.state->loops.supplyC[0];
    run.act(Fail{"WARM"});
    run.advance(120);
    QCOMPARE(run.state->circuits.flowKgPerS[run.indexOf("WARM")], 0.0);
    QVERIFY(run.state->cdus.primaryKgPerS[0] == 0.0);
    QVERIFY(run.state->loops.flowKgPerS[0] > 0.9 * loop.designFlowKgPerS);
    double platesJPerK = 0.0;
    for (std::uint32_t r = 0; r < run.layout().racks.size(); ++r) {
      const RackClass& k = run.model->classOf(r);
      if (k.isLiquid) platesJPerK += k.chips * (k.dieJPerK + k.plateJPerK);
    }
    const double byHandK = heatW * 120.0 / (loop.volumeKg * loop.cpJPerKgK + platesJPerK);
    const double roseK = run.state->loops.supplyC[0] - before;
    QVERIFY2(roseK > 0.6 * byHandK && roseK < 1.3 * byHandK,
             qPrintable(QString("%1 K, by hand %2 K").arg(roseK).arg(byHandK)));
    QVERIFY(run.state->ledger.worstTick <= 1e-12);
    run.act(Restore{"WARM"});
    run.advance(1200);
    QVERIFY(test::isNear(run.state->loops.supplyC[0], before, 1.0));
  }

 private:
  static void twoHalls(RunningSite& run) {
    run.small.addHall();
    for (Circuit& circuit : run.small.draft.circuits)
      for (Circuit::Group& pumps : circuit.pumps) pumps.repeat.count = 5;
  }
};

PLENUM_TEST(LoopsTest)
#include "LoopsTest.moc"
