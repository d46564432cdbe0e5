// SPDX-License-Identifier: Apache-2.0
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// What meters say of a tick in which something happens.
class MeterTest : public QObject {
  Q_OBJECT

  /// Batteries for some 25 s, and neither grid nor gensets from the first tick on.
  static Metrics afterAMinute(Duration tickLength, int& subSteps) {
    const auto site = std::make_unique<RunningSite>();
    RunningSite& run = *site;
    run.tickLength = tickLength;
    run.small.ups.batteryEnergy = {25.0 * 400e3};
    run.withLoad(0.9).start();
    subSteps = run.model->subSteps;
    run.act(Fail{"GRID-A"}), run.act(Fail{"GRID-B"}), run.act(Fail{"G"});
    run.advance(static_cast<int>(minutes(1) / tickLength));
    return run.metrics();
  }

 private Q_SLOTS:
  void aLongTickCountsWhatEachPartOfItDrew() {
    int fine = 0, coarse = 0;
    const Metrics exact = afterAMinute(seconds(1), fine), whole = afterAMinute(minutes(1), coarse);
    QVERIFY2(coarse > 1, "a tick without sub-steps would say nothing");
    QVERIFY2(exact.darkRacks > 0 && whole.darkRacks > 0, "the racks were to go dark on the way");
    QVERIFY(exact.itEnergyJ > 0.0);
    QVERIFY2(test::isClose(whole.itEnergyJ, exact.itEnergyJ, 0.05),
             qPrintable(QStringLiteral("%1 J, %2 J").arg(whole.itEnergyJ).arg(exact.itEnergyJ)));
    QVERIFY2(test::isClose(whole.facilityEnergyJ, exact.facilityEnergyJ, 0.05),
             qPrintable(QStringLiteral("%1 J, %2 J").arg(whole.facilityEnergyJ).arg(exact.facilityEnergyJ)));
  }
};

PLENUM_TEST(MeterTest)
#include "MeterTest.moc"
