// SPDX-License-Identifier: Apache-2.0
#include "physics/Solar.h"
#include "physics/Wind.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::physics;

class RenewablesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void solarFieldGivesItsPeakAtStandardCells() {
    const SolarField field{.peakW = 1e6, .ratingW = 1e6, .performance = 0.9};
    // 1000 W/m² and cells at 25 °C: the air is 40 K colder than they are without wind
    QVERIFY(test::isNear(cellC(1000.0, -15.0, 0.0), 25.0, 1e-12));
    QVERIFY(test::isClose(solarW(field, 1000.0, -15.0, 0.0), 0.9e6, 1e-12));
    QVERIFY(test::isClose(solarW(field, 500.0, 5.0, 0.0), 0.45e6, 1e-12));
  }

  void solarFieldLosesWithHeatAndIsCooledByWind() {
    const SolarField field{.peakW = 1e6, .ratingW = 1e6};
    QVERIFY(test::isClose(solarW(field, 1000.0, 35.0, 0.0), 0.86e6 * (1.0 - 0.0037 * 50.0), 1e-12));
    QVERIFY(solarW(field, 1000.0, 35.0, 5.0) > solarW(field, 1000.0, 35.0, 0.0));
  }

  void invertersClip() {
    const SolarField field{.peakW = 1.3e6, .ratingW = 1e6, .performance = 0.9};
    QCOMPARE(solarW(field, 1000.0, 10.0, 3.0), 1e6);
    QCOMPARE(solarW(field, 0.0, 10.0, 3.0), 0.0);
    QCOMPARE(solarW(field, -3.0, 10.0, 3.0), 0.0);
    QCOMPARE(solarW(field, std::nan(""), 10.0, 3.0), 0.0);
    // hotter than any desert: nothing, and never less
    QCOMPARE(solarW(field, 1000.0, 300.0, 0.0), 0.0);
  }

  void turbineFollowsItsCurve() {
    const WindTurbine t{.ratingW = 4e6, .hubM = 10.0};
    QCOMPARE(windW(t, 2.9), 0.0);
    QCOMPARE(windW(t, 3.0), 0.0);
    QVERIFY(test::isClose(windW(t, 7.5), 4e6 * (421.875 - 27.0) / (1728.0 - 27.0), 1e-12));
    QCOMPARE(windW(t, 12.0), 4e6);
    QCOMPARE(windW(t, 25.0), 4e6);
    QCOMPARE(windW(t, 25.1), 0.0);
    QCOMPARE(windW(t, -1.0), 0.0);
    QCOMPARE(windW(t, std::nan("")), 0.0);
  }

  void higherHubsSeeMoreWindAndThinAirCarriesLess() {
    QVERIFY(test::isNear(windAt(100.0, 6.0), 6.0 * 1.38950, 1e-4));
    QCOMPARE(windAt(0.0, 6.0), 6.0);
    const WindTurbine t{.ratingW = 4e6};
    QVERIFY(windW(t, 6.0) > windW({.ratingW = 4e6, .hubM = 50.0}, 6.0));
    QVERIFY(windW(t, 6.0, 1.0) < windW(t, 6.0));
  }
};

PLENUM_TEST(RenewablesTest)
#include "RenewablesTest.moc"
