// SPDX-License-Identifier: Apache-2.0
#include "physics/HeatExchanger.h"
#include "physics/Hydraulics.h"
#include "sim/Settler.h"

namespace plenum {

using physics::FlowArrangement;
using stage::isLive;

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
  const double returnC = state_.loops.supplyC[l] + riseKgK / flow;
  state_.loops.returnC[l] = returnC;
  double mixed = 0.0;
  for (const std::uint32_t c : placed.cdus) {
    const CduModel& cdu = model_.cdus[c];
    const std::uint32_t circuit = model_.layout->cdus[c].circuit;
    const double secondary = state_.cdus.secondaryKgPerS[c];
    if (secondary <= 0.0) continue;
    const double push = std::sqrt(state_.circuits.dpPa[circuit] / model_.circuits[circuit].designDpPa);
    const double pumpRiseK = state_.cdus.pumpHeatW[c] / (secondary * loop.cpJPerKgK);
    const auto at = [&](double valve) {
      const double primary = cdu.primaryKgPerS * physics::equalPercentage(valve) * push;
      const double ua =
          physics::uaOffDesign({cdu.uaWPerK}, secondary / cdu.secondaryKgPerS, primary / cdu.primaryKgPerS);
      return physics::exchange(FlowArrangement::counter, ua, {returnC, secondary * loop.cpJPerKgK},
                               {state_.circuits.consumerInC[circuit], primary * model_.circuits[circuit].cpJPerKgK});
    };
    state_.cdus.valve[c] =
        whereFalling([&](double valve) { return at(valve).hotOutC + pumpRiseK; }, state_.loops.setpointC[l]);
    state_.cdus.errorK[c] = 0.0;
    const physics::Exchange x = at(state_.cdus.valve[c]);
    move(state_.cdus.nodeC[c], x.hotOutC + pumpRiseK);
    state_.cdus.heatW[c] = x.heatW;
    mixed += secondary * state_.cdus.nodeC[c];
  }
  move(state_.loops.supplyC[l], mixed / flow);
}

}  // namespace plenum
