// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "scene/Camera.h"
#include "scene/SceneOptions.h"
#include "scene/Shading.h"

class vtkRenderer;

namespace plenum {

/// Keeps the light of Present up to date: the sun follows the clock, shadows follow the sun and what stands. Has
/// nothing to do in Operate.
class Presentation {
 public:
  /// What stands may be another. `region`: where shadows fall.
  void rebuild(const Box& region, Detail detail, Landscape::Kind country);
  /// Before every picture, after all layers have made up their minds.
  void look(vtkRenderer& renderer, const Camera& camera, const Location& place, Time time, double wavesS);
  /// Something stands otherwise, or is seen that was not: shadows are cast again where it throws them.
  void castAnew() { isStale_ = true; }

  const Daylight& light() const { return light_; }
  /// How often shadows were cast, and on how many texels of the map the last time; for tests.
  int casts() const { return casts_; }
  std::size_t castTexels() const { return castTexels_; }

 private:
  /// A mesh that throws a shadow, held by its points: as long as these are the same and unchanged, so is its shadow.
  struct Caster {
    vtkSmartPointer<vtkPolyData> mesh;
    vtkSmartPointer<vtkPoints> points;
    std::uint64_t changed = 0;
    SunShadow::Window at;
    bool isSame(const Caster& other) const { return points == other.points && changed == other.changed; }
  };
  std::vector<Caster> castersIn(vtkRenderer& renderer) const;
  void cast(vtkRenderer& renderer);

  Shading shading_;
  Box region_;
  Detail detail_ = Detail::live;
  Daylight light_;
  std::optional<Time> lightOf_;
  std::optional<SunShadow> shadow_;
  Vec3 shadowOf_;  // the light that it was cast for
  std::vector<Caster> casters_;
  bool isStale_ = true;
  int casts_ = 0;
  std::size_t castTexels_ = 0;
};

}  // namespace plenum
