// SPDX-License-Identifier: Apache-2.0
#include "scene/Trees.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/Random.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

/// A ball that is pushed in and out, darker below: leaves in bulk.
void addBlob(Mesh& mesh, Vec3 centre, Vec3 radius, Colour colour, int rows, int segments, const RandomKey& key,
             double roughness) {
  std::array<std::array<Vec3, 13>, 9> at{}, normal{};
  std::array<Colour, 9> tone{};
  const auto r = static_cast<std::size_t>(rows), n = static_cast<std::size_t>(segments);
  for (std::size_t i = 0; i <= r; ++i) {
    const double t = static_cast<double>(i) / static_cast<double>(rows), e = (t - 0.5) * 0.5 * turn;
    tone[i] = colour * static_cast<float>(0.62 + 0.46 * t);
    for (std::size_t s = 0; s <= n; ++s) {
      const double a = turn * static_cast<double>(s % n) / segments + (i % 2 ? 0.5 * turn / segments : 0.0);
      const double push = 1.0 + roughness * (2.0 * randomUniform(key, 31 * i + s % n) - 1.0) * std::cos(e);
      const Vec3 d{std::cos(e) * std::cos(a), std::cos(e) * std::sin(a), std::sin(e)};
      at[i][s] = {centre.x + radius.x * d.x * push, centre.y + radius.y * d.y * push, centre.z + radius.z * d.z};
      normal[i][s] = d;
    }
  }
  for (std::size_t i = 0; i < r; ++i)
    for (std::size_t s = 0; s < n; ++s) {
      const Colour colours[] = {tone[i], tone[i], tone[i + 1], tone[i + 1]};
      if (i == 0) {
        const Vec3 corners[] = {at[i][s], at[i + 1][s + 1], at[i + 1][s]};
        const Vec3 normals[] = {normal[i][s], normal[i + 1][s + 1], normal[i + 1][s]};
        const Colour three[] = {tone[i], tone[i + 1], tone[i + 1]};
        mesh.curvedPolygon(corners, normals, three);
      } else if (i + 1 == r) {
        const Vec3 corners[] = {at[i][s], at[i][s + 1], at[i + 1][s]};
        const Vec3 normals[] = {normal[i][s], normal[i][s + 1], normal[i + 1][s]};
        const Colour three[] = {tone[i], tone[i], tone[i + 1]};
        mesh.curvedPolygon(corners, normals, three);
      } else {
        const Vec3 corners[] = {at[i][s], at[i][s + 1], at[i + 1][s + 1], at[i + 1][s]};
        const Vec3 normals[] = {normal[i][s], normal[i][s + 1], normal[i + 1][s + 1], normal[i + 1][s]};
        mesh.curvedPolygon(corners, normals, colours);
      }
    }
}

void addStem(Mesh& mesh, const Tree& tree, double upTo, const Palette& palette) {
  const std::pair<double, double> stem[] = {{0.030 * tree.heightM, -0.3}, {0.020 * tree.heightM, upTo * tree.heightM}};
  mesh.lathe(tree.foot, stem, palette.trunk, 5);
}

}  // namespace

TreeKind treeKindOf(Landscape::Kind landscape, double draw) {
  switch (landscape) {
    case Landscape::Kind::hills:
      return draw < 0.55 ? TreeKind::broad : draw < 0.85 ? TreeKind::pine : TreeKind::tall;
    case Landscape::Kind::karst:
      return draw < 0.70 ? TreeKind::broad : draw < 0.85 ? TreeKind::shrub : TreeKind::pine;
    case Landscape::Kind::coast:
      return draw < 0.50 ? TreeKind::broad : TreeKind::tall;
    case Landscape::Kind::plain:
      return draw < 0.45 ? TreeKind::broad : draw < 0.90 ? TreeKind::tall : TreeKind::shrub;
    case Landscape::Kind::desert:
      return draw < 0.75 ? TreeKind::shrub : TreeKind::tall;
  }
  return TreeKind::broad;
}

double crownRadiusM(const Tree& tree) {
  switch (tree.kind) {
    case TreeKind::broad:
      return 0.34 * tree.heightM;
    case TreeKind::tall:
      return 0.16 * tree.heightM;
    case TreeKind::pine:
      return 0.24 * tree.heightM;
    case TreeKind::shrub:
      return 0.30 * tree.heightM;
  }
  return 1.0;
}

