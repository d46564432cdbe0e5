// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <string>

#include "document/Document.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// Edits while the campus runs: state is carried over by id, and nothing jumps.
class MigrateTest : public QObject {
  Q_OBJECT

  static SimModelPtr revised(const RunningSite& run, const Edit& edit) {
    const auto site = apply(run.model->layout->site, edit);
    if (!site) throw std::runtime_error("edit refused: " + site.problems().front().what.id);
    const auto layout = layOut(*site, run.model->layout->revision + 1);
    return *compile(*layout, run.model->setting, run.tickLength);
  }

 private Q_SLOTS:
  void nothingJumpsWhenARowMoves() {
    RunningSite run;
    run.withLoad(0.8).start().advance(600);
    run.act(Fail{"H1/CDU1/P1"});
    run.advance(20);
    const SimModelPtr next = revised(run, MoveRow{"H1", "A", {0.0, 0.1}});
    SimStatePtr state = migrate(*run.model, *run.state, *next);
    QCOMPARE(state->chips.dieC, run.state->chips.dieC);
    QCOMPARE(state->cdus.valve, run.state->cdus.valve);
    QCOMPARE(state->cdus.pumpsFailed, run.state->cdus.pumpsFailed);
    QCOMPARE(state->work.chipTenant, run.state->work.chipTenant);
    QCOMPARE(tickOf(*state), tickOf(*run.state));
    const Metrics before = run.metrics();
    tick(*next, *state, {}, run.serial);
    const Metrics after = metricsOf(*next, *state);
    QVERIFY(test::isNear(after.maxChipC, before.maxChipC, 0.3));
    QVERIFY(test::isClose(after.itPowerW, before.itPowerW, 0.02));
    QVERIFY(test::isClose(after.itEnergyJ, before.itEnergyJ, 0.01));
    QVERIFY(state->ledger.worstTick <= 1e-12);
    // nothing came or went but what the moved row's place changes in nothing
    QVERIFY(test::isNear(state->ledger.editedJ, 0.0, 1e3));
  }

  void aRackThatComesBackCarriesTheLoadThatWasToldOfIt() {
    RunningSite run;
    const LayoutPtr whole = run.small.layout();
    const std::string now = "H1/A-01", byLine = "H1/A-02", freed = "H1/A-03", later = "H1/A-04";
    for (const std::string& id : {now, byLine, freed, later}) QVERIFY2(whole->find(id), id.c_str());
    run.scenario.rackLoads = {{byLine, RackLoad::As::share, 0.3, seconds(20)},
                              {byLine, RackLoad::As::share, 0.6, seconds(40)},
                              {freed, RackLoad::As::share, 0.5, seconds(20)},
                              {freed, RackLoad::As::released, 0.0, seconds(40)},
                              {later, RackLoad::As::share, 0.4, seconds(500)}};
    run.withLoad(0.8).start().advance(10);
    run.act(LoadRack{{now, RackLoad::As::share, 0.7, {}}});
    run.advance(10);
    // the row goes, the times of the lines pass, the row comes again
    const SimModelPtr without = revised(run, RemoveRow{"H1", "A"});
    const SimModelPtr with = run.model;
    run.state = migrate(*with, *run.state, *without);
    run.model = without;
    run.advance(100);
    QCOMPARE(contradiction(run.model->workload, run.state->work), std::string());
    run.state = migrate(*without, *run.state, *with);
    run.model = with;
    QCOMPARE(contradiction(run.model->workload, run.state->work), std::string());
    run.advance(2);
    const auto use = [&](const std::string& id) { return double(run.state->work.rackUse[whole->find(id)->index]); };
    const auto isMeasured = [&](const std::string& id) {
      const std::uint32_t first = run.model->workload.rackFirstServer[whole->find(id)->index];
      return run.state->work.chipTenant[run.model->workload.serverFirstChip[first]] == measuredTenant;
    };
    QVERIFY(isMeasured(now) && isMeasured(byLine) && !isMeasured(freed) && !isMeasured(later));
    QVERIFY(test::isNear(use(now), 0.7, 1e-6));
    QVERIFY2(test::isNear(use(byLine), 0.6, 1e-6), "the line that holds, not the first");
    run.advance(500);
    QVERIFY2(isMeasured(later), "what is yet to come comes");
    QCOMPARE(contradiction(run.model->workload, run.state->work), std::string());
  }

  void aRemovedRowTakesItsHeatWithIt() {
    RunningSite run;
    run.withLoad(0.8).start().advance(60);
    const double before = run.metrics().itPowerW;
    const SimModelPtr next = revised(run, RemoveRow{"H1", "A"});
    SimStatePtr state = migrate(*run.model, *run.state, *next);
    // by hand: the chips and chassis of the row, above 0 °C
    double rowJ = 0.0;
    for (std::uint32_t r = 0; r < run.layout().racks.size(); ++r) {
      if (run.layout().racks[r].id.rfind("H1/A", 0) != 0) continue;
      const RackClass& k = run.model->classOf(r);
      for (std::uint32_t c = 0; c < k.chips; ++c) {
        const std::size_t i = std::size_t{run.model->rackFirstBlock[r]} * lanes + c;
        rowJ += k.dieJPerK * run.state->chips.dieC[i] + k.plateJPerK * run.state->chips.plateC[i];
      }
      rowJ += k.chassisJPerK * run.state->racks.chassisC[r];
    }
    QVERIFY(rowJ > 1e6);
    QVERIFY(test::isClose(-state->ledger.editedJ, rowJ, 1e-6));
    for (int i = 0; i < 60; ++i) tick(*next, *state, {}, run.serial);
    QVERIFY(metricsOf(*next, *state).itPowerW < 0.95 * before);
    QVERIFY(state->ledger.worstTick <= 1e-12);
    // racks that stayed kept their own state
    const auto kept = next->layout->find("H1/L1-01");
    QVERIFY(kept);
    QVERIFY(state->racks.maxDieC[kept->index] > 40.0f);
  }

