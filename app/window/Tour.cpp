// SPDX-License-Identifier: Apache-2.0
#include "window/Tour.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include "panels/Parts.h"

namespace plenum {

using views::Theme;
using views::Tone;

Tour::Tour(views::Look& look, std::vector<Find> places, QWidget* window)
    : QWidget(window), look_(look), places_(std::move(places)) {
  hide();
  setFocusPolicy(Qt::StrongFocus);
  bubble_ = new QFrame(this);
  bubble_->setFixedWidth(360);
  bubble_->setAutoFillBackground(true);
  number_ = views::plainLabel(look, Theme::Type::caption, Tone::dim, false, bubble_);
  title_ = views::plainLabel(look, Theme::Type::title, Tone::text, true, bubble_);
  text_ = views::plainLabel(look, Theme::Type::body, Tone::text, false, bubble_);
  title_->setWordWrap(true);
  text_->setWordWrap(true);
  back_ = views::textButton(look, "tour.back", bubble_);
  next_ = views::textButton(look, "tour.next", bubble_);
  skip_ = views::textButton(look, "tour.skip", bubble_);
  auto* across = new QHBoxLayout;
  across->addWidget(skip_);
  across->addStretch(1);
  across->addWidget(back_);
  across->addWidget(next_);
  auto* down = new QVBoxLayout(bubble_);
  down->setContentsMargins(16, 12, 16, 12);
  down->setSpacing(8);
  down->addWidget(number_);
  down->addWidget(title_);
  down->addWidget(text_);
  down->addLayout(across);
  connect(back_, &QPushButton::clicked, this, [this] { show(step_ - 1); });
  connect(next_, &QPushButton::clicked, this, [this] { show(step_ + 1); });
  connect(skip_, &QPushButton::clicked, this, &Tour::end);
  look_.followTheme(this, [this] {
    QPalette palette = look_.theme.palette();
    palette.setColor(QPalette::Window, look_.theme.tokens().raised);
    bubble_->setPalette(palette);
  });
  connect(&look_.words, &views::Words::changed, this, [this] {
    if (step_ >= 0) show(step_);
  });
  window->installEventFilter(this);
}

void Tour::begin() { show(0); }

void Tour::show(int step) {
  if (step < 0) return;
  if (std::size_t(step) >= places_.size()) return end();
  step_ = step;
  const std::string id = "tour." + std::to_string(step + 1);
  number_->setText(look_.words("tour.step", {{"n", std::to_string(step + 1)}}));
  title_->setText(look_.words((id + ".title").c_str()));
  text_->setText(look_.words((id + ".text").c_str()));
  next_->setText(look_.words(std::size_t(step) + 1 == places_.size() ? "tour.done" : "tour.next"));
  back_->setEnabled(step > 0);
  setAccessibleName(title_->text());
  setAccessibleDescription(text_->text());
  setGeometry(parentWidget()->rect());
  QWidget::show();
  raise();
  place();
  next_->setFocus();
  update();
}

void Tour::end() {
  step_ = -1;
  hide();
  Q_EMIT ended();
}

QRect Tour::target() const {
  if (step_ < 0) return {};
  const QWidget* at = places_[std::size_t(step_)]();
  if (!at || !at->isVisible()) return {};
  return QRect(at->mapTo(parentWidget(), QPoint(0, 0)), at->size());
}

void Tour::place() {
  bubble_->adjustSize();
  const QRect at = target();
  const QSize size = bubble_->sizeHint().expandedTo(bubble_->size());
  QPoint where = rect().center() - QPoint(size.width() / 2, size.height() / 2);
  if (at.isValid() && at.height() < height() / 2) {
    // beneath it, or above where there is no room
    const bool isBelow = at.bottom() + 14 + size.height() < height();
    where = QPoint(at.center().x() - size.width() / 2, isBelow ? at.bottom() + 14 : at.top() - 14 - size.height());
  }
  where.setX(qBound(12, where.x(), qMax(12, width() - size.width() - 12)));
  where.setY(qBound(12, where.y(), qMax(12, height() - size.height() - 12)));
  bubble_->setGeometry(QRect(where, size));
}

void Tour::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const views::Tokens& t = look_.theme.tokens();
  QPainterPath shade;
  shade.addRect(rect());
  const QRect at = target().adjusted(-3, -3, 3, 3);
  QPainterPath clear;
  clear.addRoundedRect(at, Theme::radius, Theme::radius);
  QColor veil = t.isDark ? QColor(0, 0, 0) : t.text;
  veil.setAlpha(130);
  painter.fillPath(shade.subtracted(clear), veil);
  painter.setPen(QPen(t.accent, 2.0));
  painter.drawPath(clear);
  painter.setBrush(t.raised);
  painter.setPen(t.line);
  painter.drawRoundedRect(bubble_->geometry().adjusted(-1, -1, 1, 1), Theme::radius, Theme::radius);
}

void Tour::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Escape:
      return end();
    case Qt::Key_Right:
    case Qt::Key_Return:
    case Qt::Key_Enter:
      return show(step_ + 1);
    case Qt::Key_Left:
      return show(step_ - 1);
    default:
      QWidget::keyPressEvent(event);
  }
}

bool Tour::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parentWidget() && event->type() == QEvent::Resize && step_ >= 0) {
    setGeometry(parentWidget()->rect());
    place();
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace plenum
