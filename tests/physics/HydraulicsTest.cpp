// SPDX-License-Identifier: Apache-2.0
#include "base/Random.h"
#include "physics/Control.h"
#include "physics/Curves.h"
#include "physics/Hydraulics.h"
#include "physics/Network.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using namespace plenum::physics;
namespace validation = plenum::test::validation;

class HydraulicsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // V-10
  void aPumpFollowsItsAffinityLaws() {
    const Network loop(2, {{0, 1}, {1, 0}});
    struct {
      double flow, pressure, power;
    } at[2];
    for (int i = 0; i < 2; ++i) {
      const double speed = i == 0 ? 1.0 : 0.8;
      const BranchLaw pumps{
          .resistance = 1.0, .transitionKgPerS = 1e-6, .shutOffPa = 300e3, .fall = 20.0, .speed = speed, .units = 2.0};
      const BranchLaw pipe{.resistance = 80.0, .transitionKgPerS = 1e-6};
      const double flow = loop.solve(std::vector{pumps, pipe}, {}).flowKgPerS[0], head = headPa(pumps, flow);
      at[i] = {flow, head, pumpInputW({head, flow / 1e3, speed * 0.06, 0.7})};
    }
    const auto errorOf = [](double x, double expected) { return std::abs(x - expected); };
    QVERIFY(validation::atMost(
        {"V-10", "affinity at 80 % speed: flow 0.8, pressure 0.64, power 0.512", "analytic", "", validation::decade},
        std::max({errorOf(at[1].flow / at[0].flow, 0.8), errorOf(at[1].pressure / at[0].pressure, 0.64),
                  errorOf(at[1].power / at[0].power, 0.512)}),
        1e-9));
  }

  // V-10
  void installedValveFollowsTheTable() {
    struct {
      double stroke, authority, expected;
    } const cases[] = {{.5, 1, .1414},  {.5, .5, .1980},  {.5, .3, .2524},
                       {.75, 1, .3761}, {.75, .5, .4978}, {.75, .3, .5954}};
    validation::Worst worst;
    for (const auto& c : cases) worst.add(installedFlow(equalPercentage(c.stroke), c.authority), c.expected);
    QVERIFY(validation::atMost({"V-10", "equal-percentage valve with authority, worst of 6 points", "analytic", "", 5},
                               worst.value, 1e-4));
  }

  void valveRisesFromItsLeakageToFullyOpen() {
    QCOMPARE(equalPercentage(0.0), 1e-3);
    QCOMPARE(equalPercentage(1.0), 1.0);
    QCOMPARE(equalPercentage(7.0), 1.0);
    double before = 0.0;
    for (double x = 0.0; x <= 1.0; x += 0.001) {
      QVERIFY(equalPercentage(x) > before);
      before = equalPercentage(x);
    }
    QCOMPARE(installedFlow(0.0, 0.5), 0.0);
    QCOMPARE(installedFlow(1.0, 0.5), 1.0);
  }

  void pumpsDrawByTheirEfficiency() {
    const double efficiency = 0.80 * 0.93 * 0.97;
    QVERIFY(test::isClose(pumpInputW({200e3, 0.025, 0.025, efficiency}), 0.025 * 200e3 / efficiency, 1e-14));
    // at half of its best flow the parabola stands at three quarters
    QVERIFY(test::isClose(pumpInputW({200e3, 0.0125, 0.025, efficiency}), 0.0125 * 200e3 / (0.75 * efficiency), 1e-14));
    // against a shut valve: finite
    QVERIFY(test::isClose(pumpInputW({300e3, 0.0, 0.025, efficiency}), 0.5 * 0.025 * 300e3 / efficiency, 1e-14));
    QVERIFY(pumpInputW({100e3, 0.05, 0.025, efficiency}) > 0.05 * 100e3 / efficiency);
    // at a standstill: nothing, whatever is pushed through them
    QCOMPARE(pumpInputW({0.0, 0.0, 0.0, efficiency}), 0.0);
    QCOMPARE(pumpInputW({100e3, 0.025, 0.0, efficiency}), 0.0);
  }

  void curveThroughPointsNeverOvershoots() {
    const RandomKey key{.seed = 21};
    for (std::uint64_t set = 0; set < 200; ++set) {
      std::vector<double> x, y;
      for (std::uint64_t i = 0; i < 8; ++i) {
        x.push_back((x.empty() ? 0.0 : x.back()) + 0.01 + randomUniform(key, set * 32 + 2 * i));
        const double u = randomUniform(key, set * 32 + 2 * i + 1);
        y.push_back(set % 2 == 0 ? (y.empty() ? 0.0 : y.back()) + u * u * u : u);  // rising, or anything
      }
      const Pchip curve(x, y);
      for (std::size_t i = 0; i + 1 < x.size(); ++i) {
        QVERIFY(test::isNear(curve.at(x[i]), y[i], 1e-14));
        double before = y[i];
        for (int k = 0; k <= 50; ++k) {
          const double v = curve.at(x[i] + (x[i + 1] - x[i]) * k / 50);
          QVERIFY(v >= std::min(y[i], y[i + 1]) - 1e-14 && v <= std::max(y[i], y[i + 1]) + 1e-14);
          QVERIFY(y[i + 1] >= y[i] ? v >= before - 1e-14 : v <= before + 1e-14);
          before = v;
        }
      }
      QCOMPARE(curve.at(-5.0), y.front());
      QCOMPARE(curve.at(1e9), y.back());
    }
  }

  void curveReproducesALineAndItsSlope() {
    const double x[] = {0, 1, 3, 4}, y[] = {1, 3, 7, 9};
    const Pchip line(x, y);
    for (double at = 0.0; at <= 4.0; at += 0.1) {
      QVERIFY(test::isNear(line.at(at), 1.0 + 2.0 * at, 1e-14));
      QVERIFY(test::isNear(line.slopeAt(at), 2.0, 1e-13));
    }
    const double bx[] = {0, 1, 2, 3}, by[] = {0, 1, 4, 9};
    const Pchip bent(bx, by);
    for (double at = 0.05; at < 3.0; at += 0.1)
      QVERIFY(test::isNear(bent.slopeAt(at), (bent.at(at + 1e-6) - bent.at(at - 1e-6)) / 2e-6, 1e-5));
    QCOMPARE(Pchip().at(3.0), 0.0);
  }

  void controllerFindsItsSetpoint() {
    const PiGains gains{.gain = 0.03, .integralS = 40.0, .strokeS = 120.0};
    double temperatureC = 20.0;
    PiState pi = piAt(0.2, 0.0, temperatureC);
    for (int i = 0; i < 3000; ++i) {
      pi = stepped(gains, pi, 30.0 - temperatureC, temperatureC, 1.0);
      temperatureC += (15.0 + 25.0 * pi.output - temperatureC) / 30.0;
    }
    QVERIFY(test::isNear(temperatureC, 30.0, 1e-3));
    QVERIFY(test::isNear(pi.output, 0.6, 1e-3));
  }

  // would catch wind-up: after an hour against its limit the output must leave it as soon as the error turns
  void controllerDoesNotWindUp() {
    const PiGains gains{.gain = 0.05, .integralS = 20.0};
    PiState pi = piAt(0.5, 0.0, 0.0);
    for (int i = 0; i < 3600; ++i) pi = stepped(gains, pi, 10.0, 0.0, 1.0);
    QCOMPARE(pi.output, 1.0);
    pi = stepped(gains, pi, -1.0, 0.0, 1.0);
    QVERIFY(pi.output < 1.0);
  }

  void controllerRespectsItsStroke() {
    const PiGains gains{.gain = 10.0, .integralS = 10.0, .strokeS = 100.0};
    const PiState pi = stepped(gains, piAt(0.0, 0.0, 0.0), 100.0, 0.0, 1.0);
    QVERIFY(test::isNear(pi.output, 0.01, 1e-15));
    QVERIFY(test::isNear(rateLimited(0.0, 1.0, 50.0, 1.0), 0.02, 1e-15));
    QCOMPARE(rateLimited(0.0, 1.0, 0.0, 1.0), 1.0);
  }

  void derivativeActsAgainstTheMeasurement() {
    const PiGains gains{.gain = 1.0, .integralS = 1e9, .derivativeS = 5.0, .lowest = -10, .highest = 10};
    PiState pi = piAt(0.0, 0.0, 0.0);
    pi = stepped(gains, pi, 0.0, 0.1, 1.0);  // the measurement begins to rise
    QVERIFY(test::isNear(pi.output, -0.5, 1e-6));
    pi = stepped(gains, pi, 0.0, 0.2, 1.0);  // and rises on: no further change
    QVERIFY(test::isNear(pi.output, -0.5, 1e-6));
  }

  void stagesWaitAndDoNotHunt() {
    const StageRule rule{.fewest = 1, .most = 4, .upAbove = 0.9, .downBelow = 0.75, .waitS = 60.0};
    StageState s{.running = 1};
    for (int i = 0; i < 59; ++i) s = stepped(rule, s, 0.95, 1.0);
    QCOMPARE(s.running, 1);
    s = stepped(rule, s, 0.95, 1.0);
    QCOMPARE(s.running, 2);
    for (int i = 0; i < 10'000; ++i) s = stepped(rule, s, 0.95, 1.0);
    QCOMPARE(s.running, 2);
    for (int i = 0; i < 60; ++i) s = stepped(rule, s, 0.70, 1.0);
    QCOMPARE(s.running, 1);
    for (int i = 0; i < 10'000; ++i) s = stepped(rule, s, 20.0, 1.0);
    QCOMPARE(s.running, 4);
    for (int i = 0; i < 10'000; ++i) s = stepped(rule, s, 0.0, 1.0);
    QCOMPARE(s.running, 1);
    StageRule none = rule;
    none.fewest = 0;
    for (int i = 0; i < 60; ++i) s = stepped(none, s, 0.0, 1.0);
    QCOMPARE(s.running, 0);
    for (int i = 0; i < 60; ++i) s = stepped(none, s, 0.1, 1.0);
    QCOMPARE(s.running, 1);
  }

  void switchHasADeadBand() {
    QVERIFY(switched(false, 11.0, 10.0, 8.0));
    QVERIFY(switched(true, 9.0, 10.0, 8.0));
    QVERIFY(!switched(false, 9.0, 10.0, 8.0));
    QVERIFY(!switched(true, 7.0, 10.0, 8.0));
  }
};

PLENUM_TEST(HydraulicsTest)
#include "HydraulicsTest.moc"
