// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "scene/Mesh.h"
#include "scene/Palette.h"
#include "site/Layout.h"

namespace plenum {

// Outsides of buildings: what they look like follows from their kind and size. `footM`: where the ground is.

/// With bands of windows on every storey.
void addOffice(Mesh& mesh, const Box& box, double footM, const Palette& palette);
/// A hall of machines with its roof on: sheets, louvres, doors, docks, and plant on the roof of data buildings.
/// What is planned and does not stand: its edges in dashes and its ground hatched, as on a drawing. Nobody is in there.
void addOutlined(Mesh& mesh, const Box& b, double footM, const Palette& palette);
void addClosedBuilding(Mesh& mesh, const Layout& layout, std::uint32_t building, double footM, const Palette& palette);

}  // namespace plenum
