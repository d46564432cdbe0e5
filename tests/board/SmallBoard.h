// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "board/PictureRows.h"
#include "plan/SmallPlan.h"

namespace plenum::test {

/// Two options of two phases that something holds back, with gates, risks, a grid step and samples.
inline views::PlanSeen seenPlan() {
  plan::Plan out = plainPlan();
  out.today = day("2027-03-01");
  out.months = 72;
  out.goalChips = 30'000;
  plan::Option& a = out.options.front();
  a.name = {"First", "甲方案"};
  a.phases[0].name = {"Phase 2: first block", "二期：首个单元"};
  a.phases[0].steps = {step("shell", 26.0), step("rfs", 26.0, {"shell"}, plan::Step::Kind::readyForService)};
  a.phases[0].steps[0].length = weeks(20.0, 26.0, 40.0);
  a.phases[0].gates = {{0, "", day("2026-10-01"), {"demand signed off"}},
                       {3, "shell", {}, {"budget", "orders of long-lead items"}},
                       {7, "rfs", {}, {"acceptance"}}};
  a.phases[0].risks = {{"flood", {"Flood", "洪水"}, 0.04, weeks(2.0, 3.0, 8.0), "shell", ""}};
  plan::Phase second = a.phases[0];
  second.id = "P3";
  second.name = {"Phase 3", "三期"};
  second.steps[0].after = {"P2/rfs"};
  second.gates = {{3, "shell", {}, {}}, {7, "rfs", {}, {"acceptance"}}};
  second.risks = {{"strike", {"Strike", "停工"}, 0.3, weeks(8.0, 20.0, 30.0), "rfs", ""}};
  a.phases.push_back(second);
  plan::GridStep sub;
  sub.id = "SUB2", sub.firmMw = 9.0, sub.capexMcny = 40.0, sub.length = weeks(60.0, 110.0, 150.0);
  sub.after = {};
  a.gridSteps = {sub};
  a.grants = {grant(plan::Resource::water, 1300.0)};
  a.demand = {{day("2027-01-01"), 10'000}, {day("2028-01-01"), 30'000}};
  plan::Option b = a;
  b.id = "B";
  b.name = {"Second", "乙方案"};
  b.phases[1].steps[0].length = weeks(30.0, 40.0, 60.0);
  b.taken = {{"capex.facility", 24.0, 0.0, 0.0, "dearer"}};
  out.options.push_back(b);

  plan::Figures site = plainFigures(), block = plainFigures();
  site.gridFirmMw = 27.5;
  block.share[static_cast<std::size_t>(plan::Resource::ups)] = 0.95;
  for (plan::YearAt& year : block.years)
    for (std::size_t m = 0; m < 12; ++m)
      year.facilityMwh[m] *= 1.0 + 0.01 * static_cast<double>(m < 7 ? m : 12 - m),
          year.waterM3[m] *= 0.6 + 0.1 * static_cast<double>(m < 7 ? m : 12 - m);
  plan::Ground ground = plainGround(site, block);
  assume(ground, "finance.discount", 0.08, 0.06, 0.1);
  assume(ground, "capex.facility", 20.0, 16.0, 27.0);
  assume(ground, "load.utilisation", 0.8, 0.6, 0.95);
  assume(ground, "revenue.chip.chip", 0.7, 0.5, 1.0);
  assume(ground, "price.chip.chip", 12000.0, 9000.0, 16000.0);
  for (plan::Assumption& one : ground.defaults.assumptions) one.name = {one.id, one.id};

  views::PlanSeen seen;
  seen.plan = std::make_shared<const plan::Plan>(out);
  seen.option = seen.plan->options.front();
  seen.ground = std::make_shared<const plan::Ground>(ground);
  for (const plan::Option& option : seen.plan->options)
    seen.all.push_back(std::make_shared<const plan::Evaluation>(evaluate(*seen.plan, option, *seen.ground)));
  seen.evaluation = seen.all.front();
  Serial serial;
  for (const plan::Option& option : seen.plan->options)
    seen.spreads.push_back(
        std::make_shared<const plan::Spread>(spreadOf(*seen.plan, option, *seen.ground, {200, 1, {}}, serial)));
  seen.spread = seen.spreads.front();
  seen.drivers = plan::tornadoOf(*seen.plan, seen.option, *seen.ground, serial);
  seen.month = 26;
  return seen;
}

}  // namespace plenum::test
