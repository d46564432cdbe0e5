// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "sim/Model.h"

namespace plenum {

/// What all chips of a rack share during one sub-step.
struct ChipDrive {
  double f11, f12, f21, f22, gP1, gP2, gT1, gT2;  // K per W of the chip's whole draw
  double inletC;
  double on;  // 0 or 1: has power
  double idleW, spanW, leakW, leakPerK, leakAtC;
  std::uint32_t blocks, chips;
};

/// What comes out, summed lane by lane and then in one fixed order.
struct ChipSums {
  double powerW = 0, dieRiseK = 0, plateRiseK = 0, dieC = 0, utilisation = 0;
  double maxDieC = -1e9;
};

/// Advances whole racks of chips at full clock. `base` is the utilisation of the servers of each block of eight.
/// The same bits on every instruction set: elementwise arithmetic in eight lanes, no fused operations.
ChipSums advanceChips(const ChipDrive& drive, const double* base, const float* skew, double* dieC, double* plateC);

}  // namespace plenum
