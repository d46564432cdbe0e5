// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "scene/Terrain.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

double length(Vec2 a) { return std::hypot(a.x, a.y); }

/// Half as steep: slopes show, and none of them draws the eye.
Vec3 quiet(Vec3 n) {
  const Vec3 sum{n.x, n.y, n.z + 1.0};
  return sum * (1.0 / std::sqrt(sum.x * sum.x + sum.y * sum.y + sum.z * sum.z));
}

}  // namespace

void addLand(Mesh& mesh, const Terrain& terrain, const Palette& palette) {
  const bool isFine = !palette.exposure.isBaked;
  const int around = isFine ? 240 : 96;  // a multiple of four: corners of the pad are hit
  const double growth = isFine ? 1.095 : 1.22;
  std::vector<double> widths{0.0, 5.0, 10.0, 16.0};
  while (widths.back() < landReachM) widths.push_back(widths.back() * growth + 1.0);
  const auto rings = static_cast<int>(widths.size());
  const Vec3 centre = terrain.pad().centre(), half = terrain.pad().size() * 0.5;
  const auto place = [&](int ring, int step) {
    const double t = 4.0 * (step % around) / around;
    const int side = static_cast<int>(t);
    const double s = 2.0 * (t - side) - 1.0;
    const Vec2 square = side == 0 ? Vec2{s, -1} : side == 1 ? Vec2{1, s} : side == 2 ? Vec2{-s, 1} : Vec2{-1, -s};
    const Vec2 out = square * (1.0 / std::hypot(square.x, square.y));
    const double w = widths[static_cast<std::size_t>(ring)];
    return Vec2{centre.x + half.x * square.x + w * out.x, centre.y + half.y * square.y + w * out.y};
  };
  struct Vertex {
    Vec3 at, normal;
    Colour colour;
  };
  std::vector<Vertex> all(static_cast<std::size_t>(rings * around));
  const auto of = [&](int ring, int step) -> Vertex& {
    return all[static_cast<std::size_t>(ring * around + (step + around) % around)];
  };
  for (int r = 0; r < rings; ++r)
    for (int s = 0; s < around; ++s) {
      const Vec2 p = place(r, s);
      of(r, s).at = {p.x, p.y, terrain.heightM(p)};
    }
  for (int r = 0; r < rings; ++r)
    for (int s = 0; s < around; ++s) {
      const Vec3 a = of(std::min(r + 1, rings - 1), s).at - of(std::max(r - 1, 0), s).at;
      const Vec3 b = of(r, s + 1).at - of(r, s - 1).at;
      Vec3 n{a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
      n = n * (1.0 / std::max(1e-9, std::sqrt(n.x * n.x + n.y * n.y + n.z * n.z)));
      Vertex& v = of(r, s);
      v.normal = r == 0 ? Vec3{0, 0, 1} : n;
      const Vec2 p{v.at.x, v.at.y};
      const double slope = std::hypot(v.normal.x, v.normal.y) / std::max(0.05, v.normal.z);
      v.colour = terrain.colourAt(p, v.at.z, slope, palette);
      if (r < 4) v.colour = mix(palette.grass, v.colour, static_cast<float>(r) / 4.0f);
      if (palette.exposure.isBaked) {
        const double away = std::hypot(p.x - centre.x, p.y - centre.y) - std::max(half.x, half.y);
        const double haze = 1.0 - std::exp(-std::max(0.0, away) / 2100.0);
        const float last = static_cast<float>(smooth(0.55 * landReachM, 0.9 * landReachM, away));
        v.colour =
            mix(mix(lit(v.colour, quiet(v.normal), palette.exposure), palette.skyBottom, static_cast<float>(haze)),
                palette.skyBottom, last);
      }
    }
  mesh.setMaterial(Material::land);
  for (int r = 0; r + 1 < rings; ++r)
    for (int s = 0; s < around; ++s) {
      const Vertex* corners[] = {&of(r, s), &of(r + 1, s), &of(r + 1, s + 1), &of(r, s + 1)};
      Vec3 at[4], normal[4];
      Colour colour[4];
      for (int k = 0; k < 4; ++k)
        at[k] = corners[k]->at, normal[k] = corners[k]->normal, colour[k] = corners[k]->colour;
      if (palette.exposure.isBaked)
        mesh.plainPolygon(at, colour);
      else
        mesh.curvedPolygon(at, normal, colour);
    }
}

void addWater(Mesh& mesh, const Terrain& terrain, const Palette& palette) {
  if (!terrain.hasWater()) return;
  mesh.setMaterial(Material::water);
  const Vec3 centre = terrain.pad().centre();
  constexpr int around = 48;
  constexpr double ringsM[] = {0.0, 300.0, 700.0, 1500.0, 3000.0, 6000.0, 10000.0, landReachM};
  const double z = terrain.waterLevelM();
  const auto colourOf = [&](double radius) {
    if (!palette.exposure.isBaked) return palette.pond;
    const double haze = 1.0 - std::exp(-radius / 2300.0);
    return mix(lit(mix(palette.pond, palette.grass, 0.25f), {0, 0, 1}, palette.exposure), palette.skyBottom,
               static_cast<float>(radius > 0.8 * landReachM ? 1.0 : haze));
  };
  for (std::size_t k = 0; k + 1 < std::size(ringsM); ++k)
    for (int s = 0; s < around; ++s) {
      const auto at = [&](double radius, int step) {
        const double angle = 6.283185307179586 * step / around;
        return Vec3{centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle), z};
      };
      const Vec3 corners[] = {at(ringsM[k], s), at(ringsM[k + 1], s), at(ringsM[k + 1], s + 1), at(ringsM[k], s + 1)};
      const Colour a = colourOf(ringsM[k]), b = colourOf(ringsM[k + 1]);
      const Colour colours[] = {a, b, b, a};
      const Vec3 up[] = {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}};
      if (palette.exposure.isBaked)
        mesh.plainPolygon(corners, colours);
      else
        mesh.curvedPolygon(corners, up, colours);
    }
}

