// SPDX-License-Identifier: Apache-2.0
#include <fstream>

#include "document/Document.h"
#include "document/PlanEdits.h"
#include "io/Language.h"
#include "support/SmallSite.h"
#include "support/Test.h"

using namespace plenum;
using test::SmallSite;

namespace {

plan::Weeks weeks(double p50) { return {p50 / 2, p50, p50 * 2, Confidence::assumed, "test"}; }

/// Two phases that wait for each other in every way in which a plan can.
plan::Plan twoPhases() {
  plan::Plan out;
  out.id = "plan";
  out.from = out.today = plan::dayOf("2027-01-01");
  out.goalChips = 1000;
  plan::Block block;
  block.id = "B";
  out.blocks = {block};
  plan::Phase phase;
  phase.id = "P2";
  phase.blocks = {{"B", 1}};
  plan::Step shell, ready;
  shell.id = "shell", shell.length = weeks(20);
  ready.id = "rfs", ready.kind = plan::Step::Kind::readyForService, ready.length = weeks(10), ready.after = {"shell"};
  phase.steps = {shell, ready};
  plan::LongLead gen;
  gen.id = "gen", gen.type = "genset", gen.feeds = {"rfs"};
  phase.items = {gen};
  plan::Gate decided;
  decided.number = 3, decided.after = "shell";
  phase.gates = {decided};
  plan::TieIn tieIn;
  tieIn.id = "TIE", tieIn.during = "shell";
  phase.tieIns = {tieIn};
  plan::Risk risk;
  risk.id = "flood", risk.activity = "P2/shell";
  phase.risks = {risk};
  plan::Phase third = phase;
  third.id = "P3";
  third.steps[0].after = {"P2/rfs"};
  third.risks[0].activity = "shell";
  plan::GridStep grid;
  grid.id = "SUB2", grid.length = weeks(50), grid.after = {"P2/shell"};
  plan::Option option;
  option.id = "A";
  option.phases = {phase, third};
  option.gridSteps = {grid};
  option.delays = {{"P2/shell", 3.0}};
  plan::Grant water;
  water.id = "W", water.after = "P2/rfs";
  option.grants = {water};
  option.demand = {{plan::dayOf("2027-01-01"), 500}, {plan::dayOf("2028-01-01"), 1000}};
  out.options = {option};
  return out;
}

plan::PlanPtr shared(plan::Plan plan) { return std::make_shared<const plan::Plan>(std::move(plan)); }

Problems nothingWrong(const plan::Plan&, const Layout&) { return {}; }

plan::Plan renamed(plan::Plan plan, const std::string& name) {
  plan.name = {name, name};
  return plan;
}

/// The first of every kind.
std::vector<PlanPlace> everyPlanEdit() {
  std::vector<PlanPlace> out;
  for (std::size_t k = 0; k < planKinds; ++k) out.push_back({PlanKind(k), 0, 0, 0});
  return out;
}

/// As `twoPhases` with one record of each kind.
plan::Plan full() {
  plan::Plan out = twoPhases();
  out.taken = {{"cost.water", 4, 0, 0, ""}};
  out.options[0].taken = {{"cost.water", 5, 0, 0, ""}};
  out.options[0].leadsTaken = {{"genset", weeks(30)}};
  out.land.outline = {{0, 0}, {400, 0}, {400, 300}, {0, 300}};
  out.land.fixed = {{"P2", "B", 1, {40, 40}, 1}};
  return out;
}

}  // namespace

/// One history of site and plan, and what can be done to a plan.
class PlanTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void oneHistoryHoldsSiteAndPlan();
  void aPlanEditLeavesTheLayoutTheVerySame();
  void whatTheCheckRefusesChangesNothing();
  void aPlanThatASiteBrokeCanBeMendedStepByStep();
  void anEditThatChangesNothingIsNoStep();
  void farStepsOfThePlanShareAlmostEverything();
  void everyFieldIsReadAsItWasSet();
  void badValuesAreRefusedByName_data();
  void badValuesAreRefusedByName();
  void aNewIdIsFollowedByAllWhoNameIt();
  void theLikeliestLengthTakesItsRangeAlong();
  void copiesStandBesideAndMeanThemselves();
  void whatGoesTakesAlongWhatWasAboutItAlone();
  void everyKindCanBeAddedCopiedAndTakenAway();
  void whatWasHeldBecomesThePlan();
  void aPlanBeginsFromWhatStands();
  void everyTitleIsInBothLanguages();
};

