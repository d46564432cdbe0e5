// SPDX-License-Identifier: Apache-2.0
#include "panels/JobDetail.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "live/Phases.h"
#include "overlays/Tenants.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr std::size_t mostRacks = 24;
double powerW(const std::vector<Frame::JobLine::Part>& parts) {
  double sum = 0.0;
  for (const auto& part : parts) sum += part.powerW;
  return sum;
}

/// Racks in which chips of a job run below their full clock, the one with the slowest first.
std::vector<std::uint32_t> slowRacks(const Frame& frame, std::uint32_t tenant,
                                     const std::vector<Frame::JobLine::Part>& parts) {
  std::vector<std::pair<float, std::uint32_t>> slow;
  for (const auto& part : parts) {
    if (part.rack >= frame.layout->racks.size()) continue;
    const PlacedRack& rack = frame.layout->racks[part.rack];
    float least = 1.0f;
    for (std::uint32_t c = rack.firstChip; c < rack.firstChip + rack.chips; ++c)
      if (c < frame.chipTenant.size() && c < frame.chips.frequency.size() && frame.chipTenant[c] == tenant)
        least = std::min(least, frame.chips.frequency[c]);
    if (least < 1.0f) slow.emplace_back(least, part.rack);
  }
  std::sort(slow.begin(), slow.end());
  std::vector<std::uint32_t> racks;
  for (const auto& [clock, rack] : slow) racks.push_back(rack);
  return racks;
}

}  // namespace

JobDetail::JobDetail(Look& look, FrameClock& clock, Selection& selection, WorkSelection& work, QWidget* parent)
    : QScrollArea(parent), look_(look), clock_(clock), selection_(selection), work_(work) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* content = new QWidget(this);
  title_ = plainLabel(look, Theme::Type::body, Tone::text, true, content);
  title_->setWordWrap(true);
  text_ = plainLabel(look, Theme::Type::table, Tone::text, false, content);
  text_->setTextFormat(Qt::RichText);
  text_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
  text_->setWordWrap(true);
  text_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  fly_ = textButton(look, "jobs.fly", content);
  operate_ = textButton(look, "jobs.operate", content);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(6);
  buttons->addWidget(fly_);
  buttons->addWidget(operate_);
  buttons->addStretch(1);
  auto* down = new QVBoxLayout(content);
  down->setContentsMargins(12, 6, 12, 8);
  down->setSpacing(6);
  down->addWidget(title_);
  down->addLayout(buttons);
  down->addWidget(text_);
  down->addStretch(1);
  setWidget(content);
  connect(fly_, &QPushButton::clicked, this, &JobDetail::flyAsked);
  connect(operate_, &QPushButton::clicked, this,
          [this] { Q_EMIT menuAsked(operate_->mapToGlobal(QPoint(0, operate_->height() + 2))); });
  connect(text_, &QLabel::linkActivated, this, [this](const QString& id) {
    const FramePtr& frame = clock_.frame();
    if (!frame || !frame->layout) return;
    if (const auto found = frame->layout->find(id.toStdString())) selection_.select(*found);
  });
  connect(&work, &WorkSelection::changed, this, &JobDetail::refresh);
  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (sinceShown_.isValid() && sinceShown_.elapsed() < readableMs) return;
    refresh();
  });
  look.words.follow(this, [this] { refresh(); });
  look.followTheme(this, [this] { refresh(); });
}

QString JobDetail::racksText(const Frame& frame, const std::vector<Frame::JobLine::Part>& parts) const {
  if (parts.empty() || !frame.layout) return {};
  const QString colour = look_.theme.tokens().accent.name();
  QStringList links;
  for (std::size_t i = 0; i < parts.size() && i < mostRacks; ++i) {
    if (parts[i].rack >= frame.layout->racks.size()) continue;
    const QString id = QString::fromStdString(frame.layout->racks[parts[i].rack].id).toHtmlEscaped();
    // a line may not break within an id
    const QString shown = QString(id)
                              .replace(QLatin1Char('/'), QStringLiteral("/\u2060"))
                              .replace(QLatin1Char('-'), QStringLiteral("\u2011"));
    links << QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%3</a>&nbsp;(%4)")
                 .arg(id, colour, shown, look_.format.count(parts[i].chips));
  }
  QString text = links.join(QStringLiteral(", "));
  if (parts.size() > mostRacks)
    text += QStringLiteral(" ") +
            look_.words("jobs.more-racks", {{"count", std::to_string(parts.size() - mostRacks)}}).toHtmlEscaped();
  return look_.words("jobs.in-racks", {{"count", look_.format.count(qint64(parts.size())).toStdString()}})
             .toHtmlEscaped() +
         QStringLiteral(" ") + text;
}

