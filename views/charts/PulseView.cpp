// SPDX-License-Identifier: Apache-2.0
#include "charts/PulseView.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "charts/TrendView.h"

namespace plenum::views {

namespace {

constexpr double fromHz = 0.1, toHz = 20.0;
constexpr double decades = 4.0;  // of amplitude that are shown
constexpr int pulseAxisWidth = 62, pulseHeadHeight = 26, pulseFootHeight = 20;
constexpr double samplesPerS = 100.0;

double placeOf(double hz) { return std::log(hz / fromHz) / std::log(toHz / fromHz); }

/// Highest and lowest of each pixel column, so that no edge is lost.
QPainterPath pathOf(const std::vector<double>& w, const QRectF& plot, double low, double high) {
  QPainterPath path;
  const int columns = std::max(1, int(plot.width()));
  const auto y = [&](double value) { return plot.bottom() - (value - low) / (high - low) * plot.height(); };
  const std::size_t n = w.size();
  for (int c = 0; c < columns; ++c) {
    const std::size_t first = n * std::size_t(c) / std::size_t(columns);
    const std::size_t last = std::max(first + 1, n * std::size_t(c + 1) / std::size_t(columns));
    if (first >= n) break;
    const auto [least, most] =
        std::minmax_element(w.begin() + std::ptrdiff_t(first), w.begin() + std::ptrdiff_t(std::min(last, n)));
    const double x = plot.left() + c + 0.5;
    const bool isRising = most > least;
    if (c == 0) path.moveTo(x, y(isRising ? *least : *most));
    path.lineTo(x, y(isRising ? *least : *most));
    path.lineTo(x, y(isRising ? *most : *least));
  }
  return path;
}

}  // namespace

PulseView::PulseView(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  setFocusPolicy(Qt::TabFocus);
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("heartbeat.view"));
    describe();
    update();
  });
}

void PulseView::show(Trace chosen, Trace grid) {
  chosen_ = std::move(chosen);
  grid_ = std::move(grid);
  update();
}

void PulseView::show(Lines lines) {
  spectrum_ = std::move(lines);
  describe();
  update();
}

void PulseView::setEmptyText(const QString& text) {
  if (emptyText_ == text) return;
  emptyText_ = text;
  update();
}

void PulseView::describe() {
  const auto swing = [&](const std::vector<double>& w) {
    if (w.empty()) return Format::dash();
    const auto [low, high] = std::minmax_element(w.begin(), w.end());
    return look_.format.text(*high - *low, Unit::watts);
  };
  const QString text = isEmpty()
                           ? emptyText_
                           : look_.words("heartbeat.described", {{"what", chosen_.title.toStdString()},
                                                                 {"bare", swing(chosen_.bareW).toStdString()},
                                                                 {"smoothed", swing(chosen_.smoothedW).toStdString()},
                                                                 {"grid", swing(grid_.smoothedW).toStdString()}});
  if (text != accessibleDescription()) setAccessibleDescription(text);
}

void PulseView::paintTitle(QPainter& painter, const QRect& area, const QString& title, const QString& note) const {
  const Tokens& t = look_.theme.tokens();
  painter.setFont(look_.theme.font(Theme::Type::table, true));
  painter.setPen(t.text);
  const QRect head(area.left() + 10, area.top() + 2, area.width() - 16, pulseHeadHeight - 4);
  const QString shown = painter.fontMetrics().elidedText(title, Qt::ElideRight, head.width());
  painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, shown);
  const int used = painter.fontMetrics().horizontalAdvance(shown) + 12;
  painter.setFont(look_.theme.font(Theme::Type::caption));
  painter.setPen(t.dim);
  const QRect rest = head.adjusted(used, 0, 0, 0);
  if (rest.width() > 40)
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(note, Qt::ElideRight, rest.width()));
}

