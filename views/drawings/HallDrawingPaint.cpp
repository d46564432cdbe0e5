// SPDX-License-Identifier: Apache-2.0
#include <QFont>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "drawings/HallDrawing.h"
#include "drawings/Pens.h"

namespace plenum::views {
namespace {

struct Look {
  const char* id;
  QColor fill;
  Qt::BrushStyle hatch;
};
constexpr int looks = 4;
const Look& lookOf(Kind kind) {
  static const Look all[looks] = {{"drawing.rack", QColor(225, 225, 225), Qt::SolidPattern},
                                  {"drawing.cdu", QColor(120, 120, 120), Qt::BDiagPattern},
                                  {"drawing.fanWall", QColor(120, 120, 120), Qt::CrossPattern},
                                  {"drawing.power", QColor(120, 120, 120), Qt::FDiagPattern}};
  return kind == Kind::rack ? all[0] : kind == Kind::cdu ? all[1] : kind == Kind::fanWall ? all[2] : all[3];
}

QBrush brushOf(Kind kind, double scale) {
  QBrush brush(lookOf(kind).fill, lookOf(kind).hatch);
  // hatches are bitmaps of 8 pixels: make them 2.5 mm
  if (brush.style() != Qt::SolidPattern) brush.setTransform(QTransform::fromScale(scale, scale));
  return brush;
}
constexpr double hatchScale = 0.28;

}  // namespace

void HallDrawing::paintThings(QPainter& painter) const {
  for (const bool isOverhead : {false, true})
    for (const HallPlan::Thing& thing : plan_.things) {
      if (thing.isOverhead != isOverhead) continue;
      const QRectF box = onSheet(thing.box);
      painter.setPen(isOverhead ? pen(thinMm, Qt::DashLine) : pen(usualMm));
      painter.setBrush(isOverhead ? QBrush(Qt::NoBrush) : brushOf(thing.ref.kind, hatchScale));
      painter.drawRect(box);
      if (thing.ref.kind == Kind::rack) {
        // the front, where the cold air enters
        const bool north = layout_->racks[thing.ref.index].facesNorth;
        const double y = north ? box.top() : box.bottom();
        painter.setPen(pen(3 * usualMm));
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y));
      }
      if (isOverhead) continue;
      painter.setPen(Qt::black);
      const QString id = QString::fromStdString(thing.id);
      const bool isUpright = box.height() > box.width();
      const QRectF inside = box.adjusted(0.2, 0.2, -0.2, -0.2);
      painter.save();
      painter.translate(inside.center());
      if (isUpright) painter.rotate(-90);
      const double along = isUpright ? inside.height() : inside.width();
      const double across = isUpright ? inside.width() : inside.height();
      const double height = std::min(smallMm, across / 1.6);
      const double width = std::min(along, widthOf(id, height) + 1.0);
      const QRectF label(-0.5 * width, -0.7 * height, width, 1.4 * height);
      if (thing.ref.kind != Kind::rack) painter.fillRect(label, Qt::white);
      letter(painter, label, Qt::AlignCenter, id, height);
      painter.restore();
    }
}

void HallDrawing::paintDimensions(QPainter& painter) const {
  const Box& room = plan_.room;
  const auto at = [&](double x, double y) { return onSheet(Vec2{x, y}); };
  // outside of everything that is drawn
  constexpr double awayMm = 7.0;
  const QPointF corner = at(plan_.extent.min.x, plan_.extent.max.y);
  const double above = at(room.min.x, room.max.y).y() - corner.y() + awayMm;
  const double left = at(room.min.x, room.min.y).x() - corner.x() + awayMm;
  dimension(painter, at(room.min.x, room.max.y), at(room.max.x, room.max.y), room.size().x, -above);
  dimension(painter, at(room.min.x, room.min.y), at(room.min.x, room.max.y), room.size().y, -left);
}

void HallDrawing::paintClearances(QPainter& painter) const {
  // every aisle between rows once, and the narrowest of all
  for (std::size_t i = 0; i < plan_.clearances.size(); ++i) {
    const Clearance& c = plan_.clearances[i];
    const bool isAisle = c.a.kind == Kind::row && c.b.kind == Kind::row && c.kind != Clearance::Kind::other;
    if (!isAisle && i != 0) continue;
    dimension(painter, onSheet(c.from), onSheet(c.to), c.metres(), 0.0);
    if (i != 0 && i != plan_.aisle.value_or(plan_.clearances.size())) continue;
    const QPointF middle = 0.5 * (onSheet(c.from) + onSheet(c.to));
    painter.setPen(pen(thickMm));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(middle, 5.0, 5.0);
    painter.setPen(Qt::black);
    letter(painter, QRectF(middle.x() + 3.8, middle.y() + 2.6, 6, 3), Qt::AlignLeft | Qt::AlignVCenter,
           i == 0 ? QStringLiteral("①") : QStringLiteral("②"), textMm);
  }
}

