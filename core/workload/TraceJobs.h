// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "scenario/Work.h"
#include "workload/JobRecord.h"

namespace plenum {

/// The jobs that a trace asks of a campus.
struct TraceJobs {
  std::vector<Job> jobs;       // ascending by submission
  std::uint64_t later = 0;     // submitted when the scenario is over: left out
  std::uint64_t tooLarge = 0;  // more chips than the campus has: left out, or the queue would wait for ever
  std::uint64_t shared = 0;    // had a part of a chip: they get all of it and keep it busy by their part
};

/// Time in the trace runs `load.speed` times as fast, lengths with it. `load.chipFactor` other than 1 scales chips, to
/// the nearest power of two. What the trace does not tell is taken by kind: how busy chips are (workload.md 2.3, an
/// assumption), and a kind by the number of chips. Ids become such as a scenario may have, each once.
TraceJobs jobsOf(std::span<const JobRecord> records, const Load& load, std::uint32_t campusChips, Duration length);

/// Jobs as records, for a trace of our own. What the record does not carry (hall, checkpoints, model …) is lost.
std::vector<JobRecord> recordsOf(std::span<const Job> jobs);

}  // namespace plenum
