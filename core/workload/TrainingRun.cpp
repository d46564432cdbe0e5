// SPDX-License-Identifier: Apache-2.0
#include "workload/TrainingRun.h"

namespace plenum {

double modelFlopsPerToken(const AiModelSpec& model) {
  return 6e9 * model.activeParametersB + 12.0 * model.layers * model.hidden * model.sequence * model.attentionFactor;
}

double trainingSecondsByRule(double tokens, double parameters, double chips, double flopsPerChip) {
  return 8.0 * tokens * parameters / (chips * flopsPerChip);
}

double figureOf(const TrainingRun& run, const TrainingStep& step) {
  const AiModelSpec& model = run.setup.model;
  const double layers = model.layers, width = model.hidden, sequence = model.sequence;
  switch (run.figure) {
    case TrainingRun::Figure::step:
      return step.stepS;
    case TrainingRun::Figure::mfu:
      return 100.0 * step.mfu;
    case TrainingRun::Figure::teraflops:
      break;
  }
  const double attention = sequence / (6.0 * width), words = model.vocabulary / (16.0 * layers * width);
  const double flops = 96.0 * step.tokensPerStep * layers * width * width * (1.0 + attention + words);
  return flops / (step.stepS * run.setup.chips) / 1e12;
}

}  // namespace plenum
