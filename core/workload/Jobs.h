// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "scenario/Scenario.h"
#include "site/Layout.h"

namespace plenum {

// The simple job list: jobs ask for chips, get whole servers in the order of the layout, first come first served, and
// give every chip a utilisation that changes in time. Gangs, queues with priorities, the fabric and training
// performance are not modelled here; see docs/validation.md, "not modelled yet".

/// What does not change: one entry per job of the scenario.
struct WorkloadModel {
  std::vector<Job> jobs;                   // ascending by submit, then as listed
  std::vector<std::uint32_t> jobHall;      // hall index or `none`
  std::vector<std::uint32_t> serverHall;   // per server
  std::vector<std::uint16_t> serverChips;  // per server
  std::uint64_t seed = 0;
  double tickS = 0.0;  // over which a utilisation is a mean; 0: at the instant
};

enum class JobState : std::uint8_t { waiting, queued, running, restarting, done };

/// What changes. Arrays by job and by server.
struct WorkloadState {
  static constexpr std::uint16_t idle = 0xffff;
  std::vector<JobState> jobState;
  std::vector<double> jobEndS, jobResumeS;  // seconds since the scenario's start
  std::vector<double> jobUtilisation;       // of its chips, this tick
  std::vector<std::uint32_t> jobServers;    // how many it holds
  std::vector<std::uint16_t> serverJob;     // `idle` or the job
  std::vector<float> serverWander;          // slow deviation of a server from its job's mean, around 1
  std::uint64_t wanderTurns = 0;            // how often the deviations were drawn anew
};

WorkloadModel workloadOf(const Layout& layout, const Scenario& scenario);
WorkloadState firstState(const WorkloadModel& model);

struct JobEvent {
  enum class Kind { started, queued, ended, crashed, resumed };
  Kind kind = Kind::started;
  std::uint32_t job = 0;
};

/// Brings jobs up to `sinceStartS` and fills jobUtilisation and serverWander. `isServerUp` (per server, 0 or 1) tells
/// what has power: a training job that loses a server crashes, and resumes when all of its servers are up again and its
/// restart time is over. Returns what happened, in order.
std::vector<JobEvent> advance(const WorkloadModel& model, WorkloadState& state, Time now, double sinceStartS,
                              std::span<const std::uint8_t> isServerUp, bool hasServerChanged);
/// The job's step ends at once; it restarts after its restart time. False for a job that is not running.
bool crash(const WorkloadModel& model, WorkloadState& state, std::uint32_t job, double sinceStartS);

}  // namespace plenum
