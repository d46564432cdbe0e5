// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "frame/Frame.h"
#include "site/Layout.h"
#include "site/Routes.h"

namespace plenum {

/// One pipe of the picture, bend by bend in the direction of its flow. A site says who is joined to whom, not where
/// pipes run: these are the short ways at right angles, along walls and rows.
struct PipeRun {
  enum class Water : std::uint8_t { facility, condenser, coolant };
  Water water = Water::facility;
  bool isReturn = false;
  std::uint32_t source = none;  // circuit; of coolant: loop
  EntityRef unit;               // what a branch ends at: CDU, fan wall, row, …; campus for a main
  std::uint32_t place = none;   // which of PipeWork::places it is a detail of; none: seen from afar as well
  std::uint32_t hall = none;    // that it lies in; none: in the yard or a plant
  double radiusM = 0.1;
  std::vector<Vec3> route;
  std::vector<Vec3> taps;  // where it is joined to what stands beneath: heads of short drops
  double tapFootM = 0.0;   // height at which those end
};

/// All pipes of a layout, and the boxes of the halls and plants whose pipes are only worth drawing from nearby.
struct PipeWork {
  /// A ring main or a header as it lies, to be taken hold of.
  struct Main {
    RouteSpec route;  // its corners in order; of a ring from where it is joined
    RouteShape shape = RouteShape::ring;
    std::uint32_t hall = none;  // of a plant none
    Vec2 joinedAt;              // of a ring: where its water comes in
    double heightM = 0.0;
  };
  std::vector<PipeRun> runs;
  std::vector<Box> places;
  std::vector<Main> mains;
  std::vector<Main> yardMains;  // around towers and coolers: always laid by the program
};
PipeWork layPipes(const Layout& layout);

/// (circuit, building) pairs that need a pipe between them.
std::vector<std::pair<std::uint32_t, std::uint32_t>> pipedBuildings(const Layout& layout);

/// What runs in it now. NaN where the frame does not say.
struct PipeFlow {
  float temperatureC, flowKgPerS;
};
PipeFlow flowIn(const PipeRun& run, const Frame& frame);

// Steps of layPipes, one file each.

/// A way over the yard, on portals.
struct YardWay {
  std::uint32_t circuit = none, building = none;
  bool isCondenser = false;
  std::vector<Vec2> route;  // from the plant outwards
  double heightM = 0.0;
};
std::vector<YardWay> yardWays(const Layout& layout);
/// Radius of a circuit's mains as drawn.
double mainRadiusM(const PlacedCircuit& circuit);
/// Coolant pipes of a hall's loops: from CDUs to a header at the end of the rows, and along every row.
void addCoolantPipes(PipeWork& work, const Layout& layout, std::uint32_t hall, std::uint32_t place);

}  // namespace plenum
