// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>

#include "physics/ChipThermal.h"

namespace plenum::physics {

// A chip with stacked memory: die and memory stand side by side on one plate, each with its own joint.
//
//   Cd dTd/dt = Pd − (Td − Tp)/R                       Cm dTm/dt = Pm − (Tm − Tp)/Rm
//   Cp dTp/dt = (Td − Tp)/R + (Tm − Tp)/Rm − G (Tp − Tin)
//
// As with two nodes, all states are carried over a tick exactly for the power and inlet of that tick.

struct ChipMemory {
  double jPerK = 12.0;      // stacks and their share of the lid (estimate)
  double jointKPerW = 0.2;  // all stacks together, to the plate (estimate)
};

struct MemoryState {
  double dieC = 0.0, plateC = 0.0, memoryC = 0.0;
};

/// One tick: new = F · old + gDie · power of the die + gMemory · power of the memory + gInlet · inlet.
/// Rows and columns: die, plate, memory.
struct MemoryStep {
  std::array<std::array<double, 3>, 3> f{};
  std::array<double, 3> gDie{}, gMemory{}, gInlet{};
};
/// Exact for any dt ≥ 0 and any G ≥ 0; without flow all three keep warming together.
MemoryStep memoryStep(const ChipThermal& chip, const ChipMemory& memory, double conductanceWPerK, double dtS);

MemoryState stepped(const MemoryStep& s, MemoryState at, double dieW, double memoryW, double inletC);

inline double keptJ(const ChipThermal& chip, const ChipMemory& memory, MemoryState before, MemoryState after) {
  return chip.dieJPerK * (after.dieC - before.dieC) + chip.plateJPerK * (after.plateC - before.plateC) +
         memory.jPerK * (after.memoryC - before.memoryC);
}

}  // namespace plenum::physics
