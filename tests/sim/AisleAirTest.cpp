// SPDX-License-Identifier: Apache-2.0
#include "sim/Stages.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;
using plenum::test::SmallSite;

/// What leaks between cold and hot aisle, by the pressure that supply and servers make.
class AisleAirTest : public QObject {
  Q_OBJECT

  static RunningSite running(double leakageArea = 0.03) {
    RunningSite run;
    run.small.design.leakageArea = {leakageArea};
    run.small.airRack.rearDoor.clear();
    run.small.design.rows[1].doorCircuit.clear();
    run.withLoad(0.9).start();
    return run;
  }

 private Q_SLOTS:
  void openingsAreAShareOfWhatDividesTheAisles() {
    const RunningSite run = running(0.02);
    // 15 racks of 0.8 × 2.3 m; a row of five is 4 m long, has 0.6 m of roof and twice 0.6 × 2.3 m of ends
    const double faces = 15 * 0.8 * 2.3, envelope = faces + 3 * 0.6 * (4.0 + 2.0 * 2.3);
    QVERIFY(test::isNear(run.model->halls[0].facesM2, faces, 1e-9));
    QVERIFY(test::isNear(run.model->halls[0].leakM2, 0.02 * envelope, 1e-9));
  }

  void anOlderFileSaysWhatGoesRoundInBalance() {
    RunningSite run = running();
    run.small.design.containmentLeakage = {0.08};
    run.start();
    const stage::AisleAir balanced = stage::aisleAir(*run.model, 0, 10.0, 10.0);
    QVERIFY(test::isNear(balanced.exchangeShare, 0.08, 1e-12));
    QCOMPARE(balanced.pressurePa, 0.0);
    run.small.design.containmentLeakage = {0.0};
    run.start();
    QCOMPARE(stage::aisleAir(*run.model, 0, 10.0, 10.0).exchangeShare, 0.0);
    QCOMPARE(stage::aisleAir(*run.model, 0, 12.0, 10.0).pressurePa, 0.0);
  }

  void supplyAboveTheRacksKeepsHotAirOut() {
    const RunningSite run = running();
    const stage::AisleAir over = stage::aisleAir(*run.model, 0, 10.5, 10.0);
    QVERIFY(over.pressurePa > 0.0);
    QCOMPARE(over.exchangeShare, 0.0);
    const stage::AisleAir nearly = stage::aisleAir(*run.model, 0, 10.05, 10.0);
    QVERIFY(nearly.pressurePa > 0.0 && nearly.pressurePa < over.pressurePa);
    QVERIFY(nearly.exchangeShare > 0.0);
    QVERIFY(nearly.exchangeShare < stage::aisleAir(*run.model, 0, 10.0, 10.0).exchangeShare);
    QVERIFY(stage::aisleAir(*run.model, 0, 9.0, 10.0).pressurePa < 0.0);
    // a hall whose fans drive far more than its racks take in bursts no containment
    QCOMPARE(stage::aisleAir(*run.model, 0, 1000.0, 10.0).pressurePa, 50.0);
  }

  void aHallWithRearDoorsIsAnOpenRoom() {
    RunningSite run;
    run.start();
    const stage::AisleAir balanced = stage::aisleAir(*run.model, 0, 10.0, 10.0);
    QVERIFY(balanced.exchangeShare > 0.0);
    for (const double supply : {2.0, 9.0, 12.0}) {
      const stage::AisleAir air = stage::aisleAir(*run.model, 0, supply, 10.0);
      QCOMPARE(air.pressurePa, 0.0);
      QCOMPARE(air.exchangeShare, balanced.exchangeShare);
    }
  }

  void racksOfARowShareWhatLeaks() {
    RunningSite run;
    run.small.design.containmentLeakage = {0.6};
    run.withLoad(0.9).start();
    SimState& state = *run.state;
    for (const double share : {0.01, 0.1, 0.4, 0.9}) {
      state.air.exchangeShare[0] = share;
      state.air.endsShare[0] = std::min(share, (0.9 - share) / (run.model->halls[0].mostLeak - 1.0));
      double sum = 0.0;
      for (std::uint32_t r = 0; r < 5; ++r) {
        const double own = stage::leakShareOf(*run.model, state, r, 0);
        QVERIFY(own >= 0.0 && own <= 0.9 + 1e-6);
        sum += own;
      }
      QVERIFY(test::isNear(sum / 5.0, share, 1e-6));
      // round the corner comes more
      if (share < 0.9)
        QVERIFY(stage::leakShareOf(*run.model, state, 0, 0) > stage::leakShareOf(*run.model, state, 2, 0));
    }
  }

  void lostFansBringHotAirRoundAndTheBooksClose() {
    RunningSite run = running();
    run.advance(60);
    FramePtr frame = publish(*run.model, *run.state, 1);
    const double before = run.state->racks.inletC[0];
    const float pressure = frame->halls.aislePressurePa[0];
    for (const char* wall : {"H1/FW1", "H1/FW2"}) run.act(Fail{wall});
    run.advance(300);
    frame = publish(*run.model, *run.state, 2);
    QVERIFY(frame->halls.airRatio[0] < 1.0f);
    QVERIFY(frame->halls.aislePressurePa[0] < 0.0f);
    QVERIFY(frame->halls.aislePressurePa[0] < pressure);
    // what is short of supply comes round, all of it
    QVERIFY(frame->halls.recirculation[0] >= 1.0f - frame->halls.airRatio[0] - 1e-5f);
    QVERIFY(frame->halls.bypass[0] < 0.05f);
    QVERIFY(run.state->racks.inletC[0] > before + 1.0);
    QVERIFY(run.state->ledger.worstTick <= 1e-12);
  }

  void theBalanceIsWhereSteppingStays() {
    for (const double area : {0.0, 0.01, 0.05, 0.3}) {
      RunningSite run = running(area);
      const double coldC = run.state->air.coldC[0], hotC = run.state->air.hotC[0];
      const double share = run.state->air.exchangeShare[0], pressure = run.state->air.aislePa[0];
      run.advance(2);
      QVERIFY(test::isNear(run.state->air.coldC[0], coldC, 2e-3));
      QVERIFY(test::isNear(run.state->air.hotC[0], hotC, 2e-3));
      QVERIFY(test::isNear(run.state->air.exchangeShare[0], share, 1e-4));
      QVERIFY(test::isNear(run.state->air.aislePa[0], pressure, 1e-3 + 0.01 * std::abs(pressure)));
    }
  }
};

PLENUM_TEST(AisleAirTest)
#include "AisleAirTest.moc"
