// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <vector>

#include "scene/Lightmap.h"

class vtkImageData;
class vtkTexture;

namespace plenum {

/// The sun's shadows and the dimness beside solids, drawn once from above into a grey picture that the ground wears.
/// Costs a frame nothing but one texture look-up, and is softer than any shadow map that software GL could afford.
/// After an edit only that part of it is drawn again to which something else was cast; the picture is then, to the last
/// bit, what it would be had all of it been drawn.
class BakedLight {
 public:
  BakedLight();

  /// Without the sun's shadows where the sun is to move.
  enum class Wants { everything, nearness };
  void bake(const Lightmap& cast, Wants wants);

  /// One and the same however often it is baked; not null.
  vtkTexture* texture() const;
  vtkImageData* image() const;
  /// Of how many texels the last baking thought again.
  std::size_t baked() const { return baked_; }

 private:
  /// Texels: from a corner to beyond the one opposite.
  struct Window {
    int left = 0, low = 0, right = 0, high = 0;
    bool isEmpty() const { return left >= right || low >= high; }
    int width() const { return right - left; }
    int height() const { return high - low; }
  };
  struct Known {  // of a stroke: what it is, and where
    std::uint64_t print = 0;
    Window at;
    auto operator<=>(const Known& other) const { return print <=> other.print; }
    bool operator==(const Known& other) const { return print == other.print; }
  };
  static std::vector<Known> knownOf(const Lightmap& cast);
  Window changed(const std::vector<Known>& now) const;
  void draw(const Lightmap& cast, const Window& window);

  int width_ = 0, height_ = 0;
  double texelM_ = 0.0;
  Vec3 origin_;
  Wants wants_ = Wants::everything;
  std::vector<Known> known_;
  std::vector<Lightmap::Glow> glows_;
  vtkSmartPointer<vtkImageData> image_;
  vtkSmartPointer<vtkTexture> texture_;
  std::size_t baked_ = 0;
};

}  // namespace plenum
