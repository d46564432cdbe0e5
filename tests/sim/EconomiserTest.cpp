// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "Economised.h"
#include "base/Random.h"
#include "physics/Economiser.h"
#include "sim/Rejection.h"
#include "sim/Steady.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using plenum::test::economise;
using plenum::test::RunningSite;
using plenum::test::wetBulb;
using Mode = plenum::physics::CoolingMode;

Q_DECLARE_METATYPE(plenum::physics::CoolingMode)

/// Free cooling in the engine: the exchanger before the chillers, who cools when, and that all heat is accounted for.
class EconomiserTest : public QObject {
  Q_OBJECT
  static constexpr std::uint32_t chw = 0;

  static Mode modeOf(const RunningSite& run) { return static_cast<Mode>(run.state->circuits.mode[chw]); }
  static double chillersW(const RunningSite& run) {
    double sum = 0.0;
    for (const double w : run.state->plant.chillerPowerW) sum += w;
    return sum;
  }
  static double largestChange(const std::vector<double>& a, const std::vector<double>& b) {
    double most = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
    return most;
  }
  static void changeWeather(RunningSite& run, double wetBulbC) {
    auto setting = std::make_shared<Setting>(*run.model->setting);
    setting->weather = test::stillWeather(wetBulbC, wetBulbC);
    SimModel model = *run.model;
    model.setting = setting;
    run.model = std::make_shared<const SimModel>(std::move(model));
  }

 private Q_SLOTS:
  void settlesInTheModeOfItsWeather_data() {
    QTest::addColumn<double>("wetBulbC");
    QTest::addColumn<Mode>("mode");
    QTest::newRow("frost") << -6.0 << Mode::free;
    QTest::newRow("cold") << 3.0 << Mode::free;
    QTest::newRow("between") << 11.0 << Mode::partial;
    QTest::newRow("summer") << 24.0 << Mode::mechanical;
  }
  void settlesInTheModeOfItsWeather() {
    QFETCH(double, wetBulbC);
    QFETCH(Mode, mode);
    RunningSite run;
    economise(run);
    wetBulb(run, wetBulbC).start();
    QCOMPARE(modeOf(run), mode);
    QVERIFY2(test::isNear(run.state->circuits.supplyC[chw], run.model->circuits[chw].setpointC, 0.02),
             qPrintable(QString::number(run.state->circuits.supplyC[chw])));
    QCOMPARE(chillersW(run) > 0.0, mode != Mode::free);
    QCOMPARE(run.state->circuits.economiserW[chw] > 0.0, mode != Mode::mechanical);
  }

  // in every mode: what the balance says is where the stages stay
  void steppingFromTheBalanceMovesNothing_data() {
    QTest::addColumn<double>("wetBulbC");
    for (const double c : {-6.0, 3.0, 10.0, 11.0, 12.0, 24.0}) QTest::addRow("%.0f", c) << c;
  }
  void steppingFromTheBalanceMovesNothing() {
    QFETCH(double, wetBulbC);
    RunningSite run;
    economise(run);
    wetBulb(run, wetBulbC).scenario.jobs.clear();
    run.start();
    const SimStatePtr before = copyOf(*run.state);
    run.advance(120);
    QCOMPARE(run.state->circuits.mode[chw], before->circuits.mode[chw]);
    QVERIFY(largestChange(before->circuits.supplyC, run.state->circuits.supplyC) < 1e-3);
    QVERIFY(largestChange(before->circuits.returnC, run.state->circuits.returnC) < 1e-3);
    QVERIFY(largestChange(before->circuits.basinC, run.state->circuits.basinC) < 1e-3);
    QVERIFY(largestChange(before->circuits.economiserOutC, run.state->circuits.economiserOutC) < 1e-3);
    QVERIFY(largestChange(before->air.coldC, run.state->air.coldC) < 1e-3);
  }