void PlanTest::oneHistoryHoldsSiteAndPlan() {
  Document document(SmallSite().layout(), shared(twoPhases()));
  QVERIFY(document.edit(SetRowRacks{"H1", "A", 4}).empty());
  QVERIFY(document.editPlan(renamed(*document.plan(), "one"), Text("plan-edit"), nothingWrong).empty());
  QVERIFY(document.edit(SetRowRacks{"H1", "A", 3}).empty());
  QVERIFY(document.isModified());
  QCOMPARE(document.plan()->name.en, std::string("one"));
  document.undo();
  QCOMPARE(document.current()->site->halls[0].design->rows[1].racks, 4);
  QCOMPARE(document.plan()->name.en, std::string("one"));
  QCOMPARE(document.undoName().id, std::string("plan-edit"));
  document.undo();
  QCOMPARE(document.plan()->name.en, std::string());
  QCOMPARE(document.redoName().id, std::string("plan-edit"));
  document.undo();
  QVERIFY(!document.isModified());
  document.redo();
  document.redo();
  QCOMPARE(document.plan()->name.en, std::string("one"));
  document.markSaved();
  QVERIFY(!document.isModified());
  QCOMPARE(document.stepsSinceSaved().size(), std::size_t(0));
  document.undo();
  QVERIFY(document.isModified());
}

void PlanTest::aPlanEditLeavesTheLayoutTheVerySame() {
  Document document(SmallSite().layout(), shared(twoPhases()));
  const LayoutPtr before = document.current();
  for (int n = 0; n < 40; ++n)
    QVERIFY(document.editPlan(renamed(*document.plan(), std::to_string(n)), Text("n"), nothingWrong).empty());
  QCOMPARE(document.current(), before);
  while (document.canUndo()) document.undo();
  QCOMPARE(document.current(), before);
  QCOMPARE(document.plan()->name.en, std::string());
}

void PlanTest::whatTheCheckRefusesChangesNothing() {
  Document document(SmallSite().layout(), shared(twoPhases()));
  const plan::PlanPtr before = document.plan();
  const auto noX = [](const plan::Plan& plan, const Layout&) -> Problems {
    if (plan.name.en != "x") return {};
    return {Problem{Problem::Weight::error, {}, Text("no"), {}}};
  };
  const Problems problems = document.editPlan(renamed(*before, "x"), Text("n"), noX);
  QVERIFY(hasError(problems));
  QCOMPARE(problems.front().what.id, std::string("no"));
  QCOMPARE(document.plan(), before);
  QVERIFY(!document.canUndo());
}

void PlanTest::aPlanThatASiteBrokeCanBeMendedStepByStep() {
  Document document(SmallSite().layout(), shared(renamed(twoPhases(), "xxx")));
  const auto perX = [](const plan::Plan& plan, const Layout&) {
    return Problems(plan.name.en.size(), Problem{Problem::Weight::error, {}, Text("no"), {}});
  };
  QVERIFY(hasError(document.editPlan(renamed(*document.plan(), "xxxx"), Text("n"), perX)));
  QVERIFY(!hasError(document.editPlan(renamed(*document.plan(), "xx"), Text("n"), perX)));
  QVERIFY(!hasError(document.editPlan(renamed(*document.plan(), ""), Text("n"), perX)));
  QVERIFY(hasError(document.editPlan(renamed(*document.plan(), "x"), Text("n"), perX)));
}

void PlanTest::anEditThatChangesNothingIsNoStep() {
  Document document(SmallSite().layout(), shared(twoPhases()));
  QVERIFY(document.editPlan(twoPhases(), Text("n"), nothingWrong).empty());
  QVERIFY(!document.canUndo());
  Document bare(SmallSite().layout());
  QVERIFY(!bare.plan());
  QVERIFY(bare.editPlan(twoPhases(), Text("n"), nothingWrong).empty());
  QVERIFY(!bare.plan());
}

