// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/Math.h"
#include "io/EpwSun.h"
#include "io/Files.h"

namespace plenum::io {
namespace {

constexpr std::uintmax_t largestFile = 16u << 20;  // a year of hours is 1.6 MB
constexpr std::size_t longestLine = 16384;         // design conditions are the longest header, under 2,000 in practice
constexpr std::size_t mostWeatherProblems = 20;
constexpr std::size_t epwColumns = 35;
constexpr int longestGapH = 12;  // filled by a straight line; a longer one says too little of the year
constexpr std::array<int, 12> daysIn{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr std::array<std::string_view, epwHeaderLines> headers{"LOCATION",
                                                               "DESIGN CONDITIONS",
                                                               "TYPICAL/EXTREME PERIODS",
                                                               "GROUND TEMPERATURES",
                                                               "HOLIDAYS/DAYLIGHT SAVING",
                                                               "COMMENTS 1",
                                                               "COMMENTS 2",
                                                               "DATA PERIODS"};

/// One column that is read: where it stands, what a believable value is, and from which value on it means "missing".
/// Codes and ranges: EnergyPlus Auxiliary Programs, "EnergyPlus Weather File (EPW) Data Dictionary".
struct EpwColumn {
  const char* name;
  std::size_t index;
  double low, high, missingFrom;
  std::vector<double> WeatherYear::*series;
};
const std::array<EpwColumn, 5> wanted{{
    {"7 (Dry Bulb Temperature)", 6, -90.0, 70.0, 99.9, &WeatherYear::dryBulbC},
    {"8 (Dew Point Temperature)", 7, -90.0, 70.0, 99.9, &WeatherYear::dewPointC},
    {"10 (Atmospheric Station Pressure)", 9, 31000.0, 120000.0, 999999.0, &WeatherYear::pressurePa},
    {"14 (Global Horizontal Radiation)", 13, 0.0, 2000.0, 9999.0, &WeatherYear::globalWPerM2},
    {"22 (Wind Speed)", 21, 0.0, 150.0, 999.0, &WeatherYear::windMPerS},
}};

Problem problem(const std::string& file, int line, Text what, Text remedy = Text()) {
  return {Problem::Weight::error, {file, line, 0, ""}, std::move(what), std::move(remedy)};
}

std::string_view trimmedCell(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::optional<double> numberIn(std::string_view text) {
  text = trimmedCell(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<int> wholeIn(std::string_view text) {
  const auto value = numberIn(text);
  if (!value || *value != std::floor(*value) || std::abs(*value) > 1e6) return std::nullopt;
  return static_cast<int>(*value);
}

std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> out;
  for (;;) {
    const std::size_t comma = line.find(',');
    out.push_back(line.substr(0, comma));
    if (comma == std::string_view::npos) return out;
    line.remove_prefix(comma + 1);
  }
}

std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 40)) out += c >= ' ' && c <= '~' ? c : '?';
  return out;
}

bool startsWith(std::string_view text, std::string_view upperCase) {
  if (text.size() < upperCase.size()) return false;
  for (std::size_t i = 0; i < upperCase.size(); ++i) {
    const char c = text[i] >= 'a' && text[i] <= 'z' ? static_cast<char>(text[i] - 'a' + 'A') : text[i];
    if (c != upperCase[i]) return false;
  }
  return true;
}

/// The hour of the (365-day) year that a row belongs to, or nothing for 29 February; -1 for an impossible date.
std::optional<int> hourOf(int month, int day, int hour) {
  if (month < 1 || month > 12 || day < 1 || hour < 1 || hour > 24) return -1;
  if (month == 2 && day == 29) return std::nullopt;
  if (day > daysIn[static_cast<std::size_t>(month - 1)]) return -1;
  int start = 0;
  for (int m = 1; m < month; ++m) start += daysIn[static_cast<std::size_t>(m - 1)];
  return 24 * (start + day - 1) + hour - 1;
}

/// What the rows say, hour-ending; NaN where a value is missing.
class Reading {
 public:
  explicit Reading(std::string file) : file_(std::move(file)) {
    for (const EpwColumn& column : wanted)
      (year_.*column.series).assign(static_cast<std::size_t>(WeatherYear::hours), std::nan(""));
    lineOf_.assign(static_cast<std::size_t>(WeatherYear::hours), 0);
  }

