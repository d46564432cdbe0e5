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

}  // namespace plenum
