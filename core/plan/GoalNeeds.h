// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "plan/Course.h"

namespace plenum::plan {

/// What the plan's goal waits for.
struct GoalNeeds {
  std::optional<int> month;  // the first in which as many chips may run as the goal asks for; demand is not looked at
  std::vector<std::size_t>
      ends;  // nodes without which they may not: of what could stand in for one another the earlier
};
GoalNeeds goalNeedsOf(const Course& course, const Sample& sample, const Dates& dates, const Outcome& outcome);

}  // namespace plenum::plan
