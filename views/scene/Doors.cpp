// SPDX-License-Identifier: Apache-2.0
#include "scene/Doors.h"

#include <algorithm>
#include <cmath>

#include "site/Clearance.h"
#include "site/Doors.h"

namespace plenum {
namespace {

constexpr double frameM = 0.10, throughM = 0.50, leafM = 0.06, liftM = 0.015;
constexpr double ajarSin = 0.8660254, ajarCos = 0.5;  // leaves stand open by sixty degrees
constexpr Colour wayOutGreen{0.05f, 0.52f, 0.28f}, loadingYellow{0.93f, 0.72f, 0.12f};

/// A box by its place along the wall, into the room and up.
struct Wall {
  const PlacedDoor& door;
  Vec3 at(double along, double in, double up) const {
    const Vec2 p = door.at + door.along * along + door.inward * in;
    return {p.x, p.y, door.floorM + up};
  }
  Box box(double along0, double along1, double in0, double in1, double up0, double up1) const {
    Box out;
    out.add(at(along0, in0, up0));
    out.add(at(along1, in1, up1));
    return out;
  }
};

/// A slab that stands askew, with both its faces and its upper edge.
void addLeaf(Mesh& mesh, Vec3 from, Vec3 to, double low, double high, Colour colour) {
  const double length = std::hypot(to.x - from.x, to.y - from.y);
  if (length < 1e-6) return;
  const Vec3 n{-(to.y - from.y) / length, (to.x - from.x) / length, 0.0};
  const Vec3 up{0, 0, 1};
  for (const double side : {1.0, -1.0}) {
    const Vec3 off = n * (0.5 * leafM * side);
    const Vec3 a = side > 0 ? to : from, b = side > 0 ? from : to;
    const Vec3 corners[] = {a + off + up * low, b + off + up * low, b + off + up * high, a + off + up * high};
    mesh.polygon(corners, n * side, colour);
  }
  const Vec3 off = n * (0.5 * leafM), top = up * high;
  const Vec3 lid[] = {from + top - off, to + top - off, to + top + off, from + top + off};
  mesh.polygon(lid, up, colour);
}

void addDoor(Mesh& mesh, const PlacedDoor& door, const Palette& palette) {
  const Wall wall{door};
  const double half = 0.5 * door.spec->width.si, high = door.highM;
  const bool isLoading = door.spec->use == HallDoor::Use::loading;
  const auto part = [&](const Box& box, Colour colour) {
    mesh.box(box, colour, Mesh::walls | Mesh::top | Mesh::bottom);
  };
  for (const double side : {-1.0, 1.0})
    part(wall.box(side * half, side * (half + frameM), -throughM, 0.5 * throughM, 0.0, high + frameM), palette.steel);
  part(wall.box(-half, half, -throughM, 0.5 * throughM, high, high + frameM), palette.steel);
  // a threshold through the sill of the building's wall
  part(wall.box(-half, half, -throughM, 0.5 * throughM, 0.0, 0.02), palette.dark);
  const int leaves = isLoading ? 2 : 1;
  const double leaf = 2.0 * half / leaves;
  for (int k = 0; k < leaves; ++k) {
    const double side = k == 0 ? -1.0 : 1.0, hinge = side * half;
    const Vec3 from = wall.at(hinge, 0.5 * throughM, 0.0);
    const Vec3 to = wall.at(hinge - side * leaf * ajarCos, 0.5 * throughM + leaf * ajarSin, 0.0);
    addLeaf(mesh, from, to, 0.04, high - 0.03, isLoading ? palette.steel : palette.light);
  }
  // in Operate colour is for what is abnormal: there the boards are grey with a breath of theirs
  const Colour loud = isLoading ? loadingYellow : wayOutGreen;
  const Colour sign = palette.exposure.isBaked ? mix(palette.steel, loud, 0.35f) : loud;
  const double board = std::min(half, 0.45);
  part(wall.box(-board, board, 0.5 * throughM, 0.5 * throughM + leafM, high + 0.16, high + 0.44), sign);
  if (isLoading)
    for (const double side : {-1.0, 1.0}) {
      const double p = side * (half + 0.3);
      part(wall.box(p - 0.06, p + 0.06, 0.5 * throughM + 0.12, 0.5 * throughM + 0.24, 0.0, 0.9), sign);
    }
  // what has to stay free, as a line on the floor
  const double free = spaceNumber(SpaceRule::door).required;
  for (const double side : {-1.0, 1.0})
    mesh.box(wall.box(side * half, side * (half - 0.08), 0.0, free, liftM, 2 * liftM), sign, Mesh::top);
  mesh.box(wall.box(-half, half, free - 0.08, free, liftM, 2 * liftM), sign, Mesh::top);
}

}  // namespace

void addDoors(Mesh& mesh, const Layout& layout, std::uint32_t hall, const Palette& palette) {
  for (const PlacedDoor& door : doorsOf(layout, hall)) addDoor(mesh, door, palette);
}

}  // namespace plenum
