// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "workload/JobRecord.h"

namespace plenum {

/// What the jobs of a trace are like, in the terms in which traces are compared (workload.md 2.4).
struct JobStatistics {
  std::uint64_t jobs = 0;
  double spanS = 0.0;                                             // first to last submission
  double medianS = 0.0, meanS = 0.0, p95S = 0.0, longestS = 0.0;  // of the length
  double sigma = 0.0;                    // √(2 ln(mean/median)): of a lognormal with this median and mean
  double logMean = 0.0, logSigma = 0.0;  // of the logarithm of the seconds
  double meanChips = 0.0, medianChips = 0.0, mostChips = 0.0;  // shared chips by their share
  double chipHours = 0.0;
  double meanWaitS = -1.0, medianWaitS = -1.0;  // < 0: the trace does not say
  double arrivalVariation = 0.0;                // coefficient of variation of the times between submissions
  std::array<std::uint64_t, 4> byState{};       // JobRecord::State
  std::array<double, 4> chipHoursByState{};
  std::array<double, 24> byHour{};  // submissions by hour since the trace's midnight, of the mean; 0 where none
};

/// `startS`: seconds since midnight of the first submission.
JobStatistics statisticsOf(std::span<const JobRecord> jobs, double startS = 0.0);

}  // namespace plenum
