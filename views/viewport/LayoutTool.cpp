// SPDX-License-Identifier: Apache-2.0
#include "viewport/LayoutTool.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "viewport/ToolPaint.h"

namespace plenum {
namespace {

constexpr double dragPx = 4.0, handlePx = 56.0, handleHitPx = 11.0;

double far(QPointF a, QPointF b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

Box shifted(const Box& box, Vec2 by) { return {box.min + Vec3{by.x, by.y, 0}, box.max + Vec3{by.x, by.y, 0}}; }

}  // namespace

void LayoutTool::setChosen(std::vector<EntityRef> things, const Layout& layout) {
  things_ = std::move(things);
  chosen_.clear();
  around_ = {};
  for (const EntityRef thing : things_) {
    chosen_.push_back(layout.boxOf(thing));
    around_.add(chosen_.back());
  }
  if (phase_ != Phase::idle) cancel();
  Q_EMIT repaintAsked();
}

void LayoutTool::hold(Hold hold) {
  cancel();
  hold_ = std::move(hold);
  Q_EMIT repaintAsked();
}

std::vector<Box> LayoutTool::ghosts() const {
  if (hold_) return heldBoxes_;
  std::vector<Box> boxes = proposed_;
  if (phase_ == Phase::dragging)
    for (const Box& box : chosen_) boxes.push_back(shifted(box, advice_.byM));
  return boxes;
}

LayoutTool::Handles LayoutTool::handlesIn(const Projection& view) const {
  Handles handles;
  if (around_.isEmpty() || hold_) return handles;
  const Vec3 centre{around_.centre().x, around_.centre().y, around_.max.z};
  const auto at = view.project(centre);
  if (!at) return handles;
  // as long on the screen whichever way one looks
  const double metres = handlePx / std::max(1e-6, view.pixelsPerMetre(centre));
  const auto x = view.project(centre + Vec3{metres, 0, 0}), y = view.project(centre + Vec3{0, metres, 0});
  if (!x || !y) return handles;
  handles.areShown = true;
  handles.centre = {at->x, at->y};
  handles.x = {x->x, x->y};
  handles.y = {y->x, y->y};
  handles.turn = handles.centre - QPointF(0, handlePx * 0.8);
  return handles;
}

LayoutTool::Handle LayoutTool::handleAt(QPointF at, const Projection& view) const {
  const Handles handles = handlesIn(view);
  if (!handles.areShown) return Handle::no;
  if (far(at, handles.x) < handleHitPx) return Handle::x;
  if (far(at, handles.y) < handleHitPx) return Handle::y;
  if (far(at, handles.turn) < handleHitPx) return Handle::turn;
  return Handle::no;
}

LayoutTool::Advice LayoutTool::ask(const Wish& wish) const {
  if (advise_) return advise_(wish);
  Advice plain;
  plain.byM = wish.byM;
  return plain;
}

EntityRef LayoutTool::meant(EntityRef hit, Qt::KeyboardModifiers modifiers, const Layout& layout) const {
  return meaning_ ? meaning_(hit, modifiers, layout) : hit;
}

bool LayoutTool::press(const Pointer& pointer) {
  pointer_ = pressedAt_ = pointer.at;
  if (hold_) return true;
  handle_ = handleAt(pointer.at, pointer.view);
  if (handle_ == Handle::turn) {
    phase_ = Phase::pressed;
    return true;
  }
  if (handle_ == Handle::no && doors_.press(pointer)) {
    phase_ = Phase::door;
    return true;
  }
  const Ray ray = pointer.view.rayThrough({pointer.at.x(), pointer.at.y()});
  if (handle_ != Handle::no) {
    const auto at = pointer.view.onPlane({pointer.at.x(), pointer.at.y()}, around_.max.z);
    if (!at) return false;
    grab_ = *at;
    phase_ = Phase::pressed;
    return true;
  }
  if (!pointer.hit || pointer.modifiers & (Qt::ShiftModifier | Qt::ControlModifier)) return false;
  const EntityRef thing = meant(*pointer.hit, pointer.modifiers, pointer.layout);
  const auto found = std::find(things_.begin(), things_.end(), thing);
  if (found == things_.end()) return false;
  // the point that was grabbed stays under the pointer: dragged over the plane at its height
  const auto t = enter(ray, chosen_[static_cast<std::size_t>(found - things_.begin())]);
  if (!t) return false;
  grab_ = ray.origin + ray.direction * *t;
  phase_ = Phase::pressed;
  return true;
}

void LayoutTool::drag(const Pointer& pointer) {
  const auto at = pointer.view.onPlane({pointer.at.x(), pointer.at.y()}, grab_.z);
  if (!at) return;
  Wish wish{{at->x - grab_.x, at->y - grab_.y}};
  wish.along = handle_ == Handle::x ? Along::x : handle_ == Handle::y ? Along::y : Along::floor;
  if (wish.along == Along::floor && pointer.modifiers & Qt::ShiftModifier)
    wish.along = std::abs(wish.byM.x) >= std::abs(wish.byM.y) ? Along::x : Along::y;
  if (wish.along == Along::x) wish.byM.y = 0;
  if (wish.along == Along::y) wish.byM.x = 0;
  wish.isSnapped = snaps_ && !(pointer.modifiers & Qt::ControlModifier);
  advice_ = ask(wish);
}

bool LayoutTool::move(const Pointer& pointer) {
  floor_ = floorUnder(pointer.layout, pointer.view, pointer.at);
  pointer_ = pointer.at;
  if (hold_) {
    if (!floor_) return false;
    Held held = hold_(*floor_, snaps_ && !(pointer.modifiers & Qt::ControlModifier));
    heldBoxes_ = std::move(held.boxes);
    advice_ = std::move(held.advice);
    return true;
  }
  if (phase_ == Phase::door) return far(pressedAt_, pointer.at) >= dragPx && doors_.move(pointer);
  if (phase_ == Phase::idle) {
    const bool isOverAnother = doors_.move(pointer);
    const Handle over = handleAt(pointer.at, pointer.view);
    return std::exchange(hoveredHandle_, over) != over || isOverAnother;
  }
  if (handle_ == Handle::turn) return false;
  if (phase_ == Phase::pressed && far(pressedAt_, pointer.at) < dragPx) return false;
  phase_ = Phase::dragging;
  drag(pointer);
  return true;
}

bool LayoutTool::release(const Pointer& pointer, bool isClick) {
  if (hold_) {
    if (!isClick) return true;
    move(pointer);
    if (!floor_) return true;
    if (!advice_.isAllowed) {
      Q_EMIT refused(advice_);
      return true;
    }
    const bool goesOn = pointer.modifiers & (Qt::ShiftModifier | Qt::ControlModifier);
    const FloorPoint at = *floor_;
    if (!goesOn) cancel();
    Q_EMIT placeAsked(at, goesOn);
    return true;
  }
  const Phase ended = std::exchange(phase_, Phase::idle);
  if (ended == Phase::door) {
    doors_.release(pointer, isClick);
    Q_EMIT repaintAsked();
    return true;
  }
  const Handle handle = std::exchange(handle_, Handle::no);
  if (handle == Handle::turn) {
    if (isClick) Q_EMIT turnAsked();
    return true;
  }
  if (ended != Phase::dragging || isClick) return handle != Handle::no;
  const Advice last = std::exchange(advice_, {});
  if (last.byM == Vec2{}) return true;
  if (last.isAllowed)
    Q_EMIT moveAsked(last.byM);
  else
    Q_EMIT refused(last);
  return true;
}

bool LayoutTool::key(QKeyEvent& event, const Projection& view) {
  if (event.key() == Qt::Key_Escape) {
    if (phase_ == Phase::idle && !hold_) {
      if (!doors_.chosen()) return false;
      doors_.choose(std::nullopt);
      Q_EMIT repaintAsked();
      return true;
    }
    cancel();
    Q_EMIT ended();
    return true;
  }
  Vec2 onScreen;
  if (event.key() == Qt::Key_Left) onScreen = {-1, 0};
  if (event.key() == Qt::Key_Right) onScreen = {1, 0};
  if (event.key() == Qt::Key_Up) onScreen = {0, 1};
  if (event.key() == Qt::Key_Down) onScreen = {0, -1};
  if (onScreen == Vec2{} || (things_.empty() && !doors_.chosen()) || phase_ != Phase::idle || hold_) return false;
  if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier)) return false;
  // to the side of the screen, along the axis of the site that comes nearest to it
  const Vec3 right = view.camera.right();
  const Vec2 way = Vec2{right.x, right.y} * onScreen.x + Vec2{-right.y, right.x} * onScreen.y;
  const Vec2 axis =
      std::abs(way.x) >= std::abs(way.y) ? Vec2{way.x > 0 ? 1.0 : -1.0, 0} : Vec2{0, way.y > 0 ? 1.0 : -1.0};
  Q_EMIT nudgeAsked(axis, event.modifiers() & Qt::ShiftModifier);
  return true;
}

