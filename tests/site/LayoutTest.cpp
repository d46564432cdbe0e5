// SPDX-License-Identifier: Apache-2.0
#include "site/Layout.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

std::uint32_t indexOf(const Layout& layout, const char* id) {
  const auto ref = layout.find(id);
  return ref ? ref->index : none;
}

}  // namespace

class LayoutTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void writesOutEveryThing();
  void namesCopiesOfARepeat();
  void findsPartsAndChipsByIdAndNamesThemBack();
  void findsNothingForPartsThatDoNotExist();
  void racksStandAlongXAtTheirPitch();
  void rowsOfARepeatFaceAlternately();
  void chipsOfARackAreContiguous();
  void hallReferencesWinOverThoseOfTheSite();
  void numbersInReferencesAreFilledIn();
  void hallsWithOneDesignHangOnTheirOwnFeeds();
  void putsUpstreamDevicesFirst();
  void aRackWithoutColdPlatesHangsOnNoLoop();
  void anEmptyHallIsAllowed();
  void unitsWithoutAnExtentStillHaveABox();
  void boundsHoldEveryBox();
};

void LayoutTest::writesOutEveryThing() {
  const auto layout = SmallSite().layout(7);
  QCOMPARE(layout->revision, 7u);
  QCOMPARE(layout->racks.size(), 15u);
  QCOMPARE(layout->rows.size(), 3u);
  QCOMPARE(layout->chips, 800u);
  QCOMPARE(layout->servers, 50u);
  QCOMPARE(layout->cdus.size(), 1u);
  QCOMPARE(layout->fanWalls.size(), 3u);
  QCOMPARE(layout->chillers.size(), 2u);
  QCOMPARE(layout->towers.size(), 4u);
  QCOMPARE(layout->pumps.size(), 8u);
  QCOMPARE(layout->power.size(), 12u);
  QCOMPARE(layout->loops[0].racks.size(), 10u);
  QCOMPARE(layout->loops[0].cdus, std::vector<std::uint32_t>{0});
  const PlacedCircuit& chilled = layout->circuits[indexOf(*layout, "CHW")];
  QCOMPARE(chilled.doors.size(), 5u);
  QCOMPARE(chilled.fanWalls.size(), 3u);
  QVERIFY(layout->pumps[chilled.condenserPumps[0]].isCondenserSide);
  QVERIFY(!layout->pumps[chilled.pumps[0]].isCondenserSide);
}

void LayoutTest::namesCopiesOfARepeat() {
  const auto layout = SmallSite().layout();
  for (const char* id :
       {"H1", "H1/L1", "H1/L2", "H1/A", "H1/L2-05", "H1/A-01", "H1/FW3", "H1/CDU1", "CH2", "HX", "H1/PA"})
    QVERIFY2(layout->find(id), id);
  for (const char* id : {"H1/L", "H1/L3", "H1/L2-06", "H1/A1", "FW1", "CH", "CH3", ""}) QVERIFY2(!layout->find(id), id);
  QCOMPARE(layout->idOf(*layout->find("small")), std::string("small"));
}

void LayoutTest::findsPartsAndChipsByIdAndNamesThemBack() {
  const auto layout = SmallSite().layout();
  for (const std::string id :
       {"H1/CDU1/P2", "H1/FW2/F4", "H1/A-03/c32", "H1/L1-01/c1", "H1/L1-01/s2", "GRID-A", "WT2", "TA", "WARM", "B1"}) {
    const auto ref = layout->find(id);
    QVERIFY2(ref, id.c_str());
    QCOMPARE(layout->idOf(*ref), id);
  }
  QCOMPARE(layout->find("H1/CDU1/P2")->part, 2u);
  const auto chip = layout->find("H1/L1-02/c12");
  QVERIFY(chip->kind == Kind::chip);
  QCOMPARE(chip->index, 64u + 11u);
  QCOMPARE(layout->rackOfChip(chip->index), 1u);
  QCOMPARE(layout->rackOfChip(799), 14u);
}

void LayoutTest::findsNothingForPartsThatDoNotExist() {
  const auto layout = SmallSite().layout();
  for (const char* id :
       {"H1/CDU1/P0", "H1/CDU1/P3", "H1/CDU1/F1", "H1/FW1/F5", "H1/A-01/c33", "H1/A-01/c01", "H1/A-01/c", "H1/A-01/c1x",
        "H1/A-01/c-1", "H1/A-01/c99999999999999999999", "/", "H1/", "//P1"})
    QVERIFY2(!layout->find(id), id);
}

void LayoutTest::racksStandAlongXAtTheirPitch() {
  SmallSite small;
  small.design.rows[0].pitch = {0.9};
  const auto layout = small.layout();
  // building at (10, 10), hall at (1, 1) in it, row at (3, 3) in the hall
  const Box first = layout->racks[0].box, third = layout->racks[2].box;
  QCOMPARE(first.min, (Vec3{14, 14, 0}));
  QVERIFY(test::isNear(first.max.x, 14.8, 1e-12));
  QVERIFY(test::isNear(third.min.x, 14 + 2 * 0.9, 1e-12));
  QVERIFY(test::isNear(first.size().y, 1.2, 1e-12));
  QVERIFY(test::isNear(layout->rows[0].box.max.x, 14 + 4 * 0.9 + 0.8, 1e-12));
  QVERIFY(test::isNear(layout->racks[5].box.min.y, 14 + 3.6, 1e-12));
}

