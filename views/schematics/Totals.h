// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "site/Layout.h"

namespace plenum::views {

// What a symbol that stands for several things says of them. NaN where a frame has no value.

inline constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
using Refs = std::vector<EntityRef>;
using Values = std::vector<float>;

inline double valueAt(const Values& values, std::uint32_t i) { return i < values.size() ? double(values[i]) : nothing; }

inline double sum(const Refs& of, const Values& values) {
  double out = 0.0;
  for (const EntityRef entity : of) out += valueAt(values, entity.index);
  return out;
}
inline double most(const Refs& of, const Values& values) {
  double out = nothing;
  for (const EntityRef entity : of) out = std::fmax(out, valueAt(values, entity.index));
  return out;
}

}  // namespace plenum::views
