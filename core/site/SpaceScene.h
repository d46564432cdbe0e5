// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "site/Clearance.h"
#include "site/Layout.h"

namespace plenum {

// One floor as the checks of space see it. Private to this room.

/// A thing on a floor, or one that is meant to stand there.
struct OnFloor {
  EntityRef ref;
  Kind kind = Kind::row;
  Box box;
  bool facesNorth = true;
  bool isMoving = false;
  const std::string* id = nullptr;  // of what is not there yet
};

/// A hall's floor, or the land.
struct FloorScene {
  std::uint32_t hall = none;
  Box room;  // the hall's, or the land's
  std::vector<OnFloor> things;
};

OnFloor onFloor(const Layout& layout, EntityRef thing);
FloorScene sceneOf(const Layout& layout, std::uint32_t hall);

/// What is wrong with one thing of a scene: overlaps, walls, fronts and backs, ends, service.
class SpaceJudge {
 public:
  SpaceJudge(const Layout& layout, const FloorScene& scene) : layout_(layout), scene_(scene) {}
  void judge(std::size_t thing, std::vector<Objection>& out) const;
  /// Fronts and backs of a row that stands still, as far as something that moves has come before them.
  void judgeStanding(std::size_t row, std::vector<Objection>& out) const;

 private:
  struct Gap {
    double metres = 0.0;
    std::size_t other = SIZE_MAX;  // SIZE_MAX: the wall
    Vec2 from, to;
  };
  enum class Way : std::uint8_t { east, west, north, south };
  Gap gap(const OnFloor& thing, Way way) const;
  double runLength(const OnFloor& row, Way way) const;
  bool isAbutted(const OnFloor& row, const Gap& gap) const;
  void judgePlace(const OnFloor& thing, std::size_t index, std::vector<Objection>& out) const;
  void judgeRow(const OnFloor& row, std::vector<Objection>& out) const;
  void judgeAisle(const OnFloor& row, Way way, std::vector<Objection>& out) const;
  void judgeMachine(const OnFloor& machine, std::vector<Objection>& out) const;
  void object(SpaceRule rule, const OnFloor& thing, const Gap& gap, std::vector<Objection>& out) const;
  std::string nameOf(const OnFloor& thing) const;

  const Layout& layout_;
  const FloorScene& scene_;
};

bool isMachine(Kind kind);

/// What hangs on what: power, loops, cables, floor load. For the whole site.
void judgeJoints(const Layout& layout, std::vector<Objection>& out);
/// Floor load of the racks of a type in a hall, kg/m² under the rack and half of either aisle.
double floorLoadKgPerM2(const RackSpec& rack);

}  // namespace plenum
