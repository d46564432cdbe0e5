// SPDX-License-Identifier: Apache-2.0
#include "base/Random.h"
#include "physics/Electrical.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using namespace plenum::physics;
namespace validation = plenum::test::validation;

namespace {

/// Frontier as ExaDigiT/RAPS describes it (config/frontier.yaml, the paper's equations): one rectifier per four nodes
/// and one intermediate converter per node; switches and CDUs outside of the conversion.
struct FrontierPower {
  double totalMw = 0.0, lossMw = 0.0;
};
FrontierPower frontier(double cpuUse, double gpuUse) {
  constexpr double nodes = 9472.0, chassis = 592.0, cdus = 25.0;
  const double nodeW =
      90.0 + (280.0 - 90.0) * cpuUse + 4.0 * (88.0 + (560.0 - 88.0) * gpuUse) + 74.26 + 4.0 * 20.0 + 30.0;
  // (P + 13)/0.98 and (P + 17)/0.96 as loss curves: a constant and a part of the output
  const LossCurve converter{1.0, 13.0 / 0.98, 1.0 / 0.98 - 1.0, 0.0},
      rectifier{1.0, 17.0 / 0.96, 1.0 / 0.96 - 1.0, 0.0};
  const double intoRectifierW = inputW(rectifier, 4.0 * inputW(converter, nodeW));
  const double nodesW = nodes / 4.0 * intoRectifierW;
  return {(nodesW + chassis * 4.0 * 250.0 + cdus * 8473.47) / 1e6, (nodesW - nodes * nodeW) / 1e6};
}

}  // namespace

class ElectricalTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // V-23: EU Ecodesign tier 2, 2500 kVA, liquid
  void transformerReachesItsEfficiency() {
    const Transformer t{.ratedVa = 2.5e6, .noLoadW = 1575.0, .fullLoadW = 18500.0};
    struct {
      double load, expected;
    } const cases[] = {{0.25, 0.995649}, {0.50, 0.995064}, {1.0, 0.992034}};
    validation::Worst worst;
    for (const auto& c : cases) {
      const double outW = c.load * 2.5e6;
      worst.add(outW / (outW + lossW(t, outW)), c.expected);
    }
    QVERIFY(validation::atMost({"V-23", "transformer 2500 kVA at 25, 50, 100 %: efficiency",
                                "analytic; the losses are unverified inputs", "", 7},
                               worst.value, 1e-6));
  }

  // V-23
  void upsReachesItsEfficiency() {
    const double load[] = {0.10, 0.25, 0.50, 0.75, 1.0};
    const double online[] = {92.9, 96.2, 97.1, 97.1, 96.9}, eco[] = {95.9, 98.1, 98.8, 99.0, 99.0};
    validation::Worst worst;
    for (int i = 0; i < 5; ++i) {
      const LossCurve a = ratedAt(doubleConversionUps, 1.2e6), b = ratedAt(economyUps, 1.2e6);
      worst.add(100 * efficiency(a, load[i] * 1.2e6), online[i]);
      worst.add(100 * efficiency(b, load[i] * 1.2e6), eco[i]);
    }
    QVERIFY(validation::atMost({"V-23", "UPS in both modes, 10–100 %: efficiency, worst of 10 points",
                                "analytic; the curve is an unverified input", "points", 3},
                               worst.value, 0.051));
  }

  // V-23
  void breakerTripsAtTheTabledTimes() {
    QVERIFY(test::isNear(timeConstantOf(6.0, 10.0), 245.0, 0.05));
    const double tau = timeConstantOf(6.0, 10.0);
    struct {
      double ratio, expectedS;
    } const cases[] = {{1.25, 623.7}, {1.3, 468.1}, {1.5, 250.3}, {2, 109.3}, {3, 42.7}, {6, 10.0}};
    validation::Worst worst;
    for (const auto& c : cases) worst.add(secondsToTrip(0.0, c.ratio, tau), c.expectedS);
    worst.add(secondsToTrip(0.64, 1.5, tau), 168.3);
    QVERIFY(validation::atMost({"V-23", "breaker: time to trip, cold and warm, worst of 7 points", "analytic", "s", 3},
                               worst.value, 0.06));
    QVERIFY(std::isinf(secondsToTrip(0.0, 1.2, tau)));
    QCOMPARE(secondsToTrip(1.5, 1.0, tau), 0.0);
  }

  void breakerHeatingIsExactForAnyStep() {
    double heating = 0.2;
    for (int i = 0; i < 137; ++i) heating = heatingAfter(heating, 1.5, 1.0, 245.0);
    QVERIFY(test::isNear(heating, heatingAfter(0.2, 1.5, 137.0, 245.0), 1e-12));
    const double due = secondsToTrip(0.2, 1.5, 245.0);
    QVERIFY(test::isNear(heatingAfter(0.2, 1.5, due, 245.0), tripHeating, 1e-12));
  }

  // V-23
  void relaysTripAtTheStandardTimes() {
    const char* const iec = "IEC 60255 characteristics";
    QVERIFY(validation::near({"V-23", "relay at twice its setting: standard inverse", iec, "s"},
                             relaySeconds(standardInverse, 1.0, 2.0), 10.029, 5e-4));
    QVERIFY(validation::near({"V-23", "very inverse", iec, "s"}, relaySeconds(veryInverse, 1.0, 2.0), 13.5, 1e-12));
    QVERIFY(validation::near({"V-23", "extremely inverse", iec, "s"}, relaySeconds(extremelyInverse, 1.0, 2.0), 26.667,
                             5e-4));
    QVERIFY(std::isinf(relaySeconds(standardInverse, 1.0, 1.0)));
  }

  // V-23
  void peukertShortensAQuickDischarge() {
    QVERIFY(validation::near({"V-23", "Peukert: 100 Ah at 20 h, drawn at 50 A", "analytic", "h", 4},
                             peukertHours(100.0, 20.0, 50.0, 1.25), 1.1247, 5e-5));
    QVERIFY(test::isNear(peukertHours(100.0, 20.0, 5.0, 1.25), 20.0, 1e-12));
  }

  // V-40
  void frontierDrawsWhatItsDescriptionSays() {
    struct {
      double cpuUse, gpuUse, totalMw, lossMw;
    } const cases[] = {{0.0, 0.0, 7.282, 0.546}, {0.33, 0.79, 22.93, 1.472}, {1.0, 1.0, 28.203, 1.785}};
    const char* const names[] = {"Frontier idle: power", "Frontier HPL: power", "Frontier peak: power"};
    const char* const raps = "ExaDigiT RAPS configuration, same equations";
    validation::Worst loss;
    for (std::size_t i = 0; i < 3; ++i) {
      const FrontierPower p = frontier(cases[i].cpuUse, cases[i].gpuUse);
      QVERIFY(validation::close({"V-40", names[i], raps, "MW", 2}, p.totalMw, cases[i].totalMw, 1e-3));
      loss.addRelative(p.lossMw, cases[i].lossMw);
    }
    QVERIFY(validation::atMost({"V-40", "conversion loss in the three states, worst", raps, "%", 2}, 100.0 * loss.value,
                               0.1));
  }

  void outputComesBackFromInput() {
    for (const LossCurve shape : {doubleConversionUps, economyUps, LossCurve{1.0, 0.0, 0.02, 0.0}}) {
      const LossCurve device = ratedAt(shape, 1e6);
      for (const double outW : {0.0, 1e3, 3e5, 1e6, 1.3e6})
        QVERIFY(test::isNear(outputW(device, inputW(device, outW)), outW, 1e-6));
    }
    QCOMPARE(outputW(ratedAt(doubleConversionUps, 1e6), 100.0), 0.0);
    QCOMPARE(efficiency(ratedAt(doubleConversionUps, 1e6), 0.0), 0.0);
  }

  void titaniumSupplyMeetsItsLabel() {
    const Pchip loss = titaniumLossFraction();
    struct {
      double load, efficiency;
    } const cases[] = {{0.1, 0.90}, {0.2, 0.94}, {0.5, 0.96}, {1.0, 0.91}};
    for (const auto& c : cases) QVERIFY(test::isNear(c.load / (c.load + loss.at(c.load)), c.efficiency, 1e-12));
    double before = 0.0;
    for (double load = 0.0; load <= 1.0; load += 0.01) {
      QVERIFY(loss.at(load) >= before);
      before = loss.at(load);
    }
  }

  void batteryClosesItsEnergyAndKeepsItsLimits() {
    const Battery battery{.energyJ = 5 * 60 * 1e6,
                          .dischargeEfficiency = 0.96,
                          .chargeEfficiency = 0.95,
                          .maxDischargeW = 1.1e6,
                          .maxChargeW = 1e5,
                          .lowestCharge = 0.1};
    const RandomKey key{.seed = 31};
    double charge = 0.5;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
      const double wantedW = (randomUniform(key, 2 * i) - 0.05) * 1.3e6 * (i / 500 % 2 == 0 ? 1.0 : -1.0);
      const double cellC = 10.0 + 30.0 * randomUniform(key, 2 * i + 1);
      const BatteryTick t = advance(battery, charge, wantedW, cellC, 1.0);
      QVERIFY(test::isNear(battery.energyJ * (t.charge - charge), -(t.terminalW + t.heatW), 1e-6));
      QVERIFY(t.heatW >= 0.0);
      QVERIFY(t.terminalW <= 1.1e6 && t.terminalW >= -1e5);
      QVERIFY(std::abs(t.terminalW) <= std::abs(wantedW));
      QVERIFY(t.charge >= 0.1 - 1e-12 && t.charge <= 1.0 + 1e-12);
      charge = t.charge;
    }
  }

  void coldBatteryGivesLess() {
    const Battery battery{.energyJ = 1e6, .dischargeEfficiency = 1.0, .maxDischargeW = 1e9};
    QVERIFY(test::isClose(advance(battery, 1.0, 1e9, 25.0, 1.0).terminalW, 1e6, 1e-12));
    QVERIFY(test::isClose(advance(battery, 1.0, 1e9, 5.0, 1.0).terminalW, 0.84e6, 1e-12));
  }

  void constantPowerNeedsMoreCurrentAsVoltageSags() {
    const double amps = constantPowerA(400.0, 0.02, 100e3);
    QVERIFY(test::isClose(amps * (400.0 - 0.02 * amps), 100e3, 1e-12));
    QVERIFY(test::isClose(constantPowerA(400.0, 0.0, 100e3), 250.0, 1e-12));
    // more than it can give: the current of its largest power
    QVERIFY(test::isClose(constantPowerA(400.0, 0.02, 1e9), 400.0 / 0.04, 1e-12));
  }
};

PLENUM_TEST(ElectricalTest)
#include "ElectricalTest.moc"
