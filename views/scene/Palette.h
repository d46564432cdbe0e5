// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>

#include "base/Geometry.h"

namespace plenum {

/// An sRGB colour, 0…1 each.
struct Colour {
  float r = 0, g = 0, b = 0;
  bool operator==(const Colour&) const = default;
  constexpr Colour operator*(float k) const { return {r * k, g * k, b * k}; }
};
inline Colour mix(Colour a, Colour b, float t) {
  return {a.r + t * (b.r - a.r), a.g + t * (b.g - a.g), a.b + t * (b.b - a.b)};
}

/// How light gets onto a surface: into its colours once, as it is built, or by the shader, which then wants the plain
/// colours and the normals.
struct Exposure {
  float value = 1.0f;
  bool isBaked = true;
  bool operator==(const Exposure&) const = default;
};

/// What the campus is made of. Quiet on purpose: colour is kept for the overlay and for what is wrong.
struct Palette {
  Colour grass, yard, asphalt, roadMark, pond, gravel;
  Colour wall, wallInside, trim, column, floor, slab, roof, glass;
  Colour rackBody, rackTop, cabinet, cabinetFace, steel, dark, light, copper;
  Colour tank, leaves, trunk, supply, coolantReturn;
  Colour failed, withoutPower;  // equipment that is wrong
  Colour skyTop, skyBottom;     // the ground fades into the lower one
  Exposure exposure;
  bool operator==(const Palette&) const = default;
};

/// For the dark theme: an overcast evening.
Palette duskPalette();
/// For the light theme and for prints: a pale model in daylight.
Palette dayPalette();

/// For Present: what the materials reflect, to be lit by the sky of the moment.
Palette materialPalette();

/// Light as it falls on a surface with that (unit) normal. Baked into the vertices once: nothing in the scene moves,
/// and software GL draws unlit triangles a fifth faster. The colour as it is where the shader lights it.
Colour lit(Colour surface, Vec3 normal, Exposure exposure);
/// Direction towards the sun, not normalised: `sunSlope` metres of shadow per metre of height.
Vec3 towardsSun();

}  // namespace plenum
