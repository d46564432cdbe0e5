// SPDX-License-Identifier: Apache-2.0
// What brings power to the site and makes it there for a while: portals, transformers, gensets.
#include <algorithm>
#include <cmath>

#include "scene/MachineParts.h"
#include "scene/Machines.h"

namespace plenum::machine {

/// Tank with radiators on both sides, bushings, and the conservator above one end.
void addTransformer(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.15, palette);
  const Colour body = mix(palette.steel, palette.dark, 0.25f);
  const Vec3 s = b.size();
  mesh.box(partAlong(b, {0.10, 0.28, 0.04}, {0.90, 0.72, 0.66}), body);
  mesh.box(partAlong(b, {0.08, 0.26, 0.64}, {0.92, 0.74, 0.68}), body * 0.85f);
  constexpr int fins = 10;
  for (int k = 0; k < fins; ++k) {
    const double u = 0.13 + 0.076 * k;
    mesh.box(partAlong(b, {u, 0.05, 0.10}, {u + 0.030, 0.28, 0.60}), body * 0.92f);
    mesh.box(partAlong(b, {u, 0.72, 0.10}, {u + 0.030, 0.95, 0.60}), body * 0.92f);
  }
  for (const double v : {0.12, 0.88})
    for (const double w : {0.14, 0.57}) mesh.bar(atAlong(b, 0.12, v, w), atAlong(b, 0.88, v, w), 0.05, body * 0.8f, 6);
  const double radius = 0.045 * std::min(s.x, s.y);
  for (int k = 0; k < 3; ++k) {
    // tall ones of the high side, short ones of the low side
    for (const auto& [v, share] : {std::pair{0.38, 0.34}, std::pair{0.62, 0.20}}) {
      const Vec3 foot = atAlong(b, 0.36 + 0.18 * k, v, 0.68);
      const double h = share * s.z, r = share > 0.3 ? radius : 0.8 * radius;
      const std::pair<double, double> bushing[] = {{1.6 * r, 0},  {r, 0.16 * h},       {1.5 * r, 0.28 * h},
                                                   {r, 0.42 * h}, {1.4 * r, 0.54 * h}, {0.8 * r, 0.7 * h},
                                                   {0.3 * r, h}};
      mesh.lathe(foot, bushing, palette.copper, 10);
    }
  }
  addBarrel(mesh, atAlong(b, 0.13, 0.18, 0.86), atAlong(b, 0.13, 0.82, 0.86), 0.075 * s.z, body, 14);
  for (const double v : {0.32, 0.68})
    mesh.bar(atAlong(b, 0.13, v, 0.66), atAlong(b, 0.13, v, 0.82), 0.05, body * 0.8f, 5);
}

/// A container with louvres at its radiator, doors along the engine, a silencer on the roof and the stack.
void addGenset(Mesh& mesh, const Box& b, const Palette& palette) {
  addPlinth(mesh, b, 0.25, palette);
  const Colour skin = mix(palette.light, palette.cabinet, 0.5f);
  mesh.box(part(b, {0, 0, 0.08}, {1, 1, 0.80}), skin);
  mesh.box(partAlong(b, {0.0, -0.004, 0.0}, {1.0, 1.004, 0.08}), palette.dark, Mesh::walls);
  Box louvre = partAlong(b, {0.03, 0, 0.16}, {0.26, 1, 0.72});
  (isAlongX(b) ? louvre.min.y : louvre.min.x) -= 0.03;
  (isAlongX(b) ? louvre.max.y : louvre.max.x) += 0.03;
  mesh.box(louvre, palette.dark, Mesh::walls);
  for (int k = 0; k < 6; ++k) {
    const double w = 0.20 + 0.085 * k;
    mesh.box(partAlong(b, {0.035, -0.02, w}, {0.255, 1.02, w + 0.03}), skin, Mesh::walls);
  }
  for (const double u : {0.32, 0.50, 0.68})
    mesh.box(partAlong(b, {u, -0.008, 0.12}, {u + 0.15, 1.008, 0.74}), palette.cabinetFace, Mesh::walls);
  mesh.box(partAlong(b, {0.05, 0.15, 0.80}, {0.24, 0.85, 0.86}), palette.dark);
  // the silencer lies on the roof, its pipe bends up into the stack
  const double r = 0.10 * b.size().z;
  addBarrel(mesh, atAlong(b, 0.38, 0.5, 0.90), atAlong(b, 0.80, 0.5, 0.90), r, palette.steel, 14);
  mesh.bar(atAlong(b, 0.80, 0.5, 0.90), atAlong(b, 0.90, 0.5, 0.90), 0.45 * r, palette.dark, 10);
  const Vec3 stack = atAlong(b, 0.9, 0.5, 0.8), mouth = exhaustOf(b);
  mesh.bar(stack, mouth, 0.16, palette.dark, 10);
  mesh.disc(mouth, {0, 0, 1}, 0.16, palette.dark * 0.6f, 10);
}

