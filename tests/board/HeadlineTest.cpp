// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QSignalSpy>
#include <QToolButton>

#include "board/ExpansionPanel.h"
#include "panels/Desk.h"
#include "plan/Derivation.h"
#include "plan/SmallPlan.h"

using namespace plenum;
using namespace plenum::views;

/// Every number above the chart leads to where it comes from, and what it leads to is that number.
class HeadlineTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyHeadlineLeadsToItsDerivation();
};

void HeadlineTest::everyHeadlineLeadsToItsDerivation() {
  test::Desk desk;
  PlanShown shown;
  ExpansionPanel panel(desk.look, desk.selection, shown);
  panel.resize(1300, 700);
  auto plan = test::plainPlan();
  plan.goalChips = 10'000;
  panel.show(std::make_shared<const plan::Plan>(plan), std::make_shared<const plan::Ground>(test::plainGround()));
  QSignalSpy asked(&panel, &ExpansionPanel::derivationAsked);
  std::vector<plan::Headline> headlines;
  connect(&panel, &ExpansionPanel::derivationAsked, this,
          [&](const plan::Headline& headline) { headlines.push_back(headline); });
  const QString beginning = desk.look.words("expansion.derive", {{"figure", ""}});
  int buttons = 0;
  for (QToolButton* button : panel.findChildren<QToolButton*>()) {
    if (!button->accessibleName().startsWith(beginning)) continue;
    QVERIFY(button->focusPolicy() & Qt::TabFocus);
    button->click();
    ++buttons;
  }
  QCOMPARE(buttons, 5);
  QCOMPARE(headlines.size(), std::size_t(5));
  const plan::Evaluation& evaluation = *panel.evaluation();
  for (const plan::Headline& headline : headlines) {
    const auto derivation = plan::derivationOf(headline, *panel.plan(), panel.option(), *panel.ground(), evaluation);
    QVERIFY2(derivation, plan::wordOf(headline.what));
    if (headline.what == plan::Headline::What::goalMonth)
      QCOMPARE(derivation->value, double(evaluation.goalMonth.value_or(-1)));
    if (headline.what == plan::Headline::What::capex)
      QCOMPARE(derivation->value,
               evaluation.money.capexFacility + evaluation.money.capexIt + evaluation.money.capexGrid);
    if (headline.what == plan::Headline::What::npv) QCOMPARE(derivation->value, evaluation.money.npv);
    if (headline.what == plan::Headline::What::tco) QCOMPARE(derivation->value, evaluation.money.tcoPerChipHour);
  }
}

PLENUM_TEST_WITH(QApplication, HeadlineTest)
#include "HeadlineTest.moc"
