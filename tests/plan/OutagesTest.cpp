// SPDX-License-Identifier: Apache-2.0
#include "io/Files.h"
#include "plan/CoolingCarried.h"
#include "plan/GroundPlan.h"
#include "plan/Outages.h"
#include "plan/SmallPlan.h"
#include "run/WorkerPool.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "study/FullLoad.h"
#include "study/PowerMargin.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;
using plan::Resource;

namespace {

io::Project outageSite() {
  auto project = io::openProject(sourceDir() / "sample-sites/one-hall/one-hall.site.json");
  if (!project) throw std::runtime_error("one-hall cannot be opened");
  return *project;
}

const std::string& towerOf(const Layout& layout) { return layout.towers.front().id; }

/// The small plan of ten megawatts on a site whose units have names; the work takes two weeks of March 2027.
plan::Plan outagePlan(std::vector<std::string> out) {
  plan::Plan p = plainPlan();
  plan::Step tie = step("tie", 2.0);
  tie.notBefore = day("2027-03-01");
  p.options[0].phases[0].steps.push_back(tie);
  plan::TieIn tieIn;
  tieIn.id = "TIE", tieIn.during = "tie", tieIn.resource = Resource::heatRejection, tieIn.out = std::move(out);
  p.options[0].phases[0].tieIns = {tieIn};
  return p;
}

plan::Ground outageGround() {
  plan::Ground ground = plainGround();
  auto layout = std::make_shared<Layout>(*outageSite().layout);
  ground.layout = layout;
  return ground;
}

double& shareAt(std::array<double, plan::resources>& shares, Resource r) { return shares[static_cast<std::size_t>(r)]; }

plan::Outage outage(Resource r, double left, double spared) {
  plan::Outage out;
  out.left.fill(plan::plentiful), out.spared.fill(plan::plentiful);
  shareAt(out.left, r) = left, shareAt(out.spared, r) = spared;
  return out;
}

}  // namespace

class OutagesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void whatATieInTakesOutOfCoolingIsMissing();
  void whatCannotBeCooledIsTakenDown();
  void anUpsTakesTheSpareOfItsRacks();
  void whatNobodySolvedIsNotCalledHarmless();
  void tieInsTogetherTakeOutTheirUnitsTogether();
  void aPlanMayNameUnitsOfCoolingAndUps();
  void unitsOutAreSolvedByTheModel();
  void aBoardTakesItsSideOfThePath();
  void aGensetTakesTheSpareOfItsSet();
  void whatIsExtendedOfAPhaseIsOut();
};

/// With a tower out the site cools all of its ten megawatts, and six of them with one more unit lost.
void OutagesTest::whatATieInTakesOutOfCoolingIsMissing() {
  plan::Ground ground = outageGround();
  const std::string tower = towerOf(*ground.layout);
  const plan::Plan p = outagePlan({tower});
  ground.outages.emplace(plan::outageKey({tower}), outage(Resource::heatRejection, 1.2, 0.6));
  const plan::Evaluation e = evaluated(p, ground);
  QVERIFY(!e.months[2].isSpared);
  QVERIFY(isNear(e.months[2].spareMw, -4.0, 1e-9));
  QCOMPARE(e.months[2].weakest, Resource::heatRejection);
  QCOMPARE(e.months[2].shedMw, 0.0);
  QVERIFY(isNear(e.tieIns[0].sparedMw, 6.0, 1e-9));
  QVERIFY(isNear(e.tieIns[0].leftMw, 12.0, 1e-9));
  QVERIFY(isNear(e.tieIns[0].unsparedMw, 4.0, 1e-9));
  QVERIFY(!e.tieIns[0].isUnsolved);
  QCOMPARE(checkOf(e, "tie-ins").light, plan::Light::red);
  QVERIFY(e.months[4].isSpared);
}

