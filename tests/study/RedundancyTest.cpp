// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <set>

#include "io/Files.h"
#include "run/WorkerPool.h"
#include "site/Overrides.h"
#include "study/Campus.h"
#include "study/Redundancy.h"
#include "study/RedundancyScreen.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::SmallSite;
using study::FailureKind;
using study::RedundancyCheck;
using study::RedundancyOptions;
using study::RedundancyRow;
using study::Verdict;

class RedundancyTest : public QObject {
  Q_OBJECT

  static RedundancyOptions balancesOnly() {
    RedundancyOptions options;
    options.transients = 0;
    options.triesControls = false;
    return options;
  }
  static RedundancyCheck check(const SmallSite& small, const RedundancyOptions& options = balancesOnly()) {
    Serial serial;
    auto found = study::checkRedundancy(small.layout(), test::hotSetting(30.0, 18.0), options, serial);
    if (!found) throw std::runtime_error(found.problems().front().what.id);
    return std::move(*found);
  }
  static const RedundancyRow* rowOf(const std::vector<RedundancyRow>& rows, const std::vector<std::string>& failed) {
    for (const RedundancyRow& row : rows)
      if (row.failed == failed) return &row;
    return nullptr;
  }
  static bool says(const RedundancyRow& row, const std::string& id) {
    return std::any_of(row.why.begin(), row.why.end(), [&](const Text& text) { return text.id == id; });
  }

  /// Two halls that share no water: each has plants of its own.
  static SmallSite twoPlants() {
    SmallSite small;
    small.addHall();
    auto second = std::make_shared<HallDesign>(small.design);
    for (auto* units : {&second->cdus, &second->fanWalls})
      for (HallUnitSpec& unit : *units) unit.circuit += "2";
    for (RowSpec& row : second->rows)
      if (!row.doorCircuit.empty()) row.doorCircuit += "2";
    small.draft.halls[1].design = second;
    for (int i = 0; i < 2; ++i) {
      Circuit circuit = small.draft.circuits[static_cast<std::size_t>(i)];
      circuit.id += "2";
      for (auto* groups :
           {&circuit.pumps, &circuit.condenserPumps, &circuit.chillers, &circuit.exchangers, &circuit.towers})
        for (Circuit::Group& group : *groups) group.id += "S", group.originM.y += 24;
      small.draft.circuits.push_back(circuit);
    }
    return small;
  }

 private Q_SLOTS:
  void everythingThatCanFailIsTriedOrStoodFor() {
    const SmallSite small;
    const study::Rest rest = test::fullLoad(small);
    const Layout& layout = *rest.model->layout;
    std::set<std::string> covered;
    for (const study::Failure& failure : study::singleFailures(*rest.model, *rest.state)) {
      QVERIFY2(covered.insert(failure.target).second, failure.target.c_str());
      for (const EntityRef other : failure.others)
        if (!failure.isOfControls()) QVERIFY2(covered.insert(layout.idOf(other)).second, layout.idOf(other).c_str());
    }
    for (const PlacedPower& device : layout.power) {
      QVERIFY2(covered.contains(device.id), device.id.c_str());
      for (std::size_t b = 1; b <= device.breakers.size(); ++b)
        QVERIFY(covered.contains(device.id + "/Q" + std::to_string(b)));
    }
    for (const char* id : {"CHW", "WARM", "CHP1", "CHP2", "CWP1", "WP2", "CH1", "CH2", "HX", "CT1", "CT2", "WT2",
                           "H1/CDU1", "H1/CDU1/P1", "H1/FW1", "H1/FW3", "H1/FW2/F4"})
      QVERIFY2(covered.contains(id), id);
    for (const char* id : {"H1/CDU1/valve", "CHW/pump-speed", "CHW/supply-temperature", "H1/FW1/fan-speed"})
      QVERIFY2(covered.contains(id), id);
  }

  void thoseThatAreAlikeCannotBeToldApart() {
    const study::Rest rest = test::fullLoad(SmallSite{}, test::hotSetting(30.0, 18.0));
    Serial serial;
    study::Screen screen(rest, study::singleFailures(*rest.model, *rest.state), serial);
    std::size_t compared = 0;
    for (std::uint32_t f = 0; f < screen.failures().size(); ++f) {
      const study::Failure& failure = screen.failures()[f];
      if (failure.isOfControls() || failure.others.empty()) continue;
      const std::vector<study::Outages> cases{{{f, 0}}, {{f, static_cast<std::uint32_t>(failure.others.size())}}};
      const auto found = screen.run(cases);
      ++compared;
      QVERIFY2(std::abs(found[0].cooling.row.maxChipC - found[1].cooling.row.maxChipC) < 1e-3, failure.target.c_str());
      QVERIFY2(std::abs(found[0].cooling.row.worstSupplyK - found[1].cooling.row.worstSupplyK) < 1e-3,
               failure.target.c_str());
      QCOMPARE(found[0].power.darkRacks, found[1].power.darkRacks);
    }
    QVERIFY(compared >= 8);
  }

