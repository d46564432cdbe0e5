// SPDX-License-Identifier: Apache-2.0
#include "scene/Facades.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "scene/Furniture.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

/// One side of a box, to hang things on: `along` runs to the right as one stands before it.
struct Side {
  Vec3 corner;
  Vec2 along, out;
  double lengthM = 0.0;

  /// From `left` to `right` along the wall, from `low` to `high` above zero, standing out by `proudM`.
  Box part(double left, double right, double low, double high, double proudM) const {
    Box box;
    box.add(Vec3{corner.x + along.x * left, corner.y + along.y * left, low});
    box.add(Vec3{corner.x + along.x * right + out.x * proudM, corner.y + along.y * right + out.y * proudM, high});
    return box;
  }
};

std::vector<Side> sidesOf(const Box& b) {
  const Vec3 size = b.size();
  return {{{b.min.x, b.min.y, 0}, {1, 0}, {0, -1}, size.x},
          {{b.max.x, b.min.y, 0}, {0, 1}, {1, 0}, size.y},
          {{b.max.x, b.max.y, 0}, {-1, 0}, {0, 1}, size.x},
          {{b.min.x, b.max.y, 0}, {0, -1}, {-1, 0}, size.y}};
}

void addParapet(Mesh& mesh, const Box& b, double roofM, const Palette& palette) {
  constexpr double t = 0.30;
  const Box parts[] = {{{b.min.x, b.min.y, roofM}, {b.max.x, b.min.y + t, b.max.z}},
                       {{b.min.x, b.max.y - t, roofM}, {b.max.x, b.max.y, b.max.z}},
                       {{b.min.x, b.min.y + t, roofM}, {b.min.x + t, b.max.y - t, b.max.z}},
                       {{b.max.x - t, b.min.y + t, roofM}, {b.max.x, b.max.y - t, b.max.z}}};
  mesh.setMaterial(Material::plain);
  for (const Box& part : parts) {
    mesh.box(part, palette.wall, Mesh::walls);
    mesh.box(part, palette.light, Mesh::top);
  }
  mesh.box(between(inset(b, t), roofM - 0.1, roofM), palette.roof, Mesh::top);
}

/// A unit for air on a roof, with two fans.
void addRoofUnit(Mesh& mesh, const Box& b, const Palette& palette) {
  mesh.setMaterial(Material::plain);
  mesh.box(between(inset(b, 0.15), b.min.z, b.min.z + 0.3), palette.dark, Mesh::walls);
  mesh.setMaterial(Material::louvre);
  mesh.box(between(b, b.min.z + 0.3, b.max.z - 0.35), palette.cabinet * 0.94f, Mesh::walls);
  mesh.setMaterial(Material::plain);
  mesh.box(between(b, b.max.z - 0.35, b.max.z), palette.cabinet);
  const Vec3 size = b.size(), c = b.centre();
  const bool isAlongX = size.x > size.y;
  const double r = 0.36 * std::min(size.x, size.y), off = 0.25 * std::max(size.x, size.y);
  for (double s : {-1.0, 1.0}) {
    const Vec3 foot{c.x + (isAlongX ? s * off : 0.0), c.y + (isAlongX ? 0.0 : s * off), b.max.z};
    const std::pair<double, double> rim[] = {{r, 0.0}, {r * 1.05, 0.22}};
    mesh.lathe(foot, rim, palette.steel, 12);
    mesh.disc(foot + Vec3{0, 0, 0.12}, {0, 0, 1}, r, palette.dark, 12);
  }
}

void addRoofPlant(Mesh& mesh, const Box& b, double roofM, const Palette& palette) {
  const Vec3 size = b.size();
  const bool isAlongX = size.x >= size.y;
  const double length = isAlongX ? size.x : size.y, width = isAlongX ? size.y : size.x;
  const auto at = [&](double s, double t) {
    return isAlongX ? Vec3{b.min.x + s, b.min.y + t, roofM} : Vec3{b.min.x + t, b.min.y + s, roofM};
  };
  const int count = std::clamp(static_cast<int>((length - 6.0) / 7.5), 1, 24);
  for (int k = 0; k < count; ++k)
    for (double t : {0.27, 0.73}) {
      if (width < 14.0 && t > 0.5) continue;
      const double s = 5.0 + (length - 10.0) * (k + 0.5) / count;
      Box unit;
      unit.add(at(s - 2.1, t * width - 1.15));
      unit.add(at(s + 2.1, t * width + 1.15) + Vec3{0, 0, 2.1});
      addRoofUnit(mesh, unit, palette);
    }
  // a way between them, and the stair's head
  mesh.setMaterial(Material::plain);
  Box way;
  way.add(at(2.0, 0.5 * width - 0.7));
  way.add(at(length - 2.0, 0.5 * width + 0.7) + Vec3{0, 0, 0.12});
  mesh.box(way, palette.slab);
  Box head;
  head.add(at(length - 4.6, 0.5 * width - 1.6));
  head.add(at(length - 1.4, 0.5 * width + 1.6) + Vec3{0, 0, 2.9});
  mesh.setMaterial(Material::panel);
  mesh.box(head, palette.wall);
}

