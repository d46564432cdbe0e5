// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "sim/Engine.h"
#include "sim/Stages.h"

namespace plenum {

// The tick is this list. What a stage reads and writes, and what is one step old, is said in ARCHITECTURE.md.
void tick(const SimModel& model, SimState& state, std::span<const Action> due, Parallel& parallel) {
  while (state.scriptAt < model.script.size() && model.script[state.scriptAt].tick <= state.tick)
    stage::take(model, state, model.script[state.scriptAt++].action);
  for (const Action& action : due) stage::take(model, state, action);

  stage::outside(model, state);
  stage::workload(model, state);
  for (int step = 0; step < model.subSteps; ++step) {
    stage::flows(model, state);
    stage::chips(model, state, parallel);
    stage::loops(model, state);
    stage::air(model, state);
    stage::rejection(model, state);
    stage::power(model, state);
    stage::controls(model, state);
    stage::ledger(model, state);
  }
  ++state.tick;
  stage::alarms(model, state);
  stage::metrics(model, state);
}

std::int64_t tickOf(const SimState& state) { return state.tick; }
Time timeOf(const SimModel& model, const SimState& state) { return model.start + model.tick * state.tick; }
const Log<Event>& eventsOf(const SimState& state) { return state.events; }
const Log<Metrics>& historyOf(const SimState& state) { return state.history; }

namespace stage {

double sinceStartS(const SimModel& model, const SimState& state) { return model.tick.seconds() * static_cast<double>(state.tick); }
Time nowOf(const SimModel& model, const SimState& state) { return timeOf(model, state); }

double through(SimState& state, Block block, const physics::Pipe& pipe, physics::PipeState& content,
               const physics::PipeInflow& in, double dtS) {
  const double beforeJ = physics::storedJ(pipe, content);
  const double outletC = physics::advance(pipe, content, in, dtS).outletC;
  stored(state, block, physics::storedJ(pipe, content) - beforeJ);
  return outletC;
}

}  // namespace stage
}  // namespace plenum
