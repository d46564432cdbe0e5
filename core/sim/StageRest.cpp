// SPDX-License-Identifier: Apache-2.0
#include "sim/StageRest.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/Math.h"
#include "sim/RackParts.h"

namespace plenum::stage {
namespace {

// up to here the draw of a rack is carried on by its slope: the curvature of 48 W of leakage, k²/2 = 7e-5 per K², is
// then below 1e-5 W a chip
constexpr double nearK = 0.05;

/// Where a chip rests that full clock would take past a limit: at the clock that holds the limit, at the lowest one
/// above it, or tripped.
struct Rest {
  double watts = 0.0, frequency = 1.0;
  bool isTripped = false, isLimited = false;
};
Rest restOf(const RackClass& k, const ChipRest& r, double u, double capFrequency) {
  const physics::ChipPower law = lawOf(k);
  const double on = r.draw.on, most = std::clamp(capFrequency, k.minFrequency, 1.0);
  const auto drawAt = [&](double f) {
    return restDrawW(r, on * (k.idleW + k.spanW * u * physics::frequencyFactor(law, f)));
  };
  const auto allowedW = [&](double dieLimitC, double memoryLimitC) {
    const double byDieW = (dieLimitC - r.inletC) / r.dieKPerW;
    return k.hasMemory ? std::min(byDieW, (memoryLimitC - r.inletC) / r.memoryKPerW) : byDieW;
  };
  const double limitW = allowedW(k.throttleC, k.memoryThrottleC);
  const double fullW = drawAt(most);
  if (fullW <= limitW) return {fullW, most};
  const double leastW = drawAt(k.minFrequency);
  if (leastW > limitW) {
    const double mostW = allowedW(k.shutdownC, k.memoryShutdownC);
    const bool isOff = leastW >= mostW;
    const double standbyW = std::clamp(mostW, 0.0, on * physics::shutDownFraction * k.tdpW);
    return {isOff ? standbyW : leastW, k.minFrequency, isOff};
  }
  // what the limit leaves for the clock: draw = idle + leakage + span · u · f^exponent
  const double leakingW = physics::leakageW(law, r.inletC + r.dieKPerW * limitW) - k.leakW;
  const double share = (limitW - on * (k.idleW + leakingW)) / std::max(on * k.spanW * u, 1e-9);
  const double held = math::pow(std::max(share, 1e-9), 1.0 / k.dvfsExponent);
  // the clock is kept as a float: the next one that is not faster
  float kept = static_cast<float>(held);
  if (static_cast<double>(kept) > held) kept = std::nextafter(kept, 0.0f);
  const double f = std::clamp(static_cast<double>(kept), k.minFrequency, most);
  return {drawAt(f), f, false, true};
}

RackChips restCarefully(const SimModel& model, SimState& state, const ChipRest& r, const RackNow& now) {
  RackChips out;
  const RackClass& k = now.k;
  // chips that nothing cools have no rest: they are taken as tripped, as hot as that makes them
  const bool isCooled = r.dieKPerW < 1e6;
  for (std::uint32_t c = 0; c < k.chips; ++c) {
    const std::size_t i = now.first + c;
    const double u = utilisationOf(model, state, now, c, state.chips.frequency[i]);
    Rest rest{0.0, 1.0, r.draw.on > 0.0, false};
    if (isCooled) rest = restOf(k, r, u, capOf(state, now, c));
    const double aboveK = isCooled ? r.dieKPerW * rest.watts : std::max(0.0, k.shutdownC - r.inletC);
    state.chips.dieC[i] = r.inletC + aboveK;
    state.chips.plateC[i] = r.inletC + (isCooled ? r.plateKPerW * rest.watts : aboveK);
    if (k.hasMemory) {
      state.chips.memoryC[i] = r.inletC + (isCooled ? r.memoryKPerW * rest.watts : aboveK);
      out.sums.maxMemoryC = std::max(out.sums.maxMemoryC, state.chips.memoryC[i]);
    }
    state.chips.frequency[i] = static_cast<float>(rest.frequency);
    state.chips.offUntilS[i] = rest.isTripped ? static_cast<float>(now.nowS + tripRestS) : 0.0f;
    out.tripped += rest.isTripped;
    out.limited += rest.isLimited;
    out.throttled += state.chips.frequency[i] < 1.0f;
    if (!rest.isTripped) out.sums.utilisation += u;
    out.sums.powerW += rest.watts;
    out.sums.dieC += state.chips.dieC[i];
    out.sums.maxDieC = std::max(out.sums.maxDieC, state.chips.dieC[i]);
  }
  return out;
}

/// What a group's chips at rest are above their inlet, K per W of their whole draw.
ChipRest restOfGroup(const SimModel& model, const SimState& state, std::uint32_t g) {
  const RackGroup& group = model.groups[g];
  const RackClass& k = model.classes[group.rackClass];
  const double conductance = conductanceWPerK(model, group, state.groups.flowKgPerS[g], state.groups.airRatio[g]);
  const double share = k.isLiquid ? k.chipToLiquid : 1.0;
  ChipRest rest;
  const bool isCooled = conductance > 1e-6 && (!k.isLiquid || state.groups.flowKgPerS[g] > 0.0);
  rest.plateKPerW = isCooled ? share / conductance : 1e12;
  rest.dieKPerW = rest.plateKPerW + share * (1.0 - k.memoryShare) * k.junctionKPerW;
  rest.memoryKPerW = rest.plateKPerW + share * k.memoryShare * k.memoryKPerW;
  return rest;
}

/// Visits every chip of a rack.
RackChips visited(const SimModel& model, SimState& state, std::uint32_t r, const ChipRest& rest) {
  const RackClass& k = model.classOf(r);
  RackLoad load;
  readLoad(model, state, r, load);
  const std::size_t first = std::size_t{model.rackFirstBlock[r]} * lanes;
  const double cap = state.frequencyCap[model.layout->racks[r].hall];
  RackChips chips;
  const bool isCapped = state.work.rackCapped[r] != 0;
  if (cap >= 1.0 && !isCapped && rest.dieKPerW < 1e6) {
    chips.sums = restChips(rest, load.base.data(), load.skew, chipsAt(state, k, first));
    const bool isTooHot =
        chips.sums.maxDieC > k.throttleC || (k.hasMemory && chips.sums.maxMemoryC > k.memoryThrottleC);
    if (!isTooHot) {
      if (state.racks.needsCare[r]) {
        std::fill_n(&state.chips.frequency[first], k.chips, 1.0f);
        std::fill_n(&state.chips.offUntilS[first], k.chips, 0.0f);
      }
      return chips;
    }
  }
  return restCarefully(model, state, rest, {k, first, load, cap, sinceStartS(model, state), isCapped});
}

/// The chips of a rack, visited or carried on from what is known.
RackChips atRest(const SimModel& model, SimState& state, std::uint32_t r, const ChipRest& rest,
                 RestingRacks::Row& known) {
  const double movedK = rest.inletC - known.inletC + known.meanW * (rest.dieKPerW - known.dieKPerW);
  RackChips chips;
  if (known.isKnown && std::abs(movedK) < nearK) {
    chips.sums.powerW = known.powerW + known.powerPerK * movedK;
    chips.sums.utilisation = known.utilisation;
    return chips;
  }
  const RackClass& k = model.classOf(r);
  chips = visited(model, state, r, rest);
  show(k, state, r, rest.draw.on, chips);
  const double meanC = chips.sums.dieC / k.chips;
  const double x = std::clamp((meanC - k.leakAtC) * k.leakPerK, -1.0, 1.0);
  const double slope = rest.draw.on * k.leakW * k.leakPerK * (1.0 + x);
  known.isKnown = chips.tripped == 0;
  known.inletC = rest.inletC, known.dieKPerW = rest.dieKPerW;
  known.powerW = chips.sums.powerW, known.utilisation = chips.sums.utilisation;
  known.meanW = chips.sums.powerW / k.chips;
  // a chip that is held at its limit draws the less the warmer its inlet
  const double free = k.chips - chips.limited;
  known.powerPerK = free * slope / std::max(0.1, 1.0 - rest.dieKPerW * slope) - chips.limited / rest.dieKPerW;
  return chips;
}

void restRack(const SimModel& model, SimState& state, std::uint32_t r, ChipRest rest, RestingRacks::Row& known) {
  const std::uint32_t g = model.rackGroup[r];
  const RackGroup& group = model.groups[g];
  const RackClass& k = model.classes[group.rackClass];
  SimState::Racks& out = state.racks;
  const double inletC = inletOf(model, state, r, group.hall);
  rest.draw = drawOf(k, isRunning(state, r) ? 1.0 : 0.0);
  rest.inletC = k.isLiquid ? state.loops.supplyC[group.loop] : inletC;
  const RackChips chips = atRest(model, state, r, rest, known);

  const double dt = model.dtS, airRatio = state.groups.airRatio[g];
  const double airWPerK = airWPerKOf(model, k, airRatio);
  const RackHeat heat = heatOf(k, state, r, airRatio, chips);
  out.liquidHeatJ[r] = 0.0;
  if (k.isLiquid) {
    const double coolantWPerK = state.groups.flowKgPerS[g] * model.loops[group.loop].cpJPerKgK;
    out.supplyManifoldC[r] = rest.inletC;
    out.liquidHeatJ[r] = coolantWPerK > 0.0 ? heat.toLiquidW * dt : 0.0;
    out.coolantOutC[r] = out.returnManifoldC[r] =
        coolantWPerK > 0.0 ? rest.inletC + heat.toLiquidW / coolantWPerK : std::max(rest.inletC, k.shutdownC);
  }
  out.chassisC[r] = inletC + heat.toAirW / airWPerK;
  out.inletC[r] = inletC;
  out.airHeatJ[r] = heat.toAirW * dt;
  leave(model, state, r, airWPerK, out.chassisC[r]);
  out.storedJ[r] = 0.0;
}

}  // namespace

void restRacks(const SimModel& model, SimState& state, Parallel& parallel, RestingRacks& known) {
  if (known.wantsAll) known.rows.assign(model.layout->racks.size(), {});
  std::vector<ChipRest> rests(model.groups.size());
  for (std::uint32_t g = 0; g < model.groups.size(); ++g) {
    const RackGroup& group = model.groups[g];
    state.groups.flowKgPerS[g] = coolantOf(model, state, group);
    state.groups.airRatio[g] = airRatioOf(model, state, group);
    state.groups.dtS[g] = 0.0;  // no propagator is made here: the next tick makes its own
    if (group.doorCircuit != none) {
      state.groups.doorWaterKgPerS[g] = doorWaterOf(model, state, group);
      refreshDoor(model, state, g);
    }
    rests[g] = restOfGroup(model, state, g);
  }
  forRacks(model, parallel,
           [&](std::uint32_t r) { restRack(model, state, r, rests[model.rackGroup[r]], known.rows[r]); });
}

}  // namespace plenum::stage
