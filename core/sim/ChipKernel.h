// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "sim/Model.h"

namespace plenum {

/// What the chips of a rack draw at full clock: u · span + idle + leakage by the temperature of the die.
struct ChipDraw {
  double on = 1.0;  // 0 or 1: has power
  double idleW = 0, spanW = 0, leakW = 0, leakPerK = 0, leakAtC = 0;
  std::uint32_t blocks = 0, chips = 0;
};

/// What all chips of a rack share during one sub-step. Row and column 3 are the memory's and stay unread where there
/// is none.
struct ChipDrive {
  ChipDraw draw;
  double inletC = 0;
  double f11 = 1, f12 = 0, f21 = 0, f22 = 1, gP1 = 0, gP2 = 0, gT1 = 0, gT2 = 0;  // K per W of the chip's whole draw
  double f13 = 0, f23 = 0, f31 = 0, f32 = 0, f33 = 1, gP3 = 0, gT3 = 0;
};

/// What all chips of a rack share when they rest: how far they are above the inlet, per W of the chip's whole draw.
struct ChipRest {
  ChipDraw draw;
  double inletC = 0;
  double dieKPerW = 0, plateKPerW = 0, memoryKPerW = 0;
};

/// What comes out, summed lane by lane and then in one fixed order.
struct ChipSums {
  double powerW = 0, dieRiseK = 0, plateRiseK = 0, memoryRiseK = 0, dieC = 0, utilisation = 0;
  double maxDieC = -1e9, maxMemoryC = -1e9;
};

/// The temperatures of the chips of a rack; `memoryC` is null where the chips have none of their own.
struct ChipArrays {
  double* dieC;
  double* plateC;
  double* memoryC;
};

/// Advances whole racks of chips at full clock. `base` is the utilisation of the servers of each block of eight.
/// The same bits on every instruction set: elementwise arithmetic in eight lanes, no fused operations.
ChipSums advanceChips(const ChipDrive& drive, const double* base, const float* skew, const ChipArrays& chips);
/// Puts them where they come to rest, leakage in agreement with the temperature that it makes.
ChipSums restChips(const ChipRest& rest, const double* base, const float* skew, const ChipArrays& chips);

/// The draw at which a chip rests, by the same law, for the draw `fixedW` that does not depend on its temperature.
double restDrawW(const ChipRest& rest, double fixedW);

}  // namespace plenum
