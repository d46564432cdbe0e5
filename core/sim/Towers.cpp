// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/Frost.h"
#include "sim/Rejection.h"
#include "sim/Sinks.h"

namespace plenum::stage {
namespace {

// water that comes or goes does so at the temperature of the basin: make-up is a hundredth of the flow, and what its
// colder water would cool is below a fiftieth of what the towers do (assumption)
constexpr double fillS = 120.0;     // a float valve brings the level back in about this (estimate)
constexpr double bareShare = 0.02;  // a basin that has run dry keeps this of its water in pipes

physics::FrostBody basinOf(const CircuitModel& circuit, const SimState& state, std::uint32_t i) {
  return {std::max(state.circuits.basinLevelKg[i], bareShare * circuit.basinKg), condenserCpJPerKgK, 0.0};
}

/// Puts heat into the basin: what there is of ice melts first, what falls below freezing becomes ice.
void heatBasin(const SimModel& model, SimState& state, std::uint32_t i, double heatJ) {
  const physics::FrostBody basin = basinOf(model.circuits[i], state, i);
  double& iceKg = state.sinks.basinIceKg[i];
  double& basinC = state.circuits.basinC[i];
  const double meltJ = std::clamp(heatJ, 0.0, iceKg * physics::iceJPerKg);
  iceKg -= meltJ / physics::iceJPerKg;
  const double riseK = (heatJ - meltJ) / (basin.contentKg * basin.cpJPerKgK);
  basinC += riseK;
  stored(state, Block::condenser, basin.contentKg * basin.cpJPerKgK * riseK + meltJ);
  if (basinC >= basin.freezesAtC) return;
  iceKg += basin.contentKg * basin.cpJPerKgK * (basin.freezesAtC - basinC) / physics::iceJPerKg;
  basinC = basin.freezesAtC;
}

/// Still water in frost, through its skin.
void chillBasin(const SimModel& model, SimState& state, std::uint32_t i) {
  const physics::FrostBody basin = basinOf(model.circuits[i], state, i);
  physics::FrostState at{state.circuits.basinC[i], std::min(state.sinks.basinIceKg[i], basin.contentKg)};
  const physics::FrostOutflow out = physics::advance(
      basin, at, {.wallWPerK = model.circuits[i].basinSkinWPerK, .airC = state.outside.dryBulbC}, model.dtS);
  gave(state, Coupling::condenserToAmbient, out.lossJ);
  got(state, Coupling::condenserToAmbient, out.lossJ * gain(model, Coupling::condenserToAmbient));
  stored(state, Block::condenser, -out.lossJ);
  state.circuits.basinC[i] = at.waterC;
  state.sinks.basinIceKg[i] = at.iceKg;
}

void standing(const SimModel& model, SimState& state, std::uint32_t i, double condenserW) {
  // heat of a machine that stops stays in the basin
  const double keptJ = condenserW * gain(model, Coupling::circuitsToCondenser) * model.dtS;
  got(state, Coupling::circuitsToCondenser, keptJ);
  if (keptJ != 0.0) heatBasin(model, state, i, keptJ);
  // in frost its skin matters; otherwise still water under a roof of fill loses next to nothing
  if (state.outside.dryBulbC < 0.0) chillBasin(model, state, i);
}

/// What the towers took from the basin and what came back.
void basinLevel(const SimModel& model, SimState& state, std::uint32_t i) {
  const CircuitModel& circuit = model.circuits[i];
  SimState::Circuits& s = state.circuits;
  const double lostKgPerS = s.evaporationKgPerS[i] + s.driftKgPerS[i] + s.blowdownKgPerS[i];
  const double wanted = lostKgPerS + (circuit.basinKg - s.basinLevelKg[i]) / fillS;
  const double most = circuit.makeUpKgPerS > 0.0 ? circuit.makeUpKgPerS : wanted;
  state.sinks.makeUpKgPerS[i] = s.isMakeUpLost[i] ? 0.0 : std::clamp(wanted, 0.0, most);
  s.basinLevelKg[i] =
      std::clamp(s.basinLevelKg[i] + (state.sinks.makeUpKgPerS[i] - lostKgPerS) * model.dtS, 0.0, circuit.basinKg);
  s.waterKgPerS[i] = lostKgPerS;
}

void clear(const SimModel& model, SimState& state, std::uint32_t i) {
  for (const std::uint32_t t : model.layout->circuits[i].towers) {
    state.sinks.cellHeatW[t] = state.sinks.cellPowerW[t] = state.sinks.cellWaterKgPerS[t] = 0.0;
    state.sinks.cellOutC[t] = state.circuits.basinC[i];
  }
  SimState::Circuits& s = state.circuits;
  s.rejectedW[i] = s.evaporationKgPerS[i] = s.driftKgPerS[i] = s.blowdownKgPerS[i] = 0.0;
}

/// Over the cells; books both ends.
double overTowers(const SimModel& model, SimState& state, std::uint32_t i, double returnC, double flow) {
  SimState::Circuits& s = state.circuits;
  const InUse use = cellsInUse(model, state, i);
  const Sunk<physics::TowerPoint> sunk =
      towersAt(model, state, use, {i, returnC, flow, condenserCpJPerKgK, s.towerFan[i]});
  for (std::size_t n = 0; n < use.units.size(); ++n) {
    const std::uint32_t t = use.units[n];
    const physics::TowerPoint& cell = sunk.units[n];
    // without make-up nothing is thrown away
    const double blowdown = s.isMakeUpLost[i] ? 0.0 : cell.blowdownKgPerS;
    state.sinks.cellHeatW[t] = cell.heatW;
    state.sinks.cellPowerW[t] = use.isDriven ? cell.fanW : 0.0;
    state.sinks.cellWaterKgPerS[t] = cell.evaporationKgPerS + cell.driftKgPerS + blowdown;
    state.sinks.cellOutC[t] = cell.outletC;
    s.evaporationKgPerS[i] += cell.evaporationKgPerS;
    s.driftKgPerS[i] += cell.driftKgPerS;
    s.blowdownKgPerS[i] += blowdown;
  }
  s.rejectedW[i] = sunk.heatW;
  gave(state, Coupling::condenserToAmbient, flow * condenserCpJPerKgK * (returnC - sunk.outletC) * model.dtS);
  got(state, Coupling::condenserToAmbient, sunk.heatW * gain(model, Coupling::condenserToAmbient) * model.dtS);
  return sunk.outletC;
}

}  // namespace

void towers(const SimModel& model, SimState& state, std::uint32_t i, double condenserW) {
  SimState::Circuits& s = state.circuits;
  const double dt = model.dtS, flow = s.condenserKgPerS[i], basinC = s.basinC[i];
  s.condenserReturnC[i] = basinC;
  clear(model, state, i);
  if (flow <= 0.0) {
    standing(model, state, i, condenserW);
    basinLevel(model, state, i);
    return;
  }
  // the work of the pumps ends in the water as well
  const double pumpW = condenserPumpHeatW(model, state, i);
  const double pumpedC = basinC + pumpW * gain(model, Coupling::pumpsToCondenser) / (flow * condenserCpJPerKgK);
  gave(state, Coupling::pumpsToCondenser, pumpW * dt);
  got(state, Coupling::pumpsToCondenser, flow * condenserCpJPerKgK * (pumpedC - basinC) * dt);
  const double returnC =
      pumpedC + condenserW * gain(model, Coupling::circuitsToCondenser) / (flow * condenserCpJPerKgK);
  got(state, Coupling::circuitsToCondenser, flow * condenserCpJPerKgK * (returnC - pumpedC) * dt);
  s.condenserReturnC[i] = returnC;
  const double over = flow * (1.0 - state.sinks.towerBypass[i]);
  double leavesC = returnC;
  if (!model.layout->circuits[i].towers.empty()) {
    if (over > 0.0) leavesC += over / flow * (overTowers(model, state, i, returnC, over) - returnC);
  } else {
    leavesC = laked(model, state, {i, Coupling::condenserToAmbient}, {flow, returnC, condenserCpJPerKgK});
    s.rejectedW[i] = flow * condenserCpJPerKgK * (returnC - leavesC);
  }
  heatBasin(model, state, i, flow * condenserCpJPerKgK * (leavesC - basinC) * dt);
  basinLevel(model, state, i);
}

}  // namespace plenum::stage
