// SPDX-License-Identifier: Apache-2.0
// What somebody drew into a hall: doors, ways of pipes and cables, dimensions.
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "drawings/HallDrawing.h"
#include "drawings/Pens.h"
#include "site/Dimensions.h"

namespace plenum::views {

/// A gap in the wall and the leaf that opens inwards; a loading door has two.
void HallDrawing::paintDoors(QPainter& painter) const {
  const double perMm = 1000.0 / scale_;
  for (const PlacedDoor& placed : doorsOf(*layout_, hall_)) {
    const HallDoor& door = *placed.spec;
    // north is up
    const QPointF along(placed.along.x, -placed.along.y), in(placed.inward.x, -placed.inward.y);
    const QPointF middle = onSheet(placed.at);
    const double half = 0.5 * door.width.si * perMm;
    painter.setPen(pen(frameMm * 1.6, Qt::SolidLine, Qt::white));
    painter.drawLine(middle - along * half, middle + along * half);
    const int leaves = door.use == HallDoor::Use::loading ? 2 : 1;
    const double leaf = 2.0 * half / leaves;
    for (int k = 0; k < leaves; ++k) {
      const double sign = k == 0 ? 1.0 : -1.0;
      const QPointF hinge = middle - along * (half * sign), open = hinge + in * leaf,
                    closed = hinge + along * leaf * sign;
      painter.setPen(pen(usualMm));
      painter.drawLine(hinge, open);
      painter.setPen(pen(thinMm));
      QPainterPath swing(open);
      for (int step = 1; step <= 12; ++step) {
        const double angle = 0.5 * 3.14159265358979 * step / 12.0;
        swing.lineTo(hinge + (open - hinge) * std::cos(angle) + (closed - hinge) * std::sin(angle));
      }
      painter.setBrush(Qt::NoBrush);
      painter.drawPath(swing);
    }
    painter.setPen(Qt::black);
    const QPointF label = middle + in * (leaf + 2.0);
    letter(painter, QRectF(label.x() - 6, label.y() - 1.5, 12, 3), Qt::AlignCenter, QString::fromStdString(door.id),
           smallMm);
  }
}

void HallDrawing::paintWays(QPainter& painter) const {
  painter.save();
  const QRectF inside = onSheet(plan_.extent);
  painter.setClipRect(inside.adjusted(-1, -1, 1, 1));
  painter.setPen(pen(usualMm, Qt::DashDotLine, QColor(70, 70, 70)));
  for (const std::vector<Vec2>& way : options_.ways) {
    QPolygonF line;
    for (const Vec2& p : way) line << onSheet(p);
    if (line.boundingRect().adjusted(-0.1, -0.1, 0.1, 0.1).intersects(inside)) painter.drawPolyline(line);
  }
  painter.restore();
}

/// The longest way out, from where somebody works to a step inside of the door, with its metres at its beginning.
void HallDrawing::paintWayOut(QPainter& painter) const {
  if (!wayOut_) return;
  QPolygonF line;
  for (const Vec2& p : wayOut_->line) line << onSheet(p);
  const QColor colour(0, 110, 60);
  painter.setPen(pen(thickMm, Qt::DashLine, colour));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(line);
  painter.setPen(pen(usualMm, Qt::SolidLine, colour));
  painter.setBrush(Qt::white);
  painter.drawEllipse(line.front(), 1.1, 1.1);
  // an arrow where it ends
  const QPointF tip = line.back(), before = line[line.size() - 2];
  const double length = std::max(1e-6, std::hypot(tip.x() - before.x(), tip.y() - before.y()));
  const QPointF way = (tip - before) / length, side(-way.y(), way.x());
  painter.setBrush(colour);
  painter.drawPolygon(QPolygonF({tip, tip - way * 2.6 + side * 1.0, tip - way * 2.6 - side * 1.0}));
  const QString text = QString::number(wayOut_->metres, 'f', 1) + QStringLiteral(" m");
  const double wide = widthOf(text, textMm, true) + 1.0;
  const QRectF label(line.front().x() + 1.6, line.front().y() - 1.9, wide, 3.8);
  painter.fillRect(label, Qt::white);
  painter.setPen(colour);
  letter(painter, label, Qt::AlignCenter, text, textMm, true);
}

/// Signs of what was drawn by hand and of doors, as far as there are any; where the next line begins.
double HallDrawing::paintLegendOfDrawn(QPainter& painter, double x, double y) const {
  constexpr double width = 58, stepMm = 5.2;
  const auto said = [&](const QString& text) {
    painter.setPen(Qt::black);
    letter(painter, QRectF(x + 10, y, width - 10, 4), Qt::AlignLeft | Qt::AlignVCenter, text, smallMm);
    y += stepMm;
  };
  const auto doors = doorsOf(*layout_, hall_);
  for (const auto& [use, id] :
       {std::pair{HallDoor::Use::exit, "drawing.exit"}, std::pair{HallDoor::Use::loading, "drawing.loadingDoor"}}) {
    const auto count =
        std::count_if(doors.begin(), doors.end(), [&](const PlacedDoor& d) { return d.spec->use == use; });
    if (count == 0) continue;
    painter.setPen(pen(usualMm));
    const double leaf = use == HallDoor::Use::loading ? 2.5 : 4.0;
    painter.drawLine(QPointF(x + 1, y + 4), QPointF(x + 1, y + 4 - leaf));
    if (use == HallDoor::Use::loading)
      painter.drawLine(QPointF(x + 1 + 2 * leaf, y + 4), QPointF(x + 1 + 2 * leaf, y + 4 - leaf));
    painter.setPen(pen(thinMm));
    painter.setBrush(Qt::NoBrush);
    const auto swing = [&](double hinge, double from, double by) {
      painter.drawArc(QRectF(hinge - leaf, y + 4 - leaf, 2 * leaf, 2 * leaf), int(from * 16), int(by * 16));
    };
    swing(x + 1, 0, 90);
    if (use == HallDoor::Use::loading) swing(x + 1 + 2 * leaf, 90, 90);
    said(say(id, {{"count", std::to_string(count)}}));
  }
  if (wayOut_) {
    painter.setPen(pen(thickMm, Qt::DashLine, QColor(0, 110, 60)));
    painter.drawLine(QPointF(x, y + 2), QPointF(x + 8, y + 2));
    said(say("drawing.wayOut",
             {{"metres", QString::number(wayOut_->metres, 'f', 1).toStdString()}, {"door", wayOut_->door}}));
    y -= 1.4;
    said(say("drawing.wayOut.from", {{"thing", layout_->idOf(wayOut_->thing)}}));
  } else if (!doors.empty() && layout_->halls[hall_].racks > 0) {
    said(say("drawing.wayOut.none"));
  }
  const auto isArea = [](const DimensionSpec& d) { return d.kind == DimensionSpec::Kind::area; };
  if (!std::all_of(kept_.begin(), kept_.end(), isArea)) {
    dimension(painter, {x, y + 3}, {x + 8, y + 3}, 1.2, 0.0);
    said(say("drawing.kept"));
  }
  if (std::any_of(kept_.begin(), kept_.end(), isArea)) {
    painter.setPen(pen(thinMm, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(QPolygonF({{x, y + 4}, {x + 8, y + 4}, {x + 7, y + 0.6}, {x + 1, y + 0.6}}));
    said(say("drawing.area"));
  }
  return y;
}

void HallDrawing::paintKept(QPainter& painter) const {
  for (const DimensionSpec& kept : kept_) {
    const auto found = laid(*layout_, kept);
    if (!found) continue;
    if (kept.kind != DimensionSpec::Kind::area) {
      const QPointF from = onSheet(Vec2{found->points[0].x, found->points[0].y});
      const QPointF to = onSheet(Vec2{found->points[1].x, found->points[1].y});
      // drawn level, then turned to where it lies
      const QPointF d = to - from;
      const double length = std::hypot(d.x(), d.y());
      painter.save();
      painter.translate(from);
      double angle = std::atan2(d.y(), d.x()) * 180.0 / 3.14159265358979;
      const bool isOver = angle > 90.0 || angle <= -90.0;
      if (isOver) {
        painter.translate(d);
        angle += 180.0;
      }
      painter.rotate(angle);
      dimension(painter, {0, 0}, {length, 0}, found->result, 0.0);
      painter.restore();
      continue;
    }
    QPolygonF face;
    QPointF middle;
    for (const Vec3& p : found->points) {
      face << onSheet(Vec2{p.x, p.y});
      middle += face.back() / static_cast<double>(found->points.size());
    }
    painter.setPen(pen(thinMm, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(face);
    painter.setPen(Qt::black);
    const QString text = QString::number(found->result, 'f', 1) + QStringLiteral(" m²");
    const double wide = std::max(widthOf(text, textMm) + 1.0, 6.0);
    painter.fillRect(QRectF(middle.x() - 0.5 * wide, middle.y() - 2, wide, 4), Qt::white);
    letter(painter, QRectF(middle.x() - 0.5 * wide, middle.y() - 2, wide, 4), Qt::AlignCenter, text, textMm);
  }
}

}  // namespace plenum::views
