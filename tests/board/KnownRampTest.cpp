// SPDX-License-Identifier: Apache-2.0
#include "board/KnownRamp.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// Three phases, one of them ready in the middle of a month and one without steps; chips are wanted from the middle of
/// a month on, and fewer later.
plan::Plan threePhases() {
  plan::Plan out = test::plainPlan();
  out.goalChips = 20'000;
  plan::Option& a = out.options.front();
  plan::Phase second = a.phases[0];
  second.id = "P3";
  second.blocks[0].count = 2;
  second.steps = {test::step("shell", 70.0), test::step("rfs", 3.5, {"shell"}, plan::Step::Kind::readyForService)};
  plan::Phase third = second;
  third.id = "P4";
  third.steps.clear();
  a.phases = {a.phases[0], second, third};
  a.demand = {{test::day("2027-01-01"), 10'000}, {test::day("2028-03-15"), 25'000}, {test::day("2029-01-01"), 9'000}};
  return out;
}

}  // namespace

/// What is told before anything is solved is what the whole evaluation tells later.
class KnownRampTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void chipsAreBuiltAndWantedAsTheEvaluationHasThem() {
    const plan::Plan plan = threePhases();
    const plan::Ground ground = test::plainGround();
    const plan::Option& option = plan.options.front();
    const plan::Evaluation whole = plan::evaluate(plan, option, ground);
    const KnownRamp known =
        knownOf(plan, option, plan::scheduleOf(plan, option, ground.defaults), double(ground.site->chips));
    QCOMPARE(known.built.size(), whole.months.size());
    QVERIFY(whole.months.back().installedChips > whole.months.front().installedChips);
    for (std::size_t m = 0; m < whole.months.size(); ++m) {
      QCOMPARE(known.built[m], whole.months[m].installedChips);
      QCOMPARE(known.wanted[m], whole.months[m].demandChips);
      if (known.goal && int(m) < *known.goal) QVERIFY(whole.months[m].installedChips < 20'000);
    }
    QVERIFY(known.goal);
    QVERIFY(whole.months[std::size_t(*known.goal)].installedChips >= 20'000);
    // it may come later, never sooner
    QVERIFY(!whole.goalMonth || *whole.goalMonth >= *known.goal);
  }

  void whereNobodyWantsThereIsNoLine() {
    plan::Plan plan = threePhases();
    plan.goalChips = 1'000'000;
    plan.options.front().demand.clear();
    const plan::Ground ground = test::plainGround();
    const KnownRamp known =
        knownOf(plan, plan.options.front(), plan::scheduleOf(plan, plan.options.front(), ground.defaults), 10'000.0);
    QVERIFY(known.wanted.empty());
    QVERIFY(!known.goal);
  }
};

PLENUM_TEST(KnownRampTest)
#include "KnownRampTest.moc"
