// SPDX-License-Identifier: Apache-2.0
#include "base/Math.h"
#include "sim/Controls.h"

namespace plenum::stage {

namespace {

constexpr double pocketS = 20.0;  // lag of a thermometer in its pocket

}  // namespace

void sense(const SimModel& model, SimState& state) {
  SimState::Sensors& s = state.sensors;
  s.loopSupplyC = state.loops.supplyC;
  s.loopFlowKgPerS = state.loops.flowKgPerS;
  s.cduSupplyC = state.cdus.nodeC;
  s.hallColdC = state.air.coldC;
  s.circuitSupplyC = state.circuits.supplyC;
  s.basinC = state.circuits.basinC;
  // in a pocket of its own, so that a by-pass which acts at once is not answered at once
  for (std::size_t i = 0; i < model.circuits.size(); ++i)
    s.leavingC[i] += -math::expm1(-model.dtS / pocketS) * (state.circuits.leavingC[i] - s.leavingC[i]);
  for (std::size_t g = 0; g < model.fanWallGroups.size(); ++g) s.hallSupplyC[g] = state.air.airOutC[g];
}

}  // namespace plenum::stage
