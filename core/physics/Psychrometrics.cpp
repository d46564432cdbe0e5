// SPDX-License-Identifier: Apache-2.0
#include "physics/Psychrometrics.h"

#include <algorithm>

#include "base/Math.h"
#include "base/Units.h"
#include "physics/Fluids.h"

namespace plenum::physics {
namespace {

// molar mass of water over that of dry air
constexpr double massRatio = 0.62198;
constexpr double vapourCpJPerKgK = 1860.0;
constexpr double evaporationJPerKg = 2501014.5;
constexpr double driestC = -100.0;

}  // namespace

double pressureAtAltitudePa(double altitudeM) {
  return standardPressurePa * math::pow(1.0 - 2.25577e-5 * altitudeM, 5.2559);
}

double saturationPressurePa(double airC) {
  return 611.657 * math::exp(17.2799 - 4102.99 / (airC + kelvinOffset - 35.719));
}

double saturationTemperatureC(double vapourPa) {
  return 35.719 - kelvinOffset + 4102.99 / (17.2799 - math::log(vapourPa / 611.657));
}

double humidityRatio(double vapourPa, double pressurePa) { return massRatio * vapourPa / (pressurePa - vapourPa); }

double vapourPressurePa(double humidityRatio, double pressurePa) {
  return pressurePa * humidityRatio / (massRatio + humidityRatio);
}

double humidityRatioAtRh(double airC, double rhFraction, double pressurePa) {
  return humidityRatio(rhFraction * saturationPressurePa(airC), pressurePa);
}

double humidityRatioAtDewPoint(double dewPointC, double pressurePa) {
  return humidityRatio(saturationPressurePa(dewPointC), pressurePa);
}

double humidityRatioAtSaturation(double airC, double pressurePa) {
  // near the boiling point air holds any amount, and beyond it the law has no meaning
  constexpr double nearBoiling = 0.95, anyAmount = 12.0;
  const double vapourPa = saturationPressurePa(airC);
  return vapourPa < nearBoiling * pressurePa ? humidityRatio(vapourPa, pressurePa) : anyAmount;
}

double saturationSlopePerK(double airC, double pressurePa) {
  const double vapourPa = saturationPressurePa(airC), above = airC + kelvinOffset - 35.719;
  return humidityRatio(vapourPa, pressurePa) * 4102.99 / (above * above) * pressurePa / (pressurePa - vapourPa);
}

double foggedOut(double airC, double humidityRatio, double pressurePa, double warmsK) {
  const double excess = humidityRatio - humidityRatioAtSaturation(airC, pressurePa);
  return excess > 0.0 ? excess / (1.0 + warmsK * saturationSlopePerK(airC, pressurePa)) : 0.0;
}

double relativeHumidity(double airC, double humidityRatio, double pressurePa) {
  return vapourPressurePa(humidityRatio, pressurePa) / saturationPressurePa(airC);
}

double dewPointC(double humidityRatio, double pressurePa) {
  const double vapourPa = vapourPressurePa(humidityRatio, pressurePa);
  if (vapourPa <= saturationPressurePa(driestC)) return driestC;
  return saturationTemperatureC(vapourPa);
}

double enthalpyJPerKg(double airC, double humidityRatio) {
  return airCpJPerKgK * airC + humidityRatio * (evaporationJPerKg + vapourCpJPerKgK * airC);
}

double enthalpyAtSaturationJPerKg(double airC, double pressurePa) {
  return enthalpyJPerKg(airC, humidityRatioAtSaturation(airC, pressurePa));
}

double temperatureFromEnthalpyC(double enthalpyJPerKg, double humidityRatio) {
  return (enthalpyJPerKg - humidityRatio * evaporationJPerKg) / moistAirCpJPerKgK(humidityRatio);
}

// the energy balance of adiabatic saturation, in kJ
double humidityRatioAtWetBulb(double airC, double wetBulbC, double pressurePa) {
  const double saturated = humidityRatioAtSaturation(wetBulbC, pressurePa);
  const double ratio =
      ((2501.0 - 2.326 * wetBulbC) * saturated - 1.006 * (airC - wetBulbC)) / (2501.0 + 1.86 * airC - 4.186 * wetBulbC);
  return std::max(ratio, 0.0);
}

double wetBulbC(double airC, double humidityRatio, double pressurePa) {
  // dry air of 90 °C has a wet bulb some 60 K lower
  double low = airC - 70.0, high = airC;
  for (int i = 0; i < 50; ++i) {
    const double middle = 0.5 * (low + high);
    const bool isBelow = humidityRatioAtWetBulb(airC, middle, pressurePa) <= humidityRatio;
    (isBelow ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double wetBulbByStullC(double airC, double rhFraction) {
  const double rh = 100.0 * rhFraction;
  return airC * math::atan(0.151977 * math::sqrt(rh + 8.313659)) + math::atan(airC + rh) - math::atan(rh - 1.676331) +
         0.00391838 * rh * math::sqrt(rh) * math::atan(0.023101 * rh) - 4.686035;
}

double moistAirDensityKgPerM3(double airC, double humidityRatio, double pressurePa) {
  const double dryPa = pressurePa - vapourPressurePa(humidityRatio, pressurePa);
  return dryPa * (1.0 + humidityRatio) / (airGasJPerKgK * (airC + kelvinOffset));
}

double moistAirCpJPerKgK(double humidityRatio) { return airCpJPerKgK + vapourCpJPerKgK * humidityRatio; }

}  // namespace plenum::physics
