// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "scenario/Scenario.h"
#include "window/StoryPlay.h"

namespace plenum {

/// A story made into pictures.
struct FilmOrder {
  LayoutPtr layout;
  std::shared_ptr<const Setting> setting;
  Story story;
  int width = 1920, height = 1080, fps = 30;
  std::int64_t frames = 0;  // 0: all of the story
  int workers = 0;
  bool isFine = true;  // every picture drawn at twice the size
  ViewTheme theme = ViewTheme::light();
  bool isChinese = false;
  Sentences say;
  TitleBlock title;
};
std::int64_t framesOf(const FilmOrder& order);

/// Draws the story frame by frame from the scenario's start: so much simulated time passes between two frames as the
/// story says, whatever the clock on the wall says, and the same order makes the same pictures bit by bit. `take` gets
/// each in turn and ends the filming by returning false. On any thread; letters need a QGuiApplication. Problems: the
/// site cannot be simulated, or nothing can be drawn here.
Problems film(const FilmOrder& order,
              const std::function<bool(std::int64_t frame, std::int64_t frames, const QImage&)>& take);

/// Where the frames of a film go.
class FilmSink {
 public:
  virtual ~FilmSink() = default;
  /// Problems: it cannot be written.
  virtual Problems add(const QImage& image) = 0;
  /// After the last. Without it nothing is left behind but what frames there are.
  virtual Problems finish() = 0;
};
/// By the name: "….ogv" an Ogg Theora film; "….mp4", "….mkv", "….webm", "….mov" whatever the program ffmpeg makes of
/// it, where it is installed; anything else a folder of "frame-000000.png", each with its facts in text chunks.
Result<std::unique_ptr<FilmSink>> openSink(const std::filesystem::path& out, const FilmOrder& order);

}  // namespace plenum
