// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "scene/Mesh.h"
#include "scene/Palette.h"
#include "site/Layout.h"

namespace plenum {

/// The country around a campus as heights and colours, made from the few words of Site::landscape and from the site's
/// id: the same for everybody who opens the site. The campus lies on a level pad; the country begins at its edge with
/// an embankment.
class Terrain {
 public:
  /// `pad`: what is level, at `padM` above zero; `middle`: from where water is told, the pad's own where none is.
  Terrain(const Layout& layout, const Box& pad, double padM, std::optional<Vec2> middle = {});

  double heightM(Vec2 place) const;
  bool isWater(Vec2 place) const;
  bool hasWater() const { return shape_.water != Landscape::Water::none; }
  double waterLevelM() const { return waterM_; }
  /// How far a place is from the pad; 0 on it.
  double fromPadM(Vec2 place) const;
  /// A road that passes by outside and joins the gate; empty where the site has no road to its edge.
  struct Road {
    Vec2 from, to;
    double widthM = 8.0;
  };
  const std::vector<Road>& roads() const { return roads_; }
  bool isRoad(Vec2 place, double marginM) const;
  /// How wooded a place is, 0…1.
  double wood(Vec2 place) const;
  Colour colourAt(Vec2 place, double heightM, double slope, const Palette& palette) const;

  const Box& pad() const { return pad_; }
  Landscape::Kind kind() const { return shape_.kind; }
  std::uint64_t seed() const { return seed_; }

 private:
  double natural(Vec2 place) const;
  double fromWaterM(Vec2 place) const;  // < 0: in it
  double noise(Vec2 place, double lengthM, std::uint64_t purpose) const;
  double hills(Vec2 place, double lengthM, std::uint64_t purpose) const;
  double cones(Vec2 place) const;

  Landscape shape_;
  Box pad_;
  double padM_ = 0.0, waterM_ = 0.0;
  Vec2 middle_, towardsWater_;
  std::uint64_t seed_ = 0;
  std::vector<Road> roads_;
};

/// The land as far as it can be seen; where colours are baked it fades into the lower sky.
void addLand(Mesh& mesh, const Terrain& terrain, const Palette& palette);
void addWater(Mesh& mesh, const Terrain& terrain, const Palette& palette);
/// Roads outside the pad.
void addCountryRoads(Mesh& mesh, const Terrain& terrain, const Palette& palette);

/// How far the land reaches.
inline constexpr double landReachM = 16000.0;

}  // namespace plenum
