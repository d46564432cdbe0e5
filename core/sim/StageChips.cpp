// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "base/Math.h"
#include "physics/ChipPower.h"
#include "physics/ChipThermal.h"
#include "physics/HeatExchanger.h"
#include "physics/Server.h"
#include "sim/ChipKernel.h"
#include "sim/Stages.h"

namespace plenum::stage {
namespace {

// a propagator holds until the flow it was made for has moved by this much
constexpr double flowDeadband = 0.002;
constexpr std::uint32_t racksPerBlock = 32;
// a chip this close below its limit is looked at one by one
constexpr double carefulK = 4.0;
constexpr double tripRestS = 300.0;  // a tripped chip rests at least this long …
constexpr double tripCoolK = 15.0;   // … and until it is this far below its throttle point

bool hasMoved(double before, double now) {
  return before == 0.0 ? now != 0.0 : now == 0.0 || std::abs(now - before) > flowDeadband * before;
}

void refresh(const SimModel& model, SimState& state, std::uint32_t g, double flowKgPerS, double airRatio, double dtS) {
  const RackGroup& group = model.groups[g];
  const RackClass& k = model.classes[group.rackClass];
  SimState::Groups& s = state.groups;
  s.flowKgPerS[g] = flowKgPerS;
  s.airRatio[g] = airRatio;
  s.dtS[g] = dtS;
  const double airWPerK = k.airM3PerS * airRatio * model.airRhoKgPerM3 * airCpJPerKgK;
  double conductance = 0.0;
  s.manifoldShare[g] = 0.0;
  if (k.isLiquid) {
    const LoopModel& loop = model.loops[group.loop];
    conductance = physics::coldPlateWPerK(k.convectionKPerW, flowKgPerS / k.chips * loop.cpJPerKgK);
    s.manifoldShare[g] = -math::expm1(-flowKgPerS * dtS / (loop.rhoKgPerM3 * k.manifoldM3));
  } else {
    physics::Heatsink sink;
    sink.designKPerW = k.convectionKPerW;
    conductance = physics::heatsinkWPerK(sink, airRatio, airWPerK / k.chips);
  }
  const physics::ChipStep step = physics::chipStep({k.dieJPerK, k.plateJPerK, k.junctionKPerW}, conductance, dtS);
  // what goes into the plates of a liquid-cooled chip is a share of what the chip draws
  const double share = k.isLiquid ? k.chipToLiquid : 1.0;
  s.f11[g] = step.f11, s.f12[g] = step.f12, s.f21[g] = step.f21, s.f22[g] = step.f22;
  s.gP1[g] = step.gP1 * share, s.gP2[g] = step.gP2 * share;
  s.gT1[g] = step.gT1, s.gT2[g] = step.gT2;
  s.chassisShare[g] = -math::expm1(-airWPerK * dtS / k.chassisJPerK);
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

void refreshAll(const SimModel& model, SimState& state, double deadband, double dtS) {
  for (std::uint32_t g = 0; g < model.groups.size(); ++g) {
    const RackGroup& group = model.groups[g];
    const RackClass& k = model.classes[group.rackClass];
    double flow = 0.0;
    if (k.isLiquid)
      flow = state.loops.flowKgPerS[group.loop] * k.designFlowKgPerS / model.loops[group.loop].designFlowKgPerS;
    // fans of servers follow the mean inlet of their hall
    const HallModel& hall = model.halls[group.hall];
    const double inletC =
        (1.0 - hall.leakage) * state.air.coldC[group.hall] + hall.leakage * state.air.hotC[group.hall];
    const double airRatio = std::clamp(1.0 + k.fanRampPerK * (inletC - k.fanRampFromC), 1.0, k.fanMax);
    const bool isAirOld = hasMoved(state.groups.airRatio[g], airRatio) && deadband > 0.0;
    // the loop's flow has a dead band of its own, so that every rack of it moves at once
    if (deadband == 0.0 || isAirOld || state.groups.flowKgPerS[g] != flow || state.groups.dtS[g] != dtS)
      refresh(model, state, g, flow, airRatio, dtS);
    if (group.doorCircuit != none) {
      const double dp = state.circuits.dpPa[group.doorCircuit];
      const double water =
          dp > 0.0 ? group.doorWaterKgPerS * std::sqrt(dp / model.circuits[group.doorCircuit].designDpPa) : 0.0;
      const bool isWaterOld = hasMoved(state.groups.doorWaterKgPerS[g], water);
      if (isWaterOld) state.groups.doorWaterKgPerS[g] = water;
      if (deadband == 0.0 || isWaterOld || isAirOld) refreshDoor(model, state, g);
    }
  }
}

double psuLossW(const RackClass& k, double outputW) {
  // straight between the four rated points, and to the standing loss below the first
  const double x = outputW / k.psuRatingW;
  const auto& y = k.psuLossFraction;
  double loss = 0.0;
  if (x <= 0.2)
    loss = y[0] + (y[1] - y[0]) * (x - 0.1) / 0.1;
  else if (x <= 0.5)
    loss = y[1] + (y[2] - y[1]) * (x - 0.2) / 0.3;
  else
    loss = y[2] + (y[3] - y[2]) * (x - 0.5) / 0.5;
  return k.psuRatingW * std::max(loss, 0.0);
}

struct RackChips {
  ChipSums sums;
  std::uint32_t throttled = 0, tripped = 0;
};

/// Chip by chip, for racks where one of them throttles, is capped or has tripped.
RackChips carefully(const SimModel& model, SimState& state, const RackClass& k, const ChipDrive& d, const double* base,
                    std::size_t first, double capFrequency, double nowS) {
  RackChips out;
  const physics::ChipPower law{k.idleW, k.tdpW, 1.0, k.dvfsExponent, 1.0, k.leakW, k.leakAtC, k.leakPerK, k.leakAtC};
  const physics::ThrottleLimits limits{k.throttleC, k.shutdownC, k.minFrequency};
  for (std::uint32_t c = 0; c < k.chips; ++c) {
    const std::size_t i = first + c;
    double& die = state.chips.dieC[i];
    double& plate = state.chips.plateC[i];
    double f = physics::throttled(limits, die, state.chips.frequency[i], model.dtS);
    f = std::min(f, std::max(capFrequency, k.minFrequency));
    float& offUntil = state.chips.offUntilS[i];
    if (offUntil == 0.0f && physics::mustShutDown(limits, die)) offUntil = static_cast<float>(nowS + tripRestS);
    if (offUntil > 0.0f && nowS >= offUntil && die < k.throttleC - tripCoolK) offUntil = 0.0f;
    const double u = std::min(1.0, base[c / lanes] * static_cast<double>(model.chipSkew[i]));
    double watts = 0.0;
    if (offUntil > 0.0f) {
      watts = d.on * physics::shutDownFraction * k.tdpW;
      ++out.tripped;
    } else {
      watts = d.on * physics::chipPowerW(law, u, physics::frequencyFactor(law, f), die);
      out.sums.utilisation += u;
    }
    // the clock is kept as a float; so is the test of whether it is back at nominal
    state.chips.frequency[i] = static_cast<float>(f);
    if (state.chips.frequency[i] < 1.0f) ++out.throttled;
    const double nextDie = d.f11 * die + d.f12 * plate + d.gP1 * watts + d.gT1 * d.inletC;
    const double nextPlate = d.f21 * die + d.f22 * plate + d.gP2 * watts + d.gT2 * d.inletC;
    out.sums.powerW += watts;
    out.sums.dieRiseK += nextDie - die;
    out.sums.plateRiseK += nextPlate - plate;
    out.sums.dieC += nextDie;
    out.sums.maxDieC = std::max(out.sums.maxDieC, nextDie);
    die = nextDie;
    plate = nextPlate;
  }
  return out;
}

void baseUtilisation(const SimState& state, const RackClass& k, std::uint32_t firstServer, double* base) {
  const WorkloadState& jobs = state.jobs;
  const auto of = [&](std::uint32_t server) {
    const std::uint16_t job = jobs.serverJob[server];
    return job == WorkloadState::idle ? 0.0 : jobs.jobUtilisation[job] * static_cast<double>(jobs.serverWander[server]);
  };
  // a block that spans two servers runs at the load of the one that holds its first chip
  for (std::uint32_t b = 0; b < k.blocks; ++b) base[b] = of(firstServer + b * lanes / k.chipsPerServer);
}

void rack(const SimModel& model, SimState& state, std::uint32_t r, double nowS) {
  const PlacedRack& placed = model.layout->racks[r];
  const std::uint32_t g = model.rackGroup[r];
  const RackGroup& group = model.groups[g];
  const RackClass& k = model.classes[group.rackClass];
  SimState::Racks& out = state.racks;
  const SimState::Groups& flow = state.groups;
  const double dt = model.dtS;
  const double on = state.power.isRackUp[r] ? 1.0 : 0.0;
  const double recirculated = static_cast<double>(model.rackRecirculation[r]);
  const double inletC = (1.0 - recirculated) * state.air.coldC[group.hall] + recirculated * state.air.hotC[group.hall];
  const double airWPerK = k.airM3PerS * flow.airRatio[g] * model.airRhoKgPerM3 * airCpJPerKgK;

  // supply manifold: what flows out over the step is what flowed in less what it kept
  double coolantWPerK = 0.0, manifoldJPerK = 0.0, storedJ = 0.0, chipInletC = inletC, supplyC = 0.0;
  if (k.isLiquid) {
    const LoopModel& loop = model.loops[group.loop];
    coolantWPerK = flow.flowKgPerS[g] * loop.cpJPerKgK;
    manifoldJPerK = loop.rhoKgPerM3 * k.manifoldM3 * loop.cpJPerKgK;
    supplyC = state.loops.supplyC[group.loop];
    double& manifoldC = out.supplyManifoldC[r];
    const double riseK = flow.manifoldShare[g] * (supplyC - manifoldC);
    manifoldC += riseK;
    storedJ += manifoldJPerK * riseK;
    chipInletC = coolantWPerK > 0.0 ? supplyC - manifoldJPerK * riseK / (coolantWPerK * dt) : manifoldC;
  }

  ChipDrive drive{flow.f11[g], flow.f12[g], flow.f21[g], flow.f22[g], flow.gP1[g], flow.gP2[g],
                  flow.gT1[g], flow.gT2[g], chipInletC,  on,          k.idleW,     k.spanW,
                  k.leakW,     k.leakPerK,  k.leakAtC,   k.blocks,    k.chips};
  std::array<double, maxChipsPerRack / lanes> base;
  baseUtilisation(state, k, placed.firstServer, base.data());
  const std::size_t first = std::size_t{model.rackFirstBlock[r]} * lanes;
  RackChips chips;
  const double cap = state.frequencyCap[group.hall];
  if (out.needsCare[r] || cap < 1.0)
    chips = carefully(model, state, k, drive, base.data(), first, cap, nowS);
  else
    chips.sums =
        advanceChips(drive, base.data(), &model.chipSkew[first], &state.chips.dieC[first], &state.chips.plateC[first]);
  const ChipSums& sums = chips.sums;
  const double meanUtilisation = sums.utilisation / k.chips;
  out.maxDieC[r] = static_cast<float>(sums.maxDieC);
  out.meanDieC[r] = static_cast<float>(sums.dieC / k.chips);
  out.utilisation[r] = static_cast<float>(on * meanUtilisation);
  out.throttled[r] = chips.throttled;
  out.tripped[r] = chips.tripped;
  out.needsCare[r] = chips.throttled > 0 || chips.tripped > 0 || sums.maxDieC > k.throttleC - carefulK;

  // the rest of the servers
  const double otherW = on * k.servers * (k.otherIdleW + k.otherSpanW * meanUtilisation);
  const double fansW = on * k.fansW * physics::serverFanFraction(flow.airRatio[g]);
  const double dcW = sums.powerW + otherW + fansW;
  const double lossW = on * psuLossW(k, dcW);
  out.itW[r] = dcW + lossW;
  const double keptJ = k.dieJPerK * sums.dieRiseK + k.plateJPerK * sums.plateRiseK;
  storedJ += keptJ;
  double airJ = (fansW + lossW + (1.0 - k.otherToLiquid) * otherW) * dt;
  double liquidJ = 0.0;
  if (k.isLiquid) {
    liquidJ = k.chipToLiquid * sums.powerW * dt - keptJ + k.otherToLiquid * otherW * dt;
    airJ += (1.0 - k.chipToLiquid) * sums.powerW * dt;
    // return manifold
    double& manifoldC = out.returnManifoldC[r];
    double riseK = 0.0;
    if (coolantWPerK > 0.0) {
      const double enterC = chipInletC + liquidJ / (coolantWPerK * dt);
      riseK = flow.manifoldShare[g] * (enterC - manifoldC);
      out.coolantOutC[r] = enterC - manifoldJPerK * riseK / (coolantWPerK * dt);
    } else {
      riseK = liquidJ / manifoldJPerK;
      out.coolantOutC[r] = manifoldC + riseK;
    }
    manifoldC += riseK;
    storedJ += manifoldJPerK * riseK;
    const double supplyKeptJ = storedJ - keptJ - manifoldJPerK * riseK;
    out.liquidHeatJ[r] = liquidJ - supplyKeptJ - manifoldJPerK * riseK;
  } else {
    airJ += sums.powerW * dt - keptJ;
    out.liquidHeatJ[r] = 0.0;
  }

  // the air on its way past boards and chassis
  double& chassisC = out.chassisC[r];
  const double restC = inletC + airJ / (airWPerK * dt);
  const double chassisRiseK = flow.chassisShare[g] * (restC - chassisC);
  chassisC += chassisRiseK;
  storedJ += k.chassisJPerK * chassisRiseK;
  const double givenJ = airJ - k.chassisJPerK * chassisRiseK;
  out.inletC[r] = inletC;
  out.airHeatJ[r] = givenJ;
  double airOutC = inletC + givenJ / (airWPerK * dt);
  out.doorHeatJ[r] = 0.0;
  if (group.doorCircuit != none) {
    const double waterWPerK = flow.doorWaterKgPerS[g] * model.circuits[group.doorCircuit].cpJPerKgK;
    const double heatW = flow.doorEffectiveness[g] * std::min(airWPerK, waterWPerK) *
                         (airOutC - state.circuits.consumerInC[group.doorCircuit]);
    out.doorHeatJ[r] = heatW * dt;
    airOutC -= heatW / airWPerK;
  }
  out.airOutC[r] = airOutC;
  out.storedJ[r] = storedJ;
}

}  // namespace

namespace {

void allRacks(const SimModel& model, SimState& state, Parallel& parallel) {
  const std::size_t racks = model.layout->racks.size();
  const double nowS = sinceStartS(model, state);
  parallel.forBlocks((racks + racksPerBlock - 1) / racksPerBlock, [&](std::size_t block) {
    const std::size_t end = std::min(racks, (block + 1) * racksPerBlock);
    for (std::size_t r = block * racksPerBlock; r < end; ++r) rack(model, state, static_cast<std::uint32_t>(r), nowS);
  });
}

}  // namespace

void chips(const SimModel& model, SimState& state, Parallel& parallel) {
  refreshAll(model, state, flowDeadband, model.dtS);
  allRacks(model, state, parallel);
}

void restRacks(const SimModel& model, SimState& state, Parallel& parallel) {
  // a propagator over an endless step brings everything to rest at once; leakage needs some rounds to agree with the
  // temperature that it makes
  constexpr double endlessS = 1e9;
  constexpr int rounds = 10;
  refreshAll(model, state, 0.0, endlessS);
  for (int i = 0; i < rounds; ++i) allRacks(model, state, parallel);
  refreshAll(model, state, 0.0, model.dtS);
}

}  // namespace plenum::stage
