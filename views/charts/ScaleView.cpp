// SPDX-License-Identifier: Apache-2.0
#include "charts/ScaleView.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "charts/TrendView.h"

namespace plenum::views {

namespace {

constexpr int axisWidth = 44, headHeight = 26, footHeight = 20, margin = 10;
constexpr int curveShare = 55;        // per cent of the width
constexpr double leastSeen = 0.9995;  // a factor above it is no step that one could see
constexpr double bandAlpha = 0.16, innerAlpha = 0.22;

QColor faded(QColor colour, double alpha) {
  colour.setAlphaF(float(alpha));
  return colour;
}

}  // namespace

ScaleView::ScaleView(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  setFocusPolicy(Qt::TabFocus);
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("scale.view"));
    update();
  });
}

void ScaleView::show(Curve curve) {
  curve_ = std::move(curve);
  update();
}

void ScaleView::show(QString title, std::vector<Stair> stairs) {
  stairsTitle_ = std::move(title);
  stairs_ = std::move(stairs);
  update();
}

void ScaleView::setEmptyText(const QString& text) {
  emptyText_ = text;
  update();
}

void ScaleView::describe(const QString& text) {
  if (text != accessibleDescription()) setAccessibleDescription(text);
}

QRectF ScaleView::plotOf() const {
  const int width = this->width() * curveShare / 100;
  return QRectF(axisWidth, headHeight, width - axisWidth - 2 * margin, height() - headHeight - footHeight);
}

double ScaleView::xOf(double chips, const QRectF& plot) const {
  const double from = curve_.points.front().chips, to = curve_.points.back().chips;
  return plot.left() + std::log(chips / from) / std::log(to / from) * plot.width();
}

void ScaleView::paintTitle(QPainter& painter, const QRect& area, const QString& title) const {
  painter.setFont(look_.theme.font(Theme::Type::table, true));
  painter.setPen(look_.theme.tokens().text);
  const QRect head(area.left() + margin, area.top() + 2, area.width() - 2 * margin, headHeight - 4);
  painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(title, Qt::ElideRight, head.width()));
}

