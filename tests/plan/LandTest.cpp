// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "plan/Derivation.h"
#include "plan/GroundPlan.h"
#include "plan/SmallPlan.h"
#include "plan/Spread.h"
#include "run/WorkerPool.h"
#include "support/Test.h"
#include "ways/Optimise.h"
#include "ways/PhaseParts.h"

using namespace plenum;
using namespace plenum::test;
using plan::Resource;

namespace {

constexpr double widthM = 120.0, depthM = 80.0, setbackM = 15.0;

/// Blocks of 10 MW on 120 × 80 m.
plan::Ground groundOfYards() {
  plan::Figures block = plainFigures();
  block.footprint.sizeM = {widthM, depthM};
  block.footprint.pieces = {{plan::Piece::Kind::data, {{3, 3, 0}, {117, 33, 9}}}};
  return plainGround(plainFigures(), block);
}

/// Phases of one block each, a year apart, on land that is deep enough for one row of them.
plan::Plan planOn(double landWidthM, int phases) {
  plan::Plan out = plainPlan();
  const double d = depthM + 2.0 * setbackM;
  out.land.outline = {{0, 0}, {landWidthM, 0}, {landWidthM, d}, {0, d}};
  out.land.setbackM = setbackM;
  plan::Option& option = out.options[0];
  const plan::Phase first = option.phases[0];
  option.phases.clear();
  for (int k = 0; k < phases; ++k) {
    plan::Phase phase = first;
    phase.id = "P" + std::to_string(k + 2);
    phase.steps[0].length = weeks((365.0 + 365.0 * k) / 7.0);
    option.phases.push_back(phase);
  }
  return out;
}

const double roomForOne = widthM + 2.0 * setbackM;

plan::Ground laidOut(const plan::Plan& plan, plan::Ground ground) {
  Serial serial;
  layAll(plan, ground, serial);
  return ground;
}

struct TwoKinds {
  plan::Plan plan;
  plan::Ground ground;
};
/// Beside the site a block B that has a place and one of another kind that has none. Machines of B carry so much of it.
TwoKinds ofTwoKinds(Resource resource, double shareOfB) {
  TwoKinds out{planOn(roomForOne, 2), groundOfYards()};
  plan::Figures b = *out.ground.blocks[0], c = b;
  b.share[static_cast<std::size_t>(resource)] = shareOfB;
  c.chips = 5'000, c.itMw = 6.0, c.facilityMw = 7.2;
  out.ground.blocks = {std::make_shared<const plan::Figures>(b), std::make_shared<const plan::Figures>(c)};
  out.plan.blocks.resize(2);
  out.plan.blocks[1].id = "C";
  out.plan.options[0].phases[1].blocks = {{"C", 1}};
  out.ground = laidOut(out.plan, std::move(out.ground));
  return out;
}

double land(const plan::MonthRow& row) { return row.capacityMw[static_cast<std::size_t>(Resource::land)]; }

}  // namespace

/// What finds no place on the land does not run.
class LandTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aBlockWithoutAPlaceLimitsTheMonthsOnceItIsBuilt();
  void whatHasNoPlaceTakesNothingAndBringsNothing();
  void whatHasNoPlaceLendsNoMachines_data();
  void whatHasNoPlaceLendsNoMachines();
  void everyFigureOfTheMonthsLeadsToWhereItComesFrom();
  void landThatIsLargeEnoughLimitsNothing();
  void withoutLandOrLayingOutNothingIsSaid();
  void theReasonIsToldByAnswersAndChecks();
  void theCapacityLeadsToWhereItComesFrom();
  void datesMoveNoBlock();
  void anotherOrderOrAnotherLandIsLaidOutAnew();
  void aBlockPutBeyondTheOutlineRunsNothing();
  void aBlockPutOntoAnotherRunsNothing();
  void aBlockWithinTheSetbackRunsAndIsTold();
  void samplesKnowTheLand();
  void theSearchFindsWhatEveryWayFindsOnTightLand();
};

