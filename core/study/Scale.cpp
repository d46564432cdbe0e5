// SPDX-License-Identifier: Apache-2.0
#include "study/Scale.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "workload/Reliability.h"
#include "workload/Topology.h"

namespace plenum::study {
namespace {

constexpr double hourS = 3600.0;
constexpr double usualBatchTokens = 16.0 * 1048576.0;
constexpr double stateBytes = 16.0,
                 sharedBytes = 12.0;      // a parameter: bf16 weight and gradient, fp32 master and two moments
constexpr double layerActivation = 34.0;  // bytes · s · h of a layer with selective recompute (Korthikanti et al. 2022)
constexpr double layerInput = 2.0;        // likewise with full recompute: what enters a layer
constexpr double memoryShare = 0.95;      // of a chip's memory that may be used [assumption]
constexpr std::uint32_t mostPipeline = 64, mostInterleave = 8;
// power while computing, while what is sent is waited for, in the bubble, of a chip's full power (workload.md 9.3)
constexpr double computingLevel = 0.95, waitingLevel = 0.40, bubbleLevel = 0.275;

/// Chips that hold different experts of a layer, and the parameters of a rank.
std::uint32_t expertsOf(const ScaleWish& wish, std::uint32_t ranks) {
  const auto experts = static_cast<std::uint32_t>(std::max(wish.model.experts, 0));
  if (experts < 2 || wish.model.expertLayers == 0) return 1;
  std::uint32_t out = 1;
  for (std::uint32_t e = 2; e <= static_cast<std::uint32_t>(std::max(wish.chip.scaleUpChips, 1)); e *= 2)
    if (experts % e == 0 && ranks % e == 0) out = e;
  return out;
}

double memoryOf(const ScaleWish& wish, const TrainingSetup& setup) {
  const AiModelSpec& m = wish.model;
  const double all = 1e9 * m.parametersB, active = 1e9 * m.activeParametersB;
  const double used = m.experts > 0 ? double(m.expertsPerToken) / m.experts : 1.0;
  const double experts = used < 1.0 ? std::min(all, (all - active) / (1.0 - used)) : 0.0;
  const double holders = std::max(setup.tensor, setup.expert);
  const double parameters = ((all - experts) / setup.tensor + experts / holders) / setup.pipeline;
  // with interleaving the first stage keeps a little more than all layers' worth in flight (ibid.)
  const double inFlight =
      setup.pipeline > 1 ? 1.0 + (setup.pipeline - 1.0) / (double(setup.pipeline) * setup.interleave) : 1.0;
  const double kept = setup.recompute == Job::Recompute::full ? layerInput : layerActivation;
  const double activations =
      kept * setup.microBatch * m.sequence * m.hidden * m.layers / (double(setup.tensor) * setup.context) * inFlight;
  const double data = setup.chips / (double(setup.tensor) * setup.pipeline * setup.context);
  const double bytes = wish.isOptimiserShared ? stateBytes - sharedBytes + sharedBytes / data : stateBytes;
  return bytes * parameters + activations;
}

TrainingSetup setupOf(const ScaleWish& wish) {
  TrainingSetup out;
  out.model = wish.model, out.stack = wish.stack;
  out.peakFlops = 1e12 * wish.chip.fp16Tflops, out.memoryBytesPerS = 1e12 * wish.chip.memoryTBPerS;
  out.scaleUpBytesPerS = 1e9 * wish.chip.scaleUpGBPerS, out.scaleOutBytesPerS = 1e9 * wish.chip.scaleOutGBPerS;
  out.scaleUpChips = static_cast<std::uint32_t>(std::max(wish.chip.scaleUpChips, 1));
  return out;
}

double sequencesOf(const ScaleWish& wish, std::uint32_t chips) {
  double tokens = wish.batchTokens > 0.0 ? wish.batchTokens : usualBatchTokens;
  if (wish.scaling == ScaleWish::Scaling::weak) tokens *= double(chips) / ScaleWish::weakFrom;
  return tokens / wish.model.sequence;
}

/// The setup of a layout, or nothing where it does not divide, has no batch for all ranks, or does not fit.
std::optional<TrainingSetup> laidOut(const ScaleWish& wish, std::uint32_t chips, std::uint32_t tensor,
                                     std::uint32_t pipeline, Job::Recompute recompute) {
  const std::uint64_t group = std::uint64_t{tensor} * pipeline;
  const auto layers = static_cast<std::uint32_t>(std::max(wish.model.layers, 1));
  if (group > chips || pipeline > layers) return {};
  TrainingSetup out = setupOf(wish);
  out.chips = static_cast<std::uint32_t>(chips / group * group);
  out.tensor = tensor, out.pipeline = pipeline, out.recompute = recompute;
  const std::uint32_t most = (layers + pipeline - 1) / pipeline;
  const std::uint32_t wanted = wish.interleave > 0 ? wish.interleave : mostInterleave;
  out.interleave = pipeline > 1 ? std::min(wanted, most) : 1;
  const auto data = static_cast<std::uint32_t>(out.chips / group);
  out.expert = expertsOf(wish, data * tensor);
  const double sequences = sequencesOf(wish, chips);
  if (data > sequences) return {};
  // the usual batch is taken as it is, in parts of a micro-batch: the reference of this study counts it so
  const bool isUsual = wish.scaling == ScaleWish::Scaling::strong && wish.batchTokens <= 0.0;
  if (!isUsual) out.globalBatch = static_cast<std::uint32_t>(std::max(1.0, std::floor(sequences / data + 0.5))) * data;
  if (wish.fabric) out = placed(out, *wish.fabric, compactSpread(*wish.fabric, out.chips));
  if (memoryOf(wish, out) > memoryShare * 1e9 * wish.chip.memoryGB) return {};
  return out;
}

/// The layout with the highest utilisation. Fewer stages, then narrower tensors, where two are alike.
std::optional<TrainingSetup> bestLayout(const ScaleWish& wish, std::uint32_t chips) {
  const auto widest = static_cast<std::uint32_t>(std::max(wish.chip.scaleUpChips, 1));
  std::optional<TrainingSetup> best;
  double most = 0.0;
  for (std::uint32_t pipeline = 1; pipeline <= mostPipeline; pipeline *= 2) {
    if (wish.pipeline > 0 && pipeline > 1) break;
    const std::uint32_t stages = wish.pipeline > 0 ? wish.pipeline : pipeline;
    for (std::uint32_t tensor = 1; tensor <= widest; tensor *= 2) {
      if (wish.tensor > 0 && tensor > 1) break;
      for (const Job::Recompute recompute : {Job::Recompute::selective, Job::Recompute::full}) {
        const auto setup = laidOut(wish, chips, wish.tensor > 0 ? wish.tensor : tensor, stages, recompute);
        if (!setup) continue;
        const auto step = trainingStep(*setup);
        if (!step) continue;
        const double share = step->mfu * setup->chips / chips;
        if (share > most * (1.0 + 1e-12)) most = share, best = *setup;
      }
    }
  }
  return best;
}

double meanToFailureS(const ScaleWish& wish, double chips, double scale) {
  const double perS = wish.rateScale * scale / hourS;
  return meanTimeToFailureS(chips, wish.rates.chip * perS, chips / wish.chipsPerServer, wish.rates.server * perS,
                            wish.rates.job * perS);
}

double effectiveAt(const Recovery& recovery, double meanS) {
  return effectiveTimeShare(dalyIntervalS(recovery.writeS, meanS), recovery.writeS, recovery.restartS, meanS);
}

double utilisationAt(TrainingSetup setup, double kernel, double clock) {
  setup.stack.kernelEfficiency = kernel;
  setup.slowestFrequency = clock;
  const auto step = trainingStep(setup);
  return step ? step->mfu : 0.0;
}

void addBands(const ScaleWish& wish, const TrainingSetup& setup, double idle, ScalePoint& point) {
  const double clock = std::min(wish.clocks.heat, wish.clocks.cap);
  const auto realised = [&](double kernel, double rate, Pace pace) {
    return idle * utilisationAt(setup, kernel, clock) *
           effectiveAt(recoveryAt(pace), meanToFailureS(wish, setup.chips, rate));
  };
  const TrainingStackSpec& s = wish.stack;
  const double e0 = s.kernelEfficiency;
  point.ofKernel = {realised(s.kernelLow, 1.0, wish.pace), realised(s.kernelHigh, 1.0, wish.pace)};
  point.ofRate = {realised(e0, rateBand[2], wish.pace), realised(e0, rateBand[0], wish.pace)};
  point.ofRecovery = {realised(e0, 1.0, Pace::slow), realised(e0, 1.0, Pace::fast)};
  point.ofAll = {realised(s.kernelLow, rateBand[2], Pace::slow), realised(s.kernelHigh, rateBand[0], Pace::fast)};
}

void addLimits(const ScaleWish& wish, const TrainingSetup& setup, double idle, ScalePoint& point) {
  const double e0 = wish.stack.kernelEfficiency, clock = std::min(wish.clocks.heat, wish.clocks.cap);
  const double effective = point.effective[static_cast<std::size_t>(wish.pace)], mfu = point.step.mfu;
  const auto without = [&](bool TrainingSetup::*limit) {
    TrainingSetup changed = setup;
    changed.*limit = false;
    return idle * utilisationAt(changed, e0, clock) * effective;
  };
  TrainingSetup unhindered = setup;
  unhindered.hashEfficiency = unhindered.ringEfficiency = 1.0;
  const std::array<LimitGain, limits> all{{
      {Limit::bubble, without(&TrainingSetup::hasBubble)},
      {Limit::collectives, without(&TrainingSetup::hasCollectives)},
      {Limit::fabric, idle * utilisationAt(unhindered, e0, clock) * effective},
      {Limit::stragglers, without(&TrainingSetup::hasStragglers)},
      {Limit::failures, idle * mfu},
      {Limit::recovery, idle * mfu * point.effective[static_cast<std::size_t>(Pace::fast)]},
      {Limit::heat, idle * utilisationAt(setup, e0, wish.clocks.cap) * effective},
      {Limit::cap, idle * utilisationAt(setup, e0, wish.clocks.heat) * effective},
  }};
  point.limits.assign(all.begin(), all.end());
  for (LimitGain& one : point.limits) one.gain = one.realised - point.realised;
  std::stable_sort(point.limits.begin(), point.limits.end(),
                   [](const LimitGain& a, const LimitGain& b) { return a.gain > b.gain; });
}

}  // namespace

FailureRates failureRates(const Catalog& catalog, std::string_view prefix, std::optional<double> chipC) {
  FailureRates out;
  for (const std::string& id : catalog.ids<FailureSpec>()) {
    if (id.compare(0, prefix.size(), prefix) != 0) continue;
    const FailureSpec& row = *catalog.find<FailureSpec>(id);
    const double perHour = row.perHour * (chipC ? arrhenius(row.activationEv, row.reference.si, *chipC) : 1.0);
    (row.per == FailureSpec::Counts::chip     ? out.chip
     : row.per == FailureSpec::Counts::server ? out.server
                                              : out.job) += perHour;
  }
  return out;
}

ScalePoint scaleAt(const ScaleWish& wish, std::uint32_t chips) {
  ScalePoint out;
  out.chips = chips;
  const auto laid = bestLayout(wish, chips);
  if (!laid) {
    out.fits = false;
    return out;
  }
  TrainingSetup setup = *laid;
  const auto falls = waterfallOf(setup, wish.clocks);
  setup.slowestFrequency = std::min(wish.clocks.heat, wish.clocks.cap);
  const auto step = trainingStep(setup);
  if (!falls || !step) {
    out.fits = false;
    return out;
  }
  out.step = *step, out.isExtrapolated = step->isExtrapolated;
  out.used = setup.chips, out.tensor = setup.tensor, out.pipeline = setup.pipeline;
  out.expert = setup.expert, out.interleave = setup.interleave;
  out.recompute = setup.recompute;
  out.memoryBytes = memoryOf(wish, setup);
  out.meanToFailureS = meanToFailureS(wish, setup.chips, 1.0);
  out.intervalS = dalyIntervalS(recoveryAt(wish.pace).writeS, out.meanToFailureS);
  for (std::size_t p = 0; p < recoveries.size(); ++p) out.effective[p] = effectiveAt(recoveries[p], out.meanToFailureS);
  const double idle = double(setup.chips) / chips;
  out.waterfall = *falls;
  out.waterfall.set(Loss::allocation, idle, Waterfall::Basis::modelled);
  out.waterfall.set(Loss::failures, out.effective[static_cast<std::size_t>(wish.pace)], Waterfall::Basis::modelled);
  out.realised = out.waterfall.total();
  addBands(wish, setup, idle, out);
  addLimits(wish, setup, idle, out);
  return out;
}

std::vector<std::uint32_t> usualSizes(std::uint32_t from, std::uint32_t to) {
  std::vector<std::uint32_t> out{from, to};
  for (const std::uint32_t size : {1024u, 2048u, 4096u, 8192u, 10'000u, 16'384u, 32'768u, 65'536u, 100'000u})
    if (size > from && size < to) out.push_back(size);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<LossShare> lossShares(const ScalePoint& from, const ScalePoint& to) {
  std::vector<LossShare> out;
  if (!from.fits || !to.fits || !(to.realised > 0.0) || !(from.realised > to.realised)) return out;
  double sum = 0.0;
  for (std::size_t l = 0; l < losses; ++l) {
    const double lost = math::log(from.waterfall.factor[l] / to.waterfall.factor[l]);
    out.push_back({static_cast<Loss>(l), lost});
    sum += lost;
  }
  for (LossShare& one : out) one.share /= sum;
  std::stable_sort(out.begin(), out.end(), [](const LossShare& a, const LossShare& b) { return a.share > b.share; });
  return out;
}

ScaleRun runOf(const ScaleWish& wish, const ScalePoint& point, const ScaleSurroundings& around, double tokens) {
  ScaleRun out;
  out.tokens = tokens;
  if (!point.fits) return out;
  const double computing = point.step.computeShare(), bubble = point.step.bubbleS / point.step.stepS;
  const double waiting = std::max(0.0, 1.0 - computing - bubble);
  out.chipW = wish.chip.tdp.si * (computingLevel * computing + waitingLevel * waiting + bubbleLevel * bubble);
  out.facilityW = point.used * (out.chipW + around.otherWPerChip) / around.supplyEfficiency * around.pue;
  // work that is done again draws as much as work that is kept; so, at most, does a restart
  const double seconds = tokens / (point.step.tokensPerS() * point.effective[static_cast<std::size_t>(wish.pace)]);
  out.days = seconds / 86400.0;
  out.kwh = out.facilityW * seconds / 3.6e6;
  out.yuan = out.kwh * around.yuanPerKwh;
  out.kg = out.kwh * around.kgPerKwh;
  return out;
}

std::vector<Assumption> assumptionsOf(const ScaleWish& wish, const Catalog& catalog, std::string_view prefix) {
  std::vector<Assumption> out;
  const auto add = [&](const char* id, double value, const char* unit, const std::map<std::string, Provenance>& rows,
                       const char* key) -> Assumption& {
    const auto it = rows.find(key);
    out.push_back({id, value, value, value, unit, it == rows.end() ? Confidence::assumed : it->second.confidence,
                   it == rows.end() ? std::string() : it->second.source});
    return out.back();
  };
  const auto& stack = catalog.provenance<TrainingStackSpec>(wish.stack.id);
  const auto& chip = catalog.provenance<ChipSpec>(wish.chip.id);
  Assumption& kernel = add("kernel", wish.stack.kernelEfficiency, "", stack, "kernelEfficiency");
  kernel.low = wish.stack.kernelLow, kernel.high = wish.stack.kernelHigh;
  add("overlap-data", wish.stack.dataOverlap, "", stack, "dataOverlap");
  add("overlap-tensor", wish.stack.tensorOverlap, "", stack, "tensorOverlap");
  add("overlap-pipeline", wish.stack.pipelineOverlap, "", stack, "pipelineOverlap");
  add("congestion", wish.stack.congestion, "", stack, "congestion");
  add("straggling", wish.stack.straggling, "", stack, "straggling");
  add("peak", wish.chip.fp16Tflops, "TFLOP/s", chip, "fp16_Tflops");
  add("memory", wish.chip.memoryGB, "GB", chip, "memory_GB");
  add("scale-up", wish.chip.scaleUpGBPerS, "GB/s", chip, "scaleUp_GB_per_s");
  add("scale-out", wish.chip.scaleOutGBPerS, "GB/s", chip, "scaleOut_GB_per_s");
  // of all rows, the one that counts most speaks for them
  const FailureSpec* largest = nullptr;
  for (const std::string& id : catalog.ids<FailureSpec>()) {
    const FailureSpec& row = *catalog.find<FailureSpec>(id);
    if (id.compare(0, prefix.size(), prefix) != 0 || row.per == FailureSpec::Counts::job) continue;
    if (largest == nullptr || row.perHour > largest->perHour) largest = &row;
  }
  const double rate = (wish.rates.chip + wish.rates.server / wish.chipsPerServer) * wish.rateScale;
  Assumption& failures =
      add("failures", rate, "1/h", catalog.provenance<FailureSpec>(largest ? largest->id : ""), "rate_per_h");
  failures.low = rate * rateBand[0], failures.high = rate * rateBand[2];
  const Recovery& recovery = recoveryAt(wish.pace);
  out.push_back({"write", recovery.writeS, recoveries[2].writeS, recoveries[0].writeS, "s", Confidence::assumed, ""});
  out.push_back(
      {"restart", recovery.restartS, recoveries[2].restartS, recoveries[0].restartS, "s", Confidence::assumed, ""});
  return out;
}

}  // namespace plenum::study
