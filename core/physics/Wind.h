// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

/// A wind turbine by its curve of power.
struct WindTurbine {
  double ratingW = 0.0;
  double cutInMPerS = 3.0, ratedMPerS = 12.0, cutOutMPerS = 25.0;  // at the hub
  double hubM = 100.0;
};

/// From the 10 m of weather stations to another height by the 1/7 power law (neutral air over open land).
double windAt(double heightM, double windAt10MPerS);
/// What it gives: nothing below cut-in and beyond cut-out, between cut-in and rated with the cube of the speed. Thin
/// air counts as less wind, by the cube root of density over 1.225 kg/m³ (IEC 61400-12-1).
double windW(const WindTurbine& turbine, double windAt10MPerS, double airKgPerM3 = 1.225);

}  // namespace plenum::physics