void HallDrawing::paintLegend(QPainter& painter) const {
  const double x = paper_.widthMm - 10 - 60, width = 58;
  double y = 12 + 2;
  const auto line = [&](const QString& text, double height, bool isBold = false) {
    letter(painter, QRectF(x, y, width, height * 1.5), Qt::AlignLeft | Qt::AlignVCenter, text, height, isBold);
    y += height * 1.9;
  };
  line(say("drawing.legend"), textMm, true);
  y += 1;
  for (const Kind kind : {Kind::rack, Kind::cdu, Kind::fanWall, Kind::powerDevice}) {
    const auto count = std::count_if(plan_.things.begin(), plan_.things.end(), [&](const HallPlan::Thing& thing) {
      return thing.ref.kind == kind && !thing.isOverhead;
    });
    if (count == 0) continue;
    painter.setPen(pen(usualMm));
    painter.setBrush(brushOf(kind, hatchScale));
    painter.drawRect(QRectF(x, y + 0.3, 8, 3.4));
    painter.setPen(Qt::black);
    letter(painter, QRectF(x + 10, y, width - 10, 4), Qt::AlignLeft | Qt::AlignVCenter,
           say(lookOf(kind).id, {{"count", std::to_string(count)}}), smallMm);
    y += 5.2;
  }
  painter.setPen(pen(3 * usualMm));
  painter.drawLine(QPointF(x, y + 2), QPointF(x + 8, y + 2));
  painter.setPen(Qt::black);
  letter(painter, QRectF(x + 10, y, width - 10, 4), Qt::AlignLeft | Qt::AlignVCenter, say("drawing.front"), smallMm);
  y += 5.2;
  painter.setPen(pen(thinMm, Qt::DashLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(QRectF(x, y + 0.3, 8, 3.4));
  painter.setPen(Qt::black);
  letter(painter, QRectF(x + 10, y, width - 10, 4), Qt::AlignLeft | Qt::AlignVCenter, say("drawing.overhead"), smallMm);
  y += 5.2;
  if (!options_.ways.empty()) {
    painter.setPen(pen(usualMm, Qt::DashDotLine));
    painter.drawLine(QPointF(x, y + 2), QPointF(x + 8, y + 2));
    painter.setPen(Qt::black);
    letter(painter, QRectF(x + 10, y, width - 10, 4), Qt::AlignLeft | Qt::AlignVCenter, say("drawing.route"), smallMm);
    y += 5.2;
  }
  y = paintLegendOfDrawn(painter, x, y);
  y += 2.8;
  line(say("drawing.clearances"), textMm, true);
  const auto nameOf = [&](const EntityRef& ref) {
    return ref.kind == Kind::campus ? say("drawing.wall") : QString::fromStdString(layout_->idOf(ref));
  };
  const auto tell = [&](const QString& sign, const char* id, const Clearance& c) {
    line(sign + QStringLiteral(" ") + say(id, {{"mm", metresText(c.metres()).toStdString()}}), smallMm);
    line(QStringLiteral("    ") + nameOf(c.a) + QStringLiteral(" – ") + nameOf(c.b), smallMm);
  };
  if (!plan_.clearances.empty()) tell(QStringLiteral("①"), "drawing.narrowest", plan_.clearances.front());
  if (plan_.aisle && *plan_.aisle != 0) {
    static constexpr const char* kinds[] = {"drawing.aisle.mixed", "drawing.aisle.cold", "drawing.aisle.hot",
                                            "drawing.aisle.mixed", "drawing.aisle.mixed"};
    const Clearance& aisle = plan_.clearances[*plan_.aisle];
    tell(QStringLiteral("②"), kinds[static_cast<std::size_t>(aisle.kind)], aisle);
  }
  y += 3;
  line(say("drawing.rackTypes"), textMm, true);
  std::vector<std::pair<const RackSpec*, std::pair<int, double>>> types;
  const PlacedHall& hall = layout_->halls[hall_];
  for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r) {
    const RackSpec* spec = layout_->racks[r].spec;
    auto it = std::find_if(types.begin(), types.end(), [&](const auto& type) { return type.first == spec; });
    if (it == types.end()) it = types.insert(types.end(), {spec, {0, 0.0}});
    ++it->second.first;
    it->second.second += spec->ratedPower.si;
  }
  for (const auto& [spec, sums] : types) {
    line(
        QString::number(sums.first) + QStringLiteral(" × ") + QString::fromStdString(spec->name.in(options_.isChinese)),
        smallMm);
    line(QStringLiteral("    ") + QString::number(sums.second / 1e3, 'f', 0) + QStringLiteral(" kW"), smallMm);
  }
  // north, and a bar to measure by on a copy of unknown size
  const double bottom = paper_.heightMm - 10 - 22 - 14;
  painter.setPen(pen(usualMm));
  painter.setBrush(Qt::black);
  const QPointF tip(x + 6, bottom - 16);
  painter.drawPolygon(QPolygonF({tip, tip + QPointF(-3, 9), tip + QPointF(0, 7), tip + QPointF(3, 9)}));
  painter.setPen(Qt::black);
  letter(painter, QRectF(tip.x() - 4, tip.y() - 4.4, 8, 4), Qt::AlignCenter, say("drawing.north"), textMm);
  double metres = 1;
  for (const double longer : {2.0, 5.0, 10.0, 20.0})
    if (longer * 1000.0 / scale_ <= 36.0) metres = longer;
  const double unit = metres * 1000.0 / scale_;
  for (int i = 0; i < 2; ++i) {
    painter.setPen(pen(thinMm));
    painter.setBrush(i == 0 ? Qt::black : Qt::white);
    painter.drawRect(QRectF(x + 16 + 0.5 * i * unit, bottom - 9, 0.5 * unit, 1.6));
  }
  painter.setPen(Qt::black);
  for (int i = 0; i < 3; ++i) {
    const QString marked = QString::number(0.5 * i * metres) + (i == 2 ? QStringLiteral(" m") : QString());
    letter(painter, QRectF(x + 16 + 0.5 * i * unit - 6, bottom - 7, 12, 3), Qt::AlignCenter, marked, smallMm);
  }
}

void HallDrawing::paintTitle(QPainter& painter) const {
  const QRectF frame(20, 10, paper_.widthMm - 30, paper_.heightMm - 20);
  painter.setPen(pen(frameMm));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(frame);
  const QRectF block(frame.left(), frame.bottom() - 22, frame.width(), 22);
  painter.drawRect(block);
  const PlacedHall& hall = layout_->halls[hall_];
  const QString rows[][2] = {
      {say("drawing.project"), QString::fromStdString(layout_->site->name.in(options_.isChinese))},
      {say("drawing.title"), say("drawing.plan", {{"hall", hall.name.in(options_.isChinese)}})},
      {say("drawing.number"),
       QString::fromStdString(layout_->site->id + "-" + hall.id + "-A-" + std::to_string(layout_->revision))},
      {say("drawing.scaleOf"), QStringLiteral("1 : %1").arg(scale_)},
      {say("drawing.sheet"), QString::fromLatin1(paper_.name)},
      {say("drawing.date"), options_.date},
      {say("drawing.units"), QStringLiteral("mm")},
  };
  const double shares[] = {0.27, 0.25, 0.16, 0.08, 0.06, 0.10, 0.08};
  double x = block.left();
  for (int i = 0; i < 7; ++i) {
    const double width = shares[i] * block.width();
    painter.setPen(pen(thinMm));
    if (i > 0) painter.drawLine(QPointF(x, block.top()), QPointF(x, block.bottom() - 7));
    painter.setPen(Qt::black);
    letter(painter, QRectF(x + 1.5, block.top() + 1, width - 3, 3), Qt::AlignLeft | Qt::AlignVCenter, rows[i][0],
           smallMm);
    letter(painter, QRectF(x + 1.5, block.top() + 5, width - 3, 7), Qt::AlignLeft | Qt::AlignVCenter, rows[i][1],
           i < 2 ? headMm : textMm, i < 2);
    x += width;
  }
  painter.setPen(pen(thinMm));
  painter.drawLine(QPointF(block.left(), block.bottom() - 7), QPointF(block.right(), block.bottom() - 7));
  painter.setPen(Qt::black);
  letter(painter, QRectF(block.left() + 1.5, block.bottom() - 6.5, block.width() - 3, 6),
         Qt::AlignLeft | Qt::AlignVCenter, say("drawing.note"), smallMm);
}

void HallDrawing::paint(QPainter& painter) const {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(pen(frameMm));
  painter.drawRect(onSheet(plan_.room));
  paintThings(painter);
  paintWays(painter);
  paintDoors(painter);
  paintWayOut(painter);
  paintDimensions(painter);
  paintClearances(painter);
  paintKept(painter);
  paintLegend(painter);
  paintTitle(painter);
}

}  // namespace plenum::views
