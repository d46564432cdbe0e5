// SPDX-License-Identifier: Apache-2.0
#include "board/GrowthBar.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "panels/Parts.h"

namespace plenum::views {
namespace {

constexpr int rimPx = 10, railY = 20;  // so that the handle stays inside
constexpr int stepMs = 60;
constexpr double wholeMs = 30'000.0;  // from the first month to the last

}  // namespace

MonthLine::MonthLine(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setCursor(Qt::PointingHandCursor);
  look_.followTheme(this, [this] { update(); });
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("growth.bar"));
    setToolTip(look_.words("growth.bar.hint"));
  });
}

void MonthLine::setPlan(int months, int firstMonth, int firstYear) {
  months_ = months;
  firstMonth_ = firstMonth;
  firstYear_ = firstYear;
  position_ = std::clamp(position_, 0.0, std::max(0.0, months_ - 1.0));
  update();
}

void MonthLine::setMarks(std::vector<Mark> marks) {
  marks_ = std::move(marks);
  update();
}

void MonthLine::setPosition(double month) {
  position_ = std::clamp(month, 0.0, std::max(0.0, months_ - 1.0));
  update();
}

int MonthLine::xOf(double month) const {
  return rimPx + int(std::lround(month / std::max(1, months_ - 1) * (width() - 2 * rimPx)));
}

double MonthLine::monthAt(int x) const {
  return std::clamp(double(x - rimPx) / std::max(1, width() - 2 * rimPx), 0.0, 1.0) * std::max(0, months_ - 1);
}

void MonthLine::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const Tokens& t = look_.theme.tokens();
  painter.setRenderHint(QPainter::Antialiasing);
  const int left = rimPx, right = width() - rimPx;
  painter.setPen(Qt::NoPen);
  painter.setBrush(t.line);
  painter.drawRoundedRect(QRectF(left, railY - 2.5, right - left, 5), 2.5, 2.5);
  if (months_ < 2) return;
  const int handle = xOf(position_);
  painter.setBrush(isEnabled() ? t.accent : t.faint);
  painter.drawRoundedRect(QRectF(left, railY - 2.5, handle - left, 5), 2.5, 2.5);
  for (const Mark& mark : marks_) {
    const double x = xOf(mark.month);
    const bool isPast = mark.month <= position_ + 1e-9;
    painter.setBrush(isPast ? t.accent : t.dim);
    painter.drawPolygon(QPolygonF{QPointF(x - 4.5, 13), QPointF(x + 4.5, 13), QPointF(x, 5)});
  }
  painter.setBrush(t.isDark ? t.text : t.panel);
  painter.setPen(QPen(t.accent, 2.0));
  painter.drawEllipse(QPointF(handle, railY), 6.5, 6.5);
  if (hasFocus()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.accent, 1.0));
    painter.drawEllipse(QPointF(handle, railY), 9.5, 9.5);
  }
  painter.setFont(look_.theme.font(Theme::Type::caption));
  painter.setPen(t.dim);
  // a year where it begins; fewer of them where there is no room for all
  const int wide = painter.fontMetrics().horizontalAdvance(QStringLiteral("2030")) + 14;
  const int perYear = std::max(1, (right - left) * 12 / months_);
  const int every = std::max(1, (wide + perYear - 1) / perYear);
  for (int m = (13 - firstMonth_) % 12, year = firstYear_ + (firstMonth_ > 1 ? 1 : 0), k = 0; m < months_;
       m += 12, ++year, ++k) {
    const int x = xOf(m);
    painter.drawLine(x, railY + 5, x, railY + 8);
    if (k % every == 0)
      painter.drawText(QRect(std::clamp(x - wide / 2, 0, width() - wide), 28, wide, 14), Qt::AlignCenter,
                       QString::number(year));
  }
}

void MonthLine::go(double month) {
  month = std::clamp(month, 0.0, std::max(0.0, months_ - 1.0));
  if (months_ < 2 || month == position_) return;
  position_ = month;
  update();
  Q_EMIT moved(month);
}

void MonthLine::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) go(std::round(monthAt(event->pos().x())));
}

void MonthLine::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() & Qt::LeftButton) go(std::round(monthAt(event->pos().x())));
}

void MonthLine::keyPressEvent(QKeyEvent* event) {
  const int by = event->modifiers() & Qt::ShiftModifier ? 12 : 1;
  switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
      return go(std::ceil(position_) - by);
    case Qt::Key_Right:
    case Qt::Key_Up:
      return go(std::floor(position_) + by);
    case Qt::Key_Home:
      return go(0);
    case Qt::Key_End:
      return go(months_ - 1);
    default:
      QWidget::keyPressEvent(event);
  }
}

