// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

/// What decides how a diesel set takes a block of load. Powers in units of its rating.
struct GensetDynamics {
  double inertiaS = 1.0;   // H: kinetic energy at rated speed over rating
  double firstStep = 0.6;  // that it burns at once, without boost (25 … 60 % by mean effective pressure)
  double turboS = 2.5;     // lag of the boost that carries the rest (2 … 4 s)
  double governorS = 0.2;  // lag of the fuel rack
};

/// How the frequency answers a step of load. Fractions of rated frequency.
struct BlockLoad {
  double dip = 0.0, rise = 0.0;  // the furthest below and above
  double recoverS = 0.0;         // until it stays within ±2 %; infinite where it stalls or does not within 20 s
};
/// 2H df/dt = Pm − Pe, with Pm following a PI governor through the fuel rack, capped by what the boost allows.
/// Fixed steps, about 40 µs. ISO 8528-5 class G2 wants no more than 10 % below, 12 % above, 5 s.
BlockLoad blockLoad(const GensetDynamics& set, double beforeFraction, double afterFraction);
/// The largest step from this load whose dip stays within `dip`, to a thousandth.
double largestStep(const GensetDynamics& set, double beforeFraction, double dip);

/// From the order to ready for load: cranking takes three eighths, the run-up the rest (3 s and 5 s of 8).
enum class GensetStage { cranking, runUp, ready };
GensetStage startStage(double sinceOrderS, double startTimeS);
/// Of rated frequency while it starts: 0 while it cranks, then straight up. Its breaker may close above 95 %.
double startFrequency(double sinceOrderS, double startTimeS);

inline constexpr double nominalHz = 50.0;  // of the grid (GB/T 15945)

/// Litres per second by Willans' line: 7 % of the fuel at full load goes into turning alone (estimate; gives 1.21,
/// 1.07 and 1.02 times the specific consumption at full load at a quarter, half and three quarters).
double fuelLPerS(double ratedW, double litresPerKwhAtFull, double outputW);
inline constexpr double idleFuel = 0.07;

}  // namespace plenum::physics
