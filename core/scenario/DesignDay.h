// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "scenario/Weather.h"

namespace plenum {

/// Outdoor air that a plant is designed for.
struct DesignPoint {
  double dryBulbC = 0.0, wetBulbC = 0.0;
};

/// Design values of one year. Exceeded during 0.4 % of the hours: 35 of 8,760. What comes with them is the mean of the
/// other temperature over the hours within half a kelvin of the design value, as ASHRAE tabulates it.
struct DesignConditions {
  DesignPoint byWetBulb;  // for towers
  DesignPoint byDryBulb;  // for dry coolers
  DesignPoint extreme;    // the hour with the highest wet bulb
};
DesignConditions designConditions(const WeatherYear& year);

/// Wet bulb of every hour of a year, °C, exact (physics 5.1).
std::vector<double> wetBulbsOf(const WeatherYear& year);

/// The highest wet bulb that is to be expected once in `years` years (> 1), from the highest of each of several years:
/// mean + k·s of a Gumbel distribution, k = −(√6/π)·(0.5772 + ln ln(n/(n−1))) (ASHRAE Fundamentals, climatic design).
double returnedWetBulbC(const std::vector<double>& annualHighestC, double years);

/// The highest wet bulb of each of `years` synthetic years, seeds 1 … years.
std::vector<double> annualHighestWetBulbsC(const Climate& climate, std::uint64_t years);

/// A year in which every day is the design day: the real day whose highest wet bulb comes nearest, moved so that its
/// highest wet bulb is the design point's, with the design point's dry bulb at that hour. `hottest` is the sample of
/// that hour on the day of the year that it was taken from.
struct DesignDay {
  WeatherYear year;
  int hottest = 0;
};
DesignDay designDayOf(const WeatherYear& year, DesignPoint point);

}  // namespace plenum
