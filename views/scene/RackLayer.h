// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <vector>

#include "overlays/Overlay.h"
#include "scene/Palette.h"

class vtkActor;
class vtkImageData;
class vtkRenderer;
class vtkTexture;

namespace plenum {

/// Where each rack's block lies in the atlas: the picture in which a chip is a texel. A block is the rack's chip grid
/// with one line more above it, which colours the top of the rack.
struct RackAtlas {
  struct Block {
    std::uint32_t x = 0, y = 0, columns = 1, lines = 0;  // lines of chips
  };
  std::uint32_t width = 1, height = 1;
  std::vector<Block> blocks;  // per rack

  /// Texel of a chip, counted from the rack's first; (x, y) from the lower left.
  std::uint32_t texelOfChip(const PlacedRack& rack, std::uint32_t rackIndex, std::uint32_t chip) const;
  std::uint32_t texelOfTop(std::uint32_t rackIndex, std::uint32_t column) const;
};
RackAtlas packAtlas(const Layout& layout);

/// Racks: one mesh of bodies and one of coloured faces, whatever their number. A frame changes one texture.
class RackLayer {
 public:
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);
  /// Colours every chip and every top by the overlay.
  void refresh(const Frame& frame, const Overlay& overlay);

  const RackAtlas& atlas() const { return atlas_; }
  /// RGBA of a texel as last refreshed.
  Rgb8 texel(std::uint32_t index) const;

 private:
  void fill(std::uint32_t rack, Rgb8 colour);

  RackAtlas atlas_;
  std::vector<std::uint32_t> chipTexels_;  // by chip
  vtkSmartPointer<vtkImageData> picture_;
  vtkSmartPointer<vtkTexture> texture_;
  vtkSmartPointer<vtkActor> bodies_, faces_;
};

}  // namespace plenum
