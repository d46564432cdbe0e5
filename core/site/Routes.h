// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "site/Layout.h"

namespace plenum {

// Ways that somebody laid by hand. Those that the program lays are the picture's (scene/PipeRuns.h, scene/CableRuns.h).

/// The route of this kind between these two, if somebody laid one.
const RouteSpec* routeOf(const Site& site, RouteSpec::Kind kind, std::string_view from, std::string_view to);

/// Most routes are ways from one thing to another, and only the corners between are written. A ring main (water or
/// condenser water, from a circuit to a hall that it serves, or to itself for its plant) is closed: its corners are all
/// of it. A header (water, from a loop to its hall) begins and ends with its first and last corner. What hangs on a
/// main is joined to it where it is nearest.
enum class RouteShape : std::uint8_t { way, ring, header };
RouteShape shapeOf(const Layout& layout, const RouteSpec& route);
/// Fewer make none.
constexpr std::size_t leastCorners(RouteShape shape) {
  return shape == RouteShape::ring ? 3 : shape == RouteShape::header ? 2 : 0;
}

/// Two boxes that a route joins; nothing where a route of this kind does not join them, or not any more.
struct RouteEnds {
  Box from, to;
  std::uint32_t hall = none;  // that holds both
  RouteShape shape = RouteShape::way;
};
std::optional<RouteEnds> endsOf(const Layout& layout, const RouteSpec& route);

/// The way in plan, ends included, in the direction from → to: a pipe begins at the outline of what it leaves, a cable
/// in its middle. Of a ring its corners and the first again, of a header its corners.
std::vector<Vec2> lineOf(const RouteSpec& route, const RouteEnds& ends);
/// Every leg at right angles: along x first where it was slanted. Cables, busways and fibre run so.
std::vector<Vec2> squared(const std::vector<Vec2>& line);
/// Metres along it, with the ways up and down at its ends. One of its pipes, or one cable.
double lengthM(const RouteSpec& route, const RouteEnds& ends);
/// The height that it runs at: its own, or that of its kind.
double heightOf(const RouteSpec& route, const RouteEnds& ends);

/// Fibre of a hall to the spine as the program lays it: along the yard at right angles.
std::vector<RouteSpec> automaticFibre(const Layout& layout);

inline constexpr double yardDuctM = 0.18, hallTrayM = 3.55;  // cables: above the ground, above a hall's floor
inline constexpr double fibreDuctM = 0.3;

/// The building that holds a circuit's pumps or chillers, or those themselves.
Box plantOf(const Layout& layout, const PlacedCircuit& circuit);
/// Towers, dry coolers and intakes of a circuit; empty where it has none.
Box rejectionOf(const Layout& layout, const PlacedCircuit& circuit);

}  // namespace plenum
