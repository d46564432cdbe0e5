// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <functional>
#include <string>

#include "physics/Tank.h"
#include "sim/Rejection.h"
#include "sim/Sinks.h"
#include "sim/Stages.h"
#include "support/SinkSites.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

namespace {

struct SinkKind {
  const char* name;
  std::function<void(RunningSite&)> make;
};
const SinkKind sinkKinds[] = {
    {"towers by Merkel", [](RunningSite&) {}},
    {"towers by York", [](RunningSite& run) { test::makeYork(run); }},
    {"towers in their own air",
     [](RunningSite& run) {
       for (Circuit& circuit : run.small.draft.circuits) circuit.reingestion = {0.1};
     }},
    {"dry coolers", [](RunningSite& run) { test::makeDry(run, 0.0); }},
    {"dry coolers in their own air",
     [](RunningSite& run) {
       test::makeDry(run, 0.0);
       test::circuitOf(run.small, "WARM").reingestion = {0.1};
     }},
    {"dry coolers with pads", [](RunningSite& run) { test::makeDry(run, 0.75); }},
    {"a lake", [](RunningSite& run) { test::makeLake(run); }},
    {"a lake behind chillers", [](RunningSite& run) { test::makeLakeCondensers(run); }},
    {"a tank", [](RunningSite& run) { test::makeTank(run); }},
};

double largestChange(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

void corrupt(RunningSite& run, Coupling coupling) {
  SimModel corrupted = *run.model;
  corrupted.couplingGain[static_cast<std::size_t>(coupling)] = 1.0 + 1e-6;
  run.model = std::make_shared<const SimModel>(std::move(corrupted));
}

}  // namespace

/// What takes the heat in the end: towers, dry coolers, tanks, lakes.
class SinksTest : public QObject {
  Q_OBJECT

  static void addKinds() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("dryBulbC");
    for (int k = 0; k < static_cast<int>(std::size(sinkKinds)); ++k)
      for (const double dryBulbC : {-8.0, 12.0, 34.0})
        QTest::addRow("%s at %g °C", sinkKinds[k].name, dryBulbC) << k << dryBulbC;
  }

 private Q_SLOTS:
  void steadyIsWhereSteppingStays_data() { addKinds(); }
  void steadyIsWhereSteppingStays() {
    QFETCH(int, kind);
    QFETCH(double, dryBulbC);
    RunningSite run;
    sinkKinds[kind].make(run);
    run.dryBulbC = dryBulbC;
    run.dewPointC = dryBulbC - 8.0;
    // without a load water would freeze in the coils, as aLowLoadInFrostFreezesWater has it
    if (dryBulbC < 0.0 && !test::circuitOf(run.small, "WARM").dryCoolers.empty()) test::makeGlycol(run);
    run.scenario.jobs.clear();  // no chip works, so no noise
    run.start();
    const SimStatePtr before = copyOf(*run.state);
    run.advance(120);
    const SimState &a = *before, &b = *run.state;
    const auto within = [](const char* what, double moved) {
      if (moved >= 1e-3) qWarning("%s moved by %g", what, moved);
      return moved < 1e-3;
    };
    QVERIFY(within("supply", largestChange(a.circuits.supplyC, b.circuits.supplyC)));
    QVERIFY(within("return", largestChange(a.circuits.returnC, b.circuits.returnC)));
    QVERIFY(within("basin", largestChange(a.circuits.basinC, b.circuits.basinC)));
    QVERIFY(within("coils", largestChange(a.sinks.coilC, b.sinks.coilC)));
    QVERIFY(within("chips", largestChange(a.chips.dieC, b.chips.dieC)));
    QCOMPARE(a.sinks.cellsWanted, b.sinks.cellsWanted);
  }

