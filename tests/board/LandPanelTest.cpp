// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>

#include "board/LandPanel.h"
#include "panels/Desk.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::views;
using Tool = LandView::Tool;

namespace {

/// A panel whose edits are taken as a document would take them, and the steps that were made.
struct DrawnLand {
  DrawnLand() : panel(look) {
    look.speak(QStringLiteral("en"), [](const Text& text) { return text.id; });
    plan = std::make_shared<const plan::Plan>(test::plainPlan());
    auto made = std::make_shared<Layout>();
    made->buildings.push_back({"D1", {}, Building::Kind::data, Box{{0, 0, 0}, {60, 40, 12}}});
    layout = made;
    panel.view().setTryPlan([this](plan::Plan after, const Text& name) -> Problems {
      if (isRefusing) return {Problem{Problem::Weight::error, {}, Text("no"), {}}};
      steps.push_back(name.id);
      plan = std::make_shared<const plan::Plan>(std::move(after));
      panel.view().show(plan, layout);
      return {};
    });
    panel.view().show(plan, layout);
    panel.resize(900, 500);
    panel.show();
    panel.view().setFocus();
  }
  LandView& view() { return panel.view(); }
  const plan::Land& land() const { return plan->land; }
  void click(Vec2 at, Qt::KeyboardModifiers keys = {}) {
    QTest::mouseClick(&view(), Qt::LeftButton, keys, view().placeOf(at).toPoint());
  }
  void press(int key, Qt::KeyboardModifiers keys = {}) { QTest::keyClick(&view(), Qt::Key(key), keys); }
  void drag(Vec2 from, Vec2 to) {
    const QPoint a = view().placeOf(from).toPoint(), b = view().placeOf(to).toPoint();
    QTest::mousePress(&view(), Qt::LeftButton, {}, a);
    QTest::mouseMove(&view(), (a + b) / 2);
    QTest::mouseMove(&view(), b);
    QTest::mouseRelease(&view(), Qt::LeftButton, {}, b);
  }
  void draw(std::initializer_list<Vec2> corners) {
    QTest::mouseClick(&panel.button(Tool::draw), Qt::LeftButton);
    for (const Vec2 corner : corners) click(corner);
  }
  /// To what a pixel is.
  bool isAt(Vec2 got, Vec2 wanted) {
    const double px = 1.0 + 1.5 * std::abs(view().metresAt({1, 0}).x - view().metresAt({0, 0}).x);
    return std::abs(got.x - wanted.x) <= px && std::abs(got.y - wanted.y) <= px;
  }
  Look look;
  plan::PlanPtr plan;
  LayoutPtr layout;
  std::vector<std::string> steps;
  bool isRefusing = false;
  LandPanel panel;
};

}  // namespace

/// Land as a person draws it: with the mouse and keys on the widget itself.
class LandPanelTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void landIsDrawnByItsCornersAndThenItsGridPoint();
  void aClickOnTheFirstCornerClosesAsWell();
  void escapeAndBackspaceTakeBack();
  void landThatCrossesItselfIsRefused();
  void aCornerIsDraggedAsOneStep();
  void aCornerDraggedAcrossASideStaysWhereItWas();
  void cornersComeAndGo();
  void keysAloneCanDoIt();
  void shiftKeepsToStraightLines();
  void aBlockIsPutInItsPlaceAndLetGo();
  void whatTheDocumentRefusesIsSaid();
  void withoutAPlanNothingHappens();
  void theOptionWhoseBlocksStandThereIsNamed();
  void theWheelKeepsThePlaceUnderTheMouse();
};

void LandPanelTest::theOptionWhoseBlocksStandThereIsNamed() {
  test::Desk desk;
  LandPanel panel(desk.look);
  panel.resize(700, 300);
  panel.show();
  QVERIFY(panel.optionText().isEmpty());
  panel.nameOption(QStringLiteral("B: liquid"));
  QVERIFY(panel.optionText().contains(QStringLiteral("B: liquid")));
  desk.speak("zh");
  QVERIFY(panel.optionText().startsWith(QStringLiteral("所示方案")));
  panel.nameOption({});
  QVERIFY(panel.optionText().isEmpty());
}

