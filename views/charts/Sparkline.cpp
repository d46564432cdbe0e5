// SPDX-License-Identifier: Apache-2.0
#include "charts/Sparkline.h"

#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace plenum::views {

void drawSparkline(QPainter& painter, const QRectF& in, const Samples& samples, const QColor& colour, double least) {
  if (samples.size() < 2 || in.width() < 4) return;
  const auto columns = decimated(samples, samples.front().first, samples.back().first, static_cast<int>(in.width()));
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const ColumnRange& c : columns)
    if (!std::isnan(c.low)) low = std::min(low, double(c.low)), high = std::max(high, double(c.high));
  if (low > high) return;
  if (high - low < least) {
    const double middle = 0.5 * (low + high);
    low = middle - 0.5 * least;
    high = middle + 0.5 * least;
  }
  QPainterPath path;
  bool isDown = false;
  for (std::size_t x = 0; x < columns.size(); ++x) {
    if (std::isnan(columns[x].low)) continue;
    const auto y = [&](double v) { return in.bottom() - (v - low) / (high - low) * in.height(); };
    const QPointF top(in.left() + double(x), y(columns[x].high));
    if (isDown)
      path.lineTo(top);
    else
      path.moveTo(top);
    if (columns[x].low < columns[x].high) path.lineTo(top.x(), y(columns[x].low));
    isDown = true;
  }
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour, 1.2));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
  painter.restore();
}

}  // namespace plenum::views
