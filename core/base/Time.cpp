// SPDX-License-Identifier: Apache-2.0
#include "base/Time.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <vector>

namespace plenum {
namespace {

constexpr std::int64_t usPerDay = 86'400'000'000;

// days since 1970-01-01, by counting from 1 March so that the leap day ends a year
std::int64_t daysFromCivil(CivilDate date) {
  const std::int64_t y = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t yearOfEra = y - era * 400;
  const std::int64_t monthFromMarch = (date.month + 9) % 12;
  const std::int64_t dayOfMarchYear = (153 * monthFromMarch + 2) / 5 + date.day - 1;
  const std::int64_t dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfMarchYear;
  return era * 146097 + dayOfEra - 719468;
}

CivilDate civilFromDays(std::int64_t day) {
  day += 719468;
  const std::int64_t era = (day >= 0 ? day : day - 146096) / 146097;
  const std::int64_t dayOfEra = day - era * 146097;
  const std::int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const std::int64_t dayOfMarchYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const std::int64_t monthFromMarch = (5 * dayOfMarchYear + 2) / 153;
  CivilDate date;
  date.day = static_cast<int>(dayOfMarchYear - (153 * monthFromMarch + 2) / 5 + 1);
  date.month = static_cast<int>(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
  date.year = static_cast<int>(yearOfEra + era * 400 + (date.month <= 2 ? 1 : 0));
  return date;
}

std::int64_t floorDiv(std::int64_t a, std::int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0); }

std::optional<int> digits(const std::string& text, std::size_t from, std::size_t count) {
  if (from + count > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

Time toTime(const CivilTime& civil) {
  const std::int64_t wholeSeconds = civil.hour * 3600 + civil.minute * 60;
  return {daysFromCivil(civil.date) * usPerDay + wholeSeconds * 1'000'000 + std::llround(civil.second * 1e6)};
}

CivilTime toCivil(Time time) {
  const std::int64_t day = floorDiv(time.us, usPerDay);
  const std::int64_t us = time.us - day * usPerDay;
  CivilTime civil;
  civil.date = civilFromDays(day);
  civil.hour = static_cast<int>(us / 3'600'000'000);
  civil.minute = static_cast<int>(us / 60'000'000 % 60);
  civil.second = static_cast<double>(us % 60'000'000) * 1e-6;
  return civil;
}

int dayOfYear(Time time) {
  const std::int64_t day = floorDiv(time.us, usPerDay);
  return static_cast<int>(day - daysFromCivil({civilFromDays(day).year, 1, 1}));
}

double hourOfDay(Time time) {
  const std::int64_t us = time.us - floorDiv(time.us, usPerDay) * usPerDay;
  return static_cast<double>(us) / 3.6e9;
}

double hourOfYear(Time time) { return 24.0 * dayOfYear(time) + hourOfDay(time); }

int dayOfWeek(Time time) {
  const std::int64_t day = floorDiv(time.us, usPerDay) + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(day - floorDiv(day, 7) * 7);
}

std::string toIso(Time time) {
  const CivilTime c = toCivil(time);
  char buffer[80];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02dT%02d:%02d:%02d", c.date.year, c.date.month, c.date.day, c.hour,
                c.minute, static_cast<int>(c.second));
  return buffer;
}

std::optional<Time> fromIso(const std::string& text) {
  if (text.size() != 10 && text.size() != 16 && text.size() != 19) return std::nullopt;
  const auto year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
  CivilTime civil{{*year, *month, *day}};
  if (text.size() >= 16) {
    const auto hour = digits(text, 11, 2), minute = digits(text, 14, 2);
    if (!hour || !minute || text[10] != 'T' || text[13] != ':' || *hour > 23 || *minute > 59) return std::nullopt;
    civil.hour = *hour;
    civil.minute = *minute;
  }
  if (text.size() == 19) {
    const auto second = digits(text, 17, 2);
    if (!second || text[16] != ':' || *second > 59) return std::nullopt;
    civil.second = *second;
  }
  if (*month < 1 || *month > 12 || *day < 1) return std::nullopt;
  const Time time = toTime(civil);
  // 31 February comes back as another day
  if (!(toCivil(time).date == civil.date)) return std::nullopt;
  return time;
}

std::optional<Duration> durationFrom(const std::string& text) {
  constexpr double longestS = 100.0 * 366 * 86400;
  if (text.size() == 8 && text[2] == ':' && text[5] == ':') {
    const auto h = digits(text, 0, 2), m = digits(text, 3, 2), s = digits(text, 6, 2);
    if (!h || !m || !s || *m > 59 || *s > 59) return std::nullopt;
    return seconds(*h * 3600 + *m * 60 + *s);
  }
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || !std::isfinite(value) || value < 0.0) return std::nullopt;
  const std::string unit(end, text.data() + text.size());
  double scale = 0.0;
  if (unit == "s") scale = 1.0;
  if (unit == "min") scale = 60.0;
  if (unit == "h") scale = 3600.0;
  if (unit == "d") scale = 86400.0;
  if (scale == 0.0 || value * scale > longestS) return std::nullopt;
  return Duration{std::llround(value * scale * 1e6)};
}

}  // namespace plenum
