// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

namespace plenum::stage {

// Which pumps of a set do the work: those that turn go on, the one with the fewest hours stands in for one that fails,
// and after a week of running the one that rests takes its turn.

struct DutyPump {
  bool canRun = false;    // whole, and with power
  bool isCalled = false;  // to run
  double ramp = 0.0;      // 0 … 1 of its speed
  double runS = 0.0;      // in all
  double sinceS = 0.0;    // since its last start
};
struct DutyRule {
  std::uint32_t wanted = 0;
  double startS = 20.0;  // from rest to speed
  double coastS = 4.0;   // from speed to rest
};
inline constexpr double rotateAfterS = 168.0 * 3600.0;  // running since the last start (usual practice, one week) …
inline constexpr double rotateGapS = 24.0 * 3600.0;     // … and so much more in all than the one that rests

/// One step. A pump that takes over comes up before the other stops. Never more than one above what is wanted.
void advance(std::span<DutyPump> pumps, const DutyRule& rule, double dtS);

}  // namespace plenum::stage
