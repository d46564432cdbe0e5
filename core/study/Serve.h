// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "catalog/Catalog.h"
#include "workload/Serving.h"

namespace plenum::study {

// How many chips a service needs for its objective, and what a million of its tokens costs.

struct ServeWish {
  Service service;    // requestsPerS: daily mean; least and most replicas are not looked at
  DemandSpec demand;  // lengths and profile
  TokenSetup setup;   // model, chip, chips of a replica
  ServerSpec server;  // that the chips stand in: what goes with them; without chips: nothing does
  double pue = 1.2;   // an assumption unless the campus was run
  double yuanPerKwh = 0.6;
  double yuanPerChipHour = 0.0;           // 0: energy alone
  std::optional<std::uint32_t> replicas;  // to look at, whatever is needed
};

/// So many replicas at the busiest hour.
struct ServeRow {
  std::uint32_t replicas = 0;
  std::uint64_t chips = 0;
  ServingPoint point;
  double load = 0.0;  // of capacity
  bool isWithin = false;
  double chipW = 0.0, plantW = 0.0;              // of its chips; with servers, supplies and cooling
  double tokensPerS = 0.0;                       // of answers; requests where it is no language model
  double tokensPerJ = 0.0, tokensPerYuan = 0.0;  // by plantW
  double yuanPerMillion() const { return tokensPerYuan > 0.0 ? 1e6 / tokensPerYuan : 0.0; }
};
/// A day by the profile, replicas following demand or as many as its busiest hour needs.
struct ServeDay {
  std::array<std::uint32_t, 24> replicas{};
  double chipHours = 0.0, kwh = 0.0, tokens = 0.0, yuan = 0.0;
  double yuanPerMillion() const { return tokens > 0.0 ? 1e6 * yuan / tokens : 0.0; }
};
/// What is needed if one thing were different.
struct ServeVariant {
  enum class What { target, chipsPerReplica, mostBatch, efficiency, firstToken, token } what = What::target;
  double value = 0.0;              // of efficiency: of memory bandwidth
  std::optional<ServeRow> needed;  // none: it does not fit, or no number of replicas meets the objective
};
/// Prompts and tokens on replicas of their own; the cache travels between them.
struct SplitPools {
  std::uint32_t prefillReplicas = 0, decodeReplicas = 0;
  std::uint64_t chips = 0;
  double firstToken95S = 0.0, tokenS = 0.0, transferS = 0.0;
  double chipW = 0.0, plantW = 0.0, tokensPerJ = 0.0;
};

struct ServeAnswer {
  ServingModel model;
  int busiestHour = 0;
  double meanPerS = 0.0, busiestPerS = 0.0;
  double weightsGB = 0.0, cacheMBPerRequest = 0.0;  // language models
  bool isAttainable = true;                         // false: no number of replicas meets it; `needed` is by the target
  ServeRow needed;
  std::vector<ServeRow> rows;  // fewer and more
  ServeDay following, fixed;
  std::vector<ServeVariant> variants;
  std::optional<SplitPools> split;  // none: no language model, or not attainable
};
/// Chips of a replica, of the powers of two that hold the model and stay within one scale-up domain, with which the
/// busiest hour takes the fewest chips within the objective; the most of them where none meets it.
std::uint32_t bestChipsPerReplica(const ServeWish& wish);
/// Problems of servingModel; and a demand that 100,000 replicas cannot serve.
Result<ServeAnswer> serveStudy(const ServeWish& wish);

inline constexpr std::uint32_t mostServeReplicas = 100'000;

}  // namespace plenum::study
