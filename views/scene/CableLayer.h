// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "overlays/Overlay.h"
#include "scene/CableRuns.h"
#include "scene/Camera.h"
#include "scene/Opening.h"
#include "scene/Palette.h"
#include "scene/Pieces.h"

class vtkActor;
class vtkPolyData;
class vtkRenderer;

namespace plenum {

/// Cables and busways: grey, dark where they are dead, and coloured only where the overlay says something of what they
/// carry. Those of side B wear bands. A frame paints anew only what has changed by a hundredth of rating.
class CableLayer {
 public:
  /// By load over rating; < 0: dead, NaN: not known.
  static Rgb8 colourFor(float load, const Overlay& overlay);
  /// Of what is live, where the overlay is about something else.
  static constexpr Rgb8 plainColour{150, 150, 152};

  /// `layout`: with all that an opening takes away; what is left of the cables follows from `cut`.
  void rebuild(const Layout& layout, const RunCut& cut, const Palette& palette, vtkRenderer& into);
  std::vector<vtkActor*> actors() const { return pieces_.actors(); }
  void clear(vtkRenderer& from);
  /// How many meshes the last rebuild made anew, for tests.
  std::size_t made() const { return pieces_.made(); }
  void refresh(const Frame& frame, const Overlay& overlay);
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
    std::vector<std::size_t> runs;  // those that lie in it, in the order of its vertices
  };
  Palette palette_;
  std::vector<CableRun> runs_;
  std::vector<Span> spans_;
  std::vector<std::optional<Rgb8>> shown_;
  std::vector<Place> places_;  // of the yard, then of each hall
  Pieces pieces_;
};

}  // namespace plenum
