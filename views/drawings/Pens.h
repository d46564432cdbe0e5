// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QPen>
#include <QString>
#include <algorithm>
#include <cmath>

namespace plenum::views {

// Lines and letters of a drawing on paper, in millimetres. Private to this room.

// line widths of ISO 128, mm
inline constexpr double thinMm = 0.18, usualMm = 0.25, thickMm = 0.5, frameMm = 0.7;
inline constexpr double textMm = 2.5, smallMm = 1.8, headMm = 3.5;

inline QPen pen(double widthMm, Qt::PenStyle style = Qt::SolidLine, QColor colour = Qt::black) {
  QPen line(colour, widthMm, style, Qt::FlatCap, Qt::MiterJoin);
  return line;
}

/// Fonts are laid out at a hundred times their size: millimetres are too coarse for hinted advances.
inline constexpr double fontScale = 100.0;

inline QFont fontOf(double heightMm, bool isBold = false) {
  QFont font(QStringLiteral("Inter"));
  font.setPixelSize(static_cast<int>(std::lround(heightMm * fontScale * 1.35)));
  font.setBold(isBold);
  return font;
}

inline double widthOf(const QString& text, double heightMm, bool isBold = false) {
  return QFontMetricsF(fontOf(heightMm, isBold)).horizontalAdvance(text) / fontScale;
}

/// Text in a rectangle of the sheet, smaller where it would not fit, left out below a readable size.
inline void letter(QPainter& painter, const QRectF& where, int flags, const QString& text, double heightMm,
                   bool isBold = false) {
  double size = heightMm;
  const double width = widthOf(text, size, isBold);
  if (width > where.width() && width > 0.0) size *= where.width() / width;
  if (size < 0.8) return;
  painter.save();
  painter.translate(where.topLeft());
  painter.scale(1.0 / fontScale, 1.0 / fontScale);
  painter.setFont(fontOf(size, isBold));
  painter.drawText(QRectF(0, 0, where.width() * fontScale, where.height() * fontScale), flags | Qt::TextDontClip, text);
  painter.restore();
}

inline QString metresText(double metres) { return QString::number(std::lround(metres * 1000.0)); }

/// A dimension line with ticks at its ends and its length in millimetres above it.
inline void dimension(QPainter& painter, QPointF from, QPointF to, double metres, double offsetMm) {
  const bool isLevel = std::abs(from.y() - to.y()) < std::abs(from.x() - to.x());
  const QPointF off = isLevel ? QPointF(0, offsetMm) : QPointF(offsetMm, 0);
  painter.setPen(pen(thinMm));
  if (offsetMm != 0.0) {
    painter.drawLine(from, from + off * (1.0 + 1.5 / std::abs(offsetMm)));
    painter.drawLine(to, to + off * (1.0 + 1.5 / std::abs(offsetMm)));
  }
  const QPointF a = from + off, b = to + off;
  painter.drawLine(a, b);
  painter.setPen(pen(usualMm));
  for (const QPointF& end : {a, b}) painter.drawLine(end + QPointF(-0.8, 0.8), end + QPointF(0.8, -0.8));
  painter.setPen(Qt::black);
  const QString text = metresText(metres);
  const QPointF middle = 0.5 * (a + b);
  const double room = std::max(widthOf(text, smallMm), 4.0);
  painter.save();
  painter.translate(middle);
  if (!isLevel) painter.rotate(-90);
  letter(painter, QRectF(-0.5 * room - 1, -smallMm * 1.7, room + 2, smallMm * 1.5), Qt::AlignHCenter | Qt::AlignBottom,
         text, smallMm);
  painter.restore();
}

}  // namespace plenum::views
