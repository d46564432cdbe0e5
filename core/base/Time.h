// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace plenum {

/// A length of simulated time in microseconds.
struct Duration {
  std::int64_t us = 0;
  constexpr auto operator<=>(const Duration&) const = default;
  constexpr double seconds() const { return static_cast<double>(us) * 1e-6; }
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.us + b.us}; }
  friend constexpr Duration operator-(Duration a, Duration b) { return {a.us - b.us}; }
  friend constexpr Duration operator*(Duration a, std::int64_t k) { return {a.us * k}; }
  friend constexpr std::int64_t operator/(Duration a, Duration b) { return a.us / b.us; }
};
constexpr Duration seconds(std::int64_t s) { return {s * 1'000'000}; }
constexpr Duration minutes(std::int64_t m) { return seconds(60 * m); }
constexpr Duration hours(std::int64_t h) { return seconds(3600 * h); }
constexpr Duration days(std::int64_t d) { return hours(24 * d); }

/// An instant: microseconds since 1970-01-01T00:00:00 of the site's civil time. There are no leap seconds and
/// no daylight saving; a site's UTC offset is a constant of its own.
struct Time {
  std::int64_t us = 0;
  constexpr auto operator<=>(const Time&) const = default;
  friend constexpr Time operator+(Time t, Duration d) { return {t.us + d.us}; }
  friend constexpr Time operator-(Time t, Duration d) { return {t.us - d.us}; }
  friend constexpr Duration operator-(Time a, Time b) { return {a.us - b.us}; }
};

/// Proleptic Gregorian calendar.
struct CivilDate {
  int year = 1970, month = 1, day = 1;
  bool operator==(const CivilDate&) const = default;
};
struct CivilTime {
  CivilDate date;
  int hour = 0, minute = 0;
  double second = 0.0;
};

Time toTime(const CivilTime& civil);
CivilTime toCivil(Time time);
/// 0 for 1 January; the hour within the year is 24 · dayOfYear + hour of the day.
int dayOfYear(Time time);
/// 0.0 … 24.0
double hourOfDay(Time time);
/// 0.0 … 8784.0
double hourOfYear(Time time);
/// 0 = Monday
int dayOfWeek(Time time);

/// "2026-07-21T14:32:10" (fractions of a second are dropped).
std::string toIso(Time time);
/// Accepts "YYYY-MM-DD", "YYYY-MM-DDThh:mm" and "YYYY-MM-DDThh:mm:ss" of real dates only.
std::optional<Time> fromIso(const std::string& text);
/// "90s", "15min", "2h", "1d" or "hh:mm:ss"; nothing for anything else, for a negative, or above 100 years.
std::optional<Duration> durationFrom(const std::string& text);

}  // namespace plenum
