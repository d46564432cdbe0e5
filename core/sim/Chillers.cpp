// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/Chiller.h"
#include "sim/Rejection.h"

namespace plenum::stage {

namespace {

// a condenser must see this share of its pump's flow before its chiller may run
constexpr double leastCondenserShare = 0.3;

/// Share of its capacity that a chiller may give in its phase of starting.
double released(const SimModel& model, const SimState& state, std::uint32_t k) {
  if (state.plant.chillerPhase[k] == 3) return 1.0;
  if (state.plant.chillerPhase[k] != 2) return 0.0;
  const double ramp = std::max(1.0, model.layout->chillers[k].spec->rampTime.si);
  return std::clamp(state.plant.chillerPhaseS[k] / ramp, 0.0, 1.0);
}

}  // namespace

/// Cools `flow` of facility water from `enterC`; returns what leaves. Heat goes to the condenser water.
double chilled(const SimModel& model, SimState& state, std::uint32_t i, double flow, double enterC,
               double& condenserW) {
  const CircuitModel& circuit = model.circuits[i];
  const std::vector<std::uint32_t>& chillers = model.layout->circuits[i].chillers;
  const double condenserFlow = state.circuits.condenserKgPerS[i], basinC = state.circuits.basinC[i];
  int on = 0;
  for (const std::uint32_t k : chillers) on += state.plant.chillerPhase[k] >= 2;
  double heat = 0.0;
  for (const std::uint32_t k : chillers) {
    SimState::Plant& p = state.plant;
    p.chillerHeatW[k] = p.chillerPowerW[k] = p.chillerPartLoad[k] = 0.0;
    p.chillerLeavingC[k] = enterC;
    p.chillerEnteringC[k] = basinC;
    if (p.chillerPhase[k] < 2 || on == 0) continue;
    const double through = flow / on * circuit.cpJPerKgK;
    const bool isFed = condenserFlow / on > leastCondenserShare * circuit.condenserPumpKgPerS;
    const double wantedC = state.circuits.setpointC[i];
    double loadW = std::max(0.0, through * (enterC - wantedC));
    if (!isFed || through <= 0.0 || loadW <= 0.0) continue;
    const physics::ChillerPoint most = physics::chillerAt(model.chillers[k], wantedC, basinC, loadW);
    const physics::ChillerPoint point =
        most.availableW * released(model, state, k) >= loadW
            ? most
            : physics::chillerAt(model.chillers[k], wantedC, basinC, most.availableW * released(model, state, k));
    p.chillerHeatW[k] = point.heatW;
    p.chillerPowerW[k] = point.powerW;
    p.chillerPartLoad[k] = point.partLoad;
    p.isChillerExtrapolated[k] = point.isExtrapolated;
    p.chillerLeavingC[k] = enterC - point.heatW / through;
    heat += point.heatW;
    condenserW += point.heatW + point.powerW;
  }
  return flow > 0.0 ? enterC - heat / (flow * circuit.cpJPerKgK) : enterC;
}

}  // namespace plenum::stage
