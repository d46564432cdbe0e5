// SPDX-License-Identifier: Apache-2.0
#include "viewport/MeasureTool.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "viewport/ToolPaint.h"

namespace plenum {
namespace {

constexpr double snapPx = 12.0;

double planDistance(Vec3 a, Vec3 b) { return std::hypot(a.x - b.x, a.y - b.y); }

}  // namespace

SnapPoint snapPoint(const Layout& layout, Vec3 at, double reachM) {
  SnapPoint corner{at}, edge{at};
  double nearCorner = reachM, nearEdge = reachM;
  const auto look = [&](const Box& box) {
    // things of this floor, a little above or below it
    if (box.isEmpty() || std::abs(box.min.z - at.z) > 1.0) return;
    if (at.x < box.min.x - reachM || at.x > box.max.x + reachM || at.y < box.min.y - reachM ||
        at.y > box.max.y + reachM)
      return;
    for (const double x : {box.min.x, box.max.x})
      for (const double y : {box.min.y, box.max.y})
        if (const double d = std::hypot(x - at.x, y - at.y); d < nearCorner) {
          nearCorner = d;
          corner = {{x, y, at.z}, SnapPoint::To::corner};
        }
    const double inX = std::clamp(at.x, box.min.x, box.max.x), inY = std::clamp(at.y, box.min.y, box.max.y);
    const std::array<Vec3, 4> onEdges{
        {{box.min.x, inY, at.z}, {box.max.x, inY, at.z}, {inX, box.min.y, at.z}, {inX, box.max.y, at.z}}};
    for (const Vec3& point : onEdges)
      if (const double d = planDistance(point, at); d < nearEdge) {
        nearEdge = d;
        edge = {point, SnapPoint::To::edge};
      }
  };
  for (const PlacedRow& row : layout.rows) {
    const Box& box = row.box;
    if (box.isEmpty() || at.x < box.min.x - reachM || at.x > box.max.x + reachM || at.y < box.min.y - reachM ||
        at.y > box.max.y + reachM)
      continue;
    for (std::uint32_t i = 0; i < row.racks; ++i) look(layout.racks[row.firstRack + i].box);
  }
  for (const EntityRef ref : standing(layout, Grain::rows))
    if (ref.kind != Kind::row) look(layout.boxOf(ref));
  for (const PlacedHall& hall : layout.halls) look(hall.box);
  for (const PlacedBuilding& building : layout.buildings) look(building.box);
  if (corner.to == SnapPoint::To::corner) return corner;
  return edge;
}

void MeasureTool::begin(What what) {
  what_ = what;
  cancel();
}

void MeasureTool::show(Vec3 from, Vec3 to) {
  begin(What::distance);
  points_ = {from, to};
  isDone_ = true;
  Q_EMIT measured(result());
}

void MeasureTool::cancel() {
  points_.clear();
  things_.clear();
  gap_ = {};
  isDone_ = false;
}

void MeasureTool::renew(const Layout&) {
  if (what_ == What::clearance) cancel();
}

double MeasureTool::result() const {
  if (!isDone_) return 0.0;
  if (what_ == What::clearance) return gap_.metres;
  if (what_ == What::area) return areaOf(points_);
  return planDistance(points_[0], points_[1]);
}

QString MeasureTool::lengthText(double metres) const {
  return metres_ ? metres_(metres) : QString::number(metres, 'f', 2) + QStringLiteral(" m");
}

QString MeasureTool::said() const {
  if (!tell_) return {};
  if (!isDone_) {
    const char* hint = what_ == What::distance
                           ? (points_.empty() ? "measure.distance.first" : "measure.distance.second")
                       : what_ == What::area ? (points_.empty() ? "measure.area.first" : "measure.area.next")
                       : things_.empty()     ? "measure.clearance.first"
                                             : "measure.clearance.second";
    return tell_(Text(hint));
  }
  if (what_ == What::area)
    return tell_(Text(
        "measure.area.done",
        {{"area", (squareMetres_ ? squareMetres_(result()) : QString::number(result(), 'f', 1) + QStringLiteral(" m²"))
                      .toStdString()}}));
  if (what_ == What::clearance)
    return tell_(Text("measure.clearance.done", {{"length", lengthText(result()).toStdString()}}));
  const Vec3 d = points_[1] - points_[0];
  return tell_(Text("measure.distance.done", {{"length", lengthText(result()).toStdString()},
                                              {"x", lengthText(std::abs(d.x)).toStdString()},
                                              {"y", lengthText(std::abs(d.y)).toStdString()}}));
}

std::optional<SnapPoint> MeasureTool::pointUnder(const Pointer& pointer) const {
  auto floor = floorUnder(pointer.layout, pointer.view, pointer.at);
  if (!floor) return std::nullopt;
  // the second point lies on the floor of the first
  if (!points_.empty()) {
    const auto same = pointer.view.onPlane({pointer.at.x(), pointer.at.y()}, points_.front().z);
    if (!same) return std::nullopt;
    floor->at = *same;
  }
  if (pointer.modifiers & Qt::ControlModifier) return SnapPoint{floor->at};
  return snapPoint(pointer.layout, floor->at, snapPx / std::max(1e-6, pointer.view.pixelsPerMetre(floor->at)));
}

// a drag goes on turning the view; a click is a point
bool MeasureTool::press(const Pointer&) { return false; }

bool MeasureTool::move(const Pointer& pointer) {
  pointer_ = pointer.at;
  under_ = what_ == What::clearance ? std::nullopt : pointUnder(pointer);
  overKept_ = dimensionAt(kept_, pointer.view, pointer.at);
  return true;
}

bool MeasureTool::release(const Pointer&, bool) { return true; }

bool MeasureTool::click(const Pointer& pointer) {
  pointer_ = pointer.at;
  addPoint(pointer);
  return true;
}

void MeasureTool::addPoint(const Pointer& pointer) {
  if (isDone_) cancel();
  if (what_ == What::clearance) {
    if (!pointer.hit) return;
    const Box box = pointer.layout.boxOf(*pointer.hit);
    if (box.isEmpty() || (!things_.empty() && things_.front() == box)) return;
    things_.push_back(box);
    if (things_.size() == 2) finish();
    return;
  }
  const auto point = pointUnder(pointer);
  if (!point) return;
  points_.push_back(point->at);
  if (what_ == What::distance && points_.size() == 2) finish();
}

void MeasureTool::finish() {
  if (what_ == What::area && points_.size() < 3) return;
  if (what_ == What::clearance) gap_ = gapBetween(things_[0], things_[1]);
  isDone_ = true;
  Q_EMIT measured(result());
}

bool MeasureTool::doubleClick(const Pointer&) {
  if (what_ == What::area && !isDone_) finish();
  return true;
}

bool MeasureTool::key(QKeyEvent& event, const Projection&) {
  if (event.key() == Qt::Key_Escape) {
    const bool hasBegun = !points_.empty() || !things_.empty();
    cancel();
    if (!hasBegun) Q_EMIT ended();
    return true;
  }
  if (event.key() == Qt::Key_Backspace && !isDone_) {
    if (!points_.empty()) points_.pop_back();
    if (!things_.empty()) things_.pop_back();
    return true;
  }
  if ((event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && what_ == What::area && !isDone_) {
    finish();
    return true;
  }
  if ((event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && isDone_) {
    Q_EMIT keepAsked();
    return true;
  }
  if (event.key() == Qt::Key_Delete && overKept_ >= 0) {
    const std::string id = kept_[static_cast<std::size_t>(overKept_)].id;
    overKept_ = -1;
    Q_EMIT removeAsked(id);
    return true;
  }
  return false;
}

void MeasureTool::paint(QPainter& painter, const Annotations& look, const Projection& view, const Layout&) {
  const QRectF area(0, 0, view.width, view.height);
  const QColor colour = look.theme.accent;
  std::vector<Vec3> points = points_;
  if (!isDone_ && under_ && !points.empty()) points.push_back(under_->at);
  if (what_ == What::area && points.size() > 2) {
    QPolygonF face;
    for (const Vec3& point : points)
      if (const auto at = view.project(point)) face << QPointF(at->x, at->y);
    QColor fill = colour;
    fill.setAlphaF(0.18f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(face);
    painter.setBrush(Qt::NoBrush);
    paintLine(painter, look, view, {points.back(), points.front(), {}, !isDone_, false}, colour);
  }
  for (std::size_t i = 1; i < points.size(); ++i)
    paintLine(painter, look, view,
              {points[i - 1], points[i], lengthText(planDistance(points[i - 1], points[i])), false, true}, colour);
  for (const Box& thing : things_) look.outline(painter, view, thing, colour, 2.0);
  if (what_ == What::clearance && isDone_) {
    const double z = std::max(things_[0].min.z, things_[1].min.z);
    paintLine(painter, look, view,
              {{gap_.from.x, gap_.from.y, z}, {gap_.to.x, gap_.to.y, z}, lengthText(gap_.metres), false, true}, colour);
  }
  if (!isDone_ && under_)
    if (const auto at = view.project(under_->at)) {
      painter.setRenderHint(QPainter::Antialiasing);
      painter.setPen(QPen(colour, 1.8));
      painter.setBrush(Qt::NoBrush);
      const QPointF centre(at->x, at->y);
      // a square at a corner, a circle on an edge, a cross in the open
      if (under_->to == SnapPoint::To::corner) painter.drawRect(QRectF(centre - QPointF(5, 5), QSizeF(10, 10)));
      if (under_->to == SnapPoint::To::edge) painter.drawEllipse(centre, 5.0, 5.0);
      if (under_->to == SnapPoint::To::nothing) {
        painter.drawLine(centre - QPointF(6, 0), centre + QPointF(6, 0));
        painter.drawLine(centre - QPointF(0, 6), centre + QPointF(0, 6));
      }
    }
  const bool isOverKept = overKept_ >= 0 && static_cast<std::size_t>(overKept_) < kept_.size();
  if (isOverKept) paintDimensions(painter, look, view, kept_, overKept_);
  QStringList words{said()};
  if (isDone_ && tell_) words << tell_(Text("measure.keep"));
  if (isOverKept && tell_) words = {kept_[static_cast<std::size_t>(overKept_)].label, tell_(Text("measure.remove"))};
  if (!words.front().isEmpty() && !pointer_.isNull()) paintNote(painter, look, area, pointer_, words, colour);
}

}  // namespace plenum
