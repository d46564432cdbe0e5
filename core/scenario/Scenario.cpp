// SPDX-License-Identifier: Apache-2.0
#include "scenario/Scenario.h"

namespace plenum {
namespace {

/// `from` ≤ x < `to`, also round midnight (22 to 6).
bool isHourIn(int hour, int from, int to) { return from < to ? hour >= from && hour < to : hour >= from || hour < to; }
/// Both ends included, also round the year's end (11 to 2).
bool isMonthIn(int month, int from, int to) {
  return from <= to ? month >= from && month <= to : month >= from || month <= to;
}

}  // namespace

double Tariff::yuanPerKwhAt(Time time) const {
  const CivilTime civil = toCivil(time);
  double factor = 1.0;
  for (const Band& band : bands)
    if (isMonthIn(civil.date.month, band.fromMonth, band.toMonth) && isHourIn(civil.hour, band.fromHour, band.toHour))
      factor = band.factor;
  return flatYuanPerKwh * factor;
}

}  // namespace plenum
