// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "base/Problem.h"
#include "catalog/Catalog.h"
#include "scenario/Work.h"

namespace plenum {

/// A service as its queue sees it: what a replica can do, how long requests are (workload.md 3).
struct ServingModel {
  Service::Law law = Service::Law::batch;
  // batch: a decode step of b requests takes t0 + t1 · b, at full clock; a prefill takes prefillS
  double stepFixedS = 0, stepPerRequestS = 0, prefillS = 0, outputTokens = 1, inputTokens = 0;
  std::uint32_t mostBatch = 1;                        // that its memory holds
  double serviceS = 0;                                // erlang, general: mean time of a request on a replica
  double arrivalVariation = 1, serviceVariation = 1;  // coefficients of variation
  double decodeClock = 0.25, prefillClock = 0.9;      // β: share of each that follows the clock
  double fullUtilisation = 0.8;                       // law other than batch: of chips that serve
};

/// A service in a window of constant demand.
struct ServingPoint {
  double servedPerS = 0, capacityPerS = 0;  // of all replicas
  double busy = 0;                          // requests that a replica works on, mean
  double waitS = 0, waitProbability = 0;
  double firstTokenS = 0, firstToken95S = 0, tokenS = 0;
  double utilisation = 0;  // of the chips, as their power goes: 0.95 in prefill, 0.45 … 0.60 in decode
  double backlogPerS = 0;  // by which the queue grows where demand is above capacity
};

Result<ServingModel> servingModel(const Service& service, const Catalog& catalog, const ChipSpec& chip);
/// `frequency` of the replicas' chips, of nominal. No replicas: nothing is served.
ServingPoint serve(const ServingModel& model, double requestsPerS, std::uint32_t replicas, double frequency = 1.0);
/// Replicas for a demand at a target share of capacity, with ±10 % of hysteresis around what there are.
std::uint32_t replicasFor(const ServingModel& model, const Service& service, double requestsPerS,
                          std::uint32_t replicas);
/// Demand at an instant, requests a second: the daily mean by the profile's hour, linear between the hours' middles.
double demandPerS(const Service& service, const DemandSpec& demand, double hourOfDay, bool isWeekend);

}  // namespace plenum
