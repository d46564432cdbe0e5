// SPDX-License-Identifier: Apache-2.0
#include "physics/Curves.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace plenum::physics {
namespace {

// three-point slope at an end, limited so that the first interval stays monotone
double endSlope(double h0, double h1, double d0, double d1) {
  const double slope = ((2.0 * h0 + h1) * d0 - h0 * d1) / (h0 + h1);
  if (slope * d0 <= 0.0) return 0.0;
  if (d0 * d1 <= 0.0 && std::abs(slope) > 3.0 * std::abs(d0)) return 3.0 * d0;
  return slope;
}

}  // namespace

Pchip::Pchip(std::span<const double> x, std::span<const double> y)
    : x_(x.begin(), x.end()), y_(y.begin(), y.end()), slope_(x.size(), 0.0) {
  assert(!x_.empty() && x_.size() == y_.size());
  const std::size_t n = x_.size();
  if (n < 2) return;
  std::vector<double> h(n - 1), d(n - 1);
  for (std::size_t i = 0; i + 1 < n; ++i) {
    h[i] = x_[i + 1] - x_[i];
    assert(h[i] > 0.0);
    d[i] = (y_[i + 1] - y_[i]) / h[i];
  }
  if (n == 2) {
    slope_[0] = slope_[1] = d[0];
    return;
  }
  for (std::size_t i = 1; i + 1 < n; ++i) {
    if (d[i - 1] * d[i] <= 0.0) continue;
    const double before = 2.0 * h[i] + h[i - 1], after = h[i] + 2.0 * h[i - 1];
    slope_[i] = (before + after) / (before / d[i - 1] + after / d[i]);
  }
  slope_[0] = endSlope(h[0], h[1], d[0], d[1]);
  slope_[n - 1] = endSlope(h[n - 2], h[n - 3], d[n - 2], d[n - 3]);
}

std::size_t Pchip::interval(double x) const {
  const auto above = std::upper_bound(x_.begin() + 1, x_.end() - 1, x);
  return static_cast<std::size_t>(above - x_.begin()) - 1;
}

double Pchip::at(double x) const {
  if (x_.empty()) return 0.0;
  if (x_.size() == 1 || x <= x_.front()) return y_.front();
  if (x >= x_.back()) return y_.back();
  const std::size_t i = interval(x);
  const double h = x_[i + 1] - x_[i], t = (x - x_[i]) / h, s = 1.0 - t;
  const double inner = 3.0 * t * s;
  const double cubic = y_[i] * (s * s * s + inner * s) + y_[i + 1] * (t * t * t + inner * t);
  return cubic + h * t * s * (slope_[i] * s - slope_[i + 1] * t);
}

double Pchip::slopeAt(double x) const {
  if (x_.size() < 2 || x < x_.front() || x > x_.back()) return 0.0;
  const std::size_t i = interval(x);
  const double h = x_[i + 1] - x_[i], t = (x - x_[i]) / h, s = 1.0 - t;
  return 6.0 * t * s * (y_[i + 1] - y_[i]) / h + slope_[i] * s * (1.0 - 3.0 * t) + slope_[i + 1] * t * (3.0 * t - 2.0);
}

}  // namespace plenum::physics
