// SPDX-License-Identifier: Apache-2.0
#include "physics/DryCooler.h"

#include <algorithm>
#include <cmath>

#include "physics/AirCoil.h"
#include "physics/Fluids.h"
#include "physics/HeatExchanger.h"

namespace plenum::physics {
namespace {

// films as Modelica Buildings has them for coils
constexpr FilmPair films(double uaWPerK) { return {uaWPerK, 0.5, 0.8, 0.85}; }

double airFractionOf(const DryCooler& cooler, double fan) {
  if (fan >= cooler.airMin) return fan;
  return cooler.stillAirFraction + fan / cooler.airMin * (cooler.airMin - cooler.stillAirFraction);
}

}  // namespace

DryCoolerPoint dryCoolerAt(const DryCooler& cooler, const DryCoolerInflow& in) {
  DryCoolerPoint point{.outletC = in.waterC, .airInC = in.airC, .airOutC = in.airC};
  const double fan = std::clamp(in.airFraction, 0.0, 1.0);
  point.fanW = cooler.fanW * fan * fan * fan;
  if (!(in.waterKgPerS > 0.0)) return point;
  const double air = airFractionOf(cooler, fan) * in.airShare;
  const double airKgPerS = cooler.airKgPerS * air;
  const double waterWPerK = in.waterKgPerS * in.waterCpJPerKgK;
  point.airWPerK = airKgPerS * airCpJPerKgK;
  const double ua = uaOffDesign(films(cooler.uaWPerK), air, in.waterKgPerS / cooler.waterKgPerS);
  const double least = std::min(waterWPerK, point.airWPerK), most = std::max(waterWPerK, point.airWPerK);
  const double perK = least * effectiveness(FlowArrangement::crossUnmixed, ua / least, least / most);
  const double warms = perK / point.airWPerK;  // the air, of what the water is warmer
  const double back = std::clamp(in.reingestion, 0.0, 0.9);

  if (!in.isPadWet || cooler.padEffectiveness <= 0.0) {
    // what enters is a mix of what is outside and what leaves, and both are linear
    point.airInC = ((1.0 - back) * in.airC + back * warms * in.waterC) / (1.0 - back + back * warms);
  } else {
    const double outside = humidityRatioAtWetBulb(in.airC, in.wetBulbC, in.pressurePa);
    double mixedC = in.airC, moisture = outside, wetBulb = in.wetBulbC;
    for (int i = 0; i < 60; ++i) {
      const WettedAir pad = wetted(mixedC, wetBulb, cooler.padEffectiveness, in.pressurePa);
      point.airInC = pad.airC;
      point.padKgPerS = airKgPerS * pad.waterKgPerKg;
      if (back <= 0.0) break;
      const double leavesC = pad.airC + warms * (in.waterC - pad.airC), before = mixedC;
      mixedC = in.airC + back * (leavesC - in.airC);
      moisture = outside + back * (pad.humidityRatio - outside);
      wetBulb = wetBulbC(mixedC, moisture, in.pressurePa);
      if (std::abs(mixedC - before) < 1e-9) break;
    }
  }
  point.heatW = perK * (in.waterC - point.airInC);
  point.outletC = in.waterC - point.heatW / waterWPerK;
  point.airOutC = point.airInC + point.heatW / point.airWPerK;
  return point;
}

double stillWPerK(const DryCooler& cooler) {
  // the air takes all that the fins give it while the water stands: its own capacity rate is the limit
  const double airWPerK = cooler.stillAirFraction * cooler.airKgPerS * airCpJPerKgK;
  const double ua = uaOffDesign(films(cooler.uaWPerK), cooler.stillAirFraction, 1.0);
  return airWPerK * effectiveness(FlowArrangement::crossUnmixed, ua / airWPerK, 0.0);
}

}  // namespace plenum::physics