  void aRackWithOneCordGoesDarkWithItsPdu() {
    SmallSite small;
    small.design.rows[0].feedB.clear();  // ten liquid racks of 64 chips
    RedundancyOptions options = balancesOnly();
    options.repairs.emplace_back(FailureKind::pdu, 10.0);
    const RedundancyCheck found = check(small, options);
    const RedundancyRow* pdu = rowOf(found.singles, {"H1/PA"});
    QVERIFY(pdu);
    QVERIFY(pdu->verdict == Verdict::darkens);
    QCOMPARE(pdu->darkRacks, 10u);
    QCOMPARE(pdu->darkChips, 640u);
    QVERIFY(test::isNear(pdu->lostChipHours, 6400.0, 1e-9));
    QVERIFY(says(*pdu, "redundancy.why.fails") && says(*pdu, "redundancy.why.dark"));
    const RedundancyRow* other = rowOf(found.singles, {"H1/PB"});
    QVERIFY(other && other->darkRacks == 0 && other->lostChipHours == 0.0);
    QCOMPARE(other->singleRacks, 5u);
    // its breaker does the same; the ups above it too
    for (const char* id : {"H1/PA/Q1", "UA/Q1"}) QCOMPARE(rowOf(found.singles, {id})->darkRacks, 10u);
    // the campus is painted by it, each rack by what it loses itself
    QVERIFY(found.consequence);
    QVERIFY(found.consequence->at({Kind::rack, 0, 0}) >= 640.0f);
    QVERIFY(found.consequence->at({Kind::powerDevice, pdu->entity.index, 0}) >= 6400.0f);
    QVERIFY(std::isnan(found.consequence->at({Kind::loop, 0, 0})));
  }

  void aFeedWithGensetsBehindItCostsNothing() {
    const RedundancyCheck found = check(SmallSite{});
    for (const char* id : {"GRID-A", "GRID-B", "TA", "UA", "MB"}) {
      const RedundancyRow* row = rowOf(found.singles, {id});
      QVERIFY2(row, id);
      QVERIFY2(row->darkRacks == 0, id);
    }
    QVERIFY(found.intact.verdict == Verdict::holds);
  }

  void theOnlyCduOutCostsTheChipsThatItCools() {
    const RedundancyCheck found = check(SmallSite{});
    const RedundancyRow* cdu = rowOf(found.singles, {"H1/CDU1"});
    QVERIFY(cdu && cdu->verdict == Verdict::trips);
    QCOMPARE(cdu->trippedChips, 640u);
    QVERIFY(cdu->lostChips >= 640.0 && cdu->lostChips <= 800.0);
    QVERIFY(test::isNear(cdu->lostChipHours, cdu->lostChips * study::RepairTimes().hours(FailureKind::cdu), 1e-9));
    QVERIFY(says(*cdu, "redundancy.why.severed"));
  }

  void theWorstComesFirst() {
    SmallSite small;
    small.design.rows[0].feedB.clear();
    const RedundancyCheck found = check(small);
    for (std::size_t i = 1; i < found.singles.size(); ++i)
      QVERIFY(found.singles[i - 1].lostChipHours >= found.singles[i].lostChipHours - 1e-6);
    QVERIFY(found.singles.front().lostChips > 0.0 && found.singles.back().lostChips == 0.0);
  }

  void theWorstAreRunFromTheMomentOfTheFailure() {
    RedundancyOptions options;
    options.transients = 3;
    options.horizonS = 120.0;
    options.triesControls = true;
    const RedundancyCheck found = check(SmallSite{}, options);
    std::size_t run = 0, controls = 0;
    for (const RedundancyRow& row : found.singles) {
      run += row.isRun;
      controls += row.kind >= FailureKind::organ;
      if (row.kind >= FailureKind::organ) QVERIFY(row.isRun);
      for (const double value : {row.maxChipC, row.peakChipC, row.worstSupplyK, row.lostChipHours})
        QVERIFY2(std::isfinite(value), row.failed.front().c_str());
    }
    QCOMPARE(run, controls + 3);
    const RedundancyRow* cdu = rowOf(found.singles, {"H1/CDU1"});
    QVERIFY(cdu && cdu->isRun && cdu->firstLossS());
    // plates warm by some 2 K a second without flow (physics 7.2)
    QVERIFY(*cdu->firstLossS() >= 3.0 && *cdu->firstLossS() <= 60.0);
    // a pump speed held at nothing is as bad as no pump
    const RedundancyRow* stuck = rowOf(found.singles, {"H1/CDU1/pump-speed"});
    QVERIFY(stuck && stuck->verdict >= Verdict::throttles);
  }

