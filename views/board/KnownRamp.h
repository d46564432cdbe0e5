// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "plan/Evaluate.h"

namespace plenum::views {

/// What a plan says of chips before anything is solved: how many its dates have built by each month, and how many are
/// wanted. What of them may run is another question, and takes a ground.
struct KnownRamp {
  std::vector<double> built, wanted;  // by month, from the plan's first; nobody wants: empty
  std::optional<int> goal;            // first month in which as many are built as the plan is for
};
/// `schedule`: of that option; `standingChips`: of the site as it stands, and of a block that is a copy of it.
KnownRamp knownOf(const plan::Plan& plan, const plan::Option& option, const plan::Evaluation& schedule,
                  double standingChips);

}  // namespace plenum::views
