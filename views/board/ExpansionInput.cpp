// SPDX-License-Identifier: Apache-2.0
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <cmath>
#include <utility>

#include "board/ExpansionChart.h"
#include "board/ExpansionSizes.h"

// What mouse and keyboard do to ExpansionChart.

namespace plenum::views {

using plan::Activity;

void ExpansionChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const Hit hit = hitAt(event->position());
  if (hit.isTarget) {
    targetDrag_ = TargetDrag{hit.group, event->position().x()};
    return update();
  }
  if (hit.what == Hit::What::group) {
    group_ = hit.group;
    return fold(hit.group);
  }
  if (hit.what == Hit::What::activity) {
    const Activity& a = evaluation_->activities[hit.activity];
    if (hit.isBar) drag_ = Drag{hit.activity, event->position().x(), weeksHeld(a.id), a.weeks, false};
    selectActivity(a.id);
    Q_EMIT activityChosen(QString::fromStdString(a.id));
  } else if (hit.what == Hit::What::month) {
    selectMonth(hit.month);
    Q_EMIT monthChosen(hit.month);
  }
}

void ExpansionChart::mouseMoveEvent(QMouseEvent* event) {
  hoverX_ = event->position().x();
  update();
  if (targetDrag_ && (event->buttons() & Qt::LeftButton)) {
    targetDrag_->x = std::clamp(event->position().x(), plot().left(), plot().right());
    return;
  }
  if (!drag_ || !(event->buttons() & Qt::LeftButton)) {
    const Hit hit = hitAt(event->position());
    setCursor(hit.isBar || hit.isTarget        ? Qt::SizeHorCursor
              : hit.what == Hit::What::nothing ? Qt::ArrowCursor
                                               : Qt::PointingHandCursor);
    return;
  }
  const double moved = event->position().x() - drag_->pressX;
  if (!drag_->isMoving && std::abs(moved) < expansion::clickPx) return;
  drag_->isMoving = true;
  const double weeks = std::round((dayAt(event->position().x()) - dayAt(drag_->pressX)) / 7.0);
  hold(drag_->activity, drag_->heldBefore + weeks);
}

void ExpansionChart::mouseReleaseEvent(QMouseEvent*) {
  if (const auto target = std::exchange(targetDrag_, std::nullopt)) {
    const auto day = std::int32_t(std::lround(dayAt(target->x)));
    // a click that moves nothing asks for nothing
    if (std::abs(target->x - xOf(targetOf(target->group).days)) >= expansion::clickPx)
      Q_EMIT retargeted(QString::fromStdString(target->group), day);
    return update();
  }
  const bool wasMoving = isDragging();
  drag_.reset();
  if (!wasMoving) return;
  buildRows();
  fit();
  update();
  Q_EMIT dragEnded();
}

void ExpansionChart::leaveEvent(QEvent*) {
  hoverX_ = -1.0;
  update();
}

void ExpansionChart::resizeEvent(QResizeEvent*) { fit(); }

void ExpansionChart::chooseRow(int row) {
  if (rows_.empty()) return;
  const Row& at = rows_[std::size_t(std::clamp(row, 0, int(rows_.size()) - 1))];
  if (!at.activity) {
    group_ = at.group;
    activity_.clear();
    describe();
    return update();
  }
  selectActivity(evaluation_->activities[*at.activity].id);
  Q_EMIT activityChosen(QString::fromStdString(activity_));
}

void ExpansionChart::keyPressEvent(QKeyEvent* event) {
  if (!isFuture()) return QWidget::keyPressEvent(event);
  int row = -1;
  for (std::size_t r = 0; r < rows_.size(); ++r)
    if (rows_[r].activity ? evaluation_->activities[*rows_[r].activity].id == activity_ : rows_[r].group == group_)
      row = int(r);
  const Row* at = row >= 0 ? &rows_[std::size_t(row)] : nullptr;
  const bool isHolding = event->modifiers() & Qt::ControlModifier;
  const int side = event->key() == Qt::Key_Left ? -1 : 1;
  switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
      if (isHolding) {
        if (!at || !at->activity || !mayMove(evaluation_->activities[*at->activity])) return;
        hold(*at->activity, weeksHeld(activity_) + side);
        Q_EMIT dragEnded();
        return;
      }
      selectMonth(std::max(0, month_ + side));
      Q_EMIT monthChosen(month_);
      return;
    case Qt::Key_Up:
      return chooseRow(row - 1);
    case Qt::Key_Down:
      return chooseRow(row + 1);
    case Qt::Key_Space:
    case Qt::Key_Return:
      if (at && !at->activity) fold(at->group);
      return;
    case Qt::Key_Escape:
      if (targetDrag_) {
        targetDrag_.reset();
        return update();
      }
      if (!drag_) return QWidget::keyPressEvent(event);
      hold(drag_->activity, drag_->heldBefore);
      drag_.reset();
      Q_EMIT dragEnded();
      return;
    case Qt::Key_Delete:
      if (at && at->activity) hold(*at->activity, 0.0), Q_EMIT dragEnded();
      return;
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace plenum::views
