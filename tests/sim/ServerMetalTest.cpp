// SPDX-License-Identifier: Apache-2.0
#include "physics/Server.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

namespace {

/// Mean inlet of the air-cooled racks a minute after the chilled water is lost.
double inletAfterLossC(double conductanceWPerK) {
  RunningSite run;
  run.small.airServer.airSideConductance = {conductanceWPerK};
  run.small.liquidServer.airSideConductance = {conductanceWPerK};
  run.start();
  run.act(Fail{"CHW"});
  run.advance(60);
  return run.state->racks.inletC[0];
}

}  // namespace

/// Boards and chassis take up heat from their air through a conductance of their own (physics 7.1).
class ServerMetalTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void effectivenessByHand() {
    // 20 W/K against 41.67 W/K of air: 1 − exp(−0.48)
    QVERIFY(test::isNear(physics::metalEffectiveness(20.0, 1.0, 41.67), 0.3812, 1e-4));
    QCOMPARE(physics::metalEffectiveness(20.0, 0.0, 0.0), 0.0);
    QVERIFY(physics::metalEffectiveness(1e9, 1.0, 41.67) == 1.0);
    // more air takes more in all, and less of every part of it
    const double slow = physics::metalEffectiveness(20.0, 1.0, 41.67),
                 fast = physics::metalEffectiveness(20.0, 1.6, 66.67);
    QVERIFY(fast < slow && 66.67 * fast > 41.67 * slow);
  }

  void atRestItHasTheWarmthOfItsAir() {
    RunningSite run;
    run.start();
    const std::vector<double> before = run.state->racks.chassisC;
    run.advance(1);
    for (std::size_t r = 0; r < before.size(); ++r) QVERIFY(std::abs(run.state->racks.chassisC[r] - before[r]) < 1e-3);
  }

  void itLagsBehindAirThatWarms() {
    RunningSite run;
    run.start();
    run.act(Fail{"CHW"});
    run.advance(60);
    // the last row is cooled by air; its doors stand without water, so that what leaves the rack is what its servers
    // give
    const std::size_t r = run.layout().racks.size() - 1;
    QVERIFY2(
        run.state->racks.airOutC[r] > run.state->racks.chassisC[r] + 2.0,
        qPrintable(QString("air %1, metal %2").arg(run.state->racks.airOutC[r]).arg(run.state->racks.chassisC[r])));
    QVERIFY(run.state->ledger.worstTick <= 1e-12 && run.state->ledger.worstCoupling <= 1e-12);
  }

  void aHallWarmsFasterTheWorseItsMetalIsCoupled() {
    const double loose = inletAfterLossC(5.0), usual = inletAfterLossC(100.0), tight = inletAfterLossC(1e5);
    QVERIFY2(loose > usual + 0.05 && usual > tight + 0.1,
             qPrintable(QString("%1, %2, %3 degC").arg(loose).arg(usual).arg(tight)));
  }
};

PLENUM_TEST(ServerMetalTest)
#include "ServerMetalTest.moc"
