// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "base/Time.h"
#include "catalog/Catalog.h"
#include "scenario/Work.h"

namespace plenum {

// Jobs drawn from an archetype (workload.md 2.4). Every draw is a function of the seed, the archetype and a number, so
// that what is changed in one archetype leaves the jobs of the others as they are.

/// Nothing runs longer.
inline constexpr Duration longestJob = days(30);

struct JobShape {
  std::uint32_t chips = 1;
  Duration length;
  double utilisation = 0.0;
};
/// The shape of job `index`: chips a power of two, lengths lognormal and cut at 30 days.
JobShape drawShape(const ArchetypeSpec& archetype, std::uint64_t seed, std::uint64_t index);
/// Of the lengths that are drawn.
double meanLengthS(const ArchetypeSpec& archetype);
double meanChips(const ArchetypeSpec& archetype);

/// When jobs are submitted: a Poisson process whose rate follows the archetype's hours of the day, `perS` in the daily
/// mean, from `start` on.
class Submissions {
 public:
  Submissions(const ArchetypeSpec& archetype, std::uint64_t seed, Time start);
  /// Seconds after the start of submission `index`, at a rate of `perS`. Ascending in `index`, descending in `perS`.
  double at(std::uint64_t index, double perS);

 private:
  double secondsOf(double area) const;
  const ArchetypeSpec& archetype_;
  std::uint64_t seed_;
  double hour_;                   // of the day, at the start
  std::vector<double> until_;     // area under the daily profile from midnight to each full hour, in seconds
  std::vector<double> arrivals_;  // of a Poisson process of rate one
};

/// What is drawn for an archetype whose jobs shall keep `chips` busy in the mean, over `length` from `start` on. It
/// begins with what would be running then, submitted at 0 with what is left of it; the rate of submission is set so
/// that the chip time asked for within `length` comes as near as jobs in one piece allow. A frontier archetype gives up
/// to three runs side by side, each followed by the next. Where `chips` is small, so are the jobs and their arrays.
std::vector<Job> drawJobs(const ArchetypeSpec& archetype, double chips, Time start, Duration length,
                          std::uint64_t seed);

/// Chips that the jobs ask for in the mean over `length`, had they never to wait.
double askedChips(const std::vector<Job>& jobs, Duration length);

}  // namespace plenum
