// SPDX-License-Identifier: Apache-2.0
// What makes and moves cold: towers, dry coolers, chillers, pumps, exchangers, tanks, intakes.
#include <algorithm>
#include <cmath>

#include "scene/MachineParts.h"
#include "scene/Machines.h"

namespace plenum::machine {

void addTower(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.25, palette);
  const Vec3 s = b.size();
  // the cold water basin stands out below the fill
  mesh.box(part(b, {0.0, 0.0, 0.0}, {1.0, 1.0, 0.10}), palette.slab);
  mesh.box(part(b, {0.03, 0.03, 0.10}, {0.97, 0.97, 0.70}), palette.cabinet);
  constexpr int louvres = 7;
  for (int k = 0; k < louvres; ++k) {
    const double w = 0.13 + 0.055 * k;
    mesh.box(part(b, {0.05, 0.005, w}, {0.95, 0.995, w + 0.03}), palette.dark, Mesh::south | Mesh::north);
    mesh.box(part(b, {0.005, 0.05, w}, {0.995, 0.95, w + 0.03}), palette.dark, Mesh::east | Mesh::west);
  }
  for (const double u : {0.0, 0.96})
    for (const double v : {0.0, 0.96})
      mesh.box(part(b, {u, v, 0.0}, {u + 0.04, v + 0.04, 0.70}), palette.steel, Mesh::walls);
  mesh.box(part(b, {0.0, 0.0, 0.70}, {1.0, 1.0, 0.74}), palette.light, Mesh::all);
  const double r = 0.40 * std::min(s.x, s.y), h = 0.26 * s.z;
  const Vec3 foot = at(b, 0.5, 0.5, 0.74);
  const std::pair<double, double> stack[] = {
      {1.06 * r, 0}, {0.94 * r, 0.35 * h}, {0.90 * r, 0.6 * h}, {0.98 * r, h}, {0.93 * r, h}};
  mesh.lathe(foot, stack, palette.light, 24);
  const std::pair<double, double> throat[] = {{0.93 * r, h}, {0.86 * r, 0.45 * h}, {0.12 * r, 0.50 * h}};
  mesh.lathe(foot, throat, palette.dark, 24);
  mesh.disc(foot + Vec3{0, 0, 0.76 * h}, {0, 0, 1}, 0.15 * r, palette.steel, 10);
}

void addTowerTrim(Mesh& mesh, const Box& b, const Palette& palette) {
  const Vec3 s = b.size();
  addLadder(mesh, at(b, 0.5, 0.0, 0.0), {0, -1, 0}, 0.74 * s.z + 1.0, palette.steel);
  constexpr double railM = 1.0, barM = 0.025;
  const Vec3 corners[] = {at(b, 0.02, 0.02, 0.74), at(b, 0.98, 0.02, 0.74), at(b, 0.98, 0.98, 0.74),
                          at(b, 0.02, 0.98, 0.74)};
  for (int k = 0; k < 4; ++k) {
    const Vec3 from = corners[k], to = corners[(k + 1) % 4];
    for (const double z : {0.5 * railM, railM})
      mesh.bar(from + Vec3{0, 0, z}, to + Vec3{0, 0, z}, barM, palette.steel, 4);
    for (int p = 0; p < 4; ++p) {
      const Vec3 foot = from + (to - from) * (p / 4.0);
      mesh.bar(foot, foot + Vec3{0, 0, railM}, barM, palette.steel, 4);
    }
  }
  // the riser of the hot water, and the drive that sticks out of the stack
  const Vec3 riser = at(b, 1.03, 0.3, 0.0);
  mesh.bar(riser, {riser.x, riser.y, b.min.z + 0.68 * s.z}, 0.16, palette.coolantReturn, 10);
  mesh.bar({riser.x, riser.y, b.min.z + 0.66 * s.z}, at(b, 0.9, 0.3, 0.66), 0.16, palette.coolantReturn, 10);
  const FanPlace fan = towerFan(b);
  mesh.bar(fan.centre + Vec3{0.1, 0, -0.1}, fan.centre + Vec3{1.25 * fan.radiusM, 0, -0.1}, 0.06, palette.steel, 6);
}

