// SPDX-License-Identifier: Apache-2.0
#include "base/Random.h"
#include "physics/Battery.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using namespace plenum::physics;
namespace validation = plenum::test::validation;

namespace {

constexpr BatteryRating lead{.ratedW = 1e6, .usableJ = 300e6, .efficiency = 0.95, .peukert = 1.20};
constexpr BatteryRating lithium{.ratedW = 1e6, .usableJ = 300e6, .efficiency = 0.97, .peukert = 1.03};

/// Runs it empty in steps of a second.
struct Run {
  double seconds = 0.0, terminalJ = 0.0, heatJ = 0.0, charge = 1.0;
};
Run runEmpty(const Battery& battery, double powerW) {
  Run run;
  while (run.seconds < 1e6) {
    const BatteryTick tick = advance(battery, run.charge, powerW, 25.0, 1.0);
    run.terminalJ += tick.terminalW;
    run.heatJ += tick.heatW;
    run.charge = tick.charge;
    run.seconds += tick.terminalW / powerW;
    if (tick.terminalW < powerW) break;
  }
  return run;
}

}  // namespace

class BatteryTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // V-23, Peukert's law as the engine uses it: a constant power from full
  void lastsPeukertsTime() {
    validation::Worst worst;
    for (const BatteryRating& rating : {lead, lithium})
      for (const double load : {0.25, 0.5, 0.8, 1.0, 1.25}) {
        const Battery battery = batteryOf(rating);
        const double expectedS = 300.0 * std::pow(1.0 / load, rating.peukert);
        worst.addRelative(secondsToEmpty(battery, 1.0, load * 1e6), expectedS);
        worst.addRelative(runEmpty(battery, load * 1e6).seconds, expectedS);
      }
    QVERIFY(validation::atMost({"V-23", "UPS battery at constant power, lead and lithium, 25–125 %: time, worst of 20",
                                "analytic, Peukert's law", "%", 6},
                               100.0 * worst.value, 1e-6));
  }

  void leadLosesMoreOfItsTimeToAQuickDischargeThanLithium() {
    const Battery a = batteryOf(lead), b = batteryOf(lithium);
    QVERIFY(test::isNear(secondsToEmpty(a, 1.0, 0.5e6), 300.0 * 2.2974, 0.1));
    QVERIFY(test::isNear(secondsToEmpty(b, 1.0, 0.5e6), 300.0 * 2.0420, 0.1));
    QVERIFY(secondsToEmpty(a, 1.0, 2e6) < secondsToEmpty(b, 1.0, 2e6));
  }

  // what a quick discharge leaves behind is not heat: it comes out when the load falls
  void whatWasTooSlowComesOutAtASmallerLoad() {
    const Battery battery = batteryOf(lead);
    const Run quick = runEmpty(battery, 1e6);
    QCOMPARE(advance(battery, quick.charge, 1e6, 25.0, 1.0).terminalW, 0.0);
    QCOMPARE(secondsToEmpty(battery, quick.charge, 1e6), 0.0);
    QVERIFY(secondsToEmpty(battery, quick.charge, 0.5e6) > 80.0);
    QVERIFY(test::isClose(quick.heatJ, quick.terminalJ * (1.0 / 0.95 - 1.0), 1e-12));
    QVERIFY(test::isClose(quick.terminalJ, 300e6, 1e-9));
  }

  void aFifthIsGoneAtTheEndOfItsLife() {
    BatteryRating old = lithium;
    old.ageYears = old.lifeYears = 12.0;
    QVERIFY(test::isClose(secondsToEmpty(batteryOf(old), 1.0, 1e6), 240.0, 1e-9));
    old.ageYears = 6.0;
    QVERIFY(test::isClose(secondsToEmpty(batteryOf(old), 1.0, 1e6), 270.0, 1e-9));
    old.ageYears = 500.0;
    QVERIFY(test::isClose(secondsToEmpty(batteryOf(old), 1.0, 1e6), 150.0, 1e-9));
    QCOMPARE(agedFraction(-1.0, 10.0), 1.0);
    QCOMPARE(agedFraction(5.0, 0.0), 1.0);
  }

  void closesItsEnergyAtAnyOrder() {
    for (const BatteryRating& rating : {lead, lithium}) {
      Battery battery = batteryOf(rating);
      battery.maxChargeW = 1e5;
      const RandomKey key{.seed = 47};
      double charge = 1.0, inJ = 0.0, outJ = 0.0, heatJ = 0.0;
      for (std::uint64_t i = 0; i < 50'000; ++i) {
        const double wantedW = (randomUniform(key, 2 * i) - 0.1) * 1.5e6 * (i / 400 % 2 == 0 ? 1.0 : -1.0);
        const BatteryTick t = advance(battery, charge, wantedW, 40.0 * randomUniform(key, 2 * i + 1), 1.0);
        QVERIFY(test::isNear(battery.energyJ * (t.charge - charge), -(t.terminalW + t.heatW), 1e-6));
        QVERIFY(t.heatW >= 0.0);
        QVERIFY(t.charge >= -1e-12 && t.charge <= 1.0 + 1e-12);
        (t.terminalW > 0.0 ? outJ : inJ) += std::abs(t.terminalW);
        heatJ += t.heatW;
        charge = t.charge;
      }
      QVERIFY(test::isClose(inJ + battery.energyJ * (1.0 - charge), outJ + heatJ, 1e-9));
      QVERIFY(outJ > 3.0 * battery.energyJ);
    }
  }

  void isFullAgainWhenItSays() {
    BatteryRating rating = lithium;
    rating.rechargeW = 2e5;
    const Battery battery = batteryOf(rating);
    double charge = runEmpty(battery, 1e6).charge, seconds = 0.0;
    const double expectedS = secondsToFull(battery, charge, 1e9);
    QVERIFY(test::isClose(expectedS, 300e6 / (0.97 * 0.97 * 2e5), 1e-9));
    for (;;) {
      const BatteryTick tick = advance(battery, charge, -1e9, 25.0, 1.0);
      charge = tick.charge;
      seconds += tick.terminalW / -2e5;
      if (tick.terminalW > -2e5) break;
    }
    QVERIFY(test::isClose(seconds, expectedS, 1e-9));
    QCOMPARE(secondsToFull(battery, 1.0, 1e5), 0.0);
    QVERIFY(std::isinf(secondsToFull(battery, 0.5, 0.0)));
  }

  void shownChargeRunsFromFullToNone() {
    const Battery battery = batteryOf(lead);
    QCOMPARE(shownCharge(battery, 1.0, 0.7e6), 1.0);
    QCOMPARE(shownCharge(battery, runEmpty(battery, 0.7e6).charge, 0.7e6), 0.0);
    QCOMPARE(shownCharge(battery, 0.0, 1e4), 0.0);
  }

  void nothingComesOfNothing() {
    const Battery empty;
    QCOMPARE(secondsToEmpty(empty, 1.0, 1.0), 0.0);
    QVERIFY(std::isinf(secondsToEmpty(empty, 1.0, 0.0)));
    QCOMPARE(secondsToFull(empty, 0.0, 1.0), 0.0);
    QCOMPARE(advance(empty, 0.5, 1e6, 25.0, 1.0).terminalW, 0.0);
    // so cold that all is locked
    QCOMPARE(secondsToEmpty(batteryOf(lithium), 1.0, 1e6, -150.0), 0.0);
  }
};

PLENUM_TEST(BatteryTest)
#include "BatteryTest.moc"
