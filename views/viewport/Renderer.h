// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QImage>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "frame/Frame.h"
#include "overlays/Overlay.h"
#include "scene/Camera.h"
#include "scene/Palette.h"
#include "scene/SceneOptions.h"
#include "scene/Storeys.h"
#include "viewport/Nearness.h"

namespace plenum {

/// What a picture should show. Sizes in device pixels.
struct RenderRequest {
  FramePtr frame;
  Camera camera;
  const Overlay* overlay = nullptr;
  Palette palette;
  int width = 1, height = 1;
  double cutAboveM = uncut;                          // storeys above are left out
  int supersample = 1;                               // 2: drawn at twice the size and averaged
  std::optional<OverlayRange> range = std::nullopt;  // instead of the overlay's own
  bool isMotionReduced = false;                      // what flows is marked and does not move
  SceneOptions options = {};
  bool isPatient = false;                      // all details that are near are built first, however long that takes
  Nearness nearness = Nearness::none;          // how well corners are dimmed; Present only
  std::optional<double> stepS = std::nullopt;  // seconds since the picture before, instead of the clock's
};

/// A picture, with everything that is needed to point into it.
struct Picture {
  QImage image;  // RGB32; null where the request could not be met
  Camera camera;
  FramePtr frame;
  double drawMs = 0.0;
  double cutAboveM = uncut;
  int supersample = 1;
  bool isWhole = true;           // nothing is left to be built for this place: another picture would be the same
  std::vector<Box> closed = {};  // buildings whose roofs are on: what stands in them is not seen
  bool isFull = true;            // not one of the smaller ones that are drawn while something moves
};

/// Draws requests one after the other on the thread that made it. Reuses pictures that nobody holds any more.
class Renderer {
 public:
  Renderer();
  ~Renderer();

  /// Empty, or the text id of why nothing can be drawn on this machine.
  const std::string& trouble() const { return trouble_; }
  bool isSoftware() const { return isSoftware_; }
  Picture draw(const RenderRequest& request);

 private:
  QImage blank(int width, int height);
  void dimCorners(QImage& image, const RenderRequest& request);

  struct Gl;
  std::unique_ptr<Gl> gl_;
  std::string trouble_;
  bool isSoftware_ = true;
  std::optional<std::chrono::steady_clock::time_point> lastDrawn_;
  std::vector<QImage> pool_;
};

}  // namespace plenum
