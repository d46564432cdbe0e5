// SPDX-License-Identifier: Apache-2.0
#include "scene/Furniture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/Random.h"
#include "scene/GroundLayer.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

constexpr std::uint64_t seed = 0xCA125EEDu;
constexpr double bayWideM = 2.6, bayLongM = 5.2;
constexpr std::size_t mostBays = 160, mostLamps = 120;

Box flatOf(const Scenery& s) {
  return {{s.originM.x, s.originM.y, 0}, {s.originM.x + s.sizeM.x, s.originM.y + s.sizeM.y, 0}};
}
bool meets(const Box& a, const Box& b) {
  return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}
double gap(const Box& a, const Box& b) {
  const double dx = std::max({a.min.x - b.max.x, b.min.x - a.max.x, 0.0});
  const double dy = std::max({a.min.y - b.max.y, b.min.y - a.max.y, 0.0});
  return std::hypot(dx, dy);
}

}  // namespace

std::vector<Box> occupied(const Layout& layout, double marginM) {
  std::vector<Box> boxes;
  const auto add = [&](const Box& b) {
    if (!b.isEmpty() && b.min.z < 3.0) boxes.push_back(grown(b, marginM));
  };
  for (const PlacedBuilding& b : layout.buildings) add(b.box);
  for (const auto& u : layout.towers) add(u.box);
  for (const auto& u : layout.dryCoolers) add(u.box);
  for (const auto& u : layout.chillers) add(u.box);
  for (const auto& u : layout.exchangers) add(u.box);
  for (const auto& u : layout.pumps) add(u.box);
  for (const auto& u : layout.tanks) add(u.box);
  for (const PlacedPower& p : layout.power)
    if (p.hall == none) add(p.box);
  if (layout.site)
    for (const Scenery& s : layout.site->scenery)
      if (s.kind == Scenery::Kind::pond || s.kind == Scenery::Kind::tank || s.kind == Scenery::Kind::trees)
        boxes.push_back(grown(flatOf(s), marginM));
  return boxes;
}

Furniture furnish(const Layout& layout) {
  Furniture all;
  if (!layout.site) return all;
  const Box land = landOf(layout);
  const std::vector<Box> taken = occupied(layout, 1.2);
  std::vector<Box> roads, offices;
  bool hasFence = false;
  for (const Scenery& s : layout.site->scenery) {
    if (s.kind == Scenery::Kind::road) roads.push_back(flatOf(s));
    hasFence = hasFence || s.kind == Scenery::Kind::fence;
  }
  for (const PlacedBuilding& b : layout.buildings)
    if (b.kind == Building::Kind::office) offices.push_back(b.box);
  const auto isFree = [&](const Box& b) {
    const auto hit = [&b](const Box& other) { return meets(b, other); };
    return std::none_of(taken.begin(), taken.end(), hit) && std::none_of(roads.begin(), roads.end(), hit);
  };

  for (const Box& road : roads) {
    const bool isAlongX = road.size().x >= road.size().y;
    const double from = isAlongX ? road.min.x : road.min.y, to = isAlongX ? road.max.x : road.max.y;
    // a gate where the road leaves the land
    const double edgeM = 3.0;
    if (hasFence && !isAlongX && road.min.y - land.min.y < edgeM)
      all.gates.push_back({{road.centre().x, land.min.y}, {0, 1}, road.size().x});
    if (hasFence && !isAlongX && land.max.y - road.max.y < edgeM)
      all.gates.push_back({{road.centre().x, land.max.y}, {0, -1}, road.size().x});
    if (hasFence && isAlongX && road.min.x - land.min.x < edgeM)
      all.gates.push_back({{land.min.x, road.centre().y}, {1, 0}, road.size().y});
    if (hasFence && isAlongX && land.max.x - road.max.x < edgeM)
      all.gates.push_back({{land.max.x, road.centre().y}, {-1, 0}, road.size().y});

    for (int side = -1; side <= 1; side += 2) {
      // cars beside the road, in front of where people work
      constexpr double kerbM = 0.5, walkM = 40.0;
      for (double s = from + 6.0; s + bayWideM < to - 6.0 && all.bays.size() < mostBays; s += bayWideM) {
        const double near = side > 0 ? (isAlongX ? road.max.y : road.max.x) + kerbM
                                     : (isAlongX ? road.min.y : road.min.x) - kerbM - bayLongM;
        const Box bay = isAlongX ? Box{{s, near, 0}, {s + bayWideM, near + bayLongM, 0}}
                                 : Box{{near, s, 0}, {near + bayLongM, s + bayWideM, 0}};
        const bool isWanted = std::any_of(offices.begin(), offices.end(),
                                          [&](const Box& o) { return gap(o, bay) < walkM && o.size().z > 10; });
        if (!isWanted || !isFree(bay)) continue;
        const RandomKey key{.seed = seed, .entity = all.bays.size(), .purpose = 1};
        all.bays.push_back({bay, !isAlongX, randomBits(key, 0), randomUniform(key, 1) < 0.62});
      }
    }
    // lamps, one side after the other
    constexpr double pitchM = 26.0;
    int k = 0;
    for (double s = from + 9.0; s < to - 6.0 && all.lamps.size() < mostLamps; s += pitchM, ++k) {
      const double out = k % 2 ? 1.0 : -1.0;
      const Vec2 foot = isAlongX ? Vec2{s, out > 0 ? road.max.y + 1.1 : road.min.y - 1.1}
                                 : Vec2{out > 0 ? road.max.x + 1.1 : road.min.x - 1.1, s};
      const Box base{{foot.x - 0.3, foot.y - 0.3, 0}, {foot.x + 0.3, foot.y + 0.3, 0}};
      const bool isInBay =
          std::any_of(all.bays.begin(), all.bays.end(), [&](const auto& b) { return meets(b.box, base); });
      if (isInBay || !isFree(base)) continue;
      all.lamps.push_back({foot, isAlongX ? Vec2{0, -out} : Vec2{-out, 0}});
    }
  }
  return all;
}

