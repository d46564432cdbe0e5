// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "frame/Frame.h"

namespace plenum::views {

/// One landing of the heat's staircase from a chip down to the weather, told from the weather upwards.
struct ApproachStep {
  const char* id = "";  // of its text: "approach.<id>"
  EntityRef entity;
  double temperatureC = 0.0;
  std::size_t above = 0;  // the step that the approach is counted from; itself for the first
  double approachK = 0.0;
  double designK = 0.0;  // after the specifications at their ratings; NaN where there is none
  double limitC = 0.0;   // NaN where there is none
};

/// From the ambient air or water through a circuit to the hottest chip that it cools: through CDUs and cold plates
/// where the circuit has any, else through fan walls and aisles. Steps whose number the frame lacks are left out.
std::vector<ApproachStep> approachSteps(const Frame& frame, std::uint32_t circuit);

}  // namespace plenum::views