void addDryCooler(Mesh& mesh, const Box& b, const Palette& palette) {
  const Vec3 s = b.size();
  for (const double u : {0.04, 0.35, 0.65, 0.96})
    for (const double v : {0.06, 0.94}) {
      const Vec3 foot = atAlong(b, u, v, 0);
      mesh.bar(foot - Vec3{0, 0, 1.2}, foot + Vec3{0, 0, 0.3 * s.z}, 0.07, palette.steel, 5);
    }
  mesh.box(partAlong(b, {0, 0.03, 0.27}, {1, 0.97, 0.83}), palette.cabinetFace, Mesh::all);
  // coils in bays, with their headers at one end
  const int bays = std::clamp(static_cast<int>(std::max(s.x, s.y) / 1.4), 2, 10);
  for (int k = 0; k < bays; ++k)
    mesh.box(partAlong(b, {(k + 0.1) / bays, 0.01, 0.32}, {(k + 0.9) / bays, 0.99, 0.78}), palette.steel, Mesh::walls);
  for (const auto& [w, colour] : {std::pair{0.40, palette.supply}, std::pair{0.68, palette.coolantReturn}})
    mesh.bar(atAlong(b, -0.012, 0.05, w), atAlong(b, -0.012, 0.95, w), 0.09, colour, 8);
  mesh.box(partAlong(b, {-0.005, -0.01, 0.80}, {1.005, 1.01, 0.87}), palette.cabinet, Mesh::all);
  for (const FanPlace& fan : dryCoolerFans(b)) addFanRing(mesh, fan, 0.13 * s.z, palette);
}

void addChiller(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.15, palette);
  const double across = std::min(b.size().x, b.size().y), r = 0.24 * std::min(across, b.size().z);
  const Vec3 axis = axisOf(b);
  // evaporator and condenser, each with flanged water boxes at its ends
  for (const double v : {0.26, 0.74}) {
    const Vec3 from = atAlong(b, 0.06, v, 0.30), to = atAlong(b, 0.94, v, 0.30);
    mesh.bar(from, to, r, v < 0.5 ? palette.steel : mix(palette.steel, palette.copper, 0.35f), 16);
    addBarrel(mesh, from - axis * (0.02 * across), from + axis * (0.10 * across), 1.12 * r, palette.cabinetFace, 16);
    addBarrel(mesh, to - axis * (0.10 * across), to + axis * (0.02 * across), 1.12 * r, palette.cabinetFace, 16);
    for (const double u : {0.22, 0.78}) {
      Box foot = partAlong(b, {u - 0.03, v - 0.16, 0.0}, {u + 0.03, v + 0.16, 0.18});
      mesh.box(foot, palette.dark, Mesh::walls);
    }
  }
  // the compressor between them: a volute with its motor, and the suction pipe that rises to it
  const Vec3 side = isAlongX(b) ? Vec3{0, 1, 0} : Vec3{1, 0, 0};
  const Vec3 volute = atAlong(b, 0.34, 0.5, 0.74);
  addBarrel(mesh, volute - axis * (0.30 * r), volute + axis * (0.35 * r), 0.95 * r, palette.cabinet, 18);
  addBarrel(mesh, volute + axis * (0.35 * r), atAlong(b, 0.62, 0.5, 0.74), 0.62 * r, palette.cabinetFace, 14);
  mesh.bar(atAlong(b, 0.26, 0.30, 0.42), volute - axis * (0.30 * r), 0.30 * r, palette.steel, 10);
  mesh.bar(volute + side * (0.2 * r), atAlong(b, 0.34, 0.74, 0.40), 0.24 * r, palette.copper, 10);
  // starter panel
  mesh.box(partAlong(b, {0.66, 0.30, 0.55}, {0.92, 0.62, 1.0}), palette.light);
  mesh.box(partAlong(b, {0.69, 0.29, 0.66}, {0.78, 0.63, 0.90}), palette.dark, Mesh::walls);
}

