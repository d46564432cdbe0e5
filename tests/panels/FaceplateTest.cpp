// SPDX-License-Identifier: Apache-2.0
#include <QApplication>

#include "panels/Desk.h"
#include "panels/FaceplatePanel.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::views;

namespace {

struct Plate {
  Plate() : panel(desk.look, desk.clock, desk.selection, desk.desk) {
    panel.resize(300, 700);
    panel.show();
    panel.setConfirm([this](const QString&) {
      ++questions;
      return answer;
    });
    frame = desk.session.frameAt(10);
    const Layout& layout = *frame->layout;
    const std::uint32_t count = pointCount(layout);
    frame->points.measured.assign(count, 0.6f);
    frame->points.quality.assign(count, Quality::sensed);
    frame->points.mode.assign(count, 0);
    frame->loops.setpointC.assign(layout.loops.size(), 35.0f);
    frame->circuits.setpointC.assign(layout.circuits.size(), 18.0f);
    desk.begin();
    desk.show(frame);
  }
  /// Another frame with what was changed in `frame`.
  void tell() {
    auto next = std::make_shared<Frame>(*frame);
    next->sequence = frame->sequence + 100;
    next->time = frame->time + seconds(1);
    frame = next;
    desk.show(frame);
    desk.selection.select({});
    desk.selection.select({Kind::cdu, 0});
  }
  std::uint32_t pointOf(Point point, std::uint32_t index) const { return pointIndex(*frame->layout, {point, index}); }
  const FaceplatePanel::OrganRow* organ(Point point) const {
    for (const auto& row : panel.organs())
      if (row.ref.point == point) return &row;
    return nullptr;
  }
  template <class A>
  const A* last() const {
    return desk.session.acted.empty() ? nullptr : std::get_if<A>(&desk.session.acted.back());
  }
  test::Desk desk;
  std::shared_ptr<Frame> frame;
  int questions = 0;
  bool answer = true;
  FaceplatePanel panel;
};

}  // namespace

class FaceplateTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aCduShowsItsPointsAndThoseOfItsLoop() {
    Plate p;
    p.desk.selection.select({Kind::cdu, 0});
    QVERIFY(p.organ(Point::cduValve) && p.organ(Point::cduPump));
    // the CDU's own sensor, and supply and flow of the loop
    QCOMPARE(p.panel.sensors().size(), std::size_t{3});
    QVERIFY(p.panel.setpoint());
    QCOMPARE(p.panel.setpoint()->line().text(), QStringLiteral("35.0"));
  }

  void aSetPointGoesToTheLoop() {
    Plate p;
    p.desk.selection.select({Kind::cdu, 0});
    p.panel.setpoint()->line().setText("33.5");
    p.panel.setpoint()->button().click();
    const auto* action = p.last<SetSupply>();
    QVERIFY(action);
    QCOMPARE(action->target, p.frame->layout->loops[0].id);
    QCOMPARE(action->to.si, 33.5);
  }

  void badEntriesAreRefusedWithTheRange() {
    Plate p;
    p.desk.selection.select({Kind::cdu, 0});
    EntryRow& entry = *p.panel.setpoint();
    for (const char* bad : {"", "warm", "4.9", "60.1", "nan", "1e9"}) {
      entry.line().setText(bad);
      entry.button().click();
      QVERIFY2(entry.isRefused(), bad);
      QVERIFY(p.desk.session.acted.empty());
    }
    entry.line().setText("40");
    entry.button().click();
    QVERIFY(!entry.isRefused());
    QCOMPARE(p.desk.session.acted.size(), std::size_t{1});
  }

  void manualTakesOverWhereTheOrganStands() {
    Plate p;
    p.desk.selection.select({Kind::cdu, 0});
    p.organ(Point::cduValve)->byHand->click();
    const auto* action = p.last<SetManual>();
    QVERIFY(action);
    QCOMPARE(action->target, p.frame->layout->cdus[0].id + "/valve");
    QVERIFY(test::isNear(action->to.si, 0.6, 1e-6));
    QCOMPARE(p.questions, 0);
  }

  // no frame comes while the run stands: what was done is answered all the same, and is told from what is
  void whatIsDoneWhilePausedIsAcceptedAtOnce() {
    Plate p;
    p.desk.session.standAt(10);
    p.desk.selection.select({Kind::cdu, 0});
    const auto& valve = *p.organ(Point::cduValve);
    p.panel.setpoint()->line().setText("33.5");
    p.panel.setpoint()->button().click();
    QVERIFY2(p.panel.setpointNote().contains("next tick"), qPrintable(p.panel.setpointNote()));
    QVERIFY(!valve.mode->text().contains("next tick"));
    valve.byHand->click();
    QVERIFY2(valve.mode->text().contains("next tick"), qPrintable(valve.mode->text()));
    p.panel.resize(250, 600);
    p.panel.show();
    QCoreApplication::processEvents();
    QVERIFY2(valve.name->width() >= valve.name->fontMetrics().horizontalAdvance(valve.name->text()),
             "the name stands whole beside what waits");
    QVERIFY(valve.byHand->isChecked() && !valve.automatic->isChecked() && !valve.entry->isHidden());
    valve.automatic->click();
    QVERIFY(valve.mode->text().startsWith("auto") && valve.mode->text().contains("next tick"));
    QCOMPARE(p.desk.desk.waiting().size(), std::size_t{3});
    // it stands, and is asked again: still waiting; then it goes on
    p.desk.desk.follow(p.desk.session.status());
    QVERIFY(valve.mode->text().contains("next tick"));
    p.desk.session.standAt(11);
    p.desk.desk.follow(p.desk.session.status());
    QVERIFY(p.desk.desk.waiting().empty());
    QVERIFY(!valve.mode->text().contains("next tick") && p.panel.setpointNote().isEmpty());
    // what is done while it plays waits for nothing
    p.desk.desk.play();
    valve.byHand->click();
    QVERIFY(p.desk.desk.waiting().empty());
  }

  void aLowOutputIsAskedAboutFirst() {
    Plate p;
    p.frame->points.mode[p.pointOf(Point::cduPump, 0)] = 1;
    p.tell();
    EntryRow& entry = *p.organ(Point::cduPump)->entry;
    QVERIFY(!entry.isHidden());
    p.answer = false;
    entry.line().setText("5");
    entry.button().click();
    QCOMPARE(p.questions, 1);
    QVERIFY(!p.last<SetManual>());
    p.answer = true;
    entry.button().click();
    QVERIFY(p.last<SetManual>());
    QCOMPARE(p.last<SetManual>()->to.si, 0.05);
    entry.line().setText("55");
    entry.button().click();
    QCOMPARE(p.questions, 2);
  }

  void autoGivesItBack() {
    Plate p;
    p.frame->points.mode[p.pointOf(Point::cduValve, 0)] = 1;
    p.tell();
    p.organ(Point::cduValve)->automatic->click();
    QVERIFY(p.last<SetAuto>());
    QCOMPARE(p.last<SetAuto>()->target, p.frame->layout->cdus[0].id + "/valve");
  }

  void aLostSensorReadsNothing() {
    Plate p;
    p.desk.selection.select({Kind::cdu, 0});
    const QString before = p.panel.sensors()[0].value->text();
    p.frame->points.quality[p.pointOf(Point::cduSupply, 0)] = Quality::bad;
    p.tell();
    QVERIFY(before.contains("0.6"));
    QCOMPARE(p.panel.sensors()[0].value->text(), Format::dash());
    QCOMPARE(p.panel.sensors()[0].quality->text(), p.desk.look.words("quality.bad"));
  }

  void failingAUnitIsAskedAboutAndRestoringIsNot() {
    Plate p;
    p.desk.selection.select({Kind::chiller, 1});
    const auto press = [&] {
      for (QPushButton* button : p.panel.findChildren<QPushButton*>())
        if (button->accessibleDescription().contains("CH2")) return button->click();
      QFAIL("no such button");
    };
    p.answer = false;
    press();
    QCOMPARE(p.questions, 1);
    QVERIFY(p.desk.session.acted.empty());
    p.answer = true;
    press();
    QVERIFY(p.last<Fail>());
    QCOMPARE(p.last<Fail>()->target, std::string("CH2"));
    p.frame->chillers.state[1] = Running::failed;
    p.tell();
    p.desk.selection.select({Kind::chiller, 1});
    press();
    QVERIFY(p.last<Restore>());
    QCOMPARE(p.questions, 2);
  }

  void everyKindAndBothLanguagesHaveTheirWords() {
    Plate p;
    for (const char* code : {"en", "zh"}) {
      p.desk.speak(code);
      for (const Kind kind : {Kind::hall, Kind::loop, Kind::cdu, Kind::fanWall, Kind::circuit, Kind::pump,
                              Kind::chiller, Kind::exchanger, Kind::tower, Kind::dryCooler, Kind::rack, Kind::campus}) {
        p.desk.selection.select({kind, 0});
        for (const QLabel* label : p.panel.findChildren<QLabel*>())
          QVERIFY2(!label->text().contains('[') && !label->text().contains('{'), qPrintable(label->text()));
      }
    }
  }
};

PLENUM_TEST_WITH(QApplication, FaceplateTest)
#include "FaceplateTest.moc"