  // V-43: 12.78 °C against 25.28 °C at an effectiveness of 0.8 gives 15.28 °C, and 18.33 °C gives 19.72 °C
  void exchangerMeetsTheReferenceInTheEngine() {
    RunningSite run;
    economise(run, [](ExchangerSpec& plates) {
      // equal flows, 0.8 of the inlet difference: approach = rise / 4
      plates.hotFlow = plates.coldFlow = {10};
      const double capacityWPerK = 10.0 * 4184.0;
      plates.ratedHeat = {capacityWPerK * 5.0};
      plates.ratedApproach = {1.25};
    });
    wetBulb(run, 3.0).start();
    SimState& s = *run.state;
    s.circuits.mode[chw] = 2, s.circuits.economiserValve[chw] = 1.0, s.circuits.bypass[chw] = 0.0;
    s.circuits.condenserKgPerS[chw] = 20.0;
    std::fill(s.plant.chillerPhase.begin(), s.plant.chillerPhase.end(), std::uint8_t{0});
    const struct {
      double coldC, expectedC;
      const char* what;
    } cases[] = {{12.78, 15.28, "condenser water 12.78 °C"}, {18.33, 19.72, "condenser water 18.33 °C"}};
    for (const auto& c : cases) {
      s.circuits.basinC[chw] = c.coldC;
      double condenserW = 0.0;
      const double leavesC = stage::exchanged(*run.model, s, chw, 20.0, 25.28, condenserW);
      QVERIFY(test::validation::near({.id = "V-43",
                                      .what = c.what,
                                      .source = "Modelica Buildings, WatersideEconomizer",
                                      .unit = "°C",
                                      .digits = 2},
                                     leavesC, c.expectedC, 0.02));
      QVERIFY(test::isClose(condenserW, 20.0 * 4184.0 * (25.28 - leavesC), 1e-12));
    }
  }

  void coldFrontTakesTheChillersOut() {
    RunningSite run;
    economise(run);
    wetBulb(run, 20.0).start();
    QCOMPARE(modeOf(run), Mode::mechanical);
    const double before = chillersW(run);
    QVERIFY(before > 0.0);
    changeWeather(run, 2.0);
    run.advance(1195);
    QCOMPARE(modeOf(run), Mode::mechanical);
    run.advance(10);
    QCOMPARE(modeOf(run), Mode::partial);
    // twenty minutes more, in which the towers come down to what the exchangers need
    double warmest = -100.0;
    for (int minute = 0; minute < 60; ++minute) {
      run.advance(60);
      warmest = std::max(warmest, run.state->circuits.supplyC[chw]);
    }
    QCOMPARE(modeOf(run), Mode::free);
    QCOMPARE(chillersW(run), 0.0);
    QVERIFY2(warmest < run.model->circuits[chw].setpointC + 1.1, qPrintable(QString::number(warmest)));
    QVERIFY(run.state->ledger.worstTick <= 1e-12);
    // and back, when the front has passed
    changeWeather(run, 22.0);
    warmest = -100.0;
    for (int minute = 0; minute < 120; ++minute) {
      run.advance(60);
      warmest = std::max(warmest, run.state->circuits.supplyC[chw]);
    }
    QCOMPARE(modeOf(run), Mode::mechanical);
    QVERIFY(chillersW(run) > 0.0);
    QVERIFY(test::isNear(run.state->circuits.supplyC[chw], run.model->circuits[chw].setpointC, 0.1));
    QVERIFY2(warmest < run.model->circuits[chw].setpointC + 6.0, qPrintable(QString::number(warmest)));
    QVERIFY(run.state->ledger.worstTick <= 1e-12);
  }

  void chillersBesideColdTowersSeeWaterTheyCanTake() {
    RunningSite run;
    economise(run);
    wetBulb(run, 11.0).start();
    QCOMPARE(modeOf(run), Mode::partial);
    QVERIFY(run.state->circuits.basinC[chw] < 16.0);
    for (int minute = 0; minute < 10; ++minute) {
      run.advance(60);
      for (std::size_t k = 0; k < run.state->plant.chillerPhase.size(); ++k)
        if (run.state->plant.chillerHeatW[k] > 0.0) QVERIFY(run.state->plant.chillerEnteringC[k] >= 16.0 - 1e-9);
    }
  }

