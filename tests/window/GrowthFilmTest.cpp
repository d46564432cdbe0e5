// SPDX-License-Identifier: Apache-2.0
#include "support/Test.h"
#include "window/GrowthFilm.h"

using namespace plenum;

namespace {

/// Ten years in which one block is built in the first ten months and runs from the thirtieth on, when its grid comes.
GrowthFilmOrder waitingBlock() {
  auto plan = std::make_shared<plan::Plan>();
  plan->from = plan->today = plan::dayOf("2027-01-01");
  plan->months = 120;
  plan->goalChips = 20'000;
  auto evaluation = std::make_shared<plan::Evaluation>();
  plan::Activity works;
  works.kind = plan::Activity::Kind::step, works.step = plan::Step::Kind::readyForService, works.phase = "P2";
  works.start = plan->from.days + 60, works.finish = plan->from.days + 300;
  evaluation->activities = {works};
  for (int m = 0; m < plan->months; ++m) {
    plan::MonthRow row;
    row.first = plan::firstOfMonth(plan->from, m);
    row.liveChips = m < 30 ? 10'000.0 : 20'000.0;
    evaluation->months.push_back(row);
  }
  auto places = std::make_shared<plan::GroundPlan>();
  plan::PlacedBlock block;
  block.phase = "P2";
  places->blocks = {block};
  GrowthFilmOrder order;
  order.of.plan = plan, order.of.evaluation = evaluation, order.of.places = places;
  order.seconds = 10.0;
  order.film.fps = 10;
  return order;
}

double lastMonth(const GrowthFilmOrder& order) { return monthAt(order, framesOf(order) - 1); }

}  // namespace

class GrowthFilmTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void itGoesOnUntilTheGoalRuns();
  void aGoalThatIsNeverReachedEndsWithMostThatRuns();
};

void GrowthFilmTest::itGoesOnUntilTheGoalRuns() {
  GrowthFilmOrder order = waitingBlock();
  auto reached = std::make_shared<plan::Evaluation>(*order.of.evaluation);
  reached->goalMonth = 30;
  order.of.evaluation = reached;
  QVERIFY(monthAt(order, 0) < 3.0);
  QVERIFY2(lastMonth(order) >= 30.0 && lastMonth(order) < 40.0, qPrintable(QString::number(lastMonth(order))));
}

void GrowthFilmTest::aGoalThatIsNeverReachedEndsWithMostThatRuns() {
  const double last = lastMonth(waitingBlock());
  QVERIFY2(last >= 30.0 && last < 40.0, qPrintable(QString::number(last)));
}

PLENUM_TEST_WITH(QApplication, GrowthFilmTest)
#include "GrowthFilmTest.moc"
