// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "site/Layout.h"

namespace plenum::views {

/// The racks whose cooling or power passes through a thing, in the order of the layout; of a rack, a row or a hall its
/// own. What a campus depends on is every rack.
std::vector<std::uint32_t> racksBehind(const Layout& layout, EntityRef entity);

}  // namespace plenum::views
