// SPDX-License-Identifier: Apache-2.0
#include "charts/GanttView.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <array>
#include <cmath>

#include "live/Phases.h"

namespace plenum::views {

namespace {

constexpr int rowPx = 20, axisPx = 22, gutterPx = 180, narrowGutterPx = 110, clickPx = 4, markPx = 9, sidePx = 8;
constexpr double zoomPerNotch = 0.8, leastSpanS = 30.0;

std::int64_t stepFor(double spanS, int most) {
  static constexpr std::array<int, 15> steps{1,   5,    10,   30,   60,    120,   300,  600,
                                             900, 1800, 3600, 7200, 14400, 21600, 86400};
  for (const int s : steps)
    if (spanS / s <= most) return s;
  std::int64_t step = steps.back();
  while (spanS / double(step) > most) step *= 2;
  return step;
}

}  // namespace

GanttView::GanttView(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  scroll_ = new QScrollBar(Qt::Vertical, this);
  connect(scroll_, &QScrollBar::valueChanged, this, [this] { update(); });
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("gantt.name"));
    update();
  });
}

void GanttView::show(std::vector<Row> rows, Time start, Time now, Time end) {
  rows_ = std::move(rows);
  start_ = start;
  now_ = now;
  end_ = std::max(end, start + minutes(1));
  fitScroll();
  setAccessibleDescription(look_.words("gantt.rows", {{"rows", std::to_string(rows_.size())},
                                                      {"from", look_.format.clock(from()).toStdString()},
                                                      {"to", look_.format.clock(to()).toStdString()}}));
  update();
}

void GanttView::setEmptyText(const QString& text) {
  emptyText_ = text;
  update();
}

void GanttView::select(const std::string& id) {
  if (id == selected_) return;
  selected_ = id;
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.id == id; });
  if (found != rows_.end()) {
    const int top = int(found - rows_.begin()) * rowPx;
    if (top < scroll_->value()) scroll_->setValue(top);
    if (top + rowPx > scroll_->value() + plot().height()) scroll_->setValue(top + rowPx - plot().height());
  }
  update();
}

void GanttView::fit() {
  zoomed_.reset();
  Q_EMIT viewChanged();
  update();
}

QRect GanttView::plot() const {
  const int gutter = width() > 560 ? gutterPx : narrowGutterPx;
  return QRect(gutter, axisPx, std::max(1, width() - gutter - sidePx - (scroll_->isVisible() ? scroll_->width() : 0)),
               std::max(1, height() - axisPx));
}

double GanttView::xOf(Time time) const {
  const QRect area = plot();
  return area.left() +
         double((time - from()).us) / double(std::max<std::int64_t>(1, (to() - from()).us)) * area.width();
}

Time GanttView::timeAt(double x) const {
  const QRect area = plot();
  return from() + Duration{static_cast<std::int64_t>((x - area.left()) / area.width() * double((to() - from()).us))};
}

QRect GanttView::rowRect(int row) const {
  const QRect area = plot();
  return QRect(area.left(), area.top() + row * rowPx - scroll_->value(), area.width(), rowPx);
}

int GanttView::rowAt(QPoint place) const {
  if (place.y() < axisPx) return -1;
  const int row = (place.y() - axisPx + scroll_->value()) / rowPx;
  return row < int(rows_.size()) ? row : -1;
}

void GanttView::fitScroll() {
  const int all = int(rows_.size()) * rowPx, room = std::max(1, height() - axisPx);
  scroll_->setVisible(all > room);
  scroll_->setGeometry(width() - scroll_->sizeHint().width(), axisPx, scroll_->sizeHint().width(), room);
  scroll_->setRange(0, std::max(0, all - room));
  scroll_->setPageStep(room);
  scroll_->setSingleStep(rowPx);
}

void GanttView::resizeEvent(QResizeEvent*) { fitScroll(); }

void GanttView::zoom(double factor, double aboutX) {
  const Time about = timeAt(aboutX);
  const double whole = (end_ - start_).seconds(), span = (to() - from()).seconds();
  const double wanted = std::clamp(span * factor, leastSpanS, whole);
  if (wanted >= whole) return fit();
  const double before = (about - from()).seconds() / span * wanted;
  zoomed_ = {about - Duration{static_cast<std::int64_t>(before * 1e6)},
             about + Duration{static_cast<std::int64_t>((wanted - before) * 1e6)}};
  pan({});
}

/// Keeps the view inside the run.
void GanttView::pan(Duration by) {
  if (!zoomed_) return;
  auto [low, high] = *zoomed_;
  low = low + by, high = high + by;
  if (low < start_) high = high + (start_ - low), low = start_;
  if (high > end_) low = low - (high - end_), high = end_;
  zoomed_ = {std::max(low, start_), high};
  Q_EMIT viewChanged();
  update();
}