  void bothSidesOutDarkenAll() {
    RedundancyOptions options = balancesOnly();
    options.triesMaintenance = options.triesDoubles = true;
    options.kept = 400;
    const RedundancyCheck found = check(SmallSite{}, options);
    const RedundancyRow* pair = rowOf(found.doubles, {"H1/PA", "H1/PB"});
    QVERIFY(pair && pair->darkRacks == 15 && pair->verdict == Verdict::darkens);
    const RedundancyRow* kept = rowOf(found.maintenance, {"H1/PA", "H1/PB"});
    QVERIFY(kept && kept->darkRacks == 15);
    // without the grid the one genset carries all: its failure is the end
    const RedundancyRow* island = rowOf(found.maintenance, {"GRID-A", "GRID-B", "G"});
    QVERIFY(island && island->darkRacks == 15);
    // no pair is better than the worse of its two
    for (const RedundancyRow& row : found.doubles) {
      if (row.failed[0] == row.failed[1]) continue;
      for (const std::string& id : row.failed)
        if (const RedundancyRow* single = rowOf(found.singles, {id}))
          QVERIFY2(row.darkRacks >= single->darkRacks, id.c_str());
    }
    QVERIFY(found.doublesWithLoss <= found.doublesTried && found.doublesWithLoss > 0);
    QVERIFY(found.balances < found.cases);
  }

  // an organ that sticks is worse where a unit beside it is out for work, and is run from there
  void controlsFailBesideAUnitThatIsOut() {
    SmallSite small;
    small.design.cdus[0].originM = {15, 3};
    small.design.cdus[0].repeat = {2, {0, 2}};
    RedundancyOptions options;
    options.transients = 0;
    options.horizonS = 300.0;
    options.triesMaintenance = true;
    options.kept = 100'000;
    const RedundancyCheck found = check(small, options);
    const auto pair = std::find_if(found.maintenance.begin(), found.maintenance.end(), [](const RedundancyRow& row) {
      return row.failed.size() == 2 && row.failed[0].rfind("H1/CDU", 0) == 0 && row.isRun &&
             (row.kind == study::FailureKind::organ || row.kind == study::FailureKind::sensor);
    });
    QVERIFY(pair != found.maintenance.end());
    QVERIFY(!pair->why.empty() && pair->horizonS > 0.0);
    const RedundancyRow* alone = rowOf(found.singles, {pair->failed[1]});
    QVERIFY(alone && pair->verdict >= alone->verdict);
    // worst first, those of balances and those of runs together
    QVERIFY(std::is_sorted(found.maintenance.begin(), found.maintenance.end(), study::isWorse));
  }

  // two organs or sensors of one circuit or hall at once, run from the intact campus
  void controlsFailTwoAtOnce() {
    SmallSite small;
    RedundancyOptions options;
    options.transients = 0;
    options.horizonS = 120.0;
    options.triesDoubles = true;
    options.kept = 100'000;
    const RedundancyCheck found = check(small, options);
    std::size_t pairs = 0;
    for (const RedundancyRow& row : found.doubles) {
      const bool isOfControls = row.kind == FailureKind::organ || row.kind == FailureKind::sensor;
      if (!isOfControls) continue;
      ++pairs;
      QVERIFY(row.failed.size() == 2 && row.isRun && !row.why.empty());
      const RedundancyRow* one = rowOf(found.singles, {row.failed[0]});
      const RedundancyRow* two = rowOf(found.singles, {row.failed[1]});
      QVERIFY2(one && two && row.failed[0] != row.failed[1], row.failed[0].c_str());
    }
    QVERIFY(pairs >= 10);
    QVERIFY(std::is_sorted(found.doubles.begin(), found.doubles.end(), study::isWorse));
  }

  void repairTimesAreThoseOfTheCatalogueAndTheSite() {
    const auto delivered = io::readCatalog(test::sourceDir() / "assets/catalog");
    QVERIFY(delivered);
    const auto times = study::RepairTimes::of(**delivered);
    for (int k = 0; k < study::failureKindCount; ++k) {
      const auto kind = static_cast<FailureKind>(k);
      // the program's own, where there is no catalogue, say the same
      QVERIFY2(times.hours(kind) == study::RepairTimes().hours(kind), study::nameOf(kind));
      std::string key = RepairsSpec::keys[static_cast<std::size_t>(k)], name = study::nameOf(kind);
      if (const auto dash = name.find('-'); dash != std::string::npos)
        name.erase(dash, 1), name[dash] = static_cast<char>(std::toupper(name[dash]));
      QVERIFY2(key == name + "_h" || (kind == FailureKind::tank && key == "waterTank_h"), key.c_str());
      QVERIFY2((*delivered)->provenance<RepairsSpec>("usual").count(key) == 1, key.c_str());
    }
    const auto changed = withOverrides(*delivered, {{"repairs/usual", "chiller_h", 7.0, "contract"}});
    QVERIFY(changed);
    QCOMPARE(study::RepairTimes::of(**changed).hours(FailureKind::chiller), 7.0);
    QVERIFY((*delivered)->find<AutomaticsSpec>("usual"));
    // what holds without a catalogue is what the catalogue delivers
    AutomaticsSpec own = *(*delivered)->find<AutomaticsSpec>("usual");
    own.id.clear(), own.name = {};
    QVERIFY(own == AutomaticsSpec());
  }

