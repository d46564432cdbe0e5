// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "base/Text.h"
#include "plan/BuildState.h"
#include "plan/Evaluate.h"
#include "plan/GroundPlan.h"
#include "scene/Growth.h"

namespace plenum {

/// An option of a plan with the places of its blocks: what the campus of a month is drawn from.
struct GrowthCase {
  plan::PlanPtr plan;
  plan::Option option;
  std::shared_ptr<const plan::Ground> ground;
  std::shared_ptr<const plan::Evaluation> evaluation;
  std::shared_ptr<const plan::GroundPlan> places;
};

struct GrowthLook {
  std::function<std::string(const Text&)> say;
  bool isChinese = false;
  bool areYearsShown = false;
  bool isTieInLit = true;  // what a tie-in is at work on flashes: bright or not
};

/// The campus on a day (since 1970-01-01), as shapes with words on them.
GrowthPtr growthOn(const GrowthCase& of, double day, const GrowthLook& look);
/// The first day of a month of the plan, and a part of one.
double dayOfMonth(const plan::Plan& plan, double month);

/// What the figures of the campus are on a day: live, and what is to come.
struct GrowthCount {
  double chips = 0.0, mw = 0.0;
  int month = 0;
};
GrowthCount countOn(const plan::Evaluation& evaluation, double month);

}  // namespace plenum
