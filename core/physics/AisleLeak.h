// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

// The openings that a containment leaves between cold and hot aisle (physics 4.1): air goes through them from the
// higher to the lower pressure, V = C_d·A·√(2Δp/ρ).

/// Of sharp-edged openings (ASHRAE Fundamentals, ventilation and infiltration: 0.60–0.65).
inline constexpr double leakDischarge = 0.6;

/// Dynamic pressure of the air at the faces of the racks, Pa: by so much the pressure at an opening lies above or below
/// the mean of the aisle. The scale is an assumption; that aisles whose supply and racks agree still take in hot air is
/// found by room models (Arghode and Joshi 2014, doi 10.1115/1.4026540).
double unevenPressurePa(double faceMPerS, double rhoKgPerM3);

struct AisleLeak {
  double pressurePa = 0.0;      // cold aisle above hot aisle, mean
  double exchangeM3PerS = 0.0;  // that goes each way at once, besides the surplus that goes one way
};
/// `surplusM3PerS`: what is supplied less what the racks draw; all of it goes out through the openings, < 0: comes in.
/// Half of `openM2` ≥ 0 stands `unevenPa` ≥ 0 above the mean and half as much below: both flows then follow in closed
/// form. Without openings a surplus has no way, and the pressure is told as 0.
AisleLeak aisleLeak(double surplusM3PerS, double openM2, double unevenPa, double rhoKgPerM3);
/// What goes each way where supply and racks agree, m³/s.
double balancedExchangeM3PerS(double openM2, double faceMPerS);

}  // namespace plenum::physics
