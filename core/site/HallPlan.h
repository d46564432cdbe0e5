// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "site/Layout.h"

namespace plenum {

inline constexpr double adjoiningM = 0.05;  // what is nearer adjoins

/// A clear distance in plan between two things that face each other, or between a thing and a wall.
struct Clearance {
  enum class Kind { wall, front, back, mixed, other };  // front: both rows turn their fronts to it (a cold aisle)
  Kind kind = Kind::other;
  Vec2 from, to;   // ends, in the middle of where they face each other
  EntityRef a, b;  // campus where it is a wall
  double metres() const { return std::abs(to.x - from.x) + std::abs(to.y - from.y); }
};

/// What stands in a hall, as it is measured in plan: site coordinates, metres.
struct HallPlan {
  struct Thing {
    EntityRef ref;
    std::string id;  // without the hall's
    Box box;
    bool isOverhead = false;  // hangs over people's heads
  };
  Box room;    // the hall
  Box extent;  // with what belongs to it and stands beside it
  std::vector<Thing> things;
  std::vector<Clearance> clearances;  // ascending by distance; nothing under 5 cm, which is adjoining
  std::optional<std::size_t> aisle;   // the narrowest between rows of racks
};

/// Problem-free for any hall of a layout. Things under a head's height (1.9 m above the floor) count as obstacles, over
/// it they hang; so do the feeding ends of busways. Two things face each other where they overlap by 30 cm and nothing
/// stands between them.
HallPlan planOf(const Layout& layout, std::uint32_t hall);

}  // namespace plenum
