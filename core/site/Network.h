// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "catalog/Catalog.h"

namespace plenum {

/// Switches and optics, watts for each chip of a campus of so many: tiers that it does not need are not built.
double networkWattsPerChip(const FabricSpec& fabric, std::uint32_t chipsOfCampus);

}  // namespace plenum
