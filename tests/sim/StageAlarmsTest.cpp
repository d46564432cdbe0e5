// SPDX-License-Identifier: Apache-2.0
#include "sim/AlarmRules.h"
#include "support/RunningSite.h"
#include "support/Test.h"

using namespace plenum;
using plenum::test::RunningSite;

/// What an alarm says of its course, and what it names as its cause.
class StageAlarmsTest : public QObject {
  Q_OBJECT

  static const Event* raised(const RunningSite& run, const std::string& textId) {
    for (std::size_t i = 0; i < run.state->events.size(); ++i) {
      const Event& event = run.state->events[i];
      if (event.kind == Event::Kind::raised && event.text.id == textId) return &event;
    }
    return nullptr;
  }
  static const ActiveAlarm* standing(const Frame& frame, const std::string& textId) {
    for (const ActiveAlarm& alarm : frame.alarms)
      if (alarm.text.id == textId) return &alarm;
    return nullptr;
  }
  static std::string valueOf(const Text& text, const std::string& wanted = "value") {
    for (const auto& [name, told] : text.arguments)
      if (name == wanted) return told;
    return {};
  }

 private Q_SLOTS:
  void aLoopOnWhichNothingHangsIsQuiet() {
    RunningSite run;
    LoopSpec spare;
    spare.id = "SPARE";
    run.small.design.loops.push_back(spare);
    run.start().advance(600);
    QVERIFY(run.layout().find("H1/SPARE"));
    for (std::size_t i = 0; i < run.state->events.size(); ++i)
      QVERIFY2(!(run.state->events[i].kind == Event::Kind::raised &&
                 run.layout().idOf(run.state->events[i].entity) == "H1/SPARE"),
               run.state->events[i].text.id.c_str());
    // the loop beside it tells what it told before
    run.act(Fail{"H1/CDU1"}), run.act(Fail{"H1/CDU2"});
    run.advance(120);
    QVERIFY(run.hasRaised("alarm.loop-flow-low"));
  }

  void aStandingAlarmTellsOfNowAndOfItsWorst() {
    RunningSite run;
    run.withLoad(0.9).start().advance(60);
    run.act(SetManual{"H1/CDU1/valve", Fraction{0.05}});
    run.advance(600);
    const Event* event = raised(run, "alarm.loop-warm");
    QVERIFY(event);
    const std::string atFirst = valueOf(event->text);
    FramePtr frame = publish(*run.model, *run.state, 1);
    const ActiveAlarm* alarm = standing(*frame, "alarm.loop-warm");
    QVERIFY(alarm);
    const double hottest = std::stod(valueOf(alarm->course, "worst"));
    QVERIFY(hottest > std::stod(atFirst) + 1.0);
    QCOMPARE(valueOf(alarm->course, "raised"), atFirst);
    QCOMPARE(valueOf(alarm->text), shownValue(run.state->points.measured[run.model->pointAt(Point::loopSupply, 0)]));
    // it cools again: the value of now falls, the worst stays, the journal keeps its words
    run.act(SetAuto{"H1/CDU1/valve"});
    double lastC = 1e9;
    for (int n = 0; n < 600; ++n) {
      run.advance(1);
      frame = publish(*run.model, *run.state, 2);
      alarm = standing(*frame, "alarm.loop-warm");
      if (!alarm) break;
      lastC = std::stod(valueOf(alarm->text));
      QVERIFY(std::stod(valueOf(alarm->course, "worst")) >= hottest);
    }
    QVERIFY(lastC < hottest - 1.0);
    QVERIFY(!alarm);
    QCOMPARE(valueOf(raised(run, "alarm.loop-warm")->text), atFirst);
  }

  void theWorstOfAFlowIsItsLeast() {
    RunningSite run;
    run.withLoad(0.5).start().advance(60);
    run.act(SetManual{"H1/CDU1/pump-speed", Fraction{0.6}});
    run.advance(120);
    run.act(SetManual{"H1/CDU1/pump-speed", Fraction{0.75}});
    run.advance(120);
    const FramePtr frame = publish(*run.model, *run.state, 1);
    const ActiveAlarm* alarm = standing(*frame, "alarm.loop-flow-low");
    QVERIFY(alarm);
    QVERIFY(std::stod(valueOf(alarm->course, "worst")) + 5.0 < std::stod(valueOf(alarm->text)));
  }

