// SPDX-License-Identifier: Apache-2.0
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <cmath>

#include "board/LandView.h"

// What LandView does with mouse and keys.

namespace plenum::views {
namespace {

constexpr double slackPx = 3.0;  // that a hand trembles
constexpr double wheelStep = 1.25;
constexpr double stepM = 1.0, longStepM = 10.0;

}  // namespace

void LandView::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  pressed_ = mouse_ = event->position();
  hasMoved_ = false;
  if (!isUsable()) return;
  if (event->button() == Qt::MiddleButton || event->button() == Qt::RightButton) {
    isPanning_ = true;
    return;
  }
  if (event->button() != Qt::LeftButton) return;
  refusal_.clear();
  const Vec2 to = snapped(event->position(), event->modifiers());
  if (tool_ == Tool::draw) {
    if (drawn_.size() >= 3 && awayPx(placeOf(drawn_.front()), event->position()) < grabPx) return closeDrawing();
    if (drawn_.empty() || drawn_.back() != to) drawn_.push_back(to);
    return say();
  }
  if (tool_ != Tool::move) {
    plan::Land after = plan_->land;
    after.*pointOf(int(tool_)) = to;
    const Tool put = tool_;
    if (tell(std::move(after), "landmap.edit.point")) {
      setTool(Tool::move);
      choose({Handle::Kind::point, int(put)});
    }
    return;
  }
  held_ = handleUnder(event->position());
  choose(held_);
  if (held_.kind == Handle::Kind::block) grip_ = metresAt(event->position()) - at(held_);
  if (held_.kind == Handle::Kind::nothing) isPanning_ = true;
}

void LandView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF before = mouse_;
  mouse_ = event->position();
  isMouseIn_ = true;
  if (isPanning_) {
    const QPointF by = mouse_ - before;
    centre_ = {centre_.x - by.x() / pxPerM_, centre_.y + by.y() / pxPerM_};
    return update();
  }
  if (held_.kind != Handle::Kind::nothing && (hasMoved_ || awayPx(mouse_, pressed_) > slackPx)) {
    hasMoved_ = true;
    Vec2 to = snapped(mouse_, event->modifiers());
    if (held_.kind == Handle::Kind::block) {
      to = metresAt(mouse_) - grip_;
      to = {std::round(to.x), std::round(to.y)};
    }
    plan::Land moved = plan_->land;
    moveTo(moved, held_, to);
    ghost_ = std::move(moved);
    return say();
  }
  if (tool_ == Tool::draw)
    update();
  else if (tool_ == Tool::move && isUsable())
    setCursor(handleUnder(mouse_).kind == Handle::Kind::nothing ? Qt::ArrowCursor : Qt::SizeAllCursor);
}

void LandView::mouseReleaseEvent(QMouseEvent* event) {
  isPanning_ = false;
  if (event->button() != Qt::LeftButton) return;
  const Handle held = std::exchange(held_, {});
  if (!ghost_) return;
  plan::Land after = *ghost_;
  if (held.kind == Handle::Kind::corner && isTwisted(after)) {
    ghost_.reset();
    refusal_ = look_.words("landmap.refused.twisted");
    return say();
  }
  tell(std::move(after), held.kind == Handle::Kind::block ? "landmap.edit.block" : "landmap.edit.move");
}

void LandView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (!isUsable() || event->button() != Qt::LeftButton) return;
  if (tool_ == Tool::draw) return closeDrawing();  // its first click has put the last corner
  if (handleUnder(event->position()).kind == Handle::Kind::corner) return;
  if (const int side = sideUnder(event->position()); side >= 0)
    insertCorner(side, snapped(event->position(), Qt::NoModifier));
}

void LandView::wheelEvent(QWheelEvent* event) {
  const Vec2 under = metresAt(event->position());
  pxPerM_ = std::clamp(pxPerM_ * std::pow(wheelStep, event->angleDelta().y() / 120.0), leastPxPerM, mostPxPerM);
  const Vec2 now = metresAt(event->position());
  centre_ = centre_ + under - now;
  update();
}

void LandView::keyPressEvent(QKeyEvent* event) {
  if (!isUsable()) return QWidget::keyPressEvent(event);
  const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? longStepM : stepM;
  switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
      return tool_ == Tool::draw ? closeDrawing() : QWidget::keyPressEvent(event);
    case Qt::Key_Escape:
      if (ghost_) return ghost_.reset(), held_ = {}, say();
      if (!drawn_.empty()) return drawn_.clear(), refusal_.clear(), say();
      if (tool_ != Tool::move) return setTool(Tool::move);
      if (chosen_.kind != Handle::Kind::nothing) return choose({});
      return QWidget::keyPressEvent(event);
    case Qt::Key_Backspace:
      if (tool_ == Tool::draw && !drawn_.empty()) return drawn_.pop_back(), refusal_.clear(), say();
      return removeChosen();
    case Qt::Key_Delete:
      return removeChosen();
    case Qt::Key_Insert:
      if (corner() >= 0) {
        const auto& outline = plan_->land.outline;
        const Vec2 a = outline[std::size_t(corner())], b = outline[(std::size_t(corner()) + 1) % outline.size()];
        insertCorner(corner(), {std::round(0.5 * (a.x + b.x)), std::round(0.5 * (a.y + b.y))});
      }
      return;
    case Qt::Key_Left:
      return nudge(-step, 0);
    case Qt::Key_Right:
      return nudge(step, 0);
    case Qt::Key_Up:
      return nudge(0, step);
    case Qt::Key_Down:
      return nudge(0, -step);
    case Qt::Key_R:
      return turnBlock();
    case Qt::Key_F:
    case Qt::Key_Home:
      return fit();
    default:
      QWidget::keyPressEvent(event);
  }
}

void LandView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

bool LandView::event(QEvent* event) {
  if (event->type() == QEvent::Leave) isMouseIn_ = false, update();
  // what these keys do elsewhere in the window waits while somebody draws
  if (event->type() == QEvent::ShortcutOverride && isUsable()) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isPlain = !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier));
    for (const int own : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_Insert,
                          Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_R, Qt::Key_F, Qt::Key_Home})
      if (isPlain && key->key() == own) return event->accept(), true;
    if (key->key() == Qt::Key_Escape &&
        (ghost_ || !drawn_.empty() || tool_ != Tool::move || chosen_.kind != Handle::Kind::nothing))
      return event->accept(), true;
  }
  return QWidget::event(event);
}

/// Tab goes from one thing that can be moved to the next, and on to the next widget after the last.
bool LandView::focusNextPrevChild(bool isNext) {
  if (!isUsable() || tool_ != Tool::move) return QWidget::focusNextPrevChild(isNext);
  const std::vector<Handle> all = handles();
  const auto found = std::find(all.begin(), all.end(), chosen_);
  const std::ptrdiff_t now = found == all.end() ? (isNext ? -1 : std::ptrdiff_t(all.size())) : found - all.begin();
  const std::ptrdiff_t next = now + (isNext ? 1 : -1);
  if (next < 0 || next >= std::ptrdiff_t(all.size())) return choose({}), QWidget::focusNextPrevChild(isNext);
  choose(all[std::size_t(next)]);
  return true;
}

}  // namespace plenum::views
