// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>

#include "base/Math.h"

namespace plenum::physics {

/// What a chip draws. Idle and maximum are stated at `referenceC`; a hotter die leaks more.
struct ChipPower {
  double idleW = 0.0, maxW = 0.0;
  double utilisationExponent = 1.0;  // linear, as RAPS has it
  double frequencyExponent = 2.4;    // f·V² with V tied to f; 2.0 near the lowest voltage, 3.0 at worst (estimate)
  double spread = 1.0;               // this chip against its kind
  double leakageW = 0.0;             // at leakageC; some 12 % of the thermal design power (estimate)
  double leakageC = 60.0;
  double leakagePerK = 0.012;  // 0.010–0.020 per K (estimate)
  double referenceC = 60.0;
};

/// Leakage that grows by exp(k ΔT): the law, for rest points and checks.
inline double leakageExactW(const ChipPower& chip, double dieC) {
  return chip.leakageW * math::exp(chip.leakagePerK * (dieC - chip.leakageC));
}
/// Its quadratic, with ΔT held to ±1/k, for the tick: up to 8 % below the law when hot, up to 36 % above it when 80 K
/// colder than leakageC (where leakage is small), and it cannot run away.
inline double leakageW(const ChipPower& chip, double dieC) {
  const double x = std::clamp(chip.leakagePerK * (dieC - chip.leakageC), -1.0, 1.0);
  return chip.leakageW * (1.0 + x + 0.5 * x * x);
}

/// frequencyRatio^exponent; compute it where the frequency changes and keep it.
inline double frequencyFactor(const ChipPower& chip, double frequencyRatio) {
  return frequencyRatio == 1.0 ? 1.0 : math::pow(frequencyRatio, chip.frequencyExponent);
}

/// Draw in W at a utilisation of 0 … 1. `dieC` is the die before this tick; the loop gain through it is some 0.06, so
/// the lag is harmless. Not below idle's half, whatever the leakage.
inline double chipPowerW(const ChipPower& chip, double utilisation, double frequencyFactor, double dieC) {
  const double used = chip.utilisationExponent == 1.0 || utilisation == 0.0 || utilisation == 1.0
                          ? utilisation
                          : math::pow(utilisation, chip.utilisationExponent);
  const double dynamicW = (chip.maxW - chip.idleW) * used * frequencyFactor * chip.spread;
  const double leakingW = leakageW(chip, dieC) - leakageW(chip, chip.referenceC);
  return std::max(chip.idleW + dynamicW + leakingW, 0.5 * chip.idleW);
}

struct ThrottleLimits {
  // 700 W class, from public nvidia-smi listings: slow-down 89 °C, shut-down 95 °C
  double slowdownC = 89.0, shutdownC = 95.0;
  double lowestFrequency = 0.3;
};
/// The frequency ratio after dtS at this die temperature: falls by 2 % per second and kelvin (at most five) above the
/// slow-down, recovers by 0.5 % per second from 3 K below it, and rests between.
inline double throttled(const ThrottleLimits& limits, double dieC, double frequencyRatio, double dtS) {
  const double over = dieC - limits.slowdownC;
  double next = frequencyRatio;
  if (over > 0.0)
    next -= 0.02 * std::min(over, 5.0) * dtS;
  else if (over < -3.0)
    next += 0.005 * dtS;
  return std::clamp(next, limits.lowestFrequency, 1.0);
}
inline bool mustShutDown(const ThrottleLimits& limits, double dieC) { return dieC >= limits.shutdownC; }
/// Share of the maximum that a chip still draws once it has shut down.
inline constexpr double shutDownFraction = 0.05;

/// Speed of a program of which `memoryBound` (0 … 1) does not depend on the clock, relative to full frequency.
inline double performance(double frequencyRatio, double memoryBound) {
  return 1.0 / ((1.0 - memoryBound) / frequencyRatio + memoryBound);
}

}  // namespace plenum::physics
