// SPDX-License-Identifier: Apache-2.0
#include "panels/HeartbeatPanel.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "charts/Choice.h"
#include "live/Naming.h"
#include "panels/ControlColumn.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

using study::Heartbeat;
using Chain = Heartbeat::Chain;

constexpr int turnMs = 40;
constexpr qint64 followMs = 250, figuresMs = 600;
constexpr std::size_t mostSamples = 100;  // of one turn: after a stall it goes on, it does not catch up
constexpr double mega = 1e6;
constexpr int rampSteps = 60, percent = 100;
constexpr double largestRackJ = 1000.0, storageHours = 0.5;

/// 0 is off; then from half of the firm capacity a second down to a two-thousandth.
double rampOf(int value, double firmW) {
  if (value <= 0) return std::numeric_limits<double>::infinity();
  return 0.5 * firmW * std::pow(1e-3, double(value - 1) / (rampSteps - 1));
}

/// What of the selected thing swings: a chip's rack, a row's hall, a power device itself.
EntityRef placeOf(const Layout& layout, EntityRef entity) {
  if (entity.kind == Kind::campus || !isIn(layout, entity)) return {};
  if (entity.kind == Kind::powerDevice) return {Kind::powerDevice, entity.index, 0};
  if (entity.kind == Kind::chip) return {Kind::rack, layout.rackOfChip(entity.index), 0};
  EntityRef found;
  for (const EntityRef step : pathTo(layout, entity))
    if (step.kind == Kind::rack || step.kind == Kind::hall) found = {step.kind, step.index, 0};
  return found;
}

}  // namespace

HeartbeatPanel::HeartbeatPanel(Look& look, FrameClock& clock, Selection& selection, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock), selection_(selection) {
  view_ = new PulseView(look, this);
  auto* area = new ControlColumn(this);
  buildControls(area->content());
  // what came of it stands under the picture: it must be seen while a slider is moved
  auto* strip = new QGridLayout;
  strip->setContentsMargins(10, 0, 6, 4);
  strip->setHorizontalSpacing(3 * Theme::gap);
  strip->setVerticalSpacing(0);
  for (std::size_t i = 0; i < verdicts_.size(); ++i) {
    verdicts_[i] = plainLabel(look_, Theme::Type::table, Tone::text, false, this);
    verdicts_[i]->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    strip->addWidget(verdicts_[i], int(i % 2), int(i / 2));
  }
  cost_ = plainLabel(look_, Theme::Type::table, Tone::text, true, this);
  cost_->setWordWrap(true);
  cost_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  strip->addWidget(cost_, 0, 2, 2, 1);
  for (int c = 0; c < 3; ++c) strip->setColumnStretch(c, c == 1 ? 6 : 5);
  auto* down = new QVBoxLayout;
  down->setSpacing(0);
  down->addWidget(view_, 1);
  down->addLayout(strip);
  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(0, 0, 0, 0);
  across->setSpacing(0);
  across->addLayout(down, 1);
  across->addWidget(area);

  look_.words.follow(this, [this] {
    fillChoice();
    refresh();
    refreshFigures();
  });
  look_.followTheme(this, [this] { refreshFigures(); });
  connect(&selection, &Selection::changed, this, [this] {
    choice_->setCurrentIndex(0);
    refresh();
  });
  connect(&clock, &FrameClock::storyChanged, this, [this] { followed_.reset(); });
  connect(&speaker_, &PulseSpeaker::gaveUp, this, [this] { sound_->setChecked(false); });
  timer_.setInterval(turnMs);
  connect(&timer_, &QTimer::timeout, this, &HeartbeatPanel::turn);
}