/// Where the grid comes in: two portals with busbars, and the line that leaves them.
void addGantry(Mesh& mesh, const Box& b, const Palette& palette) {
  const Vec3 s = b.size();
  const double height = std::max(s.z, 7.0);
  const bool alongX = isAlongX(b);
  const double legM = 0.14, barM = 0.12;
  for (double v : {0.12, 0.88}) {
    for (double u : {0.05, 0.5, 0.95}) {
      const Vec3 foot = atAlong(b, u, v, 0);
      for (double lean : {-0.45, 0.45}) {
        const Vec3 spread = alongX ? Vec3{0, lean, 0} : Vec3{lean, 0, 0};
        mesh.bar(foot + spread - Vec3{0, 0, 1}, foot + spread * 0.3 + Vec3{0, 0, height}, legM, palette.steel, 6);
      }
    }
    for (double h : {height, height - 0.8}) {
      const Vec3 from = atAlong(b, 0.02, v, 0), to = atAlong(b, 0.98, v, 0);
      mesh.bar(from + Vec3{0, 0, h}, to + Vec3{0, 0, h}, barM, palette.steel, 6);
    }
  }
  for (int k = 0; k < 6; ++k) {
    const double u = 0.12 + 0.152 * k;
    const Vec3 from = atAlong(b, u, 0.12, 0), to = atAlong(b, u, 0.88, 0);
    mesh.bar(from + Vec3{0, 0, height - 0.9}, to + Vec3{0, 0, height - 0.9}, 0.05, palette.dark, 4);
    const Vec3 breaker = (from + to) * 0.5;
    mesh.cylinder({breaker.x, breaker.y, b.min.z}, 0.25, 0.3 * height, palette.steel, 8);
    mesh.bar(breaker + Vec3{0, 0, 0.3 * height}, breaker + Vec3{0, 0, height - 0.9}, 0.07, palette.copper, 6);
  }
}

void addPowerTrim(Mesh& mesh, const PlacedPower& device, const Palette& palette) {
  const Box& b = device.box;
  if (b.isEmpty()) return;
  const Vec3 out = isAlongX(b) ? Vec3{0, -1, 0} : Vec3{-1, 0, 0};
  switch (device.kind) {
    case PowerSpec::Kind::transformer:
      addLadder(mesh, atAlong(b, 0.06, 0.5, 0.0), axisOf(b) * -1.0, 0.8 * b.size().z, palette.steel);
      // fans under the radiators, gauge, tap changer
      for (const double u : {0.25, 0.5, 0.75}) mesh.disc(atAlong(b, u, 0.04, 0.35), out, 0.2, palette.dark, 12);
      mesh.box(partAlong(b, {0.90, 0.36, 0.12}, {0.98, 0.64, 0.56}), palette.cabinetFace);
      break;
    case PowerSpec::Kind::genset:
      addLadder(mesh, atAlong(b, 1.0, 0.5, 0.0), axisOf(b), 0.8 * b.size().z, palette.steel);
      for (const double u : {0.44, 0.62, 0.80})
        mesh.bar(atAlong(b, u, 0.0, 0.40) + out * 0.06, atAlong(b, u, 0.0, 0.48) + out * 0.06, 0.02, palette.dark, 5);
      break;
    case PowerSpec::Kind::board:
    case PowerSpec::Kind::tie:
    case PowerSpec::Kind::ups:
    case PowerSpec::Kind::pdu:
    case PowerSpec::Kind::transfer: {
      // handles and small meters; cable trays that rise from the top
      const double length = std::max(b.size().x, b.size().y);
      const int panels = std::clamp(static_cast<int>(std::lround(length / 0.8)), 1, 24);
      for (int k = 0; k < panels; ++k) {
        const double u = (k + 0.5) / panels, half = 0.08 / panels;
        mesh.box(partAlong(b, {u - half, -0.055, 0.76}, {u + half, 1.055, 0.80}), palette.light, Mesh::walls);
        mesh.box(partAlong(b, {u + 3.6 * half, -0.06, 0.42}, {u + 4.1 * half, 1.06, 0.52}), palette.steel, Mesh::walls);
      }
      if (device.hall != none) mesh.box(partAlong(b, {0.04, 0.35, 1.0}, {0.96, 0.65, 1.06}), palette.dark);
      break;
    }
    default:
      break;
  }
}

void addPower(Mesh& mesh, const PlacedPower& device, const Palette& palette) {
  const Box& b = device.box;
  if (b.isEmpty()) return;
  switch (device.kind) {
    case PowerSpec::Kind::feed:
      return addGantry(mesh, b, palette);
    case PowerSpec::Kind::transformer:
      return addTransformer(mesh, b, palette);
    case PowerSpec::Kind::genset:
      return addGenset(mesh, b, palette);
    case PowerSpec::Kind::board:
    case PowerSpec::Kind::tie:
      return addSwitchgear(mesh, b, palette);
    case PowerSpec::Kind::transfer:
      return addTransferSwitch(mesh, b, palette);
    case PowerSpec::Kind::solar:
      return addSolarField(mesh, b, palette);
    case PowerSpec::Kind::wind:
      return addTurbine(mesh, b, palette);
    case PowerSpec::Kind::storage:
      return addContainers(mesh, b, palette);
    case PowerSpec::Kind::ups:
      return addUps(mesh, b, palette);
    case PowerSpec::Kind::pdu:
      return addPdu(mesh, b, palette);
  }
}

}  // namespace plenum::machine
