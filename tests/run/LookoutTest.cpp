// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "Runs.h"
#include "run/Session.h"

using namespace plenum;
using namespace plenum::test;

/// The live run looks ahead while something is amiss, and is not changed by it.
class LookoutTest : public QObject {
  Q_OBJECT

  static void failBothCdus(Session& session) {
    for (const PlacedCdu& cdu : oneHall().layout->cdus) session.act(Fail{cdu.id});
  }
  static bool isWhole(const FramePtr& frame) { return frame->outlook && frame->outlook->horizonS >= 3600.0; }

 private Q_SLOTS:
  void seesNothingWhereNothingIsAmiss() {
    const auto session = openOneHall();
    session->step(5);
    QVERIFY(settles(*session));
    QTest::qWait(100);
    QVERIFY(!session->latest()->outlook);
  }

  // while the run stands, what an action would lead to is there before it is played, and then comes true
  void tellsWhatAnActionLeadsToAndThatComesTrue() {
    const auto session = openOneHall();
    session->step(60);
    failBothCdus(*session);
    QVERIFY(settles(*session));
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(session->latest()), 60'000);
    const auto outlook = session->latest()->outlook;
    QCOMPARE(outlook->fromTick, 60);
    QVERIFY(outlook->firstThrottleRack != none);
    const auto first = static_cast<std::int64_t>(outlook->firstThrottleS);
    const auto isThrottling = [&] {
      const auto& throttled = session->latest()->racks.throttled;
      return std::any_of(throttled.begin(), throttled.end(), [](float chips) { return chips > 0.0f; });
    };
    session->step(first - 1);
    QVERIFY(settles(*session));
    QVERIFY(!isThrottling());
    session->step(1);
    QVERIFY(settles(*session));
    QVERIFY(isThrottling());
  }

  void forgetsWhatAnotherActionHasOvertaken() {
    const auto session = openOneHall();
    session->step(60);
    failBothCdus(*session);
    QVERIFY(settles(*session));
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(session->latest()), 60'000);
    for (const PlacedCdu& cdu : oneHall().layout->cdus) session->act(Restore{cdu.id});
    session->step(1);
    QVERIFY(settles(*session));
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(session->latest()) && session->latest()->outlook->firstThrottleRack == none,
                             60'000);
  }

  void changesNothingOfTheRun() {
    auto run = headlessOneHall(200);
    for (const PlacedCdu& cdu : oneHall().layout->cdus) run.actions.push_back({60, Fail{cdu.id}});
    const auto straight = runHeadless(run);
    QVERIFY(straight);
    const auto session = openOneHall();
    session->step(60);
    failBothCdus(*session);
    QVERIFY(settles(*session));
    QTRY_VERIFY_WITH_TIMEOUT(session->latest()->outlook, 60'000);
    session->step(140);
    QVERIFY(settles(*session));
    QCOMPARE(session->status().stateHash, straight->stateHash);
  }

  void endsQuicklyWhileItLooks() {
    auto session = openOneHall();
    failBothCdus(*session);
    session->step(2);
    QVERIFY(settles(*session));
    QElapsedTimer timer;
    timer.start();
    session.reset();
    QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
  }
};

PLENUM_TEST(LookoutTest)
#include "LookoutTest.moc"
