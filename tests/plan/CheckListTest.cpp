// SPDX-License-Identifier: Apache-2.0
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
  Change change;
};

const std::vector<Case>& cases() {
  using P = plan::Plan;
  using F = plan::Figures;
  using G = plan::Ground;
  static const auto share = [](F& f, plan::Resource r, double v) { f.share[static_cast<std::size_t>(r)] = v; };
  static const std::vector<Case> all{
      {"grid-n-1", Light::green, [](P&, F& f, G&) { f.gridFirmMw = 30.0; }},
      {"grid-n-1", Light::amber, [](P&, F& f, G&) { f.gridFirmMw = 25.0; }},
      {"grid-n-1", Light::red, [](P&, F& f, G&) { f.gridFirmMw = 23.0; }},
      {"equipment-n-1", Light::green, [](P&, F& f, G&) { share(f, plan::Resource::ups, 1.2); }},
      {"equipment-n-1", Light::amber, [](P&, F& f, G&) { share(f, plan::Resource::ups, 1.05); }},
      {"equipment-n-1", Light::red, [](P&, F& f, G&) { share(f, plan::Resource::gensets, 0.9); }},
      {"genset-blocks", Light::green, [](P&, F&, G&) {}},
      {"genset-blocks", Light::red, [](P&, F& f, G&) { f.blackoutDarkChips = 64; }},
      {"cooling-n-1", Light::green, [](P&, F&, G&) {}},
      {"cooling-n-1", Light::amber, [](P&, F& f, G&) { f.extremeShare = 0.95; }},
      {"cooling-n-1", Light::red,
       [](P&, F& f, G&) { f.extremeShare = 0.9, share(f, plan::Resource::heatRejection, 0.97); }},
      {"water", Light::unknown, [](P&, F&, G&) {}},
      {"water", Light::green, [](P& p, F&, G&) { p.options[0].grants = {grant(plan::Resource::water, 1200)}; }},
      {"water", Light::amber, [](P& p, F&, G&) { p.options[0].grants = {grant(plan::Resource::water, 1000)}; }},
      {"water", Light::red, [](P& p, F&, G&) { p.options[0].grants = {grant(plan::Resource::water, 900)}; }},
      {"ride-through", Light::green, [](P&, F&, G&) {}},
      {"ride-through", Light::amber, [](P&, F& f, G&) { f.blackoutMarginK = 1.0; }},
      {"ride-through", Light::red, [](P&, F& f, G&) { f.blackoutSlowChips = 1; }},
      {"batteries", Light::green, [](P&, F& f, G&) { f.batteryMinutes = 15.0; }},
      {"batteries", Light::amber, [](P&, F& f, G&) { f.batteryMinutes = 10.0; }},
      {"batteries", Light::red, [](P&, F& f, G&) { f.batteryMinutes = 5.0; }},
      {"fuel", Light::green, [](P&, F& f, G&) { f.fuelHours = 12.0; }},
      {"fuel", Light::red, [](P&, F& f, G&) { f.fuelHours = 11.0; }},
      {"floor", Light::green, [](P&, F&, G&) {}},
      {"floor", Light::red, [](P&, F& f, G&) { f.narrowestM = 1.1; }},
      {"floor", Light::red, [](P&, F& f, G&) { share(f, plan::Resource::floor, 0.9); }},
      {"reach", Light::green, [](P&, F&, G&) {}},
      {"reach", Light::amber, [](P&, F& f, G&) { f.landM2 = 500'000; }},
      {"reach", Light::red, [](P&, F& f, G&) { f.landM2 = 5'000'000; }},
      {"orders", Light::green, [](P&, F&, G&) {}},
      {"tie-ins", Light::unknown, [](P&, F&, G&) {}},
      {"part-load", Light::green,
       [](P&, F&, G& g) { const_cast<Site&>(*g.layout->site).surroundings.pueLimit = 1.25; }},
      {"part-load", Light::amber,
       [](P&, F&, G& g) { const_cast<Site&>(*g.layout->site).surroundings.pueLimit = 1.21; }},
      {"part-load", Light::red, [](P&, F&, G& g) { const_cast<Site&>(*g.layout->site).surroundings.pueLimit = 1.15; }},
      {"policy", Light::green, [](P&, F&, G&) {}},
      {"policy", Light::amber,
       [](P& p, F&, G&) {
         p.options[0].demand = {{day("2027-01"), 5000}};
       }},
      {"policy", Light::red, [](P&, F&, G& g) { const_cast<Site&>(*g.layout->site).surroundings.pueLimit = 1.15; }},
      {"ramp", Light::green, [](P&, F&, G&) {}},
      {"ramp", Light::amber, [](P&, F& f, G&) { f.swingMw = 4.5; }},
      {"ramp", Light::red, [](P&, F& f, G&) { f.swingMw = 6.0; }},
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
    QTest::addRow("%s %d", cases()[k].check, static_cast<int>(cases()[k].light)) << static_cast<int>(k);
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
  const plan::Evaluation e = evaluated(p, ground);
  for (const plan::Check& check : e.checks)
    if (check.id == c.check) QCOMPARE(check.light, c.light);
}

PLENUM_TEST(CheckListTest)
#include "CheckListTest.moc"
