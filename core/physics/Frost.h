// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

// Water that may freeze where it stands: in the coil of a dry cooler, in the basin of a tower. One well-mixed body with
// a skin to the air. What falls below the freezing point becomes ice at that point; ice is not cooled further.

inline constexpr double iceJPerKg = 333.6e3;  // heat of fusion of water at 0 °C (IAPWS R10-06)

/// `freezesAtC` of a glycol is far below that of water.
struct FrostBody {
  double contentKg = 0.0;  // > 0
  double cpJPerKgK = 4184.0;
  double freezesAtC = 0.0;
};
/// A plain value. Ice only where waterC is the freezing point.
struct FrostState {
  double waterC = 0.0, iceKg = 0.0;
  bool operator==(const FrostState&) const = default;
};

struct FrostInflow {
  double capacityWPerK = 0.0;  // m·cp of what passes
  double enterC = 0.0;
  double wallWPerK = 0.0;  // through the skin
  double airC = 0.0;
};
struct FrostOutflow {
  double leavesC = 0.0;  // the mean of what left over the step
  double lossJ = 0.0;    // through the skin
};
/// Advances `state` by dtS. Energy closes to rounding:
///   capacity · (enterC − leavesC) · dtS − lossJ = heatJ after − heatJ before.
FrostOutflow advance(const FrostBody& body, FrostState& state, const FrostInflow& in, double dtS);

/// J above water at the freezing point; negative where there is ice.
double heatJ(const FrostBody& body, const FrostState& state);

/// Seconds until this share of a standing body is ice, infinite where the air is not cold enough. 0: until the first
/// crystal.
double freezesInS(const FrostBody& body, const FrostState& state, double wallWPerK, double airC, double iceShare);

}  // namespace plenum::physics
