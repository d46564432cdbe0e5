// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QWidget>

#include "live/RelayQueue.h"
#include "live/TrendStore.h"
#include "panels/Desk.h"

using namespace plenum;
using namespace plenum::views;

class RelayQueueTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void panelsAreToldOneAfterAnotherInTurns();
  void nobodyIsToldAFrameTwiceAndANewerOneOvertakes();
  void frameAndSelectionPassToAnotherRevisionTogether();
  void aPanelThatWaitsSelectsTheSameThingById();
  void aPanelOutOfSightHearsNothingUntilItIsSeen();
  void whoIsDeletedWhileItWaitsIsNotTold();
  void anotherSessionIsAnotherStoryAndLeavesNobodyWaiting();
  void aJumpBackIsAnotherStoryForWhoHasNotSeenIt();
};

namespace {

/// The same campus with a row more in each hall: its things have other numbers.
LayoutPtr grown() { return test::fakeLayout({3, 3, 1}, 2); }
LayoutPtr small() { return test::fakeLayout({2, 3, 1}, 1); }

struct Run {
  explicit Run(LayoutPtr layout = small()) : session(layout) { clock.watch(&session); }
  FramePtr show(std::int64_t second) { return show(session.frameAt(second)); }
  FramePtr show(FramePtr frame) {
    session.publish(frame);
    clock.look();
    return frame;
  }
  /// A frame of another revision.
  FramePtr revise(const LayoutPtr& layout, std::int64_t second) {
    auto frame = std::make_shared<Frame>(*test::fakeFrame(layout, 0.5, 1000 + std::uint64_t(second)));
    frame->start = session.frameAt(0)->start;
    frame->time = frame->start + seconds(second);
    return show(frame);
  }
  test::FakeSession session;
  FrameClock clock;
  Selection selection;
  RelayQueue queue{clock, selection};
};

}  // namespace

void RelayQueueTest::panelsAreToldOneAfterAnotherInTurns() {
  Run run;
  QStringList told;
  int turns = 0;
  for (const char* name : {"a", "b", "c"}) {
    FrameRelay& relay = run.queue.add();
    connect(&relay.clock(), &FrameClock::frameChanged, this, [&told, name] {
      told << QLatin1String(name);
      QThread::msleep(RelayQueue::sliceMs + 2);  // longer than a turn lasts
    });
  }
  run.queue.serveAll();
  QCOMPARE(told, QStringList({"a", "b", "c"}));
  told.clear();
  QStringList shownFirst;
  connect(&run.clock, &FrameClock::frameChanged, this, [&] { shownFirst = told; });
  run.show(10);
  // who listens to the clock itself was told before this returned, the panels were not
  QVERIFY(shownFirst.isEmpty());
  QVERIFY(told.isEmpty());
  while (!run.queue.isIdle() && turns < 100) {
    const qsizetype before = told.size();
    QCoreApplication::processEvents();
    QVERIFY(told.size() - before <= 1);
    ++turns;
  }
  QCOMPARE(told, QStringList({"a", "b", "c"}));
}

void RelayQueueTest::nobodyIsToldAFrameTwiceAndANewerOneOvertakes() {
  Run run;
  FrameRelay &one = run.queue.add(), &other = run.queue.add();
  run.queue.serveAll();
  QList<FramePtr> toOne, toOther;
  connect(&one.clock(), &FrameClock::frameChanged, this, [&](const FramePtr& frame) { toOne << frame; });
  connect(&other.clock(), &FrameClock::frameChanged, this, [&](const FramePtr& frame) { toOther << frame; });
  run.show(10);
  run.show(20);
  const FramePtr newest = run.show(30);
  run.queue.serveAll();
  QCOMPARE(toOne, QList<FramePtr>{newest});
  QCOMPARE(toOther, QList<FramePtr>{newest});
  run.queue.serveAll();
  QCOMPARE(toOne.size(), 1);
}

void RelayQueueTest::frameAndSelectionPassToAnotherRevisionTogether() {
  const LayoutPtr before = small(), after = grown();
  Run run(before);
  FrameRelay& relay = run.queue.add();
  run.queue.serveAll();
  const auto last = std::uint32_t(before->racks.size() - 1);
  const std::string id = before->racks[last].id;
  run.selection.select({Kind::rack, last});
  QCOMPARE(relay.selection().current().index, last);
  const std::uint32_t then = after->find(id)->index;
  QVERIFY(then != last);  // else the test could not fail

  // whatever the panel hears, what is selected is the thing of that id in the frame that it sees
  int heard = 0;
  const auto look = [&] {
    ++heard;
    QVERIFY(relay.clock().frame());
    QCOMPARE(relay.selection().layout(), relay.clock().frame()->layout);
    QCOMPARE(relay.clock().frame()->layout->idOf(relay.selection().current()), id);
  };
  connect(&relay.clock(), &FrameClock::storyChanged, this, look);
  connect(&relay.clock(), &FrameClock::frameChanged, this, look);
  connect(&relay.clock(), &FrameClock::statusChanged, this, look);
  connect(&relay.selection(), &Selection::changed, this, look);
  connect(&relay.selection(), &Selection::setChanged, this, look);
  QSignalSpy stories(&relay.clock(), &FrameClock::storyChanged);
  run.revise(after, 10);
  QCOMPARE(run.selection.current().index, then);
  QCOMPARE(relay.selection().current().index, last);
  look();
  run.queue.serveAll();
  QCOMPARE(relay.selection().current().index, then);
  QCOMPARE(stories.size(), 1);
  QVERIFY(heard >= 4);
}