  void ledgerClosesWhileUnitsFail_data() { addKinds(); }
  void ledgerClosesWhileUnitsFail() {
    QFETCH(int, kind);
    QFETCH(double, dryBulbC);
    RunningSite run;
    sinkKinds[kind].make(run);
    run.dryBulbC = dryBulbC;
    run.dewPointC = dryBulbC - 8.0;
    run.start();
    double worst = 0.0;
    const auto advance = [&](int ticks) {
      for (int t = 0; t < ticks; ++t) {
        run.advance(1);
        for (const Block block : {Block::circuits, Block::condenser}) {
          const auto b = static_cast<std::size_t>(block);
          const double least = run.layout().chips * run.model->dtS;
          worst =
              std::max(worst, std::abs(run.state->ledger.residualJ[b]) / std::max(run.state->ledger.movedJ[b], least));
        }
      }
    };
    for (const char* id : {"CT1", "WT1", "DC1", "LK1", "TK", "CH1", "CH2", "WP1"}) {
      if (!run.layout().find(id)) continue;
      run.act(Fail{id});
      advance(150);
      run.act(Restore{id});
      advance(60);
    }
    run.act(Fail{"WARM/make-up"});
    run.act(ShiftWeather{{-25.0}, {-25.0}});
    advance(1800);
    run.act(Fail{"WP1"});
    run.act(Fail{"WP2"});
    advance(900);
    run.act(ShiftWeather{{20.0}, {10.0}});
    advance(1800);
    const SimState::Ledger& l = run.state->ledger;
    QVERIFY2(worst <= 1e-12, qPrintable(QString::number(worst)));
    QVERIFY2(l.worstCoupling <= 1e-12, qPrintable(QString::number(l.worstCoupling)));
    for (std::size_t b = 0; b < blockCount; ++b)
      QVERIFY(std::abs(l.residualTotalJ[b] + l.residualErrorJ[b]) <= 1e-9 * std::max(1.0, l.movedTotalJ[b]));
  }

