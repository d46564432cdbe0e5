// SPDX-License-Identifier: Apache-2.0
#include "plan/SmallPlan.h"
#include "plan/Spread.h"
#include "run/WorkerPool.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

namespace {

plan::Plan uncertainPlan() {
  plan::Plan p = plainPlan();
  p.options[0].phases[0].steps[0].length = weeks(40, 52, 70);
  return p;
}
plan::Ground uncertainGround() {
  plan::Ground g = plainGround();
  assume(g, "capex.facility", 20.0, 15.0, 30.0);
  assume(g, "revenue.chip.chip", 2.0, 1.5, 2.6);
  return g;
}

}  // namespace

class SpreadTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theMiddleIsThatOfTheSingleAnswer();
  void withoutRangesEverySampleIsTheAnswer();
  void oneRangeComesOutAsItWentIn();
  void anotherAssumptionChangesNoDrawOfThose();
  void anyNumberOfWorkersGivesTheSameBits();
  void aRiskComesByItsChance();
  void theBiggestDriverIsFirst();
  void whatMovesTheGoalMostIsNamed();
  void aRiskBelongsToTheWorkThatItStrikes();
  void aGoalThatNeverMovesHasNoCause();
};

void SpreadTest::theMiddleIsThatOfTheSingleAnswer() {
  const plan::Plan p = uncertainPlan();
  const plan::Ground g = uncertainGround();
  Serial serial;
  const plan::Spread s = spreadOf(p, p.options[0], g, {2000, 1, {}}, serial);
  const plan::Evaluation e = evaluated(p, g);
  QVERIFY(isClose(s.npv.p50, e.money.npv, 0.03));
  QVERIFY(std::abs(s.goalMonth.p50 - *e.goalMonth) <= 1.0);
  QVERIFY(s.npv.p10 < s.npv.p50 && s.npv.p50 < s.npv.p90);
}

void SpreadTest::withoutRangesEverySampleIsTheAnswer() {
  const plan::Plan p = plainPlan();
  Serial serial;
  const plan::Ground g = plainGround();
  const plan::Spread s = spreadOf(p, p.options[0], g, {50, 1, {}}, serial);
  const double npv = evaluated(p, g).money.npv;
  QCOMPARE(s.npvs.front(), npv);
  QCOMPARE(s.npvs.back(), npv);
  QVERIFY(isNear(s.goalShare, 1.0, 1e-12));
}

void SpreadTest::oneRangeComesOutAsItWentIn() {
  plan::Ground g = plainGround();
  assume(g, "capex.facility", 20.0, 15.0, 30.0);
  const plan::Plan p = plainPlan();
  Serial serial;
  const plan::Spread s = spreadOf(p, p.options[0], g, {4000, 3, {}}, serial);
  // 10 MW at 15, 20 and 30 MCNY each, and 10 MCNY of chips
  QVERIFY(isClose(s.capex.p10, 160e6, 0.03));
  QVERIFY(isClose(s.capex.p50, 210e6, 0.02));
  QVERIFY(isClose(s.capex.p90, 310e6, 0.03));
}

void SpreadTest::anotherAssumptionChangesNoDrawOfThose() {
  const plan::Plan p = plainPlan();
  plan::Ground g = plainGround();
  assume(g, "capex.facility", 20.0, 15.0, 30.0);
  Serial serial;
  const plan::Spread before = spreadOf(p, p.options[0], g, {100, 1, {}}, serial);
  plan::Assumption more;
  more.id = "a.new.one";
  more.value = 1.0, more.low = 0.5, more.high = 2.0;
  g.defaults.assumptions.insert(g.defaults.assumptions.begin(), more);
  const plan::Spread after = spreadOf(p, p.options[0], g, {100, 1, {}}, serial);
  QCOMPARE(after.npvs, before.npvs);
}

