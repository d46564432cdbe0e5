// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include "scene/Camera.h"
#include "scene/Palette.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

/// A dome around the eye, so that the horizon is where it belongs from wherever one looks.
class SkyLayer {
 public:
  void rebuild(const Palette& palette, vtkRenderer& into);
  void look(const Camera& camera);

 private:
  vtkSmartPointer<vtkActor> actor_;
};

}  // namespace plenum