void HeartbeatPanel::addSlide(QGridLayout& grid, Slide which, const char* textId, int steps) {
  const int row = grid.rowCount();
  auto* slider = new QSlider(Qt::Horizontal, this);
  slider->setRange(0, steps);
  slider->setMinimumWidth(90);
  look_.words.follow(slider, [this, slider, textId] {
    slider->setAccessibleName(look_.words(textId));
    slider->setToolTip(look_.words((std::string(textId) + ".hint").c_str()));
  });
  sliders_[which] = slider;
  values_[which] = plainLabel(look_, Theme::Type::table, Tone::dim, false, this);
  values_[which]->setMinimumWidth(78);
  grid.addWidget(label(look_, textId, Theme::Type::table, Tone::text, this), row, 0);
  grid.addWidget(slider, row, 1);
  grid.addWidget(values_[which], row, 2);
  connect(slider, &QSlider::valueChanged, this, &HeartbeatPanel::change);
}

void HeartbeatPanel::addLimit(QGridLayout& grid, Limit which, const char* textId, double most, int decimals) {
  const int row = grid.rowCount();
  auto* box = new QDoubleSpinBox(this);
  box->setRange(0.0, most);
  box->setDecimals(decimals);
  box->setKeyboardTracking(false);
  look_.words.follow(box, [this, box, textId] {
    box->setAccessibleName(look_.words(textId));
    box->setToolTip(look_.words("heartbeat.assumed"));
  });
  limits_[which] = box;
  grid.addWidget(label(look_, textId, Theme::Type::table, Tone::text, this), row, 0);
  grid.addWidget(box, row, 1, 1, 2);
  connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
    code_.rampUpWPerS = code_.rampDownWPerS = limits_[rampLimit]->value() * mega;
    code_.rangeW = limits_[rangeLimit]->value() * mega;
    code_.bandShare = limits_[shareLimit]->value() / percent;
    isCodeAssumed_ = false;
    refreshFigures();
    refresh();
  });
}

void HeartbeatPanel::buildControls(QWidget* column) {
  auto* down = new QVBoxLayout(column);
  down->setContentsMargins(10, 4, 6, 6);
  down->setSpacing(Theme::gap);
  choice_ = new QComboBox(this);
  choice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  choice_->setMinimumContentsLength(12);
  sound_ = new QCheckBox(this);
  down->addWidget(choice_);

  auto* grid = new QGridLayout;
  grid->setSpacing(Theme::gap);
  addSlide(*grid, floor, "heartbeat.floor", 95);
  addSlide(*grid, ramp, "heartbeat.ramp", rampSteps);
  addSlide(*grid, hold, "heartbeat.hold", 50);
  addSlide(*grid, rackStore, "heartbeat.rack", percent);
  addSlide(*grid, storage, "heartbeat.bess", percent);
  stagger_ = new QCheckBox(this);
  inStep_ = new QCheckBox(this);
  grid->addWidget(stagger_, grid->rowCount(), 0, 1, 3);
  grid->addWidget(inStep_, grid->rowCount(), 0, 1, 3);
  grid->addWidget(sound_, grid->rowCount(), 0, 1, 3);
  down->addLayout(grid);
  auto* asked = new QGridLayout;
  asked->setSpacing(Theme::gap);
  addLimit(*asked, rampLimit, "heartbeat.limit.ramp", 1e5, 3);
  addLimit(*asked, rangeLimit, "heartbeat.limit.range-mw", 1e5, 3);
  addLimit(*asked, shareLimit, "heartbeat.limit.share", 100.0, 2);
  down->addLayout(asked);
  note_ = plainLabel(look_, Theme::Type::caption, Tone::dim, false, this);
  note_->setWordWrap(true);
  down->addWidget(note_);
  down->addStretch(1);

  for (QCheckBox* box : {stagger_, inStep_}) connect(box, &QCheckBox::toggled, this, &HeartbeatPanel::change);
  connect(choice_, &QComboBox::currentIndexChanged, this, &HeartbeatPanel::refresh);
  connect(sound_, &QCheckBox::toggled, this, [this](bool isOn) { isOn ? speaker_.start() : speaker_.stop(); });
  look_.words.follow(column, [this] {
    stagger_->setText(look_.words("heartbeat.stagger"));
    inStep_->setText(look_.words("heartbeat.in-step"));
    sound_->setText(look_.words("heartbeat.sound"));
    const bool isPossible = PulseSpeaker::isPossible();
    sound_->setEnabled(isPossible);
    sound_->setToolTip(look_.words(isPossible ? "heartbeat.sound.hint" : "heartbeat.sound.none"));
    choice_->setAccessibleName(look_.words("heartbeat.choice"));
    choice_->setToolTip(look_.words("heartbeat.choice"));
  });
  look_.followTheme(column, [this] {
    for (QWidget* widget : std::initializer_list<QWidget*>{stagger_, inStep_, sound_})
      widget->setFont(look_.theme.font(Theme::Type::table));
  });
}

