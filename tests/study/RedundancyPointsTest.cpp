// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "study/Campus.h"
#include "study/RedundancyScreen.h"
#include "study/SinglePoints.h"
#include "support/Draws.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::Draws;
using plenum::test::SmallSite;
using study::FailureKind;
using study::SinglePoint;
using study::Verdict;

/// What the graph calls a single point is one in the model too, and nothing else is.
class RedundancyPointsTest : public QObject {
  Q_OBJECT

  static PowerSpec device(PowerSpec::Kind kind, const std::string& id, const std::string& type, const std::string& from,
                          double x, double y) {
    PowerSpec out;
    out.kind = kind;
    out.id = id;
    out.type = type;
    out.from = from;
    out.originM = {x, y};
    return out;
  }

  /// A power tree drawn from a seed: one or two feeds, up to three boards with second sources and gensets, up to four
  /// UPSs or boards below them, four PDUs that the racks hang on. Everything is so large that nothing is ever
  /// overloaded: what is lost is lost for want of a way.
  static SmallSite randomTree(std::uint64_t seed) {
    using Kind = PowerSpec::Kind;
    SmallSite small;
    Draws draw(seed, 41);
    small.transformer.rating = {50e6};
    small.board.rating = small.ups.rating = small.pdu.rating = {50e6};
    small.genset.rating = {50e6};
    small.ups.hasBypass = draw.chance(0.5);
    small.ups.batteryEnergy = {50e6 * 600};
    auto& power = small.draft.power;
    power.clear();
    const int feeds = draw.whole(1, 2), mains = draw.whole(1, 3), seconds = draw.whole(1, 4);
    for (int f = 0; f < feeds; ++f) {
      power.push_back(device(Kind::feed, "F" + std::to_string(f), "", "", 70 + 10.0 * f, 5));
      power.back().firmCapacity = {50e6};
    }
    for (int m = 0; m < mains; ++m) {
      const int from = draw.whole(0, feeds - 1);
      PowerSpec main =
          device(Kind::board, "M" + std::to_string(m), small.board.id, "F" + std::to_string(from), 70 + 8.0 * m, 20);
      if (feeds == 2 && draw.chance(0.5)) main.alternate = "F" + std::to_string(1 - from);
      if (draw.chance(0.4)) {
        const std::string genset = "G" + std::to_string(m);
        main.standby = {genset};
        power.push_back(device(Kind::genset, genset, small.genset.id, "", 70 + 8.0 * m, 60));
      }
      power.push_back(main);
    }
    if (mains > 1 && draw.chance(0.4)) {
      power.push_back(device(Kind::tie, "TIE", "", "M0", 70, 30));
      power.back().alternate = "M1";
    }
    for (int s = 0; s < seconds; ++s) {
      const int from = draw.whole(0, mains - 1);
      const bool isUps = draw.chance(0.5);
      PowerSpec second = device(isUps ? Kind::ups : Kind::board, "S" + std::to_string(s),
                                isUps ? small.ups.id : small.board.id, "M" + std::to_string(from), 70 + 8.0 * s, 40);
      if (mains > 1 && !isUps && draw.chance(0.4)) second.alternate = "M" + std::to_string((from + 1) % mains);
      power.push_back(second);
    }
    power.push_back(device(Kind::board, "MECH", small.board.id, "M0", 110, 40));

    auto& inHall = small.design.power;
    inHall.clear();
    for (int p = 0; p < 4; ++p)
      inHall.push_back(device(Kind::pdu, "P" + std::to_string(p), small.pdu.id,
                              "S" + std::to_string(draw.whole(0, seconds - 1)), 20, 2 + 3.0 * p));
    for (RowSpec& row : small.design.rows) {
      row.feedA = "P" + std::to_string(draw.whole(0, 3));
      row.feedB = draw.chance(0.7) ? "P" + std::to_string(draw.whole(0, 3)) : "";
      if (row.feedB == row.feedA) row.feedB.clear();
    }
    for (auto* units : {&small.design.cdus, &small.design.fanWalls})
      for (HallUnitSpec& unit : *units) unit.feed = "P0", unit.feedB.clear();
    return small;
  }

  struct Screened {
    study::Rest rest;
    std::unique_ptr<study::Screen> screen;
    std::vector<std::uint32_t> tried;
    std::vector<study::Rested> found;
  };
  template <class Wanted>
  static void screen(Screened& out, Wanted&& wanted) {
    static Serial serial;
    out.screen =
        std::make_unique<study::Screen>(out.rest, study::singleFailures(*out.rest.model, *out.rest.state), serial);
    std::vector<study::Outages> cases;
    for (std::uint32_t f = 0; f < out.screen->failures().size(); ++f) {
      if (!wanted(out.screen->failures()[f])) continue;
      out.tried.push_back(f);
      cases.push_back({{f, 0}});
    }
    out.found = out.screen->run(cases);
  }

  static std::map<std::string, std::uint32_t> idsOf(const Layout& layout, std::set<SinglePoint::Of> of) {
    std::map<std::string, std::uint32_t> out;
    for (const SinglePoint& point : study::singlePoints(layout))
      if (of.contains(point.of)) out[point.id] = std::max(out[point.id], point.racks);
    return out;
  }

