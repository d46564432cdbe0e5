// SPDX-License-Identifier: Apache-2.0
#include "scene/Terrain.h"

#include <algorithm>
#include <cmath>

#include "base/Random.h"
#include "scene/GroundLayer.h"
#include "scene/Vectors.h"

namespace plenum {
namespace {

double blend(double a, double b, double t) { return a + t * (b - a); }
double dot(Vec2 a, Vec2 b) { return a.x * b.x + a.y * b.y; }
double planLength(Vec2 a) { return std::sqrt(dot(a, a)); }

std::uint64_t seedOf(const std::string& id) {
  std::uint64_t hash = 1469598103934665603ull;  // FNV-1a
  for (char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return hash;
}

std::uint64_t cell(double x, double y) {
  return (static_cast<std::uint64_t>(static_cast<std::int64_t>(x)) << 32) ^
         (static_cast<std::uint64_t>(static_cast<std::int64_t>(y)) & 0xffffffffull);
}

double distanceTo(const Terrain::Road& road, Vec2 p) {
  const Vec2 along = road.to - road.from;
  const double t = std::clamp(dot(p - road.from, along) / std::max(dot(along, along), 1e-9), 0.0, 1.0);
  return planLength(p - (road.from + along * t));
}

// how far below the pad the country lies, and its water below that
double plainM(Landscape::Kind kind) {
  switch (kind) {
    case Landscape::Kind::coast:
      return -2.4;
    case Landscape::Kind::hills:
    case Landscape::Kind::karst:
      return -3.2;
    case Landscape::Kind::desert:
    case Landscape::Kind::plain:
      return -1.6;
  }
  return 0.0;
}

}  // namespace

Terrain::Terrain(const Layout& layout, const Box& pad, double padM, std::optional<Vec2> middle)
    : pad_(pad), padM_(padM), middle_(middle.value_or(Vec2{pad.centre().x, pad.centre().y})) {
  if (layout.site) {
    shape_ = layout.site->landscape;
    seed_ = seedOf(layout.site->id);
  }
  const double bearing = shape_.waterBearingDeg * degree;
  towardsWater_ = {std::sin(bearing), std::cos(bearing)};
  waterM_ = padM_ + plainM(shape_.kind) - 1.6;

  // a road of the site that reaches its edge goes on to one that passes by
  if (!layout.site) return;
  const Box land = landOf(layout);
  constexpr double edgeM = 3.0, besideM = 34.0, farM = 9000.0;
  for (const Scenery& s : layout.site->scenery) {
    if (s.kind != Scenery::Kind::road) continue;
    const Vec2 low = s.originM, high = s.originM + s.sizeM;
    const double x = 0.5 * (low.x + high.x), y = 0.5 * (low.y + high.y);
    struct Side {
      bool isMet;
      Vec2 gate, out;
      double widthM;
    };
    const Side sides[] = {{low.y - land.min.y < edgeM, {x, land.min.y}, {0, -1}, s.sizeM.x},
                          {land.max.y - high.y < edgeM, {x, land.max.y}, {0, 1}, s.sizeM.x},
                          {low.x - land.min.x < edgeM, {land.min.x, y}, {-1, 0}, s.sizeM.y},
                          {land.max.x - high.x < edgeM, {land.max.x, y}, {1, 0}, s.sizeM.y}};
    for (const Side& side : sides) {
      const bool leadsOut = std::abs(side.out.x) > 0.5 ? s.sizeM.x > s.sizeM.y : s.sizeM.y > s.sizeM.x;
      if (!side.isMet || !leadsOut || !roads_.empty()) continue;
      const Vec2 joint = side.gate + side.out * besideM, across{side.out.y, -side.out.x};
      roads_.push_back({side.gate, joint, side.widthM});
      roads_.push_back({joint - across * farM, joint + across * farM, 9.0});
    }
  }
}

double Terrain::noise(Vec2 place, double lengthM, std::uint64_t purpose) const {
  const double x = place.x / lengthM, y = place.y / lengthM;
  const double i = std::floor(x), j = std::floor(y);
  const auto at = [&](double a, double b) {
    return randomUniform({.seed = seed_, .entity = cell(a, b), .purpose = purpose}, 0);
  };
  const double u = smooth(0, 1, x - i), v = smooth(0, 1, y - j);
  return blend(blend(at(i, j), at(i + 1, j), u), blend(at(i, j + 1), at(i + 1, j + 1), u), v);
}

double Terrain::hills(Vec2 place, double lengthM, std::uint64_t purpose) const {
  double sum = 0.0, weight = 0.55, l = lengthM;
  for (std::uint64_t octave = 0; octave < 4; ++octave, weight *= 0.45, l *= 0.47) {
    // ridges where two slopes of the noise meet
    const double ridge = 1.0 - std::abs(2.0 * noise(place, l, purpose + octave) - 1.0);
    sum += weight * (octave < 2 ? ridge * ridge : ridge);
  }
  return sum;  // about 0…1
}

double Terrain::cones(Vec2 place) const {
  constexpr double pitchM = 330.0;
  double top = 0.0;
  const double i = std::floor(place.x / pitchM), j = std::floor(place.y / pitchM);
  for (int dx = -1; dx <= 1; ++dx)
    for (int dy = -1; dy <= 1; ++dy) {
      const RandomKey key{.seed = seed_, .entity = cell(i + dx, j + dy), .purpose = 77};
      const Vec2 centre{(i + dx + randomUniform(key, 0)) * pitchM, (j + dy + randomUniform(key, 1)) * pitchM};
      if (fromPadM(centre) < 260.0 || randomUniform(key, 4) < 0.22) continue;
      const double radius = 75.0 + 105.0 * randomUniform(key, 2), high = 0.35 + 0.65 * randomUniform(key, 3);
      const double r = planLength(place - centre) / radius;
      if (r >= 1.0) continue;
      const double s = 1.0 - r * r;
      top = std::max(top, high * s * s * (1.6 - 0.6 * s));
    }
  return top;
}

double Terrain::fromPadM(Vec2 p) const {
  const double dx = std::max({pad_.min.x - p.x, 0.0, p.x - pad_.max.x});
  const double dy = std::max({pad_.min.y - p.y, 0.0, p.y - pad_.max.y});
  return std::hypot(dx, dy);
}

double Terrain::fromWaterM(Vec2 p) const {
  const Vec2 from = p - middle_;
  const double out = dot(from, towardsWater_), along = dot(from, {towardsWater_.y, -towardsWater_.x});
  switch (shape_.water) {
    case Landscape::Water::river: {
      const double bend = 0.16 * shape_.waterDistanceM * std::sin(along / 610.0 + 0.6) +
                          0.10 * shape_.waterDistanceM * std::sin(along / 233.0);
      // it never bends towards the campus by more than half of the way to it
      const double middle = shape_.waterDistanceM + 0.5 * shape_.waterWidthM + bend * (along > -4000 && along < 4000);
      return std::abs(out - middle) - 0.5 * shape_.waterWidthM;
    }
    case Landscape::Water::sea:
      return shape_.waterDistanceM + 18.0 * std::sin(along / 420.0) + 9.0 * std::sin(along / 131.0 + 1.0) - out;
    case Landscape::Water::lake: {
      const double radius = 0.5 * shape_.waterWidthM;
      const Vec2 centre = towardsWater_ * (shape_.waterDistanceM + radius);
      const double wobble = 0.12 * radius * std::sin(3.0 * std::atan2(from.y - centre.y, from.x - centre.x) + 1.0);
      return planLength(from - centre) - radius - wobble;
    }
    case Landscape::Water::none:
      break;
  }
  return 1e9;
}

double Terrain::natural(Vec2 p) const {
  const double away = fromPadM(p), relief = shape_.reliefM;
  const double plain = padM_ + plainM(shape_.kind);
  double h = plain + 1.2 * (noise(p, 90.0, 1) - 0.5) * smooth(10.0, 120.0, away);
  switch (shape_.kind) {
    case Landscape::Kind::hills: {
      const double shore = smooth(30.0, 700.0, fromWaterM(p));
      h += relief * smooth(70.0, 2300.0, away) * hills(p, 1500.0, 10) * shore * 1.15;
      h += 0.10 * relief * smooth(60.0, 400.0, away) * hills(p, 420.0, 20) * shore;
      break;
    }
    case Landscape::Kind::karst:
      h += relief * cones(p) * smooth(10.0, 160.0, fromWaterM(p));
      h += 0.12 * relief * smooth(900.0, 5000.0, away) * hills(p, 900.0, 10);
      break;
    case Landscape::Kind::desert:
      h += 2.2 * smooth(30.0, 250.0, away) * noise(p, 140.0, 30) + 0.02 * std::max(0.0, away - 300.0) * 0.5;
      h += relief * smooth(2600.0, 8200.0, away) * std::pow(hills(p, 2900.0, 10), 1.35) * 1.25;
      break;
    case Landscape::Kind::plain:
    case Landscape::Kind::coast:
      h += relief * smooth(500.0, 5000.0, away) * hills(p, 1900.0, 10);
      break;
  }
  return h;
}

double Terrain::heightM(Vec2 p) const {
  const double away = fromPadM(p);
  if (away <= 0.0) return padM_;
  double h = natural(p);
  const double shore = fromWaterM(p);
  if (shape_.water == Landscape::Water::sea) {
    // a sea wall with a path on it, and the sea floor behind
    h = blend(h, padM_ + 1.2, smooth(26.0, 16.0, shore) * smooth(0.0, 5.0, shore));
    if (shore < 5.0) h = blend(waterM_ - 5.0, h, smooth(-30.0, 5.0, shore));
    if (shore < 0.0) h = std::min(h, waterM_ - 1.0);
  } else if (shape_.water != Landscape::Water::none) {
    const double bank = smooth(-8.0, 34.0, shore);
    h = blend(waterM_ - 3.0, h, bank);
    if (shore < 0.0) h = std::min(h, waterM_ - 0.8);
  }
  for (const Road& road : roads_) {
    const double off = distanceTo(road, p) - 0.5 * road.widthM;
    h = blend(padM_ - 0.25, h, smooth(5.0, 36.0, off));
  }
  return blend(padM_, h, smooth(0.0, 14.0, away));
}

bool Terrain::isWater(Vec2 p) const { return fromPadM(p) > 0.0 && fromWaterM(p) < 4.0; }

bool Terrain::isRoad(Vec2 p, double marginM) const {
  return std::any_of(roads_.begin(), roads_.end(),
                     [&](const Road& road) { return distanceTo(road, p) < 0.5 * road.widthM + marginM; });
}

double Terrain::wood(Vec2 p) const {
  const double n = 0.6 * noise(p, 260.0, 40) + 0.4 * noise(p, 70.0, 41);
  const double shore = smooth(6.0, 30.0, fromWaterM(p));
  switch (shape_.kind) {
    case Landscape::Kind::hills:
      return shore * smooth(0.36, 0.58, n + 0.30 * smooth(120.0, 900.0, fromPadM(p)));
    case Landscape::Kind::karst:
      return shore * smooth(0.44, 0.62, n + 0.2);
    case Landscape::Kind::coast:
      return shore * smooth(0.60, 0.70, n);
    case Landscape::Kind::plain:
      return shore * smooth(0.58, 0.70, n);
    case Landscape::Kind::desert:
      return 0.5 * smooth(0.66, 0.74, n);
  }
  return 0.0;
}

Colour Terrain::colourAt(Vec2 p, double h, double slope, const Palette& palette) const {
  const auto tint = static_cast<float>(0.90 + 0.20 * noise(p, 170.0, 50));
  const Colour grass = palette.grass, leaves = mix(palette.leaves, palette.grass, 0.10f) * 0.88f;
  const Colour dry = mix(palette.grass, palette.gravel, 0.55f), rock = mix(palette.gravel, palette.wall, 0.25f);
  const auto part = [](double low, double high, double x) { return static_cast<float>(smooth(low, high, x)); };
  switch (shape_.kind) {
    case Landscape::Kind::hills:
      return mix(mix(grass, dry, (palette.exposure.isBaked ? 0.12f : 0.30f) * part(0.5, 0.8, noise(p, 320.0, 51))),
                 leaves, 0.92f * static_cast<float>(wood(p))) *
             tint;
    case Landscape::Kind::karst:
      return mix(mix(grass, leaves, static_cast<float>(wood(p))), rock, 0.75f * part(0.9, 1.7, slope)) * tint;
    case Landscape::Kind::coast:
    case Landscape::Kind::plain: {
      // fields
      const double x = std::floor((p.x + 0.2 * p.y) / 190.0), y = std::floor(p.y / 120.0);
      const auto field = static_cast<float>(randomUniform({.seed = seed_, .entity = cell(x, y), .purpose = 52}, 0));
      const Colour crop = field < 0.34f   ? grass * 0.90f
                          : field < 0.68f ? mix(grass, leaves, 0.45f)
                                          : mix(grass, dry, 0.45f);
      return mix(crop, leaves, static_cast<float>(wood(p))) * tint;
    }
    case Landscape::Kind::desert: {
      const Colour sand = mix(palette.gravel, palette.copper, 0.34f) * 1.02f;
      const Colour stone = mix(mix(palette.gravel, palette.copper, 0.35f), palette.dark, 0.45f);
      const double snowM = padM_ + 0.52 * shape_.reliefM + 120.0 * (noise(p, 400.0, 53) - 0.5);
      const float snow = part(snowM - 40.0, snowM + 110.0, h) * (1.0f - 0.55f * part(0.9, 1.8, slope));
      const Colour ground = mix(sand, stone, part(0.15, 0.55, slope));
      return mix(ground * tint, Colour{0.95f, 0.96f, 0.98f}, snow);
    }
  }
  return grass;
}

}  // namespace plenum