void HeartbeatPanel::begin(const Scenario& scenario, const Layout& layout) {
  heart_ = std::make_unique<Heartbeat>(scenario);
  followed_.reset();
  code_ = study::assumedCode(layout);
  isCodeAssumed_ = true;
  firmW_ = code_.rangeW * 10.0;
  const std::array<double, limits> shown{code_.rampUpWPerS / mega, code_.rangeW / mega, code_.bandShare * percent};
  for (std::size_t i = 0; i < limits; ++i) {
    const QSignalBlocker quiet(limits_[i]);
    limits_[i]->setValue(shown[i]);
  }
  change();
}

study::HeartbeatWish HeartbeatPanel::wish() const {
  study::HeartbeatWish out;
  out.floor = sliders_[floor]->value() / double(percent);
  out.rampWPerS = rampOf(sliders_[ramp]->value(), firmW_);
  out.holdS = sliders_[hold]->value() / 10.0;
  // fine below, where the store of a supply is, coarse above
  const double store = sliders_[rackStore]->value() / double(percent);
  out.rackJPerChip = std::round(largestRackJ * store * store);
  out.storageW = 0.5 * firmW_ * sliders_[storage]->value() / percent;
  out.storageJ = out.storageW * storageHours * 3600.0;
  out.isStaggered = stagger_->isChecked();
  out.isInStep = inStep_->isChecked();
  return out;
}

QString HeartbeatPanel::textOf(Slide which) const {
  const study::HeartbeatWish now = wish();
  if (sliders_[which]->value() == 0) return look_.words("heartbeat.off");
  switch (which) {
    case floor:
      return look_.format.text(now.floor, Unit::fraction);
    case ramp:
      return look_.format.text(now.rampWPerS, Unit::watts) + QStringLiteral("/s");
    case hold:
      return look_.format.fixed(now.holdS, 1) + QStringLiteral("\u202fs");
    case rackStore:
      return look_.format.fixed(now.rackJPerChip, 0) + QStringLiteral("\u202fJ");
    default:
      return look_.format.text(now.storageW, Unit::watts);
  }
}

HeartbeatPanel::Chosen HeartbeatPanel::chosen() const {
  Chosen out;
  if (!heart_ || !heart_->frame()) return out;
  const auto& jobs = heart_->jobs();
  const int at = choice_->currentIndex();
  if (at > 0) {
    for (std::size_t j = 0; j < jobs.size(); ++j)
      if (jobs[j].id == jobs_[std::size_t(at - 1)]) return {true, j, {}};
    return out;
  }
  out.place = placeOf(*heart_->frame()->layout, selection_.current());
  if (out.place.kind != Kind::campus) return out;
  // nothing is selected: the job that draws most
  double mostW = 0.0;
  for (std::size_t j = 0; j < jobs.size(); ++j)
    if (jobs[j].why == Heartbeat::JobSwing::Why::swings && jobs[j].meanW > mostW)
      mostW = jobs[j].meanW, out.isJob = true, out.job = j;
  return out;
}

