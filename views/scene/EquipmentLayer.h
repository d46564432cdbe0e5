// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <vector>

#include "frame/Frame.h"
#include "scene/Palette.h"

class vtkActor;
class vtkPolyData;
class vtkRenderer;

namespace plenum {

class Mesh;

/// CDUs, fan walls, pumps, chillers, exchangers, towers, dry coolers, power devices: one mesh. Running equipment is
/// grey; only what has failed or lost its power changes colour, and only then anything is uploaded.
class EquipmentLayer {
 public:
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);
  void refresh(const Frame& frame);

  /// How many things show something else than grey.
  std::size_t abnormal() const;

 private:
  struct Unit {
    Kind kind = Kind::campus;
    std::uint32_t index = 0;
    std::size_t firstVertex = 0, vertices = 0;
    Running shown = Running::on;
  };
  void paint(const Unit& unit);

  Palette palette_;
  std::vector<Unit> units_;
  std::vector<std::uint8_t> plain_;  // colours of a healthy plant
  vtkSmartPointer<vtkPolyData> mesh_;
  vtkSmartPointer<vtkActor> actor_;
};

// One function a kind of machine: it fills the box that the layout gives it.
void addCdu(Mesh& mesh, const Box& box, const Palette& palette);
void addFanWall(Mesh& mesh, const Box& box, int fans, const Palette& palette);
void addPump(Mesh& mesh, const Box& box, const Palette& palette);
void addChiller(Mesh& mesh, const Box& box, const Palette& palette);
void addExchanger(Mesh& mesh, const Box& box, const Palette& palette);
void addTower(Mesh& mesh, const Box& box, const Palette& palette);
void addDryCooler(Mesh& mesh, const Box& box, const Palette& palette);
void addPower(Mesh& mesh, const PlacedPower& device, const Palette& palette);

}  // namespace plenum
