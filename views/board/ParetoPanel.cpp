// SPDX-License-Identifier: Apache-2.0
#include "board/ParetoPanel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "panels/Parts.h"

namespace plenum::views {
namespace {

constexpr std::array<int, 3> budgets{1000, 5000, 20000};
constexpr std::size_t usualWays = 1;  // of `budgets`
constexpr int progressSteps = 1000;

std::string wordsOf(plan::Aim aim) { return std::string("optimise.aim.") + plan::wordOf(aim); }
std::size_t indexIn(plan::Aim aim) { return static_cast<std::size_t>(aim); }
/// Less is better.
double lessIsBetter(const plan::Member& member, plan::Aim aim) {
  const double value = member.values[indexIn(aim)];
  return isMoreBetter(aim) ? -value : value;
}

}  // namespace

ParetoPanel::ParetoPanel(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 4, 0, 0);
  down->setSpacing(4);
  auto* controls = new QHBoxLayout;
  controls->setContentsMargins(8, 0, 8, 0);
  controls->setSpacing(6);
  const auto box = [&](const char* nameId) {
    auto* out = new QComboBox(this);
    out->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    look_.words.follow(out, [this, out, nameId] {
      out->setAccessibleName(look_.words(nameId));
      out->setToolTip(look_.words(nameId));
    });
    return out;
  };
  ask_ = textButton(look_, "optimise.ask", this);
  stop_ = textButton(look_, "optimise.stop", this);
  budget_ = box("optimise.budget");
  progress_ = new QProgressBar(this);
  progress_->setFixedWidth(120);
  progress_->setTextVisible(false);
  progress_->setRange(0, progressSteps);
  state_ = plainLabel(look_, Theme::Type::table, Tone::dim, false, this);
  state_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  across_ = box("optimise.across");
  up_ = box("optimise.up");
  third_ = box("optimise.third");
  controls->addWidget(ask_);
  controls->addWidget(budget_);
  controls->addWidget(progress_);
  controls->addWidget(stop_);
  controls->addWidget(state_, 1);
  for (QComboBox* aim : {across_, up_, third_}) controls->addWidget(aim);
  down->addLayout(controls);

  auto* split = new QSplitter(Qt::Horizontal, this);
  split->setChildrenCollapsible(false);
  auto* left = new QWidget(split);
  auto* leftDown = new QVBoxLayout(left);
  leftDown->setContentsMargins(0, 0, 0, 0);
  leftDown->setSpacing(2);
  view_ = new ParetoView(look_, left);
  look_.words.follow(view_, [this] { view_->setAccessibleName(look_.words("optimise.view")); });
  slider_ = new QSlider(Qt::Horizontal, left);
  look_.words.follow(slider_, [this] { slider_->setAccessibleName(look_.words("optimise.slider")); });
  leftDown->addWidget(view_, 1);
  leftDown->addWidget(slider_);
  auto* right = new QWidget(split);
  auto* rightDown = new QVBoxLayout(right);
  rightDown->setContentsMargins(4, 0, 8, 4);
  rightDown->setSpacing(4);
  way_ = plainLabel(look_, Theme::Type::title, Tone::text, true, right);
  way_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  model_ =
      new AnswerModel(look_,
                      {AnswerModel::Column{"optimise.column.aim"}, AnswerModel::Column{"optimise.column.way", true},
                       AnswerModel::Column{"optimise.column.given", true}},
                      this);
  table_ = new QTableView(right);
  dress(*table_, look_, "optimise.table");
  table_->setModel(model_);
  table_->setSortingEnabled(false);
  table_->verticalHeader()->setDefaultSectionSize(22);
  differences_ = plainLabel(look_, Theme::Type::table, Tone::text, false, right);
  differences_->setWordWrap(true);
  differences_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  differences_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* area = new QScrollArea(right);
  area->setFrameShape(QFrame::NoFrame);
  area->setWidgetResizable(true);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setWidget(differences_);
  take_ = textButton(look_, "optimise.take", right);
  back_ = textButton(look_, "optimise.back", right);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(take_);
  buttons->addWidget(back_);
  buttons->addStretch(1);
  rightDown->addWidget(way_);
  rightDown->addWidget(table_, 3);
  rightDown->addWidget(area, 2);
  rightDown->addLayout(buttons);
  split->addWidget(left);
  split->addWidget(right);
  split->setStretchFactor(0, 3);
  split->setStretchFactor(1, 2);
  body_ = split;
  down->addWidget(split, 1);

  connect(ask_, &QPushButton::clicked, this, [this] { Q_EMIT asked(budget()); });
  connect(stop_, &QPushButton::clicked, this, &ParetoPanel::stopAsked);
  connect(take_, &QPushButton::clicked, this, [this] {
    if (chosen_ >= 0) Q_EMIT takeAsked(chosen_);
  });
  connect(back_, &QPushButton::clicked, this, [this] { choose(-1); });
  connect(view_, &ParetoView::chosen, this, &ParetoPanel::choose);
  connect(slider_, &QSlider::valueChanged, this, &ParetoPanel::choose);
  for (QComboBox* aim : {across_, up_, third_})
    connect(aim, &QComboBox::currentIndexChanged, this, [this] { fillPicture(); });
  look_.words.follow(this, [this] {
    fillBoxes();
    refresh();
  });
}

