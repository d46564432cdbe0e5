// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/Parallel.h"
#include "study/FullLoad.h"

namespace plenum::plan {

// Private to this room: what the cooling of a campus could carry, as a share of what it carries at full load with
// everything running.

inline constexpr double plentiful = 100.0;  // where nothing is asked of a resource

/// The least of what is told so far.
struct Lowest {
  double share = plentiful;
  std::string id;
  void take(double value, const std::string& at) {
    if (value < share) share = value, id = at;
  }
};

struct Cooling {
  Lowest plant, halls;
  double chipMarginK = 1e9;
};

/// With these units out and nothing else.
Cooling coolingLeft(const study::Rest& rest, const std::vector<std::string>& out, Parallel& parallel);
/// With these units out, and beside them one unit of each kind: those of different halls and circuits at once, and in
/// halves, down to each by itself, where that is too much, for what they share (a header) may be what gives way.
Cooling coolingOf(const study::Rest& rest, const std::vector<std::string>& out, Parallel& parallel);

}  // namespace plenum::plan