void LayoutTest::rowsOfARepeatFaceAlternately() {
  const auto layout = SmallSite().layout();
  QVERIFY(layout->racks[0].facesNorth);
  QVERIFY(!layout->racks[5].facesNorth);
}

void LayoutTest::chipsOfARackAreContiguous() {
  const auto layout = SmallSite().layout();
  std::uint32_t chip = 0, server = 0;
  for (const PlacedRack& rack : layout->racks) {
    QCOMPARE(rack.firstChip, chip);
    QCOMPARE(rack.firstServer, server);
    chip += rack.chips;
    server += static_cast<std::uint32_t>(rack.spec->servers);
  }
  QCOMPARE(chip, layout->chips);
}

void LayoutTest::hallReferencesWinOverThoseOfTheSite() {
  SmallSite small;
  PowerSpec other = small.design.power[0];
  other.originM = {100, 10};
  small.draft.power.push_back(other);  // "PA" on the site too
  const auto layout = small.layout();
  QCOMPARE(layout->power[layout->racks[0].feedA].id, std::string("H1/PA"));
}

void LayoutTest::numbersInReferencesAreFilledIn() {
  SmallSite small;
  small.design.power[0].repeat = {2, {0, 2}};  // PA1, PA2
  small.design.rows[0].feedA = "PA{n}";
  small.design.rows[1].feedA = "PA{n}";
  small.design.cdus[0].feed = "PA2";
  small.design.fanWalls[0].feed = "PB";
  const auto layout = small.layout();
  QCOMPARE(layout->power[layout->racks[0].feedA].id, std::string("H1/PA1"));
  QCOMPARE(layout->power[layout->racks[5].feedA].id, std::string("H1/PA2"));
  QCOMPARE(layout->power[layout->racks[10].feedA].id, std::string("H1/PA1"));  // a row without a repeat is copy 1
}

void LayoutTest::hallsWithOneDesignHangOnTheirOwnFeeds() {
  SmallSite small;
  small.addHall();
  small.design.power[0].from = "U-{hall}";
  PowerSpec own = small.draft.power[3];  // UA
  for (const char* id : {"U-H1", "U-H2"}) {
    own.id = id;
    small.draft.power.push_back(own);
  }
  const auto layout = small.layout();
  const auto sourceOf = [&](const char* id) { return layout->power[layout->power[indexOf(*layout, id)].from].id; };
  QCOMPARE(sourceOf("H1/PA"), std::string("U-H1"));
  QCOMPARE(sourceOf("H2/PA"), std::string("U-H2"));
  QCOMPARE(layout->halls[0].design.get(), layout->halls[1].design.get());
  QCOMPARE(layout->chips, 1600u);
}

void LayoutTest::putsUpstreamDevicesFirst() {
  SmallSite small;
  std::reverse(small.draft.power.begin(), small.draft.power.end());
  const auto layout = small.layout();
  for (std::uint32_t i = 0; i < layout->power.size(); ++i) {
    const PlacedPower& device = layout->power[i];
    for (const std::uint32_t source : {device.from, device.alternate}) {
      if (source == none) continue;
      QVERIFY(source < i);
      QVERIFY(layout->power[source].depth < device.depth);
    }
    QCOMPARE(indexOf(*layout, device.id.c_str()), i);
  }
  const PlacedPower& mechanical = layout->power[indexOf(*layout, "MECH")];
  QCOMPARE(layout->power[mechanical.alternate].id, std::string("MB"));
  QCOMPARE(layout->power[layout->power[indexOf(*layout, "MA")].standby.at(0)].id, std::string("G"));
  QCOMPARE(layout->power[indexOf(*layout, "H1/PA")].depth, 4u);
}

void LayoutTest::aRackWithoutColdPlatesHangsOnNoLoop() {
  SmallSite small;
  small.design.rows[1].loop = "TCS";
  small.design.rows[0].doorCircuit = "CHW";
  const auto layout = small.layout();
  QCOMPARE(layout->racks[10].loop, none);
  QCOMPARE(layout->racks[0].doorCircuit, none);
  QCOMPARE(layout->loops[0].racks.size(), 10u);
}

void LayoutTest::anEmptyHallIsAllowed() {
  SmallSite small;
  small.design = HallDesign{};
  small.design.sizeM = {24, 16, 5};
  const auto layout = small.layout();
  QCOMPARE(layout->racks.size(), 0u);
  QCOMPARE(layout->chips, 0u);
  QVERIFY(!layout->find("H1/L1"));
}

void LayoutTest::unitsWithoutAnExtentStillHaveABox() {
  SmallSite small;
  small.chiller.extent = {};
  small.board.extent = {};
  const auto layout = small.layout();
  for (const char* id : {"CH1", "MA", "GRID-A"}) {
    const Vec3 size = layout->boxOf(*layout->find(id)).size();
    QVERIFY(size.x > 0.5 && size.y > 0.5 && size.z > 0.5);
  }
}

void LayoutTest::boundsHoldEveryBox() {
  const auto layout = SmallSite().layout();
  for (int k = 0; k < kindCount; ++k)
    for (std::uint32_t i = 0; i < layout->count(static_cast<Kind>(k)); ++i) {
      const Box box = layout->boxOf({static_cast<Kind>(k), i, 0});
      if (box.isEmpty()) continue;
      Box both = layout->bounds;
      both.add(box);
      QVERIFY(both == layout->bounds);
    }
  QVERIFY(layout->boxOf({Kind::rack, 15, 0}).isEmpty());
}

PLENUM_TEST(LayoutTest)
#include "LayoutTest.moc"
