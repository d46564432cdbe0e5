// SPDX-License-Identifier: Apache-2.0
#include <QApplication>

#include "panels/Countdown.h"
#include "panels/Dependents.h"
#include "panels/Desk.h"
#include "panels/LiveTab.h"
#include "panels/OutlookPanel.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// Rack 5 throttles after 100 s and trips after 200 s, rack 6 throttles after 900 s; no other is in danger.
std::shared_ptr<Outlook> outlookOf(const Frame& frame) {
  auto outlook = std::make_shared<Outlook>();
  outlook->revision = frame.revision;
  outlook->from = frame.time;
  outlook->horizonS = 1800.0;
  outlook->throttleInS.assign(frame.layout->racks.size(), Outlook::never);
  outlook->tripInS.assign(frame.layout->racks.size(), Outlook::never);
  outlook->throttleInS[5] = 100.0f;
  outlook->tripInS[5] = 200.0f;
  outlook->throttleInS[6] = 900.0f;
  return outlook;
}

}  // namespace

class OutlookTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void itSaysWhatItDoesNotKnow() {
    test::Desk desk;
    auto frame = desk.session.frameAt(60);
    QCOMPARE(countdownOf(*frame).foresight, Foresight::idle);
    frame->alarms = {test::alarmOf(1, 2, {Kind::cdu, 0}, "H1/CDU1")};
    QCOMPARE(countdownOf(*frame).foresight, Foresight::none);
    auto outlook = outlookOf(*frame);
    frame->outlook = outlook;
    QCOMPARE(countdownOf(*frame).foresight, Foresight::threatened);
    outlook->revision += 1;
    QCOMPARE(countdownOf(*frame).foresight, Foresight::stale);
    outlook->revision -= 1;
    outlook->horizonS = 30.0;  // it has not come farther yet
    frame->time = frame->time + seconds(31);
    QCOMPARE(countdownOf(*frame).foresight, Foresight::stale);
  }

  void anActionAfterwardsMakesItStale() {
    test::Desk desk;
    auto frame = desk.session.frameAt(60);
    frame->outlook = outlookOf(*frame);
    auto events = std::make_shared<Log<Event>>();
    Event before;
    before.kind = Event::Kind::action;
    before.time = frame->outlook->from + seconds(1);  // asked for before, done in the next tick
    events->append(before);
    frame->events = events;
    frame->time = frame->time + seconds(10);
    // what was done when it was made is in it
    QCOMPARE(countdownOf(*frame).foresight, Foresight::threatened);
    Event after = before;
    after.time = frame->outlook->from + seconds(5);
    events->append(after);
    QCOMPARE(countdownOf(*frame).foresight, Foresight::stale);
  }

  void aChipCountsDownForItself() {
    test::Desk desk;
    auto frame = desk.session.frameAt(60);
    auto outlook = outlookOf(*frame);
    const std::uint32_t chip = frame->layout->racks[5].firstChip + 3;
    outlook->chipThrottleInS.assign(frame->layout->chips, Outlook::never);
    outlook->chipTripInS = outlook->chipThrottleInS;
    outlook->chipThrottleInS[chip] = 130.0f;
    frame->outlook = outlook;
    frame->time = frame->time + seconds(58);
    const Countdown now = countdownOfChip(*frame, chip);
    QCOMPARE(now.throttleS, 72.0);
    QCOMPARE(now.throttleRack, 5u);
    QVERIFY(std::isinf(now.tripS) && now.foresight == Foresight::threatened);
    QCOMPARE(countdownOfChip(*frame, chip + 1).foresight, Foresight::calm);
    frame->outlook.reset();
    QCOMPARE(countdownOfChip(*frame, chip).foresight, Foresight::idle);
  }

  void itCountsDownInSimulatedTime() {
    test::Desk desk;
    auto frame = desk.session.frameAt(60);
    frame->outlook = outlookOf(*frame);
    frame->time = frame->time + seconds(58);
    const Countdown now = countdownOf(*frame);
    QCOMPARE(now.throttleS, 42.0);
    QCOMPARE(now.throttleRack, 5u);
    QCOMPARE(now.tripS, 142.0);
    QCOMPARE(now.racksSoon, std::size_t(1));
    QVERIFY(now.isUrgent());
    QCOMPARE(countdownText(now.throttleS, now.horizonS, desk.look), QStringLiteral("0:42"));
    QCOMPARE(countdownText(3730.0, now.horizonS, desk.look), QStringLiteral("1:02:10"));
    frame->time = frame->time + seconds(60);
    QCOMPARE(countdownOf(*frame).throttleS, 0.0);
  }

  void theSentenceNamesRackAndLoop() {
    test::Desk desk;
    auto frame = desk.session.frameAt(60);
    frame->outlook = outlookOf(*frame);
    const QString sentence = sentenceOf(countdownOf(*frame), *frame->layout, desk.look);
    QVERIFY2(sentence.contains(QString::fromStdString(frame->layout->racks[5].id)), qPrintable(sentence));
    QVERIFY2(sentence.contains(QStringLiteral("1:40")), qPrintable(sentence));
    auto calm = outlookOf(*frame);
    calm->throttleInS.assign(calm->throttleInS.size(), Outlook::never);
    calm->tripInS = calm->throttleInS;
    frame->outlook = calm;
    QCOMPARE(countdownOf(*frame).foresight, Foresight::calm);
    QVERIFY(sentenceOf(countdownOf(*frame), *frame->layout, desk.look).contains(QStringLiteral("30 min")));
  }

  void theTableHoldsTheThreatenedRacksUnderTheirHall() {
    test::Desk desk;
    OutlookPanel panel(desk.look, desk.clock, desk.selection);
    auto frame = desk.session.frameAt(60);
    frame->outlook = outlookOf(*frame);
    desk.show(frame);
    QTRY_COMPARE(panel.model().rowCount(), 3);
    QCOMPARE(panel.model().entityAt(0), (EntityRef{Kind::hall, frame->layout->racks[5].hall, 0}));
    QCOMPARE(panel.model().entityAt(1), (EntityRef{Kind::rack, 5, 0}));
    QCOMPARE(panel.model().entityAt(2), (EntityRef{Kind::rack, 6, 0}));
    Q_EMIT panel.table().clicked(panel.model().index(2, 0));
    QCOMPARE(desk.selection.current(), (EntityRef{Kind::rack, 6, 0}));
  }

  void theBannerIsThereOnlyWhileItIsUrgent() {
    test::Desk desk;
    OutlookBanner banner(desk.look, desk.clock, desk.selection);
    auto frame = desk.session.frameAt(60);
    frame->outlook = outlookOf(*frame);
    desk.show(frame);
    QVERIFY(!banner.isHidden());
    banner.click();
    QCOMPARE(desk.selection.current(), (EntityRef{Kind::rack, 5, 0}));
    auto quiet = desk.session.frameAt(61);
    auto later = outlookOf(*quiet);
    later->throttleInS[5] = later->tripInS[5] = Outlook::never;
    quiet->outlook = later;
    QTest::qWait(250);
    desk.show(quiet);
    QVERIFY(banner.isHidden());
  }

  void theInspectorCountsForTheSelectedRack() {
    test::Desk desk;
    LiveTab tab(desk.look, desk.clock, desk.selection);
    auto frame = desk.session.frameAt(60);
    frame->outlook = outlookOf(*frame);
    desk.show(frame);
    desk.selection.select({Kind::rack, 5});
    QCOMPARE(tab.throttleText(), QStringLiteral("1:40"));
    desk.selection.select({Kind::rack, 9});
    QCOMPARE(tab.throttleText(), QStringLiteral("not within 30 min"));
  }

  void racksBehindAThingHangOnIt() {
    test::Desk desk;
    const LayoutPtr layout = desk.session.frameAt(0)->layout;
    QCOMPARE(racksBehind(*layout, {}).size(), layout->racks.size());
    QCOMPARE(racksBehind(*layout, {Kind::hall, 1}).size(), std::size_t{layout->halls[1].racks});
    QCOMPARE(racksBehind(*layout, {Kind::fanWall, 0}).size(), std::size_t{layout->halls[0].racks});
    // the only circuit cools all halls
    QCOMPARE(racksBehind(*layout, {Kind::chiller, 0}).size(), layout->racks.size());
    QCOMPARE(racksBehind(*layout, {Kind::rack, 7}), std::vector<std::uint32_t>{7});
    // every rack hangs on transformer 1, and so on the grid
    QCOMPARE(racksBehind(*layout, *layout->find("GRID")).size(), layout->racks.size());
    QVERIFY(racksBehind(*layout, *layout->find("TX2")).empty());
  }
};

PLENUM_TEST_WITH(QApplication, OutlookTest)
#include "OutlookTest.moc"
