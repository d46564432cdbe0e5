// SPDX-License-Identifier: Apache-2.0
#include "workload/Serving.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

#include "base/Math.h"
#include "workload/Queueing.h"
#include "workload/TokenSpeed.h"

namespace plenum {
namespace {

// serving software holds no more at once even where memory would (assumption; 256 … 1,024 are usual defaults)
constexpr double mostAtOnce = 512.0;
// power of a chip at its work, of the span above idle (workload.md 9.6)
constexpr double prefillLevel = 0.95, decodeLevel = 0.45, decodeBatchLevel = 0.15;
constexpr double hysteresis = 0.1;

Problem problem(const Service& service, const char* id, std::initializer_list<std::pair<std::string, std::string>> args,
                const char* remedy) {
  Problem p;
  p.what = Text(id, args);
  p.what.arguments.emplace_back("service", service.id);
  p.remedy = Text(remedy, args);
  return p;
}

double slower(double clockShare, double frequency) {
  return clockShare / std::clamp(frequency, 0.05, 1.0) + 1.0 - clockShare;
}
double lognormalMean(double median, double sigma) { return median * math::exp(0.5 * sigma * sigma); }

/// A replica at a frequency: the step law with the clock in it.
struct ReplicaSpeed {
  const ServingModel& model;
  double decode, prefill;  // factors on time
  double prefillS;
  ReplicaSpeed(const ServingModel& m, double frequency)
      : model(m),
        decode(slower(m.decodeClock, frequency)),
        prefill(slower(m.prefillClock, frequency)),
        prefillS(m.prefillS * prefill) {}
  /// `missed`: expertMiss to the power of b.
  double stepS(double b, double missed) const {
    const double memory = model.stepFixedS + model.stepPerRequestS * b + model.expertS * (1.0 - missed);
    return decode * std::max(memory, model.computeFixedS + model.computePerRequestS * b);
  }
  double stepS(double b) const { return stepS(b, model.expertS > 0.0 ? math::pow(model.expertMiss, b) : 1.0); }
  double capacityPerS() const {
    const double b = model.mostBatch;
    return 1.0 / (model.outputTokens * stepS(b) / b + prefillS);
  }
};

/// Birth and death of the requests on a replica: k of them leave at k/(L·τ(k) + k·prefill), and stay `promptWaitS` the
/// longer where prompts go before tokens: the queue of prompts that a request leaves behind halts its own tokens.
struct Chain {
  double busy = 0.0, empty = 1.0, full = 0.0;  // mean; P(none); P(all places taken)
};
Chain chainOf(const ReplicaSpeed& replica, double arrivalsPerS, double capacityPerS, double promptWaitS) {
  const ServingModel& model = replica.model;
  double term = 1.0, sum = 1.0, weighted = 0.0, none = 1.0, missed = 1.0;
  const double perToken = arrivalsPerS * model.outputTokens, perPrompt = arrivalsPerS * replica.prefillS;
  std::uint32_t k = 1;
  for (; k <= model.mostBatch; ++k) {
    missed *= model.expertMiss;
    // a full replica is never slower than its capacity
    const double stays = k < model.mostBatch ? arrivalsPerS * promptWaitS : 0.0;
    const double factor = (perToken * replica.stepS(k, missed) + stays) / k + perPrompt;
    term *= factor;
    sum += term, weighted += k * term;
    if (sum > 1e200) term *= 1e-200, sum *= 1e-200, weighted *= 1e-200, none *= 1e-200;
    // the factors only fall: what is left is less than a geometric series
    if (factor < 0.999 && term * factor / (1.0 - factor) < 1e-12 * sum) return {weighted / sum, none / sum, 0.0};
  }
  const double ratio = arrivalsPerS / capacityPerS;
  const double waiting = term * ratio / (1.0 - ratio);
  sum += waiting, weighted += model.mostBatch * waiting;
  return {weighted / sum, none / sum, (term + waiting) / sum};
}

/// Of tokens, by how many requests their replica works on: within how long half of them, and all but a hundredth,
/// follow the one before. `tokenS` is the mean of the same distribution.
std::pair<double, double> tokenSpread(const ReplicaSpeed& replica, double arrivalsPerS, double capacityPerS,
                                      double promptWaitS) {
  const ServingModel& model = replica.model;
  std::vector<double> weight, tokenS;  // both by k
  double term = 1.0, sum = 0.0, missed = 1.0;
  const auto timeAt = [&](std::uint32_t k) {
    // k requests share what their prompts take, less each its own, over its tokens
    return replica.stepS(k, missed) + (k - 1) * replica.prefillS / model.outputTokens;
  };
  for (std::uint32_t k = 1; k <= model.mostBatch; ++k) {
    missed *= model.expertMiss;
    const double stays = k < model.mostBatch ? arrivalsPerS * promptWaitS : 0.0;
    const double factor =
        (arrivalsPerS * model.outputTokens * replica.stepS(k, missed) + stays) / k + arrivalsPerS * replica.prefillS;
    term *= factor;
    const double ratio = arrivalsPerS / capacityPerS;
    const double chance = k < model.mostBatch ? term : term / (1.0 - ratio);
    tokenS.push_back(timeAt(k));
    weight.push_back(chance * k / tokenS.back());
    sum += weight.back();
    if (sum > 1e200) {
      for (double& w : weight) w *= 1e-200;
      term *= 1e-200, sum *= 1e-200;
    }
    if (factor < 0.999 && term * factor / (1.0 - factor) < 1e-9 * sum) break;
  }
  const auto below = [&](double share) {
    double reached = 0.0;
    for (std::size_t i = 0; i < weight.size(); ++i)
      if ((reached += weight[i]) >= share * sum) return tokenS[i];
    return tokenS.empty() ? 0.0 : tokenS.back();
  };
  return {below(0.5), below(0.99)};
}

/// A point without its percentile, and what the percentile is made of.
struct Window {
  ServingPoint point;
  Waiting forPlace, forPrompts;
  OwnTime own;
  double afterS = 0.0;  // that every request has behind all of these
  double firstToken95S() const { return afterS + timeExceededBy(0.05, forPlace, forPrompts, own); }
};

Window batchWindow(const ServingModel& model, double requestsPerS, double replicas, double frequency) {
  const ReplicaSpeed replica(model, frequency);
  const double capacity = replica.capacityPerS();
  const double arrivals = requestsPerS / replicas;
  Window window;
  ServingPoint& point = window.point;
  point.capacityPerS = capacity * replicas;
  const bool isOverloaded = arrivals >= capacity;
  const double served = std::min(arrivals, capacity);
  point.servedPerS = served * replicas;
  Chain chain{static_cast<double>(model.mostBatch), 0.0, 1.0};
  Waiting &forPlace = window.forPlace, &forPrompts = window.forPrompts;
  if (isOverloaded) {
    point.backlogPerS = requestsPerS - point.capacityPerS;
    point.waitProbability = 1.0;
  } else {
    const double variation = splitVariation(model.arrivalVariation, replicas);
    const double busy = arrivals * replica.prefillS;
    const double promptVariation = std::sqrt(math::expm1(model.prefillSigma * model.prefillSigma));
    forPrompts = generalWaiting({busy, busy * replica.prefillS / (1.0 - busy)}, variation, promptVariation);
    // no more prompts can stand before one than there are places
    forPrompts.meanS = std::min(forPrompts.meanS, (model.mostBatch - 1.0) * replica.prefillS);
    chain = chainOf(replica, arrivals, capacity, forPrompts.meanS);
    forPlace = generalWaiting({chain.full, chain.full / (capacity - arrivals)}, variation, model.serviceVariation);
    point.waitProbability = chain.full;
    point.waitS = forPlace.meanS;
  }
  point.busy = chain.busy;
  const double firstStep = replica.stepS(std::max(1.0, chain.busy));
  // what a request is there for, less its own prompt and the wait for it, over its tokens
  const double prompt = replica.prefillS + forPrompts.meanS;
  point.tokenS = served > 1e-9 * capacity ? (chain.busy / served - prompt) / model.outputTokens : firstStep;
  point.firstTokenS = forPlace.meanS + forPrompts.meanS + replica.prefillS + firstStep;
  window.afterS = firstStep;
  window.own = {OwnTime::Law::lognormal, replica.prefillS, model.prefillSigma};
  point.prefillShare = served * replica.prefillS;
  point.decodeShare = std::max(0.0, 1.0 - chain.empty - point.prefillShare);
  point.utilisation = point.prefillShare * prefillLevel +
                      point.decodeShare * (decodeLevel + decodeBatchLevel * chain.busy / model.mostBatch);
  return window;
}

Window requestWindow(const ServingModel& model, double requestsPerS, std::uint32_t replicas, double frequency) {
  const double service = model.serviceS * slower(model.prefillClock, frequency);
  Window window;
  ServingPoint& point = window.point;
  point.capacityPerS = replicas / service;
  point.servedPerS = std::min(requestsPerS, point.capacityPerS);
  const double load = point.servedPerS / point.capacityPerS;
  const bool isExponential = model.law == Service::Law::erlang;
  Waiting& waiting = window.forPlace;
  if (requestsPerS >= point.capacityPerS) {
    point.backlogPerS = requestsPerS - point.capacityPerS;
    point.waitProbability = 1.0;
  } else {
    waiting = erlangWaiting(replicas, load, service);
    if (!isExponential) waiting = generalWaiting(waiting, model.arrivalVariation, model.serviceVariation);
    point.waitProbability = waiting.probability;
    point.waitS = waiting.meanS;
  }
  OwnTime& own = window.own;
  own = {OwnTime::Law::exponential, service, 0.0};
  if (!isExponential) {
    own.law = OwnTime::Law::lognormal;
    own.sigma = std::sqrt(math::log1p(model.serviceVariation * model.serviceVariation));
  }
  point.busy = load;
  point.firstTokenS = waiting.meanS + service;
  point.utilisation = load * model.fullUtilisation;
  return window;
}

Window windowOf(const ServingModel& model, double requestsPerS, std::uint32_t replicas, double frequency) {
  return model.law == Service::Law::batch ? batchWindow(model, requestsPerS, replicas, frequency)
                                          : requestWindow(model, requestsPerS, replicas, frequency);
}

/// Mean and spread of a prefill over the lengths of prompts: the midpoints of 64 slices of ±4 σ.
void addPrefill(ServingModel& model, const TokenSetup& setup, const DemandSpec& demand) {
  constexpr int slices = 64;
  double mean = 0.0, square = 0.0, sum = 0.0;
  for (int i = 0; i < slices; ++i) {
    const double z = -4.0 + 8.0 * (i + 0.5) / slices;
    const double weight = math::exp(-0.5 * z * z);
    const double seconds = prefillS(setup, demand.inputMedian * math::exp(demand.inputSigma * z));
    sum += weight, mean += weight * seconds, square += weight * seconds * seconds;
  }
  model.prefillS = mean / sum;
  model.prefillSigma = std::sqrt(std::max(0.0, math::log(square * sum / (mean * mean))));
}

Result<ServingModel> batchModel(const Service& service, const DemandSpec& demand, const TokenSetup& setup) {
  if (!(demand.outputMedian > 0.0) || !(demand.inputMedian > 0.0))
    return problem(service, "serving.noTokens", {{"demand", demand.id}}, "serving.noTokens.remedy");
  if (!(setup.chip.fp16Tflops > 0.0) || !(setup.chip.memoryTBPerS > 0.0) || !(setup.chip.memoryGB > 0.0))
    return problem(service, "serving.chip", {{"chip", setup.chip.id}}, "serving.chip.remedy");
  const double domains = setup.chips / static_cast<double>(std::max(1, setup.chip.scaleUpChips));
  if ((setup.chips > 1 && !(setup.chip.scaleUpGBPerS > 0.0)) || (domains > 1.0 && !(setup.chip.scaleOutGBPerS > 0.0)))
    return problem(service, "serving.network", {{"chip", setup.chip.id}}, "serving.network.remedy");

  ServingModel model;
  const double input = lognormalMean(demand.inputMedian, demand.inputSigma);
  const double output = lognormalMean(demand.outputMedian, demand.outputSigma);
  // a long answer is there longer: the mean over running requests is the second moment over the first, and half way
  const double context = input + 0.5 * output * math::exp(demand.outputSigma * demand.outputSigma);
  const double places = cacheRoomBytes(setup) / (context * cacheBytesPerToken(setup));
  if (!(places >= 1.0))
    return problem(service, "serving.memory",
                   {{"model", setup.model.id},
                    {"chips", std::to_string(setup.chips)},
                    {"gigabytes", toText(weightsBytes(setup) / 1e9, 0)},
                    {"least", std::to_string(std::max(leastChips(setup), setup.chips + 1))}},
                   "serving.memory.remedy");
  const StepLaw step = stepLaw(setup, context);
  model.stepFixedS = step.memoryFixedS, model.stepPerRequestS = step.memoryPerRequestS;
  model.expertS = step.expertS, model.expertMiss = step.expertMiss;
  model.computeFixedS = step.computeFixedS, model.computePerRequestS = step.computePerRequestS;
  model.inputTokens = input, model.outputTokens = std::max(1.0, output);
  model.mostBatch = static_cast<std::uint32_t>(std::min(mostAtOnce, places));
  model.arrivalVariation = demand.burst;
  model.serviceVariation = std::sqrt(math::expm1(demand.outputSigma * demand.outputSigma));
  addPrefill(model, setup, demand);
  return model;
}

/// Whether the objective can be met by adding replicas, at this demand.
bool isMet(const ServingModel& model, double requestsPerS, std::uint32_t replicas) {
  const Window window = windowOf(model, requestsPerS, replicas, 1.0);
  if (window.point.isOverloaded() || window.point.tokenS > model.tokenWithinS) return false;
  // one look instead of a search for the percentile
  const double leftS = model.firstTokenWithinS - window.afterS;
  return leftS >= 1e12 || shareBeyond(leftS, window.forPlace, window.forPrompts, window.own) <= 0.05;
}

std::uint32_t needed(const ServingModel& model, const Service& service, double requestsPerS) {
  const double each = windowOf(model, 0.0, 1, 1.0).point.capacityPerS * std::clamp(service.target, 0.01, 1.0);
  const double byTarget = std::ceil(requestsPerS / each - 1e-9);
  const std::uint32_t most = std::max(service.leastReplicas, service.mostReplicas);
  auto low = static_cast<std::uint32_t>(
      std::clamp(byTarget, static_cast<double>(service.leastReplicas), static_cast<double>(most)));
  // more than the target asks for where the objective wants it, unless no number of replicas would do
  if (low == most || isMet(model, requestsPerS, low) || !isMet(model, requestsPerS, most)) return low;
  std::uint32_t high = most;
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    (isMet(model, requestsPerS, middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace

Result<ServingModel> servingModel(const Service& service, const Catalog& catalog, const ChipSpec& chip) {
  const DemandSpec* demand = catalog.find<DemandSpec>(service.demand);
  if (!demand) return problem(service, "serving.noDemand", {{"demand", service.demand}}, "serving.noDemand.remedy");
  TokenSetup setup;
  setup.chip = chip;
  setup.chips = std::max(1u, service.chipsPerReplica);
  if (service.law == Service::Law::batch) {
    const AiModelSpec* model = catalog.find<AiModelSpec>(service.model);
    if (!model) return problem(service, "serving.noModel", {{"model", service.model}}, "serving.noModel.remedy");
    setup.model = *model;
  }
  return servingModel(service, *demand, setup);
}

Result<ServingModel> servingModel(const Service& service, const DemandSpec& demand, const TokenSetup& setup) {
  Result<ServingModel> result = ServingModel{};
  if (service.law == Service::Law::batch) {
    result = batchModel(service, demand, setup);
    if (!result) return result;
  } else {
    if (!(demand.service.si > 0.0))
      return problem(service, "serving.noService", {{"demand", demand.id}}, "serving.noService.remedy");
    result->serviceS = demand.service.si;
    result->arrivalVariation = service.law == Service::Law::erlang ? 1.0 : demand.burst;
    result->serviceVariation = service.law == Service::Law::erlang ? 1.0 : demand.serviceVariation;
    result->fullUtilisation = service.utilisation;
  }
  result->law = service.law;
  result->firstTokenWithinS = service.firstTokenWithin.seconds();
  if (service.law == Service::Law::batch) result->tokenWithinS = service.tokenWithin.seconds();
  return result;
}

ServingPoint serve(const ServingModel& model, double requestsPerS, std::uint32_t replicas, double frequency) {
  const double demand = requestsPerS > 0.0 && std::isfinite(requestsPerS) ? requestsPerS : 0.0;
  if (replicas == 0) {
    ServingPoint nothing;
    nothing.backlogPerS = demand;
    return nothing;
  }
  Window window = windowOf(model, demand, replicas, frequency);
  window.point.firstToken95S = window.firstToken95S();
  return window.point;
}

LatencySpread latencySpread(const ServingModel& model, double requestsPerS, std::uint32_t replicas, double frequency) {
  LatencySpread out;
  if (replicas == 0 || !(requestsPerS >= 0.0) || !std::isfinite(requestsPerS)) return out;
  const Window window = windowOf(model, requestsPerS, replicas, frequency);
  const auto firstToken = [&](double share) {
    return window.afterS + timeExceededBy(share, window.forPlace, window.forPrompts, window.own);
  };
  out.firstToken50S = firstToken(0.5), out.firstToken99S = firstToken(0.01);
  if (model.law != Service::Law::batch) return out;
  const ReplicaSpeed replica(model, frequency);
  const double capacity = replica.capacityPerS(), arrivals = requestsPerS / replicas;
  if (arrivals >= capacity) {  // always full
    out.token50S = out.token99S = window.point.tokenS;
  } else if (arrivals > 1e-9 * capacity) {
    std::tie(out.token50S, out.token99S) = tokenSpread(replica, arrivals, capacity, window.forPrompts.meanS);
  } else {
    out.token50S = out.token99S = replica.stepS(1.0);
  }
  return out;
}

std::uint32_t replicasFor(const ServingModel& model, const Service& service, double requestsPerS,
                          std::uint32_t replicas) {
  const std::uint32_t most = std::max(service.leastReplicas, service.mostReplicas);
  if (replicas < service.leastReplicas || replicas > most) return needed(model, service, requestsPerS);
  const std::uint32_t wanted = needed(model, service, requestsPerS);
  if (wanted == replicas) return replicas;
  // there are enough for a tenth less, or not too many for a tenth more: stay
  if (wanted > replicas)
    return needed(model, service, requestsPerS * (1.0 - hysteresis)) > replicas ? wanted : replicas;
  return needed(model, service, requestsPerS * (1.0 + hysteresis)) < replicas ? wanted : replicas;
}

double demandPerS(const Service& service, const DemandSpec& demand, double hourOfDay, bool isWeekend) {
  const double place = hourOfDay - 0.5;
  const double from = std::floor(place), share = place - from;
  const auto at = [&](double hour) {
    const double wrapped = hour - 24.0 * std::floor(hour / 24.0);
    return demand.byHour[std::min<std::size_t>(23, static_cast<std::size_t>(wrapped))];
  };
  const double level = (1.0 - share) * at(from) + share * at(from + 1.0);
  return service.requestsPerS * level * (isWeekend ? demand.weekend : 1.0);
}

}  // namespace plenum
