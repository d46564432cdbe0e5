// SPDX-License-Identifier: Apache-2.0
#include "sim/CondenserPumps.h"
#include "sim/Rejection.h"

namespace plenum::stage {

namespace {

/// What comes back from everything on the circuit, kg K/s above what went out; books the receiving end.
double returnRise(const SimModel& model, SimState& state, std::uint32_t i) {
  const CircuitModel& circuit = model.circuits[i];
  const double inC = state.circuits.consumerInC[i], dt = model.dtS;
  double cdus = 0.0, walls = 0.0, doors = 0.0;
  for (const std::uint32_t c : model.layout->circuits[i].cdus)
    cdus += state.cdus.primaryKgPerS[c] * (state.cdus.primaryOutC[c] - inC);
  for (const std::uint32_t g : circuit.fanWallGroups)
    walls += state.air.waterKgPerS[g] * (state.air.waterOutC[g] - inC);
  for (const std::uint32_t g : circuit.groups) {
    const double waterWPerK = state.groups.doorWaterKgPerS[g] * circuit.cpJPerKgK;
    if (waterWPerK <= 0.0) continue;
    const PlacedHall& hall = model.layout->halls[model.groups[g].hall];
    for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r)
      if (model.rackGroup[r] == g) {
        const double outC = inC + state.racks.doorHeatJ[r] / (dt * waterWPerK);
        doors += state.groups.doorWaterKgPerS[g] * (outC - inC) * gain(model, Coupling::doorsToCircuits);
      }
  }
  got(state, Coupling::loopsToCircuits, cdus * circuit.cpJPerKgK * dt);
  got(state, Coupling::airToCircuits, walls * circuit.cpJPerKgK * dt);
  got(state, Coupling::doorsToCircuits, doors * circuit.cpJPerKgK * dt);
  return cdus + walls + doors;
}

/// Exchangers, then chillers, where a circuit has both; what they give is rejected by the towers.
double onCondenserWater(const SimModel& model, SimState& state, std::uint32_t i, const Water& water) {
  const CircuitModel& circuit = model.circuits[i];
  double condenserW = 0.0, compressorW = 0.0, leavesC = water.enterC;
  if (!model.layout->circuits[i].exchangers.empty())
    leavesC = exchanged(model, state, i, water.kgPerS, water.enterC, condenserW);
  if (circuit.isChilled) {
    state.circuits.economiserOutC[i] = leavesC;
    state.circuits.economiserW[i] = water.kgPerS * water.cpJPerKgK * (water.enterC - leavesC);
    leavesC = chilled(model, state, i, water.kgPerS, leavesC, condenserW);
  }
  for (const std::uint32_t k : model.layout->circuits[i].chillers) compressorW += state.plant.chillerPowerW[k];
  state.ledger.compressorsJ += compressorW * model.dtS;
  towers(model, state, i, condenserW);
  return leavesC;
}

}  // namespace

double condenserPumpHeatW(const SimModel& model, const SimState& state, std::uint32_t i) {
  return condenserHydraulicW(condenserFlow(model, state, i));
}

void rejection(const SimModel& model, SimState& state) {
  const double dt = model.dtS;
  state.ledger.compressorsJ = 0.0;
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) {
    const CircuitModel& circuit = model.circuits[i];
    SimState::Circuits& s = state.circuits;
    const double flow = s.flowKgPerS[i], rise = returnRise(model, state, i);
    s.heatW[i] = rise * circuit.cpJPerKgK;
    const physics::Pipe pipe{circuit.pipeM3 * circuit.rhoKgPerM3, circuit.cpJPerKgK};
    const double mixedC = flow > 0.0 ? s.consumerInC[i] + rise / flow : s.consumerInC[i];
    const double arrivesC = through(state, Block::circuits, pipe, s.returnPipe[i], {mixedC, flow}, dt);
    s.consumerReturnC[i] = mixedC;

    const double enterC = s.returnC[i];
    const Water water{flow, enterC, circuit.cpJPerKgK};
    const TankShare share = shareOut(model, state, i, water);
    const double plantKgPerS = share.plantKgPerS, plantC = share.plantEnterC;
    double leavesC = plantC;
    if (circuit.isChilled || !model.layout->circuits[i].exchangers.empty())
      leavesC = onCondenserWater(model, state, i, {plantKgPerS, plantC, circuit.cpJPerKgK});
    else if (!model.layout->circuits[i].dryCoolers.empty())
      leavesC = driedOff(model, state, i, plantKgPerS, plantC);
    else
      leavesC = laked(model, state, {i, Coupling::circuitsToAmbient}, {plantKgPerS, plantC, circuit.cpJPerKgK});
    s.leavingC[i] = leavesC;

    // pumps: the head they make ends as heat in the water
    pumpPowers(model, state, i);
    const double hydraulicW = s.hydraulicW[i];
    gave(state, Coupling::pumpsToCircuits, hydraulicW * dt);
    const double pumpHeatW = hydraulicW * gain(model, Coupling::pumpsToCircuits);
    got(state, Coupling::pumpsToCircuits, pumpHeatW * dt);

    const double supplyRiseK = flow * (shareIn(water, share, leavesC) - s.supplyC[i]) * dt / circuit.headerKg;
    const double returnRiseK = (flow * (arrivesC - enterC) + pumpHeatW / circuit.cpJPerKgK) * dt / circuit.headerKg;
    s.supplyC[i] += supplyRiseK;
    s.returnC[i] += returnRiseK;
    stored(state, Block::circuits, circuit.headerKg * circuit.cpJPerKgK * (supplyRiseK + returnRiseK));
  }
}

}  // namespace plenum::stage
