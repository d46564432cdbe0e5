// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/Math.h"
#include "sim/Controls.h"

namespace plenum::stage {

double trueValue(const SimModel& model, const SimState& state, PointRef ref) {
  const std::size_t i = ref.index;
  switch (ref.point) {
    case Point::loopSupply:
      return state.loops.supplyC[i];
    case Point::loopFlow:
      return state.loops.flowKgPerS[i];
    case Point::cduSupply:
      return state.cdus.nodeC[i];
    case Point::hallCold:
      return state.air.coldC[i];
    case Point::fanWallSupply:
      return state.air.unitOutC[i];
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
      return state.cdus.speed[i];
    case Point::fanWallValve:
      return state.air.unitValve[i];
    case Point::fanWallFan:
      return state.air.unitSpeed[i];
    case Point::circuitPump:
      return state.circuits.pumpSpeed[i];
    case Point::circuitRejection:
      return model.circuits[i].isChilled && state.circuits.mode[i] == 0 ? state.circuits.towerFan[i]
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
