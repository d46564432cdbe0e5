// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <vector>

#include "base/Problem.h"

namespace plenum::io {

inline constexpr int epwHeaderLines = 8;

/// The sun of a weather file, hour by hour as it is written: value k is the mean of the hour that ends at k + 1
/// o'clock. The beam is made anew from global and diffuse radiation at the middle of the hour, for the column of the
/// files is low at sunny stations (CSWD) and often missing; `written` is that column, NaN where it is missing.
struct EpwSun {
  std::vector<double> globalWPerM2, diffuseWPerM2, beamWPerM2, writtenWPerM2, cosZenith;  // 8760 each
};
/// Problems: a file that readEpw refuses, or one without diffuse radiation by day.
Result<EpwSun> readEpwSun(const std::filesystem::path& file);

}  // namespace plenum::io
