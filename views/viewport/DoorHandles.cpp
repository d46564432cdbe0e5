// SPDX-License-Identifier: Apache-2.0
#include "viewport/DoorHandles.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "viewport/ToolPaint.h"

namespace plenum {
namespace {

constexpr double leastHighPx = 20.0, knobPx = 7.0, knobHitPx = 10.0, overPx = 24.0, thickM = 0.5;

Vec3 topOf(const PlacedDoor& door) { return {door.at.x, door.at.y, door.floorM + door.highM}; }

std::optional<QPointF> knobOf(const PlacedDoor& door, const Projection& view) {
  const Vec3 top = topOf(door);
  const auto at = view.project(top);
  if (!at || door.highM * view.pixelsPerMetre(top) < leastHighPx) return std::nullopt;
  return QPointF(at->x, at->y - overPx);
}

template <class See>
void eachDoor(const Layout& layout, See&& see) {
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h)
    if (!layout.halls[h].box.isEmpty())
      for (const PlacedDoor& door : doorsOf(layout, h)) see(door);
}

/// Metres from the western or southern corner of its wall to its nearer jamb, and from there to the other.
std::pair<double, double> besidesOf(const PlacedDoor& door, const Box& room) {
  const bool isAlongX = door.along.x != 0.0;
  const double p = isAlongX ? door.at.x : door.at.y, half = 0.5 * door.spec->width.si;
  return {p - half - (isAlongX ? room.min.x : room.min.y), (isAlongX ? room.max.x : room.max.y) - p - half};
}

}  // namespace

void DoorHandles::choose(std::optional<Chosen> door) {
  const bool isSame = door.has_value() == chosen_.has_value() &&
                      (!door || (door->hall == chosen_->hall && door->door.id == chosen_->door.id));
  chosen_ = std::move(door);
  if (!isSame && chosenChanged) chosenChanged();
}

std::optional<PlacedDoor> DoorHandles::placedChosen(const Layout& layout) const {
  if (!chosen_) return std::nullopt;
  const auto hall = layout.find(chosen_->hall);
  if (!hall || hall->kind != Kind::hall || layout.halls[hall->index].box.isEmpty()) return std::nullopt;
  return placedDoor(layout, hall->index, place_ ? *place_ : chosen_->door);
}

QString DoorHandles::said(const Layout& layout) const {
  const auto door = placedChosen(layout);
  if (!door || !tell) return {};
  const auto text = [this](double m) { return (metres ? metres(m) : QString::number(m, 'f', 2)).toStdString(); };
  const auto [before, after] = besidesOf(*door, layout.halls[door->hall].box);
  return tell(Text(
      "door.said",
      {{"id", door->id},
       {"use",
        tell(Text(door->spec->use == HallDoor::Use::loading ? "door.kind.loading" : "door.kind.exit")).toStdString()},
       {"width", text(door->spec->width.si)},
       {"before", text(before)},
       {"after", text(after)}}));
}

std::optional<PlacedDoor> DoorHandles::doorAt(const ViewTool::Pointer& pointer) const {
  std::optional<PlacedDoor> best;
  double nearest = knobHitPx;
  eachDoor(pointer.layout, [&](const PlacedDoor& door) {
    const auto knob = knobOf(door, pointer.view);
    if (!knob) return;
    if (const double d = std::hypot(knob->x() - pointer.at.x(), knob->y() - pointer.at.y()); d < nearest)
      nearest = d, best = door;
  });
  if (best) return best;
  // the door itself, where nothing stands before it
  const Ray ray = pointer.view.rayThrough({pointer.at.x(), pointer.at.y()});
  double first = 1e12;
  if (pointer.hit && pointer.hit->kind != Kind::hall && pointer.hit->kind != Kind::building)
    if (const auto t = enter(ray, pointer.layout.boxOf(*pointer.hit))) first = *t;
  eachDoor(pointer.layout, [&](const PlacedDoor& door) {
    if (!knobOf(door, pointer.view)) return;
    if (const auto t = enter(ray, door.box(thickM)); t && *t < first) first = *t, best = door;
  });
  return best;
}