void addChillerTrim(Mesh& mesh, const Box& b, const Palette& palette) {
  const double r = 0.24 * std::min({b.size().x, b.size().y, b.size().z});
  for (const auto& [v, colour] : {std::pair{0.26, palette.supply}, std::pair{0.74, palette.coolantReturn}})
    for (const double w : {0.22, 0.38}) {
      const Vec3 mouth = atAlong(b, 0.03, v, w);
      mesh.bar(mouth - axisOf(b) * 0.45, mouth, 0.28 * r, colour * (w > 0.3 ? 1.0f : 0.82f), 10);
    }
  // relief valves and the screen of the panel
  for (const double u : {0.45, 0.55}) mesh.cylinder(atAlong(b, u, 0.26, 0.50), 0.06, 0.35, palette.copper, 8);
  mesh.box(partAlong(b, {0.82, 0.285, 0.74}, {0.89, 0.635, 0.88}), palette.supply, Mesh::walls);
}

void addPump(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.12, palette);
  const double across = std::min(b.size().x, b.size().y), r = 0.34 * std::min(across, b.size().z);
  const Vec3 axis = axisOf(b), up{0, 0, 1};
  mesh.box(partAlong(b, {0.02, 0.12, 0.02}, {0.98, 0.88, 0.10}), palette.dark);
  // a ribbed motor, a coupling under its guard, and the volute with its two mouths
  addBarrel(mesh, atAlong(b, 0.04, 0.5, 0.45), atAlong(b, 0.50, 0.5, 0.45), 0.92 * r, palette.supply, 14);
  for (int k = 0; k < 5; ++k) {
    const Vec3 rib = atAlong(b, 0.12 + 0.075 * k, 0.5, 0.45);
    addBarrel(mesh, rib, rib + axis * 0.03, r, palette.supply * 0.85f, 14);
  }
  mesh.box(partAlong(b, {0.20, 0.36, 0.45}, {0.36, 0.64, 0.86}), palette.cabinetFace);
  mesh.bar(atAlong(b, 0.50, 0.5, 0.45), atAlong(b, 0.68, 0.5, 0.45), 0.4 * r, palette.copper, 10);
  addBarrel(mesh, atAlong(b, 0.68, 0.5, 0.45), atAlong(b, 0.88, 0.5, 0.45), 1.15 * r, palette.cabinetFace, 18);
  addBarrel(mesh, atAlong(b, 0.88, 0.5, 0.45), atAlong(b, 1.0, 0.5, 0.45), 0.55 * r, palette.steel, 12);
  const Vec3 mouth = atAlong(b, 0.78, 0.5, 0.45);
  mesh.bar(mouth, {mouth.x, mouth.y, b.max.z}, 0.5 * r, palette.steel, 12);
  mesh.disc({mouth.x, mouth.y, b.max.z}, up, 0.5 * r, palette.dark, 12);
}

void addPumpTrim(Mesh& mesh, const Box& b, const Palette& palette) {
  const double r = 0.34 * std::min({b.size().x, b.size().y, b.size().z});
  const Vec3 mouth = atAlong(b, 0.78, 0.5, 0.45);
  for (const double z : {0.80, 0.97}) {
    const Vec3 flange{mouth.x, mouth.y, b.min.z + z * b.size().z};
    mesh.cylinder(flange, 0.75 * r, 0.05, palette.dark, 12);
  }
  const Vec3 gauge = mouth + Vec3{0, 0, 0.35 * b.size().z};
  mesh.bar(gauge, gauge + axisOf(b) * (0.9 * r), 0.025, palette.copper, 5);
  addBarrel(mesh, gauge + axisOf(b) * (0.9 * r), gauge + axisOf(b) * (0.9 * r + 0.05), 0.09, palette.light, 12);
}

