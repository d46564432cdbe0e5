// SPDX-License-Identifier: Apache-2.0
#include "viewport/ToolPaint.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "viewport/Lettering.h"

namespace plenum {
namespace {

constexpr double tagPadPx = 7.0;

QFont fontOf(const QPainter& painter, QFont::Weight weight) { return lettering(painter, textPx, weight); }

}  // namespace

void paintNote(QPainter& painter, const Annotations& look, const QRectF& area, QPointF at, const QStringList& lines,
               const QColor& edge) {
  if (lines.isEmpty()) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const QFont bold = fontOf(painter, QFont::DemiBold), plain = fontOf(painter, QFont::Normal);
  double width = QFontMetricsF(bold).horizontalAdvance(lines.front());
  for (const QString& line : lines) width = std::max(width, QFontMetricsF(plain).horizontalAdvance(line));
  QRectF place(at + QPointF(18, 18),
               QSizeF(width + 2 * tagPadPx + 2, linePx * static_cast<double>(lines.size()) + 2 * tagPadPx - 3));
  if (place.right() > area.right() - 6) place.moveRight(std::max(at.x() - 14, area.left() + 6 + place.width()));
  if (place.bottom() > area.bottom() - 6) place.moveBottom(at.y() - 12);
  place.moveTop(std::max(place.top(), area.top() + 6));
  look.panel(painter, place, edge);
  for (qsizetype k = 0; k < lines.size(); ++k) {
    painter.setFont(k == 0 ? bold : plain);
    painter.setPen(k == 0 ? look.theme.text : look.theme.dim);
    painter.drawText(QRectF(place.left() + tagPadPx, place.top() + tagPadPx - 2 + linePx * static_cast<double>(k),
                            place.width() - tagPadPx, linePx),
                     Qt::AlignVCenter | Qt::AlignLeft, lines[k]);
  }
  painter.restore();
}

void paintLine(QPainter& painter, const Annotations& look, const Projection& view, const FloorLine& line,
               const QColor& colour) {
  const auto a = view.project(line.from), b = view.project(line.to);
  if (!a || !b) return;
  const QPointF from(a->x, a->y), to(b->x, b->y);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  // a dark and a light line: seen on every floor
  painter.setPen(QPen(look.theme.panel, 4.0, Qt::SolidLine, Qt::RoundCap));
  painter.drawLine(from, to);
  painter.setPen(QPen(colour, 1.8, line.isDashed ? Qt::DashLine : Qt::SolidLine, Qt::RoundCap));
  painter.drawLine(from, to);
  if (line.hasEnds) {
    painter.setBrush(colour);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(from, 3.5, 3.5);
    painter.drawEllipse(to, 3.5, 3.5);
  }
  if (!line.label.isEmpty()) {
    painter.setFont(fontOf(painter, QFont::DemiBold));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(line.label) + 12;
    const QPointF middle = (from + to) / 2;
    const QRectF place(middle.x() - width / 2, middle.y() - 10 - line.liftPx, width, 20);
    look.panel(painter, place, colour);
    painter.setPen(look.theme.text);
    painter.drawText(place, Qt::AlignCenter, line.label);
  }
  painter.restore();
}

}  // namespace plenum
