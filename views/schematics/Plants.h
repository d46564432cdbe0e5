// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "site/Layout.h"

namespace plenum::views {

/// Circuits that share halls, and these halls: what must be drawn together.
struct Plant {
  std::vector<std::uint32_t> circuits, halls;
};
std::vector<Plant> plantsOf(const Layout& layout);

/// Circuits that a hall hangs on, ascending.
std::vector<std::uint32_t> circuitsOf(const Layout& layout, std::uint32_t hall);
/// Equal for plants, halls, loops that would be drawn alike; halls and loops by the position of their circuits.
std::string signatureOf(const Layout& layout, const Plant& plant);
std::string hallSignature(const Layout& layout, const Plant& plant, std::uint32_t hall);
std::string loopSignature(const Layout& layout, std::uint32_t loop);
std::string rowSignature(const Layout& layout, std::uint32_t row);

}  // namespace plenum::views