void addDoor(Mesh& mesh, const Side& side, double at, double widthM, double heightM, double sillM, Colour colour) {
  mesh.setMaterial(Material::plain);
  mesh.box(side.part(at - 0.5 * widthM - 0.12, at + 0.5 * widthM + 0.12, sillM, sillM + heightM + 0.12, 0.05),
           colour * 0.7f);
  mesh.box(side.part(at - 0.5 * widthM, at + 0.5 * widthM, sillM, sillM + heightM, 0.09), colour);
}

/// Gates that lorries back up to: a raised platform, doors, rubber, a roof over it and a ramp beside it.
void addDock(Mesh& mesh, const Side& side, double middle, double footM, const Palette& palette) {
  constexpr double highM = 1.15, deepM = 2.4;
  mesh.setMaterial(Material::plain);
  mesh.box(side.part(middle - 5.2, middle + 5.2, footM, highM, deepM), palette.slab);
  for (double s : {-2.6, 2.6}) {
    addDoor(mesh, side, middle + s, 3.2, 3.6, highM, palette.cabinetFace);
    mesh.setMaterial(Material::plain);
    for (double edge : {-1.2, 1.2})
      mesh.box(side.part(middle + s + edge - 0.15, middle + s + edge + 0.15, 0.55, highM - 0.05, deepM + 0.16),
               palette.dark);
  }
  mesh.box(side.part(middle - 5.6, middle + 5.6, 5.2, 5.45, deepM + 1.4), palette.trim, Mesh::all);
  // the ramp, beside it
  const Box low = side.part(middle + 5.2, middle + 11.0, footM, highM, deepM);
  const auto at = [&](double s, double out, double z) {
    return Vec3{side.corner.x + side.along.x * s + side.out.x * out,
                side.corner.y + side.along.y * s + side.out.y * out, z};
  };
  if (middle + 11.0 > side.lengthM || low.isEmpty()) return;
  const Vec3 slope[] = {at(middle + 11.0, deepM, footM), at(middle + 11.0, 0, footM), at(middle + 5.2, 0, highM),
                        at(middle + 5.2, deepM, highM)};
  const Colour colour[] = {palette.slab};
  mesh.plainPolygon(slope, colour);
  const Vec3 cheek[] = {at(middle + 5.2, deepM, footM), at(middle + 11.0, deepM, footM),
                        at(middle + 5.2, deepM, highM)};
  mesh.plainPolygon(cheek, colour);
}

}  // namespace