bool MonthLine::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList near;
    for (const Mark& mark : marks_)
      if (std::abs(xOf(mark.month) - help->pos().x()) <= 7) near << mark.name;
    QToolTip::showText(help->globalPos(), near.isEmpty() ? toolTip() : near.join(QLatin1Char('\n')), this);
    return true;
  }
  return QWidget::event(event);
}

GrowthBar::GrowthBar(Look& look, PlanShown& shown, QWidget* parent) : QWidget(parent), look_(look), shown_(shown) {
  play_ = iconButton(look, QStringLiteral("play"), "growth.bar.play", QString(), this);
  eye_ = iconButton(look, QStringLiteral("layers"), "growth.bar.show", QString(), this);
  eye_->setCheckable(true);
  years_ = iconButton(look, QStringLiteral("range"), "growth.bar.years", QString(), this);
  years_->setCheckable(true);
  month_ = plainLabel(look, Theme::Type::title, Tone::text, true, this);
  chips_ = plainLabel(look, Theme::Type::body, Tone::text, true, this);
  mw_ = plainLabel(look, Theme::Type::body, Tone::dim, false, this);
  binds_ = plainLabel(look, Theme::Type::caption, Tone::dim, false, this);
  coming_ = plainLabel(look, Theme::Type::caption, Tone::dim, false, this);
  trouble_ = plainLabel(look, Theme::Type::caption, Tone::accent, false, this);
  none_ = plainLabel(look, Theme::Type::body, Tone::dim, false, this);
  work_ = textButton(look, "growth.bar.work", this);
  look.words.follow(none_, [this] { setWorking(isWorking_); });
  film_ = textButton(look, "growth.bar.film", this);
  line_ = new MonthLine(look, this);
  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(12, 2, 12, 2);
  across->setSpacing(8);
  across->addWidget(eye_);
  across->addWidget(years_);
  across->addWidget(play_);
  across->addWidget(month_);
  across->addWidget(none_);
  across->addWidget(work_);
  across->addWidget(line_, 1);
  auto* figures = new QVBoxLayout;
  figures->setSpacing(0);
  auto* upper = new QHBoxLayout;
  upper->setSpacing(8);
  upper->addWidget(chips_);
  upper->addWidget(mw_);
  upper->addWidget(binds_);
  upper->addStretch(1);
  figures->addLayout(upper);
  auto* lower = new QHBoxLayout;
  lower->setSpacing(8);
  lower->addWidget(coming_);
  lower->addWidget(trouble_);
  lower->addStretch(1);
  figures->addLayout(lower);
  across->addLayout(figures);
  across->addWidget(film_);

  timer_.setInterval(stepMs);
  connect(&timer_, &QTimer::timeout, this, &GrowthBar::turn);
  connect(play_, &QToolButton::clicked, this, &GrowthBar::togglePlay);
  connect(eye_, &QToolButton::toggled, this, &GrowthBar::shownToggled);
  connect(years_, &QToolButton::toggled, this, &GrowthBar::yearsToggled);
  connect(film_, &QPushButton::clicked, this, &GrowthBar::filmAsked);
  connect(work_, &QPushButton::clicked, this, &GrowthBar::workAsked);
  connect(line_, &MonthLine::moved, this, [this](double month) {
    setPlaying(false);
    // whoever goes to a month wants to see it
    eye_->setChecked(true);
    stand(month);
  });
  connect(&shown, &PlanShown::changed, this, &GrowthBar::follow);
  connect(&shown, &PlanShown::monthChanged, this, [this](int month) {
    // somebody else chose another month than the one that this line stands in
    if (month >= 0 && int(std::floor(line_->position())) != month) {
      line_->setPosition(month);
      say();
      Q_EMIT positionChanged(month);
    }
  });
  look_.followTheme(this, [this] { say(); });
  look_.words.follow(this, [this] { follow(); });
}

void GrowthBar::setPlaying(bool isPlaying) {
  if (isPlaying == timer_.isActive()) return;
  if (isPlaying && shown_.evaluation()) {
    if (line_->position() >= line_->months() - 1) stand(0.0);
    eye_->setChecked(true);
    timer_.start();
  } else {
    timer_.stop();
    // at rest it stands on a month
    if (shown_.evaluation()) stand(std::floor(line_->position() + 1e-9));
  }
  say();
}

void GrowthBar::turn() {
  const double last = line_->months() - 1;
  const double next = std::min(last, pace_.monthAt(pace_.shareAt(line_->position()) + stepMs / wholeMs));
  stand(next);
  if (next >= last) setPlaying(false);
}

