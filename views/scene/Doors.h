// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "scene/Mesh.h"
#include "scene/Palette.h"
#include "site/Layout.h"

namespace plenum {

/// The doors of a hall, their leaves open: a frame that stands through the wall, a green board over a way out, yellow
/// posts beside a loading door, and on the floor the room that must stay free before it.
void addDoors(Mesh& mesh, const Layout& layout, std::uint32_t hall, const Palette& palette);

}  // namespace plenum