void GanttView::wheelEvent(QWheelEvent* event) {
  event->accept();
  const double notches = (event->angleDelta().y() + event->angleDelta().x()) / 120.0;
  if (event->modifiers() & Qt::ShiftModifier)
    scroll_->setValue(scroll_->value() - int(3 * rowPx * notches));
  else
    zoom(std::pow(zoomPerNotch, notches), event->position().x());
}

void GanttView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  pressed_ = last_ = event->pos();
  isDragging_ = false;
}

void GanttView::mouseMoveEvent(QMouseEvent* event) {
  if (!pressed_) return;
  if (!isDragging_ && (event->pos() - *pressed_).manhattanLength() < clickPx) return;
  isDragging_ = true;
  const QPoint step = event->pos() - last_;
  last_ = event->pos();
  scroll_->setValue(scroll_->value() - step.y());
  pan(Duration{static_cast<std::int64_t>(-double(step.x()) / plot().width() * double((to() - from()).us))});
}

void GanttView::mouseReleaseEvent(QMouseEvent* event) {
  if (!pressed_ || event->button() != Qt::LeftButton) return;
  const bool isClick = !isDragging_;
  pressed_.reset();
  if (!isClick) return;
  if (event->pos().y() < axisPx && event->pos().x() >= plot().left())
    Q_EMIT seekAsked(std::clamp(timeAt(event->pos().x()), start_, end_));
  else
    choose(rowAt(event->pos()));
}

void GanttView::mouseDoubleClickEvent(QMouseEvent* event) {
  const int row = rowAt(event->pos());
  if (row >= 0 && event->pos().x() < plot().left())
    Q_EMIT activated(rows_[std::size_t(row)].id);
  else
    fit();
}

void GanttView::contextMenuEvent(QContextMenuEvent* event) {
  const bool isKey = event->reason() == QContextMenuEvent::Keyboard;
  const int row = rowAt(event->pos());
  if (!isKey) choose(row);
  if (!selected_.empty() && (isKey || row >= 0)) Q_EMIT menuAsked(selected_, event->globalPos());
}

void GanttView::choose(int row) {
  const std::string id = row < 0 ? std::string() : rows_[std::size_t(row)].id;
  select(id);
  Q_EMIT selected(id);
}

void GanttView::keyPressEvent(QKeyEvent* event) {
  const double middle = plot().center().x();
  const Duration part{(to() - from()).us / 8};
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.id == selected_; });
  const int at = found == rows_.end() ? -1 : int(found - rows_.begin()), last = int(rows_.size()) - 1;
  switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      return zoom(zoomPerNotch, middle);
    case Qt::Key_Minus:
      return zoom(1.0 / zoomPerNotch, middle);
    case Qt::Key_Left:
      return pan(Duration{-part.us});
    case Qt::Key_Right:
      return pan(part);
    case Qt::Key_Home:
      return fit();
    case Qt::Key_Down:
      if (last >= 0) choose(std::min(last, at + 1));
      return;
    case Qt::Key_Up:
      if (last >= 0) choose(std::max(0, at - 1));
      return;
    default:
      QWidget::keyPressEvent(event);
  }
}

QString GanttView::tipAt(QPoint place) const {
  const int row = rowAt(place);
  if (row < 0) return {};
  const Row& r = rows_[std::size_t(row)];
  QStringList lines{r.label};
  if (place.x() >= plot().left()) {
    const Time at = timeAt(place.x());
    const auto next = std::upper_bound(r.segments.begin(), r.segments.end(), at,
                                       [](Time time, const JobHistory::Segment& s) { return time < s.from; });
    if (next != r.segments.begin() && at <= (next - 1)->to) {
      const JobHistory::Segment& s = *(next - 1);
      lines << look_.words("gantt.tip", {{"phase", look_.words(textIdOf(s.phase)).toStdString()},
                                         {"from", look_.format.clock(s.from).toStdString()},
                                         {"to", look_.format.clock(s.to).toStdString()},
                                         {"time", look_.format.duration((s.to - s.from).seconds()).toStdString()},
                                         {"chips", look_.format.count(s.chips).toStdString()}});
    }
  }
  if (r.failures > 0) lines << look_.words("gantt.failures", {{"count", std::to_string(r.failures)}});
  if (r.expectedEnd)
    lines << look_.words(
        "gantt.expected",
        {{"time", (look_.format.date(*r.expectedEnd) + QLatin1Char(' ') + look_.format.clock(*r.expectedEnd).left(5))
                      .toStdString()}});
  return lines.join(QLatin1Char('\n'));
}

bool GanttView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* tip = static_cast<QHelpEvent*>(event);
  const QString text = tipAt(tip->pos());
  text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(tip->globalPos(), text, this);
  return true;
}

