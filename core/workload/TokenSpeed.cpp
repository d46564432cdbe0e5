// SPDX-License-Identifier: Apache-2.0
#include "workload/TokenSpeed.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"

namespace plenum {
namespace {

double bandwidth(const TokenSetup& setup) {
  return setup.chips * setup.chip.memoryTBPerS * 1e12 * setup.memoryEfficiency;
}
double arithmetic(const TokenSetup& setup) {
  return setup.chips * setup.chip.fp16Tflops * 1e12 * setup.computeEfficiency;
}
/// A mixture's parameters that are read for the tokens routed to them. active = dense + routed · k/E.
double routedParameters(const AiModelSpec& model) {
  if (model.experts <= 0 || model.expertsPerToken >= model.experts) return 0.0;
  const double share = static_cast<double>(model.expertsPerToken) / model.experts;
  return std::min(model.parametersB, (model.parametersB - model.activeParametersB) / (1.0 - share)) * 1e9;
}
double log2Of(double x) { return math::log(x) / 0.69314718055994531; }

}  // namespace

double StepLaw::at(double requests) const {
  double memory = memoryFixedS + memoryPerRequestS * requests;
  if (expertS > 0.0) memory += expertS * (1.0 - math::pow(expertMiss, requests));
  return std::max(memory, computeFixedS + computePerRequestS * requests);
}

double weightsBytes(const TokenSetup& setup) { return setup.model.parametersB * 1e9 * setup.weightBytes; }

double cacheBytesPerToken(const TokenSetup& setup) {
  return 2.0 * setup.model.layers * setup.model.kvDim * setup.cacheBytes;
}

double cacheRoomBytes(const TokenSetup& setup) {
  return setup.chips * setup.chip.memoryGB * 1e9 * setup.memoryShare - weightsBytes(setup);
}

std::uint32_t leastChips(const TokenSetup& setup) {
  const double each = setup.chip.memoryGB * 1e9 * setup.memoryShare;
  std::uint32_t chips = 1;
  while (chips < 1u << 20 && chips * each < 1.1 * weightsBytes(setup)) chips *= 2;
  return chips;
}

double allReduceS(const TokenSetup& setup, double bytes) {
  if (setup.chips < 2) return 0.0;
  const double near = std::min<double>(setup.chips, std::max(1, setup.chip.scaleUpChips));
  const double domains = std::ceil(setup.chips / near);
  double seconds = 0.0;
  if (near > 1.0)
    seconds += setup.hopS * log2Of(near) +
               2.0 * (near - 1.0) / near * bytes / (0.5e9 * setup.chip.scaleUpGBPerS * setup.scaleUpEfficiency);
  // every chip carries its part of the sum to its peers in the other domains
  if (domains > 1.0)
    seconds += setup.farHopS * log2Of(domains) + 2.0 * (domains - 1.0) / domains * bytes / near /
                                                     (1e9 * setup.chip.scaleOutGBPerS * setup.scaleOutEfficiency);
  return seconds;
}

StepLaw stepLaw(const TokenSetup& setup, double context) {
  const AiModelSpec& model = setup.model;
  const double collectives = 2.0 * model.layers;
  const double activation = 2.0 * model.hidden;  // bytes of a token between layers, BF16
  const double waitS = collectives * allReduceS(setup, 0.0) + setup.overheadS;
  const double sendS = collectives * (allReduceS(setup, activation) - allReduceS(setup, 0.0));
  const double routed = routedParameters(model);
  StepLaw law;
  law.memoryFixedS = (weightsBytes(setup) - routed * setup.weightBytes) / bandwidth(setup) + waitS;
  law.memoryPerRequestS = context * cacheBytesPerToken(setup) / bandwidth(setup) + sendS;
  law.expertS = routed * setup.weightBytes / bandwidth(setup);
  if (routed > 0.0) law.expertMiss = 1.0 - static_cast<double>(model.expertsPerToken) / model.experts;
  law.computeFixedS = waitS;
  law.computePerRequestS = 2e9 * model.activeParametersB / arithmetic(setup) + sendS;
  return law;
}

double prefillS(const TokenSetup& setup, double tokens) {
  const AiModelSpec& model = setup.model;
  // matrices, and attention over what stands before every token
  const double flops = 2e9 * model.activeParametersB * tokens +
                       4.0 * model.attentionFactor * model.layers * model.hidden * tokens * tokens;
  const double send = 2.0 * model.layers * allReduceS(setup, 2.0 * model.hidden * tokens);
  return std::max(flops / arithmetic(setup), weightsBytes(setup) / bandwidth(setup)) + send + setup.overheadS;
}

double cacheTransferS(const TokenSetup& setup, double tokens) {
  return setup.farHopS + tokens * cacheBytesPerToken(setup) /
                             (setup.chips * 1e9 * setup.chip.scaleOutGBPerS * setup.scaleOutEfficiency);
}

}  // namespace plenum
