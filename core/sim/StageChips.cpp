// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "physics/ChipMemory.h"
#include "physics/ChipThermal.h"
#include "physics/Server.h"
#include "sim/RackParts.h"

namespace plenum::stage {
namespace {

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
  s.manifoldShare[g] =
      k.isLiquid ? -math::expm1(-flowKgPerS * dtS / (model.loops[group.loop].rhoKgPerM3 * k.manifoldM3)) : 0.0;
  const double airWPerK = airWPerKOf(model, k, airRatio);
  const double toMetalWPerK = airWPerK * physics::metalEffectiveness(k.chassisWPerK, airRatio, airWPerK);
  s.chassisShare[g] = -math::expm1(-toMetalWPerK * dtS / k.chassisJPerK);
  const double conductance = conductanceWPerK(model, group, flowKgPerS, airRatio);
  const physics::ChipThermal thermal{k.dieJPerK, k.plateJPerK, k.junctionKPerW};
  // what goes into the plates of a liquid-cooled chip is a share of what the chip draws
  const double share = k.isLiquid ? k.chipToLiquid : 1.0;
  if (!k.hasMemory) {
    const physics::ChipStep step = physics::chipStep(thermal, conductance, dtS);
    s.f11[g] = step.f11, s.f12[g] = step.f12, s.f21[g] = step.f21, s.f22[g] = step.f22;
    s.gP1[g] = step.gP1 * share, s.gP2[g] = step.gP2 * share;
    s.gT1[g] = step.gT1, s.gT2[g] = step.gT2;
    return;
  }
  const physics::MemoryStep step = physics::memoryStep(thermal, {k.memoryJPerK, k.memoryKPerW}, conductance, dtS);
  const double toDie = share * (1.0 - k.memoryShare), toMemory = share * k.memoryShare;
  s.f11[g] = step.f[0][0], s.f12[g] = step.f[0][1], s.f13[g] = step.f[0][2];
  s.f21[g] = step.f[1][0], s.f22[g] = step.f[1][1], s.f23[g] = step.f[1][2];
  s.f31[g] = step.f[2][0], s.f32[g] = step.f[2][1], s.f33[g] = step.f[2][2];
  s.gP1[g] = toDie * step.gDie[0] + toMemory * step.gMemory[0];
  s.gP2[g] = toDie * step.gDie[1] + toMemory * step.gMemory[1];
  s.gP3[g] = toDie * step.gDie[2] + toMemory * step.gMemory[2];
  s.gT1[g] = step.gInlet[0], s.gT2[g] = step.gInlet[1], s.gT3[g] = step.gInlet[2];
}

void refreshAll(const SimModel& model, SimState& state) {
  for (std::uint32_t g = 0; g < model.groups.size(); ++g) {
    const RackGroup& group = model.groups[g];
    const double flow = coolantOf(model, state, group), airRatio = airRatioOf(model, state, group);
    const bool isAirOld = hasMoved(state.groups.airRatio[g], airRatio);
    // the loop's flow has a dead band of its own, so that every rack of it moves at once
    if (isAirOld || state.groups.flowKgPerS[g] != flow || state.groups.dtS[g] != model.dtS)
      refresh(model, state, g, flow, airRatio, model.dtS);
    if (group.doorCircuit != none) {
      const double water = doorWaterOf(model, state, group);
      const bool isWaterOld = hasMoved(state.groups.doorWaterKgPerS[g], water);
      if (isWaterOld) state.groups.doorWaterKgPerS[g] = water;
      if (isWaterOld || isAirOld) refreshDoor(model, state, g);
    }
  }
}

/// Chip by chip, for racks where one of them throttles, is capped or has tripped.
RackChips carefully(const SimModel& model, SimState& state, const ChipDrive& d, const RackNow& now) {
  RackChips out;
  const RackClass& k = now.k;
  const physics::ChipPower law = lawOf(k);
  const physics::ThrottleLimits limits{k.throttleC, k.shutdownC, k.minFrequency};
  for (std::uint32_t c = 0; c < k.chips; ++c) {
    const std::size_t i = now.first + c;
    double& die = state.chips.dieC[i];
    double& plate = state.chips.plateC[i];
    const double memory = k.hasMemory ? state.chips.memoryC[i] : 0.0;
    // the nearer of the two limits steps the clock down
    const double over = k.hasMemory ? std::max(die - k.throttleC, memory - k.memoryThrottleC) : die - k.throttleC;
    double f = physics::throttled(limits, k.throttleC + over, state.chips.frequency[i], model.dtS);
    f = std::min(f, std::max(capOf(state, now, c), k.minFrequency));
    float& offUntil = state.chips.offUntilS[i];
    const bool isTooHot = physics::mustShutDown(limits, die) || (k.hasMemory && memory >= k.memoryShutdownC);
    if (offUntil == 0.0f && isTooHot) offUntil = static_cast<float>(now.nowS + tripRestS);
    if (offUntil > 0.0f && now.nowS >= offUntil && over < -tripCoolK) offUntil = 0.0f;
    const double u = utilisationOf(model, state, now, c, f);
    double watts = 0.0;
    if (offUntil > 0.0f) {
      // its supply stays cut while it is too hot, so that one without coolant warms no further
      watts = isTooHot ? 0.0 : d.draw.on * physics::shutDownFraction * k.tdpW;
      ++out.tripped;
    } else {
      watts = d.draw.on * physics::chipPowerW(law, u, physics::frequencyFactor(law, f), die);
      out.sums.utilisation += u;
    }
    // the clock is kept as a float; so is the test of whether it is back at nominal
    state.chips.frequency[i] = static_cast<float>(f);
    if (state.chips.frequency[i] < 1.0f) ++out.throttled;
    double nextDie = d.f11 * die + d.f12 * plate + d.gP1 * watts + d.gT1 * d.inletC;
    double nextPlate = d.f21 * die + d.f22 * plate + d.gP2 * watts + d.gT2 * d.inletC;
    if (k.hasMemory) {
      nextDie += d.f13 * memory;
      nextPlate += d.f23 * memory;
      const double next = d.f31 * die + d.f32 * plate + d.f33 * memory + d.gP3 * watts + d.gT3 * d.inletC;
      out.sums.memoryRiseK += next - memory;
      out.sums.maxMemoryC = std::max(out.sums.maxMemoryC, next);
      state.chips.memoryC[i] = next;
    }
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

ChipDrive driveOf(const SimState::Groups& s, std::uint32_t g, const RackClass& k, double on, double inletC) {
  ChipDrive d;
  d.draw = drawOf(k, on);
  d.inletC = inletC;
  d.f11 = s.f11[g], d.f12 = s.f12[g], d.f21 = s.f21[g], d.f22 = s.f22[g];
  d.gP1 = s.gP1[g], d.gP2 = s.gP2[g], d.gT1 = s.gT1[g], d.gT2 = s.gT2[g];
  d.f13 = s.f13[g], d.f23 = s.f23[g], d.f31 = s.f31[g], d.f32 = s.f32[g], d.f33 = s.f33[g];
  d.gP3 = s.gP3[g], d.gT3 = s.gT3[g];
  return d;
}

void rack(const SimModel& model, SimState& state, std::uint32_t r, double nowS) {
  const std::uint32_t g = model.rackGroup[r];
  const RackGroup& group = model.groups[g];
  const RackClass& k = model.classes[group.rackClass];
  SimState::Racks& out = state.racks;
  const SimState::Groups& flow = state.groups;
  const double dt = model.dtS;
  const double inletC = inletOf(model, state, r, group.hall);
  guardInlet(k, state, r, inletC, nowS);
  const double on = runningShare(state, r);
  const double airWPerK = airWPerKOf(model, k, flow.airRatio[g]);

  // supply manifold: what flows out over the step is what flowed in less what it kept
  double coolantWPerK = 0.0, manifoldJPerK = 0.0, storedJ = 0.0, chipInletC = inletC;
  if (k.isLiquid) {
    const LoopModel& loop = model.loops[group.loop];
    coolantWPerK = flow.flowKgPerS[g] * loop.cpJPerKgK;
    manifoldJPerK = loop.rhoKgPerM3 * k.manifoldM3 * loop.cpJPerKgK;
    const double supplyC = state.loops.supplyC[group.loop];
    double& manifoldC = out.supplyManifoldC[r];
    const double riseK = flow.manifoldShare[g] * (supplyC - manifoldC);
    manifoldC += riseK;
    storedJ += manifoldJPerK * riseK;
    chipInletC = coolantWPerK > 0.0 ? supplyC - manifoldJPerK * riseK / (coolantWPerK * dt) : manifoldC;
  }

  const ChipDrive drive = driveOf(flow, g, k, on, chipInletC);
  RackLoad load;
  readLoad(model, state, r, load);
  const std::size_t first = std::size_t{model.rackFirstBlock[r]} * lanes;
  RackChips chips;
  const double cap = state.frequencyCap[group.hall];
  const bool isCapped = state.work.rackCapped[r] != 0;
  if (out.needsCare[r] || cap < 1.0 || isCapped)
    chips = carefully(model, state, drive, {k, first, load, cap, nowS, isCapped});
  else
    chips.sums = advanceChips(drive, load.base.data(), load.skew, chipsAt(state, k, first));
  const ChipSums& sums = chips.sums;
  show(k, state, r, on, chips);

  const RackHeat heat = heatOf(k, state, r, flow.airRatio[g], chips);
  const double keptJ = k.dieJPerK * sums.dieRiseK + k.plateJPerK * sums.plateRiseK + k.memoryJPerK * sums.memoryRiseK;
  storedJ += keptJ;
  double airJ = heat.toAirW * dt;
  out.liquidHeatJ[r] = 0.0;
  if (k.isLiquid) {
    const double liquidJ = heat.toLiquidW * dt - keptJ;
    // return manifold
    double& manifoldC = out.returnManifoldC[r];
    double riseK = 0.0;
    if (coolantWPerK <= 0.0 && k.isImmersed) {
      // a bath that stands still warms as one
      double& belowC = out.supplyManifoldC[r];
      const double bathC = 0.5 * (belowC + manifoldC + liquidJ / manifoldJPerK);
      riseK = bathC - manifoldC;
      storedJ += manifoldJPerK * (bathC - belowC);
      out.coolantOutC[r] = belowC = bathC;
    } else if (coolantWPerK > 0.0) {
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
    // without flow nothing leaves, to the last bit
    if (coolantWPerK > 0.0) out.liquidHeatJ[r] = liquidJ - supplyKeptJ - manifoldJPerK * riseK;
  } else {
    airJ -= keptJ;
  }

  // the air, warmed, on its way past boards and chassis
  double& chassisC = out.chassisC[r];
  const double restC = inletC + airJ / (airWPerK * dt);
  const double chassisRiseK = flow.chassisShare[g] * (restC - chassisC);
  chassisC += chassisRiseK;
  storedJ += k.chassisJPerK * chassisRiseK;
  const double givenJ = airJ - k.chassisJPerK * chassisRiseK;
  out.inletC[r] = inletC;
  out.airHeatJ[r] = givenJ;
  leave(model, state, r, airWPerK, inletC + givenJ / (airWPerK * dt));
  out.storedJ[r] = storedJ;
}

}  // namespace

void chips(const SimModel& model, SimState& state, Parallel& parallel) {
  refreshAll(model, state);
  const double nowS = sinceStartS(model, state);
  forRacks(model, parallel, [&](std::uint32_t r) { rack(model, state, r, nowS); });
}

}  // namespace plenum::stage
