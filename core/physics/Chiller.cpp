// SPDX-License-Identifier: Apache-2.0
#include "physics/Chiller.h"

#include <algorithm>

#include "base/Units.h"
#include "physics/Curves.h"

namespace plenum::physics {
namespace {

constexpr double smallestLiftK = 8.0;
constexpr double bestShareOfCarnot = 0.65;

// The refrigerant works between colder and warmer ends than the two waters that the curves name: approaches of some
// 1.5 K in each exchanger and the 5 K by which condenser water warms, at full load (estimates); all go with the heat.
// With these the York 2771 reaches 0.65 of Carnot at its reference point, where water temperatures alone say 0.45.
constexpr double evaporatorApproachK = 1.5, condenserApproachK = 1.5, condenserRiseK = condenserApproachK + 5.0;
// more than this is not dirt but a blocked machine
constexpr double mostFouled = 0.95;
constexpr double mostRecirculated = 0.98;  // a valve that throttles to a fiftieth

double carnot(double leavingC, double enteringC, double partLoad) {
  const double coldC = leavingC - evaporatorApproachK * partLoad, warmC = enteringC + condenserRiseK * partLoad;
  return (coldC + kelvinOffset) / std::max(warmC - coldC, smallestLiftK);
}

bool isFitted(const ChillerCurves& chiller, double leavingC, double enteringC) {
  return leavingC >= chiller.leavingMinC && leavingC <= chiller.leavingMaxC && enteringC >= chiller.enteringMinC &&
         enteringC <= chiller.enteringMaxC;
}

double available(const ChillerCurves& chiller, double leavingC, double enteringC) {
  return std::max(chiller.capacityW * biquadratic(chiller.capacityOf, leavingC, enteringC), 0.0);
}

void setPower(ChillerPoint& point, double motorShare, double powerW) {
  point.powerW = powerW;
  point.condenserW = point.heatW + motorShare * powerW;
  point.cop = powerW > 0.0 ? point.heatW / powerW : 0.0;
}

}  // namespace

ChillerPoint chillerAtPartLoad(const ChillerCurves& chiller, double leavingC, double enteringC, double partLoad) {
  ChillerPoint point;
  point.isExtrapolated = !isFitted(chiller, leavingC, enteringC);
  point.availableW = available(chiller, leavingC, enteringC);
  if (!(partLoad > 0.0) || !(point.availableW > 0.0)) return point;
  point.partLoad = std::min(partLoad, chiller.partLoadMax);
  point.heatW = point.partLoad * point.availableW;
  point.running = std::min(point.partLoad / chiller.partLoadMin, 1.0);
  const double loading = std::max(point.partLoad, chiller.partLoadUnloading);
  const double powerW = point.availableW / chiller.cop * biquadratic(chiller.inputOf, leavingC, enteringC) *
                        polynomial(chiller.inputOfPartLoad, loading) * point.running;
  setPower(point, chiller.motorShareToCondenser, powerW);
  return point;
}

ChillerPoint chillerByCurve(const ChillerCurves& chiller, double leavingC, double enteringC, double loadW) {
  const double most = available(chiller, leavingC, enteringC);
  return chillerAtPartLoad(chiller, leavingC, enteringC, most > 0.0 ? loadW / most : 0.0);
}

double foulingK(double fouledShare, double partLoad) {
  const double lost = std::clamp(fouledShare, 0.0, mostFouled);
  return condenserApproachK * lost / (1.0 - lost) * partLoad;
}

CondenserInlet condenserInlet(double basinC, double leastC, double riseK) {
  if (basinC >= leastC || !(riseK > 0.0)) return {basinC, 0.0};
  // entering = (1 − r) basin + r (entering + rise)
  const double missingK = leastC - basinC;
  const double share = std::min(missingK / (missingK + riseK), mostRecirculated);
  return {basinC + riseK * share / (1.0 - share), share};
}

ChillerPoint chillerAt(const ChillerCurves& chiller, double leavingC, double cleanEnteringC, double loadW,
                       double fouledShare) {
  double enteringC = cleanEnteringC;
  if (fouledShare > 0.0) {
    const double most = available(chiller, std::clamp(leavingC, chiller.leavingMinC, chiller.leavingMaxC),
                                  std::clamp(cleanEnteringC, chiller.enteringMinC, chiller.enteringMaxC));
    enteringC += foulingK(fouledShare, most > 0.0 ? std::clamp(loadW / most, 0.0, chiller.partLoadMax) : 0.0);
  }
  const double nearLeavingC = std::clamp(leavingC, chiller.leavingMinC, chiller.leavingMaxC);
  const double nearEnteringC = std::clamp(enteringC, chiller.enteringMinC, chiller.enteringMaxC);
  ChillerPoint point = chillerByCurve(chiller, nearLeavingC, nearEnteringC, loadW);
  point.isExtrapolated = nearLeavingC != leavingC || nearEnteringC != enteringC;
  if (!point.isExtrapolated || !(point.powerW > 0.0)) return point;
  const double here = carnot(leavingC, enteringC, point.partLoad);
  const double scaledCop = point.cop * here / carnot(nearLeavingC, nearEnteringC, point.partLoad);
  // the nearest point itself may lie above the share; the limit must not make a step of that
  const double limit = std::max(bestShareOfCarnot * here, point.cop);
  setPower(point, chiller.motorShareToCondenser, point.heatW / std::min(scaledCop, limit));
  return point;
}

}  // namespace plenum::physics
