// SPDX-License-Identifier: Apache-2.0
#include "base/Math.h"

#include <bit>
#include <cstdint>
#include <limits>

namespace plenum::math {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

// ln 2 in two parts; the first has 32 bits, so that its product with an exponent is exact
constexpr double ln2High = 0x1.62e42fee00000p-1;
constexpr double ln2Low = 0x1.a39ef35793c76p-33;
constexpr double inverseLn2 = 0x1.71547652b82fep+0;
// adding and subtracting 1.5 · 2^52 rounds to the nearest integer
constexpr double rounder = 0x1.8p52;

double powerOfTwo(int k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }

// value · 2^k with one rounding more than needed only where the result is subnormal
double scaled(double value, int k) {
  if (k > 1023) return value * 0x1p1023 * powerOfTwo(k - 1023);
  if (k >= -1022) return value * powerOfTwo(k);
  return value * powerOfTwo(k + 1000) * 0x1p-1000;
}

// x = k ln 2 + r, |r| ≤ ln 2 / 2, known to more than 53 bits as r + rest
struct Reduced {
  double k, r, rest;
};

Reduced reduced(double x, double xRest) {
  const double k = (x * inverseLn2 + rounder) - rounder;
  const double high = x - k * ln2High;
  const double low = k * ln2Low - xRest;
  const double r = high - low;
  return {k, r, (high - r) - low};
}

// exp(r) − 1 − r for |r| ≤ 0.35 by its Taylor series (next term below 5e-18), summed as a tree for speed
double expTail(double r) {
  constexpr double c2 = 1.0 / 2, c3 = 1.0 / 6, c4 = 1.0 / 24, c5 = 1.0 / 120, c6 = 1.0 / 720, c7 = 1.0 / 5040;
  constexpr double c8 = 1.0 / 40320, c9 = 1.0 / 362880, c10 = 1.0 / 3628800, c11 = 1.0 / 39916800;
  constexpr double c12 = 1.0 / 479001600, c13 = 1.0 / 6227020800.0;
  const double r2 = r * r, r4 = r2 * r2;
  const double low = (c2 + c3 * r) + r2 * (c4 + c5 * r);
  const double middle = (c6 + c7 * r) + r2 * (c8 + c9 * r);
  const double high = (c10 + c11 * r) + r2 * (c12 + c13 * r);
  return r2 * (low + r4 * (middle + r4 * high));
}

// exp(x + xRest), xRest below one ulp of x
double expOf(double x, double xRest) {
  if (!(x < 709.79)) return x != x ? x : (x > 709.79 ? infinity : expOf(709.0, x - 709.0));
  if (x < -745.2) return 0.0;
  const Reduced at = reduced(x, xRest);
  return scaled(1.0 + (at.r + (at.rest + expTail(at.r))), static_cast<int>(at.k));
}

// x = 2^k m with m in [√½, √2), k as a double
struct Split {
  double k, m;
};

Split split(double x) {
  double k = 0.0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    k = -54.0;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  // the mantissa of √½ decides which power of two is nearer
  const std::uint64_t shifted = bits - 0x3fe6a09e667f3bcdULL;
  k += static_cast<double>(static_cast<std::int64_t>(shifted) >> 52);
  return {k, std::bit_cast<double>((shifted & 0x000fffffffffffffULL) + 0x3fe6a09e667f3bcdULL)};
}

// log(1 + f) + k ln 2 + rest. With s = f/(2+f) the logarithm is 2 artanh s = f − f²/2 + s (f²/2 + R(s²)); the large
// terms are then exact but for one rounding.
double logOf(double f, double k, double rest) {
  const double s = f / (2.0 + f), z = s * s, z2 = z * z, z4 = z2 * z2;
  const double a = 2.0 / 3 + z * (2.0 / 5), b = 2.0 / 7 + z * (2.0 / 9), c = 2.0 / 11 + z * (2.0 / 13);
  const double d = 2.0 / 15 + z * (2.0 / 17), e = 2.0 / 19 + z * (2.0 / 21);
  const double series = z * ((a + z2 * b) + z4 * ((c + z2 * d) + z4 * e));
  const double half = 0.5 * f * f;
  if (k == 0.0) return f - (half - (s * (half + series) + rest));
  return k * ln2High - ((half - (s * (half + series) + (k * ln2Low + rest))) - f);
}

// a number of about 106 bits
struct Double2 {
  double high, low;
};

Double2 sum(double a, double b) {  // |a| ≥ |b|
  const double s = a + b;
  return {s, b - (s - a)};
}

Double2 product(double a, double b) {
  // Dekker's splitting into halves of 26 bits, whose products are exact
  constexpr double splitter = 134217729.0;
  const double ta = splitter * a, aHigh = ta - (ta - a), aLow = a - aHigh;
  const double tb = splitter * b, bHigh = tb - (tb - b), bLow = b - bHigh;
  const double p = a * b;
  return {p, ((aHigh * bHigh - p) + aHigh * bLow + aLow * bHigh) + aLow * bLow};
}

// log x with a relative error near 2^-65, so that y log x keeps 53 bits where the power is near overflow
Double2 preciseLog(double x) {
  const Split at = split(x);
  const double f = at.m - 1.0;  // exact
  const Double2 denominator = sum(2.0, f);
  const double s = f / denominator.high;
  const Double2 back = product(s, denominator.high);
  const double sLow = (((f - back.high) - back.low) - s * denominator.low) / denominator.high;

  const Double2 square = product(s, s);
  const double z = square.high, zLow = square.low + 2.0 * s * sLow;
  double tail = 2.0 / 23;
  for (int n = 21; n >= 5; n -= 2) tail = tail * z + 2.0 / n;
  // 2s + s z (2/3 + z tail), the factor in brackets as a pair
  constexpr double third = 0x1.5555555555555p-1, thirdLow = 0x1.5555555555555p-55;
  const Double2 bracket = sum(third, thirdLow + z * tail);
  const Double2 cubic = product(s, z);
  const double cubicLow = cubic.low + s * zLow + sLow * z;
  const Double2 term = product(cubic.high, bracket.high);
  const double termLow = term.low + cubic.high * bracket.low + cubicLow * bracket.high;

  const Double2 main = sum(2.0 * s, term.high);
  const double mainLow = main.low + (2.0 * sLow + termLow);
  if (at.k == 0.0) return sum(main.high, mainLow);
  // the second part again of 32 bits; the third is 2^-65
  constexpr double ln2Middle = 0x1.a39ef35600000p-33, ln2Rest = 0x1.93c7673007e5fp-65;
  const Double2 a = sum(at.k * ln2High, main.high);
  const Double2 b = sum(a.high, at.k * ln2Middle);
  return sum(b.high, b.low + (a.low + (mainLow + at.k * ln2Rest)));
}

// the quarter turn and the rest of an angle, |rest| ≤ π/4, as a pair
struct Turn {
  int quarter;
  double y, yLow;
};

Turn turned(double x) {
  // π/2 in parts of 33, 33 and 53 bits: exact products for fewer than 2^20 quarter turns
  constexpr double part1 = 0x1.921fb54400000p+0, part2 = 0x1.0b4611a600000p-34, part3 = 0x1.3198a2e037073p-69;
  constexpr double perQuarter = 0x1.45f306dc9c883p-1;
  const double k = (x * perQuarter + rounder) - rounder;
  const double first = x - k * part1;
  const double step2 = k * part2;
  const double second = first - step2;
  const double step3 = k * part3 - ((first - second) - step2);
  const double y = second - step3;
  const double quarters = k - 4.0 * std::floor(k * 0.25);
  return {static_cast<int>(quarters), y, (second - y) - step3};
}

double sinNear(double y, double yLow) {
  const double z = y * y, z2 = z * z;
  const double low = -1.0 / 6 + z * (1.0 / 120);
  const double middle = -1.0 / 5040 + z * (1.0 / 362880);
  const double high = -1.0 / 39916800 + z * (1.0 / 6227020800.0 + z * (-1.0 / 1307674368000.0));
  const double series = low + z2 * (middle + z2 * (high + z2 * z * (1.0 / 355687428096000.0)));
  return y + (yLow * (1.0 - 0.5 * z) + y * z * series);
}

double cosNear(double y, double yLow) {
  const double z = y * y, z2 = z * z;
  const double low = 1.0 / 24 + z * (-1.0 / 720);
  const double middle = 1.0 / 40320 + z * (-1.0 / 3628800);
  const double high = 1.0 / 479001600 + z * (-1.0 / 87178291200.0 + z * (1.0 / 20922789888000.0));
  const double series = low + z2 * (middle + z2 * high);
  const double half = 0.5 * z, main = 1.0 - half;
  return main + (((1.0 - main) - half) + (z2 * series - y * yLow));
}

// atan(i/8), as pairs
constexpr double eighthAtan[9] = {0x0p+0,
                                  0x1.fd5ba9aac2f6ep-4,
                                  0x1.f5b75f92c80ddp-3,
                                  0x1.6f61941e4def1p-2,
                                  0x1.dac670561bb4fp-2,
                                  0x1.1e00babdefeb4p-1,
                                  0x1.4978fa3269ee1p-1,
                                  0x1.700a7c5784634p-1,
                                  0x1.921fb54442d18p-1};
constexpr double eighthAtanLow[9] = {0x0p+0,
                                     -0x1.cd37686760c17p-59,
                                     0x1.8ab6e3cf7afbdp-57,
                                     -0x1.c63aae6f6e918p-56,
                                     0x1.a2b7f222f65e2p-56,
                                     -0x1.928df287a668fp-58,
                                     0x1.2419a87f2a458p-56,
                                     -0x1.8c34d25aadef6p-56,
                                     0x1.1a62633145c07p-55};

}  // namespace

