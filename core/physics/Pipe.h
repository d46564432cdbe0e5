// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>

namespace plenum::physics {

// Water in a pipe moves as a queue of parcels that keep their temperature, lose some of it to the surroundings, and
// pass the metal of the wall, lumped at the outlet, on their way out. Against seven measured runs of a pipe of the
// University of Liège this is several times closer than a chain of mixed cells (tests/physics/PipeTest.cpp).

struct Pipe {
  double contentKg = 0.0;  // > 0
  double cpJPerKgK = 4184.0;
  double wallJPerK = 0.0;  // 0: no wall
  double lossWPerK = 0.0;  // to the surroundings, whole length
};

/// The parcels of one pipe, oldest first, in a ring. A plain value: copy it, compare it, hash its bytes.
/// Slots outside the queue hold no mass. Make it with pipeAt.
struct PipeState {
  static constexpr std::uint32_t capacity = 64;
  std::array<double, capacity> massKg{};
  std::array<double, capacity> parcelC{};
  double wallC = 0.0;
  std::uint32_t first = 0, count = 0;
  bool operator==(const PipeState&) const = default;
};

/// A pipe that has one temperature throughout.
PipeState pipeAt(const Pipe& pipe, double startC);

struct PipeInflow {
  double inletC = 0.0;
  double flowKgPerS = 0.0;  // ≥ 0; may exceed the content within one tick
  double ambientC = 0.0;
};
struct PipeOutflow {
  double outletC = 0.0;  // the mean of what left over the tick; the wall's temperature where nothing flows
  double lossJ = 0.0;    // given to the surroundings
};
/// Advances `state` in place by dtS. Energy closes to rounding:
///   flow · cp · (inletC − outletC) · dtS − lossJ = storedJ after − storedJ before.
/// When the queue is full, the neighbours that differ least are merged, by mass, so that nothing is lost but sharpness.
PipeOutflow advance(const Pipe& pipe, PipeState& state, const PipeInflow& in, double dtS);

/// Heat in water and wall, J above 0 °C.
double storedJ(const Pipe& pipe, const PipeState& state);
/// Mass-weighted mean of the water.
double meanC(const PipeState& state);

}  // namespace plenum::physics
