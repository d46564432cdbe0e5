// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>

namespace plenum {

/// A bracket of a rising function and what it is at both ends; narrower than `finest` nobody looks.
struct RootBracket {
  double lo, hi, atLo = 0.0, atHi = 0.0;
  double finest = 1e-14;  // of 1 and the ends' size
};

/// The x within a bracket at which a rising function is 0; the nearer end where there is none. False position with
/// halved weights (Illinois) and a bisection now and then, so that kinks and jumps cost a few evaluations more and no
/// more: some eight for a smooth function, against fifty of plain bisection. Ends when the bracket is a few ulps wide
/// or the function is below `enough`.
template <class F>
double whereRising(F&& rising, RootBracket b, double enough) {
  if (b.atLo >= 0.0) return b.lo;
  if (b.atHi <= 0.0) return b.hi;
  double x = b.hi;
  int side = 0;
  for (int n = 0; n < 120 && b.hi - b.lo > b.finest * (1.0 + std::abs(b.lo)); ++n) {
    x = (b.lo * b.atHi - b.hi * b.atLo) / (b.atHi - b.atLo);
    if (!(x > b.lo && x < b.hi) || n % 8 == 7) x = 0.5 * (b.lo + b.hi);
    const double at = rising(x);
    if (std::abs(at) < enough) break;
    if (at > 0.0) {
      b.hi = x, b.atHi = at;
      if (side == 1) b.atLo *= 0.5;
      side = 1;
    } else {
      b.lo = x, b.atLo = at;
      if (side == -1) b.atHi *= 0.5;
      side = -1;
    }
  }
  return x;
}

inline constexpr double rootEnough = 1e-12;

template <class F>
double whereRising(F&& rising, double lo, double hi, double enough = rootEnough) {
  const double atLo = rising(lo);
  if (atLo >= 0.0) return lo;
  return whereRising(rising, {lo, hi, atLo, rising(hi)}, enough);
}

/// The same, looked for around `guess` first, in steps that grow from as much as the function is off, at most `reach`
/// (0: no bound): three or four evaluations where the guess is near.
template <class F>
double whereRisingNear(F&& rising, double guess, double reach, RootBracket range) {
  const double at = rising(guess);
  if (std::abs(at) < rootEnough) return guess;
  const double off = 1.5 * std::abs(at);
  reach = reach > 0.0 ? std::min(reach, off) : off;
  double near = guess, atNear = at;
  while (true) {
    const double far = at > 0.0 ? std::max(range.lo, near - reach) : std::min(range.hi, near + reach);
    const double atFar = rising(far);
    const bool isPassed = at > 0.0 ? atFar <= 0.0 : atFar >= 0.0;
    const RootBracket bracket = at > 0.0 ? RootBracket{far, near, atFar, atNear, range.finest}
                                         : RootBracket{near, far, atNear, atFar, range.finest};
    if (isPassed) return whereRising(rising, bracket, rootEnough);
    if (far == range.lo || far == range.hi) return far;
    near = far, atNear = atFar;
    reach *= 16.0;
  }
}

}  // namespace plenum
