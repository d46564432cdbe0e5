// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "base/Parallel.h"
#include "sim/Model.h"
#include "sim/State.h"

namespace plenum::stage {

/// What is known of the racks from one round of a steady state to the next: while inlets and flows move little, the
/// draw of a rack's chips follows from the slope of their leakage, and the chips themselves need not be visited.
struct RestingRacks {
  struct Row {
    bool isKnown = false;
    double inletC = 0, dieKPerW = 0;  // for which it was found
    double powerW = 0, utilisation = 0;
    double meanW = 0;      // of a chip
    double powerPerK = 0;  // of all chips, by their inlet
  };
  std::vector<Row> rows;
  bool wantsAll = true;  // every chip is visited, whatever is known
};

/// Chips, manifolds and chassis at rest for the flows and temperatures that stand in the state.
void restRacks(const SimModel& model, SimState& state, Parallel& parallel, RestingRacks& known);

}  // namespace plenum::stage
