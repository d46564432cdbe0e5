// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <vector>

#include "scene/Camera.h"
#include "scene/Palette.h"
#include "scene/SceneOptions.h"
#include "site/Layout.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

/// Buildings with their roofs off: far walls are seen from inside; near ones are left to a sill, columns and a beam, so
/// that racks are never hidden and nothing needs to be translucent. In Present they also exist closed. Offices stay
/// closed always.
class BuildingLayer {
 public:
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);
  /// Opens and closes roofs; true where one has changed, and with it the shadows.
  bool look(const Camera& camera, Roofs roofs);

  bool isOpen(std::uint32_t building) const { return shells_[building].isOpen; }
  /// Of the buildings that are drawn closed.
  std::vector<Box> closed() const;

 private:
  struct Shell {
    Box box;
    vtkSmartPointer<vtkActor> open, closed;
    bool isOpen = true;
  };
  std::vector<Shell> shells_;
  vtkSmartPointer<vtkActor> rest_;
};

}  // namespace plenum
