// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "plan/SmallPlan.h"
#include "run/WorkerPool.h"
#include "support/Test.h"
#include "ways/Optimise.h"

using namespace plenum;
using namespace plenum::test;
using plan::Aim;

namespace {

/// Two phases of one block or another, which share a grid that one of them has to wait for.
plan::Plan twoPhases() {
  plan::Plan p = plainPlan();
  p.months = 60;
  p.goalChips = 30'000;
  p.blocks.resize(2);
  p.blocks[1].id = "C";
  plan::Option& option = p.options[0];
  plan::Phase& first = option.phases[0];
  first.steps = {step("permit", 10, {}, plan::Step::Kind::permit), step("shell", 20, {"G3"}),
                 step("rfs", 4, {"shell"}, plan::Step::Kind::readyForService)};
  first.gates.resize(2);
  first.gates[1].number = 3, first.gates[1].after = "permit";
  plan::LongLead item;
  item.id = "T1";
  item.type = "transformer";
  item.quantity = 2;
  item.feeds = {"rfs"};
  first.items = {item};
  plan::Phase second = first;
  second.id = "P3";
  second.steps[0].after = {"P2/permit"};
  option.phases.push_back(second);
  option.gridSteps.resize(1);
  option.gridSteps[0].id = "SUB2";
  option.gridSteps[0].firmMw = 20.0;
  option.gridSteps[0].capexMcny = 50.0;
  option.gridSteps[0].length = weeks(20, 30, 45);
  return p;
}
plan::Ground twoBlocks() {
  plan::Figures site = plainFigures();
  site.gridFirmMw = 20.0;  // of mains; 1.2 for each megawatt
  plan::Figures other = plainFigures();
  other.itMw = 8.0, other.facilityMw = 9.0, other.chip = "other";
  for (plan::YearAt& year : other.years) {
    for (double& mwh : year.itMwh) mwh *= 0.8;
    for (double& mwh : year.facilityMwh) mwh *= 0.75;  // a better PUE
    for (double& m3 : year.waterM3) m3 *= 1.4;         // for more water
  }
  plan::Ground ground = plainGround(site);
  ground.blocks.push_back(std::make_shared<const plan::Figures>(other));
  assume(ground, "price.chip.other", 3000.0);
  assume(ground, "revenue.chip.other", 2.1);
  assume(ground, "finance.discount", 0.08);
  plan::LeadTime lead;
  lead.id = "transformer";
  lead.cn = lead.us = weeks(20, 40, 70);
  ground.defaults.leads = {lead};
  return ground;
}
plan::OptimiseOptions narrow() {
  plan::OptimiseOptions options;
  options.waitUpToMonths = 6, options.waitEveryMonths = 6;
  options.extraBlocks = 0;
  options.most = 0;
  options.budget = 100'000;
  return options;
}

/// As they are compared.
std::vector<double> pointOf(const plan::Member& m, const std::vector<Aim>& of) {
  std::vector<double> out{m.missingChips};
  for (const Aim aim : of) out.push_back(resolved(aim, m.values[std::size_t(aim)]));
  return out;
}
std::set<std::vector<double>> pointsOf(const std::vector<plan::Member>& members, const std::vector<Aim>& of) {
  std::set<std::vector<double>> out;
  for (const plan::Member& m : members) out.insert(pointOf(m, of));
  return out;
}
/// Nobody beats these, found the long way.
std::set<std::vector<double>> truth(const std::vector<plan::Member>& all, const std::vector<Aim>& of) {
  std::vector<plan::Member> best;
  for (const plan::Member& one : all)
    if (std::none_of(all.begin(), all.end(), [&](const plan::Member& other) { return beats(other, one, of); }))
      best.push_back(one);
  return pointsOf(best, of);
}

}  // namespace

class OptimiseTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void allWaysGiveExactlyWhatNobodyBeats();
  void theSearchFindsAllOfItOnLessThanAllWays();
  void twoAimsAreFoundToo();
  void nothingThatIsBeatenComesBack();
  void everyMemberIsWorkedOutLikeAnyOption();
  void workersChangeNothing();
  void anotherSeedFindsAnotherWayThere();
  void moreBudgetLosesNothing();
  void stoppedItHasAValidSet();
  void aPhaseThatIsBegunStays();
  void phasesChangePlacesWithTheirTies();
  void orderedAtOnceComesSoonerAndIsAtRisk();
  void whatNothingNeedsIsLeftOut();
  void whereTheGoalIsOutOfReachTheNearestComeBack();
  void thinnedOutItKeepsTheBestOfEach();
};

