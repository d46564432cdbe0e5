// SPDX-License-Identifier: Apache-2.0
#include "scene/Lightmap.h"

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkTexture.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scene/Palette.h"

namespace plenum {
namespace {

constexpr int mostTexels = 2048;
constexpr double finestTexelM = 0.10;
constexpr double marginM = 14.0;
constexpr double shadowDepth = 0.40, contactDepth = 0.36;

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

/// Division by the texels of a mean, as a multiplication that comes to the same for every sum of so many bytes.
class Mean {
 public:
  explicit Mean(int radius) : factor_((1u << shift) / static_cast<unsigned>(2 * radius + 1) + 1) {}
  std::uint8_t operator()(unsigned sum) const { return static_cast<std::uint8_t>(sum * factor_ >> shift); }

 private:
  static constexpr int shift = 20;
  std::uint32_t factor_;
};

/// Mean over ±radius texels of a row; what lies outside counts as 0.
void blurRow(const std::uint8_t* in, std::uint8_t* out, int width, int radius, const Mean& mean) {
  unsigned sum = 0;
  for (int i = 0; i < std::min(radius, width); ++i) sum += in[i];
  for (int i = 0; i < width; ++i) {
    if (i + radius < width) sum += in[i + radius];
    out[i] = mean(sum);
    if (i >= radius) sum -= in[i - radius];
  }
}

/// Rows, then columns: these side by side, so that memory is walked as it lies. Rows that hold nothing are passed over.
void blur(std::vector<std::uint8_t>& layer, int width, int height, int radius) {
  if (radius < 1) return;
  const auto w = static_cast<std::size_t>(width);
  const Mean mean(radius);
  std::vector<std::uint8_t> rows(layer.size());
  std::vector<std::uint8_t> isUsed(static_cast<std::size_t>(height), 0);
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* in = &layer[static_cast<std::size_t>(y) * w];
    if (std::all_of(in, in + w, [](std::uint8_t texel) { return texel == 0; })) continue;
    isUsed[static_cast<std::size_t>(y)] = 1;
    blurRow(in, &rows[static_cast<std::size_t>(y) * w], width, radius, mean);
  }
  std::vector<std::uint16_t> sums(w, 0);  // 255 · (2 radius + 1) fits while a mean is over fewer than 257 texels
  const auto take = [&](int y, auto&& change) {
    if (y < 0 || y >= height || !isUsed[static_cast<std::size_t>(y)]) return;
    const std::uint8_t* row = &rows[static_cast<std::size_t>(y) * w];
    for (std::size_t x = 0; x < w; ++x) change(sums[x], row[x]);
  };
  const auto add = [](std::uint16_t& sum, std::uint8_t texel) { sum = static_cast<std::uint16_t>(sum + texel); };
  const auto drop = [](std::uint16_t& sum, std::uint8_t texel) { sum = static_cast<std::uint16_t>(sum - texel); };
  for (int y = 0; y < std::min(radius, height); ++y) take(y, add);
  for (int y = 0; y < height; ++y) {
    take(y + radius, add);
    std::uint8_t* out = &layer[static_cast<std::size_t>(y) * w];
    for (std::size_t x = 0; x < w; ++x) out[x] = mean(sums[x]);
    take(y - radius, drop);
  }
}

/// What a texel shows for how much shadow and nearness it has, each 0 … 255.
std::vector<std::array<std::uint8_t, 3>> shades() {
  std::vector<std::array<std::uint8_t, 3>> out(256 * 256);
  for (int i = 0; i < 256; ++i)
    for (int j = 0; j < 256; ++j) {
      const double s = i / 255.0, c = j / 255.0;
      const double light = (1.0 - shadowDepth * s) * (1.0 - contactDepth * c * (1.0 - 0.5 * s));
      // shadows are lit by the sky alone and so a little cooler
      out[static_cast<std::size_t>(256 * i + j)] = {
          static_cast<std::uint8_t>(255.0 * light * (1.0 - 0.03 * s) + 0.5),
          static_cast<std::uint8_t>(255.0 * light + 0.5),
          static_cast<std::uint8_t>(std::min(255.0, 255.0 * light * (1.0 + 0.035 * s) + 0.5))};
    }
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
  shadow_.assign(static_cast<std::size_t>(width_) * height_, 0);
  contact_ = shadow_;
}

Box Lightmap::region() const {
  return {{origin_.x, origin_.y, 0}, {origin_.x + texelM_ * width_, origin_.y + texelM_ * height_, 0}};
}

Vec2 Lightmap::at(Vec3 p) const {
  return {(p.x - origin_.x) / (texelM_ * width_), (p.y - origin_.y) / (texelM_ * height_)};
}
Vec2 Lightmap::litSpot() const { return {0.25 / width_, 0.25 / height_}; }

void Lightmap::fill(std::span<const Vec2> convex, std::vector<std::uint8_t>& layer, std::uint8_t value) {
  if (convex.size() < 3) return;
  double low = convex[0].y, high = convex[0].y;
  for (const Vec2& p : convex) {
    low = std::min(low, p.y);
    high = std::max(high, p.y);
  }
  const auto row = [this](double y) { return (y - origin_.y) / texelM_; };
  const int first = std::max(0, static_cast<int>(std::ceil(row(low) - 0.5)));
  const int last = std::min(height_ - 1, static_cast<int>(std::floor(row(high) - 0.5)));
  for (int j = first; j <= last; ++j) {
    const double y = origin_.y + (j + 0.5) * texelM_;
    double left = 1e300, right = -1e300;
    for (std::size_t i = 0; i < convex.size(); ++i) {
      const Vec2 a = convex[i], b = convex[(i + 1) % convex.size()];
      if ((a.y <= y) == (b.y <= y)) continue;
      const double x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
      left = std::min(left, x);
      right = std::max(right, x);
    }
    if (left > right) continue;
    const int from = std::max(0, static_cast<int>(std::ceil((left - origin_.x) / texelM_ - 0.5)));
    const int to = std::min(width_ - 1, static_cast<int>(std::floor((right - origin_.x) / texelM_ - 0.5)));
    if (from > to) continue;
    std::fill_n(&layer[static_cast<std::size_t>(j) * width_ + from], to - from + 1, value);
  }
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
  fill(hull(std::move(outline)), shadow_, 255);
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
  fill(hull(std::move(outline)), shadow_, 255);
}

void Lightmap::touch(const Box& b) {
  const std::array<Vec2, 4> base{{{b.min.x, b.min.y}, {b.max.x, b.min.y}, {b.max.x, b.max.y}, {b.min.x, b.max.y}}};
  fill(base, contact_, 255);
}

void Lightmap::glow(Vec3 place, double radiusM) {
  if (lamps_.empty()) lamps_.assign(shadow_.size(), 0);
  const double x = (place.x - origin_.x) / texelM_, y = (place.y - origin_.y) / texelM_, r = radiusM / texelM_;
  const int left = std::max(0, static_cast<int>(x - r)), right = std::min(width_ - 1, static_cast<int>(x + r));
  const int low = std::max(0, static_cast<int>(y - r)), high = std::min(height_ - 1, static_cast<int>(y + r));
  for (int j = low; j <= high; ++j)
    for (int i = left; i <= right; ++i) {
      const double far = ((i + 0.5 - x) * (i + 0.5 - x) + (j + 0.5 - y) * (j + 0.5 - y)) / (r * r);
      if (far >= 1.0) continue;
      auto& texel = lamps_[static_cast<std::size_t>(j) * width_ + i];
      texel = static_cast<std::uint8_t>(std::min(255.0, texel + 235.0 * (1.0 - far) * (1.0 - far)));
    }
}

void Lightmap::openToSky(const Box& b) {
  const std::array<Vec2, 4> base{{{b.min.x, b.min.y}, {b.max.x, b.min.y}, {b.max.x, b.max.y}, {b.min.x, b.max.y}}};
  fill(base, shadow_, 0);
  fill(base, contact_, 0);
}

vtkSmartPointer<vtkTexture> Lightmap::bake(Wants wants) {
  if (wants == Wants::nearness) std::fill(shadow_.begin(), shadow_.end(), std::uint8_t{0});
  // twice a box is near enough to a soft edge
  const int soft = std::max(1, static_cast<int>(std::lround(0.22 / texelM_)));
  blur(shadow_, width_, height_, soft);
  blur(shadow_, width_, height_, soft);
  const int wide = std::max(1, static_cast<int>(std::lround(1.1 / texelM_)));
  blur(contact_, width_, height_, wide);
  blur(contact_, width_, height_, wide);

  vtkNew<vtkImageData> image;
  image->SetDimensions(width_, height_, 1);
  const bool hasLamps = !lamps_.empty() && wants == Wants::nearness;
  image->AllocateScalars(VTK_UNSIGNED_CHAR, hasLamps ? 4 : 3);
  auto* texel = static_cast<std::uint8_t*>(image->GetScalarPointer());
  // the rim stands for all that lies outside
  const auto clear = [&](std::vector<std::uint8_t>& layer) {
    if (layer.empty()) return;
    const auto w = static_cast<std::size_t>(width_);
    std::fill_n(layer.begin(), w, std::uint8_t{0});
    std::fill_n(layer.end() - width_, w, std::uint8_t{0});
    for (int y = 0; y < height_; ++y)
      layer[static_cast<std::size_t>(y) * w] = layer[(static_cast<std::size_t>(y) + 1) * w - 1] = 0;
  };
  for (auto* layer : {&shadow_, &contact_, &lamps_}) clear(*layer);
  static const auto shade = shades();
  for (std::size_t i = 0; i < shadow_.size(); ++i) {
    const auto& colour = shade[256u * shadow_[i] + contact_[i]];
    texel = std::copy(colour.begin(), colour.end(), texel);
    if (hasLamps) *texel++ = static_cast<std::uint8_t>(255.0 - 0.9 * lamps_[i]);
  }
  auto texture = vtkSmartPointer<vtkTexture>::New();
  texture->SetInputData(image);
  texture->SetColorModeToDirectScalars();
  texture->InterpolateOn();
  texture->RepeatOff();
  texture->EdgeClampOn();
  return texture;
}

}  // namespace plenum
