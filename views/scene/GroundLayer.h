// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include "scene/Lightmap.h"
#include "scene/Palette.h"
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

 private:
  vtkSmartPointer<vtkActor> ground_, scenery_, country_, water_, woods_;
};

}  // namespace plenum
