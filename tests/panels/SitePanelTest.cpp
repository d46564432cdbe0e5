// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QLabel>
#include <QMouseEvent>
#include <QTabWidget>
#include <QTest>

#include "models/Padlock.h"
#include "models/SiteTreeModel.h"
#include "panels/Desk.h"
#include "panels/InspectorPanel.h"
#include "panels/SitePanel.h"

using namespace plenum;
using namespace plenum::views;

class SitePanelTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aDoubleClickOnWhatWasFoundChoosesThatAndNotWhatIsBeneath();
  void whatIsLockedSaysSo();
  void aDoorIsToldByItsProperties();
};

void SitePanelTest::aDoubleClickOnWhatWasFoundChoosesThatAndNotWhatIsBeneath() {
  test::Desk desk;
  SitePanel panel(desk.look, desk.clock, desk.selection);
  panel.resize(260, 400);
  panel.QWidget::show();
  desk.begin();
  panel.tree().expandAll();
  panel.search().setText(QString::fromStdString(desk.clock.frame()->layout->racks[7].id));
  QCoreApplication::processEvents();
  const QPoint at = panel.results().visualItemRect(panel.results().item(0)).center();
  QTest::mouseClick(panel.results().viewport(), Qt::LeftButton, {}, at);
  QCOMPARE(desk.selection.current(), (EntityRef{Kind::rack, 7}));
  QVERIFY(panel.tree().isVisible());
  // the campus stands highest: whatever was found, the second click is not for it
  const QPoint top = panel.tree().visualRect(panel.model().index(0, 0)).center();
  QMouseEvent second(QEvent::MouseButtonDblClick, top, panel.tree().viewport()->mapToGlobal(top), Qt::LeftButton,
                     Qt::LeftButton, {});
  QCoreApplication::sendEvent(panel.tree().viewport(), &second);
  QCOMPARE(desk.selection.current(), (EntityRef{Kind::rack, 7}));
}

void SitePanelTest::whatIsLockedSaysSo() {
  test::Desk desk;
  InspectorPanel panel(desk.look, desk.clock, desk.selection, desk.desk);
  SiteTreeModel tree(desk.look);
  desk.begin();
  const Layout& free = *desk.clock.frame()->layout;
  const std::string row = free.rows[0].id;
  desk.selection.select({Kind::row, 0});
  const auto says = [&panel](const QString& words) {
    for (const QLabel* label : panel.findChildren<QLabel*>())
      if (label->text().contains(words)) return true;
    return false;
  };
  QVERIFY(!says(QStringLiteral("locked in its place")));

  auto site = std::make_shared<Site>(*free.site);
  site->groups.push_back({"lock1", {"Pinned", "固定组"}, {row}, true});
  auto held = std::make_shared<Layout>(free);
  held->site = site;
  auto frame = std::make_shared<Frame>(*desk.clock.frame());
  frame->layout = held;
  ++frame->sequence;
  desk.show(frame);
  QVERIFY(says(QStringLiteral("locked in its place (“Pinned”)")));
  desk.speak("zh");
  QVERIFY(says(QStringLiteral("固定组")));

  // its rack is held with it; its hall is not said to be, nor the row beside
  QVERIFY(padlockOf(*held, {Kind::row, 0}));
  QVERIFY(padlockOf(*held, {Kind::rack, 0}));
  QVERIFY(!padlockOf(*held, {Kind::row, 1}));
  QVERIFY(!padlockOf(*held, {Kind::hall, 0}));
  QVERIFY(!padlockOf(*held, {}));
  tree.setLayout(desk.clock.frame()->layout);
  const auto tip = [&tree](EntityRef of) { return tree.data(tree.indexOf(of), Qt::ToolTipRole).toString(); };
  QVERIFY(tip({Kind::row, 0}).contains(QStringLiteral("已锁定位置")));
  QVERIFY(!tip({Kind::row, 1}).contains(QStringLiteral("已锁定位置")));
  const auto sign = [&tree](EntityRef of) {
    return tree.data(tree.indexOf(of), Qt::DecorationRole).value<QIcon>().pixmap(16, 16).toImage();
  };
  QVERIFY(sign({Kind::row, 0}) != sign({Kind::row, 1}));
}

/// Nothing of it moves, and an empty tab would tell nobody where its width is.
void SitePanelTest::aDoorIsToldByItsProperties() {
  test::Desk desk;
  InspectorPanel panel(desk.look, desk.clock, desk.selection, desk.desk);
  desk.begin();
  static const HallDoor exit{"E1", HallDoor::Use::exit, {0, 2}, Metres{1.5}};
  auto layout = std::make_shared<Layout>(*desk.clock.frame()->layout);
  PlacedDoor door;
  door.hall = 0, door.id = layout->halls[0].id + "/E1", door.spec = &exit;
  layout->doors = {door};
  auto frame = std::make_shared<Frame>(*desk.clock.frame());
  frame->layout = layout;
  ++frame->sequence;
  desk.show(frame);
  auto* tabs = panel.findChild<QTabWidget*>();
  QVERIFY(tabs);
  QCOMPARE(tabs->currentIndex(), 0);
  desk.selection.select({Kind::door, 0});
  QCOMPARE(tabs->currentIndex(), 1);
}

PLENUM_TEST_WITH(QApplication, SitePanelTest)
#include "SitePanelTest.moc"
