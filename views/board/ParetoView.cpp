// SPDX-License-Identifier: Apache-2.0
#include "board/ParetoView.h"

#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <cmath>

namespace plenum::views {
namespace {

constexpr double leftPx = 14.0, rightPx = 18.0, topPx = 22.0, bottomPx = 40.0;
constexpr double leastPx = 4.0, mostPx = 8.5;   // radius
constexpr double reachPx = 14.0, ringPx = 3.5;  // of the mouse; around what is chosen
constexpr double crossPx = 6.0, marginShare = 0.05;

/// Dark blue to yellow, told apart by lightness alone and by people who see no red or green (after cividis).
constexpr std::array<std::array<int, 3>, 3> stops{{{0, 54, 110}, {124, 123, 120}, {253, 231, 55}}};

}  // namespace

ParetoView::ParetoView(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  look_.followTheme(this, [this] { update(); });
}

void ParetoView::show(Picture picture) {
  picture_ = std::move(picture);
  update();
}

void ParetoView::choose(int point) {
  if (picture_.chosen == point) return;
  picture_.chosen = point;
  update();
}

ParetoView::Span ParetoView::spanOf(double Point::*value) const {
  Span out{1e300, -1e300};
  const auto take = [&](const Point& p) { out = {std::min(out.low, p.*value), std::max(out.high, p.*value)}; };
  for (const Point& p : picture_.points) take(p);
  if (picture_.hasGiven) take(picture_.given);
  const double room = out.high > out.low ? marginShare * (out.high - out.low) : std::max(1.0, std::abs(out.low));
  return {out.low - room, out.high + room};
}

QRectF ParetoView::plot() const { return QRectF(rect()).adjusted(leftPx, topPx, -rightPx, -bottomPx); }

QPointF ParetoView::placed(const Point& point) const {
  const QRectF area = plot();
  return {area.left() + spanOf(&Point::across).at(point.across) * area.width(),
          area.bottom() - spanOf(&Point::up).at(point.up) * area.height()};
}

QPointF ParetoView::placeOf(int point) const { return placed(picture_.points[std::size_t(point)]); }

int ParetoView::nearest(QPointF at) const {
  int best = -1;
  double least = reachPx;
  for (std::size_t k = 0; k < picture_.points.size(); ++k) {
    const QPointF d = placed(picture_.points[k]) - at;
    if (const double away = std::hypot(d.x(), d.y()); away < least) least = away, best = int(k);
  }
  return best;
}

QColor ParetoView::colorOf(double third) const {
  const double x = std::clamp(third, 0.0, 1.0) * 2.0;
  const auto low = std::size_t(x < 1.0 ? 0 : 1);
  const double part = x - double(low);
  const auto mix = [&](std::size_t c) { return int(stops[low][c] + part * (stops[low + 1][c] - stops[low][c]) + 0.5); };
  return {mix(0), mix(1), mix(2)};
}

void ParetoView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Tokens& tokens = look_.theme.tokens();
  painter.fillRect(rect(), tokens.panel);
  if (picture_.points.empty()) return;
  const QRectF area = plot();
  painter.setPen(tokens.line);
  painter.drawLine(area.bottomLeft(), area.bottomRight());
  painter.drawLine(area.bottomLeft(), area.topLeft());
  painter.setFont(look_.theme.font(Theme::Type::caption));
  painter.setPen(tokens.dim);
  const QFontMetricsF metrics(painter.font());
  const double line = metrics.height();
  const QRectF below(area.left(), area.bottom() + 2.0, area.width(), line);
  painter.drawText(below, Qt::AlignLeft, picture_.acrossLow);
  painter.drawText(below, Qt::AlignRight, picture_.acrossHigh);
  painter.drawText(below, Qt::AlignHCenter, picture_.acrossName + QStringLiteral(" →"));
  const QRectF above(area.left() + 4.0, area.top() - line - 2.0, area.width(), line);
  painter.drawText(above, Qt::AlignLeft,
                   QStringLiteral("↑ ") + picture_.upName + QStringLiteral("  ") + picture_.upHigh);
  painter.drawText(QRectF(area.left() + 4.0, area.bottom() - line - 1.0, area.width(), line), Qt::AlignLeft,
                   picture_.upLow);
  // what size and lightness say
  const QRectF key(area.left(), area.bottom() + 2.0 + line, area.width(), line);
  const QString words = picture_.thirdName + QStringLiteral("  ") + picture_.thirdWorst;
  double x = key.right() - metrics.horizontalAdvance(picture_.thirdBest);
  painter.drawText(QPointF(x, key.bottom() - metrics.descent()), picture_.thirdBest);
  for (const double third : {1.0, 0.5, 0.0}) {
    const double radius = leastPx + third * (mostPx - leastPx);
    x -= radius * 2.0 + 4.0;
    painter.setBrush(colorOf(third));
    painter.setPen(QPen(tokens.text, 0.8));
    painter.drawEllipse(QPointF(x + radius, key.center().y()), radius * 0.8, radius * 0.8);
  }
  painter.setPen(tokens.dim);
  painter.drawText(QPointF(x - 6.0 - metrics.horizontalAdvance(words), key.bottom() - metrics.descent()), words);
  painter.drawText(QPointF(key.left(), key.bottom() - metrics.descent()),
                   QStringLiteral("✕ ") + picture_.givenName + QStringLiteral("   ◇ ") + picture_.kneeName);

