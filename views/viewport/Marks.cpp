// SPDX-License-Identifier: Apache-2.0
#include "viewport/Marks.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "site/Doors.h"

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

std::string localPart(const std::string& id) {
  const std::size_t slash = id.rfind('/');
  return slash == std::string::npos ? id : id.substr(slash + 1);
}

const char* powerTextId(PowerSpec::Kind kind) {
  static constexpr const char* ids[] = {"power.feed",  "power.transformer", "power.board",    "power.ups",
                                        "power.pdu",   "power.genset",      "power.transfer", "power.tie",
                                        "power.solar", "power.wind",        "power.storage"};
  return ids[static_cast<std::size_t>(kind)];
}

struct Candidate {
  double px = 0.0;
  Vec3 anchor;
  std::string kindId;  // "": the name alone
  std::string name;
};

/// What is large enough in the picture, with how large.
std::vector<Candidate> candidates(const Layout& layout, const Projection& view) {
  std::vector<Candidate> all;
  const Lens lens(view);
  const auto sizePx = [&](const Box& b) {
    if (b.isEmpty() || !lens.project(b.centre())) return 0.0;
    const Vec3 s = b.size();
    return std::max({s.x, s.y, s.z}) * lens.pixelsPerMetre(b.centre());
  };
  const auto top = [](const Box& b) { return Vec3{b.centre().x, b.centre().y, b.max.z}; };
  constexpr double leastMachinePx = 46.0, leastRowPx = 150.0, leastRackPx = 44.0, leastRackHighPx = 22.0;
  const auto machines = [&](const auto& units, const char* kindId) {
    for (const auto& unit : units)
      if (const double px = sizePx(unit.box); px >= leastMachinePx)
        all.push_back({px, top(unit.box), kindId, localPart(unit.id)});
  };
  machines(layout.cdus, "kind.cdu");
  machines(layout.fanWalls, "kind.fanWall");
  machines(layout.pumps, "kind.pump");
  machines(layout.chillers, "kind.chiller");
  machines(layout.exchangers, "kind.exchanger");
  machines(layout.towers, "kind.tower");
  machines(layout.dryCoolers, "kind.dryCooler");
  machines(layout.tanks, "kind.tank");
  machines(layout.lakes, "kind.lake");
  for (const PlacedPower& device : layout.power)
    if (const double px = sizePx(device.box); px >= leastMachinePx)
      all.push_back({px, top(device.box), powerTextId(device.kind), localPart(device.id)});
  constexpr double leastDoorPx = 26.0;
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h) {
    if (layout.halls[h].box.isEmpty()) continue;
    for (const PlacedDoor& door : doorsOf(layout, h)) {
      const Box box = door.box(0.5);
      if (const double px = sizePx(box); px >= leastDoorPx)
        all.push_back({px, top(box), door.spec->use == HallDoor::Use::loading ? "door.kind.loading" : "door.kind.exit",
                       door.spec->id});
    }
  }
  for (const PlacedRow& row : layout.rows) {
    if (row.box.isEmpty() || row.racks == 0) continue;
    const Vec3 eye = view.camera.eye();
    const Vec3 nearest{std::clamp(eye.x, row.box.min.x, row.box.max.x), std::clamp(eye.y, row.box.min.y, row.box.max.y),
                       row.box.max.z};
    const double perM = lens.pixelsPerMetre(nearest);
    if (perM * row.box.size().z < leastRackHighPx) continue;
    if (const double px = sizePx(row.box); px >= leastRowPx) {
      const bool isWestEnd = eye.x < row.box.centre().x;
      all.push_back({px,
                     {isWestEnd ? row.box.min.x : row.box.max.x, row.box.centre().y, row.box.max.z},
                     "kind.row",
                     localPart(row.id)});
    }
    for (std::uint32_t k = row.firstRack; k < row.firstRack + row.racks; ++k) {
      const PlacedRack& rack = layout.racks[k];
      if (rack.box.isEmpty() || !lens.project(rack.box.centre())) continue;
      const double wide = rack.box.size().x * lens.pixelsPerMetre(rack.box.centre());
      const double y = rack.facesNorth ? rack.box.max.y : rack.box.min.y;
      if (wide >= leastRackPx) all.push_back({wide, {rack.box.centre().x, y, rack.box.max.z}, "", localPart(rack.id)});
    }
  }
  return all;
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

int paintNearLabels(QPainter& painter, const Annotations& look, const Projection& view, const Layout& seen,
                    std::vector<QRectF> taken, const std::vector<Box>& closed) {
  std::vector<Candidate> all = candidates(seen, view);
  std::erase_if(all, [&](const Candidate& one) {
    return std::any_of(closed.begin(), closed.end(), [&](const Box& box) {
      return one.anchor.x > box.min.x && one.anchor.x < box.max.x && one.anchor.y > box.min.y &&
             one.anchor.y < box.max.y && one.anchor.z < box.max.z;
    });
  });
  std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.px > b.px; });
  constexpr int most = 36;
  constexpr double textPx = 11.0, highPx = 16.0, padPx = 5.0;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QFont font = painter.font();
  font.setPixelSize(static_cast<int>(textPx));
  painter.setFont(font);
  const Lens lens(view);
  const auto isFree = [&](const QRectF& place) {
    return std::none_of(taken.begin(), taken.end(),
                        [&](const QRectF& other) { return other.adjusted(-3, -2, 3, 2).intersects(place); });
  };
  int shown = 0;
  for (const Candidate& one : all) {
    if (shown >= most) break;
    const auto at = lens.project(one.anchor);
    if (!at) continue;
    // its middle is there however long the name: most are refused before any letter is measured
    const QRectF middle(at->x - padPx, at->y - highPx - 4.0, 2 * padPx, highPx);
    if (!QRectF(0, 0, view.width, view.height).contains(middle) || !isFree(middle)) continue;
    const QString name = QString::fromStdString(one.name);
    const QString text = one.kindId.empty() ? name : look.say(one.kindId) + QLatin1Char(' ') + name;
    const double wide = look.widthOf(font, text) + 2 * padPx;
    const QRectF place(at->x - 0.5 * wide, at->y - highPx - 4.0, wide, highPx);
    if (place.left() < 2 || place.right() > view.width - 2 || place.top() < 2 || place.bottom() > view.height - 2)
      continue;
    if (!isFree(place)) continue;
    taken.push_back(place);
    ++shown;
    QColor back = look.theme.panel;
    back.setAlphaF(0.78f * static_cast<float>(back.alphaF()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(back);
    painter.drawRoundedRect(place, 3, 3);
    painter.setPen(look.theme.text);
    look.write(painter, place, Qt::AlignHCenter, text);
  }
  painter.restore();
  return shown;
}

}  // namespace plenum
