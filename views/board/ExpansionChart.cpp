// SPDX-License-Identifier: Apache-2.0
#include "board/ExpansionChart.h"

#include <QHelpEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "board/ExpansionSizes.h"
#include "board/PlanWords.h"

namespace plenum::views {

using expansion::axisPx;
using expansion::barInsetPx;
using expansion::gapPx;
using expansion::gutterPx;
using expansion::keyPx;
using expansion::leastBarPx;
using expansion::leastRampPx;
using expansion::narrowGutterPx;
using expansion::rowPx;
using expansion::sidePx;
using expansion::sparedPx;
using expansion::stripPx;
using plan::Activity;

namespace {

constexpr double mostWeeks = 520.0;
constexpr int beyondMonths = 4;
constexpr double lowRampPx = 64.0;   // of chips, while works are what is looked at
constexpr double markReachPx = 6.0;  // of a gate or a target

double dayOfMonth(const plan::Plan& plan, int month) { return plan::firstOfMonth(plan.from, month).days; }

}  // namespace

ExpansionChart::ExpansionChart(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  look_.followTheme(this, [this] {
    fit();
    update();
  });
  look_.words.follow(this, [this] {
    setAccessibleName(look_.words("expansion.chart"));
    fit();
    describe();
    update();
  });
}

void ExpansionChart::show(plan::PlanPtr plan, std::shared_ptr<const plan::Evaluation> evaluation, Held held) {
  // an edit of the plan leaves what is chosen in it chosen
  const bool isOther = !evaluation_ || evaluation_->option != evaluation->option || plan_->id != plan->id;
  plan_ = std::move(plan);
  evaluation_ = std::move(evaluation);
  held_ = std::move(held);
  if (isOther) {
    drag_.reset();
    activity_.clear();
    group_.reset();
    month_ = -1;
  }
  // while somebody drags, rows and axis hold still beneath the mouse
  if (!isDragging()) {
    buildRows();
    fit();
  }
  describe();
  update();
}

void ExpansionChart::showKnown(plan::PlanPtr plan, std::shared_ptr<const plan::Evaluation> schedule, KnownRamp ramp) {
  ramp_ = std::move(ramp);
  show(std::move(plan), std::move(schedule));
}

void ExpansionChart::clear() {
  plan_.reset();
  evaluation_.reset();
  ramp_ = {};
  rows_.clear();
  known_.clear();
  folded_.clear();
  drag_.reset();
  fit();
  describe();
  update();
}

void ExpansionChart::setSpan(Span span) {
  span_ = span;
  fit();
  update();
}

void ExpansionChart::buildRows() {
  rows_.clear();
  std::vector<std::string> groups;
  const auto add = [&](const std::string& id) {
    if (std::find(groups.begin(), groups.end(), id) == groups.end()) groups.push_back(id);
  };
  for (const plan::PhaseRow& phase : evaluation_->phases)
    if (!phase.id.empty()) add(phase.id);
  for (const Activity& a : evaluation_->activities)
    if (!a.phase.empty()) add(a.phase);
  for (const Activity& a : evaluation_->activities)
    if (a.phase.empty()) add("");
  bool isOneOpen = false;
  for (const std::string& group : groups) {
    std::vector<std::size_t> works;
    bool isDone = true;
    for (std::size_t n = 0; n < evaluation_->activities.size(); ++n) {
      const Activity& a = evaluation_->activities[n];
      if (a.phase != group || a.kind == Activity::Kind::gate) continue;
      works.push_back(n);
      isDone = isDone && a.isDone;
    }
    if (works.empty()) continue;
    std::stable_sort(works.begin(), works.end(), [this](std::size_t a, std::size_t b) {
      return evaluation_->activities[a].start < evaluation_->activities[b].start;
    });
    // at first the phase that is at work stands open
    if (known_.insert(group).second && (isDone || isOneOpen)) folded_.insert(group);
    isOneOpen = isOneOpen || !isDone;
    rows_.push_back({group, {}});
    if (folded_.count(group) == 0)
      for (const std::size_t n : works) rows_.push_back({group, n});
  }
}

void ExpansionChart::fit() {
  if (isFuture()) {
    const int all = plan_->months;
    double last = dayOfMonth(*plan_, 12);
    for (const Activity& a : evaluation_->activities) last = std::max(last, a.finish);
    int works = plan::monthsBetween(plan_->from, plan::Day{std::int32_t(last)}) + 1 + beyondMonths;
    const std::optional<int> goal = hasChips() ? ramp_.goal : evaluation_->goalMonth;
    if (goal) works = std::max(works, *goal + 1 + beyondMonths);
    lastMonth_ = span_ == Span::whole ? all : std::clamp(works, 12, std::max(12, all));
  }
  std::vector<Key> keys = rampKeys();
  rampLines_ = flow(keys, 0.0);
  keys = stripKeys();
  stripLines_ = keys.empty() ? 0 : flow(keys, 0.0);
  const double least = (rampLines_ + stripLines_) * keyPx +
                       (hasMonths()  ? leastRampPx
                        : hasChips() ? lowRampPx
                                     : keyPx) +
                       axisPx + stripPx + sparedPx + gapPx + double(rows_.size()) * rowPx + axisPx;
  if (minimumHeight() != int(least)) setMinimumHeight(int(least));
}

double ExpansionChart::gutter() const { return width() < expansion::narrowPx ? narrowGutterPx : gutterPx; }

QRectF ExpansionChart::plot() const {
  return QRectF(gutter(), 0, std::max(10.0, width() - gutter() - sidePx), height());
}

QRectF ExpansionChart::ramp() const {
  const double top = (rampLines_ + stripLines_) * keyPx + 2.0;
  if (!hasMonths() && !hasChips()) return QRectF(plot().left(), top, plot().width(), keyPx);
  if (hasChips()) return QRectF(plot().left(), top, plot().width(), lowRampPx);
  const double strips = stripPx + sparedPx + gapPx;
  const double below = axisPx + strips + double(rows_.size()) * rowPx + axisPx;
  return QRectF(plot().left(), top, plot().width(), std::max(20.0, height() - top - below));
}

QRectF ExpansionChart::strip() const {
  return QRectF(plot().left(), ramp().bottom() + axisPx, plot().width(), stripPx);
}

QRectF ExpansionChart::works() const {
  if (!hasMonths())
    return QRectF(plot().left(), ramp().bottom() + axisPx, plot().width(), double(rows_.size()) * rowPx);
  const double top = strip().bottom() + sparedPx + gapPx;
  return QRectF(plot().left(), top, plot().width(), double(rows_.size()) * rowPx);
}

QRectF ExpansionChart::rowAt(std::size_t row) const {
  return QRectF(works().left(), works().top() + double(row) * rowPx, works().width(), rowPx);
}

double ExpansionChart::xOf(double day) const {
  if (!plan_) return plot().left();
  const double from = plan_->from.days, to = dayOfMonth(*plan_, lastMonth_);
  return plot().left() + (day - from) / (to - from) * plot().width();
}

double ExpansionChart::dayAt(double x) const {
  if (!plan_) return 0.0;
  const double from = plan_->from.days, to = dayOfMonth(*plan_, lastMonth_);
  return from + (x - plot().left()) / plot().width() * (to - from);
}

QRectF ExpansionChart::barOf(const std::string& id) const {
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    if (!rows_[r].activity) continue;
    const Activity& a = evaluation_->activities[*rows_[r].activity];
    if (a.id != id) continue;
    const QRectF row = rowAt(r);
    const double from = xOf(a.start), to = std::max(from + leastBarPx, xOf(a.finish));
    return QRectF(from, row.top() + barInsetPx, to - from, row.height() - 2.0 * barInsetPx);
  }
  return {};
}

