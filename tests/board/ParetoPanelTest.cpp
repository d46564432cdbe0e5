// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "board/ParetoPanel.h"
#include "panels/Desk.h"
#include "plan/SmallPlan.h"

using namespace plenum;
using namespace plenum::views;
using plan::Aim;

namespace {

plan::PlanPtr planOfTwo() {
  plan::Plan out = test::plainPlan();
  plan::Option& a = out.options.front();
  a.name = {"First", "甲"};
  plan::Phase second = a.phases[0];
  second.id = "P3";
  a.phases.push_back(second);
  a.gridSteps.resize(1);
  a.gridSteps[0].id = "SUB2";
  a.gridSteps[0].capexMcny = 90.0;
  a.gridSteps[0].length = test::weeks(30, 40, 60);
  out.goalChips = 30'000;
  return std::make_shared<const plan::Plan>(std::move(out));
}

struct Searched : test::Desk {
  Searched() {
    plan::OptimiseOptions options;
    options.budget = 400;
    Serial serial;
    plan::Ground ground = test::plainGround();
    test::assume(ground, "price.chip.chip", 40000.0);  // dear: what comes later costs less
    test::assume(ground, "finance.discount", 0.08);
    auto found = optimise(*plan, plan->options[0], ground, options, serial);
    set = std::make_shared<const plan::Pareto>(std::move(found));
    panel.resize(1100, 420);
    panel.show(plan, plan->options[0].name, set);
    panel.QWidget::show();
    QCoreApplication::processEvents();
  }
  plan::PlanPtr plan = planOfTwo();
  std::shared_ptr<const plan::Pareto> set;
  ParetoPanel panel{look};
};

}  // namespace

class ParetoPanelTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aSetIsShownByTwoAims();
  void theSliderWalksAlongTheSet();
  void aClickTakesTheNearest();
  void takenAndBackAreAskedFor();
  void itSaysWhereItStands();
};

void ParetoPanelTest::aSetIsShownByTwoAims() {
  Searched s;
  QVERIFY(s.set->members.size() > 2);
  QCOMPARE(s.panel.view().picture().points.size(), s.set->members.size());
  // axes run as numbers do: what the NPV gains lies above
  s.panel.upBox().setCurrentIndex(1);
  for (std::size_t k = 0; k < s.set->members.size(); ++k) {
    const auto& p = s.panel.view().picture().points[k];
    QCOMPARE(p.across, s.set->members[k].values[std::size_t(Aim::goal)]);
    QCOMPARE(p.up, s.set->members[k].values[std::size_t(Aim::npv)]);
    QVERIFY(p.third >= 0.0 && p.third <= 1.0);
  }
  if (const QByteArray to = qgetenv("PLENUM_PARETO_PICTURE"); !to.isEmpty()) {
    s.panel.choose(int(s.set->knee));
    s.panel.grab().save(QString::fromLocal8Bit(to));
  }
}

void ParetoPanelTest::theSliderWalksAlongTheSet() {
  Searched s;
  QSignalSpy chosen(&s.panel, &ParetoPanel::wayChosen);
  const int last = int(s.set->members.size()) - 1;
  s.panel.slider().setValue(last == int(s.set->knee) ? 0 : last);
  QCOMPARE(chosen.count(), 1);
  QCOMPARE(s.panel.chosen(), s.panel.slider().value());
  QCOMPARE(s.panel.view().picture().chosen, s.panel.chosen());
  const plan::Member& member = s.set->members[std::size_t(s.panel.chosen())];
  QCOMPARE(s.panel.differencesText().count(QStringLiteral("•")), qsizetype(member.differences.size()));
  QCOMPARE(s.panel.model().rowCount(), int(plan::aims));
}

void ParetoPanelTest::aClickTakesTheNearest() {
  Searched s;
  QTest::mouseClick(&s.panel.view(), Qt::LeftButton, {}, s.panel.view().placeOf(0).toPoint());
  QVERIFY(s.panel.chosen() >= 0);
  const QPointF away = s.panel.view().placeOf(s.panel.chosen()) - s.panel.view().placeOf(0);
  QVERIFY(std::hypot(away.x(), away.y()) < 1.5);
}

void ParetoPanelTest::takenAndBackAreAskedFor() {
  Searched s;
  QSignalSpy taken(&s.panel, &ParetoPanel::takeAsked), chosen(&s.panel, &ParetoPanel::wayChosen);
  QVERIFY(!s.panel.takeButton().isEnabled());
  int other = 0;
  while (s.set->members[std::size_t(other)].isAsGiven) ++other;
  s.panel.choose(other);
  s.panel.takeButton().click();
  QCOMPARE(taken.count(), 1);
  QCOMPARE(taken.first().first().toInt(), other);
  s.panel.backButton().click();
  QCOMPARE(chosen.last().first().toInt(), -1);
  QCOMPARE(s.panel.chosen(), -1);
}

void ParetoPanelTest::itSaysWhereItStands() {
  Searched s;
  const QString shown = s.panel.stateText();
  QVERIFY(shown.contains(QString::number(s.set->members.size())));
  s.panel.showWorking(0.5, 7);
  QVERIFY(s.panel.stateText().contains(QStringLiteral("7")));
  QVERIFY(s.panel.stopButton().isVisible());
  QVERIFY(!s.panel.askButton().isVisible());
  s.panel.showNothing();
  QVERIFY(!s.panel.askButton().isEnabled());
  QVERIFY(s.panel.view().picture().points.empty());
}

PLENUM_TEST_WITH(QApplication, ParetoPanelTest)
#include "ParetoPanelTest.moc"
