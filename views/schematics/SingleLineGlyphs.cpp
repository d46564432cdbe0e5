// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLineGlyphs.h"

#include <QPainterPath>
#include <cmath>
#include <numbers>

namespace plenum::views {

namespace {

/// Draws in a square of −1 … 1 that is laid over the glyph's box.
class LinePencil {
 public:
  LinePencil(QPainter& painter, const QRectF& in) : painter_(painter), in_(in) {}
  QPointF at(double x, double y) const {
    return {in_.center().x() + 0.5 * x * in_.width(), in_.center().y() + 0.5 * y * in_.height()};
  }
  void line(double x1, double y1, double x2, double y2) { painter_.drawLine(at(x1, y1), at(x2, y2)); }
  void circle(double x, double y, double r) {
    painter_.drawEllipse(at(x, y), 0.5 * r * in_.width(), 0.5 * r * in_.height());
  }
  void dot(double x, double y) {
    painter_.save();
    painter_.setBrush(painter_.pen().color());
    painter_.drawEllipse(at(x, y), 1.8, 1.8);
    painter_.restore();
  }
  void box(double x1, double y1, double x2, double y2) { painter_.drawRect(QRectF(at(x1, y1), at(x2, y2))); }
  void path(std::initializer_list<std::pair<double, double>> points) {
    QPolygonF polygon;
    for (const auto& [x, y] : points) polygon << at(x, y);
    painter_.drawPolyline(polygon);
  }
  void solid(std::initializer_list<std::pair<double, double>> corners) {
    painter_.save();
    painter_.setBrush(painter_.pen().color());
    QPolygonF polygon;
    for (const auto& [x, y] : corners) polygon << at(x, y);
    painter_.drawPolygon(polygon);
    painter_.restore();
  }
  // alternating and direct current
  void wave(double x, double y, double r) {
    QPainterPath path(at(x - r, y));
    path.cubicTo(at(x - 0.5 * r, y - 1.5 * r), at(x - 0.2 * r, y - 0.6 * r), at(x, y));
    path.cubicTo(at(x + 0.2 * r, y + 0.6 * r), at(x + 0.5 * r, y + 1.5 * r), at(x + r, y));
    painter_.save();
    painter_.setBrush(Qt::NoBrush);
    painter_.drawPath(path);
    painter_.restore();
  }
  void direct(double x, double y, double r) {
    line(x - r, y - 0.45 * r, x + r, y - 0.45 * r);
    line(x - r, y + 0.45 * r, x + r, y + 0.45 * r);
  }
  void converter(double y1, double y2, double half) {
    box(-half, y1, half, y2);
    line(-half, y2, half, y1);
  }
  /// Cells in a row to the left: long plate, short plate.
  void battery(double x, double y) {
    line(x, y - 0.34, x, y + 0.34);
    line(x - 0.14, y - 0.17, x - 0.14, y + 0.17);
    line(x - 0.28, y - 0.34, x - 0.28, y + 0.34);
    line(x - 0.42, y - 0.17, x - 0.42, y + 0.17);
  }
  void letter(const QString& text, double x1, double y1, double x2, double y2) {
    painter_.save();
    QFont font = painter_.font();
    font.setPixelSize(std::max(6, int(0.36 * in_.height())));
    font.setBold(false);
    painter_.setFont(font);
    painter_.drawText(QRectF(at(x1, y1), at(x2, y2)), Qt::AlignCenter, text);
    painter_.restore();
  }
  void cross(double x, double y, double r) {
    line(x - r, y - r, x + r, y + r);
    line(x - r, y + r, x + r, y - r);
  }