bool ExpansionChart::mayMove(const Activity& a) const { return !a.isDone; }

const plan::Baseline* ExpansionChart::baseline() const {
  const plan::Baseline* last = nullptr;
  for (const plan::Baseline& one : plan_->baselines)
    if (one.option == evaluation_->option) last = &one;
  return last;
}

const plan::Baseline::Work* ExpansionChart::agreed(const std::string& activity) const {
  if (const plan::Baseline* of = baseline())
    for (const plan::Baseline::Work& work : of->works)
      if (work.id == activity && work.start.isSet() && work.finish.isSet()) return &work;
  return nullptr;
}

plan::Day ExpansionChart::targetOf(const std::string& phase) const {
  for (const plan::PhaseRow& row : evaluation_->phases)
    if (!phase.empty() && row.id == phase) return row.target;
  return {};
}

ExpansionChart::Hit ExpansionChart::hitAt(QPointF place) const {
  Hit hit;
  if (!isFuture()) return hit;
  if (place.x() >= plot().left() && place.x() <= plot().right()) {
    const auto day = std::int32_t(std::floor(dayAt(place.x())));
    const int month = plan::monthsBetween(plan_->from, plan::Day{day});
    if (month >= 0 && month < int(evaluation_->months.size())) hit.month = month;
  }
  if (place.y() < works().top()) {
    if (hit.month >= 0 && place.y() >= ramp().top()) hit.what = Hit::What::month;
    return hit;
  }
  const auto row = std::size_t((place.y() - works().top()) / rowPx);
  if (row >= rows_.size()) return hit;
  hit.group = rows_[row].group;
  if (!rows_[row].activity) {
    hit.what = Hit::What::group;
    if (place.x() < plot().left()) return hit;
    const auto isNear = [&](double day) { return std::abs(place.x() - xOf(day)) <= markReachPx; };
    const plan::Day target = targetOf(hit.group);
    hit.isTarget = target.isSet() && isNear(target.days);
    for (std::size_t n = 0; n < evaluation_->activities.size() && !hit.isTarget; ++n) {
      const Activity& a = evaluation_->activities[n];
      if (a.phase != hit.group || a.kind != Activity::Kind::gate || !isNear(a.finish)) continue;
      hit.what = Hit::What::activity;
      hit.activity = n;
      hit.isBar = mayMove(a);
    }
    return hit;
  }
  hit.what = Hit::What::activity;
  hit.activity = *rows_[row].activity;
  const Activity& a = evaluation_->activities[hit.activity];
  hit.isBar = mayMove(a) && barOf(a.id).adjusted(-expansion::clickPx, -3, expansion::clickPx, 3).contains(place);
  return hit;
}

