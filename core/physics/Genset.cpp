// SPDX-License-Identifier: Apache-2.0
#include "physics/Genset.h"

#include <algorithm>
#include <limits>

namespace plenum::physics {
namespace {

// gains of the governor (estimates): with H 1 s a block of 60 % dips by 6.5 %, one of 100 % off rises by 12 %, about
// what sets of class G2 are sold with
constexpr double proportional = 20.0, integralPerS = 20.0;
constexpr double mostPower = 1.1;      // of rating, fuel rack against its stop
constexpr double brakingPower = -0.1;  // of rating, friction with the fuel cut
constexpr double stepS = 0.005;
constexpr double watchedS = 20.0;
constexpr double recoveredWithin = 0.02;
constexpr double stalledAt = 0.5;

}  // namespace

BlockLoad blockLoad(const GensetDynamics& set, double beforeFraction, double afterFraction) {
  BlockLoad result;
  double frequency = 1.0, mechanical = beforeFraction, boost = std::clamp(beforeFraction, 0.0, 1.0);
  double integral = beforeFraction;
  const double inertiaS = std::max(set.inertiaS, 0.05);  // lighter than any set, where the steps still hold
  const int steps = static_cast<int>(watchedS / stepS);
  for (int n = 0; n < steps; ++n) {
    const double error = 1.0 - frequency;
    const double wanted = integral + proportional * error;
    const double cap = std::max(set.firstStep + (mostPower - set.firstStep) * boost, brakingPower);
    const double rack = std::clamp(wanted, brakingPower, cap);
    // the integral waits while the rack is against a stop
    if (wanted == rack) integral += integralPerS * error * stepS;
    mechanical += (rack - mechanical) * std::min(stepS / set.governorS, 1.0);
    boost += (std::clamp(wanted, 0.0, 1.0) - boost) * std::min(stepS / set.turboS, 1.0);
    frequency += (mechanical - afterFraction) * stepS / (2.0 * inertiaS);
    result.dip = std::max(result.dip, 1.0 - frequency);
    result.rise = std::max(result.rise, frequency - 1.0);
    if (std::max(frequency - 1.0, 1.0 - frequency) > recoveredWithin) result.recoverS = (n + 1) * stepS;
    if (frequency < stalledAt) break;
  }
  if (frequency < stalledAt || result.recoverS >= watchedS - stepS)
    result.recoverS = std::numeric_limits<double>::infinity();
  return result;
}

double largestStep(const GensetDynamics& set, double beforeFraction, double dip) {
  double low = 0.0, high = std::max(mostPower - beforeFraction, 0.0);
  if (blockLoad(set, beforeFraction, beforeFraction + high).dip <= dip) return high;
  while (high - low > 1e-3) {
    const double middle = 0.5 * (low + high);
    (blockLoad(set, beforeFraction, beforeFraction + middle).dip <= dip ? low : high) = middle;
  }
  return low;
}

GensetStage startStage(double sinceOrderS, double startTimeS) {
  if (sinceOrderS >= startTimeS) return GensetStage::ready;
  return sinceOrderS < 0.375 * startTimeS ? GensetStage::cranking : GensetStage::runUp;
}

double startFrequency(double sinceOrderS, double startTimeS) {
  if (sinceOrderS >= startTimeS) return 1.0;
  return std::max(0.0, (sinceOrderS / startTimeS - 0.375) / 0.625);
}

double fuelLPerS(double ratedW, double litresPerKwhAtFull, double outputW) {
  const double perJ = litresPerKwhAtFull / 3.6e6;
  return perJ * (idleFuel * ratedW + (1.0 - idleFuel) * outputW);
}

}  // namespace plenum::physics
