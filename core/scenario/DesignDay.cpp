// SPDX-License-Identifier: Apache-2.0
#include "scenario/DesignDay.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "base/Math.h"
#include "physics/Psychrometrics.h"

namespace plenum {
namespace {

constexpr std::size_t exceeded = 35;  // hours of the year: 0.4 % of 8,760
constexpr std::size_t hoursOfDay = 24;

double exceededC(std::vector<double> series) {
  std::nth_element(series.begin(), series.begin() + exceeded, series.end(), std::greater<>());
  return series[exceeded];
}

/// Mean of `other` over the hours in which `series` is within half a kelvin of `valueC`.
double coincidentC(const std::vector<double>& series, double valueC, const std::vector<double>& other) {
  double sum = 0.0, count = 0.0;
  for (std::size_t k = 0; k < series.size(); ++k)
    if (std::abs(series[k] - valueC) <= 0.5) sum += other[k], count += 1.0;
  return sum / count;  // the hour of the value itself is one of them
}

/// A day that ends as it begins: what the weather changed from one midnight to the next is taken out.
std::array<double, hoursOfDay> closedDay(const std::vector<double>& series, std::size_t day) {
  std::array<double, hoursOfDay> out{};
  const std::size_t first = hoursOfDay * day;
  const double drift = series[(first + hoursOfDay) % series.size()] - series[first];
  for (std::size_t h = 0; h < hoursOfDay; ++h)
    out[h] = series[first + h] - drift * static_cast<double>(h) / static_cast<double>(hoursOfDay);
  return out;
}

template <class Day>
std::size_t highestOf(const Day& day) {
  return static_cast<std::size_t>(std::max_element(day.begin(), day.end()) - day.begin());
}

std::vector<double> everyDay(const std::array<double, hoursOfDay>& day) {
  std::vector<double> out(static_cast<std::size_t>(WeatherYear::hours));
  for (std::size_t k = 0; k < out.size(); ++k) out[k] = day[k % hoursOfDay];
  return out;
}

}  // namespace

std::vector<double> wetBulbsOf(const WeatherYear& year) {
  std::vector<double> out(year.dryBulbC.size());
  for (std::size_t k = 0; k < out.size(); ++k) {
    const double dewPointC = std::min(year.dewPointC[k], year.dryBulbC[k]), pressurePa = year.pressurePa[k];
    const double ratio = physics::humidityRatioAtDewPoint(dewPointC, pressurePa);
    out[k] = physics::wetBulbC(year.dryBulbC[k], ratio, pressurePa);
  }
  return out;
}

DesignConditions designConditions(const WeatherYear& year) {
  const std::vector<double> wetC = wetBulbsOf(year);
  DesignConditions out;
  out.byWetBulb.wetBulbC = exceededC(wetC);
  out.byWetBulb.dryBulbC = coincidentC(wetC, out.byWetBulb.wetBulbC, year.dryBulbC);
  out.byDryBulb.dryBulbC = exceededC(year.dryBulbC);
  out.byDryBulb.wetBulbC = coincidentC(year.dryBulbC, out.byDryBulb.dryBulbC, wetC);
  const std::size_t hottest = highestOf(wetC);
  out.extreme = {year.dryBulbC[hottest], wetC[hottest]};
  return out;
}

double returnedWetBulbC(const std::vector<double>& annualHighestC, double years) {
  const auto n = static_cast<double>(annualHighestC.size());
  double mean = 0.0, squares = 0.0;
  for (const double c : annualHighestC) mean += c / n;
  for (const double c : annualHighestC) squares += (c - mean) * (c - mean);
  const double deviation = n > 1.0 ? math::sqrt(squares / (n - 1.0)) : 0.0;
  constexpr double eulerGamma = 0.5772156649;
  const double k = -math::sqrt(6.0) / math::pi * (eulerGamma + math::log(math::log(years / (years - 1.0))));
  return mean + k * deviation;
}

std::vector<double> annualHighestWetBulbsC(const Climate& climate, std::uint64_t years) {
  std::vector<double> out;
  for (std::uint64_t seed = 1; seed <= years; ++seed) {
    const std::vector<double> wetC = wetBulbsOf(generateWeather(climate, seed));
    out.push_back(*std::max_element(wetC.begin(), wetC.end()));
  }
  return out;
}

DesignDay designDayOf(const WeatherYear& year, DesignPoint point) {
  const std::vector<double> wetC = wetBulbsOf(year);
  std::size_t day = 0;
  double nearestK = 1e9;
  for (std::size_t d = 0; d < wetC.size() / hoursOfDay; ++d) {
    const auto first = wetC.begin() + static_cast<std::ptrdiff_t>(hoursOfDay * d);
    const double distanceK = std::abs(*std::max_element(first, first + hoursOfDay) - point.wetBulbC);
    if (distanceK < nearestK) nearestK = distanceK, day = d;
  }
  std::array<double, hoursOfDay> dry = closedDay(year.dryBulbC, day), wet = closedDay(wetC, day), dew{};
  const std::size_t peak = highestOf(wet);
  const double wetK = point.wetBulbC - wet[peak], dryK = point.dryBulbC - dry[peak];
  const std::size_t first = hoursOfDay * day;
  for (std::size_t h = 0; h < hoursOfDay; ++h) {
    dry[h] += dryK;
    wet[h] = std::min(wet[h] + wetK, dry[h]);
    const double pressurePa = year.pressurePa[first + h];
    dew[h] =
        std::min(dry[h], physics::dewPointC(physics::humidityRatioAtWetBulb(dry[h], wet[h], pressurePa), pressurePa));
  }
  DesignDay out;
  out.year = {everyDay(dry), everyDay(dew), {}, {}, {}, year.source};
  const auto repeated = [&](const std::vector<double>& series) {
    std::array<double, hoursOfDay> one{};
    std::copy_n(series.begin() + static_cast<std::ptrdiff_t>(first), hoursOfDay, one.begin());
    return everyDay(one);
  };
  out.year.pressurePa = repeated(year.pressurePa);
  out.year.globalWPerM2 = repeated(year.globalWPerM2);
  out.year.windMPerS = repeated(year.windMPerS);
  out.hottest = static_cast<int>(first + peak);
  return out;
}

}  // namespace plenum
