// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "physics/Chiller.h"
#include "physics/HeatExchanger.h"
#include "physics/Tower.h"
#include "sim/Stages.h"

namespace plenum::stage {
namespace {

constexpr double condenserCpJPerKgK = 4184.0;
// a condenser must see this share of its pump's flow before its chiller may run
constexpr double leastCondenserShare = 0.3;

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

/// Share of its capacity that a chiller may give in its phase of starting.
double released(const SimModel& model, const SimState& state, std::uint32_t k) {
  if (state.plant.chillerPhase[k] == 3) return 1.0;
  if (state.plant.chillerPhase[k] != 2) return 0.0;
  const double ramp = std::max(1.0, model.layout->chillers[k].spec->rampTime.si);
  return std::clamp(state.plant.chillerPhaseS[k] / ramp, 0.0, 1.0);
}

/// Cools `flow` of facility water from `enterC`; returns what leaves. Heat goes to the condenser water.
double chilled(const SimModel& model, SimState& state, std::uint32_t i, double flow, double enterC,
               double& condenserW) {
  const CircuitModel& circuit = model.circuits[i];
  const std::vector<std::uint32_t>& chillers = model.layout->circuits[i].chillers;
  const double condenserFlow = state.circuits.condenserKgPerS[i], basinC = state.circuits.basinC[i];
  int on = 0;
  for (const std::uint32_t k : chillers) on += state.plant.chillerPhase[k] >= 2;
  double heat = 0.0;
  for (const std::uint32_t k : chillers) {
    SimState::Plant& p = state.plant;
    p.chillerHeatW[k] = p.chillerPowerW[k] = p.chillerPartLoad[k] = 0.0;
    p.chillerLeavingC[k] = enterC;
    p.chillerEnteringC[k] = basinC;
    if (p.chillerPhase[k] < 2 || on == 0) continue;
    const double through = flow / on * circuit.cpJPerKgK;
    const bool isFed = condenserFlow / on > leastCondenserShare * circuit.condenserPumpKgPerS;
    const double wantedC = state.circuits.setpointC[i];
    double loadW = std::max(0.0, through * (enterC - wantedC));
    if (!isFed || through <= 0.0 || loadW <= 0.0) continue;
    const physics::ChillerPoint most = physics::chillerAt(model.chillers[k], wantedC, basinC, loadW);
    const physics::ChillerPoint point =
        most.availableW * released(model, state, k) >= loadW
            ? most
            : physics::chillerAt(model.chillers[k], wantedC, basinC, most.availableW * released(model, state, k));
    p.chillerHeatW[k] = point.heatW;
    p.chillerPowerW[k] = point.powerW;
    p.chillerPartLoad[k] = point.partLoad;
    p.isChillerExtrapolated[k] = point.isExtrapolated;
    p.chillerLeavingC[k] = enterC - point.heatW / through;
    heat += point.heatW;
    condenserW += point.heatW + point.powerW;
  }
  return flow > 0.0 ? enterC - heat / (flow * circuit.cpJPerKgK) : enterC;
}

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

}  // namespace

double condenserPumpHeatW(const SimModel& model, const SimState& state, std::uint32_t i) {
  double turning = 0.0;
  for (const std::uint32_t p : model.layout->circuits[i].condenserPumps) turning += state.plant.pumpRamp[p];
  return turning * model.circuits[i].condenserPumpHydraulicW;
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
    double condenserW = 0.0, leavesC = enterC;
    if (circuit.isChilled)
      leavesC = chilled(model, state, i, flow, enterC, condenserW);
    else if (!model.layout->circuits[i].exchangers.empty())
      leavesC = exchanged(model, state, i, flow, enterC, condenserW);
    else
      leavesC = driedOff(model, state, i, flow, enterC);
    s.leavingC[i] = leavesC;
    if (circuit.basinKg > 0.0 && !model.layout->circuits[i].towers.empty()) {
      double compressorW = 0.0;
      for (const std::uint32_t k : model.layout->circuits[i].chillers) compressorW += state.plant.chillerPowerW[k];
      gave(state, Coupling::circuitsToCondenser, (flow * circuit.cpJPerKgK * (enterC - leavesC) + compressorW) * dt);
      state.ledger.compressorsJ += compressorW * dt;
      towers(model, state, i, condenserW);
    }

    // pumps: the head they make ends as heat in the water
    double turning = 0.0;
    for (const std::uint32_t p : model.layout->circuits[i].pumps) turning += state.plant.pumpRamp[p];
    const double headPa = s.dpPa[i] + circuit.mainResistance * flow * flow;
    const double hydraulicW = flow * headPa / circuit.rhoKgPerM3;
    // a pump that coasts down draws nothing
    const auto draws = [&](std::uint32_t p, double powerW) {
      const auto& placed = model.layout->pumps[p];
      const bool isDriven = !state.plant.isPumpFailed[p] && isLive(state, placed.feed, placed.feedB);
      state.plant.pumpPowerW[p] = isDriven ? powerW : 0.0;
    };
    for (const std::uint32_t p : model.layout->circuits[i].pumps)
      draws(p, turning > 0.0 ? hydraulicW / circuit.pumpEfficiency * state.plant.pumpRamp[p] / turning : 0.0);
    for (const std::uint32_t p : model.layout->circuits[i].condenserPumps)
      draws(p, circuit.condenserPumpW * state.plant.pumpRamp[p]);
    gave(state, Coupling::pumpsToCircuits, hydraulicW * dt);
    const double pumpHeatW = hydraulicW * gain(model, Coupling::pumpsToCircuits);
    got(state, Coupling::pumpsToCircuits, pumpHeatW * dt);

    const double supplyRiseK = flow * (leavesC - s.supplyC[i]) * dt / circuit.headerKg;
    const double returnRiseK = (flow * (arrivesC - enterC) + pumpHeatW / circuit.cpJPerKgK) * dt / circuit.headerKg;
    s.supplyC[i] += supplyRiseK;
    s.returnC[i] += returnRiseK;
    stored(state, Block::circuits, circuit.headerKg * circuit.cpJPerKgK * (supplyRiseK + returnRiseK));
  }
}

}  // namespace plenum::stage
