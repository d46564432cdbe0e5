// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "scene/EquipmentLayer.h"
#include "scene/Mesh.h"

namespace plenum {
namespace {

/// A part of a box, by fractions of its size.
Box part(const Box& b, Vec3 from, Vec3 to) {
  const Vec3 s = b.size();
  return {{b.min.x + from.x * s.x, b.min.y + from.y * s.y, b.min.z + from.z * s.z},
          {b.min.x + to.x * s.x, b.min.y + to.y * s.y, b.min.z + to.z * s.z}};
}
Vec3 at(const Box& b, double u, double v, double w) {
  const Vec3 s = b.size();
  return {b.min.x + u * s.x, b.min.y + v * s.y, b.min.z + w * s.z};
}
bool isAlongX(const Box& b) { return b.size().x >= b.size().y; }

/// A concrete base that reaches into the ground, whatever lies there.
void addPlinth(Mesh& mesh, const Box& b, double heightM, const Palette& palette) {
  constexpr double rimM = 0.12, depthM = 1.3;
  if (b.min.z > 1.0) return;
  mesh.box({{b.min.x - rimM, b.min.y - rimM, b.min.z - depthM}, {b.max.x + rimM, b.max.y + rimM, b.min.z + heightM}},
           palette.slab);
}

/// A fan seen from above: ring, dark throat and hub.
void addFan(Mesh& mesh, Vec3 foot, double radiusM, double heightM, const Palette& palette) {
  const double r = radiusM, h = heightM;
  const std::pair<double, double> ring[] = {{r, 0}, {r, h}, {0.9 * r, h}};
  mesh.lathe(foot, ring, palette.light, 20);
  const std::pair<double, double> throat[] = {{0.9 * r, h}, {0.86 * r, 0.35 * h}, {0.2 * r, 0.4 * h}};
  mesh.lathe(foot, throat, palette.dark, 20);
  mesh.disc(foot + Vec3{0, 0, 0.42 * h}, {0, 0, 1}, 0.22 * r, palette.steel, 10);
}

/// Fans on both long faces of a cabinet.
void addFaceFans(Mesh& mesh, const Box& b, int fans, const Palette& palette) {
  const bool alongX = isAlongX(b);
  const double length = alongX ? b.size().x : b.size().y, height = b.size().z;
  const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(fans * length / std::max(height, 0.1)))));
  const int rows = std::max(1, (fans + columns - 1) / columns);
  const double radius = 0.42 * std::min(length / columns, 0.86 * height / rows);
  for (int k = 0; k < fans; ++k) {
    const double u = (k % columns + 0.5) / columns, w = 0.07 + 0.86 * (k / columns + 0.5) / rows;
    for (double face : {0.0, 1.0}) {
      const Vec3 normal = alongX ? Vec3{0, face * 2 - 1, 0} : Vec3{face * 2 - 1, 0, 0};
      const Vec3 centre = alongX ? at(b, u, face, w) : at(b, face, u, w);
      mesh.disc(centre + normal * 0.03, normal, radius, palette.dark, 18);
      mesh.disc(centre + normal * 0.05, normal, 0.28 * radius, palette.steel, 10);
    }
  }
}

void addCabinet(Mesh& mesh, const Box& b, const Palette& palette) {
  mesh.box(b, palette.cabinet);
  const bool alongX = isAlongX(b);
  const double length = alongX ? b.size().x : b.size().y;
  const int doors = std::clamp(static_cast<int>(std::lround(length / 0.9)), 1, 16);
  constexpr double proudM = 0.02;
  for (int k = 0; k < doors; ++k) {
    const double from = (k + 0.08) / doors, to = (k + 0.92) / doors;
    Box door = alongX ? part(b, {from, 0, 0.06}, {to, 1, 0.92}) : part(b, {0, from, 0.06}, {1, to, 0.92});
    if (alongX) {
      door.min.y -= proudM, door.max.y += proudM;
      mesh.box(door, palette.cabinetFace, Mesh::south | Mesh::north);
    } else {
      door.min.x -= proudM, door.max.x += proudM;
      mesh.box(door, palette.cabinetFace, Mesh::east | Mesh::west);
    }
  }
}

