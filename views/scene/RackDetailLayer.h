// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <vector>

#include "scene/Camera.h"
#include "scene/NearParts.h"
#include "scene/Palette.h"
#include "site/Layout.h"

class vtkActor;
class vtkRenderer;

namespace plenum {

class RackLayer;

/// Racks from nearby. Rows within a hall's reach wear frames, cables and manifolds; the nearest few racks show their
/// servers and chips as solids, which grow out of the face as the eye comes closer: at the distance where they begin
/// they are flat. Colours come from the atlas of the RackLayer, so a frame costs nothing here.
class RackDetailLayer {
 public:
  /// Racks that are drawn with servers and chips at the same time.
  static constexpr std::size_t mostOpened = 10;

  void rebuild(const Layout& layout, const RackLayer& racks, const Palette& palette, vtkRenderer& into);
  void look(const Camera& camera, vtkRenderer& into);

  std::vector<vtkActor*> actors() const;
  void clear(vtkRenderer& from);

  /// Racks that are drawn with servers and chips now.
  const std::vector<std::uint32_t>& opened() const { return opened_; }
  std::size_t dressedRows() const { return rows_.shown(); }
  /// More is near than was built so far: another picture would show more.
  bool isWaiting() const { return isWaiting_ || rows_.isWaiting(); }

 private:
  struct Inside {
    std::uint32_t rack = 0;
    std::uint64_t print = 0;
    vtkSmartPointer<vtkActor> plain, coloured;
    std::uint64_t seenAt = 0;
  };
  struct Candidate {
    std::uint32_t rack = 0;
    double cellM = 0.0;  // the smaller side of a chip's cell
  };
  /// Builds it; returns its vertices.
  std::size_t inside(std::uint32_t rack, vtkRenderer& into);
  /// Of all that is read to build it.
  std::uint64_t insidePrint(std::uint32_t rack) const;
  void drop(Inside& one, vtkRenderer& from);

  const RackLayer* racks_ = nullptr;
  Palette palette_;
  std::vector<PlacedRack> placed_;
  std::vector<Box> rowBoxes_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> rowRacks_;  // first and count
  NearParts rows_{0.045, 24};
  std::vector<Inside> built_;
  std::vector<std::uint32_t> opened_;
  std::uint64_t looks_ = 0;
  bool isWaiting_ = false;
};

}  // namespace plenum
