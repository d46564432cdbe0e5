// SPDX-License-Identifier: Apache-2.0
#include "Csv.h"
#include "physics/Psychrometrics.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using namespace plenum::physics;
namespace validation = plenum::test::validation;

class PsychrometricsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void airThatIsFullDropsWhatItCannotHold() {
    using namespace physics;
    const double full = humidityRatioAtSaturation(18.0, standardPressurePa);
    QCOMPARE(foggedOut(18.0, 0.99 * full, standardPressurePa, 3730.0), 0.0);
    // by hand: the slope at 18 °C is the difference over a hundredth of a kelvin
    const double slope = (humidityRatioAtSaturation(18.005, standardPressurePa) -
                          humidityRatioAtSaturation(17.995, standardPressurePa)) /
                         0.01;
    QVERIFY(test::isClose(saturationSlopePerK(18.0, standardPressurePa), slope, 1e-6));
    // a step leaves it saturated at the temperature to which its own heat has brought it
    const double warmsK = 3730.0, dropped = foggedOut(18.0, full + 1e-4, standardPressurePa, warmsK);
    QVERIFY(dropped > 0.0 && dropped < 1e-4);
    const double after = full + 1e-4 - dropped;
    QVERIFY(test::isNear(after, humidityRatioAtSaturation(18.0 + warmsK * dropped, standardPressurePa), 2e-6));
  }

  void hotterThanBoilingItHoldsAnyAmount() {
    QVERIFY(humidityRatioAtSaturation(90.0, standardPressurePa) > 1.0);
    QVERIFY(humidityRatioAtSaturation(120.0, standardPressurePa) > humidityRatioAtSaturation(97.0, standardPressurePa));
    QCOMPARE(foggedOut(120.0, 0.03, standardPressurePa, 3730.0), 0.0);
  }

  // V-18 of the validation list
  void wetBulbAgreesWithTheReference() {
    struct {
      double airC, rhFraction, expectedC;
    } const cases[] = {{29.4, 0.0, 10.263}, {29.4, 0.2, 15.318}, {29.4, 0.4, 19.597}, {29.4, 0.6, 23.288},
                       {29.4, 0.8, 26.523}, {40.0, 0.2, 22.03},  {35.0, 0.4, 23.93}};
    validation::Worst worst;
    for (const auto& c : cases) {
      const double ratio = humidityRatioAtRh(c.airC, c.rhFraction, standardPressurePa);
      worst.add(wetBulbC(c.airC, ratio, standardPressurePa), c.expectedC);
    }
    QVERIFY(validation::atMost(
        {"V-18", "exact wet bulb at 29.4, 35 and 40 °C, worst of 7 points", "Modelica Buildings", "K", 3}, worst.value,
        0.03));
  }

  // V-18
  void stullAgreesWithHisExample() {
    QVERIFY(validation::near({"V-18", "wet bulb by Stull at 20 °C, 50 %", "Stull 2011", "°C", 4},
                             wetBulbByStullC(20.0, 0.5), 13.6993, 1e-4));
  }

  // V-18; the file holds Stull's fit, along the humidity at 29.4 °C and along the temperature at 60 %
  void stullAgreesWithTheReferenceSeries() {
    const auto path = test::sharedDir() / "data/physics/wetbulb_stull.csv";
    PLENUM_NEEDS(path);
    const auto rows = test::numbersOf(path);
    QVERIFY(rows.size() > 90);
    validation::Worst worst;
    for (const auto& row : rows) {
      worst.add(wetBulbByStullC(29.4, row[0]), row[1]);
      worst.add(wetBulbByStullC(row[2], 0.6), row[3]);
    }
    QVERIFY(validation::atMost(
        {"V-18", "Stull's fit along humidity and temperature, worst of the series", "Modelica Buildings", "K", 5},
        worst.value, 2e-4));
  }

  void saturationPressureAgreesWithTheSteamTables() {
    // IAPWS-95, Pa; the formula is a fit of a few parts in a thousand
    struct {
      double airC, expectedPa;
    } const cases[] = {{0.01, 611.657}, {20, 2339.3}, {40, 7384.9}, {60, 19946}};
    for (const auto& c : cases) QVERIFY(test::isClose(saturationPressurePa(c.airC), c.expectedPa, 2e-3));
  }

  void dewPointComesBack() {
    for (double dewC = -40.0; dewC <= 40.0; dewC += 3.7) {
      const double ratio = humidityRatioAtDewPoint(dewC, 90e3);
      QVERIFY(test::isNear(dewPointC(ratio, 90e3), dewC, 1e-10));
    }
    QCOMPARE(dewPointC(0.0, standardPressurePa), -100.0);
  }

  void wetBulbComesBackAndLiesBetweenDewPointAndDryBulb() {
    for (double airC = -20.0; airC <= 60.0; airC += 5.0)
      for (double rh = 0.05; rh <= 1.0; rh += 0.05) {
        const double ratio = humidityRatioAtRh(airC, rh, standardPressurePa);
        const double wetC = wetBulbC(airC, ratio, standardPressurePa);
        QVERIFY(wetC <= airC);
        QVERIFY(wetC >= dewPointC(ratio, standardPressurePa) - 1e-9);
        QVERIFY(test::isNear(humidityRatioAtWetBulb(airC, wetC, standardPressurePa), ratio, 1e-12));
      }
  }

  void wetBulbRisesWithHumidityAndWithTemperature() {
    double before = -100.0;
    for (double rh = 0.0; rh <= 1.0; rh += 0.01) {
      const double wetC = wetBulbC(30.0, humidityRatioAtRh(30.0, rh, standardPressurePa), standardPressurePa);
      QVERIFY(wetC > before);
      before = wetC;
    }
    QVERIFY(wetBulbC(31.0, 0.01, standardPressurePa) > wetBulbC(30.0, 0.01, standardPressurePa));
    // thinner air evaporates more easily
    QVERIFY(wetBulbC(30.0, 0.01, 80e3) < wetBulbC(30.0, 0.01, standardPressurePa));
  }

  void enthalpyComesBack() {
    for (double airC = -10.0; airC <= 50.0; airC += 7.0)
      QVERIFY(test::isNear(temperatureFromEnthalpyC(enthalpyJPerKg(airC, 0.012), 0.012), airC, 1e-10));
  }

  void pressureFallsWithAltitude() {
    QCOMPARE(pressureAtAltitudePa(0.0), standardPressurePa);
    // ICAO standard atmosphere
    QVERIFY(test::isClose(pressureAtAltitudePa(1000.0), 89874.6, 1e-4));
    QVERIFY(test::isClose(pressureAtAltitudePa(2000.0), 79495.2, 1e-4));
  }

  void moistAirIsLighterThanDryAir() {
    // dry air at 20 °C: 1.2041 kg/m³ (CIPM)
    QVERIFY(test::isClose(moistAirDensityKgPerM3(20.0, 0.0, standardPressurePa), 1.2041, 2e-4));
    QVERIFY(moistAirDensityKgPerM3(20.0, 0.01, standardPressurePa) <
            moistAirDensityKgPerM3(20.0, 0.0, standardPressurePa));
    QVERIFY(test::isNear(moistAirCpJPerKgK(0.01), 1024.6, 1e-9));
    QVERIFY(test::isNear(relativeHumidity(25.0, humidityRatioAtRh(25.0, 0.37, 95e3), 95e3), 0.37, 1e-12));
  }
};

PLENUM_TEST(PsychrometricsTest)
#include "PsychrometricsTest.moc"
