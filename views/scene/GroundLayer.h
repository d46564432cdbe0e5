// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "scene/BakedLight.h"
#include "scene/Furniture.h"
#include "scene/Palette.h"
#include "scene/Pieces.h"
#include "site/Layout.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

/// Distance between two things that lie on one another, wide enough for the depth buffer at this size of a campus.
double groundStepM(const Layout& layout);
/// Everything that the picture is about: what stands, and the land.
Box landOf(const Layout& layout);

/// What lies: terrain that fades into the sky, yards, roads, water, floors of halls; and what grows on it: trees,
/// fences, tanks; in Present also small things of people's size. Wears the light map.
class GroundLayer {
 public:
  /// `more`: ground beside the campus that is level as well; empty for none.
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into, const Box& more = {});
  std::vector<vtkActor*> actors() const;
  void clear(vtkRenderer& from);
  /// How many meshes the last rebuild made anew, for tests.
  std::size_t made() const { return made_; }
  const BakedLight& light() const { return light_; }

 private:
  /// All that the country is made from: while it is the same, nothing of it is even looked at again.
  struct Far {
    std::string siteId;
    Landscape landscape;
    std::vector<Scenery> scenery;
    Box land, pad;
    Vec2 middle;
    double stepM = 0.0;
    Palette palette;
    bool operator==(const Far&) const = default;
  };
  /// … and what stands on the land besides machines.
  struct Near {
    std::vector<Scenery> scenery;
    Furniture furniture;
    Landscape::Kind country = Landscape::Kind::plain;
    double stepM = 0.0;
    Box region;  // of the light map
    Palette palette;
    bool operator==(const Near&) const = default;
  };
  void buildFar(const Layout& layout, vtkRenderer& into);
  void buildNear(vtkRenderer& into);

  std::optional<Far> far_;
  std::optional<Near> near_;
  Lightmap nearLight_{Box{}};  // what the things of `near_` cast
  BakedLight light_;
  Pieces standing_, ground_, country_;  // of the country: land, water, woods
  std::size_t made_ = 0;
};

}  // namespace plenum