/// Seven tenths of it can be cooled: three of ten megawatts are down for fourteen days.
void OutagesTest::whatCannotBeCooledIsTakenDown() {
  plan::Ground ground = outageGround();
  const std::string tower = towerOf(*ground.layout);
  ground.outages.emplace(plan::outageKey({tower}), outage(Resource::heatRejection, 0.7, 0.5));
  const plan::Evaluation e = evaluated(outagePlan({tower}), ground);
  QVERIFY(isNear(e.months[2].shedMw, 3.0, 1e-9));
  QVERIFY(isNear(e.months[2].spareMw, -2.0, 1e-9));
  QVERIFY(isNear(e.tieIns[0].chipHours, 3000.0 * 14 * 24, 1e-3));
}

void OutagesTest::anUpsTakesTheSpareOfItsRacks() {
  plan::Ground ground = outageGround();
  std::string ups;
  for (const PlacedPower& device : ground.layout->power)
    if (device.ups && ups.empty()) ups = device.id;
  QVERIFY(!ups.empty());
  ground.outages.emplace(plan::outageKey({ups}), outage(Resource::ups, 1.0, 0.5));
  const plan::Evaluation e = evaluated(outagePlan({ups}), ground);
  QVERIFY(isNear(e.months[2].spareMw, -5.0, 1e-9));
  QCOMPARE(e.months[2].weakest, Resource::ups);
}

void OutagesTest::whatNobodySolvedIsNotCalledHarmless() {
  const plan::Ground ground = outageGround();
  const std::string tower = towerOf(*ground.layout);
  const plan::Plan p = outagePlan({tower});
  QVERIFY(!areOutagesSolved(p, ground));
  QVERIFY(!areLaid(p, ground));
  const plan::Evaluation e = evaluated(p, ground);
  QVERIFY(e.tieIns[0].isUnsolved);
  QCOMPARE(checkOf(e, "tie-ins").light, plan::Light::unknown);
  QCOMPARE(checkOf(e, "tie-ins").why.id, std::string("plan.check.tie-ins.unsolved"));
}

/// Two at the same time are judged by what both take out.
void OutagesTest::tieInsTogetherTakeOutTheirUnitsTogether() {
  plan::Ground ground = outageGround();
  const std::string tower = towerOf(*ground.layout), cdu = ground.layout->cdus.front().id;
  plan::Plan p = outagePlan({tower});
  plan::TieIn second = p.options[0].phases[0].tieIns[0];
  second.id = "TWO", second.out = {cdu};
  p.options[0].phases[0].tieIns.push_back(second);
  QCOMPARE(plan::outagesOf(p, *ground.layout).size(), std::size_t(3));
  for (const std::string& id : {tower, cdu})
    ground.outages.emplace(plan::outageKey({id}), outage(Resource::heatRejection, 2.0, 1.5));
  ground.outages.emplace(plan::outageKey(plan::unitsOut(*ground.layout, {tower, cdu})),
                         outage(Resource::heatRejection, 1.0, 0.8));
  QVERIFY(isNear(evaluated(p, ground).months[2].spareMw, -2.0, 1e-9));
}

void OutagesTest::aPlanMayNameUnitsOfCoolingAndUps() {
  const plan::Ground ground = outageGround();
  plan::Plan p = outagePlan({towerOf(*ground.layout)});
  const auto told = [&] {
    int count = 0;
    for (const Problem& problem : check(p, *ground.layout, ground.defaults))
      count += problem.what.id == "plan.problem.tie-in" ? 1 : 0;
    return count;
  };
  QCOMPARE(told(), 0);
  p.options[0].phases[0].tieIns[0].out = {ground.layout->racks.front().id};
  QCOMPARE(told(), 1);
}

