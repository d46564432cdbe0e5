// SPDX-License-Identifier: Apache-2.0
#include "panels/GanttPanel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <unordered_map>

#include "live/Phases.h"
#include "overlays/Tenants.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr std::size_t mostRows = 2000;

/// One bar of each phase with its name.
class PhaseLegend final : public QWidget {
 public:
  PhaseLegend(Look& look, QWidget* parent) : QWidget(parent), look_(look) {
    setFixedHeight(20);
    look.words.follow(this, [this] { update(); });
    look.followTheme(this, [this] { update(); });
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    static constexpr std::array<Phase, 8> shown{Phase::queued,        Phase::starting,  Phase::running,
                                                Phase::checkpointing, Phase::detecting, Phase::restarting,
                                                Phase::preempted,     Phase::serving};
    QPainter painter(this);
    const Tokens& t = look_.theme.tokens();
    painter.setFont(look_.theme.font(Theme::Type::caption));
    int x = 8;
    for (const Phase phase : shown) {
      const QString text = look_.words(textIdOf(phase));
      const int width = 24 + painter.fontMetrics().horizontalAdvance(text) + 12;
      if (x + width > this->width()) return;
      const QRect bar(x, height() / 2 - 5, 18, 10);
      QColor ground = colourOf(phase, t);
      ground.setAlphaF(0.18f);
      painter.fillRect(bar, ground);
      painter.fillRect(bar, QBrush(colourOf(phase, t), patternOf(phase)));
      painter.setPen(t.dim);
      painter.drawText(QRect(x + 24, 0, width, height()), Qt::AlignVCenter, text);
      x += width;
    }
  }

 private:
  Look& look_;
};

}  // namespace

GanttPanel::GanttPanel(Look& look, FrameClock& clock, WorkSelection& work, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock) {
  view_ = new GanttView(look, this);
  choice_ = new QComboBox(this);
  choice_->addItems({QString(), QString()});
  auto* fit = textButton(look, "gantt.fit", this);
  sentence_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  sentence_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  legend_ = new PhaseLegend(look, this);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(8, 4, 8, 2);
  head->setSpacing(8);
  head->addWidget(choice_);
  head->addWidget(fit);
  head->addWidget(sentence_, 1);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addLayout(head);
  down->addWidget(view_, 1);
  down->addWidget(legend_);
  connect(fit, &QPushButton::clicked, view_, &GanttView::fit);
  connect(choice_, &QComboBox::currentIndexChanged, this, &GanttPanel::refresh);
  connect(view_, &GanttView::viewChanged, this, &GanttPanel::refresh);
  connect(view_, &GanttView::selected, &work, &WorkSelection::select);
  connect(view_, &GanttView::activated, this, &GanttPanel::flyAsked);
  connect(&work, &WorkSelection::changed, view_, &GanttView::select);
  connect(&clock, &FrameClock::storyChanged, this, [this] {
    history_.forget();
    names_.clear();
    sinceShown_.invalidate();
  });
  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (!isVisible() || (sinceShown_.isValid() && sinceShown_.elapsed() < readableMs)) return;
    refresh();
  });
  look.words.follow(this, [this] {
    choice_->setItemText(0, look_.words("gantt.all"));
    choice_->setItemText(1, look_.words("gantt.active"));
    choice_->setAccessibleName(look_.words("gantt.choice"));
    view_->setEmptyText(look_.words("gantt.empty"));
    view_->setAccessibleDescription(look_.words("gantt.hint"));
    sentence_->setToolTip(look_.words("gantt.hint"));
    refresh();
  });
}

void GanttPanel::showEvent(QShowEvent*) { refresh(); }

