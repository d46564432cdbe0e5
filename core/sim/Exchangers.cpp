// SPDX-License-Identifier: Apache-2.0
#include "physics/HeatExchanger.h"
#include "sim/Rejection.h"

namespace plenum::stage {

double exchanged(const SimModel& model, SimState& state, std::uint32_t i, double flow, double enterC,
                 double& condenserW) {
  const CircuitModel& circuit = model.circuits[i];
  const double units = static_cast<double>(model.layout->circuits[i].exchangers.size());
  const double through = flow * (1.0 - state.circuits.bypass[i]), cold = state.circuits.condenserKgPerS[i];
  const double ua =
      units * physics::uaOffDesign({circuit.exchangerUaWPerK}, through / (units * circuit.exchangerHotKgPerS),
                                   cold / (units * circuit.exchangerColdKgPerS));
  const physics::Exchange x =
      physics::exchange(physics::FlowArrangement::counter, ua, {enterC, through * circuit.cpJPerKgK},
                        {state.circuits.basinC[i], cold * condenserCpJPerKgK});
  condenserW += x.heatW;
  return flow > 0.0 ? enterC - through * (enterC - x.hotOutC) / flow : enterC;
}

}  // namespace plenum::stage
