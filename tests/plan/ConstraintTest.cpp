// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>

#include "plan/SmallPlan.h"
#include "plan/Spread.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;
using plan::Resource;

namespace {

struct LimitCase {
  const char* name;
  Resource resource;
  double usableMw;  // of the 20 MW that stand in the last month
  std::function<void(plan::Plan&, plan::Ground&)> make;
};

void alter(plan::Ground& ground, const std::function<void(plan::Figures&)>& change) {
  plan::Figures site = *ground.site, block = *ground.blocks.front();
  change(site), change(block);
  ground.site = std::make_shared<const plan::Figures>(site);
  ground.blocks = {std::make_shared<const plan::Figures>(block)};
}
void shares(plan::Ground& ground, Resource r, double share) {
  alter(ground, [&](plan::Figures& f) { f.share[static_cast<std::size_t>(r)] = share; });
}
void grants(plan::Plan& p, Resource r, double amount) { p.options[0].grants = {grant(r, amount)}; }

const std::vector<LimitCase>& limitCases() {
  static const std::vector<LimitCase> all{
      // feeds of 18 and 30 MW: 18 MW are left, at 1.2 MW for each of IT
      {"grid", Resource::grid, 15.0,
       [](plan::Plan&, plan::Ground& g) { alter(g, [](plan::Figures& f) { f.gridFirmMw = 18.0; }); }},
      // the same, and a fifth on top for batteries that charge: 18 / 1.44
      {"grid with recharge", Resource::grid, 12.5,
       [](plan::Plan&, plan::Ground& g) {
         alter(g, [](plan::Figures& f) { f.gridFirmMw = 18.0; });
         assume(g, "load.recharge", 0.2);
       }},
      // three transformers of 6 MW: two are left
      {"transformers", Resource::transformers, 10.0,
       [](plan::Plan&, plan::Ground& g) {
         alter(g, [](plan::Figures& f) { f.transformers = {"T1", "T2", "T3"}, f.transformerMw = {6.0, 6.0, 6.0}; });
       }},
      {"ups", Resource::ups, 16.0, [](plan::Plan&, plan::Ground& g) { shares(g, Resource::ups, 0.8); }},
      {"gensets", Resource::gensets, 14.0, [](plan::Plan&, plan::Ground& g) { shares(g, Resource::gensets, 0.7); }},
      {"heat rejection", Resource::heatRejection, 18.0,
       [](plan::Plan&, plan::Ground& g) { shares(g, Resource::heatRejection, 0.9); }},
      {"hall cooling", Resource::hallCooling, 19.0,
       [](plan::Plan&, plan::Ground& g) { shares(g, Resource::hallCooling, 0.95); }},
      {"floor", Resource::floor, 10.0, [](plan::Plan&, plan::Ground& g) { shares(g, Resource::floor, 0.5); }},
      // 48 m³ a day for each megawatt; 900 m³ less a fifth in a dry year
      {"water", Resource::water, 15.0,
       [](plan::Plan& p, plan::Ground& g) {
         grants(p, Resource::water, 900.0);
         assume(g, "limit.drought", 0.8);
       }},
      // half of the 10,000 m² that the block asks
      {"land", Resource::land, 15.0, [](plan::Plan& p, plan::Ground&) { grants(p, Resource::land, 5000.0); }},
      // 0.01 Gbit/s a chip: 150 serve 15,000 chips
      {"fibre", Resource::fibre, 15.0, [](plan::Plan& p, plan::Ground&) { grants(p, Resource::fibre, 150.0); }},
      {"fabric", Resource::fabric, 12.0, [](plan::Plan& p, plan::Ground&) { grants(p, Resource::fabric, 12'000.0); }},
      // 8,760 h · 1.2 · 0.5 t for each megawatt: 5,256 t
      {"carbon", Resource::carbon, 16.0,
       [](plan::Plan& p, plan::Ground&) { grants(p, Resource::carbon, 16.0 * 5256.0); }},
      {"energy", Resource::energy, 17.0,
       [](plan::Plan& p, plan::Ground&) { grants(p, Resource::energy, 17.0 * 10.512); }},
      // the block costs 200 MCNY of facility and 10 of chips; 147 pay for seven tenths
      {"capital", Resource::capital, 17.0, [](plan::Plan& p, plan::Ground&) { grants(p, Resource::capital, 147.0); }},
  };
  return all;
}

}  // namespace

class ConstraintTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void eachResourceBindsWhereItIsShort_data();
  void eachResourceBindsWhereItIsShort();
  void withNothingShortTheWholeCampusRuns();
  void theShorterOfTwoBindsAndTheOtherIsNext();
  void ofDemandNoMoreRunsThanIsWanted();
  void whereDemandIsLeastItIsNamed();
  void whatRelievesTheGridIsNamedWithItsFloat();
  void aMonthOfEachKindIsSaidAsItIs();
  void aTieInTakesTheSpareAndNotTheLoad();
  void whatATieInCannotFeedIsTakenDown();
  void whatLosesItsSpareIsTakenDownWhereThePlanSaysSo();
  void tieInsAtTheSameTimeAreJudgedTogether();
  void aTieInCanTakeOutWhatAGridStepAdded();
  void aLaterSubstationMakesNothingBetter();
};

void ConstraintTest::eachResourceBindsWhereItIsShort_data() {
  QTest::addColumn<int>("index");
  for (std::size_t k = 0; k < limitCases().size(); ++k) QTest::newRow(limitCases()[k].name) << static_cast<int>(k);
}

void ConstraintTest::eachResourceBindsWhereItIsShort() {
  QFETCH(int, index);
  const LimitCase& c = limitCases()[static_cast<std::size_t>(index)];
  plan::Plan plan = plainPlan();
  plan::Ground ground = plainGround();
  c.make(plan, ground);
  const plan::MonthRow row = evaluated(plan, ground).months.back();
  QCOMPARE(row.installedMw, 20.0);
  QCOMPARE(row.binding, c.resource);
  QVERIFY(isNear(row.usableMw, c.usableMw, 1e-9));
  QVERIFY(isNear(row.usableChips, c.usableMw * 1000.0, 1e-6));
  QVERIFY(isNear(row.strandedMw[static_cast<std::size_t>(c.resource)], 20.0 - c.usableMw, 1e-9));
  double sum = 0.0;
  const auto steps = waterfallOf(row);
  for (std::size_t k = 1; k + 1 < steps.size(); ++k) sum += steps[k].mw;
  QVERIFY(isNear(steps.front().mw - sum, steps.back().mw, 1e-9));
}

void ConstraintTest::withNothingShortTheWholeCampusRuns() {
  const plan::Evaluation e = evaluated(plainPlan(), plainGround());
  QCOMPARE(e.months[11].installedMw, 10.0);
  QCOMPARE(e.months[12].installedMw, 20.0);
  QCOMPARE(e.months[12].usableMw, 20.0);
  QCOMPARE(e.months[12].binding, Resource::built);
  QCOMPARE(e.goalMonth.value_or(-1), 12);
}

void ConstraintTest::theShorterOfTwoBindsAndTheOtherIsNext() {
  plan::Plan plan = plainPlan();
  plan::Ground ground = plainGround();
  shares(ground, Resource::ups, 0.8);
  grants(plan, Resource::water, 12.0 * 48.0);
  const plan::MonthRow row = evaluated(plan, ground).months.back();
  QCOMPARE(row.binding, Resource::water);
  QCOMPARE(row.next, Resource::ups);
  QVERIFY(isNear(row.usableMw, 12.0, 1e-9));
  QVERIFY(isNear(row.strandedMw[static_cast<std::size_t>(Resource::ups)], 4.0, 1e-9));
  QVERIFY(isNear(row.strandedMw[static_cast<std::size_t>(Resource::water)], 4.0, 1e-9));
}

void ConstraintTest::ofDemandNoMoreRunsThanIsWanted() {
  plan::Plan plan = plainPlan();
  plan.options[0].demand = {{day("2027-01"), 5000}, {day("2028-07"), 30'000}};
  const plan::Evaluation e = evaluated(plan, plainGround());
  QCOMPARE(e.months[0].liveChips, 5000.0);
  QCOMPARE(e.months[0].usableChips, 10'000.0);
  QCOMPARE(e.months[18].liveChips, 20'000.0);
  // half of the chips at full load, the rest idle: 0.5 · 8 + 2 MW
  QVERIFY(isNear(e.months[0].itMwh, 6.0 * 730.0, 1e-6));
}

/// 5,000 wanted of 10,000 and, from the thirteenth month on, of the 16,000 that UPSs carry; from the nineteenth more
/// than stand.
void ConstraintTest::whereDemandIsLeastItIsNamed() {
  plan::Plan plan = plainPlan();
  plan::Ground ground = plainGround();
  plan.options[0].demand = {{day("2027-01"), 5000}, {day("2028-07"), 30'000}};
  shares(ground, Resource::ups, 0.8);
  const plan::Evaluation e = evaluated(plan, ground);
  const auto held = [&](std::size_t m) { return std::string(holdingWordOf(e.months[m])); };
  const auto next = [&](std::size_t m) { return std::string(holdingNextWordOf(e.months[m])); };
  QCOMPARE(held(12), std::string("demand"));
  QCOMPARE(next(12), std::string("ups"));
  QCOMPARE(e.months[12].binding, Resource::ups);  // of what may run
  QCOMPARE(held(18), std::string("ups"));
  const auto answers = answersOf(plan, plan.options[0], ground, e);
  const auto told = std::find_if(answers.fastest.begin(), answers.fastest.end(),
                                 [](const Text& text) { return text.id == "plan.answer.demand"; });
  QVERIFY(told != answers.fastest.end());
  const std::vector<std::pair<std::string, std::string>> wanted{
      {"months", "18"}, {"all", "36"}, {"month", "2028-01"}, {"usable", "16.0"}, {"wanted", "5.0"}};
  QCOMPARE(told->arguments, wanted);
  // a demand that grows with the campus holds nothing back
  plan.options[0].demand = {{day("2027-01"), 30'000}};
  for (const plan::MonthRow& row : evaluated(plan, ground).months) QVERIFY(!row.isHeldByDemand());
}

/// The block is ready after a year, the substation that it needs after a year and a half, and the phase that brings the
/// goal after two: the substation is not on the path to it, six months from its end, and what may run waits for it.
void ConstraintTest::whatRelievesTheGridIsNamedWithItsFloat() {
  plan::Plan plan = plainPlan();
  plan::Ground ground = plainGround();
  alter(ground, [](plan::Figures& f) { f.gridFirmMw = 12.0; });
  plan::Option& option = plan.options[0];
  option.demand = {{day("2027-01"), 20'000}};
  plan.goalChips = 30'000;
  plan::Phase later = option.phases[0];
  later.id = "P3", later.steps[0].length = weeks(2.0 * 365.25 / 7.0);
  option.phases.push_back(later);
  plan::GridStep sub;
  sub.id = "SUB2", sub.name = {"Second substation", "第二变电站"}, sub.firmMw = 40.0;
  sub.length = weeks(1.5 * 365.25 / 7.0);
  option.gridSteps = {sub};
  const plan::Evaluation e = evaluated(plan, ground);
  QCOMPARE(e.months[12].binding, Resource::grid);
  const auto answers = answersOf(plan, option, ground, e);
  const auto told = std::find_if(answers.fastest.begin(), answers.fastest.end(),
                                 [](const Text& text) { return text.id == "plan.answer.relief"; });
  QVERIFY(told != answers.fastest.end());
  const std::vector<std::pair<std::string, std::string>> wanted{{"step", "grid/SUB2"},
                                                                {"step.en", "Second substation"},
                                                                {"step.zh", "第二变电站"},
                                                                {"month", "2028-08"},
                                                                {"float", "6.0"}};
  for (const auto& one : wanted)
    QVERIFY2(std::find(told->arguments.begin(), told->arguments.end(), one) != told->arguments.end(),
             one.first.c_str());
  // where the goal is what the substation brings, it is what the goal waits for
  plan.goalChips = 20'000;
  const auto sooner = answersOf(plan, option, ground, evaluated(plan, ground));
  QVERIFY(std::any_of(sooner.fastest.begin(), sooner.fastest.end(),
                      [](const Text& text) { return text.id == "plan.answer.relief.critical"; }));
}

/// What is built, a resource or demand; and whether it is outrun or just enough.
void ConstraintTest::aMonthOfEachKindIsSaidAsItIs() {
  plan::MonthRow row;
  const auto said = [&](double wanted, double usable, Resource binding) {
    row.demandChips = wanted, row.usableChips = usable, row.binding = binding, row.rackChips = 64.0;
    const Text text = holdingSentenceOf(row);
    std::string out = text.id;
    for (const auto& [place, value] : text.arguments) out += " " + value;
    return out;
  };
  QCOMPARE(said(25'000, 10'000, Resource::built), std::string("plan.held.outrun built 25,000"));
  QCOMPARE(said(25'000, 10'000, Resource::grid), std::string("plan.held.outrun grid 25,000"));
  QCOMPARE(said(10'000, 10'048, Resource::built), std::string("plan.held.met built"));
  QCOMPARE(said(10'048, 10'000, Resource::grid), std::string("plan.held.met grid"));
  QCOMPARE(said(10'000, 25'000, Resource::grid), std::string("plan.held.demand 25,000"));
}

void ConstraintTest::aTieInTakesTheSpareAndNotTheLoad() {
  plan::Plan plan = plainPlan();
  plan::Ground ground = plainGround();
  // three of 12 MW: with one out and one lost, 12 MW at the mains are left of the 12 that the site asks: just enough
  alter(ground, [](plan::Figures& f) { f.transformers = {"T1", "T2", "T3"}, f.transformerMw = {12.0, 12.0, 12.0}; });
  plan::TieIn tieIn;
  tieIn.id = "TIE";
  tieIn.during = "build";
  tieIn.out = {"T3"};
  plan.options[0].phases[0].tieIns = {tieIn};
  plan::Evaluation e = evaluated(plan, ground);
  QVERIFY(e.months[3].isSpared);
  QVERIFY(isNear(e.months[3].spareMw, 0.0, 1e-9));
  QCOMPARE(e.months[3].tieIn, std::string("TIE"));
  QVERIFY(e.months[20].tieIn.empty());
  // with two out nothing stands behind the load, which goes on nevertheless
  plan.options[0].phases[0].tieIns[0].out = {"T2", "T3"};
  e = evaluated(plan, ground);
  QVERIFY(!e.months[3].isSpared);
  QCOMPARE(e.months[3].liveMw, 10.0);
  QCOMPARE(e.months[3].shedMw, 0.0);
  QCOMPARE(e.months[3].weakest, Resource::transformers);
  QCOMPARE(e.tieIns.size(), std::size_t(1));
  QVERIFY(isNear(e.tieIns[0].leftMw, 10.0, 1e-9));
  QVERIFY(isNear(e.tieIns[0].unsparedMw, 10.0, 1e-9));
  QCOMPARE(checkOf(e, "tie-ins").light, plan::Light::red);
}

namespace {

/// The site's 10 MW ask 12 MW at the mains; of the four transformers of 6 MW, `out` are out for `weeksLong` from the
/// first of March 2027 on.
plan::Plan tiedPlan(std::vector<std::string> out, double weeksLong) {
  plan::Plan plan = plainPlan();
  plan::Step tie = step("tie", weeksLong);
  tie.notBefore = day("2027-03-01");
  plan.options[0].phases[0].steps.push_back(tie);
  plan::TieIn tieIn;
  tieIn.id = "TIE", tieIn.during = "tie", tieIn.out = std::move(out);
  plan.options[0].phases[0].tieIns = {tieIn};
  return plan;
}
plan::Ground tiedGround() {
  plan::Ground ground = plainGround();
  alter(ground, [](plan::Figures& f) {
    f.transformers = {"T1", "T2", "T3", "T4"}, f.transformerMw = {6.0, 6.0, 6.0, 6.0};
  });
  return ground;
}

}  // namespace

void ConstraintTest::whatATieInCannotFeedIsTakenDown() {
  // two of six feed 12 MW at the mains, one feeds 6: half of the chips are down for fourteen of March's 31 days
  const plan::Ground ground = tiedGround();
  const plan::Evaluation whole = evaluated(tiedPlan({}, 2.0), ground);
  const plan::Evaluation e = evaluated(tiedPlan({"T2", "T3", "T4"}, 2.0), ground);
  const plan::MonthRow& march = e.months[2];
  QVERIFY(isNear(march.shedMw, 5.0, 1e-9));
  QVERIFY(isNear(march.shedChips, 5000.0, 1e-6));
  QCOMPARE(march.liveChips, 10'000.0);
  QVERIFY(isNear(march.chipHours, 10'000.0 * 31 * 24 - 5000.0 * 14 * 24, 1e-3));
  QVERIFY(!march.isSpared);  // of the five that run on, none has a spare
  QVERIFY(isNear(march.spareMw, -5.0, 1e-9));
  // 2 CNY for a chip-hour; each of the chips that are down would have drawn 0.8 kW, 0.96 kW at the mains, at 0.5 CNY
  // for 14/31 of a month of 730 h, and 1.5 L of water for each kWh at 3 CNY a cubic metre
  const double income = 5000.0 * 14 * 24 * 2.0, kwh = 5000.0 * 0.8 * 730.0 * 14.0 / 31.0;
  QVERIFY(isNear(march.shedYuan, income - kwh * 1.2 * 0.5 - kwh * 1.5e-3 * 3.0, 1e-3));
  QVERIFY(isNear(e.tieIns[0].yuan, march.shedYuan, 1e-6));
  QVERIFY(isNear(e.tieIns[0].chipHours, 5000.0 * 14 * 24, 1e-3));
  QVERIFY(isNear(whole.money.revenue - e.money.revenue, income, 1e-3));
  // the month's peak, and with it the demand charge, is that of the other days
  QVERIFY(isNear(whole.money.npv - e.money.npv, march.shedYuan, 1e-3));
  QCOMPARE(e.months[3].shedMw, 0.0);
  QCOMPARE(e.months[3].chipHours, whole.months[3].chipHours);
  const plan::Check& check = checkOf(e, "tie-ins");
  QCOMPARE(check.light, plan::Light::red);
  QCOMPARE(check.why.id, std::string("plan.check.tie-ins.shed-red"));
  QCOMPARE(check.month, 2);
}

void ConstraintTest::whatLosesItsSpareIsTakenDownWhereThePlanSaysSo() {
  // two are left: 10 MW can be fed, 5 MW with one more lost
  plan::Plan plan = tiedPlan({"T3", "T4"}, 1.0);
  const plan::Ground ground = tiedGround();
  plan::Evaluation e = evaluated(plan, ground);
  QCOMPARE(e.months[2].shedMw, 0.0);
  QVERIFY(isNear(e.months[2].spareMw, -5.0, 1e-9));
  plan.options[0].phases[0].tieIns[0].beyond = plan::TieIn::Beyond::isShed;
  e = evaluated(plan, ground);
  QVERIFY(isNear(e.months[2].shedMw, 5.0, 1e-9));
  QVERIFY(e.months[2].isSpared);
  QVERIFY(isNear(e.months[2].spareMw, 0.0, 1e-9));
  QVERIFY(isNear(e.tieIns[0].leftMw, 10.0, 1e-9));
  QVERIFY(isNear(e.tieIns[0].sparedMw, 5.0, 1e-9));
  const plan::Check& check = checkOf(e, "tie-ins");
  QCOMPARE(check.light, plan::Light::amber);
  QCOMPARE(check.why.id, std::string("plan.check.tie-ins.shed"));
}

void ConstraintTest::tieInsAtTheSameTimeAreJudgedTogether() {
  plan::Plan plan = tiedPlan({"T3"}, 2.0);
  plan::Step other = step("other", 1.0);
  other.notBefore = day("2027-03-08");
  plan.options[0].phases[0].steps.push_back(other);
  plan::TieIn second;
  second.id = "TWO", second.during = "other", second.out = {"T4"};
  plan.options[0].phases[0].tieIns.push_back(second);
  const plan::Ground ground = tiedGround();
  const plan::Evaluation e = evaluated(plan, ground);
  // one out of four leaves 10 MW with its spare; two out, in the second week, 5
  QVERIFY(isNear(e.months[2].spareMw, -5.0, 1e-9));
  QCOMPARE(e.tieIns.size(), std::size_t(2));
  QCOMPARE(e.tieIns[0].out.size(), std::size_t(2));
  // apart in time, each is harmless
  plan.options[0].phases[0].steps.back().notBefore = day("2027-04-01");
  const plan::Evaluation apart = evaluated(plan, ground);
  QVERIFY(apart.months[2].isSpared);
  QVERIFY(apart.months[3].isSpared);
}

void ConstraintTest::aTieInCanTakeOutWhatAGridStepAdded() {
  plan::Plan plan = tiedPlan({"grid/SUB2"}, 1.0);
  plan::Ground ground = tiedGround();
  alter(ground, [](plan::Figures& f) { f.gridFirmMw = 6.0, f.feedMw = {6.0, 6.0}; });
  plan::GridStep sub;
  sub.id = "SUB2", sub.firmMw = 6.0, sub.done = day("2027-01-01");
  plan.options[0].gridSteps = {sub};
  const plan::Evaluation e = evaluated(plan, ground);
  // 12 MW firm at the mains without it out; with it 6: 5 MW of IT, and 10 while both feeds are there
  QVERIFY(isNear(e.months[1].spareMw, 0.0, 1e-9));
  QVERIFY(isNear(e.months[2].spareMw, -5.0, 1e-9));
  QVERIFY(isNear(e.tieIns[0].leftMw, 10.0, 1e-9));
  QCOMPARE(e.tieIns[0].weakest, Resource::grid);
}

void ConstraintTest::aLaterSubstationMakesNothingBetter() {
  plan::Plan plan = plainPlan();
  plan::Ground ground = plainGround();
  alter(ground, [](plan::Figures& f) { f.gridFirmMw = 12.0; });
  plan::GridStep substation;
  substation.id = "SUB2";
  substation.firmMw = 12.0;
  substation.length = weeks(60.0);
  plan.options[0].gridSteps = {substation};
  const plan::Evaluation soon = evaluated(plan, ground);
  QCOMPARE(soon.months.back().usableMw, 20.0);
  for (const double late : {4.0, 13.0, 26.0, 60.0}) {
    plan.options[0].delays = {{"grid/SUB2", late}};
    const plan::Evaluation then = evaluated(plan, ground);
    for (std::size_t m = 0; m < soon.months.size(); ++m) {
      QVERIFY(then.months[m].usableMw <= soon.months[m].usableMw + 1e-9);
      QVERIFY(then.months[m].liveChips <= soon.months[m].liveChips + 1e-9);
    }
    QVERIFY(then.goalMonth.value_or(99) >= soon.goalMonth.value_or(99));
    QVERIFY(then.money.revenue < soon.money.revenue);
    QVERIFY(then.money.npv < soon.money.npv);
  }
}

PLENUM_TEST(ConstraintTest)
#include "ConstraintTest.moc"
