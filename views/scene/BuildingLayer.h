// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <vector>

#include "scene/Camera.h"
#include "scene/Palette.h"
#include "scene/Pieces.h"
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
  std::vector<vtkActor*> actors() const { return pieces_.actors(); }
  void clear(vtkRenderer& from);
  /// How many meshes the last rebuild made anew, for tests.
  std::size_t made() const { return pieces_.made(); }
  /// Opens and closes roofs; true where one has changed, and with it the shadows.
  bool look(const Camera& camera, Roofs roofs);

  bool isOpen(std::uint32_t building) const { return shells_[building].isOpen; }
  /// Of the buildings that are drawn closed.
  std::vector<Box> closed() const;

 private:
  struct Shell {
    Box box;
    bool hasRoof = false;  // there is one to put on
    bool isOpen = true;
  };
  vtkActor* open(std::size_t building) const;
  vtkActor* closed(std::size_t building) const;

  std::vector<Shell> shells_;
  Pieces pieces_;  // each building open and closed; then what has no roof
};

}  // namespace plenum
