// SPDX-License-Identifier: Apache-2.0
#include "charts/SankeyLabels.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "charts/SankeyView.h"

namespace plenum::views {

namespace {

constexpr double besidePx = 4.0, stepPx = 3.0, apartPx = 6.0;

/// In two at the space that lies nearest the middle; in Chinese, that has none, anywhere.
QStringList halved(const QString& name) {
  qsizetype at = -1;
  for (qsizetype k = name.indexOf(QLatin1Char(' ')); k >= 0; k = name.indexOf(QLatin1Char(' '), k + 1))
    if (at < 0 || std::abs(2 * k - name.size()) < std::abs(2 * at - name.size())) at = k;
  return at < 0 ? QStringList{name} : QStringList{name.left(at), name.mid(at + 1)};
}

/// The ways in which a name and an amount may be set, the dearest last.
std::vector<QStringList> settings(const QString& name, const QString& amount, bool isThin) {
  const QStringList halves = halved(name);
  QStringList three = halves;
  three << amount;
  std::vector<QStringList> out;
  if (!isThin) out = {{name, amount}, three};
  out.push_back({name + QLatin1Char(' ') + amount});
  if (isThin) out.push_back({name, amount});
  if (halves.size() > 1) out.push_back({halves[0], halves[1] + QLatin1Char(' ') + amount});
  if (isThin) out.push_back(three);
  return out;
}

}  // namespace

std::vector<SankeyLabel> sankeyLabels(const QRectF& room, const SankeyShape& shape, const std::vector<QString>& names,
                                      const std::vector<QString>& amounts, const QFontMetricsF& metrics) {
  std::vector<std::size_t> order(shape.bars.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return shape.bars[a].height() > shape.bars[b].height(); });
  std::vector<SankeyLabel> out;
  const auto isFree = [&](const QRectF& place) {
    if (!room.contains(place)) return false;
    for (const SankeyLabel& other : out)
      if (other.place.intersects(place)) return false;
    for (const QRectF& bar : shape.bars)
      // a bar of no height is drawn all the same
      if (bar.adjusted(0, 0, 0, std::max(0.0, 1.0 - bar.height())).intersects(place)) return false;
    return true;
  };
  for (const std::size_t s : order) {
    const QRectF& bar = shape.bars[s];
    const double half = 0.5 * bar.height();
    const auto ways = settings(names[s], amounts[s], bar.height() < 6.0);
    const auto set = [&](double up) {
      for (const QStringList& lines : ways) {
        double wide = 0.0;
        for (const QString& line : lines) wide = std::max(wide, metrics.horizontalAdvance(line) + 2.0);
        const double tall = sankeyLinePx * double(lines.size());
        const double top = bar.center().y() - 0.5 * tall + up;
        for (const bool isRight : {true, false}) {
          const QRectF place(isRight ? bar.right() + besidePx : bar.left() - besidePx - wide, top, wide, tall);
          if (!isFree(place)) continue;
          const QPointF from(isRight ? bar.right() : bar.left(), bar.center().y());
          out.push_back({s, place, lines, from, std::abs(up) > half + apartPx});
          return true;
        }
      }
      return false;
    };
    bool isSet = set(0.0);
    for (double up = stepPx; !isSet && up < room.height(); up += stepPx) isSet = set(up) || set(-up);
  }
  return out;
}

}  // namespace plenum::views
