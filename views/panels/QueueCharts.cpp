// SPDX-License-Identifier: Apache-2.0
#include "panels/QueueCharts.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "panels/ChartSpan.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

template <class T>
Samples samplesOf(const Frame& frame, T Metrics::*figure, Time from) {
  Samples out;
  if (frame.history) {
    const Log<Metrics>& log = *frame.history;
    // ascending in time: the first at or after `from`
    std::size_t low = 0, high = log.size();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      log[middle].time < from ? low = middle + 1 : high = middle;
    }
    out.reserve(log.size() - low + 1);
    for (std::size_t i = low; i < log.size(); ++i) out.emplace_back(log[i].time, float(log[i].*figure));
  }
  // the present is the frame's own
  if (!out.empty() && out.back().first >= frame.time) out.pop_back();
  out.emplace_back(frame.time, float(frame.metrics.*figure));
  return out;
}

bool isAllZero(const std::vector<TrendView::Line>& lines) {
  for (const TrendView::Line& line : lines)
    for (const auto& [time, value] : line.samples)
      if (value != 0.0f) return false;
  return true;
}

}  // namespace

QueueCharts::QueueCharts(Look& look, FrameClock& clock, QWidget* parent) : QWidget(parent), look_(look), clock_(clock) {
  chips_ = new TrendView(look, this);
  jobs_ = new TrendView(look, this);
  tokens_ = new TrendView(look, this);
  span_ = new QComboBox(chips_);
  span_->setFrame(false);
  span_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  sayChartSpans(*span_, look);
  span_->setCurrentIndex(2);
  auto* corner = new QVBoxLayout(chips_);
  corner->setContentsMargins(0, 2, 8, 0);
  corner->addWidget(span_, 0, Qt::AlignTop | Qt::AlignRight);
  chips_->setCornerWidth(120);
  auto* across = new QHBoxLayout(this);
  across->setContentsMargins(0, 0, 0, 0);
  across->setSpacing(0);
  across->addWidget(chips_, 5);
  across->addWidget(jobs_, 3);
  across->addWidget(tokens_, 3);
  connect(span_, &QComboBox::currentIndexChanged, this, &QueueCharts::refresh);
  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (!isVisible() || (sinceShown_.isValid() && sinceShown_.elapsed() < readableMs)) return;
    refresh();
  });
  look.words.follow(this, [this] {
    sayChartSpans(*span_, look_);
    chips_->setTitle(look_.words("queue.chips"));
    jobs_->setTitle(look_.words("queue.jobs"));
    tokens_->setTitle(look_.words("queue.tokens"));
    for (TrendView* view : {chips_, jobs_}) view->setEmptyText(look_.words("queue.nothing"));
    tokens_->setEmptyText(look_.words("queue.no-tokens"));
    refresh();
  });
}

void QueueCharts::refresh() {
  sinceShown_.start();
  const FramePtr& frame = clock_.frame();
  if (!frame) return;
  const Time from = chartFrom(*span_, frame->start, frame->time);
  const auto show = [&](TrendView& view, std::vector<TrendView::Line> lines, Unit unit) {
    // what was never anything is no chart
    if (isAllZero(lines)) lines.clear();
    view.show(std::move(lines), unit, std::nullopt, from, frame->time);
  };
  const auto line = [&](const char* id, auto figure) {
    return TrendView::Line{look_.words(id), samplesOf(*frame, figure, from)};
  };
  show(*chips_,
       {line("queue.allocated", &Metrics::allocatedChips), line("queue.queued", &Metrics::queuedChips),
        line("queue.free", &Metrics::freeChips), line("queue.fragmented", &Metrics::fragmentedChips),
        line("queue.lost", &Metrics::lostChips)},
       Unit::count);
  show(*jobs_, {line("queue.running", &Metrics::runningJobs), line("queue.waiting", &Metrics::queuedJobs)},
       Unit::count);
  show(*tokens_, {line("queue.trained", &Metrics::trainedTokensPerS), line("queue.served", &Metrics::servedTokensPerS)},
       Unit::none);
}

}  // namespace plenum::views
