// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <vector>

#include "scene/Daylight.h"
#include "scene/SunShadow.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

/// The light of Present: sun, sky, shadow and haze, in fragment shaders that are put into VTK's own. The sun moves by
/// numbers alone; nothing is built anew for it but the shadow.
class Shading {
 public:
  /// One shader for each, because software GL runs every branch of a shader for every pixel.
  enum class Kind { plain, built, ground, water, sky };

  /// Gives every actor of the renderer that has normals a shader; those that have one already keep it.
  void dress(vtkRenderer& renderer);
  void forget() { actors_.clear(); }
  void light(const Daylight& light);
  /// The shadow's picture; none: everything is lit.
  void shade(SunShadow* shadow);
  void look(Vec3 eye, double wavesS);
  /// How far one sees: where a third of a thing's own colour is left.
  void air(double clearM) { clearM_ = clearM; }

 private:
  void dress(vtkActor& actor, Kind kind);
  void tell(vtkActor& actor) const;

  std::vector<vtkSmartPointer<vtkActor>> actors_;
  Daylight light_;
  vtkSmartPointer<vtkTexture> texture_;
  SunShadow::Row u_{}, v_{}, depth_{0, 0, 0, -1};
  float texels_ = 1.0f, offsetM_ = 0.0f;
  Vec3 eye_;
  double wavesS_ = 0.0, clearM_ = 7000.0;
};

}  // namespace plenum
