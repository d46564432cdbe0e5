// SPDX-License-Identifier: Apache-2.0
#include "physics/Solar.h"

#include <algorithm>

namespace plenum::physics {

double cellC(double globalWPerM2, double airC, double windMPerS) {
  return airC + globalWPerM2 / (25.0 + 6.84 * std::max(windMPerS, 0.0));
}

double solarW(const SolarField& field, double globalWPerM2, double airC, double windMPerS) {
  if (!(globalWPerM2 > 0.0)) return 0.0;
  const double warmth = 1.0 - field.temperaturePerK * (cellC(globalWPerM2, airC, windMPerS) - 25.0);
  const double powerW = field.peakW * globalWPerM2 / 1000.0 * field.performance * std::max(warmth, 0.0);
  return std::min(powerW, field.ratingW);
}

}  // namespace plenum::physics
