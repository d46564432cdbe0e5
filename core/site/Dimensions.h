// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <vector>

#include "site/Layout.h"

namespace plenum {

/// The nearest clear distance in plan between two boxes, and where; 0 where they touch or overlap.
struct Gap {
  Vec2 from, to;
  double metres = 0.0;
};
Gap gapBetween(const Box& a, const Box& b);
/// Of a closed polygon, whichever way round.
double areaOf(const std::vector<Vec3>& corners);

/// A kept dimension where it is now.
struct LaidDimension {
  std::vector<Vec3> points;  // of a clearance the ends of its gap
  double result = 0.0;       // metres, or square metres
};
/// Nothing where a thing that it hangs on is gone, or two things of a clearance touch.
std::optional<LaidDimension> laid(const Layout& layout, const DimensionSpec& dimension);
/// How many points each kind needs at least.
std::size_t leastPoints(DimensionSpec::Kind kind);

}  // namespace plenum
