// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/Math.h"

namespace plenum::physics {

/// `value` after dtS of a first-order approach to `target`, exactly. timeConstantS ≤ 0 is immediate.
inline double relaxed(double value, double target, double dtS, double timeConstantS) {
  if (!(timeConstantS > 0.0)) return target;
  return value - math::expm1(-dtS / timeConstantS) * (target - value);
}

/// What flows into a well-mixed volume of water or air during one tick.
struct MixedInflow {
  double capacityWPerK = 0.0;  // Σ m·cp of what enters (and, in volume, leaves)
  double heatContentW = 0.0;   // Σ m·cp·T of what enters, T in °C
  double heatW = 0.0;          // sources inside
  double wallWPerK = 0.0;      // to something at wallC
  double wallC = 0.0;
};
struct Mixed {
  double endC = 0.0;
  /// The mean over the tick: the temperature of what left. With it
  /// J/K · (endC − startC) = dt · (heatContentW − capacityWPerK · meanC + heatW + wallWPerK · (wallC − meanC)) to
  /// rounding.
  double meanC = 0.0;
};
/// One tick of C dT/dt = Σ m cp (Tin − T) + Q + UA (Twall − T), exact for inflows that do not change during it.
/// `storedJPerK` > 0.
Mixed mixed(double startC, double storedJPerK, const MixedInflow& in, double dtS);

}  // namespace plenum::physics
