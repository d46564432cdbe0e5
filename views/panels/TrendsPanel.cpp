// SPDX-License-Identifier: Apache-2.0
#include "panels/TrendsPanel.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <algorithm>
#include <array>
#include <cmath>

#include "live/Naming.h"

namespace plenum::views {

namespace {

struct TrendSpan {
  const char* textId;
  Duration length;  // 0: the whole run
};
const std::array<TrendSpan, 5> trendSpans{{{"trends.30min", minutes(30)},
                                           {"trends.2h", hours(2)},
                                           {"trends.6h", hours(6)},
                                           {"trends.24h", hours(24)},
                                           {"trends.run", Duration{0}}}};

}  // namespace

TrendsPanel::TrendsPanel(Look& look, FrameClock& clock, TrendStore& store, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock), store_(store) {
  selected_ = new TrendView(look, this);
  campus_ = new TrendView(look, this);
  // they have names before there is anything to show
  selected_->setTitle(look.words("trends.temperatures"));
  campus_->setTitle(look.words("trends.power"));
  span_ = new QComboBox(campus_);
  span_->setFrame(false);
  span_->setSizeAdjustPolicy(QComboBox::AdjustToContents);

  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(0, 0, 0, 0);
  across->setSpacing(0);
  across->addWidget(selected_, 1);
  across->addWidget(campus_, 1);
  auto* corner = new QVBoxLayout(campus_);
  corner->setContentsMargins(0, 2, 8, 0);
  corner->addWidget(span_, 0, Qt::AlignTop | Qt::AlignRight);
  campus_->setCornerWidth(130);

  for (const TrendSpan& span : trendSpans) span_->addItem(QString(), qint64(span.length.us));
  span_->setCurrentIndex(1);
  look_.words.follow(this, [this] {
    for (std::size_t i = 0; i < trendSpans.size(); ++i)
      span_->setItemText(static_cast<int>(i), look_.words(trendSpans[i].textId));
    span_->setAccessibleName(look_.words("trends.span"));
    span_->setToolTip(look_.words("trends.span"));
    refresh();
  });
  connect(span_, &QComboBox::currentIndexChanged, this, &TrendsPanel::refresh);
  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (!isVisible() || (sinceShown_.isValid() && sinceShown_.elapsed() < 200)) return;
    refresh();
  });
  connect(&store, &TrendStore::changed, this, [this] {
    // out of sight nothing is drawn
    if (!isVisible() && window()->isVisible()) return;
    // what is chosen while the run stands is told once
    if (store_.entity() == shown_ && sinceShown_.isValid() && sinceShown_.elapsed() < 200) return;
    refresh();
  });
}

void TrendsPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

Time TrendsPanel::begin(const Frame& frame) const {
  const Duration length = trendSpans[static_cast<std::size_t>(std::max(0, span_->currentIndex()))].length;
  // the axis begins with the run where the run is shorter than the span, but is never shorter than five minutes
  const Time earliest = length.us == 0 ? frame.start : std::max(frame.start, frame.time - length);
  return std::min(earliest, frame.time - minutes(5));
}

void TrendsPanel::refresh() {
  sinceShown_.start();
  shown_ = store_.entity();
  const FramePtr frame = clock_.frame();
  if (!frame || !frame->layout) return;
  showSelected(*frame);
  showCampus(*frame);
}

void TrendsPanel::showSelected(const Frame& frame) {
  const Time from = begin(frame);
  std::vector<TrendView::Line> lines;
  const EntityRef entity = store_.entity();
  if (entity.kind == Kind::campus || !isIn(*frame.layout, entity)) {
    selected_->setTitle(look_.words("trends.temperatures"));
    const auto add = [&](const char* id, double Metrics::*figure) {
      lines.push_back(
          {look_.words((std::string("reading.") + id).c_str()), TrendStore::campusLine(frame, figure, from).samples});
    };
    add("max-chip", &Metrics::maxChipC);
    add("mean-chip", &Metrics::meanChipC);
    add("max-inlet", &Metrics::maxInletC);
    add("outdoor", &Metrics::outdoorC);
    selected_->show(std::move(lines), Unit::celsius, std::nullopt, from, frame.time);
    return;
  }
  selected_->setTitle(titleOf(*frame.layout, entity, look_.words));
  selected_->setEmptyText(look_.words("trends.no-readings"));
  Unit unit = Unit::none;
  std::optional<TrendView::Limit> limit;
  for (const TrendLine& line : store_.entityLines()) {
    const bool hasValue = std::any_of(line.samples.begin(), line.samples.end(),
                                      [](const auto& sample) { return std::isfinite(sample.second); });
    if (!hasValue) continue;
    unit = line.reading->unit;
    lines.push_back({look_.words((std::string("reading.") + line.reading->id).c_str()), line.samples});
    const double at = line.reading->limit ? line.reading->limit(frame, entity) : std::nan("");
    if (!limit && std::isfinite(at))
      limit = TrendView::Limit{at,
                               look_.words((std::string("limit.") + line.reading->id).c_str()) + QLatin1Char(' ') +
                                   look_.format.text(at, unit),
                               line.reading->isGoal};
  }
  // of a thing there is what was seen of it: its axis begins there
  Time first = frame.time;
  for (const TrendView::Line& line : lines)
    if (!line.samples.empty()) first = std::min(first, line.samples.front().first);
  const Time own = std::min(std::max(from, first), frame.time - minutes(1));
  selected_->show(std::move(lines), unit, limit, own, frame.time);
}

void TrendsPanel::showCampus(const Frame& frame) {
  const Time from = begin(frame);
  campus_->setTitle(look_.words("trends.power"));
  std::vector<TrendView::Line> lines;
  const auto add = [&](const char* id, double Metrics::*figure) {
    lines.push_back(
        {look_.words((std::string("reading.") + id).c_str()), TrendStore::campusLine(frame, figure, from).samples});
  };
  add("facility-power", &Metrics::facilityPowerW);
  add("it-power", &Metrics::itPowerW);
  add("cooling-power", &Metrics::coolingPowerW);
  campus_->show(std::move(lines), Unit::watts, std::nullopt, from, frame.time);
}

}  // namespace plenum::views
