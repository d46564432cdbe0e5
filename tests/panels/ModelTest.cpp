// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QtTest>

#include "models/AlarmModel.h"
#include "models/EventModel.h"
#include "models/SiteTreeModel.h"
#include "panels/Desk.h"

using namespace plenum;
using namespace plenum::views;

class ModelTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aTreeThatIsOpenedEverywhereKeepsItsPromises();
  void branchesAreMadeOnlyWhenTheyAreOpened();
  void everyRackIsReachedByItsIndex();
  void anAlarmMarksEverythingAboveIt();
  void alarmRowsComeAndGoOneByOne();
  void eventsGrowAtTheTop();
};

namespace {

void openAll(SiteTreeModel& model, const QModelIndex& at) {
  if (model.canFetchMore(at)) model.fetchMore(at);
  for (int row = 0; row < model.rowCount(at); ++row) openAll(model, model.index(row, 0, at));
}

std::shared_ptr<const Log<Event>> eventsUpTo(std::uint64_t last) {
  auto log = std::make_shared<Log<Event>>();
  for (std::uint64_t n = 1; n <= last; ++n) {
    Event event;
    event.sequence = n;
    event.text = Text("alarm.none");
    log->append(event);
  }
  return log;
}

}  // namespace

void ModelTest::aTreeThatIsOpenedEverywhereKeepsItsPromises() {
  test::Desk desk;
  SiteTreeModel model(desk.look);
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  // else Qt 6.4's tester opens branches of its own in the middle of a reset and complains of itself
  tester.setUseFetchMore(false);
  model.setLayout(desk.clock.frame()->layout);
  openAll(model, {});
  model.show(desk.clock.frame());
  model.setLayout(test::fakeLayout({2, 3, 1}, 2));
  openAll(model, {});
}

void ModelTest::branchesAreMadeOnlyWhenTheyAreOpened() {
  test::Desk desk;
  SiteTreeModel model(desk.look);
  model.setLayout(desk.clock.frame()->layout);
  const QModelIndex campus = model.index(0, 0);
  QVERIFY(model.hasChildren(campus));
  QCOMPARE(model.rowCount(campus), 0);
  model.fetchMore(campus);
  QVERIFY(model.rowCount(campus) > 0);
  QCOMPARE(model.rowCount(model.index(model.rowCount(campus) - 1, 0, campus)), 0);
}

void ModelTest::everyRackIsReachedByItsIndex() {
  test::Desk desk;
  SiteTreeModel model(desk.look);
  const LayoutPtr layout = desk.clock.frame()->layout;
  model.setLayout(layout);
  for (std::uint32_t rack = 0; rack < layout->racks.size(); ++rack) {
    const QModelIndex index = model.indexOf({Kind::rack, rack});
    QVERIFY(index.isValid());
    QCOMPARE(model.entityAt(index), (EntityRef{Kind::rack, rack}));
  }
  // a chip stands for its rack
  QCOMPARE(model.entityAt(model.indexOf({Kind::chip, layout->racks[3].firstChip})), (EntityRef{Kind::rack, 3}));
}

void ModelTest::anAlarmMarksEverythingAboveIt() {
  test::Desk desk;
  SiteTreeModel model(desk.look);
  auto frame = desk.session.frameAt(10);
  frame->alarms.push_back(test::alarmOf(1, 2, {Kind::rack, 0}, "rack"));
  model.show(frame);
  const QModelIndex rack = model.indexOf({Kind::rack, 0}), other = model.indexOf({Kind::rack, 1});
  for (QModelIndex at = rack; at.isValid(); at = at.parent())
    QVERIFY(model.data(at, Qt::AccessibleTextRole).toString().contains(QStringLiteral("priority 2")));
  QVERIFY(!model.data(other, Qt::AccessibleTextRole).toString().contains(QStringLiteral("priority")));
}

void ModelTest::alarmRowsComeAndGoOneByOne() {
  test::Desk desk;
  AlarmModel model(desk.look);
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
  auto frame = desk.session.frameAt(10);
  for (std::uint64_t n = 1; n <= 4; ++n) frame->alarms.push_back(test::alarmOf(n, 3, {Kind::rack, 0}, "r"));
  model.show(*frame);
  QCOMPARE(model.rowCount(), 4);
  frame->alarms.erase(frame->alarms.begin() + 1);
  frame->alarms.insert(frame->alarms.begin(), test::alarmOf(9, 1, {Kind::rack, 1}, "s"));
  model.show(*frame);
  QCOMPARE(model.rowCount(), 4);
  QCOMPARE(model.alarmAt(0).alarm, std::uint64_t(9));
  QCOMPARE(model.rowOf(2), -1);
  QCOMPARE(model.rowOf(4), 3);
  QCOMPARE(resets.count(), 0);
}

void ModelTest::eventsGrowAtTheTop() {
  test::Desk desk;
  EventModel model(desk.look);
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
  auto frame = desk.session.frameAt(10);
  frame->events = eventsUpTo(300);
  model.show(*frame);
  frame->events = eventsUpTo(303);
  model.show(*frame);
  QCOMPARE(model.rowCount(), 303);
  QCOMPARE(model.eventAt(0).sequence, std::uint64_t(303));
  QCOMPARE(inserted.count(), 1);
  // after a jump back the log is shorter
  frame->events = eventsUpTo(2);
  model.show(*frame);
  QCOMPARE(model.rowCount(), 2);
}

PLENUM_TEST_WITH(QApplication, ModelTest)
#include "ModelTest.moc"