int ParetoPanel::budget() const {
  return budgets[std::size_t(std::clamp(budget_->currentIndex(), 0, int(budgets.size()) - 1))];
}

plan::Aim ParetoPanel::aimOf(const QComboBox& box) const { return plan::Aim(std::max(0, box.currentData().toInt())); }

void ParetoPanel::fillBoxes() {
  const QSignalBlocker quiet(budget_);
  const int kept = budget_->count() > 0 ? budget_->currentIndex() : int(usualWays);
  budget_->clear();
  for (const int count : budgets)
    budget_->addItem(look_.words("optimise.ways", {{"count", look_.format.count(count).toStdString()}}));
  budget_->setCurrentIndex(kept);
  int first = 0;
  for (QComboBox* box : {across_, up_, third_}) {
    const QSignalBlocker still(box);
    const int was = box->count() > 0 ? box->currentIndex() : first;
    box->clear();
    for (const plan::Aim aim : set_ ? set_->aims : plan::OptimiseOptions{}.aims)
      box->addItem(look_.words(wordsOf(aim).c_str()), int(aim));
    box->setCurrentIndex(std::min(was, box->count() - 1));
    ++first;
  }
}

void ParetoPanel::showNothing() {
  stage_ = Stage::none;
  set_.reset();
  trouble_.clear();
  refresh();
}

void ParetoPanel::showReady(const Name& option) {
  stage_ = Stage::ready;
  option_ = option;
  set_.reset();
  trouble_.clear();
  refresh();
}

void ParetoPanel::showWorking(double share, std::size_t found) {
  const bool isNew = stage_ != Stage::working;
  stage_ = Stage::working;
  share_ = share, found_ = found;
  if (isNew) set_.reset();
  refresh();
}

void ParetoPanel::show(plan::PlanPtr plan, const Name& option, std::shared_ptr<const plan::Pareto> set) {
  stage_ = Stage::shown;
  plan_ = std::move(plan);
  option_ = option;
  set_ = std::move(set);
  trouble_.clear();
  chosen_ = -1;
  {
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, std::max(0, int(set_->members.size()) - 1));
    slider_->setValue(int(set_->knee));
  }
  fillBoxes();
  refresh();
}

void ParetoPanel::showProblems(const Problems& problems) {
  stage_ = set_ ? Stage::shown : Stage::ready;
  trouble_ = problems.empty() ? QString() : look_.words(problems.front().what);
  refresh();
}

void ParetoPanel::choose(int member) {
  if (!set_ || stage_ != Stage::shown || member >= int(set_->members.size()) || member == chosen_) return;
  chosen_ = std::max(-1, member);
  if (chosen_ >= 0) {
    const QSignalBlocker quiet(slider_);
    slider_->setValue(chosen_);
  }
  view_->choose(chosen_);
  fillTable();
  Q_EMIT wayChosen(chosen_);
}

QString ParetoPanel::valueText(plan::Aim aim, double value) const {
  switch (aim) {
    case plan::Aim::goal:
      return value >= plan_->months
                 ? Format::dash()
                 : QString::fromStdString(textOf(plan::firstOfMonth(plan_->from, int(value))).substr(0, 7));
    case plan::Aim::npv:
    case plan::Aim::capex:
      return look_.format.fixed(value * 1e-8, 2);
    case plan::Aim::tco:
    case plan::Aim::pue:
    case plan::Aim::water:
      return look_.format.fixed(value, 3);
    case plan::Aim::slip:
      return look_.format.fixed(value, 1);
    case plan::Aim::early:
      break;
  }
  return look_.format.fixed(value, 0);
}

void ParetoPanel::refresh() {
  const bool isShown = stage_ == Stage::shown && set_, isWorking = stage_ == Stage::working;
  ask_->setVisible(!isWorking);
  ask_->setEnabled(stage_ != Stage::none);
  budget_->setVisible(!isWorking);
  progress_->setVisible(isWorking);
  progress_->setValue(int(share_ * progressSteps));
  stop_->setVisible(isWorking);
  body_->setEnabled(isShown);
  slider_->setVisible(isShown);
  table_->setVisible(isShown);
  for (QComboBox* box : {across_, up_, third_}) box->setVisible(isShown);
  const std::string option = option_.in(look_.words.isChinese());
  QString state;
  if (!trouble_.isEmpty())
    state = trouble_;
  else if (stage_ == Stage::none)
    state = look_.words("optimise.state.none");
  else if (stage_ == Stage::ready)
    state = look_.words("optimise.state.ready", {{"option", option}});
  else if (isWorking)
    state = look_.words("optimise.state.working", {{"found", std::to_string(found_)}});
  else if (isShown)
    state = look_.words(!set_->isComplete    ? "optimise.state.stopped"
                        : set_->isExhaustive ? "optimise.state.all"
                                             : "optimise.state.shown",
                        {{"count", look_.format.count(set_->evaluations).toStdString()},
                         {"found", std::to_string(set_->found)},
                         {"shown", std::to_string(set_->members.size())},
                         {"option", option}});
  state_->setText(state);
  state_->setToolTip(state);
  fillPicture();
  fillTable();
}

