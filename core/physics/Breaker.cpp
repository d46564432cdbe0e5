// SPDX-License-Identifier: Apache-2.0
#include "physics/Breaker.h"

#include <algorithm>
#include <limits>

#include "base/Math.h"

namespace plenum::physics {

double heatingShare(double dtS, double timeConstantS) { return -math::expm1(-dtS / timeConstantS); }

double heatingAfter(double heating, double currentRatio, double dtS, double timeConstantS) {
  return heatingAfter(heating, currentRatio, heatingShare(dtS, timeConstantS));
}

double secondsToTrip(double heating, double currentRatio, double timeConstantS) {
  const double square = currentRatio * currentRatio;
  if (heating >= tripHeating) return 0.0;
  if (square <= tripHeating) return std::numeric_limits<double>::infinity();
  return timeConstantS * math::log((square - heating) / (square - tripHeating));
}

double timeConstantOf(double currentRatio, double secondsFromCold) {
  return secondsFromCold / secondsToTrip(0.0, currentRatio, 1.0);
}

double secondsToOpen(double heating, double currentRatio, double timeConstantS) {
  const double thermalS = secondsToTrip(heating, currentRatio, timeConstantS);
  return currentRatio > instantaneousRatio ? std::min(thermalS, instantaneousS) : thermalS;
}

double relaySeconds(InverseTime curve, double timeMultiplier, double multiple) {
  if (multiple <= 1.0) return std::numeric_limits<double>::infinity();
  return timeMultiplier * curve.k / math::expm1(curve.a * math::log(multiple));
}

}  // namespace plenum::physics
