// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "site/Layout.h"
#include "site/SpaceScene.h"

namespace plenum {

// Doors, ways out and ways in for racks. Private to this room.

/// Free ways over a floor at right angles, for something so wide. Exact for what stands at right angles: the lines that
/// are walked are those that touch what stands.
class FloorWays {
 public:
  /// `points` are places that ways begin or end at.
  FloorWays(const Box& room, const std::vector<Box>& obstacles, double wideM, const std::vector<Vec2>& points);
  /// Measures from these, the nearest of them.
  void from(const std::vector<Vec2>& starts);
  /// Metres to a place; infinite where it cannot be reached, and where it lies in something.
  double metresTo(Vec2 place) const;
  bool isFree(Vec2 place) const;
  /// The shortest way from there to where it was measured from, corners only; empty where there is none.
  std::vector<Vec2> wayFrom(Vec2 place) const;

 private:
  std::size_t nodeAt(Vec2 place) const;  // SIZE_MAX where there is none
  bool isBlocked(std::size_t x, std::size_t y) const { return blocked_[y * xs_.size() + x] & 1; }

  std::vector<double> xs_, ys_, metres_;
  std::vector<std::uint8_t> blocked_;  // 1: the node, 2: the leg to the east, 4: to the north
};

/// What is wrong with the ways of one hall's floor; nothing where it has no doors.
void judgeWays(const Layout& layout, const FloorScene& scene, std::vector<Objection>& out);

}  // namespace plenum
