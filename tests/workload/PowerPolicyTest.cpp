// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <vector>

#include "base/Math.h"
#include "base/Random.h"
#include "support/Test.h"
#include "workload/PowerPolicy.h"

using namespace plenum;
using Power = Scheduling::Power;

namespace {

double drawOf(const std::vector<PowerTaker>& takers, const std::vector<double>& clocks) {
  double sumW = 0.0;
  for (std::size_t t = 0; t < takers.size(); ++t)
    sumW += takers[t].fixedW + takers[t].dynamicW * math::pow(clocks[t], takers[t].exponent);
  return sumW;
}
double progressOf(const std::vector<PowerTaker>& takers, const std::vector<double>& clocks) {
  double sum = 0.0;
  for (std::size_t t = 0; t < takers.size(); ++t)
    sum += takers[t].weight * takers[t].chips * progressAt(takers[t].clockShare, clocks[t]);
  return sum;
}

struct PolicyDraws {
  std::uint64_t entity = 0, counter = 0;
  double between(double low, double high) { return low + (high - low) * randomUniform({11, entity, 5}, counter++); }
};
std::vector<PowerTaker> randomTakers(std::uint64_t n) {
  PolicyDraws draw{n};
  std::vector<PowerTaker> takers(static_cast<std::size_t>(draw.between(1.0, 12.0)));
  for (PowerTaker& taker : takers) {
    taker.chips = static_cast<std::uint32_t>(draw.between(1.0, 5000.0));
    taker.fixedW = taker.chips * draw.between(50.0, 150.0);
    taker.dynamicW = taker.chips * draw.between(0.0, 700.0);
    taker.exponent = draw.between(2.0, 3.0);
    taker.clockShare = draw.between(0.0, 1.0);
    taker.leastFrequency = draw.between(0.2, 0.7);
    taker.weight = draw.between(0.0, 1.0) < 0.2 ? 0.0 : draw.between(0.1, 10.0);
  }
  return takers;
}

}  // namespace

class PowerPolicyTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void progressByHand() {
    QCOMPARE(progressAt(0.9, 1.0), 1.0);
    QCOMPARE(progressAt(1.0, 0.5), 0.5);
    QCOMPARE(progressAt(0.0, 0.5), 1.0);
    QCOMPARE(progressAt(0.5, 0.5), 1.0 / 1.5);
    QCOMPARE(progressAt(0.9, 0.0), 0.0);
  }

  void uniformByHand() {
    // 100 W fixed; 1000 W at full clock with a cube: half the clock leaves 100 + 125
    const std::vector<PowerTaker> one{{.job = 0, .fixedW = 100, .dynamicW = 1000, .exponent = 3.0, .chips = 1}};
    QVERIFY(std::abs(clocksWithin(Power::uniform, one, 225.0)[0] - 0.5) < 1e-9);
    QVERIFY(std::abs(clocksWithin(Power::jobAware, one, 225.0)[0] - 0.5) < 1e-9);
    QCOMPARE(clocksWithin(Power::uniform, one, 1100.0)[0], 1.0);
    QCOMPARE(clocksWithin(Power::unlimited, one, 10.0)[0], 1.0);
    // it cannot go below its least, whatever the limit
    QVERIFY(std::abs(clocksWithin(Power::uniform, one, 0.0)[0] - 0.3) < 1e-9);
    QVERIFY(std::abs(clocksWithin(Power::jobAware, one, -5.0)[0] - 0.3) < 1e-9);
    QVERIFY(clocksWithin(Power::jobAware, {}, 0.0).empty());
  }

  void jobAwareTakesFirstWhereItCostsLeast() {
    // β = 1, square law: m(f) = w n / (2 D f); with D and n alike and a weight of 2 to 1 the clocks are 2 to 1
    std::vector<PowerTaker> two(2, {.job = 0,
                                    .fixedW = 0,
                                    .dynamicW = 1000,
                                    .exponent = 2.0,
                                    .clockShare = 1.0,
                                    .leastFrequency = 0.01,
                                    .weight = 1.0,
                                    .chips = 10});
    two[1].weight = 2.0;
    // f² + 4 f² = 0.5 → f = √0.1
    const auto clocks = clocksWithin(Power::jobAware, two, 500.0);
    QVERIFY(std::abs(clocks[0] - std::sqrt(0.1)) < 1e-7);
    QVERIFY(std::abs(clocks[1] - 2.0 * std::sqrt(0.1)) < 1e-7);
    // one whose progress does not follow the clock, and one that counts for nothing, give all that they can
    two[0].clockShare = 0.0;
    QVERIFY(std::abs(clocksWithin(Power::jobAware, two, 1500.0)[0] - 0.01) < 1e-9);
    QCOMPARE(clocksWithin(Power::jobAware, two, 1500.0)[1], 1.0);
  }

  void limitHoldsAndIsUsed() {
    for (std::uint64_t n = 0; n < 300; ++n) {
      const auto takers = randomTakers(n);
      std::vector<double> full(takers.size(), 1.0), least;
      for (const PowerTaker& taker : takers) least.push_back(taker.leastFrequency);
      const double mostW = drawOf(takers, full), leastW = drawOf(takers, least);
      for (const double share : {0.02, 0.3, 0.6, 0.95, 1.0}) {
        const double limitW = leastW + share * (mostW - leastW);
        for (const Power policy : {Power::uniform, Power::jobAware}) {
          const auto clocks = clocksWithin(policy, takers, limitW);
          QVERIFY(drawOf(takers, clocks) <= limitW * (1.0 + 1e-12));
          // nothing is left lying, but what a clock that brings nothing would take
          if (policy == Power::uniform) QVERIFY(drawOf(takers, clocks) >= limitW * (1.0 - 1e-9));
          for (std::size_t t = 0; t < takers.size(); ++t)
            QVERIFY(clocks[t] >= takers[t].leastFrequency - 1e-12 && clocks[t] <= 1.0);
        }
      }
    }
  }

  void moreLimitNeverSlowsAnybody() {
    for (std::uint64_t n = 0; n < 200; ++n) {
      const auto takers = randomTakers(n);
      const double mostW = drawOf(takers, std::vector<double>(takers.size(), 1.0));
      for (const Power policy : {Power::uniform, Power::jobAware}) {
        std::vector<double> before(takers.size(), 0.0);
        for (double share = 0.2; share <= 1.01; share += 0.1) {
          const auto clocks = clocksWithin(policy, takers, share * mostW);
          for (std::size_t t = 0; t < takers.size(); ++t) QVERIFY(clocks[t] >= before[t] - 1e-9);
          before = clocks;
        }
      }
    }
  }

  void jobAwareNeverLosesMoreThanUniform() {
    int better = 0;
    for (std::uint64_t n = 0; n < 500; ++n) {
      const auto takers = randomTakers(n);
      const double mostW = drawOf(takers, std::vector<double>(takers.size(), 1.0));
      for (const double share : {0.4, 0.6, 0.8, 0.9}) {
        const double aware = progressOf(takers, clocksWithin(Power::jobAware, takers, share * mostW));
        const double uniform = progressOf(takers, clocksWithin(Power::uniform, takers, share * mostW));
        QVERIFY2(aware >= uniform * (1.0 - 1e-9), qPrintable(QString::number(n)));
        better += aware > uniform * 1.001;
      }
    }
    QVERIFY(better > 500);  // and mostly gains something
  }

  void noSmallShiftOfPowerFromOneToAnotherWouldGain() {
    // the optimum, checked by moving a watt instead of by the equation that found it
    for (std::uint64_t n = 0; n < 60; ++n) {
      const auto takers = randomTakers(n);
      const double mostW = drawOf(takers, std::vector<double>(takers.size(), 1.0));
      const auto clocks = clocksWithin(Power::jobAware, takers, 0.7 * mostW);
      const double ours = progressOf(takers, clocks), moved = 1e-5 * mostW;
      for (std::size_t a = 0; a < takers.size(); ++a)
        for (std::size_t b = 0; b < takers.size(); ++b) {
          if (a == b || takers[a].dynamicW < 1.0 || takers[b].dynamicW < 1.0) continue;
          const auto shifted = [&](std::size_t t, double byW) {
            const double share = std::pow(clocks[t], takers[t].exponent) + byW / takers[t].dynamicW;
            return share > 0.0 ? std::pow(share, 1.0 / takers[t].exponent) : 0.0;
          };
          auto other = clocks;
          other[a] = shifted(a, -moved);
          other[b] = shifted(b, moved);
          if (other[a] < takers[a].leastFrequency || other[b] > 1.0) continue;
          QVERIFY(progressOf(takers, other) <= ours * (1.0 + 1e-9));
        }
    }
  }
};

PLENUM_TEST(PowerPolicyTest)
#include "PowerPolicyTest.moc"
