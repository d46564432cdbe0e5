// SPDX-License-Identifier: Apache-2.0
#include "sim/Settler.h"

namespace plenum {

using stage::isLive;

namespace {

constexpr int rounds = 60;
constexpr double settledK = 1e-7;

}  // namespace

double Settler::run() {
  machines();
  double change = 0.0;
  for (int i = 0; i < rounds; ++i) {
    change_ = 0.0;
    for (int k = 0; k < 3; ++k) speeds(), stage::solveFlows(model_, state_);
    stage::restRacks(model_, state_, parallel_);
    for (std::uint32_t h = 0; h < model_.halls.size(); ++h) hall(h);
    for (std::uint32_t l = 0; l < model_.loops.size(); ++l) loop(l);
    for (std::uint32_t c = 0; c < model_.circuits.size(); ++c) circuit(c);
    change = change_;
    if (change < settledK && i > 3) break;
  }
  pipes();
  return change;
}

void Settler::machines() {
  const Layout& layout = *model_.layout;
  for (std::uint32_t c = 0; c < model_.cdus.size(); ++c) state_.cdus.pumpsUp[c] = stage::pumpsWanted(model_, state_, c);
  for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
    runPumps(layout.circuits[i].pumps, model_.circuits[i].pumpsNeeded);
    runPumps(layout.circuits[i].condenserPumps, model_.circuits[i].condenserPumpsNeeded);
    runChillers(i, 1);
  }
}
void Settler::runPumps(const std::vector<std::uint32_t>& list, std::uint32_t wanted) {
  for (const std::uint32_t p : list) {
    const auto& placed = model_.layout->pumps[p];
    const bool runs = wanted > 0 && !state_.plant.isPumpFailed[p] && isLive(state_, placed.feed, placed.feedB);
    if (runs) --wanted;
    state_.plant.pumpRamp[p] = runs ? 1.0 : 0.0;
  }
}
void Settler::runChillers(std::uint32_t i, std::int32_t wanted) {
  const PlacedCircuit& placed = model_.layout->circuits[i];
  if (placed.chillers.empty()) return;
  state_.circuits.chillersWanted[i] = wanted;
  std::uint32_t on = 0;
  for (const std::uint32_t k : placed.chillers) {
    const auto& chiller = model_.layout->chillers[k];
    const bool runs = wanted > 0 && !state_.plant.isChillerFailed[k] && isLive(state_, chiller.feed, chiller.feedB);
    if (runs) --wanted, ++on;
    state_.plant.chillerPhase[k] = runs ? 3 : 0;
  }
  const auto all = static_cast<std::uint32_t>(placed.chillers.size());
  runPumps(placed.condenserPumps, (model_.circuits[i].condenserPumpsNeeded * on + all - 1) / all);
}

// the speed at which a pump holds its design pressure, from its parabola
void Settler::speeds() {
  for (std::uint32_t i = 0; i < model_.loops.size(); ++i) {
    const LoopModel& loop = model_.loops[i];
    double turning = 0.0, headPa = 0.0;
    for (const std::uint32_t c : model_.layout->loops[i].cdus) {
      const double share = state_.cdus.pumpsUp[c] * model_.cdus[c].pumpKgPerS;
      turning += share, headPa += share * model_.cdus[c].pumpDpPa;
    }
    if (turning <= 0.0) continue;
    headPa /= turning;
    const double x = loop.designFlowKgPerS / turning;
    const double speed = std::sqrt((loop.designDpPa + 0.3 * headPa * x * x) / (1.3 * headPa));
    for (const std::uint32_t c : model_.layout->loops[i].cdus) state_.cdus.speed[c] = std::clamp(speed, 0.3, 1.0);
  }
  for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
    const CircuitModel& circuit = model_.circuits[i];
    const double dp = state_.circuits.dpPa[i], speed = state_.circuits.pumpSpeed[i];
    // pressure goes with the square of the speed at fixed valves
    if (dp > 0.0) state_.circuits.pumpSpeed[i] = std::clamp(speed * std::sqrt(circuit.designDpPa / dp), 0.25, 1.0);
  }
}

void Settler::pipes() {
  for (std::uint32_t i = 0; i < model_.loops.size(); ++i) {
    const physics::Pipe pipe{model_.loops[i].pipeM3 * model_.loops[i].rhoKgPerM3, model_.loops[i].cpJPerKgK};
    state_.loops.supplyPipe[i] = physics::pipeAt(pipe, state_.loops.supplyC[i]);
    state_.loops.returnPipe[i] = physics::pipeAt(pipe, state_.loops.returnC[i]);
  }
  for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
    const CircuitModel& circuit = model_.circuits[i];
    const physics::Pipe pipe{circuit.pipeM3 * circuit.rhoKgPerM3, circuit.cpJPerKgK};
    state_.circuits.supplyPipe[i] = physics::pipeAt(pipe, state_.circuits.supplyC[i]);
    state_.circuits.returnPipe[i] = physics::pipeAt(pipe, state_.circuits.consumerReturnC[i]);
  }
}

double settle(const SimModel& model, SimState& state, Parallel& parallel) {
  return Settler(model, state, parallel).run();
}

SimStatePtr steadyState(const SimModel& model) {
  SimStatePtr made = emptyState(model);
  SimState& state = *made;
  Serial serial;
  // twice, for a UPS is live once the board above it is
  for (int i = 0; i < 2; ++i) stage::energise(model, state);
  stage::outside(model, state);
  stage::workload(model, state);
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) state.circuits.basinC[i] = state.outside.wetBulbC + 4.0;
  settle(model, state, serial);
  // losses of the power tree warm the halls: once the loads are known, settle with them
  stage::power(model, state);
  const std::vector<double> pendingJ = state.air.pendingJ;
  settle(model, state, serial);
  state.air.pendingJ = pendingJ;
  // one step in place fills what only flows: powers, water, sensed points
  stage::flows(model, state);
  stage::chips(model, state, serial);
  stage::loops(model, state);
  stage::air(model, state);
  stage::rejection(model, state);
  stage::power(model, state);
  state.points.pocketC = state.circuits.leavingC;
  stage::controls(model, state);
  state.ledger = {};
  return made;
}

}  // namespace plenum
