// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "base/Geometry.h"

namespace plenum {

/// What throws the sun's shadows on the ground and what dims it beside itself, as areas of a map seen from above.
/// BakedLight makes the picture of it.
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

  /// All that another map of the same region holds.
  void add(const Lightmap& other);

 private:
  friend class BakedLight;
  enum class Layer : std::uint8_t { shadow, contact };
  struct Stroke {  // a convex area of one value
    Layer layer = Layer::shadow;
    std::uint8_t value = 0;
    std::size_t first = 0, count = 0;  // of corners_
  };
  struct Glow {
    Vec3 place;
    double radiusM = 0.0;
    bool operator==(const Glow&) const = default;
  };
  void stroke(std::span<const Vec2> convex, Layer layer, std::uint8_t value);

  Vec3 origin_;
  double texelM_ = 1.0;
  int width_ = 1, height_ = 1;
  std::vector<Vec2> corners_;
  std::vector<Stroke> strokes_;
  std::vector<Glow> glows_;
};

}  // namespace plenum
