// SPDX-License-Identifier: Apache-2.0
#include "viewport/DimensionMarks.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "viewport/ToolPaint.h"

namespace plenum {
namespace {

constexpr double leastPx = 36.0, pickPx = 9.0;

struct Leg {
  QPointF from, to;
  Vec3 a, b;
};

std::vector<Leg> legsOf(const DimensionMark& mark, const Projection& view) {
  std::vector<Leg> out;
  const std::size_t count = mark.points.size();
  for (std::size_t i = 0; i + 1 < count + (mark.isArea ? 1 : 0); ++i) {
    const Vec3 a = mark.points[i], b = mark.points[(i + 1) % count];
    const auto p = view.project(a), q = view.project(b);
    if (p && q) out.push_back({{p->x, p->y}, {q->x, q->y}, a, b});
  }
  return out;
}

double lengthPx(const std::vector<Leg>& legs) {
  double longest = 0.0;
  for (const Leg& leg : legs)
    longest = std::max(longest, std::hypot(leg.to.x() - leg.from.x(), leg.to.y() - leg.from.y()));
  return longest;
}

}  // namespace

void paintDimensions(QPainter& painter, const Annotations& look, const Projection& view,
                     const std::vector<DimensionMark>& marks, int leading) {
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const std::vector<Leg> legs = legsOf(marks[i], view);
    if (legs.empty() || lengthPx(legs) < leastPx) continue;
    const bool isLeading = static_cast<int>(i) == leading;
    const QColor colour = isLeading ? look.theme.accent : look.theme.text;
    if (marks[i].isArea) {
      QPolygonF face;
      for (const Leg& leg : legs) face << leg.from;
      QColor fill = colour;
      fill.setAlphaF(0.10f);
      painter.setPen(Qt::NoPen);
      painter.setBrush(fill);
      painter.drawPolygon(face);
      painter.setBrush(Qt::NoBrush);
    }
    for (std::size_t k = 0; k < legs.size(); ++k)
      paintLine(painter, look, view,
                {legs[k].a, legs[k].b, k == 0 ? marks[i].label : QString(), false, !marks[i].isArea}, colour);
  }
}

int dimensionAt(const std::vector<DimensionMark>& marks, const Projection& view, QPointF at) {
  int best = -1;
  double nearest = pickPx;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const std::vector<Leg> legs = legsOf(marks[i], view);
    if (lengthPx(legs) < leastPx) continue;
    for (const Leg& leg : legs) {
      const QPointF d = leg.to - leg.from, p = at - leg.from;
      const double length = d.x() * d.x() + d.y() * d.y();
      const double t = length < 1e-9 ? 0.0 : std::clamp((p.x() * d.x() + p.y() * d.y()) / length, 0.0, 1.0);
      const double away = std::hypot(p.x() - t * d.x(), p.y() - t * d.y());
      if (away < nearest) nearest = away, best = static_cast<int>(i);
    }
  }
  return best;
}

}  // namespace plenum
