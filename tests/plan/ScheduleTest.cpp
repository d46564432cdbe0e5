// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>

#include "base/Random.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

namespace {

double daysOf(const char* text) { return day(text).days; }

const plan::Activity& activity(const plan::Evaluation& e, const std::string& id) {
  for (const plan::Activity& a : e.activities)
    if (a.id == id) return a;
  throw std::runtime_error("no activity " + id);
}

plan::Ground leads() {
  plan::Ground ground = plainGround();
  plan::LeadTime lead;
  lead.id = "transformer";
  lead.cn = weeks(20, 30, 50);
  lead.us = weeks(80, 130, 200);
  ground.defaults.leads = {lead};
  return ground;
}

}  // namespace

class ScheduleTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void daysAndMonthsAreThoseOfTheCalendar();
  void workBeginsWhenAllThatItWaitsForIsDone();
  void theLongestPathIsTheLongestOfAllPaths();
  void anItemIsOrderedByItsNeedLessTheEightiethPercentile();
  void whatIsLateIsSaid();
  void leadTimesOfAnotherCountryMoveTheDate();
  void aLaterGateHoldsBackWhatWaitsForIt();
};

void ScheduleTest::daysAndMonthsAreThoseOfTheCalendar() {
  QCOMPARE(plan::textOf(plan::dayOf("2028-02-29")), std::string("2028-02-29"));
  QCOMPARE(plan::textOf(plan::dayOf("2028-02")), std::string("2028-02-01"));
  QCOMPARE(plan::dayOf("2027-02-29").days, plan::Day::unreadable);
  QCOMPARE(plan::dayOf("tomorrow").days, plan::Day::unreadable);
  QVERIFY(!plan::dayOf("").isSet());
  QCOMPARE(plan::monthsBetween(day("2026-11-23"), day("2028-01-01")), 14);
  QCOMPARE(plan::monthsBetween(day("2028-01-01"), day("2026-11-23")), -14);
  QCOMPARE(plan::textOf(plan::firstOfMonth(day("2026-11-23"), 3)), std::string("2027-02-01"));
}

void ScheduleTest::workBeginsWhenAllThatItWaitsForIsDone() {
  plan::Plan p = plainPlan();
  p.options[0].phases[0].steps = {step("permit", 10), step("shell", 20, {"permit"}), step("grid", 40),
                                  step("rfs", 2, {"shell", "grid"}, plan::Step::Kind::readyForService)};
  const plan::Evaluation e = evaluated(p, plainGround());
  QCOMPARE(activity(e, "P2/shell").start, daysOf("2027-01-01") + 70);
  QCOMPARE(activity(e, "P2/rfs").start, daysOf("2027-01-01") + 280);
  QCOMPARE(activity(e, "P2/rfs").finish, daysOf("2027-01-01") + 294);
  QCOMPARE(activity(e, "P2/permit").floatDays(), 70.0);
  QVERIFY(activity(e, "P2/grid").isCritical);
  QVERIFY(!activity(e, "P2/shell").isCritical);
  QCOMPARE(e.phases[1].month, 10);  // 22 October: from November on
}

void ScheduleTest::theLongestPathIsTheLongestOfAllPaths() {
  for (std::uint64_t trial = 0; trial < 40; ++trial) {
    const RandomKey key{trial, 7, 1};
    plan::Plan p = plainPlan();
    auto& steps = p.options[0].phases[0].steps;
    steps.clear();
    constexpr int count = 9;
    std::vector<std::vector<int>> after(count);
    std::vector<double> lasts(count);
    std::uint64_t draw = 0;
    for (int k = 0; k < count; ++k) {
      lasts[static_cast<std::size_t>(k)] = 1.0 + std::floor(20.0 * randomUniform(key, draw++));
      std::vector<std::string> names;
      for (int j = 0; j < k; ++j)
        if (k + 1 == count || randomUniform(key, draw++) < 0.35) {
          after[static_cast<std::size_t>(k)].push_back(j);
          names.push_back("s" + std::to_string(j));
        }
      steps.push_back(step(("s" + std::to_string(k)).c_str(), lasts[static_cast<std::size_t>(k)], names,
                           k + 1 == count ? plan::Step::Kind::readyForService : plan::Step::Kind::other));
    }
    // every path from the end to a beginning, by trying them all
    const std::function<double(int)> longest = [&](int k) {
      double most = 0.0;
      for (const int j : after[static_cast<std::size_t>(k)]) most = std::max(most, longest(j));
      return most + lasts[static_cast<std::size_t>(k)];
    };
    const plan::Evaluation e = evaluated(p, plainGround());
    QCOMPARE(activity(e, "P2/s8").finish - daysOf("2027-01-01"), 7.0 * longest(count - 1));
    double path = 0.0;
    for (const std::size_t n : e.criticalPath) {
      path += e.activities[n].weeks;
      QVERIFY(e.activities[n].isCritical);
    }
    QCOMPARE(path, longest(count - 1));
  }
}

