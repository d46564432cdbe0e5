// SPDX-License-Identifier: Apache-2.0
#include "schematics/SheetView.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace plenum::views {

namespace {

constexpr double smallest = 0.1, largest = 3.0;
constexpr double readable = 0.9;
constexpr double edge = 12.0, step = 60.0;

}  // namespace

SheetView::SheetView(QWidget* parent, FitScales scales) : QWidget(parent), scales_(scales) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
}

void SheetView::fit() {
  isFitted_ = true;
  const QSizeF size = drawingSize();
  if (size.isEmpty()) return;
  scale_ = std::clamp(std::min(width() / size.width(), height() / size.height()), scales_.least, scales_.most);
  const QSizeF shown = size * scale_;
  // in the middle where there is room, else from the beginning
  offset_ = {std::max(0.0, 0.5 * (width() - shown.width())), std::max(0.0, 0.5 * (height() - shown.height()))};
  fitted();
  update();
}

void SheetView::refit() {
  if (isFitted_) fit();
}

void SheetView::zoom(double factor) { zoomAt(rect().center(), factor); }

void SheetView::zoomAt(QPointF at, double factor) {
  const QPointF still = toDrawing(at);
  scale_ = std::clamp(scale_ * factor, smallest, largest);
  offset_ = at - still * scale_;
  isFitted_ = false;
  update();
}

void SheetView::reveal(const QRectF& what) {
  const QRectF shown(toWidget(what.topLeft()), toWidget(what.bottomRight()));
  if (shown.left() < 0)
    offset_.rx() -= shown.left() - edge;
  else if (shown.right() > width())
    offset_.rx() -= shown.right() - width() + edge;
  if (shown.top() < 0)
    offset_.ry() -= shown.top() - edge;
  else if (shown.bottom() > height())
    offset_.ry() -= shown.bottom() - height() + edge;
  update();
}

void SheetView::centreOn(const QRectF& what) {
  scale_ = std::max(scale_, readable);
  offset_ = QPointF(rect().center()) - what.center() * scale_;
  // no empty room at an edge while there is drawing beyond the other
  const QSizeF shown = drawingSize() * scale_;
  const auto within = [](double at, double room, double size) {
    return size <= room ? 0.5 * (room - size) : std::clamp(at, room - size, 0.0);
  };
  offset_ = {within(offset_.x(), width(), shown.width()), within(offset_.y(), height(), shown.height())};
  isFitted_ = false;
  update();
}

void SheetView::resizeEvent(QResizeEvent*) { refit(); }

void SheetView::wheelEvent(QWheelEvent* event) {
  zoomAt(event->position(), std::pow(1.0015, event->angleDelta().y()));
  event->accept();
}

void SheetView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
  pressedAt_ = event->position();
  pressedOffset_ = offset_;
  isDragging_ = false;
}

void SheetView::mouseMoveEvent(QMouseEvent* event) {
  if (!pressedAt_) return hovered(toDrawing(event->position()));
  const QPointF moved = event->position() - *pressedAt_;
  if (!isDragging_ && moved.manhattanLength() < 6.0) return;
  isDragging_ = true;
  isFitted_ = false;
  offset_ = pressedOffset_ + moved;
  update();
}

void SheetView::mouseReleaseEvent(QMouseEvent* event) {
  const bool wasClick = pressedAt_ && !isDragging_ && event->button() == Qt::LeftButton;
  pressedAt_.reset();
  if (wasClick) clicked(toDrawing(event->position()));
}

bool SheetView::takeKey(QKeyEvent* event) {
  const auto move = [&](int dx, int dy) {
    offset_ -= QPointF(step * dx, step * dy);
    isFitted_ = false;
    update();
    return true;
  };
  const bool isMoving = event->modifiers() & Qt::ControlModifier;
  switch (event->key()) {
    case Qt::Key_Left:
      return isMoving && move(-1, 0);
    case Qt::Key_Right:
      return isMoving && move(1, 0);
    case Qt::Key_Up:
      return isMoving && move(0, -1);
    case Qt::Key_Down:
      return isMoving && move(0, 1);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoom(1.2);
      return true;
    case Qt::Key_Minus:
      zoom(1.0 / 1.2);
      return true;
    case Qt::Key_0:
      fit();
      return true;
    default:
      return false;
  }
}

}  // namespace plenum::views
