// SPDX-License-Identifier: Apache-2.0
#include "scene/DetailLayer.h"

#include <vtkActor.h>
#include <vtkRenderer.h>

#include "scene/Machines.h"

namespace plenum {

void DetailLayer::rebuild(const Layout& layout, const RackLayer& racks, const Palette& palette, vtkRenderer& into) {
  palette_ = palette;
  racks_.rebuild(layout, racks, palette, into);
  turning_.rebuild(layout, palette, into);
  trims_.clear(into);
  const auto add = [&](const auto& all, void (*draw)(Mesh&, const Box&, const Palette&)) {
    for (const auto& unit : all)
      trims_.add(unit.box, unit.box.isEmpty() ? 0.0 : unit.box.size().z,
                 [this, box = unit.box, draw](Mesh& mesh) { draw(mesh, box, palette_); });
  };
  add(layout.cdus, machine::addCduTrim);
  add(layout.fanWalls, machine::addFanWallTrim);
  add(layout.pumps, machine::addPumpTrim);
  add(layout.chillers, machine::addChillerTrim);
  add(layout.towers, machine::addTowerTrim);
  add(layout.tanks, machine::addTankTrim);
  for (const PlacedPower& device : layout.power)
    trims_.add(device.box, device.box.isEmpty() ? 0.0 : device.box.size().z,
               [this, device](Mesh& mesh) { machine::addPowerTrim(mesh, device, palette_); });
  plumes_.rebuild(layout, palette, into);
}

void DetailLayer::refresh(const Frame& frame, double passedS) {
  turning_.refresh(frame, passedS);
  plumes_.refresh(frame, passedS);
}

void DetailLayer::look(const Camera& camera, vtkRenderer& into) {
  const int before = into.GetActors()->GetNumberOfItems();
  racks_.look(camera, into);
  trims_.look(camera, palette_, into);
  turning_.look(camera);
  // puffs are blended with what is there already, so they come last
  if (into.GetActors()->GetNumberOfItems() != before) plumes_.raise(into);
  plumes_.look(camera);
}

}  // namespace plenum
