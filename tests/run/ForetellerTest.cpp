// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "Runs.h"
#include "run/Session.h"

using namespace plenum;
using namespace plenum::test;

/// What an action is foretold to lead to is what then happens, and the telling changes nothing.
class ForetellerTest : public QObject {
  Q_OBJECT

  static std::vector<Action> failBothCdus() {
    std::vector<Action> actions;
    for (const PlacedCdu& cdu : oneHall().layout->cdus) actions.push_back(Fail{cdu.id});
    return actions;
  }
  static bool isWhole(const Inquiry& inquiry) {
    const auto found = inquiry.newest();
    return found && found->isWhole;
  }

 private Q_SLOTS:
  void foretellsWhatThenHappens() {
    const auto session = openOneHall();
    session->step(60);
    const auto inquiry = session->foresee(failBothCdus(), seconds(300));
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(*inquiry), 60'000);
    const Course foretold = *inquiry->newest()->with;
    QCOMPARE(foretold.horizonS(), 300.0);
    QVERIFY(foretold.chipsThrottled() > 0);
    QVERIFY(foretold.alarmCount() > 0);
    // without them nothing comes
    QCOMPARE(inquiry->newest()->without->chipsThrottled(), 0u);
    QVERIFY(settles(*session));
    Course happened(session->latest());
    for (const Action& action : failBothCdus()) session->act(action);
    for (int i = 0; i < 300; ++i) {
      session->step(1);
      QVERIFY(settles(*session));
      happened.note(session->latest());
    }
    QCOMPARE(happened.horizonS(), foretold.horizonS());
    QCOMPARE(happened.racksDark(), foretold.racksDark());
    QCOMPARE(happened.alarmCount(), foretold.alarmCount());
    for (std::size_t i = 0; i < happened.alarms().size(); ++i)
      QCOMPARE(happened.alarms()[i].time.us, foretold.alarms()[i].time.us);
    QCOMPARE(happened.end().metrics.itPowerW, foretold.end().metrics.itPowerW);
    QCOMPARE(happened.end().metrics.maxChipC, foretold.end().metrics.maxChipC);
    // looked at every five seconds after the first minute
    QVERIFY(std::abs(happened.throttleInS() - foretold.throttleInS()) <= 5.0f);
  }

  void changesNothingOfTheRun() {
    const auto straight = runHeadless(headlessOneHall(120));
    QVERIFY(straight);
    const auto session = openOneHall();
    session->step(60);
    const auto inquiry = session->foresee(failBothCdus(), seconds(120));
    session->step(60);
    QVERIFY(settles(*session));
    QCOMPARE(session->status().stateHash, straight->stateHash);
  }

  void endsWhenItIsLetGo() {
    const auto session = openOneHall();
    auto inquiry = session->foresee(failBothCdus(), hours(24));
    QTRY_VERIFY_WITH_TIMEOUT(inquiry->newest(), 30'000);
    QElapsedTimer time;
    time.start();
    inquiry.reset();
    QVERIFY(time.elapsed() < 5'000);
  }

  void tellsOfRacksThatLoseTheirPower() {
    const auto session = openOneHall();
    const Layout& layout = *oneHall().layout;
    const PlacedRack& rack = layout.racks.front();
    std::vector<Action> actions{Fail{layout.power[rack.feedA].id}};
    if (rack.feedB != none) actions.push_back(Fail{layout.power[rack.feedB].id});
    const auto inquiry = session->foresee(actions, seconds(30));
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(*inquiry), 60'000);
    const Course& with = *inquiry->newest()->with;
    QVERIFY(with.racksDark() > 0);
    QVERIFY(with.darkInS()[0] <= 2.0f);
    QVERIFY(with.firstDark() != none);
    QCOMPARE(inquiry->newest()->without->racksDark(), 0u);
  }
};

PLENUM_TEST(ForetellerTest)
#include "ForetellerTest.moc"