 private:
  QPainter& painter_;
  QRectF in_;
};

void drawUps(LinePencil& pen, const LineGlyphStyle& style) {
  pen.line(0.0, -1.0, 0.0, -0.8);
  pen.converter(-0.8, -0.16, 0.42);
  pen.wave(-0.2, -0.58, 0.13);
  pen.direct(0.2, -0.33, 0.13);
  pen.converter(0.16, 0.8, 0.42);
  pen.direct(-0.2, 0.38, 0.13);
  pen.wave(0.2, 0.63, 0.13);
  pen.line(0.0, 0.8, 0.0, 1.0);
  // the link of direct current with its battery
  pen.line(0.0, -0.16, 0.0, 0.16);
  pen.line(0.0, 0.0, -0.52, 0.0);
  pen.battery(-0.52, 0.0);
  // static bypass
  pen.path({{0.0, -0.92}, {0.76, -0.92}, {0.76, -0.3}});
  pen.path({{0.76, 0.3}, {0.76, 0.92}, {0.0, 0.92}});
  if (style.isOnBypass)
    pen.line(0.76, -0.3, 0.76, 0.3);
  else
    pen.line(0.76, 0.3, 0.98, -0.24);
}

void drawShape(LinePencil& pen, LineShape shape, const LineGlyphStyle& style) {
  switch (shape) {
    case LineShape::feed:  // the network behind it: a hatched square
      pen.box(-0.75, -0.9, 0.75, 0.6);
      for (const double d : {-0.75, 0.0, 0.75}) {
        const double x1 = std::max(-0.75, d - 0.75), x2 = std::min(0.75, d + 0.75);
        pen.line(x1, -0.15 + (x1 - d), x2, -0.15 + (x2 - d));
        pen.line(x1, -0.15 - (x1 - d), x2, -0.15 - (x2 - d));
      }
      pen.line(0.0, 0.6, 0.0, 1.0);
      break;
    case LineShape::genset:
      pen.circle(0.0, -0.08, 0.86);
      pen.letter(QStringLiteral("G"), -0.6, -0.75, 0.6, 0.2);
      pen.wave(0.0, 0.38, 0.28);
      pen.line(0.0, 0.78, 0.0, 1.0);
      break;
    case LineShape::solar:  // a cell in the light, behind its inverter's sign
      pen.box(-0.6, -0.5, 0.75, 0.7);
      pen.path({{-0.6, -0.5}, {0.075, 0.1}, {0.75, -0.5}});
      pen.wave(0.075, 0.45, 0.2);
      for (const double x : {-0.95, -0.6}) {
        pen.line(x, -1.0, x + 0.42, -0.62);
        pen.solid({{x + 0.42, -0.62}, {x + 0.2, -0.68}, {x + 0.36, -0.84}});
      }
      pen.line(0.0, 0.7, 0.0, 1.0);
      break;
    case LineShape::wind:
      pen.circle(0.0, -0.08, 0.86);
      for (int blade = 0; blade < 3; ++blade) {
        const double a = (-90.0 + 120.0 * blade) * std::numbers::pi / 180.0;
        pen.line(0.0, -0.08, 0.68 * std::cos(a), -0.08 + 0.68 * std::sin(a));
        pen.line(0.0, -0.08, 0.45 * std::cos(a + 0.35), -0.08 + 0.45 * std::sin(a + 0.35));
      }
      pen.dot(0.0, -0.08);
      pen.line(0.0, 0.78, 0.0, 1.0);
      break;
    case LineShape::storage:  // cells behind a converter
      pen.converter(0.0, 0.8, 0.45);
      pen.direct(-0.2, 0.2, 0.13);
      pen.wave(0.2, 0.6, 0.13);
      pen.line(0.0, 0.0, 0.0, -0.25);
      pen.line(-0.42, -0.25, 0.42, -0.25);
      pen.line(-0.2, -0.42, 0.2, -0.42);
      pen.line(-0.42, -0.6, 0.42, -0.6);
      pen.line(-0.2, -0.78, 0.2, -0.78);
      pen.line(0.0, 0.8, 0.0, 1.0);
      break;
    case LineShape::transformer:
      pen.circle(0.0, -0.37, 0.6);
      pen.circle(0.0, 0.37, 0.6);
      pen.line(0.0, -1.0, 0.0, -0.97);
      break;
    case LineShape::board:
      break;
    case LineShape::ups:
      drawUps(pen, style);
      break;
    case LineShape::rectifier:
      pen.line(0.0, -1.0, 0.0, -0.7);
      pen.converter(-0.7, 0.45, 0.62);
      pen.wave(-0.27, -0.4, 0.2);
      pen.direct(0.3, 0.18, 0.2);
      pen.line(0.0, 0.45, 0.0, 1.0);
      pen.line(0.0, 0.72, -0.45, 0.72);
      pen.line(-0.45, 0.52, -0.45, 0.92);
      pen.line(-0.59, 0.62, -0.59, 0.82);
      pen.line(-0.73, 0.52, -0.73, 0.92);
      pen.line(-0.87, 0.62, -0.87, 0.82);
      break;
    case LineShape::transferSwitch:
    case LineShape::staticSwitch: {  // change-over contact; a static one stands in the box of its thyristors
      if (shape == LineShape::staticSwitch) {
        pen.box(-0.98, -0.62, 0.98, 0.72);
        pen.path({{0.45, 0.42}, {0.85, 0.42}});
        pen.solid({{0.5, 0.2}, {0.8, 0.2}, {0.65, 0.4}});
      }
      const double to = style.isOnAlternate ? 0.9 : -0.9;
      for (const double x : {-0.9, 0.9}) {
        pen.line(x, -1.0, x, -0.35);
        pen.dot(x, -0.35);
      }
      pen.line(0.0, 0.5, to * 0.9, -0.3);
      pen.dot(0.0, 0.5);
      pen.line(0.0, 0.5, 0.0, 1.0);
      break;
    }
    case LineShape::tie:  // a breaker between two bars
      pen.path({{-0.9, -1.0}, {-0.9, 0.2}, {-0.42, 0.2}});
      pen.path({{0.9, -1.0}, {0.9, 0.2}, {0.42, 0.2}});
      pen.cross(-0.42, 0.2, 0.18);
      if (style.isClosed)
        pen.line(-0.42, 0.2, 0.42, 0.2);
      else
        pen.line(0.42, 0.2, -0.34, -0.25);
      break;
    case LineShape::outlet:  // a rail with its taps
      pen.line(0.0, -1.0, 0.0, -0.35);
      for (const double y : {-0.38, -0.32}) pen.line(-0.9, y, 0.9, y);
      for (const double x : {-0.6, 0.0, 0.6}) {
        pen.line(x, -0.35, x, 0.3);
        pen.solid({{x - 0.16, 0.25}, {x + 0.16, 0.25}, {x, 0.6}});
      }
      break;
    case LineShape::loads:
      pen.line(0.0, -1.0, 0.0, 0.1);
      pen.solid({{-0.28, 0.0}, {0.28, 0.0}, {0.0, 0.6}});
      break;
  }
}

}  // namespace

void drawGlyph(QPainter& painter, LineShape shape, const QRectF& in, const LineGlyphStyle& style) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QPen pen(style.stroke, 1.3);
  pen.setJoinStyle(Qt::RoundJoin);
  pen.setCapStyle(Qt::FlatCap);
  painter.setPen(pen);
  painter.setBrush(style.fill);
  LinePencil pencil(painter, in);
  if (style.isStacked) {
    // the corner of those that stand behind
    pencil.path({{0.4, -1.0}, {1.1, -1.0}, {1.1, 0.3}});
  }
  drawShape(pencil, shape, style);
  if (style.isCrossed) {
    painter.setPen(QPen(style.stroke, 2.2));
    pencil.line(-0.9, -0.9, 0.9, 0.9);
    pencil.line(-0.9, 0.9, 0.9, -0.9);
  }
  painter.restore();
}

