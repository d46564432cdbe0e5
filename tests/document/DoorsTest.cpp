// SPDX-License-Identifier: Apache-2.0
#include "document/Arrange.h"
#include "document/Document.h"
#include "document/Draft.h"
#include "document/Properties.h"
#include "io/ClippingText.h"
#include "io/EquipmentTable.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

SmallSite withDoors() {
  SmallSite small;
  small.design.sizeM = {24, 16, 5};
  small.design.doors = {{"E1", HallDoor::Use::exit, {2, 0}, {1.5}}, {"E2", HallDoor::Use::loading, {24, 8}, {2.4}}};
  return small;
}
const HallDoor& door(const Document& document, std::size_t i) {
  return document.current()->site->halls[0].design->doors[i];
}
std::string refusalId(const Problems& problems) { return problems.empty() ? "" : problems.front().what.id; }

}  // namespace

/// Doors are things like others: listed, told, moved, locked, removed, copied, written as a table.
class DoorsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyDoorIsAThingOfItsHall() {
    const LayoutPtr layout = withDoors().layout();
    QCOMPARE(layout->count(Kind::door), layout->halls.size() * 2u);
    for (const PlacedHall& hall : layout->halls) QCOMPARE(hall.doors, 2u);
    const auto e2 = layout->find("H1/E2");
    QVERIFY(e2 && e2->kind == Kind::door);
    QCOMPARE(layout->idOf(*e2), std::string("H1/E2"));
    const Box box = layout->boxOf(*e2), hall = layout->halls[0].box;
    QVERIFY(test::isNear(box.size().y, 2.4, 1e-9) && test::isNear(box.centre().x, hall.max.x, 1e-9));
    QCOMPARE(writtenOf(*layout, *e2), std::string("H1/E2"));
  }
  void itsIdIsItsOwnInTheHall() {
    SmallSite small = withDoors();
    small.design.doors[0].id = "CDU1";
    const auto laid = layOut(small.site());
    QVERIFY(!laid);
    QCOMPARE(refusalId(laid.problems()), std::string("site.id.duplicate"));
    Document document(withDoors().layout());
    QCOMPARE(refusalId(document.edit(PutDoor{"H1", {"CDU1", HallDoor::Use::exit, {4, 0}, {1.5}}})),
             std::string("edit.idTaken"));
  }
  void aMovedDoorSlidesAlongTheWalls() {
    Document document(withDoors().layout());
    QVERIFY(document.edit(MoveThings{{"H1/E1"}, {3, 0.1}}).empty());
    QCOMPARE(door(document, 0).atM, (Vec2{5, 0}));
    QVERIFY(document.edit(MoveThings{{"H1/E1"}, {500, 4}}).empty());
    QCOMPARE(door(document, 0).atM, (Vec2{24, 4}));
    document.undo(), document.undo();
    QCOMPARE(door(document, 0).atM, (Vec2{2, 0}));
    // the other halls of the same design keep theirs, and nothing turns
    QVERIFY(!document.edit(TurnThings{{"H1/E1"}}).empty());
  }
  void itsPropertiesAreReadAndSet() {
    Document document(withDoors().layout());
    QCOMPARE(*valueOf(*document.current()->site, "H1/E2", "doorUse"), std::string("loading"));
    QVERIFY(document.edit(SetProperty{{"H1/E1", "H1/E2"}, "width", "1.8"}).empty());
    QVERIFY(test::isNear(door(document, 1).width.si, 1.8, 1e-12));
    QVERIFY(document.edit(SetProperty{{"H1/E1"}, "doorUse", "loading"}).empty());
    QVERIFY(door(document, 0).use == HallDoor::Use::loading);
    QCOMPARE(refusalId(document.edit(SetProperty{{"H1/E1"}, "width", "13"})), std::string("edit.value.range"));
    // away from every wall it would be no door
    QCOMPARE(refusalId(document.edit(SetProperty{{"H1/E1"}, "y", "5"})), std::string("site.door.wall"));
    document.undo(), document.undo();
    QVERIFY(door(document, 0).use == HallDoor::Use::exit && test::isNear(door(document, 1).width.si, 2.4, 1e-12));
  }
  void aLockedDoorStaysWhereItIs() {
    Document document(withDoors().layout());
    QVERIFY(document.edit(PutGroup{{"ways", {"Ways out", "出口"}, {"H1/E1"}, true}}).empty());
    for (const Edit& edit :
         std::vector<Edit>{MoveThings{{"H1/E1"}, {1, 0}}, SetProperty{{"H1/E1"}, "x", "4"}, RemoveDoor{"H1", "E1"},
                           RemoveThings{{"H1/E1"}}, PutDoor{"H1", {"E1", HallDoor::Use::exit, {6, 0}, {1.5}}}}) {
      QCOMPARE(refusalId(document.edit(edit)), std::string("edit.locked"));
      QCOMPARE(door(document, 0).atM, (Vec2{2, 0}));
    }
    // wider where it stands it may become
    QVERIFY(document.edit(PutDoor{"H1", {"E1", HallDoor::Use::exit, {2, 0}, {2}}}).empty());
    QVERIFY(document.edit(MoveThings{{"H1/E2"}, {0, 1}}).empty());
  }
  void aRemovedDoorIsGoneWithItsDimensionsAndComesBack() {
    SmallSite small = withDoors();
    small.draft.dimensions = {{"D1", DimensionSpec::Kind::clearance, {{"H1/E1", {}}, {"H1/E2", {}}}}};
    Document document(small.layout());
    QVERIFY(document.edit(RemoveThings{{"H1/E1"}}).empty());
    QCOMPARE(document.current()->halls[0].doors, 1u);
    QVERIFY(document.current()->site->dimensions.empty());
    document.undo();
    QVERIFY(document.current()->find("H1/E1") && document.current()->site->dimensions.size() == 1);
  }
  void aCopiedDoorComesToLieInAWall() {
    Document document(withDoors().layout());
    const auto clipping = copy(*document.current(), {"H1/E1"});
    QVERIFY(clipping);
    const auto again = io::readClipping(io::textOf(*clipping));
    QVERIFY(again);
    const Box room = document.current()->halls[0].box;
    const auto pasted = paste(*document.current(), *again, PasteAt{"H1", {room.min.x + 20, room.max.y - 0.4}});
    QVERIFY(pasted);
    QVERIFY(document.edit(pasted->edits, pasted->name).empty());
    QCOMPARE(document.current()->halls[0].doors, 3u);
    QCOMPARE(door(document, 2).id, std::string("E3"));
    QCOMPARE(door(document, 2).atM, (Vec2{20, 16}));
    // mirrored by itself it crosses its wall's middle
    const auto mirrored = mirror(*document.current(), {"H1/E1"}, Along::y, room.centre().x);
    QVERIFY(mirrored && document.edit(mirrored->edits, mirrored->name).empty());
    QCOMPARE(door(document, 0).atM, (Vec2{22, 0}));
  }
  void theyAreWrittenAndReadAsATable() {
    const LayoutPtr layout = withDoors().layout();
    const std::string table = io::equipmentTable(*layout->site, RecordKind::door);
    QVERIFY(table.find("H1/E2,loading,24,8,2.4") != std::string::npos);
    const auto read = io::readEquipment(*layout->site, RecordKind::door,
                                        "id,doorUse,x,y,width\r\nH1/E2,exit,24,8,2.4\r\nH1/E9,exit,10,16,1.2\r\n", "");
    QVERIFY(read && read->problems.empty());
    Document document(layout);
    QVERIFY(document.edit(read->edits, read->name).empty());
    QVERIFY(door(document, 1).use == HallDoor::Use::exit);
    QCOMPARE(door(document, 2).id, std::string("E9"));
  }
};

PLENUM_TEST(DoorsTest)
#include "DoorsTest.moc"
