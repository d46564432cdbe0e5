// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/Geometry.h"

class vtkPolyData;
class vtkTexture;

namespace plenum {

/// How deep the light of the sun gets into a region, drawn by the processor once for a direction of the light: software
/// GL would take no less for it, and so it needs no context and can be tested.
class SunShadow {
 public:
  /// A row of the map from places to texels: dot({x, y, z, 1}, row). u and v run 0…1 over the picture, depth 0 (nearest
  /// the sun) … 1.
  using Row = std::array<float, 4>;

  /// `size` texels on a side.
  SunShadow(const Box& region, Vec3 towardsLight, int size);
  void cast(vtkPolyData& mesh);

  /// Whether the light reaches a place, by the same rule as the shader's.
  bool isLit(Vec3 place) const;
  int size() const { return size_; }
  double texelM() const { return texelM_; }
  const Row& u() const { return u_; }
  const Row& v() const { return v_; }
  const Row& depth() const { return depth_; }
  /// Depth in two bytes, red the higher one.
  vtkSmartPointer<vtkTexture> texture() const;

 private:
  struct Place {
    float u, v, depth;
  };
  Place at(Vec3 p) const;
  void fill(const Place& a, const Place& b, const Place& c);

  int size_ = 0;
  double texelM_ = 1.0;
  Row u_{}, v_{}, depth_{};
  std::vector<float> nearest_;
};

}  // namespace plenum
