// SPDX-License-Identifier: Apache-2.0
#include "charts/TrendView.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <array>
#include <cmath>

namespace plenum::views {

std::vector<ColumnRange> decimated(const Samples& samples, Time from, Time to, int columns) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  std::vector<ColumnRange> out(static_cast<std::size_t>(std::max(0, columns)), ColumnRange{nan, nan});
  if (columns <= 0 || to <= from) return out;
  const double perUs = columns / static_cast<double>((to - from).us);
  for (const auto& [time, value] : samples) {
    if (time < from || time > to || !std::isfinite(value)) continue;
    const auto column = std::min<std::size_t>(out.size() - 1, static_cast<std::size_t>((time - from).us * perUs));
    ColumnRange& range = out[column];
    range.low = std::isnan(range.low) ? value : std::min(range.low, value);
    range.high = std::isnan(range.high) ? value : std::max(range.high, value);
  }
  return out;
}

double niceStep(double span, int most) {
  if (!(span > 0.0) || most < 1) return 1.0;
  const double raw = span / most, power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double m : {1.0, 2.0, 5.0, 10.0})
    if (m * power >= raw * (1.0 - 1e-9)) return m * power;
  return 10.0 * power;
}

struct TrendView::Scale {
  double low = 0.0, high = 1.0, step = 1.0;  // in the shown unit
  double unit = 1.0;                         // shown = value / unit
  bool isEmpty = true;
  double y(const QRect& plot, double shown) const {
    return plot.bottom() - (shown - low) / (high - low) * plot.height();
  }
};

TrendView::TrendView(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  setMouseTracking(true);
  setFocusPolicy(Qt::TabFocus);
  look_.followTheme(this, [this] { update(); });
}

void TrendView::setTitle(const QString& title) {
  title_ = title;
  setAccessibleName(title);
  update();
}

void TrendView::setEmptyText(const QString& text) {
  emptyText_ = text;
  update();
}

void TrendView::show(std::vector<Line> lines, Unit unit, std::optional<Limit> limit, Time from, Time to) {
  lines_ = std::move(lines);
  unit_ = unit;
  limit_ = std::move(limit);
  from_ = from;
  to_ = to;
  describe();
  update();
}

void TrendView::describe() {
  QStringList parts;
  for (const Line& line : lines_)
    if (!line.samples.empty())
      parts << line.label + QStringLiteral(": ") + look_.format.text(line.samples.back().second, unit_);
  const QString description = parts.join(QStringLiteral("; "));
  if (description != accessibleDescription()) setAccessibleDescription(description);
}

TrendView::Scale TrendView::scaleFor(int heightPx) const {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  bool isWhole = unit_ == Unit::none || unit_ == Unit::count;
  for (const Line& line : lines_)
    for (const auto& [time, value] : line.samples) {
      if (time < from_ || time > to_ || !std::isfinite(value)) continue;
      low = std::min(low, double(value));
      high = std::max(high, double(value));
      isWhole = isWhole && value == std::floor(value);
    }
  Scale scale;
  if (low > high) return scale;
  scale.isEmpty = false;
  scale.unit = look_.format.scaleOf(std::max(std::abs(low), std::abs(high)), unit_);
  low /= scale.unit;
  high /= scale.unit;
  // a limit is drawn where it is near enough to matter
  if (limit_ && std::isfinite(limit_->value)) {
    const double limit = limit_->value / scale.unit, reach = std::max(high - low, 0.25 * std::abs(high));
    if (limit > high && limit - high < reach) high = limit;
    if (limit < low && low - limit < reach) low = limit;
  }
  // noise is not drawn as drama: at least two per cent of the value, or one kelvin
  constexpr double nothing = 1e-6;  // of whatever is counted
  const bool isNothing = std::max(std::abs(low), std::abs(high)) < nothing;
  double least = unit_ == Unit::celsius ? 2.0 : std::max(0.02 * std::abs(high), 1e-9);
  if (isWhole || isNothing) least = std::max(least, 1.0);
  if (high - low < least) {
    const double middle = 0.5 * (low + high);
    low = middle - 0.5 * least;
    high = middle + 0.5 * least;
  }
  constexpr int apartPx = 16;
  scale.step = niceStep(high - low, std::clamp(heightPx / apartPx - 1, 1, 4));
  // there are no halves of things that are counted
  if (isWhole) scale.step = std::max(scale.step, 1.0);
  // the lines of the grid stand at round numbers of what is written beside them
  const double offset = look_.format.offsetOf(unit_);
  scale.low = std::floor((low + offset) / scale.step - 0.15) * scale.step - offset;
  // an axis of watts does not begin below nothing where no value does
  if (low >= 0.0 && scale.low < 0.0 && unit_ != Unit::celsius) scale.low = 0.0;
  scale.high = std::ceil((high + offset) / scale.step + 0.15) * scale.step - offset;
  return scale;
}

