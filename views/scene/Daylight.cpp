// SPDX-License-Identifier: Apache-2.0
#include "scene/Daylight.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "physics/Sun.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

struct Hour {
  double elevationDeg;
  Colour direct, skyAmbient, groundAmbient, zenith, horizon, glow;
  float lamps, stars, exposure;
};

// from deep night to noon, painted by eye
constexpr Hour hoursOfLight[] = {
    {-18.0,
     {.17f, .20f, .29f},
     {.070f, .090f, .150f},
     {.040f, .042f, .055f},
     {.006f, .011f, .034f},
     {.030f, .042f, .075f},
     {.0f, .0f, .0f},
     1.0f,
     1.0f,
     1.30f},
    {-9.0,
     {.13f, .16f, .25f},
     {.090f, .110f, .190f},
     {.050f, .050f, .065f},
     {.014f, .026f, .080f},
     {.100f, .090f, .135f},
     {.12f, .06f, .05f},
     1.0f,
     0.6f,
     1.32f},
    {-4.5,
     {.02f, .02f, .03f},
     {.160f, .190f, .320f},
     {.085f, .080f, .095f},
     {.035f, .065f, .180f},
     {.360f, .230f, .230f},
     {.55f, .22f, .10f},
     1.0f,
     0.1f,
     1.5f},
    {-0.8,
     {.00f, .00f, .00f},
     {.240f, .270f, .410f},
     {.130f, .115f, .120f},
     {.055f, .105f, .260f},
     {.640f, .400f, .300f},
     {1.00f, .42f, .15f},
     0.9f,
     0.0f,
     1.3f},
    {2.0,
     {1.50f, .74f, .30f},
     {.290f, .320f, .450f},
     {.170f, .140f, .120f},
     {.070f, .135f, .310f},
     {.860f, .510f, .290f},
     {1.25f, .56f, .20f},
     0.45f,
     0.0f,
     1.18f},
    {8.0,
     {2.45f, 1.50f, .76f},
     {.380f, .440f, .580f},
     {.240f, .205f, .165f},
     {.085f, .180f, .400f},
     {.800f, .610f, .420f},
     {1.00f, .60f, .28f},
     0.0f,
     0.0f,
     0.98f},
    {25.0,
     {2.35f, 2.10f, 1.74f},
     {.400f, .490f, .630f},
     {.300f, .275f, .225f},
     {.095f, .220f, .500f},
     {.580f, .680f, .770f},
     {.45f, .37f, .26f},
     0.0f,
     0.0f,
     0.86f},
    {60.0,
     {2.42f, 2.30f, 2.08f},
     {.420f, .520f, .670f},
     {.320f, .300f, .250f},
     {.095f, .230f, .530f},
     {.540f, .680f, .820f},
     {.28f, .25f, .20f},
     0.0f,
     0.0f,
     0.80f},
};

Vec3 towards(double elevationDeg, double bearingDeg) {
  const double e = elevationDeg * degree, b = bearingDeg * degree;
  return {std::sin(b) * std::cos(e), std::cos(b) * std::cos(e), std::sin(e)};
}

Daylight under(Vec3 sun) {
  Daylight light;
  light.towardsSun = sun;
  light.sunElevationDeg = std::asin(std::clamp(sun.z, -1.0, 1.0)) / degree;
  const double e = std::clamp(light.sunElevationDeg, hoursOfLight[0].elevationDeg,
                              hoursOfLight[std::size(hoursOfLight) - 1].elevationDeg);
  std::size_t k = 1;
  while (k + 1 < std::size(hoursOfLight) && hoursOfLight[k].elevationDeg < e) ++k;
  const Hour &a = hoursOfLight[k - 1], &b = hoursOfLight[k];
  const auto t = static_cast<float>((e - a.elevationDeg) / (b.elevationDeg - a.elevationDeg));
  light.direct = mix(a.direct, b.direct, t);
  light.skyAmbient = mix(a.skyAmbient, b.skyAmbient, t);
  light.groundAmbient = mix(a.groundAmbient, b.groundAmbient, t);
  light.zenith = mix(a.zenith, b.zenith, t);
  light.horizon = mix(a.horizon, b.horizon, t);
  light.glow = mix(a.glow, b.glow, t);
  light.lamps = a.lamps + t * (b.lamps - a.lamps);
  light.stars = a.stars + t * (b.stars - a.stars);
  light.exposure = a.exposure + t * (b.exposure - a.exposure);
  // a moon that stands where its shadows read well: opposite the sun's bearing, half way up
  constexpr double moonElevationDeg = 42.0;
  const double bearing = std::atan2(sun.x, sun.y) / degree;
  light.towardsLight = light.sunElevationDeg > -0.8 ? towards(std::max(light.sunElevationDeg, 1.5), bearing)
                                                    : towards(moonElevationDeg, bearing + 180.0);
  return light;
}

}  // namespace

Time lightTime(Light light, const Location& place, Time now) {
  if (light == Light::ofClock) return now;
  const Time midnight = fromIso(toIso(now).substr(0, 11) + "00:00").value_or(now);
  constexpr int stepMin = 4, dayMin = 24 * 60;
  // low enough to be warm, high enough to throw light
  constexpr double duskDeg = 5.0;
  const auto elevationDeg = [&](int minute) { return daylightAt(place, midnight + minutes(minute)).sunElevationDeg; };
  int noon = 0;
  for (int m = 0; m < dayMin; m += stepMin)
    if (elevationDeg(m) > elevationDeg(noon)) noon = m;
  if (light == Light::midday) return midnight + minutes(noon);
  int dusk = noon;
  for (int m = noon; m < dayMin; m += stepMin)
    if (std::abs(elevationDeg(m) - duskDeg) < std::abs(elevationDeg(dusk) - duskDeg)) dusk = m;
  return midnight + minutes(dusk);
}

Daylight daylightAt(const Location& place, Time time) {
  const physics::SunDirection sun =
      physics::sunDirection({place.latitudeDeg, place.longitudeDeg, place.utcOffsetH}, hourOfYear(time));
  return under({sun.east, sun.north, sun.up});
}

Daylight daylightOf(double sunElevationDeg, double sunBearingDeg) {
  return under(towards(sunElevationDeg, sunBearingDeg));
}

}  // namespace plenum
