// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "scenario/Work.h"
#include "workload/JobRecord.h"

namespace plenum {

// A scheduler alone: the jobs of a trace on a pool of like servers that nothing slows and nothing breaks, so that two
// policies can be compared on the same work in seconds. What the plant makes of it is the simulation's question.

struct ReplayOptions {
  Scheduling scheduling;  // queue, placement, aging, sigma, attainedChipHours
  std::uint32_t servers = 1, chipsPerServer = 8;
  // of the network and the racks, for placement; the defaults are Alibaba HPN's at 8 chips a server (facts 3)
  std::uint32_t serversPerRack = 4, serversPerSupernode = 1, serversPerSegment = 128, segmentsPerPod = 15;
  double restartS = 0.0;  // added to what is left of a job that was interrupted
  double sampleS = 0.0;   // of `samples`; 0: none
  std::uint64_t seed = 42;
};

struct ReplayOutcome {
  double startS = -1.0, endS = -1.0;  // since the first submission; < 0: never
  double waitS = 0.0;                 // altogether, interruptions included
  std::uint32_t interruptions = 0;
  std::uint32_t segments = 0;  // that it lay in, the last time
};
struct ReplaySample {
  double atS = 0.0;
  std::uint32_t busyChips = 0, strandedChips = 0, queuedJobs = 0;
};
struct ReplayResult {
  std::uint64_t done = 0, tooLarge = 0, interruptions = 0, placements = 0;
  double meanWaitS = 0, medianWaitS = 0, p95WaitS = 0;
  double meanTurnaroundS = 0, medianTurnaroundS = 0, p95TurnaroundS = 0;  // submission to end ("JCT")
  double meanSlowdown = 0;                                                // turnaround by length, of at least 10 s
  double makespanS = 0;                                                   // first submission to last end
  double utilisation = 0;               // work asked for, by all chips over the makespan
  double stranded = 0;                  // chips free though a job waits that asks for no more of them, by all chips
  double meanSegments = 0;              // of jobs on several servers
  std::vector<ReplayOutcome> outcomes;  // by job
  std::vector<ReplaySample> samples;
};

/// `jobs` ascending by submission. A job that shares a chip gets all of it; one of more chips than a server has gets
/// whole servers; one of more than all servers have never starts. Deterministic.
ReplayResult replayJobs(std::span<const JobRecord> jobs, const ReplayOptions& options);

}  // namespace plenum