void PulseView::paintTrace(QPainter& painter, const QRect& area, const Trace& trace) const {
  const Tokens& t = look_.theme.tokens();
  double low = 1e300, high = -1e300, sum = 0.0;
  for (const auto* w : {&trace.bareW, &trace.smoothedW})
    for (const double value : *w) low = std::min(low, value), high = std::max(high, value);
  if (low > high) return;
  for (const double value : trace.smoothedW) sum += value;
  const double middle = trace.smoothedW.empty() ? 0.5 * (low + high) : sum / double(trace.smoothedW.size());
  const auto swing = [](const std::vector<double>& w) {
    if (w.empty()) return 0.0;
    const auto [a, b] = std::minmax_element(w.begin(), w.end());
    return *b - *a;
  };
  paintTitle(painter, area, trace.title,
             look_.words("heartbeat.swing",
                         {{"bare", look_.format.text(swing(trace.bareW), Unit::watts).toStdString()},
                          {"smoothed", look_.format.text(swing(trace.smoothedW), Unit::watts).toStdString()}}));
  const bool hasRange = trace.rangeW > 0.0 && trace.rangeW < 6.0 * (high - low);
  if (hasRange) low = std::min(low, middle - 0.5 * trace.rangeW), high = std::max(high, middle + 0.5 * trace.rangeW);
  // noise is not drawn as drama: at least two per cent of the value
  const double least = std::max(0.02 * std::abs(high), 1.0);
  if (high - low < least) low -= 0.5 * least, high += 0.5 * least;
  const double unit = look_.format.scaleOf(std::max(std::abs(low), std::abs(high)), Unit::watts);
  const QRectF plot(area.left() + pulseAxisWidth, area.top() + pulseHeadHeight, area.width() - pulseAxisWidth - 8,
                    area.height() - pulseHeadHeight - pulseFootHeight);
  if (plot.height() < 20 || plot.width() < 40) return;
  const double step = niceStep((high - low) / unit, std::max(1, int(plot.height() / 34)));
  low = std::floor(low / unit / step - 0.02) * step * unit;
  high = std::ceil(high / unit / step + 0.02) * step * unit;
  const auto y = [&](double w) { return plot.bottom() - (w - low) / (high - low) * plot.height(); };

  painter.setFont(look_.theme.font(Theme::Type::caption));
  const int decimals = std::clamp(int(-std::floor(std::log10(step) + 1e-9)), 0, 6);
  for (double v = low / unit; v <= high / unit + 0.5 * step; v += step) {
    painter.setPen(t.line);
    painter.drawLine(QPointF(plot.left(), y(v * unit)), QPointF(plot.right(), y(v * unit)));
    painter.setPen(t.dim);
    QString label = look_.format.fixed(v, decimals);
    if (v > high / unit - 0.5 * step) label += QStringLiteral("\u202f") + look_.format.unitAt(unit, Unit::watts);
    painter.drawText(QRectF(area.left(), y(v * unit) - 8, pulseAxisWidth - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                     label);
  }
  const double spanS = double(trace.bareW.size()) / samplesPerS;
  for (double s = 0.0; s < spanS; s += 5.0) {
    const double x = plot.right() - s / spanS * plot.width();
    const QRectF where(x - 30, plot.bottom() + 3, 60, 14);
    if (where.left() < plot.left() - 12) break;
    painter.drawText(s == 0.0 ? where.translated(-26, 0) : where,
                     s == 0.0 ? int(Qt::AlignRight | Qt::AlignVCenter) : int(Qt::AlignCenter),
                     s == 0.0 ? look_.words("heartbeat.now") : look_.format.fixed(-s, 0) + QStringLiteral("\u202fs"));
  }
  painter.save();
  painter.setClipRect(plot.adjusted(0, -1, 0, 1));
  if (hasRange) {
    painter.setPen(QPen(t.priority[1], 1.0, Qt::DashLine));
    for (const double side : {-0.5, 0.5})
      painter.drawLine(QPointF(plot.left(), y(middle + side * trace.rangeW)),
                       QPointF(plot.right(), y(middle + side * trace.rangeW)));
  }
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(t.faint, 1.2));
  painter.drawPath(pathOf(trace.bareW, plot, low, high));
  if (trace.smoothedW != trace.bareW) {
    painter.setPen(QPen(t.accent, 1.6));
    painter.drawPath(pathOf(trace.smoothedW, plot, low, high));
  } else {
    painter.setPen(QPen(t.series[0], 1.4));
    painter.drawPath(pathOf(trace.bareW, plot, low, high));
  }
  painter.restore();
}

