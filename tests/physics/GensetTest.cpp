// SPDX-License-Identifier: Apache-2.0
#include "physics/Genset.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::physics;

class GensetTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // ISO 8528-5, class G2: no more than 10 % below, back within 5 s
  void firstStepStaysWithinItsClass() {
    const BlockLoad block = blockLoad({}, 0.0, 0.6);
    QVERIFY(block.dip > 0.04 && block.dip < 0.10);
    QVERIFY(block.recoverS > 0.5 && block.recoverS < 5.0);
    const BlockLoad rejection = blockLoad({}, 1.0, 0.0);
    QVERIFY(rejection.rise > 0.06 && rejection.rise < 0.13);
    QVERIFY(rejection.recoverS < 10.0);
    QCOMPARE(rejection.dip < 0.05, true);
  }

  void wholeLoadAtOnceIsTooMuch() {
    const BlockLoad block = blockLoad({}, 0.0, 1.0);
    QVERIFY(block.dip > 0.2);
    QVERIFY(blockLoad({}, 0.6, 1.0).dip < 0.10);
  }

  void aStepBeyondItsEngineStallsIt() {
    const BlockLoad block = blockLoad({}, 0.5, 1.6);
    QVERIFY(block.dip > 0.5);
    QVERIFY(std::isinf(block.recoverS));
  }

  // before the governor has moved, the frequency falls by ΔP/(2H) per second, whatever the rest does
  void inertiaAloneHoldsTheFirstMoment() {
    const GensetDynamics slow{.inertiaS = 1.0, .firstStep = 0.6, .turboS = 1e9, .governorS = 1e9};
    const BlockLoad block = blockLoad(slow, 0.0, 0.02);
    QVERIFY(test::isNear(block.dip, 0.02 / 2.0 * 20.0, 1e-6));
    const GensetDynamics heavy{.inertiaS = 2.0, .firstStep = 0.6, .turboS = 1e9, .governorS = 1e9};
    QVERIFY(test::isNear(blockLoad(heavy, 0.0, 0.02).dip, 0.02 / 4.0 * 20.0, 1e-6));
  }

  void dipGrowsWithTheStepAndFallsWithInertiaAndBoost() {
    double before = 0.0;
    for (double step = 0.1; step < 1.01; step += 0.1) {
      const double dip = blockLoad({}, 0.0, step).dip;
      QVERIFY(dip > before);
      QVERIFY(blockLoad({.inertiaS = 1.5}, 0.0, step).dip < dip);
      QVERIFY(blockLoad({.turboS = 1.5}, 0.0, step).dip <= dip);
      before = dip;
    }
  }

  void nothingHappensWithoutAStep() {
    const BlockLoad same = blockLoad({}, 0.4, 0.4);
    QCOMPARE(same.dip, 0.0);
    QCOMPARE(same.rise, 0.0);
    QCOMPARE(same.recoverS, 0.0);
  }

  void largestStepIsOnTheLimit() {
    for (const double from : {0.0, 0.3, 0.6}) {
      const double step = largestStep({}, from, 0.10);
      QVERIFY(blockLoad({}, from, from + step).dip <= 0.10);
      if (from + step < 1.09) QVERIFY(blockLoad({}, from, from + step + 0.002).dip > 0.10);
    }
    const double cold = largestStep({}, 0.0, 0.10);
    QVERIFY(cold > 0.6 && cold < 0.8);
    QVERIFY(largestStep({}, 0.0, 0.07) < cold);
    QCOMPARE(largestStep({}, 1.2, 0.10), 0.0);
  }

  void cranksRunsUpAndIsReady() {
    QVERIFY(startStage(2.9, 8.0) == GensetStage::cranking);
    QVERIFY(startStage(3.1, 8.0) == GensetStage::runUp);
    QVERIFY(startStage(8.0, 8.0) == GensetStage::ready);
    QCOMPARE(startFrequency(3.0, 8.0), 0.0);
    QCOMPARE(startFrequency(5.5, 8.0), 0.5);
    QCOMPARE(startFrequency(9.0, 8.0), 1.0);
    QCOMPARE(startFrequency(1.0, 0.0), 1.0);
  }

  void burnsMorePerKwhAtPartLoad() {
    const auto specific = [](double load) { return fuelLPerS(2e6, 0.27, load * 2e6) / (load * 2e6) * 3.6e6; };
    QVERIFY(test::isNear(specific(1.0), 0.27, 1e-12));
    QVERIFY(test::isNear(specific(0.5), 0.27 * 1.07, 1e-12));
    QVERIFY(test::isNear(specific(0.25), 0.27 * 1.21, 1e-12));
    QVERIFY(test::isNear(fuelLPerS(2e6, 0.27, 0.0) * 3600.0, 0.07 * 0.27 * 2000.0, 1e-12));
  }
};

PLENUM_TEST(GensetTest)
#include "GensetTest.moc"