void OptimiseTest::allWaysGiveExactlyWhatNobodyBeats() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  Serial serial;
  const plan::OptimiseOptions options = narrow();
  const auto all = everyWay(p, p.options[0], g, options);
  const plan::Pareto set = optimise(p, p.options[0], g, options, serial);
  // order 2 × mixes 3 × 3 × works 2 × 2 × items 3 × 3 × grid 3: as given, later, left out
  QCOMPARE(set.space, 1944.0);
  QCOMPARE(all.size(), std::size_t(1944));
  QCOMPARE(set.evaluations, 1944);
  QVERIFY(set.isExhaustive);
  QVERIFY(set.members.size() > 5);
  QCOMPARE(pointsOf(set.members, set.aims), truth(all, set.aims));
}

void OptimiseTest::theSearchFindsAllOfItOnLessThanAllWays() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  Serial serial;
  plan::OptimiseOptions options = narrow();
  options.search = plan::OptimiseOptions::Search::evolve;
  options.budget = 1300;
  const plan::Pareto set = optimise(p, p.options[0], g, options, serial);
  QCOMPARE(set.evaluations, 1300);
  QVERIFY(!set.isExhaustive);
  QCOMPARE(pointsOf(set.members, set.aims), truth(everyWay(p, p.options[0], g, options), set.aims));
}

void OptimiseTest::twoAimsAreFoundToo() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  Serial serial;
  plan::OptimiseOptions options = narrow();
  options.search = plan::OptimiseOptions::Search::evolve;
  options.budget = 700;
  for (const auto& of : {std::vector{Aim::goal, Aim::npv}, std::vector{Aim::pue, Aim::water},
                         std::vector{Aim::capex, Aim::slip, Aim::tco}}) {
    options.aims = of;
    const plan::Pareto set = optimise(p, p.options[0], g, options, serial);
    QCOMPARE(pointsOf(set.members, of), truth(everyWay(p, p.options[0], g, options), of));
  }
}

void OptimiseTest::nothingThatIsBeatenComesBack() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  Serial serial;
  plan::OptimiseOptions options;
  options.budget = 500, options.most = 0;
  const plan::Pareto set = optimise(p, p.options[0], g, options, serial);
  QVERIFY(!set.isExhaustive);
  for (const plan::Member& a : set.members) {
    QVERIFY(!beats(set.given, a, set.aims));
    for (const plan::Member& b : set.members) QVERIFY(!beats(a, b, set.aims));
  }
}

void OptimiseTest::everyMemberIsWorkedOutLikeAnyOption() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  Serial serial;
  plan::OptimiseOptions options;
  options.budget = 300;
  const plan::Pareto set = optimise(p, p.options[0], g, options, serial);
  std::set<std::string> ids;
  for (const plan::Member& m : set.members) {
    const plan::Evaluation e = evaluate(p, m.option, g);
    QCOMPARE(m.values[std::size_t(Aim::goal)], double(e.goalMonth.value_or(p.months)));
    QCOMPARE(m.values[std::size_t(Aim::npv)], e.money.npv);
    QCOMPARE(m.values[std::size_t(Aim::tco)], e.money.tcoPerChipHour);
    double it = 0.0, facility = 0.0, water = 0.0;
    for (const plan::MonthRow& row : e.months) it += row.itMwh, facility += row.facilityMwh, water += row.waterM3;
    QCOMPARE(m.values[std::size_t(Aim::pue)], facility / it);
    QCOMPARE(m.values[std::size_t(Aim::water)], water / it);
    QVERIFY(ids.insert(m.option.id).second);
    QVERIFY(m.isAsGiven == (m.option.id == "A"));
    QVERIFY(m.isAsGiven == m.differences.empty());
    plan::Plan taken = p;
    taken.options.push_back(m.option);
    const Problems wrong = check(taken, *g.layout, g.defaults);
    QVERIFY2(!hasError(wrong), wrong.empty() ? "" : wrong.front().what.id.c_str());
  }
}

