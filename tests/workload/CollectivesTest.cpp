// SPDX-License-Identifier: Apache-2.0
#include "support/Test.h"
#include "workload/Collectives.h"

using namespace plenum;
using plenum::test::isClose;

/// Laws of collective operations, by hand.
class CollectivesTest : public QObject {
  Q_OBJECT
  static CollectiveNet net() { return {8, 300e9, 25e9, 5e-6, 10e-6}; }

 private Q_SLOTS:
  void ringsNeedLargeMessages() {
    // at 128 servers half of the bandwidth takes 14.6 MB · 128 = 1.87 GB
    QVERIFY(isClose(ringEfficiency(128, 14.6e6 * 128), 0.97 / 2, 1e-12));
    QVERIFY(ringEfficiency(128, 1e6) < 0.001);
    QVERIFY(ringEfficiency(2, 16e9) > 0.96);
    QCOMPARE(ringEfficiency(2, 0.0), 0.0);
  }
  void reduceWithinAServer() {
    // 2 · 7/8 of 1 GB at 300 GB/s · 0.78/1.013
    QVERIFY(isClose(serverReduceS(net(), 1e9), 1.75e9 / (300e9 * 0.78 / 1.013), 1e-12));
    QCOMPARE(serverReduceS({1, 300e9, 25e9, 0, 0}, 1e9), 0.0);
  }
  void twoLevelsOnOneServerAreOne() {
    QCOMPARE(hierarchicalReduceS(net(), 1, 1e9), serverReduceS(net(), 1e9));
    QCOMPARE(ringReduceS(net(), 1, 1e9), serverReduceS(net(), 1e9));
    QVERIFY(hierarchicalReduceS(net(), 16, 1e9) > hierarchicalReduceS(net(), 2, 1e9));
  }
  void bandwidthOfCardsIsWhatCounts() {
    // a server that has lost one of 16 ports carries 15/16 of a large message: −6.25 %
    CollectiveNet lost = net();
    lost.scaleOutBytesPerS *= 15.0 / 16.0;
    QVERIFY(isClose(ringReduceS(net(), 32, 4e9) / ringReduceS(lost, 32, 4e9), 1.0 - 0.0625, 1e-12));
  }
};

PLENUM_TEST(CollectivesTest)
#include "CollectivesTest.moc"
