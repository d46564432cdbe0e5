// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "window/Film.h"
#include "window/GrowthShapes.h"

namespace plenum {

/// The growth of a campus made into pictures: from before the first works until the last phase runs, the eye going
/// slowly round it, one day of sunlight over all the years. Every change of the campus is given the same time.
struct GrowthFilmOrder {
  GrowthCase of;
  FramePtr frame;  // the campus that stands, at rest
  FilmOrder film;  // size, frames a second, words and theme; its story is not looked at
  std::function<std::string(const Text&)> say;
  double seconds = 30.0;
  bool areYearsShown = false;
};
std::int64_t framesOf(const GrowthFilmOrder& order);
/// The plan's month that a frame shows, and where it is seen from.
double monthAt(const GrowthFilmOrder& order, std::int64_t frame);
Camera cameraAt(const GrowthFilmOrder& order, std::int64_t frame);

/// Frame by frame, bit by bit the same from the same order; each tells site, option, month and the plan's fingerprint.
/// `take` ends the filming by returning false. On any thread. Problems: nothing can be drawn here.
Problems film(const GrowthFilmOrder& order,
              const std::function<bool(std::int64_t frame, std::int64_t frames, const QImage&)>& take);

}  // namespace plenum