void addCountryRoads(Mesh& mesh, const Terrain& terrain, const Palette& palette) {
  const Vec3 centre = terrain.pad().centre();
  const auto baked = [&](Colour colour, Vec2 p) {
    if (!palette.exposure.isBaked) return colour;
    const double haze = 1.0 - std::exp(-std::hypot(p.x - centre.x, p.y - centre.y) / 1900.0);
    return mix(lit(colour, {0, 0, 1}, palette.exposure), palette.skyBottom, static_cast<float>(haze));
  };
  mesh.setMaterial(Material::asphalt);
  const auto strip = [&](const Terrain::Road& road, double from, double to, double halfM, double liftM, Colour colour) {
    const Vec2 along = (road.to - road.from) * (1.0 / std::max(length(road.to - road.from), 1e-9));
    const Vec2 side{-along.y * halfM, along.x * halfM};
    const Vec2 a = road.from + along * from, b = road.from + along * to;
    const auto up = [&](Vec2 p) { return Vec3{p.x, p.y, terrain.heightM(p) + liftM}; };
    const double za = up(a).z, zb = up(b).z;
    const Vec3 corners[] = {{a.x - side.x, a.y - side.y, za},
                            {b.x - side.x, b.y - side.y, zb},
                            {b.x + side.x, b.y + side.y, zb},
                            {a.x + side.x, a.y + side.y, za}};
    const Colour ca = baked(colour, a), cb = baked(colour, b);
    const Colour colours[] = {ca, cb, cb, ca};
    mesh.plainPolygon(corners, colours);
  };
  for (const Terrain::Road& road : terrain.roads()) {
    const double all = length(road.to - road.from);
    constexpr double pieceM = 40.0, dashM = 4.0, gapM = 8.0, dashesWithinM = 900.0;
    const double middle = 0.5 * all;
    for (double s = 0.0; s < all; s += pieceM) {
      // pieces grow longer far away, where nothing can be told apart
      strip(road, s, std::min(all, s + pieceM), 0.5 * road.widthM, 0.35, palette.asphalt);
    }
    if (all > 200.0)
      for (double s = middle - dashesWithinM; s < middle + dashesWithinM; s += dashM + gapM)
        if (std::abs(s + 2.0 - middle) > 8.0) strip(road, s, s + dashM, 0.09, 0.42, palette.roadMark);
  }
}

}  // namespace plenum