double ExpansionChart::weeksHeld(const std::string& id) const {
  const auto found = held_.find(id);
  return found == held_.end() ? 0.0 : found->second;
}

/// No work takes less than no time.
void ExpansionChart::hold(std::size_t activity, double weeks) {
  const Activity& a = evaluation_->activities[activity];
  const double planned = a.weeks - weeksHeld(a.id);
  weeks = std::clamp(weeks, -std::floor(std::max(0.0, planned)), mostWeeks);
  if (weeks != weeksHeld(a.id)) Q_EMIT delayed(QString::fromStdString(a.id), weeks);
}

void ExpansionChart::selectMonth(int month) {
  const int most = hasMonths() ? int(evaluation_->months.size()) - 1 : -1;
  month = std::min(month, most);
  if (month == month_) return;
  month_ = month;
  describe();
  update();
}

void ExpansionChart::selectActivity(const std::string& id) {
  activity_ = id;
  group_.reset();
  if (evaluation_)
    for (const Activity& a : evaluation_->activities)
      if (a.id == id && a.kind != Activity::Kind::gate && isFolded(a.phase)) fold(a.phase);
  describe();
  update();
}

void ExpansionChart::fold(const std::string& group) {
  if (!folded_.erase(group)) folded_.insert(group);
  if (!evaluation_) return;
  buildRows();
  fit();
  update();
}

bool ExpansionChart::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* tip = static_cast<QHelpEvent*>(event);
  const QString text = tipAt(tip->pos());
  if (text.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(tip->globalPos(), text, this);
  return true;
}

QString ExpansionChart::monthText(int month) const {
  return QString::fromStdString(textOf(plan::firstOfMonth(plan_->from, month)).substr(0, 7));
}

QString ExpansionChart::nameOf(const Activity& a) const {
  if (const plan::Gate* gate = a.kind == Activity::Kind::gate ? gateOf(*plan_, evaluation_->option, a.id) : nullptr)
    return gateName(look_, *gate);
  const QString name = look_.words(a.name);
  return name.isEmpty() ? QString::fromStdString(a.id) : name;
}

QString ExpansionChart::groupName(const std::string& group) const {
  if (group.empty()) return look_.words("expansion.group.grid");
  for (const plan::Option& option : plan_->options)
    for (const plan::Phase& phase : option.phases)
      if (option.id == evaluation_->option && phase.id == group && !look_.words(phase.name).isEmpty())
        return look_.words(phase.name);
  return QString::fromStdString(group);
}

/// For who does not see the picture: what is chosen, else what it is about.
void ExpansionChart::describe() {
  QString text;
  if (isFuture()) {
    text = look_.words("expansion.chart.about", {{"from", monthText(0).toStdString()},
                                                 {"to", monthText(lastMonth_ - 1).toStdString()},
                                                 {"works", std::to_string(evaluation_->activities.size())}});
    if (!activity_.empty()) text += QLatin1Char(' ') + QString::fromStdString(activity_);
    if (month_ >= 0) text += QLatin1Char(' ') + monthText(month_);
  }
  if (text != accessibleDescription()) setAccessibleDescription(text);
}

}  // namespace plenum::views