 private Q_SLOTS:
  void ofRandomPowerTreesTheyAreWhatDarkensRacks() {
    std::size_t points = 0, others = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
      const SmallSite small = randomTree(seed);
      Screened s;
      s.rest = test::fullLoad(small, test::hotSetting(20.0, 10.0));
      const auto named = idsOf(*s.rest.model->layout, {SinglePoint::Of::power});
      screen(s, [](const study::Failure& f) { return !f.isOfCooling(); });
      for (std::size_t i = 0; i < s.tried.size(); ++i) {
        const study::Failure& failure = s.screen->failures()[s.tried[i]];
        const auto at = named.find(failure.target);
        const std::uint32_t foretold = at == named.end() ? 0 : at->second;
        const std::string said = "seed " + std::to_string(seed) + ": " + failure.target + " foretold " +
                                 std::to_string(foretold) + ", dark " + std::to_string(s.found[i].power.darkRacks);
        QVERIFY2(s.found[i].power.darkRacks == foretold, said.c_str());
        foretold > 0 ? ++points : ++others;
      }
    }
    // both happen, or the test says nothing
    QVERIFY(points > 100 && others > 100);
  }

  void ofRandomPlantsTheyAreWhatCostsChips() {
    std::size_t points = 0, others = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
      Draws draw(seed, 42);
      SmallSite small;
      // each unit alone carries everything
      small.cdu.ratedHeat = {900e3};
      small.cdu.primaryFlow = small.cdu.secondaryFlow = {16.5};
      small.cdu.pumpPower = {11e3};
      small.cdu.pumps = draw.whole(1, 2);
      small.cdu.pumpsNeeded = 1;
      small.fanWall.ratedHeat = {600e3};
      small.fanWall.airFlow = {40};
      small.fanWall.waterFlow = {25};
      small.exchanger.ratedHeat = {1500e3};
      small.exchanger.hotFlow = small.exchanger.coldFlow = {48};
      small.chiller.ratedCooling = {1500e3};
      small.chiller.chilledFlow = {60};
      small.chiller.condenserFlow = {85};
      for (PumpSpec* pump : {&small.chilledPump, &small.condenserPump, &small.warmPump}) pump->flow = {85};
      small.chillerTower.ratedHeat = small.warmTower.ratedHeat = {2000e3};
      small.chillerTower.waterFlow = small.chillerTower.airFlow = {90};
      small.warmTower.waterFlow = small.warmTower.airFlow = {80};
      small.chillerTower.fanPower = small.warmTower.fanPower = {36e3};
      for (Circuit& circuit : small.draft.circuits)
        for (auto* groups :
             {&circuit.pumps, &circuit.condenserPumps, &circuit.chillers, &circuit.exchangers, &circuit.towers})
          for (Circuit::Group& group : *groups) group.repeat = {draw.whole(1, 2), group.repeat.stepM};
      small.design.cdus[0].repeat = {draw.whole(1, 2), {2.0, 0.0}};
      small.design.fanWalls[0].repeat = {draw.whole(1, 2), {3.5, 0.0}};
      small.airRack.rearDoor.clear();
      for (RowSpec& row : small.design.rows) row.doorCircuit.clear();

      Screened s;
      s.rest = test::fullLoad(small, test::hotSetting(20.0, 10.0));
      const auto named = idsOf(*s.rest.model->layout, {SinglePoint::Of::cooling});
      screen(s, [](const study::Failure& f) {
        return f.isOfCooling() && !f.isOfControls() && f.kind != FailureKind::fan;
      });
      QVERIFY2(s.screen->intact().cooling.row.verdict == Verdict::holds, std::to_string(seed).c_str());
      for (std::size_t i = 0; i < s.tried.size(); ++i) {
        const study::Failure& failure = s.screen->failures()[s.tried[i]];
        const bool isNamed = named.contains(failure.target), isLost = !s.found[i].cooling.lost.empty();
        const std::string said = "seed " + std::to_string(seed) + ": " + failure.target +
                                 (isNamed ? " is named" : " is not named") + ", worst supply " +
                                 toText(s.found[i].cooling.row.worstSupplyK, 2) + " K, chip " +
                                 toText(s.found[i].cooling.row.maxChipC, 1);
        QVERIFY2(isNamed == isLost, said.c_str());
        isNamed ? ++points : ++others;
      }
    }
    QVERIFY(points > 30 && others > 30);
  }

  void whatDrivesTheOnlyPumpsIsNamed() {
    SmallSite small;
    const auto named = idsOf(*small.layout(), {SinglePoint::Of::drives});
    // the mechanical board alone feeds pumps, chillers and towers; what is above it has a second way
    QVERIFY(named.contains("MECH"));
    QVERIFY(!named.contains("MA") && !named.contains("GRID-A"));
    QCOMPARE(named.at("MECH"), 15u);
  }

  void aSecondCordTakesAPduOffTheList() {
    SmallSite small;
    small.ups.hasBypass = false;
    QVERIFY(!idsOf(*small.layout(), {SinglePoint::Of::power}).contains("H1/PA"));
    small.design.rows[0].feedB.clear();
    const auto named = idsOf(*small.layout(), {SinglePoint::Of::power});
    QCOMPARE(named.at("H1/PA"), 10u);
    QVERIFY(named.contains("UA") && named.contains("UA/Q1"));
    QVERIFY(!named.contains("H1/PB"));
    // a UPS that can be gone round fails into its bypass; its breaker cannot
    small.ups.hasBypass = true;
    const auto withBypass = idsOf(*small.layout(), {SinglePoint::Of::power});
    QVERIFY(!withBypass.contains("UA") && withBypass.contains("UA/Q1"));
  }
};

PLENUM_TEST(RedundancyPointsTest)
#include "RedundancyPointsTest.moc"
