// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/Math.h"
#include "sim/Controls.h"

namespace plenum::stage {
namespace {

/// How fast the fastest of them turns, of what its controller calls for: a pump without drive stands, whatever is
/// called for.
double turning(const std::vector<double>& ramps, const std::vector<std::uint32_t>& pumps) {
  double most = 0.0;
  for (const std::uint32_t p : pumps) most = std::max(most, ramps[p]);
  return most;
}
double cduTurning(const SimModel& model, const SimState& state, std::size_t c) {
  const auto first = state.cdus.pumpRamp.begin() + model.cdus[c].firstPump;
  return model.cdus[c].pumps > 0 ? *std::max_element(first, first + model.cdus[c].pumps) : 0.0;
}
double turningFan(const SimModel& model, const SimState& state, std::size_t circuit) {
  const std::vector<std::uint32_t>& towers = model.layout->circuits[circuit].towers;
  const bool isAnyDriven = towers.empty() || std::any_of(towers.begin(), towers.end(), [&](std::uint32_t t) {
                             const auto& tower = model.layout->towers[t];
                             return !state.plant.isTowerFailed[t] && isLive(state, tower.feed, tower.feedB);
                           });
  return isAnyDriven ? state.circuits.towerFan[circuit] : 0.0;
}

}  // namespace

double trueValue(const SimModel& model, const SimState& state, PointRef ref) {
  const std::size_t i = ref.index;
  switch (ref.point) {
    case Point::loopSupply:
      return state.loops.supplyC[i];
    case Point::loopFlow:
      return state.loops.flowKgPerS[i];
    case Point::cduSupply:
      // where its outlet meets the loop: what stands still in the unit is not told from there
      return state.cdus.secondaryKgPerS[i] > 0.0 ? state.cdus.nodeC[i]
                                                 : state.loops.supplyC[model.layout->cdus[i].loop];
    case Point::hallCold:
      return state.air.coldC[i];
    case Point::fanWallSupply:
      return fansTurning(model, state, static_cast<std::uint32_t>(i)) > 0.0
                 ? state.air.unitOutC[i]
                 : state.air.coldC[model.layout->fanWalls[i].hall];
    case Point::circuitSupply:
      return state.circuits.supplyC[i];
    case Point::circuitLeaving:
      return state.points.pocketC[i];
    case Point::circuitBasin:
      return state.circuits.basinC[i];
    case Point::circuitFlow:
      return state.circuits.flowKgPerS[i];
    case Point::cduValve:
      return state.cdus.valve[i];
    case Point::cduPump:
      return state.cdus.speed[i] * cduTurning(model, state, i);
    case Point::fanWallValve:
      return state.air.unitValve[i];
    case Point::fanWallFan:
      return fansTurning(model, state, static_cast<std::uint32_t>(i)) > 0.0 ? state.air.unitSpeed[i] : 0.0;
    case Point::circuitPump:
      return state.circuits.pumpSpeed[i] * turning(state.plant.pumpRamp, model.layout->circuits[i].pumps);
    case Point::circuitRejection:
      return model.circuits[i].isChilled && state.circuits.mode[i] == 0 ? turningFan(model, state, i)
                                                                        : state.circuits.rejection[i];
  }
  return 0.0;
}

void sense(const SimModel& model, SimState& state) {
  // in a pocket of its own, so that a by-pass which acts at once is not answered at once
  for (std::size_t i = 0; i < model.circuits.size(); ++i)
    state.points.pocketC[i] +=
        -math::expm1(-model.dtS / pocketS) * (state.circuits.leavingC[i] - state.points.pocketC[i]);
  SimState::Points& s = state.points;
  const double hoursNow = sinceStartS(model, state) / 3600.0;
  for (std::size_t p = 0; p < pointRows.size(); ++p)
    for (std::uint32_t at = model.firstPoint[p]; at < model.firstPoint[p + 1]; ++at) {
      const double truth = trueValue(model, state, {static_cast<Point>(p), at - model.firstPoint[p]});
      switch (s.fault[at]) {
        case 0:
          s.measured[at] = truth;
          break;
        case 1 + static_cast<int>(SensorFault::Mode::bias):
          s.measured[at] = truth + s.value[at];
          break;
        case 1 + static_cast<int>(SensorFault::Mode::stuck):
          s.measured[at] = s.value[at];
          break;
        case 1 + static_cast<int>(SensorFault::Mode::drift):
          s.measured[at] = truth + s.value[at] * (hoursNow - s.sinceS[at] / 3600.0);
          break;
        default:  // lost: the last good reading stands
          break;
      }
      // the scale of a flow meter begins at nothing
      if (static_cast<Point>(p) == Point::loopFlow || static_cast<Point>(p) == Point::circuitFlow)
        s.measured[at] = std::max(0.0, s.measured[at]);
    }
}

}  // namespace plenum::stage
