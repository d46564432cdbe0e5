// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "base/Random.h"
#include "physics/DryCooler.h"
#include "physics/Fluids.h"
#include "physics/HeatExchanger.h"
#include "physics/Psychrometrics.h"
#include "physics/Tower.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::physics;

namespace {

// 500 kW: 38 → 32 °C at a wet bulb of 28 °C
Tower towerOf(TowerModel model) {
  Tower tower = designedTower(
      {.waterKgPerS = 19.9, .airKgPerS = 16.6, .inletC = 38.0, .outletC = 32.0, .wetBulbC = 28.0, .fanW = 5.5e3});
  tower.model = model;
  return tower;
}
// BAC TDFS1238N: 2931 kW, air 35 °C, water 46.11 → 40.55 °C, equal capacities on both sides
DryCooler dryCooler(double padEffectiveness) {
  const double capacity = 2931e3 / 5.56;
  const double effectivenessThere = 5.56 / 11.11;
  return {.uaWPerK = ntuOf(FlowArrangement::crossUnmixed, effectivenessThere, 1.0) * capacity,
          .airKgPerS = capacity / 1006.0,
          .waterKgPerS = capacity / 4184.0,
          .fanW = 117.68e3,
          .padEffectiveness = padEffectiveness};
}

}  // namespace

