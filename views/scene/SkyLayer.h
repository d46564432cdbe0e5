// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vector>

#include "scene/Camera.h"
#include "scene/Palette.h"
#include "scene/Pieces.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

/// A dome around the eye, so that the horizon is where it belongs from wherever one looks.
class SkyLayer {
 public:
  void rebuild(const Palette& palette, vtkRenderer& into);
  void look(const Camera& camera);
  std::vector<vtkActor*> actors() const { return pieces_.actors(); }
  void clear(vtkRenderer& from) { pieces_.clear(from); }

 private:
  Pieces pieces_;
};

}  // namespace plenum