void HeartbeatPanel::fillChoice() {
  std::vector<std::string> jobs;
  if (heart_)
    for (const auto& job : heart_->jobs())
      if (job.why == Heartbeat::JobSwing::Why::swings || job.why == Heartbeat::JobSwing::Why::writes)
        jobs.push_back(job.id);
  const QSignalBlocker quiet(choice_);
  const QString before = choice_->currentData().toString();
  choice_->clear();
  choice_->addItem(look_.words("heartbeat.selection"), QString());
  jobs_ = std::move(jobs);
  for (const std::string& id : jobs_) choice_->addItem(QString::fromStdString(id), QString::fromStdString(id));
  choice_->setCurrentIndex(std::max(0, choice_->findData(before)));
}

void HeartbeatPanel::change() {
  for (std::size_t i = 0; i < slides; ++i) values_[i]->setText(textOf(Slide(i)));
  if (!heart_) return;
  heart_->set(wish());
  refresh();
  refreshFigures();
}

void HeartbeatPanel::advance(std::size_t samples) {
  if (!heart_) return;
  const FramePtr& frame = clock_.frame();
  if (frame && frame != followed_ &&
      (!followed_ || !sinceFollowed_.isValid() || sinceFollowed_.elapsed() >= followMs)) {
    const bool isFirst = !followed_;
    followed_ = frame;
    sinceFollowed_.start();
    const auto before = heart_->jobs().size();
    heart_->follow(frame);
    if (isFirst || heart_->jobs().size() != before) {
      for (std::size_t i = 0; i < slides; ++i) values_[i]->setText(textOf(Slide(i)));
      sinceFigures_.invalidate();
    }
    std::vector<std::string> jobs;
    for (const auto& job : heart_->jobs())
      if (job.why == Heartbeat::JobSwing::Why::swings || job.why == Heartbeat::JobSwing::Why::writes)
        jobs.push_back(job.id);
    if (jobs != jobs_) fillChoice();
  }
  if (samples > 0) heart_->advance(samples);
  refresh();
  if (!sinceFigures_.isValid() || sinceFigures_.elapsed() >= figuresMs) refreshFigures();
}

void HeartbeatPanel::turn() {
  const qint64 ms = sinceTurn_.isValid() ? sinceTurn_.elapsed() : 0;
  const auto samples = std::min<std::size_t>(mostSamples, std::size_t(ms / 10));
  // what is left of 10 ms counts in the next turn
  if (samples > 0 || !sinceTurn_.isValid()) sinceTurn_.start();
  const bool isPlaying = clock_.status().isPlaying;
  const bool isNew = clock_.frame() != followed_;
  if (!isPlaying && !isNew) return;
  advance(isPlaying ? samples : 0);
  if (isPlaying) sound(samples);
}

void HeartbeatPanel::sound(std::size_t samples) {
  const auto& w = view_->chosen().smoothedW;
  if (!sound_->isChecked() || w.size() < samples || samples == 0) return;
  const auto [low, high] = std::minmax_element(w.begin(), w.end());
  speaker_.play(std::span(w).last(samples), *low, *high);
}

void HeartbeatPanel::refresh() {
  if (!heart_ || !heart_->frame() || heart_->isEmpty()) {
    view_->show({}, {});
    view_->setEmptyText(look_.words("heartbeat.nothing"));
    return;
  }
  const Chosen what = chosen();
  PulseView::Trace trace, grid;
  if (what.isJob) {
    trace.title = look_.words("heartbeat.of-job", {{"job", heart_->jobs()[what.job].id}});
    trace.bareW = heart_->waveOfJob(what.job, Chain::bare);
    trace.smoothedW = heart_->waveOfJob(what.job, Chain::smoothed);
  } else {
    trace.title = titleOf(*heart_->frame()->layout, what.place, look_.words);
    trace.bareW = heart_->wave(what.place, Chain::bare);
    trace.smoothedW = heart_->wave(what.place, Chain::smoothed);
  }
  grid.title = look_.words("heartbeat.grid");
  grid.bareW = heart_->wave({}, Chain::bare);
  grid.smoothedW = heart_->wave({}, Chain::smoothed);
  grid.rangeW = code_.rangeW;
  view_->show(std::move(trace), std::move(grid));
}

