// SPDX-License-Identifier: Apache-2.0
#include "physics/HeatExchanger.h"

#include <algorithm>
#include <cassert>

#include "base/Math.h"

namespace plenum::physics {
namespace {

// below this ratio the large stream does not change its temperature
constexpr double smallestRatio = 1e-12;

// (1 − exp(−a))/a without its gap at 0
double meanDecay(double a) { return a > 1e-9 ? -math::expm1(-a) / a : 1.0 - 0.5 * a; }

// (1 − e)/(1 − Z e) with e = exp(−N (1 − Z)), rewritten so that nothing cancels at Z = 1, where it is N/(1 + N)
double counterFlow(double n, double z) {
  const double a = n * (1.0 - z);
  if (n > 1e12) return 1.0;
  const double gained = n * meanDecay(a);
  return gained / (gained + math::exp(-a));
}

}  // namespace

double effectiveness(FlowArrangement arrangement, double ntu, double capacityRatio) {
  assert(ntu >= 0.0 && capacityRatio >= 0.0 && capacityRatio <= 1.0 + 1e-12);
  const double n = std::min(ntu, 1e15), z = capacityRatio;
  if (z < smallestRatio) return -math::expm1(-n);
  switch (arrangement) {
    case FlowArrangement::counter:
      return counterFlow(n, std::min(z, 1.0));
    case FlowArrangement::parallel:
      return -math::expm1(-n * (1.0 + z)) / (1.0 + z);
    case FlowArrangement::crossUnmixed: {
      if (n == 0.0) return 0.0;
      const double root = math::pow(n, 0.22);
      return -math::expm1(math::expm1(-n / root * z) * root / z);
    }
    case FlowArrangement::crossMaxMixed:
      return -math::expm1(z * math::expm1(-n)) / z;
    case FlowArrangement::crossMinMixed:
      return -math::expm1(math::expm1(-z * n) / z);
  }
  return 0.0;
}

double counterFlowNtu(double effectiveness, double capacityRatio) {
  assert(effectiveness >= 0.0 && effectiveness < 1.0);
  const double ratio = effectiveness / (1.0 - effectiveness);
  const double x = ratio * (1.0 - capacityRatio);
  // ln(1 + x)/x without its gap at 0
  return ratio * (x > 1e-9 ? math::log1p(x) / x : 1.0 - 0.5 * x);
}

double ntuOf(FlowArrangement arrangement, double effectivenessWanted, double capacityRatio) {
  double low = 0.0, high = 1e3;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (effectiveness(arrangement, middle, capacityRatio) < effectivenessWanted ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

Exchange exchange(double effectiveness, Stream hot, Stream cold) {
  const double least = std::min(hot.capacityWPerK, cold.capacityWPerK);
  if (!(least > 0.0)) return {0.0, hot.inletC, cold.inletC};
  const double heatW = effectiveness * least * (hot.inletC - cold.inletC);
  return {heatW, hot.inletC - heatW / hot.capacityWPerK, cold.inletC + heatW / cold.capacityWPerK};
}

Exchange exchange(FlowArrangement arrangement, double uaWPerK, Stream hot, Stream cold) {
  const double least = std::min(hot.capacityWPerK, cold.capacityWPerK);
  const double most = std::max(hot.capacityWPerK, cold.capacityWPerK);
  if (!(least > 0.0)) return {0.0, hot.inletC, cold.inletC};
  return exchange(effectiveness(arrangement, uaWPerK / least, least / most), hot, cold);
}

double uaOffDesign(const FilmPair& films, double flow1Fraction, double flow2Fraction, double foulingKPerW) {
  if (!(flow1Fraction > 0.0) || !(flow2Fraction > 0.0) || !(films.designUaWPerK > 0.0)) return 0.0;
  // at design 1/UA = (1 + r)/hA1 and hA2 = hA1/r
  const double film1 = films.designUaWPerK * (1.0 + films.filmRatio) * math::pow(flow1Fraction, films.exponent1);
  const double film2 =
      films.designUaWPerK * (1.0 + films.filmRatio) / films.filmRatio * math::pow(flow2Fraction, films.exponent2);
  return 1.0 / (1.0 / film1 + 1.0 / film2 + foulingKPerW);
}

}  // namespace plenum::physics
