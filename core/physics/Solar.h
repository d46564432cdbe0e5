// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

/// Photovoltaic modules that lie flat, behind inverters that clip. What weather files tell is the radiation on the
/// horizontal, so nothing has to be assumed of slopes; sloped modules give more in winter.
struct SolarField {
  double peakW = 0.0;    // of the modules at 1000 W/m² and 25 °C
  double ratingW = 0.0;  // of the inverters
  double performance = 0.86;
  double temperaturePerK = 0.0037;
};

/// Of a module in the sun: air + G/(25 + 6.84 v), v the wind at its height (Faiman 2008; coefficients of an open rack).
double cellC(double globalWPerM2, double airC, double windMPerS);
/// What the field gives to its board. Never negative.
double solarW(const SolarField& field, double globalWPerM2, double airC, double windMPerS);

}  // namespace plenum::physics
