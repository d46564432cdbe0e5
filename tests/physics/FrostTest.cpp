// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "base/Random.h"
#include "physics/Frost.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::physics;

class FrostTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // 400 kg at 20 °C behind 10 kW/K in air of −10 °C: m·cp/UA = 167.36 s, · ln 3 = 183.86 s to the first crystal; then
  // a tenth of 400 kg · 333.6 kJ/kg at 100 kW: 133.44 s
  void standingWaterFreezesInTheTimeByHand() {
    const FrostBody coil{.contentKg = 400.0};
    QVERIFY(test::isNear(freezesInS(coil, {20.0, 0.0}, 10e3, -10.0, 0.0), 167.36 * std::log(3.0), 1e-9));
    QVERIFY(test::isNear(freezesInS(coil, {20.0, 0.0}, 10e3, -10.0, 0.1), 167.36 * std::log(3.0) + 133.44, 1e-9));
    QVERIFY(std::isinf(freezesInS(coil, {20.0, 0.0}, 10e3, 1.0, 0.0)));

    FrostState state{20.0, 0.0};
    int seconds = 0;
    while (state.iceKg < 40.0) {
      advance(coil, state, {.wallWPerK = 10e3, .airC = -10.0}, 1.0);
      ++seconds;
    }
    QVERIFY(test::isNear(seconds, 167.36 * std::log(3.0) + 133.44, 1.0));
    QCOMPARE(state.waterC, 0.0);
  }

  void glycolDoesNotFreezeWhereWaterDoes() {
    const FrostBody water{.contentKg = 100.0}, glycol{.contentKg = 100.0, .cpJPerKgK = 3944.0, .freezesAtC = -10.0};
    FrostState a{5.0, 0.0}, b{5.0, 0.0};
    for (int i = 0; i < 3600; ++i) {
      advance(water, a, {.wallWPerK = 1e3, .airC = -9.0}, 1.0);
      advance(glycol, b, {.wallWPerK = 1e3, .airC = -9.0}, 1.0);
    }
    QVERIFY(a.iceKg > 10.0);
    QCOMPARE(b.iceKg, 0.0);
    QVERIFY(b.waterC < -8.9);
  }

  void iceMeltsBeforeWaterWarms() {
    const FrostBody coil{.contentKg = 100.0};
    FrostState state{0.0, 10.0};
    // 10 kg need 3.336 MJ; 50 kW give that in 66.72 s
    for (int i = 0; i < 66; ++i) advance(coil, state, {.wallWPerK = 5e3, .airC = 10.0}, 1.0);
    QVERIFY(state.iceKg > 0.0);
    QCOMPARE(state.waterC, 0.0);
    advance(coil, state, {.wallWPerK = 5e3, .airC = 10.0}, 1.0);
    QCOMPARE(state.iceKg, 0.0);
    QVERIFY(state.waterC > 0.0 && state.waterC < 0.1);
  }

  void energyClosesThroughFreezingAndThawing() {
    const RandomKey key{.seed = 12};
    const FrostBody coil{.contentKg = 50.0};
    FrostState state{8.0, 0.0};
    int iced = 0, solid = 0, thawed = 0;
    double worst = 0.0;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
      // seasons: long frosts, long thaws; sometimes water passes
      const bool isFrost = (i / 500) % 2 == 0;
      const double airC = (isFrost ? -25.0 : 5.0) + 20.0 * randomUniform(key, 4 * i);
      const double flow = randomUniform(key, 4 * i + 1) < 0.3 ? 2e3 * randomUniform(key, 4 * i + 2) : 0.0;
      const FrostState was = state;
      const double before = heatJ(coil, state);
      const FrostOutflow out =
          advance(coil, state, {.capacityWPerK = flow, .enterC = 3.0, .wallWPerK = 4e3, .airC = airC}, 5.0);
      const double passedJ = flow * (3.0 - out.leavesC) * 5.0;
      const double residual = passedJ - out.lossJ - (heatJ(coil, state) - before);
      worst = std::max(worst, std::abs(residual) / (std::abs(out.lossJ) + std::abs(before) + 1e3));
      QVERIFY(state.iceKg >= 0.0 && state.iceKg <= coil.contentKg);
      QVERIFY(state.waterC >= 0.0);
      QVERIFY(state.iceKg == 0.0 || state.waterC == 0.0);
      iced += state.iceKg > 0.0;
      solid += state.iceKg >= coil.contentKg;
      thawed += was.iceKg > 0.0 && state.iceKg == 0.0;
    }
    QVERIFY2(worst < 1e-12, qPrintable(QString::number(worst)));
    QVERIFY(iced > 1000 && solid > 10 && thawed > 5);
  }
};

PLENUM_TEST(FrostTest)
#include "FrostTest.moc"
