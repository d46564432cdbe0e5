// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/HeatExchanger.h"
#include "sim/Rejection.h"

namespace plenum::stage {

double driedOff(const SimModel& model, SimState& state, std::uint32_t i, double flow, double enterC) {
  const CircuitModel& circuit = model.circuits[i];
  SimState::Circuits& s = state.circuits;
  int up = 0;
  std::uint32_t first = none;
  for (const std::uint32_t d : model.layout->circuits[i].dryCoolers) {
    const auto& placed = model.layout->dryCoolers[d];
    if (state.plant.isDryCoolerFailed[d] || !isLive(state, placed.feed, placed.feedB)) continue;
    first = std::min(first, d);
    ++up;
  }
  s.dryHeatW[i] = s.dryPowerW[i] = 0.0;
  s.waterKgPerS[i] = 0.0;
  if (up == 0 || flow <= 0.0) return enterC;
  const DryCoolerModel& cooler = model.dryCoolers[first];
  const double fan = s.dryFan[i];
  const double airC = state.outside.dryBulbC - cooler.adiabatic * (state.outside.dryBulbC - state.outside.wetBulbC);
  const double airKgPerS = cooler.airKgPerS * fan, water = flow / up;
  const double ua = physics::uaOffDesign({cooler.uaWPerK, 0.5, 0.8, 0.85}, fan, water / cooler.waterKgPerS);
  const physics::Exchange x = physics::exchange(physics::FlowArrangement::crossUnmixed, ua,
                                                {enterC, water * circuit.cpJPerKgK}, {airC, airKgPerS * airCpJPerKgK});
  s.dryHeatW[i] = x.heatW;
  s.dryPowerW[i] = cooler.fanW * fan * fan * fan;
  gave(state, Coupling::circuitsToAmbient, up * water * circuit.cpJPerKgK * (enterC - x.hotOutC) * model.dtS);
  got(state, Coupling::circuitsToAmbient,
      up * airKgPerS * airCpJPerKgK * (x.coldOutC - airC) * gain(model, Coupling::circuitsToAmbient) * model.dtS);
  if (cooler.adiabatic > 0.0) {
    // the pad wets the air along its wet-bulb line: latent for sensible heat
    s.waterKgPerS[i] = up * airKgPerS * airCpJPerKgK * (state.outside.dryBulbC - airC) / 2.45e6;
  }
  return x.hotOutC;
}

}  // namespace plenum::stage
