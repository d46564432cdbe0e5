// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "base/Text.h"

namespace plenum::plan {

/// What a figure of a plan is counted in. The one place that decides prefix, digits and unit of a figure on paper, so
/// that it reads as it does on the screen.
enum class Measure : unsigned char {
  whole,        // things
  chips,        //
  months,       //
  days,         //
  tenthsOfDay,  // days
  weeks,        //
  megawatts,    // of IT, or as the head says
  mvas,         //
  mwPerS,       //
  mwh,          //
  gwh,          //
  tce,          // tonnes of standard coal, from GWh
  kilotonnes,   // of CO2
  tonnes,       // of CO2
  cubicMetres,  //
  m3PerDay,     //
  squareMetres,
  celsius,
  ratio,         // PUE
  litresPerKwh,  // WUE
  kgPerKwh,      // CUE
  percent,       // from a share
  wholePercent,  // the same, without decimals
  money,         // from CNY: 亿元, or thousands of millions
  million,       // from CNY
  yuanPerHour,   // of a chip
  millionHours,  // of chips, from hours
  yuanPerHour4,  // the same, of parts
  three,         // significant digits
  four
};

/// How a measure is worn in one language.
struct Dress {
  double scale = 1.0;  // shown = value · scale
  int decimals = 0;
  int significant = 0;    // instead of decimals
  const char* unit = "";  // text id; "" for none
};
Dress dressOf(Measure measure, bool isChinese);

/// 12,345.6 with a true minus; a dash where it is no number. Without its unit.
std::string written(double value, Measure measure, bool isChinese);

}  // namespace plenum::plan
