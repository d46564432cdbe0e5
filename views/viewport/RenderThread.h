// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "viewport/Renderer.h"

namespace plenum {

/// Owns the only thread that touches VTK. Requests go in, the newest wins; pictures come out. Neither side waits for
/// the other. Sleeps when there is nothing to draw.
class RenderThread {
 public:
  /// `arrived` is called on the render thread whenever a picture (or the trouble of this machine) can be taken.
  explicit RenderThread(std::function<void()> arrived);
  ~RenderThread();

  void submit(RenderRequest request);
  /// The newest picture that was not taken yet.
  std::optional<Picture> take();
  /// Empty, or the text id of why nothing can be drawn. Known after the first `arrived`.
  std::string trouble() const;
  bool isSoftware() const;

 private:
  void run();

  std::function<void()> arrived_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::optional<RenderRequest> wanted_;
  std::optional<Picture> drawn_;
  std::string trouble_;
  bool isSoftware_ = true;
  bool isEnding_ = false;
  std::thread thread_;
};

}  // namespace plenum