void LayoutTool::cancel() {
  phase_ = Phase::idle;
  handle_ = Handle::no;
  doors_.cancel();
  hold_ = nullptr;
  heldBoxes_.clear();
  advice_ = {};
  Q_EMIT repaintAsked();
}

bool LayoutTool::click(const Pointer&) {
  // anywhere else: the door is let go of
  doors_.choose(std::nullopt);
  return false;
}

bool LayoutTool::doubleClick(const Pointer& pointer) {
  if (hold_ || !doors_.press(pointer)) return false;
  doors_.release(pointer, true);
  Q_EMIT doorAsked();
  return true;
}

void LayoutTool::renew(const Layout& layout) {
  proposed_.clear();
  doors_.renew(layout);
  if (phase_ != Phase::idle) cancel();
}

void LayoutTool::paint(QPainter& painter, const Annotations& look, const Projection& view, const Layout& layout) {
  const QRectF area(0, 0, view.width, view.height);
  const bool isMoving = phase_ == Phase::dragging || hold_;
  const bool isRefused = isMoving ? !advice_.isAllowed : isProposalRefused_;
  const QColor colour = isRefused ? look.theme.warning : look.theme.accent;
  for (const Box& box : ghosts()) look.ghost(painter, view, box, colour);
  if (isMoving) {
    const std::vector<Box> boxes = ghosts();
    const double z = boxes.empty() ? 0.0 : boxes.front().min.z;
    for (const Box& box : advice_.inTheWay) look.outline(painter, view, box, look.theme.warning, 2.2);
    for (const Guide& guide : advice_.guides)
      paintLine(
          painter, look, view,
          {{guide.from.x, guide.from.y, z}, {guide.to.x, guide.to.y, z}, guide.label, guide.label.isEmpty(), false},
          look.theme.accent);
    paintNote(painter, look, area, pointer_, advice_.lines, colour);
    return;
  }
  doors_.paint(painter, look, view, layout);
  const Handles handles = handlesIn(view);
  if (!handles.areShown) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QFont font = painter.font();
  font.setPixelSize(11);
  font.setWeight(QFont::DemiBold);
  painter.setFont(font);
  const auto knob = [&](QPointF at, const QString& name, bool isHovered) {
    painter.setPen(QPen(look.theme.accent, isHovered ? 2.4 : 1.4));
    painter.setBrush(isHovered ? look.theme.accent : look.theme.panel);
    painter.drawEllipse(at, 9.0, 9.0);
    painter.setPen(isHovered ? look.theme.panel : look.theme.text);
    painter.drawText(QRectF(at - QPointF(9, 9), QSizeF(18, 18)), Qt::AlignCenter, name);
  };
  for (const QPointF end : {handles.x, handles.y}) {
    painter.setPen(QPen(look.theme.panel, 4.0, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(handles.centre, end);
    painter.setPen(QPen(look.theme.accent, 1.8, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(handles.centre, end);
  }
  knob(handles.x, QStringLiteral("x"), hoveredHandle_ == Handle::x);
  knob(handles.y, QStringLiteral("y"), hoveredHandle_ == Handle::y);
  knob(handles.turn, QStringLiteral("↻"), hoveredHandle_ == Handle::turn);
  painter.restore();
}

}  // namespace plenum
