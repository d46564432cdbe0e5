// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QKeyEvent>
#include <QSignalSpy>

#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/LayoutTool.h"
#include "viewport/MeasureTool.h"

using namespace plenum;

/// Tools without a picture: what a hand does to them, and what they ask for.
class LayoutToolTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aDragKeepsTheGrabbedPointUnderThePointer();
  void whatIsNotAllowedIsRefusedAndNothingMoves();
  void escapeDropsADrag();
  void aClickOnAChosenThingIsAnOrdinaryClick();
  void handlesMoveAlongOneAxis();
  void arrowsFollowTheScreen();
  void aHeldThingIsPlacedByAClick();
  void theGapBetweenBoxesIsTheShortest();
  void pointsCatchOnCornersBeforeEdges();
  void anAreaDoesNotDependOnTheWayRound();
  void aDistanceIsTwoClicks();
};

namespace {

struct Hand {
  Hand() : layout(test::fakeLayout()) {
    row = {Kind::row, 0, 0};
    box = layout->boxOf(row);
    view.camera.target = box.centre();
    view.camera.distanceM = 40.0;
    view.width = 800;
    view.height = 600;
    tool.setChosen({row}, *layout);
    tool.setMeaning([this](EntityRef, Qt::KeyboardModifiers, const Layout&) { return row; });
  }
  QPointF onScreen(Vec3 at) const {
    const auto pixel = view.project(at);
    return {pixel->x, pixel->y};
  }
  ViewTool::Pointer at(QPointF place, Qt::KeyboardModifiers modifiers = {}, bool isOnRow = true) const {
    return {place, modifiers, isOnRow ? std::optional(EntityRef{Kind::rack, 0, 0}) : std::nullopt, view, *layout};
  }
  LayoutPtr layout;
  EntityRef row;
  Box box;
  Projection view;
  LayoutTool tool;
};

bool isNear(double a, double b, double by = 1e-6) { return std::abs(a - b) < by; }

}  // namespace

void LayoutToolTest::aDragKeepsTheGrabbedPointUnderThePointer() {
  Hand hand;
  QSignalSpy moved(&hand.tool, &LayoutTool::moveAsked);
  const Vec3 top{hand.box.centre().x, hand.box.centre().y, hand.box.max.z};
  QVERIFY(hand.tool.press(hand.at(hand.onScreen(top))));
  QVERIFY(hand.tool.move(hand.at(hand.onScreen(top + Vec3{1.2, -0.6, 0}))));
  QVERIFY(hand.tool.isDragging());
  QVERIFY(hand.tool.release(hand.at(hand.onScreen(top + Vec3{1.2, -0.6, 0})), false));
  QCOMPARE(moved.count(), 1);
  const Vec2 by = moved.at(0).at(0).value<Vec2>();
  QVERIFY(isNear(by.x, 1.2));
  QVERIFY(isNear(by.y, -0.6));
  QVERIFY(!hand.tool.isDragging());
}

void LayoutToolTest::whatIsNotAllowedIsRefusedAndNothingMoves() {
  Hand hand;
  hand.tool.setAdvise([](const LayoutTool::Wish& wish) {
    LayoutTool::Advice advice;
    advice.byM = wish.byM;
    advice.isAllowed = false;
    return advice;
  });
  QSignalSpy moved(&hand.tool, &LayoutTool::moveAsked), refused(&hand.tool, &LayoutTool::refused);
  const QPointF from = hand.onScreen(hand.box.centre());
  hand.tool.press(hand.at(from));
  hand.tool.move(hand.at(from + QPointF(40, 0)));
  QCOMPARE(hand.tool.ghosts().size(), std::size_t{1});
  hand.tool.release(hand.at(from + QPointF(40, 0)), false);
  QCOMPARE(moved.count(), 0);
  QCOMPARE(refused.count(), 1);
  QVERIFY(hand.tool.ghosts().empty());
}

void LayoutToolTest::escapeDropsADrag() {
  Hand hand;
  QSignalSpy moved(&hand.tool, &LayoutTool::moveAsked);
  const QPointF from = hand.onScreen(hand.box.centre());
  hand.tool.press(hand.at(from));
  hand.tool.move(hand.at(from + QPointF(40, 0)));
  QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
  QVERIFY(hand.tool.key(escape, hand.view));
  hand.tool.release(hand.at(from + QPointF(40, 0)), false);
  QCOMPARE(moved.count(), 0);
  // with nothing begun it belongs to the view
  QVERIFY(!hand.tool.key(escape, hand.view));
}

void LayoutToolTest::aClickOnAChosenThingIsAnOrdinaryClick() {
  Hand hand;
  const QPointF from = hand.onScreen(hand.box.centre());
  QVERIFY(hand.tool.press(hand.at(from)));
  QVERIFY(!hand.tool.release(hand.at(from), true));
  // and a thing that is not chosen is left to the view
  QVERIFY(!hand.tool.press(hand.at(from, {}, false)));
}

void LayoutToolTest::handlesMoveAlongOneAxis() {
  Hand hand;
  QSignalSpy moved(&hand.tool, &LayoutTool::moveAsked);
  const Vec3 top{hand.box.centre().x, hand.box.centre().y, hand.box.max.z};
  const double metres = 56.0 / hand.view.pixelsPerMetre(top);
  const Vec3 handle = top + Vec3{metres, 0, 0};
  QVERIFY(hand.tool.press(hand.at(hand.onScreen(handle), {}, false)));
  hand.tool.move(hand.at(hand.onScreen(handle + Vec3{2.0, 1.5, 0}), {}, false));
  hand.tool.release(hand.at(hand.onScreen(handle + Vec3{2.0, 1.5, 0}), {}, false), false);
  QCOMPARE(moved.count(), 1);
  const Vec2 by = moved.at(0).at(0).value<Vec2>();
  QVERIFY(isNear(by.x, 2.0));
  QCOMPARE(by.y, 0.0);
}