void LandTest::aBlockWithoutAPlaceLimitsTheMonthsOnceItIsBuilt() {
  const plan::Plan plan = planOn(roomForOne, 2);
  const plan::Ground ground = laidOut(plan, groundOfYards());
  const plan::Evaluation e = evaluated(plan, ground);
  QCOMPARE(e.unplaced.size(), std::size_t(1));
  QCOMPARE(e.unplaced[0].place.pointer, std::string("P3/B/1"));
  // the site's 10 MW and the one block that has a place are what the land will ever carry
  QCOMPARE(e.months[0].installedMw, 10.0);
  QCOMPARE(land(e.months[0]), 20.0);
  QCOMPARE(e.months[0].binding, Resource::built);
  QCOMPARE(e.months[12].installedMw, 20.0);
  QCOMPARE(e.months[12].usableMw, 20.0);
  QCOMPARE(e.months[12].binding, Resource::built);
  // the second block stands on paper alone
  QCOMPARE(e.months[24].installedMw, 30.0);
  QCOMPARE(e.months[24].usableMw, 20.0);
  QCOMPARE(e.months[24].usableChips, 20'000.0);
  QCOMPARE(e.months[24].binding, Resource::land);
  QCOMPARE(e.months[24].strandedMw[static_cast<std::size_t>(Resource::land)], 10.0);
  QCOMPARE(waterfallOf(e.months[24])[4].mw, 10.0);  // space
}

/// The site and the first block of 10 MW each run; the second block has half as many chips and 6 MW.
void LandTest::whatHasNoPlaceTakesNothingAndBringsNothing() {
  const auto [plan, ground] = ofTwoKinds(plan::Resource::built, 10.0);
  const plan::Evaluation e = evaluated(plan, ground);
  const plan::MonthRow& row = e.months[24];  // January 2029, 744 h
  QCOMPARE(row.installedMw, 26.0);
  QCOMPARE(row.installedChips, 25'000.0);
  QCOMPARE(row.placedMw, 20.0);
  QCOMPARE(row.usableMw, 20.0);
  QCOMPARE(row.usableChips, 20'000.0);
  QCOMPARE(row.liveMw, 20.0);
  QVERIFY(isNear(row.itMwh, 20.0 * 730.0, 1e-6));
  QVERIFY(isNear(row.facilityMwh, 20.0 * 730.0 * 1.2, 1e-6));
  QVERIFY(isNear(row.energyYuan, 20.0 * 730.0 * 1.2 * 1e3 * 0.5, 1e-3));
  QVERIFY(isNear(row.waterM3, 20.0 * 730.0 * 1.5, 1e-6));
  QVERIFY(isNear(row.carbonT, 20.0 * 730.0 * 1.2 * 0.5, 1e-6));
  QVERIFY(isNear(row.peakMw, 24.0, 1e-9));
  QVERIFY(isNear(row.staffYuan, (12.0 + 0.5 * 20.0) * 180000.0 / 12.0, 1e-6));
  QVERIFY(isNear(row.revenueYuan, 20'000 * 744.0 * 2.0, 1e-3));
  // it is paid for all the same: 20 million for a megawatt, 1,000 for a chip
  QVERIFY(isNear(e.money.capexFacility, (10.0 + 6.0) * 20e6, 1.0));
  QVERIFY(isNear(e.money.capexIt, 15'000 * 1000.0, 1.0));
  QCOMPARE(e.phases[2].full.utilisation, 1.0);
  QVERIFY(isNear(e.phases[2].full.facilityGwh, 20.0 * 8760.0 * 1.2e-3, 1e-9));
}

void LandTest::whatHasNoPlaceLendsNoMachines_data() {
  QTest::addColumn<int>("resource");
  for (const Resource r : {Resource::ups, Resource::gensets, Resource::heatRejection, Resource::hallCooling,
                           Resource::floor, Resource::transformers})
    QTest::newRow(wordOf(r)) << static_cast<int>(r);
}

/// The site carries all of its 10 MW, the block with a place four fifths of 10, the block without one all of its 6.
void LandTest::whatHasNoPlaceLendsNoMachines() {
  QFETCH(int, resource);
  const auto r = static_cast<Resource>(resource);
  const auto [plan, ground] = ofTwoKinds(r, 0.8);
  const plan::Evaluation e = evaluated(plan, ground);
  QVERIFY(isNear(e.months[24].capacityMw[static_cast<std::size_t>(resource)], 18.0, 1e-9));
  QVERIFY(isNear(e.months[24].usableMw, 18.0, 1e-9));
  QCOMPARE(e.months[24].binding, r);
  const auto d = derivationOf({plan::Headline::What::capacityMw, 24, wordOf(r)}, plan, plan.options[0], ground, e);
  QVERIFY(d);
  const auto value = workedOut(d->equation, d->inputs);
  QVERIFY(value && isNear(*value, 18.0, 1e-9));
  // the programme of phases does not lend them either
  const plan::Course course(plan, plan.options[0], ground);
  const auto groups = plan::groupsOf(course, course.middle());
  QVERIFY(isNear(groups[1].carried * groups[1].mw, 8.0, 1e-9));
  QCOMPARE(groups[2].mw, 0.0);
  QVERIFY(isNear(groups[2].yuan, 6.0 * 20e6 + 5'000 * 1000.0, 1.0));
}

void LandTest::everyFigureOfTheMonthsLeadsToWhereItComesFrom() {
  auto [plan, ground] = ofTwoKinds(plan::Resource::heatRejection, 0.8);
  for (const auto& [resource, amount] : std::initializer_list<std::pair<Resource, double>>{{Resource::water, 700.0},
                                                                                           {Resource::fibre, 150.0},
                                                                                           {Resource::fabric, 16'000.0},
                                                                                           {Resource::carbon, 9e4},
                                                                                           {Resource::energy, 190.0}})
    plan.options[0].grants.push_back(grant(resource, amount));
  const plan::Evaluation e = evaluated(plan, ground);
  using What = plan::Headline::What;
  const auto same = [&, &plan = plan, &ground = ground](const plan::Headline& headline) {
    const auto d = derivationOf(headline, plan, plan.options[0], ground, e);
    const auto value = d ? workedOut(d->equation, d->inputs) : std::nullopt;
    QVERIFY2(value && isNear(*value, d->value, 1e-9 * std::max(1.0, std::abs(d->value))),
             (std::string(wordOf(headline.what)) + " " + headline.id).c_str());
  };
  for (const int month : {0, 12, 24}) {
    for (const What what : {What::liveChips, What::liveMw, What::usableMw, What::bindingMw, What::installedMw,
                            What::used, What::pue, What::carbonT, What::itMwh, What::facilityMwh, What::waterM3,
                            What::peakMw, What::opexMonth, What::revenueMonth, What::capexMonth})
      same({what, month, ""});
    for (const char* part : {"energy", "demand", "water", "staff", "maintenance", "green", "storage"})
      same({What::opexMonth, month, part});
    for (const Resource r : {Resource::grid, Resource::transformers, Resource::heatRejection, Resource::water,
                             Resource::fibre, Resource::fabric, Resource::carbon, Resource::energy, Resource::land})
      same({What::capacityMw, month, wordOf(r)});
  }
  same({What::phasePue, -1, "P3"});
}

void LandTest::landThatIsLargeEnoughLimitsNothing() {
  const plan::Plan plan = planOn(roomForOne + widthM + 20.0, 2);
  const plan::Ground ground = laidOut(plan, groundOfYards());
  const plan::Evaluation e = evaluated(plan, ground);
  QVERIFY(e.unplaced.empty());
  QVERIFY(std::isinf(land(e.months[24])));
  QCOMPARE(e.months[24].usableMw, 30.0);
}

void LandTest::withoutLandOrLayingOutNothingIsSaid() {
  plan::Plan plan = planOn(roomForOne, 2);
  plan::Ground ground = groundOfYards();
  QVERIFY(!areLaid(plan, ground));
  QVERIFY(!placesOf(plan, plan.options[0], ground));
  QCOMPARE(evaluated(plan, ground).months[24].usableMw, 30.0);
  plan.land = {};
  QVERIFY(areLaid(plan, ground));
  ground = laidOut(plan, std::move(ground));
  QVERIFY(ground.places.empty());
  QCOMPARE(evaluated(plan, ground).months[24].usableMw, 30.0);
  // one year's granted square metres still limit beside it: half of the 10,000 that a block asks
  plan.options[0].grants = {grant(Resource::land, 5000.0)};
  QCOMPARE(evaluated(plan, ground).months[12].usableMw, 15.0);
}

void LandTest::theReasonIsToldByAnswersAndChecks() {
  const plan::Plan plan = planOn(roomForOne, 3);
  const plan::Ground ground = laidOut(plan, groundOfYards());
  const plan::Evaluation e = evaluated(plan, ground);
  const auto floor = std::find_if(e.checks.begin(), e.checks.end(), [](const auto& c) { return c.id == "floor"; });
  QCOMPARE(floor->light, plan::Light::red);
  QCOMPARE(floor->entity, std::string("P3"));
  QCOMPARE(floor->why.id, std::string("plan.check.floor.unplaced"));
  QCOMPARE(floor->why.arguments[0].second, std::string("2"));
  const auto answers = answersOf(plan, plan.options[0], ground, e);
  const auto said = std::count_if(answers.fastest.begin(), answers.fastest.end(),
                                  [](const Text& text) { return text.id == "plan.ground.no-room"; });
  QCOMPARE(said, 2);
}

void LandTest::theCapacityLeadsToWhereItComesFrom() {
  const plan::Plan plan = planOn(roomForOne, 2);
  const plan::Ground ground = laidOut(plan, groundOfYards());
  const plan::Evaluation e = evaluated(plan, ground);
  for (const int month : {0, 12, 24}) {
    const auto d = derivationOf({plan::Headline::What::capacityMw, month, "land"}, plan, plan.options[0], ground, e);
    QVERIFY(d);
    QCOMPARE(d->equation, std::string("sum(placed * mwEach)"));
    double sum = 0.0;
    for (std::size_t k = 0; k < d->inputs[0].values.size(); ++k) sum += d->inputs[0].values[k] * d->inputs[1].values[k];
    QCOMPARE(sum, d->value);
    QCOMPARE(d->value, 20.0);
  }
}

void LandTest::datesMoveNoBlock() {
  plan::Plan plan = planOn(roomForOne, 2);
  const plan::Ground ground = laidOut(plan, groundOfYards());
  const auto key = placesKey(plan, plan.options[0], ground);
  plan.options[0].delays = {{"P2/build", 30.0}};
  plan.options[0].demand = {{day("2027-01"), 5000}};
  plan.options[0].phases[0].target = day("2028-01-01");
  QCOMPARE(placesKey(plan, plan.options[0], ground), key);
  QVERIFY(areLaid(plan, ground));
}

void LandTest::anotherOrderOrAnotherLandIsLaidOutAnew() {
  const plan::Plan plan = planOn(roomForOne, 2);
  const plan::Ground ground = laidOut(plan, groundOfYards());
  plan::Plan other = plan;
  std::swap(other.options[0].phases[0], other.options[0].phases[1]);
  QVERIFY(!areLaid(other, ground));
  other = plan;
  other.land.setbackM += 1.0;
  QVERIFY(!areLaid(other, ground));
  other = plan;
  other.options[0].phases[0].blocks[0].count = 2;
  QVERIFY(!areLaid(other, ground));
  // what was laid out before stays
  const plan::Ground both = laidOut(other, ground);
  QCOMPARE(both.places.size(), std::size_t(2));
  QCOMPARE(placesOf(plan, plan.options[0], both), placesOf(plan, plan.options[0], ground));
}

/// Land of 400 × 110 m; the block of 120 × 80 m is put 30 m over its eastern side.
void LandTest::aBlockPutBeyondTheOutlineRunsNothing() {
  plan::Plan plan = planOn(400.0, 2);
  plan.land.fixed = {{"P2", "B", 1, {310.0, 15.0}, 0}};
  const plan::Ground ground = laidOut(plan, groundOfYards());
  const plan::Evaluation e = evaluated(plan, ground);
  QCOMPARE(e.unplaced.size(), std::size_t(1));
  const Problem& problem = e.unplaced[0];
  QCOMPARE(problem.weight, Problem::Weight::error);
  QCOMPARE(problem.what.id, std::string("plan.ground.outside"));
  QCOMPARE(problem.place.pointer, std::string("P2/B/1"));
  QCOMPARE(problem.remedy.id, std::string("plan.ground.outside.remedy"));
  bool isTold = false;
  for (const auto& [key, value] : problem.what.arguments) isTold = isTold || (key == "metres" && value == "30");
  QVERIFY(isTold);
  QCOMPARE(e.months[12].installedMw, 20.0);
  QCOMPARE(e.months[12].usableMw, 10.0);
  QCOMPARE(e.months[12].binding, Resource::land);
  QCOMPARE(checkOf(e, "floor").light, plan::Light::red);
  // it is still seen where it was put, takes no land, and the other one stands as if it were not there
  const auto places = placesOf(plan, plan.options[0], ground);
  QVERIFY(places->find("P2/B/1") && !places->find("P2/B/1")->isBuildable);
  QVERIFY(places->find("P3/B/1") && places->find("P3/B/1")->isBuildable);
  QCOMPARE(places->takenM2, widthM * depthM);
  QCOMPARE(e.months[24].usableMw, 20.0);
}

void LandTest::aBlockPutOntoAnotherRunsNothing() {
  plan::Plan plan = planOn(400.0, 2);
  plan.land.fixed = {{"P2", "B", 1, {20.0, 15.0}, 0}, {"P3", "B", 1, {100.0, 15.0}, 0}};
  const plan::Evaluation e = evaluated(plan, laidOut(plan, groundOfYards()));
  QCOMPARE(e.unplaced.size(), std::size_t(1));
  QCOMPARE(e.unplaced[0].place.pointer, std::string("P3/B/1"));
  QCOMPARE(e.unplaced[0].what.id, std::string("plan.ground.occupied"));
  QCOMPARE(e.months[12].usableMw, 20.0);
  QCOMPARE(e.months[24].usableMw, 20.0);
}

void LandTest::aBlockWithinTheSetbackRunsAndIsTold() {
  plan::Plan plan = planOn(400.0, 1);
  plan.land.fixed = {{"P2", "B", 1, {0.0, 15.0}, 0}};  // it touches the outline
  const plan::Ground ground = laidOut(plan, groundOfYards());
  const plan::Evaluation e = evaluated(plan, ground);
  QVERIFY(e.unplaced.empty());
  QCOMPARE(e.months[12].usableMw, 20.0);
  const auto places = placesOf(plan, plan.options[0], ground);
  QCOMPARE(places->problems.front().what.id, std::string("plan.ground.fixed"));
}

void LandTest::samplesKnowTheLand() {
  plan::Plan plan = planOn(roomForOne, 2);
  plan.goalChips = 30'000;
  plan::Ground ground = groundOfYards();
  Serial serial;
  const auto free = spreadOf(plan, plan.options[0], ground, {8, 1, {}}, serial);
  const auto tight = spreadOf(plan, plan.options[0], laidOut(plan, ground), {8, 1, {}}, serial);
  QVERIFY(free.goalMonth.p50 < plan.months);
  QVERIFY(tight.goalMonth.p50 >= plan.months);
}

void LandTest::theSearchFindsWhatEveryWayFindsOnTightLand() {
  plan::Plan plan = planOn(roomForOne, 2);
  plan.goalChips = 0;
  const plan::Ground ground = laidOut(plan, groundOfYards());
  plan::OptimiseOptions options;
  options.waitEveryMonths = 6, options.waitUpToMonths = 12;
  options.aims = {plan::Aim::npv, plan::Aim::capex};
  options.most = 0;
  WorkerPool pool(2);
  const auto all = everyWay(plan, plan.options[0], ground, options);
  const plan::Pareto found = optimise(plan, plan.options[0], ground, options, pool);
  QVERIFY(found.isExhaustive);
  for (const plan::Member& member : found.members)
    for (const plan::Member& other : all) {
      QVERIFY(!beats(other, member, options.aims));
      if (other.choices != member.choices) continue;
      for (std::size_t a = 0; a < plan::aims; ++a)
        QVERIFY2(other.values[a] == member.values[a],
                 qPrintable(QStringLiteral("%1: %2, %3").arg(a).arg(other.values[a]).arg(member.values[a])));
    }
  options.search = plan::OptimiseOptions::Search::evolve;
  const plan::Pareto evolved = optimise(plan, plan.options[0], ground, options, pool);
  for (const plan::Member& member : evolved.members)
    for (const plan::Member& other : all)
      if (other.choices == member.choices) QCOMPARE(other.values, member.values);
}

PLENUM_TEST(LandTest)
#include "LandTest.moc"
