// SPDX-License-Identifier: Apache-2.0
// Mouse and keys of the CampusView.
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "scene/Views.h"
#include "viewport/CampusView.h"
#include "viewport/GrowthMarks.h"

namespace plenum {
namespace {

constexpr double clickPx = 4.0;  // farther is a drag
constexpr double degreesPerPixel = 0.28;
constexpr double zoomPerNotch = 0.84;
constexpr double arrowDegrees = 6.0;

}  // namespace

Vec3 CampusView::pivotAt(QPointF place) const {
  const Projection view = wantedProjection();
  if (frame_) {
    const auto hit = pick(seen(), view.rayThrough({place.x(), place.y()}));
    if (hit && hit->entity.kind != Kind::campus) return hit->at;
  }
  const auto ground = view.onPlane({place.x(), place.y()}, 0.0);
  // far ground near the horizon makes a wild pivot
  if (ground) {
    const Vec3 d = *ground - camera_.eye();
    if (std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z) < 3.0 * camera_.distanceM) return *ground;
  }
  return camera_.target;
}

void CampusView::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  flight_.stop();
  pressedAt_ = lastAt_ = event->position();
  pivot_ = pivotAt(lastAt_);
  gesture_ = event->button() == Qt::LeftButton ? Gesture::undecided : Gesture::pan;
  const bool isOnCube = ViewCube::hit(cubeCentre(), shownProjection().camera, lastAt_).has_value();
  if (gesture_ == Gesture::undecided && !isOnCube) {
    sectionHandle_ = sectionHandleUnder(lastAt_);
    if (sectionHandle_) {
      sectionPressed_ = *options_.opening.section;
      gesture_ = Gesture::section;
      update();
      return;
    }
  }
  if (tool_ && frame_ && gesture_ == Gesture::undecided && !isOnCube &&
      tool_->press(pointerAt(lastAt_, event->modifiers())))
    gesture_ = Gesture::tool;
}

void CampusView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF at = event->position(), step = at - lastAt_;
  pointer_ = at;
  // it may have been switched off while it was held
  if (gesture_ == Gesture::section && !options_.opening.section) gesture_ = Gesture::idle;
  if (gesture_ == Gesture::section) {
    setSection(draggedSection(sectionPressed_, *sectionHandle_, shownProjection(), pressedAt_, at));
    return;
  }
  if (gesture_ == Gesture::idle && options_.opening.section) {
    const bool wasHeld = sectionHandle_.has_value();
    sectionHandle_ = sectionHandleUnder(at);
    if (sectionHandle_.has_value() != wasHeld) update();
  }
  if (tool_ && frame_ && (gesture_ == Gesture::idle || gesture_ == Gesture::tool) &&
      tool_->move(pointerAt(at, event->modifiers(), gesture_ == Gesture::idle)))
    update();
  if (gesture_ == Gesture::tool) return;
  if (gesture_ == Gesture::idle) {
    hover(at);
    return;
  }
  if (gesture_ == Gesture::undecided) {
    const QPointF d = at - pressedAt_;
    if (std::hypot(d.x(), d.y()) < clickPx) return;
    gesture_ = event->modifiers() & Qt::ShiftModifier ? Gesture::box : Gesture::orbit;
  }
  if (gesture_ == Gesture::box) {
    update();
    return;
  }
  if (gesture_ == Gesture::orbit) {
    camera_ = orbit(camera_, pivot_, degreesPerPixel * step.x(), degreesPerPixel * step.y());
  } else {
    // what was grabbed stays under the pointer
    const double perPixel = 1.0 / wantedProjection().pixelsPerMetre(pivot_);
    camera_.target = camera_.target - camera_.right() * (step.x() * perPixel) + camera_.up() * (step.y() * perPixel);
  }
  lastAt_ = at;
  isHome_ = false;
  moved();
}

void CampusView::mouseReleaseEvent(QMouseEvent* event) {
  const Gesture ended = gesture_;
  gesture_ = Gesture::idle;
  if (ended == Gesture::section) {
    if (options_.opening.section && *options_.opening.section != sectionPressed_)
      Q_EMIT sectionMoved(*options_.opening.section);
    return;
  }
  if (ended == Gesture::tool && tool_ && frame_) {
    const QPointF d = event->position() - pressedAt_;
    const bool isTaken =
        tool_->release(pointerAt(event->position(), event->modifiers()), std::hypot(d.x(), d.y()) < clickPx);
    update();
    if (!isTaken) clicked(pickAt(event->position()), event->modifiers());
    return;
  }
  if (ended == Gesture::box) {
    finishBox(QRectF(pressedAt_, event->position()).normalized(), event->modifiers() & Qt::ControlModifier);
    return;
  }
  if (ended != Gesture::undecided || event->button() != Qt::LeftButton) return;
  if (const auto turn = ViewCube::hit(cubeCentre(), shownProjection().camera, event->position())) {
    Camera to = camera_;
    // seen from above, north stays where it is nearest
    to.azimuthDeg = turn->elevationDeg > 89.0 ? 90.0 * std::round(camera_.azimuthDeg / 90.0) : turn->azimuthDeg;
    to.elevationDeg = turn->elevationDeg;
    flyTo(to);
    return;
  }
  if (tool_ && frame_ && tool_->click(pointerAt(event->position(), event->modifiers()))) {
    update();
    return;
  }
  clicked(pickAt(event->position()), event->modifiers());
}

