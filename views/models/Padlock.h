// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "site/Layout.h"

namespace plenum::views {

/// The locked group that holds this in its place: its own, or that of the hall, building or circuit around it. Null for
/// what is free, and for a hall, building or circuit that is held only by something in it.
const ThingGroup* padlockOf(const Layout& layout, EntityRef entity);

}  // namespace plenum::views
