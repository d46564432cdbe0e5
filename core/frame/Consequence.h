// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "site/Layout.h"

namespace plenum {

/// What it costs when a thing fails alone, as last screened: what the campus is painted by. Shared and immutable.
struct Consequence {
  static constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  std::uint64_t revision = 0;
  /// By kind and index: chip-hours lost until it is mended, its worst part (a breaker, a pump of a CDU) counted for it;
  /// of a rack, what it loses itself in the single failure that is worst for it. NaN: was not screened.
  std::array<std::vector<float>, kindCount> lostChipHours;

  float at(EntityRef entity) const {
    const std::vector<float>& ofKind = lostChipHours[static_cast<std::size_t>(entity.kind)];
    return entity.index < ofKind.size() ? ofKind[entity.index] : unknown;
  }
};

}  // namespace plenum
