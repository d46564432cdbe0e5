// SPDX-License-Identifier: Apache-2.0
#include "scene/GrowthParts.h"

#include <algorithm>
#include <cmath>

#include "base/Random.h"
#include "scene/Vectors.h"

namespace plenum::site {
namespace {

constexpr double growthBayM = 7.5, storeyM = 4.5;
constexpr Colour craneYellow{0.86f, 0.62f, 0.12f}, safetyOrange{0.80f, 0.38f, 0.12f}, hutBlue{0.36f, 0.47f, 0.58f};

Colour earthOf(const Palette& palette) { return mix(palette.gravel, palette.copper, 0.45f); }

/// A lattice mast or jib, drawn as four chords with a brace a bay.
void addLattice(Mesh& mesh, Vec3 from, Vec3 to, double wideM, Colour colour) {
  const Vec3 d = to - from;
  const double length = std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
  if (length < 1.0) return;
  const Vec3 along = d * (1.0 / length);
  const bool isUpright = std::abs(along.z) > 0.9;
  const Vec3 u = isUpright ? Vec3{1, 0, 0} : Vec3{-along.y, along.x, 0};
  const Vec3 v = isUpright ? Vec3{0, 1, 0} : Vec3{0, 0, 1};
  const double h = 0.5 * wideM;
  const Vec3 corners[] = {u * h + v * h, u * h - v * h, u * -h - v * h, u * -h + v * h};
  for (const Vec3& c : corners) mesh.bar(from + c, to + c, 0.11, colour, 4);
  const int bays = std::max(1, static_cast<int>(length / 3.0));
  for (int k = 0; k < bays; ++k) {
    const Vec3 a = from + d * (double(k) / bays), b = from + d * (double(k + 1) / bays);
    mesh.bar(a + corners[k % 4], b + corners[(k + 1) % 4], 0.06, colour, 4);
    mesh.bar(a + corners[(k + 2) % 4], b + corners[(k + 3) % 4], 0.06, colour, 4);
  }
}

}  // namespace

void addFoundations(Mesh& mesh, const Box& b, double share, const Palette& palette) {
  mesh.setMaterial(Material::plain);
  const int baysX = std::max(1, static_cast<int>(std::lround(b.size().x / growthBayM)));
  const int baysY = std::max(1, static_cast<int>(std::lround(b.size().y / growthBayM)));
  const int all = (baysX + 1) * (baysY + 1), done = static_cast<int>(std::ceil(share * all));
  for (int k = 0; k < done; ++k) {
    const double x = b.min.x + b.size().x * (k % (baysX + 1)) / baysX;
    const double y = b.min.y + b.size().y * (k / (baysX + 1)) / baysY;
    mesh.box({{x - 1.0, y - 1.0, 0.0}, {x + 1.0, y + 1.0, 0.45}}, palette.slab);
    if (k + 1 < done) mesh.box({{x - 0.25, y - 0.25, 0.45}, {x + 0.25, y + 0.25, 1.6}}, palette.copper, Mesh::walls);
  }
  if (share > 0.5) {
    const double deep = b.size().y * std::min(1.0, (share - 0.5) * 2.0);
    mesh.box({{b.min.x, b.min.y, 0.0}, {b.max.x, b.min.y + deep, 0.25}}, palette.slab * 1.06f);
  }
}

void addRisingShell(Mesh& mesh, const Box& b, double share, const Palette& palette) {
  mesh.setMaterial(Material::plain);
  const double high = b.max.z - b.min.z;
  // the frame is up after two thirds of the time; cladding follows from one corner round
  const double frame = std::clamp(share / 0.66, 0.06, 1.0), clad = std::clamp((share - 0.45) / 0.55, 0.0, 1.0);
  const double top = b.min.z + high * frame;
  mesh.box(between(b, b.min.z - 0.4, b.min.z + 0.2), palette.slab);
  const int baysX = std::max(1, static_cast<int>(std::lround(b.size().x / growthBayM)));
  const int baysY = std::max(1, static_cast<int>(std::lround(b.size().y / growthBayM)));
  const double e = 0.28;
  const auto xAt = [&](int k) { return b.min.x + e + (b.size().x - 2 * e) * k / baysX; };
  const auto yAt = [&](int k) { return b.min.y + e + (b.size().y - 2 * e) * k / baysY; };
  for (int i = 0; i <= baysX; ++i)
    for (int j = 0; j <= baysY; ++j)
      mesh.box({{xAt(i) - e, yAt(j) - e, b.min.z}, {xAt(i) + e, yAt(j) + e, top}}, palette.column * 1.5f, Mesh::open);
  for (double z = b.min.z + storeyM; z <= top + 0.01; z += storeyM) {
    for (int i = 0; i <= baysX; ++i)
      mesh.box({{xAt(i) - 0.2, b.min.y, z - 0.5}, {xAt(i) + 0.2, b.max.y, z}}, palette.slab * 0.92f, Mesh::all);
    for (int j = 0; j <= baysY; ++j)
      mesh.box({{b.min.x, yAt(j) - 0.2, z - 0.5}, {b.max.x, yAt(j) + 0.2, z}}, palette.slab * 0.92f, Mesh::all);
    if (z + storeyM <= top + 0.01 || frame >= 1.0)
      mesh.box({{b.min.x, b.min.y, z - 0.06}, {b.min.x + b.size().x * std::min(1.0, 0.3 + clad), b.max.y, z + 0.06}},
               palette.slab, Mesh::all);
  }
  if (clad <= 0.0) return;
  mesh.setMaterial(Material::panel);
  const Vec3 s = b.size();
  const double round = 2.0 * (s.x + s.y);
  double left = clad * round;
  const double low = b.min.z + 0.3, upper = b.max.z - 0.9, t = 0.18;
  const auto run = [&](double length) {
    const double part = std::clamp(left, 0.0, length);
    left -= length;
    return part;
  };
  if (const double l = run(s.x); l > 0.0)
    mesh.box({{b.min.x, b.min.y - t, low}, {b.min.x + l, b.min.y, upper}}, palette.wall, Mesh::all);
  if (const double l = run(s.y); l > 0.0)
    mesh.box({{b.max.x, b.min.y, low}, {b.max.x + t, b.min.y + l, upper}}, palette.wall, Mesh::all);
  if (const double l = run(s.x); l > 0.0)
    mesh.box({{b.max.x - l, b.max.y, low}, {b.max.x, b.max.y + t, upper}}, palette.wall, Mesh::all);
  if (const double l = run(s.y); l > 0.0)
    mesh.box({{b.min.x - t, b.max.y - l, low}, {b.min.x, b.max.y, upper}}, palette.wall, Mesh::all);
}

void addTowerCrane(Mesh& mesh, Vec3 foot, double highM, double reachM, double turnDeg, const Palette& palette) {
  const double a = turnDeg * 0.017453292519943295;
  const Vec3 out{std::cos(a), std::sin(a), 0};
  const Vec3 head = foot + Vec3{0, 0, highM}, peak = head + Vec3{0, 0, 6.5};
  mesh.setMaterial(Material::plain);
  mesh.box({foot + Vec3{-2.6, -2.6, 0}, foot + Vec3{2.6, 2.6, 0.9}}, palette.slab);
  addLattice(mesh, foot, head, 1.7, craneYellow);
  addLattice(mesh, head, head + out * reachM, 1.3, craneYellow);
  addLattice(mesh, head, head - out * (0.34 * reachM), 1.3, craneYellow);
  addLattice(mesh, head, peak, 0.9, craneYellow);
  mesh.bar(peak, head + out * (0.72 * reachM), 0.06, palette.dark, 4);
  mesh.bar(peak, head - out * (0.32 * reachM), 0.06, palette.dark, 4);
  const Vec3 weight = head - out * (0.31 * reachM);
  mesh.box({weight - Vec3{1.4, 1.4, 3.0}, weight + Vec3{1.4, 1.4, 0.2}}, palette.slab * 0.8f, Mesh::all);
  const Vec3 cab = head + Vec3{out.y * 1.7, -out.x * 1.7, -1.2};
  mesh.box({cab - Vec3{0.9, 0.9, 1.0}, cab + Vec3{0.9, 0.9, 1.2}}, palette.wall, Mesh::all);
  const Vec3 hook = head + out * (0.55 * reachM);
  mesh.bar(hook, hook - Vec3{0, 0, 0.55 * highM}, 0.05, palette.dark, 4);
  mesh.box({hook - Vec3{0.5, 0.5, 0.55 * highM + 1.0}, hook + Vec3{0.5, 0.5, -0.55 * highM}}, craneYellow, Mesh::all);
}

void addScaffold(Mesh& mesh, const Box& b, const Palette& palette) {
  mesh.setMaterial(Material::plain);
  const bool isAlongX = b.size().x >= b.size().y;
  const double length = isAlongX ? b.size().x : b.size().y, high = b.max.z - 0.4;
  const auto at = [&](double s, double out, double z) {
    return isAlongX ? Vec3{b.min.x + s, b.min.y - 0.3 - out, z} : Vec3{b.max.x + 0.3 + out, b.min.y + s, z};
  };
  const int posts = std::max(2, static_cast<int>(length / 3.0));
  for (int k = 0; k <= posts; ++k)
    for (const double out : {0.2, 1.3})
      mesh.bar(at(length * k / posts, out, 0), at(length * k / posts, out, high), 0.06, palette.steel, 4);
  for (double z = 2.0; z < high; z += 2.0) {
    Box deck;
    deck.add(at(0, 0.15, z));
    deck.add(at(length, 1.3, z + 0.08));
    mesh.box(deck, palette.gravel, Mesh::all);
    mesh.bar(at(0, 1.3, z + 1.0), at(length, 1.3, z + 1.0), 0.04, safetyOrange, 4);
  }
}

void addSiteCamp(Mesh& mesh, const Box& site, double share, const Palette& palette) {
  mesh.setMaterial(Material::panel);
  // two storeys of huts in the south-west corner
  for (int k = 0; k < 5; ++k)
    for (int storey = 0; storey < 2; ++storey) {
      const double x = site.min.x + 4.0 + 6.4 * k, z = 2.7 * storey;
      mesh.box({{x, site.min.y + 0.6, z}, {x + 6.1, site.min.y + 3.1, z + 2.6}}, storey == 0 ? palette.wall : hutBlue);
    }
  // heaps that grow less
  mesh.setMaterial(Material::plain);
  const RandomKey key{.seed = 0x51de, .entity = static_cast<std::uint64_t>(std::abs(site.min.x * 13.0 + site.min.y))};
  for (std::uint64_t k = 0; k < 4; ++k) {
    const double r = (4.0 + 4.0 * randomUniform(key, k)) * (1.0 - 0.6 * share);
    const Vec3 foot{site.max.x - 10.0 - 13.0 * static_cast<double>(k), site.max.y - 9.0, 0};
    const std::pair<double, double> heap[] = {{r, 0.0}, {0.55 * r, 0.42 * r}, {0.05, 0.62 * r}};
    mesh.lathe(foot, heap, earthOf(palette), 10);
  }
  // a digger: tracks, cab, arm
  const Vec3 d{site.min.x + (0.35 + 0.4 * share) * site.size().x, site.max.y - 16.0, 0};
  mesh.box({d + Vec3{-2.2, -1.5, 0}, d + Vec3{2.2, 1.5, 0.9}}, palette.dark);
  mesh.box({d + Vec3{-1.8, -1.3, 0.9}, d + Vec3{1.6, 1.3, 2.6}}, craneYellow);
  mesh.bar(d + Vec3{1.2, 0, 2.0}, d + Vec3{4.6, 0, 4.6}, 0.28, craneYellow, 6);
  mesh.bar(d + Vec3{4.6, 0, 4.6}, d + Vec3{6.6, 0, 1.0}, 0.22, craneYellow, 6);
}

void addYardLamps(Mesh& mesh, const Box& b, const Palette& palette) {
  const auto lamp = [&](double x, double y) {
    mesh.setMaterial(Material::metal);
    mesh.bar({x, y, 0}, {x, y, 9.0}, 0.1, palette.steel, 5);
    mesh.setMaterial(Material::lamp);
    mesh.box({{x - 0.7, y - 0.35, 8.8}, {x + 0.7, y + 0.35, 9.1}}, palette.light, Mesh::all);
  };
  constexpr double pitchM = 34.0;
  for (const double y : {b.min.y + 1.2, b.max.y - 1.2})
    for (double x = b.min.x + 1.2; x <= b.max.x - 1.0; x += pitchM) lamp(x, y);
}

void addPylons(Mesh& mesh, const std::vector<Vec2>& path, const Palette& palette) {
  mesh.setMaterial(Material::metal);
  constexpr double highM = 19.0, pitchM = 65.0;
  std::vector<Vec3> heads;
  const auto pylon = [&](Vec2 p) {
    const Vec3 foot{p.x, p.y, 0}, head{p.x, p.y, highM};
    for (const Vec2 e : {Vec2{1.5, 1.5}, Vec2{-1.5, 1.5}, Vec2{1.5, -1.5}, Vec2{-1.5, -1.5}})
      mesh.bar(foot + Vec3{e.x, e.y, 0}, head, 0.13, palette.steel, 4);
    mesh.bar(head - Vec3{3.4, 0, 2.6}, head + Vec3{3.4, 0, -2.6}, 0.12, palette.steel, 4);
    mesh.bar(head - Vec3{0, 3.4, 2.6}, head + Vec3{0, 3.4, -2.6}, 0.12, palette.steel, 4);
    heads.push_back(head - Vec3{0, 0, 2.9});
  };
  for (std::size_t k = 0; k + 1 < path.size(); ++k) {
    const Vec2 d = path[k + 1] - path[k];
    const double length = std::hypot(d.x, d.y);
    const int spans = std::max(1, static_cast<int>(std::lround(length / pitchM)));
    for (int s = k == 0 ? 0 : 1; s <= spans; ++s) pylon(path[k] + d * (double(s) / spans));
  }
  for (std::size_t k = 0; k + 1 < heads.size(); ++k)
    for (const double side : {-3.2, 0.0, 3.2}) {
      const Vec3 d = heads[k + 1] - heads[k];
      const double length = std::max(1e-6, std::hypot(d.x, d.y));
      const Vec3 off{-d.y / length * side, d.x / length * side, 0};
      const Vec3 middle = (heads[k] + heads[k + 1]) * 0.5 + off - Vec3{0, 0, 1.4};
      mesh.bar(heads[k] + off, middle, 0.05, palette.dark, 3);
      mesh.bar(middle, heads[k + 1] + off, 0.05, palette.dark, 3);
    }
}

}  // namespace plenum::site
