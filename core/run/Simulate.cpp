// SPDX-License-Identifier: Apache-2.0
#include "run/Simulate.h"

#include <time.h>

#include <chrono>

#include "run/WorkerPool.h"
#include "sim/Engine.h"
#include "sim/State.h"

namespace plenum {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto progressTime = std::chrono::milliseconds(100);

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Processor time of all threads of the process.
double processorS() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

Result<HeadlessResult> runHeadless(const HeadlessRun& run) {
  const auto opened = Clock::now();
  auto compiled = compile(run.layout, run.setting, run.tick);
  if (!compiled) return compiled.problems();
  const SimModel& model = **compiled;
  const SimStatePtr state = steadyState(model);
  WorkerPool pool(run.workers);

  HeadlessResult result;
  result.workers = pool.workers();
  result.setupS = secondsSince(opened);

  const auto started = Clock::now();
  const double startedProcessorS = processorS();
  auto reported = started;
  std::vector<Action> due;
  auto next = run.actions.begin();
  while (result.ticks < run.ticks) {
    due.clear();
    for (; next != run.actions.end() && next->tick <= result.ticks; ++next) due.push_back(next->action);
    tick(model, *state, due, pool);
    ++result.ticks;
    if (run.hashEvery > 0 && result.ticks % run.hashEvery == 0) result.marks.push_back({result.ticks, hashOf(*state)});
    if (run.onProgress && Clock::now() - reported > progressTime) {
      reported = Clock::now();
      if (!run.onProgress(result.ticks)) break;
    }
  }
  result.wallS = secondsSince(started);
  result.cpuS = processorS() - startedProcessorS;
  result.isComplete = result.ticks == run.ticks;
  result.last = metricsOf(model, *state);
  result.history = historyOf(*state);
  result.events = eventsOf(*state);
  result.stateHash = hashOf(*state);
  result.lastFrame = publish(model, *state, 1);
  return result;
}

}  // namespace plenum
