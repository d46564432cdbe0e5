// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>

#include "Command.h"
#include "base/Parallel.h"
#include "plan/Ground.h"

namespace plenum::app {

/// The board report of one option, from a plan that is solved.
struct PlanReport {
  const Arguments& arguments;
  const Console& console;
  const plan::Plan& plan;
  const plan::Option& option;
  const plan::Ground& ground;
  std::shared_ptr<const Setting> setting;
  int samples = 0;
};
/// What is wrong with --report and --since, before the plan is solved.
Problems reportTrouble(const Arguments& arguments);
/// In the language that a person asked for, else in both.
Exit reportPlan(const PlanReport& asked, Parallel& parallel);

}  // namespace plenum::app
