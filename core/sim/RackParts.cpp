// SPDX-License-Identifier: Apache-2.0
#include "sim/RackParts.h"

#include <cmath>

#include "physics/ChipThermal.h"
#include "physics/HeatExchanger.h"
#include "physics/Server.h"

namespace plenum::stage {

// of the film of a pumped bath, what its own buoyancy leaves of it once the pumps stand (estimate)
constexpr double stillBath = 0.7;

double airWPerKOf(const SimModel& model, const RackClass& k, double airRatio) {
  return k.airM3PerS * airRatio * model.airRhoKgPerM3 * airCpJPerKgK;
}

double conductanceWPerK(const SimModel& model, const RackGroup& group, double flowKgPerS, double airRatio) {
  const RackClass& k = model.classes[group.rackClass];
  if (k.isImmersed && flowKgPerS <= 0.0) return stillBath / k.convectionKPerW;
  if (k.isLiquid)
    return physics::coldPlateWPerK(k.convectionKPerW, flowKgPerS / k.chips * model.loops[group.loop].cpJPerKgK);
  physics::Heatsink sink;
  sink.designKPerW = k.convectionKPerW;
  return physics::heatsinkWPerK(sink, airRatio, airWPerKOf(model, k, airRatio) / k.chips);
}

void refreshDoor(const SimModel& model, SimState& state, std::uint32_t g) {
  const RackGroup& group = model.groups[g];
  const RackClass& k = model.classes[group.rackClass];
  const double waterKgPerS = state.groups.doorWaterKgPerS[g];
  const double cp = model.circuits[group.doorCircuit].cpJPerKgK;
  const double airM3PerS = k.airM3PerS * state.groups.airRatio[g];
  const double airWPerK = airM3PerS * model.airRhoKgPerM3 * airCpJPerKgK, waterWPerK = waterKgPerS * cp;
  const double least = std::min(airWPerK, waterWPerK);
  if (least <= 0.0) {
    state.groups.doorEffectiveness[g] = 0.0;
    return;
  }
  const double ua = physics::uaOffDesign({group.doorUaWPerK, 0.5, 0.8, 0.85}, airM3PerS / group.doorAirM3PerS,
                                         waterKgPerS / group.doorWaterKgPerS);
  state.groups.doorEffectiveness[g] = physics::effectiveness(physics::FlowArrangement::crossUnmixed, ua / least,
                                                             least / std::max(airWPerK, waterWPerK));
}

void guardInlet(const RackClass& k, SimState& state, std::uint32_t r, double inletC, double nowS) {
  double& offUntilS = state.racks.offUntilS[r];
  if (offUntilS == 0.0) {
    if (state.power.isRackUp[r] && inletC >= k.cutOutC) offUntilS = nowS + cutOutRestS;
  } else if (nowS >= offUntilS && inletC <= k.restartC) {
    offUntilS = 0.0;
  }
}

double coolantOf(const SimModel& model, const SimState& state, const RackGroup& group) {
  const RackClass& k = model.classes[group.rackClass];
  if (!k.isLiquid) return 0.0;
  return state.loops.flowKgPerS[group.loop] * k.designFlowKgPerS / model.loops[group.loop].designFlowKgPerS;
}

// fans of servers follow the mean inlet of their hall
double airRatioOf(const SimModel& model, const SimState& state, const RackGroup& group) {
  const RackClass& k = model.classes[group.rackClass];
  const double leakage = state.air.exchangeShare[group.hall];
  const double inletC = (1.0 - leakage) * state.air.coldC[group.hall] + leakage * state.air.hotC[group.hall];
  return std::clamp(1.0 + k.fanRampPerK * (inletC - k.fanRampFromC), 1.0, k.fanMax);
}

double doorWaterOf(const SimModel& model, const SimState& state, const RackGroup& group) {
  return group.doorWaterKgPerS * pushAt(model, state, group.doorTap);
}

namespace {

double suppliesLossW(const RackClass& k, double ratingW, double outputW) {
  // straight between the four rated points, and to the standing loss below the first
  const double x = outputW / ratingW;
  const auto& y = k.psuLossFraction;
  double loss = 0.0;
  if (x <= 0.2)
    loss = y[0] + (y[1] - y[0]) * (x - 0.1) / 0.1;
  else if (x <= 0.5)
    loss = y[1] + (y[2] - y[1]) * (x - 0.2) / 0.3;
  else
    loss = y[2] + (y[3] - y[2]) * (x - 0.5) / 0.5;
  return ratingW * std::max(loss, 0.0);
}

/// Shelves that rest leave those of the others that lose the least; one more than the load needs stays on.
double psuLossW(const RackClass& k, double outputW) {
  if (k.shelves == 0) return suppliesLossW(k, k.psuRatingW, outputW);
  double leastW = suppliesLossW(k, k.shelves * k.shelfW, outputW);
  for (int on = k.shelves - 1; k.restsShelves && on > 1 && outputW <= (on - 1) * k.shelfW; --on)
    leastW = std::min(leastW, suppliesLossW(k, on * k.shelfW, outputW));
  return leastW;
}

}  // namespace

physics::ChipPower lawOf(const RackClass& k) {
  return {k.idleW, k.tdpW, 1.0, k.dvfsExponent, 1.0, k.leakW, k.leakAtC, k.leakPerK, k.leakAtC};
}

double utilisationOf(const SimModel& model, const SimState& state, const RackNow& now, std::uint32_t c,
                     double frequency) {
  const double u = std::min(1.0, now.load.base[c / lanes] * static_cast<double>(now.load.skew[c]));
  if (frequency >= 1.0) return u;
  const Tenant tenant = state.work.chipTenant[now.first + c];
  const double share = gangClockShare(model.workload, state.work, tenant);
  if (share <= 0.0) return u;
  const double own = share / std::max(0.05, frequency) + 1.0 - share;
  return std::min(1.0, u * std::min(own, 1.0 / std::max(0.05, runOf(state.work, tenant).speed)));
}

double capOf(const SimState& state, const RackNow& now, std::uint32_t c) {
  if (!now.isCapped) return now.capFrequency;
  return std::min(now.capFrequency, plenum::capOf(state.work, state.work.chipTenant[now.first + c]));
}

void readLoad(const SimModel& model, const SimState& state, std::uint32_t r, RackLoad& load) {
  const WorkState& work = state.work;
  const std::uint32_t firstBlock = model.rackFirstBlock[r], blocks = model.classOf(r).blocks;
  load.skew = &model.chipSkew[std::size_t{firstBlock} * lanes];
  // a block that spans two servers runs at the load of the one that holds its first chip
  for (std::uint32_t b = 0; b < blocks; ++b) {
    const Tenant tenant = work.blockTenant[firstBlock + b];
    if (tenant == manyTenants) continue;
    load.base[b] =
        tenant == noTenant ? 0.0
        : tenant == measuredTenant
            ? static_cast<double>(work.rackUse[r])
            : useOf(work, tenant) * static_cast<double>(work.serverWander[model.workload.blockServer[firstBlock + b]]);
  }
  if (work.rackMany[r] == 0) return;
  // chips of a block with many tenants each have a load of their own
  for (std::uint32_t b = 0; b < blocks; ++b) {
    const bool isMany = work.blockTenant[firstBlock + b] == manyTenants;
    if (isMany) load.base[b] = 1.0;
    const float* from = isMany ? &work.chipLoad[std::size_t{firstBlock + b} * lanes] : load.skew + b * lanes;
    std::copy_n(from, lanes, &load.mixed[b * lanes]);
  }
  load.skew = load.mixed.data();
}

ChipArrays chipsAt(SimState& state, const RackClass& k, std::size_t first) {
  return {&state.chips.dieC[first], &state.chips.plateC[first], k.hasMemory ? &state.chips.memoryC[first] : nullptr};
}

ChipDraw drawOf(const RackClass& k, double on) {
  return {on, k.idleW, k.spanW, k.leakW, k.leakPerK, k.leakAtC, k.blocks, k.chips};
}

double inletOf(const SimModel& model, const SimState& state, std::uint32_t r, std::uint32_t hall) {
  const double recirculated = leakShareOf(model, state, r, hall);
  return (1.0 - recirculated) * state.air.coldC[hall] + recirculated * state.air.hotC[hall];
}

void show(const RackClass& k, SimState& state, std::uint32_t r, double on, const RackChips& chips) {
  SimState::Racks& out = state.racks;
  const ChipSums& sums = chips.sums;
  out.maxDieC[r] = static_cast<float>(sums.maxDieC);
  out.meanDieC[r] = static_cast<float>(sums.dieC / k.chips);
  if (k.hasMemory) out.maxMemoryC[r] = static_cast<float>(sums.maxMemoryC);
  out.utilisation[r] = static_cast<float>(on * sums.utilisation / k.chips);
  out.throttled[r] = chips.throttled;
  out.tripped[r] = chips.tripped;
  out.needsCare[r] = chips.throttled > 0 || chips.tripped > 0 || sums.maxDieC > k.throttleC - carefulK ||
                     (k.hasMemory && sums.maxMemoryC > k.memoryThrottleC - carefulK);
}

double rackWattsAt(const RackClass& k, double use, double airRatio) {
  const double dcW = k.chips * (k.idleW + k.leakW + use * k.spanW) + k.servers * (k.otherIdleW + use * k.otherSpanW) +
                     k.fansW * physics::serverFanFraction(airRatio);
  return dcW + psuLossW(k, dcW);
}

RackHeat heatOf(const RackClass& k, SimState& state, std::uint32_t r, double airRatio, const RackChips& chips) {
  const ChipSums& sums = chips.sums;
  const double on = runningShare(state, r);
  // what else a server holds goes down with its chips
  const double whole = on * (1.0 - static_cast<double>(chips.tripped) / k.chips);
  const double otherW = k.servers * (whole * k.otherIdleW + on * k.otherSpanW * (sums.utilisation / k.chips));
  const double fansW = whole * k.fansW * physics::serverFanFraction(airRatio);
  const double dcW = sums.powerW + otherW + fansW;
  const double lossW = on > 0.0 ? on * psuLossW(k, dcW / on) : 0.0;
  state.racks.itW[r] = dcW + lossW;
  RackHeat heat;
  heat.toAirW = fansW + (1.0 - k.lossToLiquid) * lossW + (1.0 - k.otherToLiquid) * otherW;
  if (!k.isLiquid) {
    heat.toAirW += sums.powerW;
    return heat;
  }
  heat.toLiquidW = k.chipToLiquid * sums.powerW + k.otherToLiquid * otherW + k.lossToLiquid * lossW;
  heat.toAirW += (1.0 - k.chipToLiquid) * sums.powerW;
  return heat;
}

void leave(const SimModel& model, SimState& state, std::uint32_t r, double airWPerK, double airOutC) {
  const std::uint32_t g = model.rackGroup[r];
  const std::uint32_t circuit = model.groups[g].doorCircuit;
  state.racks.doorHeatJ[r] = 0.0;
  if (circuit != none) {
    const double waterWPerK = state.groups.doorWaterKgPerS[g] * model.circuits[circuit].cpJPerKgK;
    const double heatW = state.groups.doorEffectiveness[g] * std::min(airWPerK, waterWPerK) *
                         (airOutC - state.circuits.consumerInC[circuit]);
    state.racks.doorHeatJ[r] = heatW * model.dtS;
    airOutC -= heatW / airWPerK;
  }
  state.racks.airOutC[r] = airOutC;
}

}  // namespace plenum::stage
