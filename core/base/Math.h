// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cmath>

namespace plenum::math {

inline constexpr double pi = 3.14159265358979323846;

/// The elementary functions of the model. The C library picks its own by processor, so that two machines may differ
/// in the last bit; these use only +, −, ×, ÷ and bit operations and give the same bits everywhere. Error below
/// 2 ulp over the ranges that the model uses (tests/base/MathTest.cpp). Limits and NaN follow IEEE 754.
double exp(double x);
double expm1(double x);
double log(double x);
double log1p(double x);
/// NaN for x < 0, whole exponents included.
double pow(double x, double y);
/// Radians; full precision for |x| ≤ 1.6e6, beyond which it falls off. NaN for an infinity.
double sin(double x);
double cos(double x);
double atan(double x);
double tanh(double x);
/// Exact by IEEE 754, hence the library's.
inline double sqrt(double x) { return std::sqrt(x); }

}  // namespace plenum::math
