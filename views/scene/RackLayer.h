// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <vtkSmartPointer.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "overlays/Overlay.h"
#include "scene/Palette.h"
#include "scene/Pieces.h"

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

/// Racks: a mesh of bodies and one of coloured faces for each of a few groups of halls, whatever the number of racks. A
/// frame changes one texture.
class RackLayer {
 public:
  static constexpr std::size_t mostGroups = 12;

  /// Only groups in which something stands otherwise are handed to the graphics library again.
  void rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into);
  /// Colours every chip and every top by the overlay.
  void refresh(const Frame& frame, const Overlay& overlay);
  /// Racks but these, and those that the frame calls abnormal, are seen through: a quarter of their points is drawn.
  /// Takes effect with the next refresh. Nothing: all are solid.
  void setXray(std::optional<std::vector<std::uint32_t>> solid);
  /// Drawn as a solid; always so without an x-ray.
  bool isSolid(std::uint32_t rack) const { return !solid_ || (*solid_)[rack]; }

  const RackAtlas& atlas() const { return atlas_; }
  /// The picture in which a chip is a texel; one and the same however often the layer is built.
  vtkTexture* texture() const;
  /// RGBA of a texel as last refreshed.
  Rgb8 texel(std::uint32_t index) const;
  /// In the order in which they are to be drawn; null among them.
  std::vector<vtkActor*> actors() const;
  void clear(vtkRenderer& from);
  /// How many meshes the last rebuild made anew, for tests.
  std::size_t made() const { return bodies_.made() + faces_.made(); }

 private:
  void fill(std::uint32_t rack, Rgb8 colour);
  void seeThrough(const Frame& frame);

  RackAtlas atlas_;
  Palette palette_;
  std::vector<Box> boxes_;
  std::optional<std::vector<std::uint32_t>> kept_;  // solid whatever the frame says
  std::optional<std::vector<bool>> solid_;
  vtkRenderer* renderer_ = nullptr;
  vtkSmartPointer<vtkActor> solidBodies_;
  std::vector<std::uint32_t> chipTexels_;  // by chip
  vtkSmartPointer<vtkImageData> picture_;
  vtkSmartPointer<vtkTexture> texture_;
  Pieces bodies_, faces_;
};

}  // namespace plenum
