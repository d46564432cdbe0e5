// SPDX-License-Identifier: Apache-2.0
#include "site/Clearance.h"
#include "support/SmallSite.h"
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
  SmallSite small;
  small.draft.sizeM = {200, 200};
  small.draft.buildings[0].sizeM = {60, 60, 8};
  for (Circuit& circuit : small.draft.circuits)
    for (auto* groups :
         {&circuit.pumps, &circuit.condenserPumps, &circuit.chillers, &circuit.exchangers, &circuit.towers})
      for (Circuit::Group& group : *groups) group.originM = group.originM + Vec2{0, 90}, group.repeat.stepM.x += 3;
  small.design.sizeM = {30, 30, 5};
  RowSpec row;
  row.id = "S", row.rack = "rack-64-liquid", row.racks = 5, row.originM = {12, 12}, row.facesNorth = true;
  row.loop = "TCS", row.feedA = "PA", row.feedB = "PB";
  small.design.rows = {row};
  small.design.cdus[0].originM = {26, 20};
  small.design.fanWalls[0].originM = {5, 25};
  for (PowerSpec& device : small.design.power) device.originM.x = 26;
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
  wall("E1", {18.0, 10.2}, 1, true), wall("E2", {18.0, 11.4}, 1, true), wall("E3", {18.0, 12.6}, 1, true);
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
