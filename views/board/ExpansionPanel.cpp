// SPDX-License-Identifier: Apache-2.0
#include "board/ExpansionPanel.h"

#include <QDateTime>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr int tickMs = 1000;
}  // namespace

ExpansionPanel::ExpansionPanel(Look& look, Selection& selection, PlanShown& shown, QWidget* parent)
    : QWidget(parent), look_(look), selection_(selection), shown_(shown) {
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 4, 0, 0);
  down->setSpacing(2);
  buildHead(*down);

  chart_ = new ExpansionChart(look_, this);
  auto* area = new QScrollArea(this);
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  area->setWidget(chart_);
  area->setMinimumSize(280, 60);
  QScrollBar* bar = area->verticalScrollBar();
  // in a low dock works come first, with the axis and what binds above them; once a person has scrolled it is theirs
  connect(bar, &QScrollBar::actionTriggered, this, [this] { isScrolled_ = true; });
  connect(bar, &QScrollBar::rangeChanged, this, [this, bar] {
    if (!isScrolled_) bar->setValue(int(chart_->ramp().bottom()));
  });
  buildTabs();
  auto* across = new QSplitter(Qt::Horizontal, this);
  across->setChildrenCollapsible(false);
  across->addWidget(area);
  across->addWidget(tabsBox_);
  across->setStretchFactor(0, 7);
  across->setStretchFactor(1, 4);
  across->setSizes({700, 400});
  body_ = across;
  down->addWidget(across, 1);
  empty_ = plainLabel(look_, Theme::Type::body, Tone::dim, false, this);
  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setMargin(12);
  down->addWidget(empty_, 1);

  connect(chart_, &ExpansionChart::delayed, this,
          [this](const QString& id, double weeks) { hold(id.toStdString(), weeks); });
  connect(chart_, &ExpansionChart::dragEnded, this, &ExpansionPanel::settle);
  connect(chart_, &ExpansionChart::retargeted, this, &ExpansionPanel::retargetAsked);
  const auto tell = [this] {
    if (stage_ == Stage::shown) fillDetails();
    tabsBox_->setCurrentIndex(details);
    Q_EMIT pointed(QString::fromStdString(chart_->activity()));
  };
  connect(chart_, &ExpansionChart::monthChosen, this, [this, tell](int month) {
    shown_.chooseMonth(month);
    chart_->selectActivity("");
    tell();
  });
  connect(&shown_, &PlanShown::changed, this, &ExpansionPanel::follow);
  connect(&shown_, &PlanShown::monthChanged, this, [this](int month) {
    if (chart_->month() == month) return;
    chart_->selectMonth(month);
    fillDetails();
  });
  connect(chart_, &ExpansionChart::activityChosen, this, tell);
  ticking_.setInterval(tickMs);
  connect(&ticking_, &QTimer::timeout, this, &ExpansionPanel::fillState);
  look_.words.follow(this, [this] { refresh(); });
  look_.followTheme(this, [this] { refresh(); });
}

void ExpansionPanel::showNoPlan() {
  stage_ = Stage::none;
  plan_.reset();
  ground_.reset();
  refresh();
}

void ExpansionPanel::showReady(plan::PlanPtr plan, Evaluations schedules, WorkingCost cost, double standingChips) {
  stage_ = Stage::ready;
  plan_ = std::move(plan);
  cost_ = cost;
  standingChips_ = standingChips;
  schedules_ = std::move(schedules);
  chosen_ = indexOf(asked_.id);
  asked_ = plan_->options[chosen_];
  ground_.reset();
  refresh();
}

/// Of the option with that id, so that an edit leaves the person where they are; else the nearest that there is.
std::size_t ExpansionPanel::indexOf(const std::string& option) const {
  for (std::size_t k = 0; k < plan_->options.size(); ++k)
    if (plan_->options[k].id == option) return k;
  return std::min(chosen_, plan_->options.size() - 1);
}

void ExpansionPanel::showWorking(plan::PlanPtr plan, WorkingStep step) {
  if (stage_ != Stage::working) beganMs_ = QDateTime::currentMSecsSinceEpoch();
  const bool isNews = stage_ != Stage::working || plan_ != plan;
  stage_ = Stage::working;
  working_ = step;
  // of another plan
  if (plan_ != plan) schedules_.clear();
  plan_ = std::move(plan);
  ground_.reset();
  isNews ? refresh() : fillState();
}

void ExpansionPanel::showProblems(const Problems& problems) {
  stage_ = Stage::refused;
  problems_ = problems;
  ground_.reset();
  refresh();
}

