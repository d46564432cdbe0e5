// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "scenario/Work.h"

namespace plenum {

/// What a job draws and how its progress follows the clock (workload.md 9.1).
struct PowerTaker {
  std::uint32_t job = 0;
  double fixedW = 0, dynamicW = 0;  // of all its chips, with what goes with them: P(f) = fixed + dynamic · f^exponent
  double exponent = 2.4;
  double clockShare = 0.9;  // β: progress ∝ 1 / (β/f + 1 − β)
  double leastFrequency = 0.3;
  double weight = 1.0;  // of a chip's progress, by priority
  std::uint32_t chips = 0;
};
/// Clocks that bring the sum of all takers to `limitW` (and no taker below its least): one for all, or by job, so that
/// the loss of weighted progress is least (equal ∂progress/∂P). 1 for all where the limit does not bind.
std::vector<double> clocksWithin(Scheduling::Power policy, std::span<const PowerTaker> takers, double limitW);
/// Progress at a clock, of that at full clock.
double progressAt(double clockShare, double frequency);

}  // namespace plenum
