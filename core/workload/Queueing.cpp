// SPDX-License-Identifier: Apache-2.0
#include "workload/Queueing.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"

namespace plenum {
namespace {

/// Of the normal distribution, for the shares that are asked for.
struct Quantile {
  double beyond, z;
};
constexpr Quantile quantiles[] = {{0.5, 0.0}, {0.05, 1.6448536269514722}, {0.01, 2.3263478740408408}};

/// P(wait > t) of the sum of two waits: sum of c·exp(−r·t) for t ≥ 0.
struct TwoWaits {
  double c1 = 0, r1 = 1, c2 = 0, r2 = 1;
  double beyond(double t) const {
    if (t < 0) return 1.0;
    double sum = 0.0;
    if (c1 != 0.0) sum += c1 * math::exp(-r1 * t);
    if (c2 != 0.0) sum += c2 * math::exp(-r2 * t);
    return sum;
  }
};

double rateOf(const Waiting& waiting) { return waiting.meanS > 0.0 ? waiting.probability / waiting.meanS : 0.0; }

TwoWaits together(const Waiting& first, const Waiting& second) {
  const double a = first.meanS > 0.0 ? first.probability : 0.0, b = second.meanS > 0.0 ? second.probability : 0.0;
  double rate1 = a > 0.0 ? rateOf(first) : 1.0;
  const double rate2 = b > 0.0 ? rateOf(second) : 1.0;
  // equal rates make the two terms cancel; a millionth apart they are the same wait
  if (std::abs(rate1 - rate2) < 1e-6 * rate2) rate1 = rate2 * (1.0 + 1e-6);
  const double both = a * b / (rate1 - rate2);
  return {a * (1.0 - b) - both * rate2, rate1, b * (1.0 - a) + both * rate1, rate2};
}

/// P(own + waits > t).
double beyond(double t, const TwoWaits& waits, const OwnTime& own) {
  if (t <= 0.0) return 1.0;
  if (own.meanS <= 0.0) return waits.beyond(t);
  if (own.law == OwnTime::Law::exponential) {
    const double rate = 1.0 / own.meanS;
    double sum = math::exp(-rate * t);
    const auto add = [&](double c, double r) {
      if (c == 0.0) return;
      const double apart = std::abs(r - rate) < 1e-6 * rate ? rate * (1.0 + 1e-6) : r;
      sum += c * rate * (math::exp(-rate * t) - math::exp(-apart * t)) / (apart - rate);
    };
    add(waits.c1, waits.r1), add(waits.c2, waits.r2);
    return sum;
  }
  if (!(own.sigma > 0.0)) return waits.beyond(t - own.meanS);
  const double mu = math::log(own.meanS) - 0.5 * own.sigma * own.sigma;
  const double edge = (math::log(t) - mu) / own.sigma;
  double sum = normalBeyond(edge);
  // over what the request itself takes, from −4 σ to the edge: Simpson on the logarithm
  constexpr int panels = 12;
  const double from = std::min(-4.0, edge - 1.0), step = (edge - from) / panels;
  for (int i = 0; i <= panels; ++i) {
    const double z = from + i * step;
    const double weight = i == 0 || i == panels ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
    const double left = std::max(0.0, t - math::exp(mu + own.sigma * z));
    sum += weight * step / 3.0 * math::exp(-0.5 * z * z) * 0.3989422804014327 * waits.beyond(left);
  }
  return sum;
}

}  // namespace

double erlangBlocking(std::uint32_t servers, double offered) {
  double blocking = 1.0;
  for (std::uint32_t k = 1; k <= servers; ++k) blocking = offered * blocking / (k + offered * blocking);
  return blocking;
}

double Waiting::beyond(double t) const {
  if (t < 0.0) return 1.0;
  return meanS > 0.0 ? probability * math::exp(-t * probability / meanS) : 0.0;
}

Waiting erlangWaiting(std::uint32_t servers, double load, double serviceS) {
  if (servers == 0 || !(load > 0.0)) return {};
  const double blocking = erlangBlocking(servers, load * servers);
  const double wait = blocking / (1.0 - load * (1.0 - blocking));
  return {wait, wait * serviceS / (servers * (1.0 - load))};
}

Waiting generalWaiting(const Waiting& exponential, double arrivalVariation, double serviceVariation) {
  const double factor = 0.5 * (arrivalVariation * arrivalVariation + serviceVariation * serviceVariation);
  return {exponential.probability, exponential.meanS * factor};
}

double splitVariation(double variation, double ways) {
  return ways > 1.0 ? std::sqrt(1.0 + (variation * variation - 1.0) / ways) : variation;
}

double shareBeyond(double t, const Waiting& first, const Waiting& second, const OwnTime& own) {
  return beyond(t, together(first, second), own);
}

double timeExceededBy(double share, const Waiting& first, const Waiting& second, const OwnTime& own) {
  const TwoWaits waits = together(first, second);
  const bool isLognormal = own.law == OwnTime::Law::lognormal && own.sigma > 0.0 && own.meanS > 0.0;
  // hardly anybody waits: the request's own law alone
  if (isLognormal && first.probability + second.probability < 1e-5)
    for (const Quantile& known : quantiles)
      if (std::abs(share - known.beyond) < 1e-12) return own.meanS * math::exp(own.sigma * (known.z - 0.5 * own.sigma));
  double low = 0.0, high = own.meanS + first.meanS + second.meanS;
  if (!(high > 0.0) || (own.meanS <= 0.0 && waits.beyond(0.0) <= share)) return 0.0;
  // tails are exponential or nearly: the logarithm of the share is a line, and false position finds it in a few steps
  const auto excess = [&](double t) { return math::log(std::max(1e-15, beyond(t, waits, own)) / share); };
  double atLow = -math::log(share), atHigh = excess(high);
  for (int n = 0; n < 200 && atHigh > 0.0; ++n) low = high, atLow = atHigh, high *= 2.0, atHigh = excess(high);
  for (int n = 0; n < 100 && high - low > 1e-4 * high; ++n) {
    // every third step halves, whatever the curve does
    const double line = low + (high - low) * std::clamp(atLow / (atLow - atHigh), 0.02, 0.98);
    const double at = n % 3 == 2 ? 0.5 * (low + high) : line;
    const double value = excess(at);
    if (std::abs(value) < 1e-4) return at;
    if (value > 0.0)
      low = at, atLow = value;
    else
      high = at, atHigh = value;
  }
  return 0.5 * (low + high);
}

double normalBeyond(double z) {
  if (z < 0.0) return 1.0 - normalBeyond(-z);
  // Abramowitz and Stegun 26.2.17, |error| < 7.5e-8
  const double t = 1.0 / (1.0 + 0.2316419 * z);
  const double series =
      t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 0.3989422804014327 * math::exp(-0.5 * z * z) * series;
}

}  // namespace plenum