  for (std::size_t k = 0; k < picture_.points.size(); ++k) {
    const Point& p = picture_.points[k];
    const QPointF at = placed(p);
    const double radius = leastPx + std::clamp(p.third, 0.0, 1.0) * (mostPx - leastPx);
    painter.setBrush(colorOf(p.third));
    painter.setPen(QPen(tokens.text, 0.8));
    painter.drawEllipse(at, radius, radius);
    painter.setBrush(Qt::NoBrush);
    if (int(k) == picture_.knee) {
      const double r = radius + ringPx + 2.0;
      painter.setPen(QPen(tokens.text, 1.4));
      painter.drawPolygon(
          QPolygonF{{at.x(), at.y() - r}, {at.x() + r, at.y()}, {at.x(), at.y() + r}, {at.x() - r, at.y()}});
    }
    if (int(k) == picture_.chosen) {
      painter.setPen(QPen(tokens.accent, 2.4));
      painter.drawEllipse(at, radius + ringPx, radius + ringPx);
    }
  }
  if (picture_.hasGiven) {
    const QPointF at = placed(picture_.given);
    painter.setPen(QPen(tokens.text, 2.0));
    painter.drawLine(at + QPointF(-crossPx, -crossPx), at + QPointF(crossPx, crossPx));
    painter.drawLine(at + QPointF(-crossPx, crossPx), at + QPointF(crossPx, -crossPx));
  }
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tokens.accent, 1.0));
    painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
  }
}

void ParetoView::mousePressEvent(QMouseEvent* event) {
  if (const int point = nearest(event->position()); point >= 0) Q_EMIT chosen(point);
}

void ParetoView::mouseMoveEvent(QMouseEvent* event) {
  const int point = nearest(event->position());
  if (point >= 0)
    QToolTip::showText(event->globalPosition().toPoint(), picture_.points[std::size_t(point)].name, this);
  else
    QToolTip::hideText();
}

void ParetoView::keyPressEvent(QKeyEvent* event) {
  const int last = int(picture_.points.size()) - 1;
  const bool isBack = event->key() == Qt::Key_Left || event->key() == Qt::Key_Down;
  if (last < 0 || (!isBack && event->key() != Qt::Key_Right && event->key() != Qt::Key_Up))
    return QWidget::keyPressEvent(event);
  Q_EMIT chosen(std::clamp(picture_.chosen + (isBack ? -1 : 1), 0, last));
}

}  // namespace plenum::views
