// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "base/Math.h"
#include "base/Random.h"
#include "support/Test.h"
#include "workload/Queueing.h"

using namespace plenum;

namespace {

constexpr double never = 1e300;

}  // namespace

class QueueingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void erlangByHand() {
    // one server: P(wait) = ρ; two: a²/2/(1 + a + a²/2 …) by hand
    QVERIFY(test::isNear(erlangWaiting(1, 0.8, 1.0).probability, 0.8, 1e-12));
    QVERIFY(test::isNear(erlangWaiting(1, 0.8, 1.0).meanS, 4.0, 1e-12));
    QVERIFY(test::isNear(erlangBlocking(2, 1.0), 0.2, 1e-15));
    QVERIFY(test::isNear(erlangWaiting(2, 0.5, 1.0).probability, 1.0 / 3.0, 1e-12));
    QCOMPARE(erlangWaiting(0, 0.5, 1.0).meanS, 0.0);
    QCOMPARE(erlangWaiting(8, 0.0, 1.0).probability, 0.0);
    QCOMPARE(erlangBlocking(0, 3.0), 1.0);
  }
  void waitsFallWithServersAndRiseWithLoad() {
    for (std::uint32_t c = 1; c < 200; ++c) {
      QVERIFY(erlangWaiting(c + 1, 0.9, 1.0).meanS < erlangWaiting(c, 0.9, 1.0).meanS);
      QVERIFY(erlangWaiting(c, 0.91, 1.0).meanS > erlangWaiting(c, 0.9, 1.0).meanS);
    }
  }
  void singleServerOfAnyLaw() {
    // Pollaczek and Khinchine: constant service halves the wait of M/M/1
    const Waiting w = generalWaiting(erlangWaiting(1, 0.6, 2.0), 1.0, 0.0);
    QVERIFY(test::isNear(w.meanS, 0.6 * 2.0 / (2.0 * 0.4), 1e-12));
  }
  void splitStreams() {
    QCOMPARE(splitVariation(3.0, 1.0), 3.0);
    QVERIFY(test::isNear(splitVariation(3.0, 4.0), std::sqrt(3.0), 1e-12));
    QVERIFY(test::isNear(splitVariation(5.0, 1e9), 1.0, 1e-6));
  }
  void normalTail() {
    QVERIFY(test::isNear(normalBeyond(0.0), 0.5, 1e-7));
    QVERIFY(test::isNear(normalBeyond(1.6448536), 0.05, 1e-7));
    QVERIFY(test::isNear(normalBeyond(-1.6448536), 0.95, 1e-7));
    QVERIFY(test::isNear(normalBeyond(3.0), 0.0013498980, 1e-7));
  }
  void sojournOfOneServer() {
    // M/M/1: the whole stay is exponential with rate μ − λ
    const Waiting w = erlangWaiting(1, 0.7, 1.0);
    const double stay = timeExceededBy(0.05, w, {}, {OwnTime::Law::exponential, 1.0, 0.0});
    QVERIFY(test::isClose(stay, -math::log(0.05) / 0.3, 1e-3));
  }
  void nobodyWaits() {
    const double t = timeExceededBy(0.05, {}, {}, {OwnTime::Law::lognormal, 2.0, 0.8});
    QVERIFY(test::isClose(t, 2.0 * math::exp(0.8 * 1.6448536 - 0.32), 1e-6));
    QVERIFY(test::isClose(timeExceededBy(0.05, {}, {}, {OwnTime::Law::lognormal, 2.0, 0.0}), 2.0, 1e-3));
    QCOMPARE(timeExceededBy(0.05, {}, {}, {OwnTime::Law::lognormal, 0.0, 0.0}), 0.0);
  }
  void twoWaitsAndOwnTimeAgreeWithDraws() {
    // the percentile of the sum by 400,000 draws of its parts
    const Waiting first{0.3, 0.6}, second{0.5, 0.2};
    const OwnTime own{OwnTime::Law::lognormal, 1.0, 0.9};
    const double mu = -0.5 * own.sigma * own.sigma;
    std::vector<double> sums(400'000);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const auto wait = [&](const Waiting& w, std::uint64_t purpose) {
        if (randomUniform({5, 1, purpose}, i) >= w.probability) return 0.0;
        return -math::log(1.0 - randomUniform({5, 2, purpose}, i)) * w.meanS / w.probability;
      };
      sums[i] = wait(first, 1) + wait(second, 2) + math::exp(mu + own.sigma * randomNormal({5, 3, 0}, i));
    }
    std::sort(sums.begin(), sums.end());
    for (const double share : {0.5, 0.1, 0.05, 0.01}) {
      const double drawn = sums[static_cast<std::size_t>((1.0 - share) * static_cast<double>(sums.size()))];
      QVERIFY(test::isClose(timeExceededBy(share, first, second, own), drawn, 0.015));
    }
  }
  void equalRatesAndExtremes() {
    const Waiting w{0.5, 1.0};
    const double t = timeExceededBy(0.05, w, w, {OwnTime::Law::exponential, 2.0, 0.0});
    QVERIFY(t > 0.0 && t < 20.0);
    QVERIFY(std::isfinite(timeExceededBy(0.05, {1.0, 1e9}, {}, {OwnTime::Law::lognormal, 1e-9, 3.0})));
    QVERIFY(timeExceededBy(1e-12, w, {}, {OwnTime::Law::lognormal, 1.0, 0.5}) < never);
  }
};
PLENUM_TEST(QueueingTest)
#include "QueueingTest.moc"
