// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "base/Problem.h"
#include "frame/Frame.h"
#include "run/Session.h"

namespace plenum {

/// A run without a window: from the steady state of the scenario's start, so many ticks, as fast as possible.
struct HeadlessRun {
  LayoutPtr layout;
  std::shared_ptr<const Setting> setting;
  Duration tick = seconds(1);
  std::int64_t ticks = 0;
  int workers = 0;                      // 0: as many as cores, at most 8
  std::vector<Session::Entry> actions;  // ascending by tick; the scenario's own are not listed
  std::int64_t hashEvery = 3600;        // ticks; 0: only at the end
  /// Called about ten times a second with the ticks done so far. False stops the run cleanly after this tick.
  std::function<bool(std::int64_t ticksDone)> onProgress;
};

struct HeadlessResult {
  std::int64_t ticks = 0;  // done; fewer than wanted where it was stopped
  bool isComplete = false;
  int workers = 1;
  Metrics last;
  Log<Metrics> history;  // shared with the run's own, rows as Frame::history
  Log<Event> events;
  struct Mark {
    std::int64_t tick = 0;
    std::uint64_t hash = 0;
  };
  std::vector<Mark> marks;      // at every multiple of hashEvery that was reached
  std::uint64_t stateHash = 0;  // at the end
  FramePtr lastFrame;
  double setupS = 0.0, wallS = 0.0,
         cpuS = 0.0;  // of compiling and balancing; of the ticks, by the clock and of all cores
};

/// Runs on the calling thread and the workers. Problems: the site cannot be simulated.
Result<HeadlessResult> runHeadless(const HeadlessRun& run);

}  // namespace plenum