void OptimiseTest::workersChangeNothing() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  plan::OptimiseOptions options;
  options.budget = 700;
  Serial serial;
  const plan::Pareto one = optimise(p, p.options[0], g, options, serial);
  for (const int workers : {2, 3}) {
    WorkerPool pool(workers);
    const plan::Pareto many = optimise(p, p.options[0], g, options, pool);
    QCOMPARE(many.members.size(), one.members.size());
    QCOMPARE(many.knee, one.knee);
    for (std::size_t k = 0; k < one.members.size(); ++k) {
      QCOMPARE(many.members[k].choices, one.members[k].choices);
      QCOMPARE(many.members[k].values, one.members[k].values);
    }
  }
}

void OptimiseTest::anotherSeedFindsAnotherWayThere() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  plan::OptimiseOptions options;
  options.budget = 200, options.most = 0;
  options.aims = {Aim::goal, Aim::npv};  // the seed draws no lengths for these
  Serial serial;
  const auto choices = [&](std::uint64_t seed) {
    options.seed = seed;
    std::vector<std::vector<int>> out;
    for (const plan::Member& m : optimise(p, p.options[0], g, options, serial).members) out.push_back(m.choices);
    return out;
  };
  QCOMPARE(choices(1), choices(1));
  QVERIFY(choices(1) != choices(2));
}

void OptimiseTest::moreBudgetLosesNothing() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  Serial serial;
  plan::OptimiseOptions options;
  options.most = 0;
  std::vector<plan::Member> before;
  for (const int budget : {1, 50, 130, 300, 777}) {
    options.budget = budget;
    const plan::Pareto set = optimise(p, p.options[0], g, options, serial);
    QCOMPARE(set.evaluations, budget);
    for (const plan::Member& old : before)
      QVERIFY(std::any_of(set.members.begin(), set.members.end(), [&](const plan::Member& m) {
        return beats(m, old, set.aims) || pointOf(m, set.aims) == pointOf(old, set.aims);
      }));
    before = set.members;
  }
}

void OptimiseTest::stoppedItHasAValidSet() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  Serial serial;
  plan::OptimiseOptions options;
  options.budget = 100'000;
  int asked = 0;
  double last = 0.0;
  options.onProgress = [&](double share, std::size_t found) {
    if (share <= last || found == 0) qFatal("progress does not go on");
    last = share;
    return ++asked < 3;
  };
  const plan::Pareto set = optimise(p, p.options[0], g, options, serial);
  QVERIFY(!set.isComplete);
  QVERIFY(set.evaluations > 0 && set.evaluations < 1000);
  QVERIFY(!set.members.empty());
  QVERIFY(set.knee < set.members.size());
}

void OptimiseTest::aPhaseThatIsBegunStays() {
  plan::Plan p = twoPhases();
  p.options[0].phases[0].steps[0].done = day("2026-12-01");
  p.options[0].phases[0].items[0].ordered = day("2026-12-01");
  const plan::Ground g = twoBlocks();
  Serial serial;
  plan::OptimiseOptions options = narrow();
  const plan::Pareto set = optimise(p, p.options[0], g, options, serial);
  // works of both 2 × 2, mixes and item of the second 3 × 3, grid 3
  QCOMPARE(set.space, 108.0);
  for (const plan::Member& m : set.members) {
    QCOMPARE(m.option.phases[0].id, std::string("P2"));
    QCOMPARE(m.option.phases[0].blocks, p.options[0].phases[0].blocks);
    QCOMPARE(m.option.phases[0].items[0].ordered, day("2026-12-01"));
  }
}

void OptimiseTest::phasesChangePlacesWithTheirTies() {
  plan::Plan p = twoPhases();
  p.options[0].phases[0].target = day("2028-06-01");
  p.options[0].phases[1].steps[1].length = weeks(100);
  const plan::Ground g = twoBlocks();
  plan::OptimiseOptions options = narrow();
  options.aims = {Aim::goal};
  Serial serial;
  const plan::Pareto set = optimise(p, p.options[0], g, options, serial);
  // P3 takes longest: first, it is ready ten weeks sooner, and so is the goal
  QCOMPARE(set.members.size(), std::size_t(1));
  const plan::Member& best = set.members.front();
  QCOMPARE(best.option.phases[0].id, std::string("P3"));
  QCOMPARE(best.option.phases[0].target, day("2028-06-01"));
  QVERIFY(best.option.phases[0].steps[0].after.empty());
  QCOMPARE(best.option.phases[1].steps[0].after, std::vector<std::string>{"P3/permit"});
  QVERIFY(best.values[0] < set.given.values[0]);
  QVERIFY(best.differences.front() ==
          Text("optimise.order", {{"ids", "P3, P2"}, {"ids.en", "P3, P2"}, {"ids.zh", "P3、P2"}}));
}

