// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>

namespace plenum::physics {

/// A tank of water in which warm floats on cold: a chilled-water or heat store. Equal layers, each well mixed, through
/// which the flow passes in order. More layers keep a sharper boundary; 20 or more is usual.
struct Tank {
  double contentKg = 0.0;  // > 0
  double cpJPerKgK = 4184.0;
  double lossWPerK = 0.0;     // to the surroundings, whole tank
  std::uint32_t layers = 20;  // 1 … TankState::capacity
};

/// A plain value. Layer 0 is at the top; entries beyond the tank's layers are 0.
struct TankState {
  static constexpr std::uint32_t capacity = 32;
  std::array<double, capacity> layerC{};
  bool operator==(const TankState&) const = default;
};

TankState tankAt(const Tank& tank, double startC);

struct TankInflow {
  /// Positive enters at the top and leaves at the bottom, as when a chilled store is drawn down; negative the reverse.
  double downKgPerS = 0.0;
  double inletC = 0.0;
  double ambientC = 0.0;
};
struct TankOutflow {
  double outletC = 0.0;  // the mean of what left over the tick
  double lossJ = 0.0;    // to the surroundings
};
/// Advances `state` in place by dtS. Each layer is carried exactly for the mean of what the one before it gave; layers
/// that come to lie the wrong way round are mixed. Energy closes to rounding:
///   |flow| · cp · (inletC − outletC) · dtS − lossJ = storedJ after − storedJ before.
TankOutflow advance(const Tank& tank, TankState& state, const TankInflow& in, double dtS);

/// J above 0 °C.
double storedJ(const Tank& tank, const TankState& state);

}  // namespace plenum::physics
