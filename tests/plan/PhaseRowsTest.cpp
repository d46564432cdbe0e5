// SPDX-License-Identifier: Apache-2.0
#include "plan/Derivation.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

/// What is told of a phase is told of the month in which it is full, not of the one in which it opens.
class PhaseRowsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void figuresAreThoseOfTheMonthInWhichThePhaseIsFull();
  void aPhaseThatNeverFillsTellsItsMostAndSaysSo();
  void theGoalOfThePlanIsEnough();
  void lessThanARackIsNoDifference();
  void theLastPhaseIsTheOneThatComesLast();
  void theWorstPueIsThatOfTheOpening();
};

namespace {

/// Each block uses 1 MW of its own beside what its chips draw, so that its PUE is
/// (IT + 1) / IT and a half-empty block has the worse one.
plan::Figures phasedFigures() {
  plan::Figures f = plainFigures();
  f.years.clear();
  for (const double utilisation : {0.0, 1.0}) {
    plan::YearAt year;
    year.utilisation = utilisation;
    const double itMw = 10.0 * utilisation;
    year.itMwh.fill(itMw * 730.0);
    year.facilityMwh.fill((itMw + 1.0) * 730.0);
    year.waterM3.fill((itMw + 2.0) * 730.0);
    year.carbonT.fill((itMw + 1.0) * 365.0);
    f.years.push_back(year);
  }
  return f;
}

/// The site's 10,000 chips; 10,000 more from January 2028 and from January 2029 on, wanted half a year after they come.
plan::Plan phasedPlan() {
  plan::Plan out = plainPlan();
  plan::Phase second = out.options[0].phases[0];
  second.id = "P3";
  second.steps[0].after = {"P2/build"};
  second.steps[0].length = weeks(366.0 / 7.0);
  out.options[0].phases.push_back(second);
  out.goalChips = 30'000;
  out.options[0].demand = {{day("2027-01-01"), 10'000},
                           {day("2028-01-01"), 15'000},
                           {day("2028-07-01"), 20'000},
                           {day("2029-07-01"), 30'000}};
  return out;
}

plan::Evaluation phased(const plan::Plan& plan) {
  return evaluated(plan, plainGround(phasedFigures(), phasedFigures()));
}

}  // namespace

void PhaseRowsTest::figuresAreThoseOfTheMonthInWhichThePhaseIsFull() {
  const plan::Evaluation e = phased(phasedPlan());
  QCOMPARE(e.phases.size(), std::size_t(3));
  const plan::PhaseRow &p2 = e.phases[1], &p3 = e.phases[2];
  QCOMPARE(p2.month, 12);
  QCOMPARE(p2.opening.month, 12);
  QCOMPARE(p2.full.month, 18);
  QVERIFY(p2.isFull);
  QCOMPARE(p2.goalChips, 20'000.0);
  QCOMPARE(p2.opening.liveChips, 15'000.0);
  QCOMPARE(p2.full.liveChips, 20'000.0);
  // two blocks at three quarters: 15 MW of IT and 2 MW beside; all of it: 20 and 2
  QVERIFY(isNear(p2.opening.pue, 17.0 / 15.0, 1e-12));
  QVERIFY(isNear(p2.full.pue, 22.0 / 20.0, 1e-12));
  QVERIFY(isNear(p2.full.wue, 24.0 / 20.0, 1e-12));
  QVERIFY(isNear(p2.full.facilityGwh, 22.0 * 8.76, 1e-9));
  QVERIFY(isNear(p2.full.carbonKt, 22.0 * 4.38, 1e-9));
  // three blocks with 20,000 and with 30,000 live
  QCOMPARE(p3.full.month, 30);
  QVERIFY(isNear(p3.opening.pue, 23.0 / 20.0, 1e-12));
  QVERIFY(isNear(p3.full.pue, 33.0 / 30.0, 1e-12));
  // and the equation says the same
  const plan::Plan plan = phasedPlan();
  const auto d = derivationOf({plan::Headline::What::phasePue, -1, "P3"}, plan, plan.options[0],
                              plainGround(phasedFigures(), phasedFigures()), e);
  QVERIFY(d);
  QVERIFY(isNear(d->value, 33.0 / 30.0, 1e-12));
}

void PhaseRowsTest::aPhaseThatNeverFillsTellsItsMostAndSaysSo() {
  plan::Plan plan = phasedPlan();
  plan.options[0].demand = {{day("2027-01-01"), 10'000}, {day("2028-04-01"), 18'000}, {day("2029-07-01"), 25'000}};
  const plan::Evaluation e = phased(plan);
  const plan::PhaseRow &p2 = e.phases[1], &p3 = e.phases[2];
  QVERIFY(e.phases[0].isFull);
  QVERIFY(!p2.isFull);
  QCOMPARE(p2.full.month, 15);
  QCOMPARE(p2.full.liveChips, 18'000.0);
  QVERIFY(isNear(p2.full.pue, 20.0 / 18.0, 1e-12));
  QVERIFY(!p3.isFull);
  QCOMPARE(p3.goalChips, 30'000.0);
  QCOMPARE(p3.full.month, 30);
  QCOMPARE(p3.full.liveChips, 25'000.0);
}

void PhaseRowsTest::theGoalOfThePlanIsEnough() {
  plan::Plan plan = phasedPlan();
  plan.goalChips = 25'000;
  plan.options[0].demand.back().chips = 25'000;
  const plan::Evaluation e = phased(plan);
  QCOMPARE(e.phases[1].goalChips, 20'000.0);
  QCOMPARE(e.phases[2].goalChips, 25'000.0);
  QVERIFY(e.phases[2].isFull);
  QCOMPARE(e.phases[2].full.month, 30);
}

/// Racks of 100 chips: 19,900 of 20,000 are all but one rack, 19,899 are not.
void PhaseRowsTest::lessThanARackIsNoDifference() {
  plan::Plan plan = phasedPlan();
  plan.options[0].demand[2].chips = 19'900;
  plan::Evaluation e = phased(plan);
  QVERIFY(e.phases[1].isFull);
  QVERIFY(!e.months[18].isHeldByDemand());
  plan.options[0].demand[2].chips = 19'899;
  e = phased(plan);
  QVERIFY(!e.phases[1].isFull);
  QVERIFY(e.months[18].isHeldByDemand());
}

void PhaseRowsTest::theLastPhaseIsTheOneThatComesLast() {
  plan::Plan plan = phasedPlan();
  std::swap(plan.options[0].phases[0], plan.options[0].phases[1]);
  const plan::Evaluation e = phased(plan);
  QCOMPARE(lastPhaseOf(e.phases, plan.months)->id, std::string("P3"));
  QVERIFY(isNear(checkOf(e, "policy").value, 1.1, 1e-12));
  // beyond the plan it does not count
  QCOMPARE(lastPhaseOf(e.phases, 24)->id, std::string("P2"));
}

void PhaseRowsTest::theWorstPueIsThatOfTheOpening() {
  const plan::Evaluation e = phased(phasedPlan());
  const plan::Check& check = checkOf(e, "part-load");
  QVERIFY(isNear(check.value, 23.0 / 20.0, 1e-12));
  QCOMPARE(check.month, 24);
  QCOMPARE(check.entity, std::string("P3"));
}

PLENUM_TEST(PhaseRowsTest)
#include "PhaseRowsTest.moc"
