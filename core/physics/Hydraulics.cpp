// SPDX-License-Identifier: Apache-2.0
#include "physics/Hydraulics.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"

namespace plenum::physics {

double equalPercentage(double stroke, double rangeability, double leakage) {
  constexpr double seat = 0.05;
  const double x = std::clamp(stroke, 0.0, 1.0);
  if (x >= seat) return math::pow(rangeability, x - 1.0);
  return leakage + (math::pow(rangeability, seat - 1.0) - leakage) * (x / seat);
}

double installedFlow(double conductance, double authority) {
  if (!(conductance > 0.0)) return 0.0;
  return 1.0 / std::sqrt(1.0 - authority + authority / (conductance * conductance));
}

double pumpInputW(const PumpDuty& duty) {
  if (!(duty.bestFlowM3PerS > 0.0)) return 0.0;
  constexpr double widest = 1.8;
  const double x = std::clamp(duty.flowM3PerS / duty.bestFlowM3PerS, 0.0, widest);
  const double flow = std::max(duty.bestFlowM3PerS, duty.flowM3PerS / widest);
  return duty.headPa * flow / (duty.efficiency * (2.0 - x));
}

}  // namespace plenum::physics
