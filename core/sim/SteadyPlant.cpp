// SPDX-License-Identifier: Apache-2.0
#include "physics/Economiser.h"
#include "physics/HeatExchanger.h"
#include "sim/CondenserPumps.h"
#include "sim/Controls.h"
#include "sim/Rejection.h"
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
    heatW += airWPerK * (state_.air.hotC[group.hall] - state_.air.airOutC[g]) +
             units * group.fanW * speed * speed * speed + state_.air.condensateKgPerS[g] * physics::vaporisationJPerKg;
  }
  for (std::uint32_t r = 0; !circuit.groups.empty() && r < model_.rackGroup.size(); ++r)
    if (model_.groups[model_.rackGroup[r]].doorCircuit == i) heatW += state_.racks.doorHeatJ[r] / model_.dtS;
  return heatW;
}

void Settler::circuit(std::uint32_t i) {
  const CircuitModel& circuit = model_.circuits[i];
  const PlacedCircuit& placed = model_.layout->circuits[i];
  SimState::Circuits& s = state_.circuits;
  const double flow = s.flowKgPerS[i];
  if (flow <= 0.0) return;
  const double pumpW = s.hydraulicW[i];
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
  const auto mode = static_cast<physics::CoolingMode>(s.mode[i]);
  const double wantedC = s.setpointC[i], flow = s.flowKgPerS[i], waterWPerK = flow * circuit.cpJPerKgK;
  s.economiserValve[i] = mode == physics::CoolingMode::mechanical ? 0.0 : 1.0;
  s.condenserSetpointC[i] =
      std::clamp(state_.outside.wetBulbC + stage::towerApproachK, stage::coldestCondenserC, stage::warmestCondenserC);
  if (mode == physics::CoolingMode::free) {
    const auto all = static_cast<std::int32_t>(placed.exchangers.size());
    warmExchangers_.resize(model_.circuits.size(), 0);
    // pumps for the exchangers that the load needs; one more where fans alone do not do it, and that stays
    if (s.rejection[i] >= 1.0 && s.supplyC[i] > wantedC + 0.4) ++warmExchangers_[i];
    const auto byHeat = static_cast<std::int32_t>(std::ceil(stage::exchangerLoad(model_, state_, i)));
    s.condenserPumpsWanted[i] = std::clamp(byHeat + warmExchangers_[i], 1, all);
    runChillers(i, 0);
    s.condenserKgPerS[i] = stage::condenserFlow(model_, state_, i).kgPerS;
    exchanged(i, heatW);
    s.economiserOutC[i] = s.supplyC[i];
    return;
  }
  // the economiser's part, with towers at full speed, at the temperatures of the round before
  s.bypass[i] = 0.0;
  const double exchangedWPerK = mode == physics::CoolingMode::partial ? exchangersWPerK(i) : 0.0;
  const double shareW =
      heatW - std::clamp(exchangedWPerK * (s.supplyC[i] + heatW / waterWPerK - s.basinC[i]), 0.0, heatW);
  // the fewest machines that carry the load below the point where the next would be called
  std::int32_t wanted = 1;
  for (; wanted < static_cast<std::int32_t>(placed.chillers.size()); ++wanted) {
    const physics::ChillerPoint p =
        stage::chillerPoint(model_, state_, {placed.chillers.front(), shareW / wanted, 1.0});
    if (shareW <= 0.90 * p.availableW * wanted) break;
  }
  if (lowestWanted_.size() <= i) lowestWanted_.resize(model_.circuits.size(), 0);
  runChillers(i, std::max(wanted, lowestWanted_[i]));
  // more machines may be found needed from one round to the next, never fewer: no hunting between two answers
  lowestWanted_[i] = s.chillersWanted[i];
  s.condenserKgPerS[i] = stage::condenserFlow(model_, state_, i).kgPerS;
  const double condenserShare = stage::condenserShares(model_, state_, i).ofRating;
  int on = 0;
  for (const std::uint32_t k : placed.chillers) on += state_.plant.chillerPhase[k] == 3;
  const bool isWet = condenserShare > stage::leastCondenserShare;
  // a plant that is too small lets its water warm: its machines cool more for that, up to the end of their curves, and
  // an economiser takes more; beyond there is no balance, and the run starts from the first step of its warming
  const auto economisedW = [&](double supplyC) {
    return std::clamp(exchangedWPerK * (supplyC + heatW / waterWPerK - s.basinC[i]), 0.0, heatW);
  };
  const auto spareW = [&](double leavingC) {
    double sumW = economisedW(leavingC) - heatW;
    for (const std::uint32_t k : placed.chillers)
      if (isWet && state_.plant.chillerPhase[k] == 3)
        sumW += stage::chillerPoint(model_, state_, {k, 1e12, condenserShare, leavingC}).heatW;
    return sumW;
  };
  constexpr double hottestC = 95.0;
  double suppliedC = wantedC;
  if (const double atSetpointW = spareW(wantedC); atSetpointW < 0.0) {
    const bool isBalanced = spareW(hottestC) >= 0.0;
    suppliedC = isBalanced ? whereRising(spareW, wantedC, hottestC, 1e-9 * heatW) : wantedC - atSetpointW / waterWPerK;
  }
  const double economiserW = economisedW(suppliedC), restW = heatW - economiserW;
  double cooledW = 0.0, powerW = 0.0;
  for (const std::uint32_t k : placed.chillers) {
    if (state_.plant.chillerPhase[k] != 3 || !isWet) continue;
    const physics::ChillerPoint p = stage::chillerPoint(model_, state_, {k, restW / on, condenserShare, suppliedC});
    state_.plant.chillerHeatW[k] = p.heatW;
    state_.plant.chillerPowerW[k] = p.powerW;
    state_.plant.chillerPartLoad[k] = p.partLoad;
    cooledW += p.heatW;
    powerW += p.powerW;
  }
  const double rejectedW = economiserW + cooledW + powerW + stage::condenserPumpHeatW(model_, state_, i);
  if (mode == physics::CoolingMode::partial) {
    s.towerFan[i] = s.rejection[i] = 1.0;
    move(s.basinC[i], basinFor(i, rejectedW, 1.0));
  } else {
    s.towerFan[i] = fanFor(i, rejectedW, s.condenserSetpointC[i]);
    s.rejection[i] = 0.5 + 0.5 * s.towerFan[i];
    const bool isHeld = s.towerFan[i] > 0.0 && s.towerFan[i] < 1.0;
    move(s.basinC[i], isHeld ? s.condenserSetpointC[i] : basinFor(i, rejectedW, s.towerFan[i]));
  }
  move(s.supplyC[i], std::min(hottestC, suppliedC));
  s.economiserOutC[i] = s.supplyC[i] + (heatW - economiserW) / waterWPerK;
  for (const std::uint32_t k : placed.chillers) {
    const bool isOn = state_.plant.chillerPhase[k] == 3;
    state_.plant.chillerLeavingC[k] =
        isOn ? s.economiserOutC[i] - state_.plant.chillerHeatW[k] * on / waterWPerK : s.supplyC[i];
  }
  s.rejectionErrorK[i] = 0.0;
  if (mode == physics::CoolingMode::partial)
    s.rejectionErrorK[i] = s.economiserOutC[i] - wantedC;
  else if (s.towerFan[i] <= 0.0 || s.towerFan[i] >= 1.0)
    s.rejectionErrorK[i] = s.basinC[i] - s.condenserSetpointC[i];
}

