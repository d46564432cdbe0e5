// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <memory>

#include "document/Document.h"
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
  void aTreeStaysOpenWhereThingsHaveOnlyMoved();
  void everyRackIsReachedByItsIndex();
  void anAlarmMarksEverythingAboveIt();
  void alarmRowsComeAndGoOneByOne();
  void theTipOfAnAlarmTellsItsCourse();
  void eventsGrowAtTheTop();
  void eventsLieBeneathWhatCameFirst();
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

void ModelTest::aTreeStaysOpenWhereThingsHaveOnlyMoved() {
  test::Desk desk;
  SiteTreeModel model(desk.look);
  Document document(desk.clock.frame()->layout);
  model.setLayout(document.current());
  auto tester = std::make_unique<QAbstractItemModelTester>(&model);
  openAll(model, {});
  const QPersistentModelIndex rack = model.indexOf({Kind::rack, 0, 0});
  QVERIFY(rack.isValid());
  QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
  const Layout& first = *document.current();
  const std::string hall = first.halls[first.rows[0].hall].id, row = first.rows[0].id.substr(hall.size() + 1);
  QVERIFY(!hasError(document.edit(MoveRow{hall, row, {0.05, 0.0}})));
  model.setLayout(document.current());
  QCOMPARE(reset.size(), 0);
  QVERIFY(rack.isValid());
  QCOMPARE(model.entityAt(rack), (EntityRef{Kind::rack, 0, 0}));
  // one rack less: numbers mean other things. The tester fetches rows while it is told of a reset, and minds that
  tester.reset();
  QVERIFY(!hasError(document.edit(SetRowRacks{hall, row, static_cast<int>(first.rows[0].racks) - 1})));
  model.setLayout(document.current());
  QCOMPARE(reset.size(), 1);
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

// the row may have no room for what its value was when it was raised
void ModelTest::theTipOfAnAlarmTellsItsCourse() {
  test::Desk desk;
  AlarmModel model(desk.look);
  auto frame = desk.session.frameAt(10);
  frame->alarms.push_back(test::alarmOf(1, 2, {Kind::rack, 0}, "r"));
  frame->alarms[0].course = Text("alarm.course", {{"raised", "45.0 °C"}, {"worst", "46.2 °C"}});
  model.show(*frame);
  const QString tip = model.data(model.index(0, AlarmModel::textColumn), Qt::ToolTipRole).toString();
  QVERIFY2(tip.contains("45.0") && tip.contains("46.2") && tip.startsWith(desk.look.words(frame->alarms[0].text)),
           qPrintable(tip));
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
  QCOMPARE(model.eventAt(model.index(0, 0)).sequence, std::uint64_t(303));
  QCOMPARE(inserted.count(), 3);
  // after a jump back the log is shorter
  frame->events = eventsUpTo(2);
  model.show(*frame);
  QCOMPARE(model.rowCount(), 2);
}

void ModelTest::eventsLieBeneathWhatCameFirst() {
  test::Desk desk;
  EventModel model(desk.look);
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  // 1: a feed fails, 2 follows from it, 3 from 2; 4 is another story; 5 ends alarm 2
  const auto log = [](std::size_t count) {
    auto events = std::make_shared<Log<Event>>();
    for (std::uint64_t n = 1; n <= count; ++n) {
      Event event;
      event.sequence = n;
      event.time = toTime({{2026, 7, 21}}) + seconds(static_cast<std::int64_t>(n));
      event.text = Text("event.note");
      if (n == 2) event.cause = 1, event.kind = Event::Kind::raised, event.priority = 2;
      if (n == 3) event.cause = 2;
      if (n == 5) event.alarm = 2, event.kind = Event::Kind::returned;
      events->append(event);
    }
    return events;
  };
  auto frame = desk.session.frameAt(10);
  for (std::size_t count = 1; count <= 5; ++count) {
    frame->events = log(count);
    model.show(*frame);
  }
  QCOMPARE(model.rowCount(), 2);
  const QModelIndex first = model.index(1, 0);
  QCOMPARE(model.eventAt(first).sequence, std::uint64_t(1));
  QCOMPARE(model.rowCount(first), 3);
  QCOMPARE(model.eventAt(model.index(1, 0, first)).sequence, std::uint64_t(3));
  QCOMPARE(model.placeOf(5), model.index(2, 0, first));
  QCOMPARE(model.placeOf(4), model.index(0, 0));
  // the head of the group wears the most urgent sign and says how many followed
  QVERIFY(model.index(1, EventModel::kindColumn).data(Qt::DecorationRole).isValid());
  QVERIFY(!model.index(0, EventModel::kindColumn).data(Qt::DecorationRole).isValid());
  QVERIFY(model.index(1, EventModel::textColumn).data().toString().contains(QLatin1Char('3')));
}

PLENUM_TEST_WITH(QApplication, ModelTest)
#include "ModelTest.moc"
