// SPDX-License-Identifier: Apache-2.0
#include "Csv.h"
#include "physics/AirCoil.h"
#include "physics/Chiller.h"
#include "physics/Fluids.h"
#include "physics/Psychrometrics.h"
#include "physics/Tower.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using namespace plenum::physics;
namespace validation = plenum::test::validation;

namespace {

// EnergyPlus' Chillers data set, by way of Modelica Buildings (Fluid/Chillers/Data/ElectricEIR.mo)
const ChillerCurves mcQuay471{
    .capacityW = 471.2e3,
    .cop = 5.89,
    .capacityOf = {2.521130E-01, 1.324053E-02, -8.637329E-03, 8.581056E-02, -4.261176E-03, 8.661899E-03},
    .inputOf = {4.475238E-01, -2.588210E-02, -1.459053E-03, 4.342595E-02, -1.000651E-03, 1.920106E-03},
    .inputOfPartLoad = {2.778889E-01, 2.338363E-01, 4.883748E-01},
    .partLoadMin = 0.10,
    .partLoadUnloading = 0.10,
    .leavingMinC = 7.22,
    .leavingMaxC = 12.78,
    .enteringMinC = 12.78,
    .enteringMaxC = 26.67};
const ChillerCurves york2771{
    .capacityW = 2771.1e3,
    .cop = 6.84,
    .capacityOf = {7.734286E-01, 4.848829E-02, -1.859209E-03, 2.611971E-02, -1.243562E-03, 7.210181E-04},
    .inputOf = {7.203736E-01, 1.030460E-02, -7.854237E-04, -1.206349E-03, 8.210060E-04, -1.455414E-03},
    .inputOfPartLoad = {8.653354E-02, 1.737382E-01, 7.403679E-01},
    .partLoadMin = 0.20,
    .partLoadUnloading = 0.20,
    .leavingMinC = 4.44,
    .leavingMaxC = 8.89,
    .enteringMinC = 12.78,
    .enteringMaxC = 29.44};
const ChillerCurves york4396{
    .capacityW = 4395.8e3,
    .cop = 6.63,
    .capacityOf = {3.693621E-01, -7.284715E-02, -4.871930E-03, 1.223355E-01, -5.368259E-03, 1.035036E-02},
    .inputOf = {5.913358E-01, -5.974145E-02, 8.176561E-04, 3.987353E-02, -8.176694E-04, 1.457994E-03},
    .inputOfPartLoad = {3.021070E-01, 3.103971E-02, 6.669726E-01},
    .partLoadMin = 0.41,
    .partLoadUnloading = 0.41,
    .leavingMinC = 4.44,
    .leavingMaxC = 7.78,
    .enteringMinC = 12.78,
    .enteringMaxC = 26.67};

AirCoil bacDryCooler() {
  // BAC TDFS1238N: 2931 kW, air 35 °C, water 46.11 → 40.55 °C, fans 117.68 kW; equal capacities on both sides
  const double capacity = 2931e3 / (46.11 - 40.55);
  return designedCoil({.heatW = 2931e3,
                       .airInC = 35.0,
                       .waterInC = 46.11,
                       .airWPerK = capacity,
                       .waterWPerK = capacity,
                       .fanW = 117.68e3});
}

}  // namespace

class PlantTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // V-19; some of the points are outside of the curves' bounds on purpose
  void chillerCurvesGiveTheReferencePower() {
    struct {
      const ChillerCurves& chiller;
      double leavingC, enteringC, partLoad, expectedKw;
    } const cases[] = {
        {mcQuay471, 6.67, 26.67, 1, 60.256}, {mcQuay471, 6.67, 20, .8, 65.292},   {mcQuay471, 7, 24, .5, 39.920},
        {mcQuay471, 12, 18, .25, 28.192},    {york4396, 6.67, 26.67, 1, 612.755}, {york4396, 7, 24, .5, 364.910},
        {york4396, 12, 18, .25, 195.704},    {york2771, 6.67, 26.67, 1, 405.144}, {york2771, 7, 24, .5, 145.880}};
    validation::Worst worst;
    for (const auto& c : cases) {
      const ChillerPoint p = chillerAtPartLoad(c.chiller, c.leavingC, c.enteringC, c.partLoad);
      worst.addRelative(p.powerW / 1e3, c.expectedKw);
    }
    // the table has three decimals of a kW, which is up to 1.8e-5 of the smallest
    QVERIFY(validation::atMost({"V-19", "three chillers, power at 9 points (expected to three decimals of a kW), worst",
                                "EnergyPlus curves, by way of Modelica Buildings", "%", 4},
                               100.0 * worst.value, 1.8e-3));
  }

  // V-19
  void chillerFollowsTheReferenceSeries() {
    const auto path = test::sharedDir() / "data/physics/chiller_mcquay471_eir.csv";
    PLENUM_NEEDS(path);
    int rowsOn = 0;
    double worst = 0.0;
    for (const auto& row : test::numbersOf(path)) {
      if (!(row[4] > 0.0)) continue;
      const ChillerPoint p = chillerAtPartLoad(mcQuay471, row[1], row[2], row[3]);
      worst = std::max(worst, std::abs(p.cop / row[5] - 1.0));
      ++rowsOn;
    }
    qInfo("%d points on, worst COP error %.2g", rowsOn, worst);
    QVERIFY(rowsOn >= 40);
    QVERIFY(validation::atMost({"V-19", "McQuay 471 kW: COP over the reference series, worst",
                                "Modelica Buildings, ElectricEIR", "", validation::decade},
                               worst, 1e-6));
  }

  void chillerBalancesAndCycles() {
    for (double loadW = 1e3; loadW < 700e3; loadW *= 1.3) {
      const ChillerPoint p = chillerAt(mcQuay471, 8.0, 22.0, loadW);
      QVERIFY(test::isClose(p.condenserW, p.heatW + p.powerW, 1e-14));
      QVERIFY(p.heatW <= loadW * (1 + 1e-14) && p.heatW <= p.availableW * (1 + 1e-14));
      QVERIFY(!p.isExtrapolated);
    }
    // below the least part load power falls with the time it runs
    const ChillerPoint low = chillerAt(mcQuay471, 8.0, 22.0, 20e3), lower = chillerAt(mcQuay471, 8.0, 22.0, 10e3);
    QVERIFY(low.running < 1.0);
    QVERIFY(test::isClose(lower.powerW, 0.5 * low.powerW, 1e-12));
    const ChillerPoint off = chillerAt(mcQuay471, 8.0, 22.0, 0.0);
    QCOMPARE(off.powerW, 0.0);
    QCOMPARE(off.condenserW, 0.0);
  }

  // would catch a warm-water plant that gets a COP from a parabola far outside its data
  void warmWaterIsCarriedOnByCarnot() {
    const ChillerPoint edge = chillerAt(york2771, 8.89, 25.0, 2e6);
    QVERIFY(!edge.isExtrapolated);
    double before = edge.cop;
    for (double leavingC = 10.0; leavingC <= 30.0; leavingC += 1.0) {
      const ChillerPoint p = chillerAt(york2771, leavingC, 25.0, 2e6);
      QVERIFY(p.isExtrapolated);
      QVERIFY(p.cop >= before);
      QVERIFY(p.cop <= std::max(0.65 * (leavingC + 273.15) / 8.0, edge.cop));
      before = p.cop;
    }
    // it joins the curve without a step
    QVERIFY(test::isClose(chillerAt(york2771, 8.89 + 1e-9, 25.0, 2e6).cop, edge.cop, 1e-8));
    QVERIFY(chillerAt(york2771, 7.0, 35.0, 2e6).cop < chillerAt(york2771, 7.0, 29.0, 2e6).cop);
  }

  // V-11. The case gives water and temperatures but no air; the conductance follows from the design, so that at the
  // design point any air flow that can carry the heat gives the same outlet. The ratio of water to air is 1.45.
  void merkelTowerMeetsItsDesign() {
    validation::Worst worst;
    for (const double airKgPerS : {0.5 / 1.45, 0.6, 1.5}) {
      const Tower tower = designedTower(
          {.waterKgPerS = 0.5, .airKgPerS = airKgPerS, .inletC = 35.0, .outletC = 29.44, .wetBulbC = 25.55});
      QVERIFY(tower.uaWPerK > 0.0);
      const TowerPoint p =
          towerAt(tower, {.waterC = 35.0, .waterKgPerS = 0.5, .airC = 30.0, .wetBulbC = 25.55, .airFraction = 1.0});
      // the corrections of EnergyPlus are 1.0039 together at design, which the design takes out
      worst.add(p.outletC, 302.590 - 273.15);
    }
    QVERIFY(validation::atMost(
        {"V-11", "Merkel tower at its design, three air flows: outlet (weak: the case gives no air flow)",
         "Modelica Buildings, MerkelNominal", "K", 4},
        worst.value, 0.01));
  }

  // V-21
  void merkelTowerFollowsEnergyPlus() {
    const auto path = test::sharedDir() / "data/physics/tower_merkel_energyplus.csv";
    PLENUM_NEEDS(path);
    const double airKgPerM3 = 1.2;  // the constant density of the reference's air
    const Tower tower = designedTower({.waterKgPerS = 0.00109317 * water.densityKgPerM3,
                                       .airKgPerS = 0.56124 * airKgPerM3,
                                       .inletC = 35.0,
                                       .outletC = 29.5,
                                       .wetBulbC = 25.6});
    double worst = 0.0, sum = 0.0, worstK = 0.0;
    int count = 0;
    for (const auto& row : test::numbersOf(path)) {
      const TowerPoint p = towerAt(
          tower, {.waterC = row[3], .waterKgPerS = row[5], .airC = row[1], .wetBulbC = row[2], .airFraction = row[9]});
      const double error = p.heatW / row[6] - 1.0;
      worst = std::max(worst, std::abs(error));
      worstK = std::max(worstK, std::abs(p.outletC - row[4]));
      sum += error;
      ++count;
    }
    qInfo("%d rows: heat %+.2f %% mean, %.2f %% worst; outlet %.3f K worst", count, 100 * sum / count, 100 * worst,
          worstK);
    QVERIFY(count >= 40);
    const char* const source = "EnergyPlus, VariableSpeed:Merkel, 1,199 minutes";
    QVERIFY(validation::atMost({"V-21", "Merkel tower: heat, worst minute", source, "%", 2}, 100.0 * worst, 4.0));
    validation::told({"V-21", "Merkel tower: heat, mean error", source, "%", 2}, 100.0 * sum / count);
    QVERIFY(validation::atMost({"V-21", "Merkel tower: outlet, worst minute", source, "K", 3}, worstK, 0.2));
  }

  void towerNeverCoolsBelowTheWetBulb() {
    const Tower tower = designedTower(
        {.waterKgPerS = 100.0, .airKgPerS = 90.0, .inletC = 35.0, .outletC = 29.5, .wetBulbC = 25.6, .fanW = 40e3});
    for (double wetBulbC = -5.0; wetBulbC <= 34.0; wetBulbC += 3.0) {
      double before = 100.0;
      for (double fan = 0.0; fan <= 1.0; fan += 0.05) {
        const TowerPoint p = towerAt(
            tower,
            {.waterC = 35.0, .waterKgPerS = 80.0, .airC = wetBulbC + 5.0, .wetBulbC = wetBulbC, .airFraction = fan});
        QVERIFY(p.outletC > wetBulbC && p.outletC < 35.0);
        QVERIFY(p.outletC < before + 1e-9);
        QVERIFY(p.airOutC >= wetBulbC && p.airOutC <= 35.0);
        before = p.outletC;
      }
    }
    // hotter wet bulb never gives colder water
    double before = -100.0;
    for (double wetBulbC = -5.0; wetBulbC <= 40.0; wetBulbC += 1.0) {
      const double outletC =
          towerAt(tower, {.waterC = 35.0, .waterKgPerS = 80.0, .airC = 41.0, .wetBulbC = wetBulbC, .airFraction = 0.7})
              .outletC;
      QVERIFY(outletC >= before);
      before = outletC;
    }
  }

  void towerAirCarriesWhatTheWaterLost() {
    const Tower tower = designedTower(
        {.waterKgPerS = 100.0, .airKgPerS = 90.0, .inletC = 35.0, .outletC = 29.5, .wetBulbC = 25.6, .fanW = 40e3});
    const TowerPoint p =
        towerAt(tower, {.waterC = 34.0, .waterKgPerS = 90.0, .airC = 28.0, .wetBulbC = 20.0, .airFraction = 0.8});
    const double gainW = 0.8 * 90.0 *
                         (enthalpyAtSaturationJPerKg(p.airOutC, standardPressurePa) -
                          enthalpyAtSaturationJPerKg(20.0, standardPressurePa));
    QVERIFY(test::isClose(gainW, p.heatW, 1e-7));
    // evaporation: near the latent limit of 1.47 L per kWh of heat, since the air is warmed a little too
    const double litresPerKwh = p.evaporationKgPerS * 3600.0 / (p.heatW / 1e3);
    QVERIFY(litresPerKwh > 0.9 && litresPerKwh < 1.6);
    QVERIFY(test::isClose(p.blowdownKgPerS, p.evaporationKgPerS / 3.0 - 8e-5 * 90.0, 1e-12));
    QVERIFY(test::isClose(p.fanW, 40e3 * 0.512, 1e-12));
    const TowerPoint dry = towerAt(tower, {.waterC = 15.0, .waterKgPerS = 90.0, .airC = 28.0, .wetBulbC = 20.0});
    QCOMPARE(dry.heatW, 0.0);
    QCOMPARE(dry.outletC, 15.0);
    QCOMPARE(towerAt(tower, {.waterC = 34.0, .wetBulbC = 20.0, .airFraction = 1.0}).heatW, 0.0);
  }

  // V-20
  void yorkPolynomialFollowsTheTable() {
    struct {
      double rangeK, wetBulbC, ratio, expectedK;
    } const cases[] = {{5.56, 25.55, 1, 3.8445},
                       {5.56, 20, 1, 5.0580},
                       {5.56, 10, 1, 7.7706},
                       {5.56, 25.55, 2, 8.6827},
                       {10, 20, 1, 7.9639}};
    validation::Worst worst;
    for (const auto& c : cases) worst.add(yorkApproachK(c.rangeK, c.wetBulbC, c.ratio), c.expectedK);
    QVERIFY(validation::atMost({"V-20", "YorkCalc tower: approach, worst of 5 points", "EnergyPlus", "K", 5},
                               worst.value, 1e-4));
    const double outletC = yorkOutletC(35.0, 25.55, 1.0);
    QVERIFY(test::isNear(outletC - 25.55, yorkApproachK(35.0 - outletC, 25.55, 1.0), 1e-9));
    QCOMPARE(yorkOutletC(20.0, 22.0, 1.0), 20.0);
  }

  void fanTableRisesToOne() {
    const Pchip fan = exampleFanCurve();
    QCOMPARE(fan.at(1.0), 1.0);
    QCOMPARE(fan.at(0.0), 0.0);
    QVERIFY(test::isNear(fan.at(0.5), 0.142516, 1e-12));
  }

  // V-22
  void dryCoolerMeetsItsDesign() {
    const AirCoil cooler = bacDryCooler();
    const AirCoilPoint p =
        coilAt(cooler, {.airInC = 35.0, .waterInC = 46.11, .airFraction = 1.0, .waterFraction = 1.0});
    QVERIFY(test::isClose(-p.heatW, 2931e3, 1e-6));
    const char* const source = "BAC TDFS1238N, by way of Modelica Buildings";
    QVERIFY(validation::near({"V-22", "dry cooler at its design point: water out", source, "°C", 2}, p.waterOutC, 40.55,
                             1e-5));
    QVERIFY(validation::near({"V-22", "the same: effectiveness", source, "", 4},
                             -p.heatW / (cooler.waterWPerK * (46.11 - 35.0)), 0.5005, 1e-4));
    QVERIFY(validation::near({"V-22", "the same: fans, of the duty", source, "", 4}, p.fanW / -p.heatW, 0.040, 2e-4));
    // ten kelvin colder air: the same duty with all of the water ten kelvin colder
    const AirCoilPoint cold =
        coilAt(cooler, {.airInC = 25.0, .waterInC = 36.11, .airFraction = 1.0, .waterFraction = 1.0});
    QVERIFY(test::isClose(cold.heatW, p.heatW, 1e-12));
    QVERIFY(validation::near({"V-22", "air 10 K colder at the same duty: water falls by", "analytic", "K", 2},
                             p.waterOutC - cold.waterOutC, 10.0, 1e-9));
  }

  void coilTurnsDownWithItsFlows() {
    const AirCoil cooler = bacDryCooler();
    double before = 0.0;
    for (double fan = 0.0; fan <= 1.0; fan += 0.1) {
      const AirCoilPoint p =
          coilAt(cooler, {.airInC = 30.0, .waterInC = 45.0, .airFraction = fan, .waterFraction = 0.6});
      QVERIFY(-p.heatW >= before);
      QVERIFY(p.waterOutC >= 30.0 && p.airOutC <= 45.0);
      before = -p.heatW;
    }
    QCOMPARE(coilAt(cooler, {.airInC = 30.0, .waterInC = 45.0, .airFraction = 0.0, .waterFraction = 1.0}).heatW, 0.0);
  }

  void coolingCoilTellsWhenItWouldCondense() {
    const AirCoil coil =
        designedCoil({.heatW = 100e3, .airInC = 35.0, .waterInC = 18.0, .airWPerK = 9e3, .waterWPerK = 12e3});
    AirCoilInflow in{.airInC = 35.0, .waterInC = 18.0, .airFraction = 1.0, .waterFraction = 1.0, .airDewPointC = 10.0};
    const AirCoilPoint dry = coilAt(coil, in);
    QVERIFY(test::isClose(dry.heatW, 100e3, 1e-6));
    QVERIFY(!dry.isWet);
    // the film of the air has twice the resistance of the water's
    QVERIFY(test::isNear(dry.surfaceC, 18.0 + (dry.airOutC - 18.0) / 3.0, 1e-12));
    in.airDewPointC = 25.0;
    QVERIFY(coilAt(coil, in).isWet);
    // no coil reaches this duty, which shows as one that does nothing
    QCOMPARE(designedCoil({.heatW = 500e3, .airInC = 35.0, .waterInC = 18.0, .airWPerK = 9e3, .waterWPerK = 12e3})
                 .films.designUaWPerK,
             0.0);
  }

  void wettedPadCoolsTowardsTheWetBulb() {
    const double ratio = humidityRatioAtRh(35.0, 0.3, standardPressurePa);
    const double wetC = wetBulbC(35.0, ratio, standardPressurePa);
    const WettedAir air = wetted(35.0, wetC, 0.8, standardPressurePa);
    QVERIFY(test::isNear(air.airC, 35.0 - 0.8 * (35.0 - wetC), 1e-12));
    QVERIFY(air.waterKgPerKg > 0.0);
    QVERIFY(test::isNear(wetBulbC(air.airC, air.humidityRatio, standardPressurePa), wetC, 1e-9));
    QCOMPARE(reingestedC(30.0, 40.0, 0.1), 31.0);
  }
};

PLENUM_TEST(PlantTest)
#include "PlantTest.moc"