/// Solved by the model: more out carries no more, and everything out carries nothing.
void OutagesTest::unitsOutAreSolvedByTheModel() {
  const io::Project project = outageSite();
  const Layout& layout = *project.layout;
  plan::Plan p = outagePlan({towerOf(layout)});
  plan::TieIn all = p.options[0].phases[0].tieIns[0];
  all.id = "ALL", all.out.clear();
  for (const PlacedCdu& cdu : layout.cdus) all.out.push_back(cdu.id);
  p.options[0].phases[0].tieIns.push_back(all);
  plan::TieIn ups = all;
  ups.id = "UPS", ups.out = {"UPSA"};
  p.options[0].phases[0].tieIns.push_back(ups);
  plan::Ground ground = plainGround();
  ground.layout = project.layout;
  ground.setting = std::make_shared<const Setting>(*project.setting);
  WorkerPool pool(2);
  solveOutages(p, ground, pool);
  QVERIFY(areOutagesSolved(p, ground));
  const auto whole = study::designOutdoors(layout, *project.setting);
  const auto rest = study::fullLoadAt(project.layout, *project.setting, (*whole)[0], pool);
  QVERIFY(rest);
  const plan::Cooling now = plan::coolingOf(*rest, {}, pool);
  plan::Outage tower = ground.outages.at(plan::outageKey({towerOf(layout)}));
  const double left = shareAt(tower.left, Resource::heatRejection),
               spared = shareAt(tower.spared, Resource::heatRejection);
  QVERIFY(spared <= left);
  QVERIFY2(spared < now.plant.share, qPrintable(QStringLiteral("%1, %2").arg(spared).arg(now.plant.share)));
  plan::Outage none = ground.outages.at(plan::outageKey(plan::unitsOut(layout, all.out)));
  QVERIFY2(shareAt(none.left, Resource::hallCooling) < 0.5,
           qPrintable(QString::number(shareAt(none.left, Resource::hallCooling))));
  // racks hang on two UPSs: with one out the other carries them all, and with that one lost nobody does
  plan::Outage side = ground.outages.at(plan::outageKey({"UPSA"}));
  QVERIFY(isNear(shareAt(side.left, Resource::ups), 1.0, 1e-9));
  QVERIFY(isNear(shareAt(side.spared, Resource::ups), 0.0, 1e-9));
}

/// Racks hang on two sides: without the board above one's UPS the other feeds them all, and alone; without both,
/// nobody.
void OutagesTest::aBoardTakesItsSideOfThePath() {
  const io::Project project = outageSite();
  const Layout& layout = *project.layout;
  std::vector<std::string> boards;
  for (const PlacedPower& device : layout.power)
    if (device.ups && (device.id == "UPSA" || device.id == "UPSB")) boards.push_back(layout.power[device.from].id);
  QCOMPARE(boards.size(), std::size_t(2));
  QVERIFY(boards[0] != boards[1]);
  plan::Plan p = outagePlan({boards[0]});
  plan::TieIn both = p.options[0].phases[0].tieIns[0];
  both.id = "BOTH", both.out = boards;
  p.options[0].phases[0].tieIns.push_back(both);
  QCOMPARE(check(p, layout, plainGround().defaults).size(), std::size_t(0));
  plan::Ground ground = plainGround();
  ground.layout = project.layout;
  ground.setting = std::make_shared<const Setting>(*project.setting);
  WorkerPool pool(2);
  solveOutages(p, ground, pool);
  plan::Outage one = ground.outages.at(plan::outageKey({boards[0]}));
  QVERIFY(isNear(shareAt(one.left, Resource::transformers), 1.0, 1e-9));
  QVERIFY(isNear(shareAt(one.spared, Resource::transformers), 0.0, 1e-9));
  QVERIFY(isNear(shareAt(one.spared, Resource::ups), 10.0, 1e-9));  // no UPS is out: as the site's
  plan::Outage all = ground.outages.at(plan::outageKey(plan::unitsOut(layout, boards)));
  QVERIFY(isNear(shareAt(all.left, Resource::transformers), 0.0, 1e-9));
  // ten megawatts run, and none of them through the loss of the other side
  QCOMPARE(evaluated(outagePlan({boards[0]}), ground).months[2].weakest, Resource::transformers);
  QVERIFY(isNear(evaluated(outagePlan({boards[0]}), ground).months[2].spareMw, -10.0, 1e-9));
  QVERIFY(isNear(evaluated(outagePlan(boards), ground).months[2].shedMw, 10.0, 1e-9));
}

