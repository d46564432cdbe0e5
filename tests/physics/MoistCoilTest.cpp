// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include "base/Random.h"
#include "physics/AirCoil.h"
#include "physics/Psychrometrics.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::physics;

namespace {

constexpr double pressurePa = 101325.0;

double lostW(const MoistCoilPoint& p, const Stream& air) {
  return air.capacityWPerK * (air.inletC - p.airOutC) + p.condensateKgPerS * vaporisationJPerKg;
}

}  // namespace

class MoistCoilTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void dryAirLeavesTheDryCoil() {
    const Stream air{35.0, 12000.0}, water{12.0, 20000.0};
    const MoistCoilPoint moist = moistCoilAt(15000.0, 0.5, air, 0.004, water, pressurePa);
    const Exchange dry = exchange(FlowArrangement::crossUnmixed, 15000.0, air, water);
    QVERIFY(!moist.isWet);
    QCOMPARE(moist.heatW, dry.heatW);
    QCOMPARE(moist.airOutC, dry.hotOutC);
    QCOMPARE(moist.condensateKgPerS, 0.0);
  }

  void aVeryLargeCoilBringsAirToSaturationAtTheWater() {
    // by hand: with endless surface and water, air leaves saturated at the temperature of the water
    const Stream air{30.0, 1006.0}, water{10.0, 1e7};
    const double w = humidityRatioAtRh(30.0, 0.5, pressurePa);
    const MoistCoilPoint p = moistCoilAt(1e6, 0.5, air, w, water, pressurePa);
    const double saturated = humidityRatioAtSaturation(10.0, pressurePa);
    const double byHandW = 1006.0 * 20.0 + (w - saturated) * vaporisationJPerKg;
    QVERIFY(p.isWet);
    QVERIFY(std::abs(p.airOutC - 10.0) < 0.05);
    QVERIFY(std::abs(w - p.condensateKgPerS - saturated) < 2e-5);
    QVERIFY(std::abs(p.heatW / byHandW - 1.0) < 0.005);
  }

  void whatAirLosesWaterGainsWhateverIsAsked() {
    int wet = 0;
    for (std::uint32_t i = 0; i < 20000; ++i) {
      const RandomKey key{7, i, 0x77657463};
      const auto draw = [&](std::uint32_t n, double lo, double hi) { return lo + (hi - lo) * randomUniform(key, n); };
      const Stream air{draw(0, 15.0, 50.0), draw(1, 200.0, 40000.0)};
      const Stream water{draw(2, 4.0, 30.0), draw(3, 500.0, 80000.0)};
      const double w = humidityRatioAtRh(air.inletC, draw(4, 0.02, 0.95), pressurePa);
      const double ua = draw(5, 100.0, 60000.0);
      const MoistCoilPoint p = moistCoilAt(ua, 0.5, air, w, water, pressurePa);
      const std::string at = "case " + std::to_string(i);
      QVERIFY2(std::abs(lostW(p, air) - p.heatW) <= 1e-9 * std::max(1.0, std::abs(p.heatW)), at.c_str());
      QVERIFY2(std::abs(water.capacityWPerK * (p.waterOutC - water.inletC) - p.heatW) <=
                   1e-9 * std::max(1.0, std::abs(p.heatW)),
               at.c_str());
      QVERIFY2(p.condensateKgPerS >= 0.0, at.c_str());
      if (!p.isWet) continue;
      ++wet;
      // never colder than the water, never drier than saturation at the water, never warmer water than entering air
      QVERIFY2(p.airOutC >= water.inletC - 0.2 && p.airOutC <= air.inletC, at.c_str());
      const double leaves = w - p.condensateKgPerS / (air.capacityWPerK / dryAirCpJPerKgK);
      QVERIFY2(leaves >= 0.98 * humidityRatioAtSaturation(water.inletC, pressurePa), at.c_str());
      QVERIFY2(p.heatW >= exchange(FlowArrangement::crossUnmixed, ua, air, water).heatW, at.c_str());
    }
    QVERIFY2(wet > 2000, qPrintable(QString::number(wet)));
  }

  void moreMoistureMeansMoreHeatAndWarmerAir() {
    const Stream air{35.0, 12000.0}, water{8.0, 15000.0};
    MoistCoilPoint before = moistCoilAt(14000.0, 0.5, air, 0.002, water, pressurePa);
    for (double w = 0.004; w < 0.025; w += 0.001) {
      const MoistCoilPoint now = moistCoilAt(14000.0, 0.5, air, w, water, pressurePa);
      QVERIFY(now.heatW >= before.heatW * (1.0 - 1e-12));
      QVERIFY(now.airOutC >= before.airOutC - 0.3);
      before = now;
    }
    QVERIFY(before.isWet);
  }
};

PLENUM_TEST(MoistCoilTest)
#include "MoistCoilTest.moc"
