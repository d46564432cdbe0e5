// SPDX-License-Identifier: Apache-2.0
#include "physics/Sun.h"

#include <algorithm>

#include "base/Math.h"

namespace plenum::physics {

SunDirection sunDirection(const Place& place, double hourOfYear) {
  const double gamma = 2.0 * math::pi * hourOfYear / 8760.0;
  const double declination = 0.006918 - 0.399912 * math::cos(gamma) + 0.070257 * math::sin(gamma) -
                             0.006758 * math::cos(2.0 * gamma) + 0.000907 * math::sin(2.0 * gamma) -
                             0.002697 * math::cos(3.0 * gamma) + 0.00148 * math::sin(3.0 * gamma);
  const double equationMinutes = 229.18 * (0.000075 + 0.001868 * math::cos(gamma) - 0.032077 * math::sin(gamma) -
                                           0.014615 * math::cos(2.0 * gamma) - 0.040849 * math::sin(2.0 * gamma));
  const double solarHour = hourOfYear + (place.longitudeDeg - 15.0 * place.utcOffsetH) / 15.0 + equationMinutes / 60.0;
  const double hourAngle = 2.0 * math::pi * (solarHour - 12.0) / 24.0;
  const double latitude = place.latitudeDeg * math::pi / 180.0;
  const double sinLatitude = math::sin(latitude), cosLatitude = math::cos(latitude);
  const double sinDeclination = math::sin(declination), cosDeclination = math::cos(declination);
  return {-cosDeclination * math::sin(hourAngle),
          cosLatitude * sinDeclination - sinLatitude * cosDeclination * math::cos(hourAngle),
          sinLatitude * sinDeclination + cosLatitude * cosDeclination * math::cos(hourAngle)};
}

double cosZenith(const Place& place, double hourOfYear) { return sunDirection(place, hourOfYear).up; }

double beamNormalWPerM2(double globalWPerM2, double diffuseWPerM2, double cosZenith) {
  constexpr double lowest = 0.0523;         // cos of 87°
  constexpr double solarConstant = 1361.0;  // W/m², Kopp and Lean 2011
  if (cosZenith < lowest) return 0.0;
  return std::clamp((globalWPerM2 - diffuseWPerM2) / cosZenith, 0.0, solarConstant);
}

}  // namespace plenum::physics