namespace {

/// A small car: body, a narrower cabin of glass, wheels as a dark skirt.
void addCar(Mesh& mesh, Vec3 middle, bool isAlongX, Colour paint, const Palette& palette) {
  const double l = 2.25, w = 0.9;
  const auto box = [&](double back, double front, double half, double low, double high, Colour colour,
                       Material material) {
    mesh.setMaterial(material);
    const Box b = isAlongX ? Box{middle + Vec3{back, -half, low}, middle + Vec3{front, half, high}}
                           : Box{middle + Vec3{-half, back, low}, middle + Vec3{half, front, high}};
    mesh.box(b, colour);
  };
  box(-l + 0.25, l - 0.25, w - 0.04, 0.02, 0.32, palette.dark * 0.5f, Material::plain);
  box(-l, l, w, 0.28, 0.82, paint, Material::metal);
  box(-1.55, 0.85, w - 0.13, 0.82, 1.32, palette.glass * 0.8f, Material::plain);
  box(-1.40, 0.65, w - 0.16, 1.32, 1.42, paint, Material::metal);
}

}  // namespace

void addFurniture(Mesh& mesh, Lightmap& light, const Furniture& furniture, double groundM, const Palette& palette) {
  constexpr std::array<Colour, 7> paints{{{.90f, .90f, .89f},
                                          {.88f, .88f, .88f},
                                          {.30f, .32f, .35f},
                                          {.13f, .14f, .16f},
                                          {.62f, .64f, .66f},
                                          {.19f, .30f, .44f},
                                          {.48f, .16f, .15f}}};
  for (const Furniture::Bay& bay : furniture.bays) {
    if (!bay.hasCar) continue;
    const Vec3 c = bay.box.centre();
    addCar(mesh, {c.x, c.y, groundM}, bay.isAlongX, paints[bay.draw % paints.size()], palette);
    light.touch(Box{{bay.box.min + Vec3{0.4, 0.4, 0}}, {bay.box.max - Vec3{0.4, 0.4, 0}}});
  }
  for (const Furniture::Lamp& lamp : furniture.lamps) {
    constexpr double highM = 7.5, armM = 1.8;
    const Vec3 foot{lamp.foot.x, lamp.foot.y, groundM}, top = foot + Vec3{0, 0, highM};
    const Vec3 head = top + Vec3{lamp.towards.x * armM, lamp.towards.y * armM, 0.15};
    mesh.setMaterial(Material::plain);
    mesh.bar(foot, top, 0.07, palette.steel * 0.75f, 5);
    mesh.bar(top, head, 0.05, palette.steel * 0.75f, 4);
    mesh.setMaterial(Material::lamp);
    mesh.box({head - Vec3{0.28, 0.28, 0.10}, head + Vec3{0.28, 0.28, 0.02}}, palette.light, Mesh::all);
    light.glow({head.x, head.y, 0}, 11.0);
  }
  for (const Furniture::Gate& gate : furniture.gates) {
    const Vec2 across{gate.inward.y, -gate.inward.x};
    const auto at = [&](double side, double in, double z) {
      const Vec2 p = gate.at + across * side + gate.inward * in;
      return Vec3{p.x, p.y, groundM + z};
    };
    const auto between = [](Vec3 a, Vec3 b) {
      Box box;
      box.add(a);
      box.add(b);
      return box;
    };
    const double half = 0.5 * gate.widthM;
    mesh.setMaterial(Material::panel);
    for (double side : {-1.0, 1.0})
      mesh.box(between(at(side * (half + 0.3), -0.5, 0), at(side * (half + 1.1), 0.5, 3.0)), palette.wall);
    // the guard's house: a plinth, glass all round, a roof that stands out
    const double a = half + 1.6, b = half + 5.2;
    mesh.box(between(at(a, 3.0, 0), at(b, 7.0, 0.9)), palette.wall);
    mesh.setMaterial(Material::glass);
    mesh.box(between(at(a + 0.08, 3.08, 0.9), at(b - 0.08, 6.92, 2.5)), palette.glass, Mesh::walls);
    mesh.setMaterial(Material::plain);
    mesh.box(between(at(a - 0.5, 2.5, 2.5), at(b + 0.5, 7.5, 2.85)), palette.trim, Mesh::all);
    // a barrier, and a sign without a name
    mesh.bar(at(half, 4.0, 1.0), at(-half + 0.3, 4.0, 1.05), 0.07, {0.80f, 0.24f, 0.18f}, 5);
    mesh.box(between(at(half - 0.1, 3.8, 0), at(half + 0.3, 4.2, 1.15)), palette.cabinet);
    mesh.box(between(at(-half - 3.0, -1.0, 0), at(-half - 8.0, -0.6, 1.7)), palette.slab);
    mesh.setMaterial(Material::lamp);
    mesh.box(between(at(-half - 3.5, -1.06, 0.75), at(-half - 7.5, -0.58, 1.15)), palette.supply);
    light.cast(between(at(a, 3.0, 0), at(b, 7.0, 2.8)), 0.0);
    light.glow(at(0, 3.0, 0), 13.0);
  }
}

}  // namespace plenum
