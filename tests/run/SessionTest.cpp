// SPDX-License-Identifier: Apache-2.0
#include <atomic>

#include "Runs.h"
#include "run/Session.h"
#include "run/Standing.h"
#include "sim/Model.h"

using namespace plenum;
using namespace plenum::test;

class SessionTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void opensPausedWithAFrame() {
    const auto session = openOneHall();
    QVERIFY(session->latest());
    QCOMPARE(session->latest()->tick, 0);
    QCOMPARE(session->latest()->layout, oneHall().layout);
    QVERIFY(session->status().isSettled);
    QVERIFY(!session->status().isPlaying);
  }

  void stepsGoAsFarAsAsked() {
    const auto session = openOneHall();
    session->step(7);
    QVERIFY(settles(*session));
    QCOMPARE(session->latest()->tick, 7);
    QCOMPARE(session->latest()->time, session->latest()->start + seconds(7));
    QCOMPARE(session->status().end, session->latest()->time);
  }

  /// The window and the command line are one engine.
  void comesToTheStateOfAHeadlessRun() {
    auto run = headlessOneHall(900);
    run.actions = {{100, failPump()}, {500, restorePump()}};
    const auto straight = runHeadless(run);
    QVERIFY(straight);

    const auto session = openOneHall();
    session->step(100);
    session->act(failPump());
    session->step(400);
    session->act(restorePump());
    session->step(400);
    QVERIFY(settles(*session));
    QCOMPARE(session->status().stateHash, straight->stateHash);
  }

  void actionsChangeTheRunAndAreLogged() {
    const auto session = openOneHall();
    session->step(20);
    session->act(failPump());
    session->step(100);
    QVERIFY(settles(*session));
    const auto log = session->log();
    QCOMPARE(log.size(), std::size_t{1});
    QCOMPARE(log[0].tick, 20);
    QVERIFY(log[0].action == failPump());

    const auto untouched = runHeadless(headlessOneHall(120));
    QVERIFY(untouched);
    QVERIFY(session->status().stateHash != untouched->stateHash);
  }

  /// A question about now is asked of a copy: the run goes on, and the copy stays.
  void standsToBeAskedAndGoesOn() {
    auto session = openOneHall();
    session->step(60);
    auto asked = session->standing();
    QVERIFY(settles(*session));
    const auto hash = session->status().stateHash;
    const auto standing = asked.get();
    QVERIFY(standing && standing->model && standing->state);
    QCOMPARE(tickOf(*standing->state), 60);
    QCOMPARE(standing->time, session->latest()->time);
    QCOMPARE(standing->model->layout, session->latest()->layout);
    session->step(60);
    QVERIFY(settles(*session));
    QCOMPARE(hashOf(*standing->state), hash);
    // one that ends answers all the same, with something or with nothing
    session->play();
    auto last = session->standing();
    session.reset();
    QCOMPARE(last.wait_for(std::chrono::seconds(0)), std::future_status::ready);
  }

  void seekingBackAndForthEndsInTheSameState() {
    const auto session = openOneHall();
    session->step(400);
    QVERIFY(settles(*session));
    const auto at400 = session->status().stateHash;
    session->act(failPump());
    session->step(900);
    QVERIFY(settles(*session));
    const auto at1300 = session->status().stateHash;
    const Time start = session->latest()->start;

    session->seek(start + seconds(400));
    QVERIFY(settles(*session));
    QCOMPARE(session->latest()->tick, 400);
    QCOMPARE(session->status().stateHash, at400);
    QCOMPARE(session->status().end, start + seconds(1300));

    session->seek(start + seconds(1300));
    QVERIFY(settles(*session));
    QCOMPARE(session->status().stateHash, at1300);
    QCOMPARE(session->log().size(), std::size_t{1});
  }

  void seekingPastTheEndRunsOn() {
    const auto session = openOneHall();
    session->seek(session->latest()->start + seconds(250));
    QVERIFY(settles(*session));
    const auto straight = runHeadless(headlessOneHall(250));
    QVERIFY(straight);
    QCOMPARE(session->latest()->tick, 250);
    QCOMPARE(session->status().stateHash, straight->stateHash);
  }

  void aLaterSeekReplacesAnEarlierOne() {
    const auto session = openOneHall();
    const Time start = session->latest()->start;
    session->seek(start + hours(24 * 365));
    session->seek(start + seconds(5));
    QVERIFY(settles(*session));
    QCOMPARE(session->latest()->tick, 5);
  }

  void actingInThePastGivesUpTheFuture() {
    const auto session = openOneHall();
    session->step(300);
    session->act(failPump());
    session->step(300);
    QVERIFY(settles(*session));
    const Time start = session->latest()->start;
    session->seek(start + seconds(200));
    session->act(failPump());
    QVERIFY(settles(*session));
    QCOMPARE(session->log().size(), std::size_t{1});
    QCOMPARE(session->log()[0].tick, 200);
    QCOMPARE(session->status().end, start + seconds(200));

    auto run = headlessOneHall(260);
    run.actions = {{200, failPump()}};
    const auto straight = runHeadless(run);
    QVERIFY(straight);
    session->step(60);
    QVERIFY(settles(*session));
    QCOMPARE(session->status().stateHash, straight->stateHash);
  }

  void aBranchHasThePastAndAFutureOfItsOwn() {
    const auto session = openOneHall();
    session->step(100);
    session->act(failPump());
    session->step(500);
    QVERIFY(settles(*session));
    const auto trunk = session->status().stateHash;
    const Time start = session->latest()->start;

    const auto branch = session->branch(start + seconds(100));
    branch->step(500);
    QVERIFY(settles(*branch));
    QVERIFY(branch->log().empty());
    const auto straight = runHeadless(headlessOneHall(600));
    QVERIFY(straight);
    QCOMPARE(branch->status().stateHash, straight->stateHash);

    // what happens in the branch is nothing to the trunk
    branch->act(restorePump());
    QVERIFY(settles(*branch));
    QCOMPARE(session->log().size(), std::size_t{1});
    session->seek(start + seconds(600));
    QVERIFY(settles(*session));
    QCOMPARE(session->status().stateHash, trunk);
  }

  void aBranchOutlivesItsTrunk() {
    auto session = openOneHall();
    session->step(50);
    QVERIFY(settles(*session));
    const auto branch = session->branch(session->latest()->time);
    session.reset();
    branch->step(50);
    QVERIFY(settles(*branch));
    QCOMPARE(branch->latest()->tick, 100);
  }

  void checkpointsStayWithinTheirBudget() {
    const auto probe = openOneHall();
    const std::size_t one = probe->status().checkpointBytes;
    QVERIFY(one > 0);
    const auto session = openOneHall(2, 4 * one);
    session->step(6000);
    QVERIFY(settles(*session));
    const auto at6000 = session->status().stateHash;
    // the logs in a state grow, so that four of the first size may be fewer of a later one
    QVERIFY(session->status().checkpointBytes <= std::max(4 * one, std::size_t{2} * 4 * one));
    session->seek(session->latest()->start + seconds(4321));
    session->seek(session->latest()->start + seconds(6000));
    QVERIFY(settles(*session));
    QCOMPARE(session->status().stateHash, at6000);
  }

  void theSameRevisionChangesNothing() {
    const auto session = openOneHall();
    session->step(50);
    QVERIFY(settles(*session));
    const auto before = session->status().stateHash;
    session->revise(oneHall().layout);
    QVERIFY(settles(*session));
    QVERIFY(session->status().revisionProblems.empty());
    QCOMPARE(session->status().stateHash, before);
  }

  void aNewRevisionIsSeenAtOnceAndSeeksCrossIt() {
    const auto session = openOneHall();
    const Time start = session->latest()->start;
    session->step(50);
    const auto revised = layOut(oneHall().layout->site, 7);
    QVERIFY(revised);
    session->revise(*revised);
    QVERIFY(settles(*session));
    QCOMPARE(session->latest()->revision, std::uint64_t{7});
    session->step(100);
    QVERIFY(settles(*session));
    const auto at150 = session->status().stateHash;

    session->seek(start + seconds(20));
    QVERIFY(settles(*session));
    QCOMPARE(session->latest()->revision, oneHall().layout->revision);
    session->seek(start + seconds(150));
    QVERIFY(settles(*session));
    QCOMPARE(session->latest()->revision, std::uint64_t{7});
    QCOMPARE(session->status().stateHash, at150);
  }

  void playsAtTheSpeedThatWasAskedFor() {
    const auto session = openOneHall();
    session->setSpeed(200.0);
    session->play();
    QTRY_VERIFY_WITH_TIMEOUT(session->status().speedReached > 0.0, 10'000);
    const auto status = session->status();
    QVERIFY(status.isPlaying);
    QVERIFY2(status.speedReached < 240.0, "the pace is not kept");
    QVERIFY(status.speedPossible > 0.0);
    session->pause();
    QVERIFY(settles(*session));
    const auto tick = session->status().tick;
    QTest::qWait(50);
    QCOMPARE(session->status().tick, tick);
  }

  void aSlowerSpeedTakesHoldAtOnce() {
    const auto session = openOneHall();
    session->setSpeed(Session::asFastAsPossible);
    session->play();
    QTRY_VERIFY(session->status().tick > 10);
    session->setSpeed(0.1);
    QTest::qWait(100);
    const auto tick = session->status().tick;
    QTest::qWait(200);
    // one tick in ten seconds
    QVERIFY(session->status().tick - tick <= 1);
    session->setSpeed(Session::asFastAsPossible);
    QTRY_VERIFY(session->status().tick > tick + 10);
  }

  void framesComeWhileSomebodyLooks() {
    const auto session = openOneHall();
    std::atomic<int> frames{0};
    session->onFrame([&frames] { ++frames; });
    session->setSpeed(Session::asFastAsPossible);
    session->play();
    // nobody looks: at most the one that a first look would have asked for
    QTest::qWait(300);
    QVERIFY(frames <= 2);
    const auto sequence = session->latest()->sequence;
    QTRY_VERIFY(session->latest()->sequence > sequence + 3);
    session->onFrame({});
  }

  void endsQuicklyWhileRunningAtFullSpeed() {
    auto session = openOneHall();
    session->setSpeed(Session::asFastAsPossible);
    session->play();
    QTRY_VERIFY(session->status().tick > 0);
    QElapsedTimer timer;
    timer.start();
    session.reset();
    QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
  }

  void oneStateForAnyNumberOfWorkers() {
    std::uint64_t first = 0;
    for (const int workers : {1, 2, 3, 8}) {
      auto run = headlessOneHall(1200, workers);
      run.actions = {{300, failPump()}};
      const auto result = runHeadless(run);
      QVERIFY(result);
      QCOMPARE(result->workers, workers);
      if (first == 0) first = result->stateHash;
      QCOMPARE(result->stateHash, first);
    }
  }

  void aStoppedRunSaysSo() {
    auto run = headlessOneHall(100'000'000);
    int calls = 0;
    run.onProgress = [&calls](std::int64_t) { return ++calls < 2; };
    const auto result = runHeadless(run);
    QVERIFY(result);
    QVERIFY(!result->isComplete);
    QVERIFY(result->ticks > 0 && result->ticks < 100'000'000);
  }
};

PLENUM_TEST(SessionTest)
#include "SessionTest.moc"
