// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <span>
#include <vector>

#include "base/Geometry.h"

class vtkTexture;

namespace plenum {

/// The sun's shadows and the dimness beside solids, drawn once from above into a grey picture that the ground wears.
/// Costs a frame nothing but one texture look-up, and is softer than any shadow map that software GL could afford.
class Lightmap {
 public:
  /// Covers `region`; everything outside is fully lit.
  explicit Lightmap(const Box& region);

  /// Shadow of an upright box or a round thing on the plane z = groundM.
  void cast(const Box& solid, double groundM);
  void castRound(Vec3 foot, double radiusM, double heightM);
  /// Light comes in again from above: the floor of a building whose roof is taken off.
  void openToSky(const Box& inside);
  /// Only dims its surroundings.
  void touch(const Box& solid);

  /// A lamp lights the ground around it at night; kept in the picture's fourth channel, 1 where no lamp shines.
  void glow(Vec3 place, double radiusM);

  /// What the picture covers: the region and a margin for shadows.
  Box region() const;
  /// Texture coordinates of a place.
  Vec2 at(Vec3 place) const;
  /// A place that is fully lit, for surfaces that are not on the ground.
  Vec2 litSpot() const;

  /// Softens what was cast and makes the texture; without the sun's shadows where the sun is to move.
  enum class Wants { everything, nearness };
  vtkSmartPointer<vtkTexture> bake(Wants wants = Wants::everything);

 private:
  void fill(std::span<const Vec2> convex, std::vector<std::uint8_t>& layer, std::uint8_t value);

  Vec3 origin_;
  double texelM_ = 1.0;
  int width_ = 1, height_ = 1;
  std::vector<std::uint8_t> shadow_, contact_, lamps_;
};

}  // namespace plenum