  void whatSharesNothingIsAddedAndNotSolved() {
    const study::Rest rest = test::fullLoad(twoPlants(), test::hotSetting(30.0, 18.0));
    Serial serial;
    const auto failures = study::singleFailures(*rest.model, *rest.state);
    std::uint32_t first = 0, second = 0;
    for (std::uint32_t f = 0; f < failures.size(); ++f) {
      if (failures[f].target == "CH1") first = f;
      if (failures[f].target == "H2/CDU1") second = f;
    }
    study::Screen direct(rest, failures, serial), added(rest, failures, serial);
    const std::vector<study::Outages> pair{{{first, 0}, {second, 0}}};
    const auto solved = direct.run(pair);
    added.run(std::vector<study::Outages>{{{first, 0}}, {{second, 0}}});
    const std::uint64_t before = added.balances();
    const auto joined = added.run(pair);
    QCOMPARE(added.balances(), before);
    QCOMPARE(direct.balances(), std::uint64_t{1});
    QVERIFY(joined[0].cooling.row.trippedChips > 0);
    QCOMPARE(joined[0].cooling.row.trippedChips, solved[0].cooling.row.trippedChips);
    QCOMPARE(joined[0].cooling.row.throttledChips, solved[0].cooling.row.throttledChips);
    QVERIFY(test::isNear(joined[0].cooling.row.maxChipC, solved[0].cooling.row.maxChipC, 1e-3));
    QVERIFY(test::isNear(joined[0].cooling.row.worstSupplyK, solved[0].cooling.row.worstSupplyK, 1e-3));
  }

  void itIsTheSameWhateverTheNumberOfWorkers() {
    SmallSite small;
    small.addHall();
    small.design.rows[0].feedB.clear();
    RedundancyOptions options;
    options.transients = 4;
    options.horizonS = 60.0;
    options.triesControls = false;
    options.triesMaintenance = true;
    const auto run = [&](Parallel& parallel) {
      return *study::checkRedundancy(small.layout(), test::hotSetting(30.0, 18.0), options, parallel);
    };
    Serial serial;
    WorkerPool three(3);
    const RedundancyCheck a = run(serial), b = run(three);
    QCOMPARE(a.balances, b.balances);
    const auto same = [](const std::vector<RedundancyRow>& x, const std::vector<RedundancyRow>& y) {
      return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const RedundancyRow& p, const RedundancyRow& q) {
        return p.failed == q.failed && p.lostChipHours == q.lostChipHours && p.maxChipC == q.maxChipC &&
               p.spareShare == q.spareShare && p.why == q.why && p.firstLossS() == q.firstLossS();
      });
    };
    QVERIFY(same(a.singles, b.singles));
    QVERIFY(same(a.maintenance, b.maintenance));
  }

  void itStopsWhenAskedAndSaysSo() {
    RedundancyOptions options = balancesOnly();
    options.triesDoubles = true;
    int calls = 0;
    options.onProgress = [&](double) { return ++calls < 2; };
    const RedundancyCheck found = check(SmallSite{}, options);
    QVERIFY(!found.isComplete);
    QVERIFY(!found.singles.empty());
  }

  void aSiteWithoutRacksOrWeatherIsRefused() {
    SmallSite empty;
    empty.design.rows.clear();
    Serial serial;
    const auto none = study::checkRedundancy(empty.layout(), test::hotSetting(), {}, serial);
    QVERIFY(!none);
    QCOMPARE(none.problems().front().what.id, std::string("study.no-racks"));
    const auto still = study::checkRedundancy(SmallSite{}.layout(), Setting{}, {}, serial);
    QVERIFY(!still);
    QCOMPARE(still.problems().front().what.id, std::string("study.no-weather"));
  }

  void everyKindHasANameAndATime() {
    const study::RepairTimes times;
    for (int i = 0; i < study::failureKindCount; ++i) {
      const auto kind = static_cast<FailureKind>(i);
      QVERIFY(times.hours(kind) > 0.0);
      QVERIFY(study::failureKindFrom(study::nameOf(kind)) == kind);
    }
    QVERIFY(!study::failureKindFrom("flux-capacitor"));
  }
};

PLENUM_TEST(RedundancyTest)
#include "RedundancyTest.moc"
