// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "sim/Rejection.h"
#include "sim/Settler.h"
#include "sim/Sinks.h"

namespace plenum {
double Settler::sunkC(std::uint32_t i, double returnC, double bypass, double fan) const {
  const double flow = state_.circuits.condenserKgPerS[i], over = flow * (1.0 - bypass);
  if (over <= 0.0) return returnC;
  const stage::SinkInflow in{i, returnC, over, condenserCp, fan};
  const double outC = model_.layout->circuits[i].towers.empty()
                          ? stage::lakesAt(model_, state_, stage::lakesInUse(model_, state_, i), in).outletC
                          : stage::towersAt(model_, state_, stage::cellsInUse(model_, state_, i), in).outletC;
  return (over * outC + (flow - over) * returnC) / flow;
}

double Settler::basinFor(std::uint32_t i, double heatW, double fan) {
  const double flow = state_.circuits.condenserKgPerS[i];
  const bool hasTowers = !model_.layout->circuits[i].towers.empty();
  if (flow <= 0.0) return state_.circuits.basinC[i];
  const double riseK = heatW / (flow * condenserCp);
  const auto surplusK = [&](double basinC) {
    // near freezing part of the water goes past the towers
    const double bypass = hasTowers ? stage::towerBypassAt(basinC) : 0.0;
    if (hasTowers)
      state_.sinks.cellsWanted[i] = stage::cellsFor(
          model_, i, flow * (1.0 - bypass), static_cast<std::uint32_t>(model_.layout->circuits[i].towers.size()));
    return basinC - sunkC(i, basinC + riseK, bypass, fan);
  };
  const double coldestC = state_.outside.wetBulbC - 60.0, hottestC = 95.0;
  const double basinC =
      whereRisingNear(surplusK, std::clamp(state_.circuits.basinC[i], coldestC, hottestC), 0.0, {coldestC, hottestC});
  state_.sinks.towerBypass[i] = hasTowers ? stage::towerBypassAt(basinC) : 0.0;
  return basinC;
}

double Settler::fanFor(std::uint32_t i, double heatW, double basinC) {
  const double flow = state_.circuits.condenserKgPerS[i];
  if (flow <= 0.0) return 1.0;
  const PlacedCircuit& placed = model_.layout->circuits[i];
  const double bypass = placed.towers.empty() ? 0.0 : stage::towerBypassAt(basinC);
  state_.sinks.towerBypass[i] = bypass;
  if (!placed.towers.empty())
    state_.sinks.cellsWanted[i] =
        stage::cellsFor(model_, i, flow * (1.0 - bypass), static_cast<std::uint32_t>(placed.towers.size()));
  const double riseK = heatW / (flow * condenserCp);
  return whereRisingNear([&](double fan) { return basinC - sunkC(i, basinC + riseK, bypass, fan); },
                         std::clamp(state_.circuits.towerFan[i], 0.0, 1.0), 0.01, {0.0, 1.0});
}

void Settler::dried(std::uint32_t i, double heatW) {
  const CircuitModel& circuit = model_.circuits[i];
  SimState::Circuits& s = state_.circuits;
  const double flow = s.flowKgPerS[i], riseK = heatW / (flow * circuit.cpJPerKgK);
  const bool isDry = !model_.layout->circuits[i].dryCoolers.empty();
  const stage::InUse use = isDry ? stage::coolersInUse(model_, state_, i) : stage::lakesInUse(model_, state_, i);
  if (use.units.empty()) return;
  // between the two switches of the pads, where either may stand
  state_.sinks.isPadWet[i] = isDry && state_.outside.dryBulbC > 23.0 && !s.isMakeUpLost[i];
  // by the controller; in frost no further than the coils bear
  const auto bypassAt = [&](double enterC, double range) {
    if (!isDry) return stage::bypassOf(range);
    const double wanted = stage::bypassOf(range), drive = stage::driveOf(range);
    if (wanted <= 0.0 || state_.outside.dryBulbC >= circuit.freezesAtC) return stage::openestBypass * wanted;
    const auto tooOpen = [&](double bypass) {
      const stage::SinkInflow in{i, enterC, flow * (1.0 - bypass), circuit.cpJPerKgK, drive};
      const double aboveK = stage::coolersAt(model_, state_, use, in).outletC - circuit.freezesAtC;
      return bypass - stage::openestBypass * std::min(wanted, stage::coilLimit(aboveK));
    };
    return whereRising(tooOpen, 0.0, stage::openestBypass * wanted);
  };
  const auto leavesC = [&](double enterC, double range) {
    const double over = flow * (1.0 - bypassAt(enterC, range));
    if (over <= 0.0) return enterC;
    const stage::SinkInflow in{i, enterC, over, circuit.cpJPerKgK, stage::driveOf(range)};
    const double outC =
        isDry ? stage::coolersAt(model_, state_, use, in).outletC : stage::lakesAt(model_, state_, use, in).outletC;
    return (over * outC + (flow - over) * enterC) / flow;
  };
  const double hottestC = 95.0;
  const auto supplyC = [&](double range) {
    return whereRising([&](double outC) { return outC - leavesC(outC + riseK, range); }, state_.outside.dryBulbC - 60.0,
                       hottestC);
  };
  s.rejection[i] = whereRising([&](double range) { return s.setpointC[i] - supplyC(range); }, 0.0, 1.0);
  // where a permit limits the heat every temperature would do, and the controller has brought it to its set-point
  const bool isHeld = s.rejection[i] > 0.0 && s.rejection[i] < 1.0;
  move(s.supplyC[i], isHeld ? s.setpointC[i] : supplyC(s.rejection[i]));
  s.bypass[i] = bypassAt(s.supplyC[i] + riseK, s.rejection[i]);
  s.dryFan[i] = s.towerFan[i] = stage::driveOf(s.rejection[i]);
  s.rejectionErrorK[i] = s.supplyC[i] - s.setpointC[i];
}

void Settler::sinks() {
  for (std::uint32_t t = 0; t < model_.tanks.size(); ++t)
    state_.sinks.tanks[t] = physics::tankAt(model_.tanks[t], state_.circuits.supplyC[model_.layout->tanks[t].circuit]);
  std::fill(state_.sinks.tankKgPerS.begin(), state_.sinks.tankKgPerS.end(), 0.0);
  std::fill(state_.sinks.isCharging.begin(), state_.sinks.isCharging.end(), std::uint8_t{0});
  for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
    const CircuitModel& circuit = model_.circuits[i];
    const SimState::Circuits& s = state_.circuits;
    for (const std::uint32_t d : model_.layout->circuits[i].dryCoolers) {
      state_.sinks.coilC[d] = std::max(state_.outside.dryBulbC, circuit.freezesAtC);
      state_.sinks.coilIceKg[d] = 0.0;
    }
    const double over = s.flowKgPerS[i] * (1.0 - s.bypass[i]);
    if (model_.layout->circuits[i].dryCoolers.empty() || over <= 0.0) continue;
    const stage::InUse use = stage::coolersInUse(model_, state_, i);
    const auto sunk = stage::coolersAt(model_, state_, use, {i, s.returnC[i], over, circuit.cpJPerKgK, s.dryFan[i]});
    for (std::size_t n = 0; n < use.units.size(); ++n)
      state_.sinks.coilC[use.units[n]] = std::max(sunk.units[n].outletC, circuit.freezesAtC);
  }
}

}  // namespace plenum