  void takeHeader(int line, std::string_view text) {
    const std::string_view name = headers[static_cast<std::size_t>(line - 1)];
    // a byte-order mark is forgiven
    if (line == 1 && text.substr(0, 3) == "\xef\xbb\xbf") text.remove_prefix(3);
    if (!startsWith(trimmedCell(text), name)) {
      add(problem(file_, line, Text("scenario.epw.header", {{"expected", std::string(name)}, {"found", shown(text)}}),
                  Text("scenario.epw.header.remedy")));
      return;
    }
    const auto parts = cells(text);
    if (line == 1) altitudeM_ = parts.size() > 9 ? numberIn(parts[9]).value_or(0.0) : 0.0;
    if (line == epwHeaderLines && parts.size() > 2) {
      const auto perHour = wholeIn(parts[2]);
      if (perHour && *perHour != 1)
        add(problem(file_, line, Text("scenario.epw.interval", {{"found", std::to_string(*perHour)}}),
                    Text("scenario.epw.interval.remedy")));
    }
  }

  void takeRow(int line, std::string_view text) {
    const auto parts = cells(text);
    if (parts.size() < epwColumns) {
      add(problem(file_, line,
                  Text("scenario.epw.columns",
                       {{"expected", std::to_string(epwColumns)}, {"found", std::to_string(parts.size())}}),
                  Text("scenario.epw.columns.remedy")));
      return;
    }
    const auto month = wholeIn(parts[1]), day = wholeIn(parts[2]), hour = wholeIn(parts[3]);
    const std::optional<int> at = month && day && hour ? hourOf(*month, *day, *hour) : -1;
    if (!at) return;
    if (*at != expected_) {
      add(problem(
          file_, line,
          Text("scenario.epw.order", {{"found", shown(parts[1]) + "-" + shown(parts[2]) + " " + shown(parts[3])},
                                      {"expected", std::to_string(expected_ + 1)}}),
          Text("scenario.epw.order.remedy")));
      if (*at < 0) return;
    }
    expected_ = *at + 1;
    lineOf_[static_cast<std::size_t>(*at)] = line;
    for (const EpwColumn& column : wanted) takeValue(line, column, parts[column.index], static_cast<std::size_t>(*at));
  }

  bool hasEnough() const { return problems_.size() >= mostWeatherProblems; }

  Result<WeatherYear> finish(int lines) {
    if (problems_.empty() && expected_ < WeatherYear::hours)
      add(problem(file_, lines,
                  Text("scenario.epw.short",
                       {{"hours", std::to_string(expected_)}, {"expected", std::to_string(WeatherYear::hours)}}),
                  Text("scenario.epw.short.remedy")));
    if (problems_.empty())
      for (const EpwColumn& column : wanted) fill(column);
    if (!problems_.empty()) return problems_;
    return asSamples();
  }

 private:
  void add(Problem p) {
    if (!hasEnough()) problems_.push_back(std::move(p));
  }

  void takeValue(int line, const EpwColumn& column, std::string_view text, std::size_t at) {
    const auto value = numberIn(text);
    if (!value && !trimmedCell(text).empty()) {
      add(problem(file_, line, Text("scenario.epw.number", {{"column", column.name}, {"found", shown(text)}})));
      return;
    }
    if (!value || *value >= column.missingFrom) return;
    if (*value < column.low || *value > column.high) {
      add(problem(file_, line,
                  Text("scenario.epw.range", {{"column", column.name},
                                              {"found", toText(*value)},
                                              {"low", toText(column.low)},
                                              {"high", toText(column.high)}})));
      return;
    }
    (year_.*column.series)[at] = *value;
  }

