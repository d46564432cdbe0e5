// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "io/Language.h"
#include "plan/SmallPlan.h"
#include "report/Report.h"

namespace plenum::test {

/// A plan with one of everything that a report tells.
struct SmallReport {
  plan::Plan plan;
  plan::Ground ground;
  plan::Evaluation evaluation;
  plan::Spread spread;
  std::vector<plan::Driver> drivers;
  plan::Answers answers;
  std::optional<plan::report::Earlier> earlier;
  bool isSampled = true;

  SmallReport() : plan(plainPlan()), ground(plainGround()) {
    plan.name = {"Small plan", "小规划"};
    plan::Option& option = plan.options.front();
    option.name = {"A: one block", "A：一个单元"};
    plan::Phase& phase = option.phases.front();
    phase.name = {"Phase 2", "二期"};
    phase.steps.front().name = {"Build", "建设"};
    phase.steps.front().length = weeks(40.0, 365.0 / 7.0, 60.0);
    plan::LongLead item;
    item.id = "T1", item.type = "transformer", item.name = {"Transformer", "变压器"}, item.quantity = 2;
    item.feeds = {"build"};
    phase.items = {item};
    ground.defaults.leads = {{"transformer", {"Transformer", "变压器"}, weeks(8.0), weeks(8.0)}};
    plan::Gate gate;
    gate.number = 7, gate.after = "build", gate.evidence = {"acceptance", "handover"};
    gate.evidenceZh = {"竣工验收"};  // the other has no Chinese
    phase.gates = {gate};
    plan::Risk risk;
    risk.id = "flood", risk.name = {"Flood", "洪水"}, risk.chance = 0.2, risk.delay = weeks(4.0),
    risk.activity = "build";
    phase.risks = {risk};
    // of two transformers one is left for a week, and nothing may run without its spare
    plan::Step tie = plenum::test::step("tie", 1.0);
    tie.name = {"Join the busbars", "并接母线"}, tie.notBefore = day("2027-02-01");
    phase.steps.insert(phase.steps.begin(), tie);
    plan::TieIn tieIn;
    tieIn.id = "TIE", tieIn.name = {"Busbars joined", "母线并接"}, tieIn.during = "tie", tieIn.out = {"T2"};
    tieIn.beyond = plan::TieIn::Beyond::isShed;
    phase.tieIns = {tieIn};
    plan::GridStep step;
    step.id = "S2", step.name = {"Second substation", "第二变电站"}, step.firmMw = 20.0, step.substation = "S2";
    step.transformers = 2, step.transformerMva = 25.0, step.capexMcny = 30.0, step.length = weeks(30.0);
    option.gridSteps = {step};
    option.grants = {grant(plan::Resource::water, 2000.0)};
    option.demand = {{day("2027-01-01"), 20'000}};
    plan::Option other = option;
    other.id = "B", other.name = {"B: two blocks", "B：两个单元"};
    other.phases.front().blocks = {{"B", 2}};
    plan.options.push_back(other);
    assume(ground, "cost.demand", 40.0, 30.0, 50.0);
    work();
  }
  void work() {
    Serial serial;
    evaluation = evaluate(plan, plan.options.front(), ground);
    spread = spreadOf(plan, plan.options.front(), ground, {50, 1, {}}, serial);
    drivers = tornadoOf(plan, plan.options.front(), ground, serial);
    answers = answersOf(plan, plan.options.front(), ground, evaluation);
  }
  plan::report::Report report() const {
    std::vector<plan::Evaluation> all;
    for (const plan::Option& option : plan.options) all.push_back(evaluate(plan, option, ground));
    plan::report::Wish wish{
        plan, plan.options.front(), ground, evaluation, isSampled ? &spread : nullptr, drivers, answers,
        {},   day("2027-01-15"),    earlier};
    for (const plan::Evaluation& one : all) wish.all.push_back(&one);
    Serial serial;
    std::vector<plan::Spread> spreads;
    for (const plan::Option& option : plan.options)
      if (isSampled) spreads.push_back(spreadOf(plan, option, ground, {50, 1, {}}, serial));
    for (const plan::Spread& one : spreads) wish.spreads.push_back(&one);
    return reportOf(wish);
  }
};

/// Lives no longer than the language.
inline plan::report::Tongue tongueOf(const io::Language& language) {
  return {language.code() == "zh", [&language](const Text& text) { return language.say(text); }};
}

}  // namespace plenum::test
