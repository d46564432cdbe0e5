// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

// Moist air. Temperatures −60 … +90 °C; humidity ratios W in kg of vapour per kg of dry air; enthalpies per kg of dry
// air, zero for dry air at 0 °C. Saturation is over water, below freezing too. Constants as in the Modelica Buildings
// library (Utilities/Psychrometrics), which the tests compare with.

inline constexpr double standardPressurePa = 101325.0;

/// Standard atmosphere, 0 … 11000 m above the sea.
double pressureAtAltitudePa(double altitudeM);

double saturationPressurePa(double airC);
/// The temperature at which `vapourPa` saturates; the inverse of the above. vapourPa > 0.
double saturationTemperatureC(double vapourPa);

/// From the partial pressure of the vapour, below `pressurePa`.
double humidityRatio(double vapourPa, double pressurePa);
double vapourPressurePa(double humidityRatio, double pressurePa);
/// rhFraction 0 … 1.
double humidityRatioAtRh(double airC, double rhFraction, double pressurePa);
double humidityRatioAtDewPoint(double dewPointC, double pressurePa);
double humidityRatioAtSaturation(double airC, double pressurePa);
/// d(humidityRatioAtSaturation)/dT, kg/kg/K.
double saturationSlopePerK(double airC, double pressurePa);
/// What air with more vapour than it can hold drops, kg/kg: one step of Newton towards saturation, on the way to which
/// the heat of what condenses warms the air by `warmsK` for each kg/kg. 0 below saturation.
double foggedOut(double airC, double humidityRatio, double pressurePa, double warmsK);
/// 0 … 1, above 1 where the air is supersaturated.
double relativeHumidity(double airC, double humidityRatio, double pressurePa);
/// −100 °C for bone-dry air.
double dewPointC(double humidityRatio, double pressurePa);

/// J per kg of dry air.
double enthalpyJPerKg(double airC, double humidityRatio);
double enthalpyAtSaturationJPerKg(double airC, double pressurePa);
double temperatureFromEnthalpyC(double enthalpyJPerKg, double humidityRatio);

/// Thermodynamic wet bulb by 50 halvings, so that it is the same on every machine; error below 1e-12 K of the
/// equation (ASHRAE Fundamentals, above freezing). At most the dry bulb.
double wetBulbC(double airC, double humidityRatio, double pressurePa);
/// The humidity ratio of air with this dry and wet bulb; not below 0.
double humidityRatioAtWetBulb(double airC, double wetBulbC, double pressurePa);
/// Stull's fit (J. Appl. Meteor. Climatol. 50, 2011) for the sea level, for display only: off by −1.3 … +0.8 K.
double wetBulbByStullC(double airC, double rhFraction);

/// kg of moist air per m³.
double moistAirDensityKgPerM3(double airC, double humidityRatio, double pressurePa);
/// Per kg of dry air.
double moistAirCpJPerKgK(double humidityRatio);

}  // namespace plenum::physics
