// SPDX-License-Identifier: Apache-2.0
#include "panels/ScalePanel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "charts/Choice.h"
#include "panels/ControlColumn.h"
#include "panels/Parts.h"
#include "panels/ScaleNames.h"

namespace plenum::views {

namespace {

using study::Limit;
using study::Pace;
using study::ScalePoint;
using study::ScaleWish;

constexpr int lookMs = 3000;
constexpr std::uint32_t smallest = 1024, largest = 100'000, before = 10'000;
constexpr int sizeSteps = 200, curvePoints = 41;
constexpr std::uint32_t group = 512;
constexpr int capSteps = 10, percentPerCap = 5;  // of full power
constexpr double tokensPerParameter = 20.0;
constexpr double leastTold = 0.05;  // of a loss, to be named in the sentence
constexpr double firstPue = 1.2;    // until the run has one
constexpr std::array<const char*, 3> failureSets{"llama3-", "rsc1-", "rsc2-"};
std::uint32_t sizeOf(int step) {
  const double chips = smallest * std::pow(double(largest) / smallest, double(step) / sizeSteps);
  // whole groups while few chips are many of a group; then as people speak of sizes
  const double unit = chips < 8000.0 ? 256.0 : chips < 20'000.0 ? 100.0 : 1000.0;
  return static_cast<std::uint32_t>(std::round(chips / unit) * unit);
}
int stepOf(double chips) {
  return int(std::lround(sizeSteps * std::log(chips / smallest) / std::log(double(largest) / smallest)));
}

}  // namespace

ScalePanel::ScalePanel(Look& look, FrameClock& clock, QWidget* parent) : QWidget(parent), look_(look), clock_(clock) {
  view_ = new ScaleView(look, this);
  answer_ = plainLabel(look_, Theme::Type::body, Tone::text, true, this);
  point_ = plainLabel(look_, Theme::Type::table, Tone::text, false, this);
  caution_ = plainLabel(look_, Theme::Type::caption, Tone::dim, false, this);
  cost_ = new ScaleCost(look_, this);
  for (QLabel* said : {answer_, point_, caution_}) {
    scale::wrap(*said);
    said->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  auto* area = new ControlColumn(this);
  buildControls(area->content());
  auto* said = new QVBoxLayout;
  said->setContentsMargins(10, 4, 10, 0);
  said->addWidget(answer_);
  auto* under = new QVBoxLayout;
  under->setContentsMargins(10, 0, 10, 4);
  under->setSpacing(2);
  under->addWidget(point_);
  under->addWidget(cost_);
  auto* down = new QVBoxLayout;
  down->setSpacing(0);
  down->addLayout(said);
  down->addWidget(view_, 1);
  down->addLayout(under);
  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(0, 0, 0, 0);
  across->setSpacing(0);
  across->addLayout(down, 1);
  across->addWidget(area);

  look_.words.follow(this, [this] {
    fillChoices();
    refresh();
  });
  look_.followTheme(this, [this] { refresh(); });
  connect(view_, &ScaleView::picked, this, [this](double chips) { size_->setValue(stepOf(chips)); });
  connect(&clock, &FrameClock::storyChanged, this, [this] { campus_.reset(); });
  timer_.setInterval(lookMs);
  connect(&timer_, &QTimer::timeout, this, &ScalePanel::look);
}

void ScalePanel::addChoice(QGridLayout& grid, Choice which, const char* textId) {
  const int row = grid.rowCount();
  auto* box = new QComboBox(this);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(18);
  look_.words.follow(box, [this, box, textId] { box->setAccessibleName(look_.words(textId)); });
  look_.followTheme(box, [this, box] { box->setFont(look_.theme.font(Theme::Type::table)); });
  choices_[which] = box;
  grid.addWidget(label(look_, textId, Theme::Type::table, Tone::text, this), row, 0);
  grid.addWidget(box, row, 1, 1, 2);
  connect(box, &QComboBox::currentIndexChanged, this, &ScalePanel::refresh);
}

void ScalePanel::buildControls(QWidget* column) {
  auto* down = new QVBoxLayout(column);
  down->setContentsMargins(10, 4, 6, 6);
  down->setSpacing(Theme::gap);
  auto* grid = new QGridLayout;
  grid->setSpacing(Theme::gap);
  const auto addSlider = [&](const char* textId, int steps, QLabel*& value) {
    const int row = grid->rowCount();
    auto* slider = new QSlider(Qt::Horizontal, this);
    slider->setRange(0, steps);
    slider->setMinimumWidth(100);
    look_.words.follow(slider, [this, slider, textId] { slider->setAccessibleName(look_.words(textId)); });
    value = plainLabel(look_, Theme::Type::table, Tone::dim, false, this);
    value->setMinimumWidth(56);
    grid->addWidget(label(look_, textId, Theme::Type::table, Tone::text, this), row, 0);
    grid->addWidget(slider, row, 1);
    grid->addWidget(value, row, 2);
    return slider;
  };
  size_ = addSlider("scale.size", sizeSteps, sizeText_);
  size_->setValue(sizeSteps);
  addChoice(*grid, model, "scale.model");
  addChoice(*grid, stack, "scale.stack");
  addChoice(*grid, recovery, "scale.recovery");
  addChoice(*grid, batch, "scale.batch");
  addChoice(*grid, failures, "scale.failures");
  cap_ = addSlider("scale.power-cap", capSteps, capText_);
  asItRuns_ = new QCheckBox(this);
  shared_ = new QCheckBox(this);
  grid->addWidget(shared_, grid->rowCount(), 0, 1, 3);
  grid->addWidget(asItRuns_, grid->rowCount(), 0, 1, 3);
  down->addLayout(grid);
  down->addWidget(line(column));
  down->addWidget(label(look_, "scale.limits.title", Theme::Type::table, Tone::dim, column));
  limits_ = new QVBoxLayout;
  limits_->setSpacing(1);
  down->addLayout(limits_);
  down->addWidget(line(column));
  down->addWidget(label(look_, "scale.assumptions.title", Theme::Type::table, Tone::dim, column));
  assumptions_ = new QVBoxLayout;
  assumptions_->setSpacing(1);
  down->addLayout(assumptions_);
  down->addWidget(caution_);
  down->addStretch(1);
  look_.words.follow(asItRuns_, [this] {
    shared_->setText(look_.words("scale.optimiser"));
    shared_->setToolTip(look_.words("cli.option.scaleShare"));
    asItRuns_->setText(look_.words("scale.as-it-runs"));
    asItRuns_->setToolTip(look_.words("scale.as-it-runs.hint"));
  });
  look_.followTheme(asItRuns_, [this] {
    for (QCheckBox* box : {shared_, asItRuns_}) box->setFont(look_.theme.font(Theme::Type::table));
  });
  connect(shared_, &QCheckBox::toggled, this, &ScalePanel::refresh);
  connect(size_, &QSlider::valueChanged, this, &ScalePanel::refresh);
  connect(cap_, &QSlider::valueChanged, this, &ScalePanel::refresh);
  connect(asItRuns_, &QCheckBox::toggled, this, [this] {
    look();
    showStairs();
  });
}

void ScalePanel::begin(LayoutPtr layout, std::shared_ptr<const Setting> setting, const plan::Defaults* defaults) {
  layout_ = std::move(layout), setting_ = std::move(setting);
  defaults_ = defaults;
  campus_.reset();
  pue_ = 0.0;
  fillChoices();
  refresh();
}

void ScalePanel::fillChoices() {
  const auto fill = [this](Choice which, const std::vector<std::pair<QString, QString>>& rows, const char* first) {
    QComboBox& box = *choices_[which];
    const QSignalBlocker quiet(&box);
    const QString kept = box.currentIndex() < 0 ? QString::fromLatin1(first) : box.currentData().toString();
    box.clear();
    for (const auto& [text, key] : rows) box.addItem(text, key);
    box.setCurrentIndex(std::max(0, box.findData(kept)));
  };
  std::vector<std::pair<QString, QString>> rows;
  if (layout_ && layout_->site) {
    const Catalog& catalog = *layout_->site->catalog;
    for (const std::string& key : catalog.ids<AiModelSpec>())
      rows.emplace_back(look_.words(catalog.find<AiModelSpec>(key)->name), QString::fromStdString(key));
    fill(model, rows, "llama-3-405b");
    rows.clear();
    for (const std::string& key : catalog.ids<TrainingStackSpec>())
      rows.emplace_back(look_.words(catalog.find<TrainingStackSpec>(key)->name), QString::fromStdString(key));
    fill(stack, rows, "modern");
  }
  rows.clear();
  for (std::size_t p = 0; p < scale::paceNames.size(); ++p)
    rows.emplace_back(
        look_.words("scale.pace.line",
                    {{"pace", look_.words(scale::id("scale.pace.", scale::paceNames[p]).c_str()).toStdString()},
                     {"write", look_.format.fixed(study::recoveries[p].writeS, 0).toStdString()},
                     {"restart", look_.format.fixed(study::recoveries[p].restartS, 0).toStdString()}}),
        QString::fromLatin1(scale::paceNames[p]));
  fill(recovery, rows, "mid");
  fill(batch,
       {{look_.words("scale.batch.strong"), QStringLiteral("strong")},
        {look_.words("scale.batch.weak"), QStringLiteral("weak")}},
       "strong");
  rows.clear();
  for (const char* set : failureSets)
    rows.emplace_back(look_.words(scale::id("scale.failures.", set).c_str()), QString::fromLatin1(set));
  fill(failures, rows, "llama3-");
}

std::uint32_t ScalePanel::chips() const { return sizeOf(size_->value()); }

GangClocks ScalePanel::clocks() const {
  GangClocks out;
  if (campus_) out = study::clocksOf(*campus_);
  const double share = 1.0 - cap_->value() * percentPerCap / 100.0;
  if (cap_->value() > 0 && wish_) {
    // P = idle + (tdp − idle) · f^γ (workload.md 9.1), at full use
    const double idle = wish_->chip.idle.si, tdp = wish_->chip.tdp.si;
    const double f = std::pow(std::max(0.0, (share * tdp - idle) / (tdp - idle)), 1.0 / wish_->chip.dvfsExponent);
    out.cap = std::min(out.cap, std::max(f, wish_->chip.minFrequency.si));
  }
  return out;
}

void ScalePanel::look() {
  const FramePtr& frame = clock_.frame();
  if (!frame || !setting_ || !layout_) return;
  campus_ = study::efficiencyOf(*frame, setting_->scenario);
  if (frame->metrics.pue > 1.0) pue_ = frame->metrics.pue;
  refresh();
}

void ScalePanel::refresh() {
  wish_.reset();
  points_.clear();
  for (QComboBox* box : choices_)
    if (box != nullptr) box->setToolTip(box->currentText());
  sizeText_->setText(look_.format.count(chips()));
  capText_->setText(cap_->value() == 0
                        ? look_.words("scale.power-cap.none")
                        : look_.format.fixed(100.0 - cap_->value() * percentPerCap, 0) + QStringLiteral("\u202f%"));
  if (layout_ && setting_ && choices_[model]->count() > 0) {
    const auto key = [this](Choice which) { return choices_[which]->currentData().toString().toStdString(); };
    auto wish = study::scaleWishOf(*layout_, key(model), key(stack), key(failures));
    if (wish) {
      wish_ = *wish;
      wish_->pace = static_cast<Pace>(std::max(0, choices_[recovery]->currentIndex()));
      wish_->scaling = key(batch) == "weak" ? ScaleWish::Scaling::weak : ScaleWish::Scaling::strong;
      wish_->isOptimiserShared = shared_->isChecked();
      wish_->clocks = clocks();
    } else {
      view_->setEmptyText(look_.words(wish.problems().front().what));
    }
  }
  if (wish_) {
    for (int i = 0; i < curvePoints; ++i) {
      const auto size = static_cast<std::uint32_t>(
          std::lround(smallest * std::pow(double(largest) / smallest, double(i) / (curvePoints - 1))));
      // whole groups, so that the curve shows growth and not what a size happens to be divided by
      const ScalePoint point =
          study::scaleAt(*wish_, i + 1 < curvePoints ? (size + group / 2) / group * group : largest);
      if (point.fits && (points_.empty() || point.chips > points_.back().chips)) points_.push_back(point);
    }
    before_ = study::scaleAt(*wish_, before), after_ = study::scaleAt(*wish_, largest);
    now_ = study::scaleAt(*wish_, chips());
  }
  ScaleView::Curve curve;
  for (const ScalePoint& p : points_)
    curve.points.push_back(
        {double(p.chips), p.realised, p.ofAll.low, p.ofAll.high, p.ofRecovery.low, p.ofRecovery.high});
  curve.campus = layout_ ? layout_->chips : 0.0;
  curve.chosen = chips();
  view_->show(std::move(curve));
  if (wish_ && points_.empty())
    view_->setEmptyText(look_.words("scale.fits-not", {{"chips", std::to_string(largest)}}));
  showAnswer();
  showPoint();
  showCost();
  showStairs();
  showLimits();
  showAssumptions();
}

void ScalePanel::showAnswer() {
  answer_->clear();
  caution_->clear();
  if (!wish_ || !before_.fits || !after_.fits) return;
  const auto percent = [this](double share, int decimals) {
    return look_.format.fixed(100.0 * share, decimals).toStdString();
  };
  QString text = look_.words(after_.realised < before_.realised ? "scale.answer" : "scale.answer.holds",
                             {{"from", look_.format.count(before_.chips).toStdString()},
                              {"to", look_.format.count(after_.chips).toStdString()},
                              {"mark", after_.isExtrapolated ? look_.words("scale.answer.mark").toStdString() : ""},
                              {"before", percent(before_.realised, 1)},
                              {"after", percent(after_.realised, 1)},
                              {"low", percent(after_.ofAll.low, 0)},
                              {"high", percent(after_.ofAll.high, 0)}});
  const auto shares = study::lossShares(before_, after_);
  const bool isChinese = look_.words.isChinese();
  bool isFirst = true;
  for (const study::LossShare& one : shares) {
    if (one.share < leastTold) break;
    text += isFirst ? QLatin1String(isChinese ? "" : " ") : isChinese ? QStringLiteral("，") : QStringLiteral(", ");
    text += look_.words(
        isFirst ? "scale.share" : "scale.share.more",
        {{"share", percent(one.share, 0)},
         {"cause",
          look_.words(scale::id("scale.loss.", scale::lossNames[std::size_t(one.loss)]).c_str()).toStdString()}});
    isFirst = false;
  }
  if (!isFirst) text += isChinese ? QStringLiteral("。") : QStringLiteral(".");
  answer_->setText(text);
  view_->describe(look_.words("scale.view.described", {{"answer", text.toStdString()},
                                                       {"chips", look_.format.count(now_.chips).toStdString()},
                                                       {"realised", percent(now_.realised, 1)},
                                                       {"low", percent(now_.ofAll.low, 0)},
                                                       {"high", percent(now_.ofAll.high, 0)}}));
}

void ScalePanel::showPoint() {
  point_->clear();
  if (!wish_) return;
  if (!now_.fits) {
    point_->setText(look_.words("scale.fits-not", {{"chips", look_.format.count(chips()).toStdString()}}));
    return;
  }
  const auto fixed = [this](double value, int decimals) { return look_.format.fixed(value, decimals).toStdString(); };
  const double effective = now_.effective[static_cast<std::size_t>(wish_->pace)];
  point_->setText(look_.words("scale.point", {{"chips", look_.format.count(now_.chips).toStdString()},
                                              {"mfu", fixed(100.0 * now_.step.mfu, 1)},
                                              {"ettr", fixed(100.0 * effective, 1)},
                                              {"realised", fixed(100.0 * now_.realised, 1)},
                                              {"tensor", std::to_string(now_.tensor)},
                                              {"pipeline", std::to_string(now_.pipeline)},
                                              {"data", std::to_string(now_.step.data)},
                                              {"mttf", look_.format.duration(now_.meanToFailureS).toStdString()},
                                              {"step", look_.format.significant(now_.step.stepS, 3).toStdString()}}));
}

void ScalePanel::showCost() {
  const FramePtr& frame = clock_.frame();
  const study::ServingWorth serving = frame ? study::servingWorth(*frame, defaults_) : study::ServingWorth{};
  if (!wish_ || !now_.fits) return cost_->show(std::nullopt, serving);
  ScaleCost::Run shown;
  shown.isPueAssumed = !(pue_ > 1.0);
  shown.pue = shown.isPueAssumed ? firstPue : pue_;
  shown.run = study::runOf(*wish_, now_, study::surroundingsOf(*layout_, *setting_, shown.pue),
                           tokensPerParameter * 1e9 * wish_->model.parametersB);
  if (defaults_ != nullptr)
    shown.owned = study::ownershipOf(*defaults_, wish_->chip.id, now_.chips, shown.run.facilityW / shown.pue / 1e6,
                                     shown.run.days);
  cost_->show(shown, serving);
  QString caution = look_.words("scale.extrapolated");
  if (wish_->stack.id == "modern") caution += QLatin1Char(' ') + look_.words("scale.unknown-kernel");
  if (!wish_->fabric) caution += QLatin1Char(' ') + look_.words("scale.no-fabric");
  caution_->setText(caution + QLatin1Char(' ') + look_.words(shown.owned ? "scale.cost.note" : "scale.not-counted"));
}

void ScalePanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  look();
  timer_.start();
}

void ScalePanel::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  timer_.stop();
}

}  // namespace plenum::views
