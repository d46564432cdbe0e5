// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <limits>

#include "site/Layout.h"

namespace plenum {

inline constexpr double uncut = std::numeric_limits<double>::infinity();

/// Where to cut a building of several storeys so that this thing can be seen: the ceiling of its hall, or `uncut` where
/// nothing stands above it.
double cutFor(const Layout& layout, EntityRef entity);

/// The same things with the same indices; what stands in halls above the cut has an empty box and is neither drawn nor
/// picked, and buildings end at the cut. The layout itself where nothing is above.
LayoutPtr cutAbove(const LayoutPtr& layout, double heightM);

/// A data building without a hall: it is on the drawing alone, and nothing in it is modelled.
bool isOnlyDrawn(const Layout& layout, std::uint32_t building);

/// Up to where the walls of a building are drawn: a little above the racks of its highest storey, as in a model that
/// has been cut open. Offices keep their height, and so does the outline of what is only drawn.
double wallTopM(const Layout& layout, std::uint32_t building);

}  // namespace plenum
