// SPDX-License-Identifier: Apache-2.0
#include <vector>

#include "Csv.h"
#include "physics/AirMetrics.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using namespace plenum::physics;
namespace validation = plenum::test::validation;

/// The indices of a hall's air, by hand and against the project's own CFD of a small hall.
class AirMetricsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // V-27
  void rackCoolingIndexFollowsItsDefinition() {
    const double inlets[] = {22, 26, 28, 30, 33};
    QVERIFY(validation::near(
        {"V-27", "RCI-HI of inlets 22, 26, 28, 30, 33 °C for 27/32 °C", "analytic (Herrlin 2005)", "%", 1},
        rackCoolingIndexHigh(inlets, {}), 60.0, 1e-9));
    QCOMPARE(rackCoolingIndexLow(inlets, {}), 100.0);
    const double cold[] = {15.0, 18.0, 21.0};
    QVERIFY(test::isNear(rackCoolingIndexLow(cold, {}), 100.0 * (1.0 - 3.0 / 9.0), 1e-9));
    QCOMPARE(rackCoolingIndexHigh({}, {}), 100.0);
  }

  // V-27
  void heatIndicesFollowTheirDefinition() {
    // the means of the case: supply 18 °C, inlets 20.416 °C, rise 12 K, return 31.31 °C
    const RackAir mean[] = {{1.0, 20.416, 32.416}};
    const char* const source = "analytic, on the means of an earlier CFD run";
    QVERIFY(validation::near({"V-27", "SHI at mean inlet 20.416 °C", source, "", 4}, supplyHeatIndex(mean, 18.0),
                             0.1676, 5e-5));
    QVERIFY(validation::near({"V-27", "RHI of the same", source, "", 4}, returnHeatIndex(mean, 18.0), 0.8324, 5e-5));
    QVERIFY(validation::near({"V-27", "RTI of the same", source, "%", 1}, returnTemperatureIndex(31.31, 18.0, 12.0),
                             110.9, 0.05));
    QCOMPARE(supplyHeatIndex({}, 18.0), 0.0);
  }

  // V-27; the file was corrected after the case was written
  void smallHallOfTheCfdHasTheseIndices() {
    const auto path = test::sharedDir() / "data/hall2/rack_inlets.csv";
    PLENUM_NEEDS(path);
    std::vector<double> inlets;
    std::vector<RackAir> racks;
    for (const auto& row : test::numbersOf(path)) {
      inlets.push_back(row[1]);
      racks.push_back({0.34549 * 1.2, row[1], row[1] + 12.0});
    }
    QCOMPARE(inlets.size(), std::size_t{10});
    const char* const source = "own CFD, hall2 at 0.1 m; the case's figure is from an earlier run";
    constexpr auto informs = validation::Case::Kind::informational;
    validation::near({"V-27", "SHI of hall2, rack by rack", source, "", 4, informs}, supplyHeatIndex(racks, 18.0),
                     0.1676, 0.02);
    // the exact balance of its heat: 18 + 12/0.9 °C
    validation::near({"V-27", "RTI of hall2 by its balance", source, "%", 1, informs},
                     returnTemperatureIndex(31.333, 18.0, 12.0), 110.9, 0.5);
    QCOMPARE(rackCoolingIndexHigh(inlets, {}), 100.0);
    // 90 % of the racks' air comes from the floor, so that at least a tenth goes round
    QVERIFY(supplyHeatIndex(racks, 18.0) > 0.1);
  }

  void evenAirIsIdeal() {
    const RackAir racks[] = {{0.4, 20.0, 32.0}, {0.2, 20.0, 30.0}};
    QCOMPARE(supplyHeatIndex(racks, 20.0), 0.0);
    QCOMPARE(returnHeatIndex(racks, 20.0), 1.0);
    QVERIFY(returnTemperatureIndex(28.0, 20.0, 10.0) < 100.0);
  }
};

PLENUM_TEST(AirMetricsTest)
#include "AirMetricsTest.moc"