void CampusView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  gesture_ = Gesture::idle;
  if (sectionFirst_ && sectionHandleUnder(event->position())) {
    setSection(*sectionFirst_);
    Q_EMIT sectionMoved(*sectionFirst_);
    return;
  }
  if (tool_ && frame_ && tool_->doubleClick(pointerAt(event->position(), event->modifiers()))) {
    update();
    return;
  }
  const auto hit = pickAt(event->position());
  if (!hit || hit->kind == Kind::campus) return;
  Q_EMIT activated(descend(*hit));
}

void CampusView::wheelEvent(QWheelEvent* event) {
  flight_.stop();
  const double notches = event->angleDelta().y() / 120.0;
  if (notches == 0.0) return;
  camera_ = dolly(camera_, pivotAt(event->position()), std::pow(zoomPerNotch, notches));
  focus_.reset();
  event->accept();
  isHome_ = false;
  moved();
}

void CampusView::keyPressEvent(QKeyEvent* event) {
  const auto turn = [this](double azimuth, double elevation) {
    camera_ = orbit(camera_, camera_.target, azimuth, elevation);
    isHome_ = false;
    moved();
  };
  const auto zoom = [this](double factor) {
    camera_ = dolly(camera_, camera_.target, factor);
    isHome_ = false;
    moved();
  };
  if (gesture_ == Gesture::section && event->key() == Qt::Key_Escape) {
    gesture_ = Gesture::idle;
    setSection(sectionPressed_);
    return;
  }
  if (tool_ && tool_->key(*event, shownProjection())) {
    update();
    return;
  }
  switch (event->key()) {
    case Qt::Key_F:
      if (selection_) focusOn(*selection_);
      return;
    case Qt::Key_Backspace:
      ascend();
      return;
    case Qt::Key_Home:
      setNamedView("campus");
      return;
    case Qt::Key_Left:
      turn(-arrowDegrees, 0);
      return;
    case Qt::Key_Right:
      turn(arrowDegrees, 0);
      return;
    case Qt::Key_Up:
      event->modifiers() & Qt::AltModifier ? ascend() : turn(0, arrowDegrees);
      return;
    case Qt::Key_Down:
      turn(0, -arrowDegrees);
      return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoom(zoomPerNotch);
      return;
    case Qt::Key_Minus:
      zoom(1.0 / zoomPerNotch);
      return;
    case Qt::Key_Escape:
      if (!selection_) break;
      clearSelection();
      Q_EMIT selected(EntityRef{});
      return;
    default:
      break;
  }
  if (frame_ && event->key() >= Qt::Key_1 && event->key() <= Qt::Key_6) {
    const auto views = namedViews(*frame_->layout);
    const auto n = static_cast<std::size_t>(event->key() - Qt::Key_1);
    if (n < views.size()) setNamedView(views[n].id);
    return;
  }
  QWidget::keyPressEvent(event);
}

void CampusView::hover(QPointF place) {
  auto hit = pickAt(place);
  if (hit && hit->kind == Kind::campus) hit.reset();
  if (hit) hit = meant(*hit, {});
  const bool isNew = hit != hovered_;
  hovered_ = hit;
  if (options_.growth) {
    const Growth::Block* planned =
        hit ? nullptr : plannedAt(*options_.growth, shownProjection(), {place.x(), place.y()});
    const std::string id = planned ? planned->id : std::string();
    if (id != plannedHovered_) {
      plannedHovered_ = id;
      update();
      Q_EMIT plannedHovered(QString::fromStdString(id));
    }
  }
  // the tip follows the pointer
  if (isNew || hovered_) update();
  if (isNew) Q_EMIT hovered(hit.value_or(EntityRef{}));
}

void CampusView::leaveEvent(QEvent*) {
  if (!hovered_) return;
  hovered_.reset();
  update();
  Q_EMIT hovered(EntityRef{});
}

void CampusView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::ScreenChangeInternal) request();
  QWidget::changeEvent(event);
}

}  // namespace plenum
