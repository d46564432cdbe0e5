// SPDX-License-Identifier: Apache-2.0
#include <QKeyEvent>
#include <QSignalSpy>

#include "support/FakeCampus.h"
#include "support/Test.h"
#include "viewport/RouteTool.h"

using namespace plenum;

/// The tool for ways without a picture: what a hand does to it, and what it asks for.
class RouteToolTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aClickTakesHoldOfTheWayUnderIt();
  void aDraggedCornerIsLaidWhereItWasLetGo();
  void aMiddleBecomesACorner();
  void cornersComeToLieAtRightAngles();
  void deleteTakesACornerOut();
  void pageUpRaisesIt();
  void homeIsForWhatWasLaidByHandOnly();
  void escapeDropsTheDragThenTheWayThenTheTool();
  void keysLayAStepAfterAnother();
  void anotherWayHasCornersOfItsOwn();
  void aRingKeepsThreeCornersAndAHeaderTwo();
  void whatIsNeverLaidByHandSaysSo();
};

namespace {

struct RouteHand {
  RouteHand() : layout(test::fakeLayout()) {
    LaidWay way;
    way.route.kind = RouteSpec::Kind::cable, way.route.from = "A", way.route.to = "B";
    way.route.corners = {{{10, 0}}, {{10, 10}}};
    way.isByHand = true;
    way.line = {{0, 0, 3}, {10, 0, 3}, {10, 10, 3}, {20, 10, 3}};
    LaidWay other = way;
    other.route.to = "C", other.isByHand = false;
    other.route.corners = {};
    other.line = {{0, -10, 3}, {20, -10, 3}};
    tool.setWays({way, other});
    view.camera.target = {10, 2, 3};
    view.camera.elevationDeg = 80;
    view.camera.distanceM = 60.0;
    view.width = 800, view.height = 600;
  }
  QPointF px(Vec3 p) const {
    const auto at = view.project(p);
    return {at->x, at->y};
  }
  ViewTool::Pointer at(Vec3 p, Qt::KeyboardModifiers modifiers = Qt::ControlModifier) const {
    return {px(p), modifiers, std::nullopt, view, *layout};
  }
  void press(int key) {
    QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
    tool.key(event, view);
  }
  LayoutPtr layout;
  Projection view;
  RouteTool tool;
};

RouteSpec laidIn(QSignalSpy& spy) { return spy.takeFirst().at(0).value<RouteSpec>(); }

}  // namespace

void RouteToolTest::whatIsNeverLaidByHandSaysSo() {
  RouteHand hand;
  hand.tool.setTell([](const Text& text) { return QString::fromStdString(text.id); });
  hand.tool.setFixed({{{0, 8, 3}, {6, 8, 3}, {6, 14, 3}, {0, 8, 3}}});
  QSignalSpy told(&hand.tool, &RouteTool::heldChanged);
  hand.tool.click(hand.at({3, 8, 3}));
  QVERIFY(!hand.tool.held());
  QCOMPARE(told.count(), 1);
  QCOMPARE(hand.tool.said(), QStringLiteral("route.fixed"));
  // beside it there is nothing, and a way is a way
  hand.tool.click(hand.at({3, 4, 3}));
  QCOMPARE(hand.tool.said(), QStringLiteral("route.choose"));
  hand.tool.click(hand.at({5, 0, 3}));
  QVERIFY(hand.tool.held());
}

void RouteToolTest::aClickTakesHoldOfTheWayUnderIt() {
  RouteHand hand;
  hand.tool.click(hand.at({5, 0, 3}));
  QVERIFY(hand.tool.held());
  QCOMPARE(hand.tool.held()->route.to, std::string("B"));
  hand.tool.click(hand.at({5, -10, 3}));
  QCOMPARE(hand.tool.held()->route.to, std::string("C"));
  hand.tool.click(hand.at({5, 6, 3}));
  QVERIFY(!hand.tool.held());
}

