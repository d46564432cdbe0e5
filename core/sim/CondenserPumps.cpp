// SPDX-License-Identifier: Apache-2.0
#include "sim/CondenserPumps.h"

#include <algorithm>
#include <cmath>

#include "physics/Economiser.h"
#include "sim/Rejection.h"

namespace plenum::stage {

namespace {

// drives of condenser pumps go no slower, so that towers stay wetted (estimate)
constexpr double slowestCondenserPump = 0.4;

}  // namespace

CondenserFlow condenserFlowOf(const CircuitModel& circuit, double turning, double openKgPerS, double calledKgPerS) {
  CondenserFlow out;
  out.turning = turning;
  if (turning <= 0.0 || circuit.condenserPumpKgPerS <= 0.0) return out;
  const double ratedKgPerS = turning * circuit.condenserPumpKgPerS;
  const double openOrAll = openKgPerS > 0.0 ? openKgPerS : circuit.condenserPumpsNeeded * circuit.condenserPumpKgPerS;
  const double resistance = circuit.condenserResistance + circuit.condenserMachinesPa / (openOrAll * openOrAll);
  const double fall = (physics::shutOffRatio - 1.0) * circuit.condenserPumpDpPa / (ratedKgPerS * ratedKgPerS);
  const double shutOffPa = physics::shutOffRatio * circuit.condenserPumpDpPa;
  const double liftPa = condenserLiftShare * circuit.condenserPumpDpPa;
  const double mostKgPerS = std::sqrt((shutOffPa - liftPa) / (resistance + fall));
  const double wantedKgPerS = calledKgPerS > 0.0 ? std::min(calledKgPerS, mostKgPerS) : mostKgPerS;
  const double speed = std::sqrt((liftPa + (resistance + fall) * wantedKgPerS * wantedKgPerS) / shutOffPa);
  out.speed = std::clamp(speed, slowestCondenserPump, 1.0);
  out.kgPerS = std::sqrt((shutOffPa * out.speed * out.speed - liftPa) / (resistance + fall));
  out.headPa = liftPa + resistance * out.kgPerS * out.kgPerS;
  return out;
}

double condenserCalledKgPerS(const SimModel& model, const SimState& state, std::uint32_t i) {
  const CircuitModel& circuit = model.circuits[i];
  const PlacedCircuit& placed = model.layout->circuits[i];
  if (placed.chillers.empty())
    return placed.exchangers.empty() ? circuit.condenserPumpsNeeded * circuit.condenserPumpKgPerS
                                     : state.circuits.condenserPumpsWanted[i] * circuit.exchangerColdKgPerS;
  double flow = 0.0;
  for (const std::uint32_t k : placed.chillers)
    if (state.plant.chillerPhase[k] >= 1) flow += model.layout->chillers[k].spec->condenserFlow.si;
  if (!hasEconomiser(model, i) || state.circuits.economiserValve[i] <= 0.0) return flow;
  // all exchangers beside chillers, as many as the load needs alone; the water runs through all that are whole
  const std::uint32_t whole = exchangerSupply(model, state, i).units;
  const bool isFree = state.circuits.mode[i] == static_cast<std::uint8_t>(physics::CoolingMode::free);
  const auto wanted = static_cast<std::uint32_t>(std::max(1, state.circuits.condenserPumpsWanted[i]));
  return flow + (isFree ? std::min(whole, wanted) : whole) * circuit.exchangerColdKgPerS;
}

CondenserFlow condenserFlow(const SimModel& model, const SimState& state, std::uint32_t i) {
  double turning = 0.0;
  for (const std::uint32_t p : model.layout->circuits[i].condenserPumps) turning += state.plant.pumpRamp[p];
  if (turning <= 0.0) return {};
  return condenserFlowOf(model.circuits[i], turning, condenserOpenKgPerS(model, state, i),
                         condenserCalledKgPerS(model, state, i));
}

double condenserHydraulicW(const CondenserFlow& flow) { return flow.kgPerS * flow.headPa / condenserRhoKgPerM3; }

}  // namespace plenum::stage
