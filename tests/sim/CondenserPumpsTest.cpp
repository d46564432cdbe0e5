// SPDX-License-Identifier: Apache-2.0
#include "sim/CondenserPumps.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

namespace {

/// Two pumps of 27 kg/s and 200 kPa for machines of 53 kg/s in all.
CircuitModel twoPumps() {
  CircuitModel circuit;
  circuit.condenserPumpKgPerS = 27.0, circuit.condenserPumpDpPa = 200e3, circuit.condenserPumpEfficiency = 0.7;
  circuit.condenserPumpsNeeded = 2;
  circuit.condenserResistance = 0.35 * 200e3 / (54.0 * 54.0);
  circuit.condenserMachinesPa = 0.5 * 200e3;
  return circuit;
}

}  // namespace

/// Condenser pumps have curves and drives like the others (physics 3.4).
class CondenserPumpsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void oneForOneMachineSlowsDownToItsFlow() {
    // by hand: dp = 200 kPa · (0.15 + 0.35 (26.5/54)² + 0.5) = 146.86 kPa; 1.3 n² = 0.7343 + 0.3 (26.5/27)²
    const stage::CondenserFlow flow = stage::condenserFlowOf(twoPumps(), 1.0, 26.5, 26.5);
    QVERIFY(test::isNear(flow.kgPerS, 26.5, 1e-9));
    QVERIFY(test::isNear(flow.headPa, 146.86e3, 20.0));
    QVERIFY(test::isNear(flow.speed, 0.8872, 2e-4));
  }

  void oneForTwoMachinesRunsOutOnItsCurve() {
    const stage::CondenserFlow flow = stage::condenserFlowOf(twoPumps(), 1.0, 53.0, 53.0);
    QCOMPARE(flow.speed, 1.0);
    QVERIFY(flow.kgPerS > 27.0 && flow.kgPerS < 53.0);
    // its own curve: 1.3 − 0.3 (m/27)² of the head
    QVERIFY(test::isNear(flow.headPa, 200e3 * (1.3 - 0.3 * flow.kgPerS * flow.kgPerS / 729.0), 1.0));
  }

  void slowerPumpsStayOnTheirCurve() {
    const stage::CondenserFlow whole = stage::condenserFlowOf(twoPumps(), 2.0, 53.0, 53.0);
    const stage::CondenserFlow part = stage::condenserFlowOf(twoPumps(), 2.0, 53.0, 0.8 * whole.kgPerS);
    for (const stage::CondenserFlow& flow : {whole, part}) {
      const double each = flow.kgPerS / 2.0;
      QVERIFY(test::isNear(flow.headPa, 200e3 * (1.3 * flow.speed * flow.speed - 0.3 * each * each / 729.0), 1e-6));
    }
    // nearly with the cube of the flow, but for the lift
    const double share = stage::condenserHydraulicW(part) / stage::condenserHydraulicW(whole);
    QVERIFY(share > 0.512 && share < 0.6);
    // water must run over the towers: no slower than their least
    QCOMPARE(stage::condenserFlowOf(twoPumps(), 2.0, 53.0, 1.0).speed, 0.4);
  }

  void standingPumpsMoveNothing() {
    const stage::CondenserFlow flow = stage::condenserFlowOf(twoPumps(), 0.0, 53.0, 53.0);
    QCOMPARE(flow.kgPerS, 0.0);
    QCOMPARE(stage::condenserHydraulicW(flow), 0.0);
  }

  void theCampusRunsThemSo() {
    RunningSite run;
    run.withLoad(0.4).start().advance(600);
    const std::uint32_t chilled = run.indexOf("CHW");
    const stage::CondenserFlow flow = stage::condenserFlow(*run.model, *run.state, chilled);
    QCOMPARE(flow.turning, 1.0);
    QVERIFY(test::isNear(flow.kgPerS, run.small.chiller.condenserFlow.si, 1e-9));
    QCOMPARE(run.state->circuits.condenserKgPerS[chilled], flow.kgPerS);
    double drawnW = 0.0;
    for (const std::uint32_t p : run.layout().circuits[chilled].condenserPumps)
      drawnW += run.state->plant.pumpPowerW[p];
    // 0.73 of the head at 0.98 of the flow, near the best point
    const double ratedW = 27.0 * 200e3 / 995.6 / run.model->circuits[chilled].condenserPumpEfficiency;
    QVERIFY2(test::isClose(drawnW, 0.729 * ratedW, 0.01), qPrintable(QString("%1 of %2 W").arg(drawnW).arg(ratedW)));
    // what it puts into the water is what is booked
    QVERIFY(run.state->ledger.worstTick <= 1e-12 && run.state->ledger.worstCoupling <= 1e-12);
  }
};

PLENUM_TEST(CondenserPumpsTest)
#include "CondenserPumpsTest.moc"