double exp(double x) { return expOf(x, 0.0); }

double expm1(double x) {
  if (x > 40.0) return exp(x);
  if (x < -40.0) return -1.0;
  if (!(std::abs(x) > 0.34)) return x + expTail(x);  // NaN too
  const Reduced at = reduced(x, 0.0);
  const double scale = powerOfTwo(static_cast<int>(at.k));
  return scale * (at.r + (at.rest + expTail(at.r))) + (scale - 1.0);
}

double log(double x) {
  if (!(x > 0.0)) return x == 0.0 ? -infinity : notANumber;
  if (x == infinity) return infinity;
  const Split at = split(x);
  return logOf(at.m - 1.0, at.k, 0.0);
}

double log1p(double x) {
  if (!(x > -1.0)) return x == -1.0 ? -infinity : notANumber;
  if (x == infinity) return infinity;
  if (x > -0.29 && x < 0.41) return std::abs(x) < 0x1p-54 ? x : logOf(x, 0.0, 0.0);
  const double u = 1.0 + x;
  // what the addition lost, relative to u
  const double rest = (x >= 1.0 ? 1.0 - (u - x) : x - (u - 1.0)) / u;
  const Split at = split(u);
  return logOf(at.m - 1.0, at.k, rest);
}

double pow(double x, double y) {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (x != x || y != y || x < 0.0) return notANumber;
  if (x == 0.0) return y > 0.0 ? 0.0 : infinity;
  if (x == infinity) return y > 0.0 ? infinity : 0.0;
  if (std::abs(y) == infinity) return (x > 1.0) == (y > 0.0) ? infinity : 0.0;
  const Double2 logarithm = preciseLog(x);
  const double estimate = y * logarithm.high;
  if (estimate > 710.0) return infinity;
  if (estimate < -746.0) return 0.0;
  const Double2 exponent = product(y, logarithm.high);
  const Double2 at = sum(exponent.high, exponent.low + y * logarithm.low);
  return expOf(at.high, at.low);
}

