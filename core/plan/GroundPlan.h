// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/Geometry.h"
#include "base/Problem.h"
#include "plan/Ground.h"
#include "scenario/Plan.h"
#include "site/Layout.h"

namespace plenum::plan {

// Where the blocks of an option stand on the plan's land: a generator that goes through the blocks in the order in
// which they are built and gives each the best place that is left, so that what is added later moves nothing that was
// there before. Same plan, same place, on every machine.

/// Part of a block, seen from above and as high as it is.
struct Piece {
  enum class Kind : std::uint8_t { data, plant, power, tower, dryCooler, tank, transformer, gantry, yard, road };
  Kind kind = Kind::data;
  Box box;
  bool operator==(const Piece&) const = default;
};

/// What a block takes of the ground: from {0, 0} to `sizeM`.
struct Footprint {
  std::vector<Piece> pieces;
  Vec2 sizeM;
};
/// Of a campus: buildings that hold something, its plant and its yards, without offices, gate and substation. Those
/// belong to the whole.
Footprint footprintOf(const Layout& campus);
/// A substation with so many transformers.
Footprint footprintOfStation(int transformers);
/// Turned left by so many quarters.
Footprint turned(const Footprint& footprint, int quarters);

struct PlacedBlock {
  std::string id;  // "P3/B810/2": phase, block, which of them
  std::string phase, block;
  Name name;
  int index = 1;
  std::size_t phaseAt = 0, blockAt = 0;  // of the option, of the plan
  Box box;
  int turn = 0;
  std::vector<Piece> pieces;  // in the site's metres
};
/// The substation of one grid step, or of several that stand side by side.
struct PlacedStation {
  std::string id;  // "SUB2"
  std::vector<std::size_t> gridSteps;
  Box box;
  int turn = 0;
  std::vector<Piece> pieces;
};
struct Route {
  enum class Kind : std::uint8_t { road, power, water, fibre };
  Kind kind = Kind::road;
  std::string to;  // id of the block or station
  std::vector<Vec2> pathM;
  double widthM = 0.0;
};

struct GroundPlan {
  std::vector<PlacedBlock> blocks;      // in the order in which they are built
  std::vector<PlacedStation> stations;  // as well
  std::vector<Route> routes;
  double landM2 = 0.0;    // within the outline
  double usableM2 = 0.0;  // of it, beyond the setback and beside what stands
  double takenM2 = 0.0;   // by blocks and stations
  Problems problems;      // blocks that found no place, or stand where they must not
  const PlacedBlock* find(const std::string& id) const;
};

/// Nothing but an empty plan where no land is drawn. `footprints`: as the plan's blocks; `standing`: what is there.
GroundPlan layGround(const Plan& plan, const Option& option, const std::vector<Footprint>& footprints,
                     const Layout& standing);
/// Of the plan's blocks, each from the campus that it stands for. Problems: one that cannot be built.
Result<std::vector<Footprint>> footprintsOf(const Plan& plan, const Layout& site, const Setting& setting);

/// From one rectangle to the other, seen from above; 0 where they meet.
double gapM(const Box& a, const Box& b);
/// What a block's place breaks: the least distance to the outline, to blocks and between towers and air intakes.
struct Clearances {
  double outlineM = 0.0;  // < 0: not inside
  double blockM = 0.0, plumeM = 0.0;
};
Clearances clearancesOf(const GroundPlan& ground, std::size_t block, const Land& land, const Layout& standing);

}  // namespace plenum::plan
