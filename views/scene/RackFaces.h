// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "scene/Mesh.h"
#include "scene/Palette.h"
#include "scene/RackLayer.h"
#include "site/Layout.h"

namespace plenum {

/// What a rack looks like; follows from its specification.
enum class RackLook : std::uint8_t {
  air,      // a few tall servers with fans, doors of wire
  door,     // the same with a heat exchanger as its rear door
  plates,   // a few servers with cold plates, manifolds at the back
  drawers,  // many flat nodes with cold plates, switches between them, a busbar at the back
  tank,     // servers stand in the coolant under a lid
};
RackLook lookOf(const PlacedRack& rack);
/// A fingerprint of all that the functions below read of a rack, its place in the atlas apart.
std::uint64_t printOf(const PlacedRack& rack);

/// Frame, header, feet, cables above and what stands at the back: worth drawing where a rack is some dozen pixels high.
/// Stays out of the front's chips.
void addRackDress(Mesh& mesh, const PlacedRack& rack, const Palette& palette);

/// What wears a fixed colour, and what wears the atlas of the RackLayer.
struct RackInside {
  Mesh plain, coloured;
};
/// Servers as drawers and every chip as a block on its board, each within the cell in which it is picked. Distances
/// from the face are full-grown; the caller may flatten them.
void addRackInside(RackInside& inside, const PlacedRack& rack, std::uint32_t index, const RackAtlas& atlas,
                   const Palette& palette);

}  // namespace plenum