void addTransformer(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.15, palette);
  const bool alongX = isAlongX(b);
  const auto p = [alongX](double u, double v, double w) { return alongX ? Vec3{u, v, w} : Vec3{v, u, w}; };
  const auto box = [&](Vec3 from, Vec3 to, Colour colour) { mesh.box(part(b, from, to), colour); };
  const Colour body = mix(palette.steel, palette.dark, 0.25f);
  box(p(0.10, 0.28, 0.04), p(0.90, 0.72, 0.72), body);
  for (int k = 0; k < 8; ++k) {
    const double u = 0.13 + 0.095 * k;
    box(p(u, 0.05, 0.10), p(u + 0.045, 0.28, 0.66), body * 0.92f);
    box(p(u, 0.72, 0.10), p(u + 0.045, 0.95, 0.66), body * 0.92f);
  }
  const Vec3 s = b.size();
  const double radius = 0.045 * std::min(s.x, s.y);
  for (int k = 0; k < 3; ++k) {
    const Vec3 q = p(0.3 + 0.2 * k, 0.5, 0.72);
    const Vec3 foot = at(b, q.x, q.y, q.z);
    const double h = 0.28 * s.z;
    const std::pair<double, double> bushing[] = {
        {1.5 * radius, 0}, {radius, 0.3 * h}, {1.4 * radius, 0.4 * h}, {0.8 * radius, 0.7 * h}, {0.3 * radius, h}};
    mesh.lathe(foot, bushing, palette.copper, 10);
  }
}

/// Where the grid comes in: two portals with busbars, and the line that leaves them.
void addGantry(Mesh& mesh, const Box& b, const Palette& palette) {
  const Vec3 s = b.size();
  const double height = std::max(s.z, 7.0);
  const bool alongX = isAlongX(b);
  const double legM = 0.14, barM = 0.12;
  for (double v : {0.12, 0.88}) {
    for (double u : {0.05, 0.5, 0.95}) {
      const Vec3 foot = alongX ? at(b, u, v, 0) : at(b, v, u, 0);
      for (double lean : {-0.45, 0.45}) {
        const Vec3 spread = alongX ? Vec3{0, lean, 0} : Vec3{lean, 0, 0};
        mesh.bar(foot + spread - Vec3{0, 0, 1}, foot + spread * 0.3 + Vec3{0, 0, height}, legM, palette.steel, 6);
      }
    }
    for (double h : {height, height - 0.8}) {
      const Vec3 from = alongX ? at(b, 0.02, v, 0) : at(b, v, 0.02, 0),
                 to = alongX ? at(b, 0.98, v, 0) : at(b, v, 0.98, 0);
      mesh.bar(from + Vec3{0, 0, h}, to + Vec3{0, 0, h}, barM, palette.steel, 6);
    }
  }
  for (int k = 0; k < 6; ++k) {
    const double u = 0.12 + 0.152 * k;
    const Vec3 from = alongX ? at(b, u, 0.12, 0) : at(b, 0.12, u, 0),
               to = alongX ? at(b, u, 0.88, 0) : at(b, 0.88, u, 0);
    mesh.bar(from + Vec3{0, 0, height - 0.9}, to + Vec3{0, 0, height - 0.9}, 0.05, palette.dark, 4);
    const Vec3 breaker = (from + to) * 0.5;
    mesh.cylinder({breaker.x, breaker.y, b.min.z}, 0.25, 0.3 * height, palette.steel, 8);
    mesh.bar(breaker + Vec3{0, 0, 0.3 * height}, breaker + Vec3{0, 0, height - 0.9}, 0.07, palette.copper, 6);
  }
}

void addGenset(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.25, palette);
  const Colour skin = mix(palette.light, palette.cabinet, 0.5f);
  mesh.box(part(b, {0, 0, 0.08}, {1, 1, 0.80}), skin);
  const bool alongX = isAlongX(b);
  const auto p = [alongX](double u, double v, double w) { return alongX ? Vec3{u, v, w} : Vec3{v, u, w}; };
  Box louvre = part(b, p(0.05, 0, 0.2), p(0.28, 1, 0.7));
  (alongX ? louvre.min.y : louvre.min.x) -= 0.03;
  (alongX ? louvre.max.y : louvre.max.x) += 0.03;
  mesh.box(louvre, palette.dark, Mesh::walls);
  mesh.box(part(b, p(0.06, 0.15, 0.80), p(0.30, 0.85, 0.86)), palette.dark);
  mesh.box(part(b, p(0.45, 0.25, 0.80), p(0.75, 0.75, 0.90)), palette.steel);
  const Vec3 pipe = p(0.9, 0.5, 0.8);
  mesh.cylinder(at(b, pipe.x, pipe.y, pipe.z), 0.16, 0.24 * b.size().z, palette.dark, 10);
}

}  // namespace

