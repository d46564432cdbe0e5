// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "physics/ChipPower.h"
#include "sim/ChipKernel.h"
#include "sim/Stages.h"

namespace plenum::stage {

// What a rack at work (StageChips) and a rack at rest (StageRest) have in common.

inline constexpr std::uint32_t racksPerBlock = 32;
// a chip this close below its limit is looked at one by one
inline constexpr double carefulK = 4.0;
inline constexpr double tripRestS = 300.0;    // a tripped chip rests at least this long …
inline constexpr double tripCoolK = 15.0;     // … and until it is this far below its throttle point
inline constexpr double cutOutRestS = 300.0;  // servers that cut out on their inlet rest at least this long (estimate)

/// How busy the chips of a rack are, as the kernels take it: utilisation by block of eight, times a factor by chip.
struct RackLoad {
  std::array<double, maxChipsPerRack / lanes> base;
  std::array<float, maxChipsPerRack> mixed;  // where blocks of many tenants stand in the rack
  const float* skew = nullptr;               // into the model, or `mixed`
};

struct RackChips {
  ChipSums sums;
  std::uint32_t throttled = 0, tripped = 0;
  std::uint32_t limited = 0;  // at rest: chips whose clock is what holds them at a limit
};

/// A rack at work: what its kernels need, gathered once.
struct RackNow {
  const RackClass& k;
  std::size_t first;  // padded chip
  const RackLoad& load;
  double capFrequency, nowS;
  bool isCapped = false;  // one of its tenants is held below full clock
};

/// m·cp of the air through a rack.
double airWPerKOf(const SimModel& model, const RackClass& k, double airRatio);
/// From the plate or heat sink of a chip to what cools it, at its inlet.
double conductanceWPerK(const SimModel& model, const RackGroup& group, double flowKgPerS, double airRatio);
/// Effectiveness of the rear doors of a group for the flows that stand in the state.
void refreshDoor(const SimModel& model, SimState& state, std::uint32_t g);

/// Servers cut out on the air at their inlet, and start again once they have rested and it has cooled.
void guardInlet(const RackClass& k, SimState& state, std::uint32_t r, double inletC, double nowS);

/// What a group gets now: coolant per rack, speed of its fans, water per rear door.
double coolantOf(const SimModel& model, const SimState& state, const RackGroup& group);
double airRatioOf(const SimModel& model, const SimState& state, const RackGroup& group);
double doorWaterOf(const SimModel& model, const SimState& state, const RackGroup& group);
/// Air that a rack draws: of the cold aisle, and the share that leaks to it from the hot one.
double inletOf(const SimModel& model, const SimState& state, std::uint32_t r, std::uint32_t hall);

physics::ChipPower lawOf(const RackClass& k);
ChipDraw drawOf(const RackClass& k, double on);
void readLoad(const SimModel& model, const SimState& state, std::uint32_t r, RackLoad& load);
/// Of a chip at a clock. One of a gang that waits for a slower chip has less to do; the slowest has as much as ever.
double utilisationOf(const SimModel& model, const SimState& state, const RackNow& now, std::uint32_t c,
                     double frequency);
/// Upper limit on the clock of a chip, by its hall and by its tenant.
double capOf(const SimState& state, const RackNow& now, std::uint32_t c);
ChipArrays chipsAt(SimState& state, const RackClass& k, std::size_t first);
/// Writes what the chips of a rack say of themselves.
void show(const RackClass& k, SimState& state, std::uint32_t r, double on, const RackChips& chips);

/// Where the power of a rack goes, before what the chips keep. Writes the rack's draw.
struct RackHeat {
  double toLiquidW = 0.0, toAirW = 0.0;
};
/// What a rack draws at such a use of its chips, which are as warm as their leakage is told for.
double rackWattsAt(const RackClass& k, double use, double airRatio);
RackHeat heatOf(const RackClass& k, SimState& state, std::uint32_t r, double airRatio, const RackChips& chips);
/// The rear door, and the air that then leaves the rack.
void leave(const SimModel& model, SimState& state, std::uint32_t r, double airWPerK, double airOutC);

template <class F>
void forRacks(const SimModel& model, Parallel& parallel, F&& each) {
  const std::size_t racks = model.layout->racks.size();
  parallel.forBlocks((racks + racksPerBlock - 1) / racksPerBlock, [&](std::size_t block) {
    const std::size_t end = std::min(racks, (block + 1) * racksPerBlock);
    for (std::size_t r = block * racksPerBlock; r < end; ++r) each(static_cast<std::uint32_t>(r));
  });
}

}  // namespace plenum::stage
