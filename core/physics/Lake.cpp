// SPDX-License-Identifier: Apache-2.0
#include "physics/Lake.h"

#include <algorithm>

#include "base/Math.h"
#include "physics/HeatExchanger.h"

namespace plenum::physics {

double lakeC(const LakeSeason& season, double depthM, double day) {
  constexpr double yearDays = 365.25;
  const double fades = std::max(0.0, depthM) / std::max(0.1, season.fadingDepthM);
  const double angle = 2.0 * math::pi * (day - season.warmestDay) / yearDays - fades;
  return season.meanC + season.amplitudeK * math::exp(-fades) * math::cos(angle);
}

LakePoint lakeAt(const LakeInflow& in) {
  LakePoint point{.hotOutC = in.hotC, .intakeC = in.lakeC, .dischargeC = in.lakeC};
  const double least = std::min(in.hotWPerK, in.lakeWPerK), most = std::max(in.hotWPerK, in.lakeWPerK);
  if (!(least > 0.0) || !(in.hotC > in.lakeC)) return point;
  const double share = std::clamp(in.recirculation, 0.0, 0.9);
  // the intake stands above the lake by this times the rise over the exchanger
  const double comesBack = share / (1.0 - share);
  const double perK = effectiveness(FlowArrangement::counter, in.uaWPerK / least, least / most) * least;
  const double exchangedW = perK * (in.hotC - in.lakeC) / (1.0 + perK * comesBack / in.lakeWPerK);
  const double byRiseW = in.riseMaxK * in.lakeWPerK;
  const double byCapW = std::max(0.0, in.dischargeMaxC - in.lakeC) * in.lakeWPerK / (1.0 + comesBack);
  const double allowedW = std::min(byRiseW, byCapW);
  point.isLimited = allowedW < exchangedW;
  point.heatW = std::min(exchangedW, allowedW);
  const double riseK = point.heatW / in.lakeWPerK;
  point.hotOutC = in.hotC - point.heatW / in.hotWPerK;
  point.intakeC = in.lakeC + comesBack * riseK;
  point.dischargeC = point.intakeC + riseK;
  return point;
}

}  // namespace plenum::physics
