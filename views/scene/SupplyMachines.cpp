// SPDX-License-Identifier: Apache-2.0
// Switchgear, and what makes or stores power on the site: each recognisable from afar.
#include <algorithm>
#include <cmath>

#include "scene/MachineParts.h"
#include "scene/Machines.h"

namespace plenum::machine {

/// A row of panels: each with a door, an instrument box on top and a breaker behind a dark window.
void addSwitchgear(Mesh& mesh, const Box& b, const Palette& palette) {
  const double length = std::max(b.size().x, b.size().y);
  const int panels = std::clamp(static_cast<int>(std::lround(length / 0.8)), 1, 24);
  mesh.box(partAlong(b, {0, 0, 0}, {1, 1, 0.82}), palette.cabinet);
  mesh.box(partAlong(b, {0, 0.1, 0.82}, {1, 0.75, 1.0}), palette.cabinetFace);
  for (int k = 0; k < panels; ++k) {
    const double from = (k + 0.1) / panels, to = (k + 0.9) / panels;
    mesh.box(partAlong(b, {from, -0.02, 0.06}, {to, 1.02, 0.40}), palette.cabinetFace, Mesh::walls);
    mesh.box(partAlong(b, {from, -0.03, 0.46}, {to, 1.03, 0.74}), palette.dark, Mesh::walls);
  }
}

/// Two panels and a copper bar between them: one out of two sources.
void addTransferSwitch(Mesh& mesh, const Box& b, const Palette& palette) {
  mesh.box(partAlong(b, {0, 0, 0}, {0.44, 1, 0.92}), palette.cabinet);
  mesh.box(partAlong(b, {0.56, 0, 0}, {1, 1, 0.92}), palette.cabinet);
  mesh.box(partAlong(b, {0.44, 0.2, 0}, {0.56, 0.8, 0.70}), palette.dark);
  mesh.box(partAlong(b, {0.12, 0.40, 0.92}, {0.88, 0.60, 1.0}), palette.copper);
  for (const double u : {0.08, 0.64})
    mesh.box(partAlong(b, {u, -0.03, 0.42}, {u + 0.28, 1.03, 0.74}), palette.dark, Mesh::walls);
}

/// Rows of tables, tilted to the south.
void addSolarField(Mesh& mesh, const Box& b, const Palette& palette) {
  constexpr double pitchM = 5.0, depthM = 3.0, riseM = 1.1, footM = 0.6, thickM = 0.06;
  const Vec3 s = b.size();
  const int rows = std::clamp(static_cast<int>(s.y / pitchM), 1, 60);
  const double pitch = s.y / rows, depth = std::min(depthM, 0.75 * pitch);
  const Colour glass = mix(palette.dark, Colour{0.10f, 0.16f, 0.34f}, 0.7f);
  const double length = std::hypot(depth, riseM);
  const Vec3 normal{0, -riseM / length, depth / length};
  for (int k = 0; k < rows; ++k) {
    const double y = b.min.y + (k + 0.5) * pitch - 0.5 * depth, low = b.min.z + footM, high = low + riseM;
    const Vec3 top[] = {{b.min.x, y, low}, {b.max.x, y, low}, {b.max.x, y + depth, high}, {b.min.x, y + depth, high}};
    mesh.polygon(top, normal, glass);
    const Vec3 under[] = {{b.min.x, y, low - thickM},
                          {b.min.x, y + depth, high - thickM},
                          {b.max.x, y + depth, high - thickM},
                          {b.max.x, y, low - thickM}};
    mesh.polygon(under, normal * -1.0, palette.steel);
    // frames between modules, and what carries them
    const int posts = std::clamp(static_cast<int>(s.x / 6.0), 1, 40);
    for (int p = 0; p <= posts; ++p) {
      const double x = b.min.x + s.x * p / posts;
      mesh.bar({x, y + 0.5 * depth, b.min.z - 0.4}, {x, y + 0.5 * depth, low + 0.5 * riseM - thickM}, 0.06,
               palette.steel, 5);
      mesh.bar({x, y, low + 0.02}, {x, y + depth, high + 0.02}, 0.035, palette.light, 4);
    }
  }
}

/// Tower, nacelle and three blades, as high as its box.
void addTurbine(Mesh& mesh, const Box& b, const Palette& palette) {
  const Vec3 s = b.size();
  const double hub = 0.66 * s.z, foot = std::max(0.02 * s.z, 0.4);
  const Vec3 base = at(b, 0.5, 0.5, 0);
  const std::pair<double, double> tower[] = {{foot, -1.0}, {foot, 0.0}, {0.55 * foot, hub}};
  mesh.lathe(base, tower, palette.light, 18);
  const Vec3 head = base + Vec3{0, 0, hub};
  const double n = 0.9 * foot;
  mesh.box({{head.x - n, head.y - 1.6 * n, head.z - n}, {head.x + n, head.y + 2.6 * n, head.z + n}}, palette.light,
           Mesh::all);
  const Vec3 nose = head + Vec3{0, -2.0 * n, 0};
  mesh.disc(nose, {0, -1, 0}, 0.9 * n, palette.steel, 12);
}

/// Ribbed containers side by side, with a cooling unit at one end of each.
void addContainers(Mesh& mesh, const Box& b, const Palette& palette) {
  constexpr double lengthM = 6.3;
  const double length = std::max(b.size().x, b.size().y);
  const int count = std::clamp(static_cast<int>(std::lround(length / lengthM)), 1, 20);
  for (int k = 0; k < count; ++k) {
    const double from = (k + 0.02) / count, to = (k + 0.98) / count, span = to - from;
    mesh.box(partAlong(b, {from, 0, 0.06}, {to, 1, 1}), palette.light);
    mesh.box(partAlong(b, {from, 0.02, 0}, {to, 0.98, 0.06}), palette.dark, Mesh::walls);
    constexpr int ribs = 14;
    for (int r = 0; r < ribs; ++r) {
      const double u = from + span * (0.04 + 0.76 * r / ribs);
      mesh.box(partAlong(b, {u, -0.012, 0.12}, {u + 0.02 * span, 1.012, 0.94}), palette.cabinetFace, Mesh::walls);
    }
    mesh.box(partAlong(b, {from + 0.84 * span, -0.04, 0.16}, {to, 1.04, 0.88}), palette.dark, Mesh::walls);
    mesh.box(partAlong(b, {from + 0.06 * span, -0.016, 0.80}, {from + 0.76 * span, 1.016, 0.86}), palette.supply,
             Mesh::walls);
  }
}

}  // namespace plenum::machine
