// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "commands/PlanOptimise.h"

namespace plenum::app {

/// "--mps", "--solve", "--solve-seconds": whether they can be done here, before anything is solved.
std::optional<Misuse> solveMisuse(const Arguments& arguments);
/// Writes the problem of phases and grid steps of each option, has it solved where that is asked for, and holds what
/// comes back against the option as given.
Exit solvePlan(const PlanAsked& asked);

}  // namespace plenum::app
