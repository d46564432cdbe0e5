// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QMouseEvent>
#include <QSignalSpy>

#include "board/ExpansionChart.h"
#include "panels/Desk.h"
#include "plan/Baseline.h"
#include "plan/SmallPlan.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::views;

namespace {

/// One phase with a gate between its works and a day on which it is wanted.
plan::Plan gated() {
  plan::Plan out = test::plainPlan();
  plan::Phase& phase = out.options[0].phases[0];
  phase.steps = {test::step("permit", 10.0), test::step("rfs", 30.0, {"G3"}, plan::Step::Kind::readyForService)};
  phase.gates.resize(1);
  phase.gates[0].number = 3, phase.gates[0].after = "permit";
  phase.target = test::day("2027-12-01");
  return out;
}

struct Charted : test::Desk {
  explicit Charted(plan::Plan of) {
    plan = std::make_shared<const plan::Plan>(std::move(of));
    evaluation = std::make_shared<const plan::Evaluation>(test::evaluated(*plan, test::plainGround()));
    chart.resize(1200, 600);
    chart.show(plan, evaluation);
    chart.QWidget::show();
  }
  const plan::Activity& activity(const char* id) const {
    for (const plan::Activity& a : evaluation->activities)
      if (a.id == id) return a;
    qFatal("no %s", id);
  }
  /// On the head of the phase.
  QPointF atDay(double day) const {
    double y = chart.strip().bottom();
    while (chart.hitAt(QPointF(chart.ramp().left() - 20.0, y)).what != ExpansionChart::Hit::What::group) y += 2.0;
    return {chart.xOf(day), y + 4.0};
  }
  void mouse(QEvent::Type type, QPointF at) {
    QMouseEvent event(type, at, chart.mapToGlobal(at), type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&chart, &event);
  }
  plan::PlanPtr plan;
  std::shared_ptr<const plan::Evaluation> evaluation;
  ExpansionChart chart{look};
};

}  // namespace

/// Gates, days on which phases are wanted, and what was agreed, in the chart of works.
class GanttMarksTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aGateIsHeldLaterByItsDiamond();
  void aTargetIsAskedForOnceWhenTheMouseLetsGo();
  void aClickOnATargetAsksForNothing();
  void whatWasAgreedIsToldBesideWhatIsPlanned();
};

void GanttMarksTest::aGateIsHeldLaterByItsDiamond() {
  Charted c(gated());
  const QPointF at = c.atDay(c.activity("P2/G3").finish);
  const auto hit = c.chart.hitAt(at);
  QVERIFY(hit.what == ExpansionChart::Hit::What::activity && hit.isBar);
  QCOMPARE(c.evaluation->activities[hit.activity].id, std::string("P2/G3"));
  QSignalSpy delayed(&c.chart, &ExpansionChart::delayed);
  const QPointF later(c.chart.xOf(c.activity("P2/G3").finish + 28.0), at.y());
  c.mouse(QEvent::MouseButtonPress, at);
  c.mouse(QEvent::MouseMove, later);
  QCOMPARE(delayed.size(), 1);
  QCOMPARE(delayed[0][0].toString(), QString("P2/G3"));
  QCOMPARE(delayed[0][1].toDouble(), 4.0);
  // a gate takes no time, so none can be saved on it
  c.mouse(QEvent::MouseMove, QPointF(c.chart.xOf(c.activity("P2/G3").finish - 28.0), at.y()));
  QCOMPARE(delayed.size(), 1);
  c.mouse(QEvent::MouseButtonRelease, at);
  // held so, what waits for it waits
  plan::Plan held = *c.plan;
  held.options[0].delays = {{"P2/G3", 4.0}};
  const plan::Evaluation then = test::evaluated(held, test::plainGround());
  for (const plan::Activity& a : then.activities)
    if (a.id == "P2/rfs") QCOMPARE(a.start, c.activity("P2/rfs").start + 28.0);
}

void GanttMarksTest::aTargetIsAskedForOnceWhenTheMouseLetsGo() {
  Charted c(gated());
  QSignalSpy asked(&c.chart, &ExpansionChart::retargeted);
  const QPointF from = c.atDay(test::day("2027-12-01").days);
  QVERIFY(c.chart.hitAt(from).isTarget);
  QVERIFY(c.chart.tipAt(from).contains("2027-12-01"));
  const QPointF to(c.chart.xOf(test::day("2027-09-01").days), from.y());
  c.mouse(QEvent::MouseButtonPress, from);
  c.mouse(QEvent::MouseMove, to);
  QVERIFY(asked.isEmpty());
  c.mouse(QEvent::MouseButtonRelease, to);
  QCOMPARE(asked.size(), 1);
  QCOMPARE(asked[0][0].toString(), QString("P2"));
  QVERIFY(std::abs(asked[0][1].toInt() - test::day("2027-09-01").days) <= 1);
}

void GanttMarksTest::aClickOnATargetAsksForNothing() {
  Charted c(gated());
  QSignalSpy asked(&c.chart, &ExpansionChart::retargeted);
  const QPointF at = c.atDay(test::day("2027-12-01").days);
  c.mouse(QEvent::MouseButtonPress, at);
  c.mouse(QEvent::MouseButtonRelease, at);
  QVERIFY(asked.isEmpty());
  QVERIFY(!c.chart.isFolded("P2"));
}

void GanttMarksTest::whatWasAgreedIsToldBesideWhatIsPlanned() {
  plan::Plan plan = gated();
  QVERIFY(!Charted(plan).chart.baseline());
  plan.baselines = {plan::baselineOf(plan, test::evaluated(plan, test::plainGround()), {"Agreed", "基线"})};
  plan.options[0].phases[0].steps[1].length = test::weeks(34.0);
  Charted c(plan);
  QVERIFY(c.chart.baseline());
  const QString tip = c.chart.tipAt(c.chart.barOf("P2/rfs").center());
  QVERIFY2(tip.contains("+28"), qPrintable(tip));
}

PLENUM_TEST_WITH(QApplication, GanttMarksTest)
#include "GanttMarksTest.moc"
