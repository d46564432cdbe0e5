// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/Catalog.h"
#include "workload/Waterfall.h"

namespace plenum::study {

// Will training stay efficient from 10,000 to 100,000 chips? The step of one model on a growing number of chips, what
// failures leave of it, how sure that is, and which limit costs most. Nobody has published how well training goes on
// more than 16,384 chips: beyond that every figure here is an extrapolation and says so.

/// How soon training goes on after a failure: a checkpoint's writing, and from failure to full speed. HPN's 100 s is
/// slower still; the three are assumptions between what Llama 3, MegaScale and ByteRobust tell (workload.md 2.1).
enum class Pace : std::uint8_t { slow, mid, fast };
struct Recovery {
  double writeS = 0.0, restartS = 0.0;
};
inline constexpr std::array<Recovery, 3> recoveries{{{30.0, 600.0}, {10.0, 180.0}, {2.0, 90.0}}};
inline const Recovery& recoveryAt(Pace pace) { return recoveries[static_cast<std::size_t>(pace)]; }

/// Failures an hour: of a chip, of a server whatever it holds, of a job whatever its size.
struct FailureRates {
  double chip = 0.0, server = 0.0, job = 0.0;
};
/// The sum of the catalogue's rows whose id begins so ("llama3-"), each at its own reference temperature, or at
/// `chipC` where that is told.
FailureRates failureRates(const Catalog& catalog, std::string_view prefix, std::optional<double> chipC = {});

struct ScaleWish {
  AiModelSpec model;
  TrainingStackSpec stack;
  ChipSpec chip;
  std::optional<FabricSpec> fabric;  // on which the job lies as compactly as may be; none: within one segment
  double chipsPerServer = 8.0;
  FailureRates rates;
  double rateScale = 1.0;  // on all rates
  Pace pace = Pace::mid;
  /// strong: one batch whatever the number of chips; weak: it grows with them, from `batchTokens` on `weakFrom` chips.
  enum class Scaling : std::uint8_t { strong, weak } scaling = Scaling::strong;
  double batchTokens = 0.0;                                // 0: 16 Mi
  std::uint32_t tensor = 0, pipeline = 0, interleave = 0;  // 0: searched for, by size
  /// Moments and full-precision weights (12 of the 16 bytes of a parameter) are shared out among data ranks, as much
  /// present software can: a layout then needs fewer stages.
  bool isOptimiserShared = false;
  GangClocks clocks;
  static constexpr std::uint32_t weakFrom = 8192;
};

/// The rates of failure that a band spans, times the wish's own.
inline constexpr std::array<double, 3> rateBand{0.7, 1.0, 2.0};

/// What could be thought away.
/// `fabric`: paths drawn by hash and thin lines between pods, which is part of `collectives`; `recovery`: at the fast
/// pace, which is part of `failures`.
enum class Limit : std::uint8_t { bubble, collectives, fabric, stragglers, failures, recovery, heat, cap };
inline constexpr std::size_t limits = 8;
struct LimitGain {
  Limit limit = Limit::bubble;
  double realised = 0.0;  // efficiency without it; the layout stays
  double gain = 0.0;      // … less that with it
};

struct Band {
  double low = 0.0, high = 0.0;
};

struct ScalePoint {
  std::uint32_t chips = 0;
  bool fits = true;             // false: no layout holds the model in memory, or divides the batch; the rest is empty
  bool isExtrapolated = false;  // beyond what anybody has published
  std::uint32_t used = 0;       // chips in whole groups; the rest is idle
  std::uint32_t tensor = 1, pipeline = 1, expert = 1, interleave = 1;
  Job::Recompute recompute =
      Job::Recompute::selective;                 // full where the model does not fit otherwise, or that is faster
  double memoryBytes = 0.0;                      // of a chip: weights, gradients, optimiser and activations
  TrainingStep step;                             // at the wish's clocks
  double meanToFailureS = 0.0, intervalS = 0.0;  // Daly's, at the wish's pace
  std::array<double, 3> effective{};             // ETTR by pace
  Waterfall waterfall;                           // its product is `realised`
  double realised = 0.0;
  Band ofKernel, ofRate, ofRecovery,
      ofAll;                      // realised, each over its own range; over all three at their worst and best
  std::vector<LimitGain> limits;  // all, the one that gives back most first
};

/// One size. Microseconds.
ScalePoint scaleAt(const ScaleWish& wish, std::uint32_t chips);

/// 1,024 … 100,000: the sizes that people speak of, those within, and both ends.
std::vector<std::uint32_t> usualSizes(std::uint32_t from, std::uint32_t to);

/// Of what is lost from one size to another, what each cause has: shares of the logarithm, which add up to 1 exactly.
/// The largest first; empty where nothing is lost.
struct LossShare {
  Loss loss = Loss::kernel;
  double share = 0.0;
};
std::vector<LossShare> lossShares(const ScalePoint& from, const ScalePoint& to);

/// What a chip needs and what that costs, beside the chip itself.
struct ScaleSurroundings {
  double otherWPerChip = 0.0;      // of its server, at full load
  double supplyEfficiency = 0.95;  // of the server's supplies
  double pue = 1.2;
  double yuanPerKwh = 0.6, kgPerKwh = 0.55;
};
/// A training run of so many tokens. Electricity alone; what was bought for it: study/Ownership.h.
struct ScaleRun {
  double tokens = 0.0, days = 0.0;
  double chipW = 0.0, facilityW = 0.0;  // means: of one chip; of the campus for all of them
  double kwh = 0.0, yuan = 0.0, kg = 0.0;
  double yuanPerMillionTokens() const { return yuan / tokens * 1e6; }
  double kgPerMillionTokens() const { return kg / tokens * 1e6; }
};
ScaleRun runOf(const ScaleWish& wish, const ScalePoint& point, const ScaleSurroundings& around, double tokens);

/// A number that the answer rests on.
struct Assumption {
  std::string id;                             // of a text: "scale.assumption.<id>"
  double value = 0.0, low = 0.0, high = 0.0;  // low = high: no range is told
  std::string unit;                           // "" of a plain number
  Confidence confidence = Confidence::assumed;
  std::string source;  // key of a source, or a sentence
};
/// Those of the wish, with the catalogue's provenance of its rows and the failures of `prefix`.
std::vector<Assumption> assumptionsOf(const ScaleWish& wish, const Catalog& catalog, std::string_view prefix);

}  // namespace plenum::study
