// SPDX-License-Identifier: Apache-2.0
#include "physics/Chiller.h"
#include "physics/Economiser.h"
#include "physics/HeatExchanger.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::physics;

Q_DECLARE_METATYPE(plenum::physics::CoolingMode)

/// Who cools: the machine of states between chillers and towers, and what a condenser makes of cold water and of dirt.
class EconomiserTest : public QObject {
  Q_OBJECT
  using M = CoolingMode;

  static ChillerCurves york() {
    return {.capacityW = 2771.1e3,
            .cop = 6.84,
            .capacityOf = {7.734286E-01, 4.848829E-02, -1.859209E-03, 2.611971E-02, -1.243562E-03, 7.210181E-04},
            .inputOf = {7.203736E-01, 1.030460E-02, -7.854237E-04, -1.206349E-03, 8.210060E-04, -1.455414E-03},
            .inputOfPartLoad = {8.653354E-02, 1.737382E-01, 7.403679E-01},
            .partLoadMin = 0.20,
            .partLoadUnloading = 0.20,
            .leavingMinC = 4.44,
            .leavingMaxC = 8.89,
            .enteringMinC = 12.78,
            .enteringMaxC = 29.44};
  }

 private Q_SLOTS:
  // physics 5.5: bands 1.1, 0.5, 1.1, 0.5 K; set-point 18 °C, towers 4 K above the wet bulb. Each row lies 0.05 K to
  // one side of its threshold
  void everyTransitionHasItsBand_data() {
    QTest::addColumn<CoolingMode>("mode");
    QTest::addColumn<double>("enteringC");
    QTest::addColumn<double>("leavingC");
    QTest::addColumn<double>("wetBulbC");
    QTest::addColumn<CoolingMode>("wanted");
    QTest::newRow("mechanical, towers are too warm") << M::mechanical << 22.0 << 22.0 << 16.95 << M::mechanical;
    QTest::newRow("mechanical, towers are worth it") << M::mechanical << 22.0 << 22.0 << 16.85 << M::partial;
    QTest::newRow("partial, little but something") << M::partial << 22.0 << 21.45 << 17.0 << M::partial;
    QTest::newRow("partial, nothing left to gain") << M::partial << 22.0 << 21.55 << 17.0 << M::mechanical;
    QTest::newRow("partial, not cold enough alone") << M::partial << 22.0 << 18.55 << 10.0 << M::partial;
    QTest::newRow("partial, cold enough alone") << M::partial << 22.0 << 18.45 << 10.0 << M::free;
    QTest::newRow("partial at no load: free, not mechanical") << M::partial << 18.1 << 18.0 << 10.0 << M::free;
    QTest::newRow("free, warm within its band") << M::free << 22.0 << 19.05 << 10.0 << M::free;
    QTest::newRow("free, too warm") << M::free << 22.0 << 19.15 << 10.0 << M::partial;
  }
  void everyTransitionHasItsBand() {
    QFETCH(CoolingMode, mode);
    QFETCH(double, enteringC);
    QFETCH(double, leavingC);
    QFETCH(double, wetBulbC);
    QFETCH(CoolingMode, wanted);
    EconomiserView view{enteringC, leavingC, 18.0, wetBulbC};
    QCOMPARE(wantedMode({}, mode, view), wanted);
    view.isAvailable = false;
    QCOMPARE(wantedMode({}, mode, view), M::mechanical);
  }

  void changesOnlyAfterTheWholeWait() {
    const EconomiserBands bands;
    const EconomiserView cold{.enteringC = 22.0, .leavingC = 22.0, .setpointC = 18.0, .wetBulbC = 8.0};
    const EconomiserView warm{.enteringC = 22.0, .leavingC = 22.0, .setpointC = 18.0, .wetBulbC = 20.0};
    EconomiserState at;
    for (int s = 0; s < 1199; ++s) at = stepped(bands, at, cold, 1.0);
    QCOMPARE(at.mode, M::mechanical);
    // one warm second, and the wait begins anew
    at = stepped(bands, at, warm, 1.0);
    for (int s = 0; s < 1199; ++s) at = stepped(bands, at, cold, 1.0);
    QCOMPARE(at.mode, M::mechanical);
    at = stepped(bands, at, cold, 1.0);
    QCOMPARE(at.mode, M::partial);
    QCOMPARE(at.timerS, 0.0);
  }

  void waitingOneWayDoesNotCountTheOther() {
    const EconomiserBands bands;
    const EconomiserView enough{.enteringC = 22.0, .leavingC = 18.2, .setpointC = 18.0, .wetBulbC = 8.0};
    const EconomiserView useless{.enteringC = 22.0, .leavingC = 21.9, .setpointC = 18.0, .wetBulbC = 20.0};
    EconomiserState at{M::partial, 0.0};
    for (int s = 0; s < 1000; ++s) at = stepped(bands, at, enough, 1.0);
    for (int s = 0; s < 1000; ++s) at = stepped(bands, at, useless, 1.0);
    QCOMPARE(at.mode, M::partial);
    for (int s = 0; s < 200; ++s) at = stepped(bands, at, useless, 1.0);
    QCOMPARE(at.mode, M::mechanical);
  }

