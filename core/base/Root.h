// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>

namespace plenum {

/// The x in [lo, hi] at which a rising function is 0; the nearer end where there is none. False position with halved
/// weights (Illinois) and a bisection now and then, so that kinks and jumps cost a few evaluations more and no more:
/// some eight for a smooth function, against fifty of plain bisection. Ends when the bracket is a few ulps wide or the
/// function is below `enough`.
template <class F>
double whereRising(F&& rising, double lo, double hi, double enough = 1e-12) {
  double atLo = rising(lo), atHi = rising(hi);
  if (atLo >= 0.0) return lo;
  if (atHi <= 0.0) return hi;
  double x = hi;
  int side = 0;
  for (int n = 0; n < 120 && hi - lo > 1e-14 * (1.0 + std::abs(lo)); ++n) {
    x = (lo * atHi - hi * atLo) / (atHi - atLo);
    if (!(x > lo && x < hi) || n % 8 == 7) x = 0.5 * (lo + hi);
    const double at = rising(x);
    if (std::abs(at) < enough) break;
    if (at > 0.0) {
      hi = x, atHi = at;
      if (side == 1) atLo *= 0.5;
      side = 1;
    } else {
      lo = x, atLo = at;
      if (side == -1) atHi *= 0.5;
      side = -1;
    }
  }
  return x;
}

}  // namespace plenum
