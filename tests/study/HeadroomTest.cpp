// SPDX-License-Identifier: Apache-2.0
#include "io/Files.h"
#include "sim/Headroom.h"
#include "study/Campus.h"
#include "study/HeadroomTable.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::SmallSite;

/// What the formulas promise is held against the balance of the model: with the load raised by the headroom the supply
/// holds, to 0.1 K of the mark, and with 5 % more it does not.
class HeadroomTest : public QObject {
  Q_OBJECT

  static constexpr double most = heldK + 0.1;

  /// A plant for the CDUs that is never short.
  static SmallSite amplePlant() {
    SmallSite small;
    Circuit& warm = small.draft.circuits[1];
    warm.exchangers[0].repeat = {6, {2, 0}};
    warm.towers[0].repeat = {8, {5, 0}};
    warm.pumps[0].repeat = {4, {3, 0}};
    warm.condenserPumps[0].repeat = {8, {3, 0}};
    return small;
  }
  /// CDUs that are never short.
  static SmallSite ampleHall() {
    SmallSite small;
    small.design.cdus[0].originM = {15, 3};
    small.design.cdus[0].repeat = {3, {0, 2}};
    return small;
  }
  static double liquidRacks(const SimModel& model) {
    double racks = 0.0;
    for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r) racks += model.classOf(r).isLiquid;
    return racks;
  }
  /// How far a supply is above its set-point once the liquid racks give so much more.
  template <class Above>
  static double aboveAt(const study::Rest& rest, double moreW, Above&& above) {
    const SimModel model = test::withLiquidHeat(*rest.model, moreW / liquidRacks(*rest.model));
    return above(*test::balanced(model, *rest.state));
  }

  template <class Above>
  static void holdsToItsHeadroom(const study::Rest& rest, double presentW, double moreW, Above&& above) {
    QVERIFY2(moreW > 0.02 * presentW, "nothing to spare: the test would say nothing");
    const double atLimit = aboveAt(rest, moreW, above);
    QVERIFY2(atLimit < most, qPrintable(QString::number(atLimit)));
    const double beyond = aboveAt(rest, 1.05 * (presentW + moreW) - presentW, above);
    QVERIFY2(beyond > most, qPrintable(QString::number(beyond)));
  }

  static double supplyAbove(const SimState& state, std::uint32_t circuit) {
    return state.circuits.supplyC[circuit] - state.circuits.setpointC[circuit];
  }

 private Q_SLOTS:
  void aCduHoldsItsLoopUpToItsHeadroom() {
    const study::Rest rest = test::fullLoad(amplePlant());
    const Headroom room = cduHeadroom(*rest.model, *rest.state, 0);
    QCOMPARE(room.limit, CoolingLimit::exchanger);
    holdsToItsHeadroom(rest, rest.state->cdus.heatW[0], room.moreW,
                       [](const SimState& s) { return s.loops.supplyC[0] - s.loops.setpointC[0]; });
  }

  void exchangersAndTowersHoldTheirCircuitUpToTheirHeadroom() {
    const study::Rest rest = test::fullLoad(ampleHall(), test::hotSetting(30.0, 20.0));
    const Headroom room = circuitHeadroom(*rest.model, *rest.state, 1);
    QCOMPARE(room.limit, CoolingLimit::towers);
    holdsToItsHeadroom(rest, rest.state->circuits.heatW[1], room.moreW,
                       [](const SimState& s) { return supplyAbove(s, 1); });
  }

  void dryCoolersHoldTheirCircuitUpToTheirHeadroom() {
    SmallSite small = ampleHall();
    DryCoolerSpec cooler;
    cooler.id = "dry-200";
    cooler.ratedHeat = {200e3};
    cooler.ratedAirIn = {30};
    cooler.ratedWaterIn = {44};
    cooler.ratedWaterOut = {38};
    cooler.waterFlow = {8.0};
    cooler.fanPower = {9e3};
    auto catalog = std::make_shared<Catalog>(*small.catalog());
    catalog->add(cooler, {});
    small.draft.catalog = catalog;
    Circuit& warm = small.draft.circuits[1];
    warm.supplySetpoint = {36};
    warm.exchangers.clear();
    warm.towers.clear();
    warm.condenserPumps.clear();
    Circuit::Group group;
    group.id = "DC";
    group.type = cooler.id;
    group.feed = "MECH";
    group.originM = {40, 60};
    group.repeat = {4, {5, 0}};
    warm.dryCoolers = {group};
    const study::Rest rest = test::fullLoad(small, test::hotSetting(30.0, 20.0));
    const Headroom room = circuitHeadroom(*rest.model, *rest.state, 1);
    QCOMPARE(room.limit, CoolingLimit::dryCoolers);
    holdsToItsHeadroom(rest, rest.state->circuits.heatW[1], room.moreW,
                       [](const SimState& s) { return supplyAbove(s, 1); });
  }

  void chillersHoldTheirCircuitUpToTheirHeadroom() {
    SmallSite small;
    small.chiller.ratedCooling = {200e3};
    const study::Rest rest = test::fullLoad(small, test::hotSetting(30.0, 20.0));
    const Headroom room = circuitHeadroom(*rest.model, *rest.state, 0);
    QCOMPARE(room.limit, CoolingLimit::chillers);
    const double presentW = rest.state->circuits.heatW[0];
    QVERIFY(room.moreW > 0.02 * presentW);
    // the room's heat is raised until the circuit carries what it may, and 5 % more
    const auto above = [&](double wantedW) {
      double lo = 1.0, hi = 6.0;
      SimStatePtr state;
      for (int i = 0; i < 24; ++i) {
        const double factor = 0.5 * (lo + hi);
        state = test::balanced(test::withRoomLoad(*rest.model, factor), *rest.state);
        (state->circuits.heatW[0] < wantedW ? lo : hi) = factor;
      }
      return supplyAbove(*state, 0);
    };
    const double atLimit = above(presentW + 0.995 * room.moreW);
    QVERIFY2(atLimit < most, qPrintable(QString::number(atLimit)));
    const double beyond = above(1.05 * (presentW + room.moreW));
    QVERIFY2(beyond > most, qPrintable(QString::number(beyond)));
  }

  void fanWallsHoldTheColdAisleUpToTheirHeadroom() {
    SmallSite small;
    small.design.rows.erase(small.design.rows.begin() + 1);  // no doors: all of the air's heat is the walls'
    small.chiller.ratedCooling = {2000e3};
    const study::Rest rest = test::fullLoad(small);
    double moreW = 0.0, presentW = 0.0;
    for (std::uint32_t f = 0; f < 3; ++f) moreW += fanWallHeadroom(*rest.model, *rest.state, f).moreW;
    presentW = rest.state->air.heatW[0] - rest.state->air.powerW[0];
    QVERIFY(moreW > 0.02 * presentW);
    const auto above = [&](double factor) {
      const SimStatePtr state = test::balanced(test::withRoomLoad(*rest.model, factor), *rest.state);
      return state->air.coldC[0] - state->air.setpointC[0];
    };
    const double atLimit = above(1.0 + moreW / presentW), beyond = above(1.05 * (1.0 + moreW / presentW));
    QVERIFY2(atLimit < most, qPrintable(QString::number(atLimit)));
    QVERIFY2(beyond > most, qPrintable(QString::number(beyond)));
  }

  /// Row A of the small site: five racks of 1.28 m³/s with a door each.
  static std::uint32_t firstWithDoor(const SimModel& model) {
    std::uint32_t r = 0;
    while (model.groups[model.rackGroup[r]].doorCircuit == none) ++r;
    return r;
  }

  void aDoorTakesWhatItsAirMayBring() {
    const study::Rest rest = test::fullLoad(SmallSite());
    const SimModel& model = *rest.model;
    const std::uint32_t r = firstWithDoor(model), g = model.rackGroup[r];
    SimState& state = *rest.state;
    state.groups.doorEffectiveness[g] = 0.5;
    state.groups.doorWaterKgPerS[g] = 1.0;
    state.groups.airRatio[g] = 1.0;
    state.air.setpointC[0] = 24.0;
    state.circuits.consumerInC[model.groups[g].doorCircuit] = 12.0;
    state.racks.doorHeatJ[r] = 5000.0 * model.dtS;
    // 24.5 °C behind a door that takes half of what lies between its air and 12 °C: 37 °C before it, 12.5 K across it
    const double airWPerK = 1.28 * model.airRhoKgPerM3 * airCpJPerKgK;
    const Headroom room = doorHeadroom(model, state, r);
    QCOMPARE(room.limit, CoolingLimit::doors);
    QVERIFY(std::abs(room.moreW - (12.5 * airWPerK - 5000.0)) < 1e-6);
    // water as warm as that leaves it nothing: it misses what it takes now
    state.circuits.consumerInC[model.groups[g].doorCircuit] = 24.5;
    QVERIFY(std::abs(doorHeadroom(model, state, r).moreW + 5000.0) < 1e-6);
    // without water all that is above the mark is missing
    state.groups.doorEffectiveness[g] = 0.0;
    state.racks.airOutC[r] = 34.5;
    QCOMPARE(doorHeadroom(model, state, r).limit, CoolingLimit::failed);
    QVERIFY(std::abs(doorHeadroom(model, state, r).moreW + 10.0 * airWPerK) < 1e-6);
    QCOMPARE(doorHeadroom(model, state, 0).limit, CoolingLimit::unused);
  }

  static const study::HeadroomRow& rowOf(const study::HeadroomTable& table, study::HeadroomRow::What what) {
    for (const study::HeadroomRow& row : table.rows)
      if (row.what == what) return row;
    throw std::runtime_error("no such row");
  }

  void aRowOfDoorsIsOneRowOfTheTable() {
    const study::Rest rest = test::fullLoad(SmallSite());
    const std::uint32_t r = firstWithDoor(*rest.model);
    double leastW = 1e18, carriesW = 0.0;
    for (std::uint32_t n = r; n < r + 5; ++n) {
      leastW = std::min(leastW, doorHeadroom(*rest.model, *rest.state, n).moreW);
      carriesW += rest.state->racks.doorHeatJ[n] / rest.model->dtS;
    }
    const study::HeadroomTable table = study::headroomTable(*rest.model, *rest.state);
    const study::HeadroomRow& row = rowOf(table, study::HeadroomRow::What::rearDoors);
    QCOMPARE(row.id, std::string("H1/A"));
    QVERIFY(carriesW > 50e3);
    QVERIFY(std::abs(row.carriesW - carriesW) < 1e-6);
    QVERIFY(std::abs(row.moreW - 5.0 * leastW) < 1e-6);
    QVERIFY(row.limitedById.starts_with("H1/A"));
  }

  void headroomIsAskedForAfterSomethingFailed() {
    const LayoutPtr layout = SmallSite().layout();
    const auto setting = std::make_shared<const Setting>(test::hotSetting());
    Serial serial;
    study::HeadroomRun run;
    run.ticks = 120;
    const auto well = study::headroomAfter(layout, setting, run, serial);
    run.deeds = {{60, Fail{"H1/CDU1"}}};
    const auto failed = study::headroomAfter(layout, setting, run, serial);
    const auto designDay = study::headroomAtDesignDay(layout, *setting, serial, {Fail{"H1/CDU1"}});
    QVERIFY(well && failed && designDay);
    const auto cdu = [](const auto& table) { return rowOf(*table, study::HeadroomRow::What::cdu); };
    QVERIFY(cdu(well).limit.id != "study.limit.failed");
    QCOMPARE(cdu(failed).limit.id, std::string("study.limit.failed"));
    QCOMPARE(cdu(designDay).limit.id, std::string("study.limit.failed"));
    QVERIFY(cdu(failed).moreW <= 0.0);
    QCOMPARE(well->outdoor.name.id, std::string("study.outdoor.moment"));
    // what comes after the end is not done, and who stops it gets no table of another instant
    run.deeds = {{120, Fail{"H1/CDU1"}}};
    QVERIFY(cdu(study::headroomAfter(layout, setting, run, serial)).limit.id != "study.limit.failed");
    run.goesOn = [](double) { return false; };
    QVERIFY(!study::headroomAfter(layout, setting, run, serial));
  }

  void aLoopThatRunsAwayMakesThePlantNoLarger() {
    const auto project = io::openProject(std::string(PLENUM_SOURCE_DIR) + "/sample-sites/shaoguan/shaoguan.site.json");
    QVERIFY(project);
    Serial serial;
    study::HeadroomRun run;
    run.ticks = 900;
    const auto wholeW = [&] {
      const auto table = study::headroomAfter(project->layout, project->setting, run, serial);
      for (const study::HeadroomRow& row : table->rows)
        if (row.id == "FWS") return row.carriesW + row.moreW;
      return 0.0;
    };
    const double well = wholeW();
    run.deeds = {{60, Fail{"H1/CDU1"}}, {60, Fail{"H1/CDU2"}}};
    const double failed = wholeW();
    // what comes back warmer lets the exchangers move a little more; not half as much again
    QVERIFY(well > 1e6);
    QVERIFY2(failed < 1.1 * well, qPrintable(QStringLiteral("%1 %2").arg(well).arg(failed)));
  }

  void whatAHandHoldsIsItsLimit() {
    const LayoutPtr layout = SmallSite().layout();
    const auto setting = std::make_shared<const Setting>(test::hotSetting());
    Serial serial;
    study::HeadroomRun run;
    run.ticks = 900;
    const auto told = [&](const std::string& id, Action deed) {
      run.deeds = {{1, std::move(deed)}};
      const auto table = study::headroomAfter(layout, setting, run, serial);
      for (const study::HeadroomRow& row : table->rows)
        if (row.id == id) return std::pair(row.limit.id, row.moreW);
      return std::pair(std::string("no row"), 0.0);
    };
    const std::string byHand = "study.limit.by-hand";
    for (const double at : {0.0, 0.1}) {
      const auto [limit, moreW] = told("H1/CDU1", SetManual{"H1/CDU1/valve", Fraction{at}});
      QCOMPARE(limit, byHand);
      QVERIFY2(moreW < 1e3, qPrintable(QString::number(moreW)));
    }
    QCOMPARE(told("H1/CDU1", SetManual{"H1/CDU1/pump-speed", Fraction{0.5}}).first, byHand);
    QCOMPARE(told("H1/FW1", SetManual{"H1/FW1/fan-speed", Fraction{0.5}}).first, byHand);
    // wide open by hand holds nothing back, and what is given back is no limit
    QVERIFY(told("H1/CDU1", SetManual{"H1/CDU1/valve", Fraction{1.0}}).first != byHand);
    QVERIFY(told("H1/CDU1", SetAuto{"H1/CDU1/valve"}).first != byHand);
  }

  void whatIsOutHasNothingToGive() {
    const study::Rest rest = test::fullLoad(amplePlant());
    Serial serial;
    const SimStatePtr state = study::without(rest, {"H1/CDU1", "H1/FW1", "CH1", "CH2"}, serial);
    QCOMPARE(cduHeadroom(*rest.model, *state, 0).limit, CoolingLimit::failed);
    QVERIFY(cduHeadroom(*rest.model, *state, 0).moreW <= 0.0);
    QCOMPARE(fanWallHeadroom(*rest.model, *state, 0).limit, CoolingLimit::failed);
    QCOMPARE(circuitHeadroom(*rest.model, *state, 0).limit, CoolingLimit::failed);
    QVERIFY(circuitHeadroom(*rest.model, *state, 0).moreW < 0.0);
  }

  void warmerAirLeavesLess() {
    double before = 1e12;
    for (const double dewPointC : {14.0, 20.0, 24.0, 27.0}) {
      const study::Rest rest = test::fullLoad(ampleHall(), test::hotSetting(34.0, dewPointC));
      const double moreW = circuitHeadroom(*rest.model, *rest.state, 1).moreW;
      QVERIFY(moreW < before);
      before = moreW;
    }
  }
};

PLENUM_TEST(HeadroomTest)
#include "HeadroomTest.moc"