  /// Gaps of up to half a day become straight lines (the year is a circle); a wholly missing pressure becomes the
  /// standard atmosphere's at the station's altitude.
  void fill(const EpwColumn& column) {
    auto& series = year_.*column.series;
    const std::size_t count = series.size();
    std::size_t known = count;
    for (std::size_t k = 0; k < count && known == count; ++k)
      if (!std::isnan(series[k])) known = k;
    if (known == count && column.series == &WeatherYear::pressurePa) {
      // ICAO standard atmosphere
      const double pressure = 101325.0 * math::pow(1.0 - 2.25577e-5 * std::clamp(altitudeM_, -500.0, 6000.0), 5.25588);
      series.assign(count, pressure);
      return;
    }
    if (known == count) {
      add(problem(file_, epwHeaderLines + 1, Text("scenario.epw.absent", {{"column", column.name}}),
                  Text("scenario.epw.gap.remedy")));
      return;
    }
    for (std::size_t step = 1; step <= count; ++step) {
      const std::size_t k = (known + step) % count;
      if (!std::isnan(series[k])) continue;
      const std::size_t before = (k + count - 1) % count;
      std::size_t gap = 1;
      while (std::isnan(series[(k + gap) % count])) ++gap;
      if (gap > static_cast<std::size_t>(longestGapH)) {
        add(problem(
            file_, lineOf_[k],
            Text("scenario.epw.gap",
                 {{"column", column.name}, {"hours", std::to_string(gap)}, {"most", std::to_string(longestGapH)}}),
            Text("scenario.epw.gap.remedy")));
        step += gap;
        continue;
      }
      const double from = series[before], to = series[(k + gap) % count];
      for (std::size_t i = 0; i < gap; ++i)
        series[(k + i) % count] = from + (to - from) * static_cast<double>(i + 1) / static_cast<double>(gap + 1);
    }
  }

  /// Hour h of a day ends at h o'clock: a temperature is the one of that moment; a mean of the hour's radiation belongs
  /// half an hour earlier, so the moment takes the mean of the hours on either side and the sum stays.
  WeatherYear asSamples() const {
    WeatherYear out = year_;
    const std::size_t count = lineOf_.size();
    for (std::size_t k = 0; k < count; ++k) {
      const std::size_t row = (k + count - 1) % count;
      for (const EpwColumn& column : wanted) (out.*column.series)[k] = (year_.*column.series)[row];
      out.globalWPerM2[k] = 0.5 * (year_.globalWPerM2[row] + year_.globalWPerM2[k]);
      out.dewPointC[k] = std::min(out.dewPointC[k], out.dryBulbC[k]);
    }
    out.source = std::filesystem::path(file_).filename().string();
    return out;
  }

  std::string file_;
  WeatherYear year_;
  std::vector<int> lineOf_;
  Problems problems_;
  double altitudeM_ = 0.0;
  int expected_ = 0;
};

}  // namespace

Result<WeatherYear> readEpw(const std::filesystem::path& file) {
  const std::string name = file.string();
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  if (error) return problem(name, 0, Text("scenario.epw.open"), Text("scenario.epw.open.remedy"));
  if (size > largestFile)
    return problem(name, 0, Text("scenario.epw.large", {{"most", std::to_string(largestFile >> 20)}}));
  std::ifstream in(file, std::ios::binary);
  if (!in) return problem(name, 0, Text("scenario.epw.open"), Text("scenario.epw.open.remedy"));

  Reading reading(name);
  std::string text;
  int line = 0;
  while (!reading.hasEnough() && std::getline(in, text)) {
    ++line;
    if (text.size() > longestLine)
      return problem(name, line, Text("scenario.epw.line", {{"most", std::to_string(longestLine)}}));
    if (line <= epwHeaderLines)
      reading.takeHeader(line, text);
    else if (!trimmedCell(text).empty())
      reading.takeRow(line, text);
  }
  return reading.finish(line);
}

}  // namespace plenum::io
