// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QComboBox>
#include <QPushButton>
#include <set>
#include <string>

#include "panels/ActionsTab.h"
#include "panels/AlarmPanel.h"
#include "panels/Desk.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// Presses every button of the tab and returns what was sent, in words of the command line.
std::set<std::string> everythingSent(test::Desk& desk, ActionsTab& tab) {
  std::set<std::string> sent;
  desk.session.acted.clear();
  for (QComboBox* box : tab.findChildren<QComboBox*>())
    for (int i = 0; i < box->count(); ++i) {
      box->setCurrentIndex(i);
      for (QPushButton* button : tab.findChildren<QPushButton*>()) button->click();
    }
  for (QPushButton* button : tab.findChildren<QPushButton*>()) button->click();
  for (const Action& action : desk.session.acted) sent.insert(toText(action));
  return sent;
}

ActiveAlarm standing(std::uint64_t number, const char* text, EntityRef entity, const std::string& id) {
  ActiveAlarm alarm = test::alarmOf(number, 2, entity, id);
  alarm.text = Text(text, {{"where", id}, {"value", "3"}});
  alarm.advice = Text(std::string(text) + ".advice");
  return alarm;
}

}  // namespace

/// What can be done about things, and what is proposed.
class ResponseTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aCduOffersEveryFaultOfItsSensorsAndOrgans() {
    test::Desk desk;
    ActionsTab tab(desk.look, desk.clock, desk.selection, desk.desk);
    desk.show(desk.session.frameAt(60));
    const FramePtr frame = desk.clock.frame();
    desk.selection.select({Kind::cdu, 0});
    const std::string id = frame->layout->cdus[0].id;
    const std::set<std::string> sent = everythingSent(desk, tab);
    for (const std::string& wanted :
         {"fail " + id, "restore " + id, "sensor-fault " + id + "/supply-temperature bias 3",
          "sensor-fault " + id + "/supply-temperature lost", "restore " + id + "/supply-temperature",
          "manual " + id + "/valve 0.5", "auto " + id + "/valve", "stick " + id + "/valve -1",
          "stick " + id + "/valve 0.4", "foul " + id + " 0.3", "clog " + id + " 0.5"})
      QVERIFY2(sent.count(wanted), wanted.c_str());
  }

  void loopAndCircuitLoseTheirWater() {
    test::Desk desk;
    ActionsTab tab(desk.look, desk.clock, desk.selection, desk.desk);
    desk.show(desk.session.frameAt(60));
    const Layout& layout = *desk.clock.frame()->layout;
    desk.selection.select({Kind::loop, 0});
    const std::string loop = layout.loops[0].id;
    std::set<std::string> sent = everythingSent(desk, tab);
    for (const std::string& wanted :
         {"leak " + loop + " 0.05", "leak " + loop + " 3", "leak " + loop + " 0", "fail " + loop + "/make-up"})
      QVERIFY2(sent.count(wanted), wanted.c_str());
    desk.selection.select({Kind::circuit, 0});
    const std::string circuit = layout.circuits[0].id;
    sent = everythingSent(desk, tab);
    for (const std::string& wanted : {"fail " + circuit, "fail " + circuit + "/make-up"})
      QVERIFY2(sent.count(wanted), wanted.c_str());
  }

  void theWeatherIsShiftedFromTheCampus() {
    test::Desk desk;
    ActionsTab tab(desk.look, desk.clock, desk.selection, desk.desk);
    desk.show(desk.session.frameAt(60));
    desk.selection.select({Kind::hall, 0});
    desk.selection.clear();
    const std::set<std::string> sent = everythingSent(desk, tab);
    QVERIFY(sent.count("shift-weather 6 2"));
    QVERIFY(sent.count("shift-weather 0 0"));
  }

  void anAlarmTellsItsCauseBackToTheFirstEvent() {
    test::Desk desk;
    AlarmPanel panel(desk.look, desk.clock, desk.selection, desk.desk);
    auto frame = desk.session.frameAt(60);
    auto events = std::make_shared<Log<Event>>();
    for (std::uint64_t n = 1; n <= 3; ++n) {
      Event event;
      event.sequence = n;
      event.time = frame->time;
      event.cause = n - 1;
      event.entityId = "H1/CDU" + std::to_string(n);
      event.text = Text("action.fail", {{"target", event.entityId}});
      events->append(event);
    }
    frame->events = events;
    frame->alarms = {standing(4, "alarm.cdu-down", {Kind::cdu, 0}, "H1/CDU1")};
    frame->alarms[0].cause = 3;
    desk.show(frame);
    panel.table().selectRow(0);
    QVERIFY2(panel.detail().causeText().contains("H1/CDU1"), qPrintable(panel.detail().causeText()));
    QVERIFY(!panel.detail().causeText().contains("H1/CDU3"));
    QVERIFY(panel.detail().responseText().contains("until it is back"));
  }

  void whatWasDoneToAThingIsTheCauseWhereNoneIsRecorded() {
    test::Desk desk;
    AlarmPanel panel(desk.look, desk.clock, desk.selection, desk.desk);
    auto frame = desk.session.frameAt(60);
    auto events = std::make_shared<Log<Event>>();
    Event done;
    done.sequence = 1;
    done.kind = Event::Kind::action;
    done.time = frame->time;
    done.entityId = "H1/CDU1/P1";
    done.text = Text("action.fail.pump", {{"target", "H1/CDU1"}, {"number", "1"}});
    events->append(done);
    frame->events = events;
    frame->alarms = {standing(2, "alarm.cdu-down", {Kind::cdu, 0}, "H1/CDU1")};
    frame->alarms[0].since = frame->time + seconds(3);
    desk.show(frame);
    panel.table().selectRow(0);
    QVERIFY2(panel.detail().causeText().contains("Pump 1 of H1/CDU1 fails"), qPrintable(panel.detail().causeText()));
  }

  void theProposedActionIsSentOnlyWhenConfirmed() {
    test::Desk desk;
    AlarmPanel panel(desk.look, desk.clock, desk.selection, desk.desk);
    auto frame = desk.session.frameAt(60);
    frame->cdus.state[0] = Running::failed;
    frame->alarms = {standing(1, "alarm.cdu-down", {Kind::cdu, 0}, "H1/CDU1")};
    desk.show(frame);
    panel.table().selectRow(0);
    panel.detail().act().click();
    QVERIFY(desk.session.acted.empty());
    panel.detail().act().click();
    QCOMPARE(desk.session.acted.size(), std::size_t(1));
    QCOMPARE(toText(desk.session.acted[0]), std::string("restore H1/CDU1"));
  }

  void aHotHallIsCappedAndWhatIsDeadIsNotRestored() {
    test::Desk desk;
    auto frame = desk.session.frameAt(60);
    const auto cap = responseTo(standing(1, "alarm.hall-hot", {Kind::hall, 0}, "H1"), *frame);
    QVERIFY(cap);
    QCOMPARE(toText(*cap), std::string("cap-frequency H1 0.8"));
    frame->power.state[0] = Running::dark;
    // a valve that a hand keeps shut is given back before anything is capped
    ActiveAlarm held = standing(3, "alarm.loop-warm", {Kind::loop, 0}, "H1/TCS");
    held.advice = Text("alarm.loop-warm.advice.by-hand", {{"points", "H1/CDU1/valve"}, {"point", "H1/CDU1/valve"}});
    const auto given = responseTo(held, *frame);
    QVERIFY(given);
    QCOMPARE(toText(*given), std::string("auto H1/CDU1/valve"));
    QVERIFY(!responseTo(standing(2, "alarm.device-dead", {Kind::powerDevice, 0}, "GRID"), *frame));
  }
};

PLENUM_TEST_WITH(QApplication, ResponseTest)
#include "ResponseTest.moc"