void GrowthBar::stand(double month) {
  line_->setPosition(month);
  shown_.chooseMonth(int(std::floor(line_->position() + 1e-9)));
  say();
  Q_EMIT positionChanged(line_->position());
}

void GrowthBar::setTrouble(const QString& text) {
  trouble_->setText(text);
  trouble_->setVisible(!text.isEmpty());
}

void GrowthBar::setWorking(bool isWorking) {
  isWorking_ = isWorking;
  none_->setText(look_.words(isWorking ? "growth.bar.working" : "growth.bar.none"));
  work_->setEnabled(!isWorking);
}

void GrowthBar::tellWorking(const QString& text) {
  if (isWorking_) none_->setText(text);
}

void GrowthBar::follow() {
  const bool isThere = shown_.evaluation() != nullptr;
  if (!isThere) timer_.stop();
  for (QWidget* one : std::initializer_list<QWidget*>{play_, eye_, years_, month_, chips_, mw_, coming_, binds_, film_})
    one->setVisible(isThere);
  none_->setVisible(!isThere);
  work_->setVisible(!isThere);
  line_->setEnabled(isThere);
  if (!isThere) {
    line_->setPlan(0, 1, 2000);
    setTrouble({});
    return;
  }
  const plan::Plan& plan = *shown_.plan();
  const CivilDate first = toCivil(plan::timeOf(plan.from)).date;
  line_->setPlan(int(shown_.evaluation()->months.size()), first.month, first.year);
  pace_ = GrowthPace(changesOf(plan, *shown_.evaluation()), 0.0, line_->months() - 1.0);
  std::vector<MonthLine::Mark> marks;
  for (const plan::PhaseRow& phase : shown_.evaluation()->phases) {
    if (phase.id.empty() || !phase.readyForService.isSet()) continue;
    const plan::Day ready = phase.readyForService;
    const double month = plan::monthsBetween(plan.from, ready) + (ready.days - plan::firstOfMonth(ready).days) / 30.44;
    const QString name = look_.words(phase.name);
    marks.push_back(
        {month, look_.words("growth.bar.ready",
                            {{"phase", (name.isEmpty() ? QString::fromStdString(phase.id) : name).toStdString()}}) +
                    QStringLiteral("  ") + QString::fromStdString(textOf(ready))});
  }
  line_->setMarks(std::move(marks));
  if (shown_.month() >= 0 && int(std::floor(line_->position())) != shown_.month()) line_->setPosition(shown_.month());
  say();
  Q_EMIT positionChanged(line_->position());
}

QString GrowthBar::coming(std::size_t month) const {
  const plan::Evaluation& e = *shown_.evaluation();
  const plan::MonthRow& row = e.months[month];
  const plan::PhaseRow* next = nullptr;
  for (const plan::PhaseRow& phase : e.phases)
    if (!phase.id.empty() && phase.month > int(month) && (!next || phase.month < next->month)) next = &phase;
  if (!next) return look_.words("growth.bar.coming.none");
  const QString name = look_.words(next->name);
  return look_.words("growth.bar.coming",
                     {{"mw", look_.format.fixed(row.commissioningMw + row.contingentMw, 1).toStdString()},
                      {"phase", name.isEmpty() ? next->id : name.toStdString()},
                      {"month", textOf(next->readyForService).substr(0, 7)}});
}

void GrowthBar::say() {
  const bool plays = timer_.isActive();
  play_->setIcon(look_.icons.of(plays ? QStringLiteral("pause") : QStringLiteral("play")));
  play_->setToolTip(look_.words(plays ? "growth.bar.pause" : "growth.bar.play"));
  play_->setAccessibleName(play_->toolTip());
  if (!shown_.evaluation() || shown_.evaluation()->months.empty()) return;
  const auto& months = shown_.evaluation()->months;
  const auto at = std::clamp<std::ptrdiff_t>(std::ptrdiff_t(std::floor(line_->position() + 1e-9)), 0,
                                             std::ptrdiff_t(months.size()) - 1);
  const plan::MonthRow& row = months[std::size_t(at)];
  month_->setText(QString::fromStdString(textOf(row.first).substr(0, 7)));
  chips_->setText(look_.words("growth.bar.live",
                              {{"chips", look_.format.count(qint64(std::lround(row.liveChips))).toStdString()}}));
  mw_->setText(look_.words("growth.bar.mw", {{"mw", look_.format.fixed(row.liveMw, 1).toStdString()}}));
  coming_->setText(coming(std::size_t(at)));
  binds_->setText(look_.words(holdingSentenceOf(row)));
  line_->setAccessibleDescription(month_->text() + QLatin1Char(' ') + chips_->text());
}

}  // namespace plenum::views