bool Settler::changeModes() {
  bool hasChanged = false;
  SimState::Circuits& s = state_.circuits;
  if (modeChanges_.empty()) modeChanges_.assign(model_.circuits.size(), 0);
  for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
    if (!stage::hasEconomiser(model_, i) || s.flowKgPerS[i] <= 0.0) continue;
    const auto mode = static_cast<physics::CoolingMode>(s.mode[i]);
    const physics::CoolingMode wanted =
        physics::wantedMode({}, mode,
                            {.enteringC = s.returnC[i],
                             .leavingC = s.economiserOutC[i],
                             .setpointC = s.setpointC[i],
                             .wetBulbC = state_.outside.wetBulbC,
                             .isAvailable = stage::exchangerSupply(model_, state_, i).units > 0});
    // where the bands chase each other there is no mode to rest in: the run goes on from the last
    if (wanted == mode || modeChanges_[i] >= 3) continue;
    s.mode[i] = static_cast<std::uint8_t>(wanted);
    s.modeTimerS[i] = 0.0;
    ++modeChanges_[i];
    if (i < lowestWanted_.size()) lowestWanted_[i] = 0;
    hasChanged = true;
  }
  return hasChanged;
}

double Settler::exchangersWPerK(std::uint32_t i) {
  stage::ExchangerFlows flows = stage::exchangerFlows(model_, state_, i, state_.circuits.flowKgPerS[i], 1.0);
  flows.hotC = 1.0, flows.coldC = 0.0;
  if (flows.hotKgPerS <= 0.0) return 0.0;
  double sum = 0.0;
  for (const std::uint32_t x : model_.layout->circuits[i].exchangers)
    if (!state_.plant.isExchangerFailed[x]) sum += stage::exchangedW(model_, state_, flows, x);
  return sum;
}

void Settler::exchanged(std::uint32_t i, double heatW) {
  const CircuitModel& circuit = model_.circuits[i];
  SimState::Circuits& s = state_.circuits;
  const double flow = s.flowKgPerS[i];
  // a hall colder than its water: that goes past the plates and comes to rest with the air
  if (heatW < 0.0 && !circuit.fanWallGroups.empty()) {
    double coldestC = s.setpointC[i];
    for (const std::uint32_t g : circuit.fanWallGroups)
      coldestC = std::min(coldestC, state_.air.hotC[model_.fanWallGroups[g].hall]);
    s.bypass[i] = 1.0, s.towerFan[i] = s.rejection[i] = s.rejectionErrorK[i] = 0.0;
    move(s.basinC[i], basinFor(i, stage::condenserPumpHeatW(model_, state_, i), 0.0));
    move(s.supplyC[i], coldestC);
    return;
  }
  // what the exchangers need at their cold side to hold the supply: heat = conductance · (return − basin), and the
  // return is what the load makes of the supply
  const auto spanK = [&](double bypass) {
    s.bypass[i] = bypass;
    const double wPerK = exchangersWPerK(i);
    return wPerK > 0.0 ? heatW / wPerK - heatW / (flow * circuit.cpJPerKgK) : 1e9;
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
