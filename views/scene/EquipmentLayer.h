// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "frame/Frame.h"
#include "overlays/Overlay.h"
#include "scene/Palette.h"
#include "scene/Pieces.h"
#include "site/Layout.h"

class vtkActor;
class vtkPolyData;
class vtkRenderer;

namespace plenum {

class Mesh;

/// CDUs, fan walls, pumps, chillers, exchangers, towers, dry coolers, tanks, intakes, power devices: a mesh for those
/// of the yard and one for each of a few groups of halls. Running equipment is grey but where the overlay's figure is
/// its own; what has failed or lost its power wears the colour of that. Only what changes its colour is painted anew,
/// and only then anything is uploaded.
class EquipmentLayer {
 public:
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);
  void refresh(const Frame& frame, const Overlay& overlay);
  std::vector<vtkActor*> actors() const { return pieces_.actors(); }
  void clear(vtkRenderer& from);
  /// How many meshes the last rebuild made anew, for tests.
  std::size_t made() const { return pieces_.made(); }

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
  struct Place {
    std::vector<Unit> units;
    std::vector<std::uint8_t> plain;  // colours of a healthy plant
  };
  std::optional<Rgb8> colourOf(const Unit& unit, const Frame& frame, const Overlay& overlay) const;
  void paint(std::size_t place, const Unit& unit);

  Palette palette_;
  std::vector<Place> places_;  // of the yard, then of groups of halls
  Pieces pieces_;
};

}  // namespace plenum
