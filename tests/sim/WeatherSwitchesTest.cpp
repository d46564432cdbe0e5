// SPDX-License-Identifier: Apache-2.0
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// What a scenario lays over the weather of its year reaches the plant.
class WeatherSwitchesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aHeatWaveComesAndGoesWithItsRamps() {
    RunningSite run;
    WeatherShift wave;
    wave.from = minutes(10), wave.to = minutes(40), wave.ramp = minutes(10);
    wave.dryBulbK = 8.0, wave.dewPointK = 3.0;
    run.scenario.shifts = {wave};
    run.start();
    const auto isAt = [&](double dryBulbC, double dewPointC) {
      return test::isNear(run.state->outside.dryBulbC, dryBulbC, 0.02) &&
             test::isNear(run.state->outside.dewPointC, dewPointC, 0.02);
    };
    run.advance(590);
    QVERIFY(isAt(30.0, 22.0));
    const double wetBulbC = run.state->outside.wetBulbC;
    run.advance(310);
    QVERIFY(isAt(34.0, 23.5));  // half the way up
    run.advance(600);
    QVERIFY(isAt(38.0, 25.0));
    // and so does what the towers see
    QVERIFY(run.state->outside.wetBulbC > wetBulbC + 3.0);
    run.advance(600);
    QVERIFY(isAt(34.0, 23.5));
    run.advance(400);
    QVERIFY(isAt(30.0, 22.0));
  }

  void dampAirNeverHoldsMoreThanItCan() {
    RunningSite run;
    WeatherShift wave;
    wave.from = minutes(0), wave.to = minutes(60), wave.ramp = minutes(1);
    wave.dewPointK = 15.0;
    run.scenario.shifts = {wave};
    run.start().advance(300);
    QVERIFY(run.state->outside.dewPointC <= run.state->outside.dryBulbC);
    QVERIFY(run.state->outside.wetBulbC <= run.state->outside.dryBulbC + 1e-9);
  }

  void aWarmerClimateIsWarmerFromTheStart() {
    RunningSite run, warmer;
    warmer.scenario.climateShiftK = 2.0;
    run.start().advance(10), warmer.start().advance(10);
    QVERIFY(test::isNear(warmer.state->outside.dryBulbC, run.state->outside.dryBulbC + 2.0, 1e-9));
    QVERIFY(test::isNear(warmer.state->outside.dewPointC, run.state->outside.dewPointC + 2.0, 1e-9));
    const std::size_t chilled = run.indexOf("CHW");
    QVERIFY(warmer.state->circuits.basinC[chilled] > run.state->circuits.basinC[chilled] + 0.5);
  }
};

PLENUM_TEST(WeatherSwitchesTest)
#include "WeatherSwitchesTest.moc"