void drawBreaker(QPainter& painter, const QRectF& in, BreakerLook look, const QColor& stroke) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QPen pen(stroke, look == BreakerLook::tripped ? 2.0 : 1.4);
  pen.setCapStyle(Qt::FlatCap);
  if (look == BreakerLook::unknown) pen.setColor(stroke);
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  const double x = in.center().x(), fixed = in.top() + 4.0, pivot = in.bottom() - 2.0;
  painter.drawLine(QPointF(x, in.top()), QPointF(x, fixed));
  painter.drawLine(QPointF(x, pivot), QPointF(x, in.bottom()));
  painter.drawLine(QPointF(x - 3.0, fixed - 3.0), QPointF(x + 3.0, fixed + 3.0));
  painter.drawLine(QPointF(x - 3.0, fixed + 3.0), QPointF(x + 3.0, fixed - 3.0));
  const bool isShut = look == BreakerLook::closed || look == BreakerLook::unknown;
  painter.drawLine(QPointF(x, pivot), QPointF(isShut ? x : x - (look == BreakerLook::mixed ? 3.5 : 6.5), fixed));
  if (look == BreakerLook::tripped) painter.fillRect(QRectF(x + 2.0, pivot - 6.0, 4.5, 4.5), stroke);
  painter.restore();
}

}  // namespace plenum::views
