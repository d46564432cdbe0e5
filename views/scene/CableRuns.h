// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "frame/Frame.h"
#include "site/Layout.h"

namespace plenum {

/// One cable or busway of the picture. A site says what feeds what, not where cables run: these are short ways at right
/// angles, in ducts over the yard, on trays under a hall's ceiling and along the rows.
struct CableRun {
  /// Which of a rack's two ways to power it belongs to; common: both, or neither.
  enum class Side : std::uint8_t { common, a, b };
  Side side = Side::common;
  std::uint32_t device = none;  // a feeder ends at it, a busway starts from it
  std::uint32_t source = none;  // of a feeder
  std::uint32_t part = 0;       // of a feeder: the breaker of the device that it ends at
  std::uint32_t row = none;     // of a busway
  std::uint32_t hall = none;    // none: seen from afar as well
  bool isFibre = false;         // carries no power: device and source say nothing
  double halfM = 0.05;          // half its width
  std::vector<Vec3> route;
  std::vector<Vec3> taps;  // feet of drops to racks; their heads lie on the last leg
};

/// All of a layout, in an order that follows from the layout alone.
std::vector<CableRun> layCables(const Layout& layout);

/// Load over rating as a frame tells it; below 0: dead. NaN where the frame does not say.
float loadIn(const CableRun& run, const Frame& frame);

}  // namespace plenum
