// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include "sim/Stages.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

namespace {

double reading(const RunningSite& run, const char* id) {
  return run.state->points.measured[pointIndex(*run.model->layout, *findPoint(*run.model->layout, id))];
}
double truth(const RunningSite& run, const char* id) {
  return stage::trueValue(*run.model, *run.state, *findPoint(*run.model->layout, id));
}

}  // namespace

/// Sensors that lie, organs that stick, hands on the plant.
class PointsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void wholeSensorsTellTheTruth() {
    RunningSite run;
    run.start().advance(60);
    const Layout& layout = *run.model->layout;
    for (std::size_t p = 0; p < pointRows.size(); ++p)
      for (std::uint32_t i = 0; i < layout.count(pointRows[p].kind); ++i) {
        const PointRef ref{static_cast<Point>(p), i};
        // organs have moved on since they were read: within the step
        const double slackK = pointRows[p].isOrgan ? 0.05 : 1e-9;
        QVERIFY2(std::abs(run.state->points.measured[pointIndex(layout, ref)] -
                          stage::trueValue(*run.model, *run.state, ref)) <= slackK,
                 idOf(layout, ref).c_str());
      }
    QCOMPARE(run.state->points.exceptions, std::uint64_t{0});
  }

  void whatStandsIsNotToldAsItsCommand() {
    RunningSite run;
    run.small.design.cdus[0].repeat = {2, {1.5, 0}};
    run.withLoad(1.0).start().advance(60);
    QVERIFY(publish(*run.model, *run.state, 1)->cdus.pumpSpeed[0] > 0.2f);
    run.act(SetManual{"H1/CDU12/valve", Fraction{0.0}});
    run.act(Fail{"H1/CDU11"});
    run.act(Fail{"H1/FW1"});
    run.advance(600);
    FramePtr frame = publish(*run.model, *run.state, 2);
    // the controller still calls for speed; nothing turns
    QVERIFY(run.state->cdus.speed[0] > 0.2);
    QCOMPARE(frame->cdus.pumpSpeed[0], 0.0f);
    QCOMPARE(reading(run, "H1/CDU11/pump-speed"), 0.0);
    QCOMPARE(reading(run, "H1/FW1/fan-speed"), 0.0);
    QCOMPARE(frame->fanWalls.fanSpeed[0], 0.0f);
    // the loop has run warm, and a thermometer of a unit without flow does not tell of its set-point
    QVERIFY(run.state->loops.supplyC[0] > run.state->loops.setpointC[0] + 3.0);
    QVERIFY(std::abs(reading(run, "H1/CDU11/supply-temperature") - run.state->loops.supplyC[0]) < 0.2);
    QVERIFY(std::abs(reading(run, "H1/FW1/supply-air-temperature") - run.state->air.coldC[0]) < 0.2);
    QVERIFY(std::abs(static_cast<double>(frame->fanWalls.airOutC[0]) - run.state->air.coldC[0]) < 0.2);
    // all pumps of a circuit
    for (const auto& pump : run.model->layout->pumps)
      if (!pump.isCondenserSide && pump.circuit == 1) run.act(Fail{pump.id});
    for (const auto& tower : run.model->layout->towers) run.act(Fail{tower.id});
    run.advance(60);
    frame = publish(*run.model, *run.state, 3);
    QCOMPARE(frame->circuits.pumpSpeed[1], 0.0f);
    QCOMPARE(reading(run, (run.model->layout->circuits[1].id + "/pump-speed").c_str()), 0.0);
    QCOMPARE(frame->circuits.rejection[0], 0.0f);
  }

  void aBiasedSensorDeceivesTheController() {
    RunningSite run;
    run.withLoad(0.8).start().advance(60);
    const double before = truth(run, "H1/CDU1/supply-temperature");
    run.act(SensorFault{"H1/CDU1/supply-temperature", SensorFault::Mode::bias, 3.0});
    run.advance(1800);
    // the reading comes to the set-point, so the water is three kelvins colder than anybody thinks
    QVERIFY(std::abs(reading(run, "H1/CDU1/supply-temperature") - run.state->loops.setpointC[0]) < 0.2);
    const double colderK = before - truth(run, "H1/CDU1/supply-temperature");
    const bool isValveWide = run.state->cdus.valve[0] > 0.999;
    QVERIFY2(isValveWide ? colderK > 0.3 : std::abs(colderK - 3.0) < 0.3, qPrintable(QString::number(colderK)));
    run.act(Restore{"H1/CDU1/supply-temperature"});
    run.advance(1800);
    QVERIFY(std::abs(truth(run, "H1/CDU1/supply-temperature") - before) < 0.2);
    QCOMPARE(run.state->points.exceptions, std::uint64_t{0});
  }

  void aStuckSensorLetsTheWaterRunAway() {
    RunningSite run;
    run.withLoad(0.9).start().advance(60);
    // it says that the water is too cold, for ever: the valve shuts
    run.act(SensorFault{"H1/CDU1/supply-temperature", SensorFault::Mode::stuck, run.state->loops.setpointC[0] - 2.0});
    run.advance(1200);
    QVERIFY(run.state->cdus.valve[0] < 0.2);
    QVERIFY(truth(run, "H1/CDU1/supply-temperature") > run.state->loops.setpointC[0] + 5.0);
    QCOMPARE(reading(run, "H1/CDU1/supply-temperature"), run.state->loops.setpointC[0] - 2.0);
  }

  void aDriftGrowsByTheHour() {
    RunningSite run;
    run.start().advance(10);
    run.act(SensorFault{"H1/CDU1/supply-temperature", SensorFault::Mode::drift, 2.0});
    run.advance(1800);
    const double errorK = reading(run, "H1/CDU1/supply-temperature") - truth(run, "H1/CDU1/supply-temperature");
    QVERIFY2(std::abs(errorK - 1.0) < 0.02, qPrintable(QString::number(errorK)));
  }

  void aLostSensorIsKnownAndItsControllerHolds() {
    RunningSite run;
    run.start().advance(300);
    const double valve = run.state->cdus.valve[0];
    run.act(SensorFault{"H1/CDU1/supply-temperature", SensorFault::Mode::lost, 0.0});
    run.advance(300);
    QCOMPARE(run.state->cdus.valve[0], valve);
    QVERIFY(run.hasRaised("alarm.sensor-lost"));
    const FramePtr frame = publish(*run.model, *run.state, 1);
    const Layout& layout = *run.model->layout;
    QVERIFY(frame->points.quality[pointIndex(layout, *findPoint(layout, "H1/CDU1/supply-temperature"))] ==
            Quality::bad);
    QVERIFY(frame->points.quality[pointIndex(layout, *findPoint(layout, "CHW/flow"))] == Quality::sensed);
  }

  void oneLyingThermometerOfThreeMovesTheAirByAThird() {
    RunningSite run;
    run.withLoad(0.7).start().advance(60);
    run.act(SensorFault{"H1/FW1/supply-air-temperature", SensorFault::Mode::bias, 3.0});
    run.advance(3600);
    const double airC = run.state->air.supplyC[0];
    QVERIFY2(std::abs(airC - (run.state->air.setpointC[0] - 1.0)) < 0.15, qPrintable(QString::number(airC)));
  }

  void aHandMovesAnOrganWithinItsStrokeAndGivesItBack() {
    RunningSite run;
    run.start().advance(60);
    const double before = run.state->cdus.valve[0];
    run.act(SetManual{"H1/CDU1/valve", {0.3}});
    run.advance(2);
    QVERIFY(run.state->cdus.valve[0] > 0.3 || before < 0.3);
    run.advance(300);
    QCOMPARE(run.state->cdus.valve[0], 0.3);
    QVERIFY(run.state->cdus.nodeC[0] > run.state->loops.setpointC[0] + 1.0);
    run.act(SetAuto{"H1/CDU1/valve"});
    run.advance(2400);
    QVERIFY(std::abs(run.state->cdus.nodeC[0] - run.state->loops.setpointC[0]) < 0.3);
  }

  void aStuckValveAnswersNobody() {
    RunningSite run;
    run.start().advance(60);
    run.act(Stick{"H1/CDU1/valve", 0.25});
    run.advance(60);
    QCOMPARE(run.state->cdus.valve[0], 0.25);
    run.act(SetManual{"H1/CDU1/valve", {0.9}});
    run.act(SetSupply{"H1/TCS", {20.0}});
    run.advance(120);
    QCOMPARE(run.state->cdus.valve[0], 0.25);
    QVERIFY(run.hasEvent("event.organ-stuck"));
    run.act(Restore{"H1/CDU1/valve"});
    run.advance(300);
    QVERIFY(run.state->cdus.valve[0] > 0.5);
  }

  void oneStuckCoilValveStarvesOneFanWallOnly() {
    RunningSite run;
    run.withLoad(0.9).start().advance(60);
    const double opening = run.state->air.unitValve[1];
    run.act(Stick{"H1/FW1/valve", 0.0});
    run.advance(1800);
    QCOMPARE(run.state->air.unitValve[0], 0.0);
    QVERIFY(run.state->air.unitOutC[0] > run.state->air.unitOutC[1] + 3.0);
    QVERIFY(run.state->air.unitValve[1] > opening);
    QVERIFY(run.state->ledger.worstTick < 1e-12);
  }

  // a pump that has power and does not turn once drew nothing over nothing, and that went through the whole plant
  void anyOrganStuckAtNothingLeavesNumbers() {
    for (std::size_t p = 0; p < pointRows.size(); ++p) {
      if (!pointRows[p].isOrgan) continue;
      RunningSite run;
      run.start().advance(10);
      const Layout& layout = *run.model->layout;
      for (std::uint32_t i = 0; i < layout.count(pointRows[p].kind); ++i)
        run.act(Stick{idOf(layout, {static_cast<Point>(p), i}), 0.0});
      run.advance(300);
      const SimState& s = *run.state;
      for (const auto* values :
           {&s.circuits.flowKgPerS, &s.circuits.supplyC, &s.circuits.condenserKgPerS, &s.circuits.basinC,
            &s.loops.flowKgPerS, &s.loops.supplyC, &s.cdus.powerW, &s.cdus.nodeC, &s.cdus.valve, &s.air.coldC,
            &s.air.powerW, &s.air.unitValve, &s.plant.pumpPowerW, &s.plant.chillerLeavingC, &s.racks.coolantOutC})
        for (std::size_t i = 0; i < values->size(); ++i)
          QVERIFY2(std::isfinite((*values)[i]), std::to_string(p).c_str());
      QVERIFY2(run.metrics().facilityPowerW > 0.0 && run.metrics().facilityPowerW < 1e9, std::to_string(p).c_str());
    }
  }

  void aFilterThatClogsTakesAirAndOneFouledTakesHeat() {
    RunningSite run;
    run.withLoad(1.0).start().advance(60);
    const double before = run.state->air.supplyAirKgPerS[0];
    const double speed = run.state->air.fanSpeed[0];
    for (const char* wall : {"H1/FW1", "H1/FW2", "H1/FW3"}) run.act(Degrade{wall, Degrade::Mode::clog, {0.5}});
    run.advance(1);
    // by hand: 0.3 of the pressure in the filter, four times as much: 1/√(0.7 + 0.3·4) of the flow at the same speed
    const double byHand = before / speed * run.state->air.fanSpeed[0] / std::sqrt(1.9);
    QVERIFY2(test::isClose(run.state->air.supplyAirKgPerS[0], byHand, 0.02),
             qPrintable(QString("%1 %2").arg(run.state->air.supplyAirKgPerS[0]).arg(byHand)));
    run.advance(120);
    QVERIFY(run.hasRaised("alarm.filter-clogged"));
    for (const char* wall : {"H1/FW1", "H1/FW2", "H1/FW3"}) run.act(Restore{wall});
    run.advance(600);
    QVERIFY(test::isClose(run.state->air.supplyAirKgPerS[0], before, 0.05));
    const double valve = run.state->air.valve[0];
    for (const char* wall : {"H1/FW1", "H1/FW2", "H1/FW3"}) run.act(Degrade{wall, Degrade::Mode::foul, {0.5}});
    run.advance(1800);
    QVERIFY(run.state->air.valve[0] > valve + 0.01);
  }

  void aHeatWaveComesByTwentyKelvinsAnHour() {
    RunningSite run;
    run.start().advance(10);
    const double before = run.state->outside.dryBulbC;
    run.act(ShiftWeather{{6.0}, {2.0}});
    run.advance(360);
    QVERIFY(std::abs(run.state->outside.dryBulbC - before - 2.0) < 0.02);
    run.advance(3600);
    QVERIFY(std::abs(run.state->outside.dryBulbC - before - 6.0) < 1e-9);
    run.act(ShiftWeather{{0.0}, {0.0}});
    run.advance(3600);
    QVERIFY(std::abs(run.state->outside.dryBulbC - before) < 1e-9);
  }

  void faultsAndHandsSurviveSavingAndEdits() {
    RunningSite run;
    run.start().advance(60);
    run.act(SensorFault{"H1/CDU1/supply-temperature", SensorFault::Mode::bias, 1.5});
    run.act(Stick{"H1/FW2/valve", 0.35});
    run.advance(30);
    auto again = deserialise(*run.model, serialise(*run.state));
    QVERIFY(again);
    QCOMPARE(hashOf(**again), hashOf(*run.state));
    const SimStatePtr moved = migrate(*run.model, *run.state, *run.model);
    QCOMPARE(moved->points.exceptions, std::uint64_t{2});
    QCOMPARE(moved->air.unitValve[1], 0.35);
    QVERIFY(moved->points.fault == run.state->points.fault);
  }

  void whatDoesNotExistIsRefusedInTheJournal() {
    RunningSite run;
    run.start();
    for (const Action& action : {Action(SensorFault{"H1/CDU1/valve", SensorFault::Mode::bias, 1.0}),
                                 Action(Stick{"H1/CDU1/supply-temperature"}), Action(SetManual{"nothing", {0.5}}),
                                 Action(Degrade{"H1/TCS", Degrade::Mode::foul, {0.5}}),
                                 Action(Restore{"H1/CDU1/nothing"}), Action(Fail{"H1/CDU1/make-up"})}) {
      const std::uint64_t hash = run.state->points.exceptions;
      const auto events = run.state->events.size();
      run.act(action);
      run.advance(1);
      QCOMPARE(run.state->points.exceptions, hash);
      QVERIFY(run.state->events.size() > events);
    }
  }
};

PLENUM_TEST(PointsTest)
#include "PointsTest.moc"
