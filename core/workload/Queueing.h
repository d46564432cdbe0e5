// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

namespace plenum {

// Waiting, as queueing theory has it. Seconds; loads and probabilities are pure numbers. Arrivals are Poisson unless a
// coefficient of variation says otherwise.

/// M/M/c: the share of requests that find every server taken, were they to leave then (Erlang B). `offered` is
/// arrivals times mean service; any value from 0.
double erlangBlocking(std::uint32_t servers, double offered);

struct Waiting {
  double probability = 0.0;  // of having to wait at all
  double meanS = 0.0;        // over all requests, those that do not wait included
  /// P(wait > t) of `probability` · exp(−t/meanS·probability): exact for M/M/c.
  double beyond(double t) const;
};
/// M/M/c (Erlang C), `load` below 1 of all servers.
Waiting erlangWaiting(std::uint32_t servers, double load, double serviceS);
/// Allen and Cunneen: the wait of M/M/c times half the sum of the squared variations. Exact for M/M/c and M/G/1, else
/// an approximation; the probability is that of M/M/c.
Waiting generalWaiting(const Waiting& exponential, double arrivalVariation, double serviceVariation);
/// Of a renewal stream of which each event is kept with a chance of 1/`ways` (a balancer that draws).
double splitVariation(double variation, double ways);

/// What a request does itself after its waits.
struct OwnTime {
  enum class Law { exponential, lognormal } law = Law::lognormal;
  double meanS = 0.0;
  double sigma = 0.0;  // of the logarithm; lognormal only, 0: always the mean
};
/// Share of requests whose two independent waits and own time together exceed t.
double shareBeyond(double t, const Waiting& first, const Waiting& second, const OwnTime& own);
/// Time that all but `share` of requests stay below, within 1e-4; exact for the laws named above.
double timeExceededBy(double share, const Waiting& first, const Waiting& second, const OwnTime& own);

/// P(Z > z) of the normal distribution, within 1e-7.
double normalBeyond(double z);

}  // namespace plenum
