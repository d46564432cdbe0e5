// SPDX-License-Identifier: Apache-2.0
#include "plan/Measure.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace plenum::plan {
namespace {

// 0.1229 kgce/kWh, of electricity by its energy: GB/T 2589-2020
constexpr double tcePerGwh = 122.9;

struct Row {
  Measure measure;
  Dress dress;
};
constexpr Row rows[] = {{Measure::whole, {1.0, 0, 0, ""}},
                        {Measure::chips, {1.0, 0, 0, "report.unit.chips"}},
                        {Measure::months, {1.0, 0, 0, "report.unit.months"}},
                        {Measure::days, {1.0, 0, 0, "report.unit.days"}},
                        {Measure::tenthsOfDay, {1.0, 1, 0, "report.unit.days"}},
                        {Measure::millionHours, {1e-6, 1, 0, "report.unit.million-hours"}},
                        {Measure::weeks, {1.0, 0, 0, "report.unit.weeks"}},
                        {Measure::megawatts, {1.0, 1, 0, "report.unit.mw"}},
                        {Measure::mvas, {1.0, 1, 0, "report.unit.mva"}},
                        {Measure::mwPerS, {1.0, 1, 0, "report.unit.mw-per-s"}},
                        {Measure::mwh, {1.0, 0, 0, "report.unit.mwh"}},
                        {Measure::gwh, {1.0, 1, 0, "report.unit.gwh"}},
                        {Measure::tce, {tcePerGwh, 0, 0, "report.unit.tce"}},
                        {Measure::kilotonnes, {1.0, 1, 0, "report.unit.kt"}},
                        {Measure::tonnes, {1.0, 0, 0, "report.unit.t"}},
                        {Measure::cubicMetres, {1.0, 0, 0, "report.unit.m3"}},
                        {Measure::m3PerDay, {1.0, 0, 0, "report.unit.m3-per-day"}},
                        {Measure::squareMetres, {1.0, 0, 0, "report.unit.m2"}},
                        {Measure::celsius, {1.0, 1, 0, "report.unit.celsius"}},
                        {Measure::ratio, {1.0, 3, 0, ""}},
                        {Measure::litresPerKwh, {1.0, 2, 0, "report.unit.l-per-kwh"}},
                        {Measure::kgPerKwh, {1.0, 3, 0, "report.unit.kg-per-kwh"}},
                        {Measure::percent, {100.0, 1, 0, "report.unit.percent"}},
                        {Measure::wholePercent, {100.0, 0, 0, "report.unit.percent"}},
                        {Measure::money, {1e-9, 2, 0, "report.unit.money"}},
                        {Measure::million, {1e-6, 2, 0, "report.unit.million"}},
                        {Measure::yuanPerHour, {1.0, 2, 0, "report.unit.yuan-per-hour"}},
                        {Measure::yuanPerHour4, {1.0, 4, 0, "report.unit.yuan-per-hour"}},
                        {Measure::three, {1.0, 0, 3, ""}},
                        {Measure::four, {1.0, 0, 4, ""}}};

/// Below what three decimals can show it is noise, not a number.
int decimalsFor(double value, int significant) {
  if (std::abs(value) < 5e-4) return 0;
  int whole = 1;
  for (value = std::abs(value); value >= 10.0; value /= 10.0) ++whole;
  for (; value < 1.0; value *= 10.0) --whole;
  return std::clamp(significant - whole, 0, significant);
}

}  // namespace

Dress dressOf(Measure measure, bool isChinese) {
  Dress dress =
      std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.measure == measure; })->dress;
  if (measure == Measure::money && isChinese) dress.scale = 1e-8;  // 亿元
  return dress;
}

std::string written(double value, Measure measure, bool isChinese) {
  if (!std::isfinite(value)) return "–";
  const Dress dress = dressOf(measure, isChinese);
  double shown = value * dress.scale;
  const int decimals = dress.significant > 0 ? decimalsFor(shown, dress.significant) : dress.decimals;
  double half = 0.5;
  for (int k = 0; k < decimals; ++k) half *= 0.1;
  if (std::abs(shown) < (dress.significant > 0 ? 5e-4 : half)) shown = 0.0;  // "−0.0" says nothing
  const std::string digits = toText(std::abs(shown), decimals);
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  std::string out = shown < 0.0 ? "\u2212" : "";
  for (std::size_t k = 0; k < digits.size(); ++k) {
    if (k > 0 && k < whole && (whole - k) % 3 == 0) out += ',';
    out += digits[k];
  }
  return out;
}

}  // namespace plenum::plan
