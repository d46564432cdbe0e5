// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/Rejection.h"

namespace plenum::stage {
namespace {

/// Runs `flow` through the tanks of a circuit, each by its share; positive down, as they give their cold. Returns what
/// leaves; books heat kept and lost.
double passTanks(const SimModel& model, SimState& state, std::uint32_t i, double downKgPerS, double inletC) {
  const double dt = model.dtS, all = tankKgPerS(model, state, i);
  double outC = 0.0;
  for (const std::uint32_t t : model.layout->circuits[i].tanks) {
    const physics::Tank& tank = model.tanks[t];
    const double share = all > 0.0 && !state.plant.isTankFailed[t] ? model.layout->tanks[t].spec->flow.si / all : 0.0;
    const double through = downKgPerS * share;
    const physics::TankOutflow out =
        physics::advance(tank, state.sinks.tanks[t], {through, inletC, state.outside.dryBulbC}, dt);
    const double heldW = std::abs(through) * tank.cpJPerKgK * (inletC - out.outletC);
    // it closes to rounding (tests/physics/TankTest.cpp)
    stored(state, Block::circuits, heldW * dt - out.lossJ);
    gave(state, Coupling::circuitsToAmbient, out.lossJ);
    got(state, Coupling::circuitsToAmbient, out.lossJ * gain(model, Coupling::circuitsToAmbient));
    state.sinks.tankHeatW[t] = heldW;
    outC += share * out.outletC;
  }
  return outC;
}

}  // namespace

double tankKgPerS(const SimModel& model, const SimState& state, std::uint32_t i) {
  double sum = 0.0;
  for (const std::uint32_t t : model.layout->circuits[i].tanks)
    if (!state.plant.isTankFailed[t]) sum += model.layout->tanks[t].spec->flow.si;
  return sum;
}

double tankCharge(const SimModel& model, const SimState& state, std::uint32_t t) {
  const std::uint32_t i = model.layout->tanks[t].circuit;
  const double riseK = std::max(1.0, model.layout->circuits[i].spec.designRise.si);
  const physics::Tank& tank = model.tanks[t];
  double sum = 0.0;
  for (std::uint32_t k = 0; k < tank.layers; ++k)
    sum += std::clamp(1.0 - (state.sinks.tanks[t].layerC[k] - state.circuits.setpointC[i]) / riseK, 0.0, 1.0);
  return sum / tank.layers;
}

TankShare shareOut(const SimModel& model, SimState& state, std::uint32_t i, const Water& water) {
  TankShare share{.plantKgPerS = water.kgPerS, .plantEnterC = water.enterC};
  if (model.layout->circuits[i].tanks.empty()) return share;
  const double most = tankKgPerS(model, state, i), wanted = state.sinks.tankKgPerS[i];
  if (water.kgPerS <= 0.0 || wanted >= 0.0) {
    share.givenKgPerS = std::clamp(wanted, 0.0, std::min(water.kgPerS, most));
    share.givenC = passTanks(model, state, i, share.givenKgPerS, water.enterC);
    share.plantKgPerS = water.kgPerS - share.givenKgPerS;
    return share;
  }
  // cold from below pushes the warm water out at the top, to the plant. It is what left the plant a step ago; the
  // difference to what leaves now goes to the consumers
  share.takenKgPerS = std::min(-wanted, most);
  share.takenC = state.circuits.leavingC[i];
  const double topC = passTanks(model, state, i, -share.takenKgPerS, share.takenC);
  share.plantKgPerS = water.kgPerS + share.takenKgPerS;
  share.plantEnterC = (water.kgPerS * water.enterC + share.takenKgPerS * topC) / share.plantKgPerS;
  return share;
}

double shareIn(const Water& water, const TankShare& share, double plantLeavesC) {
  if (share.takenKgPerS > 0.0) return plantLeavesC + share.takenKgPerS * (plantLeavesC - share.takenC) / water.kgPerS;
  if (share.givenKgPerS <= 0.0) return plantLeavesC;
  return (share.plantKgPerS * plantLeavesC + share.givenKgPerS * share.givenC) / water.kgPerS;
}

}  // namespace plenum::stage
