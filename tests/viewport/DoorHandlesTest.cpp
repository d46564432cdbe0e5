// SPDX-License-Identifier: Apache-2.0
#include "support/BareHall.h"
#include "support/Test.h"
#include "viewport/DoorHandles.h"

using namespace plenum;

/// Doors under a hand, without a picture.
class DoorHandlesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aClickOnADoorChoosesItAndMovesNothing();
  void aDraggedDoorSlidesRoundTheCornerOfItsHall();
  void whatIsGoneIsNotChosenAnyMore();
  void aDoorBehindAMachineIsNotTaken();
};

namespace {

struct DoorHand {
  DoorHand() {
    small.design.rows = {test::rowAt("S", {12, 12}, true)};
    small.design.doors = {{"E1", HallDoor::Use::exit, {15, 0}, {1.5}}};
    layout = small.layout();
    const Box& room = layout->halls[0].box;
    view.camera.target = {room.centre().x, room.min.y, room.min.z};
    view.camera.azimuthDeg = 180.0;
    view.camera.elevationDeg = 50.0;
    view.camera.distanceM = 45.0;
    view.width = 1000, view.height = 700;
    handles.moved = [this](const DoorHandles::Chosen& to) { moved.push_back(to); };
  }
  Vec3 onFloor(Vec2 inHall) const {
    const Vec3 corner = layout->halls[0].box.min;
    return {corner.x + inHall.x, corner.y + inHall.y, corner.z};
  }
  ViewTool::Pointer at(Vec3 p, std::optional<EntityRef> hit = {}) const {
    const auto px = view.project(p);
    return {QPointF(px->x, px->y), Qt::NoModifier, hit, view, *layout};
  }
  /// The middle of the door's leaf.
  ViewTool::Pointer atDoor(std::optional<EntityRef> hit = {}) const {
    return at(onFloor({15, 0}) + Vec3{0, 0, 1}, hit);
  }
  test::SmallSite small = test::bareHall();
  LayoutPtr layout;
  Projection view;
  DoorHandles handles;
  std::vector<DoorHandles::Chosen> moved;
};

}  // namespace

void DoorHandlesTest::aClickOnADoorChoosesItAndMovesNothing() {
  DoorHand hand;
  QVERIFY(hand.handles.press(hand.atDoor()));
  QVERIFY(hand.handles.release(hand.atDoor(), true));
  QVERIFY(hand.handles.chosen());
  QCOMPARE(hand.handles.chosen()->door.id, std::string("E1"));
  QCOMPARE(hand.handles.chosen()->hall, std::string("H1"));
  QVERIFY(hand.moved.empty());
  QVERIFY(!hand.handles.press(hand.at(hand.onFloor({25, 25}))));
}

void DoorHandlesTest::aDraggedDoorSlidesRoundTheCornerOfItsHall() {
  DoorHand hand;
  QVERIFY(hand.handles.press(hand.atDoor()));
  hand.handles.move(hand.at(hand.onFloor({20, 0.5})));
  hand.handles.move(hand.at(hand.onFloor({29.5, 8.0})));
  QVERIFY(hand.handles.isDragging());
  hand.handles.release(hand.at(hand.onFloor({29.5, 8.0})), false);
  QCOMPARE(hand.moved.size(), std::size_t{1});
  const HallDoor door = hand.moved[0].door;
  QVERIFY(test::isNear(door.atM.x, 30.0, 1e-9));
  QVERIFY(test::isNear(door.atM.y, 8.0, 0.011));
  QCOMPARE(door.width.si, 1.5);
  // dropped in the middle of a drag nothing is asked for
  QVERIFY(hand.handles.press(hand.atDoor()));
  hand.handles.move(hand.at(hand.onFloor({20, 0.5})));
  hand.handles.cancel();
  QVERIFY(!hand.handles.isDragging());
  QCOMPARE(hand.moved.size(), std::size_t{1});
}

void DoorHandlesTest::whatIsGoneIsNotChosenAnyMore() {
  DoorHand hand;
  int changes = 0;
  hand.handles.chosenChanged = [&] { ++changes; };
  hand.handles.press(hand.atDoor());
  hand.handles.release(hand.atDoor(), true);
  hand.small.design.doors[0].width = {2.0};
  hand.handles.renew(*hand.small.layout());
  QCOMPARE(hand.handles.chosen()->door.width.si, 2.0);
  hand.small.design.doors.clear();
  hand.handles.renew(*hand.small.layout());
  QVERIFY(!hand.handles.chosen());
  QCOMPARE(changes, 2);
}

void DoorHandlesTest::aDoorBehindAMachineIsNotTaken() {
  DoorHand hand;
  // a hit that the ray enters before the door
  const EntityRef row = *hand.layout->find("H1/S");
  const Box box = hand.layout->boxOf(row);
  hand.view.camera.target = hand.onFloor({15, 6});
  hand.view.camera.elevationDeg = 6.0;
  hand.view.camera.distanceM = 30.0;
  // from the side on which the row stands
  const auto isBefore = [&](double azimuthDeg) {
    hand.view.camera.azimuthDeg = azimuthDeg;
    const auto pointer = hand.atDoor(row);
    return enter(hand.view.rayThrough({pointer.at.x(), pointer.at.y()}), box).has_value();
  };
  QVERIFY(isBefore(0.0) || isBefore(180.0));
  const auto pointer = hand.atDoor(row);
  QVERIFY(!hand.handles.press(pointer));
}

PLENUM_TEST(DoorHandlesTest)
#include "DoorHandlesTest.moc"