void ParetoPanel::fillPicture() {
  ParetoView::Picture out;
  if (stage_ == Stage::shown && set_ && plan_) {
    const plan::Aim across = aimOf(*across_), up = aimOf(*up_), third = aimOf(*third_);
    double best = 1e300, worst = -1e300;
    // axes run as numbers do, whichever end is better
    const auto ends = [&](plan::Aim aim) {
      double low = 1e300, high = -1e300;
      for (const plan::Member& m : set_->members)
        low = std::min(low, m.values[indexIn(aim)]), high = std::max(high, m.values[indexIn(aim)]);
      return std::pair{valueText(aim, low), valueText(aim, high)};
    };
    const auto range = [&](plan::Aim aim) {
      best = 1e300, worst = -1e300;
      for (const plan::Member& m : set_->members)
        best = std::min(best, lessIsBetter(m, aim)), worst = std::max(worst, lessIsBetter(m, aim));
      const double sign = isMoreBetter(aim) ? -1.0 : 1.0;
      return std::pair{valueText(aim, sign * best), valueText(aim, sign * worst)};
    };
    std::tie(out.acrossLow, out.acrossHigh) = ends(across);
    std::tie(out.upLow, out.upHigh) = ends(up);
    std::tie(out.thirdBest, out.thirdWorst) = range(third);
    const auto point = [&](const plan::Member& m) {
      ParetoView::Point p;
      p.across = m.values[indexIn(across)], p.up = m.values[indexIn(up)];
      p.third = worst > best ? (worst - lessIsBetter(m, third)) / (worst - best) : 1.0;
      QStringList said;
      for (const plan::Aim aim : set_->aims)
        said << look_.words(wordsOf(aim).c_str()) + QStringLiteral(" ") + valueText(aim, m.values[indexIn(aim)]);
      p.name = said.join(QStringLiteral("\n"));
      return p;
    };
    for (const plan::Member& m : set_->members) out.points.push_back(point(m));
    out.given = point(set_->given);
    out.hasGiven = true;
    out.knee = int(set_->knee);
    out.chosen = chosen_;
    out.acrossName = look_.words(wordsOf(across).c_str());
    out.upName = look_.words(wordsOf(up).c_str());
    out.thirdName = look_.words(wordsOf(third).c_str());
    out.givenName = look_.words("optimise.as-given");
    out.kneeName = look_.words("optimise.knee");
  }
  view_->show(std::move(out));
}

void ParetoPanel::fillTable() {
  const bool isShown = stage_ == Stage::shown && set_ && plan_;
  const bool isWay = isShown && chosen_ >= 0;
  take_->setVisible(isShown);
  back_->setVisible(isShown);
  take_->setEnabled(isWay && !set_->members[std::size_t(chosen_)].isAsGiven);
  back_->setEnabled(isWay);
  std::vector<AnswerModel::Row> rows;
  if (!isShown) {
    model_->show(rows);
    way_->setText({});
    return differences_->setText(look_.words("optimise.what"));
  }
  const plan::Member& member = isWay ? set_->members[std::size_t(chosen_)] : set_->given;
  way_->setText(
      isWay ? look_.words(chosen_ == int(set_->knee) ? "optimise.way.knee" : "optimise.way",
                          {{"number", std::to_string(chosen_ + 1)}, {"all", std::to_string(set_->members.size())}})
            : look_.words("optimise.as-given"));
  for (std::size_t a = 0; a < plan::aims; ++a) {
    const auto aim = plan::Aim(a);
    AnswerModel::Row row;
    row.cells = {{look_.words(wordsOf(aim).c_str()), 0.0},
                 {valueText(aim, member.values[a]), member.values[a]},
                 {valueText(aim, set_->given.values[a]), set_->given.values[a]}};
    const double now = lessIsBetter(member, aim), was = lessIsBetter(set_->given, aim);
    if (resolved(aim, now) > resolved(aim, was)) row.weight = AnswerModel::Weight::warning;
    rows.push_back(std::move(row));
  }
  model_->show(std::move(rows));
  table_->resizeColumnsToContents();
  QStringList said;
  for (const Text& text : member.differences) said << QStringLiteral("• ") + look_.words(text);
  if (said.isEmpty()) said << look_.words("optimise.choose");
  if (set_->members.front().missingChips > 0.0)
    said.prepend(
        look_.words("optimise.out-of-reach",
                    {{"chips", look_.format.count(qint64(set_->members.front().missingChips)).toStdString()}}));
  differences_->setText(said.join(QStringLiteral("\n")));
}

}  // namespace plenum::views
