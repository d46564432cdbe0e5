// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "scene/Growth.h"
#include "scene/Mesh.h"
#include "scene/Palette.h"

namespace plenum::site {

// What a building site is made of. All from boxes and bars: cheap, and told by its shape.

/// Columns, slabs and cladding of a building as high as `share` of it has risen.
void addRisingShell(Mesh& mesh, const Box& building, double share, const Palette& palette);
/// Pads and strips of concrete where a building is to stand.
void addFoundations(Mesh& mesh, const Box& building, double share, const Palette& palette);
/// Turns with `turnDeg`; `highM`: of its jib.
void addTowerCrane(Mesh& mesh, Vec3 foot, double highM, double reachM, double turnDeg, const Palette& palette);
/// Before one long side of a building.
void addScaffold(Mesh& mesh, const Box& building, const Palette& palette);
/// Huts, a lorry and heaps along the southern edge of a site.
void addSiteCamp(Mesh& mesh, const Box& site, double share, const Palette& palette);
/// Lamps at the corners of a block that runs.
void addYardLamps(Mesh& mesh, const Box& block, const Palette& palette);
/// An overhead line along a way.
void addPylons(Mesh& mesh, const std::vector<Vec2>& path, const Palette& palette);

}  // namespace plenum::site
