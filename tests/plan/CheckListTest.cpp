// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;
using plan::Light;

namespace {

using Change = std::function<void(plan::Plan&, plan::Figures&, plan::Ground&)>;
struct Case {
  const char* check;
  Light light;
  double value, limit;  // worked out by hand
  Change change;
};

void orderedAhead(plan::Plan& plan, plan::Ground& ground, double leadWeeks) {
  ground.defaults.leads = {{"thing", {}, weeks(leadWeeks), weeks(leadWeeks)}};
  plan::LongLead item;
  item.id = "T1", item.type = "thing", item.feeds = {"build"};
  plan.options[0].phases[0].items = {item};
  plan.options[0].phases[0].steps[0].notBefore = day("2027-04-01");
  plan.options[0].phases[0].target = day("2028-03-31");  // 365 days later
}

const std::vector<Case>& cases() {
  using P = plan::Plan;
  using F = plan::Figures;
  using G = plan::Ground;
  static const auto share = [](F& f, plan::Resource r, double v) { f.share[static_cast<std::size_t>(r)] = v; };
  static const std::vector<Case> all{
      {"grid-n-1", Light::green, 80.0, 100.0, [](P&, F& f, G&) { f.gridFirmMw = 30.0; }},
      {"grid-n-1", Light::amber, 96.0, 100.0, [](P&, F& f, G&) { f.gridFirmMw = 25.0; }},
      {"grid-n-1", Light::red, 100.0 * 20.0 * 1.2 / 23.0, 100.0, [](P&, F& f, G&) { f.gridFirmMw = 23.0; }},
      {"equipment-n-1", Light::green, 100.0 / 1.2, 100.0, [](P&, F& f, G&) { share(f, plan::Resource::ups, 1.2); }},
      {"equipment-n-1", Light::amber, 100.0 / 1.05, 100.0, [](P&, F& f, G&) { share(f, plan::Resource::ups, 1.05); }},
      {"equipment-n-1", Light::red, 100.0 / 0.9, 100.0, [](P&, F& f, G&) { share(f, plan::Resource::gensets, 0.9); }},
      {"genset-blocks", Light::green, 0.0, 0.0, [](P&, F&, G&) {}},
      {"genset-blocks", Light::red, 128.0, 0.0, [](P&, F& f, G&) { f.blackoutDarkChips = 64; }},
      {"cooling-n-1", Light::green, 200.0, 100.0, [](P&, F&, G&) {}},
      {"cooling-n-1", Light::amber, 95.0, 100.0, [](P&, F& f, G&) { f.extremeShare = 0.95; }},
      {"cooling-n-1", Light::red, 90.0, 100.0,
       [](P&, F& f, G&) { f.extremeShare = 0.9, share(f, plan::Resource::heatRejection, 0.97); }},
      {"water", Light::unknown, 0.0, 0.0, [](P&, F&, G&) {}},
      {"water", Light::green, 960.0, 1200.0,
       [](P& p, F&, G&) { p.options[0].grants = {grant(plan::Resource::water, 1200)}; }},
      {"water", Light::amber, 960.0, 1000.0,
       [](P& p, F&, G&) { p.options[0].grants = {grant(plan::Resource::water, 1000)}; }},
      {"water", Light::red, 960.0, 900.0,
       [](P& p, F&, G&) { p.options[0].grants = {grant(plan::Resource::water, 900)}; }},
      {"ride-through", Light::green, 15.0, 0.0, [](P&, F&, G&) {}},
      {"ride-through", Light::amber, 1.0, 0.0, [](P&, F& f, G&) { f.blackoutMarginK = 1.0; }},
      {"ride-through", Light::red, 15.0, 0.0, [](P&, F& f, G&) { f.blackoutSlowChips = 1; }},
      {"batteries", Light::green, 15.0, 15.0, [](P&, F& f, G&) { f.batteryMinutes = 15.0; }},
      {"batteries", Light::amber, 10.0, 15.0, [](P&, F& f, G&) { f.batteryMinutes = 10.0; }},
      {"batteries", Light::red, 5.0, 15.0, [](P&, F& f, G&) { f.batteryMinutes = 5.0; }},
      {"fuel", Light::green, 12.0, 12.0, [](P&, F& f, G&) { f.fuelHours = 12.0; }},
      {"fuel", Light::red, 11.0, 12.0, [](P&, F& f, G&) { f.fuelHours = 11.0; }},
      {"floor", Light::green, 1.8, 1.2, [](P&, F&, G&) {}},
      {"floor", Light::red, 1.1, 1.2, [](P&, F& f, G&) { f.narrowestM = 1.1; }},
      {"floor", Light::red, 1.8, 1.2, [](P&, F& f, G&) { share(f, plan::Resource::floor, 0.9); }},
      {"floor", Light::amber, 1.8, 1.2, [](P&, F& f, G&) { f.longestWayOutM = 41.0; }},
      {"floor", Light::amber, 1.8, 1.2, [](P&, F& f, G&) { f.longestWayOutM = 0.0; }},
      {"floor", Light::amber, 1.8, 1.2, [](P&, F& f, G&) { f.largestHallM2 = 801.0; }},
      {"floor", Light::green, 1.8, 1.2, [](P&, F& f, G&) { f.storageGapM = 12.0; }},
      {"floor", Light::amber, 1.8, 1.2, [](P&, F& f, G&) { f.storageGapM = 11.0; }},
      {"reach", Light::green, 1.1 * std::sqrt(20'000.0), 500.0, [](P&, F&, G&) {}},
      {"reach", Light::amber, 1100.0, 500.0, [](P&, F& f, G&) { f.landM2 = 500'000; }},
      {"reach", Light::red, 1100.0 * std::sqrt(10.0), 500.0, [](P&, F& f, G&) { f.landM2 = 5'000'000; }},
      {"orders", Light::green, 0.0, 0.0, [](P&, F&, G&) {}},
      // the work begins on the first of April, ninety days from today, and cannot without what is ordered
      {"orders", Light::green, 90.0 - 35.0, 0.0, [](P& p, F&, G& g) { orderedAhead(p, g, 5.0); }},
      {"orders", Light::amber, 90.0 - 70.0, 0.0, [](P& p, F&, G& g) { orderedAhead(p, g, 10.0); }},
      {"orders", Light::red, 90.0 - 105.0, 0.0, [](P& p, F&, G& g) { orderedAhead(p, g, 15.0); }},
      {"tie-ins", Light::unknown, 0.0, 0.0, [](P&, F&, G&) {}},
      {"part-load", Light::green, 1.2, 1.25,
       [](P&, F&, G& g) { const_cast<Site&>(*g.layout->site).surroundings.pueLimit = 1.25; }},
      {"part-load", Light::amber, 1.2, 1.21,
       [](P&, F&, G& g) { const_cast<Site&>(*g.layout->site).surroundings.pueLimit = 1.21; }},
      {"part-load", Light::red, 1.2, 1.15,
       [](P&, F&, G& g) { const_cast<Site&>(*g.layout->site).surroundings.pueLimit = 1.15; }},
      // 1.5 L for each kWh: nobody asks less of this plan, then the register warns, then the plan binds itself
      {"part-load", Light::green, 1.2, 1.26,
       [](P&, F&, G& g) {
         assume(g, "limit.pue", 1.26), const_cast<Site&>(*g.layout->site).surroundings.pueLimit = 1.26;
       }},
      {"part-load", Light::amber, 1.5, 1.4,
       [](P&, F&, G& g) {
         assume(g, "limit.pue", 1.5), const_cast<Site&>(*g.layout->site).surroundings.pueLimit = 1.5;
         assume(g, "limit.wue", 1.4);
       }},
      {"part-load", Light::red, 1.5, 1.4,
       [](P& p, F&, G&) {
         p.taken = {{"limit.wue", 1.4, 0.0, 0.0, {}}};
       }},
      // a limit that nothing can keep is not kept
      {"part-load", Light::red, 1.2, 0.9, [](P&, F&, G& g) { assume(g, "limit.pue", 0.9); }},
      // what is added is held to less than what stands was approved with
      {"part-load", Light::red, 1.2, 1.19, [](P&, F&, G& g) { assume(g, "limit.pue", 1.19); }},
      {"policy", Light::red, 1.2, 1.19, [](P&, F&, G& g) { assume(g, "limit.pue", 1.19); }},
      {"policy", Light::red, 0.0, 80.0,
       [](P& p, F&, G&) {
         p.taken = {{"limit.green", 0.8, 0.0, 0.0, {}}};
       }},
      {"policy", Light::green, 1.2, 1.25,
       [](P& p, F&, G& g) {
         p.taken = {{"limit.green", 0.8, 0.0, 0.0, {}}};
         const_cast<Site&>(*g.layout->site).surroundings.greenShare = Fraction(0.8);
       }},
      {"policy", Light::red, 49.99, 50.0,
       [](P& p, F& f, G&) {
         p.options[0].taken = {{"limit.liquid", 0.5, 0.0, 0.0, {}}};
         f.liquidChips = 4'999;
       }},
      {"policy", Light::green, 1.2, 1.25, [](P&, F& f, G&) { f.liquidChips = 0; }},  // nobody asks for it
      {"policy", Light::green, 1.2, 1.25, [](P&, F&, G&) {}},
      {"policy", Light::amber, 1.2, 1.25,
       [](P& p, F&, G&) {
         p.options[0].demand = {{day("2027-01"), 5000}};
       }},
      {"policy", Light::red, 1.2, 1.15,
       [](P&, F&, G& g) { const_cast<Site&>(*g.layout->site).surroundings.pueLimit = 1.15; }},
      {"ramp", Light::green, 2.0, 10.0, [](P&, F&, G&) {}},
      {"ramp", Light::amber, 9.0, 10.0, [](P&, F& f, G&) { f.swingMw = 4.5; }},
      {"ramp", Light::red, 12.0, 10.0, [](P&, F& f, G&) { f.swingMw = 6.0; }},
  };
  return all;
}

}  // namespace

class CheckListTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void thereAreFifteenAndEachHasItsNumber();
  void eachTurnsAtItsLimit_data();
  void eachTurnsAtItsLimit();
  void whatIsShortOfTransformersIsNamed();
  void gradesOfPueAreThoseOfTheStandard();
};

void CheckListTest::thereAreFifteenAndEachHasItsNumber() {
  const plan::Evaluation e = evaluated(plainPlan(), plainGround());
  QCOMPARE(e.checks.size(), std::size_t(15));
  std::set<std::string> ids;
  for (std::size_t k = 0; k < e.checks.size(); ++k) {
    QCOMPARE(e.checks[k].number, static_cast<int>(k) + 1);
    ids.insert(e.checks[k].id);
  }
  QCOMPARE(ids.size(), std::size_t(15));
}

void CheckListTest::eachTurnsAtItsLimit_data() {
  QTest::addColumn<int>("index");
  for (std::size_t k = 0; k < cases().size(); ++k)
    QTest::addRow("%s %d: %g", cases()[k].check, static_cast<int>(cases()[k].light), cases()[k].value)
        << static_cast<int>(k);
}

void CheckListTest::eachTurnsAtItsLimit() {
  QFETCH(int, index);
  const Case& c = cases()[static_cast<std::size_t>(index)];
  plan::Plan p = plainPlan();
  plan::Figures f = plainFigures();
  plan::Ground first = plainGround();
  c.change(p, f, first);
  plan::Ground ground = plainGround(f, f);
  ground.layout = first.layout;
  ground.defaults = first.defaults;
  const plan::Evaluation e = evaluated(p, ground);
  const plan::Check& check = checkOf(e, c.check);
  QCOMPARE(check.id, std::string(c.check));
  QCOMPARE(check.light, c.light);
  QVERIFY2(isClose(check.value, c.value, 1e-9), qPrintable(QString::number(check.value)));
  QVERIFY2(isClose(check.limit, c.limit, 1e-9), qPrintable(QString::number(check.limit)));
}

void CheckListTest::whatIsShortOfTransformersIsNamed() {
  plan::Plan p = plainPlan();
  plan::Figures site = plainFigures(), block = plainFigures();
  const auto below = static_cast<std::size_t>(plan::Resource::transformers);
  site.share[below] = 1.2, site.weakest[below] = "TPA";
  // the transformers below the main ones have a fifth to spare, the main ones do not: theirs is the name
  site.transformerMw = {23.0, 23.0};
  plan::Evaluation e = evaluated(p, plainGround(site, block));
  QCOMPARE(checkOf(e, "equipment-n-1").light, Light::red);  // 20 MW of IT at 1.2 are 24
  QCOMPARE(checkOf(e, "equipment-n-1").entity, std::string("T1"));
  QCOMPARE(checkOf(e, "equipment-n-1").why.id, std::string("plan.check.equipment-n-1.red.transformers"));
  // the block's own are shorter still
  block.share[below] = 0.5, block.weakest[below] = "TB";
  e = evaluated(p, plainGround(site, block));
  QCOMPARE(checkOf(e, "equipment-n-1").entity, std::string("P2"));
}

void CheckListTest::gradesOfPueAreThoseOfTheStandard() {
  const std::vector<std::pair<double, const char*>> cases{
      {1.2, "1"}, {1.21, "2"}, {1.3, "2"}, {1.31, "3"}, {1.51, "4"}};
  for (const auto& [pue, grade] : cases) {
    plan::Figures f = plainFigures();
    for (plan::YearAt& year : f.years)
      for (std::size_t k = 0; k < 12; ++k) year.facilityMwh[k] = year.itMwh[k] * pue;
    const plan::Evaluation e = evaluated(plainPlan(), plainGround(f, f));
    const auto& told = checkOf(e, "policy").why.arguments;
    const auto at = std::find_if(told.begin(), told.end(), [](const auto& a) { return a.first == "grade"; });
    QVERIFY(at != told.end());
    QCOMPARE(at->second, std::string(grade));
  }
}

PLENUM_TEST(CheckListTest)
#include "CheckListTest.moc"