double sin(double x) {
  if (!(std::abs(x) < infinity)) return notANumber;
  if (std::abs(x) < 0x1p-27) return x;
  const Turn at = turned(x);
  const double value = (at.quarter & 1) ? cosNear(at.y, at.yLow) : sinNear(at.y, at.yLow);
  return (at.quarter & 2) ? -value : value;
}

double cos(double x) {
  if (!(std::abs(x) < infinity)) return notANumber;
  const Turn at = turned(x);
  const double value = (at.quarter & 1) ? sinNear(at.y, at.yLow) : cosNear(at.y, at.yLow);
  return at.quarter == 1 || at.quarter == 2 ? -value : value;
}

double atan(double x) {
  const double t = std::abs(x);
  if (!(t > 0x1p-27)) return x;  // NaN too
  // the nearest eighth c of t or of 1/t; atan t = atan c + atan((t − c)/(1 + t c)), and likewise from π/2
  const bool isSteep = t > 1.0;
  const double eighths = ((isSteep ? 8.0 / t : 8.0 * t) + rounder) - rounder;
  const double c = 0.125 * eighths;
  const int i = static_cast<int>(eighths);
  const double u = !isSteep ? (t - c) / (1.0 + t * c) : t > 1e18 ? 0.0 : (1.0 - t * c) / (t + c);
  const double z = u * u;
  const double series =
      z * (-1.0 / 3 + z * (1.0 / 5 + z * (-1.0 / 7 + z * (1.0 / 9 + z * (-1.0 / 11 + z * (1.0 / 13 - z / 15))))));
  double value = 0.0;
  if (isSteep) {
    constexpr double quarterTurn = 0x1.921fb54442d18p+0, quarterTurnLow = 0x1.1a62633145c07p-54;
    const Double2 base = sum(quarterTurn, -eighthAtan[i]);
    value = base.high - (u + (u * series - (base.low + (quarterTurnLow - eighthAtanLow[i]))));
  } else {
    value = i == 0 ? u + u * series : eighthAtan[i] + (u + (u * series + eighthAtanLow[i]));
  }
  return x < 0.0 ? -value : value;
}

double tanh(double x) {
  const double t = std::abs(x);
  if (t > 20.0) return x < 0.0 ? -1.0 : 1.0;
  if (!(t > 0x1p-28)) return x;  // NaN too
  const double e = expm1(2.0 * t);
  const double half = 0.5 * e;
  // three forms of e/(e + 2), each where its largest term is already close to the result
  const double value = t < 0.3 ? half - half * half / (1.0 + half) : t < 0.5 ? e / (e + 2.0) : 1.0 - 2.0 / (e + 2.0);
  return x < 0.0 ? -value : value;
}

}  // namespace plenum::math