  // the second law in the engine, whatever weather, load and failures: what leaves the exchangers lies between the two
  // waters that enter them, and free cooling never warms
  void freeCoolingNeverWarms() {
    const RandomKey key{11, 0, 0x65636f};
    for (std::uint64_t n = 0; n < 24; ++n) {
      RunningSite run;
      economise(run);
      run.withLoad(0.2 + 0.7 * randomUniform(key, 4 * n));
      wetBulb(run, -8.0 + 32.0 * randomUniform(key, 4 * n + 1)).start();
      changeWeather(run, -8.0 + 32.0 * randomUniform(key, 4 * n + 2));
      if (n % 3 == 1) run.act(Fail{"CX1"});
      if (n % 3 == 2) run.act(Degrade{"CX2", Degrade::Mode::foul, {0.8 * randomUniform(key, 4 * n + 3)}});
      for (int step = 0; step < 60; ++step) {
        const double enterC = run.state->circuits.returnC[chw], basinC = run.state->circuits.basinC[chw];
        run.advance(1);
        const double outC = run.state->circuits.economiserOutC[chw];
        QVERIFY(outC >= std::min(enterC, basinC) - 1e-9 && outC <= std::max(enterC, basinC) + 1e-9);
        if (modeOf(run) != Mode::mechanical && basinC < enterC) QVERIFY(outC <= enterC + 1e-9);
        run.advance(59);
      }
      QVERIFY2(run.state->ledger.worstTick <= 1e-12, qPrintable(QString::number(run.state->ledger.worstTick)));
    }
  }

  // any water, flow, dirt and position of valves: what leaves lies between what enters, and both sides agree
  void tenThousandExchangersObeyTheSecondLaw() {
    RunningSite run;
    economise(run);
    wetBulb(run, 11.0).start();
    SimState& s = *run.state;
    const RandomKey key{12, 0, 0x65636f};
    for (std::uint64_t n = 0; n < 10'000; ++n) {
      const auto draw = [&](std::uint64_t k) { return randomUniform(key, 16 * n + k); };
      const double flow = 0.1 + 40.0 * draw(0), enterC = 5.0 + 40.0 * draw(1);
      s.circuits.basinC[chw] = 40.0 * draw(2);
      s.circuits.condenserKgPerS[chw] = 80.0 * draw(3);
      s.circuits.economiserValve[chw] = draw(4), s.circuits.bypass[chw] = draw(5);
      for (std::size_t x = 0; x < 2; ++x) {
        s.plant.exchangerFouling[x] = draw(6 + x), s.plant.exchangerClogging[x] = draw(8 + x);
        s.plant.isExchangerFailed[x] = draw(10 + x) < 0.2;
      }
      double condenserW = 0.0;
      const double outC = stage::exchanged(*run.model, s, chw, flow, enterC, condenserW);
      const double lowC = std::min(enterC, s.circuits.basinC[chw]), highC = std::max(enterC, s.circuits.basinC[chw]);
      QVERIFY(outC >= lowC - 1e-9 && outC <= highC + 1e-9);
      const double scaleW = flow * 4184.0 * (highC - lowC) + 1.0;
      QVERIFY(std::abs(condenserW - flow * 4184.0 * (enterC - outC)) <= 1e-11 * scaleW);
      // nor does the condenser water leave warmer than what it cools
      const double coldKgPerS = stage::condenserShares(*run.model, s, chw).exchangersKgPerS;
      if (condenserW > 0.0) QVERIFY(s.circuits.basinC[chw] + condenserW / (coldKgPerS * 4184.0) <= highC + 1e-9);
      // more dirt never moves more heat
      const double before = std::abs(condenserW);
      for (std::size_t x = 0; x < 2; ++x)
        s.plant.exchangerFouling[x] = std::min(1.0, s.plant.exchangerFouling[x] + 0.2);
      condenserW = 0.0;
      stage::exchanged(*run.model, s, chw, flow, enterC, condenserW);
      QVERIFY(std::abs(condenserW) <= before * (1.0 + 1e-12));
    }
  }

