// SPDX-License-Identifier: Apache-2.0
#include "document/Arrange.h"
#include "document/Document.h"
#include "io/ClippingText.h"
#include "io/Files.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

/// Four buildings on a line, and a hall with room.
SmallSite roomy() {
  SmallSite small;
  small.draft.sizeM = {400, 400};
  small.draft.buildings[0].sizeM = {80, 45, 8};
  for (Circuit& circuit : small.draft.circuits)
    for (auto* groups :
         {&circuit.pumps, &circuit.condenserPumps, &circuit.chillers, &circuit.exchangers, &circuit.towers})
      for (Circuit::Group& group : *groups) group.originM.y += 30;
  double x = 150;
  for (const char* id : {"E1", "E2", "E3", "E4"}) {
    small.draft.buildings.push_back({id, {id, id}, Building::Kind::office, {x, 200 + 0.1 * x}, {10, 10, 5}});
    x += x > 200 ? 37 : 21;
  }
  small.addHall();
  small.draft.scenery = {{Scenery::Kind::pond, {10, 300}, {20, 10}, 0}};
  return small;
}
Box boxOf(const Layout& layout, const std::string& id) { return layout.boxOf(*layout.find(id)); }
LayoutPtr made(const LayoutPtr& before, const Arranged& arranged) {
  Document document(before);
  const Problems problems = document.edit(arranged.edits, arranged.name);
  if (!problems.empty())
    throw std::runtime_error(
        problems.front().what.id + " " + problems.front().place.pointer + " " +
        (problems.front().what.arguments.empty() ? "" : problems.front().what.arguments[0].second));
  return document.current();
}
const std::vector<std::string> four{"E1", "E2", "E3", "E4"};

}  // namespace

class ArrangeTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aligning() {
    const LayoutPtr before = roomy().layout();
    auto out = align(*before, four, Side::front);
    QVERIFY(out);
    LayoutPtr after = made(before, *out);
    for (const std::string& id : four) QCOMPARE(boxOf(*after, id).min.y, boxOf(*before, "E1").min.y);
    after = made(before, *align(*before, four, Side::right));
    for (const std::string& id : four) QCOMPARE(boxOf(*after, id).max.x, boxOf(*before, "E4").max.x);
    QVERIFY(!align(*before, {"E1"}, Side::left));
    QVERIFY(!align(*before, {"E1", "H1/TCS"}, Side::left));
  }
  void distributing() {
    const LayoutPtr before = roomy().layout();
    const LayoutPtr after = made(before, *distribute(*before, {"E3", "E1", "E4", "E2"}, Along::x));
    QCOMPARE(boxOf(*after, "E1"), boxOf(*before, "E1"));
    QCOMPARE(boxOf(*after, "E4"), boxOf(*before, "E4"));
    const double gap = boxOf(*after, "E2").min.x - boxOf(*after, "E1").max.x;
    QVERIFY(gap > 0.0);
    QVERIFY(test::isNear(boxOf(*after, "E3").min.x - boxOf(*after, "E2").max.x, gap, 1e-5));
    QVERIFY(test::isNear(boxOf(*after, "E4").min.x - boxOf(*after, "E3").max.x, gap, 1e-5));
  }
  void mirroringTurnsRows() {
    SmallSite small = roomy();
    small.design.sizeM = {24, 30, 5};
    const LayoutPtr before = small.layout();
    const double line = boxOf(*before, "H1").min.y + 15.0;
    const LayoutPtr after = made(before, *mirror(*before, {"H1/A"}, Along::x, line));
    QVERIFY(test::isNear(boxOf(*after, "H1/A").min.y, 2 * line - boxOf(*before, "H1/A").max.y, 1e-9));
    QVERIFY(after->racks[after->find("H1/A-01")->index].facesNorth !=
            before->racks[before->find("H1/A-01")->index].facesNorth);
    // twice is as it was
    const LayoutPtr twice = made(after, *mirror(*after, {"H1/A"}, Along::x, line));
    QVERIFY(io::textOf(*twice->site) == io::textOf(*before->site));
  }
  void aMirroredRowSaysHowItsRacksAreCounted() {
    const LayoutPtr before = roomy().layout();
    const Vec3 middle = boxOf(*before, "H1/L1").centre();
    const auto across = mirror(*before, {"H1/L1"}, Along::y, middle.x + 1.0);
    QVERIFY(across && across->warnings.size() == 1);
    QCOMPARE(across->warnings.front().what.id, std::string("edit.mirror.counted"));
    // the first rack is the western one before and after, as the warning says
    const LayoutPtr after = made(before, *across);
    for (const LayoutPtr& layout : {before, after})
      QVERIFY(boxOf(*layout, "H1/L1-01").min.x < boxOf(*layout, "H1/L1-02").min.x);
    // along the row, and of what is alone, there is nothing to be said
    QVERIFY(mirror(*before, {"H1/L1"}, Along::x, middle.y + 3.0)->warnings.empty());
    QVERIFY(mirror(*before, {"H1/CDU1"}, Along::y, middle.x)->warnings.empty());
  }
  void mirroringTurnsMachinesThatLookAcrossTheLine() {
    SmallSite small = roomy();
    // one that looks south, as it comes out of the catalogue, and one that looks east
    small.design.sizeM = {24, 40, 5};
    for (HallUnitSpec& unit : small.design.cdus) unit.turn = 0;
    const LayoutPtr before = small.layout();
    const std::string id = "H1/CDU1";
    const Box box = boxOf(*before, id);
    const bool looksAlongY = box.size().x >= box.size().y;
    const Along across = looksAlongY ? Along::x : Along::y, along = looksAlongY ? Along::y : Along::x;
    const auto turnOf = [&](const LayoutPtr& layout) { return layout->cdus[layout->find(id)->index].turn; };
    const Vec3 middle = box.centre();
    LayoutPtr after = made(before, *mirror(*before, {id}, across, across == Along::x ? middle.y + 3 : middle.x + 3));
    QCOMPARE(turnOf(after), 2);
    QVERIFY(test::isNear(
        across == Along::x ? boxOf(*after, id).centre().y - middle.y : boxOf(*after, id).centre().x - middle.x, 6.0,
        1e-9));
    after = made(before, *mirror(*before, {id}, along, along == Along::x ? middle.y + 3 : middle.x + 3));
    QCOMPARE(turnOf(after), 0);
    // turned by a quarter, the lines change places
    Document document(before);
    QVERIFY(document.edit({TurnThings{{id}}}, Text("edit.turn")).empty());
    const LayoutPtr turned = document.current();
    const Vec3 at = boxOf(*turned, id).centre();
    after = made(turned, *mirror(*turned, {id}, along, along == Along::x ? at.y + 3 : at.x + 3));
    QCOMPARE(turnOf(after), 3);
    after = made(turned, *mirror(*turned, {id}, across, across == Along::x ? at.y + 3 : at.x + 3));
    QCOMPARE(turnOf(after), 1);
  }
  void aMirroredHallIsMirroredWithin() {
    SmallSite small = roomy();
    small.design.doors = {{"E1", HallDoor::Use::exit, {2.0, 0.0}, {1.5}}};
    small.draft.halls.pop_back();
    const LayoutPtr before = small.layout();
    const Box hall = boxOf(*before, "H1");
    const double line = hall.centre().x;
    const LayoutPtr after = made(before, *mirror(*before, {"H1"}, Along::y, line));
    QCOMPARE(boxOf(*after, "H1"), hall);
    std::size_t seen = 0;
    for (const char* id : {"H1/L1", "H1/L2", "H1/A", "H1/CDU1", "H1/FW1", "H1/FW3", "H1/PA"}) {
      const Box was = boxOf(*before, id), is = boxOf(*after, id);
      QVERIFY2(test::isNear(is.min.x, 2 * line - was.max.x, 1e-6) && test::isNear(is.min.y, was.min.y, 1e-6), id);
      seen += std::abs(is.min.x - was.min.x) < 1e-6 ? 0 : 1;
    }
    QVERIFY(seen > 3);
    QCOMPARE(after->halls[0].design->doors.size(), std::size_t{1});
    QVERIFY(test::isNear(after->halls[0].design->doors[0].atM.x, hall.size().x - 2.0, 1e-9));
    // twice is where everything was
    const LayoutPtr twice = made(after, *mirror(*after, {"H1"}, Along::y, line));
    for (const PlacedRack& rack : before->racks) QCOMPARE(boxOf(*twice, rack.id), rack.box);
    for (const PlacedFanWall& wall : before->fanWalls) {
      QCOMPARE(boxOf(*twice, wall.id), wall.box);
      QCOMPARE(twice->fanWalls[twice->find(wall.id)->index].turn, wall.turn);
    }
  }
  void waysLaidByHandAreMirroredWithWhatTheyJoin() {
    SmallSite small = roomy();
    small.design.sizeM = {24, 40, 5};
    const LayoutPtr plain = small.layout();
    const Vec3 pipe = boxOf(*plain, "H1/CDU1").centre(), room = boxOf(*plain, "H1").min;
    small.draft.routes = {{RouteSpec::Kind::water, "H1/TCS", "H1/CDU1", {{{pipe.x + 2, room.y + 20}}}, 0.0}};
    const LayoutPtr before = small.layout();
    const double line = boxOf(*before, "H1").centre().y;
    const LayoutPtr after = made(before, *mirror(*before, {"H1"}, Along::x, line));
    const Vec2 corner = after->site->routes.at(0).corners.at(0).atM;
    QVERIFY(test::isNear(corner.x, pipe.x + 2, 1e-6));
    QVERIFY(test::isNear(corner.y, 2 * line - (room.y + 20), 1e-6));
    // a way to something that stays is left to run as it did
    const LayoutPtr row = made(before, *mirror(*before, {"H1/A"}, Along::y, boxOf(*before, "H1").centre().x));
    QCOMPARE(row->site->routes, before->site->routes);
  }
  void aWayLaidByHandIsCopiedBetweenCopies() {
    SmallSite small = roomy();
    small.design.sizeM = {24, 40, 5};
    const LayoutPtr plain = small.layout();
    const Vec3 pipe = boxOf(*plain, "H1/CDU1").centre();
    small.draft.routes = {{RouteSpec::Kind::water, "H1/TCS", "H1/CDU1", {{{pipe.x + 2, pipe.y + 6}}}, 0.0}};
    const LayoutPtr before = small.layout();
    const auto out = duplicate(*before, {"H1/L1", "H1/TCS", "H1/CDU1"}, {0, 15});
    QVERIFY(out);
    const LayoutPtr after = made(before, *out);
    QCOMPARE(after->site->routes.size(), std::size_t{2});
    const RouteSpec& copy = after->site->routes[1];
    QVERIFY(copy.from != "H1/TCS" && copy.to != "H1/CDU1" && after->find(copy.to));
    QVERIFY(test::isNear(copy.corners[0].atM.y, pipe.y + 21, 1e-6));
    // without the loop there is no way between two copies
    QCOMPARE(made(before, *duplicate(*before, {"H1/CDU1"}, {0, 15}))->site->routes.size(), std::size_t{1});
  }
  void anArrayOfBuildings() {
    const LayoutPtr before = roomy().layout();
    const auto out = array(*before, {"E1"}, {3, 2, {50, 60}});
    QVERIFY(out);
    QCOMPARE(out->newIds.size(), std::size_t{5});
    const LayoutPtr after = made(before, *out);
    QCOMPARE(after->buildings.size(), before->buildings.size() + 5);
    const Box last = boxOf(*after, out->newIds.back()), first = boxOf(*after, "E1");
    QCOMPARE(last.min.x, first.min.x + 100);
    QCOMPARE(last.min.y, first.min.y + 60);
    QVERIFY(!array(*before, {"E1"}, {0, 2, {}}));
    QVERIFY(!array(*before, {"E1"}, {1000, 1000, {1, 1}}));
  }
  void aRowIsPastedIntoAnotherHallAndHangsOnItsDevices() {
    SmallSite small = roomy();
    small.design.rows[1].originM = {3, 10.2};
    small.design.sizeM = {24, 24, 5};
    const LayoutPtr before = small.layout();
    const auto clipping = copy(*before, {"H1/L1"});
    QVERIFY(clipping);
    QCOMPARE(clipping->pieces.size(), std::size_t{1});
    const Vec3 corner = boxOf(*before, "H2").min;
    const auto out = paste(*before, *clipping, {"H2", {corner.x + 3, corner.y + 18}});
    QVERIFY(out && out->warnings.empty());
    const LayoutPtr after = made(before, *out);
    const std::string id = out->newIds.front();
    QVERIFY2(id.rfind("H2/L", 0) == 0 && !before->find(id), id.c_str());
    const PlacedRack& rack = after->racks[after->find(id + "-01")->index];
    QCOMPARE(after->power[rack.feedA].id, std::string("H2/PA"));
    QCOMPARE(after->loops[rack.loop].id, std::string("H2/TCS"));
    QVERIFY(test::isNear(rack.box.min.y, corner.y + 18, 1e-9));
  }
  void whatIsCopiedTogetherStaysTogether() {
    SmallSite small = roomy();
    small.design.sizeM = {24, 40, 5};
    const LayoutPtr before = small.layout();
    const auto out = duplicate(*before, {"H1/L1", "H1/TCS", "H1/CDU1", "H1/PA"}, {0, 15});
    QVERIFY(out);
    const LayoutPtr after = made(before, *out);
    const auto fresh = [&](const char* stem) {
      for (const std::string& id : out->newIds)
        if (id.rfind(stem, 0) == 0) return id;
      return std::string();
    };
    const PlacedRack& rack = after->racks[after->find(fresh("H1/L") + "-01")->index];
    QCOMPARE(after->loops[rack.loop].id, fresh("H1/TCS"));
    QCOMPARE(after->power[rack.feedA].id, fresh("H1/PA"));
    QCOMPARE(after->power[rack.feedB].id, std::string("H1/PB"));  // not copied: kept
    QCOMPARE(after->loops[after->cdus[after->find(fresh("H1/CDU"))->index].loop].id, fresh("H1/TCS"));
  }
  void aWholeHallAndACircuitAreCopied() {
    const LayoutPtr before = roomy().layout();
    const auto hall = duplicate(*before, {"H2"}, {26, 0});
    QVERIFY(hall);
    LayoutPtr after = made(before, *hall);
    QCOMPARE(after->halls.size(), std::size_t{3});
    QCOMPARE(after->site->halls[2].design, after->site->halls[1].design);
    const auto circuit = duplicate(*before, {"WARM"}, {0, 60});
    QVERIFY(circuit);
    after = made(before, *circuit);
    QCOMPARE(after->circuits.size(), std::size_t{3});
    QCOMPARE(after->circuits[2].towers.size(), before->circuits[1].towers.size());
  }
  void aReferenceThatLeadsNowhereIsToldOf() {
    SmallSite small = roomy();
    small.design.sizeM = {24, 24, 5};
    const LayoutPtr before = small.layout();
    auto clipping = copy(*before, {"H1/L1"});
    std::get<RowSpec>(clipping->pieces[0].thing).feedA = "ELSEWHERE";
    const Vec3 corner = boxOf(*before, "H2").min;
    const auto out = paste(*before, *clipping, {"H2", {corner.x + 3, corner.y + 18}});
    QVERIFY(out);
    QCOMPARE(out->warnings.size(), std::size_t{1});
    QCOMPARE(out->warnings[0].what.id, std::string("edit.rejoined"));
    (void)made(before, *out);
    QVERIFY(!paste(*before, *clipping, {"H9", {}}));
    QVERIFY(!paste(*before, {}, {"H1", {}}));
  }
  void theClipboardHoldsItAsText() {
    const LayoutPtr before = roomy().layout();
    const auto clipping =
        copy(*before, {"H1/L1", "H1/CDU1", "H1/FW", "H1/TCS", "CHP1", "WARM", "E1", "H2", "MA", "H1/PA", "scenery/1"});
    QVERIFY(clipping);
    const std::string text = io::textOf(*clipping);
    const auto read = io::readClipping(text);
    QVERIFY(read);
    QCOMPARE(io::textOf(*read), text);
    QCOMPARE(read->pieces.size(), clipping->pieces.size());
    // cut off anywhere it is refused and harms nothing
    for (std::size_t n = 0; n < text.size(); n += 37) QVERIFY(!io::readClipping(text.substr(0, n)));
    const auto with = [&](const std::string& from, const std::string& to) {
      std::string out = text;
      out.replace(out.find(from), from.size(), to);
      return out;
    };
    QVERIFY(!io::readClipping(with("\"row\"", "\"spell\"")));
    QVERIFY(!io::readClipping(with("\"racks\": 5", "\"racks\": 1e300")));
    QVERIFY(!io::readClipping(with("\"racks\": 5", "\"racks\": \"many\"")));
    QVERIFY(!io::readClipping(with("\"schemaVersion\": 1", "\"schemaVersion\": 99")));
    QVERIFY(!io::readClipping("plenumClipping"));
    QVERIFY(!io::readClipping(""));
    QVERIFY(!io::readClipping("{\"plenumClipping\": true, \"schemaVersion\": 1, \"origin_m\": [0,0], \"pieces\": []}"));
    QVERIFY(!io::readClipping("[[[[[[[[plenumClipping"));
  }
  void rowsAreMadeToOrder() {
    SmallSite small = roomy();
    small.draft.buildings[0].sizeM = {120, 80, 8};
    small.draft.halls[1].originM = {60, 1};
    for (Circuit& circuit : small.draft.circuits)
      for (auto* groups :
           {&circuit.pumps, &circuit.condenserPumps, &circuit.chillers, &circuit.exchangers, &circuit.towers})
        for (Circuit::Group& group : *groups) group.originM.y += 100;
    small.design.sizeM = {40, 40, 5};
    small.design.rows.clear();
    small.design.cdus[0].originM = {38, 30};
    const LayoutPtr before = small.layout();
    const auto out = rowsFor(*before, {"rack-64-liquid", 60, "H1", 12, 1.2, 1.0, {}, {}});
    QVERIFY(out);
    const LayoutPtr after = made(before, *out);
    QCOMPARE(after->halls[0].racks, 60u);
    for (const std::string& id : out->newIds) {
      const PlacedRack& rack = after->racks[after->find(id + "-01")->index];
      QVERIFY(rack.loop != none && rack.feedA != none && rack.feedB != none);
      QVERIFY(rack.feedA != rack.feedB);
    }
    // the CDU cannot cool so many: that is said
    QVERIFY(!out->warnings.empty());
    const auto tooMany = rowsFor(*before, {"rack-64-liquid", 5000, "H1", 0, 1.2, 1.0, {}, {}});
    QVERIFY(!tooMany);
    QCOMPARE(tooMany.problems().front().what.id, std::string("edit.rows.space"));
    QVERIFY(!rowsFor(*before, {"nothing", 5, "H1", 0, 1.2, 1.0, {}, {}}));
    QVERIFY(!rowsFor(*before, {"rack-64-liquid", -5, "H1", 0, 1.2, 1.0, {}, {}}));
  }
};

PLENUM_TEST(ArrangeTest)
#include "ArrangeTest.moc"