  void whatFollowsFromAValveByHandNamesTheDeed() {
    RunningSite run;
    run.withLoad(1.0).start().advance(60);
    run.act(SetManual{"H1/CDU1/valve", Fraction{0.0}});
    run.advance(1200);
    const Event* deed = nullptr;
    for (std::size_t i = 0; i < run.state->events.size(); ++i)
      if (run.state->events[i].kind == Event::Kind::action && run.state->events[i].entityId == "H1/CDU1")
        deed = &run.state->events[i];
    QVERIFY(deed);
    for (const char* id : {"alarm.loop-warm", "alarm.chips-throttled"}) {
      const Event* event = raised(run, id);
      QVERIFY2(event, id);
      QCOMPARE(event->cause, deed->sequence);
    }
  }

  void aHandIsNamedBesideAUnitThatIsDown() {
    RunningSite run;
    run.small.design.cdus[0].repeat = {3, {1.5, 0}};
    run.withLoad(1.0).start().advance(60);
    run.act(SetManual{"H1/CDU11/valve", Fraction{0.1}});
    run.act(SetManual{"H1/CDU12/valve", Fraction{0.1}});
    run.advance(5);
    run.act(Fail{"H1/CDU13"});
    run.advance(900);
    const Event* warm = raised(run, "alarm.loop-warm");
    QVERIFY(warm);
    // the unit that is down, and beside it both deeds, the latest first
    QCOMPARE(run.state->events[warm->cause - 1].text.id, std::string("alarm.cdu-down"));
    QCOMPARE(warm->advice.id, std::string("alarm.loop-warm.advice.by-hand"));
    QCOMPARE(valueOf(warm->advice, "points"), std::string("H1/CDU12/valve, H1/CDU11/valve"));
    QCOMPARE(valueOf(warm->advice, "point"), std::string("H1/CDU12/valve"));
    const Event& deed = run.state->events[std::stoull(valueOf(warm->advice, "deed")) - 1];
    QVERIFY(deed.kind == Event::Kind::action && deed.entityId == "H1/CDU12");
    // what is given back is no longer named, while the alarm still stands
    run.act(SetAuto{"H1/CDU12/valve"});
    run.advance(1);
    FramePtr frame = publish(*run.model, *run.state, 1);
    QVERIFY(standing(*frame, "alarm.loop-warm"));
    QCOMPARE(valueOf(standing(*frame, "alarm.loop-warm")->advice, "points"), std::string("H1/CDU11/valve"));
    run.act(SetAuto{"H1/CDU11/valve"});
    run.advance(1);
    frame = publish(*run.model, *run.state, 2);
    QVERIFY(standing(*frame, "alarm.loop-warm"));
    QCOMPARE(standing(*frame, "alarm.loop-warm")->advice.id, std::string("alarm.loop-warm.advice"));
  }

  void aValveByHandIsNotToBlameForAFlow() {
    RunningSite run;
    run.withLoad(0.8).start().advance(60);
    run.act(SetManual{"H1/CDU1/valve", Fraction{0.5}});
    run.act(Fail{"H1/CDU1"});
    run.advance(60);
    const Event* low = raised(run, "alarm.loop-flow-low");
    QVERIFY(low);
    QCOMPARE(low->advice.id, std::string("alarm.loop-flow-low.advice"));
  }

  void whatHoldsNothingBackIsNoCause() {
    RunningSite run;
    run.withLoad(1.0).start().advance(60);
    // wide open by hand: what is short now is short for another reason
    run.act(SetManual{"H1/CDU1/valve", Fraction{1.0}});
    run.advance(60);
    run.act(SetManual{"WARM/pump-speed", Fraction{0.05}});
    run.advance(1200);
    const Event* event = raised(run, "alarm.loop-warm");
    QVERIFY(event);
    QVERIFY(event->cause != 0);
    const Event& first = run.state->events[event->cause - 1];
    QVERIFY2(first.entityId == "WARM", first.entityId.c_str());
    // given back to its controller it is no cause either
    RunningSite other;
    other.withLoad(1.0).start().advance(60);
    other.act(SetManual{"H1/CDU1/valve", Fraction{0.0}});
    other.advance(1);
    other.act(SetAuto{"H1/CDU1/valve"});
    other.act(Fail{"H1/CDU1"});
    other.advance(600);
    const Event* warm = raised(other, "alarm.loop-flow-low");
    QVERIFY(warm);
    QCOMPARE(other.state->events[warm->cause - 1].text.id, std::string("alarm.cdu-down"));
  }
};

PLENUM_TEST(StageAlarmsTest)
#include "StageAlarmsTest.moc"
