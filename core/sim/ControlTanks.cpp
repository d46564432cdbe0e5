// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "sim/Controls.h"
#include "sim/Rejection.h"

namespace plenum::stage {
namespace {

// the plant may fall behind by this before the tanks help; a tank that is warmer than what leaves the plant less this
// is of no use (estimates)
constexpr double behindK = 0.5, uselessK = 0.2;
// recharged from the first share on, up to the second
constexpr double chargeFrom = 0.90, chargeTo = 0.985;
// running machines are loaded up to this share for it, so that none is started for it
constexpr double chargeLoad = 0.88;
// of the consumers' flow, by a plant without machines to count
constexpr double chargeShare = 0.1;
// machines that run must have this share of the flow, or they would never see a load again
constexpr double leastMachineShare = 0.15;
constexpr double openS = 15.0, closeS = 120.0;  // strokes of the valves

double bottomC(const SimModel& model, const SimState& state, std::uint32_t i) {
  const double all = tankKgPerS(model, state, i);
  double sum = 0.0;
  for (const std::uint32_t t : model.layout->circuits[i].tanks)
    if (!state.plant.isTankFailed[t])
      sum += model.layout->tanks[t].spec->flow.si / all * state.sinks.tanks[t].layerC[model.tanks[t].layers - 1];
  return sum;
}

bool hasMachines(const SimModel& model, const SimState& state, std::uint32_t i) {
  for (const std::uint32_t k : model.layout->circuits[i].chillers)
    if (state.plant.chillerPhase[k] >= 2) return true;
  return false;
}

/// What the plant could cool beyond the consumers' need, as a flow to the tanks.
double spareKgPerS(const SimModel& model, const SimState& state, std::uint32_t i) {
  const CircuitModel& circuit = model.circuits[i];
  const SimState::Plant& p = state.plant;
  if (!hasMachines(model, state, i)) {
    const bool isChilled = circuit.isChilled;
    const double drive = isChilled ? state.circuits.towerFan[i] : state.circuits.rejection[i];
    const bool canCool = !model.layout->circuits[i].exchangers.empty() || !isChilled;
    return canCool && drive < 0.9 ? chargeShare * state.circuits.flowKgPerS[i] : 0.0;
  }
  double loadW = 0.0, fullW = 0.0;
  for (const std::uint32_t k : model.layout->circuits[i].chillers) {
    if (p.chillerPhase[k] != 3 || p.chillerPartLoad[k] <= 0.0) continue;
    loadW += p.chillerHeatW[k];
    fullW += p.chillerHeatW[k] / p.chillerPartLoad[k];
  }
  // what already goes to the tanks is part of the load
  const double riseK = std::max(1.0, state.circuits.returnC[i] - state.circuits.setpointC[i]);
  const double taken = std::max(0.0, -state.sinks.tankKgPerS[i]);
  return std::max(0.0, taken + (chargeLoad * fullW - loadW) / (circuit.cpJPerKgK * riseK));
}

double mean(const SimModel& model, const SimState& state, std::uint32_t i) {
  double sum = 0.0, kg = 0.0;
  for (const std::uint32_t t : model.layout->circuits[i].tanks)
    if (!state.plant.isTankFailed[t])
      sum += tankCharge(model, state, t) * model.tanks[t].contentKg, kg += model.tanks[t].contentKg;
  return kg > 0.0 ? sum / kg : 1.0;
}

}  // namespace

void controlTanks(const SimModel& model, SimState& state, std::uint32_t i) {
  if (model.layout->circuits[i].tanks.empty()) return;
  const SimState::Circuits& s = state.circuits;
  SimState::Sinks& n = state.sinks;
  const double flow = s.flowKgPerS[i], most = tankKgPerS(model, state, i);
  if (flow <= 0.0 || most <= 0.0) {
    n.tankKgPerS[i] = 0.0;
    return;
  }
  const double leavingC = measured(model, state, Point::circuitLeaving, i), wantedC = s.setpointC[i] + behindK;
  const double charge = mean(model, state, i);
  n.isCharging[i] = n.isCharging[i] ? charge < chargeTo : charge < chargeFrom;
  double target = 0.0;
  if (leavingC > wantedC) {
    // as much water as the plant can still bring to where it should be; the tanks give the rest
    const double plant = flow - n.tankKgPerS[i];
    const double done = plant * (s.returnC[i] - leavingC) / (flow * std::max(0.1, s.returnC[i] - wantedC));
    const bool isIdle = model.circuits[i].isChilled && !hasMachines(model, state, i);
    const double share = std::clamp(done, isIdle ? 0.0 : leastMachineShare, 1.0);
    if (bottomC(model, state, i) < std::max(leavingC, s.returnC[i]) - uselessK)
      target = std::min(most, flow * (1.0 - share));
  } else if (n.isCharging[i]) {
    target = -std::min(most, spareKgPerS(model, state, i));
  }
  const double strokeS = target > n.tankKgPerS[i] ? openS : closeS;
  n.tankKgPerS[i] = flow * physics::rateLimited(n.tankKgPerS[i] / flow, target / flow, strokeS, model.dtS);
}

}  // namespace plenum::stage
