// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "physics/Chiller.h"
#include "sim/Rejection.h"

namespace plenum::stage {

namespace {

/// Share of its capacity that a chiller may give in its phase of starting.
double released(const SimModel& model, const SimState& state, std::uint32_t k) {
  if (state.plant.chillerPhase[k] == 3) return 1.0;
  if (state.plant.chillerPhase[k] != 2) return 0.0;
  const double ramp = std::max(1.0, model.layout->chillers[k].spec->rampTime.si);
  return std::clamp(state.plant.chillerPhaseS[k] / ramp, 0.0, 1.0);
}

}  // namespace

namespace {

/// Rated flows of what the water is let through: chillers, and exchangers by their change-over valves.
struct OpenMachines {
  double chillersKgPerS = 0.0, exchangersKgPerS = 0.0;
};

OpenMachines openMachines(const SimModel& model, const SimState& state, std::uint32_t i) {
  const PlacedCircuit& placed = model.layout->circuits[i];
  double machines = 0.0;
  for (const std::uint32_t k : placed.chillers)
    if (state.plant.chillerPhase[k] >= 1) machines += model.layout->chillers[k].spec->condenserFlow.si;
  double plates =
      placed.exchangers.empty() ? 0.0 : exchangerSupply(model, state, i).units * model.circuits[i].exchangerColdKgPerS;
  if (hasEconomiser(model, i)) plates *= state.circuits.economiserValve[i];
  return {machines, plates};
}

}  // namespace

double condenserOpenKgPerS(const SimModel& model, const SimState& state, std::uint32_t i) {
  const OpenMachines open = openMachines(model, state, i);
  return open.chillersKgPerS + open.exchangersKgPerS;
}

CondenserShares condenserShares(const SimModel& model, const SimState& state, std::uint32_t i) {
  const OpenMachines open = openMachines(model, state, i);
  CondenserShares shares;
  const double sum = open.chillersKgPerS + open.exchangersKgPerS, flow = state.circuits.condenserKgPerS[i];
  if (sum <= 0.0 || flow <= 0.0) return shares;
  shares.exchangersKgPerS = flow * open.exchangersKgPerS / sum;
  shares.ofRating = flow / sum;
  return shares;
}

double enteringCondenserC(const SimModel& model, const SimState& state, const ChillerDuty& duty) {
  const PlacedPlant<ChillerSpec>& placed = model.layout->chillers[duty.chiller];
  const double flow = duty.condenserShare * placed.spec->condenserFlow.si;
  const double riseK = flow > 0.0 ? duty.loadW / (flow * condenserCpJPerKgK) : 0.0;
  return physics::condenserInlet(state.circuits.basinC[placed.circuit],
                                 std::max(coldestCondenserC, placed.spec->enteringLow.si), riseK)
      .enteringC;
}

physics::ChillerPoint chillerPoint(const SimModel& model, const SimState& state, const ChillerDuty& duty) {
  // a machine that is too small for its load leaves its water warmer, and cools more for that
  const double leavingC =
      std::max(duty.leavingC, state.circuits.setpointC[model.layout->chillers[duty.chiller].circuit]);
  return physics::chillerAt(model.chillers[duty.chiller], leavingC, enteringCondenserC(model, state, duty), duty.loadW,
                            state.plant.chillerFouling[duty.chiller]);
}

double chilled(const SimModel& model, SimState& state, std::uint32_t i, double flow, double enterC,
               double& condenserW) {
  const CircuitModel& circuit = model.circuits[i];
  const std::vector<std::uint32_t>& chillers = model.layout->circuits[i].chillers;
  const double wantedC = state.circuits.setpointC[i], dt = model.dtS;
  SimState::Plant& p = state.plant;
  const double condenserShare = condenserShares(model, state, i).ofRating;
  int on = 0;
  for (const std::uint32_t k : chillers) on += p.chillerPhase[k] >= 2;
  double mixed = 0.0, gaveJ = 0.0;
  for (const std::uint32_t k : chillers) {
    p.chillerHeatW[k] = p.chillerPowerW[k] = p.chillerPartLoad[k] = 0.0;
    p.chillerEnteringC[k] = state.circuits.basinC[i];
    // the isolating valves of a machine at rest are shut; its water stands
    if (p.chillerPhase[k] < 2 || flow <= 0.0) continue;
    const double kgPerS = flow / on, waterWPerK = kgPerS * circuit.cpJPerKgK;
    const double loadW = waterWPerK * (enterC - wantedC);
    const auto& placed = model.layout->chillers[k];
    const bool isDriven = isLive(state, placed.feed, placed.feedB);  // its controls stop it at the end of the step
    if (loadW > 0.0 && isDriven && condenserShare > leastCondenserShare) {
      physics::ChillerPoint point = chillerPoint(model, state, {k, loadW, condenserShare, p.chillerLeavingC[k]});
      const double mostW = point.availableW * released(model, state, k);
      if (mostW < loadW) point = chillerPoint(model, state, {k, mostW, condenserShare, p.chillerLeavingC[k]});
      p.chillerHeatW[k] = point.heatW;
      p.chillerPowerW[k] = point.powerW;
      p.chillerPartLoad[k] = point.partLoad;
      p.isChillerExtrapolated[k] = point.isExtrapolated;
      p.chillerEnteringC[k] = enteringCondenserC(model, state, {k, point.heatW, condenserShare});
    }
    // water of the evaporator: one mixed volume, carried on exactly
    const double waterKg = std::max(1.0, model.layout->chillers[k].spec->waterVolume.si * 1e-3 * circuit.rhoKgPerM3);
    const double restC = enterC - p.chillerHeatW[k] / waterWPerK, awayK = p.chillerLeavingC[k] - restC;
    const double turns = kgPerS * dt / waterKg, lost = -math::expm1(-turns);
    const double leavesC = restC + awayK * lost / turns;
    stored(state, Block::circuits, -waterKg * circuit.cpJPerKgK * awayK * lost);
    gaveJ += waterWPerK * (enterC - leavesC) * dt + waterKg * circuit.cpJPerKgK * awayK * lost;
    p.chillerLeavingC[k] = restC + awayK * (1.0 - lost);
    mixed += kgPerS * leavesC;
    gaveJ += p.chillerPowerW[k] * dt;
    condenserW += p.chillerHeatW[k] + p.chillerPowerW[k];
  }
  gave(state, Coupling::circuitsToCondenser, gaveJ);
  return on > 0 && flow > 0.0 ? mixed / flow : enterC;
}

}  // namespace plenum::stage
