// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

/// What a loop is filled with, at its working temperature.
struct Coolant {
  double densityKgPerM3 = 0.0;
  double cpJPerKgK = 0.0;
};

// the constants of the Modelica Buildings library (Media/Water)
inline constexpr Coolant water{995.6, 4184.0};
// 25 % propylene glycol by mass at 30 °C (Modelica Buildings, PropyleneGlycolWater)
inline constexpr Coolant glycol25{1015.0, 3944.0};

// dry air: 1006 J/(kg K) as in the enthalpy of Psychrometrics.h; 287.055 J/(kg K) is the gas constant (ASHRAE)
inline constexpr double airCpJPerKgK = 1006.0;
inline constexpr double airGasJPerKgK = 287.055;

}  // namespace plenum::physics
