// SPDX-License-Identifier: Apache-2.0
// What stands in halls besides racks: CDUs, fan walls, UPSs, PDUs.
#include <algorithm>
#include <cmath>

#include "scene/MachineParts.h"
#include "scene/Machines.h"

namespace plenum::machine {

void addCdu(Mesh& mesh, const Box& b, const Palette& palette) {
  mesh.box(part(b, {0.02, 0.02, 0.0}, {0.98, 0.98, 0.05}), palette.dark, Mesh::walls);
  mesh.box(part(b, {0, 0, 0.05}, {1, 1, 1}), palette.cabinet);
  // two doors with a blue band, and a window onto the pumps
  constexpr double proudM = 0.02;
  for (const double u : {0.03, 0.52}) {
    mesh.box(partAlong(b, {u, -proudM, 0.08}, {u + 0.45, 1 + proudM, 0.96}), palette.light, Mesh::walls);
    mesh.box(partAlong(b, {u + 0.05, -1.8 * proudM, 0.12}, {u + 0.40, 1 + 1.8 * proudM, 0.42}), palette.dark,
             Mesh::walls);
  }
  mesh.box(partAlong(b, {0.0, -1.5 * proudM, 0.86}, {1.0, 1 + 1.5 * proudM, 0.90}), palette.supply, Mesh::walls);
  const double r = std::min(0.09, 0.12 * std::min(b.size().x, b.size().y));
  for (const auto& [u, v, colour] : {std::tuple{0.2, 0.3, palette.supply}, std::tuple{0.4, 0.3, palette.coolantReturn},
                                     std::tuple{0.6, 0.7, palette.supply}, std::tuple{0.8, 0.7, palette.coolantReturn}})
    mesh.cylinder(atAlong(b, u, v, 1), r, 0.5, colour, 10);
}

void addCduTrim(Mesh& mesh, const Box& b, const Palette& palette) {
  // the screen, its lamp, handles, and hoses under the windows
  mesh.box(partAlong(b, {0.56, -0.045, 0.62}, {0.76, 1.045, 0.78}), palette.dark, Mesh::walls);
  mesh.box(partAlong(b, {0.575, -0.05, 0.64}, {0.745, 1.05, 0.76}), palette.supply * 1.25f, Mesh::walls);
  for (const double u : {0.44, 0.55})
    mesh.box(partAlong(b, {u, -0.06, 0.42}, {u + 0.015, 1.06, 0.58}), palette.steel, Mesh::walls);
  const Vec3 out = isAlongX(b) ? Vec3{0, -1, 0} : Vec3{-1, 0, 0};
  for (const double u : {0.14, 0.30, 0.63, 0.79}) {
    const Vec3 pump = atAlong(b, u, 0.0, 0.20) + out * 0.05;
    mesh.cylinder(pump, 0.08, 0.26, palette.steel, 10);
    mesh.bar(pump + Vec3{0, 0, 0.26}, atAlong(b, u, 0.0, 0.40) + out * 0.04, 0.03,
             u < 0.5 ? palette.supply : palette.coolantReturn, 6);
  }
}

void addFanWall(Mesh& mesh, const Box& b, int fans, const Palette& palette) {
  mesh.box(b, palette.cabinet);
  for (const FanPlace& fan : wallFans(b, fans)) {
    const Vec3 n = fan.axis;
    mesh.disc(fan.centre - n * 0.020, n, fan.radiusM / 0.9, palette.light, 18);
    mesh.disc(fan.centre - n * 0.012, n, fan.radiusM, palette.dark, 18);
    mesh.disc(fan.centre + n * 0.02, n, 0.24 * fan.radiusM, palette.steel, 10);
  }
  mesh.box(partAlong(b, {0, -0.02, 0.0}, {1, 1.02, 0.05}), palette.dark, Mesh::walls);
}

void addFanWallTrim(Mesh& mesh, const Box& b, const Palette& palette) {
  // pipes into the coil, drain pan, frame between the bays
  for (const auto& [w, colour] : {std::pair{0.82, palette.supply}, std::pair{0.90, palette.coolantReturn}})
    mesh.bar(atAlong(b, -0.01, 0.5, w) - axisOf(b) * 0.35, atAlong(b, 0.0, 0.5, w), 0.07, colour, 10);
  const int bays = std::clamp(static_cast<int>(std::max(b.size().x, b.size().y) / 1.2), 1, 8);
  for (int k = 0; k <= bays; ++k) {
    const double u = std::clamp(static_cast<double>(k) / bays, 0.006, 0.994);
    mesh.box(partAlong(b, {u - 0.006, -0.035, 0.05}, {u + 0.006, 1.035, 1.0}), palette.steel, Mesh::walls);
  }
}

/// Power modules in drawers, with cell cabinets at both ends.
void addUps(Mesh& mesh, const Box& b, const Palette& palette) {
  mesh.box(partAlong(b, {0, 0, 0.03}, {1, 1, 1}), palette.cabinetFace);
  const double length = std::max(b.size().x, b.size().y);
  const int bays = std::clamp(static_cast<int>(std::lround(length / 0.7)), 2, 12);
  for (int k = 0; k < bays; ++k) {
    const double from = (k + 0.06) / bays, to = (k + 0.94) / bays;
    const bool isCells = k == 0 || k == bays - 1;
    mesh.box(partAlong(b, {from, -0.02, 0.06}, {to, 1.02, 0.95}), isCells ? palette.cabinet : palette.light,
             Mesh::walls);
    if (isCells) continue;
    for (int d = 0; d < 5; ++d) {
      const double w = 0.12 + 0.135 * d;
      mesh.box(partAlong(b, {from + 0.12 / bays, -0.035, w}, {to - 0.12 / bays, 1.035, w + 0.095}), palette.dark,
               Mesh::walls);
    }
  }
}

/// Two doors and rows of breakers behind a window; a wave of cooling slots at the foot.
void addPdu(Mesh& mesh, const Box& b, const Palette& palette) {
  mesh.box(b, palette.cabinet);
  addDoors(mesh, b, 0.7, palette);
  for (const double w : {0.38, 0.52, 0.66})
    mesh.box(partAlong(b, {0.14, -0.045, w}, {0.86, 1.045, w + 0.09}), palette.dark, Mesh::walls);
  mesh.box(partAlong(b, {0.14, -0.045, 0.82}, {0.86, 1.045, 0.88}), palette.copper, Mesh::walls);
  for (const double w : {0.10, 0.15, 0.20})
    mesh.box(partAlong(b, {0.2, -0.045, w}, {0.8, 1.045, w + 0.02}), palette.dark, Mesh::walls);
}

}  // namespace plenum::machine
