// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "plan/Evaluate.h"

namespace plenum::plan {

/// Everything that is not ready yet so many days late.
struct DelayCost {
  double days = 0.0;
  double yuan = 0.0;       // income less running cost that is lost over the plan
  double chipHours = 0.0;  // of live chips
};
/// The option worked out anew for each.
std::vector<DelayCost> delaysOf(const Plan& plan, const Option& option, const Ground& ground,
                                const std::vector<double>& days);

}  // namespace plenum::plan
