// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/Geometry.h"

class vtkImageData;
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

  /// A rectangle of texels: from a corner to beyond the one opposite.
  struct Window {
    int left = 0, low = 0, right = 0, high = 0;
    bool isEmpty() const { return left >= right || low >= high; }
    bool meets(const Window& other) const {
      return left < other.right && other.left < right && low < other.high && other.low < high;
    }
    void add(const Window& other);
  };

  /// `size` texels on a side.
  SunShadow(const Box& region, Vec3 towardsLight, int size);
  void cast(vtkPolyData& mesh) { cast(mesh, whole()); }
  /// Only what falls into the window; a texel gets the same from it as it would from the whole mesh.
  void cast(vtkPolyData& mesh, const Window& window);
  /// Nothing stands in the way there any more.
  void clear(const Window& window);
  Window whole() const { return {0, 0, size_, size_}; }
  /// Where the shadow of a box falls.
  Window windowOf(const Box& box) const;

  /// Whether the light reaches a place, by the same rule as the shader's.
  bool isLit(Vec3 place) const;
  int size() const { return size_; }
  double texelM() const { return texelM_; }
  const Row& u() const { return u_; }
  const Row& v() const { return v_; }
  const Row& depth() const { return depth_; }
  /// Depth in two bytes, red the higher one. One and the same picture, brought up to date where a window was cast.
  vtkTexture* texture();

 private:
  struct Place {
    float u, v, depth;
  };
  Place at(Vec3 p) const;
  void fill(const Place& a, const Place& b, const Place& c, const Window& window);

  int size_ = 0;
  double texelM_ = 1.0;
  Row u_{}, v_{}, depth_{};
  std::vector<float> nearest_;
  Window unpainted_;
  vtkSmartPointer<vtkImageData> image_;
  vtkSmartPointer<vtkTexture> texture_;
};

}  // namespace plenum
