// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <span>

#include "workload/TrainingStep.h"

namespace plenum {

/// What stands between the peak of all chips and work that is kept, from the campus down to the arithmetic units.
enum class Loss : std::uint8_t {
  availability,  // chips in repair, drained or without power
  allocation,    // chips that nobody has, or that do not divide into the job's groups
  failures,      // checkpoints, work done again, restarts: 1 − ETTR
  heat,          // clocks that throttling holds down
  cap,           // clocks that a limit of power holds down
  stragglers,    // the slowest of many alike
  bubble,        // stages that wait for one another
  collectives,   // what is sent and not hidden
  overhead,      // optimiser and what a step costs whatever its size
  kernel,        // the share of peak that kernels reach, recomputed work counted as lost
};
inline constexpr std::size_t losses = 10;

/// Factors that multiply to the share of peak that is kept. Immutable once made; order as in Loss.
struct Waterfall {
  /// How a factor came about.
  enum class Basis : std::uint8_t { unsaid, modelled, measured };
  std::array<double, losses> factor{1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  std::array<Basis, losses> basis{};

  double of(Loss loss) const { return factor[static_cast<std::size_t>(loss)]; }
  void set(Loss loss, double value, Basis from) {
    factor[static_cast<std::size_t>(loss)] = value;
    basis[static_cast<std::size_t>(loss)] = from;
  }
  /// The product: model FLOP kept, of the peak of all chips.
  double total() const;
};

/// Clocks of the slowest chip of a gang, of nominal: as heat holds it, as a limit of power would hold it alone.
struct GangClocks {
  double heat = 1.0, cap = 1.0;
};
/// Heat to kernel of a job's step; their product is its model FLOP utilisation at these clocks, to rounding.
/// The setup's own slowestFrequency is not looked at. Problems as of trainingStep.
Result<Waterfall> waterfallOf(TrainingSetup setup, const GangClocks& clocks);

/// Several waterfalls as one, weighted by chips: each factor is what is left after it of what was left before, summed
/// over all, so that the product is the weighted mean of the products. All 1 for none.
struct WeightedWaterfall {
  double chips = 0.0;
  Waterfall waterfall;
};
Waterfall together(std::span<const WeightedWaterfall> parts);

}  // namespace plenum