void addTree(Mesh& mesh, const Tree& tree, const Palette& palette, bool isNear) {
  const RandomKey key{.seed = tree.seed, .purpose = 3};
  const double h = tree.heightM, r = crownRadiusM(tree);
  const auto tint = static_cast<float>(0.84 + 0.32 * randomUniform(key, 900));
  const auto warm = static_cast<float>(0.92 + 0.22 * randomUniform(key, 901));
  const Colour leaves{palette.leaves.r * tint * warm, palette.leaves.g * tint, palette.leaves.b * tint};
  switch (tree.kind) {
    case TreeKind::broad:
      if (!isNear) {
        addBlob(mesh, tree.foot + Vec3{0, 0, 0.56 * h}, {r, r, 0.44 * h}, leaves, 3, 5, key, 0.16);
        break;
      }
      addStem(mesh, tree, 0.5, palette);
      addBlob(mesh, tree.foot + Vec3{0, 0, 0.60 * h}, {r, r, 0.34 * h}, leaves, 5, 8, key, 0.17);
      for (std::uint64_t k = 0; k < 2; ++k) {
        const double a = turn * randomUniform(key, 910 + k);
        const RandomKey other{.seed = tree.seed, .purpose = 5 + k};
        addBlob(mesh, tree.foot + Vec3{0.55 * r * std::cos(a), 0.55 * r * std::sin(a), (0.48 + 0.26 * k) * h},
                {0.62 * r, 0.62 * r, 0.22 * h}, leaves * (k ? 1.07f : 0.93f), 4, 6, other, 0.16);
      }
      break;
    case TreeKind::tall:
      if (isNear) addStem(mesh, tree, 0.4, palette);
      addBlob(mesh, tree.foot + Vec3{0, 0, 0.56 * h}, {r, r, 0.45 * h}, leaves * 0.95f, isNear ? 6 : 3, isNear ? 7 : 4,
              key, 0.12);
      break;
    case TreeKind::pine: {
      if (isNear) addStem(mesh, tree, 0.3, palette);
      const Colour needles{leaves.r * 0.72f, leaves.g * 0.82f, leaves.b * 0.86f};
      const int tiers = isNear ? 4 : 1;
      for (int k = 0; k < tiers; ++k) {
        const double low = tiers == 1 ? 0.10 : 0.14 + 0.20 * k, high = tiers == 1 ? 1.0 : std::min(1.0, low + 0.36);
        const double wide = r * (tiers == 1 ? 1.0 : 1.0 - 0.22 * k);
        const std::pair<double, double> cone[] = {{wide, low * h}, {0.02 * h, high * h}};
        mesh.lathe(tree.foot, cone, needles * static_cast<float>(0.85 + 0.07 * k), isNear ? 8 : 5);
      }
      break;
    }
    case TreeKind::shrub:
      addBlob(mesh, tree.foot + Vec3{0, 0, 0.2 * h}, {r, r, 0.26 * h}, leaves, 3, isNear ? 7 : 4, key, 0.2);
      break;
  }
}

std::vector<Tree> woodsOf(const Terrain& terrain, std::size_t most, double reachM) {
  std::vector<Tree> trees;
  const Vec3 centre = terrain.pad().centre(), half = terrain.pad().size() * 0.5;
  const RandomKey key{.seed = terrain.seed(), .purpose = 60};
  // more tries near the campus: uniform in distance, not in area
  for (std::uint64_t k = 0; trees.size() < most && k < 14 * most; ++k) {
    const double a = turn * randomUniform(key, 5 * k), t = randomUniform(key, 5 * k + 1);
    const double edge = 1.0 / std::max(std::abs(std::cos(a)) / half.x, std::abs(std::sin(a)) / half.y);
    const double away = edge + 8.0 + reachM * std::pow(t, 1.6);
    const Vec2 p{centre.x + away * std::cos(a), centre.y + away * std::sin(a)};
    const double wood = terrain.wood(p);
    if (wood * wood < 0.06 + 0.8 * randomUniform(key, 5 * k + 2)) continue;
    if (terrain.fromPadM(p) < 12.0 || terrain.isWater(p) || terrain.isRoad(p, 7.0)) continue;
    Tree tree;
    // the land is drawn coarser the farther away it is: tops are cut off, and no tree may hover over one
    const double step = 6.0 + 0.07 * terrain.fromPadM(p);
    const double around = 0.25 * (terrain.heightM({p.x + step, p.y}) + terrain.heightM({p.x - step, p.y}) +
                                  terrain.heightM({p.x, p.y + step}) + terrain.heightM({p.x, p.y - step}));
    const double height = terrain.heightM(p);
    if (std::abs(height - around) > 4.0) continue;
    tree.foot = {p.x, p.y, std::min(height, around) - 0.4};
    tree.kind = treeKindOf(terrain.kind(), randomUniform(key, 5 * k + 3));
    const double size = tree.kind == TreeKind::shrub ? 3.0 : 8.5;
    tree.heightM = size * (0.7 + 0.75 * randomUniform(key, 5 * k + 4));
    tree.seed = terrain.seed() ^ (k * 0x9E3779B97F4A7C15ull);
    trees.push_back(tree);
  }
  return trees;
}

}  // namespace plenum
