// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <set>

#include "io/Language.h"
#include "scenario/Actions.h"
#include "support/Test.h"

using namespace plenum;

namespace {

const std::string hostile[] = {"",
                               " ",
                               "two words",
                               "tab\there",
                               "line\nbreak",
                               "\"",
                               "back\\slash",
                               "\\x41",
                               "nul\0in it",
                               "机房 1/水泵",
                               "fail x",
                               "\x7f\x01",
                               "trailing\\",
                               "\"\"",
                               "a\"b",
                               std::string("a\0b", 3)};

std::vector<Action> everyKind(const std::string& target) {
  return {Fail{target},
          Restore{target},
          SetSupply{target, {17.5}},
          Leak{target, {0.05}},
          CapFrequency{target, {0.65}},
          CrashJob{target},
          Acknowledge{18446744073709551615ull},
          SensorFault{target, SensorFault::Mode::bias, -2.5},
          SensorFault{target, SensorFault::Mode::stuck, 21.0},
          SensorFault{target, SensorFault::Mode::drift, 0.3},
          SensorFault{target, SensorFault::Mode::lost, 0.0},
          Stick{target, 0.4},
          Stick{target, -1.0},
          SetManual{target, {0.5}},
          SetAuto{target},
          Degrade{target, Degrade::Mode::foul, {0.3}},
          Degrade{target, Degrade::Mode::clog, {0.9}},
          ShiftWeather{{6.0}, {-2.0}},
          Open{target},
          Close{target},
          Transfer{target, Transfer::To::normal},
          Transfer{target, Transfer::To::alternate},
          UpsMode{target, UpsMode::Mode::online},
          UpsMode{target, UpsMode::Mode::economy},
          UpsMode{target, UpsMode::Mode::bypass},
          ShortCircuit{target},
          SubmitJob{target, Job::Kind::training, 512, hours(6), {0.9}},
          SubmitJob{target, Job::Kind::batch, 1, minutes(90), {0.25}},
          CancelJob{target},
          PreemptJob{target},
          CheckpointJob{target},
          CapJob{target, {0.7}},
          Drain{target},
          Undrain{target},
          LimitPower{{12.5e6}},
          LimitPower{{0.0}},
          LoadRack{{"H1/R1-01", RackLoad::As::watts, 41'500.0, {}}},
          LoadRack{{"H1/R1-01", RackLoad::As::share, 0.25, minutes(90)}},
          LoadRack{{"rack of \"mine\"", RackLoad::As::released, 0.0, {}}}};
}

}  // namespace

class ActionsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void writesTheCommandLineForm();
  void everyKindReadsBackAsItself();
  void hostileTargetsReadBackAsThemselves();
  void numbersReadBackToTheLastBit();
  void spacesDoNotMatter();
  void nonsenseIsAProblem_data();
  void nonsenseIsAProblem();
  void aSlipOfTheVerbIsAnswered();
  void problemsNameTheColumn();
  void describesPartsByTheirNumber();
  void everyTextIsInBothLanguages();
};

void ActionsTest::writesTheCommandLineForm() {
  QCOMPARE(toText(Action(Fail{"H1/CDU1/P1"})), std::string("fail H1/CDU1/P1"));
  QCOMPARE(toText(Action(SetSupply{"CHW", {17.5}})), std::string("set-supply CHW 17.5"));
  QCOMPARE(toText(Action(Leak{"H1/TCS", {0.05}})), std::string("leak H1/TCS 0.05"));
  QCOMPARE(toText(Action(CrashJob{"big job"})), std::string("crash \"big job\""));
}

void ActionsTest::everyKindReadsBackAsItself() {
  const auto all = everyKind("H1/CDU1");
  std::set<std::size_t> alternatives;
  for (const Action& action : all) alternatives.insert(action.index());
  QCOMPARE(alternatives.size(), std::variant_size_v<Action>);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto back = actionFrom(toText(all[i]));
    QVERIFY(back);
    QVERIFY(*back == all[i]);
  }
}

void ActionsTest::hostileTargetsReadBackAsThemselves() {
  for (const std::string& target : hostile)
    for (const Action& action : everyKind(target)) {
      const std::string text = toText(action);
      QVERIFY2(text.find('\n') == std::string::npos, text.c_str());
      const auto back = actionFrom(text);
      QVERIFY2(back && *back == action, text.c_str());
    }
}

