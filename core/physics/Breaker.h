// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

// Thermal replica of a breaker, busway or cable: heating in units of rated current squared follows the current with one
// time constant. 1.44 lies between what IEC 60947-2 says must not trip (1.05 of rated) and must trip (1.30).
inline constexpr double tripHeating = 1.44;
// trips at six times rated current after 10 s from cold
inline constexpr double breakerTimeConstantS = 245.0;
/// Exact for a current that is constant over dtS. `currentRatio` = I / I rated.
double heatingAfter(double heating, double currentRatio, double dtS, double timeConstantS);
/// 1 − exp(−dt/τ), made once for a step that comes again and again …
double heatingShare(double dtS, double timeConstantS);
/// … and the same update with it, without an elementary function.
constexpr double heatingAfter(double heating, double currentRatio, double share) {
  return heating + share * (currentRatio * currentRatio - heating);
}
/// From this heating to the trip; infinite where the current can be carried for ever, 0 where it is due already.
double secondsToTrip(double heating, double currentRatio, double timeConstantS);
/// The time constant of a device that trips after this time from cold.
double timeConstantOf(double currentRatio, double secondsFromCold);

// short-time and instantaneous release: beyond 8 … 12 times rated within 20 … 100 ms (physics 6.6); the middle of both
inline constexpr double instantaneousRatio = 10.0;
inline constexpr double instantaneousS = 0.05;
/// Both releases, whichever comes first.
double secondsToOpen(double heating, double currentRatio, double timeConstantS);

/// Inverse-time relays of IEC 60255-151: t = TMS · k / (M^a − 1).
struct InverseTime {
  double k = 0.0, a = 0.0;
};
inline constexpr InverseTime standardInverse{0.14, 0.02}, veryInverse{13.5, 1.0}, extremelyInverse{80.0, 2.0};
/// `multiple` = I / I setting; infinite up to 1.
double relaySeconds(InverseTime curve, double timeMultiplier, double multiple);

}  // namespace plenum::physics
