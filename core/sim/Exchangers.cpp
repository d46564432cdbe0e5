// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "physics/HeatExchanger.h"
#include "sim/Rejection.h"

namespace plenum::stage {

namespace {

// share of the condenser pumps' head that stands over the plates; the rest is pipes, tower lift and nozzles (estimate)
constexpr double plateShare = 0.4;
constexpr double mostFouled = 0.95, mostClogged = 0.98;

double opening(const SimState& state, std::uint32_t x) {
  return 1.0 - std::clamp(state.plant.exchangerClogging[x], 0.0, mostClogged);
}

}  // namespace

ExchangerSupply exchangerSupply(const SimModel& model, const SimState& state, std::uint32_t i) {
  ExchangerSupply supply;
  for (const std::uint32_t x : model.layout->circuits[i].exchangers) {
    if (state.plant.isExchangerFailed[x]) continue;
    ++supply.units;
    supply.opening += opening(state, x);
  }
  return supply;
}

double exchangedW(const SimModel& model, const SimState& state, const ExchangerFlows& flows, std::uint32_t x) {
  const CircuitModel& circuit = model.circuits[model.layout->exchangers[x].circuit];
  const double lost = std::clamp(state.plant.exchangerFouling[x], 0.0, mostFouled);
  const double foulingKPerW = lost > 0.0 ? lost / ((1.0 - lost) * circuit.exchangerUaWPerK) : 0.0;
  const double coldKgPerS = flows.coldKgPerS * opening(state, x);
  const double ua = physics::uaOffDesign({circuit.exchangerUaWPerK}, flows.hotKgPerS / circuit.exchangerHotKgPerS,
                                         coldKgPerS / circuit.exchangerColdKgPerS, foulingKPerW);
  return physics::exchange(physics::FlowArrangement::counter, ua, {flows.hotC, flows.hotKgPerS * circuit.cpJPerKgK},
                           {flows.coldC, coldKgPerS * condenserCpJPerKgK})
      .heatW;
}

ExchangerFlows exchangerFlows(const SimModel& model, const SimState& state, std::uint32_t i, double flowKgPerS,
                              double enterC) {
  const ExchangerSupply supply = exchangerSupply(model, state, i);
  ExchangerFlows flows{.hotC = enterC, .coldC = state.circuits.basinC[i]};
  const double open = hasEconomiser(model, i) ? state.circuits.economiserValve[i] : 1.0;
  const double coldKgPerS = condenserShares(model, state, i).exchangersKgPerS;
  if (supply.units == 0 || coldKgPerS <= 0.0) return flows;
  flows.hotKgPerS = flowKgPerS * open * (1.0 - state.circuits.bypass[i]) / supply.units;
  // dirt narrows the passage: what pumps of one head press through is less
  const double mean = supply.opening / supply.units;
  const double pressed = 1.0 / std::sqrt(1.0 + plateShare * (1.0 / (mean * mean) - 1.0));
  flows.coldKgPerS = coldKgPerS * pressed / supply.opening;
  return flows;
}

double exchanged(const SimModel& model, SimState& state, std::uint32_t i, double flow, double enterC,
                 double& condenserW) {
  const ExchangerFlows flows = exchangerFlows(model, state, i, flow, enterC);
  const double waterWPerK = model.circuits[i].cpJPerKgK;
  const SimState::Plant& p = state.plant;
  double cooledW = 0.0, knownW = 0.0;
  std::uint32_t known = none;
  for (const std::uint32_t x : model.layout->circuits[i].exchangers) {
    double heatW = 0.0;
    if (!p.isExchangerFailed[x] && flows.hotKgPerS > 0.0) {
      // most are as clean as their neighbour
      const bool isAlike = known != none && p.exchangerFouling[x] == p.exchangerFouling[known] &&
                           p.exchangerClogging[x] == p.exchangerClogging[known];
      heatW = isAlike ? knownW : exchangedW(model, state, flows, x);
      known = x, knownW = heatW;
    }
    state.plant.exchangerHeatW[x] = heatW;
    condenserW += heatW;
    // the facility's end of it: what its own water lost
    if (heatW != 0.0) {
      const double hotOutC = enterC - heatW / (flows.hotKgPerS * waterWPerK);
      cooledW += flows.hotKgPerS * waterWPerK * (enterC - hotOutC);
    }
  }
  gave(state, Coupling::circuitsToCondenser, cooledW * model.dtS);
  return flow > 0.0 ? enterC - cooledW / (flow * waterWPerK) : enterC;
}

}  // namespace plenum::stage