void addOffice(Mesh& mesh, const Box& b, double footM, const Palette& palette) {
  constexpr double storeyM = 3.8, parapetM = 0.9;
  const double roof = b.max.z - parapetM;
  const int storeys = std::max(1, static_cast<int>(std::lround((roof - b.min.z) / storeyM)));
  const double each = (roof - b.min.z) / storeys;
  for (int k = 0; k < storeys; ++k) {
    const double z = b.min.z + each * k;
    // the ground floor is open to people, the others have sills
    const double sill = k == 0 ? 0.12 : 0.34;
    mesh.setMaterial(Material::plain);
    mesh.box(between(b, k == 0 ? footM : z, z + sill * each), palette.wall, Mesh::open);
    mesh.setMaterial(Material::glass);
    mesh.box(between(inset(b, 0.18), z + sill * each, z + each), palette.glass, Mesh::walls);
  }
  addParapet(mesh, b, roof, palette);
  mesh.setMaterial(Material::plain);
  mesh.box(between(b, roof - 0.30, roof), palette.wall, Mesh::walls | Mesh::bottom);
  // corners and a fin every few panes hold the bands together
  constexpr double finM = 7.2;
  for (const Side& side : sidesOf(b)) {
    const int fins = std::max(1, static_cast<int>(std::lround(side.lengthM / finM)));
    for (int k = 0; k < fins; ++k) {
      const double s = side.lengthM * k / fins;
      mesh.box(side.part(std::max(0.0, s - 0.18), s + 0.18, b.min.z, roof, 0.10), palette.wall * 0.96f);
    }
  }
  const Side front = sidesOf(b)[0];
  const double middle = 0.5 * front.lengthM;
  mesh.box(front.part(middle - 3.4, middle + 3.4, 3.1, 3.4, 2.6), palette.trim, Mesh::all);
  mesh.box(front.part(middle - 3.2, middle - 3.0, footM, 3.1, 2.4), palette.trim);
  mesh.box(front.part(middle + 3.0, middle + 3.2, footM, 3.1, 2.4), palette.trim);
  addDoor(mesh, front, middle, 2.6, 2.6, 0.0, palette.trim);
  // plant on the roof, behind a screen
  const Vec3 size = b.size();
  const Box screen{{b.min.x + 0.26 * size.x, b.min.y + 0.30 * size.y, roof},
                   {b.min.x + 0.58 * size.x, b.min.y + 0.70 * size.y, roof + 2.2}};
  mesh.setMaterial(Material::louvre);
  mesh.box(screen, palette.cabinet, Mesh::walls);
  mesh.setMaterial(Material::plain);
  mesh.box(screen, palette.cabinetFace, Mesh::top);
  mesh.setMaterial(Material::panel);
  mesh.box({{b.min.x + 0.72 * size.x, b.min.y + 0.38 * size.y, roof},
            {b.min.x + 0.82 * size.x, b.min.y + 0.64 * size.y, roof + 3.0}},
           palette.wall);
}

void addOutlined(Mesh& mesh, const Box& b, double footM, const Palette& palette) {
  constexpr double dashM = 1.6, halfM = 0.14, hatchM = 3.2, aboveM = 0.06;
  mesh.setMaterial(Material::leaf);  // no lamp reaches it
  const auto dashes = [&](Vec3 from, Vec3 to) {
    const Vec3 way = to - from;
    const double length = std::sqrt(way.x * way.x + way.y * way.y + way.z * way.z);
    // whole dashes with a whole one at either end, so that corners stay closed
    const int pairs = std::max(1, static_cast<int>(std::lround((length / dashM - 1.0) / 2.0)));
    const double each = length / (2.0 * pairs + 1.0);
    for (int k = 0; k <= pairs; ++k) {
      Box dash;
      dash.add(from + way * (2.0 * k * each / length));
      dash.add(from + way * ((2.0 * k + 1.0) * each / length));
      dash.min = dash.min - Vec3{halfM, halfM, halfM};
      dash.max = dash.max + Vec3{halfM, halfM, halfM};
      mesh.box(dash, palette.light, Mesh::all);
    }
  };
  const double low = b.min.z + aboveM + halfM, high = b.max.z - halfM;
  const Vec2 corners[] = {{b.min.x, b.min.y}, {b.max.x, b.min.y}, {b.max.x, b.max.y}, {b.min.x, b.max.y}};
  for (int k = 0; k < 4; ++k) {
    const Vec2 from = corners[k], to = corners[(k + 1) % 4];
    dashes({from.x, from.y, low}, {to.x, to.y, low});
    dashes({from.x, from.y, high}, {to.x, to.y, high});
    dashes({from.x, from.y, low}, {from.x, from.y, high});
  }
  // strips at half a right angle, cut off at the edges of the plot
  const Vec3 size = b.size();
  const double z = std::max(footM, b.min.z) + aboveM, wide = 0.16 * hatchM;
  for (double s = -size.y + 0.5 * hatchM; s < size.x; s += hatchM) {
    const double from = std::max(0.0, -s), to = std::min(size.y, size.x - wide - s);
    if (to <= from) continue;
    const Vec3 strip[] = {{b.min.x + s + from, b.min.y + from, z},
                          {b.min.x + s + from + wide, b.min.y + from, z},
                          {b.min.x + s + to + wide, b.min.y + to, z},
                          {b.min.x + s + to, b.min.y + to, z}};
    mesh.polygon(strip, {0, 0, 1}, palette.light * 0.8f);
  }
}

