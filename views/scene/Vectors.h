// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>

#include "base/Geometry.h"

namespace plenum {

// Small geometry that more than one layer of the scene needs. Private to this room.

inline constexpr double degree = 0.017453292519943295;
inline constexpr double turn = 6.283185307179586;

inline double dot(Vec3 a, Vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
inline Vec3 cross(Vec3 a, Vec3 b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }
/// Upwards where there is no direction.
inline Vec3 unit(Vec3 v) {
  const double n = std::sqrt(dot(v, v));
  return n > 0 ? v * (1.0 / n) : Vec3{0, 0, 1};
}

/// From 0 to 1 without a corner at either end; held beyond them.
inline double smooth(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}
inline double smooth(double low, double high, double x) { return smooth((x - low) / (high - low)); }

/// In plan, smaller or larger by so much on every side.
inline Box inset(const Box& b, double by) { return {b.min + Vec3{by, by, 0}, b.max - Vec3{by, by, 0}}; }
inline Box grown(const Box& b, double by) { return inset(b, -by); }
/// The slice of it between two heights.
inline Box between(const Box& b, double low, double high) {
  return {{b.min.x, b.min.y, low}, {b.max.x, b.max.y, high}};
}

}  // namespace plenum
