// SPDX-License-Identifier: Apache-2.0
#include "panels/AlarmDetail.h"

#include <QVBoxLayout>
#include <cstdlib>

#include "live/Naming.h"
#include "live/Readings.h"
#include "panels/Countdown.h"
#include "panels/Dependents.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr int askingMs = 6000;
constexpr double capFraction = 0.8;  // of nominal clock

const Event* eventOf(const Frame& frame, std::uint64_t sequence) {
  // sequences count from 1 without gaps
  if (!frame.events || sequence == 0 || sequence > frame.events->size()) return nullptr;
  const Event& event = (*frame.events)[sequence - 1];
  return event.sequence == sequence ? &event : nullptr;
}

/// The last thing that was done to it, to a part or to a point of it before the alarm, within an hour.
const Event* doneTo(const Frame& frame, const ActiveAlarm& alarm) {
  if (!frame.events) return nullptr;
  for (std::size_t i = frame.events->size(); i-- > 0;) {
    const Event& event = (*frame.events)[i];
    if (event.time > alarm.since || event.kind != Event::Kind::action) continue;
    if (event.time < alarm.since - hours(1)) return nullptr;
    const std::string& id = event.entityId;
    if (id == alarm.entityId || (!alarm.entityId.empty() && id.rfind(alarm.entityId + "/", 0) == 0)) return &event;
  }
  return nullptr;
}

std::uint32_t hallOf(const Layout& layout, EntityRef entity) {
  switch (entity.kind) {
    case Kind::hall:
      return entity.index;
    case Kind::loop:
      return layout.loops[entity.index].hall;
    case Kind::rack:
      return layout.racks[entity.index].hall;
    case Kind::cdu:
      return layout.cdus[entity.index].hall;
    case Kind::fanWall:
      return layout.fanWalls[entity.index].hall;
    default:
      return none;
  }
}

QString link(const QString& id, const QColor& colour) {
  return QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%1</a>")
      .arg(id.toHtmlEscaped(), colour.name());
}

/// What the advice of an alarm says besides its words: nothing where no hand is to blame.
const std::string* saidOf(const Text& advice, std::string_view wanted) {
  for (const auto& [name, told] : advice.arguments)
    if (name == wanted) return &told;
  return nullptr;
}

bool startsWith(const std::string& text, std::string_view head) { return text.rfind(head, 0) == 0; }

}  // namespace

std::optional<Action> responseTo(const ActiveAlarm& alarm, const Frame& frame) {
  if (!frame.layout || !isIn(*frame.layout, alarm.entity) || alarm.entity.kind == Kind::campus) return std::nullopt;
  const Layout& layout = *frame.layout;
  const std::string id = layout.idOf({alarm.entity.kind, alarm.entity.index});
  const std::string& text = alarm.text.id;
  // what a hand keeps from helping is given back before anything else is done
  if (const std::string* point = saidOf(alarm.advice, "point")) return SetAuto{*point};
  if (startsWith(text, "alarm.loop-level")) return Leak{id, KgPerSecond{0.0}};
  if (startsWith(text, "alarm.circuit-flow-low")) return Restore{id};
  if (startsWith(text, "alarm.basin-low")) return Restore{id + "/make-up"};
  // what is out of service can be brought back; what is dead for want of supply cannot
  if (startsWith(text, "alarm.filter-clogged")) return Restore{id};
  if (canFail(alarm.entity.kind, alarm.entity.part) &&
      runningOf(frame, {alarm.entity.kind, alarm.entity.index}) == std::optional(Running::failed))
    return Restore{id};
  if (alarm.entity.kind == Kind::cdu || alarm.entity.kind == Kind::fanWall)
    if (text.find("-down") != std::string::npos) return Restore{id};
  // heat: less of it, until its cause is mended
  const std::uint32_t hall = hallOf(layout, alarm.entity);
  if (hall != none && alarm.priority <= 2) return CapFrequency{layout.halls[hall].id, Fraction{capFraction}};
  return std::nullopt;
}

AlarmDetail::AlarmDetail(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent)
    : QScrollArea(parent), look_(look), clock_(clock), selection_(selection), desk_(desk) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* content = new QWidget;
  setWidget(content);
  auto* down = new QVBoxLayout(content);
  down->setContentsMargins(12, 6, 12, 8);
  down->setSpacing(3);
  const auto part = [&] {
    QLabel* text = plainLabel(look, Theme::Type::table, Tone::text, false, content);
    text->setTextFormat(Qt::RichText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(text, &QLabel::linkActivated, this, &AlarmDetail::follow);
    down->addWidget(text);
    return text;
  };
  cause_ = part();
  consequence_ = part();
  response_ = part();
  act_ = new QPushButton(content);
  act_->setAutoDefault(false);
  look.words.follow(act_, [this] {
    act_->setAccessibleName(look_.words("alarm.response"));
    act_->setToolTip(look_.words("alarm.response"));
  });
  connect(act_, &QPushButton::clicked, this, &AlarmDetail::press);
  down->addWidget(act_);
  down->addStretch();
  calm_.setSingleShot(true);
  calm_.setInterval(askingMs);
  connect(&calm_, &QTimer::timeout, this, [this] {
    isAsking_ = false;
    refresh();
  });
  connect(&look.words, &Words::changed, this, &AlarmDetail::refresh);
  connect(&look.theme, &Theme::changed, this, &AlarmDetail::refresh);
}

