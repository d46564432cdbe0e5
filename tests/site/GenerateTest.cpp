// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <algorithm>
#include <set>

#include "io/Files.h"
#include "site/Clearance.h"
#include "site/Doors.h"
#include "site/Generate.h"
#include "site/Layout.h"
#include "support/Test.h"

using namespace plenum;

namespace {

std::shared_ptr<const Catalog> catalog() {
  static const std::shared_ptr<const Catalog> one = [] {
    auto read = io::readCatalog(io::assetsDir() / "catalog");
    return read ? *read : nullptr;
  }();
  return one;
}

GenerateOptions optionsFor(std::int64_t chips, const std::string& like = "shaoguan") {
  GenerateOptions options;
  options.chips = chips;
  options.like = like;
  return options;
}

double rackW(const PlacedRack& rack) {
  const double insideW =
      rack.server->chips * rack.chip->tdp.si + rack.server->otherFull.si + rack.server->fansNominal.si;
  return rack.spec->servers * insideW / rack.server->psuLoad50.si;
}

/// What a power device would carry if one side (A or B) had to take every rack it reaches.
std::vector<double> rackLoadOf(const Layout& layout, bool isSideA) {
  std::vector<double> loadW(layout.power.size(), 0.0);
  for (const PlacedRack& rack : layout.racks) {
    std::uint32_t at = isSideA ? rack.feedA : rack.feedB;
    for (; at != none; at = layout.power[at].from) loadW[at] += rackW(rack);
  }
  return loadW;
}

LayoutPtr layoutOf(const GenerateOptions& options) {
  const auto site = generateSite(options, catalog());
  if (!site) {
    for (const Problem& p : site.problems()) qWarning("%s", p.what.id.c_str());
    return nullptr;
  }
  const auto layout = layOut(std::make_shared<const Site>(*site));
  if (layout) return *layout;
  for (const Problem& p : layout.problems()) {
    std::string arguments;
    for (const auto& [name, value] : p.what.arguments) arguments += " " + name + "=" + value;
    qWarning("%s: %s%s", p.place.pointer.c_str(), p.what.id.c_str(), arguments.c_str());
  }
  return nullptr;
}

}  // namespace

class GenerateTest : public QObject {
  Q_OBJECT

  static void sizes() {
    QTest::addColumn<int>("chips");
    QTest::addColumn<QString>("like");
    for (const int chips : {64, 640, 10'000, 100'000})
      QTest::addRow("%d hybrid", chips) << chips << QStringLiteral("shaoguan");
    for (const int chips : {128, 1'280, 102'400})
      QTest::addRow("%d liquid", chips) << chips << QStringLiteral("liquid");
  }

 private Q_SLOTS:
  void coldIsStoredInTanksForAQuarterOfAnHour() {
    for (const std::int64_t chips : {1000, 10'000, 100'000}) {
      const auto layout = layoutOf(optionsFor(chips));
      QVERIFY(layout && !layout->tanks.empty());
      for (const PlacedCircuit& circuit : layout->circuits) {
        if (circuit.chillers.empty()) continue;
        double litres = 0.0, coldW = 0.0;
        for (const std::uint32_t t : circuit.tanks) litres += layout->tanks[t].spec->volume.si;
        for (const std::uint32_t c : circuit.chillers) coldW += layout->chillers[c].spec->ratedCooling.si;
        const double n = static_cast<double>(circuit.chillers.size());
        // chillers without their spare, a quarter of an hour, at the rise of the circuit; 60 %: they come in sizes
        const double needsL = 0.6 * coldW * (n - 1.0) / n * 900.0 / (4184.0 * circuit.spec.designRise.si);
        QVERIFY2(litres > needsL, qPrintable(QStringLiteral("%1 of %2 L").arg(litres).arg(needsL)));
      }
    }
  }

