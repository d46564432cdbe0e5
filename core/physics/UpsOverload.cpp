// SPDX-License-Identifier: Apache-2.0
#include "physics/UpsOverload.h"

#include <algorithm>
#include <limits>

namespace plenum::physics {
namespace {

// a load that is a step's to rounding is on that step: a third of 3.75 is no more than 125 %
constexpr double roundingSlack = 1e-9;

}  // namespace

double allowedSeconds(double loadFraction) {
  if (loadFraction <= overloadFrom + roundingSlack) return std::numeric_limits<double>::infinity();
  for (const OverloadStep& step : overloadLadder)
    if (loadFraction <= step.load + roundingSlack) return step.allowedS;
  return 0.0;
}

double overloadAfter(double used, double loadFraction, double dtS) {
  if (loadFraction <= overloadFrom + roundingSlack) return std::max(used - dtS / overloadRecoveryS, 0.0);
  const double allowedS = allowedSeconds(loadFraction);
  return allowedS > 0.0 ? std::min(used + dtS / allowedS, 1.0) : 1.0;
}

double overloadSecondsLeft(double used, double loadFraction) {
  if (loadFraction <= overloadFrom + roundingSlack) return std::numeric_limits<double>::infinity();
  return std::max(1.0 - used, 0.0) * allowedSeconds(loadFraction);
}

}  // namespace plenum::physics
