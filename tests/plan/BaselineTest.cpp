// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>

#include "io/Files.h"
#include "io/PlanFile.h"
#include "plan/Baseline.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

/// What was agreed is kept as it was told, and what has moved since is seen.
class BaselineTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void nothingHasMovedAtOnce();
  void aLongerWorkIsSeenInDatesMegawattsAndMoney();
  void whatIsNewAndWhatIsGoneIsNamed();
  void aGoalThatIsLostIsNoDate();
  void itIsKeptByTheFile();
};

void BaselineTest::nothingHasMovedAtOnce() {
  const plan::Plan plan = plainPlan();
  const plan::Evaluation e = evaluated(plan, plainGround());
  const plan::Moved moved = movedSince(baselineOf(plan, e, {"G3", ""}), plan, e);
  QCOMPARE(moved.goalMonths.value_or(-1), 0);
  QVERIFY(moved.works.empty());
  QCOMPARE(moved.mostMonth, -1);
  QVERIFY(isNear(moved.capexMcny, 0.0, 1e-9) && isNear(moved.npvMcny, 0.0, 1e-9));
}

void BaselineTest::aLongerWorkIsSeenInDatesMegawattsAndMoney() {
  plan::Plan plan = plainPlan();
  const plan::Ground ground = plainGround();
  const plan::Baseline agreed = baselineOf(plan, evaluated(plan, ground), {"G3", ""});
  // 90 days later than the first of January 2028: service from April on instead of January
  plan.options[0].phases[0].steps[0].length = weeks(365.0 / 7.0 + 90.0 / 7.0);
  const plan::Evaluation late = evaluated(plan, ground);
  const plan::Moved moved = movedSince(agreed, plan, late);
  QCOMPARE(moved.goalMonths.value_or(-1), 3);
  QCOMPARE(moved.works.size(), std::size_t(1));
  QCOMPARE(moved.works[0].id, std::string("P2/build"));
  QCOMPARE(moved.works[0].days, 90.0);
  QCOMPARE(moved.mostMonth, 12);
  QVERIFY(isNear(moved.mostMw, -10.0, 1e-9));
  QVERIFY(moved.npvMcny < 0.0);  // three months of income less
}

void BaselineTest::whatIsNewAndWhatIsGoneIsNamed() {
  plan::Plan plan = plainPlan();
  const plan::Ground ground = plainGround();
  const plan::Baseline agreed = baselineOf(plan, evaluated(plan, ground), {});
  plan.options[0].phases[0].steps[0].id = "other";
  const plan::Moved moved = movedSince(agreed, plan, evaluated(plan, ground));
  QCOMPARE(moved.works.size(), std::size_t(2));
  QVERIFY(moved.works[0].isNew && moved.works[0].id == "P2/other");
  QVERIFY(moved.works[1].isGone && moved.works[1].id == "P2/build");
}

void BaselineTest::aGoalThatIsLostIsNoDate() {
  plan::Plan plan = plainPlan();
  const plan::Ground ground = plainGround();
  const plan::Baseline agreed = baselineOf(plan, evaluated(plan, ground), {});
  plan.options[0].phases[0].steps[0].length = weeks(400.0);
  const plan::Moved moved = movedSince(agreed, plan, evaluated(plan, ground));
  QVERIFY(moved.isGoalLost && !moved.goalMonths);
}

void BaselineTest::itIsKeptByTheFile() {
  plan::Plan plan = plainPlan();
  plan.name = {"Plan", ""};
  plan.baselines = {baselineOf(plan, evaluated(plan, plainGround()), {"G3", "G3 基线"})};
  QTemporaryDir folder;
  const std::filesystem::path file = folder.filePath("a.plan.json").toStdString();
  QVERIFY(io::saveText(file, io::textOf(plan)).empty());
  const auto read = io::readPlan(file);
  QVERIFY(bool(read));
  QVERIFY(read->baselines == plan.baselines);
}

PLENUM_TEST(BaselineTest)
#include "BaselineTest.moc"
