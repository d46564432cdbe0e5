// SPDX-License-Identifier: Apache-2.0
#include "scene/Lightmap.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "scene/Palette.h"

namespace plenum {
namespace {

constexpr int mostTexels = 2048;
constexpr double finestTexelM = 0.10;
constexpr double marginM = 14.0;

double cross(Vec2 o, Vec2 a, Vec2 b) { return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x); }

/// Counter-clockwise convex hull (monotone chain).
std::vector<Vec2> hull(std::vector<Vec2> points) {
  std::sort(points.begin(), points.end(), [](Vec2 a, Vec2 b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  std::vector<Vec2> out(2 * points.size());
  std::size_t k = 0;
  for (const Vec2& p : points) {
    while (k >= 2 && cross(out[k - 2], out[k - 1], p) <= 0) --k;
    out[k++] = p;
  }
  for (std::size_t i = points.size() - 1, lower = k + 1; i-- > 0;) {
    while (k >= lower && cross(out[k - 2], out[k - 1], points[i]) <= 0) --k;
    out[k++] = points[i];
  }
  out.resize(k > 1 ? k - 1 : k);
  return out;
}

}  // namespace

Lightmap::Lightmap(const Box& region) {
  Box padded = region;
  if (padded.isEmpty()) padded.add(Vec3{0, 0, 0});
  origin_ = padded.min - Vec3{marginM, marginM, 0};
  const Vec3 size = padded.size() + Vec3{2 * marginM, 2 * marginM, 0};
  texelM_ = std::max(finestTexelM, std::max(size.x, size.y) / mostTexels);
  width_ = std::max(8, static_cast<int>(size.x / texelM_));
  height_ = std::max(8, static_cast<int>(size.y / texelM_));
}

Box Lightmap::region() const {
  return {{origin_.x, origin_.y, 0}, {origin_.x + texelM_ * width_, origin_.y + texelM_ * height_, 0}};
}

Vec2 Lightmap::at(Vec3 p) const {
  return {(p.x - origin_.x) / (texelM_ * width_), (p.y - origin_.y) / (texelM_ * height_)};
}
Vec2 Lightmap::litSpot() const { return {0.25 / width_, 0.25 / height_}; }

void Lightmap::stroke(std::span<const Vec2> convex, Layer layer, std::uint8_t value) {
  if (convex.size() < 3) return;
  strokes_.push_back({layer, value, corners_.size(), convex.size()});
  corners_.insert(corners_.end(), convex.begin(), convex.end());
}

void Lightmap::add(const Lightmap& other) {
  for (const Stroke& s : other.strokes_) stroke(std::span(other.corners_).subspan(s.first, s.count), s.layer, s.value);
  glows_.insert(glows_.end(), other.glows_.begin(), other.glows_.end());
}

void Lightmap::cast(const Box& solid, double groundM) {
  const Vec3 sun = towardsSun();
  std::vector<Vec2> outline;
  for (double z : {solid.min.z, solid.max.z}) {
    const double h = std::max(0.0, z - groundM);
    const Vec2 shift{-sun.x / sun.z * h, -sun.y / sun.z * h};
    for (double x : {solid.min.x, solid.max.x})
      for (double y : {solid.min.y, solid.max.y}) outline.push_back(Vec2{x, y} + shift);
  }
  stroke(hull(std::move(outline)), Layer::shadow, 255);
  if (solid.min.z - groundM < 0.5) touch(solid);
}

void Lightmap::castRound(Vec3 foot, double radiusM, double heightM) {
  const Vec3 sun = towardsSun();
  std::vector<Vec2> outline;
  for (double h : {0.25 * heightM, heightM})
    for (int k = 0; k < 10; ++k) {
      const double angle = 0.6283185307 * k, r = h == heightM ? 0.35 * radiusM : radiusM;
      outline.push_back(
          {foot.x - sun.x / sun.z * h + r * std::cos(angle), foot.y - sun.y / sun.z * h + r * std::sin(angle)});
    }
  stroke(hull(std::move(outline)), Layer::shadow, 255);
}

void Lightmap::touch(const Box& b) {
  const std::array<Vec2, 4> base{{{b.min.x, b.min.y}, {b.max.x, b.min.y}, {b.max.x, b.max.y}, {b.min.x, b.max.y}}};
  stroke(base, Layer::contact, 255);
}

void Lightmap::glow(Vec3 place, double radiusM) { glows_.push_back({place, radiusM}); }

void Lightmap::openToSky(const Box& b) {
  const std::array<Vec2, 4> base{{{b.min.x, b.min.y}, {b.max.x, b.min.y}, {b.max.x, b.max.y}, {b.min.x, b.max.y}}};
  stroke(base, Layer::shadow, 0);
  stroke(base, Layer::contact, 0);
}

}  // namespace plenum
