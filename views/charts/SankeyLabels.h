// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFontMetricsF>
#include <QRectF>
#include <QStringList>
#include <vector>

namespace plenum::views {

struct SankeyShape;

/// What stands beside a bar: its name and its amount, on one line or several.
struct SankeyLabel {
  std::size_t stop = 0;
  QRectF place;
  QStringList lines;
  QPointF from;          // on the bar
  bool isApart = false;  // so far from its bar that a line leads to it
};

constexpr double sankeyLinePx = 13.0;

/// Names and amounts of all bars, none over another or over a bar: the largest first, beside their bars; where others
/// stand there, above or below, in as many lines as it takes. A bar is left out only where the room holds no more.
std::vector<SankeyLabel> sankeyLabels(const QRectF& room, const SankeyShape& shape, const std::vector<QString>& names,
                                      const std::vector<QString>& amounts, const QFontMetricsF& metrics);

}  // namespace plenum::views
