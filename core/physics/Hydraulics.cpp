// SPDX-License-Identifier: Apache-2.0
#include "physics/Hydraulics.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"

namespace plenum::physics {

double pressureDropPa(const Branch& branch, double flowKgPerS) {
  const double m = std::abs(flowKgPerS), t = branch.transitionKgPerS;
  if (m >= t) return branch.resistance * flowKgPerS * m;
  return branch.resistance * flowKgPerS * (0.5 * t + 0.5 * m * m / t);
}

double flowThroughKgPerS(const Branch& branch, double dropPa) {
  const double t = branch.transitionKgPerS, square = std::abs(dropPa) / branch.resistance;
  double m = std::sqrt(square);
  if (m < t) {
    // Newton on m (t² + m²) = 2 t·square from below the root's upper bound; convex, so it does not overshoot
    for (int i = 0; i < 8; ++i) m -= (m * (t * t + m * m) - 2.0 * t * square) / (t * t + 3.0 * m * m);
  }
  return dropPa < 0.0 ? -m : m;
}

double equalPercentage(double stroke, double rangeability, double leakage) {
  constexpr double seat = 0.05;
  const double x = std::clamp(stroke, 0.0, 1.0);
  if (x >= seat) return math::pow(rangeability, x - 1.0);
  return leakage + (math::pow(rangeability, seat - 1.0) - leakage) * (x / seat);
}

double installedFlow(double conductance, double authority) {
  if (!(conductance > 0.0)) return 0.0;
  return 1.0 / std::sqrt(1.0 - authority + authority / (conductance * conductance));
}

double valveResistance(double designPa, double designKgPerS, double conductance) {
  const double open = designKgPerS * conductance;
  return designPa / (open * open);
}

PumpPoint pumpAt(const Pump& pump, double flowM3PerS, double headPa, double speed) {
  if (!(speed > 0.0)) return {};
  // the parabola peak · x (2 − x), divided out of V · Δp so that a pump against a shut valve draws its finite power
  const double best = speed * pump.bestFlowM3PerS;
  const double x = std::clamp(flowM3PerS / best, 0.0, 1.8);
  const double flowForPower = std::max(best, flowM3PerS / 1.8);
  const double shaftW = headPa * flowForPower / (pump.hydraulicEfficiency * (2.0 - x));
  return {flowM3PerS, headPa, shaftW / (pump.motorEfficiency * pump.driveEfficiency), shaftW};
}

PumpPoint pumpPoint(const Pump& pump, const PumpSystem& system, int running, double speed) {
  if (running <= 0 || !(speed > 0.0)) return {};
  const double square = speed * speed;
  const auto headPa = [&](double eachM3PerS) { return square * pump.headPa.at(eachM3PerS / speed); };
  const auto excessPa = [&](double eachM3PerS) {
    const double total = running * eachM3PerS;
    return headPa(eachM3PerS) - system.staticPa - system.resistance * total * total;
  };
  double low = 0.0, high = speed * pump.headPa.lastX();
  if (excessPa(0.0) <= 0.0) high = 0.0;
  for (int i = 0; i < 60 && high > 0.0; ++i) {
    const double middle = 0.5 * (low + high);
    (excessPa(middle) > 0.0 ? low : high) = middle;
  }
  const double each = 0.5 * (low + high);
  PumpPoint one = pumpAt(pump, each, headPa(each), speed);
  return {running * each, one.headPa, running * one.powerW, running * one.fluidHeatW};
}

}  // namespace plenum::physics
