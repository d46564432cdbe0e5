// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace plenum::physics {

/// a0 + a1 x + a2 x² + …
template <std::size_t N>
constexpr double polynomial(const std::array<double, N>& a, double x) {
  double value = 0.0;
  for (std::size_t i = N; i-- > 0;) value = value * x + a[i];
  return value;
}

/// a0 + a1 x + a2 x² + a3 y + a4 y² + a5 x y, the order of EnergyPlus' Curve:Biquadratic.
constexpr double biquadratic(const std::array<double, 6>& a, double x, double y) {
  return a[0] + x * (a[1] + a[2] * x) + y * (a[3] + a[4] * y) + a[5] * x * y;
}

/// A smooth curve through points that never overshoots them: between two points it is monotone, and where the points
/// rise or fall throughout, so does the curve. Piecewise cubic with the slope limits of Fritsch and Carlson
/// (SIAM J. Numer. Anal. 17, 1980), interior slopes by the weighted harmonic mean.
/// Constant beyond its first and last point. Owns its points; copy it into the model.
class Pchip {
 public:
  /// The constant 0.
  Pchip() = default;
  /// At least one point, x strictly rising, all finite (asserted).
  Pchip(std::span<const double> x, std::span<const double> y);

  double at(double x) const;
  /// The derivative; 0 beyond the ends.
  double slopeAt(double x) const;
  double firstX() const { return x_.empty() ? 0.0 : x_.front(); }
  double lastX() const { return x_.empty() ? 0.0 : x_.back(); }

 private:
  std::size_t interval(double x) const;
  std::vector<double> x_, y_, slope_;
};

}  // namespace plenum::physics
