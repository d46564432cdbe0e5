// SPDX-License-Identifier: Apache-2.0
#include "plan/ModelRun.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

class ModelRunTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aRunTakesItsShareOfTheYear();
  void ofARunOnSomeOfTheChipsNoEnergyIsTold();
  void aRunOnOneKindTakesThatKindsEnergy();
  void withoutAModelThereIsNoRun();
  void otherChipsAreSeen();
};

namespace {

plan::Evaluation run(double days, double chips) {
  plan::Evaluation out;
  out.money.modelDays = days, out.money.modelChips = chips, out.money.tcoPerModel = 3e8;
  plan::PhaseRow row;
  row.id = "P2", row.month = 12;
  row.full.liveChips = 20'000.0, row.full.facilityGwh = 200.0, row.full.carbonKt = 100.0;
  out.phases = {row};
  return out;
}

}  // namespace

/// 73 days are a fifth of a year.
void ModelRunTest::aRunTakesItsShareOfTheYear() {
  const auto told = modelRunOf(run(73.0, 20'000.0), 36);
  QVERIFY(told && told->energyGwh && told->carbonKt);
  QVERIFY(isNear(*told->energyGwh, 40.0, 1e-9));
  QVERIFY(isNear(*told->carbonKt, 20.0, 1e-9));
  QCOMPARE(told->yuan, 3e8);
}

void ModelRunTest::ofARunOnSomeOfTheChipsNoEnergyIsTold() {
  const auto told = modelRunOf(run(73.0, 12'000.0), 36);
  QVERIFY(told && !told->energyGwh && !told->carbonKt);
}

/// Six in ten chips are of the run's kind and take seven tenths of the energy.
void ModelRunTest::aRunOnOneKindTakesThatKindsEnergy() {
  plan::Evaluation mixed = run(73.0, 12'000.0);
  mixed.money.modelShare = 0.6, mixed.money.modelEnergyShare = 0.7;
  const auto told = modelRunOf(mixed, 36);
  QVERIFY(told && told->energyGwh && told->carbonKt);
  QVERIFY(isNear(*told->energyGwh, 28.0, 1e-9));
  QVERIFY(isNear(*told->carbonKt, 14.0, 1e-9));
}

void ModelRunTest::withoutAModelThereIsNoRun() { QVERIFY(!modelRunOf(run(0.0, 0.0), 36)); }

void ModelRunTest::otherChipsAreSeen() {
  plan::Plan p = plainPlan();
  p.options.push_back(p.options.front());
  p.options.back().id = "B";
  plan::Ground ground = plainGround();
  QVERIFY(haveSameChips(p, ground));
  plan::Figures other = plainFigures();
  other.chip = "another";
  ground.blocks.push_back(std::make_shared<const plan::Figures>(other));
  p.blocks.push_back(p.blocks.front());
  p.blocks.back().id = "C";
  p.options.back().phases.front().blocks = {{"C", 1}};
  QVERIFY(!haveSameChips(p, ground));
}

PLENUM_TEST(ModelRunTest)
#include "ModelRunTest.moc"
