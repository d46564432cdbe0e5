// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "site/Layout.h"

namespace plenum {

/// A door of a hall where it really is: in the nearest wall.
struct PlacedDoor {
  std::uint32_t hall = none;
  std::string id;                    // "H1/E1"
  const HallDoor* spec = nullptr;    // owned by the layout
  Vec2 at;                           // its middle, on the wall's inner face, on the site
  Vec2 inward, along;                // unit: into the room, and along the wall to the east or north
  double floorM = 0.0, highM = 0.0;  // of its opening
  /// The opening in the wall, from the floor up.
  Box box(double thickM) const;
};
PlacedDoor placedDoor(const Layout& layout, std::uint32_t hall, const HallDoor& door);
std::vector<PlacedDoor> doorsOf(const Layout& layout, std::uint32_t hall);
/// Where in the hall the middle of a door of that width comes to lie, when it is drawn to a place on the site: in the
/// nearest wall, whole, to the centimetre.
Vec2 doorPlace(const PlacedHall& hall, Vec2 site, double widthM);

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
