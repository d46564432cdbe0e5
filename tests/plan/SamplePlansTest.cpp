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
  void gatesHoldBackWhatTheyDecide_data();
  void gatesHoldBackWhatTheyDecide();
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

  QStringList wrong;  // of all options, so that one run tells everything
  for (const plan::Option& option : plan->options) {
    const io::Json* row = expected->find(option.id);
    QVERIFY2(row, option.id.c_str());
    const plan::Evaluation e = evaluate(*plan, option, *ground);
    const auto number = [&](const char* name, double value) {
      const io::Json* figure = row->find(name);
      if (!figure) return qFatal("%s has no %s", option.id.c_str(), name);
      const double wanted = *figure->find("value")->number(), tolerance = *figure->find("tolerance")->number();
      if (!isNear(value, wanted, tolerance))
        wrong << QStringLiteral("%1 %2 is %3").arg(QString::fromStdString(option.id), name).arg(value, 0, 'g', 7);
    };
    number("goal_month", e.goalMonth.value_or(-1));
    number("it_MW", e.months.back().installedMw);
    number("first_pue", e.phases.front().full.pue);
    number("last_pue", lastPhaseOf(e.phases, plan->months)->full.pue);
    number("last_wue_L_per_kWh", lastPhaseOf(e.phases, plan->months)->full.wue);
    number("capex_yuan_1e8", (e.money.capexFacility + e.money.capexIt + e.money.capexGrid) * 1e-8);
    number("npv_yuan_1e8", e.money.npv * 1e-8);
    number("tco_yuan_per_chip_hour", e.money.tcoPerChipHour);
    // what binds, month by month
    std::string binding, last;
    for (const plan::MonthRow& month : e.months)
      if (last != holdingWordOf(month)) last = holdingWordOf(month), binding += (binding.empty() ? "" : " ") + last;
    const auto text = [&](const char* name, const std::string& now) {
      if (now != *row->find(name)->text())
        wrong << QString::fromStdString(option.id + " " + name + " is \"" + now + "\"");
    };
    text("binding", binding);
    std::string lights;
    for (const plan::Check& check : e.checks) lights += "gar?"[static_cast<std::size_t>(check.light)];
    text("checks", lights);
  }
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QStringLiteral("; "))));
}

void SamplePlansTest::gatesHoldBackWhatTheyDecide_data() { figuresAreThoseExpected_data(); }

/// Two years' delay of any gate delays its phase, but for that of the acceptance, which looks back.
void SamplePlansTest::gatesHoldBackWhatTheyDecide() {
  QFETCH(QString, site);
  const auto folder = sourceDir() / "sample-sites" / site.toStdString();
  const auto plan = io::readPlan(folder / (site.toStdString() + ".plan.json"));
  const auto defaults = io::readPlanDefaults();
  QVERIFY(plan && defaults);
  const auto readyOf = [&](const plan::Option& option, const std::string& phase) {
    double ready = 0.0;
    for (const plan::Activity& a : scheduleOf(*plan, option, *defaults).activities)
      if (a.id == phase + "/rfs") ready = a.finish;
    return ready;
  };
  int gates = 0;
  for (const plan::Option& option : plan->options)
    for (const plan::Phase& phase : option.phases)
      for (const plan::Gate& gate : phase.gates) {
        // the whole ladder, each with what proves it in both languages
        QCOMPARE(gate.number, int(&gate - phase.gates.data()));
        QVERIFY(!gate.evidence.empty());
        QCOMPARE(gate.evidenceZh.size(), gate.evidence.size());
        plan::Option held = option;
        held.delays.push_back({phase.id + "/G" + std::to_string(gate.number), 104.0});
        const double later = readyOf(held, phase.id) - readyOf(option, phase.id);
        const std::string name = option.id + "/" + phase.id + "/G" + std::to_string(gate.number);
        if (gate.number == 7)
          QVERIFY2(later == 0.0, name.c_str());
        else
          QVERIFY2(later > 26.0 * 7.0 && later <= 104.0 * 7.0, name.c_str());
        ++gates;
      }
  std::size_t phases = 0;
  for (const plan::Option& option : plan->options) phases += option.phases.size();
  QCOMPARE(gates, int(8 * phases));
}

PLENUM_TEST(SamplePlansTest)
#include "SamplePlansTest.moc"
