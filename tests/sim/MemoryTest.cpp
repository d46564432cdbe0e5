// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "sim/Stages.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// Stacked memory beside the die: its own temperature, its own limits, and no joule lost between the two.
class MemoryTest : public QObject {
  Q_OBJECT

  static RunningSite& withMemory(RunningSite& run) {
    ChipSpec& chip = run.small.chip;
    chip.memoryShare = {0.15};
    chip.memoryCapacity = {12};
    chip.memoryToPlate = {0.17};
    chip.memoryThrottleAt = {95};
    chip.memoryShutdownAt = {105};
    return run;
  }
  /// Heat held by racks alone, from the temperatures of the state.
  static double rackHeatJ(const RunningSite& run) {
    const SimModel& model = *run.model;
    const SimState& state = *run.state;
    double sum = 0.0;
    for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r) {
      const RackClass& k = model.classOf(r);
      const std::size_t first = std::size_t{model.rackFirstBlock[r]} * lanes;
      for (std::size_t c = first; c < first + k.chips; ++c)
        sum += 60.0 * state.chips.dieC[c] + (k.isLiquid ? 465.0 : 1000.0) * state.chips.plateC[c] +
               12.0 * state.chips.memoryC[c];
      sum += k.chassisJPerK * state.racks.chassisC[r];
      if (k.isLiquid)
        sum += 1015.0 * 12e-3 * 3944.0 * (state.racks.supplyManifoldC[r] + state.racks.returnManifoldC[r]);
    }
    return sum;
  }

 private Q_SLOTS:
  // by hand for the first rack of L1: the plate gives what the chip draws, die and memory stand above it by their
  // shares of it times their joints
  void restsWhereTheNetworkSays() {
    RunningSite run;
    withMemory(run).withLoad(0.9).start();
    const RackClass& k = run.model->classOf(0);
    const auto& chips = run.state->chips;
    const double throughDieW = (chips.dieC[0] - chips.plateC[0]) / 0.015;
    const double throughMemoryW = (chips.memoryC[0] - chips.plateC[0]) / 0.17;
    QVERIFY(test::isClose(throughMemoryW / (throughDieW + throughMemoryW), 0.15, 1e-3));
    const double drawW = (throughDieW + throughMemoryW) / k.chipToLiquid;
    // 97 W idle, 303 W more at full load, some 90 % of it, and a little less leakage than at 60 °C
    QVERIFY(test::isNear(drawW, 97.0 + 303.0 * 0.88 - 3.0, 20.0));
    QVERIFY(run.state->racks.maxMemoryC[0] > run.state->racks.maxDieC[0]);
  }

  void steppingFromTheBalanceMovesNothing() {
    RunningSite run;
    withMemory(run);
    run.dryBulbC = 18.0, run.dewPointC = 10.0;
    run.scenario.jobs.clear();
    run.start();
    const std::vector<double> before = run.state->chips.memoryC;
    run.advance(120);
    for (std::size_t i = 0; i < before.size(); ++i) QVERIFY(test::isNear(run.state->chips.memoryC[i], before[i], 1e-3));
  }

  // what racks say that they kept is what their temperatures hold, tick by tick, through a failure
  void keepsItsBooks() {
    RunningSite run;
    withMemory(run).withLoad(0.95).start();
    run.act(Fail{"H1/CDU1/P1"});
    for (int i = 0; i < 300; ++i) {
      const double beforeJ = rackHeatJ(run);
      run.advance(1);
      if (run.model->subSteps > 1) QSKIP("sub-steps");
      double keptJ = 0.0;
      for (const double j : run.state->racks.storedJ) keptJ += j;
      QVERIFY(test::isNear(rackHeatJ(run) - beforeJ, keptJ, 1e-11 * beforeJ));
    }
    QVERIFY(run.state->ledger.worstTick <= 1e-12);
  }

  // memory at its limit slows a chip whose die is cool
  void throttlesTheChip() {
    RunningSite run;
    withMemory(run).small.chip.memoryThrottleAt = {57};
    run.withLoad(0.95).start();
    const auto& racks = run.state->racks;
    QVERIFY(racks.throttled[0] > 0);
    QVERIFY(racks.maxDieC[0] < 60.0f);
    QVERIFY(test::isNear(static_cast<double>(racks.maxMemoryC[0]), 57.0, 0.01));
    run.advance(120);
    QVERIFY(racks.throttled[0] > 0);
    QVERIFY(test::isNear(static_cast<double>(racks.maxMemoryC[0]), 57.0, 1.0));
  }

  void shutsTheChipDown() {
    RunningSite run;
    ChipSpec& chip = withMemory(run).small.chip;
    run.withLoad(0.95).start();
    QCOMPARE(run.state->racks.tripped[0], 0u);
    RunningSite hot;
    withMemory(hot);
    // even an idle chip stands 5 K above its coolant of 40 °C
    hot.small.chip.memoryThrottleAt = {42};
    hot.small.chip.memoryShutdownAt = {43};
    hot.withLoad(0.95).start();
    hot.advance(5);
    QVERIFY(hot.state->racks.tripped[0] > 0);
    QVERIFY(hot.state->racks.maxDieC[0] < chip.throttleAt.si);
  }

  void chipsWithoutItCostNothing() {
    RunningSite run;
    run.start();
    QVERIFY(run.state->chips.memoryC.empty());
    QVERIFY(std::isnan(publish(*run.model, *run.state, 1)->racks.maxMemoryC[0]));
  }

  void aMemoryWithoutCapacityIsRefused() {
    RunningSite run;
    withMemory(run).small.chip.memoryCapacity = {0};
    QVERIFY_EXCEPTION_THROWN(run.start(), std::runtime_error);
  }
};

PLENUM_TEST(MemoryTest)
#include "MemoryTest.moc"