void GanttView::paintAxis(QPainter& painter) const {
  const Tokens& t = look_.theme.tokens();
  const QRect area = plot();
  painter.setFont(look_.theme.font(Theme::Type::caption));
  const double span = (to() - from()).seconds();
  const std::int64_t step = stepFor(span, std::max(1, area.width() / 80)), us = step * 1'000'000;
  const bool isLong = span > 2 * 86400.0;
  for (std::int64_t at = (from().us + us - 1) / us * us; at <= to().us; at += us) {
    const Time time{at};
    const int x = int(std::lround(xOf(time)));
    painter.setPen(t.line);
    painter.drawLine(x, area.top(), x, height());
    painter.setPen(t.dim);
    const QString clock = look_.format.clock(time);
    const QString text = isLong ? look_.format.date(time).mid(5) : step < 60 ? clock : clock.left(5);
    const int width = painter.fontMetrics().horizontalAdvance(text) + 2;
    painter.drawText(QRect(std::clamp(x - width / 2, area.left(), std::max(area.left(), this->width() - width)), 2,
                           width, axisPx - 4),
                     Qt::AlignCenter, text);
  }
}

void GanttView::paintRow(QPainter& painter, int row) const {
  const Tokens& t = look_.theme.tokens();
  const Row& r = rows_[std::size_t(row)];
  const QRect at = rowRect(row);
  const QRect area = plot();
  if (r.id == selected_) painter.fillRect(QRect(0, at.top(), width(), rowPx), t.selection);
  // the name and its chips
  painter.setFont(look_.theme.font(Theme::Type::caption, r.id == selected_));
  const QString chips = look_.format.count(r.chips);
  const int chipsWidth = painter.fontMetrics().horizontalAdvance(chips);
  painter.setPen(t.dim);
  painter.drawText(QRect(area.left() - chipsWidth - 8, at.top(), chipsWidth, rowPx), Qt::AlignVCenter, chips);
  if (r.swatch.isValid()) painter.fillRect(QRect(sidePx, at.center().y() - 4, 9, 9), r.swatch);
  const int nameLeft = sidePx + 14, nameRoom = area.left() - chipsWidth - 16 - nameLeft;
  painter.setPen(t.text);
  painter.drawText(QRect(nameLeft, at.top(), nameRoom, rowPx), Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(r.label, Qt::ElideRight, nameRoom));

  painter.save();
  painter.setClipRect(QRect(area.left(), std::max(area.top(), at.top()), area.width(), rowPx));
  const int top = at.top() + 4, tall = rowPx - 8;
  const auto first = std::lower_bound(r.segments.begin(), r.segments.end(), from(),
                                      [](const JobHistory::Segment& s, Time time) { return s.to < time; });
  double drawnTo = -1e9;  // what is thinner than a pixel is drawn once a pixel
  int lastMark = -1000;
  std::vector<int> marks;
  for (auto s = first; s != r.segments.end() && s->from <= to(); ++s) {
    const double left = xOf(s->from), right = std::max(xOf(s->to), left + 1.0);
    if (s->phase == Phase::detecting && left - lastMark > markPx) marks.push_back(lastMark = int(left));
    if (right <= drawnTo) continue;
    drawnTo = std::max(drawnTo, std::floor(right));
    const QRectF bar(left, top, right - left, tall);
    const QColor colour = colourOf(s->phase, t);
    const Qt::BrushStyle pattern = patternOf(s->phase);
    if (pattern != Qt::SolidPattern) {
      QColor ground = colour;
      ground.setAlphaF(0.18f);
      painter.fillRect(bar, ground);
    }
    painter.fillRect(bar, QBrush(colour, pattern));
    // who waits holds no chips: a low line, not a bar
    if (waits(s->phase)) {
      painter.setPen(QPen(colour, 1.0));
      painter.drawLine(QPointF(left, at.center().y() + 0.5), QPointF(right, at.center().y() + 0.5));
    }
  }
  if (r.expectedEnd && *r.expectedEnd > now_) {
    painter.setPen(QPen(t.dim, 1.0, Qt::DotLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(xOf(now_), top + 0.5, xOf(*r.expectedEnd) - xOf(now_), tall - 1));
  }
  for (const int x : marks) drawPriority(painter, QRectF(x - 4, at.center().y() - 4, 9, 9), 2, t);
  painter.restore();
}

void GanttView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  painter.fillRect(rect(), t.panel);
  if (rows_.empty()) {
    painter.setFont(look_.theme.font(Theme::Type::table));
    painter.setPen(t.dim);
    painter.drawText(rect().adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap, emptyText_);
    return;
  }
  paintAxis(painter);
  const QRect area = plot();
  painter.setClipRect(QRect(0, axisPx, width(), height() - axisPx));
  const int firstRow = scroll_->value() / rowPx;
  const int lastRow = std::min(int(rows_.size()) - 1, (scroll_->value() + area.height()) / rowPx);
  for (int row = firstRow; row <= lastRow; ++row) paintRow(painter, row);
  painter.setClipping(false);
  const double nowX = xOf(now_);
  if (nowX >= area.left() && nowX <= area.right() + 1) {
    painter.setPen(QPen(t.accent, 1.4));
    painter.drawLine(QPointF(nowX, axisPx - 4), QPointF(nowX, height()));
  }
  if (hasFocus()) {
    painter.setPen(t.accent);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
  }
}

}  // namespace plenum::views
