// SPDX-License-Identifier: Apache-2.0
#include "io/Files.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

namespace {

/// The small plan on a site whose catalogue knows chips and a model: 10,000 chips of one kind stand, blocks of 10,000
/// of another follow, each of which draws twice the power and costs thrice the price.
struct Mixed {
  plan::Plan plan = plainPlan();
  plan::Ground ground;
  Mixed() {
    const auto project = io::openProject(sourceDir() / "sample-sites/one-hall/one-hall.site.json");
    if (!project) throw std::runtime_error("one-hall cannot be opened");
    plan::Figures old = plainFigures(), fresh = plainFigures();
    old.chip = "zhenwu-810e", fresh.chip = "zhenwu-m890";
    fresh.itMw = 20.0, fresh.facilityMw = 24.0;
    for (plan::YearAt& year : fresh.years)
      for (auto* of : {&year.itMwh, &year.facilityMwh})
        for (double& mwh : *of) mwh *= 2.0;
    ground = plainGround(old, fresh);
    ground.layout = project->layout;
    assume(ground, "price.chip.zhenwu-810e", 10'000.0), assume(ground, "price.chip.zhenwu-m890", 30'000.0);
    assume(ground, "revenue.chip.zhenwu-810e", 2.0), assume(ground, "revenue.chip.zhenwu-m890", 4.0);
    plan.options[0].model = "llama-3-405b";
    plan.goalChips = 30'000;
    plan.options[0].phases[0].blocks = {{"B", 2}};
  }
  plan::Money money() const { return evaluated(plan, ground).money; }
};

double partOf(const plan::Money& money, std::string_view id) {
  for (const plan::Money::Part& part : money.parts)
    if (part.id == id) return part.yuanPerChipHour;
  return 0.0;
}

}  // namespace

class ModelFleetTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aMixedCampusTrainsOnTheKindOfWhichMostStand();
  void itsHourCostsWhatItTakes();
  void ofOneKindAllTrain();
  void theOtherKindIsTakenOnceThereIsMoreOfIt();
};

/// A step of a synchronous job is as long as its slowest chip takes; the 10,000 others do something else.
void ModelFleetTest::aMixedCampusTrainsOnTheKindOfWhichMostStand() {
  const plan::Money money = Mixed().money();
  QCOMPARE(money.modelChip, std::string("zhenwu-m890"));
  QVERIFY(isNear(money.modelShare, 2.0 / 3.0, 1e-12));
  QVERIFY(money.modelChips > 19'000.0 && money.modelChips <= 20'000.0);
  // 2 × 20 MW of 50 MW, and the same of the energy, for all run at the same utilisation
  QVERIFY(isNear(money.modelEnergyShare, 0.8, 1e-12));
}

void ModelFleetTest::itsHourCostsWhatItTakes() {
  const plan::Money money = Mixed().money();
  const double it = partOf(money, "it"), rest = money.tcoPerChipHour - it;
  // the mean chip costs (10 + 2·30) / 3 thousand and draws (1 + 2·2) / 3 kW; one of these 30 thousand and 2 kW
  const double expected = it * 30.0 / (70.0 / 3.0) + rest * 2.0 / (5.0 / 3.0);
  QVERIFY2(isNear(money.modelTcoPerChipHour, expected, 1e-9 * expected),
           qPrintable(QString::number(money.modelTcoPerChipHour)));
  QVERIFY(isNear(money.tcoPerModel, money.modelDays * 24.0 * money.modelChips * expected, 1e-3));
}

void ModelFleetTest::ofOneKindAllTrain() {
  Mixed one;
  plan::Figures all = *one.ground.blocks[0];
  one.ground.site = std::make_shared<const plan::Figures>(all);
  const plan::Money money = one.money();
  QCOMPARE(money.modelShare, 1.0);
  QVERIFY(isNear(money.modelTcoPerChipHour, money.tcoPerChipHour, 1e-9));
  QVERIFY(money.modelChips > 29'000.0);
  // and it is done sooner than on two thirds of them
  QVERIFY(money.modelDays < Mixed().money().modelDays);
}

void ModelFleetTest::theOtherKindIsTakenOnceThereIsMoreOfIt() {
  Mixed few;
  plan::Figures many = *few.ground.site;
  many.chips = 40'000;
  few.ground.site = std::make_shared<const plan::Figures>(many);
  QCOMPARE(few.money().modelChip, std::string("zhenwu-810e"));
}

PLENUM_TEST(ModelFleetTest)
#include "ModelFleetTest.moc"
