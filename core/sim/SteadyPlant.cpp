// SPDX-License-Identifier: Apache-2.0
#include "physics/Chiller.h"
#include "physics/HeatExchanger.h"
#include "sim/Settler.h"

namespace plenum {

using physics::FlowArrangement;
using stage::isLive;

double Settler::loadOf(std::uint32_t i) {
  const CircuitModel& circuit = model_.circuits[i];
  double heatW = 0.0;
  for (const std::uint32_t c : model_.layout->circuits[i].cdus) heatW += state_.cdus.heatW[c];
  for (const std::uint32_t g : circuit.fanWallGroups) {
    const FanWallGroup& group = model_.fanWallGroups[g];
    const double units = unitsUp(group);
    const double speed = state_.air.fanSpeed[g];
    const double airWPerK = units * group.airM3PerS * speed * model_.airRhoKgPerM3 * airCpJPerKgK;
    heatW +=
        airWPerK * (state_.air.hotC[group.hall] - state_.air.airOutC[g]) + units * group.fanW * speed * speed * speed;
  }
  for (std::uint32_t r = 0; r < model_.rackGroup.size(); ++r)
    if (model_.groups[model_.rackGroup[r]].doorCircuit == i) heatW += state_.racks.doorHeatJ[r] / model_.dtS;
  return heatW;
}

void Settler::circuit(std::uint32_t i) {
  const CircuitModel& circuit = model_.circuits[i];
  const PlacedCircuit& placed = model_.layout->circuits[i];
  SimState::Circuits& s = state_.circuits;
  const double flow = s.flowKgPerS[i];
  if (flow <= 0.0) return;
  const double headPa = s.dpPa[i] + circuit.mainResistance * flow * flow;
  const double pumpW = flow * headPa / circuit.rhoKgPerM3;
  const double heatW = loadOf(i) + pumpW;
  s.heatW[i] = heatW - pumpW;
  s.consumerReturnC[i] = s.consumerInC[i] + (heatW - pumpW) / (flow * circuit.cpJPerKgK);
  if (circuit.isChilled)
    chilled(i, heatW);
  else if (!placed.exchangers.empty())
    exchanged(i, heatW);
  else
    dried(i, heatW);
  s.returnC[i] = s.supplyC[i] + heatW / (flow * circuit.cpJPerKgK);
  s.consumerInC[i] = s.supplyC[i];
}

void Settler::chilled(std::uint32_t i, double heatW) {
  const CircuitModel& circuit = model_.circuits[i];
  const PlacedCircuit& placed = model_.layout->circuits[i];
  SimState::Circuits& s = state_.circuits;
  const double wantedC = s.setpointC[i], flow = s.flowKgPerS[i];
  s.condenserSetpointC[i] = std::clamp(state_.outside.wetBulbC + 4.0, 16.0, 32.0);
  // the fewest machines that carry the load below the point where the next would be called
  std::int32_t wanted = 1;
  for (; wanted < static_cast<std::int32_t>(placed.chillers.size()); ++wanted) {
    const physics::ChillerPoint p =
        physics::chillerAt(model_.chillers[placed.chillers.front()], wantedC, s.basinC[i], heatW / wanted);
    if (heatW <= 0.90 * p.availableW * wanted) break;
  }
  runChillers(i, std::max(wanted, lowestWanted_.size() > i ? lowestWanted_[i] : 0));
  if (lowestWanted_.size() <= i) lowestWanted_.resize(model_.circuits.size(), 0);
  // more machines may be found needed from one round to the next, never fewer: no hunting between two answers
  lowestWanted_[i] = state_.circuits.chillersWanted[i];
  stage::solveFlows(model_, state_);
  int on = 0;
  for (const std::uint32_t k : placed.chillers) on += state_.plant.chillerPhase[k] == 3;
  double cooledW = 0.0, powerW = 0.0;
  for (const std::uint32_t k : placed.chillers) {
    if (state_.plant.chillerPhase[k] != 3) continue;
    const physics::ChillerPoint p = physics::chillerAt(model_.chillers[k], wantedC, s.basinC[i], heatW / on);
    state_.plant.chillerHeatW[k] = p.heatW;
    state_.plant.chillerPowerW[k] = p.powerW;
    state_.plant.chillerPartLoad[k] = p.partLoad;
    cooledW += p.heatW;
    powerW += p.powerW;
  }
  const double rejectedW = cooledW + powerW + stage::condenserPumpHeatW(model_, state_, i);
  s.towerFan[i] = fanFor(i, rejectedW, s.condenserSetpointC[i]);
  s.rejectionErrorK[i] = 0.0;
  const bool isHeld = s.towerFan[i] > 0.0 && s.towerFan[i] < 1.0;
  move(s.basinC[i], isHeld ? s.condenserSetpointC[i] : basinFor(i, rejectedW, s.towerFan[i]));
  if (s.towerFan[i] <= 0.0 || s.towerFan[i] >= 1.0) s.rejectionErrorK[i] = s.basinC[i] - s.condenserSetpointC[i];
  // a plant that is too small lets its water warm; there is no balance then, and the run starts from here
  const double missingK = (heatW - cooledW) / (flow * circuit.cpJPerKgK);
  move(s.supplyC[i], wantedC + std::max(0.0, missingK));
}

void Settler::exchanged(std::uint32_t i, double heatW) {
  const CircuitModel& circuit = model_.circuits[i];
  SimState::Circuits& s = state_.circuits;
  const double flow = s.flowKgPerS[i], cold = s.condenserKgPerS[i];
  const double units = static_cast<double>(model_.layout->circuits[i].exchangers.size());
  // what the exchanger needs at its cold side to hold the supply: heat = ε · Cmin · (return − basin), and the return
  // is what the load makes of the supply
  const auto spanK = [&](double bypass) {
    const double through = flow * (1.0 - bypass);
    if (through <= 0.0 || cold <= 0.0) return 1e9;
    const double ua =
        units * physics::uaOffDesign({circuit.exchangerUaWPerK}, through / (units * circuit.exchangerHotKgPerS),
                                     cold / (units * circuit.exchangerColdKgPerS));
    const double hot = through * circuit.cpJPerKgK, other = cold * condenserCp, least = std::min(hot, other);
    const double effectiveness =
        physics::effectiveness(FlowArrangement::counter, ua / least, least / std::max(hot, other));
    return heatW / (effectiveness * least) - heatW / (flow * circuit.cpJPerKgK);
  };
  const double wantedC = s.setpointC[i];
  const double rejectedW = heatW + stage::condenserPumpHeatW(model_, state_, i);
  s.bypass[i] = 0.0;
  s.towerFan[i] = fanFor(i, rejectedW, wantedC - spanK(0.0));
  double basinC = wantedC - spanK(0.0);
  if (s.towerFan[i] <= 0.0 || s.towerFan[i] >= 1.0) basinC = basinFor(i, rejectedW, s.towerFan[i]);
  // still too cold without fans: part of the water passes the exchanger by
  if (s.towerFan[i] <= 0.0)
    s.bypass[i] = 1.0 - whereFalling([&](double share) { return spanK(1.0 - share); }, wantedC - basinC);
  s.rejection[i] = s.towerFan[i] > 0.0 ? 0.5 + 0.5 * s.towerFan[i] : 0.5 - 0.5 * s.bypass[i];
  move(s.basinC[i], basinC);
  move(s.supplyC[i], std::min(95.0, basinC + spanK(s.bypass[i])));
  const bool isSaturated = s.rejection[i] <= 0.0 || s.rejection[i] >= 1.0;
  s.rejectionErrorK[i] = isSaturated ? s.supplyC[i] - s.setpointC[i] : 0.0;
}

}  // namespace plenum
