// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <vector>

#include "overlays/Overlay.h"
#include "scene/Camera.h"
#include "scene/Opening.h"
#include "scene/Palette.h"
#include "scene/Pieces.h"
#include "scene/PipeRuns.h"

class vtkActor;
class vtkImageData;
class vtkRenderer;
class vtkTexture;

namespace plenum {

/// Pipes of facility water, condenser water and coolant, supply and return side by side: on portals over the yard, and
/// within halls and plants where the eye is near enough. Coloured by the temperature of their water; chevrons point
/// where it runs, move while time passes and are gone where nothing flows. A frame changes one small picture.
class PipeLayer {
 public:
  /// `layout`: with all that an opening takes away; what is left of the pipes follows from `cut`.
  void rebuild(const Layout& layout, const RunCut& cut, const Palette& palette, vtkRenderer& into);
  std::vector<vtkActor*> actors() const;
  void clear(vtkRenderer& from);
  /// How many meshes the last rebuild made anew, for tests.
  std::size_t made() const { return pieces_.made() + portals_.made(); }
  /// `passedS`: seconds for which the person has looked since the last call; 0 leaves the chevrons where they are.
  void refresh(const Frame& frame, const Overlay& overlay, double passedS);
  /// Shows the pipes of those places that are near.
  void look(const Camera& camera);

  const PipeWork& work() const { return work_; }
  bool isShown(std::size_t place) const;
  Rgb8 colourOf(std::size_t run) const;
  bool isFlowing(std::size_t run) const;
  double phaseOf(std::size_t run) const { return phases_[run]; }

 private:
  const std::uint8_t* texel(std::size_t run, int line) const;

  Palette palette_;
  PipeWork work_;
  std::vector<double> phases_;  // by run, 0 … 1
  Pieces pieces_;               // of the yard, then of each place
  Pieces portals_;
  vtkSmartPointer<vtkImageData> picture_;
  vtkSmartPointer<vtkTexture> texture_;
};

}  // namespace plenum
