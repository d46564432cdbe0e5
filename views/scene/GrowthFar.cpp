// SPDX-License-Identifier: Apache-2.0
#include "scene/GrowthFar.h"

#include <algorithm>

#include "scene/Machines.h"
#include "scene/Vectors.h"

namespace plenum::site {
namespace {

/// Air units on a roof, their fans as the mean of what they look like.
void addFarRoofUnits(Mesh& mesh, const Box& b, double roofM, const Palette& palette) {
  const Vec3 size = b.size();
  const bool isAlongX = size.x >= size.y;
  const double length = isAlongX ? size.x : size.y, width = isAlongX ? size.y : size.x;
  const int count = std::clamp(static_cast<int>((length - 6.0) / 7.5), 1, 24);
  for (int k = 0; k < count; ++k)
    for (const double t : {0.27, 0.73}) {
      if (width < 14.0 && t > 0.5) continue;
      const double s = 5.0 + (length - 10.0) * (k + 0.5) / count;
      const double halfX = isAlongX ? 2.1 : 1.15, halfY = isAlongX ? 1.15 : 2.1;
      const double x = b.min.x + (isAlongX ? s : t * width), y = b.min.y + (isAlongX ? t * width : s);
      const Box unit{{x - halfX, y - halfY, roofM}, {x + halfX, y + halfY, roofM + 2.1}};
      mesh.box(unit, palette.cabinet * 0.86f, Mesh::walls);
      mesh.box(unit, mix(palette.cabinet, palette.dark, 0.40f), Mesh::top);
    }
}

void addLidded(Mesh& mesh, const Box& b, Colour body, Colour lid) {
  mesh.box(b, body, Mesh::walls);
  mesh.box(b, lid, Mesh::top);
}

}  // namespace

void addFarBuilding(Mesh& mesh, const Growth::Piece& piece, const Palette& palette) {
  const Box& b = piece.box;
  constexpr double parapetM = 0.9, rimM = 0.30, proudM = 0.05;
  const double roof = b.max.z - parapetM, high = roof - 0.6;
  mesh.setMaterial(Material::plain);
  mesh.box(between(b, b.min.z - 0.4, b.min.z + 0.9), palette.slab * 0.92f, Mesh::walls);
  mesh.box(between(b, b.min.z + 0.9, high), palette.wall, Mesh::walls);
  mesh.box(between(b, high, roof), palette.trim, Mesh::walls);
  addLidded(mesh, between(b, roof, b.max.z), palette.wall, palette.light);
  mesh.box(between(inset(b, rimM), b.max.z, b.max.z + 0.02), palette.roof, Mesh::top);
  // louvres, doors and panes are a band of what they come to
  const bool isData = piece.part == Growth::Part::data;
  const double low = b.min.z + (piece.part == Growth::Part::plant ? 1.6 : isData ? 0.55 * high : 3.0);
  mesh.box(grown(between(b, low, high - 0.5), proudM), mix(palette.wall, palette.trim * 1.35f, isData ? 0.36f : 0.70f),
           Mesh::walls);
  if (isData) return addFarRoofUnits(mesh, b, b.max.z - 0.88, palette);
  if (piece.part != Growth::Part::power) return;
  const Vec3 c = b.centre(), size = b.size();
  mesh.box({{c.x - 0.22 * size.x, c.y - 1.6, roof}, {c.x + 0.22 * size.x, c.y + 1.6, roof + 1.5}}, palette.cabinet);
}

void addFarMachine(Mesh& mesh, const Growth::Piece& piece, const Palette& palette) {
  const Box& b = piece.box;
  const Vec3 size = b.size();
  mesh.setMaterial(Material::plain);
  using Part = Growth::Part;
  switch (piece.part) {
    case Part::tower: {
      addLidded(mesh, between(b, b.min.z, b.min.z + 0.74 * size.z), mix(palette.cabinet, palette.dark, 0.35f),
                palette.light);
      const double r = 0.38 * std::min(size.x, size.y);
      const Vec3 c = b.centre();
      const std::pair<double, double> stack[] = {{r, 0.0}, {0.9 * r, 0.26 * size.z}};
      mesh.lathe({c.x, c.y, b.min.z + 0.74 * size.z}, stack, palette.light, 10);
      return mesh.disc({c.x, c.y, b.min.z + 0.94 * size.z}, {0, 0, 1}, 0.9 * r, palette.dark, 10);
    }
    case Part::dryCooler:
      addLidded(mesh, between(b, b.min.z + 0.27 * size.z, b.min.z + 0.87 * size.z), palette.steel,
                mix(palette.cabinet, palette.dark, 0.45f));
      return;
    case Part::transformer:
      return addLidded(mesh, between(b, b.min.z, b.min.z + 0.75 * size.z), palette.steel * 0.8f, palette.steel);
    case Part::tank:
      return machine::addTank(mesh, b, palette);
    case Part::gantry:
      return machine::addGantry(mesh, b, palette);
    case Part::data:
    case Part::plant:
    case Part::power:
    case Part::yard:
    case Part::road:
      break;
  }
}

}  // namespace plenum::site
