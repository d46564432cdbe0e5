// SPDX-License-Identifier: Apache-2.0
#include "scene/BuildingLayer.h"

#include <vtkActor.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "scene/Doors.h"
#include "scene/Facades.h"
#include "scene/GroundLayer.h"
#include "scene/Mesh.h"
#include "scene/Storeys.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

constexpr double wallM = 0.35, sillM = 0.6, beamM = 0.16, bayM = 6.0;

/// Four walls of that thickness along the inside of the outline, with all their faces.
void addRing(Mesh& mesh, const Box& b, double thicknessM, Colour outside, Colour lid) {
  const double t = thicknessM;
  const Box parts[] = {{b.min, {b.max.x, b.min.y + t, b.max.z}},
                       {{b.min.x, b.max.y - t, b.min.z}, b.max},
                       {{b.min.x, b.min.y + t, b.min.z}, {b.min.x + t, b.max.y - t, b.max.z}},
                       {{b.max.x - t, b.min.y + t, b.min.z}, {b.max.x, b.max.y - t, b.max.z}}};
  for (const Box& part : parts) {
    mesh.box(part, outside, Mesh::walls | Mesh::bottom);
    mesh.box(part, lid, Mesh::top);
  }
}

void addColumns(Mesh& mesh, const Box& b, double low, double high, Colour colour) {
  const Vec3 size = b.size();
  const auto column = [&](double x, double y) {
    constexpr double half = 0.13;
    mesh.box({{x - half, y - half, low}, {x + half, y + half, high}}, colour, Mesh::walls);
  };
  const double half = 0.5 * wallM;
  const int baysX = std::max(1, static_cast<int>(std::lround(size.x / bayM)));
  const int baysY = std::max(1, static_cast<int>(std::lround(size.y / bayM)));
  for (int k = 0; k <= baysX; ++k) {
    const double x = b.min.x + half + (size.x - wallM) * k / baysX;
    column(x, b.min.y + half);
    column(x, b.max.y - half);
  }
  for (int k = 1; k < baysY; ++k) {
    const double y = b.min.y + half + (size.y - wallM) * k / baysY;
    column(b.min.x + half, y);
    column(b.max.x - half, y);
  }
}

void addOpenBuilding(Mesh& mesh, const Box& b, const std::set<double>& floors, double foot, const Palette& palette) {
  addRing(mesh, between(b, foot, b.min.z + sillM), wallM, palette.wall, palette.wall);
  addRing(mesh, between(b, b.max.z - beamM, b.max.z), wallM, palette.wall, palette.trim);
  addColumns(mesh, b, b.min.z + sillM, b.max.z - beamM, palette.column);
  mesh.room(between(inset(b, wallM + 0.03), b.min.z, b.max.z - 0.02), palette.wallInside);
  // a slab's edge at every storey
  for (double z : floors)
    if (z > b.min.z + 2.0 && z < b.max.z - 1.0)
      addRing(mesh, between(b, z - 0.4, z), wallM, palette.slab, palette.slab);
}

/// Walls of a hall that are not the building's own are cut off at hand height, as on a plan.
void addPartitions(Mesh& mesh, const Layout& layout, const PlacedHall& hall, const Palette& palette) {
  constexpr double cutM = 1.15, thicknessM = 0.16, sameWallM = 1.6;
  const Box& h = hall.box;
  const Box shell = hall.building == none ? Box{} : layout.buildings[hall.building].box;
  const double top = std::min(h.max.z, h.min.z + cutM);
  const auto wall = [&](Box b) {
    b.max.z = top;
    mesh.box(b, palette.wallInside, Mesh::walls);
    mesh.box(b, palette.trim, Mesh::top);
  };
  const bool isAlone = shell.isEmpty();
  if (isAlone || h.min.x - shell.min.x > sameWallM) wall({h.min, {h.min.x + thicknessM, h.max.y, 0}});
  if (isAlone || shell.max.x - h.max.x > sameWallM) wall({{h.max.x - thicknessM, h.min.y, h.min.z}, h.max});
  if (isAlone || h.min.y - shell.min.y > sameWallM) wall({h.min, {h.max.x, h.min.y + thicknessM, 0}});
  if (isAlone || shell.max.y - h.max.y > sameWallM) wall({{h.min.x, h.max.y - thicknessM, h.min.z}, h.max});
}

}  // namespace