/// A step far away costs what it changed: a phase with a long list of works that nobody touches is kept once.
void PlanTest::farStepsOfThePlanShareAlmostEverything() {
  plan::Plan large = twoPhases();
  const std::string words(2'000, 'w');
  for (int n = 0; n < 500; ++n) {
    plan::Step step;
    step.id = "s" + std::to_string(n);
    step.length.source = words;
    large.options[0].phases[1].steps.push_back(step);
  }
  Document document(SmallSite().layout(), shared(large));
  const auto memoryKb = [] {
    std::ifstream in("/proc/self/statm");
    long pages = 0, resident = 0;
    in >> pages >> resident;
    return resident * 4;
  };
  for (int n = 0; n < 20; ++n)
    QVERIFY(document.editPlan(renamed(*document.plan(), std::to_string(n)), Text("n"), nothingWrong).empty());
  const long before = memoryKb();
  for (int n = 0; n < 300; ++n) {
    const PlanPlace shell{PlanKind::step, 0, 0, 0};
    auto changed = withValue(*document.plan(), shell, "plan.p50", std::to_string(21 + n));
    QVERIFY(bool(changed));
    QVERIFY(document.editPlan(std::move(*changed), Text("n"), nothingWrong).empty());
  }
  const long grownKb = memoryKb() - before;
  // each of them whole would be 300 megabytes
  QVERIFY2(grownKb < 30'000, std::to_string(grownKb).c_str());
  for (int n = 300; n-- > 0;) document.undo();
  QCOMPARE(document.plan()->options[0].phases[0].steps[0].length.p50, 20.0);
  QCOMPARE(document.plan()->options[0].phases[1].steps.size(), large.options[0].phases[1].steps.size());
  QVERIFY(*document.plan() == renamed(large, "19"));
  for (int n = 0; n < 300; ++n) document.redo();
  QCOMPARE(document.plan()->options[0].phases[0].steps[0].length.p50, 320.0);
}

void PlanTest::everyFieldIsReadAsItWasSet() {
  const plan::Plan plan = full();
  for (const PlanPlace& place : everyPlanEdit()) {
    QVERIFY2(isIn(plan, place), wordOf(place.kind));
    const auto& properties = propertiesOf(place.kind);
    QVERIFY(!properties.empty());
    for (const Property& property : properties) {
      const std::string where = std::string(wordOf(place.kind)) + " " + property.id;
      std::string value = valueOf(plan, place, property.id);
      if (property.unit == "yyyy-mm-dd")
        value = "2029-03-01";
      else if (property.type == Property::Type::number || property.type == Property::Type::whole)
        value = property.low > 12.0 ? "100" : property.high >= 12.0 ? "12" : "1";
      else if (property.type == Property::Type::choice)
        value = property.choices.back();
      else if (property.type == Property::Type::references)
        value = "one; two";
      else
        value = "new";
      const auto changed = withValue(plan, place, property.id, value);
      QVERIFY2(bool(changed), where.c_str());
      QVERIFY2(valueOf(*changed, place, property.id) == value, where.c_str());
      // and nothing is set that nobody can read
      QVERIFY2(*changed == plan || valueOf(plan, place, property.id) != value, where.c_str());
    }
  }
}

void PlanTest::badValuesAreRefusedByName_data() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<QString>("property");
  QTest::addColumn<QString>("value");
  QTest::addColumn<QString>("said");
  const auto row = [](const char* name, PlanKind kind, const char* property, const char* value, const char* said) {
    QTest::newRow(name) << int(kind) << property << value << said;
  };
  row("words", PlanKind::step, "plan.p50", "soon", "edit.value.number");
  row("endless", PlanKind::step, "plan.p90", "inf", "edit.value.number");
  row("below nothing", PlanKind::step, "plan.p10", "-1", "edit.value.range");
  row("half a set", PlanKind::item, "plan.quantity", "1.5", "edit.value.whole");
  row("no day", PlanKind::step, "plan.notBefore", "2027-13-01", "edit.value.day");
  row("long ago", PlanKind::step, "plan.done", "0001-01-01", "edit.value.day");
  row("no id", PlanKind::step, "plan.id", "", "edit.value.id");
  row("a path", PlanKind::phase, "plan.id", "P2/x", "edit.value.id");
  row("no kind", PlanKind::step, "plan.kind", "party", "edit.value.choice");
  row("nothing to wait for", PlanKind::risk, "plan.activity", "", "edit.value.empty");
  row("too long", PlanKind::phase, "plan.nameEn", QByteArray(300, 'x').constData(), "edit.value.long");
}

void PlanTest::badValuesAreRefusedByName() {
  QFETCH(int, kind);
  QFETCH(QString, property);
  QFETCH(QString, value);
  QFETCH(QString, said);
  const auto changed = withValue(full(), {PlanKind(kind), 0, 0, 0}, property.toStdString(), value.toStdString());
  QVERIFY(!changed);
  QCOMPARE(QString::fromStdString(changed.problems().front().what.id), said);
}

void PlanTest::aNewIdIsFollowedByAllWhoNameIt() {
  const auto step = withValue(twoPhases(), {PlanKind::step, 0, 0, 0}, "plan.id", "hull");
  QVERIFY(bool(step));
  const plan::Option& a = step->options[0];
  QCOMPARE(a.phases[0].steps[1].after, std::vector<std::string>{"hull"});
  QCOMPARE(a.phases[0].gates[0].after, std::string("hull"));
  QCOMPARE(a.phases[0].tieIns[0].during, std::string("hull"));
  QCOMPARE(a.phases[0].risks[0].activity, std::string("P2/hull"));
  QCOMPARE(a.gridSteps[0].after, std::vector<std::string>{"P2/hull"});
  QCOMPARE(a.delays[0].activity, std::string("P2/hull"));
  // the shell of another phase keeps its name
  QCOMPARE(a.phases[1].gates[0].after, std::string("shell"));
  const auto phase = withValue(twoPhases(), {PlanKind::phase, 0, 0, -1}, "plan.id", "II");
  QVERIFY(bool(phase));
  QCOMPARE(phase->options[0].phases[1].steps[0].after, std::vector<std::string>{"II/rfs"});
  QCOMPARE(phase->options[0].grants[0].after, std::string("II/rfs"));
  QCOMPARE(phase->options[0].phases[0].gates[0].after, std::string("shell"));
  const auto block = withValue(twoPhases(), {PlanKind::block, -1, -1, 0}, "plan.id", "C");
  QCOMPARE(block->options[0].phases[1].blocks[0].block, std::string("C"));
}

void PlanTest::theLikeliestLengthTakesItsRangeAlong() {
  const PlanPlace shell{PlanKind::step, 0, 0, 0};  // 10, 20, 40
  const auto longer = withValue(twoPhases(), shell, "plan.p50", "50");
  QCOMPARE(valueOf(*longer, shell, "plan.p90"), std::string("50"));
  QCOMPARE(valueOf(*longer, shell, "plan.p10"), std::string("10"));
  const auto shorter = withValue(twoPhases(), shell, "plan.p50", "5");
  QCOMPARE(valueOf(*shorter, shell, "plan.p10"), std::string("5"));
}

void PlanTest::copiesStandBesideAndMeanThemselves() {
  plan::Plan before = twoPhases();
  before.options[0].phases[1].steps[0].done = plan::dayOf("2027-02-01");
  before.options[0].phases[1].items[0].ordered = plan::dayOf("2027-02-01");
  const PlanAdded copied = withCopy(before, {PlanKind::phase, 0, 1, -1});
  QCOMPARE(copied.place.phase, 2);
  const plan::Phase& phase = copied.plan.options[0].phases[2];
  QCOMPARE(phase.id, std::string("P4"));
  QCOMPARE(phase.steps[0].after, std::vector<std::string>{"P2/rfs"});  // another's work stays another's
  QCOMPARE(phase.steps[1].after, std::vector<std::string>{"shell"});
  QVERIFY(!phase.steps[0].done.isSet() && !phase.items[0].ordered.isSet());
  const PlanAdded first = withCopy(twoPhases(), {PlanKind::phase, 0, 0, -1});
  QCOMPARE(first.plan.options[0].phases[1].id, std::string("P4"));  // P3 is taken
  QCOMPARE(first.plan.options[0].phases[1].risks[0].activity, std::string("shell"));
  const PlanAdded option = withCopy(twoPhases(), {PlanKind::option, 0, -1, -1});
  QCOMPARE(option.plan.options[1].id, std::string("A-2"));
  QCOMPARE(option.plan.options[1].phases.size(), std::size_t(2));
}

void PlanTest::whatGoesTakesAlongWhatWasAboutItAlone() {
  const plan::Plan gone = without(twoPhases(), {PlanKind::step, 0, 0, 0});
  QCOMPARE(gone.options[0].phases[0].steps.size(), std::size_t(1));
  QVERIFY(gone.options[0].phases[0].tieIns.empty());
  QVERIFY(gone.options[0].phases[0].risks.empty());
  QVERIFY(gone.options[0].delays.empty());
  // whoever waits for it still says so: the check refuses that by name
  QCOMPARE(gone.options[0].phases[0].steps[0].after, std::vector<std::string>{"shell"});
  const plan::Plan phase = without(twoPhases(), {PlanKind::phase, 0, 1, -1});
  QCOMPARE(phase.options[0].phases.size(), std::size_t(1));
  QCOMPARE(phase.options[0].delays.size(), std::size_t(1));
}

void PlanTest::everyKindCanBeAddedCopiedAndTakenAway() {
  for (const PlanPlace& place : everyPlanEdit()) {
    if (place.kind == PlanKind::plan || place.kind == PlanKind::land) continue;  // there is one
    const std::size_t before = countOf(full(), place);
    const PlanAdded added = withNew(full(), place);
    QCOMPARE(countOf(added.plan, place), before + 1);
    QVERIFY2(isIn(added.plan, added.place), wordOf(place.kind));
    QVERIFY2(!idOf(added.plan, added.place).empty(), wordOf(place.kind));
    const PlanAdded copied = withCopy(full(), place);
    QCOMPARE(countOf(copied.plan, place), before + 1);
    QVERIFY(without(copied.plan, copied.place) == full());
    QCOMPARE(countOf(without(full(), place), place), before - 1);
  }
  // the first corner of a land brings three more; the new one is the last of them
  const PlanAdded corner = withNew(twoPhases(), {PlanKind::corner, 0, 0, 0});
  QCOMPARE(corner.plan.land.outline.size(), std::size_t{4});
  QCOMPARE(corner.place.index, 3);
}

void PlanTest::whatWasHeldBecomesThePlan() {
  const plan::Plan kept =
      withHeld(twoPhases(), 0, {{"P2/shell", 6.0}, {"P3/rfs", -8.0}, {"P2/gen", 4.0}, {"grid/SUB2", 2.0}});
  const plan::Option& a = kept.options[0];
  QCOMPARE(a.phases[0].steps[0].length.p10, 16.0);
  QCOMPARE(a.phases[0].steps[0].length.p50, 26.0);
  QCOMPARE(a.phases[0].steps[0].length.p90, 46.0);
  QCOMPARE(a.phases[1].steps[1].length.p50, 2.0);
  QCOMPARE(a.phases[1].steps[1].length.p10, 0.0);  // no less than nothing
  QCOMPARE(a.gridSteps[0].length.p50, 52.0);
  QCOMPARE(a.delays.size(), std::size_t(2));
  QCOMPARE(a.delays[1].activity, std::string("P2/gen"));
  // what the plan says comes late already counts
  const plan::Plan back = withHeld(kept, 0, {{"P2/gen", -4.0}});
  QCOMPARE(back.options[0].delays.size(), std::size_t(1));
}

void PlanTest::aPlanBeginsFromWhatStands() {
  const LayoutPtr layout = SmallSite().layout();
  const plan::Plan begun = beginPlan(*layout, plan::dayOf("2026-11-22"));
  QCOMPARE(textOf(begun.from), std::string("2026-11-01"));
  QCOMPARE(begun.goalChips, 2 * std::int64_t(layout->chips));
  QCOMPARE(begun.options.size(), std::size_t(1));
  QCOMPARE(begun.options[0].phases.size(), std::size_t(1));
  QVERIFY(begun.blocks[0].make == plan::Block::Make::site);
  for (const plan::Step& step : begun.options[0].phases[0].steps)
    QVERIFY(step.length.confidence == Confidence::assumed);
}

void PlanTest::everyTitleIsInBothLanguages() {
  for (const char* code : {"en", "zh"}) {
    const auto language = io::Language::read(code);
    QVERIFY(language);
    for (std::size_t k = 0; k < planKinds; ++k) {
      const std::string kind = std::string("planKind.") + wordOf(PlanKind(k));
      QVERIFY2(language->has(kind), kind.c_str());
      for (const Property& property : propertiesOf(PlanKind(k))) {
        QVERIFY2(language->has("property." + property.id), property.id.c_str());
        for (const std::string& choice : property.choices)
          QVERIFY2(language->has("planChoice." + choice), choice.c_str());
      }
    }
  }
}

PLENUM_TEST(PlanTest)
#include "PlanTest.moc"
