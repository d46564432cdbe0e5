// SPDX-License-Identifier: Apache-2.0
#include "physics/AirMetrics.h"

#include <algorithm>

namespace plenum::physics {

double rackCoolingIndexHigh(std::span<const double> inletC, const InletRange& range) {
  if (inletC.empty()) return 100.0;
  double overK = 0.0;
  for (const double c : inletC) overK += std::max(0.0, c - range.recommendedHighC);
  return 100.0 * (1.0 - overK / (static_cast<double>(inletC.size()) * (range.allowedHighC - range.recommendedHighC)));
}

double rackCoolingIndexLow(std::span<const double> inletC, const InletRange& range) {
  if (inletC.empty()) return 100.0;
  double underK = 0.0;
  for (const double c : inletC) underK += std::max(0.0, range.recommendedLowC - c);
  return 100.0 * (1.0 - underK / (static_cast<double>(inletC.size()) * (range.recommendedLowC - range.allowedLowC)));
}

double supplyHeatIndex(std::span<const RackAir> racks, double supplyC) {
  double before = 0.0, behind = 0.0;
  for (const RackAir& rack : racks) {
    before += rack.massKgPerS * (rack.inletC - supplyC);
    behind += rack.massKgPerS * (rack.outletC - supplyC);
  }
  return behind > 0.0 ? before / behind : 0.0;
}

double returnHeatIndex(std::span<const RackAir> racks, double supplyC) { return 1.0 - supplyHeatIndex(racks, supplyC); }

double returnTemperatureIndex(double returnC, double supplyC, double equipmentRiseK) {
  return 100.0 * (returnC - supplyC) / equipmentRiseK;
}

}  // namespace plenum::physics
