// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QImage>
#include <cstdint>
#include <vector>

namespace plenum {

/// How far before the eye every pixel of a picture is.
struct Depths {
  int width = 0, height = 0;
  std::vector<float> awayM;  // along the look, metres; rows from the top
  double focalPx = 1.0;      // pixels that a metre covers at one metre's distance
  double farM = 1e9;         // what is as far as this is sky

  float at(int x, int y) const { return awayM[static_cast<std::size_t>(y) * width + x]; }
};

/// How much time the dimness of corners may take.
enum class Nearness {
  none,
  quick,    // 12 looks around a pixel: a picture at rest
  thorough  // 32: pictures that are kept
};

/// Ambient occlusion in the picture: how much of the sky every pixel of `depths` sees past what stands near it in the
/// picture, 0 … 255 of all. Looks as far as three hundredths of the distance, eight metres at most. The same depths
/// give the same bytes. Horizons after Bavoil, Sainz and Dimitrov, "Image-space horizon-based ambient occlusion"
/// (2008).
std::vector<std::uint8_t> skySeen(const Depths& depths, Nearness nearness);

/// Dims a picture (RGB32) by it; `depths` may be a whole fraction of its size. What lies in the sun is dimmed less, for
/// the sun's light is not the sky's.
void dim(QImage& picture, const Depths& depths, const std::vector<std::uint8_t>& seen);

}  // namespace plenum
