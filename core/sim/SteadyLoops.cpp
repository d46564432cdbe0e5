// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/HeatExchanger.h"
#include "sim/Controls.h"
#include "sim/Settler.h"

namespace plenum {

using physics::FlowArrangement;
using stage::isLive;

void Settler::cduPumps() {
  SimState::Cdus& s = state_.cdus;
  for (std::uint32_t c = 0; c < model_.cdus.size(); ++c) {
    const CduModel& cdu = model_.cdus[c];
    auto left = static_cast<std::uint32_t>(stage::pumpsWanted(model_, state_, c));
    s.pumpsUp[c] = left;
    std::uint32_t called = 0;
    for (std::uint32_t p = 0; p < cdu.pumps; ++p) {
      const bool runs = left > 0 && !(s.pumpsFailed[c] >> p & 1u);
      if (runs) --left;
      called |= static_cast<std::uint32_t>(runs) << p;
      s.pumpRamp[cdu.firstPump + p] = runs ? 1.0 : 0.0;
    }
    s.pumpsCalled[c] = static_cast<std::uint8_t>(called);
  }
}

void Settler::stagePumps() {
  constexpr double calmSpeed = 0.90, exchangerUp = 1.0;
  SimState::Circuits& s = state_.circuits;
  for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
    const PlacedCircuit& placed = model_.layout->circuits[i];
    const auto all = static_cast<std::int32_t>(placed.pumps.size());
    std::int32_t wanted = 1;
    while (wanted < all && stage::speedWithPumps(model_, state_, i, static_cast<std::uint32_t>(wanted)) > calmSpeed)
      ++wanted;
    s.pumpsWanted[i] = wanted;
    runPumps(placed.pumps, s.isIsolated[i] ? 0u : static_cast<std::uint32_t>(wanted));
    if (!placed.chillers.empty() || placed.exchangers.empty()) continue;
    const auto exchangers = static_cast<std::int32_t>(placed.exchangers.size());
    std::int32_t& inUse = s.condenserPumpsWanted[i];
    const auto byHeat = static_cast<std::int32_t>(std::ceil(stage::exchangerLoad(model_, state_, i) / exchangerUp));
    const bool isWarm = s.rejection[i] >= 1.0 && s.supplyC[i] > s.setpointC[i] + 0.4;
    // one more where fans alone do not do it; that stays
    if (isWarm) warmExchangers_.resize(model_.circuits.size(), 0), ++warmExchangers_[i];
    const std::int32_t more = warmExchangers_.empty() ? 0 : warmExchangers_[i];
    inUse = std::clamp(byHeat + more, 1, exchangers);
    runPumps(placed.condenserPumps, stage::condenserPumpsFor(model_, i, inUse));
  }
}

void Settler::speeds() {
  for (std::uint32_t i = 0; i < model_.loops.size(); ++i) {
    const LoopModel& loop = model_.loops[i];
    const double flow = state_.loops.flowKgPerS[i], wanted = loop.designFlowKgPerS;
    for (const std::uint32_t c : model_.layout->loops[i].cdus) {
      double& speed = state_.cdus.speed[c];
      // flow goes with the speed where nothing else moves
      speed = std::clamp(flow > 0.0 ? speed * wanted / flow : 1.0, 0.3, 1.0);
    }
  }
  for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
    const CircuitModel& circuit = model_.circuits[i];
    const double dp = state_.circuits.dpPa[i], speed = state_.circuits.pumpSpeed[i];
    // pressure goes with the square of the speed at fixed valves
    if (dp > 0.0)
      steer(state_.circuits.pumpSpeed[i], std::clamp(speed * std::sqrt(circuit.designDpPa / dp), 0.25, 1.0));
  }
}

void Settler::loop(std::uint32_t l) {
  const LoopModel& loop = model_.loops[l];
  const PlacedLoop& placed = model_.layout->loops[l];
  const double flow = state_.loops.flowKgPerS[l];
  if (flow <= 0.0) return;
  double riseKgK = 0.0;
  for (const std::uint32_t r : placed.racks) {
    const std::uint32_t g = model_.rackGroup[r];
    if (model_.groups[g].loop == l)
      riseKgK += state_.groups.flowKgPerS[g] * (state_.racks.coolantOutC[r] - state_.loops.supplyC[l]);
  }
  // What the racks give has to go through the plates. With valves that hold the set-point the return follows from it;
  // with valves wide open the return is what drives the heat through, whatever the round before thought of it.
  const double setC = state_.loops.setpointC[l], riseK = riseKgK / flow;
  const auto plates = [&](std::uint32_t c, double valve, double returnC) {
    const CduModel& cdu = model_.cdus[c];
    const std::uint32_t circuit = model_.layout->cdus[c].circuit;
    const double primary = cdu.primaryKgPerS * stage::cduOpening(valve) * stage::pushAt(model_, state_, cdu.tap);
    return physics::exchange(FlowArrangement::counter, stage::cduUaWPerK(model_, state_, c, primary),
                             {returnC, state_.cdus.secondaryKgPerS[c] * loop.cpJPerKgK},
                             {state_.circuits.consumerInC[circuit], primary * model_.circuits[circuit].cpJPerKgK});
  };
  const auto pumpRiseK = [&](std::uint32_t c) {
    return state_.cdus.pumpHeatW[c] / (state_.cdus.secondaryKgPerS[c] * loop.cpJPerKgK);
  };
  const auto surplusK = [&](double returnC) {
    double mixed = 0.0;
    for (const std::uint32_t c : placed.cdus) {
      if (state_.cdus.secondaryKgPerS[c] <= 0.0) continue;
      const double fullC = plates(c, 1.0, returnC).hotOutC + pumpRiseK(c);
      const bool isHeld = fullC < setC;
      const double outC = isHeld ? std::min(setC, plates(c, 0.0, returnC).hotOutC + pumpRiseK(c)) : fullC;
      mixed += state_.cdus.secondaryKgPerS[c] * outC;
    }
    return returnC - mixed / flow - riseK;
  };
  constexpr double coldestC = -60.0, hottestC = 95.0;
  const double returnC =
      whereRisingNear(surplusK, std::clamp(state_.loops.returnC[l], coldestC, hottestC), 0.0, {coldestC, hottestC});
  state_.loops.returnC[l] = returnC;
  double mixed = 0.0;
  for (const std::uint32_t c : placed.cdus) {
    const double secondary = state_.cdus.secondaryKgPerS[c];
    if (secondary <= 0.0) continue;
    steer(state_.cdus.valve[c],
          whereFallingNear([&](double valve) { return plates(c, valve, returnC).hotOutC + pumpRiseK(c); }, setC,
                           state_.cdus.valve[c]));
    state_.cdus.errorK[c] = 0.0;
    const physics::Exchange x = plates(c, state_.cdus.valve[c], returnC);
    move(state_.cdus.nodeC[c], x.hotOutC + pumpRiseK(c));
    state_.cdus.heatW[c] = x.heatW;
    mixed += secondary * state_.cdus.nodeC[c];
  }
  move(state_.loops.supplyC[l], mixed / flow);
}

}  // namespace plenum
