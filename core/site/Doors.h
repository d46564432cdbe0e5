// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "site/Layout.h"

namespace plenum {

/// `door` is owned by the caller, and need not be one of the hall's: where it would come to lie.
PlacedDoor placedDoor(const Layout& layout, std::uint32_t hall, const HallDoor& door);
std::vector<PlacedDoor> doorsOf(const Layout& layout, std::uint32_t hall);
/// Where in the hall the middle of a door of that width comes to lie, when it is drawn to a place on the site: in the
/// nearest wall, whole, to the centimetre.
Vec2 doorPlace(const PlacedHall& hall, Vec2 site, double widthM);
/// The same of a place in a hall of that size.
Vec2 doorPlace(Vec3 sizeM, Vec2 place, double widthM);

/// The way out that is longest of all places where somebody works in a hall: before and behind rows, beside machines.
struct WayOut {
  EntityRef thing;         // before which it begins
  std::vector<Vec2> line;  // on the site, to a step inside of the door
  double metres = 0.0;
  std::string door;  // "H1/E1"
};
/// Nothing where the hall has no doors, nothing stands in it, or no way leads out of it at all.
std::optional<WayOut> longestWayOut(const Layout& layout, std::uint32_t hall);

}  // namespace plenum
