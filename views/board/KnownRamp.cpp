// SPDX-License-Identifier: Apache-2.0
#include "board/KnownRamp.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace plenum::views {

namespace {

/// What comes within a month counts from the next on.
int monthOf(const plan::Plan& plan, double day) {
  const plan::Day on{std::int32_t(std::ceil(day - 1e-6))};
  const int month = plan::monthsBetween(plan.from, on);
  return plan::firstOfMonth(on) == on ? month : month + 1;
}

}  // namespace

KnownRamp knownOf(const plan::Plan& plan, const plan::Option& option, const plan::Evaluation& schedule,
                  double standingChips) {
  const auto months = std::size_t(std::max(0, plan.months));
  KnownRamp out;
  out.built.assign(months, standingChips);
  for (const plan::Phase& phase : option.phases) {
    std::string last = phase.steps.empty() ? phase.id + "/ready" : std::string();
    for (const plan::Step& step : phase.steps)
      if (last.empty() || step.kind == plan::Step::Kind::readyForService) last = phase.id + "/" + step.id;
    double chips = 0.0;
    for (const plan::Phase::Order& order : phase.blocks)
      for (const plan::Block& block : plan.blocks)
        if (block.id == order.block)
          chips += order.count * (block.make == plan::Block::Make::site ? standingChips : double(block.chips));
    for (const plan::Activity& a : schedule.activities)
      if (a.id == last)
        for (auto m = std::size_t(std::max(0, monthOf(plan, a.finish))); m < months; ++m) out.built[m] += chips;
  }
  if (!option.demand.empty()) out.wanted.assign(months, 0.0);
  for (const plan::Demand& step : option.demand)
    for (auto m = std::size_t(step.from.isSet() ? std::max(0, monthOf(plan, step.from.days)) : 0); m < months; ++m)
      out.wanted[m] = std::max(out.wanted[m], double(step.chips));
  for (std::size_t m = 0; m < months && plan.goalChips > 0 && !out.goal; ++m)
    if (out.built[m] >= double(plan.goalChips)) out.goal = int(m);
  return out;
}

}  // namespace plenum::views
