// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <functional>
#include <queue>
#include <vector>

#include "base/Math.h"
#include "base/Random.h"
#include "workload/Serving.h"

namespace plenum::test {

// Queues simulated request by request, to hold the closed forms against.

struct QueueOutcome {
  double waitProbability = 0, waitS = 0, busy = 0, tokenS = 0, firstTokenS = 0, firstToken95S = 0;
};

inline double exponential(const RandomKey& key, std::uint64_t counter) {
  return -math::log(1.0 - randomUniform(key, counter));
}
inline double ninetyFifth(std::vector<double>& values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(values.size()));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

/// First come first served on c servers; `serviceS` of the counter; Poisson arrivals.
inline QueueOutcome simulateServers(std::uint32_t servers, double arrivalsPerS, std::uint64_t requests,
                                    const std::function<double(std::uint64_t)>& serviceS) {
  std::priority_queue<double, std::vector<double>, std::greater<>> free;
  for (std::uint32_t c = 0; c < servers; ++c) free.push(0.0);
  QueueOutcome out;
  std::vector<double> stays;
  double now = 0.0, waited = 0.0, waiting = 0.0;
  const std::uint64_t warm = requests / 20;
  for (std::uint64_t n = 0; n < requests; ++n) {
    now += exponential({1, 1, 1}, n) / arrivalsPerS;
    const double from = std::max(now, free.top());
    free.pop();
    const double service = serviceS(n);
    free.push(from + service);
    if (n < warm) continue;
    waited += from - now, waiting += from > now ? 1.0 : 0.0;
    stays.push_back(from - now + service);
  }
  const auto counted = static_cast<double>(requests - warm);
  out.waitS = waited / counted, out.waitProbability = waiting / counted;
  out.firstToken95S = ninetyFifth(stays);
  return out;
}

/// One replica that batches continuously, step by step: whoever has come is taken up where there is room, prompts are
/// read one after the other before the next step of the tokens. Lengths of answers are geometric, or lognormal where
/// serviceVariation is not 1.
inline QueueOutcome simulateReplica(const ServingModel& model, double arrivalsPerS, std::uint64_t requests) {
  struct Running {
    std::uint64_t left = 0, tokens = 0;
    double firstS = 0.0;
  };
  const auto step = [&](double b) {
    const double memory = model.stepFixedS + model.stepPerRequestS * b +
                          (model.expertS > 0.0 ? model.expertS * (1.0 - math::pow(model.expertMiss, b)) : 0.0);
    return std::max(memory, model.computeFixedS + model.computePerRequestS * b);
  };
  const auto tokens = [&](std::uint64_t n) {
    double length = 0.0;
    if (std::abs(model.serviceVariation - 1.0) < 1e-9)
      length = exponential({1, 2, 1}, n) * model.outputTokens;
    else {
      const double variance = math::log1p(model.serviceVariation * model.serviceVariation);
      length = model.outputTokens * math::exp(std::sqrt(variance) * randomNormal({1, 2, 2}, n) - 0.5 * variance);
    }
    return static_cast<std::uint64_t>(std::max(1.0, std::floor(length + 0.5)));
  };
  const auto prompt = [&](std::uint64_t n) {
    const double sigma = model.prefillSigma;
    return model.prefillS * math::exp(sigma * randomNormal({1, 3, 1}, n) - 0.5 * sigma * sigma);
  };
  QueueOutcome out;
  std::vector<Running> running;
  std::deque<double> arrivals;
  std::vector<double> first;
  double now = 0.0, next = exponential({1, 1, 1}, 0) / arrivalsPerS;
  std::uint64_t come = 0, taken = 0, blocked = 0, tokensMade = 0;
  double busyS = 0.0, tokenSum = 0.0, waited = 0.0, begin = -1.0;
  const std::uint64_t warm = requests / 20;
  const auto arrive = [&] {
    for (; next <= now; next += exponential({1, 1, 1}, come) / arrivalsPerS) {
      if (come >= warm && running.size() >= model.mostBatch) ++blocked;
      ++come, arrivals.push_back(next);
    }
  };
  while (taken < requests) {
    if (running.empty() && arrivals.empty()) now = next;
    arrive();
    if (begin < 0.0 && taken >= warm) begin = now, busyS = tokenSum = 0.0, tokensMade = 0;
    const double from = now;
    const double before = static_cast<double>(running.size());
    while (!arrivals.empty() && running.size() < model.mostBatch) {
      const double came = arrivals.front();
      arrivals.pop_front();
      if (taken >= warm) waited += now - came;
      const double read = prompt(taken);
      now += read;
      const std::uint64_t length = tokens(taken);
      running.push_back({length, length, now});
      // the end of its prompt is its first token
      if (taken >= warm) first.push_back(now - came);
      ++taken;
    }
    const double b = static_cast<double>(running.size());
    now += step(b);
    busyS += 0.5 * (before + b) * (now - from);
    for (std::size_t i = 0; i < running.size();) {
      if (--running[i].left > 0) {
        ++i;
        continue;
      }
      tokenSum += now - running[i].firstS, tokensMade += running[i].tokens;
      running[i] = running.back(), running.pop_back();
    }
  }
  const double counted = static_cast<double>(requests - warm);
  out.busy = busyS / (now - begin);
  out.tokenS = tokenSum / static_cast<double>(tokensMade);
  out.waitProbability = static_cast<double>(blocked) / counted, out.waitS = waited / counted;
  double sum = 0.0;
  for (const double s : first) sum += s;
  out.firstTokenS = sum / static_cast<double>(first.size());
  out.firstToken95S = ninetyFifth(first);
  return out;
}

}  // namespace plenum::test
