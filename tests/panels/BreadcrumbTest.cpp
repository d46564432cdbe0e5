// SPDX-License-Identifier: Apache-2.0
#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <set>

#include "Desk.h"
#include "panels/Breadcrumb.h"

using namespace plenum;
using namespace plenum::views;

/// The path above the view: where one is, the way back, and what stands beside each step.
class BreadcrumbTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void thePathLeadsFromTheCampusDownToTheChip();
  void aStepLeadsBack();
  void theMarkBetweenOffersWhatStandsBeside();
  void aMenuOfHundredsShowsThoseAround();
  void whatIsGoneIsNoPath();
  void itIsReadAloudInBothLanguages();
};

namespace {

struct PathDesk : test::Desk {
  explicit PathDesk(test::CampusSize size = {}) {
    layout = test::fakeLayout(size);
    show(test::fakeFrame(layout));
    begin();
    path.resize(600, 30);
    path.show();
  }
  QMenu* menuOf(std::size_t step) {
    Q_EMIT path.linkActivated(QStringLiteral("+%1").arg(step));
    const auto menus = path.findChildren<QMenu*>();
    return menus.isEmpty() ? nullptr : menus.last();
  }
  LayoutPtr layout;
  Breadcrumb path{look, clock, selection};
};

std::set<QString> namesIn(const QMenu& menu) {
  std::set<QString> names;
  for (const QAction* action : menu.actions()) names.insert(action->text());
  return names;
}

}  // namespace

void BreadcrumbTest::thePathLeadsFromTheCampusDownToTheChip() {
  PathDesk desk;
  const PlacedRack& rack = desk.layout->racks[13];
  desk.selection.select({Kind::chip, rack.firstChip + 9, 0});
  const auto& path = desk.path.path();
  QCOMPARE(path.size(), std::size_t(7));
  const Kind kinds[] = {Kind::campus, Kind::building, Kind::hall, Kind::row, Kind::rack, Kind::rack, Kind::chip};
  for (std::size_t i = 0; i < path.size(); ++i) QCOMPARE(path[i].kind, kinds[i]);
  QCOMPARE(path[5].part, 2u);  // chip 9 of a rack with eight chips a server
}

void BreadcrumbTest::aStepLeadsBack() {
  PathDesk desk;
  desk.selection.select({Kind::rack, 13, 0});
  QSignalSpy went(&desk.path, &Breadcrumb::went);
  Q_EMIT desk.path.linkActivated(QStringLiteral("2"));
  QCOMPARE(went.size(), 1);
  QVERIFY(desk.selection.current() == (EntityRef{Kind::hall, desk.layout->racks[13].hall, 0}));
  Q_EMIT desk.path.linkActivated(QStringLiteral("99"));
  Q_EMIT desk.path.linkActivated(QStringLiteral("+99"));
  Q_EMIT desk.path.linkActivated(QStringLiteral("nonsense"));
  QVERIFY(desk.selection.current().kind != Kind::chip);
}

void BreadcrumbTest::theMarkBetweenOffersWhatStandsBeside() {
  PathDesk desk;
  desk.selection.select({Kind::rack, 13, 0});
  const auto step = desk.path.path().size() - 1;
  QMenu* menu = desk.menuOf(step);
  QVERIFY(menu);
  QVERIFY(!menu->accessibleName().isEmpty());
  // the racks of its row, itself ticked
  const PlacedRow& row = desk.layout->rows[desk.layout->racks[13].row];
  std::vector<EntityRef> siblings;
  for (std::uint32_t k = row.firstRack; k < row.firstRack + row.racks; ++k) siblings.push_back({Kind::rack, k, 0});
  QCOMPARE(menu->actions().size(), qsizetype(siblings.size()));
  QCOMPARE(desk.path.beside({Kind::rack, 13, 0}), siblings);
  for (qsizetype i = 0; i < menu->actions().size(); ++i)
    QCOMPARE(menu->actions()[i]->isChecked(), siblings[std::size_t(i)] == (EntityRef{Kind::rack, 13, 0}));
  QSignalSpy went(&desk.path, &Breadcrumb::went);
  menu->actions()[0]->trigger();
  QCOMPARE(went.size(), 1);
  QVERIFY(desk.selection.current() == siblings[0]);
  // halls of one building, servers of one rack, chips of one server
  QCOMPARE(desk.path.beside({Kind::hall, 0, 0}).size(), std::size_t(2));
  QCOMPARE(desk.path.beside({Kind::rack, 13, 2}).size(), std::size_t(8));
  QCOMPARE(desk.path.beside({Kind::chip, 37, 0}).size(), std::size_t(8));
  QVERIFY(desk.path.beside({Kind::campus, 0, 0}).empty());
}

void BreadcrumbTest::aMenuOfHundredsShowsThoseAround() {
  PathDesk desk({.rowsPerHall = 1, .racksPerRow = 120, .serversPerRack = 1});
  for (const std::uint32_t rack : {0u, 60u, 119u}) {
    desk.selection.select({Kind::rack, rack, 0});
    QMenu* menu = desk.menuOf(desk.path.path().size() - 1);
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), qsizetype(40));
    int ticked = 0;
    for (const QAction* action : menu->actions()) ticked += action->isChecked();
    QCOMPARE(ticked, 1);
    QCOMPARE(namesIn(*menu).size(), std::size_t(40));
    delete menu;
  }
}

void BreadcrumbTest::whatIsGoneIsNoPath() {
  PathDesk desk;
  desk.selection.select({Kind::rack, 1'000'000, 0});
  QVERIFY(desk.path.text().isEmpty());
  QVERIFY(desk.path.beside({Kind::rack, 1'000'000, 0}).empty());
}

void BreadcrumbTest::itIsReadAloudInBothLanguages() {
  PathDesk desk;
  desk.selection.select({Kind::rack, 13, 0});
  const QString english = desk.path.accessibleName(), text = desk.path.text();
  QVERIFY(!english.isEmpty());
  desk.speak("zh");
  QVERIFY(desk.path.accessibleName() != english);
  QVERIFY(desk.path.text() != text);
}

PLENUM_TEST_WITH(QApplication, BreadcrumbTest)
#include "BreadcrumbTest.moc"
