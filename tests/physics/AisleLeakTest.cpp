// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "physics/AisleLeak.h"
#include "support/Test.h"

using namespace plenum;
using physics::AisleLeak;

class AisleLeakTest : public QObject {
  Q_OBJECT

  static constexpr double rho = 1.2;
  /// Through an opening, out where the pressure is above 0.
  static double through(double openM2, double pa) {
    return std::copysign(0.6 * openM2 * std::sqrt(2.0 * std::abs(pa) / rho), pa);
  }
  static bool isNear(double a, double b, double tolerance = 1e-12) { return std::abs(a - b) < tolerance; }

 private Q_SLOTS:
  void anEvenAisleIsAnOrifice() {
    // 0.6 · 0.5 m² · √(2 · 2.4 Pa / 1.2 kg/m³) = 0.6 m³/s
    QVERIFY(isNear(physics::aisleLeak(0.6, 0.5, 0.0, rho).pressurePa, 2.4));
    QVERIFY(isNear(physics::aisleLeak(-0.6, 0.5, 0.0, rho).pressurePa, -2.4));
    QCOMPARE(physics::aisleLeak(0.6, 0.5, 0.0, rho).exchangeM3PerS, 0.0);
    QCOMPARE(physics::aisleLeak(0.0, 0.5, 0.0, rho).pressurePa, 0.0);
  }

  void balancedAislesExchangeByTheirUnevenness() {
    // at 1 m/s the racks' faces have 0.6 Pa; half of 0.5 m² lets 0.6 · 0.25 · 1 m/s through each way
    const double uneven = physics::unevenPressurePa(1.0, rho);
    QVERIFY(isNear(uneven, 0.6));
    const AisleLeak leak = physics::aisleLeak(0.0, 0.5, uneven, rho);
    QCOMPARE(leak.pressurePa, 0.0);
    QVERIFY(isNear(leak.exchangeM3PerS, 0.15));
    QVERIFY(isNear(physics::balancedExchangeM3PerS(0.5, 1.0), 0.15));
  }

  void bothHalvesTogetherCarryTheSurplus() {
    for (const double uneven : {0.01, 0.6, 5.0})
      for (double surplus = -3.0; surplus <= 3.0; surplus += 0.0625) {
        const AisleLeak leak = physics::aisleLeak(surplus, 0.5, uneven, rho);
        const double high = through(0.25, leak.pressurePa + uneven), low = through(0.25, leak.pressurePa - uneven);
        QVERIFY(isNear(high + low, surplus, 1e-9));
        // the smaller of the two ways is what is exchanged
        const double back = high * low < 0.0 ? std::min(std::abs(high), std::abs(low)) : 0.0;
        QVERIFY(isNear(leak.exchangeM3PerS, back, 1e-6));
      }
  }

  void airGoesFromHighToLowPressureOnly() {
    // 1 m/s at the faces: beyond √2 times what is exchanged in balance nothing comes back
    const double uneven = physics::unevenPressurePa(1.0, rho), beyond = std::sqrt(2.0) * 0.15;
    QVERIFY(physics::aisleLeak(0.99 * beyond, 0.5, uneven, rho).exchangeM3PerS > 0.0);
    QCOMPARE(physics::aisleLeak(1.01 * beyond, 0.5, uneven, rho).exchangeM3PerS, 0.0);
    QCOMPARE(physics::aisleLeak(-1.01 * beyond, 0.5, uneven, rho).exchangeM3PerS, 0.0);
    // a surplus raises the pressure and lets less come back, without a step
    AisleLeak before = physics::aisleLeak(0.0, 0.5, uneven, rho);
    for (double surplus = 0.001; surplus < 0.5; surplus += 0.001) {
      const AisleLeak leak = physics::aisleLeak(surplus, 0.5, uneven, rho);
      QVERIFY(leak.pressurePa > before.pressurePa);
      QVERIFY(leak.exchangeM3PerS <= before.exchangeM3PerS);
      QVERIFY(leak.pressurePa - before.pressurePa < 0.02);
      before = leak;
    }
  }

  void whatIsSealedExchangesNothing() {
    QCOMPARE(physics::aisleLeak(1.0, 0.0, 1.0, rho).exchangeM3PerS, 0.0);
    QCOMPARE(physics::aisleLeak(1.0, 0.0, 1.0, rho).pressurePa, 0.0);
  }
};

PLENUM_TEST(AisleLeakTest)
#include "AisleLeakTest.moc"
