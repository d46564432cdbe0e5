// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "scene/Growth.h"
#include "scene/Mesh.h"
#include "scene/Palette.h"

namespace plenum::site {

// What is planned as it is seen from afar: the same outlines and, on the whole, the same colours, from a tenth of the
// corners. Whoever comes nearer sees GrowthLayer's own.

void addFarBuilding(Mesh& mesh, const Growth::Piece& piece, const Palette& palette);
/// Nothing for what is no machine.
void addFarMachine(Mesh& mesh, const Growth::Piece& piece, const Palette& palette);

}  // namespace plenum::site
