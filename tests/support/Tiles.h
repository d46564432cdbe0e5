// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QImage>
#include <algorithm>
#include <cmath>

namespace plenum::test {

/// How far two pictures of one size are apart by the mean colours of their tiles, 0 … 255: which no driver changes, and
/// which sees a thing that is missing or stands elsewhere.
struct Apart {
  double mean = 255.0, worst = 255.0;
};
inline Apart apart(const QImage& a, const QImage& b, int tile = 10) {
  if (a.size() != b.size() || a.width() < tile || a.height() < tile) return {};
  Apart out{0.0, 0.0};
  int count = 0;
  for (int y = 0; y + tile <= a.height(); y += tile)
    for (int x = 0; x + tile <= a.width(); x += tile, ++count) {
      double r = 0, g = 0, blue = 0;
      for (int j = y; j < y + tile; ++j)
        for (int i = x; i < x + tile; ++i) {
          const QRgb p = a.pixel(i, j), q = b.pixel(i, j);
          r += qRed(p) - qRed(q), g += qGreen(p) - qGreen(q), blue += qBlue(p) - qBlue(q);
        }
      const double error = (std::abs(r) + std::abs(g) + std::abs(blue)) / (3.0 * tile * tile);
      out.mean += error;
      out.worst = std::max(out.worst, error);
    }
  out.mean /= std::max(1, count);
  return out;
}

}  // namespace plenum::test
