// SPDX-License-Identifier: Apache-2.0
#include "workload/Reliability.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/Math.h"
#include "base/Random.h"

namespace plenum {

namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr double boltzmannEvPerK = 8.617333262e-5;  // CODATA 2018
constexpr double zeroC = 273.15;
constexpr std::uint64_t purposeOfFailures = 0x6661696c;

}  // namespace

double meanTimeToFailureS(double chips, double chipRatePerS, double servers, double serverRatePerS,
                          double jobRatePerS) {
  const double rate = chips * chipRatePerS + servers * serverRatePerS + jobRatePerS;
  return rate > 0.0 ? 1.0 / rate : never;
}

double youngIntervalS(double writeS, double meanS) { return math::sqrt(2.0 * writeS * meanS); }

double dalyIntervalS(double writeS, double meanS) {
  if (!std::isfinite(meanS)) return never;
  if (writeS >= 2.0 * meanS) return meanS;
  const double x = writeS / (2.0 * meanS);
  return youngIntervalS(writeS, meanS) * (1.0 + math::sqrt(x) / 3.0 + x / 9.0) - writeS;
}

double effectiveTimeShare(double intervalS, double writeS, double restartS, double meanS) {
  if (!(intervalS > 0.0) || !(meanS > 0.0)) return 0.0;
  // without failures only the writing counts
  if (!std::isfinite(meanS)) return std::isfinite(intervalS) ? intervalS / (intervalS + writeS) : 1.0;
  if (!std::isfinite(intervalS)) return 0.0;
  return intervalS / (meanS * math::exp(restartS / meanS) * math::expm1((intervalS + writeS) / meanS));
}

double effectiveTimeShareLinear(double intervalS, double writeS, double restartS, double meanS) {
  if (!std::isfinite(meanS)) return effectiveTimeShare(intervalS, writeS, restartS, meanS);
  return std::max(0.0, (1.0 - (restartS + 0.5 * intervalS) / meanS) / (1.0 + writeS / intervalS));
}

double sampledTimeShare(double intervalS, double writeS, double restartS, double meanS, std::uint64_t failures,
                        std::uint64_t seed) {
  const RandomKey key{seed, 0, purposeOfFailures};
  double wallS = 0.0, keptS = 0.0;
  for (std::uint64_t n = 0; n < failures; ++n) {
    // from one failure to the next: restart, then intervals, each kept once its checkpoint is written
    const double upS = -meanS * math::log1p(-randomUniform(key, n));
    wallS += upS;
    if (upS > restartS) keptS += intervalS * std::floor((upS - restartS) / (intervalS + writeS));
  }
  return wallS > 0.0 ? keptS / wallS : 0.0;
}

double arrhenius(double activationEv, double referenceC, double atC) {
  return math::exp(activationEv / boltzmannEvPerK * (1.0 / (referenceC + zeroC) - 1.0 / (atC + zeroC)));
}

}  // namespace plenum
