// SPDX-License-Identifier: Apache-2.0
#include "physics/Breaker.h"
#include "physics/UpsOverload.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::physics;

class UpsOverloadTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void eachStepHasItsTime() {
    QVERIFY(std::isinf(allowedSeconds(1.0)));
    QVERIFY(std::isinf(allowedSeconds(1.05)));
    QCOMPARE(allowedSeconds(1.06), 3600.0);
    QCOMPARE(allowedSeconds(1.10), 3600.0);
    QCOMPARE(allowedSeconds(1.125), 600.0);
    QCOMPARE(allowedSeconds(1.25), 600.0);
    QCOMPARE(allowedSeconds(1.4), 60.0);
    QCOMPARE(allowedSeconds(1.51), 0.0);
  }

  void aLoadOfASharedStepIsNotTippedByRounding() {
    QCOMPARE(allowedSeconds(3.75 / 3.0 * (1.0 + 1e-15)), 600.0);
    QVERIFY(std::isinf(allowedSeconds(0.35 * 3.0 * (1.0 + 2e-16))));
  }

  void sharesOfSeveralStepsAdd() {
    // half of the hour at 110 %, then half of the ten minutes at 125 % is left
    const double used = overloadAfter(0.0, 1.10, 1800.0);
    QVERIFY(test::isNear(used, 0.5, 1e-12));
    QVERIFY(test::isNear(overloadSecondsLeft(used, 1.25), 300.0, 1e-9));
    QVERIFY(test::isNear(overloadAfter(used, 1.25, 300.0), 1.0, 1e-12));
    QCOMPARE(overloadAfter(0.9, 1.25, 1e6), 1.0);
    QCOMPARE(overloadAfter(0.0, 2.0, 1e-9), 1.0);
    QCOMPARE(overloadSecondsLeft(0.0, 2.0), 0.0);
    QCOMPARE(overloadSecondsLeft(1.0, 1.2), 0.0);
  }

  void anHourOfRestMakesItFresh() {
    QVERIFY(test::isNear(overloadAfter(0.8, 0.9, 1800.0), 0.3, 1e-12));
    QCOMPARE(overloadAfter(0.8, 0.9, 3600.0), 0.0);
  }

  void stepsInOneGoOrInManyAreTheSame() {
    double used = 0.1;
    for (int i = 0; i < 200; ++i) used = overloadAfter(used, 1.2, 1.0);
    QVERIFY(test::isNear(used, overloadAfter(0.1, 1.2, 200.0), 1e-12));
  }

  void shortCircuitOpensABreakerAtOnce() {
    QCOMPARE(secondsToOpen(0.0, 12.0, breakerTimeConstantS), instantaneousS);
    QCOMPARE(secondsToOpen(0.0, 1000.0, breakerTimeConstantS) <= instantaneousS, true);
    QCOMPARE(secondsToOpen(0.0, 6.0, breakerTimeConstantS), secondsToTrip(0.0, 6.0, breakerTimeConstantS));
    QVERIFY(std::isinf(secondsToOpen(0.5, 1.0, breakerTimeConstantS)));
  }

  void preparedStepIsTheSameAsTheExactOne() {
    const double share = heatingShare(0.25, breakerTimeConstantS);
    double a = 0.3, b = 0.3;
    for (int i = 0; i < 400; ++i) {
      a = heatingAfter(a, 1.4, share);
      b = heatingAfter(b, 1.4, 0.25, breakerTimeConstantS);
    }
    QCOMPARE(a, b);
    QVERIFY(test::isNear(a, heatingAfter(0.3, 1.4, 100.0, breakerTimeConstantS), 1e-12));
  }
};

PLENUM_TEST(UpsOverloadTest)
#include "UpsOverloadTest.moc"
