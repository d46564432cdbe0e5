// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>

#include "base/Time.h"
#include "frame/Frame.h"

namespace plenum::io {

inline constexpr double jPerKwh = 3.6e6;

/// What a run came to, in one object: what `--json` prints and summary.json holds.
struct Summary {
  std::string site, scenario;  // ids
  std::uint64_t chips = 0, racks = 0;
  std::uint64_t seed = 0;
  Duration tick;
  int workers = 1;
  Time start;
  double simulatedS = 0.0;
  double wallS = 0.0, cpuS = 0.0;  // of the ticks
  double setupS = 0.0;             // of compiling and of finding the steady state
  std::uint64_t peakRssBytes = 0;
  Metrics last;              // its energies and amounts count from the start of the run
  std::uint64_t alarms = 0;  // raised, over the run
  std::uint64_t events = 0;
  std::uint64_t stateHash = 0;
  bool isComplete = true;
};

/// One JSON object; keys carry their unit.
std::string textOf(const Summary& summary);

/// Alarms raised in the log.
std::uint64_t alarmsIn(const Log<Event>& events);

}  // namespace plenum::io
