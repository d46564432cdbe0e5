// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plenum::physics {

// Where the sun stands and how much of its light comes straight.

struct Place {
  double latitudeDeg = 0.0, longitudeDeg = 0.0, utcOffsetH = 0.0;
};

/// Cosine of the sun's angle to the zenith at an hour of the (365-day) year in civil time, negative below the horizon.
/// Declination and equation of time by Spencer 1971.
double cosZenith(const Place& place, double hourOfYear);

/// Unit vector towards the sun; `up` is cosZenith. Without refraction, which lifts the setting sun by half a degree.
struct SunDirection {
  double east = 0.0, north = 0.0, up = 1.0;
};
SunDirection sunDirection(const Place& place, double hourOfYear);

/// Radiation on a plane that faces the sun, from what falls on the horizontal in all and from the whole sky:
/// (global − diffuse)/cos θ. 0 below 3° of elevation, where the quotient says nothing, and never above the sun's own
/// 1361 W/m².
double beamNormalWPerM2(double globalWPerM2, double diffuseWPerM2, double cosZenith);

}  // namespace plenum::physics
