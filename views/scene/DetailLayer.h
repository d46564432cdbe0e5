// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "scene/NearParts.h"
#include "scene/PlumeLayer.h"
#include "scene/RackDetailLayer.h"
#include "scene/TurningLayer.h"

namespace plenum {

/// What a person only sees from nearby, and what moves: details of racks and machines, blades, plumes. Nothing of it is
/// needed from afar, and none of it may make a picture wait.
class DetailLayer {
 public:
  /// After all that is opaque, `racks` among it.
  void rebuild(const Layout& layout, const RackLayer& racks, const Palette& palette, vtkRenderer& into);
  void refresh(const Frame& frame, double passedS);
  void look(const Camera& camera, vtkRenderer& into);
  /// In the order in which they are to be drawn: what is blended comes last.
  std::vector<vtkActor*> actors() const;
  void clear(vtkRenderer& from);
  void setMotionReduced(bool isReduced) { plumes_.setMotionReduced(isReduced); }

  const RackDetailLayer& racks() const { return racks_; }
  const TurningLayer& turning() const { return turning_; }
  const PlumeLayer& plumes() const { return plumes_; }
  const NearParts& trims() const { return trims_; }
  /// Another picture from the same place would show more.
  bool isWaiting() const { return racks_.isWaiting() || trims_.isWaiting(); }

 private:
  Palette palette_;
  RackDetailLayer racks_;
  NearParts trims_{0.06, 60};
  TurningLayer turning_;
  PlumeLayer plumes_;
};

}  // namespace plenum