/// Of n alike that carry the load with one lost n − 1 count; with one out n − 2. Nothing goes down while the grid is
/// there.
void OutagesTest::aGensetTakesTheSpareOfItsSet() {
  const io::Project project = outageSite();
  const Layout& layout = *project.layout;
  WorkerPool pool(2);
  const auto outdoors = study::designOutdoors(layout, *project.setting);
  const auto rest = study::fullLoadAt(project.layout, *project.setting, (*outdoors)[0], pool);
  QVERIFY(rest);
  const study::PowerMargin margin(*rest->model, *rest->state, rest->state->racks.itW);
  double want = plan::plentiful;
  std::string first;
  for (auto d = static_cast<std::uint32_t>(layout.power.size()); d < margin.devices(); ++d) {
    const auto& set = layout.power[margin.entity(d).index].standby;
    if (first.empty()) first = layout.power[set.front()].id;
    const bool isIn = std::any_of(set.begin(), set.end(), [&](auto g) { return layout.power[g].id == first; });
    if (!isIn || margin.worstW(d) <= 0.0) continue;
    const auto n = static_cast<double>(set.size());
    want = std::min(want, std::max(0.0, (n - 2.0) * layout.power[set.front()].rating.si / margin.worstW(d)));
  }
  QVERIFY(!first.empty());
  plan::Plan p = outagePlan({first});
  plan::Ground ground = plainGround();
  ground.layout = project.layout;
  ground.setting = std::make_shared<const Setting>(*project.setting);
  QCOMPARE(check(p, layout, ground.defaults).size(), std::size_t(0));
  solveOutages(p, ground, pool);
  plan::Outage out = ground.outages.at(plan::outageKey({first}));
  QVERIFY2(isNear(shareAt(out.spared, Resource::gensets), want, 1e-9),
           qPrintable(QStringLiteral("%1, %2").arg(shareAt(out.spared, Resource::gensets)).arg(want)));
  QCOMPARE(shareAt(out.left, Resource::gensets), plan::plentiful);
  const plan::Evaluation e = evaluated(p, ground);
  QCOMPARE(e.months[2].shedMw, 0.0);
  QVERIFY(want < 1.0);  // each board has one genset of its own
  QVERIFY(isNear(e.months[2].spareMw, 10.0 * want - 10.0, 1e-9));
}

/// Phase 2 has its own ten megawatts beside the site's ten. While its heat rejection is extended in February 2028 the
/// site's goes on: ten of twenty are down for fourteen days.
void OutagesTest::whatIsExtendedOfAPhaseIsOut() {
  plan::Plan p = plainPlan();
  plan::Phase later = p.options[0].phases[0];
  later.id = "P3";
  later.steps = {step("tie", 2.0), step("build", 60.0, {}, plan::Step::Kind::readyForService)};
  later.steps[0].notBefore = day("2028-02-01"), later.steps[1].notBefore = day("2028-03-01");
  plan::TieIn tieIn;
  tieIn.id = "TIE", tieIn.during = "tie", tieIn.resource = Resource::heatRejection, tieIn.out = {"P2"};
  later.tieIns = {tieIn};
  p.options[0].phases.push_back(later);
  plan::Ground ground = plainGround();
  QCOMPARE(check(p, *ground.layout, ground.defaults).size(), std::size_t(0));
  const plan::Evaluation e = evaluated(p, ground);
  QVERIFY(isNear(e.months[13].liveMw, 20.0, 1e-9));
  QVERIFY(isNear(e.months[13].shedMw, 10.0, 1e-9));
  QVERIFY(isNear(e.tieIns[0].leftMw, 10.0, 1e-9));
  QVERIFY(isNear(e.tieIns[0].chipHours, 10'000.0 * 14 * 24, 1e-3));
  QVERIFY(isNear(e.months[12].shedMw, 0.0, 1e-9) && isNear(e.months[14].shedMw, 0.0, 1e-9));
  QVERIFY(!e.tieIns[0].isUnsolved);
  // before it stands there is nothing of it to take out
  p.options[0].phases[1].steps[0].notBefore = day("2027-06-01");
  QVERIFY(isNear(evaluated(p, ground).tieIns[0].shedMw, 0.0, 1e-9));
}

PLENUM_TEST(OutagesTest)
#include "OutagesTest.moc"