void HeartbeatPanel::showVerdicts(const physics::SwingFigures& figures) {
  static constexpr const char* names[] = {"heartbeat.limit.ramp-up", "heartbeat.limit.ramp-down",
                                          "heartbeat.limit.range", "heartbeat.limit.band"};
  const auto judged = physics::judge(figures, code_);
  for (std::size_t i = 0; i < judged.size() && i < verdicts_.size(); ++i) {
    const physics::CodeVerdict& v = judged[i];
    const bool isRamp =
        v.limit == physics::CodeVerdict::Limit::rampUp || v.limit == physics::CodeVerdict::Limit::rampDown;
    const bool isBand = v.limit == physics::CodeVerdict::Limit::band;
    const double unit = isBand ? 0.01 : look_.format.scaleOf(std::max(v.is, v.may), Unit::watts);
    const QString sign = isBand   ? QStringLiteral("%")
                         : isRamp ? look_.format.unitAt(unit, Unit::watts) + QStringLiteral("/s")
                                  : look_.format.unitAt(unit, Unit::watts);
    verdicts_[i]->setText(look_.words(v.isMet() ? "heartbeat.kept-line" : "heartbeat.exceeded-line",
                                      {{"limit", look_.words(names[i]).toStdString()},
                                       {"is", look_.format.significant(v.is / unit, 3).toStdString()},
                                       {"may", look_.format.significant(v.may / unit, 3).toStdString()},
                                       {"unit", sign.toStdString()}}));
    verdicts_[i]->setToolTip(verdicts_[i]->text());
    QPalette palette = verdicts_[i]->palette();
    const Tokens& t = look_.theme.tokens();
    palette.setColor(QPalette::WindowText, v.isMet() ? t.text : t.priority[0]);
    verdicts_[i]->setPalette(palette);
  }
}

void HeartbeatPanel::refreshFigures() {
  sinceFigures_.start();
  note_->setText(isCodeAssumed_ ? look_.words("heartbeat.assumed") : QString());
  for (std::size_t i = 0; i < slides; ++i)
    if (values_[i]) values_[i]->setText(textOf(Slide(i)));
  const bool isThere = heart_ && heart_->frame() && !heart_->isEmpty();
  cost_->setVisible(isThere);
  for (QLabel* verdict : verdicts_) verdict->setVisible(isThere);
  if (!isThere) {
    view_->setEmptyText(look_.words("heartbeat.nothing"));
    return;
  }
  const std::vector<double> bare = heart_->wave({}, Chain::bare), smoothed = heart_->wave({}, Chain::smoothed);
  const physics::SwingFigures figures = physics::figuresOf(smoothed, code_.rampOverS);
  PulseView::Lines lines;
  const physics::Spectrum before = physics::spectrumOf(bare);
  lines.hz = before.hz;
  lines.bareW = before.amplitudeW;
  lines.smoothedW = physics::spectrumOf(smoothed).amplitudeW;
  lines.note = look_.words("heartbeat.bands",
                           {{"slow", look_.format.significant(100.0 * figures.slowShare, 2).toStdString()},
                            {"local", look_.format.significant(100.0 * figures.localShare, 2).toStdString()}});
  view_->show(std::move(lines));
  showVerdicts(figures);
  const Heartbeat::Cost cost = heart_->cost();
  QString text = look_.words("heartbeat.cost", {{"power", look_.format.text(cost.sumW(), Unit::watts).toStdString()},
                                                {"slow", look_.format.fixed(100.0 * cost.slowdown, 2).toStdString()}});
  if (cost.unstaggered > 0)
    text += QLatin1Char('\n') + look_.words("heartbeat.unstaggered", {{"count", std::to_string(cost.unstaggered)}});
  cost_->setText(text);
}

void HeartbeatPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  sinceTurn_.invalidate();
  timer_.start();
  advance(0);
}

void HeartbeatPanel::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  timer_.stop();
  sound_->setChecked(false);
}

}  // namespace plenum::views
