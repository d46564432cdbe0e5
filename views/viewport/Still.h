// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QImage>
#include <optional>
#include <string>

#include "frame/Frame.h"
#include "scene/Camera.h"
#include "scene/SceneOptions.h"
#include "viewport/ViewTheme.h"

namespace plenum {

class Renderer;

/// One picture without a window, without a display and on any thread, for the command line, reports and tests.
struct StillOptions {
  int width = 1920, height = 1080;
  std::string view = "campus";   // a named view (scene/Views.h)
  std::optional<Camera> camera;  // instead of the view
  std::string overlay = "chip-temperature";
  ViewTheme theme = ViewTheme::dark();
  bool isFine = true;  // drawn at twice the size
  /// Labels and the legend; they need a QGuiApplication (its `offscreen` platform will do) and are left out without.
  bool isAnnotated = true;
  bool isChinese = false;
  Sentences say;  // null: text ids are shown
  std::optional<EntityRef> selection;
  double scale = 1.0;  // of text and lines
  SceneOptions options;
  /// Shown seconds since the picture before, for what turns and flows; pictures of one renderer only.
  std::optional<double> stepS;
};

struct Still {
  QImage image;         // null where there is trouble
  std::string trouble;  // a text id: no OpenGL, unknown view, unknown overlay
  double drawMs = 0.0;
};
Still renderStill(const FramePtr& frame, const StillOptions& options = {});
/// The next of several: the scene is built once. On the thread that made the renderer.
Still renderStill(Renderer& renderer, const FramePtr& frame, const StillOptions& options);

}  // namespace plenum
