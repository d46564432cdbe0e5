// SPDX-License-Identifier: Apache-2.0
#include "schematics/Glyphs.h"

#include <QPainterPath>

namespace plenum::views {

namespace {

/// Draws in a square of −1 … 1 that is laid over the glyph's box.
class Pencil {
 public:
  Pencil(QPainter& painter, const QRectF& in) : painter_(painter), in_(in) {}
  QPointF at(double x, double y) const {
    return {in_.center().x() + 0.5 * x * in_.width(), in_.center().y() + 0.5 * y * in_.height()};
  }
  void line(double x1, double y1, double x2, double y2) { painter_.drawLine(at(x1, y1), at(x2, y2)); }
  void circle(double x, double y, double r) {
    painter_.drawEllipse(at(x, y), 0.5 * r * in_.width(), 0.5 * r * in_.width());
  }
  void box(double x1, double y1, double x2, double y2) { painter_.drawRect(QRectF(at(x1, y1), at(x2, y2))); }
  void shape(std::initializer_list<std::pair<double, double>> corners) {
    QPolygonF polygon;
    for (const auto& [x, y] : corners) polygon << at(x, y);
    painter_.drawPolygon(polygon);
  }
  void path(std::initializer_list<std::pair<double, double>> points) {
    QPolygonF polygon;
    for (const auto& [x, y] : points) polygon << at(x, y);
    painter_.drawPolyline(polygon);
  }
  void wave(double y) {
    QPainterPath path(at(-0.8, y));
    for (int i = 0; i < 4; ++i) {
      const double x = -0.8 + 0.4 * i;
      path.quadTo(at(x + 0.2, y + (i % 2 == 0 ? -0.3 : 0.3)), at(x + 0.4, y));
    }
    painter_.drawPath(path);
  }
  void fan(double x, double y, double r) {
    circle(x, y, 0.12);
    for (const double s : {-1.0, 1.0}) {
      QPainterPath blade(at(x, y));
      blade.cubicTo(at(x + s * 0.5 * r, y - 0.5 * r), at(x + s * r, y - 0.3 * r), at(x + s * r, y));
      blade.cubicTo(at(x + s * r, y + 0.3 * r), at(x + s * 0.5 * r, y + 0.3 * r), at(x, y));
      painter_.drawPath(blade);
    }
  }

