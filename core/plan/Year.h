// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "base/Parallel.h"
#include "base/Problem.h"
#include "plan/Ground.h"

namespace plenum::plan {

// A weather-year without stepping through it. At rest a campus is a function of the air outside and of its load: the
// balance is solved on a mesh of wet bulb and of what the dry bulb lies above it, wherever an hour of the year falls,
// and each hour reads it between the four corners around it. How far that is from solving every hour is measured on
// hours spread over the year, and told.

struct YearWish {
  std::vector<double> utilisations;       // ascending, 0 … 1
  double wetStepK = 1.0, dryStepK = 4.0;  // of the mesh
  int spotEvery = 0;                      // every so many hours one is solved by itself; 0: none
};
struct SolvedYears {
  std::vector<YearAt> years;
  double error =
      0.0;  // of the facility's energy over the hours that were solved by themselves, the largest of any load
  double hourError = 0.0;  // the worst single hour
  int cells = 0, spots = 0;
};
/// Without the site's own generation and storage, which shift what is bought and not what is used. Problems: no
/// weather, or a campus that cannot be simulated.
Result<SolvedYears> solveYears(LayoutPtr layout, const Setting& setting, const YearWish& wish, Parallel& parallel);

/// One hour by itself, in balance.
struct HourAt {
  double itW = 0.0, facilityW = 0.0, waterKgPerS = 0.0;
};
Result<HourAt> solveHour(LayoutPtr layout, const Setting& setting, double utilisation, double dryBulbC, double wetBulbC,
                         double pressurePa);

}  // namespace plenum::plan