/// A gang goes as its slowest chip: what few racks cost all of it.
QString JobDetail::heldBackText(const Frame& frame, const Frame::JobLine& job) const {
  if (job.slowed == Frame::JobLine::Slowed::no || !frame.layout || !holdsChips(job.phase)) return {};
  const auto tenant = static_cast<std::uint32_t>(&job - frame.jobs.data());
  const std::vector<std::uint32_t> slow = slowRacks(frame, tenant, job.parts);
  if (slow.empty() || !(job.speed > 0.0f)) return {};
  return look_.words("jobs.line.held-back",
                     {{"slow", look_.format.count(qint64(slow.size())).toStdString()},
                      {"racks", look_.format.count(qint64(job.parts.size())).toStdString()},
                      {"chips", look_.format.count(job.chips).toStdString()},
                      {"hours", look_.format.significant((1.0 - double(job.speed)) * job.chips, 3).toStdString()},
                      {"rack", frame.layout->racks[slow.front()].id}});
}

QString JobDetail::jobText(const Frame& frame, const Frame::JobLine& job) const {
  QStringList lines;
  const auto number = [](const QString& text) { return text.toStdString(); };
  const QString phase = look_.words(textIdOf(job.phase));
  lines << look_.words("jobs.line.phase", {{"phase", number(phase)},
                                           {"chips", number(look_.format.count(job.chips))},
                                           {"kind", number(look_.words(textIdOf(job.kind)))}});
  if (holdsChips(job.phase)) {
    const bool isWorking = job.phase == Phase::running || job.phase == Phase::checkpointing;
    const char* id = !isWorking                                 ? "jobs.line.stands"
                     : job.slowed == Frame::JobLine::Slowed::no ? "jobs.line.full-speed"
                                                                : "jobs.line.slowed";
    lines << look_.words(id, {{"speed", number(look_.format.text(double(job.speed), Unit::fraction))},
                              {"cause", number(look_.words(textIdOf(job.slowed)))},
                              {"power", number(look_.format.text(powerW(job.parts), Unit::watts))}});
    if (const QString heldBack = heldBackText(frame, job); !heldBack.isEmpty()) lines << heldBack;
  } else if (waits(job.phase)) {
    const double waitedS = (frame.time - frame.start).seconds() - job.submitS;
    if (waitedS >= 0.0)
      lines << look_.words("jobs.line.waits", {{"time", number(look_.format.duration(waitedS))},
                                               {"chips", number(look_.format.count(job.chips))},
                                               {"free", number(look_.format.count(frame.metrics.freeChips))}});
  }
  if (job.progress >= 0.0f)
    lines << look_.words("jobs.line.progress",
                         {{"share", number(look_.format.text(double(job.progress), Unit::fraction))}});
  if (job.tokensDone > 0.0)
    lines << look_.words("jobs.line.tokens", {{"tokens", number(look_.format.significant(job.tokensDone * 1e-9, 3))}});
  if (job.checkpointAgeS >= 0.0 && holdsChips(job.phase))
    lines << look_.words("jobs.line.checkpoint",
                         {{"time", number(look_.format.duration(job.checkpointAgeS))},
                          {"hours", number(look_.format.fixed(job.checkpointAgeS / 3600.0 * job.chips, 0))}});
  if (job.failures > 0 || job.lostChipHours > 0.0f)
    lines << look_.words("jobs.line.lost", {{"failures", std::to_string(job.failures)},
                                            {"hours", number(look_.format.fixed(double(job.lostChipHours), 1))}});
  if (job.industry != Industry::unsaid)
    lines << look_.words("jobs.line.industry", {{"industry", number(look_.words(textIdOf(job.industry)))}});
  for (QString& line : lines) line = line.toHtmlEscaped();
  const QString racks = racksText(frame, job.parts);
  if (!racks.isEmpty()) lines << racks;
  return lines.join(QStringLiteral("<br/>"));
}