  /// Everything that a frame tells of a campus in the middle of failures, before and after an edit of nothing.
  void anEditInAFailureShowsTheFailure() {
    RunningSite run;
    run.withLoad(0.9).start().advance(60);
    for (const char* id : {"H1/CDU1", "H1/FW1", "CH1"}) run.act(Fail{id});
    run.advance(120);
    const SimModelPtr next = revised(run, MoveRow{"H1", "A", {0.0, 0.1}});
    const SimStatePtr state = migrate(*run.model, *run.state, *next);
    const FramePtr before = publish(*run.model, *run.state, 1), after = publish(*next, *state, 2);
    const auto same = [](const auto& a, const auto& b) {
      if (a.size() != b.size()) return false;
      for (std::size_t i = 0; i < a.size(); ++i)
        if (!(a[i] == b[i]) && !(std::isnan(static_cast<double>(a[i])) && std::isnan(static_cast<double>(b[i]))))
          return false;
      return true;
    };
#define PLENUM_SAME(group, field) QVERIFY2(same(before->group.field, after->group.field), #group "." #field)
    PLENUM_SAME(racks, powerW);
    PLENUM_SAME(racks, inletC);
    PLENUM_SAME(racks, outletC);
    PLENUM_SAME(racks, coolantInC);
    PLENUM_SAME(racks, coolantOutC);
    PLENUM_SAME(racks, flowKgPerS);
    PLENUM_SAME(racks, maxChipC);
    PLENUM_SAME(racks, airFlowM3PerS);
    PLENUM_SAME(racks, coolantHeatW);
    PLENUM_SAME(racks, airHeatW);
    PLENUM_SAME(racks, doorHeatW);
    PLENUM_SAME(halls, airRatio);
    PLENUM_SAME(halls, aislePressurePa);
    PLENUM_SAME(halls, coldAisleC);
    PLENUM_SAME(halls, maxInletC);
    PLENUM_SAME(loops, supplyC);
    PLENUM_SAME(loops, flowKgPerS);
    PLENUM_SAME(loops, heatW);
    PLENUM_SAME(cdus, heatW);
    PLENUM_SAME(cdus, primaryInC);
    PLENUM_SAME(cdus, primaryOutC);
    PLENUM_SAME(cdus, primaryFlowKgPerS);
    PLENUM_SAME(cdus, secondaryFlowKgPerS);
    PLENUM_SAME(cdus, pumpSpeed);
    PLENUM_SAME(cdus, powerW);
    PLENUM_SAME(fanWalls, heatW);
    PLENUM_SAME(fanWalls, powerW);
    PLENUM_SAME(circuits, supplyC);
    PLENUM_SAME(circuits, returnC);
    PLENUM_SAME(circuits, flowKgPerS);
    PLENUM_SAME(circuits, heatW);
    PLENUM_SAME(circuits, condenserSupplyC);
    PLENUM_SAME(chillers, powerW);
    PLENUM_SAME(chillers, coolingW);
    PLENUM_SAME(pumps, powerW);
    PLENUM_SAME(power, outputW);
    PLENUM_SAME(power, lossW);
    PLENUM_SAME(points, measured);
#undef PLENUM_SAME
    QCOMPARE(after->metrics.itPowerW, before->metrics.itPowerW);
    QCOMPARE(after->metrics.facilityPowerW, before->metrics.facilityPowerW);
    QCOMPARE(after->metrics.pue, before->metrics.pue);
    QVERIFY(before->cdus.heatW[0] < 0.1f * static_cast<float>(before->loops.heatW[0] + 1.0f) ||
            before->cdus.secondaryFlowKgPerS[0] == 0.0f);
  }

  void newRacksStartAtTheBalanceOfTheirHall() {
    RunningSite run;
    run.withLoad(0.8).start().advance(60);
    const SimModelPtr next = revised(run, SetRowRacks{"H1", "A", 4});
    const SimStatePtr state = migrate(*run.model, *run.state, *next);
    QCOMPARE(next->layout->racks.size(), run.layout().racks.size() - 1);
    for (const double c : state->chips.dieC) QVERIFY(c > 10.0 && c < 95.0);
  }

  void aChangedSetPointReplacesTheOperators() {
    RunningSite run;
    run.start();
    run.act(SetSupply{"H1/TCS", {38.0}});
    run.advance(5);
    const SimModelPtr moved = revised(run, MoveRow{"H1", "A", {0.0, 0.1}});
    QCOMPARE(migrate(*run.model, *run.state, *moved)->loops.setpointC[0], 38.0);
    const SimModelPtr edited = revised(run, SetDesignSupply{"H1/TCS", {36.0}});
    QCOMPARE(migrate(*run.model, *run.state, *edited)->loops.setpointC[0], 36.0);
  }
};

PLENUM_TEST(MigrateTest)
#include "MigrateTest.moc"
