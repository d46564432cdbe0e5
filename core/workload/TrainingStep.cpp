// SPDX-License-Identifier: Apache-2.0
#include "workload/TrainingStep.h"

#include <algorithm>

#include "base/Math.h"
#include "workload/Collectives.h"
#include "workload/Topology.h"

namespace plenum {
namespace {

constexpr double usualBatchTokens = 16.0 * 1048576.0;  // of a step, where nobody has said
constexpr double activationBytes = 2.0;                // bf16
constexpr double optimiserBytes = 20.0;              // a parameter, moved in an update: fp32 master, two moments, bf16
constexpr std::uint32_t mostPublishedChips = 16384;  // Llama 3: the largest run of which anybody has told

double log2(double x) { return math::log(x) / 0.69314718055994530942; }

Problem problem(const char* id, std::initializer_list<std::pair<std::string, std::string>> arguments) {
  return {Problem::Weight::error, {}, Text(id, arguments), Text(std::string(id) + ".give", arguments)};
}

Problems wrongWith(const TrainingSetup& s) {
  const auto say = [](std::uint64_t n) { return std::to_string(n); };
  Problems out;
  const std::uint64_t group = std::uint64_t{s.tensor} * s.pipeline * s.context;
  if (s.chips == 0 || group == 0 || s.expert == 0 || s.interleave == 0 || s.microBatch == 0) {
    out.push_back(problem("training.zero", {}));
    return out;
  }
  if (s.chips % group != 0) {
    const std::uint64_t fewer = s.chips / group * group;
    out.push_back(problem("training.chips", {{"chips", say(s.chips)},
                                             {"group", say(group)},
                                             {"fewer", say(std::max(group, fewer))},
                                             {"more", say(fewer + group)}}));
    return out;
  }
  const std::uint64_t data = s.chips / group, share = data * s.microBatch;
  if (s.globalBatch != 0 && s.globalBatch % share != 0)
    out.push_back(problem("training.batch", {{"batch", say(s.globalBatch)},
                                             {"data", say(data)},
                                             {"micro", say(s.microBatch)},
                                             {"give", say((s.globalBatch / share + 1) * share)}}));
  const auto layers = static_cast<std::uint64_t>(std::max(s.model.layers, 0));
  // stages need not hold equally many layers (126 on 16 in Llama 3), but each holds one
  if (layers == 0 || s.pipeline > layers || s.interleave > (layers + s.pipeline - 1) / s.pipeline)
    out.push_back(problem("training.layers",
                          {{"layers", say(layers)}, {"pipeline", say(s.pipeline)}, {"interleave", say(s.interleave)}}));
  const auto experts = static_cast<std::uint64_t>(std::max(s.model.experts, 0));
  const std::uint64_t ranks = data * s.context * s.tensor;
  if (s.expert > 1 && (experts % s.expert != 0 || ranks % s.expert != 0 || experts == 0))
    out.push_back(
        problem("training.experts", {{"expert", say(s.expert)}, {"experts", say(experts)}, {"ranks", say(ranks)}}));
  const bool hasModel =
      s.model.parametersB > 0 && s.model.activeParametersB > 0 && s.model.hidden > 0 && s.model.sequence > 0;
  if (!hasModel) out.push_back(problem("training.model.empty", {{"model", s.model.id}}));
  if (!(s.peakFlops > 0) || !(s.memoryBytesPerS > 0)) out.push_back(problem("training.chip.compute", {}));
  const bool needsUp = s.tensor > 1 || s.expert > 1, needsOut = s.chips > s.tensor;
  if ((needsUp && !(s.scaleUpBytesPerS > 0)) || (needsOut && !(s.scaleOutBytesPerS > 0)))
    out.push_back(problem("training.chip.network", {}));
  return out;
}

/// Parameters that every rank of a stage has, and those of the experts, which expert-parallel ranks share out.
struct Parameters {
  double common = 0.0, experts = 0.0;
};
Parameters parametersOf(const AiModelSpec& model) {
  const double all = 1e9 * model.parametersB, active = 1e9 * model.activeParametersB;
  if (model.experts <= model.expertsPerToken || model.expertsPerToken <= 0 || active >= all) return {all, 0.0};
  const double used = static_cast<double>(model.expertsPerToken) / model.experts;
  const double experts = std::min(all, (all - active) / (1.0 - used));
  return {all - experts, experts};
}

/// A line of the network as the step sees it.
struct Line {
  double bytesPerS = 0.0, latencyS = 0.0;
};

}  // namespace

Result<TrainingStep> trainingStep(const TrainingSetup& setup) {
  if (Problems wrong = wrongWith(setup); !wrong.empty()) return wrong;
  const TrainingSetup& s = setup;
  const TrainingStackSpec& stack = s.stack;
  const double chips = s.chips, tensor = s.tensor, pipeline = s.pipeline, context = s.context;
  const double data = chips / (tensor * pipeline * context);
  const double layers = s.model.layers, width = s.model.hidden, sequence = s.model.sequence, micro = s.microBatch;
  const double active = 1e9 * s.model.activeParametersB;
  const double batch =
      s.globalBatch != 0 ? static_cast<double>(s.globalBatch) : std::max(usualBatchTokens / sequence, data * micro);

  TrainingStep out;
  out.data = static_cast<std::uint32_t>(data);
  out.microBatches = batch / (data * micro);
  out.tokensPerStep = batch * sequence;
  out.isExtrapolated = s.chips > mostPublishedChips;

  // work of a token: forward and backward; what is computed again in the backward pass (7.1)
  const double attention = layers * width * sequence * s.model.attentionFactor;
  out.flopsPerToken = 6.0 * active + 12.0 * attention;
  double hardwareFlops = out.flopsPerToken;
  if (s.recompute == Job::Recompute::full) hardwareFlops += 2.0 * active + 4.0 * attention;
  if (s.recompute == Job::Recompute::selective) hardwareFlops += 4.0 * attention;

  // of one micro-batch on one stage
  const double efficiency = stack.kernelEfficiency * width / (width + stack.kernelHalfWidth);
  const double slower = s.computeBound / s.slowestFrequency + 1.0 - s.computeBound;
  const double compute =
      hardwareFlops * micro * sequence / (tensor * pipeline * context * s.peakFlops * efficiency) * slower;
  const double activations = activationBytes * micro * sequence * width / context;
  const double sent = s.hasCollectives ? 1.0 : 0.0;

  const Line up{0.5 * s.scaleUpBytesPerS * stack.scaleUpEfficiency, stack.scaleUpLatency.si};
  const Line outside{s.scaleOutBytesPerS * stack.scaleOutEfficiency, stack.scaleOutLatency.si};
  const Line between{outside.bytesPerS * s.hashEfficiency, outside.latencyS};
  double tensorS = 0.0, contextS = 0.0, pipelineS = 0.0, expertS = 0.0;
  if (s.tensor > 1) {
    const Line& line = s.tensor <= s.scaleUpChips ? up : between;
    const double reductions = s.recompute == Job::Recompute::full ? 6.0 : 4.0;
    const double one =
        2.0 * (tensor - 1.0) / tensor * activations / line.bytesPerS + 2.0 * line.latencyS * log2(tensor);
    tensorS = sent * layers / pipeline * reductions * one * (1.0 - stack.tensorOverlap);
  }
  if (s.context > 1) {
    const double keys = activationBytes * micro * sequence * s.model.kvDim * 2.0 / tensor;
    contextS = sent * 3.0 * layers / pipeline * keys * (context - 1.0) / context / between.bytesPerS;
  }
  if (s.pipeline > 1) {
    const double one = activations / tensor / between.bytesPerS + between.latencyS;
    pipelineS = sent * 2.0 * s.interleave * one * (1.0 - stack.pipelineOverlap);
  }
  if (s.expert > 1 && s.model.expertLayers > 0) {
    // tokens go to their experts and come back, forward and backward; sequence parallelism has shared them out
    const double bytes = activations / tensor * s.model.expertsPerToken;
    const double lineBytesPerS =
        s.expert <= s.scaleUpChips ? 0.5 * s.scaleUpBytesPerS : s.scaleOutBytesPerS * s.hashEfficiency;
    const double one = bytes * (s.expert - 1.0) / s.expert / (lineBytesPerS * allToAllEfficiency(bytes));
    expertS = sent * 4.0 * s.model.expertLayers / pipeline * one * expertImbalance * (1.0 - stack.expertOverlap);
  }

  const double bubble = s.hasBubble ? (pipeline - 1.0) / s.interleave * (compute + tensorS + contextS + expertS) : 0.0;

  // gradients of the ranks that hold the same weights; the ring loses bandwidth with the doublings of the job
  const Parameters parameters = parametersOf(s.model);
  const double spread = 1.0 + stack.congestion * log2(std::max(chips / 256.0, 1.0));
  const double ring = outside.bytesPerS * s.ringEfficiency / spread;
  const auto reduced = [&](double heldByRank, double copies) {
    return copies > 1.0 ? heldByRank * stack.gradientBytes * (copies - 1.0) / copies / ring : 0.0;
  };
  const double ranks = data * context;
  const double holders = s.expert > 1 ? s.expert : tensor;  // that share out the experts of a layer
  double dataS = reduced(parameters.common / (tensor * pipeline), ranks) +
                 reduced(parameters.experts / (holders * pipeline), ranks * tensor / holders);
  if (ranks > 1.0) dataS += 2.0 * outside.latencyS * log2(ranks);
  dataS *= sent * (1.0 - stack.dataOverlap);

  const double m = out.microBatches;
  out.computeS = m * compute, out.tensorS = m * tensorS, out.contextS = m * contextS, out.expertS = m * expertS;
  out.pipelineS = m * pipelineS, out.bubbleS = bubble, out.dataS = dataS;
  out.optimiserS = 1e9 * s.model.parametersB / (tensor * pipeline * data) * optimiserBytes / s.memoryBytesPerS;
  out.fixedS = stack.fixed.si;
  const double sum = out.computeS + out.tensorS + out.contextS + out.expertS + out.pipelineS + out.bubbleS + out.dataS +
                     out.optimiserS + out.fixedS;
  // the slowest of many alike
  if (s.hasStragglers && chips > 8.0)
    out.stragglerS = sum * stack.straggling * math::sqrt(2.0 * math::log(chips / 8.0));
  out.stepS = sum + out.stragglerS;
  out.mfu = out.flopsPerToken * out.tokensPerStep / (out.stepS * chips * s.peakFlops);
  out.hardwareFlopsPerChip = hardwareFlops * out.tokensPerStep / (out.stepS * chips);
  return out;
}

Result<TrainingSetup> trainingSetup(const Job& job, const Catalog& catalog, const ChipSpec& chip,
                                    const FabricSpec* fabric) {
  TrainingSetup out;
  const auto* model = catalog.find<AiModelSpec>(job.model);
  if (model == nullptr) return problem("training.model", {{"model", job.model}, {"job", job.id}});
  const std::string stackId = job.stack.empty() ? "modern" : job.stack;
  const auto* stack = catalog.find<TrainingStackSpec>(stackId);
  if (stack == nullptr) return problem("training.stack", {{"stack", stackId}, {"job", job.id}});
  out.model = *model, out.stack = *stack;
  out.chips = job.chips, out.tensor = job.tensor, out.pipeline = job.pipeline, out.context = job.context;
  out.expert = job.expert, out.interleave = job.interleave;
  out.globalBatch = job.globalBatch, out.microBatch = job.microBatch, out.recompute = job.recompute;
  out.peakFlops = 1e12 * chip.fp16Tflops, out.memoryBytesPerS = 1e12 * chip.memoryTBPerS;
  out.scaleUpBytesPerS = 1e9 * chip.scaleUpGBPerS, out.scaleOutBytesPerS = 1e9 * chip.scaleOutGBPerS;
  out.scaleUpChips = static_cast<std::uint32_t>(std::max(chip.scaleUpChips, 1));
  return fabric != nullptr ? placed(out, *fabric, compactSpread(*fabric, out.chips)) : out;
}

}  // namespace plenum
