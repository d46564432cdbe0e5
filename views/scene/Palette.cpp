// SPDX-License-Identifier: Apache-2.0
#include "scene/Palette.h"

#include <algorithm>
#include <cmath>

namespace plenum {

Palette duskPalette() {
  return {.grass = {0.405f, 0.440f, 0.355f},
          .yard = {0.560f, 0.555f, 0.540f},
          .asphalt = {0.300f, 0.308f, 0.318f},
          .roadMark = {0.72f, 0.72f, 0.70f},
          .pond = {0.36f, 0.44f, 0.48f},
          .gravel = {0.520f, 0.505f, 0.475f},
          .wall = {0.74f, 0.745f, 0.745f},
          .wallInside = {0.635f, 0.652f, 0.668f},
          .trim = {0.34f, 0.36f, 0.385f},
          .column = {0.31f, 0.33f, 0.355f},
          .floor = {0.475f, 0.490f, 0.508f},
          .slab = {0.50f, 0.505f, 0.51f},
          .roof = {0.545f, 0.555f, 0.565f},
          .glass = {0.215f, 0.275f, 0.325f},
          .rackBody = {0.235f, 0.250f, 0.272f},
          .rackTop = {0.30f, 0.315f, 0.335f},
          .cabinet = {0.640f, 0.655f, 0.668f},
          .cabinetFace = {0.44f, 0.46f, 0.485f},
          .steel = {0.565f, 0.590f, 0.612f},
          .dark = {0.185f, 0.200f, 0.220f},
          .light = {0.765f, 0.765f, 0.755f},
          .copper = {0.47f, 0.35f, 0.29f},
          .tank = {0.70f, 0.705f, 0.70f},
          .leaves = {0.300f, 0.375f, 0.265f},
          .trunk = {0.33f, 0.28f, 0.23f},
          .supply = {0.285f, 0.450f, 0.600f},
          .coolantReturn = {0.640f, 0.370f, 0.320f},
          .failed = {0.640f, 0.215f, 0.220f},
          .withoutPower = {0.110f, 0.115f, 0.125f},
          .skyTop = {0.125f, 0.150f, 0.178f},
          .skyBottom = {0.310f, 0.345f, 0.365f},
          .exposure = {0.94f}};
}

Palette dayPalette() {
  Palette day = duskPalette();
  const auto lift = [](Colour c) { return mix(c, {1.0f, 1.0f, 1.0f}, 0.24f); };
  for (Colour* c : {&day.yard, &day.gravel, &day.wall, &day.wallInside, &day.floor, &day.slab, &day.roof, &day.cabinet,
                    &day.steel, &day.light, &day.tank, &day.asphalt})
    *c = lift(*c);
  day.grass = {0.615f, 0.665f, 0.545f};
  day.pond = {0.545f, 0.650f, 0.700f};
  day.leaves = {0.405f, 0.505f, 0.345f};
  day.supply = {0.30f, 0.50f, 0.70f};
  day.coolantReturn = {0.76f, 0.42f, 0.36f};
  day.skyTop = {0.690f, 0.765f, 0.835f};
  day.skyBottom = {0.885f, 0.910f, 0.930f};
  day.exposure = {1.06f};
  return day;
}

Palette materialPalette() {
  return {.grass = {0.275f, 0.330f, 0.175f},
          .yard = {0.515f, 0.505f, 0.480f},
          .asphalt = {0.255f, 0.258f, 0.265f},
          .roadMark = {0.86f, 0.86f, 0.83f},
          .pond = {0.12f, 0.19f, 0.20f},
          .gravel = {0.560f, 0.530f, 0.475f},
          .wall = {0.750f, 0.752f, 0.742f},
          .wallInside = {0.600f, 0.615f, 0.630f},
          .trim = {0.300f, 0.330f, 0.365f},
          .column = {0.30f, 0.32f, 0.345f},
          .floor = {0.450f, 0.465f, 0.480f},
          .slab = {0.50f, 0.495f, 0.48f},
          .roof = {0.520f, 0.525f, 0.530f},
          .glass = {0.14f, 0.20f, 0.25f},
          .rackBody = {0.225f, 0.240f, 0.262f},
          .rackTop = {0.30f, 0.315f, 0.335f},
          .cabinet = {0.680f, 0.695f, 0.705f},
          .cabinetFace = {0.50f, 0.52f, 0.545f},
          .steel = {0.640f, 0.665f, 0.685f},
          .dark = {0.185f, 0.200f, 0.220f},
          .light = {0.780f, 0.780f, 0.770f},
          .copper = {0.56f, 0.37f, 0.27f},
          .tank = {0.74f, 0.745f, 0.74f},
          .leaves = {0.215f, 0.290f, 0.145f},
          .trunk = {0.33f, 0.26f, 0.20f},
          .supply = {0.210f, 0.430f, 0.640f},
          .coolantReturn = {0.690f, 0.320f, 0.260f},
          .failed = {0.740f, 0.180f, 0.190f},
          .withoutPower = {0.110f, 0.115f, 0.125f},
          .skyTop = {0.36f, 0.55f, 0.80f},
          .skyBottom = {0.80f, 0.86f, 0.90f},
          .exposure = {1.0f, false}};
}

Vec3 towardsSun() { return {0.46, -0.40, 1.0}; }

Colour lit(Colour surface, Vec3 normal, Exposure exposure) {
  if (!exposure.isBaked) return surface;
  const Vec3 sun = towardsSun();
  const double length = std::sqrt(sun.x * sun.x + sun.y * sun.y + sun.z * sun.z);
  const double facing = std::max(0.0, (normal.x * sun.x + normal.y * sun.y + normal.z * sun.z) / length);
  const auto sky = static_cast<float>(0.56 + 0.10 * normal.z);
  const auto direct = static_cast<float>(0.44 * facing);
  const auto channel = [k = exposure.value](float c, float light) { return std::clamp(c * light * k, 0.0f, 1.0f); };
  // a warm sun under a cool sky
  return {channel(surface.r, 0.97f * sky + 1.03f * direct), channel(surface.g, 0.995f * sky + 1.0f * direct),
          channel(surface.b, 1.035f * sky + 0.95f * direct)};
}

}  // namespace plenum
