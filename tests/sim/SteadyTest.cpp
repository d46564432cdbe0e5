// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "physics/Psychrometrics.h"
#include "sim/Stages.h"
#include "sim/Steady.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// The balance that everything starts from.
class SteadyTest : public QObject {
  Q_OBJECT

  /// A run whose load does not move: no chip works, so no noise.
  static RunningSite& hold(RunningSite& run) {
    run.scenario.jobs.clear();
    return run.start();
  }
  static double largestChange(const std::vector<double>& a, const std::vector<double>& b) {
    double most = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
    return most;
  }

 private Q_SLOTS:
  // outdoor air brings little moisture in; coils at rest condense as much and no more, but for the step from dry to wet
  void moistureIsAtRestToo() {
    for (const double dewPointC : {-5.0, 12.0, 22.0, 27.0}) {
      test::RunningSite run;
      run.dewPointC = dewPointC;
      run.dryBulbC = 30.0;
      run.scenario.jobs[0].kind = Job::Kind::training;  // wanders by a hundredth
      run.scenario.jobs[0].checkpointEvery = Duration{0};
      run.start();
      double condensed = 0.0;
      for (const double kgPerS : run.state->air.condensateKgPerS) condensed += kgPerS;
      const double brought =
          run.model->halls[0].freshAirKgPerS * (run.state->outside.humidityRatio - run.state->air.humidityRatio[0]);
      QVERIFY2(std::abs(condensed - brought) < 1e-3,
               qPrintable(QString("%1 °C: %2 kg/s of %3").arg(dewPointC).arg(condensed).arg(brought)));
      run.advance(1);
      const double heatW = run.state->air.heatW[0], ratio = run.state->air.humidityRatio[0];
      run.advance(1800);
      QVERIFY2(std::abs(run.state->air.heatW[0] - heatW) < 0.04 * heatW,
               qPrintable(QString("%1 °C: %2 W, then %3").arg(dewPointC).arg(heatW).arg(run.state->air.heatW[0])));
      QVERIFY2(
          std::abs(run.state->air.humidityRatio[0] - ratio) < 1e-3,
          qPrintable(QString("%1 °C: %2, then %3").arg(dewPointC).arg(ratio).arg(run.state->air.humidityRatio[0])));
    }
  }
  void steppingFromItChangesNoTemperature_data() {
    QTest::addColumn<double>("dryBulbC");
    QTest::newRow("cold") << 2.0;
    QTest::newRow("mild") << 18.0;
    QTest::newRow("hot") << 36.0;
  }
  void steppingFromItChangesNoTemperature() {
    QFETCH(double, dryBulbC);
    RunningSite run;
    run.dryBulbC = dryBulbC;
    run.dewPointC = dryBulbC - 8.0;
    hold(run);
    const SimStatePtr before = copyOf(*run.state);
    run.advance(120);
    const SimState &a = *before, &b = *run.state;
    QVERIFY2(largestChange(a.chips.dieC, b.chips.dieC) < 1e-3, "chips");
    QVERIFY2(largestChange(a.racks.chassisC, b.racks.chassisC) < 1e-3, "chassis");
    QVERIFY2(largestChange(a.loops.supplyC, b.loops.supplyC) < 1e-3, "loop supply");
    QVERIFY2(largestChange(a.loops.returnC, b.loops.returnC) < 1e-3, "loop return");
    QVERIFY2(largestChange(a.air.coldC, b.air.coldC) < 1e-3, "cold aisle");
    QVERIFY2(largestChange(a.air.hotC, b.air.hotC) < 1e-3, "hot aisle");
    QVERIFY2(largestChange(a.circuits.supplyC, b.circuits.supplyC) < 1e-3, "facility supply");
    QVERIFY2(largestChange(a.circuits.returnC, b.circuits.returnC) < 1e-3, "facility return");
    QVERIFY2(largestChange(a.circuits.basinC, b.circuits.basinC) < 1e-3, "basin");
  }