std::vector<GanttView::Row> GanttPanel::rows(const Frame& frame) const {
  const bool isActiveOnly = choice_->currentIndex() == 1;
  const Time from = view_->isFitted() ? frame.start : view_->from(), to = view_->isFitted() ? frame.time : view_->to();
  std::unordered_map<std::string, std::uint32_t> lineOf;
  for (std::uint32_t i = 0; i < frame.jobs.size(); ++i) lineOf.emplace(frame.jobs[i].id, i);
  std::unordered_map<std::string, std::uint32_t> serviceOf;
  for (std::uint32_t i = 0; i < frame.services.size(); ++i) serviceOf.emplace(frame.services[i].id, i);
  struct Entry {
    const JobHistory::Story* story;
    const Frame::JobLine* line;
    std::uint32_t chips;
    Time first;
  };
  std::vector<Entry> entries;
  for (const JobHistory::Story& story : history_.stories()) {
    if (serviceOf.count(story.id) > 0) continue;
    const auto line = lineOf.find(story.id);
    const Frame::JobLine* now = line == lineOf.end() ? nullptr : &frame.jobs[line->second];
    const bool isEnded = !now || isOver(now->phase);
    if (isActiveOnly && isEnded) continue;
    if (story.segments.empty() || story.segments.front().from > to) continue;
    if (isEnded && story.segments.back().to < from) continue;
    entries.push_back(
        {&story, now, now ? std::max(now->chips, story.mostChips) : story.mostChips, story.segments.front().from});
  }
  for (const Frame::JobLine& job : frame.jobs) {
    if (history_.find(job.id) || job.phase == Phase::waiting || (isActiveOnly && isOver(job.phase))) continue;
    const JobHistory::Segment present = JobHistory::presentOf(frame, job, nullptr);
    if (present.from <= to) entries.push_back({nullptr, &job, job.chips, present.from});
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.chips != b.chips ? a.chips > b.chips : a.first < b.first;
  });
  if (entries.size() > mostRows) entries.resize(mostRows);

  const TenantColours colours(frame);
  std::vector<GanttView::Row> out;
  out.reserve(entries.size() + frame.services.size());
  // services are few and never end: they stand above the jobs
  for (std::uint32_t s = 0; s < frame.services.size(); ++s) {
    const Frame::ServiceLine& service = frame.services[s];
    const JobHistory::Story* story = history_.find(service.id);
    GanttView::Row row;
    row.id = service.id;
    row.label = look_.words(service.name);
    if (row.label.isEmpty()) row.label = QString::fromStdString(row.id);
    row.chips = std::max(service.chips, story ? story->mostChips : 0u);
    if (story) row.segments = story->segments;
    if (service.chips > 0)
      row.segments.push_back(
          {row.segments.empty() ? frame.start : row.segments.back().to, frame.time, Phase::serving, service.chips});
    if (row.segments.empty()) continue;
    if (!service.parts.empty()) {
      const Rgb8 c = colours.of(static_cast<std::uint32_t>(frame.jobs.size()) + s);
      if (!(c == TenantColours::others)) row.swatch = QColor(c.r, c.g, c.b);
    }
    out.push_back(std::move(row));
  }
  for (const Entry& entry : entries) {
    GanttView::Row row;
    row.id = entry.line ? entry.line->id : entry.story->id;
    const auto named = names_.find(row.id);
    row.label = named == names_.end() ? QString() : look_.words(named->second);
    if (row.label.isEmpty()) row.label = QString::fromStdString(row.id);
    row.chips = entry.chips;
    if (entry.story) row.segments = entry.story->segments;
    if (entry.line && !isOver(entry.line->phase)) {
      row.segments.push_back(JobHistory::presentOf(frame, *entry.line, entry.story));
      if (holdsChips(entry.line->phase) && entry.line->endS >= 0.0)
        row.expectedEnd = frame.start + Duration{static_cast<std::int64_t>(entry.line->endS * 1e6)};
      if (!entry.line->parts.empty()) {
        const Rgb8 c = colours.of(lineOf.at(row.id));
        if (!(c == TenantColours::others)) row.swatch = QColor(c.r, c.g, c.b);
      }
    }
    if (entry.line) row.failures = entry.line->failures;
    out.push_back(std::move(row));
  }
  return out;
}

void GanttPanel::refresh() {
  sinceShown_.start();
  const FramePtr& frame = clock_.frame();
  if (!frame) return;
  history_.read(*frame);
  for (const Frame::JobLine& job : frame->jobs) names_.try_emplace(job.id, job.name);
  const auto at = [this](Time time) {
    return (look_.format.date(time).mid(5) + QLatin1Char(' ') + look_.format.clock(time).left(5)).toStdString();
  };
  const Time end = axisEnd_ ? std::max(axisEnd_(), frame->time) : frame->time;
  view_->show(rows(*frame), frame->start, frame->time, end);
  sentence_->setText(
      look_.words("gantt.rows", {{"rows", look_.format.count(qint64(view_->rows().size())).toStdString()},
                                 {"from", at(view_->from())},
                                 {"to", at(view_->to())}}));
}

}  // namespace plenum::views
