// SPDX-License-Identifier: Apache-2.0
#include "physics/HeatExchanger.h"
#include "physics/Tower.h"
#include "sim/Settler.h"

namespace plenum {

using physics::FlowArrangement;
using stage::isLive;

int Settler::towersUp(std::uint32_t i, std::uint32_t& first) const {
  int up = 0;
  first = none;
  for (const std::uint32_t t : model_.layout->circuits[i].towers)
    if (!state_.plant.isTowerFailed[t] && isLive(state_, model_.layout->towers[t].feed, model_.layout->towers[t].feedB))
      first = std::min(first, t), ++up;
  return up;
}

double Settler::basinFor(std::uint32_t i, double heatW, double fan) const {
  std::uint32_t first = none;
  const int up = towersUp(i, first);
  const double flow = state_.circuits.condenserKgPerS[i];
  if (up == 0 || flow <= 0.0) return state_.circuits.basinC[i];
  const double riseK = heatW / (flow * condenserCp);
  double lo = state_.outside.wetBulbC - 5.0, hi = 95.0;
  for (int n = 0; n < 60; ++n) {
    const double mid = 0.5 * (lo + hi);
    const physics::TowerPoint p = physics::towerAt(
        model_.towers[first],
        {mid + riseK, flow / up, state_.outside.dryBulbC, state_.outside.wetBulbC, fan, state_.outside.pressurePa});
    (p.outletC > mid ? lo : hi) = mid;
  }
  return 0.5 * (lo + hi);
}

double Settler::fanFor(std::uint32_t i, double heatW, double basinC) const {
  std::uint32_t first = none;
  const int up = towersUp(i, first);
  const double flow = state_.circuits.condenserKgPerS[i];
  if (up == 0 || flow <= 0.0) return 1.0;
  const double riseK = heatW / (flow * condenserCp);
  return whereFalling(
      [&](double fan) {
        return physics::towerAt(model_.towers[first], {basinC + riseK, flow / up, state_.outside.dryBulbC,
                                                       state_.outside.wetBulbC, fan, state_.outside.pressurePa})
            .outletC;
      },
      basinC);
}

void Settler::dried(std::uint32_t i, double heatW) {
  const CircuitModel& circuit = model_.circuits[i];
  SimState::Circuits& s = state_.circuits;
  int up = 0;
  std::uint32_t first = none;
  for (const std::uint32_t d : model_.layout->circuits[i].dryCoolers)
    if (!state_.plant.isDryCoolerFailed[d]) first = std::min(first, d), ++up;
  if (up == 0) return;
  const DryCoolerModel& cooler = model_.dryCoolers[first];
  const double water = s.flowKgPerS[i] / up;
  const double airC = state_.outside.dryBulbC - cooler.adiabatic * (state_.outside.dryBulbC - state_.outside.wetBulbC);
  const auto supplyC = [&](double fan) {
    const double hot = water * circuit.cpJPerKgK, cold = cooler.airKgPerS * fan * airCpJPerKgK,
                 least = std::min(hot, cold);
    if (least <= 0.0) return 200.0;
    const double ua = physics::uaOffDesign({cooler.uaWPerK, 0.5, 0.8, 0.85}, fan, water / cooler.waterKgPerS);
    const double effectiveness =
        physics::effectiveness(FlowArrangement::crossUnmixed, ua / least, least / std::max(hot, cold));
    return airC + heatW / up / (effectiveness * least) - heatW / (s.flowKgPerS[i] * circuit.cpJPerKgK);
  };
  s.rejection[i] = s.dryFan[i] = whereFalling(supplyC, s.setpointC[i]);
  move(s.supplyC[i], std::min(95.0, supplyC(s.dryFan[i])));
  s.rejectionErrorK[i] = s.rejection[i] >= 1.0 ? s.supplyC[i] - s.setpointC[i] : 0.0;
}

}  // namespace plenum