void PulseView::paintLines(QPainter& painter, const QRect& area) const {
  const Tokens& t = look_.theme.tokens();
  paintTitle(painter, area, look_.words("heartbeat.spectrum"), spectrum_.note);
  const QRectF plot(area.left() + pulseAxisWidth, area.top() + pulseHeadHeight, area.width() - pulseAxisWidth - 8,
                    area.height() - pulseHeadHeight - pulseFootHeight);
  if (plot.height() < 20 || plot.width() < 40) return;
  double most = 1.0;
  for (const double w : spectrum_.bareW) most = std::max(most, w);
  for (const double w : spectrum_.smoothedW) most = std::max(most, w);
  const double top = std::ceil(std::log10(most)), bottom = top - decades;
  const auto x = [&](double hz) { return plot.left() + placeOf(hz) * plot.width(); };
  const auto y = [&](double w) {
    const double at = (std::log10(std::max(w, 1e-9)) - bottom) / decades;
    return plot.bottom() - std::clamp(at, 0.0, 1.0) * plot.height();
  };
  // the bands that modes of a grid lie in
  painter.fillRect(QRectF(x(1.0), plot.top(), x(2.5) - x(1.0), plot.height()), t.raised);
  painter.setFont(look_.theme.font(Theme::Type::caption));
  const int every = plot.height() < 110 ? 2 : 1;
  for (int d = 0; d <= int(decades); d += every) {
    const double w = std::pow(10.0, bottom + d);
    painter.setPen(t.line);
    painter.drawLine(QPointF(plot.left(), y(w)), QPointF(plot.right(), y(w)));
    painter.setPen(t.dim);
    painter.drawText(QRectF(area.left(), y(w) - 8, pulseAxisWidth - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                     look_.format.text(w, Unit::watts));
  }
  double taken = plot.left() - 40;
  for (const double hz : {0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0}) {
    painter.setPen(t.line);
    painter.drawLine(QPointF(x(hz), plot.top()), QPointF(x(hz), plot.bottom() + 3));
    const QString label = look_.format.significant(hz, 2) + (hz == 20.0 ? QStringLiteral("\u202fHz") : QString());
    const double width = painter.fontMetrics().horizontalAdvance(label) + 6;
    double left = std::min(x(hz) - 0.5 * width, double(area.right()) - width);
    if (left < taken) continue;
    painter.setPen(t.dim);
    painter.drawText(QRectF(left, plot.bottom() + 3, width, 14), Qt::AlignCenter, label);
    taken = left + width;
  }
  // the largest of each pixel column
  const auto draw = [&](const std::vector<double>& amplitudes, const QColor& colour) {
    std::vector<double> column(std::size_t(plot.width()) + 1, 0.0);
    for (std::size_t i = 0; i < amplitudes.size() && i < spectrum_.hz.size(); ++i) {
      const double at = placeOf(spectrum_.hz[i]) * plot.width();
      if (at < 0.0 || at > plot.width()) continue;
      column[std::size_t(at)] = std::max(column[std::size_t(at)], amplitudes[i]);
    }
    painter.setPen(QPen(colour, 1.6));
    for (std::size_t c = 0; c < column.size(); ++c)
      if (column[c] > std::pow(10.0, bottom))
        painter.drawLine(QPointF(plot.left() + double(c), plot.bottom()),
                         QPointF(plot.left() + double(c), y(column[c])));
  };
  const bool isChanged = spectrum_.smoothedW != spectrum_.bareW;
  draw(spectrum_.bareW, isChanged ? t.faint : t.series[0]);
  if (isChanged) draw(spectrum_.smoothedW, t.accent);
}

void PulseView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  painter.fillRect(rect(), t.panel);
  if (isEmpty()) {
    painter.setFont(look_.theme.font(Theme::Type::table));
    painter.setPen(t.dim);
    painter.drawText(rect().adjusted(10, 10, -10, -10), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
    return;
  }
  const bool isHigh = height() > 300 && width() < 3 * height();
  if (isHigh) {
    const int upper = height() * 55 / 100, half = width() / 2;
    paintTrace(painter, QRect(0, 0, half, upper), chosen_);
    paintTrace(painter, QRect(half, 0, width() - half, upper), grid_);
    paintLines(painter, QRect(0, upper, width(), height() - upper));
    return;
  }
  const int third = width() / 3;
  paintTrace(painter, QRect(0, 0, third, height()), chosen_);
  paintTrace(painter, QRect(third, 0, third, height()), grid_);
  paintLines(painter, QRect(2 * third, 0, width() - 2 * third, height()));
}

}  // namespace plenum::views