/// Towers of both laws and dry coolers with what comes back, pads, fouling.
class RejectionTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void bothLawsMeetTheDesign() {
    for (const TowerModel model : {TowerModel::merkel, TowerModel::york}) {
      const Tower tower = towerOf(model);
      QVERIFY(tower.yorkRatio > 0.3 && tower.yorkRatio < 3.0);
      const TowerPoint p =
          towerAt(tower, {.waterC = 38.0, .waterKgPerS = 19.9, .airC = 33.0, .wetBulbC = 28.0, .airFraction = 1.0});
      QVERIFY(test::isNear(p.outletC, 32.0, 1e-6));
      QVERIFY(test::isClose(p.heatW, 19.9 * 4184.0 * 6.0, 1e-6));
    }
  }

  void yorkTowerIsMonotoneAndNeverBelowTheWetBulb() {
    const Tower tower = towerOf(TowerModel::york);
    for (double wetBulbC = -10.0; wetBulbC <= 34.0; wetBulbC += 2.0) {
      double before = 99.0;
      for (double fan = 0.0; fan <= 1.0; fan += 0.05) {
        const TowerPoint p = towerAt(
            tower,
            {.waterC = 36.0, .waterKgPerS = 15.0, .airC = wetBulbC + 4, .wetBulbC = wetBulbC, .airFraction = fan});
        QVERIFY(p.outletC >= wetBulbC && p.outletC <= 36.0);
        QVERIFY(p.outletC <= before + 1e-9);
        QVERIFY(p.evaporationKgPerS >= 0.0);
        before = p.outletC;
      }
    }
  }

  // near the design the two laws may differ by half a kelvin, not by more
  void theLawsAgreeNearTheDesign() {
    for (double wetBulbC = 22.0; wetBulbC <= 27.0; wetBulbC += 1.0)
      for (double inC = 34.0; inC <= 38.0; inC += 1.0) {
        const TowerInflow in{
            .waterC = inC, .waterKgPerS = 19.9, .airC = wetBulbC + 5, .wetBulbC = wetBulbC, .airFraction = 1.0};
        QVERIFY(test::isNear(towerAt(towerOf(TowerModel::york), in).outletC,
                             towerAt(towerOf(TowerModel::merkel), in).outletC, 0.5));
      }
  }

  // the entering wet bulb is that of the mix: (1 − r) of the outside's enthalpy and r of the leaving air's
  void airThatComesBackRaisesTheWetBulb() {
    for (const TowerModel model : {TowerModel::merkel, TowerModel::york}) {
      const Tower tower = towerOf(model);
      TowerInflow in{.waterC = 38.0, .waterKgPerS = 19.9, .airC = 33.0, .wetBulbC = 28.0, .airFraction = 1.0};
      const TowerPoint clean = towerAt(tower, in);
      QCOMPARE(clean.enteringWetBulbC, 28.0);
      in.reingestion = 0.1;
      const TowerPoint p = towerAt(tower, in);
      const double mix =
          0.9 * enthalpyAtSaturationJPerKg(28.0, 101325.0) + 0.1 * enthalpyAtSaturationJPerKg(p.airOutC, 101325.0);
      QVERIFY(test::isClose(enthalpyAtSaturationJPerKg(p.enteringWetBulbC, 101325.0), mix, 1e-9));
      QVERIFY(p.enteringWetBulbC > 28.3 && p.enteringWetBulbC < 30.0);
      QVERIFY(p.heatW < clean.heatW && p.outletC > clean.outletC);
    }
  }

  void foulingAndCloggingCostHeat() {
    for (const TowerModel model : {TowerModel::merkel, TowerModel::york}) {
      const Tower tower = towerOf(model);
      TowerInflow in{.waterC = 38.0, .waterKgPerS = 19.9, .airC = 33.0, .wetBulbC = 28.0, .airFraction = 1.0};
      double byFill = 1e12, byAir = 1e12;
      for (double left = 1.0; left > 0.15; left -= 0.1) {
        in.fillShare = left;
        in.airShare = 1.0;
        const double fill = towerAt(tower, in).heatW;
        QVERIFY(fill < byFill);
        byFill = fill;
        in.fillShare = 1.0;
        in.airShare = left;
        const double air = towerAt(tower, in).heatW;
        QVERIFY(air < byAir);
        byAir = air;
      }
    }
  }

  // V-22 at the design; at air 10 K colder and the same duty everything falls by 10 K
  void dryCoolerMeetsItsDesign() {
    DryCoolerInflow in{
        .waterC = 46.11, .waterKgPerS = 2931e3 / 5.56 / 4184.0, .airC = 35.0, .wetBulbC = 25.0, .airFraction = 1.0};
    const DryCoolerPoint p = dryCoolerAt(dryCooler(0.0), in);
    QVERIFY(test::isNear(p.outletC, 40.55, 0.005));
    QCOMPARE(p.fanW, 117.68e3);
    in.waterC -= 10.0;
    in.airC -= 10.0;
    QVERIFY(test::isNear(dryCoolerAt(dryCooler(0.0), in).outletC, p.outletC - 10.0, 1e-9));
  }

  // equal capacities, effectiveness ε: air in = ((1−r)·35 + r·ε·46.11)/(1 − r + r·ε); with r 0.1 and ε 0.5005: 35.585
  // °C
  void hotAirThatComesBackByHand() {
    DryCoolerInflow in{.waterC = 46.11,
                       .waterKgPerS = 2931e3 / 5.56 / 4184.0,
                       .airC = 35.0,
                       .wetBulbC = 25.0,
                       .airFraction = 1.0,
                       .reingestion = 0.1};
    const DryCoolerPoint p = dryCoolerAt(dryCooler(0.0), in);
    QVERIFY(test::isNear(p.airInC, (0.9 * 35.0 + 0.05005 * 46.11) / (0.9 + 0.05005), 0.002));
    QVERIFY(test::isNear(p.airInC, 35.0 + 0.1 * (p.airOutC - 35.0), 1e-9));
  }

  // the pad takes three quarters of the way to the wet bulb, and the water for it from the line of constant wet bulb
  void wetPadsCoolTheAirAndUseWater() {
    DryCoolerInflow in{.waterC = 46.11,
                       .waterKgPerS = 2931e3 / 5.56 / 4184.0,
                       .airC = 35.0,
                       .wetBulbC = 23.0,
                       .airFraction = 1.0,
                       .isPadWet = true};
    const DryCooler cooler = dryCooler(0.75);
    const DryCoolerPoint p = dryCoolerAt(cooler, in);
    QVERIFY(test::isNear(p.airInC, 35.0 - 0.75 * 12.0, 1e-9));
    const double before = humidityRatioAtWetBulb(35.0, 23.0, 101325.0);
    const double after = humidityRatioAtWetBulb(26.0, 23.0, 101325.0);
    QVERIFY(test::isClose(p.padKgPerS, cooler.airKgPerS * (after - before), 1e-9));
    // latent for sensible heat, to the accuracy of constant properties
    QVERIFY(test::isClose(p.padKgPerS * 2.44e6, cooler.airKgPerS * 1006.0 * 9.0, 0.05));
    in.isPadWet = false;
    const DryCoolerPoint dry = dryCoolerAt(cooler, in);
    QVERIFY(dry.heatW < p.heatW);
    QCOMPARE(dry.padKgPerS, 0.0);
    in.isPadWet = true;
    in.reingestion = 0.15;
    QVERIFY(dryCoolerAt(cooler, in).airInC > p.airInC);
  }

  void dryCoolerKeepsTheSecondLaw() {
    const RandomKey key{.seed = 77};
    for (std::uint64_t i = 0; i < 10'000; ++i) {
      const auto draw = [&](std::uint64_t n) { return randomUniform(key, 16 * i + n); };
      const DryCooler cooler = dryCooler(draw(0) < 0.5 ? 0.0 : 0.8);
      const double airC = -25.0 + 65.0 * draw(1);
      const DryCoolerInflow in{.waterC = airC - 5.0 + 40.0 * draw(2),
                               .waterKgPerS = 1.0 + 200.0 * draw(3),
                               .airC = airC,
                               .wetBulbC = airC - 12.0 * draw(4),
                               .airFraction = draw(5),
                               .airShare = 0.2 + 0.8 * draw(6),
                               .reingestion = 0.2 * draw(7),
                               .isPadWet = draw(8) < 0.5 && airC > 5.0};
      const DryCoolerPoint p = dryCoolerAt(cooler, in);
      const double low = std::min(in.waterC, in.isPadWet ? in.wetBulbC : in.airC), high = std::max(in.waterC, in.airC);
      QVERIFY(p.outletC >= low - 1e-9 && p.outletC <= high + 1e-9);
      QVERIFY(p.airOutC >= low - 1e-9 && p.airOutC <= high + 1e-9);
      QVERIFY(test::isNear(p.heatW, p.airWPerK * (p.airOutC - p.airInC), 1e-6 + 1e-9 * std::abs(p.heatW)));
    }
  }
};

PLENUM_TEST(RejectionTest)
#include "RejectionTest.moc"
