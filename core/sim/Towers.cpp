// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/Tower.h"
#include "sim/Rejection.h"

namespace plenum::stage {

/// Condenser water over the towers and back into the basin.
void towers(const SimModel& model, SimState& state, std::uint32_t i, double condenserW) {
  const CircuitModel& circuit = model.circuits[i];
  SimState::Circuits& s = state.circuits;
  const double dt = model.dtS, flow = s.condenserKgPerS[i], basinC = s.basinC[i];
  s.condenserReturnC[i] = basinC;
  s.towerHeatW[i] = s.towerPowerW[i] = s.towerWaterKgPerS[i] = 0.0;
  s.rejectedW[i] = 0.0;
  s.waterKgPerS[i] = 0.0;
  if (flow <= 0.0) {
    // heat of a machine that stops stays in the basin
    const double keptJ = condenserW * gain(model, Coupling::circuitsToCondenser) * dt;
    s.basinC[i] += keptJ / (circuit.basinKg * condenserCpJPerKgK);
    stored(state, Block::condenser, keptJ);
    got(state, Coupling::circuitsToCondenser, keptJ);
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
  // cells whose fans have power; where none has, the water runs over all that are whole, without fans
  int up = 0;
  std::uint32_t first = none;
  bool hasFans = true;
  const std::vector<std::uint32_t>& cells = model.layout->circuits[i].towers;
  for (const std::uint32_t t : cells)
    if (!state.plant.isTowerFailed[t] && isLive(state, model.layout->towers[t].feed, model.layout->towers[t].feedB))
      first = std::min(first, t), ++up;
  if (up == 0) {
    hasFans = false;
    for (const std::uint32_t t : cells)
      if (!state.plant.isTowerFailed[t]) first = std::min(first, t), ++up;
  }
  double leavesC = returnC;
  if (up > 0) {
    const physics::TowerPoint cell =
        physics::towerAt(model.towers[first], {returnC, flow / up, state.outside.dryBulbC, state.outside.wetBulbC,
                                               hasFans ? s.towerFan[i] : 0.0, state.outside.pressurePa});
    leavesC = cell.outletC;
    s.towerHeatW[i] = cell.heatW;
    s.towerPowerW[i] = hasFans ? cell.fanW : 0.0;
    s.towerWaterKgPerS[i] = cell.evaporationKgPerS + cell.driftKgPerS + cell.blowdownKgPerS;
    s.waterKgPerS[i] = up * s.towerWaterKgPerS[i];
    gave(state, Coupling::condenserToAmbient, flow * condenserCpJPerKgK * (returnC - leavesC) * dt);
    got(state, Coupling::condenserToAmbient, up * cell.heatW * gain(model, Coupling::condenserToAmbient) * dt);
    s.rejectedW[i] = up * cell.heatW;
  }
  const double riseK = flow * (leavesC - basinC) * dt / circuit.basinKg;
  s.basinC[i] += riseK;
  stored(state, Block::condenser, circuit.basinKg * condenserCpJPerKgK * riseK);
}

}  // namespace plenum::stage
