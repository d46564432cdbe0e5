// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "scene/Lightmap.h"
#include "scene/Mesh.h"
#include "scene/Palette.h"
#include "site/Layout.h"

namespace plenum {

/// Small things of people's size that the site file does not write down: where they may stand follows from roads, yards
/// and buildings, the same in every picture.
struct Furniture {
  struct Bay {
    Box box;  // flat
    bool isAlongX = false;
    std::uint64_t draw = 0;
    bool hasCar = false;
    bool operator==(const Bay&) const = default;
  };
  struct Lamp {
    Vec2 foot, towards;  // unit: to the road it lights
    bool operator==(const Lamp&) const = default;
  };
  struct Gate {
    Vec2 at, inward;  // on the land's edge
    double widthM = 6.0;
    bool operator==(const Gate&) const = default;
  };
  std::vector<Bay> bays;
  std::vector<Lamp> lamps;
  std::vector<Gate> gates;
  bool operator==(const Furniture&) const = default;
};
Furniture furnish(const Layout& layout);

/// Boxes that nothing else may stand on: buildings, roads, water, machines out of doors.
std::vector<Box> occupied(const Layout& layout, double marginM);

void addFurniture(Mesh& mesh, Lightmap& light, const Furniture& furniture, double groundM, const Palette& palette);

}  // namespace plenum
