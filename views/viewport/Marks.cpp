// SPDX-License-Identifier: Apache-2.0
#include "viewport/Marks.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "viewport/Lettering.h"

namespace plenum {
namespace {

constexpr double markPx = 7.0, edgePx = 26.0;

QPolygonF shapeOf(int priority, QPointF c, double r) {
  if (priority <= 1) return QPolygonF({c + QPointF(-r, -r), c + QPointF(r, -r), c + QPointF(r, r), c + QPointF(-r, r)});
  if (priority == 2)
    return QPolygonF(
        {c + QPointF(0, -1.3 * r), c + QPointF(1.3 * r, 0), c + QPointF(0, 1.3 * r), c + QPointF(-1.3 * r, 0)});
  return QPolygonF({c + QPointF(0, -1.15 * r), c + QPointF(1.2 * r, r), c + QPointF(-1.2 * r, r)});
}

void paintMark(QPainter& painter, const Annotations& look, const ActiveAlarm& alarm, QPointF at) {
  const int priority = std::clamp(alarm.priority, 1, 3);
  const QColor colour = look.theme.priority[static_cast<std::size_t>(priority - 1)];
  QColor rim = look.theme.panel;
  rim.setAlpha(255);
  painter.setPen(QPen(rim, 4.0, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.setBrush(alarm.isAcknowledged ? rim : colour);
  painter.drawPolygon(shapeOf(priority, at, markPx));
  painter.setPen(QPen(colour, 2.0, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawPolygon(shapeOf(priority, at, markPx));
}

/// Where the way from the middle of the picture to a thing outside leaves it, and in which direction.
struct Exit {
  QPointF at, towards;
};
Exit exitTo(const Projection& view, const QRectF& area, Vec3 place) {
  const Vec3 d = place - view.camera.eye();
  const Vec3 right = view.camera.right(), up = view.camera.up(), ahead = view.camera.forward();
  QPointF way(d.x * right.x + d.y * right.y + d.z * right.z, -(d.x * up.x + d.y * up.y + d.z * up.z));
  // what lies straight behind is found by turning round: downwards is as good as any way
  if (std::hypot(way.x(), way.y()) < 1e-6 * std::abs(d.x * ahead.x + d.y * ahead.y)) way = {0, 1};
  const double length = std::max(1e-9, std::hypot(way.x(), way.y()));
  way /= length;
  const QRectF inner = area.adjusted(edgePx, edgePx, -edgePx, -edgePx);
  const double tx = std::abs(way.x()) > 1e-9 ? 0.5 * inner.width() / std::abs(way.x()) : 1e9;
  const double ty = std::abs(way.y()) > 1e-9 ? 0.5 * inner.height() / std::abs(way.y()) : 1e9;
  return {inner.center() + way * std::min(tx, ty), way};
}

/// What lies under a panel is pointed at from beside it, on the side that is nearer.
Exit exitFrom(const QRectF& panel, QPointF at) {
  const double right = panel.right() + edgePx - at.x(), up = at.y() - panel.top() + edgePx;
  if (right < up) return {{panel.right() + edgePx, at.y()}, {-1, 0}};
  return {{at.x(), panel.top() - edgePx}, {0, 1}};
}

void paintPointer(QPainter& painter, const Annotations& look, const ActiveAlarm& alarm, const Exit& exit) {
  const QPointF side(-exit.towards.y(), exit.towards.x()), tip = exit.at + exit.towards * (edgePx - 6.0);
  painter.setPen(Qt::NoPen);
  painter.setBrush(look.theme.priority[static_cast<std::size_t>(std::clamp(alarm.priority, 1, 3) - 1)]);
  painter.drawPolygon(QPolygonF({tip, tip - exit.towards * 9.0 + side * 6.0, tip - exit.towards * 9.0 - side * 6.0}));
  paintMark(painter, look, alarm, exit.at);
}

}  // namespace

Box boxAround(const Layout& layout, EntityRef thing) {
  Box box = layout.boxOf(thing);
  if (thing.kind == Kind::loop && thing.index < layout.loops.size())
    for (const std::uint32_t rack : layout.loops[thing.index].racks) box.add(layout.racks[rack].box);
  return box;
}

void paintAlarms(QPainter& painter, const Annotations& look, const Projection& view, const Frame& frame,
                 const Layout& seen, const QRectF& area, const QRectF& taken) {
  constexpr int mostMarks = 60, mostArrows = 8;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  std::vector<EntityRef> done;
  int marks = 0, arrows = 0;
  for (const ActiveAlarm& alarm : frame.alarms) {
    if (marks >= mostMarks) break;
    if (alarm.entity.kind == Kind::campus) continue;
    // of several at one thing the most urgent stands for all
    if (std::find(done.begin(), done.end(), alarm.entity) != done.end()) continue;
    done.push_back(alarm.entity);
    const Box box = boxAround(seen, alarm.entity);
    if (box.isEmpty()) continue;
    const Vec3 top{box.centre().x, box.centre().y, box.max.z};
    const auto at = view.project(top);
    if (at && area.adjusted(4, 4, -4, -4).contains(QPointF(at->x, at->y))) {
      const QPointF place(at->x, at->y - 2.2 * markPx);
      if (taken.adjusted(-markPx, -markPx, markPx, markPx).contains(place))
        paintPointer(painter, look, alarm, exitFrom(taken, place));
      else
        paintMark(painter, look, alarm, place);
      ++marks;
      continue;
    }
    if (alarm.priority > 2 || arrows >= mostArrows) continue;
    paintPointer(painter, look, alarm, exitTo(view, area, top));
    ++arrows;
  }
  painter.restore();
}

void paintLight(QPainter& painter, const Annotations& look, const QRectF& area, const SceneOptions& options) {
  if (options.style != SceneStyle::present || options.lightAt || options.light == Light::ofClock) return;
  constexpr double highPx = 22.0, padPx = 9.0, rimPx = 12.0;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(lettering(painter, smallPx, QFont::Normal));
  const QString text = look.say(options.light == Light::midday ? "light.midday" : "light.dusk");
  const double wide = look.widthOf(painter.font(), text) + 2 * padPx;
  const QRectF place(area.right() - rimPx - wide, area.bottom() - rimPx - highPx, wide, highPx);
  look.panel(painter, place, look.theme.line);
  painter.setPen(look.theme.text);
  look.write(painter, place, Qt::AlignHCenter, text);
  painter.restore();
}

}  // namespace plenum