  // would catch a hall that boils for twenty minutes because the machine is patient
  void freeCoolingThatFailsIsLeftInTwoMinutes() {
    EconomiserState at{M::free, 0.0};
    const EconomiserView failing{.enteringC = 26.0, .leavingC = 20.3, .setpointC = 18.0, .wetBulbC = 12.0};
    for (int s = 0; s < 119; ++s) at = stepped({}, at, failing, 1.0);
    QCOMPARE(at.mode, M::free);
    at = stepped({}, at, failing, 1.0);
    QCOMPARE(at.mode, M::partial);
    // and at once when the last exchanger is gone
    EconomiserView gone = failing;
    gone.isAvailable = false;
    QCOMPARE(stepped({}, {M::free, 0.0}, gone, 1.0).mode, M::mechanical);
  }

  // V-43, the formula itself: 25.28 °C and 12.78 °C at an effectiveness of 0.8, then 18.33 °C
  void exchangerOfTheReferenceCase() {
    QVERIFY(test::isNear(exchange(0.8, {25.28, 1e5}, {12.78, 1e5}).hotOutC, 15.28, 0.02));
    QVERIFY(test::isNear(exchange(0.8, {25.28, 1e5}, {18.33, 1e5}).hotOutC, 19.72, 0.02));
  }

  void condenserNeverSeesTooColdWater() {
    // basin 8 °C, 16 °C wanted, 5 K rise: r = 8/13; 5/13 · 8 + 8/13 · 21 = 16
    const CondenserInlet in = condenserInlet(8.0, 16.0, 5.0);
    QVERIFY(test::isNear(in.recirculated, 8.0 / 13.0, 1e-12));
    QVERIFY(test::isNear(in.enteringC, 16.0, 1e-12));
    QVERIFY(test::isNear((1.0 - in.recirculated) * 8.0 + in.recirculated * (in.enteringC + 5.0), in.enteringC, 1e-12));
    QCOMPARE(condenserInlet(18.0, 16.0, 5.0).enteringC, 18.0);
    QCOMPARE(condenserInlet(18.0, 16.0, 5.0).recirculated, 0.0);
    // the by-pass cannot make warmth where there is none
    QCOMPARE(condenserInlet(8.0, 16.0, 0.0).enteringC, 8.0);
    const CondenserInlet weak = condenserInlet(2.0, 16.0, 0.1);
    QCOMPARE(weak.recirculated, 0.98);
    QVERIFY(test::isNear(weak.enteringC, 6.9, 1e-9));
  }

  // 30 % of the conductance lost: the approach of 1.5 K grows by 1.5 · 0.3/0.7 = 0.643 K at full load
  void dirtWorksLikeWarmerWater() {
    const ChillerCurves chiller = york();
    QVERIFY(test::isNear(foulingK(0.3, 1.0), 0.642857, 1e-6));
    QVERIFY(test::isNear(foulingK(0.3, 0.5), 0.321429, 1e-6));
    const double fullW = chillerAt(chiller, 7.0, 24.0, 1e12).availableW;
    const ChillerPoint dirty = chillerAt(chiller, 7.0, 24.0, fullW, 0.3);
    const ChillerPoint warm = chillerAt(chiller, 7.0, 24.0 + 0.642857142857, fullW);
    QVERIFY(test::isClose(dirty.powerW, warm.powerW, 1e-9));
    double before = chillerAt(chiller, 7.0, 24.0, 2e6).powerW;
    for (double share = 0.1; share < 0.9; share += 0.1) {
      const double powerW = chillerAt(chiller, 7.0, 24.0, 2e6, share).powerW;
      QVERIFY(powerW > before);
      before = powerW;
    }
    QVERIFY(test::isClose(chillerAt(chiller, 7.0, 24.0, 2e6, 0.0).powerW, chillerAt(chiller, 7.0, 24.0, 2e6).powerW,
                          1e-15));
  }

  // physics 5.2: not above 65 % of Carnot between the refrigerant's own temperatures, lift not below 8 K, wherever the
  // curve itself does not already claim more at the edge of what it was fitted for
  void warmWaterClaimsNoMiracle() {
    const ChillerCurves chiller = york();
    for (double leavingC = 10.0; leavingC <= 28.0; leavingC += 2.0)
      for (double enteringC = 13.0; enteringC <= 40.0; enteringC += 1.5)
        for (const double loadW : {0.6e6, 1.5e6, 2.5e6}) {
          const ChillerPoint p = chillerAt(chiller, leavingC, enteringC, loadW);
          const double coldC = leavingC - 1.5 * p.partLoad, warmC = enteringC + 6.5 * p.partLoad;
          const double carnot = (coldC + 273.15) / std::max(8.0, warmC - coldC);
          const ChillerPoint edge =
              chillerAt(chiller, std::min(leavingC, 8.89), std::clamp(enteringC, 12.78, 29.44), loadW);
          QVERIFY(p.cop <= std::max(0.65 * carnot, edge.cop) * (1.0 + 1e-12));
        }
  }
};

PLENUM_TEST(EconomiserTest)
#include "EconomiserTest.moc"
