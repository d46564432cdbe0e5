// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "site/Layout.h"

namespace plenum {

// What stands beside what, for snapping and for checks. Private to this room.

/// The hall that a thing stands in; `none` for what stands on the site. A hall itself stands on the site.
std::uint32_t hallOf(const Layout& layout, EntityRef thing);
/// Rows, CDUs, fan walls and power devices of a hall, in this order.
std::vector<EntityRef> standingIn(const Layout& layout, std::uint32_t hall);
/// Buildings, plant and power devices that stand on the site.
std::vector<EntityRef> standingOnSite(const Layout& layout);

/// Things that move together, halls and buildings without what they hold.
struct MovingThings {
  std::vector<EntityRef> all;
  bool holds(EntityRef thing) const { return keys.count(key(thing)) > 0; }
  static std::uint64_t key(EntityRef thing) { return (static_cast<std::uint64_t>(thing.kind) << 32) | thing.index; }
  std::unordered_set<std::uint64_t> keys;
};
/// A circuit is its equipment. Ids that name nothing are passed over.
MovingThings movingThings(const Layout& layout, const std::vector<std::string>& ids);

/// What hangs over people's heads, or is the feeding end of a busway: no obstacle on the floor (as in HallPlan).
bool isOverhead(const Layout& layout, EntityRef thing);

}  // namespace plenum
