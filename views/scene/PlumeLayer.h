// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <vector>

#include "frame/Frame.h"
#include "scene/Camera.h"
#include "scene/Palette.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

/// Water that the exhaust of a tower condenses to where it mixes with the air outside, kg per kg of dry air: what makes
/// a plume visible. `heatJPerKg`: taken up by each kilogram of air. 0: nothing is seen. The exhaust is saturated, and
/// mixing runs along the straight line between the two states of air.
double plumeWater(double outdoorC, double wetBulbC, double heatJPerKg);
/// What of that a tower has now, as a frame tells it; 0 for one that does not run.
double plumeWaterIn(const Frame& frame, std::uint32_t tower);

/// Plumes over towers and smoke over gensets that run: soft puffs that rise while simulated time passes. They are
/// blended from back to front without a pass of their own.
class PlumeLayer {
 public:
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);
  /// `passedS`: as of the pipes. Where motion is reduced there are none.
  void refresh(const Frame& frame, double passedS);
  void look(const Camera& camera);
  void setMotionReduced(bool isReduced);
  vtkActor* actor() const;
  void clear(vtkRenderer& from);

  /// 0 … 1 by tower, then by genset.
  double strengthOf(std::size_t source) const { return sources_[source].strength; }
  std::size_t sources() const { return sources_.size(); }
  std::size_t puffs() const { return puffs_; }

 private:
  struct Source {
    Kind kind = Kind::tower;
    std::uint32_t index = 0;
    Vec3 mouth;
    double radiusM = 1.0;
    double strength = 0.0;
  };
  Palette palette_;
  std::vector<Source> sources_;
  double phase_ = 0.0;  // of all puffs, in lives of one
  bool isReduced_ = false;
  std::size_t puffs_ = 0;
  vtkSmartPointer<vtkActor> actor_;
};

}  // namespace plenum
