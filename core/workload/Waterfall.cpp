// SPDX-License-Identifier: Apache-2.0
#include "workload/Waterfall.h"

#include <algorithm>
#include <vector>

namespace plenum {

double Waterfall::total() const {
  double product = 1.0;
  for (const double one : factor) product *= one;
  return product;
}

Result<Waterfall> waterfallOf(TrainingSetup setup, const GangClocks& clocks) {
  const auto stepAt = [&](double clock) {
    setup.slowestFrequency = clock;
    return trainingStep(setup);
  };
  const auto full = stepAt(1.0);
  if (!full) return full.problems();
  const auto hot = stepAt(clocks.heat), capped = stepAt(std::min(clocks.heat, clocks.cap));
  if (!hot) return hot.problems();
  if (!capped) return capped.problems();

  // each step is what the one before takes and one cause more
  const double idealS = full->flopsPerToken * full->tokensPerStep / (setup.chips * setup.peakFlops);
  const double computeS = full->computeS;
  const double sentS = computeS + full->tensorS + full->contextS + full->expertS + full->pipelineS + full->dataS;
  const double workedS = sentS + full->optimiserS + full->fixedS;
  const double waitedS = workedS + full->bubbleS;
  const auto modelled = Waterfall::Basis::modelled;
  Waterfall out;
  out.set(Loss::kernel, idealS / computeS, modelled);
  out.set(Loss::collectives, computeS / sentS, modelled);
  out.set(Loss::overhead, sentS / workedS, modelled);
  out.set(Loss::bubble, workedS / waitedS, modelled);
  out.set(Loss::stragglers, waitedS / full->stepS, modelled);
  out.set(Loss::heat, full->stepS / hot->stepS, modelled);
  out.set(Loss::cap, hot->stepS / capped->stepS, modelled);
  return out;
}

Waterfall together(std::span<const WeightedWaterfall> parts) {
  Waterfall out;
  std::vector<double> left;
  left.reserve(parts.size());
  for (const WeightedWaterfall& part : parts) left.push_back(part.chips);
  for (std::size_t l = 0; l < losses; ++l) {
    double before = 0.0, after = 0.0;
    for (std::size_t p = 0; p < parts.size(); ++p) {
      before += left[p];
      after += left[p] *= parts[p].waterfall.factor[l];
      // one part of which nothing is said makes the whole unsaid
      const auto basis = parts[p].waterfall.basis[l];
      out.basis[l] = p == 0 ? basis : std::min(out.basis[l], basis);
    }
    out.factor[l] = before > 0.0 ? after / before : 1.0;
  }
  return out;
}

}  // namespace plenum
