// SPDX-License-Identifier: Apache-2.0
#include "workload/Jobs.h"

#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "base/Math.h"
#include "base/Random.h"

namespace plenum {
namespace {

constexpr double foreverS = 1e18;
// a server's deviation is drawn anew every 64 s; servers take turns, one in 64 each second
constexpr std::uint64_t wanderPeriodS = 64;
constexpr std::uint64_t wanderPurpose = 0x77616e64;
constexpr std::uint64_t noisePurpose = 0x6e6f6973;

double noise(const WorkloadModel& model, std::uint32_t job, double sinceStartS, double periodS) {
  // linear between draws, so that the mean power of a job does not jump from one tick to the next
  const double place = sinceStartS / periodS;
  const double at = std::floor(place);
  const RandomKey key{model.seed, job, noisePurpose};
  const auto draw = [&](double k) { return 2.0 * randomUniform(key, static_cast<std::uint64_t>(k + 1e6)) - 1.0; };
  const double share = place - at;
  return (1.0 - share) * draw(at) + share * draw(at + 1.0);
}

/// Share of a tick that begins `atS` into a period and falls on its first `forS`: a long tick must not miss, or hit for
/// all of its length, what lasts for seconds.
double shareWriting(double atS, double everyS, double forS, double tickS) {
  if (!(tickS > 0.0)) return atS < forS ? 1.0 : 0.0;
  const double untilS = atS + tickS;
  const double first = std::max(0.0, std::min(untilS, forS) - atS), next = std::clamp(untilS - everyS, 0.0, forS);
  return std::min(1.0, (first + next) / tickS);
}

double utilisationOf(const WorkloadModel& model, std::uint32_t j, Time now, double sinceStartS) {
  const Job& job = model.jobs[j];
  switch (job.kind) {
    case Job::Kind::training: {
      // a checkpoint stops the step for a while; jobs do not write theirs at the same second
      const double every = job.checkpointEvery.seconds();
      const double phase = every * randomUniform({model.seed, j, noisePurpose + 1}, 0);
      constexpr double writing = 0.12;  // workload.md 9.3: chips idle with context while the checkpoint is written
      const double share = every > 0.0 ? shareWriting(std::fmod(sinceStartS + phase, every), every,
                                                      job.checkpointFor.seconds(), model.tickS)
                                       : 0.0;
      return share * writing + (1.0 - share) * job.utilisation * (1.0 + 0.015 * noise(model, j, sinceStartS, 10.0));
    }
    case Job::Kind::inference: {
      // one smooth day: quietest at 4 h, busiest at 16 h of civil time
      const double swing = 0.5 - 0.5 * math::cos(2.0 * math::pi * (hourOfDay(now) - 4.0) / 24.0);
      const double level = job.trough + (1.0 - job.trough) * swing;
      return job.utilisation * level * (1.0 + 0.05 * noise(model, j, sinceStartS, 30.0));
    }
    case Job::Kind::batch:
      return job.utilisation * (1.0 + 0.12 * noise(model, j, sinceStartS, 60.0));
  }
  return 0.0;
}

std::uint32_t serversFor(const WorkloadModel& model, const WorkloadState& state, std::uint32_t j,
                         std::vector<std::uint32_t>& found) {
  found.clear();
  std::uint32_t chips = 0;
  for (std::uint32_t s = 0; s < state.serverJob.size() && chips < model.jobs[j].chips; ++s) {
    if (state.serverJob[s] != WorkloadState::idle) continue;
    if (model.jobHall[j] != none && model.jobHall[j] != model.serverHall[s]) continue;
    found.push_back(s);
    chips += model.serverChips[s];
  }
  return chips;
}

bool start(const WorkloadModel& model, WorkloadState& state, std::uint32_t j, double sinceStartS) {
  std::vector<std::uint32_t> servers;
  if (serversFor(model, state, j, servers) < model.jobs[j].chips) return false;
  for (const std::uint32_t s : servers) state.serverJob[s] = static_cast<std::uint16_t>(j);
  state.jobServers[j] = static_cast<std::uint32_t>(servers.size());
  state.jobState[j] = JobState::running;
  const double length = model.jobs[j].length.seconds();
  state.jobEndS[j] = length > 0.0 ? sinceStartS + length : foreverS;
  return true;
}

void release(WorkloadState& state, std::uint32_t j) {
  for (std::uint16_t& owner : state.serverJob)
    if (owner == j) owner = WorkloadState::idle;
  state.jobServers[j] = 0;
}

bool areAllUp(const WorkloadState& state, std::uint32_t j, std::span<const std::uint8_t> isServerUp) {
  for (std::uint32_t s = 0; s < state.serverJob.size(); ++s)
    if (state.serverJob[s] == j && !isServerUp[s]) return false;
  return true;
}

void drawWander(const WorkloadModel& model, WorkloadState& state, double sinceStartS) {
  const auto turn = static_cast<std::uint64_t>(std::max(0.0, sinceStartS)) + wanderPeriodS;
  const std::uint64_t servers = state.serverWander.size();
  if (turn <= state.wanderTurns) return;
  const std::uint64_t first = std::max(state.wanderTurns + 1, turn >= wanderPeriodS ? turn - wanderPeriodS + 1 : 0);
  for (std::uint64_t t = first; t <= turn; ++t)
    for (std::uint64_t s = t % wanderPeriodS; s < servers; s += wanderPeriodS) {
      const RandomKey key{model.seed, s, wanderPurpose};
      const std::uint64_t n = t / wanderPeriodS;
      // the sum of two uniforms: a triangle of ±6 %
      state.serverWander[s] =
          static_cast<float>(1.0 + 0.06 * (randomUniform(key, 2 * n) + randomUniform(key, 2 * n + 1) - 1.0));
    }
  state.wanderTurns = turn;
}

}  // namespace

WorkloadModel workloadOf(const Layout& layout, const Scenario& scenario) {
  WorkloadModel model;
  model.seed = scenario.seed;
  model.jobs = scenario.jobs;
  std::stable_sort(model.jobs.begin(), model.jobs.end(),
                   [](const Job& a, const Job& b) { return a.submit < b.submit; });
  for (const Job& job : model.jobs) {
    std::uint32_t hall = none;
    for (std::uint32_t h = 0; h < layout.halls.size(); ++h)
      if (layout.halls[h].id == job.hall) hall = h;
    model.jobHall.push_back(hall);
  }
  model.serverHall.reserve(layout.servers);
  model.serverChips.reserve(layout.servers);
  for (const PlacedRack& rack : layout.racks)
    for (int s = 0; s < rack.spec->servers; ++s) {
      model.serverHall.push_back(rack.hall);
      model.serverChips.push_back(static_cast<std::uint16_t>(rack.server->chips));
    }
  return model;
}

WorkloadState firstState(const WorkloadModel& model) {
  WorkloadState state;
  const std::size_t jobs = model.jobs.size(), servers = model.serverHall.size();
  state.jobState.assign(jobs, JobState::waiting);
  state.jobEndS.assign(jobs, foreverS);
  state.jobResumeS.assign(jobs, 0.0);
  state.jobUtilisation.assign(jobs, 0.0);
  state.jobServers.assign(jobs, 0);
  state.serverJob.assign(servers, WorkloadState::idle);
  state.serverWander.assign(servers, 1.0f);
  return state;
}

std::vector<JobEvent> advance(const WorkloadModel& model, WorkloadState& state, Time now, double sinceStartS,
                              std::span<const std::uint8_t> isServerUp, bool hasServerChanged) {
  std::vector<JobEvent> events;
  bool isRoomFreed = false, isAnyQueued = false;
  for (std::uint32_t j = 0; j < model.jobs.size(); ++j) {
    JobState& is = state.jobState[j];
    if ((is == JobState::running || is == JobState::restarting) && sinceStartS >= state.jobEndS[j]) {
      release(state, j);
      is = JobState::done;
      isRoomFreed = true;
      events.push_back({JobEvent::Kind::ended, j});
    }
    if (is == JobState::waiting && sinceStartS >= model.jobs[j].submit.seconds()) {
      is = JobState::queued;
      isRoomFreed = true;
    }
    isAnyQueued = isAnyQueued || is == JobState::queued;
    if (is == JobState::running && hasServerChanged && model.jobs[j].kind == Job::Kind::training &&
        !areAllUp(state, j, isServerUp)) {
      crash(model, state, j, sinceStartS);
      events.push_back({JobEvent::Kind::crashed, j});
    }
    if (is == JobState::restarting && sinceStartS >= state.jobResumeS[j] && areAllUp(state, j, isServerUp)) {
      is = JobState::running;
      events.push_back({JobEvent::Kind::resumed, j});
    }
  }
  if (isRoomFreed && isAnyQueued)
    for (std::uint32_t j = 0; j < model.jobs.size(); ++j)
      if (state.jobState[j] == JobState::queued) {
        // first come, first served: nobody overtakes a job that waits for room
        const bool hasStarted = start(model, state, j, sinceStartS);
        events.push_back({hasStarted ? JobEvent::Kind::started : JobEvent::Kind::queued, j});
        if (!hasStarted) break;
      }
  for (std::uint32_t j = 0; j < model.jobs.size(); ++j)
    state.jobUtilisation[j] = state.jobState[j] == JobState::running
                                  ? std::clamp(utilisationOf(model, j, now, sinceStartS), 0.0, 1.0)
                              : state.jobState[j] == JobState::restarting ? 0.02
                                                                          : 0.0;
  drawWander(model, state, sinceStartS);
  return events;
}

bool crash(const WorkloadModel& model, WorkloadState& state, std::uint32_t job, double sinceStartS) {
  if (job >= model.jobs.size() || state.jobState[job] != JobState::running) return false;
  state.jobState[job] = JobState::restarting;
  state.jobResumeS[job] = sinceStartS + model.jobs[job].restart.seconds();
  return true;
}

}  // namespace plenum