void ScheduleTest::anItemIsOrderedByItsNeedLessTheEightiethPercentile() {
  plan::Plan p = plainPlan();
  plan::Phase& phase = p.options[0].phases[0];
  phase.steps = {step("shell", 60), step("mep", 20, {"shell"}),
                 step("rfs", 1, {"mep"}, plan::Step::Kind::readyForService)};
  plan::LongLead item;
  item.id = "T";
  item.type = "transformer";
  item.feeds = {"mep"};
  phase.items = {item};
  const plan::Evaluation e = evaluated(p, leads());
  QCOMPARE(e.orders.size(), std::size_t(1));
  // needed when the shell is dry; 30 weeks and 0.6567 of the 20 up to the P90
  QCOMPARE(e.orders[0].needBy.days, day("2027-01-01").days + 420);
  QVERIFY(isNear(e.orders[0].p80Weeks, 30.0 + 20.0 * 0.8416212 / 1.2815516, 1e-6));
  QCOMPARE(e.orders[0].orderBy.days,
           static_cast<int>(std::floor(day("2027-01-01").days + 420 - 7 * e.orders[0].p80Weeks)));
  QVERIFY(e.orders[0].slackDays > 100.0);
  QVERIFY(!e.orders[0].isCritical);
}

void ScheduleTest::whatIsLateIsSaid() {
  plan::Plan p = plainPlan();
  plan::Phase& phase = p.options[0].phases[0];
  phase.steps = {step("shell", 20), step("rfs", 1, {"shell"}, plan::Step::Kind::readyForService)};
  plan::LongLead item;
  item.id = "T";
  item.type = "transformer";
  item.feeds = {"rfs"};
  phase.items = {item};
  phase.target = day("2027-06-01");
  const plan::Evaluation e = evaluated(p, leads());
  QVERIFY(e.orders[0].slackDays < 0.0);
  QVERIFY(e.orders[0].isCritical);
  QCOMPARE(e.checks[10].id, std::string("orders"));
  QCOMPARE(e.checks[10].light, plan::Light::red);
  QCOMPARE(e.checks[10].entity, std::string("P2/T"));
}

void ScheduleTest::leadTimesOfAnotherCountryMoveTheDate() {
  plan::Plan p = plainPlan();
  plan::Phase& phase = p.options[0].phases[0];
  plan::LongLead item;
  item.id = "T";
  item.type = "transformer";
  item.feeds = {"build"};
  phase.items = {item};
  const double cn = activity(evaluated(p, leads()), "P2/build").start;
  p.options[0].leads = plan::LeadSet::us;
  QCOMPARE(activity(evaluated(p, leads()), "P2/build").start - cn, 7.0 * 100.0);
}

/// Ten weeks of back-feed, the gate, two of tests, the gate after them, one until service. Acceptance comes after it.
void ScheduleTest::aLaterGateHoldsBackWhatWaitsForIt() {
  plan::Plan p = plainPlan();
  plan::Phase& phase = p.options[0].phases[0];
  phase.steps = {step("feed", 10), step("tests", 2, {"feed", "G5"}),
                 step("rfs", 1, {"tests", "G6"}, plan::Step::Kind::readyForService)};
  phase.gates = {{5, "feed", {}, {}}, {6, "tests", {}, {}}, {7, "rfs", {}, {}}};
  const double from = daysOf("2027-01-01");
  const plan::Evaluation before = evaluated(p, plainGround());
  QCOMPARE(activity(before, "P2/rfs").finish, from + 7 * 13);
  // a gate that is dragged three weeks on holds the tests and all behind them back for three weeks
  p.options[0].delays = {{"P2/G5", 3.0}};
  const plan::Evaluation later = evaluated(p, plainGround());
  QCOMPARE(activity(later, "P2/G5").finish, from + 7 * 13);
  QCOMPARE(activity(later, "P2/feed").finish, from + 7 * 10);
  QCOMPARE(activity(later, "P2/tests").start, from + 7 * 13);
  QCOMPARE(activity(later, "P2/rfs").finish, from + 7 * 16);
  QCOMPARE(activity(later, "P2/G7").finish, from + 7 * 16);
  // what was accepted late was in service all the same
  p.options[0].delays = {{"P2/G7", 3.0}};
  const plan::Evaluation accepted = evaluated(p, plainGround());
  QCOMPARE(activity(accepted, "P2/G7").finish, from + 7 * 16);
  QCOMPARE(activity(accepted, "P2/rfs").finish, from + 7 * 13);
  // who waits for a gate is told of it
  std::vector<std::string> held;
  for (const std::size_t n : heldBackBy(before, "P2/G5")) held.push_back(before.activities[n].id);
  QCOMPARE(held, std::vector<std::string>{"P2/tests"});
  QVERIFY(heldBackBy(before, "P2/G7").empty());
}

PLENUM_TEST(ScheduleTest)
#include "ScheduleTest.moc"
