// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <limits>

#include "scenario/Plan.h"

namespace plenum::plan {

// What more than one part of the working-out reckons with. Private to this room.

inline constexpr double endless = std::numeric_limits<double>::infinity();
inline constexpr double z80 = 0.8416212, z90 = 1.2815516;  // of the normal distribution
inline constexpr double powerFactor =
    0.95;  // that the grid asks of large customers, at which a transformer's MVA count

constexpr std::size_t indexOf(Resource r) { return static_cast<std::size_t>(r); }

}  // namespace plenum::plan
