// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sim/Engine.h"
#include "sim/Model.h"
#include "sim/State.h"

namespace plenum {

/// Every array of the state at its length; everything whole and on, all water and air at its set-point.
SimStatePtr emptyState(const SimModel& model);

/// Brings temperatures, valves, speeds and staging of `state` to balance with its load, weather and what is failed in
/// it. Uses the equations of the stages. Returns the largest change of a temperature in the last round, K.
double settle(const SimModel& model, SimState& state, Parallel& parallel);

}  // namespace plenum
