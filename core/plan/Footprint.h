// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "base/Geometry.h"
#include "site/Layout.h"

namespace plenum::plan {

/// Part of a block, seen from above and as high as it is.
struct Piece {
  enum class Kind : std::uint8_t { data, plant, power, tower, dryCooler, tank, transformer, gantry, yard, road };
  Kind kind = Kind::data;
  Box box;
  bool operator==(const Piece&) const = default;
};

/// What a block takes of the ground: from {0, 0} to `sizeM`. Empty: nothing, it stands anywhere.
struct Footprint {
  std::vector<Piece> pieces;
  Vec2 sizeM;
  bool isEmpty() const { return sizeM.x <= 0.0 || sizeM.y <= 0.0; }
  bool operator==(const Footprint&) const = default;
};
/// Of a campus: buildings that hold something, its plant and its yards, without offices, gate and substation. Those
/// belong to the whole.
Footprint footprintOf(const Layout& campus);
/// A substation with so many transformers.
Footprint footprintOfStation(int transformers);
/// Turned left by so many quarters.
Footprint turned(const Footprint& footprint, int quarters);

}  // namespace plenum::plan
