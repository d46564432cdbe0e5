// SPDX-License-Identifier: Apache-2.0
#include "physics/Wind.h"

#include "base/Math.h"

namespace plenum::physics {
namespace {

double cube(double x) { return x * x * x; }

}  // namespace

double windAt(double heightM, double windAt10MPerS) {
  if (!(heightM > 0.0)) return windAt10MPerS;
  return windAt10MPerS * math::pow(heightM / 10.0, 1.0 / 7.0);
}

double windW(const WindTurbine& turbine, double windAt10MPerS, double airKgPerM3) {
  const double hubMPerS = windAt(turbine.hubM, windAt10MPerS);
  // what turns it off is the wind itself, what drives it the mass that it brings
  if (!(hubMPerS >= turbine.cutInMPerS) || hubMPerS > turbine.cutOutMPerS) return 0.0;
  const double driving = cube(hubMPerS) * airKgPerM3 / 1.225;
  const double least = cube(turbine.cutInMPerS), full = cube(turbine.ratedMPerS);
  if (driving >= full) return turbine.ratingW;
  return driving > least ? turbine.ratingW * (driving - least) / (full - least) : 0.0;
}

}  // namespace plenum::physics
