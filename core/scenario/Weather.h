// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/Text.h"
#include "base/Time.h"

namespace plenum {

/// A year of weather, hour by hour. Sample k holds at k hours after the year's start; between samples a monotone
/// cubic runs. A leap year repeats 28 February.
struct WeatherYear {
  static constexpr int hours = 8760;
  std::vector<double> dryBulbC, dewPointC, pressurePa, globalWPerM2, windMPerS;  // 8760 each
  std::string source;                                                            // file name or climate id
};

/// Coefficients of the synthetic generator (facts 5.5) and the design values (5.3) of one place.
struct Climate {
  std::string id;
  Name name;
  std::array<double, 5> dryBulb{}, dewPoint{};          // c0, a1, b1, a2, b2
  double persistenceT = 0.0, persistenceQ = 0.0;        // φ_x, φ_y
  double persistenceHour = 0.0, amplitudeSpread = 0.0;  // φ_w, s_A
  std::array<double, 12> sigmaT{}, sigmaQ{}, correlation{}, amplitudeK{}, biasT{}, biasQ{}, sigmaHourK{};
  std::array<double, 24> shape{};  // hour-ending 1…24
  std::array<double, 12> globalKwhPerM2Day{}, windMPerS{};
  double pressurePa = 101325.0;
  double latitudeDeg = 0.0, longitudeDeg = 120.0;     // the sun's path
  double utcOffsetH = 8.0;                            // civil time of the year's hours
  double designDryBulbC = 0.0, designWetBulbC = 0.0;  // 0.4 %
};

/// One synthetic year. The same (climate, seed) gives the same year on every machine.
WeatherYear generateWeather(const Climate& climate, std::uint64_t seed);

/// The weather at an instant, from the samples by monotone cubic interpolation (Fritsch–Carlson).
struct Weather {
  double dryBulbC = 0.0, dewPointC = 0.0, pressurePa = 101325.0, globalWPerM2 = 0.0, windMPerS = 0.0;
};
Weather weatherAt(const WeatherYear& year, Time time);

}  // namespace plenum
