// SPDX-License-Identifier: Apache-2.0
#include "physics/AirCoil.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "physics/Psychrometrics.h"

namespace plenum::physics {

AirCoil designedCoil(const AirCoilDesign& design) {
  AirCoil coil;
  coil.airWPerK = design.airWPerK;
  coil.waterWPerK = design.waterWPerK;
  coil.fanW = design.fanW;
  const double least = std::min(design.airWPerK, design.waterWPerK);
  const double most = std::max(design.airWPerK, design.waterWPerK);
  const double wanted = design.heatW / (least * std::abs(design.airInC - design.waterInC));
  const double ratio = least / most;
  if (!(wanted < effectiveness(FlowArrangement::crossUnmixed, 1e3, ratio))) return coil;
  coil.films.designUaWPerK = ntuOf(FlowArrangement::crossUnmixed, wanted, ratio) * least;
  return coil;
}

AirCoilPoint coilAt(const AirCoil& coil, const AirCoilInflow& in) {
  const double air = std::max(in.airFraction, 0.0), waterShare = std::max(in.waterFraction, 0.0);
  const double ua = uaOffDesign(coil.films, air, waterShare, in.foulingKPerW);
  const Exchange x = exchange(FlowArrangement::crossUnmixed, ua, {in.airInC, air * coil.airWPerK},
                              {in.waterInC, waterShare * coil.waterWPerK});
  AirCoilPoint point{.heatW = x.heatW, .airOutC = x.hotOutC, .waterOutC = x.coldOutC};
  point.fanW = coil.fanW * air * air * air;
  // where water enters, leaving air meets it; the metal lies between them as the film of the water is in the whole
  const double waterFilmShare = coil.films.filmRatio / (1.0 + coil.films.filmRatio);
  point.surfaceC = in.waterInC + waterFilmShare * (point.airOutC - in.waterInC);
  point.isWet = waterShare > 0.0 && air > 0.0 && point.surfaceC < in.airDewPointC;
  return point;
}

namespace {

double saturatedJPerKg(double airC, double pressurePa) {
  return dryAirCpJPerKgK * airC + vaporisationJPerKg * humidityRatioAtSaturation(airC, pressurePa);
}

/// Temperature of saturated air of this enthalpy, between two bounds. The enthalpy is convex in the temperature, so
/// that Newton's steps from above come down to it without passing it.
double saturatedC(double enthalpyJPerKg, double lowC, double highC, double pressurePa) {
  // the law ends a little below the boiling point
  const double boilingPa = 0.94 * pressurePa;
  double airC = saturationPressurePa(highC) < boilingPa ? highC : saturationTemperatureC(boilingPa);
  constexpr double finestK = 1e-10;  // the step after it would be of its square
  for (double stepK = 1.0; stepK > finestK && airC > lowC; airC -= stepK)
    stepK = (saturatedJPerKg(airC, pressurePa) - enthalpyJPerKg) /
            (dryAirCpJPerKgK + vaporisationJPerKg * saturationSlopePerK(airC, pressurePa));
  return std::clamp(airC, lowC, highC);
}

}  // namespace

MoistCoilPoint moistCoilAt(double uaWPerK, double filmRatio, Stream air, double humidityRatio, Stream water,
                           double pressurePa) {
  const Exchange dry = exchange(FlowArrangement::crossUnmixed, uaWPerK, air, water);
  MoistCoilPoint point{.heatW = dry.heatW, .airOutC = dry.hotOutC, .waterOutC = dry.coldOutC};
  if (dry.heatW <= 0.0 || humidityRatio <= 0.0) return point;
  const double surfaceC = water.inletC + filmRatio / (1.0 + filmRatio) * (dry.hotOutC - water.inletC);
  const double saturated = humidityRatioAtSaturation(surfaceC, pressurePa);
  if (saturated >= humidityRatio) return point;

  const double airKgPerS = air.capacityWPerK / dryAirCpJPerKgK;
  const double airWPerK = uaWPerK * (1.0 + filmRatio), waterFilmWPerK = airWPerK / filmRatio;
  const double enterJPerKg = dryAirCpJPerKgK * air.inletC + vaporisationJPerKg * humidityRatio;
  const double coldJPerKg = saturatedJPerKg(water.inletC, pressurePa);
  double waterOutC = dry.coldOutC, heatW = 0.0;
  for (int i = 0; i < 6; ++i) {
    const double spanK = std::max(0.5, waterOutC - water.inletC);
    const double slope = (saturatedJPerKg(water.inletC + spanK, pressurePa) - coldJPerKg) / spanK;
    const double conductance = 1.0 / (dryAirCpJPerKgK / airWPerK + slope / waterFilmWPerK);
    const double waterKgPerS = water.capacityWPerK / slope;
    const double least = std::min(airKgPerS, waterKgPerS), most = std::max(airKgPerS, waterKgPerS);
    heatW = effectiveness(FlowArrangement::crossUnmixed, conductance / least, least / most) * least *
            (enterJPerKg - coldJPerKg);
    waterOutC = water.inletC + heatW / water.capacityWPerK;
  }
  if (heatW <= dry.heatW) return point;
  const double left = math::exp(-airWPerK / air.capacityWPerK);
  const double leaveJPerKg = enterJPerKg - heatW / airKgPerS;
  const double metalJPerKg = enterJPerKg - (enterJPerKg - leaveJPerKg) / (1.0 - left);
  const double metalC = saturatedC(metalJPerKg, water.inletC - 1.0, air.inletC, pressurePa);
  const double airOutC = metalC + (air.inletC - metalC) * left;
  const double leaves = (leaveJPerKg - dryAirCpJPerKgK * airOutC) / vaporisationJPerKg;
  if (leaves >= humidityRatio) return point;
  // a coil turns wet from its cold end on: over a kelvin of its surface, two per cent of its heat and of the moisture
  // it passes from the dry coil to the wet one, so that nothing jumps (estimates)
  const double bySurface =
      (humidityRatio - saturated) / (humidityRatioAtSaturation(surfaceC + 1.0, pressurePa) - saturated);
  const double byHeat = (heatW / dry.heatW - 1.0) / 0.02, byMoisture = (1.0 - leaves / humidityRatio) / 0.02;
  const double share = std::min(1.0, bySurface) * std::min(1.0, byHeat) * std::min(1.0, byMoisture);
  const auto between = [share](double dryValue, double wetValue) { return dryValue + share * (wetValue - dryValue); };
  return {between(dry.heatW, heatW), share * airKgPerS * (humidityRatio - leaves), between(dry.hotOutC, airOutC),
          between(dry.coldOutC, waterOutC), true};
}

WettedAir wetted(double airC, double wetBulbC, double padEffectiveness, double pressurePa) {
  const double before = humidityRatioAtWetBulb(airC, wetBulbC, pressurePa);
  const double cooledC = airC - padEffectiveness * (airC - wetBulbC);
  // the wet bulb stays what it was, which gives the moisture taken up
  const double after = humidityRatioAtWetBulb(cooledC, wetBulbC, pressurePa);
  return {cooledC, after, after - before};
}

}  // namespace plenum::physics