QString JobDetail::serviceText(const Frame& frame, const Frame::ServiceLine& s) const {
  QStringList lines;
  const auto number = [](const QString& text) { return text.toStdString(); };
  lines << look_.words("services.line.demand", {{"requests", number(look_.format.significant(s.requestsPerS, 3))},
                                                {"capacity", number(look_.format.significant(s.capacityPerS, 3))},
                                                {"backlog", number(look_.format.significant(s.backlog, 3))}});
  lines << look_.words("services.line.replicas", {{"have", std::to_string(s.replicas)},
                                                  {"want", std::to_string(s.wantedReplicas)},
                                                  {"loading", std::to_string(s.loadingReplicas)},
                                                  {"chips", number(look_.format.count(s.chips))}});
  if (!s.isWithin) lines << look_.words("services.line.missed");
  if (s.replicas > 0) {
    const bool isBatch = s.law == Service::Law::batch;
    lines << look_.words(isBatch ? "services.line.first-token" : "services.line.answer",
                         {{"p50", number(look_.format.text(s.firstToken50S, Unit::seconds))},
                          {"p95", number(look_.format.text(s.firstTokenS, Unit::seconds))},
                          {"p99", number(look_.format.text(s.firstToken99S, Unit::seconds))},
                          {"within", number(look_.format.text(s.firstTokenWithinS, Unit::seconds))}});
    const auto ms = [&](double seconds) { return number(look_.format.significant(1e3 * seconds, 3)); };
    if (isBatch)
      lines << look_.words(
          "services.line.token",
          {{"p50", ms(s.token50S)}, {"mean", ms(s.tokenS)}, {"p99", ms(s.token99S)}, {"within", ms(s.tokenWithinS)}});
  }
  if (s.batch > 0.0)
    lines << look_.words("services.line.batch", {{"batch", number(look_.format.significant(s.batch, 3))}});
  if (s.tokensPerS > 0.0 && s.allInW > 0.0)
    lines << look_.words("services.line.energy",
                         {{"power", number(look_.format.text(s.powerW, Unit::watts))},
                          {"all", number(look_.format.text(s.allInW, Unit::watts))},
                          {"perJ", number(look_.format.significant(s.tokensPerJ, 3))},
                          {"perJAll", number(look_.format.significant(s.tokensPerS / s.allInW, 3))}});
  if (s.tokensPerS > 0.0 && s.yuanPerHour > 0.0)
    lines << look_.words("services.line.cost",
                         {{"hour", number(look_.format.significant(s.yuanPerHour, 3))},
                          {"million", number(look_.format.significant(s.yuanPerHour / (s.tokensPerS * 3.6e-3), 3))},
                          {"perYuan", number(look_.format.significant(s.tokensPerS * 3.6e-3 / s.yuanPerHour, 3))}});
  if (s.requests > 0.0)
    lines << look_.words("services.line.so-far", {{"requests", number(look_.format.significant(s.requests / 1e6, 3))},
                                                  {"tokens", number(look_.format.significant(s.tokens / 1e9, 3))}});
  for (QString& line : lines) line = line.toHtmlEscaped();
  const QString racks = racksText(frame, s.parts);
  if (!racks.isEmpty()) lines << racks;
  return lines.join(QStringLiteral("<br/>"));
}

void JobDetail::refresh() {
  sinceShown_.start();
  const FramePtr& frame = clock_.frame();
  const std::uint32_t tenant = frame && !work_.current().empty() ? findTenant(*frame, work_.current()) : none;
  const bool isKnown = tenant != none;
  operate_->setVisible(isKnown);
  fly_->setVisible(isKnown);
  text_->setVisible(isKnown);  // nothing that the keyboard would stop at
  if (!isKnown) {
    title_->setText(look_.words(work_.current().empty() ? "jobs.nothing-selected" : "jobs.gone"));
    text_->clear();
    return;
  }
  fly_->setEnabled(!tenantParts(*frame, tenant).empty());
  fly_->setToolTip(look_.words(fly_->isEnabled() ? "jobs.fly-hint" : "jobs.why.no-chips"));
  const QString name = look_.words(tenantName(*frame, tenant));
  const QString id = QString::fromStdString(tenantId(*frame, tenant));
  title_->setText(name.isEmpty() || name == id ? id : name + QStringLiteral(" · ") + id);
  const QString text = tenant < frame->jobs.size() ? jobText(*frame, frame->jobs[tenant])
                                                   : serviceText(*frame, frame->services[tenant - frame->jobs.size()]);
  // a label that is told its own text again would drop what a person is selecting in it
  if (text != text_->text()) text_->setText(text);
}

}  // namespace plenum::views