void addCdu(Mesh& mesh, const Box& b, const Palette& palette) {
  addCabinet(mesh, b, palette);
  const double r = std::min(0.09, 0.12 * std::min(b.size().x, b.size().y));
  for (const auto& [u, colour] : {std::pair{0.35, palette.supply}, std::pair{0.65, palette.coolantReturn}})
    mesh.cylinder(at(b, isAlongX(b) ? u : 0.5, isAlongX(b) ? 0.5 : u, 1), r, 0.5, colour, 10);
}

void addFanWall(Mesh& mesh, const Box& b, int fans, const Palette& palette) {
  mesh.box(b, palette.cabinet);
  addFaceFans(mesh, b, std::clamp(fans, 1, 24), palette);
}

void addPump(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.12, palette);
  const bool alongX = isAlongX(b);
  const double across = alongX ? b.size().y : b.size().x, r = 0.36 * std::min(across, b.size().z);
  const auto on = [&](double u) { return alongX ? at(b, u, 0.5, 0.45) : at(b, 0.5, u, 0.45); };
  const Vec3 axis = alongX ? Vec3{1, 0, 0} : Vec3{0, 1, 0};
  mesh.bar(on(0.05), on(0.55), r, palette.steel, 14);
  mesh.disc(on(0.05), axis * -1.0, r, palette.dark, 14);
  mesh.disc(on(0.55), axis, r, palette.steel, 14);
  mesh.bar(on(0.55), on(0.68), 0.35 * r, palette.dark, 8);
  mesh.bar(on(0.68), on(0.95), 1.15 * r, palette.cabinetFace, 14);
  mesh.disc(on(0.95), axis, 1.15 * r, palette.cabinetFace, 14);
  mesh.disc(on(0.68), axis * -1.0, 1.15 * r, palette.cabinetFace, 14);
  mesh.cylinder(on(0.81), 0.5 * r, 0.55 * b.size().z, palette.supply, 10);
}

void addTank(Mesh& mesh, const Box& b, const Palette& palette) {
  const Vec3 size = b.size();
  const double radius = 0.5 * std::min(size.x, size.y), capM = std::min(0.8, 0.12 * size.z);
  const Vec3 foot{b.centre().x, b.centre().y, b.min.z};
  // a shallow cone keeps the rain off
  const std::pair<double, double> profile[] = {
      {radius, 0.0}, {radius, size.z - capM}, {1.03 * radius, size.z - capM}, {0.05, size.z}};
  mesh.lathe(foot, profile, palette.tank, 28);
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

void addChiller(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.15, palette);
  const bool alongX = isAlongX(b);
  const double across = alongX ? b.size().y : b.size().x;
  const auto barrel = [&](double v, double w, double radius, Colour colour) {
    const Vec3 from = alongX ? at(b, 0.04, v, w) : at(b, v, 0.04, w),
               to = alongX ? at(b, 0.96, v, w) : at(b, v, 0.96, w);
    const Vec3 axis = alongX ? Vec3{1, 0, 0} : Vec3{0, 1, 0};
    mesh.bar(from, to, radius, colour, 16);
    mesh.disc(from, axis * -1.0, radius, colour * 0.8f, 16);
    mesh.disc(to, axis, radius, colour * 0.8f, 16);
  };
  const double r = 0.24 * std::min(across, b.size().z);
  barrel(0.27, 0.30, r, palette.steel);
  barrel(0.73, 0.30, r, palette.steel);
  barrel(0.5, 0.70, 0.9 * r, palette.cabinet);
  const auto p = [alongX](double u, double v, double w) { return alongX ? Vec3{u, v, w} : Vec3{v, u, w}; };
  mesh.box(part(b, p(0.38, 0.30, 0.72), p(0.62, 0.70, 1.0)), palette.cabinetFace);
  mesh.box(part(b, p(0.42, -0.02, 0.30), p(0.58, 0.08, 0.80)), palette.light);
}

void addExchanger(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.12, palette);
  const bool alongX = isAlongX(b);
  const auto p = [alongX](double u, double v, double w) { return alongX ? Vec3{u, v, w} : Vec3{v, u, w}; };
  for (double u : {0.0, 0.90}) mesh.box(part(b, p(u, 0.05, 0.0), p(u + 0.10, 0.95, 1.0)), palette.cabinetFace);
  for (int k = 0; k < 9; ++k) {
    const double u = 0.11 + 0.087 * k;
    mesh.box(part(b, p(u, 0.14, 0.08), p(u + 0.06, 0.86, 0.92)), palette.steel);
  }
}