  // air that is full rests at saturation, not above it by what falls out in one step, however long a step is
  void airThatIsFullRestsAtSaturation() {
    for (const int stepS : {1, 5, 10}) {
      RunningSite run;
      run.dryBulbC = 36.0;
      run.dewPointC = 28.0;
      run.tickLength = seconds(stepS);
      hold(run);
      const auto fullNow = [&] {
        return physics::humidityRatioAtSaturation(run.state->air.hotC[0], run.state->outside.pressurePa);
      };
      const double coldC = run.state->air.coldC[0], hotC = run.state->air.hotC[0];
      QVERIFY(run.state->outside.humidityRatio > fullNow());
      for (int i = 0; i < 3; ++i) {
        run.advance(i == 0 ? 1 : 300 / stepS);
        QVERIFY2(std::abs(run.state->air.humidityRatio[0] - fullNow()) < 2e-7,
                 qPrintable(QString("%1 s: %2 of %3").arg(stepS).arg(run.state->air.humidityRatio[0]).arg(fullNow())));
        QVERIFY(std::abs(run.state->air.coldC[0] - coldC) < 1e-3);
        QVERIFY(std::abs(run.state->air.hotC[0] - hotC) < 1e-3);
      }
    }
  }

  void aLongRunStaysWhereTheBalanceSaid() {
    RunningSite run;
    hold(run);
    const SimStatePtr before = copyOf(*run.state);
    run.advance(4 * 3600);
    QVERIFY(largestChange(before->circuits.supplyC, run.state->circuits.supplyC) < 0.05);
    QVERIFY(largestChange(before->chips.dieC, run.state->chips.dieC) < 0.05);
  }

  void setPointsAreHeldAtFullLoad() {
    RunningSite run;
    run.withLoad(1.0).start();
    for (std::size_t l = 0; l < run.model->loops.size(); ++l)
      QVERIFY(test::isNear(run.state->loops.supplyC[l], run.model->loops[l].setpointC, 0.02));
    for (std::size_t h = 0; h < run.model->halls.size(); ++h)
      QVERIFY(test::isNear(run.state->air.supplyC[h], run.model->halls[h].supplySetpointC, 0.02));
    for (std::size_t c = 0; c < run.model->circuits.size(); ++c)
      QVERIFY(test::isNear(run.state->circuits.supplyC[c], run.model->circuits[c].setpointC, 0.02));
  }

  // water too warm for full clock: the balance holds the chips at their limit, and the run stays there
  void throttledChipsRestAtTheirLimit() {
    RunningSite run;
    run.small.chip.throttleAt = {55};
    run.small.chip.shutdownAt = {75};
    run.withLoad(1.0).start();
    const auto& racks = run.state->racks;
    QVERIFY(racks.throttled[0] > 0);
    QVERIFY(test::isNear(static_cast<double>(racks.maxDieC[0]), 55.0, 1e-3));
    const float clock = *std::min_element(run.state->chips.frequency.begin(), run.state->chips.frequency.end());
    QVERIFY(clock > 0.3f && clock < 1.0f);
    run.advance(300);
    QVERIFY(test::isNear(static_cast<double>(racks.maxDieC[0]), 55.0, 1.5));
    QCOMPARE(racks.tripped[0], 0u);
  }

  // a balance found again from itself is the same balance
  void settlingAgainChangesNothing() {
    RunningSite run;
    run.withLoad(0.8).start();
    const SimStatePtr before = copyOf(*run.state);
    settle(*run.model, *run.state, run.serial);
    QVERIFY(largestChange(before->chips.dieC, run.state->chips.dieC) < 1e-3);
    QVERIFY(largestChange(before->circuits.supplyC, run.state->circuits.supplyC) < 1e-3);
    QVERIFY(largestChange(before->air.hotC, run.state->air.hotC) < 1e-2);
  }

  // a loop without flow has no balance: its chips are taken as shut down, and every number stays one
  void whatNothingCoolsIsTakenAsShutDown() {
    RunningSite run;
    run.withLoad(0.9).start();
    run.act(Fail{"H1/CDU1"});
    run.advance(1);
    settle(*run.model, *run.state, run.serial);
    const auto& racks = run.state->racks;
    QCOMPARE(racks.tripped[0], run.layout().racks[0].chips);
    QVERIFY(racks.maxDieC[0] >= 99.9f && racks.maxDieC[0] < 200.0f);
    QCOMPARE(racks.tripped[10], 0u);  // the row of air-cooled racks goes on
  }

  void powersAreThereBeforeTheFirstTick() {
    RunningSite run;
    run.start();
    const Metrics before = run.metrics();
    run.advance(1);
    const Metrics after = run.metrics();
    QVERIFY(test::isClose(before.facilityPowerW, after.facilityPowerW, 0.01));
    QVERIFY(test::isClose(before.itPowerW, after.itPowerW, 0.01));
    QVERIFY(before.pue > 1.02);
  }
};

PLENUM_TEST(SteadyTest)
#include "SteadyTest.moc"
