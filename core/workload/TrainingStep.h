// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "base/Problem.h"
#include "catalog/Catalog.h"
#include "scenario/Work.h"

namespace plenum {

/// One step of synchronous training of a dense or mixture-of-experts model, by tensor, pipeline, context and data
/// parallelism (workload.md 7.1 to 7.3). Seconds, bytes a second, FLOP a second.
struct TrainingSetup {
  AiModelSpec model;
  TrainingStackSpec stack;
  std::uint32_t chips = 0, tensor = 1, pipeline = 1, context = 1, expert = 1, interleave = 1;
  // sequences; 0: 16 M tokens, in as many micro-batches as that makes, a fraction of one included
  std::uint32_t globalBatch = 0, microBatch = 1;
  Job::Recompute recompute = Job::Recompute::selective;
  double peakFlops = 0.0, memoryBytesPerS = 0.0;           // of a chip
  double scaleUpBytesPerS = 0.0, scaleOutBytesPerS = 0.0;  // of a chip: both directions together; one direction
  std::uint32_t scaleUpChips = 8;  // of a scale-up domain: wider tensor and expert groups send over the scale-out net
  // of scale-out bandwidth, what is left where paths are drawn by hash or lines are thinned out: between stages and
  // experts; in the rings of data ranks. 1 within a segment. Set by `placed` (workload/Topology.h).
  double hashEfficiency = 1.0, ringEfficiency = 1.0;
  double slowestFrequency = 1.0;  // of the gang, of nominal
  double computeBound = 0.9;      // β: share of a step's work that follows the clock
  /// Limits that are thought away, one at a time: waiting in the pipeline; everything sent; the slowest of many.
  bool hasBubble = true, hasCollectives = true, hasStragglers = true;
};

struct TrainingStep {
  double stepS = 0.0;
  // parts of the step that are not hidden, seconds: they add up to stepS
  double computeS = 0, tensorS = 0, contextS = 0, expertS = 0, pipelineS = 0, bubbleS = 0, dataS = 0, optimiserS = 0,
         fixedS = 0, stragglerS = 0;
  double tokensPerStep = 0.0;
  double mfu = 0.0;                   // model FLOP by the peak of all chips
  double flopsPerToken = 0.0;         // of the model: 6 N + 12 l h s α
  double hardwareFlopsPerChip = 0.0;  // a second, recompute counted
  std::uint32_t data = 0;             // data-parallel ranks
  double microBatches = 0.0;          // a step, of a rank
  bool isExtrapolated = false;        // beyond the 16,384 chips for which anybody has published a figure
  double tokensPerS() const { return tokensPerStep / stepS; }
  /// Of a step, the share in which chips compute.
  double computeShare() const { return (computeS + optimiserS) / stepS; }
};

/// Problem for a layout that does not divide: chips by tensor · pipeline · context, batch by data ranks, experts, fewer
/// layers than stages; for a chip whose network nobody has told.
Result<TrainingStep> trainingStep(const TrainingSetup& setup);

/// What a job of the scenario asks for, on chips of this kind, placed as compactly as the fabric allows (none: within
/// one segment). Problem for a model or stack that the catalogue lacks.
Result<TrainingSetup> trainingSetup(const Job& job, const Catalog& catalog, const ChipSpec& chip,
                                    const FabricSpec* fabric);

}  // namespace plenum