void addExchanger(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.12, palette);
  for (const double u : {0.0, 0.90})
    mesh.box(partAlong(b, {u, 0.05, 0.0}, {u + 0.10, 0.95, 1.0}), u < 0.5 ? palette.supply : palette.cabinetFace);
  for (const double w : {0.03, 0.93}) mesh.bar(atAlong(b, 0.0, 0.5, w), atAlong(b, 1.0, 0.5, w), 0.05, palette.dark, 6);
  for (int k = 0; k < 15; ++k) {
    const double u = 0.11 + 0.052 * k;
    mesh.box(partAlong(b, {u, 0.14, 0.08}, {u + 0.03, 0.86, 0.92}), k % 2 == 0 ? palette.steel : palette.dark);
  }
  // four mouths on the fixed plate: two waters that never mix
  for (const double v : {0.27, 0.73})
    for (const double w : {0.25, 0.78}) {
      const Vec3 mouth = atAlong(b, 0.0, v, w);
      mesh.bar(mouth - axisOf(b) * 0.35, mouth, 0.11, (v < 0.5) == (w < 0.5) ? palette.supply : palette.coolantReturn,
               10);
    }
  for (const double v : {0.10, 0.90})
    for (const double w : {0.2, 0.5, 0.8})
      mesh.bar(atAlong(b, 0.0, v, w), atAlong(b, 1.0, v, w), 0.025, palette.copper, 4);
}

void addTank(Mesh& mesh, const Box& b, const Palette& palette) {
  const Vec3 size = b.size();
  const double radius = 0.5 * std::min(size.x, size.y), capM = std::min(0.8, 0.12 * size.z);
  const Vec3 foot{b.centre().x, b.centre().y, b.min.z};
  // a shallow cone keeps the rain off; hoops hold the shell
  const std::pair<double, double> profile[] = {
      {radius, 0.0}, {radius, size.z - capM}, {1.03 * radius, size.z - capM}, {0.05, size.z}};
  mesh.lathe(foot, profile, palette.tank, 28);
  for (const double w : {0.12, 0.36, 0.60}) {
    const std::pair<double, double> hoop[] = {{1.015 * radius, w * size.z}, {1.015 * radius, w * size.z + 0.12}};
    mesh.lathe(foot, hoop, palette.steel, 28);
  }
}

void addTankTrim(Mesh& mesh, const Box& b, const Palette& palette) {
  const Vec3 c = b.centre();
  const double radius = 0.5 * std::min(b.size().x, b.size().y), high = b.size().z;
  addLadder(mesh, {c.x, c.y - radius, b.min.z}, {0, -1, 0}, high, palette.dark);
  for (const auto& [w, colour] : {std::pair{0.12, palette.supply}, std::pair{0.82, palette.coolantReturn}}) {
    const Vec3 wall{c.x + 0.98 * radius, c.y, b.min.z + w * high};
    mesh.bar(wall, wall + Vec3{0.5, 0, 0}, 0.14, colour, 10);
    mesh.bar(wall + Vec3{0.42, 0, 0}, {wall.x + 0.42, wall.y, b.min.z}, 0.14, colour, 10);
  }
  // level gauge
  mesh.bar({c.x - 0.72 * radius, c.y - 0.72 * radius, b.min.z + 0.1 * high},
           {c.x - 0.72 * radius, c.y - 0.72 * radius, b.min.z + 0.85 * high}, 0.05, palette.light, 6);
}

void addIntake(Mesh& mesh, const Box& b, const Palette& palette) {
  const double roofM = std::min(0.25, 0.1 * b.size().z);
  mesh.box({b.min, {b.max.x, b.max.y, b.max.z - roofM}}, palette.wall, Mesh::walls);
  mesh.box({{b.min.x - 0.2, b.min.y - 0.2, b.max.z - roofM}, {b.max.x + 0.2, b.max.y + 0.2, b.max.z}}, palette.roof,
           Mesh::open);
  const Vec3 door{b.centre().x, b.min.y - 0.02, b.min.z};
  mesh.box({{door.x - 0.6, door.y, door.z}, {door.x + 0.6, door.y + 0.1, door.z + 0.7 * b.size().z}},
           palette.cabinetFace, Mesh::walls);
}

}  // namespace plenum::machine
