// SPDX-License-Identifier: Apache-2.0
#include "board/PictureView.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QImage>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace plenum::views {

PictureView::PictureView(Look& look, const PictureRow& row, Ask ask, QWidget* parent)
    : QWidget(parent), look_(look), row_(row), ask_(std::move(ask)) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words((std::string("board.") + row_.id).c_str()));
    outdate();
  });
}

void PictureView::outdate() {
  picture_.reset();
  drawnAt_ = {};
  update();
}

void PictureView::setEmptyText(const QString& text) {
  if (text == emptyText_) return;
  emptyText_ = text;
  update();
}

const Picture& PictureView::picture() {
  if (!picture_) {
    picture_ = ask_();
    const QString said = picture_->said(screenStyle(look_));
    if (said != accessibleDescription()) setAccessibleDescription(said);
  }
  return *picture_;
}

/// As at the last painting; painted once aside where it has not been.
const Drawn& PictureView::drawn() {
  if (drawnAt_ != size()) {
    QImage aside(size().expandedTo({1, 1}), QImage::Format_RGB32);
    QPainter painter(&aside);
    drawn_ = picture().paint(painter, rect(), screenStyle(look_));
    drawnAt_ = size();
  }
  return drawn_;
}

int PictureView::markAt(QPointF place) {
  const auto& marks = drawn().marks;
  // the smallest lies on top: a dot over the column of its month
  int best = -1;
  double least = 1e18;
  for (std::size_t k = 0; k < marks.size(); ++k) {
    const QRectF reach = marks[k].place.adjusted(-2, -2, 2, 2);
    const double size = reach.width() * reach.height();
    if (reach.contains(place) && size < least) best = int(k), least = size;
  }
  return best;
}

void PictureView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  if (!emptyText_.isEmpty()) {
    painter.fillRect(rect(), t.panel);
    painter.setPen(t.dim);
    painter.setFont(look_.theme.font(Theme::Type::table));
    painter.drawText(rect().adjusted(10, 10, -10, -10), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
    return;
  }
  drawn_ = picture().paint(painter, rect(), screenStyle(look_));
  drawnAt_ = size();
  painter.setBrush(Qt::NoBrush);
  const auto outline = [&](int mark, double width) {
    if (mark < 0 || mark >= int(drawn_.marks.size())) return;
    painter.setPen(QPen(t.accent, width));
    painter.drawRect(drawn_.marks[std::size_t(mark)].place.adjusted(-1, -1, 1, 1));
  };
  outline(hovered_, 1.0);
  if (!hasFocus()) return;
  outline(current_, 2.0);
  painter.setPen(QPen(t.accent, 1.0));
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void PictureView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !emptyText_.isEmpty()) return;
  Q_EMIT pressed(event->position());
  const int mark = markAt(event->position());
  current_ = mark;
  update();
  if (mark < 0) return;
  const PictureMark copy = drawn_.marks[std::size_t(mark)];  // what it sets off may draw anew
  Q_EMIT chosen(copy);
}

void PictureView::mouseMoveEvent(QMouseEvent* event) {
  if (!emptyText_.isEmpty()) return;
  if (event->buttons() & Qt::LeftButton) Q_EMIT pressed(event->position());
  const int mark = markAt(event->position());
  if (mark == hovered_) return;
  hovered_ = mark;
  setCursor(mark >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
  update();
}

void PictureView::mouseDoubleClickEvent(QMouseEvent*) { Q_EMIT enlargeAsked(); }

void PictureView::leaveEvent(QEvent*) {
  hovered_ = -1;
  update();
}

void PictureView::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

void PictureView::keyPressEvent(QKeyEvent* event) {
  const int marks = emptyText_.isEmpty() ? int(drawn().marks.size()) : 0;
  const auto go = [&](int by) {
    if (std::string(row_.id) == "delay") return Q_EMIT stepped(by);
    if (marks == 0) return;
    current_ = current_ < 0 ? (by > 0 ? 0 : marks - 1) : (current_ + by + marks) % marks;
    const PictureMark& mark = drawn_.marks[std::size_t(current_)];
    setAccessibleDescription(mark.tip);
    QToolTip::showText(mapToGlobal(mark.place.center().toPoint()), mark.tip, this);
    update();
  };
  switch (event->key()) {
    case Qt::Key_Left:
      return go(-1);
    case Qt::Key_Right:
      return go(1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (current_ >= 0 && current_ < marks) {
        const PictureMark copy = drawn_.marks[std::size_t(current_)];
        return Q_EMIT chosen(copy);
      }
      return Q_EMIT enlargeAsked();
    default:
      return QWidget::keyPressEvent(event);
  }
}

void PictureView::contextMenuEvent(QContextMenuEvent* event) {
  if (!emptyText_.isEmpty()) return;
  const bool isMouse = event->reason() == QContextMenuEvent::Mouse;
  Q_EMIT menuAsked(event->globalPos(), isMouse ? markAt(event->pos()) : current_);
}

bool PictureView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip || !emptyText_.isEmpty()) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const int mark = markAt(help->pos());
  if (mark >= 0)
    QToolTip::showText(help->globalPos(), drawn_.marks[std::size_t(mark)].tip, this);
  else
    QToolTip::hideText();
  return true;
}

}  // namespace plenum::views
