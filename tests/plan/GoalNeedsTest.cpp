// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plan/GoalNeeds.h"
#include "plan/SmallPlan.h"
#include "plan/Spread.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

namespace {

const plan::Activity& workOf(const plan::Evaluation& e, const std::string& id) {
  for (const plan::Activity& a : e.activities)
    if (a.id == id) return a;
  throw std::runtime_error("no activity " + id);
}

std::vector<std::string> pathOf(const plan::Evaluation& e) {
  std::vector<std::string> out;
  for (const std::size_t n : e.criticalPath) out.push_back(e.activities[n].id);
  return out;
}

plan::GridStep sub(const char* id, double years) {
  plan::GridStep out;
  out.id = id, out.firmMw = 12.0, out.length = weeks(years * 365.0 / 7.0);
  return out;
}

std::string told(const plan::Answers& answers, const char* id, const char* argument) {
  for (const Text& text : answers.fastest)
    if (text.id == id)
      for (const auto& [place, value] : text.arguments)
        if (place == argument) return value;
  return "nothing";
}

/// 20,000 chips are the goal; the site and P2 have them after a year. A third phase and a substation come later.
plan::Plan grown() {
  plan::Plan p = plainPlan();
  plan::Phase later = p.options[0].phases[0];
  later.id = "P3", later.steps[0].length = weeks(730.0 / 7.0);
  p.options[0].phases.push_back(later);
  p.options[0].gridSteps = {sub("SUB3", 2.5)};
  return p;
}

}  // namespace

class GoalNeedsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theLongestPathLeadsToTheGoalAndNotToTheLastWork();
  void demandAloneSetsTheDate();
  void ofWhatCanStandInForOneAnotherTheEarlierIsNeeded();
  void aGoalThatIsNeverInReachLeavesThePathToTheLastWork();
  void gatesOnThePathAreNamed();
};

void GoalNeedsTest::theLongestPathLeadsToTheGoalAndNotToTheLastWork() {
  const plan::Evaluation e = evaluated(grown(), plainGround());
  QCOMPARE(e.readyMonth.value_or(-1), 12);
  QCOMPARE(pathOf(e), std::vector<std::string>{"P2/build"});
  QVERIFY(workOf(e, "P2/build").isCritical);
  for (const char* id : {"P3/build", "grid/SUB3"}) {
    QVERIFY(!workOf(e, id).isCritical && !workOf(e, id).isForGoal);
    // until the plan ends
    QCOMPARE(workOf(e, id).latestFinish, double(day("2030-01-01").days));
  }
}

void GoalNeedsTest::demandAloneSetsTheDate() {
  plan::Plan p = grown();
  const plan::Ground ground = plainGround();
  plan::Evaluation e = evaluated(p, ground);
  QCOMPARE(told(answersOf(p, p.options[0], ground, e), "plan.answer.ready", "ready"), std::string("nothing"));
  p.options[0].demand = {{day("2027-01-01"), 5'000}, {day("2028-07-01"), 20'000}};
  e = evaluated(p, ground);
  QCOMPARE(e.readyMonth.value_or(-1), 12);
  QCOMPARE(e.goalMonth.value_or(-1), 18);
  plan::Answers answers = answersOf(p, p.options[0], ground, e);
  QCOMPARE(told(answers, "plan.answer.ready", "ready"), std::string("2028-01"));
  QCOMPARE(told(answers, "plan.answer.ready", "month"), std::string("2028-07"));
  QCOMPARE(told(answers, "plan.answer.path", "path"), std::string("P2/build"));
  p.options[0].demand = {{day("2027-01-01"), 5'000}};
  answers = answersOf(p, p.options[0], ground, evaluated(p, ground));
  QCOMPARE(told(answers, "plan.answer.ready.never", "ready"), std::string("2028-01"));
}

/// 24 MW at the mains for 20,000 chips; 12 are there, and either substation brings what is missing.
void GoalNeedsTest::ofWhatCanStandInForOneAnotherTheEarlierIsNeeded() {
  plan::Plan p = grown();
  plan::Figures site = plainFigures();
  site.gridFirmMw = 12.0;
  p.options[0].gridSteps = {sub("SUB2", 0.5), sub("SUB3", 0.75)};
  plan::Evaluation e = evaluated(p, plainGround(site));
  QCOMPARE(e.readyMonth.value_or(-1), 12);
  QVERIFY(workOf(e, "grid/SUB2").isForGoal);
  QVERIFY(!workOf(e, "grid/SUB3").isForGoal);
  QCOMPARE(workOf(e, "grid/SUB2").floatDays(), 365.0 - 182.5);
  QCOMPARE(pathOf(e), std::vector<std::string>{"P2/build"});
  // the only one, and late: it sets the month
  p.options[0].gridSteps = {sub("SUB2", 1.5)};
  e = evaluated(p, plainGround(site));
  QCOMPARE(pathOf(e), std::vector<std::string>{"grid/SUB2"});
  QCOMPARE(workOf(e, "P2/build").floatDays(), 182.5);
}

void GoalNeedsTest::aGoalThatIsNeverInReachLeavesThePathToTheLastWork() {
  plan::Plan p = grown();
  p.goalChips = 100'000;
  const plan::Ground ground = plainGround();
  const plan::Evaluation e = evaluated(p, ground);
  QVERIFY(!e.readyMonth);
  QCOMPARE(pathOf(e), std::vector<std::string>{"grid/SUB3"});
  const plan::Answers answers = answersOf(p, p.options[0], ground, e);
  QCOMPARE(told(answers, "plan.answer.path.last", "path"), std::string("grid/SUB3"));
  QCOMPARE(told(answers, "plan.answer.path", "path"), std::string("nothing"));
}

/// A gate three weeks later than what it waits for holds the tests back: it is what the path begins with.
void GoalNeedsTest::gatesOnThePathAreNamed() {
  plan::Plan p = plainPlan();
  plan::Phase& phase = p.options[0].phases[0];
  phase.steps = {step("feed", 10), step("tests", 2, {"feed", "G5"}),
                 step("rfs", 1, {"tests"}, plan::Step::Kind::readyForService)};
  phase.gates = {{5, "feed", {}, {}}};
  p.options[0].delays = {{"P2/G5", 3.0}};
  const plan::Ground ground = plainGround();
  const plan::Answers answers = answersOf(p, p.options[0], ground, evaluated(p, ground));
  QCOMPARE(told(answers, "plan.answer.path", "path"), std::string("P2/feed → P2/G5 → P2/tests → P2/rfs"));
}

PLENUM_TEST(GoalNeedsTest)
#include "GoalNeedsTest.moc"
