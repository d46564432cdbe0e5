// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <memory>
#include <thread>

#include "io/Files.h"
#include "run/Session.h"
#include "run/Simulate.h"
#include "support/Test.h"

namespace plenum::test {

/// The small sample site, read once.
inline const io::Project& oneHall() {
  static const io::Project project = [] {
    auto opened = io::openProject(sourceDir() / "sample-sites" / "one-hall" / "one-hall.site.json");
    if (!opened) qFatal("one-hall: %s", opened.problems().front().what.id.c_str());
    return *opened;
  }();
  return project;
}

inline std::unique_ptr<Session> openOneHall(int workers = 2, std::size_t checkpointBudgetBytes = 96u << 20) {
  auto session = openSession({.layout = oneHall().layout,
                              .setting = oneHall().setting,
                              .tick = seconds(1),
                              .workers = workers,
                              .checkpointBudgetBytes = checkpointBudgetBytes});
  if (!session) qFatal("one-hall: %s", session.problems().front().what.id.c_str());
  return std::move(*session);
}

inline HeadlessRun headlessOneHall(std::int64_t ticks, int workers = 2) {
  HeadlessRun run;
  run.layout = oneHall().layout;
  run.setting = oneHall().setting;
  run.ticks = ticks;
  run.workers = workers;
  return run;
}

/// Waits until nothing that was asked for is still to be done. False after half a minute.
inline bool settles(const Session& session) {
  for (int i = 0; i < 30'000; ++i) {
    if (session.status().isSettled) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

inline Action failPump() { return Fail{oneHall().layout->cdus.at(0).id + "/P1"}; }
inline Action restorePump() { return Restore{oneHall().layout->cdus.at(0).id + "/P1"}; }

}  // namespace plenum::test
