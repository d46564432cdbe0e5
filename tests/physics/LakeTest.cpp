// SPDX-License-Identifier: Apache-2.0
#include "base/Random.h"
#include "physics/Fluids.h"
#include "physics/Lake.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::physics;

class LakeTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // the wave at the surface, and one fading depth below: 1/e of it, one radian (58.1 days) later
  void theYearFadesAndLagsWithDepth() {
    const LakeSeason season{.meanC = 18.0, .amplitudeK = 10.0, .warmestDay = 215.0, .fadingDepthM = 12.0};
    QVERIFY(test::isNear(lakeC(season, 0.0, 215.0), 28.0, 1e-12));
    QVERIFY(test::isNear(lakeC(season, 0.0, 215.0 + 0.5 * 365.25), 8.0, 1e-9));
    const double lagDays = 365.25 / (2.0 * 3.14159265358979);
    QVERIFY(test::isNear(lakeC(season, 12.0, 215.0 + lagDays), 18.0 + 10.0 / 2.718281828459045, 1e-9));
    QVERIFY(lakeC(season, 12.0, 215.0) < lakeC(season, 12.0, 215.0 + lagDays));
    // 35 m down there is almost no year left: 10 · e^−2.92 = 0.54 K
    double least = 99.0, most = -99.0;
    for (double day = 0.0; day < 366.0; day += 1.0) {
      least = std::min(least, lakeC(season, 35.0, day));
      most = std::max(most, lakeC(season, 35.0, day));
    }
    QVERIFY(test::isNear(0.5 * (most - least), 0.541, 0.001));
  }

  // 100 kg/s on both sides and UA = 418.4 kW/K: NTU 1 and Z 1, a counter-flow effectiveness of a half
  void theExchangerByHand() {
    const double wPerK = 100.0 * water.cpJPerKgK;
    const LakePoint p = lakeAt({.uaWPerK = wPerK, .hotC = 22.0, .hotWPerK = wPerK, .lakeWPerK = wPerK, .lakeC = 18.0});
    QVERIFY(test::isClose(p.heatW, 0.5 * wPerK * 4.0, 1e-12));
    QVERIFY(test::isNear(p.hotOutC, 20.0, 1e-9));
    QVERIFY(test::isNear(p.dischargeC, 20.0, 1e-9));
    QVERIFY(!p.isLimited);
  }

  // the same at 30 °C would warm the lake's water by 6 K; 3 K are allowed, which is 1.255 MW
  void thePermitThrottlesTheHeat() {
    const double wPerK = 100.0 * water.cpJPerKgK;
    LakeInflow in{.uaWPerK = wPerK, .hotC = 30.0, .hotWPerK = wPerK, .lakeWPerK = wPerK, .lakeC = 18.0};
    LakePoint p = lakeAt(in);
    QVERIFY(p.isLimited);
    QVERIFY(test::isClose(p.heatW, 1255.2e3, 1e-12));
    QVERIFY(test::isNear(p.hotOutC, 27.0, 1e-9));
    // in a warm summer the cap bites first: 28 − 26.5 = 1.5 K
    in.lakeC = 26.5;
    in.hotC = 40.0;
    in.dischargeMaxC = 28.0;
    p = lakeAt(in);
    QVERIFY(p.isLimited);
    QVERIFY(test::isNear(p.dischargeC, 28.0, 1e-9));
    QVERIFY(test::isClose(p.heatW, 1.5 * wPerK, 1e-9));
    // above the cap nothing may go out
    in.lakeC = 28.5;
    QCOMPARE(lakeAt(in).heatW, 0.0);
  }

  // a tenth comes back: intake = 18 + rise/9; with the exchange of half the difference, rise = (22 − intake)/2
  void whatComesBackWarmsTheIntake() {
    const double wPerK = 100.0 * water.cpJPerKgK;
    const LakePoint p = lakeAt(
        {.uaWPerK = wPerK, .hotC = 22.0, .hotWPerK = wPerK, .lakeWPerK = wPerK, .lakeC = 18.0, .recirculation = 0.1});
    const double riseK = 2.0 / (1.0 + 0.5 / 9.0);
    QVERIFY(test::isNear(p.dischargeC - p.intakeC, riseK, 1e-9));
    QVERIFY(test::isNear(p.intakeC, 18.0 + riseK / 9.0, 1e-9));
    QVERIFY(test::isNear(p.intakeC, 0.9 * 18.0 + 0.1 * p.dischargeC, 1e-9));
  }

  void neverWarmsTheWaterNorBreaksAPermit() {
    const RandomKey key{.seed = 41};
    for (std::uint64_t i = 0; i < 10'000; ++i) {
      const auto draw = [&](std::uint64_t n) { return randomUniform(key, 16 * i + n); };
      const LakeInflow in{.uaWPerK = 1e3 + 2e6 * draw(0),
                          .hotC = 5.0 + 50.0 * draw(1),
                          .hotWPerK = 1e3 + 1e6 * draw(2),
                          .lakeWPerK = 1e3 + 1e6 * draw(3),
                          .lakeC = 2.0 + 30.0 * draw(4),
                          .recirculation = 0.3 * draw(5),
                          .riseMaxK = 1.0 + 6.0 * draw(6),
                          .dischargeMaxC = 20.0 + 15.0 * draw(7)};
      const LakePoint p = lakeAt(in);
      QVERIFY(p.heatW >= 0.0);
      QVERIFY(p.hotOutC <= in.hotC && p.hotOutC >= std::min(in.hotC, p.intakeC) - 1e-9);
      QVERIFY(p.dischargeC - p.intakeC <= in.riseMaxK + 1e-9);
      QVERIFY(p.heatW == 0.0 || p.dischargeC <= in.dischargeMaxC + 1e-9);
      LakeInflow warmer = in;
      warmer.lakeC += 1.0;
      QVERIFY(lakeAt(warmer).heatW <= p.heatW * (1.0 + 1e-12));
    }
  }
};

PLENUM_TEST(LakeTest)
#include "LakeTest.moc"
