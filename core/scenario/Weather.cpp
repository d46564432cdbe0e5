// SPDX-License-Identifier: Apache-2.0
#include "scenario/Weather.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/Hash.h"
#include "base/Math.h"
#include "base/Random.h"

namespace plenum {
namespace {

constexpr int daysInYear = 365;
constexpr std::array<int, 12> daysIn{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr std::array<const char*, 6> purposes{"day-dry", "day-dew", "day-range", "hour-dew", "clearness", "wind"};
enum Draw { dayDry, dayDew, dayRange, hourDew, clearness, wind };

struct Stream {
  std::uint64_t seed, entity;
  RandomKey key(Draw draw, std::uint64_t part = 0) const { return {seed, entity, hashOf(purposes[draw]) + part}; }
  double normal(Draw draw, int counter, std::uint64_t part = 0) const {
    return randomNormal(key(draw, part), static_cast<std::uint64_t>(counter));
  }
};

std::array<int, daysInYear> monthsOfDays() {
  std::array<int, daysInYear> month{};
  std::size_t day = 0;
  for (int m = 0; m < 12; ++m)
    for (int d = 0; d < daysIn[static_cast<std::size_t>(m)]; ++d) month[day++] = m;
  return month;
}

double harmonics(const std::array<double, 5>& c, int day) {
  const double angle = 2.0 * math::pi * (day + 0.5) / daysInYear;
  return c[0] + c[1] * math::cos(angle) + c[2] * math::sin(angle) + c[3] * math::cos(2.0 * angle) +
         c[4] * math::sin(2.0 * angle);
}

/// Hour-ending value `hour` 1…24 of a day sits at the sample of that clock time; midnight of 31 December is sample 0.
std::size_t sampleOf(int day, int hour) { return static_cast<std::size_t>((24 * day + hour) % WeatherYear::hours); }

/// Dry bulb and dew point, as facts 5.5 states them.
void addTemperatures(const Climate& climate, const Stream& random, WeatherYear& year) {
  const auto monthOf = monthsOfDays();
  const double phiX = climate.persistenceT, phiY = climate.persistenceQ, phiW = climate.persistenceHour;
  const double freshX = math::sqrt(1.0 - phiX * phiX), freshY = math::sqrt(1.0 - phiY * phiY),
               freshW = math::sqrt(1.0 - phiW * phiW);
  double x = 0.0, y = 0.0, w = random.normal(hourDew, daysInYear * 24);
  for (int day = 0; day < daysInYear; ++day) {
    const auto m = static_cast<std::size_t>(monthOf[static_cast<std::size_t>(day)]);
    const double rho = climate.correlation[m];
    const double first = random.normal(dayDry, day), second = random.normal(dayDew, day);
    const double newX = first, newY = rho * first + math::sqrt(1.0 - rho * rho) * second;
    // the first day is drawn from the stationary distribution, so that January is like every other month
    x = day == 0 ? newX : phiX * x + freshX * newX;
    y = day == 0 ? newY : phiY * y + freshY * newY;
    const double dayMeanC = harmonics(climate.dryBulb, day) + climate.biasT[m] + climate.sigmaT[m] * x;
    const double dayDewC = harmonics(climate.dewPoint, day) + climate.biasQ[m] + climate.sigmaQ[m] * y;
    const double range = std::clamp(1.0 + climate.amplitudeSpread * random.normal(dayRange, day), 0.2, 2.2);
    for (int hour = 1; hour <= 24; ++hour) {
      w = phiW * w + freshW * random.normal(hourDew, 24 * day + hour - 1);
      const std::size_t k = sampleOf(day, hour);
      year.dryBulbC[k] = dayMeanC + climate.amplitudeK[m] * range * climate.shape[static_cast<std::size_t>(hour - 1)];
      year.dewPointC[k] = std::min(dayDewC + climate.sigmaHourK[m] * w, year.dryBulbC[k]);
    }
  }
}

/// Irradiance on the horizontal under a clear sky, 1098·cosθ·exp(−0.057/cosθ) W/m² (Haurwitz 1945); declination and
/// equation of time by Spencer 1971.
double clearSkyWPerM2(const Climate& climate, double hourOfYear) {
  const double gamma = 2.0 * math::pi * hourOfYear / WeatherYear::hours;
  const double declination = 0.006918 - 0.399912 * math::cos(gamma) + 0.070257 * math::sin(gamma) -
                             0.006758 * math::cos(2.0 * gamma) + 0.000907 * math::sin(2.0 * gamma) -
                             0.002697 * math::cos(3.0 * gamma) + 0.00148 * math::sin(3.0 * gamma);
  const double equationMinutes = 229.18 * (0.000075 + 0.001868 * math::cos(gamma) - 0.032077 * math::sin(gamma) -
                                           0.014615 * math::cos(2.0 * gamma) - 0.040849 * math::sin(2.0 * gamma));
  const double solarHour =
      hourOfYear + (climate.longitudeDeg - 15.0 * climate.utcOffsetH) / 15.0 + equationMinutes / 60.0;
  const double hourAngle = 2.0 * math::pi * (solarHour - 12.0) / 24.0;
  const double latitude = climate.latitudeDeg * math::pi / 180.0;
  const double cosZenith = math::sin(latitude) * math::sin(declination) +
                           math::cos(latitude) * math::cos(declination) * math::cos(hourAngle);
  return cosZenith <= 0.01 ? 0.0 : 1098.0 * cosZenith * math::exp(-0.057 / cosZenith);
}

/// A clearness for each day, scaled so that every month brings its mean (A: uniform about the monthly clearness).
void addSun(const Climate& climate, const Stream& random, WeatherYear& year) {
  std::vector<double> clear(static_cast<std::size_t>(WeatherYear::hours));
  for (int k = 0; k < WeatherYear::hours; ++k) clear[static_cast<std::size_t>(k)] = clearSkyWPerM2(climate, k);
  int day = 0;
  for (std::size_t m = 0; m < 12; ++m) {
    const int first = day, last = day + daysIn[m];
    std::vector<double> clearWhPerM2(static_cast<std::size_t>(daysIn[m]));
    double clearMonth = 0.0;
    for (int d = first; d < last; ++d) {
      double& sum = clearWhPerM2[static_cast<std::size_t>(d - first)];
      for (int hour = 0; hour < 24; ++hour) sum += clear[static_cast<std::size_t>(24 * d + hour)];
      clearMonth += sum;
    }
    const double wanted = 1000.0 * climate.globalKwhPerM2Day[m] * daysIn[m];
    const double mean = clearMonth > 0.0 ? wanted / clearMonth : 0.0;
    const double spread = 0.85 * std::max(0.0, std::min(mean, 1.05 - mean));
    std::vector<double> share(clearWhPerM2.size());
    double drawn = 0.0;
    for (std::size_t d = 0; d < share.size(); ++d) {
      const auto counter = static_cast<std::uint64_t>(first) + d;
      share[d] = mean + spread * (2.0 * randomUniform(random.key(clearness), counter) - 1.0);
      drawn += share[d] * clearWhPerM2[d];
    }
    const double scale = drawn > 0.0 ? wanted / drawn : 0.0;
    for (int d = first; d < last; ++d)
      for (int hour = 0; hour < 24; ++hour) {
        const auto k = static_cast<std::size_t>(24 * d + hour);
        year.globalWPerM2[k] = clear[k] * share[static_cast<std::size_t>(d - first)] * scale;
      }
    day = last;
  }
}

/// Weibull of shape 2 about the monthly mean: the length of a plane vector of two normals. Persistence from hour to
/// hour 0.9 (A).
void addWind(const Climate& climate, const Stream& random, WeatherYear& year) {
  const auto monthOf = monthsOfDays();
  const double persistence = 0.9, fresh = math::sqrt(1.0 - persistence * persistence);
  double u = random.normal(wind, WeatherYear::hours, 0), v = random.normal(wind, WeatherYear::hours, 1);
  for (int k = 0; k < WeatherYear::hours; ++k) {
    u = persistence * u + fresh * random.normal(wind, k, 0);
    v = persistence * v + fresh * random.normal(wind, k, 1);
    const auto m = static_cast<std::size_t>(monthOf[static_cast<std::size_t>(k / 24)]);
    const double rayleighMean = math::sqrt(0.5 * math::pi);
    year.windMPerS[static_cast<std::size_t>(k)] = climate.windMPerS[m] / rayleighMean * math::sqrt(u * u + v * v);
  }
}

/// The sample that stands at an hour of the civil year: in a leap year 29 February is 28 February again.
std::size_t sampleAt(std::int64_t hour, bool isLeap) {
  const std::int64_t inYear = isLeap ? WeatherYear::hours + 24 : WeatherYear::hours;
  std::int64_t h = hour % inYear;
  if (h < 0) h += inYear;
  return static_cast<std::size_t>(isLeap && h >= 59 * 24 ? h - 24 : h);
}

/// By how much the slopes at both ends of an interval must shrink for the cubic to be monotone (Fritsch and Carlson
/// 1980, the circle of radius 3).
double limit(double secant, double slopeBefore, double slopeAfter) {
  if (secant == 0.0) return 0.0;
  const double a = slopeBefore / secant, b = slopeAfter / secant;
  const double square = a * a + b * b;
  return square > 9.0 ? 3.0 / math::sqrt(square) : 1.0;
}

double startSlope(double before, double after) { return before * after <= 0.0 ? 0.0 : 0.5 * (before + after); }

/// `y` are six samples an hour apart; the value at y[2] + t hours. A slope is shortened by the stricter of its two
/// intervals, so that it depends on neighbours alone and no table of slopes need be kept.
double interpolated(const std::array<double, 6>& y, double t) {
  std::array<double, 5> secant{};
  for (std::size_t i = 0; i < 5; ++i) secant[i] = y[i + 1] - y[i];
  std::array<double, 4> slope{};
  for (std::size_t i = 0; i < 4; ++i) slope[i] = startSlope(secant[i], secant[i + 1]);
  std::array<double, 3> shrink{};
  for (std::size_t i = 0; i < 3; ++i) shrink[i] = limit(secant[i + 1], slope[i], slope[i + 1]);
  const double left = slope[1] * std::min(shrink[0], shrink[1]);
  const double right = slope[2] * std::min(shrink[1], shrink[2]);
  const double t2 = t * t, t3 = t2 * t;
  return y[2] * (2.0 * t3 - 3.0 * t2 + 1.0) + left * (t3 - 2.0 * t2 + t) + y[3] * (3.0 * t2 - 2.0 * t3) +
         right * (t3 - t2);
}

}  // namespace

WeatherYear generateWeather(const Climate& climate, std::uint64_t seed) {
  WeatherYear year;
  const auto count = static_cast<std::size_t>(WeatherYear::hours);
  year.source = climate.id;
  year.dryBulbC.resize(count);
  year.dewPointC.resize(count);
  year.pressurePa.assign(count, climate.pressurePa);
  year.globalWPerM2.resize(count);
  year.windMPerS.resize(count);
  const Stream random{seed, hashOf(climate.id)};
  addTemperatures(climate, random, year);
  addSun(climate, random, year);
  addWind(climate, random, year);
  return year;
}

Weather weatherAt(const WeatherYear& year, Time time) {
  const int calendarYear = toCivil(time).date.year;
  const bool isLeap = (calendarYear % 4 == 0 && calendarYear % 100 != 0) || calendarYear % 400 == 0;
  const double hour = hourOfYear(time);
  const double whole = std::floor(hour);
  std::array<std::size_t, 6> at{};
  for (std::size_t i = 0; i < 6; ++i)
    at[i] = sampleAt(static_cast<std::int64_t>(whole) + static_cast<std::int64_t>(i) - 2, isLeap);
  const auto value = [&](const std::vector<double>& series) {
    std::array<double, 6> y{};
    for (std::size_t i = 0; i < 6; ++i) y[i] = series[at[i]];
    return interpolated(y, hour - whole);
  };
  Weather now;
  now.dryBulbC = value(year.dryBulbC);
  // each curve is monotone between its own samples, so the two may still cross where they are close
  now.dewPointC = std::min(value(year.dewPointC), now.dryBulbC);
  now.pressurePa = value(year.pressurePa);
  now.globalWPerM2 = std::max(0.0, value(year.globalWPerM2));
  now.windMPerS = std::max(0.0, value(year.windMPerS));
  return now;
}

}  // namespace plenum
