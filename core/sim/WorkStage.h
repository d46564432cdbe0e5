// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sim/Model.h"
#include "sim/State.h"

namespace plenum::stage {

// Where jobs and plant meet: what the plant does to servers, and what the journal says of jobs.

WorkSurroundings surroundingsOf(const SimModel& model, const SimState& state);
/// Writes into journal and log of spans.
void tell(const SimModel& model, SimState& state, const WorkNews& news);
/// Counts of jobs, chips, tokens as they stand at the end of the tick that has passed.
void countWork(const SimModel& model, const SimState& state, Metrics& out);
/// Keeps how every service stands, where it is time to.
void recordServices(const SimModel& model, SimState& state);
/// Jobs, services and tenants of chips for a frame whose chips are filled.
void publishWork(const SimModel& model, const SimState& state, Frame& out);

}  // namespace plenum::stage
