// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/Geometry.h"
#include "base/Time.h"
#include "scene/Palette.h"
#include "scene/SceneOptions.h"
#include "site/Site.h"

namespace plenum {

/// The light of a moment at a place, for Present. Colours are linear and may be above 1; they are pictures of a clear
/// day's light, not measurements, and depend on the sun's elevation alone.
struct Daylight {
  Vec3 towardsSun{0, 0, 1};    // unit; below the horizon at night
  Vec3 towardsLight{0, 0, 1};  // what throws the shadows: the sun, or the moon when it is down
  double sunElevationDeg = 90.0;
  Colour direct, skyAmbient, groundAmbient;
  Colour zenith, horizon, glow;  // the sky: above, at the horizon, around the sun
  float lamps = 0.0f;            // 0 by day, 1 when every lamp is on
  float stars = 0.0f;
  float exposure = 1.0f;
};

/// The moment of that day whose light it is: the highest sun, the last sun of the evening, or `now` itself.
Time lightTime(Light light, const Location& place, Time now);
Daylight daylightAt(const Location& place, Time time);
/// The same sky for an elevation and a bearing of the sun that somebody asks for.
Daylight daylightOf(double sunElevationDeg, double sunBearingDeg);

}  // namespace plenum
