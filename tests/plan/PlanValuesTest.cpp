// SPDX-License-Identifier: Apache-2.0
#include "plan/GroundPlan.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"
#include "support/Validation.h"

using namespace plenum;
using namespace plenum::test;
namespace v = plenum::test::validation;

namespace {

constexpr const char* byHand = "worked out by hand from the plan's own numbers (tests/plan/SmallPlan.h)";

// three years of a site of 10 MW and 10,000 chips and one block as large that is ready after the first
constexpr double firstHours = 365 * 24.0, laterHours = (366 + 365) * 24.0;
constexpr double firstMonths = 12.0, laterMonths = 24.0;

}  // namespace

/// What a plan comes to, against sums that anybody can do again.
class PlanValuesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void money();
  void constraints();
};

void PlanValuesTest::money() {
  const plan::Evaluation e = evaluated(plainPlan(), plainGround());
  // months of weather-years have 730 hours, those of the calendar their own
  const double revenue = 2.0 * (10'000 * firstHours + 20'000 * laterHours);
  const auto monthly = [](double mw) {
    const double energy = mw * 730.0 * 1.2 * 500.0, demand = mw * 1200.0 * 40.0, water = mw * 730.0 * 1.5 * 3.0;
    const double staff = (12.0 + 0.5 * mw) * 180'000.0 / 12.0;
    const double maintenance = (0.02 * 0.7 * 20e6 * mw + 0.03 * 1000.0 * 1000.0 * mw) / 12.0;
    return energy + demand + water + staff + maintenance;
  };
  const double opex = firstMonths * monthly(10.0) + laterMonths * monthly(20.0);
  const double capex = 10.0 * 20e6 + 10'000 * 1000.0;
  const double years = 731.0 / 365.25;
  const double left = 140e6 * (1 - years / 12) + 60e6 * (1 - years / 30) + 10e6 * (1 - years / 5);
  QVERIFY(v::close({"PLAN", "opex of a plan of three years", byHand, "million CNY", 3}, e.money.opex * 1e-6,
                   opex * 1e-6, 1e-9));
  QVERIFY(v::close({"PLAN", "its net present value without interest", byHand, "million CNY", 3}, e.money.npv * 1e-6,
                   (revenue - opex - capex + left) * 1e-6, 1e-9));
  const double year = 20'000 * 8760.0;
  const double capital = 20e6 / 5.0 + 280e6 / 12.0 + 120e6 / 30.0;
  QVERIFY(v::close({"PLAN", "what a chip-hour costs in its last year", byHand, "CNY/h", 5}, e.money.tcoPerChipHour,
                   (capital + 12.0 * monthly(20.0)) / year, 1e-9));
}

void PlanValuesTest::constraints() {
  plan::Plan plan = plainPlan();
  plan::Figures site = plainFigures();
  site.gridFirmMw = 12.0;
  plan::GridStep substation;
  substation.id = "SUB2", substation.firmMw = 6.0;
  substation.length = weeks(540.0 / 7.0);
  plan.options[0].gridSteps = {substation};
  const plan::Evaluation e = evaluated(plan, plainGround(site));
  // 1.2 MW at the mains for each of IT: 12 carry 10, and 18 carry 15 from the month after the 540th day on
  QVERIFY(
      v::near({"PLAN", "usable MW before the second substation", byHand, "MW", 3}, e.months[17].usableMw, 10.0, 1e-9));
  QVERIFY(v::near({"PLAN", "usable MW after it, of 20 built", byHand, "MW", 3}, e.months[18].usableMw, 15.0, 1e-9));

  // two blocks on land for one
  plan::Figures block = plainFigures();
  block.footprint.sizeM = {120, 80};
  plan::Ground ground = plainGround(plainFigures(), block);
  plan::Plan tight = plainPlan();
  tight.land.outline = {{0, 0}, {150, 0}, {150, 110}, {0, 110}};
  tight.options[0].phases[0].blocks[0].count = 2;
  Serial serial;
  layAll(tight, ground, serial);
  QVERIFY(v::near(
      {"PLAN", "usable MW where one of two blocks of 10 MW finds no place beside the site's 10", byHand, "MW", 3},
      evaluated(tight, ground).months.back().usableMw, 20.0, 1e-9));
}

PLENUM_TEST(PlanValuesTest)
#include "PlanValuesTest.moc"
