// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "base/Problem.h"
#include "catalog/Catalog.h"

namespace plenum {

/// How fast a replica of a language model reads prompts and makes tokens (workload.md 3.1): a roofline of memory and
/// arithmetic, with the collectives of tensor parallelism over all of its chips. The efficiencies are assumptions; no
/// public measurement of a Zhenwu chip exists.
struct TokenSetup {
  AiModelSpec model;
  ChipSpec chip;
  std::uint32_t chips = 8;         // of a replica
  double weightBytes = 2.0;        // a parameter: 2 for BF16, 1 for FP8
  double cacheBytes = 2.0;         // a number of the key and value cache
  double memoryEfficiency = 0.7;   // of bandwidth; 0.6 … 0.8
  double computeEfficiency = 0.5;  // of peak; 0.4 … 0.6
  double memoryShare = 0.9;        // of memory that weights and cache may fill
  double scaleUpEfficiency = 0.55, scaleOutEfficiency = 0.82;
  double hopS = 5e-6;         // latency of a collective within the domain, for every doubling of its chips
  double farHopS = 10e-6;     // beyond it
  double overheadS = 0.0025;  // of every step: scheduling and launches
};

/// One decode step of b requests takes the larger of two lines: what memory has to read, what arithmetic has to do.
struct StepLaw {
  double memoryFixedS = 0.0, memoryPerRequestS = 0.0;
  double expertS = 0.0;     // to read all routed experts of a mixture
  double expertMiss = 1.0;  // share of them that a token leaves alone: b tokens read 1 − miss^b
  double computeFixedS = 0.0, computePerRequestS = 0.0;
  double at(double requests) const;
};

double weightsBytes(const TokenSetup& setup);
/// Of the key and value cache, a token.
double cacheBytesPerToken(const TokenSetup& setup);
/// Bytes left for the cache; not above 0 where the weights do not fit.
double cacheRoomBytes(const TokenSetup& setup);
/// Chips that hold the weights and a tenth of their size as cache: powers of two.
std::uint32_t leastChips(const TokenSetup& setup);
/// Seconds from the first chip to the last of an all-reduce of so many bytes.
double allReduceS(const TokenSetup& setup, double bytes);
/// `context`: mean tokens that a running request has behind it.
StepLaw stepLaw(const TokenSetup& setup, double context);
double prefillS(const TokenSetup& setup, double tokens);
/// From a prefill replica to a decode replica over the scale-out ports of the smaller, tokens of cache.
double cacheTransferS(const TokenSetup& setup, double tokens);

}  // namespace plenum
