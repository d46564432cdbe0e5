// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "study/FullLoad.h"

namespace plenum::study {

/// How much more a thing could take, and with which unit out of service that is so.
struct Least {
  double more = 0.0;
  std::string without;  // id; "" where nothing need be out
  double intact = 0.0;  // with everything running
};

/// What the cooling of a campus has to spare at full load: the least over the intact campus and the campus with one
/// unit of a kind out. A failure that the campus does not bear as it is takes nothing away; it is named in `unborne`.
struct Supply {
  std::vector<Least> loopHeatW, loopFlowKgPerS;  // by loop
  std::vector<Least> airHeatW, airFlowM3PerS;    // by hall
  std::vector<Least> plantHeatW;                 // by circuit
  std::vector<std::string> unborne;              // ids of loops, halls and circuits without a spare unit

  /// The failures that were tried at once: one CDU of each loop, one fan wall of each hall, one of each kind of plant
  /// in each circuit.
  std::vector<std::vector<std::string>> tried;
};

/// Sets of units that may be out together because none shares its work with another; none of `out`, which are out
/// already.
std::vector<std::vector<std::string>> spareSets(const Layout& layout, const std::vector<std::string>& out = {});
Supply supplyOf(const Rest& rest, Parallel& parallel);

}  // namespace plenum::study
