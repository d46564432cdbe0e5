// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "Command.h"
#include "base/Parallel.h"
#include "plan/Ground.h"

namespace plenum::app {

/// A plan that is ready to be worked out, and what is asked of which of its options.
struct PlanAsked {
  const Arguments& arguments;
  const Console& console;
  const plan::Plan& plan;
  const plan::Ground& ground;
  std::vector<const plan::Option*> options;
};

/// "--budget", "--seed": whether they can be read, before anything is solved.
std::optional<Misuse> optimiseMisuse(const Arguments& arguments);
/// The ways to build each option that nothing beats, with the knee marked.
Exit optimisePlan(const PlanAsked& asked, Parallel& parallel);

}  // namespace plenum::app