bool TrendView::isLegendBesideTitle() const {
  const QFontMetrics bold(look_.theme.font(Theme::Type::table, true)), small(look_.theme.font(Theme::Type::caption));
  int width = bold.horizontalAdvance(title_) + 20;
  for (const Line& line : lines_) width += 14 + small.horizontalAdvance(line.label) + 18;
  return width <= this->width() - 20 - corner_;
}

void TrendView::paintHead(QPainter& painter, const QRect& title, const QRect& legend) const {
  const Tokens& t = look_.theme.tokens();
  painter.setFont(look_.theme.font(Theme::Type::table, true));
  painter.setPen(t.text);
  const QString text = painter.fontMetrics().elidedText(title_, Qt::ElideRight, title.width());
  painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, text);
  int x = legend.left();
  if (isLegendBesideTitle()) x += painter.fontMetrics().horizontalAdvance(text) + 20;

  painter.setFont(look_.theme.font(Theme::Type::caption));
  const QFontMetrics metrics = painter.fontMetrics();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const int room = legend.right() - x - 14;
    if (room < 24) break;
    const QString label = metrics.elidedText(lines_[i].label, Qt::ElideRight, room);
    painter.fillRect(QRect(x, legend.center().y() - 4, 9, 9), t.series[i % t.series.size()]);
    painter.setPen(t.dim);
    painter.drawText(QRect(x + 14, legend.top(), room, legend.height()), Qt::AlignLeft | Qt::AlignVCenter, label);
    x += 14 + metrics.horizontalAdvance(label) + (isLegendBesideTitle() ? 18 : 10);
  }
}

void TrendView::paintAxes(QPainter& painter, const QRect& plot, const Scale& scale) const {
  const Tokens& t = look_.theme.tokens();
  painter.setFont(look_.theme.font(Theme::Type::caption));
  const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(scale.step) + 1e-9)), 0, 6);
  for (double v = scale.low; v <= scale.high + 0.5 * scale.step; v += scale.step) {
    const int y = static_cast<int>(std::lround(scale.y(plot, v)));
    painter.setPen(t.line);
    painter.drawLine(plot.left(), y, plot.right(), y);
    painter.setPen(t.dim);
    const bool isTop = v > scale.high - 0.5 * scale.step;
    const QString sign =
        isTop ? look_.format.unitAt(scale.unit * std::max(std::abs(scale.low), std::abs(scale.high)), unit_)
              : QString();
    QString label = look_.format.fixed(v + look_.format.offsetOf(unit_), decimals);
    if (!sign.isEmpty()) label += QStringLiteral("\u202f") + sign;
    painter.drawText(QRect(0, y - 8, plot.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter, label);
  }
  // time: round minutes or hours, as many as fit
  static constexpr std::array<int, 15> steps{1,   5,    10,   30,   60,    120,   300,  600,
                                             900, 1800, 3600, 7200, 14400, 21600, 86400};
  const double span = (to_ - from_).seconds();
  const int most = std::max(2, plot.width() / 80);
  std::int64_t step = steps.back();
  for (const int s : steps)
    if (span / s <= most) {
      step = s;
      break;
    }
  while (span / static_cast<double>(step) > most) step *= 2;
  const std::int64_t us = step * 1'000'000;
  for (std::int64_t at = (from_.us / us + 1) * us; at < to_.us; at += us) {
    const int x = plot.left() + static_cast<int>(double(at - from_.us) / double((to_ - from_).us) * plot.width());
    painter.setPen(t.dim);
    const QString clock = look_.format.clock(Time{at});
    const QRect where(x - 40, plot.bottom() + 4, 80, 14);
    if (where.left() < plot.left() - 20 || where.right() > width()) continue;
    painter.drawText(where, Qt::AlignCenter, step < 60 ? clock : clock.left(5));
    painter.setPen(t.line);
    painter.drawLine(x, plot.bottom(), x, plot.bottom() + 3);
  }
}

