// SPDX-License-Identifier: Apache-2.0
#include "io/EpwFacts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <climits>
#include <cmath>
#include <fstream>
#include <string_view>
#include <vector>

#include "io/EpwSun.h"
#include "io/Files.h"

namespace plenum::io {
namespace {

/// Columns that the year is read from, from 0, and the numbers from which they mean "missing" (EnergyPlus auxiliary
/// programs, EPW data dictionary).
struct FilledColumn {
  std::size_t at;
  double missingFrom;
};
constexpr std::array<FilledColumn, 5> filledColumns{{{6, 99.9}, {7, 99.9}, {9, 999999.0}, {13, 9999.0}, {21, 999.0}}};

std::vector<std::string_view> partsOf(std::string_view line) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t comma = line.find(',');
    std::string_view part = line.substr(0, comma);
    while (!part.empty() && (part.front() == ' ' || part.front() == '\t')) part.remove_prefix(1);
    while (!part.empty() && (part.back() == ' ' || part.back() == '\r')) part.remove_suffix(1);
    parts.push_back(part);
    if (comma == std::string_view::npos) return parts;
    line.remove_prefix(comma + 1);
  }
}

double writtenNumber(const std::vector<std::string_view>& parts, std::size_t at) {
  double value = 0.0;
  if (at >= parts.size()) return std::nan("");
  const auto [end, error] = std::from_chars(parts[at].data(), parts[at].data() + parts[at].size(), value);
  return error == std::errc() && end != parts[at].data() ? value : std::nan("");
}

/// What a stranger wrote, as far as it can be printed.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 60)) out += static_cast<unsigned char>(c) >= ' ' && c != 127 ? c : '?';
  return out;
}

void takeLocation(EpwFacts& facts, const std::vector<std::string_view>& parts) {
  for (const std::size_t at : {1u, 2u, 3u}) {
    if (at >= parts.size() || parts[at].empty() || parts[at] == "-") continue;
    facts.place += (facts.place.empty() ? "" : ", ") + printable(parts[at]);
  }
  if (parts.size() > 5) facts.station = printable(parts[5]);
  facts.latitudeDeg = writtenNumber(parts, 6);
  facts.longitudeDeg = writtenNumber(parts, 7);
  facts.altitudeM = writtenNumber(parts, 9);
}

}  // namespace

Result<EpwFacts> readEpwFacts(const std::filesystem::path& file) {
  // whatever is wrong with the file, the reader of the year says with its line
  const auto year = readEpw(file);
  if (!year) return year.problems();
  EpwFacts facts;
  facts.design = designConditions(*year);
  const auto [lowest, highest] = std::minmax_element(year->dryBulbC.begin(), year->dryBulbC.end());
  facts.lowestC = *lowest, facts.highestC = *highest;
  std::ifstream in(file, std::ios::binary);
  int line = 0, first = INT_MAX, last = INT_MIN;
  for (std::string text; std::getline(in, text);) {
    const std::vector<std::string_view> parts = partsOf(text);
    if (++line == 1) takeLocation(facts, parts);
    if (line <= epwHeaderLines || parts.size() < 2) continue;
    if (const double when = writtenNumber(parts, 0); !std::isnan(when)) {
      first = std::min(first, static_cast<int>(when));
      last = std::max(last, static_cast<int>(when));
    }
    facts.filledHours += std::any_of(filledColumns.begin(), filledColumns.end(), [&](const FilledColumn& column) {
      const double value = writtenNumber(parts, column.at);
      return std::isnan(value) || value >= column.missingFrom;
    });
  }
  if (first <= last)
    facts.years = first == last ? std::to_string(first) : std::to_string(first) + " … " + std::to_string(last);
  return facts;
}

}  // namespace plenum::io
