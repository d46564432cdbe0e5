// SPDX-License-Identifier: Apache-2.0
#include "panels/TimelineBar.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <algorithm>
#include <array>

#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr int margin = 10;  // so that the handle stays inside
constexpr int trackY = 20;
constexpr std::size_t mostMarks = 2000;

// a day where the run is shorter than one, else whole days
Time axisEndFor(Time start, Time reached) {
  static constexpr std::array<int, 5> wanted{1, 6, 12, 24, 48};
  for (const int h : wanted)
    if (reached - start <= hours(h)) return start + hours(std::max(24, h));
  const std::int64_t wholeDays = (reached - start).us / days(1).us + 1;
  return start + days(wholeDays);
}

}  // namespace

ScrubBar::ScrubBar(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setCursor(Qt::PointingHandCursor);
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("timeline.scrub"));
    setToolTip(look_.words("timeline.scrub-hint"));
  });
}

void ScrubBar::setRun(Time start, Time now, Time reached) {
  start_ = start;
  now_ = now;
  reached_ = std::max(now, reached);
  end_ = axisEndFor(start, reached_);
  setAccessibleDescription(look_.format.date(now_) + QLatin1Char(' ') + look_.format.clock(now_));
  update();
}

void ScrubBar::setMarks(std::vector<Mark> marks) {
  marks_ = std::move(marks);
  update();
}

int ScrubBar::xOf(Time time) const {
  if (end_ <= start_) return margin;
  return margin + static_cast<int>(double((time - start_).us) / double((end_ - start_).us) * (width() - 2 * margin));
}

Time ScrubBar::timeAt(int x) const {
  const double fraction = std::clamp(double(x - margin) / std::max(1, width() - 2 * margin), 0.0, 1.0);
  const Time time = start_ + Duration{static_cast<std::int64_t>(fraction * double((end_ - start_).us))};
  // what has not been reached cannot be looked at
  return std::min(time, reached_);
}

void ScrubBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  painter.setRenderHint(QPainter::Antialiasing);
  const int left = margin, right = width() - margin;
  const int reachedX = xOf(reached_), handleX = dragX_ ? xOf(timeAt(*dragX_)) : xOf(now_);
  painter.setPen(Qt::NoPen);
  painter.setBrush(t.line);
  painter.drawRoundedRect(QRectF(left, trackY - 2.5, right - left, 5), 2.5, 2.5);
  painter.setBrush(t.faint);
  painter.drawRoundedRect(QRectF(left, trackY - 2.5, reachedX - left, 5), 2.5, 2.5);
  painter.setBrush(t.accent);
  painter.drawRoundedRect(QRectF(left, trackY - 2.5, handleX - left, 5), 2.5, 2.5);
  int lastX = -100;
  for (const Mark& mark : marks_) {
    const int x = xOf(mark.time);
    if (x - lastX < 3 && mark.priority > 2) continue;
    lastX = x;
    drawPriority(painter, QRectF(x - 4, 4, 8, 8), mark.priority, t);
  }
  painter.setBrush(t.isDark ? t.text : t.panel);
  painter.setPen(QPen(t.accent, 2.0));
  painter.drawEllipse(QPointF(handleX, trackY), 6.5, 6.5);
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.accent, 1.0));
    painter.drawEllipse(QPointF(handleX, trackY), 9.5, 9.5);
  }

  painter.setFont(look_.theme.font(Theme::Type::caption));
  painter.setPen(t.dim);
  const double span = (end_ - start_).seconds();
  const int most = std::max(1, (right - left) / 90);
  std::int64_t step = 3600;
  while (span / double(step) > most) step *= 2;
  const bool isLong = span > 86400.0 * 2;
  for (std::int64_t at = 0; double(at) <= span; at += step) {
    const Time time = start_ + seconds(at);
    const QString text = isLong ? look_.format.date(time).mid(5) : look_.format.clock(time).left(5);
    const int width = painter.fontMetrics().horizontalAdvance(text) + 2;
    const int x = std::clamp(xOf(time) - width / 2, 0, this->width() - width);
    painter.drawText(QRect(x, 28, width, 14), Qt::AlignCenter, text);
  }
  if (dragX_) {
    const Time time = timeAt(*dragX_);
    const QString text = look_.format.clock(time);
    const QRect box(std::clamp(handleX - 34, 0, width() - 68), 0, 68, 15);
    painter.fillRect(box, t.raised);
    painter.setPen(t.text);
    painter.drawText(box, Qt::AlignCenter, text);
  }
}

void ScrubBar::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  dragX_ = event->pos().x();
  update();
}

void ScrubBar::contextMenuEvent(QContextMenuEvent* event) {
  const Time at = std::clamp(timeAt(event->pos().x()), start_, reached_);
  QMenu menu(this);
  menu.addAction(look_.words("compare.branch-from", {{"time", look_.format.clock(at).toStdString()}}), this,
                 [this, at] { Q_EMIT branchAsked(at); });
  menu.exec(event->globalPos());
}

void ScrubBar::mouseMoveEvent(QMouseEvent* event) {
  if (!dragX_) return;
  dragX_ = event->pos().x();
  update();
}

void ScrubBar::mouseReleaseEvent(QMouseEvent* event) {
  if (!dragX_ || event->button() != Qt::LeftButton) return;
  dragX_.reset();
  update();
  Q_EMIT seekAsked(timeAt(event->pos().x()));
}

void ScrubBar::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && dragX_) {
    dragX_.reset();
    update();
    return;
  }
  if (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right) return QWidget::keyPressEvent(event);
  const Duration by = minutes(event->modifiers() & Qt::ShiftModifier ? 10 : 1);
  const Time wanted = event->key() == Qt::Key_Left ? now_ - by : now_ + by;
  Q_EMIT seekAsked(std::clamp(wanted, start_, reached_));
}