  // at a hot place the water is warmer and there is more of the plant, at a mild one it is as cold as CDUs like it
  void warmWaterFollowsTheWetBulb() {
    const auto at = [](double wetBulbC) {
      GenerateOptions options = optionsFor(10'000);
      options.designWetBulbC = wetBulbC;
      return layoutOf(options);
    };
    const auto mild = at(20.0), hot = at(28.3);
    const auto warm = [](const Layout& layout) -> const PlacedCircuit& { return layout.circuits.front(); };
    QCOMPARE(warm(*mild).spec.supplySetpoint.si, 31.0);
    QVERIFY(warm(*hot).spec.supplySetpoint.si > 31.5 && warm(*hot).spec.supplySetpoint.si <= 33.0);
    QVERIFY(hot->cdus.size() >= mild->cdus.size());
    // more of it by rating: the cells themselves may be larger, and fewer
    const auto towersW = [&](const Layout& layout) {
      double sum = 0.0;
      for (const std::uint32_t t : warm(layout).towers) sum += layout.towers[t].spec->ratedHeat.si;
      return sum;
    };
    QVERIFY2(towersW(*hot) >= towersW(*mild),
             qPrintable(QStringLiteral("%1 W, %2 W").arg(towersW(*hot)).arg(towersW(*mild))));
  }

  void initTestCase() { QVERIFY(catalog()); }

  void standsWithEveryChipAsked_data() { sizes(); }
  void standsWithEveryChipAsked() {
    QFETCH(int, chips);
    QFETCH(QString, like);
    const LayoutPtr layout = layoutOf(optionsFor(chips, like.toStdString()));
    QVERIFY(layout);  // so ids are unique, references found, and nothing stands in another thing
    QCOMPARE(layout->chips, static_cast<std::uint32_t>(chips));
    QCOMPARE(chipsPlaced(*layout->site), std::int64_t{chips});
  }

  /// Five plants that are all "Cooling plant" could not be told apart in the tree.
  void namesTellBuildingsAndCircuitsApart() {
    const LayoutPtr layout = layoutOf(optionsFor(100'000));
    QVERIFY(layout);
    std::set<std::string> en, zh;
    for (const Building& building : layout->site->buildings) {
      QVERIFY2(en.insert(building.name.en).second, building.name.en.c_str());
      QVERIFY2(zh.insert(building.name.zh).second, building.name.zh.c_str());
    }
    for (const Circuit& circuit : layout->site->circuits)
      QVERIFY2(en.insert(circuit.name.en).second, circuit.name.en.c_str());
  }

  void everyHallCanBeLeftAndSupplied_data() { sizes(); }
  void everyHallCanBeLeftAndSupplied() {
    QFETCH(int, chips);
    QFETCH(QString, like);
    const LayoutPtr layout = layoutOf(optionsFor(chips, like.toStdString()));
    QVERIFY(layout);
    for (std::uint32_t h = 0; h < layout->halls.size(); ++h) {
      const auto way = longestWayOut(*layout, h);
      QVERIFY2(way && way->metres > 0.0, layout->halls[h].id.c_str());
    }
    for (const Objection& one : problemsOf(*layout)) {
      const bool isOfDoors = one.rule == SpaceRule::exits || one.rule == SpaceRule::door ||
                             one.rule == SpaceRule::wayOut || one.rule == SpaceRule::loading;
      QVERIFY2(!isOfDoors, qPrintable(QStringLiteral("%1 %2: %3 of %4")
                                          .arg(QString::fromStdString(layout->idOf(one.thing)))
                                          .arg(QString::fromStdString(one.what.id))
                                          .arg(one.measured)
                                          .arg(one.required)));
    }
  }

  void twoMillionChipsAreHallsThatShareTheirDesign() {
    const auto site = generateSite(optionsFor(2'000'000), catalog());
    QVERIFY(site);
    QCOMPARE(chipsPlaced(*site), std::int64_t{2'000'000});
    std::set<const HallDesign*> designs;
    for (const Hall& hall : site->halls) designs.insert(hall.design.get());
    QVERIFY(site->halls.size() >= 150);
    QVERIFY(layOut(std::make_shared<const Site>(*site)));
  }

  void aHundredThousandChipsStayAReadableFile() {
    const auto site = generateSite(optionsFor(100'000), catalog());
    QVERIFY(site);
    const std::string text = io::textOf(*site);
    const auto lines = std::count(text.begin(), text.end(), '\n');
    qInfo("%zu bytes, %lld lines, %zu halls", text.size(), static_cast<long long>(lines), site->halls.size());
    QVERIFY(text.size() < 1'000'000);
  }

  void eitherSideCarriesEveryRack_data() { sizes(); }
  void eitherSideCarriesEveryRack() {
    QFETCH(int, chips);
    QFETCH(QString, like);
    const LayoutPtr layout = layoutOf(optionsFor(chips, like.toStdString()));
    QVERIFY(layout);
    for (const bool isSideA : {true, false}) {
      const auto loadW = rackLoadOf(*layout, isSideA);
      for (std::size_t i = 0; i < loadW.size(); ++i)
        if (loadW[i] > layout->power[i].rating.si)
          QFAIL(qPrintable(QString("%1 carries %2 kW of %3 kW")
                               .arg(layout->power[i].id.c_str())
                               .arg(loadW[i] / 1e3)
                               .arg(layout->power[i].rating.si / 1e3)));
    }
    for (const PlacedRack& rack : layout->racks) QVERIFY(rack.feedA != none && rack.feedB != none);
  }

  void coolingCarriesFullLoadWithOneUnitLost_data() { sizes(); }
  void coolingCarriesFullLoadWithOneUnitLost() {
    QFETCH(int, chips);
    QFETCH(QString, like);
    const LayoutPtr layout = layoutOf(optionsFor(chips, like.toStdString()));
    QVERIFY(layout);
    std::vector<double> circuitW(layout->circuits.size(), 0.0);
    for (const PlacedLoop& loop : layout->loops) {
      double liquidW = 0.0, flow = 0.0;
      for (const auto r : loop.racks) {
        liquidW += rackW(layout->racks[r]) * layout->racks[r].spec->liquidCapture.si;
        flow += layout->racks[r].spec->designFlow.si;
      }
      const CduSpec& cdu = *layout->cdus[loop.cdus.front()].spec;
      const double left = static_cast<double>(loop.cdus.size()) - 1.0;
      QVERIFY(left * cdu.ratedHeat.si >= liquidW);
      QVERIFY(left * cdu.secondaryFlow.si >= flow);
      circuitW[layout->cdus[loop.cdus.front()].circuit] += liquidW;
    }
    for (const PlacedHall& hall : layout->halls) {
      QVERIFY(hall.fanWalls >= 2);
      double airW = 0.0;
      for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r)
        airW += rackW(layout->racks[r]) * (1.0 - layout->racks[r].spec->liquidCapture.si);
      circuitW[layout->fanWalls[hall.firstFanWall].circuit] += airW;
    }
    for (std::size_t i = 0; i < layout->circuits.size(); ++i) {
      const PlacedCircuit& circuit = layout->circuits[i];
      const auto lessOne = [](double each, std::size_t count) { return each * (static_cast<double>(count) - 1.0); };
      QVERIFY(circuit.pumps.size() >= 2 && circuit.towers.size() >= 2 && circuit.condenserPumps.size() >= 2);
      QVERIFY(lessOne(layout->towers[circuit.towers[0]].spec->ratedHeat.si, circuit.towers.size()) >= circuitW[i]);
      if (!circuit.chillers.empty())
        QVERIFY(lessOne(layout->chillers[circuit.chillers[0]].spec->ratedCooling.si, circuit.chillers.size()) >=
                circuitW[i]);
      else
        QVERIFY(lessOne(layout->exchangers[circuit.exchangers[0]].spec->ratedHeat.si, circuit.exchangers.size()) >=
                circuitW[i]);
      // pumps move what all consumers together are rated for, with one of them lost
      double flow = 0.0;
      for (const auto c : circuit.cdus) flow += layout->cdus[c].spec->primaryFlow.si;
      for (const auto f : circuit.fanWalls) flow += layout->fanWalls[f].spec->waterFlow.si;
      for (const auto d : circuit.doors)
        flow += catalog()->find<RearDoorSpec>(layout->racks[d].spec->rearDoor)->ratedWaterFlow.si;
      QVERIFY(lessOne(layout->pumps[circuit.pumps[0]].spec->flow.si, circuit.pumps.size()) >= flow);
    }
  }

  void gensetsCarryHalfTheBlockWithOneLost() {
    const LayoutPtr layout = layoutOf(optionsFor(10'000));
    QVERIFY(layout);
    double itW = 0.0;
    for (const PlacedRack& rack : layout->racks) itW += rackW(rack);
    for (const char* id : {"MA", "MB"}) {
      const auto ref = layout->find(id);
      QVERIFY(ref);
      const PlacedPower& board = layout->power[ref->index];
      QVERIFY(board.alternate != none);
      const double left = static_cast<double>(board.standby.size()) - 1.0;
      QVERIFY(left * layout->power[board.standby[0]].rating.si > 0.5 * itW * 1.2);
    }
  }

  void feedsAreFirmForEverything() {
    const LayoutPtr layout = layoutOf(optionsFor(100'000));
    QVERIFY(layout);
    double itW = 0.0, feedsW = 0.0;
    for (const PlacedRack& rack : layout->racks) itW += rackW(rack);
    for (const PlacedPower& device : layout->power)
      if (device.kind == PowerSpec::Kind::feed) feedsW += device.rating.si;
    QVERIFY(0.5 * feedsW >= 1.2 * itW);
  }

  void sameOptionsSameSite() {
    const auto one = generateSite(optionsFor(10'000), catalog()), again = generateSite(optionsFor(10'000), catalog());
    QVERIFY(one && again);
    QVERIFY(io::textOf(*one) == io::textOf(*again));
  }

  void whatIsGeneratedIsReadAgain() {
    const auto site = generateSite(optionsFor(10'000), catalog());
    QVERIFY(site);
    QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "a.site.json";
    QVERIFY(io::saveText(file, io::textOf(*site)).empty());
    const auto read = io::readSite(file, catalog());
    if (!read) qWarning("%s %s", read.problems()[0].place.pointer.c_str(), read.problems()[0].what.id.c_str());
    QVERIFY(read);
    QVERIFY(io::textOf(**read) == io::textOf(*site));
  }

  void oddNumbersAreRoundedUpToServers() {
    const auto site = generateSite(optionsFor(9'991), catalog());
    QVERIFY(site);
    QCOMPARE(chipsPlaced(*site), std::int64_t{10'000});
  }

  void whatCannotBeIsAProblem() {
    QVERIFY(!generateSite(optionsFor(63), catalog()));
    QVERIFY(!generateSite(optionsFor(2'000'001), catalog()));
    QVERIFY(!generateSite(optionsFor(640, "castle"), catalog()));
    QVERIFY(!generateSite(optionsFor(640), std::make_shared<const Catalog>()));
  }
};

PLENUM_TEST(GenerateTest)
#include "GenerateTest.moc"
