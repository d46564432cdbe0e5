// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/Geometry.h"

namespace plenum {

inline constexpr double slackM = 1e-3;  // what stands in something else by less touches it

/// A rectangle on a floor.
struct Footprint {
  Vec2 min, max;
  std::uint32_t tag = 0;  // the caller's
};

/// Pairs of footprints that stand in one another by more than a millimetre, the earlier of the vector first.
/// A sweep along x over an ordered set in y: n log n however they lie. What overlaps something is left out of the
/// further sweep, so that a pile of n things gives n − 1 pairs; at most `most` pairs are returned.
std::vector<std::pair<std::size_t, std::size_t>> overlaps(const std::vector<Footprint>& footprints, std::size_t most);

}  // namespace plenum
