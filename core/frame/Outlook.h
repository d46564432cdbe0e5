// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <limits>
#include <vector>

#include "base/Time.h"
#include "site/Layout.h"

namespace plenum {

/// What happens if nobody does anything: found by running the model itself ahead from the state of `from`, with the
/// scenario's further actions left out. Seconds count from `from`; infinity: not within the horizon.
struct Outlook {
  static constexpr float never = std::numeric_limits<float>::infinity();
  std::uint64_t revision = 0;
  std::int64_t fromTick = 0;
  Time from;
  double horizonS = 0.0;
  std::vector<float> throttleInS, tripInS;  // by rack: when its first chip slows down, when its first chip shuts down
  std::vector<float> chipThrottleInS, chipTripInS;  // likewise by chip, each for itself
  float firstThrottleS = never, firstTripS = never;
  std::uint32_t firstThrottleRack = none, firstTripRack = none;
  struct Alarm {
    float inS = 0.0f;
    int priority = 3;
    EntityRef entity;
    Text text;
  };
  std::vector<Alarm> alarms;        // that will be raised, the first few, in order
  std::uint32_t furtherAlarms = 0;  // that come after these, within the horizon
};

}  // namespace plenum