void LayoutToolTest::arrowsFollowTheScreen() {
  Hand hand;
  QSignalSpy nudged(&hand.tool, &LayoutTool::nudgeAsked);
  QKeyEvent right(QEvent::KeyPress, Qt::Key_Right, Qt::NoModifier);
  hand.view.camera.azimuthDeg = 0.0;  // looking north
  QVERIFY(hand.tool.key(right, hand.view));
  QCOMPARE(nudged.at(0).at(0).value<Vec2>(), (Vec2{1, 0}));
  hand.view.camera.azimuthDeg = 90.0;  // looking east: the right hand points south
  QKeyEvent fine(QEvent::KeyPress, Qt::Key_Right, Qt::ShiftModifier);
  QVERIFY(hand.tool.key(fine, hand.view));
  QCOMPARE(nudged.at(1).at(0).value<Vec2>(), (Vec2{0, -1}));
  QVERIFY(nudged.at(1).at(1).toBool());
}

void LayoutToolTest::aHeldThingIsPlacedByAClick() {
  Hand hand;
  QSignalSpy placed(&hand.tool, &LayoutTool::placeAsked);
  bool isAllowed = false;
  hand.tool.hold([&](const FloorPoint& at, bool) {
    LayoutTool::Held held;
    held.boxes = {Box{at.at, at.at + Vec3{1, 1, 2}}};
    held.advice.isAllowed = isAllowed;
    return held;
  });
  const QPointF place = hand.onScreen({hand.box.max.x + 1.0, hand.box.max.y + 1.0, hand.box.min.z});
  QVERIFY(hand.tool.press(hand.at(place, {}, false)));
  hand.tool.release(hand.at(place, {}, false), true);
  QCOMPARE(placed.count(), 0);
  QVERIFY(hand.tool.isHolding());
  isAllowed = true;
  hand.tool.press(hand.at(place, {}, false));
  hand.tool.release(hand.at(place, Qt::ShiftModifier, false), true);
  QCOMPARE(placed.count(), 1);
  QVERIFY(hand.tool.isHolding());  // Shift goes on placing
  hand.tool.press(hand.at(place, {}, false));
  hand.tool.release(hand.at(place, {}, false), true);
  QCOMPARE(placed.count(), 2);
  QVERIFY(!hand.tool.isHolding());
}

void LayoutToolTest::theGapBetweenBoxesIsTheShortest() {
  const Box a{{0, 0, 0}, {2, 1, 2}};
  const Gap beside = gapBetween(a, {{3.5, 0.5, 0}, {4, 4, 2}});
  QCOMPARE(beside.metres, 1.5);
  QCOMPARE(beside.from, (Vec2{2, 0.75}));  // in the middle of where they face each other
  const Gap across = gapBetween(a, {{5, 5, 0}, {6, 6, 2}});
  QCOMPARE(across.metres, 5.0);  // 3 east, 4 north
  QCOMPARE(gapBetween(a, a).metres, 0.0);
}

void LayoutToolTest::pointsCatchOnCornersBeforeEdges() {
  const LayoutPtr layout = test::fakeLayout();
  const Box rack = layout->racks[0].box;
  const SnapPoint corner = snapPoint(*layout, {rack.min.x - 0.05, rack.min.y - 0.05, rack.min.z}, 0.2);
  QVERIFY(corner.to == SnapPoint::To::corner);
  QCOMPARE(corner.at, (Vec3{rack.min.x, rack.min.y, rack.min.z}));
  const SnapPoint edge = snapPoint(*layout, {rack.centre().x, rack.min.y - 0.05, rack.min.z}, 0.1);
  QVERIFY(edge.to == SnapPoint::To::edge);
  QVERIFY(isNear(edge.at.y, rack.min.y));
  QVERIFY(snapPoint(*layout, {-500, -500, 0}, 0.2).to == SnapPoint::To::nothing);
}

void LayoutToolTest::anAreaDoesNotDependOnTheWayRound() {
  const std::vector<Vec3> square{{0, 0, 0}, {3, 0, 0}, {3, 2, 0}, {0, 2, 0}};
  QCOMPARE(areaOf(square), 6.0);
  QCOMPARE(areaOf({square.rbegin(), square.rend()}), 6.0);
  QCOMPARE(areaOf({}), 0.0);
}

void LayoutToolTest::aDistanceIsTwoClicks() {
  Hand hand;
  MeasureTool measure;
  QSignalSpy measured(&measure, &MeasureTool::measured);
  measure.begin(MeasureTool::What::distance);
  // Ctrl: where the pointer is, and not at an edge
  const Vec3 from{hand.box.max.x + 2, hand.box.max.y + 2, hand.box.min.z};
  QVERIFY(measure.click(hand.at(hand.onScreen(from), Qt::ControlModifier, false)));
  QVERIFY(!measure.isDone());
  QVERIFY(measure.click(hand.at(hand.onScreen(from + Vec3{3, 4, 0}), Qt::ControlModifier, false)));
  QCOMPARE(measured.count(), 1);
  QVERIFY(isNear(measure.result(), 5.0, 1e-6));
  QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
  QVERIFY(measure.key(escape, hand.view));
  QVERIFY(measure.points().empty());
}

PLENUM_TEST_WITH(QApplication, LayoutToolTest)
#include "LayoutToolTest.moc"
