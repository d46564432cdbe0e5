// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "base/Problem.h"
#include "catalog/Catalog.h"
#include "scenario/Work.h"
#include "workload/TokenSpeed.h"

namespace plenum {

/// A service as its queue sees it: what a replica can do, how long requests are (workload.md 3). A replica of a
/// language model batches continuously: prompts are read as they come and halt the tokens of the others meanwhile.
/// Requests are dealt to replicas by chance; one that chose the shortest queue would wait less.
struct ServingModel {
  Service::Law law = Service::Law::batch;
  // batch: a decode step of b requests takes t0 + t1 · b at full clock, or what arithmetic and experts make of it; a
  // prefill takes prefillS in the mean, lognormal
  double stepFixedS = 0, stepPerRequestS = 0, prefillS = 0, outputTokens = 1, inputTokens = 0;
  double prefillSigma = 0;                                 // of the logarithm of its time
  double expertS = 0, expertMiss = 1;                      // as in StepLaw
  double computeFixedS = 0, computePerRequestS = 0;        // as in StepLaw
  std::uint32_t mostBatch = 1;                             // that its memory holds
  double serviceS = 0;                                     // erlang, general: mean time of a request on a replica
  double arrivalVariation = 1, serviceVariation = 1;       // coefficients of variation
  double decodeClock = 0.25, prefillClock = 0.9;           // β: share of each that follows the clock
  double fullUtilisation = 0.8;                            // law other than batch: of chips that serve
  double firstTokenWithinS = 1e300, tokenWithinS = 1e300;  // objective, for replicasFor
};

/// A service in a window of constant demand. Where demand is not below capacity the waits are without the backlog,
/// which the caller keeps: add backlog/capacityPerS.
struct ServingPoint {
  double servedPerS = 0, capacityPerS = 0;  // of all replicas
  double busy = 0;                          // requests that a replica works on, mean
  double waitS = 0, waitProbability = 0;    // before a replica takes it up
  double firstTokenS = 0, firstToken95S = 0, tokenS = 0;
  double utilisation = 0;  // of the chips, as their power goes: 0.95 in prefill, 0.45 … 0.60 in decode
  double backlogPerS = 0;  // by which the queue grows where demand is above capacity
  double prefillShare = 0, decodeShare = 0;  // of the time; law batch
  bool isOverloaded() const { return backlogPerS > 0; }
};

/// Capacity, busy, P(wait) and the mean time of a token are exact for Poisson arrivals and exponential lengths (and,
/// but for the wait, for any lengths: the chain is insensitive to them). Waits for other arrivals go by Allen and
/// Cunneen, the wait for other prompts by Pollaczek and Khinchine; the 95 % of the first token takes the waits for
/// exponential. Problem for a model, demand or chip that lacks what is needed, and for weights that do not fit.
Result<ServingModel> servingModel(const Service& service, const Catalog& catalog, const ChipSpec& chip);
/// The same of a demand and a replica that are not in the catalogue, or with other efficiencies.
Result<ServingModel> servingModel(const Service& service, const DemandSpec& demand, const TokenSetup& setup);
/// `frequency` of the replicas' chips, of nominal. No replicas: nothing is served.
ServingPoint serve(const ServingModel& model, double requestsPerS, std::uint32_t replicas, double frequency = 1.0);
/// Within how long half of all requests, and all but a hundredth, have their first token; and tokens the next one, by
/// how many requests the replica works on meanwhile. Law batch; else only the answers, as first token. No backlog.
struct LatencySpread {
  double firstToken50S = 0, firstToken99S = 0, token50S = 0, token99S = 0;
};
LatencySpread latencySpread(const ServingModel& model, double requestsPerS, std::uint32_t replicas,
                            double frequency = 1.0);
/// Replicas for a demand at the target share of capacity, more where the latency objective wants them (unless no number
/// would do), within least and most; what there are stay while a tenth less or more of demand would not change them.
std::uint32_t replicasFor(const ServingModel& model, const Service& service, double requestsPerS,
                          std::uint32_t replicas);
/// Demand at an instant, requests a second: the daily mean by the profile's hour, linear between the hours' middles.
double demandPerS(const Service& service, const DemandSpec& demand, double hourOfDay, bool isWeekend);

}  // namespace plenum
