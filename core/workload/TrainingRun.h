// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "workload/TrainingStep.h"

namespace plenum {

/// A run of training as a paper tells of it, or as somebody plans it.
struct TrainingRun {
  /// What is told: seconds of a step; model FLOP by peak, percent; TFLOP/s of a chip as Narayanan et al. 2021 count
  /// them: 96 B s l h² (1 + s/6h + V/16lh) a step, recompute included whether or not it is done.
  enum class Figure { step, mfu, teraflops };
  std::string source, name;
  Figure figure = Figure::step;
  std::optional<double> measured;
  TrainingSetup setup;
};

/// Forward and backward: 6 N + 12 l h s α. What MFU counts.
double modelFlopsPerToken(const AiModelSpec& model);
/// The rule of Narayanan et al. 2021 for a whole training with everything recomputed: 8 · tokens · parameters by what
/// the chips do together.
double trainingSecondsByRule(double tokens, double parameters, double chips, double flopsPerChip);

/// The step's figure in the convention of the run.
double figureOf(const TrainingRun& run, const TrainingStep& step);

}  // namespace plenum
