// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "scene/Mesh.h"
#include "scene/Palette.h"
#include "scene/Terrain.h"

namespace plenum {

enum class TreeKind { broad, tall, pine, shrub };

/// What grows there, for a draw 0…1.
TreeKind treeKindOf(Landscape::Kind landscape, double draw);

struct Tree {
  Vec3 foot;
  double heightM = 6.0;
  TreeKind kind = TreeKind::broad;
  std::uint64_t seed = 0;
};
double crownRadiusM(const Tree& tree);

/// `isNear`: with a stem and a crown of several parts.
void addTree(Mesh& mesh, const Tree& tree, const Palette& palette, bool isNear);

/// Trees of the country around, denser where it is wooded; none on the pad, on roads, in water.
std::vector<Tree> woodsOf(const Terrain& terrain, std::size_t most, double reachM);

}  // namespace plenum
