// SPDX-License-Identifier: Apache-2.0
#include "physics/Frost.h"

#include <algorithm>
#include <limits>

#include "base/Math.h"
#include "physics/Mixing.h"

namespace plenum::physics {

FrostOutflow advance(const FrostBody& body, FrostState& state, const FrostInflow& in, double dtS) {
  const double freezesAtC = body.freezesAtC;
  FrostOutflow out;
  double leftS = dtS, leavesCs = 0.0;  // K s
  if (state.iceKg > 0.0) {
    // between water and ice: all heat melts or freezes, at one temperature
    const double meltW = in.capacityWPerK * (in.enterC - freezesAtC) + in.wallWPerK * (in.airC - freezesAtC);
    double spanS = dtS;
    if (meltW > 0.0) spanS = std::min(dtS, state.iceKg * iceJPerKg / meltW);
    const double roomJ = (body.contentKg - state.iceKg) * iceJPerKg;
    const bool isSolid = meltW < 0.0 && -meltW * dtS >= roomJ;
    const double iceBefore = state.iceKg;
    state.iceKg = isSolid ? body.contentKg : std::max(0.0, state.iceKg - meltW * spanS / iceJPerKg);
    if (spanS < dtS) state.iceKg = 0.0;
    // what a solid body would still lose is not lost: it has no heat left in this account
    const double passedJ = in.capacityWPerK * (in.enterC - freezesAtC) * spanS;
    out.lossJ = passedJ + (state.iceKg - iceBefore) * iceJPerKg;
    leavesCs = freezesAtC * spanS;
    leftS = dtS - spanS;
  }
  if (leftS > 0.0) {
    const Mixed water = mixed(state.waterC, body.contentKg * body.cpJPerKgK,
                              {.capacityWPerK = in.capacityWPerK,
                               .heatContentW = in.capacityWPerK * in.enterC,
                               .wallWPerK = in.wallWPerK,
                               .wallC = in.airC},
                              leftS);
    out.lossJ += in.wallWPerK * (water.meanC - in.airC) * leftS;
    leavesCs += water.meanC * leftS;
    state.waterC = water.endC;
    if (state.waterC < freezesAtC) {
      state.iceKg = body.contentKg * body.cpJPerKgK * (freezesAtC - state.waterC) / iceJPerKg;
      state.waterC = freezesAtC;
    }
  }
  out.leavesC = dtS > 0.0 ? leavesCs / dtS : state.waterC;
  return out;
}

double heatJ(const FrostBody& body, const FrostState& state) {
  return body.contentKg * body.cpJPerKgK * (state.waterC - body.freezesAtC) - state.iceKg * iceJPerKg;
}

double freezesInS(const FrostBody& body, const FrostState& state, double wallWPerK, double airC, double iceShare) {
  const double wantedKg = iceShare * body.contentKg;
  if (state.iceKg > 0.0 && state.iceKg >= wantedKg) return 0.0;
  const double frostK = body.freezesAtC - airC;
  if (!(frostK > 0.0) || !(wallWPerK > 0.0)) return std::numeric_limits<double>::infinity();
  const double aboveK = std::max(0.0, state.waterC - body.freezesAtC);
  const double coolS = body.contentKg * body.cpJPerKgK / wallWPerK * math::log((aboveK + frostK) / frostK);
  return coolS + std::max(0.0, wantedKg - state.iceKg) * iceJPerKg / (wallWPerK * frostK);
}

}  // namespace plenum::physics
