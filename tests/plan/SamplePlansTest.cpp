// SPDX-License-Identifier: Apache-2.0
#include "io/Files.h"
#include "io/Json.h"
#include "io/PlanFile.h"
#include "io/TextFile.h"
#include "plan/Evaluate.h"
#include "plan/Spread.h"
#include "run/WorkerPool.h"
#include "support/Test.h"

using namespace plenum;
using namespace plenum::test;

/// What the plans of the sample sites come to, against `expected-plan.json` beside them.
class SamplePlansTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void figuresAreThoseExpected_data();
  void figuresAreThoseExpected();
};

void SamplePlansTest::figuresAreThoseExpected_data() {
  QTest::addColumn<QString>("site");
  QTest::newRow("shaoguan") << "shaoguan";
  QTest::newRow("jinshan") << "jinshan";
}

void SamplePlansTest::figuresAreThoseExpected() {
  QFETCH(QString, site);
  const auto folder = sourceDir() / "sample-sites" / site.toStdString();
  const auto project = io::openProject(folder / (site.toStdString() + ".site.json"));
  QVERIFY(project);
  const auto plan = io::readPlan(folder / project->layout->site->plan);
  const auto defaults = io::readPlanDefaults();
  const auto expected = io::readJson(folder / "expected-plan.json");
  QVERIFY(plan && defaults && expected);
  plan::FiguresCache cache;
  plan::Preparation preparation;
  preparation.defaults = *defaults;
  preparation.cache = &cache;
  preparation.siteFingerprint = io::fingerprintOf(*project->layout->site);
  preparation.catalogFingerprint = io::catalogFingerprint();
  WorkerPool pool(2);
  const auto ground = prepare(*plan, project->layout, *project->setting, preparation, pool);
  QVERIFY(ground);
  for (const plan::FiguresPtr& figures : cache.all()) QVERIFY(figures->yearError < 1e-3);
  // the second time nothing is solved
  const auto again = prepare(*plan, project->layout, *project->setting, preparation, pool);
  QVERIFY(again);
  QCOMPARE(again->solved, 0);

  for (const plan::Option& option : plan->options) {
    const io::Json* row = expected->find(option.id);
    QVERIFY2(row, option.id.c_str());
    const plan::Evaluation e = evaluate(*plan, option, *ground);
    const auto number = [&](const char* name, double value) {
      const io::Json* figure = row->find(name);
      if (!figure) return qFatal("%s has no %s", option.id.c_str(), name);
      const double wanted = *figure->find("value")->number(), tolerance = *figure->find("tolerance")->number();
      if (!isNear(value, wanted, tolerance)) QFAIL((option.id + " " + name + " is " + std::to_string(value)).c_str());
    };
    number("goal_month", e.goalMonth.value_or(-1));
    number("it_MW", e.months.back().installedMw);
    number("first_pue", e.phases.front().pue);
    number("last_pue", e.phases.back().pue);
    number("last_wue_L_per_kWh", e.phases.back().wue);
    number("capex_yuan_1e8", (e.money.capexFacility + e.money.capexIt + e.money.capexGrid) * 1e-8);
    number("npv_yuan_1e8", e.money.npv * 1e-8);
    number("tco_yuan_per_chip_hour", e.money.tcoPerChipHour);
    // what binds, month by month
    std::string binding, last;
    for (const plan::MonthRow& month : e.months)
      if (last != wordOf(month.binding)) last = wordOf(month.binding), binding += (binding.empty() ? "" : " ") + last;
    QCOMPARE(QString::fromStdString(binding), QString::fromStdString(*row->find("binding")->text()));
    std::string lights;
    for (const plan::Check& check : e.checks) lights += "gar?"[static_cast<std::size_t>(check.light)];
    QCOMPARE(QString::fromStdString(lights), QString::fromStdString(*row->find("checks")->text()));
  }
}

PLENUM_TEST(SamplePlansTest)
#include "SamplePlansTest.moc"
