// SPDX-License-Identifier: Apache-2.0
#include "scene/BakedLight.h"

#include <vtkImageData.h>
#include <vtkTexture.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "base/Hash.h"

namespace plenum {
namespace {

constexpr double shadowDepth = 0.40, contactDepth = 0.36;
constexpr double softM = 0.22, wideM = 1.1;  // of shadows, of nearness

int texelsOf(double metres, double texelM) { return std::max(1, static_cast<int>(std::lround(metres / texelM))); }

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

/// A rectangle of texels, and where it lies in the whole.
struct Sheet {
  Vec3 origin;
  double texelM;
  int left, low, width, height;
  std::vector<std::uint8_t> texels;

  void fill(std::span<const Vec2> convex, std::uint8_t value) {
    double lowM = convex[0].y, highM = convex[0].y;
    for (const Vec2& p : convex) {
      lowM = std::min(lowM, p.y);
      highM = std::max(highM, p.y);
    }
    const auto row = [this](double y) { return (y - origin.y) / texelM; };
    const int first = std::max(low, static_cast<int>(std::ceil(row(lowM) - 0.5)));
    const int last = std::min(low + height - 1, static_cast<int>(std::floor(row(highM) - 0.5)));
    for (int j = first; j <= last; ++j) {
      const double y = origin.y + (j + 0.5) * texelM;
      double west = 1e300, east = -1e300;
      for (std::size_t i = 0; i < convex.size(); ++i) {
        const Vec2 a = convex[i], b = convex[(i + 1) % convex.size()];
        if ((a.y <= y) == (b.y <= y)) continue;
        const double x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
        west = std::min(west, x);
        east = std::max(east, x);
      }
      if (west > east) continue;
      const int from = std::max(left, static_cast<int>(std::ceil((west - origin.x) / texelM - 0.5)));
      const int to = std::min(left + width - 1, static_cast<int>(std::floor((east - origin.x) / texelM - 0.5)));
      if (from > to) continue;
      std::fill_n(&texels[static_cast<std::size_t>(j - low) * static_cast<std::size_t>(width) +
                          static_cast<std::size_t>(from - left)],
                  to - from + 1, value);
    }
  }
  void shine(Vec3 place, double radiusM) {
    const double x = (place.x - origin.x) / texelM, y = (place.y - origin.y) / texelM, r = radiusM / texelM;
    const int west = std::max(left, static_cast<int>(x - r)),
              east = std::min(left + width - 1, static_cast<int>(x + r));
    const int south = std::max(low, static_cast<int>(y - r)),
              north = std::min(low + height - 1, static_cast<int>(y + r));
    for (int j = south; j <= north; ++j)
      for (int i = west; i <= east; ++i) {
        const double far = ((i + 0.5 - x) * (i + 0.5 - x) + (j + 0.5 - y) * (j + 0.5 - y)) / (r * r);
        if (far >= 1.0) continue;
        auto& texel = texels[static_cast<std::size_t>(j - low) * static_cast<std::size_t>(width) +
                             static_cast<std::size_t>(i - left)];
        texel = static_cast<std::uint8_t>(std::min(255.0, texel + 235.0 * (1.0 - far) * (1.0 - far)));
      }
  }
  std::uint8_t at(int i, int j) const {
    return texels[static_cast<std::size_t>(j - low) * static_cast<std::size_t>(width) +
                  static_cast<std::size_t>(i - left)];
  }
};

}  // namespace

BakedLight::BakedLight() : image_(vtkSmartPointer<vtkImageData>::New()), texture_(vtkSmartPointer<vtkTexture>::New()) {
  texture_->SetColorModeToDirectScalars();
  texture_->InterpolateOn();
  texture_->RepeatOff();
  texture_->EdgeClampOn();
  texture_->SetInputData(image_);
}

vtkTexture* BakedLight::texture() const { return texture_; }
vtkImageData* BakedLight::image() const { return image_; }

std::vector<BakedLight::Known> BakedLight::knownOf(const Lightmap& cast) {
  std::vector<Known> all;
  all.reserve(cast.strokes_.size());
  // strokes of one value may come in any order; one of another value parts those before it from those after
  std::uint64_t epoch = 0;
  for (const Lightmap::Stroke& stroke : cast.strokes_) {
    if (stroke.value != 255) ++epoch;
    Hash hash;
    hash.add(epoch);
    hash.add(static_cast<std::uint64_t>(stroke.layer) << 8 | stroke.value);
    double west = 1e300, east = -1e300, south = 1e300, north = -1e300;
    for (std::size_t k = stroke.first; k < stroke.first + stroke.count; ++k) {
      const Vec2 p = cast.corners_[k];
      hash.add(p.x);
      hash.add(p.y);
      west = std::min(west, p.x), east = std::max(east, p.x);
      south = std::min(south, p.y), north = std::max(north, p.y);
    }
    const auto texel = [&cast](double metres, double from) {
      return static_cast<int>(std::floor(std::clamp((metres - from) / cast.texelM_, -1e6, 1e6)));
    };
    all.push_back({hash.value(),
                   {texel(west, cast.origin_.x) - 1, texel(south, cast.origin_.y) - 1, texel(east, cast.origin_.x) + 2,
                    texel(north, cast.origin_.y) + 2}});
  }
  std::sort(all.begin(), all.end());
  return all;
}

BakedLight::Window BakedLight::changed(const std::vector<Known>& now) const {
  std::vector<Known> differing;
  std::set_symmetric_difference(known_.begin(), known_.end(), now.begin(), now.end(), std::back_inserter(differing));
  Window all{width_, height_, 0, 0};
  for (const Known& one : differing)
    all = {std::min(all.left, one.at.left), std::min(all.low, one.at.low), std::max(all.right, one.at.right),
           std::max(all.high, one.at.high)};
  if (all.isEmpty()) return {};
  // softened twice, each stroke reaches that much farther
  const int reach = 2 * std::max(texelsOf(softM, texelM_), texelsOf(wideM, texelM_));
  return {std::max(0, all.left - reach), std::max(0, all.low - reach), std::min(width_, all.right + reach),
          std::min(height_, all.high + reach)};
}

void BakedLight::bake(const Lightmap& cast, Wants wants) {
  std::vector<Known> now = knownOf(cast);
  const bool isSameMap = cast.width_ == width_ && cast.height_ == height_ && cast.texelM_ == texelM_ &&
                         cast.origin_ == origin_ && wants == wants_ && cast.glows_ == glows_;
  Window window{0, 0, cast.width_, cast.height_};
  if (isSameMap) {
    window = changed(now);
  } else {
    width_ = cast.width_, height_ = cast.height_;
    texelM_ = cast.texelM_;
    origin_ = cast.origin_;
    wants_ = wants;
    glows_ = cast.glows_;
    image_->SetDimensions(width_, height_, 1);
    image_->AllocateScalars(VTK_UNSIGNED_CHAR, !glows_.empty() && wants == Wants::nearness ? 4 : 3);
  }
  known_ = std::move(now);
  baked_ = 0;
  if (window.isEmpty()) return;
  draw(cast, window);
  image_->Modified();
}

void BakedLight::draw(const Lightmap& cast, const Window& window) {
  // what lies within reach of the softening counts too
  const int soft = texelsOf(softM, texelM_), wide = texelsOf(wideM, texelM_), reach = 2 * std::max(soft, wide);
  Sheet shadow{origin_, texelM_, std::max(0, window.left - reach), std::max(0, window.low - reach), 0, 0, {}};
  shadow.width = std::min(width_, window.right + reach) - shadow.left;
  shadow.height = std::min(height_, window.high + reach) - shadow.low;
  shadow.texels.assign(static_cast<std::size_t>(shadow.width) * static_cast<std::size_t>(shadow.height), 0);
  Sheet contact = shadow;
  for (const Lightmap::Stroke& stroke : cast.strokes_) {
    const bool isShadow = stroke.layer == Lightmap::Layer::shadow;
    if (isShadow && wants_ == Wants::nearness) continue;
    (isShadow ? shadow : contact).fill(std::span(cast.corners_).subspan(stroke.first, stroke.count), stroke.value);
  }
  // twice a box is near enough to a soft edge
  for (int k = 0; k < 2; ++k) {
    if (wants_ == Wants::everything) blur(shadow.texels, shadow.width, shadow.height, soft);
    blur(contact.texels, contact.width, contact.height, wide);
  }
  const int channels = image_->GetNumberOfScalarComponents();
  Sheet lamps{origin_, texelM_, window.left, window.low, window.width(), window.height(), {}};
  if (channels == 4) {
    lamps.texels.assign(static_cast<std::size_t>(lamps.width) * static_cast<std::size_t>(lamps.height), 0);
    for (const Lightmap::Glow& glow : glows_) lamps.shine(glow.place, glow.radiusM);
  }
  static const auto shade = shades();
  auto* texels = static_cast<std::uint8_t*>(image_->GetScalarPointer());
  for (int j = window.low; j < window.high; ++j) {
    std::uint8_t* texel =
        texels + static_cast<std::size_t>(channels) * (static_cast<std::size_t>(j) * static_cast<std::size_t>(width_) +
                                                       static_cast<std::size_t>(window.left));
    for (int i = window.left; i < window.right; ++i) {
      // the rim stands for all that lies outside
      const bool isRim = i == 0 || j == 0 || i == width_ - 1 || j == height_ - 1;
      const auto& colour = shade[isRim ? 0 : 256u * shadow.at(i, j) + contact.at(i, j)];
      texel = std::copy(colour.begin(), colour.end(), texel);
      if (channels == 4) *texel++ = static_cast<std::uint8_t>(255.0 - 0.9 * (isRim ? 0 : lamps.at(i, j)));
    }
  }
  baked_ = static_cast<std::size_t>(window.width()) * static_cast<std::size_t>(window.height());
}

}  // namespace plenum