void ScaleView::paintCurve(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  const QRectF plot = plotOf();
  paintTitle(painter, QRect(0, 0, int(plot.right()) + margin, headHeight), look_.words("scale.view.title"));
  if (plot.height() < 30 || plot.width() < 60) return;
  double most = 0.1;
  for (const Point& p : curve_.points) most = std::max({most, p.high, p.share});
  const double step = niceStep(100.0 * most, std::max(2, int(plot.height() / 34)));
  const double top = std::ceil(100.0 * most / step) * step / 100.0;
  const auto y = [&](double share) { return plot.bottom() - share / top * plot.height(); };
  const double from = curve_.points.front().chips, to = curve_.points.back().chips;

  // what nobody has measured
  const double edge = xOf(std::clamp(curve_.extrapolatedFrom, from, to), plot);
  const QRectF beyond(edge, plot.top(), plot.right() - edge, plot.height());
  if (beyond.width() > 1) {
    painter.fillRect(beyond, t.raised);
    painter.fillRect(beyond, QBrush(t.line, Qt::BDiagPattern));
    painter.setPen(QPen(t.faint, 1.0, Qt::DashLine));
    painter.drawLine(QPointF(edge, plot.top()), QPointF(edge, plot.bottom()));
  }

  painter.setFont(look_.theme.font(Theme::Type::caption));
  for (double v = 0.0; v <= 100.0 * top + 0.5 * step; v += step) {
    painter.setPen(t.line);
    painter.drawLine(QPointF(plot.left(), y(v / 100)), QPointF(plot.right(), y(v / 100)));
    painter.setPen(t.dim);
    painter.drawText(QRectF(0, y(v / 100) - 8, axisWidth - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                     look_.format.fixed(v, step < 1.0 ? 1 : 0) + QStringLiteral("\u202f%"));
  }
  // the sizes that people ask of first; the others where there is room
  std::vector<std::pair<double, double>> taken;
  for (const double chips : {1e5, 1e4, 16384.0, 1e6, 4e3, 32e3, 2e3, 64e3, 200e3, 500e3}) {
    if (chips < 0.999 * from || chips > 1.001 * to) continue;
    const double x = xOf(chips, plot);
    painter.setPen(t.line);
    painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 4));
    const QString text = look_.format.count(qint64(chips));
    const double width = painter.fontMetrics().horizontalAdvance(text) + 8;
    const double left = std::min(x - 0.5 * width, plot.right() + margin - width);
    if (std::any_of(taken.begin(), taken.end(),
                    [&](const auto& other) { return left < other.second && left + width > other.first; }))
      continue;
    painter.setPen(t.dim);
    painter.drawText(QRectF(left, plot.bottom() + 4, width, 15), Qt::AlignCenter, text);
    taken.emplace_back(left, left + width);
  }

  painter.setRenderHint(QPainter::Antialiasing);
  const auto band = [&](double Point::*low, double Point::*high, double alpha) {
    QPainterPath path;
    for (std::size_t i = 0; i < curve_.points.size(); ++i) {
      const QPointF at(xOf(curve_.points[i].chips, plot), y(curve_.points[i].*high));
      i == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    for (std::size_t i = curve_.points.size(); i-- > 0;)
      path.lineTo(xOf(curve_.points[i].chips, plot), y(curve_.points[i].*low));
    path.closeSubpath();
    painter.fillPath(path, faded(t.accent, alpha));
    painter.setPen(QPen(faded(t.accent, 0.6), 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
  };
  band(&Point::low, &Point::high, bandAlpha);
  band(&Point::innerLow, &Point::innerHigh, innerAlpha);
  for (std::size_t i = 1; i < curve_.points.size(); ++i) {
    const Point &a = curve_.points[i - 1], &b = curve_.points[i];
    const bool isKnown = b.chips <= curve_.extrapolatedFrom * 1.0001;
    painter.setPen(QPen(t.accent, 2.2, isKnown ? Qt::SolidLine : Qt::DashLine));
    painter.drawLine(QPointF(xOf(a.chips, plot), y(a.share)), QPointF(xOf(b.chips, plot), y(b.share)));
  }

  painter.setFont(look_.theme.font(Theme::Type::caption));
  const auto chip = [&](const QPointF& at, const QString& text, Qt::Alignment side) {
    const double width = painter.fontMetrics().horizontalAdvance(text) + 8;
    QRectF where(side & Qt::AlignRight ? at.x() - width : at.x(), at.y(), width, 15);
    where.moveLeft(std::clamp(where.left(), plot.left(), plot.right() - width));
    painter.fillRect(where, faded(t.panel, 0.85));
    painter.drawText(where, Qt::AlignCenter, text);
  };
  if (beyond.width() > 40) {
    painter.setPen(t.text);
    chip(beyond.topLeft() + QPointF(3, 2), look_.words("scale.view.region"), Qt::AlignLeft);
  }
  const auto mark = [&](double chips, const QColor& colour, Qt::PenStyle style) {
    painter.setPen(QPen(colour, 1.4, style));
    painter.drawLine(QPointF(xOf(chips, plot), plot.top()), QPointF(xOf(chips, plot), plot.bottom()));
  };
  if (curve_.campus >= from && curve_.campus <= to) {
    mark(curve_.campus, t.text, Qt::DotLine);
    painter.setPen(t.text);
    chip({xOf(curve_.campus, plot) + 3, plot.bottom() - 17}, look_.words("scale.view.campus"), Qt::AlignLeft);
  }
  if (curve_.chosen >= from && curve_.chosen <= to) mark(curve_.chosen, t.accent, Qt::SolidLine);
}

void ScaleView::paintStairs(QPainter& painter, const QRect& area) const {
  const Tokens& t = look_.theme.tokens();
  paintTitle(painter, area, stairsTitle_);
  if (stairs_.empty()) return;
  painter.setFont(look_.theme.font(Theme::Type::caption));
  const QFontMetrics metrics = painter.fontMetrics();
  int rows = 1;
  for (const Stair& one : stairs_) rows += one.factor < leastSeen;
  const double height = std::clamp((area.height() - headHeight - 4) / double(rows), 11.0, 24.0);
  int nameWidth = metrics.horizontalAdvance(look_.words("scale.view.realised"));
  for (const Stair& one : stairs_) nameWidth = std::max(nameWidth, metrics.horizontalAdvance(one.name));
  nameWidth = std::min(nameWidth + 12, area.width() / 3);
  const int valueWidth = metrics.horizontalAdvance(QStringLiteral("−00.0 → 00.0\u202f%")) + 10;
  const QRectF bars(area.left() + margin + nameWidth, area.top() + headHeight,
                    area.width() - 2 * margin - nameWidth - valueWidth, height * rows);
  if (bars.width() < 30) return;
  const auto x = [&](double share) { return bars.left() + share * bars.width(); };
  double left = 1.0;
  double rowTop = bars.top() - height;
  for (std::size_t i = 0; i <= stairs_.size(); ++i) {
    const bool isSum = i == stairs_.size();
    const double before = left;
    if (!isSum) left *= stairs_[i].factor;
    if (!isSum && stairs_[i].factor >= leastSeen) continue;
    rowTop += height;
    const QString name = isSum ? look_.words("scale.view.realised") : stairs_[i].name;
    painter.setFont(look_.theme.font(Theme::Type::caption, isSum));
    painter.setPen(isSum ? t.text : t.dim);
    painter.drawText(QRectF(area.left() + margin, rowTop, nameWidth - 6, height), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(name, Qt::ElideRight, nameWidth - 6));
    const double inset = std::min(3.0, height * 0.15);
    if (isSum) {
      painter.fillRect(QRectF(x(0), rowTop + inset, x(left) - x(0), height - 2 * inset), t.accent);
    } else {
      // what is left stays quiet; what is lost is seen
      painter.fillRect(QRectF(x(0), rowTop + inset, x(left) - x(0), height - 2 * inset), t.raised);
      painter.fillRect(QRectF(x(left), rowTop + inset, std::max(1.0, x(before) - x(left)), height - 2 * inset),
                       stairs_[i].isLargest ? t.priority[1] : t.faint);
    }
    painter.setPen(t.text);
    const QString value =
        isSum ? look_.format.fixed(100.0 * left, 1) + QStringLiteral("\u202f%")
              : QStringLiteral("−%1 → %2\u202f%")
                    .arg(look_.format.fixed(100.0 * (before - left), 1), look_.format.fixed(100.0 * left, 1));
    painter.drawText(QRectF(bars.right() + 6, rowTop, valueWidth, height), Qt::AlignLeft | Qt::AlignVCenter, value);
  }
}

void ScaleView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  painter.fillRect(rect(), t.panel);
  if (curve_.points.size() < 2) {
    painter.setFont(look_.theme.font(Theme::Type::table));
    painter.setPen(t.dim);
    painter.drawText(rect().adjusted(10, 10, -10, -10), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
    return;
  }
  const int split = width() * curveShare / 100;
  paintStairs(painter, QRect(split, 0, width() - split, height()));
  paintCurve(painter);
}

void ScaleView::mousePressEvent(QMouseEvent* event) { mouseMoveEvent(event); }

void ScaleView::mouseMoveEvent(QMouseEvent* event) {
  const QRectF plot = plotOf();
  if (curve_.points.size() < 2 || !(event->buttons() & Qt::LeftButton) || !plot.contains(event->position())) return;
  const double from = curve_.points.front().chips, to = curve_.points.back().chips;
  Q_EMIT picked(from * std::pow(to / from, (event->position().x() - plot.left()) / plot.width()));
}

}  // namespace plenum::views