void AlarmDetail::follow(const QString& link) {
  const FramePtr& frame = clock_.frame();
  if (!frame || !frame->layout) return;
  if (const auto found = frame->layout->find(link.toStdString())) selection_.select(*found);
}

void AlarmDetail::show(const std::optional<ActiveAlarm>& alarm) {
  if (!alarm || !alarm_ || alarm->alarm != alarm_->alarm) isAsking_ = false;
  alarm_ = alarm;
  refresh();
}

QString AlarmDetail::causeOf(const ActiveAlarm& alarm, const Frame& frame) const {
  const Event* first = eventOf(frame, alarm.cause);
  if (!first) first = doneTo(frame, alarm);
  if (!first) return look_.words("alarm.cause-itself");
  // back to what began it
  for (int steps = 0; steps < 16 && first->cause != 0; ++steps) {
    const Event* before = eventOf(frame, first->cause);
    if (!before) break;
    first = before;
  }
  const auto lineOf = [&](const Event& event) {
    const QString where = QString::fromStdString(event.entityId);
    const QString text = look_.words(event.text).toHtmlEscaped();
    const QString line = QStringLiteral("%1 &nbsp;%2").arg(look_.format.clock(event.time), text);
    return where.isEmpty() ? line : QStringLiteral("%1 &nbsp;%2").arg(line, link(where, look_.theme.tokens().accent));
  };
  // a hand that holds something back stands beside what has failed
  const std::string* deed = saidOf(alarm.advice, "deed");
  const Event* hand = deed ? eventOf(frame, std::strtoull(deed->c_str(), nullptr, 10)) : nullptr;
  if (!hand || hand == first || hand->time > alarm.since) return lineOf(*first);
  return lineOf(*first) + QStringLiteral("<br>") + lineOf(*hand);
}

QString AlarmDetail::consequenceOf(const ActiveAlarm& alarm, const Frame& frame) {
  const EntityRef whole{alarm.entity.kind, alarm.entity.index, 0};
  if (racksIn_ != frame.layout || !(racksOf_ == whole)) {
    racks_ = racksBehind(*frame.layout, whole);
    racksIn_ = frame.layout;
    racksOf_ = whole;
  }
  if (racks_.empty()) return look_.words("alarm.consequence-none").toHtmlEscaped();
  std::size_t chips = 0;
  for (std::uint32_t r : racks_) chips += frame.layout->racks[r].chips;
  const QString who =
      look_
          .words("alarm.consequence-racks", {{"racks", look_.format.count(qint64(racks_.size())).toStdString()},
                                             {"chips", look_.format.count(qint64(chips)).toStdString()}})
          .toHtmlEscaped();
  const QString when = sentenceOf(countdownOf(frame, racks_), *frame.layout, look_).toHtmlEscaped();
  return who + QLatin1Char(' ') + when;
}

void AlarmDetail::refresh() {
  const FramePtr& frame = clock_.frame();
  const bool hasAlarm = alarm_ && frame && frame->layout;
  widget()->setVisible(hasAlarm);
  if (!hasAlarm) return;
  const auto say = [this](QLabel* label, const char* titleId, const QString& text) {
    const QString whole = QStringLiteral("<span style=\"color:%1\">%2</span> &nbsp;%3")
                              .arg(look_.theme.tokens().dim.name(), look_.words(titleId).toHtmlEscaped(), text);
    if (label->text() != whole) label->setText(whole);
  };
  say(cause_, "alarm.cause", causeOf(*alarm_, *frame));
  say(consequence_, "alarm.consequence", consequenceOf(*alarm_, *frame));
  const QString advice = look_.words(alarm_->advice);
  say(response_, "alarm.response", (advice.isEmpty() ? look_.words("alarm.no-advice") : advice).toHtmlEscaped());
  prepared_ = responseTo(*alarm_, *frame);
  act_->setVisible(prepared_.has_value());
  if (!prepared_) return;
  const QString what = look_.words(describe(*prepared_));
  const QString text = isAsking_ ? look_.words("alarm.confirm", {{"action", what.toStdString()}})
                                 : look_.words("alarm.prepare", {{"action", what.toStdString()}});
  if (act_->text() == text) return;
  act_->setText(text);
  act_->setAccessibleName(text);
}

void AlarmDetail::press() {
  if (!prepared_) return;
  if (!std::exchange(isAsking_, !isAsking_)) {
    calm_.start();
  } else {
    calm_.stop();
    desk_.act(*prepared_);
  }
  refresh();
}

}  // namespace plenum::views
