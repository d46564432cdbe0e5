// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "site/Layout.h"

namespace plenum::study {

/// What a power device is made for at its output.
struct Nominal {
  double volts = 0.0;  // phase to phase, or of a direct current
  bool isDirect = false;
};

// where neither above nor below stands a transformer that would tell
inline constexpr double usualVolts = 400.0;
// of the 240 V supplies of Chinese data centres (YD/T 2378); 336 V ones draw less current than is told
inline constexpr double directVolts = 240.0;

/// By device. A transformer tells its secondary to what is below and its primary to what is above, up to the next
/// transformer; behind an HVDC unit runs direct current.
std::vector<Nominal> nominalVolts(const Layout& layout);

}  // namespace plenum::study
