// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include "scene/Palette.h"
#include "site/Layout.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

/// Buildings with their roofs off. Far walls are seen from inside; near ones are left to a sill, columns and a beam, so
/// that racks are never hidden and nothing needs to be translucent. Offices stay closed, with bands of windows.
class BuildingLayer {
 public:
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);

 private:
  vtkSmartPointer<vtkActor> actor_;
};

}  // namespace plenum
