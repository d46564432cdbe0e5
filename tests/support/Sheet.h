// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QImage>
#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace plenum::test {

// Contact sheets: many small pictures of one place in one file, side by side, that a person can look through and a test
// can hold a new picture against.

inline constexpr QSize pictureSize{320, 200};  // as drawn
inline constexpr QSize stampSize{160, 100};    // as kept
inline constexpr int stampsAcross = 6, blockPixels = 4;

/// As it is kept: half as large, in 32 steps a channel, which halves the file once more.
inline QImage stampOf(const QImage& picture) {
  QImage stamp(stampSize, QImage::Format_RGB32);
  for (int y = 0; y < stampSize.height(); ++y)
    for (int x = 0; x < stampSize.width(); ++x) {
      int r = 0, g = 0, b = 0;
      for (const auto& [dx, dy] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
        const QRgb p = picture.pixel(2 * x + dx, 2 * y + dy);
        r += qRed(p), g += qGreen(p), b += qBlue(p);
      }
      const auto step = [](int sum) { return std::min(248, (sum / 4 + 4) / 8 * 8); };
      stamp.setPixel(x, y, qRgb(step(r), step(g), step(b)));
    }
  return stamp;
}

inline QImage sheetOf(const std::vector<QImage>& stamps) {
  const int rows = (static_cast<int>(stamps.size()) + stampsAcross - 1) / stampsAcross;
  QImage sheet(stampsAcross * stampSize.width(), std::max(1, rows) * stampSize.height(), QImage::Format_RGB32);
  sheet.fill(Qt::black);
  for (int k = 0; k < static_cast<int>(stamps.size()); ++k)
    for (int y = 0; y < stampSize.height(); ++y)
      for (int x = 0; x < stampSize.width(); ++x)
        sheet.setPixel(k % stampsAcross * stampSize.width() + x, k / stampsAcross * stampSize.height() + y,
                       stamps[static_cast<std::size_t>(k)].pixel(x, y));
  return sheet;
}
inline QImage stampIn(const QImage& sheet, int k) {
  return sheet.copy({QPoint(k % stampsAcross * stampSize.width(), k / stampsAcross * stampSize.height()), stampSize});
}

/// How many different colours there are: a blank or broken picture has few.
inline int coloursIn(const QImage& stamp) {
  std::set<QRgb> seen;
  for (int y = 0; y < stamp.height(); ++y)
    for (int x = 0; x < stamp.width(); ++x) seen.insert(stamp.pixel(x, y));
  return static_cast<int>(seen.size());
}

/// How far two stamps are apart by the mean colours of their blocks, 0 … 255, the mean of three channels: of all
/// blocks, and of the fortieth part of them that differ most. Edges and dots, in which drivers differ, are lost in a
/// block; a rack of another colour is not.
struct Distance {
  double mean = 255.0, most = 255.0;
};
inline Distance distanceOf(const QImage& a, const QImage& b) {
  if (a.size() != b.size() || a.size() != stampSize) return {};
  std::vector<double> blocks;
  for (int y = 0; y < stampSize.height(); y += blockPixels)
    for (int x = 0; x < stampSize.width(); x += blockPixels) {
      int r = 0, g = 0, blue = 0;
      for (int j = y; j < y + blockPixels; ++j)
        for (int i = x; i < x + blockPixels; ++i) {
          const QRgb p = a.pixel(i, j), q = b.pixel(i, j);
          r += qRed(p) - qRed(q), g += qGreen(p) - qGreen(q), blue += qBlue(p) - qBlue(q);
        }
      blocks.push_back((std::abs(r) + std::abs(g) + std::abs(blue)) / (3.0 * blockPixels * blockPixels));
    }
  std::sort(blocks.begin(), blocks.end(), std::greater<>());
  const auto meanOf = [&](std::size_t count) {
    double sum = 0.0;
    for (std::size_t k = 0; k < count; ++k) sum += blocks[k];
    return sum / static_cast<double>(count);
  };
  return {meanOf(blocks.size()), meanOf(blocks.size() / 40)};
}

}  // namespace plenum::test