  void ledgerNoticesAMillionth_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("coupling");
    for (const int k : {1, 2, 7})
      QTest::addRow("%s", sinkKinds[k].name) << k << static_cast<int>(Coupling::condenserToAmbient);
    for (const int k : {3, 5, 6, 8})
      QTest::addRow("%s", sinkKinds[k].name) << k << static_cast<int>(Coupling::circuitsToAmbient);
  }
  void ledgerNoticesAMillionth() {
    QFETCH(int, kind);
    QFETCH(int, coupling);
    RunningSite run;
    sinkKinds[kind].make(run);
    run.start();
    run.advance(30);
    QVERIFY(run.state->ledger.worstCoupling <= 1e-12);
    corrupt(run, static_cast<Coupling>(coupling));
    run.advance(30);
    QVERIFY2(run.state->ledger.worstCoupling > 1e-8, qPrintable(QString::number(run.state->ledger.worstCoupling)));
  }

  // eight cells for a flow of two: a half of their rated water each needs four of them
  void waterRunsOverAsManyCellsAsItWets() {
    RunningSite run;
    test::circuitOf(run.small, "CHW").towers.front().repeat = {8, {5, 0}};
    run.start();
    const std::uint32_t i = run.indexOf("CHW");
    run.advance(60);
    const double flow = run.state->circuits.condenserKgPerS[i];
    const auto cells = static_cast<std::uint32_t>(std::lround(flow / (0.5 * 26.8)));
    QVERIFY(cells >= 1 && cells <= 4);
    QCOMPARE(stage::cellsInUse(*run.model, *run.state, i).units.size(), cells);
    // a cell that fails is replaced by the next
    run.act(Fail{"CT1"});
    run.advance(2);
    const stage::InUse use = stage::cellsInUse(*run.model, *run.state, i);
    QCOMPARE(use.units.size(), cells);
    QVERIFY(use.units.front() != run.indexOf("CT1"));
    QCOMPARE(run.state->sinks.cellPowerW[run.indexOf("CT1")], 0.0);
    QVERIFY(run.state->sinks.cellPowerW[use.units.front()] > 0.0);
  }

  void evaporationDriftAndBlowDownAreOneAccountEach() {
    RunningSite run;
    run.start().advance(60);
    const std::uint32_t i = run.indexOf("WARM");
    const SimState::Circuits& s = run.state->circuits;
    QVERIFY(s.evaporationKgPerS[i] > 0.0);
    QVERIFY(test::isClose(s.driftKgPerS[i], 8e-5 * s.condenserKgPerS[i], 1e-9));
    // blow-down keeps the concentration at four: evaporation/3 less what drifts
    QVERIFY(test::isClose(s.blowdownKgPerS[i], s.evaporationKgPerS[i] / 3.0 - s.driftKgPerS[i], 1e-9));
    QVERIFY(test::isClose(s.waterKgPerS[i], s.evaporationKgPerS[i] + s.driftKgPerS[i] + s.blowdownKgPerS[i], 1e-12));
    // of some 2.45 MJ/kg the evaporation carries four fifths of the heat at 30 °C or more
    const double latent = s.evaporationKgPerS[i] * 2.43e6 / s.rejectedW[i];
    QVERIFY2(latent > 0.7 && latent < 1.15, qPrintable(QString::number(latent)));
  }

  void withoutMakeUpTheBasinFallsByEvaporationAndDrift() {
    RunningSite run;
    run.start().advance(10);
    const std::uint32_t i = run.indexOf("WARM");
    run.act(Fail{"WARM/make-up"});
    run.advance(1);
    const double before = run.state->circuits.basinLevelKg[i];
    double lostKg = 0.0;
    for (int t = 0; t < 1200; ++t) {
      run.advance(1);
      lostKg += run.state->circuits.evaporationKgPerS[i] + run.state->circuits.driftKgPerS[i];
    }
    QCOMPARE(run.state->circuits.blowdownKgPerS[i], 0.0);
    QVERIFY(test::isNear(before - run.state->circuits.basinLevelKg[i], lostKg, 1e-6));
    QVERIFY(lostKg > 50.0);
    // it ends at a tenth: pumps stand, the circuit warms, somebody is told
    int minutes = 20;
    for (; minutes < 600 && !run.state->sinks.isBasinTripped[i]; ++minutes) run.advance(60);
    const double full = run.model->circuits[i].basinKg, perMinute = lostKg / 20.0;
    QVERIFY2(std::abs(minutes - 0.9 * full / perMinute) < 0.15 * minutes, qPrintable(QString::number(minutes)));
    run.advance(300);
    QCOMPARE(run.state->circuits.condenserKgPerS[i], 0.0);
    QVERIFY(run.hasRaised("alarm.basin-low"));
    QVERIFY(run.hasRaised("alarm.basin-tripped"));
    QVERIFY(run.hasRaised("alarm.circuit-warm"));
    run.act(Restore{"WARM/make-up"});
    run.advance(600);
    QVERIFY(!run.state->sinks.isBasinTripped[i]);
    QVERIFY(run.state->circuits.condenserKgPerS[i] > 0.0);
  }

  void padsAreWetAboveTheirThresholdOnly() {
    for (const double dryBulbC : {18.0, 30.0}) {
      RunningSite run;
      test::makeDry(run, 0.75);
      run.dryBulbC = dryBulbC;
      run.dewPointC = 10.0;
      run.start().advance(30);
      const std::uint32_t i = run.indexOf("WARM");
      QCOMPARE(run.state->sinks.isPadWet[i] != 0, dryBulbC > 24.0);
      QCOMPARE(run.state->circuits.waterKgPerS[i] > 0.0, dryBulbC > 24.0);
    }
    // between 22 and 24 °C they stay as they were
    RunningSite run;
    test::makeDry(run, 0.75);
    run.dryBulbC = 30.0;
    run.dewPointC = 10.0;
    run.start();
    const std::uint32_t i = run.indexOf("WARM");
    run.act(ShiftWeather{{-7.0}, {0.0}});
    run.advance(2400);
    QVERIFY(run.state->outside.dryBulbC < 23.5);
    QVERIFY(run.state->sinks.isPadWet[i]);
    run.act(ShiftWeather{{-9.0}, {0.0}});
    run.advance(2400);
    QVERIFY(!run.state->sinks.isPadWet[i]);
    run.act(ShiftWeather{{-7.0}, {0.0}});
    run.advance(2400);
    QVERIFY(!run.state->sinks.isPadWet[i]);
    run.act(ShiftWeather{{0.0}, {0.0}});
    run.advance(2400);
    QVERIFY(run.state->sinks.isPadWet[i]);
    run.act(Fail{"WARM/make-up"});
    run.advance(2);
    QVERIFY(!run.state->sinks.isPadWet[i]);
  }

  void hotAirThatComesBackCostsFanPower() {
    double powerW[2] = {0.0, 0.0};
    for (int n = 0; n < 2; ++n) {
      RunningSite run;
      test::makeDry(run, 0.0);
      test::circuitOf(run.small, "WARM").reingestion = {0.15 * n};
      run.dryBulbC = 26.0;
      run.start().advance(30);
      for (const double w : run.state->sinks.coolerPowerW) powerW[n] += w;
    }
    QVERIFY2(powerW[1] > 1.1 * powerW[0], qPrintable(QString("%1 %2").arg(powerW[0]).arg(powerW[1])));
  }

  void cloggedCoilsCostHeat() {
    RunningSite run;
    test::makeDry(run, 0.0);
    run.dryBulbC = 20.0;
    run.start().advance(60);
    const std::uint32_t a = run.indexOf("DC1"), b = run.indexOf("DC2");
    QVERIFY(test::isClose(run.state->sinks.coolerHeatW[a], run.state->sinks.coolerHeatW[b], 1e-9));
    run.act(Degrade{"DC1", Degrade::Mode::clog, {0.6}});
    run.advance(600);
    QVERIFY(run.state->sinks.coolerHeatW[a] < 0.8 * run.state->sinks.coolerHeatW[b]);
  }

  void savedRunsGoOnAsIfNothingHadBeen() {
    RunningSite run;
    test::makeTank(run);
    test::makeDry(run, 0.75);
    run.dryBulbC = -12.0;
    run.dewPointC = -16.0;
    run.start();
    for (const char* id : {"CH1", "CH2", "WP1", "WP2"}) run.act(Fail{id});
    run.advance(200);  // the tank gives, coils ice
    QVERIFY(run.state->sinks.coilIceKg[0] > 0.0);
    QVERIFY(run.state->sinks.tankKgPerS[run.indexOf("CHW")] > 0.0);
    auto restored = deserialise(*run.model, serialise(*run.state));
    QVERIFY(restored);
    Serial serial;
    for (int t = 0; t < 100; ++t) tick(*run.model, **restored, {}, serial);
    run.advance(100);
    QCOMPARE(hashOf(**restored), hashOf(*run.state));
  }

  // an edit keeps what is in the tank, what is in the basin and what has frozen
  void editsKeepWaterAndIce() {
    RunningSite run;
    test::makeTank(run);
    test::makeDry(run, 0.0);
    run.dryBulbC = -15.0;
    run.dewPointC = -20.0;
    run.start();
    for (const char* id : {"CH1", "CH2", "WP1", "WP2"}) run.act(Fail{id});
    run.act(Fail{"CHW/make-up"});
    run.advance(300);
    const std::uint32_t i = run.indexOf("CHW");
    QVERIFY(run.state->sinks.isCoilFrozen[0]);
    QVERIFY(run.state->circuits.basinLevelKg[i] < run.model->circuits[i].basinKg);
    run.small.draft.name = {"Renamed", "改名"};
    const auto edited = compile(run.small.layout(1), run.model->setting, run.tickLength);
    QVERIFY(edited);
    const SimStatePtr after = migrate(*run.model, *run.state, **edited);
    QCOMPARE(after->sinks.tanks[0].layerC[0], run.state->sinks.tanks[0].layerC[0]);
    QCOMPARE(after->circuits.basinLevelKg[i], run.state->circuits.basinLevelKg[i]);
    QCOMPARE(after->sinks.coilIceKg[0], run.state->sinks.coilIceKg[0]);
    QVERIFY(after->sinks.isCoilFrozen[0]);
  }

  void dirtyFillCostsFanPower() {
    RunningSite run;
    run.dryBulbC = 26.0;
    run.dewPointC = 20.0;
    run.start().advance(60);
    const std::uint32_t i = run.indexOf("WARM");
    const double before = run.state->circuits.towerFan[i];
    QVERIFY(before > 0.02 && before < 0.8);
    for (const char* id : {"WT1", "WT2"}) run.act(Degrade{id, Degrade::Mode::foul, {0.4}});
    run.advance(3600);
    const double fouled = run.state->circuits.towerFan[i];
    QVERIFY(fouled > before + 0.01);
    for (const char* id : {"WT1", "WT2"}) run.act(Restore{id});
    run.advance(3600);
    QVERIFY(run.state->circuits.towerFan[i] < fouled - 0.01);
  }

  // 40 m³ · 995.6 kg/m³ · 4184 J/(kg K) · the rise of the circuit over its load: what the tank can carry. A boundary of
  // some layers is lost to mixing: 0.8–0.95 of it (physics 5.6), and the circuit's own water adds a little
  void aTankCarriesTheCircuitThroughALossOfChillers() {
    RunningSite run;
    test::makeTank(run);
    run.withLoad(1.0).start();
    const std::uint32_t i = run.indexOf("CHW"), t = run.indexOf("TK");
    run.advance(60);
    QVERIFY(stage::tankCharge(*run.model, *run.state, t) > 0.98);
    QVERIFY(std::abs(run.state->sinks.tankHeatW[t]) < 100.0);
    const double loadW = run.state->circuits.heatW[i], flow = run.state->circuits.flowKgPerS[i];
    const double riseK = loadW / (flow * 4184.0);
    const double idealS = 40.0 * 995.6 * 4184.0 * riseK / loadW;
    run.act(Fail{"CH1"});
    run.act(Fail{"CH2"});
    int seconds = 0;
    while (seconds < 2 * idealS &&
           run.state->circuits.consumerInC[i] < run.state->circuits.setpointC[i] + 0.5 * riseK) {
      run.advance(1);
      ++seconds;
    }
    qInfo("tank: %d s of %.0f s, rise %.2f K", seconds, idealS, riseK);
    QVERIFY2(seconds > 0.8 * idealS && seconds < 1.25 * idealS,
             qPrintable(QString("%1 s of %2 s").arg(seconds).arg(idealS)));

    // without it the same loss is felt within a fraction of that time
    RunningSite bare;
    bare.withLoad(1.0).start().advance(60);
    bare.act(Fail{"CH1"});
    bare.act(Fail{"CH2"});
    bare.advance(static_cast<int>(0.7 * idealS));
    QVERIFY(bare.state->circuits.consumerInC[i] > bare.state->circuits.setpointC[i] + 0.5 * riseK);

    // chillers back: the tank is charged again within hours, and rests
    run.act(Restore{"CH1"});
    run.act(Restore{"CH2"});
    run.advance(6 * 3600);
    QVERIFY2(stage::tankCharge(*run.model, *run.state, t) > 0.9,
             qPrintable(QString::number(stage::tankCharge(*run.model, *run.state, t))));
    QVERIFY(std::abs(run.state->circuits.supplyC[i] - run.state->circuits.setpointC[i]) < 0.5);
  }

  void aLakeKeepsItsPermit() {
    RunningSite run;
    test::makeLake(run, 1);
    run.small.draft.surroundings.water = {{20.0}, {8.0}, 202};  // warmest on 21 July: 28 °C, cap 30 °C
    run.withLoad(1.0).start().advance(600);
    const std::uint32_t l = run.indexOf("LK");
    const SimState::Sinks& s = run.state->sinks;
    QVERIFY(s.lakeHeatW[l] > 0.0);
    QVERIFY(test::isNear(s.intakeC[l] - 0.05 * s.dischargeC[l], 0.95 * 28.0, 0.01));
    QVERIFY(s.dischargeC[l] <= 30.0 + 1e-9);
    QVERIFY(s.dischargeC[l] - s.intakeC[l] <= 3.0 + 1e-9);
    // in a hot summer the cap leaves 0.6 K: the heat that it does not take stays in the circuit
    RunningSite hot;
    test::makeLake(hot, 1);
    hot.small.draft.surroundings.water = {{21.4}, {8.0}, 202};
    hot.withLoad(1.0).start();
    hot.advance(1800);
    const std::uint32_t i = hot.indexOf("WARM");
    QVERIFY(test::isNear(hot.state->sinks.dischargeC[hot.indexOf("LK")], 30.0, 1e-6));
    QVERIFY(hot.state->circuits.supplyC[i] > hot.state->circuits.setpointC[i] + 2.0);
    QVERIFY(hot.hasRaised("alarm.circuit-warm"));
  }

  // a wave of 16 ± 8 °C, warmest on day 225 (13 August): 8.5 °C on 21 January, 23.4 °C on 21 July; what comes back adds
  // up to 0.05/0.95 of the rise
  void aLakeIsColderInWinter() {
    const double expectedC[] = {8.53, 23.38};
    for (int n = 0; n < 2; ++n) {
      RunningSite run;
      test::makeLake(run);
      run.scenario.start = toTime({{2026, n == 0 ? 1 : 7, 21}});
      run.start().advance(30);
      const double intakeC = run.state->sinks.intakeC[run.indexOf("LK1")];
      QVERIFY(intakeC >= expectedC[n] - 0.01 && intakeC <= expectedC[n] + 3.0 * 0.05 / 0.95 + 0.01);
      const std::uint32_t i = run.indexOf("WARM");
      QVERIFY(test::isNear(run.state->circuits.supplyC[i], run.state->circuits.setpointC[i], 0.02));
    }
  }
};

PLENUM_TEST(SinksTest)
#include "SinksTest.moc"
