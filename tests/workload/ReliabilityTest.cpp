// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

#include "support/Test.h"
#include "workload/Reliability.h"

using namespace plenum;

namespace {

constexpr double hourS = 3600.0, minuteS = 60.0;
constexpr double neverFails = std::numeric_limits<double>::infinity();

}  // namespace

class ReliabilityTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void ratesAddUp() {
    // 1000 chips at 1e-5/h and 100 servers at 1e-4/h and a job at 1e-2/h: 0.03/h
    const double meanS = meanTimeToFailureS(1000, 1e-5 / hourS, 100, 1e-4 / hourS, 1e-2 / hourS);
    QVERIFY(test::isClose(meanS, hourS / 0.03, 1e-12));
    QVERIFY(std::isinf(meanTimeToFailureS(1000, 0.0, 100, 0.0, 0.0)));
  }

  void dalyIsYoungWhereFailuresAreRare() {
    QCOMPARE(youngIntervalS(2.0, 100.0), 20.0);
    const double rare = 1e9;
    QVERIFY(test::isClose(dalyIntervalS(10.0, rare) / youngIntervalS(10.0, rare), 1.0, 1e-4));
    // beyond twice the mean time, Daly's interval is the mean time
    QCOMPARE(dalyIntervalS(200.0, 100.0), 100.0);
    QVERIFY(std::isinf(dalyIntervalS(10.0, neverFails)));
  }

  void dalyIsNearTheBestOfTheExactForm() {
    for (const double meanS : {300.0, 3600.0, 36000.0})
      for (const double writeS : {2.0, 30.0}) {
        double best = 0.0;
        for (double tau = 5.0; tau < 2.0 * meanS; tau *= 1.01)
          best = std::max(best, effectiveTimeShare(tau, writeS, 120.0, meanS));
        const double ours = effectiveTimeShare(dalyIntervalS(writeS, meanS), writeS, 120.0, meanS);
        QVERIFY2(ours > best - 1e-3, qPrintable(QString("M %1 w %2").arg(meanS).arg(writeS)));
      }
  }

  void withoutFailuresOnlyTheWritingCounts() {
    QCOMPARE(effectiveTimeShare(90.0, 10.0, 600.0, neverFails), 0.9);
    QVERIFY(test::isClose(effectiveTimeShare(90.0, 10.0, 0.0, 1e12), 0.9, 1e-9));
    QCOMPARE(effectiveTimeShare(neverFails, 10.0, 600.0, neverFails), 1.0);
  }

  void whatNeverEndsIsNeverKept() {
    QCOMPARE(effectiveTimeShare(neverFails, 10.0, 600.0, 3600.0), 0.0);
    QCOMPARE(effectiveTimeShare(0.0, 10.0, 600.0, 3600.0), 0.0);
    // a restart a thousand times as long as the mean time to failure never ends
    QVERIFY(effectiveTimeShare(60.0, 10.0, 1e6, 1e3) < 1e-100);
  }

  void theExactFormAgreesWithCounting() {
    for (const double meanS : {0.3 * hourS, 2.0 * hourS})
      for (const double restartS : {minuteS, 10.0 * minuteS}) {
        const double writeS = 20.0, tau = dalyIntervalS(writeS, meanS);
        const double exact = effectiveTimeShare(tau, writeS, restartS, meanS);
        QVERIFY(std::abs(sampledTimeShare(tau, writeS, restartS, meanS, 200'000, 7) - exact) < 0.005);
        // the linear form is not the exact one: a test that could not tell them apart would prove nothing
        if (meanS < hourS && restartS > 2.0 * minuteS)
          QVERIFY(std::abs(effectiveTimeShareLinear(tau, writeS, restartS, meanS) - exact) > 0.02);
      }
  }

  void countingIsTheSameForTheSameSeed() {
    QCOMPARE(sampledTimeShare(300, 10, 60, 3600, 1000, 1), sampledTimeShare(300, 10, 60, 3600, 1000, 1));
    QVERIFY(sampledTimeShare(300, 10, 60, 3600, 1000, 1) != sampledTimeShare(300, 10, 60, 3600, 1000, 2));
  }

  void arrheniusByHand() {
    QCOMPARE(arrhenius(0.5, 60.0, 60.0), 1.0);
    // 0.5 eV from 60 to 70 °C: exp(0.5/8.617e-5 · (1/333.15 − 1/343.15)) = 1.6613
    QVERIFY(test::isClose(arrhenius(0.5, 60.0, 70.0), 1.6613, 1e-3));
    QVERIFY(arrhenius(0.5, 60.0, 40.0) < 1.0);
    QCOMPARE(arrhenius(0.0, 60.0, 90.0), 1.0);
  }
};

PLENUM_TEST(ReliabilityTest)
#include "ReliabilityTest.moc"