void OptimiseTest::orderedAtOnceComesSoonerAndIsAtRisk() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  plan::OptimiseOptions options = narrow();
  options.aims = {Aim::goal, Aim::early};
  Serial serial;
  const plan::Pareto set = optimise(p, p.options[0], g, options, serial);
  QVERIFY(set.members.size() >= 2);
  // the soonest orders before it is decided, the last does not
  QVERIFY(set.members.front().values[std::size_t(Aim::early)] > 0.0);
  QCOMPARE(set.members.back().values[std::size_t(Aim::early)], 0.0);
  QVERIFY(set.members.front().values[0] < set.members.back().values[0]);
  // decided after the permits of both, at the end of week 20; ordered in week 0: 10 weeks for P2, 20 for P3
  const auto all = everyWay(p, p.options[0], g, options);
  double most = 0.0;
  for (const plan::Member& m : all) most = std::max(most, m.values[std::size_t(Aim::early)]);
  QVERIFY(isNear(most, 30.0, 1e-9));
}

void OptimiseTest::whatNothingNeedsIsLeftOut() {
  plan::Plan p = twoPhases();
  const plan::Ground g = plainGround(plainFigures());  // a thousand megawatts stand
  plan::Plan one = p;
  one.blocks.resize(1);
  plan::OptimiseOptions options = narrow();
  options.aims = {Aim::npv};
  Serial serial;
  const plan::Pareto set = optimise(one, one.options[0], g, options, serial);
  QVERIFY(set.members.front().option.gridSteps.empty());
  // it costs 50 million, of which thirty years less those that it stood are left
  QVERIFY(set.members.front().values[std::size_t(Aim::npv)] > set.given.values[std::size_t(Aim::npv)]);
  // but not where a phase waits for it
  one.options[0].phases[1].steps[1].after.push_back("grid/SUB2");
  for (const plan::Member& m : optimise(one, one.options[0], g, options, serial).members)
    QCOMPARE(m.option.gridSteps.size(), std::size_t(1));
}

void OptimiseTest::whereTheGoalIsOutOfReachTheNearestComeBack() {
  plan::Plan p = twoPhases();
  p.goalChips = 1'000'000;
  const plan::Ground g = twoBlocks();
  Serial serial;
  const plan::Pareto set = optimise(p, p.options[0], g, narrow(), serial);
  double least = 1e9;
  for (const plan::Member& m : everyWay(p, p.options[0], g, narrow())) least = std::min(least, m.missingChips);
  QVERIFY(least > 900'000.0);
  QVERIFY(!set.members.empty());
  for (const plan::Member& m : set.members) QCOMPARE(m.missingChips, least);
}

void OptimiseTest::thinnedOutItKeepsTheBestOfEach() {
  const plan::Plan p = twoPhases();
  const plan::Ground g = twoBlocks();
  Serial serial;
  plan::OptimiseOptions options = narrow();
  const plan::Pareto whole = optimise(p, p.options[0], g, options, serial);
  options.most = 8;
  const plan::Pareto thin = optimise(p, p.options[0], g, options, serial);
  QCOMPARE(thin.found, whole.members.size());
  QVERIFY(thin.found > 8);
  QCOMPARE(thin.members.size(), std::size_t(8));
  for (const Aim aim : thin.aims) {
    const auto best = [&](const plan::Pareto& set) {
      double out = 1e300;
      for (const plan::Member& m : set.members)
        out = std::min(out, (isMoreBetter(aim) ? -1.0 : 1.0) * resolved(aim, m.values[std::size_t(aim)]));
      return out;
    };
    QCOMPARE(best(thin), best(whole));
  }
  // none of them is without one of the whole set
  const auto points = pointsOf(whole.members, whole.aims);
  for (const plan::Member& m : thin.members) QVERIFY(points.count(pointOf(m, thin.aims)) == 1);
}

PLENUM_TEST(OptimiseTest)
#include "OptimiseTest.moc"
