// SPDX-License-Identifier: Apache-2.0
#include "scene/MachineParts.h"

#include <algorithm>
#include <cmath>

namespace plenum::machine {

bool isAlongX(const Box& b) { return b.size().x >= b.size().y; }
Vec3 axisOf(const Box& b) { return isAlongX(b) ? Vec3{1, 0, 0} : Vec3{0, 1, 0}; }

Vec3 at(const Box& b, double u, double v, double w) {
  const Vec3 s = b.size();
  return {b.min.x + u * s.x, b.min.y + v * s.y, b.min.z + w * s.z};
}
Vec3 atAlong(const Box& b, double u, double v, double w) { return isAlongX(b) ? at(b, u, v, w) : at(b, v, u, w); }
Box part(const Box& b, Vec3 from, Vec3 to) { return {at(b, from.x, from.y, from.z), at(b, to.x, to.y, to.z)}; }
Box partAlong(const Box& b, Vec3 from, Vec3 to) {
  return isAlongX(b) ? part(b, from, to) : part(b, {from.y, from.x, from.z}, {to.y, to.x, to.z});
}

FanPlace towerFan(const Box& tower) {
  const Vec3 s = tower.size();
  const double r = 0.40 * std::min(s.x, s.y);
  return {at(tower, 0.5, 0.5, 0.74 + 0.26 * 0.68), {0, 0, 1}, 0.86 * r};
}

std::vector<FanPlace> dryCoolerFans(const Box& b) {
  const Vec3 s = b.size();
  const double length = std::max(s.x, s.y), across = std::min(s.x, s.y);
  const int rows = across > 2.0 ? 2 : 1;
  const int columns = std::clamp(static_cast<int>(std::lround(length / (across / rows))), 1, 12);
  const double r = 0.42 * std::min(length / columns, across / rows);
  std::vector<FanPlace> fans;
  for (int k = 0; k < columns * rows; ++k)
    fans.push_back({atAlong(b, (k / rows + 0.5) / columns, (k % rows + 0.5) / rows, 0.94), {0, 0, 1}, 0.88 * r});
  return fans;
}

std::vector<FanPlace> wallFans(const Box& b, int fans) {
  fans = std::clamp(fans, 1, 24);
  const bool alongX = isAlongX(b);
  const double length = alongX ? b.size().x : b.size().y, height = b.size().z;
  const int columns = std::max(1, static_cast<int>(std::ceil(std::sqrt(fans * length / std::max(height, 0.1)))));
  const int rows = std::max(1, (fans + columns - 1) / columns);
  const double radius = 0.42 * std::min(length / columns, 0.86 * height / rows);
  std::vector<FanPlace> places;
  for (const double face : {0.0, 1.0})
    for (int k = 0; k < fans; ++k) {
      const double u = (k % columns + 0.5) / columns, w = 0.07 + 0.86 * (k / columns + 0.5) / rows;
      const Vec3 normal = alongX ? Vec3{0, face * 2 - 1, 0} : Vec3{face * 2 - 1, 0, 0};
      places.push_back({atAlong(b, u, face, w) + normal * 0.045, normal, 0.9 * radius});
    }
  return places;
}

FanPlace turbineRotor(const Box& b) {
  const double hub = 0.66 * b.size().z, reach = 0.96 * (b.size().z - hub), n = 0.9 * std::max(0.02 * b.size().z, 0.4);
  return {at(b, 0.5, 0.5, 0) + Vec3{0, -2.1 * n, hub}, {0, -1, 0}, reach};
}

Vec3 exhaustOf(const Box& b) { return atAlong(b, 0.9, 0.5, 1.08); }

Box unturned(const Box& box, int quarters) {
  if (quarters % 2 == 0) return box;
  const Vec3 c = box.centre(), half = box.size() * 0.5;
  return {{c.x - half.y, c.y - half.x, box.min.z}, {c.x + half.y, c.y + half.x, box.max.z}};
}
Vec3 turnedPoint(Vec3 p, const Box& box, int quarters) {
  const Vec3 c = box.centre();
  for (int q = 0; q < quarters; ++q) p = {c.x - (p.y - c.y), c.y + (p.x - c.x), p.z};
  return p;
}
FanPlace turnedFan(FanPlace fan, const Box& box, int quarters) {
  fan.centre = turnedPoint(fan.centre, box, quarters);
  for (int q = 0; q < quarters; ++q) fan.axis = {-fan.axis.y, fan.axis.x, fan.axis.z};
  return fan;
}

void addPlinth(Mesh& mesh, const Box& b, double heightM, const Palette& palette) {
  constexpr double rimM = 0.12, depthM = 1.3;
  if (b.min.z > 1.0) return;
  mesh.box({{b.min.x - rimM, b.min.y - rimM, b.min.z - depthM}, {b.max.x + rimM, b.max.y + rimM, b.min.z + heightM}},
           palette.slab);
}

void addBarrel(Mesh& mesh, Vec3 from, Vec3 to, double radiusM, Colour colour, int segments) {
  const Vec3 d = to - from;
  const double length = std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
  if (length <= 0.0) return;
  const Vec3 axis = d * (1.0 / length);
  mesh.bar(from, to, radiusM, colour, segments);
  mesh.disc(from, axis * -1.0, radiusM, colour * 0.82f, segments);
  mesh.disc(to, axis, radiusM, colour * 0.82f, segments);
}

void addFanRing(Mesh& mesh, const FanPlace& fan, double heightM, const Palette& palette) {
  const double r = fan.radiusM / 0.88, h = heightM;
  const Vec3 foot = fan.centre - Vec3{0, 0, 0.5 * h};
  const std::pair<double, double> ring[] = {{r, 0}, {r, h}, {0.9 * r, h}};
  mesh.lathe(foot, ring, palette.light, 20);
  const std::pair<double, double> throat[] = {{0.9 * r, h}, {0.86 * r, 0.2 * h}, {0.1 * r, 0.22 * h}};
  mesh.lathe(foot, throat, palette.dark, 20);
  mesh.disc(foot + Vec3{0, 0, 0.72 * h}, {0, 0, 1}, 0.2 * r, palette.steel, 10);
}

void addLadder(Mesh& mesh, Vec3 foot, Vec3 outward, double heightM, Colour colour) {
  const Vec3 side{-outward.y, outward.x, 0};
  constexpr double halfM = 0.22, awayM = 0.18, rungM = 0.3;
  const Vec3 base = foot + outward * awayM;
  for (const double s : {-halfM, halfM})
    mesh.bar(base + side * s, base + side * s + Vec3{0, 0, heightM}, 0.03, colour, 4);
  for (double z = rungM; z < heightM; z += rungM)
    mesh.bar(base + side * -halfM + Vec3{0, 0, z}, base + side * halfM + Vec3{0, 0, z}, 0.02, colour, 4);
}

void addDoors(Mesh& mesh, const Box& b, double pitchM, const Palette& palette) {
  const bool alongX = isAlongX(b);
  const double length = alongX ? b.size().x : b.size().y;
  const int doors = std::clamp(static_cast<int>(std::lround(length / pitchM)), 1, 16);
  constexpr double proudM = 0.02;
  for (int k = 0; k < doors; ++k) {
    Box door = partAlong(b, {(k + 0.06) / doors, 0, 0.06}, {(k + 0.94) / doors, 1, 0.93});
    (alongX ? door.min.y : door.min.x) -= proudM;
    (alongX ? door.max.y : door.max.x) += proudM;
    mesh.box(door, palette.cabinetFace, alongX ? Mesh::south | Mesh::north : Mesh::east | Mesh::west);
  }
}

}  // namespace plenum::machine
