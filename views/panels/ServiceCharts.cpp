// SPDX-License-Identifier: Apache-2.0
#include "panels/ServiceCharts.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <limits>

#include "overlays/Tenants.h"
#include "panels/ChartSpan.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

using Moment = Frame::ServiceMoment;

/// Of one service since `from`, and the present, which is the frame's own.
std::vector<Moment> momentsOf(const Frame& frame, std::uint32_t service, Time from) {
  std::vector<Moment> out;
  if (frame.serviceHistory) {
    const Log<Moment>& log = *frame.serviceHistory;
    std::size_t low = 0, high = log.size();
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      log[middle].time < from ? low = middle + 1 : high = middle;
    }
    for (std::size_t i = low; i < log.size(); ++i)
      if (log[i].service == service && log[i].time < frame.time) out.push_back(log[i]);
  }
  const Frame::ServiceLine& s = frame.services[service];
  Moment now;
  now.time = frame.time, now.service = service;
  now.replicas = s.replicas, now.wanted = s.wantedReplicas, now.chips = s.chips;
  now.requestsPerS = float(s.requestsPerS), now.servedPerS = float(s.servedPerS);
  now.capacityPerS = float(s.capacityPerS), now.backlog = float(s.backlog);
  now.firstToken50S = float(s.firstToken50S), now.firstToken95S = float(s.firstTokenS);
  now.firstToken99S = float(s.firstToken99S);
  now.tokenS = float(s.tokenS), now.token50S = float(s.token50S), now.token99S = float(s.token99S);
  out.push_back(now);
  return out;
}

template <class F>
TrendView::Line lineOf(const QString& label, const std::vector<Moment>& moments, F value) {
  TrendView::Line line{label, {}};
  line.samples.reserve(moments.size());
  for (const Moment& m : moments) line.samples.emplace_back(m.time, value(m));
  return line;
}

/// Nothing is timed while no replica answers.
float timed(const Moment& m, float seconds) {
  return m.replicas > 0 ? seconds : std::numeric_limits<float>::quiet_NaN();
}

}  // namespace

ServiceCharts::ServiceCharts(Look& look, FrameClock& clock, WorkSelection& work, QWidget* parent)
    : QWidget(parent), look_(look), clock_(clock), work_(work) {
  service_ = new QComboBox(this);
  service_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  span_ = new QComboBox(this);
  sayChartSpans(*span_, look);
  span_->setCurrentIndex(2);
  save_ = textButton(look, "services.course.save", this);
  sentence_ = plainLabel(look, Theme::Type::table, Tone::dim, false, this);
  sentence_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(8, 0, 8, 2);
  head->setSpacing(8);
  head->addWidget(service_);
  head->addWidget(span_);
  head->addWidget(sentence_, 1);
  head->addWidget(save_);
  auto* across = new QHBoxLayout;
  across->setSpacing(0);
  for (TrendView** view : {&requests_, &replicas_, &waiting_, &firstToken_, &token_}) *view = new TrendView(look, this);
  // two above each other are as high as one beside them, in a low window too
  constexpr int leastPx = 64, leastWidePx = 130;
  for (TrendView* view : {replicas_, waiting_}) view->setMinimumHeight(leastPx);
  for (TrendView* view : {requests_, replicas_, waiting_, firstToken_, token_}) view->setMinimumWidth(leastWidePx);
  auto* counts = new QVBoxLayout;
  counts->setSpacing(0);
  counts->addWidget(replicas_, 1);
  counts->addWidget(waiting_, 1);
  across->addWidget(requests_, 1);
  across->addLayout(counts, 1);
  across->addWidget(firstToken_, 1);
  across->addWidget(token_, 1);
  auto* down = new QVBoxLayout(this);
  down->setContentsMargins(0, 0, 0, 0);
  down->setSpacing(0);
  down->addLayout(head);
  down->addLayout(across, 1);
  connect(service_, &QComboBox::activated, this, [this] {
    work_.select(service_->currentData().toString().toStdString());
    refresh();
  });
  connect(&work, &WorkSelection::changed, this, [this] {
    if (isVisible()) refresh();
  });
  connect(span_, &QComboBox::currentIndexChanged, this, &ServiceCharts::refresh);
  connect(save_, &QPushButton::clicked, this, &ServiceCharts::saveAsked);
  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (!isVisible() || (sinceShown_.isValid() && sinceShown_.elapsed() < readableMs)) return;
    refresh();
  });
  look.words.follow(this, [this] {
    sayChartSpans(*span_, look_);
    service_->setAccessibleName(look_.words("services.course.service"));
    requests_->setTitle(look_.words("services.course.requests"));
    replicas_->setTitle(look_.words("services.course.replicas"));
    waiting_->setTitle(look_.words("services.course.waiting"));
    requests_->setAccessibleName(look_.words("services.course.requests"));
    replicas_->setAccessibleName(look_.words("services.course.replicas"));
    waiting_->setAccessibleName(look_.words("services.course.waiting"));
    firstToken_->setAccessibleName(look_.words("services.course.first-token"));
    token_->setAccessibleName(look_.words("services.course.token"));
    for (TrendView* view : {requests_, replicas_, waiting_, firstToken_})
      view->setEmptyText(look_.words("services.course.nothing"));
    service_->clear();
    refresh();
  });
}

