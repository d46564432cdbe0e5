// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <map>
#include <string>
#include <vector>

#include "scene/Camera.h"
#include "scene/Growth.h"
#include "scene/Palette.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

/// The campus as it is planned to be: fields staked out, earth, frames that rise under cranes, finished blocks with
/// their plant, roads, lines and pipes between them. Only what has changed since the day before is built anew.
class GrowthLayer {
 public:
  /// Null: none of it. `stepM`: between things that lie on one another. True where something stands otherwise now, and
  /// shadows with it.
  bool rebuild(const GrowthPtr& growth, const Palette& palette, double stepM, vtkRenderer& into);
  /// Before every picture. In Operate blocks far from the eye are drawn from fewer corners.
  void look(const Camera& camera);
  /// How many blocks were built anew by the last rebuild, for tests.
  int built() const { return built_; }
  std::size_t vertices() const;
  /// Of what the last look left to be seen.
  std::size_t verticesInSight() const;
  /// In the order in which they are to be drawn; null among them.
  std::vector<vtkActor*> actors() const;

 private:
  struct Drawn {
    Growth::Block block;
    int yearKey = 0;
    vtkSmartPointer<vtkActor> actor;
    vtkSmartPointer<vtkActor> far;  // instead of it, where the eye is far away; null: never
  };
  void clear(vtkRenderer& into);
  static void takeOut(const Drawn& drawn, vtkRenderer& from);

  GrowthPtr growth_;
  Palette palette_;
  double stepM_ = 0.0;
  std::map<std::string, Drawn> blocks_;
  vtkSmartPointer<vtkActor> ground_, lines_;
  int built_ = 0;
};

}  // namespace plenum