void ExpansionPanel::show(plan::PlanPtr plan, std::shared_ptr<const plan::Ground> ground) {
  stage_ = Stage::shown;
  plan_ = std::move(plan);
  ground_ = std::move(ground);
  held_.clear();
  spread_.reset();
  evaluations_.clear();
  for (const plan::Option& option : plan_->options)
    evaluations_.push_back(std::make_shared<const plan::Evaluation>(evaluate(*plan_, option, *ground_)));
  chosen_ = indexOf(asked_.id);
  workOut();
  settle();
  refresh();
}

void ExpansionPanel::showSpread(const std::string& fingerprint, std::shared_ptr<const plan::Spread> spread) {
  if (!evaluation_ || evaluation_->fingerprint != fingerprint || !spread || spread->samples == 0) return;
  spread_ = std::move(spread);
  shown_.showSpread(spread_);
  fillFigures();
  fillSentences();
}

void ExpansionPanel::choose(std::size_t option) {
  if (isKnown() && option < schedules_.size() && option != chosen_) {
    chosen_ = option;
    asked_ = plan_->options[option];
    return refresh();
  }
  if (stage_ != Stage::shown || option >= plan_->options.size() || option == chosen_) return;
  chosen_ = option;
  held_.clear();
  workOut();
  settle();
  const QSignalBlocker quiet(optionBox_);
  optionBox_->setCurrentIndex(int(option));
  if (tables_[options]->currentIndex().row() != int(option)) tables_[options]->selectRow(int(option));
}

void ExpansionPanel::hold(const std::string& activity, double weeks) {
  if (stage_ != Stage::shown) return;
  if (weeks == 0.0)
    held_.erase(activity);
  else
    held_[activity] = weeks;
  workOut();
}

void ExpansionPanel::reset() {
  if (stage_ != Stage::shown || (held_.empty() && !isOther_)) return;
  held_.clear();
  workOut();
  settle();
}

/// What a drag asks for: the evaluation and what is read off it at once.
void ExpansionPanel::workOut() {
  isOther_ = false;
  asked_ = plan_->options[chosen_];
  for (const auto& [activity, weeks] : held_) asked_.delays.push_back({activity, weeks});
  evaluation_ = held_.empty() ? evaluations_[chosen_]
                              : std::make_shared<const plan::Evaluation>(evaluate(*plan_, asked_, *ground_));
  spread_.reset();
  isTold_ = false;
  chart_->show(plan_, evaluation_, held_);
  shown_.show(plan_, ground_, asked_, evaluation_, evaluations_);
  fillState();
  fillFigures();
  fillSentences();
  fillChecks();
  fillDetails();
}

void ExpansionPanel::follow() {
  if (stage_ != Stage::shown || shown_.plan() != plan_ || !shown_.evaluation() || shown_.evaluation() == evaluation_)
    return;
  asked_ = shown_.option();
  evaluation_ = shown_.evaluation();
  isOther_ = asked_.id != plan_->options[chosen_].id;
  spread_.reset();
  isTold_ = false;
  chart_->show(plan_, evaluation_, isOther_ ? ExpansionChart::Held() : held_);
  fillState();
  fillFigures();
  fillSentences();
  fillChecks();
  fillDetails();
  settle();
}

void ExpansionPanel::settle() {
  if (stage_ != Stage::shown) return;
  told_ = answersOf(*plan_, asked_, *ground_, *evaluation_);
  isTold_ = true;
  fillSentences();
  fillOptions();
  fillAssumptions();
  Q_EMIT spreadWanted();
}

void ExpansionPanel::refresh() {
  if (stage_ != Stage::shown) {
    evaluation_.reset();
    evaluations_.clear();
    spread_.reset();
    held_.clear();
    shown_.clear();
    if (isKnown())
      showKnown();
    else
      chart_->clear();
  }
  fillBox();
  fillState();
  if (stage_ != Stage::shown) return;
  fillFigures();
  fillSentences();
  fillOptions();
  fillChecks();
  fillDetails();
  fillAssumptions();
}

void ExpansionPanel::point(const std::string& activity) {
  if (!plan_ || chart_->activity() == activity) return;
  chart_->selectActivity(activity);
  if (stage_ == Stage::shown) fillDetails();
}

void ExpansionPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  Q_EMIT lookedAt();
}

void ExpansionPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitSentences();
}

QStringList ExpansionPanel::said() const {
  QStringList out{state_->text(), whatIf_->text(), empty_->text(), brief_, toOrder_, answers_->text()};
  for (std::size_t f = 0; f < figures; ++f) out << values_[f]->text() << notes_[f]->text();
  return out;
}

void ExpansionPanel::goTo(const std::string& thing) {
  if (thing.empty()) return;
  for (const plan::Activity& a : evaluation_->activities)
    if (a.id == thing) {
      chart_->selectActivity(thing);
      return fillDetails();
    }
  if (!ground_->layout) return;
  if (const auto found = ground_->layout->find(thing)) {
    selection_.select(*found);
    Q_EMIT activated(*found);
  }
}

}  // namespace plenum::views