void RouteToolTest::aDraggedCornerIsLaidWhereItWasLetGo() {
  RouteHand hand;
  QSignalSpy laid(&hand.tool, &RouteTool::laid);
  hand.tool.click(hand.at({5, 0, 3}));
  QVERIFY(hand.tool.press(hand.at({10, 10, 3})));
  hand.tool.move(hand.at({12, 14, 3}));
  QCOMPARE(laid.count(), 0);
  hand.tool.release(hand.at({12, 14, 3}), false);
  QCOMPARE(laid.count(), 1);
  const RouteSpec route = laidIn(laid);
  QCOMPARE(route.corners.size(), std::size_t{2});
  QVERIFY(test::isNear(route.corners[1].atM.x, 12, 1e-6) && test::isNear(route.corners[1].atM.y, 14, 1e-6));
  // nothing has changed but the wish
  QCOMPARE(hand.tool.held()->route.corners[1].atM.x, 10.0);
}

void RouteToolTest::aMiddleBecomesACorner() {
  RouteHand hand;
  QSignalSpy laid(&hand.tool, &RouteTool::laid);
  hand.tool.click(hand.at({5, 0, 3}));
  QVERIFY(hand.tool.press(hand.at({15, 10, 3})));
  hand.tool.move(hand.at({15, 15, 3}));
  hand.tool.release(hand.at({15, 15, 3}), false);
  const RouteSpec route = laidIn(laid);
  QCOMPARE(route.corners.size(), std::size_t{3});
  QVERIFY(test::isNear(route.corners[2].atM.y, 15, 1e-6));
}

void RouteToolTest::cornersComeToLieAtRightAngles() {
  RouteHand hand;
  QSignalSpy laid(&hand.tool, &RouteTool::laid);
  hand.tool.click(hand.at({5, 0, 3}));
  hand.tool.press(hand.at({10, 10, 3}));
  hand.tool.move(hand.at({10.2, 14, 3}, Qt::NoModifier));  // 0.2 m are some two pixels here
  hand.tool.release(hand.at({10.2, 14, 3}, Qt::NoModifier), false);
  QCOMPARE(laidIn(laid).corners[1].atM.x, 10.0);
}

void RouteToolTest::deleteTakesACornerOut() {
  RouteHand hand;
  QSignalSpy laid(&hand.tool, &RouteTool::laid);
  hand.tool.click(hand.at({5, 0, 3}));
  hand.tool.move(hand.at({10, 10, 3}));
  hand.press(Qt::Key_Delete);
  const RouteSpec route = laidIn(laid);
  QCOMPARE(route.corners.size(), std::size_t{1});
  QCOMPARE(route.corners[0].atM.y, 0.0);
}

void RouteToolTest::pageUpRaisesIt() {
  RouteHand hand;
  QSignalSpy laid(&hand.tool, &RouteTool::laid);
  hand.tool.click(hand.at({5, 0, 3}));
  hand.press(Qt::Key_PageUp);
  QVERIFY(test::isNear(laidIn(laid).heightM, 3.1, 1e-9));
}

void RouteToolTest::homeIsForWhatWasLaidByHandOnly() {
  RouteHand hand;
  QSignalSpy automatic(&hand.tool, &RouteTool::automaticAsked);
  hand.tool.click(hand.at({5, -10, 3}));
  hand.press(Qt::Key_Home);
  QCOMPARE(automatic.count(), 0);
  hand.tool.click(hand.at({5, 0, 3}));
  hand.press(Qt::Key_Home);
  QCOMPARE(automatic.count(), 1);
}

void RouteToolTest::escapeDropsTheDragThenTheWayThenTheTool() {
  RouteHand hand;
  QSignalSpy ended(&hand.tool, &RouteTool::ended), laid(&hand.tool, &RouteTool::laid);
  hand.tool.click(hand.at({5, 0, 3}));
  hand.tool.press(hand.at({10, 10, 3}));
  hand.tool.move(hand.at({12, 14, 3}));
  hand.press(Qt::Key_Escape);
  hand.tool.release(hand.at({12, 14, 3}), false);
  QCOMPARE(laid.count(), 0);
  QCOMPARE(hand.tool.held()->route.corners[1].atM.y, 10.0);
  hand.press(Qt::Key_Escape);
  QVERIFY(!hand.tool.held());
  hand.press(Qt::Key_Escape);
  QCOMPARE(ended.count(), 1);
}

