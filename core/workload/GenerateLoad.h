// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "catalog/Catalog.h"
#include "scenario/Work.h"

namespace plenum {

/// What a load is drawn for.
struct LoadWish {
  double fill = 0.9;               // chip time asked for, of all
  std::uint32_t chips = 0;         // of the campus
  const ChipSpec* chip = nullptr;  // that most of them are; null: no services
  Time start;
  Duration length;
  std::uint64_t seed = 0;
};

struct DrawnLoad {
  std::vector<Job> jobs;  // ascending by submission
  std::vector<Service> services;
  double jobChips = 0.0, serviceChips = 0.0;  // asked for in the mean over the length
  Problems remarks;                           // what of the mix could not be drawn, as warnings
};

/// Jobs and services of a mix (workload.md 2.3): shares of the chip time by archetype, each archetype the row of the
/// catalogue with that industry (several share alike). Of what healthcare and manufacturing get, half is inference.
/// A problem for a mix that is not there, and for more jobs than a run can carry.
Result<DrawnLoad> drawLoad(const Catalog& catalog, const std::string& mix, const LoadWish& wish);

inline constexpr std::size_t mostDrawnJobs = 400'000;

}  // namespace plenum
