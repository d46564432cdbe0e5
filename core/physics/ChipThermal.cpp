// SPDX-License-Identifier: Apache-2.0
#include "physics/ChipThermal.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/Math.h"

namespace plenum::physics {

double coldPlateWPerK(double convectionKPerW, double flowWPerK) {
  if (!(flowWPerK > 0.0)) return 0.0;
  return flowWPerK * -math::expm1(-1.0 / (convectionKPerW * flowWPerK));
}

double coldPlateWPerK(const Pchip& resistanceOverFlow, double flowM3PerS, double flowWPerK) {
  if (!(flowM3PerS > 0.0) || !(flowWPerK > 0.0)) return 0.0;
  // below its first point the resistance grows like 1/flow, as it must where the coolant leaves saturated
  const double first = resistanceOverFlow.firstX();
  const double resistance = resistanceOverFlow.at(flowM3PerS) * std::max(1.0, first / flowM3PerS);
  return std::min(1.0 / resistance, flowWPerK);
}

double heatsinkWPerK(const Heatsink& sink, double flowFraction, double airWPerK) {
  const double forced = flowFraction > 0.0 ? math::pow(flowFraction, 0.8) : 0.0;
  const double conductance = std::max(forced, sink.stillAirFraction) / sink.designKPerW;
  return flowFraction > 0.0 ? std::min(conductance, airWPerK) : conductance;
}

ChipStep chipStep(const ChipThermal& chip, double conductanceWPerK, double dtS) {
  assert(conductanceWPerK >= 0.0 && dtS >= 0.0);
  const double g = 1.0 / chip.jointKPerW;
  const double a = -g / chip.dieJPerK, b = -a;
  const double c = g / chip.plateJPerK, d = -(g + conductanceWPerK) / chip.plateJPerK;
  // two real eigenvalues; the slow one from the determinant, which is exactly 0 without flow
  const double middle = 0.5 * (a + d), half = 0.5 * (a - d);
  const double root = std::sqrt(half * half + b * c);
  const double fast = middle - root;
  const double slow = g * conductanceWPerK / (chip.dieJPerK * chip.plateJPerK) / fast;

  // a function of the matrix is u I + v A, with u and v from its values at the eigenvalues
  const double gap = slow - fast;
  const double expFast = math::exp(fast * dtS), expSlow = math::exp(slow * dtS);
  const double v = (expSlow - expFast) / gap, u = (slow * expFast - fast * expSlow) / gap;
  // the integral of exp(A t) over the tick
  const double sumFast = math::expm1(fast * dtS) / fast;
  const double sumSlow = slow < 0.0 ? math::expm1(slow * dtS) / slow : dtS;
  const double w = (sumSlow - sumFast) / gap, t = (slow * sumFast - fast * sumSlow) / gap;

  ChipStep step;
  step.f11 = u + v * a;
  step.f12 = v * b;
  step.f21 = v * c;
  step.f22 = u + v * d;
  step.gP1 = (t + w * a) / chip.dieJPerK;
  step.gP2 = w * c / chip.dieJPerK;
  step.gT1 = w * b * conductanceWPerK / chip.plateJPerK;
  step.gT2 = (t + w * d) * conductanceWPerK / chip.plateJPerK;
  return step;
}

ChipState chipAtRest(const ChipThermal& chip, double conductanceWPerK, double powerW, double inletC) {
  const double plateC = inletC + powerW / conductanceWPerK;
  return {plateC + powerW * chip.jointKPerW, plateC};
}

}  // namespace plenum::physics
