// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "sim/Controls.h"
#include "sim/Settler.h"

namespace plenum {

using stage::isLive;

namespace {

constexpr int rounds = 60, calmRounds = 16;
constexpr double settledK = 1e-7, modeK = 1e-3, moistK = 0.2;
constexpr double roughK = 1e-3;  // where another run follows, which moves more than that
constexpr int mostFogRounds = 12;
constexpr double fogK = 1e-6;  // moisture and the temperature that it makes settle together

}  // namespace

double Settler::run(Ending ending) {
  lowestWanted_.clear(), modeChanges_.clear(), warmExchangers_.clear();
  isFull_.resize(model_.halls.size(), 0);
  for (std::uint32_t h = 0; h < model_.halls.size(); ++h) isFull_[h] = isFullNow(h);
  // what runs is found anew in every round: a run that follows another goes on from its machines
  if (!std::exchange(hasRun_, true)) machines();
  const bool isRough = ending == Ending::rough;
  const double enoughK = isRough ? roughK : settledK;
  double change = 0.0, before = 0.0;  // and in the round before
  relaxed_ = 1.0;
  moistRounds_ = 0, mostMoistRounds_ = isRough ? 1 : 2;
  for (int i = 0, sinceMode = 0; i < rounds; ++i, ++sinceMode) {
    change_ = 0.0;
    // the choice of pumps stands once the rest has nearly settled, so that it cannot swing between two answers
    if (i > 0 && i < 20) stagePumps();
    for (int k = 0; k < 3; ++k) speeds(), stage::solveFlows(model_, state_);
    stage::restRacks(model_, state_, parallel_, racks_);
    const bool wereVisited = std::exchange(racks_.wantsAll, false);
    for (std::uint32_t h = 0; h < model_.halls.size(); ++h) hall(h);
    for (std::uint32_t l = 0; l < model_.loops.size(); ++l) loop(l);
    for (std::uint32_t c = 0; c < model_.circuits.size(); ++c) circuit(c);
    // steps that after so many rounds have not halved in two swing between two answers
    const double twoBefore = std::exchange(before, std::exchange(change, change_));
    if (sinceMode >= calmRounds && change > 0.5 * twoBefore) relaxed_ = 0.5;
    // near enough to see which mode an economiser would take
    if (change < modeK && i > 1 && changeModes()) {
      sinceMode = 0, relaxed_ = 1.0;
      continue;
    }
    // the moisture of halls once their heat has settled: it moves little but the position of valves
    if (change < modeK && i > 1 && moistures() > enoughK) continue;
    // it ends with a round in which every chip was visited
    if (change < enoughK && i > 1) {
      if (wereVisited || isRough) break;
      racks_.wantsAll = true;
    }
  }
  // not so where there is no balance, and the rounds ran out
  if (isRough) return change;
  racks_.wantsAll = true;
  if (change >= settledK) stage::restRacks(model_, state_, parallel_, racks_);
  pipes();
  sinks();
  return change;
}

double Settler::moistures() {
  if (moistRounds_ >= mostFogRounds) return 0.0;
  ++moistRounds_;
  double moved = 0.0;
  bool isMoving = false;
  for (std::uint32_t h = 0; h < model_.halls.size(); ++h) {
    if (moistRounds_ > mostMoistRounds_ && !isWarmedByMoisture(h)) continue;
    const double movedK = moisture(h);
    moved = std::max(moved, movedK);
    isMoving |= isWarmedByMoisture(h) ? movedK > fogK : movedK > moistK && moistRounds_ < mostMoistRounds_;
  }
  if (!isMoving) moistRounds_ = mostFogRounds;
  return moved;
}

void Settler::machines() {
  const Layout& layout = *model_.layout;
  cduPumps();
  for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
    state_.circuits.pumpsWanted[i] = static_cast<std::int32_t>(model_.circuits[i].pumpsNeeded);
    state_.circuits.condenserPumpsWanted[i] = static_cast<std::int32_t>(layout.circuits[i].exchangers.size());
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
    state_.plant.isPumpCalled[p] = runs;
  }
}
void Settler::runChillers(std::uint32_t i, std::int32_t wanted) {
  const PlacedCircuit& placed = model_.layout->circuits[i];
  if (placed.chillers.empty()) return;
  state_.circuits.chillersWanted[i] = wanted;
  for (const std::uint32_t k : placed.chillers) {
    const auto& chiller = model_.layout->chillers[k];
    const bool runs = wanted > 0 && !state_.plant.isChillerFailed[k] && isLive(state_, chiller.feed, chiller.feedB);
    if (runs) --wanted;
    state_.plant.chillerPhase[k] = runs ? 3 : 0;
  }
  runPumps(placed.condenserPumps, stage::condenserPumpsWanted(model_, state_, i));
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
  return Settler(model, state, parallel).run(Settler::Ending::exact);
}

namespace {

/// Breakers and busways have long carried what they carry now; one that is overloaded has only begun to.
void warmBreakers(const SimModel& model, SimState& state) {
  SimState::Power& s = state.power;
  for (std::size_t b = 0; b < model.breakers.size(); ++b) {
    const double x = s.breakerW[b] / model.power[model.breakers[b].device].settingW;
    s.breakerHeat[b] = std::min(1.0, x * x);
  }
}

}  // namespace

SimStatePtr steadyState(const SimModel& model) {
  Serial serial;
  return steadyState(model, serial);
}

SimStatePtr steadyState(const SimModel& model, Parallel& parallel) {
  SimStatePtr made = emptyState(model);
  SimState& state = *made;
  stage::energise(model, state);
  stage::outside(model, state);
  stage::workload(model, state);
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) state.circuits.basinC[i] = state.outside.wetBulbC + 4.0;
  Settler settler(model, state, parallel);
  settler.run(Settler::Ending::rough);
  // losses of the power tree warm the halls: once the loads are known, settle with them
  stage::power(model, state);
  const std::vector<double> pendingJ = state.air.pendingJ;
  settler.run(Settler::Ending::exact);
  state.air.pendingJ = pendingJ;
  // one step in place fills what only flows: powers, water, sensed points
  stage::flows(model, state);
  stage::chips(model, state, parallel);
  stage::loops(model, state);
  stage::air(model, state);
  stage::rejection(model, state);
  stage::power(model, state);
  warmBreakers(model, state);
  state.points.pocketC = state.circuits.leavingC;
  state.points.economiserPocketC = state.circuits.economiserOutC;
  stage::controls(model, state);
  state.ledger = {};
  return made;
}

}  // namespace plenum
