// SPDX-License-Identifier: Apache-2.0
#include "io/EpwSun.h"

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <string>
#include <string_view>

#include "io/Files.h"
#include "physics/Sun.h"

namespace plenum::io {
namespace {

constexpr std::size_t globalAt = 13, normalAt = 14, diffuseAt = 15;  // columns, from 0
constexpr double missingFrom = 9999.0;

std::string_view cellOf(std::string_view line, std::size_t column) {
  for (; column > 0; --column) line.remove_prefix(std::min(line.size(), line.find(',')) + 1);
  line = line.substr(0, line.find(','));
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  return line;
}

double numberAt(std::string_view line, std::size_t column) {
  const std::string_view text = cellOf(line, column);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end != text.data() && value < missingFrom ? value : std::nan("");
}

}  // namespace

Result<EpwSun> readEpwSun(const std::filesystem::path& file) {
  // whatever is wrong with the file as such, the reader of the year says with its line
  const auto year = readEpw(file);
  if (!year) return year.problems();
  EpwSun sun;
  physics::Place place;
  std::ifstream in(file, std::ios::binary);
  std::size_t line = 0, hour = 0;
  for (std::string text; std::getline(in, text) && hour < static_cast<std::size_t>(WeatherYear::hours);) {
    if (++line == 1) place = {numberAt(text, 6), numberAt(text, 7), numberAt(text, 8)};
    const bool isLeapDay = line > epwHeaderLines && numberAt(text, 1) == 2.0 && numberAt(text, 2) == 29.0;
    if (line <= epwHeaderLines || isLeapDay || text.find(',') == std::string::npos) continue;
    const double global = numberAt(text, globalAt), diffuse = numberAt(text, diffuseAt);
    const double cos = physics::cosZenith(place, static_cast<double>(hour) + 0.5);
    if (global > 0.0 && std::isnan(diffuse)) {
      Problem problem;
      problem.place = {file.string(), static_cast<int>(line), 0, ""};
      problem.what = Text("scenario.epw.absent", {{"column", "16 (Diffuse Horizontal Radiation)"}});
      problem.remedy = Text("scenario.epw.gap.remedy");
      return problem;
    }
    const double falls = global > 0.0 ? global : 0.0;  // a missing value is none
    const double scattered = falls > 0.0 ? std::min(diffuse, falls) : 0.0;
    sun.globalWPerM2.push_back(falls);
    sun.diffuseWPerM2.push_back(scattered);
    sun.beamWPerM2.push_back(physics::beamNormalWPerM2(falls, scattered, cos));
    sun.writtenWPerM2.push_back(numberAt(text, normalAt));
    sun.cosZenith.push_back(cos);
    ++hour;
  }
  return sun;
}

}  // namespace plenum::io
