// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/Geometry.h"
#include "base/Problem.h"
#include "plan/Footprint.h"
#include "plan/Ground.h"
#include "scenario/Plan.h"
#include "site/Layout.h"

namespace plenum::plan {

// Where the blocks of an option stand on the plan's land: a generator that goes through the blocks in the order in
// which they are built and gives each the best place that is left, so that what is added later moves nothing that was
// there before. Same plan, same place, on every machine.

struct PlacedBlock {
  std::string id;  // "P3/B810/2": phase, block, which of them
  std::string phase, block;
  Name name;
  int index = 1;
  std::size_t phaseAt = 0, blockAt = 0;  // of the option, of the plan
  Box box;
  int turn = 0;
  std::vector<Piece> pieces;  // in the site's metres
  bool isBuildable = true;    // false: somebody put it beyond the outline or onto what stands, and it is only drawn
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
  /// Of the problems, those of blocks that found no place, or were put where nothing can be built.
  Problems unplaced() const;
};

using GroundPlanPtr = std::shared_ptr<const GroundPlan>;

/// Nothing but an empty plan where no land is drawn. `footprints`: as the plan's blocks; `standing`: what is there.
GroundPlan layGround(const Plan& plan, const Option& option, const std::vector<Footprint>& footprints,
                     const Layout& standing);
/// Whether blocks have to find a place: land is drawn, and its outline is one.
bool hasLand(const Plan& plan);
/// Everything that the places of an option's blocks depend on: the land, blocks with what they take of it in the order
/// in which they are built, substations, what stands. Dates, demand and money are not among it.
std::uint64_t placesKey(const Plan& plan, const Option& option, const Ground& ground);
/// As it was laid out for the ground; null where no land is drawn, or nobody has laid this option out.
GroundPlanPtr placesOf(const Plan& plan, const Option& option, const Ground& ground);
/// Laid out now. Tenths of a second: not on a thread that somebody waits for.
GroundPlanPtr placesNow(const Plan& plan, const Option& option, const Ground& ground);
/// Whether every option of the plan is laid out there, and what its tie-ins take out is solved.
bool areLaid(const Plan& plan, const Ground& ground);
/// Lays out what is not yet, and solves what tie-ins take out.
void layAll(const Plan& plan, Ground& ground, Parallel& parallel);

/// From one rectangle to the other, seen from above; 0 where they meet.
double gapM(const Box& a, const Box& b);
/// What a block's place breaks: the least distance to the outline, to blocks and between towers and air intakes.
struct Clearances {
  double outlineM = 0.0;  // < 0: not inside
  double blockM = 0.0, plumeM = 0.0;
};
Clearances clearancesOf(const GroundPlan& ground, std::size_t block, const Land& land, const Layout& standing);

}  // namespace plenum::plan
