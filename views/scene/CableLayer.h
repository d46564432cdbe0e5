// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "overlays/ColourMap.h"
#include "scene/CableRuns.h"
#include "scene/Camera.h"
#include "scene/Palette.h"

class vtkActor;
class vtkPolyData;
class vtkRenderer;

namespace plenum {

/// Cables and busways, coloured by load over rating on a fixed scale, grey where they are dead; those of side B wear
/// bands. A frame paints anew only what has changed by a hundredth of the scale.
class CableLayer {
 public:
  /// Ends of the scale, as shares of rating.
  static constexpr double low = 0.0, high = 1.25;
  static Rgb8 colourFor(float load);

  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);
  void refresh(const Frame& frame);
  /// Shows those of the halls that are near.
  void look(const Camera& camera);

  const std::vector<CableRun>& runs() const { return runs_; }
  /// What a run wears; nothing before the first frame.
  std::optional<Rgb8> colourOf(std::size_t run) const { return shown_[run]; }
  bool isShown(std::uint32_t hall) const;

 private:
  struct Span {
    std::size_t place = 0, firstVertex = 0, vertices = 0;
  };
  struct Place {
    Box box;  // empty: the yard
    std::vector<std::uint8_t> plain;
    vtkSmartPointer<vtkPolyData> mesh;
    vtkSmartPointer<vtkActor> actor;
  };
  std::vector<CableRun> runs_;
  std::vector<Span> spans_;
  std::vector<std::optional<Rgb8>> shown_;
  std::vector<Place> places_;  // of the yard, then of each hall
};

}  // namespace plenum
