// SPDX-License-Identifier: Apache-2.0
#include "scene/SunShadow.h"

#include <vtkCellArray.h>
#include <vtkImageData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkTexture.h>

#include <algorithm>
#include <cmath>

#include "scene/Vectors.h"

namespace plenum {
SunShadow::SunShadow(const Box& region, Vec3 towardsLight, int size)
    : size_(size), nearest_(static_cast<std::size_t>(size) * static_cast<std::size_t>(size), 1.0f) {
  const Vec3 away = unit(towardsLight) * -1.0;
  const Vec3 right = unit(std::abs(away.z) > 0.999 ? Vec3{1, 0, 0} : cross(away, {0, 0, 1}));
  const Vec3 up = cross(right, away);
  Box seen;
  for (int k = 0; k < 8; ++k) {
    const Vec3 p{k & 1 ? region.max.x : region.min.x, k & 2 ? region.max.y : region.min.y,
                 k & 4 ? region.max.z : region.min.z};
    seen.add(Vec3{dot(p, right), dot(p, up), dot(p, away)});
  }
  const auto row = [](Vec3 axis, double low, double high) {
    const double k = 1.0 / std::max(high - low, 1e-6);
    return Row{static_cast<float>(axis.x * k), static_cast<float>(axis.y * k), static_cast<float>(axis.z * k),
               static_cast<float>(-low * k)};
  };
  u_ = row(right, seen.min.x, seen.max.x);
  v_ = row(up, seen.min.y, seen.max.y);
  depth_ = row(away, seen.min.z, seen.max.z);
  texelM_ = std::max(seen.size().x, seen.size().y) / size;
}

SunShadow::Place SunShadow::at(Vec3 p) const {
  const auto of = [&p](const Row& row) {
    return static_cast<float>(p.x * static_cast<double>(row[0]) + p.y * static_cast<double>(row[1]) +
                              p.z * static_cast<double>(row[2]) + static_cast<double>(row[3]));
  };
  const auto texels = static_cast<float>(size_);
  return {of(u_) * texels, of(v_) * texels, of(depth_)};
}

void SunShadow::Window::add(const Window& other) {
  if (other.isEmpty()) return;
  if (isEmpty()) {
    *this = other;
    return;
  }
  left = std::min(left, other.left), right = std::max(right, other.right);
  low = std::min(low, other.low), high = std::max(high, other.high);
}

SunShadow::Window SunShadow::windowOf(const Box& box) const {
  if (box.isEmpty()) return {};
  float west = 1e30f, east = -1e30f, south = 1e30f, north = -1e30f;
  for (int k = 0; k < 8; ++k) {
    const Place p = at({k & 1 ? box.max.x : box.min.x, k & 2 ? box.max.y : box.min.y, k & 4 ? box.max.z : box.min.z});
    west = std::min(west, p.u), east = std::max(east, p.u);
    south = std::min(south, p.v), north = std::max(north, p.v);
  }
  const auto texels = static_cast<float>(size_);
  const auto texel = [texels](float at, float more) {
    return static_cast<int>(std::clamp(std::floor(at) + more, 0.0f, texels));
  };
  return {texel(west, -1.0f), texel(south, -1.0f), texel(east, 2.0f), texel(north, 2.0f)};
}

void SunShadow::clear(const Window& window) {
  if (window.isEmpty()) return;
  for (int j = window.low; j < window.high; ++j)
    std::fill_n(nearest_.begin() + static_cast<std::ptrdiff_t>(j) * size_ + window.left, window.right - window.left,
                1.0f);
  unpainted_.add(window);
}

void SunShadow::fill(const Place& a, const Place& b, const Place& c, const Window& window) {
  const float area = (b.u - a.u) * (c.v - a.v) - (b.v - a.v) * (c.u - a.u);
  if (std::abs(area) < 1e-9f) return;
  const float slopeU = ((b.depth - a.depth) * (c.v - a.v) - (c.depth - a.depth) * (b.v - a.v)) / area;
  const float slopeV = ((c.depth - a.depth) * (b.u - a.u) - (b.depth - a.depth) * (c.u - a.u)) / area;
  const int first = std::max(window.low, static_cast<int>(std::ceil(std::min({a.v, b.v, c.v}) - 0.5f)));
  const int last = std::min(window.high - 1, static_cast<int>(std::floor(std::max({a.v, b.v, c.v}) - 0.5f)));
  const Place* corners[] = {&a, &b, &c, &a};
  for (int j = first; j <= last; ++j) {
    const float y = static_cast<float>(j) + 0.5f;
    float left = 1e9f, right = -1e9f;
    for (int k = 0; k < 3; ++k) {
      const Place &p = *corners[k], &q = *corners[k + 1];
      if ((p.v <= y) == (q.v <= y)) continue;
      const float x = p.u + (y - p.v) / (q.v - p.v) * (q.u - p.u);
      left = std::min(left, x);
      right = std::max(right, x);
    }
    const int from = std::max(window.left, static_cast<int>(std::ceil(left - 0.5f)));
    const int to = std::min(window.right - 1, static_cast<int>(std::floor(right - 0.5f)));
    float* line = nearest_.data() + static_cast<std::size_t>(j) * static_cast<std::size_t>(size_);
    const float row = a.depth + slopeV * (y - a.v);
    // not by adding up: a texel's depth hangs on nothing but its place
    for (int i = from; i <= to; ++i) line[i] = std::min(line[i], row + slopeU * (static_cast<float>(i) + 0.5f - a.u));
  }
}

void SunShadow::cast(vtkPolyData& mesh, const Window& window) {
  vtkCellArray* cells = mesh.GetPolys();
  vtkPoints* points = mesh.GetPoints();
  if (!cells || !points || window.isEmpty()) return;
  unpainted_.add(window);
  std::vector<Place> places(static_cast<std::size_t>(points->GetNumberOfPoints()));
  for (std::size_t i = 0; i < places.size(); ++i) {
    double p[3];
    points->GetPoint(static_cast<vtkIdType>(i), p);
    places[i] = at({p[0], p[1], p[2]});
  }
  vtkIdType count = 0;
  const vtkIdType* ids = nullptr;
  for (vtkIdType cell = 0; cell < cells->GetNumberOfCells(); ++cell) {
    cells->GetCellAtId(cell, count, ids);
    for (vtkIdType k = 2; k < count; ++k)
      fill(places[static_cast<std::size_t>(ids[0])], places[static_cast<std::size_t>(ids[k - 1])],
           places[static_cast<std::size_t>(ids[k])], window);
  }
}

bool SunShadow::isLit(Vec3 place) const {
  const Place p = at(place);
  const int i = static_cast<int>(std::floor(p.u)), j = static_cast<int>(std::floor(p.v));
  if (i < 0 || j < 0 || i >= size_ || j >= size_) return true;
  constexpr float bias = 0.0006f;
  return p.depth - bias <=
         nearest_[static_cast<std::size_t>(j) * static_cast<std::size_t>(size_) + static_cast<std::size_t>(i)];
}

vtkTexture* SunShadow::texture() {
  if (!texture_) {
    image_ = vtkSmartPointer<vtkImageData>::New();
    image_->SetDimensions(size_, size_, 1);
    image_->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
    texture_ = vtkSmartPointer<vtkTexture>::New();
    texture_->SetInputData(image_);
    texture_->SetColorModeToDirectScalars();
    texture_->InterpolateOff();
    texture_->MipmapOff();
    texture_->RepeatOff();
    texture_->EdgeClampOn();
    unpainted_ = whole();
  }
  if (unpainted_.isEmpty()) return texture_;
  auto* texels = static_cast<std::uint8_t*>(image_->GetScalarPointer());
  for (int j = unpainted_.low; j < unpainted_.high; ++j) {
    const std::size_t first =
        static_cast<std::size_t>(j) * static_cast<std::size_t>(size_) + static_cast<std::size_t>(unpainted_.left);
    const float* depth = &nearest_[first];
    std::uint8_t* texel = texels + 3 * first;
    for (int i = unpainted_.left; i < unpainted_.right; ++i) {
      const auto value = static_cast<std::uint32_t>(std::clamp(*depth++, 0.0f, 1.0f) * 65535.0f + 0.5f);
      *texel++ = static_cast<std::uint8_t>(value >> 8);
      *texel++ = static_cast<std::uint8_t>(value & 255u);
      *texel++ = 0;
    }
  }
  unpainted_ = {};
  image_->Modified();
  return texture_;
}

}  // namespace plenum