void TrendView::paintLines(QPainter& painter, const QRect& plot, const Scale& scale) const {
  const Tokens& t = look_.theme.tokens();
  painter.save();
  painter.setClipRect(plot.adjusted(0, -1, 0, 1));
  if (limit_ && std::isfinite(limit_->value)) {
    const double y = scale.y(plot, limit_->value / scale.unit);
    if (y >= plot.top() - 1) {
      painter.setPen(QPen(limit_->isGoal ? t.dim : t.priority[1], 1.0, Qt::DashLine));
      painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
      painter.setFont(look_.theme.font(Theme::Type::caption));
      const bool isAtTop = y < plot.top() + 16;
      painter.drawText(QRectF(plot.left(), isAtTop ? y + 1 : y - 15, plot.width() - 4, 14),
                       Qt::AlignRight | Qt::AlignVCenter, limit_->label);
    }
  }
  painter.setRenderHint(QPainter::Antialiasing);
  for (std::size_t i = lines_.size(); i-- > 0;) {
    QPainterPath path;
    bool isDown = false;
    const std::vector<ColumnRange> columns = decimated(lines_[i].samples, from_, to_, plot.width());
    for (std::size_t x = 0; x < columns.size(); ++x) {
      if (std::isnan(columns[x].low)) continue;
      const QPointF low(plot.left() + double(x) + 0.5, scale.y(plot, columns[x].low / scale.unit));
      const QPointF high(low.x(), scale.y(plot, columns[x].high / scale.unit));
      if (isDown)
        path.lineTo(high);
      else
        path.moveTo(high);
      if (low != high) path.lineTo(low);
      isDown = true;
    }
    painter.setPen(QPen(t.series[i % t.series.size()], 1.6));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
  }
  painter.restore();
}

void TrendView::paintCursor(QPainter& painter, const QRect& plot, const Scale& scale) const {
  if (cursorX_ < plot.left() || cursorX_ > plot.right() || plot.width() < 1) return;
  const Tokens& t = look_.theme.tokens();
  const Time at =
      from_ + Duration{static_cast<std::int64_t>(double((to_ - from_).us) * (cursorX_ - plot.left()) / plot.width())};
  painter.setPen(t.dim);
  painter.drawLine(cursorX_, plot.top(), cursorX_, plot.bottom());
  QStringList rows{look_.format.clock(at)};
  std::vector<int> colours{-1};
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Samples& samples = lines_[i].samples;
    const auto next = std::upper_bound(samples.begin(), samples.end(), at,
                                       [](Time time, const auto& sample) { return time < sample.first; });
    if (next == samples.begin()) continue;
    const float value = (next - 1)->second;
    if (!std::isfinite(value)) continue;
    rows << lines_[i].label + QStringLiteral("  ") + look_.format.text(value, unit_);
    colours.push_back(static_cast<int>(i));
    painter.setBrush(t.series[i % t.series.size()]);
    painter.drawEllipse(QPointF(cursorX_, scale.y(plot, value / scale.unit)), 3, 3);
  }
  painter.setFont(look_.theme.font(Theme::Type::caption));
  int width = 0;
  for (const QString& row : rows) width = std::max(width, painter.fontMetrics().horizontalAdvance(row));
  QRect box(cursorX_ + 10, plot.top() + 4, width + 16, static_cast<int>(rows.size()) * 16 + 8);
  if (box.right() > plot.right()) box.moveRight(cursorX_ - 10);
  painter.setBrush(t.raised);
  painter.setPen(t.line);
  painter.drawRect(box);
  painter.setPen(t.text);
  for (int i = 0; i < rows.size(); ++i)
    painter.drawText(QRect(box.left() + 8, box.top() + 4 + 16 * i, width + 4, 16), Qt::AlignVCenter, rows[i]);
}

void TrendView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  painter.fillRect(rect(), t.panel);
  const QRect head(10, 4, width() - 20 - corner_, 22);
  const bool isOneRow = isLegendBesideTitle();
  paintHead(painter, head, isOneRow ? head : QRect(10, 26, width() - 20, 16));
  const int top = isOneRow ? 38 : 54;
  const QRect plot(66, top, width() - 80, height() - top - 24);
  const Scale scale = scaleFor(plot.height());
  if (scale.isEmpty || to_ <= from_) {
    painter.setFont(look_.theme.font(Theme::Type::table));
    painter.setPen(t.dim);
    painter.drawText(rect().adjusted(10, 24, -10, 0), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
    return;
  }
  if (plot.height() < 20 || plot.width() < 20) return;
  paintAxes(painter, plot, scale);
  paintLines(painter, plot, scale);
  paintCursor(painter, plot, scale);
}

void TrendView::mouseMoveEvent(QMouseEvent* event) {
  cursorX_ = event->pos().x();
  update();
}

void TrendView::leaveEvent(QEvent*) {
  cursorX_ = -1;
  update();
}

}  // namespace plenum::views