void SpreadTest::anyNumberOfWorkersGivesTheSameBits() {
  const plan::Plan p = uncertainPlan();
  const plan::Ground g = uncertainGround();
  Serial serial;
  const plan::Spread one = spreadOf(p, p.options[0], g, {300, 1, {}}, serial);
  for (const int workers : {2, 3}) {
    WorkerPool pool(workers);
    const plan::Spread many = spreadOf(p, p.options[0], g, {300, 1, {}}, pool);
    QCOMPARE(many.npvs, one.npvs);
    QCOMPARE(many.goalMonths, one.goalMonths);
  }
}

void SpreadTest::aRiskComesByItsChance() {
  plan::Plan p = plainPlan();
  plan::Risk risk;
  risk.id = "flood";
  risk.chance = 0.25;
  risk.delay = weeks(20);
  risk.activity = "build";
  p.options[0].phases[0].risks = {risk};
  Serial serial;
  const plan::Spread s = spreadOf(p, p.options[0], plainGround(), {2000, 1, {}}, serial);
  int late = 0;
  for (const double month : s.goalMonths) late += month > 12.5 ? 1 : 0;
  QVERIFY(isNear(late / 2000.0, 0.25, 0.03));
}

void SpreadTest::theBiggestDriverIsFirst() {
  const plan::Plan p = uncertainPlan();
  Serial serial;
  const auto drivers = tornadoOf(p, p.options[0], uncertainGround(), serial);
  QCOMPARE(drivers.size(), std::size_t(3));
  for (std::size_t k = 1; k < drivers.size(); ++k) QVERIFY(drivers[k - 1].swing() >= drivers[k].swing());
  // a price of 1.1 CNY more for 10,000 and then 20,000 chips over three years is more than 150 MCNY of capex
  QCOMPARE(drivers[0].id, std::string("revenue.chip.chip"));
  QVERIFY(drivers[0].npvHigh > drivers[0].npvLow);
}

/// One after the other, ± 40 and ± 20 weeks: variances as four to one, so four fifths come from the first. Months are
/// whole, which blurs it by a twelfth of a square month of eighty.
void SpreadTest::whatMovesTheGoalMostIsNamed() {
  plan::Plan p = plainPlan();
  p.months = 120;
  p.options[0].phases[0].name = {"Phase 2", "二期"};
  plan::Step shell = step("shell", 0.0);
  shell.name = {"Shell", "土建"};
  shell.length = weeks(100, 140, 180);
  plan::Step& rfs = p.options[0].phases[0].steps[0];
  rfs.length = weeks(60, 80, 100), rfs.after = {"shell"};
  p.options[0].phases[0].steps.push_back(shell);
  Serial serial;
  const plan::Spread s = spreadOf(p, p.options[0], uncertainGround(), {4000, 1, {}}, serial);
  QVERIFY(s.goalCause);
  QCOMPARE(s.goalCause->id, std::string("P2/shell"));
  QCOMPARE(s.goalCause->name.zh, std::string("土建（二期）"));
  QVERIFY2(isNear(s.goalCause->share, 0.8, 0.02), qPrintable(QString::number(s.goalCause->share)));
  QCOMPARE(saidOf(*s.goalCause).arguments.back().second, std::string("80"));
}

void SpreadTest::aRiskBelongsToTheWorkThatItStrikes() {
  plan::Plan p = plainPlan();
  p.months = 120;
  plan::Risk risk;
  risk.id = "flood", risk.chance = 0.25, risk.delay = weeks(20), risk.activity = "build";
  p.options[0].phases[0].risks = {risk};
  Serial serial;
  const plan::Spread s = spreadOf(p, p.options[0], plainGround(), {2000, 1, {}}, serial);
  QVERIFY(s.goalCause);
  QCOMPARE(s.goalCause->id, std::string("P2/build"));
  QVERIFY(isNear(s.goalCause->share, 1.0, 1e-9));
}

/// Prices are drawn, and the month is the same in every sample.
void SpreadTest::aGoalThatNeverMovesHasNoCause() {
  const plan::Plan p = plainPlan();
  Serial serial;
  QVERIFY(!spreadOf(p, p.options[0], uncertainGround(), {500, 1, {}}, serial).goalCause);
}

PLENUM_TEST(SpreadTest)
#include "SpreadTest.moc"