vtkActor* BuildingLayer::open(std::size_t building) const { return pieces_[2 * building].actor; }
vtkActor* BuildingLayer::closed(std::size_t building) const { return pieces_[2 * building + 1].actor; }

void BuildingLayer::clear(vtkRenderer& from) {
  pieces_.clear(from);
  shells_.clear();
}

void BuildingLayer::rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into) {
  const std::vector<Shell> before = std::exchange(shells_, std::vector<Shell>(layout.buildings.size()));
  const bool hasRoofs = !palette.exposure.isBaked;
  std::vector<Mesh> meshes(2 * layout.buildings.size() + 1, Mesh(palette.exposure));
  Mesh& rest = meshes.back();
  const double foot = -4 * groundStepM(layout);
  for (std::uint32_t i = 0; i < layout.buildings.size(); ++i) {
    const PlacedBuilding& building = layout.buildings[i];
    if (building.box.isEmpty()) continue;
    if (building.kind == Building::Kind::office) {
      addOffice(rest, building.box, foot, palette);
      continue;
    }
    if (isOnlyDrawn(layout, i)) {
      addOutlined(rest, building.box, foot, palette);
      continue;
    }
    std::set<double> floors;
    for (const PlacedHall& hall : layout.halls)
      if (hall.building == i && !hall.box.isEmpty()) floors.insert(hall.box.min.z);
    Mesh& target = meshes[2 * i];
    addOpenBuilding(target, between(building.box, building.box.min.z, wallTopM(layout, i)), floors, foot, palette);
    for (std::uint32_t h = 0; h < layout.halls.size(); ++h)
      if (layout.halls[h].building == i && !layout.halls[h].box.isEmpty()) {
        addPartitions(target, layout, layout.halls[h], palette);
        addDoors(target, layout, h, palette);
      }
    if (!hasRoofs) continue;
    addClosedBuilding(meshes[2 * i + 1], layout, i, foot, palette);
    // an edit elsewhere takes no roof off
    const bool wasClosed = i < before.size() && before[i].box == building.box && !before[i].isOpen;
    shells_[i] = {building.box, true, !wasClosed};
  }
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h)
    if (!layout.halls[h].box.isEmpty() && layout.halls[h].building == none) {
      addPartitions(rest, layout, layout.halls[h], palette);
      addDoors(rest, layout, h, palette);
    }
  pieces_.renew(meshes, into);
  for (std::size_t i = 0; i < shells_.size(); ++i) {
    if (open(i)) open(i)->SetVisibility(shells_[i].isOpen);
    if (closed(i)) closed(i)->SetVisibility(!shells_[i].isOpen);
  }
}

std::vector<Box> BuildingLayer::closed() const {
  std::vector<Box> boxes;
  for (const Shell& shell : shells_)
    if (shell.hasRoof && !shell.isOpen) boxes.push_back(shell.box);
  return boxes;
}

bool BuildingLayer::look(const Camera& camera, Roofs roofs) {
  bool isChanged = false;
  const Vec3 eye = camera.eye();
  for (std::size_t i = 0; i < shells_.size(); ++i) {
    Shell& shell = shells_[i];
    if (!shell.hasRoof) continue;
    const Vec3 size = shell.box.size();
    // opened where the eye comes nearer than one and a half times its length, closed again a little farther away
    const Vec3 out{std::max({shell.box.min.x - eye.x, 0.0, eye.x - shell.box.max.x}),
                   std::max({shell.box.min.y - eye.y, 0.0, eye.y - shell.box.max.y}),
                   std::max(0.0, eye.z - shell.box.max.z)};
    const double away = std::sqrt(out.x * out.x + out.y * out.y + out.z * out.z);
    const double reach = 1.25 * std::hypot(size.x, size.y) * (shell.isOpen ? 1.15 : 1.0);
    const bool opens = roofs == Roofs::open || (roofs == Roofs::automatic && away < reach);
    if (opens == shell.isOpen && closed(i)->GetVisibility() == !opens) continue;
    shell.isOpen = opens;
    open(i)->SetVisibility(opens);
    closed(i)->SetVisibility(!opens);
    isChanged = true;
  }
  return isChanged;
}

}  // namespace plenum
