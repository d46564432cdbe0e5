// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>

#include "base/Problem.h"
#include "scenario/DesignDay.h"

namespace plenum::io {

/// What a person wants to know of a weather file before it drives their campus.
struct EpwFacts {
  std::string place, station;  // "Shaoguan, Guangdong, CHN"; its number, "" where the file has none
  double latitudeDeg = 0.0, longitudeDeg = 0.0, altitudeM = 0.0;  // NaN where the file does not say
  std::string years;                                              // that its months come from, "1987 … 2003"
  int filledHours = 0;  // hours in which a value was missing and was put in between its neighbours, or estimated
  double lowestC = 0.0, highestC = 0.0;
  DesignConditions design;
};
/// Problems: a file that readEpw refuses, with the lines.
Result<EpwFacts> readEpwFacts(const std::filesystem::path& file);

}  // namespace plenum::io