void ActionsTest::numbersReadBackToTheLastBit() {
  for (const double value : {0.1, 1.0 / 3.0, 1e-300, 35.000000000000007}) {
    const auto back = actionFrom(toText(Action(Leak{"x", {value}})));
    QVERIFY(back);
    QCOMPARE(std::get<Leak>(*back).rate.si, value);
  }
}

void ActionsTest::spacesDoNotMatter() {
  const auto action = actionFrom("  set-supply\tCHW   18\r\n");
  QVERIFY(action);
  QVERIFY(*action == Action(SetSupply{"CHW", {18}}));
}

void ActionsTest::nonsenseIsAProblem_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"",
                           "  ",
                           "explode H1",
                           "FAIL H1",
                           "fail",
                           "fail a b",
                           "set-supply CHW",
                           "set-supply CHW warm",
                           "set-supply CHW nan",
                           "set-supply CHW inf",
                           "set-supply CHW 1e999",
                           "set-supply CHW 400",
                           "leak TCS -1",
                           "cap-frequency H1 1.5",
                           "acknowledge -1",
                           "acknowledge 1.5",
                           "acknowledge 99999999999999999999",
                           "fail \"open",
                           "fail \"a\"b",
                           "fail \"\\q\"",
                           "fail \"\\x4\"",
                           "fail \"\\"})
    QTest::newRow(text) << text;
}

void ActionsTest::nonsenseIsAProblem() {
  QFETCH(QString, text);
  const auto action = actionFrom(text.toStdString());
  QVERIFY(!action);
  QCOMPARE(action.problems().size(), 1u);
}

void ActionsTest::aSlipOfTheVerbIsAnswered() {
  const auto action = actionFrom("restor H1/CDU1");
  QVERIFY(!action);
  QVERIFY(action.problems()[0].remedy == Text("site.remedy.nearest", {{"id", "restore"}}));
}

void ActionsTest::problemsNameTheColumn() {
  QCOMPARE(actionFrom("  explode H1").problems()[0].place.column, 3);
  // nowhere else are they listed: all of them, and no “…”
  const Text all = actionFrom("explode H1").problems()[0].remedy;
  QCOMPARE(all.id, std::string("site.remedy.oneOf"));
  for (const char* verb : {"acknowledge", "fail", "sensor-fault", "manual", "auto", "weather"})
    QVERIFY2(all.arguments.front().second.find(verb) != std::string::npos, verb);
  QCOMPARE(actionFrom("leak TCS much").problems()[0].place.column, 10);
}

void ActionsTest::describesPartsByTheirNumber() {
  QVERIFY(describe(Fail{"H1/CDU1/P2"}) == Text("action.fail.pump", {{"target", "H1/CDU1"}, {"number", "2"}}));
  QVERIFY(describe(Restore{"H1/FW1/F3"}) == Text("action.restore.fan", {{"target", "H1/FW1"}, {"number", "3"}}));
  QVERIFY(describe(Fail{"H1/PA"}) == Text("action.fail", {{"target", "H1/PA"}}));
  QVERIFY(describe(Leak{"H1/TCS", {0}}).id == "action.leakEnds");
}

void ActionsTest::everyTextIsInBothLanguages() {
  for (const char* code : {"en", "zh"}) {
    const auto language = io::Language::read(code);
    QVERIFY(language);
    for (const Action& action : everyKind("H1/CDU1/P1")) {
      const std::string said = language->say(describe(action));
      QVERIFY2(said.find('{') == std::string::npos && said.find("action.") == std::string::npos, said.c_str());
    }
    for (const char* text : {"", "explode", "fail", "fail a b", "leak a b", "fail \"", "acknowledge x", "restor a",
                             "set-supply", "cap-frequency", "crash", "restore", "leak", "acknowledge"}) {
      const Problem problem = actionFrom(text).problems().at(0);
      QVERIFY2(language->has(problem.what.id), problem.what.id.c_str());
      QVERIFY2(language->has(problem.remedy.id), problem.remedy.id.c_str());
    }
  }
}

PLENUM_TEST(ActionsTest)
#include "ActionsTest.moc"