void addClosedBuilding(Mesh& mesh, const Layout& layout, std::uint32_t building, double footM, const Palette& palette) {
  const PlacedBuilding& placed = layout.buildings[building];
  const Box& b = placed.box;
  constexpr double plinthM = 0.9, parapetM = 0.9;
  const double roof = b.max.z - parapetM;
  mesh.setMaterial(Material::plain);
  mesh.box(between(b, footM, b.min.z + plinthM), palette.slab * 0.92f, Mesh::walls);
  mesh.setMaterial(Material::panel);
  mesh.box(between(inset(b, 0.06), b.min.z + plinthM, roof - 0.6), palette.wall, Mesh::walls);
  mesh.setMaterial(Material::plain);
  mesh.box(between(b, roof - 0.6, roof), palette.trim, Mesh::walls | Mesh::bottom);
  addParapet(mesh, b, roof, palette);

  // out of doors there must be room for what opens
  std::vector<Box> taken = occupied(layout, 0.5);
  const auto isFree = [&](const Box& wanted) {
    return std::none_of(taken.begin(), taken.end(), [&](const Box& other) {
      const bool isOwn =
          other.min.x <= b.min.x && other.max.x >= b.max.x && other.min.y <= b.min.y && other.max.y >= b.max.y;
      return !isOwn && wanted.min.x < other.max.x && other.min.x < wanted.max.x && wanted.min.y < other.max.y &&
             other.min.y < wanted.max.y;
    });
  };
  const auto sides = sidesOf(b);
  bool hasDock = placed.kind != Building::Kind::data;
  for (std::size_t k = 0; k < sides.size(); ++k) {
    const Side& side = sides[k];
    const bool isLong = side.lengthM >= 0.9 * std::max(b.size().x, b.size().y);
    const double high = roof - 0.6;
    std::optional<double> dock;
    if (!hasDock && !isLong && side.lengthM > 20.0 && isFree(side.part(4.0, side.lengthM - 2.0, 0, 1, 7.0))) {
      dock = 0.42 * side.lengthM;
      addDock(mesh, side, *dock, footM, palette);
      hasDock = true;
    }
    // bays: louvres where air goes in, a door here and there, a slim window above it
    constexpr double bayM = 6.0;
    const int bays = std::max(1, static_cast<int>(side.lengthM / bayM));
    for (int bay = 0; bay < bays; ++bay) {
      const double s = side.lengthM * (bay + 0.5) / bays;
      mesh.setMaterial(Material::plain);
      if (bay > 0) {
        const double edge = side.lengthM * bay / bays;
        mesh.box(side.part(edge - 0.14, edge + 0.14, b.min.z + plinthM, high, 0.06), palette.wall * 0.90f, Mesh::walls);
      }
      if (dock && std::abs(s - *dock) < 8.5) continue;
      const bool isPlant = placed.kind == Building::Kind::plant, isPower = placed.kind == Building::Kind::power;
      if (isPlant || isPower || (isLong && bay % 2 == 0)) {
        const double low = b.min.z + (isPlant ? 1.6 : isPower ? 3.0 : 0.52 * high), top = high - 0.5;
        if (top > low + 0.6) {
          mesh.setMaterial(Material::louvre);
          mesh.box(side.part(s - 2.2, s + 2.2, low, top, 0.05), palette.trim * 1.35f, Mesh::open);
        }
      } else if (isLong) {
        mesh.setMaterial(Material::glass);
        mesh.box(side.part(s - 1.9, s + 1.9, 0.62 * high, 0.62 * high + 1.1, 0.03), palette.glass, Mesh::open);
      }
      if (bay == bays / 2 || (isPower && bay % 2 == 0))
        addDoor(mesh, side, s + 0.1, isPower ? 3.0 : 1.8, isPower ? 2.7 : 2.3, b.min.z, palette.cabinetFace);
    }
  }
  if (placed.kind == Building::Kind::data) addRoofPlant(mesh, b, roof, palette);
  if (placed.kind == Building::Kind::power) {
    mesh.setMaterial(Material::louvre);
    const Vec3 c = b.centre(), size = b.size();
    mesh.box({{c.x - 0.22 * size.x, c.y - 1.6, roof}, {c.x + 0.22 * size.x, c.y + 1.6, roof + 1.5}}, palette.cabinet);
  }
}

}  // namespace plenum
