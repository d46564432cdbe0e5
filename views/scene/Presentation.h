// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "scene/Camera.h"
#include "scene/SceneOptions.h"
#include "scene/Shading.h"

class vtkRenderer;

namespace plenum {

/// Keeps the light of Present up to date: the sun follows the clock, shadows follow the sun and what stands. Has
/// nothing to do in Operate.
class Presentation {
 public:
  /// Everything that stands is new. `region`: where shadows fall.
  void rebuild(const Box& region, Detail detail, Landscape::Kind country);
  /// Before every picture, after all layers have made up their minds.
  void look(vtkRenderer& renderer, const Camera& camera, const Location& place, Time time, double wavesS);
  void castAnew() { shadowOf_.reset(); }

  const Daylight& light() const { return light_; }
  /// How often shadows were cast, for tests.
  int casts() const { return casts_; }

 private:
  void cast(vtkRenderer& renderer);

  Shading shading_;
  Box region_;
  Detail detail_ = Detail::live;
  Daylight light_;
  std::optional<Time> lightOf_;
  std::optional<Vec3> shadowOf_;  // the light that the shadow was cast for
  int casts_ = 0;
};

}  // namespace plenum
