// SPDX-License-Identifier: Apache-2.0
#include "site/Clearance.h"
#include "site/Doors.h"
#include "support/BareHall.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

std::vector<Objection> ofRule(const std::vector<Objection>& all, SpaceRule rule) {
  std::vector<Objection> out;
  for (const Objection& objection : all)
    if (objection.rule == rule) out.push_back(objection);
  return out;
}

/// A hall of 30 × 30 m with doors in the south and the west, and one row of 4.0 × 1.2 m in its middle.
SmallSite withDoors() {
  SmallSite small = test::bareHall();
  small.design.rows = {test::rowAt("S", {12, 12}, true)};
  small.design.fanWalls[0].originM = {5, 25};
  small.design.doors = {{"E1", HallDoor::Use::exit, {15, 0}, {1.5}}, {"E2", HallDoor::Use::loading, {0, 15}, {2.4}}};
  return small;
}

/// A closed ring of racks around the row: nobody gets out of it.
void enclose(SmallSite& small) {
  const auto wall = [&](const char* id, Vec2 at, int racks, bool facesNorth) {
    RowSpec row = small.design.rows[0];
    row.id = id, row.originM = at, row.racks = racks, row.facesNorth = facesNorth;
    small.design.rows.push_back(row);
  };
  // 8.0 m wide, 1.2 m deep, to the south and north; narrow stacks to the west and east
  wall("RS", {10, 9}, 10, false);
  wall("RN", {10, 15.5}, 10, true);
  wall("W1", {9.2, 10.2}, 1, true), wall("W2", {9.2, 11.4}, 1, true), wall("W3", {9.2, 12.6}, 1, true);
  wall("W4", {9.2, 13.8}, 1, true), wall("W5", {9.2, 15.0}, 1, true);
  wall("WE1", {18.0, 10.2}, 1, true), wall("WE2", {18.0, 11.4}, 1, true), wall("WE3", {18.0, 12.6}, 1, true);
  wall("E4", {18.0, 13.8}, 1, true), wall("E5", {18.0, 15.0}, 1, true);
}

}  // namespace