/// The box lists the services of the frame and stands at the one that is selected, or at the first.
void ServiceCharts::fill(const Frame& frame) {
  const QSignalBlocker quiet(service_);
  if (service_->count() != int(frame.services.size()) ||
      (service_->count() > 0 && service_->itemData(0).toString().toStdString() != frame.services[0].id)) {
    service_->clear();
    for (const Frame::ServiceLine& s : frame.services) {
      const QString name = look_.words(s.name);
      service_->addItem(name.isEmpty() ? QString::fromStdString(s.id) : name, QString::fromStdString(s.id));
    }
  }
  if (const int at = service_->findData(QString::fromStdString(work_.current())); at >= 0)
    service_->setCurrentIndex(at);
}

void ServiceCharts::refresh() {
  const FramePtr& frame = clock_.frame();
  if (!frame) return;
  sinceShown_.start();
  fill(*frame);
  const int chosen = service_->currentIndex();
  const bool isKnown = chosen >= 0 && chosen < int(frame->services.size());
  save_->setEnabled(isKnown);
  if (!isKnown) return;
  const Frame::ServiceLine& s = frame->services[std::size_t(chosen)];
  const Time from = chartFrom(*span_, frame->start, frame->time);
  const std::vector<Moment> moments = momentsOf(*frame, std::uint32_t(chosen), from);
  const auto line = [&](const char* id, auto value) { return lineOf(look_.words(id), moments, value); };
  const bool isBatch = s.law == Service::Law::batch;
  firstToken_->setTitle(look_.words(isBatch ? "services.course.first-token" : "services.course.answer"));
  token_->setTitle(look_.words("services.course.token"));
  firstToken_->setAccessibleName(look_.words(isBatch ? "services.course.first-token" : "services.course.answer"));
  token_->setAccessibleName(look_.words("services.course.token"));
  token_->setEmptyText(look_.words(isBatch ? "services.course.nothing" : "services.course.no-tokens"));
  requests_->show({line("services.course.demand", [](const Moment& m) { return m.requestsPerS; }),
                   line("services.course.served", [](const Moment& m) { return m.servedPerS; }),
                   line("services.course.capacity", [](const Moment& m) { return m.capacityPerS; })},
                  Unit::none, std::nullopt, from, frame->time);
  waiting_->show({line("services.course.backlog", [](const Moment& m) { return m.backlog; })}, Unit::none, std::nullopt,
                 from, frame->time);
  replicas_->show({line("services.course.ready", [](const Moment& m) { return float(m.replicas); }),
                   line("services.course.wanted", [](const Moment& m) { return float(m.wanted); })},
                  Unit::count, std::nullopt, from, frame->time);
  const auto objective = [&](double within, double scale) -> std::optional<TrendView::Limit> {
    if (!(within > 0.0)) return std::nullopt;
    return TrendView::Limit{within * scale, look_.words("services.course.objective"), false};
  };
  firstToken_->show({line("services.course.p50", [](const Moment& m) { return timed(m, m.firstToken50S); }),
                     line("services.course.p95", [](const Moment& m) { return timed(m, m.firstToken95S); }),
                     line("services.course.p99", [](const Moment& m) { return timed(m, m.firstToken99S); })},
                    Unit::seconds, objective(s.firstTokenWithinS, 1.0), from, frame->time);
  std::vector<TrendView::Line> tokens;
  if (isBatch)
    tokens = {line("services.course.p50", [](const Moment& m) { return timed(m, 1e3f * m.token50S); }),
              line("services.course.mean", [](const Moment& m) { return timed(m, 1e3f * m.tokenS); }),
              line("services.course.p99", [](const Moment& m) { return timed(m, 1e3f * m.token99S); })};
  token_->show(std::move(tokens), Unit::none, isBatch ? objective(s.tokenWithinS, 1e3) : std::nullopt, from,
               frame->time);
  // how much of what is shown was within the objective
  std::size_t within = 0;
  for (const Moment& m : moments)
    within += m.replicas > 0 && m.firstToken95S <= s.firstTokenWithinS && (!isBatch || m.tokenS <= s.tokenWithinS);
  const QString said =
      look_.words("services.course.sentence",
                  {{"share", look_.format.text(double(within) / double(moments.size()), Unit::fraction).toStdString()},
                   {"replicas", std::to_string(s.replicas)},
                   {"wanted", std::to_string(s.wantedReplicas)},
                   {"backlog", look_.format.significant(s.backlog, 3).toStdString()}});
  sentence_->setText(said);
  sentence_->setToolTip(said);
}

}  // namespace plenum::views