TimelineBar::TimelineBar(Look& look, FrameClock& clock, SessionDesk& desk, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock), desk_(desk) {
  back_ = iconButton(look, QStringLiteral("step-back"), "timeline.back", QStringLiteral(","), this);
  play_ = new QToolButton(this);
  play_->setFocusPolicy(Qt::TabFocus);
  play_->setCheckable(true);
  forward_ = iconButton(look, QStringLiteral("step-forward"), "timeline.forward", QStringLiteral("."), this);
  speed_ = new QComboBox(this);
  for (const double s : SessionDesk::speeds) speed_->addItem(QString(), s);
  now_ = plainLabel(look, Theme::Type::title, Tone::text, true, this);
  date_ = plainLabel(look, Theme::Type::caption, Tone::dim, false, this);
  scrub_ = new ScrubBar(look, this);

  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(12, 4, 12, 4);
  across->setSpacing(8);
  across->addWidget(back_);
  across->addWidget(play_);
  across->addWidget(forward_);
  across->addWidget(speed_);
  auto* clockColumn = new QVBoxLayout;
  clockColumn->setSpacing(0);
  clockColumn->addWidget(now_);
  clockColumn->addWidget(date_);
  across->addSpacing(8);
  across->addLayout(clockColumn);
  across->addWidget(scrub_, 1);

  connect(back_, &QToolButton::clicked, this, [this] {
    if (clock_.frame()) desk_.seek(std::max(clock_.frame()->start, clock_.frame()->time - minutes(1)));
  });
  connect(play_, &QToolButton::clicked, this, [this] { desk_.toggle(); });
  connect(forward_, &QToolButton::clicked, this, [this] { desk_.step(1); });
  connect(speed_, &QComboBox::activated, this,
          [this](int i) { desk_.setSpeed(SessionDesk::speeds[static_cast<std::size_t>(i)]); });
  connect(scrub_, &ScrubBar::seekAsked, &desk, &SessionDesk::seek);
  connect(scrub_, &ScrubBar::branchAsked, &desk, &SessionDesk::branch);
  connect(&desk, &SessionDesk::changed, this, &TimelineBar::followDesk);
  connect(&clock, &FrameClock::frameChanged, this, &TimelineBar::show);
  look_.followTheme(this, [this] { followDesk(); });
  look_.words.follow(this, [this] {
    for (std::size_t i = 0; i < SessionDesk::speeds.size(); ++i) {
      const double s = SessionDesk::speeds[i];
      speed_->setItemText(
          static_cast<int>(i),
          s == Session::asFastAsPossible
              ? look_.words("timeline.max")
              : (s < 1 ? look_.format.fixed(s, 1) : look_.format.count(qint64(s))) + QStringLiteral("×"));
    }
    speed_->setAccessibleName(look_.words("timeline.speed"));
    fixClock();
    speed_->setToolTip(look_.words("timeline.speed") + QStringLiteral(" ([ ])"));
    now_->setAccessibleName(look_.words("timeline.now"));
    followDesk();
  });
}

void TimelineBar::followDesk() {
  const QString text = look_.words(desk_.isPlaying() ? "timeline.pause" : "timeline.play");
  play_->setIcon(look_.icons.of(desk_.isPlaying() ? QStringLiteral("pause") : QStringLiteral("play")));
  play_->setChecked(desk_.isPlaying());
  play_->setAccessibleName(text);
  play_->setToolTip(QStringLiteral("%1 (%2)").arg(text, look_.words("key.space")));
  const auto* at = std::find(SessionDesk::speeds.begin(), SessionDesk::speeds.end(), desk_.speed());
  const QSignalBlocker quiet(speed_);
  speed_->setCurrentIndex(at == SessionDesk::speeds.end() ? -1 : static_cast<int>(at - SessionDesk::speeds.begin()));
}

void TimelineBar::collectMarks(const Frame& frame) {
  const std::size_t size = frame.events ? frame.events->size() : 0;
  if (size == eventsSeen_) return;
  if (size < eventsSeen_) {
    marks_.clear();
    eventsSeen_ = 0;
  }
  for (; eventsSeen_ < size; ++eventsSeen_) {
    const Event& event = (*frame.events)[eventsSeen_];
    const bool isMark = (event.kind == Event::Kind::raised && event.priority <= 3) || event.kind == Event::Kind::action;
    if (isMark && marks_.size() < mostMarks)
      marks_.push_back({event.time, event.kind == Event::Kind::action ? 4 : event.priority});
  }
  scrub_->setMarks(marks_);
}

// a label of fixed size lays nothing out anew when its text changes, which it does thirty times a second
void TimelineBar::fixClock() {
  const auto fix = [](QLabel& label, const QString& widest) {
    label.ensurePolished();
    label.setFixedSize(QFontMetrics(label.font()).size(0, widest) + QSize(4, 2));
  };
  // short ticks show parts of a second
  fix(*now_, clock_.frame() ? look_.format.clock(clock_.frame()->time) : QStringLiteral("00:00:00"));
  fix(*date_, QStringLiteral("0000-00-00"));
}

void TimelineBar::show(const FramePtr& frame) {
  const QString clock = look_.format.clock(frame->time);
  const bool isLonger = clock.size() > now_->text().size();
  now_->setText(clock);
  if (isLonger) fixClock();
  date_->setText(look_.format.date(frame->time));
  scrub_->setRun(frame->start, frame->time, std::max(frame->time, clock_.status().end));
  collectMarks(*frame);
}

}  // namespace plenum::views
