// SPDX-License-Identifier: Apache-2.0
#include <bit>

#include "base/Random.h"
#include "support/Test.h"

using namespace plenum;

class RandomTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // the values were computed apart from this code; a change of them breaks every saved run
  void drawsAreTheSameForever() {
    QCOMPARE(randomBits({}, 0), std::uint64_t{0x2130748aaac80268});
    QCOMPARE(randomBits({.seed = 1, .entity = 2, .purpose = 3}, 4), std::uint64_t{0xd55ccd4aeb3ccafb});
    QCOMPARE(randomBits({.seed = 42, .entity = 7, .purpose = 1}, 1'000'000), std::uint64_t{0x4598b7a4b60f71a7});
  }

  void uniformHasItsMoments() {
    const RandomKey key{.seed = 7, .entity = 11, .purpose = 13};
    double sum = 0.0, squares = 0.0;
    const int count = 200'000;
    for (int i = 0; i < count; ++i) {
      const double u = randomUniform(key, static_cast<std::uint64_t>(i));
      QVERIFY(u >= 0.0 && u < 1.0);
      sum += u;
      squares += u * u;
    }
    const double mean = sum / count;
    // four standard errors
    QVERIFY(test::isNear(mean, 0.5, 4 * std::sqrt(1.0 / 12 / count)));
    QVERIFY(test::isNear(squares / count - mean * mean, 1.0 / 12, 1e-3));
  }

  void normalHasItsMoments() {
    const RandomKey key{.seed = 3, .entity = 5, .purpose = 8};
    double m1 = 0, m2 = 0, m3 = 0, m4 = 0;
    const int count = 200'000;
    for (int i = 0; i < count; ++i) {
      const double x = randomNormal(key, static_cast<std::uint64_t>(i));
      QVERIFY(std::isfinite(x));
      m1 += x;
      m2 += x * x;
      m3 += x * x * x;
      m4 += x * x * x * x;
    }
    // four standard errors of N(0, 1): the variances of x, x², x³ and x⁴ are 1, 2, 15 and 96
    QVERIFY(test::isNear(m1 / count, 0.0, 4 * std::sqrt(1.0 / count)));
    QVERIFY(test::isNear(m2 / count, 1.0, 4 * std::sqrt(2.0 / count)));
    QVERIFY(test::isNear(m3 / count, 0.0, 4 * std::sqrt(15.0 / count)));
    QVERIFY(test::isNear(m4 / count, 3.0, 4 * std::sqrt(96.0 / count)));
  }

  // would catch a key whose words do not reach every bit, or one word that cancels another
  void everyWordOfTheKeyMatters() {
    const RandomKey key{.seed = 100, .entity = 200, .purpose = 300};
    const std::uint64_t base = randomBits(key, 400);
    const std::uint64_t others[] = {randomBits({.seed = 101, .entity = 200, .purpose = 300}, 400),
                                    randomBits({.seed = 100, .entity = 201, .purpose = 300}, 400),
                                    randomBits({.seed = 100, .entity = 200, .purpose = 301}, 400), randomBits(key, 401),
                                    randomBits({.seed = 200, .entity = 100, .purpose = 300}, 400)};
    for (const std::uint64_t other : others) {
      const int flipped = std::popcount(base ^ other);
      QVERIFY(flipped > 12 && flipped < 52);
    }
  }

  void neighbouringStreamsAreUncorrelated() {
    double product = 0.0;
    const int count = 50'000;
    for (int i = 0; i < count; ++i) {
      const auto counter = static_cast<std::uint64_t>(i);
      product += (randomUniform({.seed = 1, .entity = 1}, counter) - 0.5) *
                 (randomUniform({.seed = 1, .entity = 2}, counter) - 0.5);
    }
    QVERIFY(test::isNear(product / count, 0.0, 4 * (1.0 / 12) / std::sqrt(count)));
  }

  void orderOfDrawingDoesNotMatter() {
    const RandomKey a{.seed = 9, .entity = 1}, b{.seed = 9, .entity = 2};
    const double first = randomNormal(a, 5);
    for (std::uint64_t i = 0; i < 100; ++i) randomNormal(b, i);
    QCOMPARE(randomNormal(a, 5), first);
  }
};

PLENUM_TEST(RandomTest)
#include "RandomTest.moc"