void addTower(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.25, palette);
  const Vec3 s = b.size();
  mesh.box(part(b, {0.02, 0.02, 0.05}, {0.98, 0.98, 0.70}), palette.cabinet);
  // louvres on the air inlets
  constexpr int louvres = 7;
  for (int k = 0; k < louvres; ++k) {
    const double w = 0.10 + 0.045 * k;
    mesh.box(part(b, {0.05, 0.0, w}, {0.95, 1.0, w + 0.024}), palette.dark, Mesh::south | Mesh::north);
    mesh.box(part(b, {0.0, 0.05, w}, {1.0, 0.95, w + 0.024}), palette.dark, Mesh::east | Mesh::west);
  }
  mesh.box(part(b, {0.0, 0.0, 0.70}, {1.0, 1.0, 0.74}), palette.light, Mesh::all);
  const double r = 0.40 * std::min(s.x, s.y), h = 0.26 * s.z;
  const Vec3 foot = at(b, 0.5, 0.5, 0.74);
  const std::pair<double, double> stack[] = {
      {1.06 * r, 0}, {0.94 * r, 0.35 * h}, {0.90 * r, 0.6 * h}, {0.98 * r, h}, {0.93 * r, h}};
  mesh.lathe(foot, stack, palette.light, 28);
  const std::pair<double, double> throat[] = {{0.93 * r, h}, {0.85 * r, 0.55 * h}, {0.12 * r, 0.60 * h}};
  mesh.lathe(foot, throat, palette.dark, 28);
  // blades
  for (int k = 0; k < 6; ++k) {
    const double angle = 1.0471975512 * k;
    const Vec3 along{std::cos(angle), std::sin(angle), 0}, side{-std::sin(angle), std::cos(angle), 0};
    const Vec3 hub = foot + Vec3{0, 0, 0.66 * h};
    const Vec3 blade[] = {hub + along * (0.14 * r) - side * (0.04 * r), hub + along * (0.84 * r) - side * (0.10 * r),
                          hub + along * (0.84 * r) + side * (0.10 * r), hub + along * (0.14 * r) + side * (0.04 * r)};
    mesh.polygon(blade, {0, 0, 1}, palette.steel * 0.8f);
  }
  mesh.disc(foot + Vec3{0, 0, 0.7 * h}, {0, 0, 1}, 0.16 * r, palette.steel, 12);
}

void addDryCooler(Mesh& mesh, const Box& b, const Palette& palette) {
  const Vec3 s = b.size();
  const bool alongX = isAlongX(b);
  for (double u : {0.03, 0.97})
    for (double v : {0.06, 0.94}) {
      const Vec3 foot = at(b, u, v, 0);
      mesh.bar(foot - Vec3{0, 0, 1.2}, foot + Vec3{0, 0, 0.3 * s.z}, 0.07, palette.steel, 5);
    }
  mesh.box(part(b, {0, 0, 0.25}, {1, 1, 0.85}), palette.cabinetFace, Mesh::all);
  mesh.box(part(b, {-0.005, -0.01, 0.80}, {1.005, 1.01, 0.87}), palette.cabinet);
  const double length = alongX ? s.x : s.y, across = alongX ? s.y : s.x;
  const int rows = across > 2.0 ? 2 : 1;
  const int columns = std::clamp(static_cast<int>(std::lround(length / (across / rows))), 1, 12);
  const double r = 0.42 * std::min(length / columns, across / rows);
  for (int k = 0; k < columns * rows; ++k) {
    const double u = (k / rows + 0.5) / columns, v = (k % rows + 0.5) / rows;
    addFan(mesh, alongX ? at(b, u, v, 0.87) : at(b, v, u, 0.87), r, 0.13 * s.z, palette);
  }
}

void addPower(Mesh& mesh, const PlacedPower& device, const Palette& palette) {
  const Box& b = device.box;
  if (b.isEmpty()) return;
  switch (device.kind) {
    case PowerSpec::Kind::feed:
      addGantry(mesh, b, palette);
      break;
    case PowerSpec::Kind::transformer:
      addTransformer(mesh, b, palette);
      break;
    case PowerSpec::Kind::genset:
      addGenset(mesh, b, palette);
      break;
    case PowerSpec::Kind::board:
    case PowerSpec::Kind::tie:
      addSwitchgear(mesh, b, palette);
      break;
    case PowerSpec::Kind::transfer:
      addTransferSwitch(mesh, b, palette);
      break;
    case PowerSpec::Kind::solar:
      addSolarField(mesh, b, palette);
      break;
    case PowerSpec::Kind::wind:
      addTurbine(mesh, b, palette);
      break;
    case PowerSpec::Kind::storage:
      addContainers(mesh, b, palette);
      break;
    case PowerSpec::Kind::ups:
    case PowerSpec::Kind::pdu:
      addCabinet(mesh, b, palette);
      break;
  }
}

}  // namespace plenum
