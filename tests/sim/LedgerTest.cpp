// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "sim/Stages.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// Energy closes: in every block and crossing, every tick and over a run, whatever fails.
class LedgerTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void closesOverAnUneventfulHour() {
    RunningSite run;
    run.start().advance(3600);
    QVERIFY2(run.state->ledger.worstTick <= 1e-12, qPrintable(QString::number(run.state->ledger.worstTick)));
    QVERIFY2(run.state->ledger.worstCoupling <= 1e-12, qPrintable(QString::number(run.state->ledger.worstCoupling)));
  }

  void closesWhileThingsFailAndComeBack() {
    RunningSite run;
    run.start();
    const char* targets[] = {"H1/CDU1/P1", "CH1", "H1/FW1", "GRID-A", "H1/CDU1/P2", "UA", "GRID-B", "TA"};
    int n = 0;
    for (const char* target : targets) {
      QVERIFY2(run.layout().find(target), target);
      run.act(Fail{target});
      run.advance(240 + 37 * n++);
      if (n % 2 == 0) run.act(Restore{targets[n - 2]});
    }
    run.advance(1200);
    for (std::size_t b = 0; b < blockCount; ++b) {
      const auto& l = run.state->ledger;
      const double total = std::abs(l.residualTotalJ[b] + l.residualErrorJ[b]);
      QVERIFY2(total <= 1e-9 * l.movedTotalJ[b],
               qPrintable(QString("block %1: %2 of %3").arg(b).arg(total).arg(l.movedTotalJ[b])));
    }
    QVERIFY2(run.state->ledger.worstTick <= 1e-12, qPrintable(QString::number(run.state->ledger.worstTick)));
    QVERIFY2(run.state->ledger.worstCoupling <= 1e-12, qPrintable(QString::number(run.state->ledger.worstCoupling)));
  }

  // hot coolant goes round and gives nothing away: shares of the flow that do not quite add up to it would be all that
  // moves
  void closesInALoopWithoutFacilityWater() {
    RunningSite run;
    run.withLoad(0.3).start();
    run.act(Fail{"WARM"});
    run.advance(4800);
    QVERIFY(run.state->loops.supplyC[0] > 60.0);
    QVERIFY2(run.state->ledger.worstTick <= 1e-12, qPrintable(QString::number(run.state->ledger.worstTick)));
    QVERIFY2(run.state->ledger.worstCoupling <= 1e-12, qPrintable(QString::number(run.state->ledger.worstCoupling)));
  }

  void noticesAMillionthAtEveryCrossing_data() {
    QTest::addColumn<int>("coupling");
    const char* names[] = {"power to IT",           "IT to loops",          "IT to air",
                           "loops to circuits",     "air to circuits",      "doors to circuits",
                           "circuits to condenser", "condenser to ambient", "circuits to ambient",
                           "power to plant",        "pumps to loops",       "pumps to circuits",
                           "fans to air",           "pumps to condenser",   "loops to ground",
                           "ambient to air"};
    static_assert(std::size(names) == couplingCount);
    for (int c = 0; c < couplingCount; ++c)
      if (c != static_cast<int>(Coupling::circuitsToAmbient)) QTest::newRow(names[c]) << c;
  }
  void noticesAMillionthAtEveryCrossing() {
    QFETCH(int, coupling);
    RunningSite run;
    run.start();
    if (coupling == static_cast<int>(Coupling::loopsToGround)) run.act(Leak{"H1/TCS", {0.05}});
    SimModel corrupted = *run.model;
    corrupted.couplingGain[static_cast<std::size_t>(coupling)] = 1.0 + 1e-6;
    run.model = std::make_shared<const SimModel>(std::move(corrupted));
    run.advance(60);
    QVERIFY2(run.state->ledger.worstCoupling > 1e-8, qPrintable(QString::number(run.state->ledger.worstCoupling)));
  }

  void noticesAMillionthAtADryCooler() {
    RunningSite run;
    makeDry(run);
    run.start();
    run.advance(60);
    QVERIFY(run.state->ledger.worstCoupling <= 1e-12);
    SimModel corrupted = *run.model;
    corrupted.couplingGain[static_cast<std::size_t>(Coupling::circuitsToAmbient)] = 1.0 + 1e-6;
    run.model = std::make_shared<const SimModel>(std::move(corrupted));
    run.advance(60);
    QVERIFY(run.state->ledger.worstCoupling > 1e-8);
  }

 private:
  /// The warm circuit with dry coolers in place of exchanger and towers.
  static void makeDry(RunningSite& run) {
    static const DryCoolerSpec spec = [] {
      // half of BAC TDFS1238N in size (physics 5.4)
      DryCoolerSpec s;
      s.id = "dry";
      s.ratedHeat = {1465e3};
      s.ratedAirIn = {35.0};
      s.ratedWaterIn = {46.11};
      s.ratedWaterOut = {40.55};
      s.waterFlow = {63.0};
      s.fanPower = {58.84e3};
      return s;
    }();
    auto catalog = std::make_shared<Catalog>(*run.small.catalog());
    catalog->add(spec, {});
    run.small.draft.catalog = catalog;
    run.dryBulbC = 20.0;
    run.dewPointC = 12.0;
    for (Circuit& circuit : run.small.draft.circuits)
      if (!circuit.exchangers.empty()) {
        const auto feed = circuit.pumps.front();
        circuit.exchangers.clear();
        circuit.towers.clear();
        circuit.condenserPumps.clear();
        circuit.dryCoolers = {{"DC", "dry", feed.feed, feed.feedB, {200, 200}, {1, {}}}};
      }
  }
};

PLENUM_TEST(LedgerTest)
#include "LedgerTest.moc"