void RelayQueueTest::aPanelThatWaitsSelectsTheSameThingById() {
  const LayoutPtr before = small(), after = grown();
  Run run(before);
  FrameRelay& relay = run.queue.add();
  run.queue.serveAll();
  run.revise(after, 10);
  const auto last = std::uint32_t(before->racks.size() - 1);
  relay.selection().select({Kind::rack, last});  // a click on what the panel still shows
  QCOMPARE(after->idOf(run.selection.current()), before->racks[last].id);
  QCOMPARE(relay.inWindow({Kind::rack, last}), run.selection.current());
  // and what the window selects is marked in the panel, if it was there before
  run.selection.select(*after->find(before->racks[1].id));
  QCOMPARE(relay.selection().current(), (EntityRef{Kind::rack, 1}));
  for (std::uint32_t rack = 0; rack < after->racks.size(); ++rack)
    if (!before->find(after->racks[rack].id)) {
      run.selection.select({Kind::rack, rack});
      QVERIFY(relay.selection().isCampus());
      run.queue.serveAll();
      QCOMPARE(relay.selection().current(), (EntityRef{Kind::rack, rack}));
      return;
    }
  QFAIL("nothing is new in the grown campus");
}

void RelayQueueTest::aPanelOutOfSightHearsNothingUntilItIsSeen() {
  Run run;
  QWidget window;
  auto* panel = new QWidget(&window);
  panel->hide();
  FrameRelay& relay = run.queue.add();
  relay.restWith(*panel);
  QSignalSpy frames(&relay.clock(), &FrameClock::frameChanged), marked(&relay.selection(), &Selection::changed);
  run.queue.serveAll();
  QCOMPARE(frames.size(), 1);  // nothing of the window is seen yet: all is made ready
  window.show();
  run.show(10);
  run.selection.select({Kind::rack, 1});
  run.queue.serveAll();
  QCOMPARE(frames.size(), 1);
  QVERIFY(marked.isEmpty());
  panel->show();
  QTRY_COMPARE(frames.size(), 2);
  QCOMPARE(relay.clock().frame(), run.clock.frame());
  QCOMPARE(relay.selection().current(), (EntityRef{Kind::rack, 1}));
  QCOMPARE(marked.size(), 1);
}

void RelayQueueTest::whoIsDeletedWhileItWaitsIsNotTold() {
  Run run;
  FrameRelay& first = run.queue.add();
  auto* second = &run.queue.add();
  FrameRelay& third = run.queue.add();
  run.queue.serveAll();
  QSignalSpy last(&third.clock(), &FrameClock::frameChanged);
  connect(&first.clock(), &FrameClock::frameChanged, this, [&] { delete std::exchange(second, nullptr); });
  run.show(10);
  run.queue.serveAll();
  QVERIFY(!second);
  QCOMPARE(last.size(), 1);
  run.show(20);
  run.queue.serveAll();
  QCOMPARE(last.size(), 2);
}

void RelayQueueTest::anotherSessionIsAnotherStoryAndLeavesNobodyWaiting() {
  Run run;
  FrameRelay& relay = run.queue.add();
  run.queue.serveAll();
  const FramePtr old = run.show(10);
  QVERIFY(!run.queue.isIdle());
  run.clock.watch(nullptr);
  QVERIFY(run.queue.isIdle());
  QVERIFY(!relay.clock().frame());
  QSignalSpy stories(&relay.clock(), &FrameClock::storyChanged);
  test::FakeSession other(old->layout);
  other.publish(other.frameAt(40));
  run.clock.watch(&other);
  run.queue.serveAll();
  QCOMPARE(stories.size(), 1);
  QCOMPARE(relay.clock().frame(), run.clock.frame());
}

void RelayQueueTest::aJumpBackIsAnotherStoryForWhoHasNotSeenIt() {
  Run run;
  FrameRelay& relay = run.queue.add();
  run.show(100);
  run.queue.serveAll();
  QSignalSpy stories(&relay.clock(), &FrameClock::storyChanged);
  run.show(50);
  run.show(120);  // all of it before the panel's turn: for it time has only gone on
  run.queue.serveAll();
  QCOMPARE(stories.size(), 1);
  run.show(130);
  run.queue.serveAll();
  QCOMPARE(stories.size(), 1);
}

PLENUM_TEST_WITH(QApplication, RelayQueueTest)
#include "RelayQueueTest.moc"