/// Ways out, ways in and doors of a hall, against halls whose answer is plain to see.
class WaysOutTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void anOpenHallLetsEverybodyOut() {
    const auto all = problemsOf(*withDoors().layout());
    for (const SpaceRule rule : {SpaceRule::exits, SpaceRule::door, SpaceRule::wayOut, SpaceRule::loading})
      QVERIFY2(ofRule(all, rule).empty(), spaceNumber(rule).id);
  }

  /// Nobody as wide as a way stands in it: there is no place to clamp a step to.
  void aHallNarrowerThanAWayIsJudgedAllTheSame() {
    SmallSite small = withDoors();
    small.design.rows.clear(), small.design.loops.clear(), small.design.cdus.clear();
    small.design.fanWalls.clear(), small.design.power.clear();
    small.design.sizeM = {0.5, 30, 5};
    small.design.doors = {{"E1", HallDoor::Use::loading, {0, 15}, {2.4}}};
    const auto layout = layOut(small.site());
    QVERIFY2(bool(layout), layout ? "" : layout.problems().front().what.id.c_str());
    const auto all = problemsOf(**layout);
    QVERIFY(ofRule(all, SpaceRule::exits).empty());
    QVERIFY(ofRule(all, SpaceRule::wayOut).empty());
  }

  void whereNoDoorIsWrittenNothingIsSaid() {
    SmallSite small = withDoors();
    small.design.doors.clear();
    enclose(small);
    const auto all = problemsOf(*small.layout());
    for (const SpaceRule rule : {SpaceRule::exits, SpaceRule::door, SpaceRule::wayOut, SpaceRule::loading})
      QVERIFY(ofRule(all, rule).empty());
  }

  void aLargeHallNeedsTwoExits() {
    SmallSite small = withDoors();
    small.design.doors.resize(1);
    const auto found = ofRule(problemsOf(*small.layout()), SpaceRule::exits);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].measured, 1.0);
  }

  void whoIsWalledInCannotGetOut() {
    SmallSite small = withDoors();
    enclose(small);
    const auto found = ofRule(problemsOf(*small.layout()), SpaceRule::wayOut);
    QVERIFY(!found.empty());
    bool isRowNamed = false;
    const LayoutPtr layout = small.layout();
    for (const Objection& objection : found)
      isRowNamed =
          isRowNamed || (layout->idOf(objection.thing) == "H1/S" && objection.weight == Objection::Weight::error);
    QVERIFY(isRowNamed);
    QVERIFY(!ofRule(problemsOf(*layout), SpaceRule::loading).empty());
  }

  void theLongestWayOutIsTheOneThatIsDrawn() {
    SmallSite small = withDoors();
    const LayoutPtr layout = small.layout();
    const auto way = longestWayOut(*layout, 0);
    QVERIFY(way && way->line.size() >= 2);
    double metres = 0.0;
    for (std::size_t i = 0; i + 1 < way->line.size(); ++i) {
      const Vec2 leg = way->line[i + 1] - way->line[i];
      QVERIFY(leg.x == 0.0 || leg.y == 0.0);
      metres += std::abs(leg.x) + std::abs(leg.y);
      for (const EntityRef thing : {*layout->find("H1/S"), *layout->find("H1/CDU1"), *layout->find("H1/FW1")}) {
        const Box box = layout->boxOf(thing);
        const Vec2 middle = (way->line[i] + way->line[i + 1]) * 0.5;
        QVERIFY(!(middle.x > box.min.x && middle.x < box.max.x && middle.y > box.min.y && middle.y < box.max.y));
      }
    }
    QVERIFY(test::isNear(metres, way->metres, 1e-9));
    // it ends 0.4 m inside of the door that it names
    const PlacedDoor door = placedDoor(*layout, 0, layout->halls[0].design->doors[way->door == "H1/E1" ? 0 : 1]);
    QCOMPARE(way->door, door.id);
    const Vec2 end = way->line.back();
    QVERIFY(test::isNear(std::abs(end.x - door.at.x) + std::abs(end.y - door.at.y), 0.4, 1e-9));
    // without the door in the west it is longer, and leads to the other
    small.design.doors.resize(1);
    const auto longer = longestWayOut(*small.layout(), 0);
    QVERIFY(longer->metres >= way->metres);
    QCOMPARE(longer->door, std::string("H1/E1"));
    small.design.doors.clear();
    QVERIFY(!longestWayOut(*small.layout(), 0));
  }

  /// The only row, its front to the north: half its length and 0.4 m to an end, 13.2 m down, and back.
  void aWayAroundARowIsAsLongAsByHand() {
    SmallSite small = withDoors();
    small.design.doors = {{"E1", HallDoor::Use::exit, {14, 0}, {1.5}}};
    // machines beside the door, so that the row is the farthest
    small.design.cdus[0].originM = {20, 2}, small.design.fanWalls[0].originM = {6, 2};
    small.design.fanWalls.resize(1);
    small.design.fanWalls[0].repeat = {};
    for (PowerSpec& device : small.design.power) device.originM.y = 5;
    const LayoutPtr layout = small.layout();
    const Box row = layout->boxOf(*layout->find("H1/S")), room = layout->halls[0].box;
    const auto way = longestWayOut(*layout, 0);
    QVERIFY(way);
    QCOMPARE(layout->idOf(way->thing), std::string("H1/S"));
    // from the middle of its front: half its length and 0.4 m to an end, down past it, and back to the door
    const double half = 0.5 * row.size().x + 0.4;
    QVERIFY(test::isNear(way->metres, half + (row.max.y + 0.4 - room.min.y - 0.4) + half, 1e-9));
  }

  void aDoorIsDrawnToTheNearestWallAndStaysWhole() {
    const LayoutPtr layout = withDoors().layout();
    const PlacedHall& hall = layout->halls[0];
    const Vec2 corner{hall.box.min.x, hall.box.min.y};
    QCOMPARE(doorPlace(hall, corner + Vec2{12.344, 1.0}, 1.5), (Vec2{12.34, 0.0}));
    QCOMPARE(doorPlace(hall, corner + Vec2{0.4, 0.1}, 1.5), (Vec2{0.75, 0.0}));
    QCOMPARE(doorPlace(hall, corner + Vec2{29.9, 20.0}, 1.5), (Vec2{30.0, 20.0}));
    QCOMPARE(doorPlace(hall, corner + Vec2{15.0, 500.0}, 1.5), (Vec2{15.0, 30.0}));
    QCOMPARE(doorPlace(hall, corner + Vec2{3.0, 0.2}, 99.0), (Vec2{15.0, 0.0}));
  }

  /// One stack moved aside by a body's width opens the ring; by a hair less it does not.
  void aGapAsWideAsSomebodyIsAWayOut() {
    for (const double gapM : {0.8, 0.79}) {
      SmallSite small = withDoors();
      enclose(small);
      // without its two southern stacks the western wall leaves 10.2 … 12.6; one of them stands before the gap again
      std::erase_if(small.design.rows, [](const RowSpec& row) { return row.id == "W1"; });
      for (RowSpec& row : small.design.rows)
        if (row.id == "W2") row.originM.y = 10.2 + gapM;
      // and what it left open above is filled from outside
      RowSpec fill = small.design.rows[0];
      fill.id = "W6", fill.racks = 1, fill.originM = {8.3, 11.4};
      small.design.rows.push_back(fill);
      const LayoutPtr layout = small.layout();
      bool isShut = false;
      for (const Objection& objection : ofRule(problemsOf(*layout), SpaceRule::wayOut))
        isShut = isShut || layout->idOf(objection.thing) == "H1/S";
      QCOMPARE(isShut, gapM < 0.8);
    }
  }

  void aMachineBeforeADoorIsNamedWithItsDistance() {
    SmallSite small = withDoors();
    small.design.cdus[0].originM = {14.6, 0.7};
    const auto found = ofRule(problemsOf(*small.layout()), SpaceRule::door);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(test::isNear(found[0].measured, 0.7, 1e-9));
    QVERIFY(found[0].weight == Objection::Weight::error);  // under 0.9 m
  }

  void aDragThatShutsTheLastWayIsToldAtOnce() {
    SmallSite small = withDoors();
    enclose(small);
    for (RowSpec& row : small.design.rows)
      if (row.id == "W1") row.originM = {3, 10.2};
    const LayoutPtr layout = small.layout();
    QVERIFY(ofRule(problemsOf(*layout), SpaceRule::wayOut).empty());
    const MoveCheck check(*layout, {"H1/W1"});
    QVERIFY(ofRule(check.at({0, 0}), SpaceRule::wayOut).empty());
    QVERIFY(!ofRule(check.at({6.2, 0}), SpaceRule::wayOut).empty());
  }

  void aDoorLiesInAWall() {
    SmallSite small = withDoors();
    small.design.doors[0].atM = {15, 12};
    const auto layout = layOut(small.site());
    QVERIFY(!layout);
    QCOMPARE(layout.problems().front().what.id, std::string("site.door.wall"));
    QCOMPARE(layout.problems().front().place.pointer, std::string("/halls/0/doors/0/at_m"));
  }
};

PLENUM_TEST(WaysOutTest)
#include "WaysOutTest.moc"