  void ledgerClosesOverADayOfFaultsAndWeather() {
    RunningSite run;
    run.tickLength = seconds(5);
    economise(run);
    wetBulb(run, 6.0).start();
    const RandomKey key{13, 0, 0x65636f};
    const char* targets[] = {"CX1", "CX2", "CH1", "CH2", "CWP1", "CWP2", "CT1", "CHP1", "MECH"};
    std::vector<const char*> down;
    int modes = 0;
    for (std::uint64_t hour = 0; hour < 24; ++hour) {
      changeWeather(run, 11.0 - 13.0 * std::cos(0.2618 * static_cast<double>(hour)));
      for (const char* id : down) run.act(Restore{id});
      down = {targets[static_cast<std::size_t>(9.0 * randomUniform(key, 2 * hour))],
              targets[static_cast<std::size_t>(9.0 * randomUniform(key, 2 * hour + 1))]};
      for (const char* id : down) run.act(Fail{id});
      for (int n = 0; n < 720; ++n) {
        run.advance(1);
        modes |= 1 << run.state->circuits.mode[chw];
        // the blocks that this plant moves heat in; loops beside a dead plant are LoopsTest's
        for (const Block b : {Block::circuits, Block::condenser}) {
          const auto at = static_cast<std::size_t>(b);
          const double leastJ = run.layout().chips * run.model->dtS;
          const double share =
              std::abs(run.state->ledger.residualJ[at]) / std::max(run.state->ledger.movedJ[at], leastJ);
          QVERIFY2(share <= 1e-12, qPrintable(QString("block %1: %2").arg(at).arg(share)));
        }
      }
    }
    const auto& l = run.state->ledger;
    for (std::size_t b = 0; b < blockCount; ++b)
      QVERIFY(std::abs(l.residualTotalJ[b] + l.residualErrorJ[b]) <= 1e-9 * l.movedTotalJ[b]);
    QCOMPARE(modes, 7);
  }

  void ledgerNoticesAMillionthInEveryMode_data() {
    QTest::addColumn<double>("wetBulbC");
    QTest::addColumn<int>("coupling");
    const struct {
      const char* name;
      Coupling coupling;
    } ends[] = {{"circuits to condenser", Coupling::circuitsToCondenser},
                {"condenser to ambient", Coupling::condenserToAmbient},
                {"air to circuits", Coupling::airToCircuits},
                {"doors to circuits", Coupling::doorsToCircuits},
                {"pumps to circuits", Coupling::pumpsToCircuits},
                {"pumps to condenser", Coupling::pumpsToCondenser}};
    for (const double wetBulbC : {3.0, 11.0, 24.0})
      for (const auto& end : ends)
        QTest::addRow("%s at %.0f", end.name, wetBulbC) << wetBulbC << static_cast<int>(end.coupling);
  }
  void ledgerNoticesAMillionthInEveryMode() {
    QFETCH(double, wetBulbC);
    QFETCH(int, coupling);
    RunningSite run;
    economise(run);
    wetBulb(run, wetBulbC).start();
    run.advance(60);
    QVERIFY(run.state->ledger.worstCoupling <= 1e-12);
    SimModel corrupted = *run.model;
    corrupted.couplingGain[static_cast<std::size_t>(coupling)] = 1.0 + 1e-6;
    run.model = std::make_shared<const SimModel>(std::move(corrupted));
    run.advance(60);
    QVERIFY2(run.state->ledger.worstCoupling > 1e-8, qPrintable(QString::number(run.state->ledger.worstCoupling)));
  }

  void lostExchangersBringTheChillersBack() {
    RunningSite run;
    economise(run);
    wetBulb(run, 3.0).start();
    QCOMPARE(modeOf(run), Mode::free);
    run.act(Fail{"CX1"});
    run.act(Fail{"CX2"});
    run.advance(2);
    QCOMPARE(modeOf(run), Mode::mechanical);
    run.advance(1200);
    QVERIFY(chillersW(run) > 0.0);
    QVERIFY(test::isNear(run.state->circuits.supplyC[chw], run.model->circuits[chw].setpointC, 0.3));
    run.act(Restore{"CX1"});
    run.act(Restore{"CX2"});
    run.advance(2 * 1200 + 600);
    QCOMPARE(modeOf(run), Mode::free);
  }

  // half of the plates' conductance lost: the other water must be colder, and the towers work harder for it
  void dirtyPlatesNeedColderWater() {
    RunningSite clean, dirty;
    economise(clean), economise(dirty);
    wetBulb(clean, 3.0).start();
    wetBulb(dirty, 3.0).start();
    dirty.act(Degrade{"CX1", Degrade::Mode::foul, {0.5}});
    dirty.act(Degrade{"CX2", Degrade::Mode::clog, {0.5}});
    clean.advance(3 * 3600), dirty.advance(3 * 3600);
    QCOMPARE(modeOf(dirty), Mode::free);
    QVERIFY(dirty.state->circuits.basinC[chw] < clean.state->circuits.basinC[chw] - 0.2);
    QVERIFY(dirty.state->circuits.towerFan[chw] > clean.state->circuits.towerFan[chw]);
  }
};

PLENUM_TEST(EconomiserTest)
#include "EconomiserTest.moc"
