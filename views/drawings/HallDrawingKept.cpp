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
  const PlacedHall& hall = layout_->halls[hall_];
  const double perMm = 1000.0 / scale_;
  for (const HallDoor& door : hall.design->doors) {
    const Box& room = hall.box;
    const Vec2 p = Vec2{room.min.x, room.min.y} + door.atM;
    const double south = std::abs(p.y - room.min.y), north = std::abs(room.max.y - p.y);
    const double west = std::abs(p.x - room.min.x), east = std::abs(room.max.x - p.x);
    const double least = std::min(std::min(south, north), std::min(west, east));
    // along the wall and into the room, on the sheet
    QPointF along(1, 0), in(0, -1);
    Vec2 at{p.x, room.min.y};
    if (least == north) in = {0, 1}, at = {p.x, room.max.y};
    if (least == west && least != south && least != north) along = {0, -1}, in = {1, 0}, at = {room.min.x, p.y};
    if (least == east && least != south && least != north && least != west)
      along = {0, -1}, in = {-1, 0}, at = {room.max.x, p.y};
    const QPointF middle = onSheet(at);
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

/// Dimensions that were kept, where all of one lies in this hall.
void HallDrawing::paintKept(QPainter& painter) const {
  const Box& room = plan_.extent;
  constexpr double besideM = 0.5;
  for (const DimensionSpec& kept : layout_->site->dimensions) {
    const auto found = laid(*layout_, kept);
    if (!found) continue;
    const bool isHere = std::all_of(found->points.begin(), found->points.end(), [&](const Vec3& p) {
      return p.x >= room.min.x - besideM && p.x <= room.max.x + besideM && p.y >= room.min.y - besideM &&
             p.y <= room.max.y + besideM && p.z >= room.min.z - 1.0 && p.z <= room.max.z;
    });
    if (!isHere) continue;
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