// every step is an edit, and an edit hands the tool its ways anew
void RouteToolTest::keysLayAStepAfterAnother() {
  RouteHand hand;
  QObject::connect(&hand.tool, &RouteTool::laid, &hand.tool, [&hand](const RouteSpec& route) {
    LaidWay way;
    way.route = route, way.isByHand = true;
    way.line = {{0, 0, 3}};
    for (const RouteSpec::Corner& c : route.corners) way.line.push_back({c.atM.x, c.atM.y, 3});
    way.line.push_back({20, 10, 3});
    hand.tool.setWays({way});
  });
  hand.press(Qt::Key_N);  // the way
  hand.press(Qt::Key_N);  // its first corner
  hand.press(Qt::Key_Right);
  hand.press(Qt::Key_Right);
  QVERIFY(hand.tool.held());
  QVERIFY(test::isNear(hand.tool.held()->route.corners[0].atM.x, 11.2, 1e-9));
  hand.press(Qt::Key_N);
  hand.press(Qt::Key_Insert);  // behind the second corner
  QCOMPARE(hand.tool.held()->route.corners.size(), std::size_t{3});
  QVERIFY(test::isNear(hand.tool.held()->route.corners[0].atM.x, 11.2, 1e-9));
}

void RouteToolTest::anotherWayHasCornersOfItsOwn() {
  RouteHand hand;
  LaidWay first = hand.tool.ways()[0], second = first;
  second.route.to = "C";
  hand.tool.setWays({first, second});
  QSignalSpy laid(&hand.tool, &RouteTool::laid);
  hand.tool.click(hand.at({5, 0, 3}));
  hand.tool.move(hand.at({10, 10, 3}));  // the pointer rests on a corner of the first
  hand.tool.hold(second.route);
  hand.press(Qt::Key_Delete);
  QCOMPARE(laid.count(), 0);
}

void RouteToolTest::aRingKeepsThreeCornersAndAHeaderTwo() {
  RouteHand hand;
  QSignalSpy laid(&hand.tool, &RouteTool::laid);
  LaidWay ring;
  ring.route.kind = RouteSpec::Kind::water, ring.route.from = "C", ring.route.to = "H";
  ring.route.corners = {{{0, 0}}, {{10, 0}}, {{10, 10}}};
  ring.shape = RouteShape::ring;
  ring.line = {{0, 5, 3}, {0, 0, 3}, {10, 0, 3}, {10, 10, 3}, {0, 5, 3}};
  LaidWay header = ring;
  header.route.to = "L", header.shape = RouteShape::header;
  header.route.corners = {{{0, -20}}, {{0, -10}}};
  header.line = {{0, -20, 3}, {0, -20, 3}, {0, -10, 3}, {0, -10, 3}};
  hand.tool.setWays({ring, header});
  hand.tool.hold(ring.route);
  hand.tool.removeCorner(1);
  QCOMPARE(laid.size(), 0);
  hand.tool.insertCorner(1, {5, -2});
  QCOMPARE(laidIn(laid).corners.size(), std::size_t{4});
  hand.tool.hold(header.route);
  hand.tool.removeCorner(0);
  QCOMPARE(laid.size(), 0);
  // its end is a corner like any other, and can be drawn out
  hand.tool.press(hand.at({0, -10, 3}));
  hand.tool.move(hand.at({0, -6, 3}));
  hand.tool.release(hand.at({0, -6, 3}), false);
  QCOMPARE(laid.size(), 1);
  QVERIFY(std::abs(laidIn(laid).corners.back().atM.y + 6.0) < 0.06);
}

PLENUM_TEST(RouteToolTest)
#include "RouteToolTest.moc"
