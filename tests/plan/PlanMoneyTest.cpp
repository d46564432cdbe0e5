// SPDX-License-Identifier: Apache-2.0
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

class PlanMoneyTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void capexIsThatOfTheBlockAndSpentByTheTimeItIsReady();
  void aMonthCostsWhatItsPartsCost();
  void presentValueWithoutInterestIsTheSum();
  void interestMakesLaterMoneyLess();
  void payingBackIsTheMonthInWhichNothingIsOwedAnyMore();
  void aChipHourCostsWhatItsPartsCost();
  void aDaysDelayCostsADaysMargin();
  void whatComesEarlyIsKeptUntilItIsNeeded();
  void anItemIsPaidForWhenItComesAndTheRestAlongTheWorks();
};

void PlanMoneyTest::capexIsThatOfTheBlockAndSpentByTheTimeItIsReady() {
  const plan::Evaluation e = evaluated(plainPlan(), plainGround());
  QVERIFY(isNear(e.money.capexFacility, 10.0 * 20e6, 1.0));
  QVERIFY(isNear(e.money.capexIt, 10'000 * 1000.0, 1.0));
  double spent = 0.0, half = 0.0;
  for (int m = 0; m < 12; ++m) {
    spent += e.months[static_cast<std::size_t>(m)].capexFacility;
    if (m < 6) half += e.months[static_cast<std::size_t>(m)].capexFacility;
  }
  QVERIFY(isNear(spent, 200e6, 1.0));
  // an S: half of it at half time (181 of 365 days)
  const double x = 181.0 / 365.0;
  QVERIFY(isNear(half, 200e6 * x * x * (3.0 - 2.0 * x), 1.0));
  QCOMPARE(e.months[12].capexIt, 10e6);
}

void PlanMoneyTest::aMonthCostsWhatItsPartsCost() {
  const plan::Evaluation e = evaluated(plainPlan(), plainGround());
  const plan::MonthRow& row = e.months[0];  // January 2027, 744 h; the site alone at full load
  QVERIFY(isNear(row.energyYuan, 10.0 * 730.0 * 1.2 * 1e3 * 0.5, 1e-3));
  QVERIFY(isNear(row.demandYuan, 12e3 * 40.0, 1e-6));
  QVERIFY(isNear(row.waterYuan, 10.0 * 730.0 * 1.5 * 3.0, 1e-6));
  QVERIFY(isNear(row.staffYuan, (12.0 + 0.5 * 10.0) * 180000.0 / 12.0, 1e-6));
  // 2 % of 70 % of 200 MCNY and 3 % of 10 MCNY
  QVERIFY(isNear(row.maintenanceYuan, (0.02 * 140e6 + 0.03 * 10e6) / 12.0, 1e-3));
  QVERIFY(isNear(row.revenueYuan, 10'000 * 744.0 * 2.0, 1e-3));
  QVERIFY(isNear(row.pue(), 1.2, 1e-12));
  QVERIFY(isNear(row.wue(), 1.5, 1e-12));
}

void PlanMoneyTest::presentValueWithoutInterestIsTheSum() {
  const plan::Evaluation e = evaluated(plainPlan(), plainGround());
  double sum = 0.0;
  for (const plan::MonthRow& row : e.months) sum += row.revenueYuan - row.opexYuan() - row.capexYuan();
  QVERIFY(isNear(e.months.back().cashYuan, sum, 1e-3));
  // after two of twelve, thirty and five years: what is left of 140, 60 and 10 MCNY (from 2028-01-01 to 2030-01-01)
  const double years = 731.0 / 365.25;
  const double left = 140e6 * (1 - years / 12) + 60e6 * (1 - years / 30) + 10e6 * (1 - years / 5);
  QVERIFY(isNear(e.money.residual, left, 1.0));
  QVERIFY(isNear(e.money.npv, sum + left, 1.0));
}

void PlanMoneyTest::interestMakesLaterMoneyLess() {
  plan::Ground ground = plainGround();
  assume(ground, "finance.discount", 0.1);
  const plan::Evaluation e = evaluated(plainPlan(), ground);
  double sum = e.money.residual * std::pow(1.1, -3.0);
  for (std::size_t m = 0; m < e.months.size(); ++m) {
    const plan::MonthRow& row = e.months[m];
    sum += (row.revenueYuan - row.opexYuan() - row.capexYuan()) * std::pow(1.1, -(double(m) + 0.5) / 12.0);
  }
  QVERIFY(isClose(e.money.npv, sum, 1e-12));
}

void PlanMoneyTest::payingBackIsTheMonthInWhichNothingIsOwedAnyMore() {
  const plan::Evaluation e = evaluated(plainPlan(), plainGround());
  QVERIFY(e.money.paybackMonth);
  const auto m = static_cast<std::size_t>(*e.money.paybackMonth);
  QVERIFY(e.months[m].cashYuan >= 0.0);
  QVERIFY(e.months[m - 1].cashYuan < 0.0);
  double deepest = 0.0;
  for (const plan::MonthRow& row : e.months) deepest = std::max(deepest, -row.cashYuan);
  QCOMPARE(e.money.peakFunding, deepest);
}

void PlanMoneyTest::aChipHourCostsWhatItsPartsCost() {
  const plan::Evaluation e = evaluated(plainPlan(), plainGround());
  const double hours = 20'000 * 8760.0;  // the last twelve months: 2029
  // without interest a part is paid back in equal shares over its life
  const double it = 20e6 / 5 / hours, facility = (280e6 / 12 + 120e6 / 30) / hours;
  double sum = 0.0;
  for (const plan::Money::Part& part : e.money.parts) {
    sum += part.yuanPerChipHour;
    if (part.id == "it") QVERIFY(isClose(part.yuanPerChipHour, it, 1e-9));
    if (part.id == "facility") QVERIFY(isClose(part.yuanPerChipHour, facility, 1e-9));
    if (part.id == "energy") QVERIFY(isClose(part.yuanPerChipHour, 20.0 * 8760.0 * 1.2 * 500.0 / hours, 1e-9));
  }
  QVERIFY(isClose(e.money.tcoPerChipHour, sum, 1e-12));
}

void PlanMoneyTest::aDaysDelayCostsADaysMargin() {
  const plan::Evaluation e = evaluated(plainPlan(), plainGround());
  // thirty days push the first month of service from the first of January to the first of February
  QVERIFY(isClose(e.money.delayChipHoursPerDay, 10'000 * 744.0 / 30.0, 1e-9));
  QVERIFY(e.money.delayYuanPerDay > 0.0);
}

void PlanMoneyTest::whatComesEarlyIsKeptUntilItIsNeeded() {
  plan::Plan plan = plainPlan();
  plan::Ground ground = plainGround();
  assume(ground, "order.storage", 0.004);
  assume(ground, "finance.discount", 0.06);
  plan::LeadTime lead;
  lead.id = "transformer";
  lead.cn = lead.us = weeks(10.0);
  ground.defaults.leads = {lead};
  plan::Phase& phase = plan.options[0].phases[0];
  phase.steps = {step("shell", 20.0), step("rfs", 30.0, {"shell"}, plan::Step::Kind::readyForService)};
  plan::LongLead item;
  item.id = "T1", item.type = "transformer", item.feeds = {"rfs"};
  item.ordered = plan.from;
  item.capexMcny = 100.0;
  phase.items = {item};
  const plan::Evaluation e = evaluated(plan, ground);
  // ordered on the first day it comes after 70 days and is needed after 140
  double kept = 0.0;
  for (const plan::MonthRow& row : e.months) kept += row.storageYuan;
  QVERIFY(isClose(kept, 100e6 * 70.0 / (365.25 / 12.0) * 0.004, 1e-9));
  QCOMPARE(e.months[1].storageYuan, 0.0);  // February: not here yet
  // April is waited for as a whole
  QVERIFY(isClose(e.months[3].storageYuan, 100e6 * 30.0 / (365.25 / 12.0) * 0.004, 1e-9));
  QVERIFY(isNear(e.months[3].opexYuan() - evaluated(plainPlan(), ground).months[3].opexYuan(), e.months[3].storageYuan,
                 1e-3));
  // just in time it costs nothing
  phase.items[0].ordered = day("2027-03-12");
  const plan::Evaluation inTime = evaluated(plan, ground);
  for (const plan::MonthRow& row : inTime.months) QCOMPARE(row.storageYuan, 0.0);
  // the price moves from May, when it would be needed, to March, when it comes; interest counts once, in the value
  QVERIFY(isNear(e.months[2].capexFacility - inTime.months[2].capexFacility, 100e6, 1.0));
  QVERIFY(isNear(inTime.months[4].capexFacility - e.months[4].capexFacility, 100e6, 1.0));
  double less = 100e6 * (std::pow(1.06, -2.5 / 12.0) - std::pow(1.06, -4.5 / 12.0));
  for (std::size_t m = 0; m < e.months.size(); ++m)
    less += e.months[m].storageYuan * std::pow(1.06, -(double(m) + 0.5) / 12.0);
  QVERIFY(isNear(inTime.money.npv - e.money.npv, less, 1.0));
}

void PlanMoneyTest::anItemIsPaidForWhenItComesAndTheRestAlongTheWorks() {
  plan::Plan plan = plainPlan();
  plan::Ground ground = plainGround();
  plan::LeadTime lead;
  lead.id = "transformer";
  lead.cn = lead.us = weeks(10.0);
  ground.defaults.leads = {lead};
  plan::Phase& phase = plan.options[0].phases[0];
  plan::LongLead item;
  item.id = "T1", item.type = "transformer", item.feeds = {"build"};
  item.ordered = day("2026-10-23");  // comes on the first of January
  item.capexMcny = 50.0;
  phase.items = {item};
  plan::Evaluation e = evaluated(plan, ground);
  // January: the item, and of the other 150 MCNY the S of 31 of 365 days
  const double x = 31.0 / 365.0, along = x * x * (3.0 - 2.0 * x);
  QVERIFY(isNear(e.months[0].capexFacility, 50e6 + 150e6 * along, 1.0));
  QVERIFY(isNear(e.money.capexFacility, 200e6, 1.0));
  // prices that come to more than the block costs are the block
  phase.items[0].capexMcny = 300.0;
  e = evaluated(plan, ground);
  QVERIFY(isNear(e.months[0].capexFacility, 200e6, 1.0));
  QVERIFY(isNear(e.money.capexFacility, 200e6, 1.0));
}

PLENUM_TEST(PlanMoneyTest)
#include "PlanMoneyTest.moc"