void LandPanelTest::landIsDrawnByItsCornersAndThenItsGridPoint() {
  DrawnLand d;
  d.draw({{100, 0}, {300, 0}, {300, 200}, {100, 200}});
  QCOMPARE(d.view().drawn().size(), std::size_t(4));
  QVERIFY(d.steps.empty());
  d.press(Qt::Key_Return);
  QCOMPARE(d.steps, (std::vector<std::string>{"landmap.edit.draw"}));
  QCOMPARE(d.land().outline.size(), std::size_t(4));
  QVERIFY(d.isAt(d.land().outline[2], {300, 200}));
  QVERIFY(std::abs(areaOfM2(d.land().outline) / 40'000.0 - 1.0) < 0.05);
  QCOMPARE(d.land().confidence, Confidence::assumed);
  QVERIFY(!d.land().source.empty());
  // and nobody has said yet where the grid comes in
  QCOMPARE(d.view().tool(), Tool::grid);
  QVERIFY(d.panel.button(Tool::grid).isChecked());
  d.click({200, -60});
  QCOMPARE(d.steps.back(), std::string("landmap.edit.point"));
  QVERIFY(d.isAt(d.land().gridPointM, {200, -60}));
  QCOMPARE(d.view().tool(), Tool::move);
}

void LandPanelTest::aClickOnTheFirstCornerClosesAsWell() {
  DrawnLand d;
  d.draw({{100, 0}, {300, 0}, {200, 150}, {100, 0}});
  QCOMPARE(d.land().outline.size(), std::size_t(3));
}

void LandPanelTest::escapeAndBackspaceTakeBack() {
  DrawnLand d;
  d.draw({{100, 0}, {300, 0}, {300, 200}});
  d.press(Qt::Key_Backspace);
  QCOMPARE(d.view().drawn().size(), std::size_t(2));
  d.press(Qt::Key_Return);  // two corners are no land
  QVERIFY(d.view().isRefused());
  QVERIFY(d.land().outline.empty());
  d.press(Qt::Key_Escape);
  QVERIFY(d.view().drawn().empty());
  QCOMPARE(d.view().tool(), Tool::draw);
  d.press(Qt::Key_Escape);
  QCOMPARE(d.view().tool(), Tool::move);
  QVERIFY(d.steps.empty());
}

void LandPanelTest::landThatCrossesItselfIsRefused() {
  DrawnLand d;
  d.draw({{100, 0}, {300, 200}, {300, 0}, {100, 200}});
  d.press(Qt::Key_Return);
  QVERIFY(d.view().isRefused());
  QCOMPARE(d.panel.said(), QStringLiteral("landmap.refused.twisted"));
  QVERIFY(d.steps.empty());
  QCOMPARE(d.view().drawn().size(), std::size_t(4));  // and may be mended
}

void LandPanelTest::aCornerIsDraggedAsOneStep() {
  DrawnLand d;
  d.draw({{100, 0}, {300, 0}, {300, 200}, {100, 200}});
  d.press(Qt::Key_Return);
  d.press(Qt::Key_Escape);
  const std::size_t before = d.steps.size();
  const Vec2 corner = d.land().outline[2];
  QSignalSpy chosen(&d.view(), &LandView::cornerChosen);
  d.drag(corner, {260, 160});
  QCOMPARE(d.steps.size(), before + 1);
  QVERIFY(d.isAt(d.land().outline[2], {260, 160}));
  QCOMPARE(d.view().corner(), 2);
  QCOMPARE(chosen.count(), 1);
  // a click alone moves nothing
  d.click(d.land().outline[1]);
  QCOMPARE(d.steps.size(), before + 1);
  QCOMPARE(d.view().corner(), 1);
}

void LandPanelTest::aCornerDraggedAcrossASideStaysWhereItWas() {
  DrawnLand d;
  d.draw({{100, 0}, {300, 0}, {300, 200}, {100, 200}});
  d.press(Qt::Key_Return);
  d.press(Qt::Key_Escape);
  const plan::Land before = d.land();
  d.drag(before.outline[2], {200, -80});
  QVERIFY(d.land() == before);
  QVERIFY(d.view().isRefused());
}

void LandPanelTest::cornersComeAndGo() {
  DrawnLand d;
  d.draw({{100, 0}, {300, 0}, {200, 150}});
  d.press(Qt::Key_Return);
  d.press(Qt::Key_Escape);
  const Vec2 a = d.land().outline[0], b = d.land().outline[1];
  QTest::mouseDClick(&d.view(), Qt::LeftButton, {}, d.view().placeOf((a + b) * 0.5).toPoint());
  QCOMPARE(d.land().outline.size(), std::size_t(4));
  QCOMPARE(d.view().corner(), 1);
  d.press(Qt::Key_Delete);
  QCOMPARE(d.land().outline.size(), std::size_t(3));
  d.click(d.land().outline[0]);
  d.press(Qt::Key_Delete);  // and no fewer than three
  QCOMPARE(d.land().outline.size(), std::size_t(3));
  QVERIFY(d.view().isRefused());
}

void LandPanelTest::keysAloneCanDoIt() {
  DrawnLand d;
  d.draw({{100, 0}, {300, 0}, {200, 150}});
  d.press(Qt::Key_Return);
  d.press(Qt::Key_Escape);
  const Vec2 second = d.land().outline[1];
  d.press(Qt::Key_Tab);
  d.press(Qt::Key_Tab);
  QCOMPARE(d.view().corner(), 1);
  d.press(Qt::Key_Right);
  d.press(Qt::Key_Up, Qt::ShiftModifier);
  QVERIFY(d.land().outline[1] == second + (Vec2{1, 10}));
  d.press(Qt::Key_Insert);
  QCOMPARE(d.land().outline.size(), std::size_t(4));
  QCOMPARE(d.view().corner(), 2);
}

void LandPanelTest::shiftKeepsToStraightLines() {
  DrawnLand d;
  d.draw({{100, 0}});
  d.click({250, 12}, Qt::ShiftModifier);
  QCOMPARE(d.view().drawn()[1].y, d.view().drawn()[0].y);
  d.click({262, 140}, Qt::ShiftModifier);
  QCOMPARE(d.view().drawn()[2].x, d.view().drawn()[1].x);
}

void LandPanelTest::aBlockIsPutInItsPlaceAndLetGo() {
  DrawnLand d;
  d.draw({{100, 0}, {500, 0}, {500, 300}, {100, 300}});
  d.press(Qt::Key_Return);
  d.press(Qt::Key_Escape);
  auto places = std::make_shared<plan::GroundPlan>();
  plan::PlacedBlock block;
  block.id = "P2/B/1", block.phase = "P2", block.block = "B", block.index = 1;
  block.box = {{150, 50, 0}, {270, 130, 0}};
  places->blocks = {block};
  d.view().showPlaces(places, false);
  d.drag({200, 90}, {300, 150});
  QCOMPARE(d.steps.back(), std::string("landmap.edit.block"));
  QCOMPARE(d.land().fixed.size(), std::size_t(1));
  QVERIFY(d.isAt(d.land().fixed[0].atM, {250, 110}));
  d.press(Qt::Key_R);
  QCOMPARE(d.land().fixed.size(), std::size_t(1));
  QCOMPARE(d.land().fixed[0].turn, 1);
  d.press(Qt::Key_Delete);
  QVERIFY(d.land().fixed.empty());
}

void LandPanelTest::whatTheDocumentRefusesIsSaid() {
  DrawnLand d;
  d.isRefusing = true;
  d.draw({{100, 0}, {300, 0}, {200, 150}});
  d.press(Qt::Key_Return);
  QVERIFY(d.view().isRefused());
  QVERIFY(d.land().outline.empty());
  QCOMPARE(d.view().drawn().size(), std::size_t(3));
}

void LandPanelTest::withoutAPlanNothingHappens() {
  DrawnLand d;
  d.view().show(nullptr, d.layout);
  QVERIFY(!d.panel.button(Tool::draw).isEnabled());
  d.panel.begin(Tool::draw);
  QCOMPARE(d.view().tool(), Tool::move);
  d.click({100, 0});
  d.press(Qt::Key_Delete);
  QVERIFY(d.steps.empty());
}

void LandPanelTest::theWheelKeepsThePlaceUnderTheMouse() {
  DrawnLand d;
  const QPointF place(200, 150);
  const Vec2 before = d.view().metresAt(place);
  QWheelEvent wheel(place, d.view().mapToGlobal(place), {}, {0, 240}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
  QApplication::sendEvent(&d.view(), &wheel);
  const Vec2 after = d.view().metresAt(place);
  QVERIFY(std::abs(before.x - after.x) < 1e-6 && std::abs(before.y - after.y) < 1e-6);
}

PLENUM_TEST_WITH(QApplication, LandPanelTest)
#include "LandPanelTest.moc"
