// SPDX-License-Identifier: Apache-2.0
#include "physics/Mixing.h"

namespace plenum::physics {

Mixed mixed(double startC, double storedJPerK, const MixedInflow& in, double dtS) {
  const double carried = in.capacityWPerK + in.wallWPerK;
  // the rate of change at the start, from which everything else follows without dividing by a small flow
  const double rateW = in.heatContentW + in.heatW + in.wallWPerK * in.wallC - carried * startC;
  const double x = carried * dtS / storedJPerK;
  // (1 − e^−x)/x, and (1 − that)/x, without their gaps at 0
  const double first = x > 1e-8 ? -math::expm1(-x) / x : 1.0 - 0.5 * x;
  const double second = x > 1e-3 ? (1.0 - first) / x : 0.5 - x / 6.0 + x * x / 24.0 - x * x * x / 120.0;
  const double fullRiseK = rateW * dtS / storedJPerK;
  return {startC + fullRiseK * first, startC + fullRiseK * second};
}

}  // namespace plenum::physics