bool DoorHandles::press(const ViewTool::Pointer& pointer) {
  pressed_.reset();
  if (pointer.modifiers & (Qt::ShiftModifier | Qt::ControlModifier)) return false;
  const auto door = doorAt(pointer);
  if (!door) return false;
  pressed_ = Chosen{pointer.layout.halls[door->hall].id, *door->spec};
  return true;
}

bool DoorHandles::move(const ViewTool::Pointer& pointer) {
  if (pressed_) {
    const auto hall = pointer.layout.find(pressed_->hall);
    if (!hall || hall->kind != Kind::hall) return false;
    choose(pressed_);
    const PlacedHall& in = pointer.layout.halls[hall->index];
    const auto at = pointer.view.onPlane({pointer.at.x(), pointer.at.y()}, in.box.min.z);
    if (!at) return true;
    place_ = pressed_->door;
    place_->atM = doorPlace(in, {at->x, at->y}, place_->width.si);
    return true;
  }
  const auto over = doorAt(pointer);
  const std::string id = over ? over->id : std::string();
  return std::exchange(hovered_, id) != id;
}

bool DoorHandles::release(const ViewTool::Pointer&, bool isClick) {
  const auto held = std::exchange(pressed_, std::nullopt);
  const auto place = std::exchange(place_, std::nullopt);
  if (!held) return false;
  choose(held);
  if (isClick || !place || place->atM == held->door.atM) return true;
  chosen_->door = *place;
  if (moved) moved(*chosen_);
  return true;
}

void DoorHandles::cancel() {
  pressed_.reset();
  place_.reset();
}

void DoorHandles::renew(const Layout& layout) {
  cancel();
  if (!chosen_) return;
  const auto hall = layout.find(chosen_->hall);
  if (hall && hall->kind == Kind::hall && layout.halls[hall->index].design)
    for (const HallDoor& door : layout.halls[hall->index].design->doors)
      if (door.id == chosen_->door.id) {
        chosen_->door = door;
        return;
      }
  choose(std::nullopt);
}

void DoorHandles::paint(QPainter& painter, const Annotations& look, const Projection& view,
                        const Layout& layout) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  const auto isChosen = [this, &layout](const PlacedDoor& door) {
    return chosen_ && layout.halls[door.hall].id == chosen_->hall && door.spec->id == chosen_->door.id;
  };
  eachDoor(layout, [&](const PlacedDoor& door) {
    if (isDragging() && isChosen(door)) return;
    const auto knob = knobOf(door, view);
    if (!knob || !QRectF(0, 0, view.width, view.height).contains(*knob)) return;
    const bool isFilled = isChosen(door) || door.id == hovered_;
    painter.setPen(QPen(look.theme.accent, isFilled ? 2.2 : 1.3));
    painter.setBrush(isFilled ? look.theme.accent : look.theme.panel);
    // a leaf in its frame
    painter.drawRoundedRect(QRectF(*knob - QPointF(0.75 * knobPx, knobPx), QSizeF(1.5 * knobPx, 2 * knobPx)), 1.5, 1.5);
    painter.setBrush(isFilled ? look.theme.panel : look.theme.accent);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(*knob + QPointF(0.35 * knobPx, 0.1 * knobPx), 1.6, 1.6);
  });
  if (const auto door = placedChosen(layout)) {
    look.outline(painter, view, door->box(thickM), look.theme.accent, 2.0);
    const Box& room = layout.halls[door->hall].box;
    const auto [before, after] = besidesOf(*door, room);
    const double half = 0.5 * door->spec->width.si;
    const auto line = [&](double from, double to, double m) {
      if (m < 0.02) return;
      const Vec2 a = door->at + door->along * from, b = door->at + door->along * to;
      paintLine(painter, look, view,
                {{a.x, a.y, door->floorM}, {b.x, b.y, door->floorM}, metres ? metres(m) : QString(), false, true},
                look.theme.accent);
    };
    line(-half - before, -half, before);
    line(half, half + after, after);
  }
  painter.restore();
}

}  // namespace plenum
