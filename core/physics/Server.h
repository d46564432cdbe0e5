// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>

namespace plenum::physics {

// Air-cooled servers and the fans of a rack. Fractions are of the flow or power at design.

/// Fans speed up as the inlet warms: 5 % per kelvin above 27 °C, up to 160 % (estimate, calibrate per product).
inline double serverFlowFraction(double inletC) { return std::clamp(1.0 + 0.05 * (inletC - 27.0), 1.0, 1.6); }

/// Power goes with the cube of the flow; a tenth is left at rest for the electronics and the lowest speed (estimate).
inline double serverFanFraction(double flowFraction) {
  return std::max(0.1, flowFraction * flowFraction * flowFraction);
}

/// Where air of this m·cp leaves; the inlet where it stands, so the caller must keep that heat elsewhere.
inline double airOutletC(double inletC, double heatW, double airWPerK) {
  return airWPerK > 0.0 ? inletC + heatW / airWPerK : inletC;
}

// measured on a 2U server (Ibrahim et al., Binghamton University and Panduit)
inline constexpr double server2uJPerK = 12e3;
// from the metal of a 2U server to its air at nominal flow: 1.2 m² of sheet and boards in air of 1 to 2 m/s (estimate)
inline constexpr double server2uWPerK = 20.0;

/// Share of the gap between air and metal that the air has lost by the time it leaves, 1 − exp(−hA/(m·cp)); hA goes
/// with the flow to the 0.8, as that of heat sinks.
double metalEffectiveness(double nominalWPerK, double flowFraction, double airWPerK);

}  // namespace plenum::physics
