// SPDX-License-Identifier: Apache-2.0
#include <limits>

#include "base/Random.h"
#include "physics/HeatExchanger.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using namespace plenum::physics;
namespace validation = plenum::test::validation;

namespace {

constexpr FlowArrangement arrangements[] = {FlowArrangement::counter, FlowArrangement::parallel,
                                            FlowArrangement::crossUnmixed, FlowArrangement::crossMaxMixed,
                                            FlowArrangement::crossMinMixed};

}  // namespace

class HeatExchangerTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // V-04
  void effectivenessAgreesWithTheTable() {
    struct {
      double ntu, ratio, expected[5];
    } const cases[] = {{1.0, 0.5, {0.564733, 0.517913, 0.544764, 0.541969, 0.544764}},
                       {2.0, 0.5, {0.774600, 0.633475, 0.738758, 0.702013, 0.717546}},
                       {3.0, 1.0, {0.750000, 0.498761, 0.684209, 0.613341, 0.613341}},
                       {1.0, 1.0, {0.500000, 0.432332, 0.468536, 0.468536, 0.468536}},
                       {3.0, 0.25, {0.918811, 0.781186, 0.896396, 0.845780, 0.878827}}};
    validation::Worst worst;
    for (const auto& c : cases)
      for (int i = 0; i < 5; ++i) worst.add(effectiveness(arrangements[i], c.ntu, c.ratio), c.expected[i]);
    QVERIFY(validation::atMost({"V-04", "effectiveness of five arrangements, worst of 25 points", "analytic", "", 7},
                               worst.value, 1e-6));
  }

  // V-05, a CDU of 2000 kW as in Google's Project Deschutes
  void deschutesCduMeetsItsDesignPoint() {
    const Exchange x = exchange(FlowArrangement::counter, 550.3e3, {.inletC = 45.97, .capacityWPerK = 31.48 * 3930.0},
                                {.inletC = 26.8, .capacityWPerK = 32.30 * 4180.0});
    const char* const source = "Project Deschutes (OCP), by way of Modelica Buildings";
    QVERIFY(validation::close({"V-05", "CDU at its design point: heat", source, "kW", 1}, x.heatW / 1e3, 2000.0, 3e-3));
    QVERIFY(validation::near({"V-05", "the same: IT supply", source, "°C", 2}, x.hotOutC, 29.80, 0.05));
    QVERIFY(validation::near({"V-05", "the same: facility return", source, "°C", 2}, x.coldOutC, 41.61, 0.05));
  }

  // V-06: two balanced exchangers in a row, rack | plant and plant | tower, both with effectiveness 0.625
  void balancedCduHoldsTheReferenceTemperatures() {
    QVERIFY(test::isNear(counterFlowNtu(0.625, 1.0), 1.6667, 1e-4));
    const double capacity = 1e5;
    const Exchange cdu = exchange(0.625, {.inletC = 323.157 - 273.15, .capacityWPerK = capacity},
                                  {.inletC = 315.150 - 273.15, .capacityWPerK = capacity});
    const char* const source = "Modelica Buildings, ChillerWSEDesignConditionsWater";
    QVERIFY(validation::near({"V-06", "balanced CDU: rack supply", source, "K"}, cdu.hotOutC + 273.15, 318.157, 0.02));
    QVERIFY(
        validation::near({"V-06", "balanced CDU: plant return", source, "K"}, cdu.coldOutC + 273.15, 320.150, 0.02));
    const Exchange wse = exchange(0.625, {.inletC = 320.150 - 273.15, .capacityWPerK = capacity},
                                  {.inletC = 312.150 - 273.15, .capacityWPerK = capacity});
    QVERIFY(validation::near({"V-06", "exchanger to the towers: plant supply", source, "K"}, wse.hotOutC + 273.15,
                             315.150, 0.02));
    QVERIFY(validation::near({"V-06", "exchanger to the towers: tower return", source, "K"}, wse.coldOutC + 273.15,
                             317.150, 0.02));
  }

  // V-43: the exchanger of a water-side economiser with effectiveness 0.8 and equal capacities
  void economiserCoolsByItsEffectiveness() {
    const auto leavesC = [](double towerC) {
      return exchange(0.8, {.inletC = 25.28, .capacityWPerK = 5e4}, {.inletC = towerC, .capacityWPerK = 5e4}).hotOutC;
    };
    const char* const source = "Modelica Buildings, WatersideEconomizer: the formula, not its flag";
    QVERIFY(validation::near({"V-43", "economiser, tower water 12.78 °C: chilled water leaves", source, "°C", 2},
                             leavesC(12.78), 15.28, 0.02));
    QVERIFY(validation::near({"V-43", "economiser, tower water 18.33 °C: chilled water leaves", source, "°C", 2},
                             leavesC(18.33), 19.72, 0.02));
  }

  void staysBetweenNothingAndTheLimit() {
    const RandomKey key{.seed = 4};
    for (std::uint64_t i = 0; i < 20'000; ++i) {
      const double ntu = 20.0 * randomUniform(key, 2 * i) * randomUniform(key, 2 * i);
      const double ratio = randomUniform(key, 2 * i + 1);
      const double best = effectiveness(FlowArrangement::counter, ntu, ratio);
      for (const FlowArrangement a : arrangements) {
        const double e = effectiveness(a, ntu, ratio);
        QVERIFY(e >= 0.0 && e <= 1.0);
        QVERIFY(e <= best + 2e-3);  // the cross-flow fit may pass counter flow by a little
        QVERIFY(effectiveness(a, ntu * 1.01 + 1e-6, ratio) >= e - 1e-15);
      }
    }
  }

  // would catch a branch near Z = 1 or Z = 0 that does not join its neighbour
  void limitsAreJoinedWithoutAStep() {
    const double infinite = std::numeric_limits<double>::infinity();
    for (const FlowArrangement a : arrangements) {
      QCOMPARE(effectiveness(a, 0.0, 0.0), 0.0);
      QCOMPARE(effectiveness(a, 0.0, 0.7), 0.0);
      QVERIFY(test::isNear(effectiveness(a, 2.0, 0.0), 1.0 - std::exp(-2.0), 1e-15));
      QVERIFY(test::isNear(effectiveness(a, 2.0, 1e-9), 1.0 - std::exp(-2.0), 1e-8));
      QVERIFY(effectiveness(a, infinite, 0.5) <= 1.0);
      QVERIFY(std::isfinite(effectiveness(a, infinite, 1.0)));
      for (const double gap : {1e-3, 1e-4, 1e-6, 1e-9, 1e-12, 1e-15})
        QVERIFY(test::isNear(effectiveness(a, 3.0, 1.0 - gap), effectiveness(a, 3.0, 1.0), 2.0 * gap + 1e-15));
    }
    QCOMPARE(effectiveness(FlowArrangement::counter, 3.0, 1.0), 0.75);
    QCOMPARE(effectiveness(FlowArrangement::counter, infinite, 1.0), 1.0);
  }

  // would catch a series that is used too far from Z = 1
  void counterFlowIsExactAroundBalance() {
    if (std::numeric_limits<long double>::digits < 64) QSKIP("long double is no wider than double on this machine");
    for (const double gap : {1e-2, 1e-3, 1e-4, 1e-5}) {
      const long double z = 1.0 - gap, decay = expl(-3.0L * (1.0L - z));
      const double expected = static_cast<double>((1.0L - decay) / (1.0L - z * decay));
      QVERIFY(test::isNear(effectiveness(FlowArrangement::counter, 3.0, 1.0 - gap), expected, 1e-13));
    }
  }

  void counterFlowNtuComesBack() {
    for (const double ratio : {0.0, 0.3, 0.9, 1.0 - 1e-6, 1.0})
      for (const double ntu : {0.0, 0.1, 1.0, 4.448, 8.0})
        QVERIFY(test::isNear(counterFlowNtu(effectiveness(FlowArrangement::counter, ntu, ratio), ratio), ntu,
                             1e-11 * std::exp(ntu)));
    for (const FlowArrangement a : arrangements)
      QVERIFY(test::isNear(ntuOf(a, effectiveness(a, 1.3, 0.6), 0.6), 1.3, 1e-9));
  }

  void whatOneSideLosesTheOtherGains() {
    const Stream hot{.inletC = 40.0, .capacityWPerK = 3e4}, cold{.inletC = 20.0, .capacityWPerK = 5e4};
    const Exchange x = exchange(FlowArrangement::counter, 9e4, hot, cold);
    QVERIFY(test::isClose(hot.capacityWPerK * (hot.inletC - x.hotOutC), x.heatW, 1e-14));
    QVERIFY(test::isClose(cold.capacityWPerK * (x.coldOutC - cold.inletC), x.heatW, 1e-14));
    const Exchange reversed = exchange(FlowArrangement::counter, 9e4, cold, hot);
    QCOMPARE(reversed.heatW, -x.heatW);
  }

  void standingStreamExchangesNothing() {
    const Exchange x = exchange(FlowArrangement::counter, 9e4, {.inletC = 40.0, .capacityWPerK = 0.0},
                                {.inletC = 20.0, .capacityWPerK = 5e4});
    QCOMPARE(x.heatW, 0.0);
    QCOMPARE(x.hotOutC, 40.0);
    QCOMPARE(x.coldOutC, 20.0);
  }

  void conductanceFollowsItsFilms() {
    const FilmPair films{.designUaWPerK = 550e3, .filmRatio = 0.5, .exponent1 = 0.8, .exponent2 = 0.85};
    QVERIFY(test::isClose(uaOffDesign(films, 1.0, 1.0), 550e3, 1e-14));
    QCOMPARE(uaOffDesign(films, 0.0, 1.0), 0.0);
    QVERIFY(test::isClose(uaOffDesign(films, 1.0, 1.0, 1.0 / 550e3), 275e3, 1e-14));
    // a film without limit on side 2 leaves film 1 = UA (1 + r)
    QVERIFY(test::isClose(uaOffDesign(films, 1.0, 1e12), 550e3 * 1.5, 1e-6));
    const FilmPair equal{.designUaWPerK = 1e3};
    QVERIFY(test::isClose(uaOffDesign(equal, 0.5, 0.5), 1e3 * std::pow(0.5, 0.8), 1e-14));
  }
};

PLENUM_TEST(HeatExchangerTest)
#include "HeatExchangerTest.moc"
