// SPDX-License-Identifier: Apache-2.0
#include "workload/TrainingRun.h"

namespace plenum {

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
