// SPDX-License-Identifier: Apache-2.0
#include "scene/DetailLayer.h"

#include <vtkActor.h>
#include <vtkRenderer.h>

#include "base/Hash.h"
#include "scene/MachineParts.h"
#include "scene/Machines.h"

namespace plenum {

void DetailLayer::clear(vtkRenderer& from) {
  racks_.clear(from);
  trims_.clear(from);
  turning_.clear(from);
  plumes_.clear(from);
}

std::vector<vtkActor*> DetailLayer::actors() const {
  std::vector<vtkActor*> all = racks_.actors();
  const std::vector<vtkActor*> trims = trims_.actors();
  all.insert(all.end(), trims.begin(), trims.end());
  all.push_back(turning_.actor());
  all.push_back(plumes_.actor());
  return all;
}

void DetailLayer::rebuild(const Layout& layout, const RackLayer& racks, const Palette& palette, vtkRenderer& into) {
  palette_ = palette;
  racks_.rebuild(layout, racks, palette, into);
  turning_.rebuild(layout, palette, into);
  trims_.begin();
  const auto printOf = [](std::uint64_t kind, const Box& box) {
    Hash hash;
    hash.add(kind);
    for (const Vec3& p : {box.min, box.max}) hash.add(p.x), hash.add(p.y), hash.add(p.z);
    return hash;
  };
  std::uint64_t kind = 0;
  const auto add = [&](const auto& all, void (*draw)(Mesh&, const Box&, const Palette&)) {
    ++kind;
    for (const auto& unit : all) {
      Hash print = printOf(kind, unit.box);
      print.add(static_cast<std::uint64_t>(unit.turn));
      trims_.add(unit.box, unit.box.isEmpty() ? 0.0 : unit.box.size().z, print.value(),
                 [this, box = unit.box, quarters = unit.turn, draw](Mesh& mesh) {
                   mesh.setTurn(box.centre(), quarters);
                   draw(mesh, machine::unturned(box, quarters), palette_);
                   mesh.setTurn({}, 0);
                 });
    }
  };
  add(layout.cdus, machine::addCduTrim);
  add(layout.fanWalls, machine::addFanWallTrim);
  add(layout.pumps, machine::addPumpTrim);
  add(layout.chillers, machine::addChillerTrim);
  add(layout.towers, machine::addTowerTrim);
  add(layout.tanks, machine::addTankTrim);
  ++kind;
  for (const PlacedPower& device : layout.power) {
    // a trim may read no more of a device than this
    PlacedPower known;
    known.kind = device.kind;
    known.box = device.box;
    known.turn = device.turn;
    known.hall = device.hall == none ? none : 0;
    Hash print = printOf(kind, known.box);
    print.add(static_cast<std::uint64_t>(known.kind));
    print.add(static_cast<std::uint64_t>(known.hall));
    print.add(static_cast<std::uint64_t>(known.turn));
    trims_.add(known.box, known.box.isEmpty() ? 0.0 : known.box.size().z, print.value(), [this, known](Mesh& mesh) {
      PlacedPower still = known;
      still.box = machine::unturned(known.box, known.turn);
      mesh.setTurn(known.box.centre(), known.turn);
      machine::addPowerTrim(mesh, still, palette_);
      mesh.setTurn({}, 0);
    });
  }
  trims_.end(into);
  plumes_.rebuild(layout, palette, into);
}

void DetailLayer::refresh(const Frame& frame, double passedS) {
  turning_.refresh(frame, passedS);
  plumes_.refresh(frame, passedS);
}

void DetailLayer::look(const Camera& camera, vtkRenderer& into) {
  racks_.look(camera, into);
  trims_.look(camera, palette_, into);
  turning_.look(camera);
  plumes_.look(camera);
}

}  // namespace plenum