 private:
  QPainter& painter_;
  QRectF in_;
};

void drawShape(Pencil& pen, Shape shape) {
  switch (shape) {
    case Shape::outdoors:  // sun over a cloud's edge
      pen.circle(0.0, 0.0, 0.45);
      for (const auto& [x, y] : {std::pair{0.0, 1.0}, {0.7, 0.7}, {1.0, 0.0}, {0.7, -0.7}})
        pen.line(0.65 * x, 0.65 * y, 0.95 * x, 0.95 * y), pen.line(-0.65 * x, -0.65 * y, -0.95 * x, -0.95 * y);
      break;
    case Shape::tower:  // a tapered shell with its fan on top and its basin beneath
      pen.shape({{-0.95, 0.95}, {-0.65, -0.55}, {0.65, -0.55}, {0.95, 0.95}});
      pen.box(-0.45, -0.95, 0.45, -0.55);
      pen.line(-0.45, -0.75, 0.45, -0.75);
      pen.path({{-0.6, 0.0}, {-0.3, 0.3}, {0.0, 0.0}, {0.3, 0.3}, {0.6, 0.0}});
      pen.line(-0.9, 0.65, 0.9, 0.65);
      break;
    case Shape::dryCooler:  // a coil in a frame, fans above
      pen.box(-0.95, -0.35, 0.95, 0.95);
      pen.path({{-0.95, 0.3}, {-0.55, 0.3}, {-0.35, -0.05}, {0.0, 0.65}, {0.35, -0.05}, {0.55, 0.3}, {0.95, 0.3}});
      pen.fan(-0.48, -0.62, 0.4);
      pen.fan(0.48, -0.62, 0.4);
      break;
    case Shape::lake:
      pen.box(-0.95, -0.95, 0.95, 0.95);
      pen.wave(-0.4), pen.wave(0.0), pen.wave(0.4);
      break;
    case Shape::pump:
      pen.circle(0.0, 0.0, 0.95);
      pen.shape({{-0.3, -0.9}, {0.95, 0.0}, {-0.3, 0.9}});
      break;
    case Shape::chiller:  // evaporator and condenser, the compressor between them
      pen.box(-0.95, -0.95, 0.95, 0.95);
      pen.line(0.0, -0.95, 0.0, -0.42);
      pen.line(0.0, 0.42, 0.0, 0.95);
      pen.circle(0.0, 0.0, 0.42);
      pen.path({{-0.95, -0.5}, {-0.6, -0.5}, {-0.4, -0.2}, {-0.7, 0.2}, {-0.45, 0.5}, {-0.95, 0.5}});
      pen.path({{0.95, -0.5}, {0.6, -0.5}, {0.4, -0.2}, {0.7, 0.2}, {0.45, 0.5}, {0.95, 0.5}});
      break;
    case Shape::exchanger:  // plates
      pen.box(-0.95, -0.95, 0.95, 0.95);
      pen.line(-0.95, 0.95, 0.95, -0.95);
      for (const double x : {-0.5, 0.0, 0.5}) pen.line(x, -0.95, x, 0.95);
      break;
    case Shape::tank:
      pen.box(-0.6, -0.7, 0.6, 0.95);
      pen.path({{-0.6, -0.7}, {0.0, -0.98}, {0.6, -0.7}});
      for (const double y : {-0.15, 0.3, 0.65}) pen.line(-0.6, y, 0.6, y);
      break;
    case Shape::circuit:  // off-page connector
      pen.shape({{-0.95, -0.8}, {0.5, -0.8}, {0.95, 0.0}, {0.5, 0.8}, {-0.95, 0.8}});
      break;
    case Shape::hall:
      pen.box(-0.95, -0.95, 0.95, 0.95);
      for (const double y : {-0.45, 0.0, 0.45})
        for (const double x : {-0.55, 0.0, 0.55}) pen.box(x - 0.17, y - 0.13, x + 0.17, y + 0.13);
      break;
    case Shape::cdu:  // exchanger above, pump beneath
      pen.box(-0.95, -0.95, 0.95, 0.95);
      pen.line(-0.95, 0.05, 0.95, 0.05);
      pen.path({{-0.95, -0.45}, {-0.5, -0.45}, {-0.25, -0.75}, {0.25, -0.15}, {0.5, -0.45}, {0.95, -0.45}});
      pen.circle(0.0, 0.5, 0.36);
      pen.shape({{-0.1, 0.16}, {0.36, 0.5}, {-0.1, 0.84}});
      break;
    case Shape::fanWall:
      pen.box(-0.95, -0.95, 0.95, 0.95);
      pen.fan(0.35, -0.45, 0.42);
      pen.fan(0.35, 0.45, 0.42);
      pen.path({{-0.55, -0.95}, {-0.3, -0.6}, {-0.7, -0.2}, {-0.3, 0.2}, {-0.7, 0.6}, {-0.55, 0.95}});
      break;
    case Shape::row:
      pen.box(-0.95, -0.95, 0.95, 0.95);
      for (const double x : {-0.48, 0.0, 0.48}) pen.line(x, -0.95, x, 0.95);
      for (const double x : {-0.72, -0.24, 0.24, 0.72})
        for (const double y : {-0.5, -0.2, 0.1, 0.4}) pen.line(x - 0.13, y, x + 0.13, y);
      break;
    case Shape::aisles:  // cold side and hot side
      pen.box(-0.95, -0.95, 0.95, 0.95);
      pen.line(0.0, -0.95, 0.0, 0.95);
      pen.path({{-0.7, -0.25}, {-0.45, 0.0}, {-0.7, 0.25}});
      pen.path({{0.35, -0.25}, {0.6, 0.0}, {0.35, 0.25}});
      break;
  }
}

}  // namespace

void drawGlyph(QPainter& painter, Shape shape, const QRectF& in, const GlyphStyle& style) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QPen pen(style.stroke, 1.3);
  pen.setJoinStyle(Qt::RoundJoin);
  painter.setPen(pen);
  painter.setBrush(style.fill);
  if (style.isStacked) {
    Pencil behind(painter, in.translated(3.0, -3.0));
    shape == Shape::pump ? behind.circle(0.0, 0.0, 0.95) : behind.box(-0.95, -0.95, 0.95, 0.95);
  }
  Pencil pencil(painter, in);
  drawShape(pencil, shape);
  if (style.isCrossed) {
    painter.setPen(QPen(style.stroke, 2.2));
    pencil.line(-1.0, -1.0, 1.0, 1.0);
    pencil.line(-1.0, 1.0, 1.0, -1.0);
  }
  painter.restore();
}

}  // namespace plenum::views
