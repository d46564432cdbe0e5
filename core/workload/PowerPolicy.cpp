// SPDX-License-Identifier: Apache-2.0
#include "workload/PowerPolicy.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"

namespace plenum {
namespace {

constexpr int mostSteps = 100;

struct Bounds {
  double least = 0.0, steepness = 2.4, share = 0.9;
};
Bounds boundsOf(const PowerTaker& taker) {
  return {std::clamp(taker.leastFrequency, 0.01, 1.0), std::max(1.0, taker.exponent),
          std::clamp(taker.clockShare, 0.0, 1.0)};
}

double drawAt(const PowerTaker& taker, double frequency) {
  const double dynamicW = std::max(0.0, taker.dynamicW);
  if (frequency >= 1.0) return taker.fixedW + dynamicW;
  return taker.fixedW + dynamicW * math::pow(frequency, boundsOf(taker).steepness);
}
double drawOf(std::span<const PowerTaker> takers, std::span<const double> clocks) {
  double sumW = 0.0;
  for (std::size_t t = 0; t < takers.size(); ++t) sumW += drawAt(takers[t], clocks[t]);
  return sumW;
}

/// The highest value of a setting in [low, high] at which `drawsW`, which rises with it, stays within the limit; `low`
/// where none does. By the secant of the bracket, which is halved now and then so that it surely closes.
template <class Draws>
double highestWithin(double low, double high, double limitW, const Draws& drawsW) {
  constexpr double near = 2e-10;  // of the limit: so much may be left
  double lowW = drawsW(low), highW = drawsW(high);
  if (lowW > limitW) return low;
  if (highW <= limitW) return high;
  const double aimW = limitW - 0.5 * near * std::abs(limitW);
  for (int n = 0; n < mostSteps && lowW < limitW - near * std::abs(limitW); ++n) {
    const double share = n % 3 == 2 ? 0.5 : std::clamp((aimW - lowW) / (highW - lowW), 0.02, 0.98);
    const double next = low + share * (high - low);
    if (!(next > low && next < high)) break;
    const double nextW = drawsW(next);
    if (nextW <= limitW)
      low = next, lowW = nextW;
    else
      high = next, highW = nextW;
  }
  return low;
}

/// Weighted progress gained by one more watt at clock f is w · n · β / ((β + (1 − β) f)² · D γ f^(γ − 1)). What follows
/// finds the clock at which its logarithm equals `lambda`: it falls with f, so that Newton's steps in log f converge.
struct Gain {
  double top = 0.0;  // log of w n β / (D γ)
  double share = 0.9, slope = 1.4, least = 0.3;
  enum class Case { always, never, byPrice } is = Case::byPrice;

  explicit Gain(const PowerTaker& taker) {
    const Bounds bounds = boundsOf(taker);
    share = bounds.share, slope = bounds.steepness - 1.0, least = bounds.least;
    const double worth = taker.weight * static_cast<double>(taker.chips) * share;
    if (!(taker.dynamicW > 0.0))
      is = Case::always;  // its clock costs nothing
    else if (!(worth > 0.0))
      is = Case::never;  // its clock brings nothing
    else
      top = math::log(worth / (taker.dynamicW * bounds.steepness));
  }
  double at(double frequency) const {
    return top - 2.0 * math::log(share + (1.0 - share) * frequency) - slope * math::log(frequency);
  }
  /// `guess`: the clock that was found for a price near to this.
  double clockFor(double lambda, double guess) const {
    if (is == Case::always) return 1.0;
    if (is == Case::never || at(least) <= lambda) return least;
    if (at(1.0) >= lambda) return 1.0;
    double low = least, high = 1.0, f = guess > least && guess < 1.0 ? guess : 0.5 * (least + 1.0);
    for (int n = 0; n < mostSteps; ++n) {
      const double excess = at(f) - lambda;
      (excess > 0.0 ? low : high) = f;
      const double perLog = -2.0 * (1.0 - share) * f / (share + (1.0 - share) * f) - slope;
      double next = perLog < 0.0 ? f * math::exp(-excess / perLog) : 0.5 * (low + high);
      if (!(next > low && next < high)) next = 0.5 * (low + high);
      if (std::abs(next - f) <= 1e-13) return next;
      f = next;
    }
    return f;
  }
};

std::vector<double> uniformClocks(std::span<const PowerTaker> takers, double limitW) {
  std::vector<double> clocks(takers.size(), 1.0);
  const auto set = [&](double frequency) {
    for (std::size_t t = 0; t < takers.size(); ++t) clocks[t] = std::max(frequency, boundsOf(takers[t]).least);
    return drawOf(takers, clocks);
  };
  set(highestWithin(0.0, 1.0, limitW, set));
  return clocks;
}

std::vector<double> jobAwareClocks(std::span<const PowerTaker> takers, double limitW) {
  std::vector<Gain> gains;
  double low = 0.0, high = 0.0;  // of λ, in which every clock goes from 1 to its least
  for (const PowerTaker& taker : takers) {
    const Gain& gain = gains.emplace_back(taker);
    if (gain.is != Gain::Case::byPrice) continue;
    const bool isFirst = low == 0.0 && high == 0.0;
    const double atFull = gain.at(1.0), atLeast = gain.at(gain.least);
    low = isFirst ? atFull : std::min(low, atFull);
    high = isFirst ? atLeast : std::max(high, atLeast);
  }
  std::vector<double> clocks(takers.size(), 1.0);
  const auto set = [&](double cheapness) {  // −λ: draws rise with it
    for (std::size_t t = 0; t < takers.size(); ++t) clocks[t] = gains[t].clockFor(-cheapness, clocks[t]);
    return drawOf(takers, clocks);
  };
  set(highestWithin(-high - 1e-9, -low + 1e-9, limitW, set));
  return clocks;
}

}  // namespace

double progressAt(double clockShare, double frequency) {
  if (!(frequency > 0.0)) return 0.0;
  return 1.0 / (clockShare / frequency + 1.0 - clockShare);
}

std::vector<double> clocksWithin(Scheduling::Power policy, std::span<const PowerTaker> takers, double limitW) {
  std::vector<double> full(takers.size(), 1.0);
  if (policy == Scheduling::Power::unlimited || drawOf(takers, full) <= limitW) return full;
  return policy == Scheduling::Power::uniform ? uniformClocks(takers, limitW) : jobAwareClocks(takers, limitW);
}

}  // namespace plenum
