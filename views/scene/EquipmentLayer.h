// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "frame/Frame.h"
#include "overlays/Overlay.h"
#include "scene/Palette.h"

class vtkActor;
class vtkPolyData;
class vtkRenderer;

namespace plenum {

class Mesh;

/// CDUs, fan walls, pumps, chillers, exchangers, towers, dry coolers, tanks, intakes, power devices: one mesh. Running
/// equipment is grey but where the overlay's figure is its own; what has failed or lost its power wears the colour of
/// that. Only what changes its colour is painted anew, and only then anything is uploaded.
class EquipmentLayer {
 public:
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);
  void refresh(const Frame& frame, const Overlay& overlay);

  /// How many things have failed or lost their power.
  std::size_t abnormal() const;
  /// The colour that a thing wears; nothing where it is grey.
  std::optional<Rgb8> shownOf(Kind kind, std::uint32_t index) const;

 private:
  struct Unit {
    Kind kind = Kind::campus;
    std::uint32_t index = 0;
    std::size_t firstVertex = 0, vertices = 0;
    Running state = Running::on;
    std::optional<Rgb8> shown;  // nothing: grey
  };
  std::optional<Rgb8> colourOf(const Unit& unit, const Frame& frame, const Overlay& overlay) const;
  void paint(const Unit& unit);

  Palette palette_;
  std::vector<Unit> units_;
  std::vector<std::uint8_t> plain_;  // colours of a healthy plant
  vtkSmartPointer<vtkPolyData> mesh_;
  vtkSmartPointer<vtkActor> actor_;
};

}  // namespace plenum
