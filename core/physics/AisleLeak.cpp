// SPDX-License-Identifier: Apache-2.0
#include "physics/AisleLeak.h"

#include <cmath>

namespace plenum::physics {

double unevenPressurePa(double faceMPerS, double rhoKgPerM3) { return 0.5 * rhoKgPerM3 * faceMPerS * faceMPerS; }

// With p the mean and u the unevenness, half of the openings stand at p + u and half at p − u. What goes through one
// half at √Pa of pressure is `half`, and the surplus is half·(±√|p + u| ± √|p − u|), which is solved for p.
AisleLeak aisleLeak(double surplusM3PerS, double openM2, double unevenPa, double rhoKgPerM3) {
  if (!(openM2 > 0.0)) return {};
  const double half = 0.5 * leakDischarge * openM2 * std::sqrt(2.0 / rhoKgPerM3);
  const double k = std::abs(surplusM3PerS) / half, k2 = k * k;
  const double sign = surplusM3PerS < 0.0 ? -1.0 : 1.0;
  // both halves lead the same way: √(p + u) + √(p − u) = k
  if (k2 >= 2.0 * unevenPa) return {k2 > 0.0 ? sign * (0.25 * k2 + unevenPa * unevenPa / k2) : 0.0, 0.0};
  // one leads out and one in: √(u + p) − √(u − p) = k
  const double p = k * std::sqrt(unevenPa - 0.25 * k2);
  return {sign * p, half * std::sqrt(std::fmax(0.0, unevenPa - p))};
}

double balancedExchangeM3PerS(double openM2, double faceMPerS) { return 0.5 * leakDischarge * openM2 * faceMPerS; }

}  // namespace plenum::physics
