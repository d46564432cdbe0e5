// SPDX-License-Identifier: Apache-2.0
#include "panels/FaceplatePanel.h"

#include <QMessageBox>
#include <algorithm>
#include <cmath>
#include <limits>

#include "live/Naming.h"
#include "live/Readings.h"
#include "panels/Parts.h"

namespace plenum::views {

namespace {

constexpr qint64 refreshMs = 200;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

double at(const std::vector<float>& values, std::uint32_t i) { return i < values.size() ? double(values[i]) : nothing; }

/// Whose controller moves a unit: the loop of a CDU, the hall of a fan wall, the circuit of plant.
EntityRef controllerOf(const Layout& layout, EntityRef entity) {
  switch (entity.kind) {
    case Kind::cdu:
      return layout.cdus[entity.index].loop == none ? EntityRef{}
                                                    : EntityRef{Kind::loop, layout.cdus[entity.index].loop};
    case Kind::fanWall:
      return {Kind::hall, layout.fanWalls[entity.index].hall};
    case Kind::pump:
    case Kind::chiller:
    case Kind::exchanger:
    case Kind::tower:
    case Kind::dryCooler:
    case Kind::tank:
    case Kind::lake:
      return ownerOf(layout, entity);
    default:
      return {};
  }
}

/// What a loop, circuit or hall runs, to be started and stopped from its faceplate.
std::vector<EntityRef> unitsOf(const Layout& layout, EntityRef entity) {
  std::vector<EntityRef> out;
  const auto add = [&](Kind kind, const std::vector<std::uint32_t>& which) {
    for (const std::uint32_t i : which) out.push_back({kind, i});
  };
  if (entity.kind == Kind::circuit) {
    const PlacedCircuit& c = layout.circuits[entity.index];
    add(Kind::pump, c.pumps), add(Kind::pump, c.condenserPumps), add(Kind::chiller, c.chillers);
    add(Kind::exchanger, c.exchangers), add(Kind::tower, c.towers), add(Kind::dryCooler, c.dryCoolers);
    add(Kind::tank, c.tanks), add(Kind::lake, c.lakes);
  } else if (entity.kind == Kind::loop) {
    add(Kind::cdu, layout.loops[entity.index].cdus);
  } else if (entity.kind == Kind::hall) {
    const PlacedHall& h = layout.halls[entity.index];
    for (std::uint32_t i = h.firstCdu; i < h.firstCdu + h.cdus; ++i) out.push_back({Kind::cdu, i});
    for (std::uint32_t i = h.firstFanWall; i < h.firstFanWall + h.fanWalls; ++i) out.push_back({Kind::fanWall, i});
  } else if (entity.kind != Kind::powerDevice) {  // breakers are operated, not started
    for (std::uint32_t part = 1; part <= partsOf(layout, entity); ++part)
      out.push_back({entity.kind, entity.index, part});
  }
  return out;
}

double setpointOf(const Frame& f, EntityRef entity) {
  if (entity.kind == Kind::loop) return at(f.loops.setpointC, entity.index);
  if (entity.kind == Kind::circuit) return at(f.circuits.setpointC, entity.index);
  if (entity.kind == Kind::hall) return at(f.halls.setpointC, entity.index);
  return nothing;
}

/// The state of a pump of a CDU is told by the frame beside that of the whole.
std::optional<Running> stateOf(const Frame& f, EntityRef entity) {
  if (entity.kind == Kind::cdu && entity.part > 0 && entity.index + 1 < f.cdus.firstPump.size()) {
    const std::uint32_t i = f.cdus.firstPump[entity.index] + entity.part - 1;
    return i < f.cdus.pumpState.size() ? std::optional(f.cdus.pumpState[i]) : std::nullopt;
  }
  if (entity.kind == Kind::exchanger && entity.index < f.exchangers.state.size())
    return f.exchangers.state[entity.index];
  if (entity.kind == Kind::tank && entity.index < f.tanks.state.size()) return f.tanks.state[entity.index];
  if (entity.kind == Kind::lake && entity.index < f.lakes.state.size()) return f.lakes.state[entity.index];
  return runningOf(f, entity);
}

const char* wordOf(Running state) {
  switch (state) {
    case Running::off:
      return "schematic.stand-by";
    case Running::starting:
      return "running.starting";
    case Running::on:
      return "running.on";
    case Running::failed:
      return "running.failed";
    case Running::dark:
      return "running.dark";
  }
  return "running.off";
}

QString pointName(const Look& look, Point point) {
  return look.words((std::string("point.") + rowOf(point).name).c_str());
}

QPalette inColour(const Look& look, const QColor& colour) {
  QPalette palette = look.theme.palette();
  palette.setColor(QPalette::WindowText, colour);
  return palette;
}

}  // namespace

FaceplatePanel::FaceplatePanel(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent)
    : QScrollArea(parent), look_(look), clock_(clock), selection_(selection), desk_(desk) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setMinimumWidth(250);
  confirm_ = [this](const QString& question) {
    QMessageBox box(QMessageBox::Warning, look_.words("faceplate.name"), question, QMessageBox::NoButton, this);
    QPushButton* yes = box.addButton(look_.words("faceplate.yes"), QMessageBox::AcceptRole);
    QPushButton* no = box.addButton(look_.words("save.cancel"), QMessageBox::RejectRole);
    box.setDefaultButton(no);
    box.exec();
    return box.clickedButton() == yes;
  };
  connect(&selection, &Selection::changed, this, &FaceplatePanel::rebuild);
  connect(&clock, &FrameClock::storyChanged, this, &FaceplatePanel::rebuild);
  connect(&look.words, &Words::changed, this, &FaceplatePanel::rebuild);
  // while the run stands no frame would tell that something was done
  connect(&desk, &SessionDesk::waitingChanged, this, &FaceplatePanel::refresh);
  look_.followTheme(this, [this] { refresh(); });
  connect(&clock, &FrameClock::frameChanged, this, [this] {
    if (!isVisible() || (sinceShown_.isValid() && sinceShown_.elapsed() < refreshMs)) return;
    refresh();
  });
  rebuild();
}

bool FaceplatePanel::isAgreed(const char* questionId, const QString& thing) const {
  return !confirm_ || confirm_(look_.words(questionId, {{"thing", thing.toStdString()}}));
}

void FaceplatePanel::heading(const QString& text) {
  QLabel* made = plainLabel(look_, Theme::Type::caption, Tone::dim, true, widget());
  made->setText(text);
  made->setContentsMargins(0, 10, 0, 2);
  made->setWordWrap(true);
  down_->addWidget(made);
}

void FaceplatePanel::rebuild() {
  sensors_.clear(), organs_.clear(), units_.clear(), standing_.clear();
  setpoint_ = nullptr, setpointNote_ = nullptr, state_ = nullptr, alarms_ = nullptr, acknowledge_ = nullptr;
  auto* content = new QWidget;
  setWidget(content);
  setAccessibleName(look_.words("faceplate.name"));
  down_ = new QVBoxLayout(content);
  down_->setContentsMargins(12, 8, 12, 12);
  down_->setSpacing(6);
  const FramePtr& frame = clock_.frame();
  EntityRef entity = selection_.current();
  entity.part = 0;
  if (!frame || !frame->layout || entity.kind == Kind::campus || !isIn(*frame->layout, entity)) {
    heading(look_.words("faceplate.nothing"));
    return down_->addStretch();
  }
  const Layout& layout = *frame->layout;
  QLabel* title = plainLabel(look_, Theme::Type::title, Tone::text, true, content);
  title->setText(titleOf(layout, entity, look_.words));
  title->setWordWrap(true);
  down_->addWidget(title);
  state_ = plainLabel(look_, Theme::Type::table, Tone::dim, false, content);
  down_->addWidget(state_);
  addAlarms();

  const EntityRef controller = controllerOf(layout, entity);
  addSetpoint(*frame, controller.kind == Kind::campus ? entity : controller);
  if (!pointsOf(layout, entity).empty()) {
    heading(look_.words("faceplate.points"));
    addPoints(layout, entity);
  }
  if (controller.kind != Kind::campus && !pointsOf(layout, controller).empty()) {
    heading(titleOf(layout, controller, look_.words));
    addPoints(layout, controller);
  }
  addUnits(layout, entity);
  if (!setpoint_ && sensors_.empty() && organs_.empty() && units_.empty()) heading(look_.words("faceplate.no-points"));
  down_->addStretch();
  refresh();
}

void FaceplatePanel::addSetpoint(const Frame& frame, EntityRef entity) {
  const double now = setpointOf(frame, entity);
  if (!std::isfinite(now)) return;
  heading(look_.words("faceplate.setpoint"));
  // the span that actions accept for water and air alike
  setpoint_ = new EntryRow(look_, look_.words("faceplate.supply"), {5.0, 60.0, QStringLiteral("°C"), 1}, now, widget());
  down_->addWidget(setpoint_);
  setpointNote_ = plainLabel(look_, Theme::Type::caption, Tone::dim, false, widget());
  setpointNote_->setWordWrap(true);
  down_->addWidget(setpointNote_);
  const std::string id = setpointOf_ = frame.layout->idOf(entity);
  connect(setpoint_, &EntryRow::entered, this, [this, id](double to) { desk_.act(SetSupply{id, Celsius{to}}); });
}

void FaceplatePanel::addPoints(const Layout& layout, EntityRef entity) {
  for (const PointRef ref : pointsOf(layout, entity))
    rowOf(ref.point).isOrgan ? addOrgan(layout, ref) : addSensor(layout, ref);
}

void FaceplatePanel::addSensor(const Layout& layout, PointRef ref) {
  SensorRow row;
  row.point = pointIndex(layout, ref);
  row.unit = std::string_view(rowOf(ref.point).unit) == "kg/s" ? Unit::kgPerS : Unit::celsius;
  auto* across = new QHBoxLayout;
  QLabel* name = plainLabel(look_, Theme::Type::table, Tone::text, false, widget());
  name->setText(pointName(look_, ref.point));
  name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  row.value = plainLabel(look_, Theme::Type::body, Tone::text, true, widget());
  row.quality = plainLabel(look_, Theme::Type::caption, Tone::dim, false, widget());
  across->addWidget(name, 1);
  across->addWidget(row.value);
  across->addWidget(row.quality);
  down_->addLayout(across);
  sensors_.push_back(row);
}

void FaceplatePanel::addOrgan(const Layout& layout, PointRef ref) {
  OrganRow row;
  row.ref = ref;
  row.point = pointIndex(layout, ref);
  const QString name = pointName(look_, ref.point);
  auto* head = new QHBoxLayout;
  QLabel* title = plainLabel(look_, Theme::Type::table, Tone::text, false, widget());
  title->setText(name);
  title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  row.value = plainLabel(look_, Theme::Type::body, Tone::text, true, widget());
  row.name = title;
  // on a line of its own: what waits for the next tick is long, and would leave nothing of the name
  row.mode = plainLabel(look_, Theme::Type::caption, Tone::dim, false, widget());
  row.mode->setWordWrap(true);
  head->addWidget(title, 1);
  head->addWidget(row.value);
  down_->addLayout(head);
  down_->addWidget(row.mode);
  row.bar = new QProgressBar(widget());
  row.bar->setRange(0, 1000);
  row.bar->setTextVisible(false);
  row.bar->setFixedHeight(6);
  row.bar->setAccessibleName(name);
  down_->addWidget(row.bar);
  auto* modes = new QHBoxLayout;
  modes->setSpacing(4);
  row.automatic = textButton(look_, "faceplate.auto", widget());
  row.byHand = textButton(look_, "faceplate.manual", widget());
  for (QPushButton* button : {row.automatic, row.byHand}) {
    button->setCheckable(true);
    button->setAccessibleDescription(name);
    modes->addWidget(button, 1);
  }
  down_->addLayout(modes);
  row.entry =
      new EntryRow(look_, look_.words("faceplate.output"), {0.0, 100.0, QStringLiteral("%"), 1}, nothing, widget());
  row.entry->hide();
  down_->addWidget(row.entry);
  const std::string id = idOf(layout, ref);
  connect(row.automatic, &QPushButton::clicked, this, [this, id] {
    desk_.act(SetAuto{id});
    refresh();
  });
  // taken over where it stands: nothing moves until an output is entered
  connect(row.byHand, &QPushButton::clicked, this, [this, row] {
    const double stands = clock_.frame() ? at(clock_.frame()->points.measured, row.point) : nothing;
    if (std::isfinite(stands)) desk_.act(SetManual{idOf(*clock_.frame()->layout, row.ref), Fraction{stands}});
    refresh();
  });
  connect(row.entry, &EntryRow::entered, this, [this, row](double percent) { takeByHand(row, percent / 100.0); });
  organs_.push_back(row);
}

void FaceplatePanel::takeByHand(const OrganRow& row, double to) {
  const FramePtr& frame = clock_.frame();
  if (!frame || !frame->layout) return;
  const std::string id = idOf(*frame->layout, row.ref);
  if (to < leastHarmless && !isAgreed("faceplate.ask-output", QString::fromStdString(id))) return;
  desk_.act(SetManual{id, Fraction{to}});
}

void FaceplatePanel::addUnits(const Layout& layout, EntityRef entity) {
  std::vector<EntityRef> all;
  if (canFail(entity.kind, 0) || entity.kind == Kind::circuit) all.push_back(entity);
  for (const EntityRef unit : unitsOf(layout, entity)) all.push_back(unit);
  if (all.empty()) return;
  heading(look_.words("faceplate.units"));
  for (const EntityRef unit : all) {
    UnitRow row{unit, plainLabel(look_, Theme::Type::caption, Tone::dim, false, widget()), new QPushButton(widget())};
    row.button->setAutoDefault(false);
    QLabel* name = plainLabel(look_, Theme::Type::table, Tone::text, false, widget());
    name->setText(unit == entity ? look_.words(entity.kind == Kind::circuit ? "faceplate.main-valve" : "actions.whole")
                                 : shortNameOf(layout, unit, look_.words));
    name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row.button->setAccessibleDescription(titleOf(layout, unit, look_.words));
    auto* across = new QHBoxLayout;
    across->addWidget(name, 1);
    across->addWidget(row.state);
    across->addWidget(row.button);
    down_->addLayout(across);
    connect(row.button, &QPushButton::clicked, this, [this, unit] {
      const FramePtr& frame = clock_.frame();
      if (!frame || !frame->layout || !isIn(*frame->layout, unit)) return;
      const std::string id = frame->layout->idOf(unit);
      if (stateOf(*frame, unit) == Running::failed) return desk_.restore(id);
      if (isAgreed("faceplate.ask-stop", titleOf(*frame->layout, unit, look_.words))) desk_.fail(id);
    });
    units_.push_back(row);
    if (unit.kind != Kind::circuit) continue;
    // the state of a main valve is not told: both ways are offered
    auto* open = textButton(look_, "actions.restore", widget());
    across->addWidget(open);
    connect(open, &QPushButton::clicked, this, [this, unit] {
      if (clock_.frame() && clock_.frame()->layout) desk_.restore(clock_.frame()->layout->idOf(unit));
    });
  }
}

void FaceplatePanel::addAlarms() {
  alarms_ = new QLabel(widget());
  alarms_->setTextFormat(Qt::PlainText);
  alarms_->setWordWrap(true);
  alarms_->hide();
  down_->addWidget(alarms_);
  acknowledge_ = textButton(look_, "alarm.acknowledge", widget());
  acknowledge_->hide();
  down_->addWidget(acknowledge_, 0, Qt::AlignLeft);
  connect(acknowledge_, &QPushButton::clicked, this, [this] {
    for (const std::uint64_t alarm : standing_) desk_.acknowledge(alarm);
  });
}

void FaceplatePanel::refreshOrgan(const Frame& f, const OrganRow& row) {
  const Tokens& t = look_.theme.tokens();
  const double stands = at(f.points.measured, row.point);
  int mode = row.point < f.points.mode.size() ? f.points.mode[row.point] : 0;
  // what was asked for while the run stands is shown as asked for, and said to be nothing more
  const Action* waiting = desk_.waitingFor(idOf(*f.layout, row.ref));
  const auto* byHand = waiting ? std::get_if<SetManual>(waiting) : nullptr;
  const bool isWaiting = byHand || (waiting && std::holds_alternative<SetAuto>(*waiting));
  if (isWaiting) mode = byHand ? 1 : 0;
  row.value->setText(look_.format.text(stands, Unit::fraction));
  row.bar->setValue(std::isfinite(stands) ? static_cast<int>(std::lround(1000.0 * stands)) : 0);
  QString said = look_.words(mode == 2   ? "faceplate.is-stuck"
                             : mode == 1 ? "faceplate.is-manual"
                                         : "faceplate.is-auto");
  if (byHand) said += QLatin1Char(' ') + look_.format.text(byHand->to.si, Unit::fraction);
  if (isWaiting) said += QStringLiteral(" · ") + look_.words("faceplate.waits");
  row.mode->setText(said);
  row.mode->setToolTip(isWaiting ? look_.words("faceplate.waits-long") : QString());
  // what is not automatic is not normal, and what is stuck is wrong
  row.mode->setPalette(inColour(look_, mode == 2 ? t.priority[1] : mode == 1 || isWaiting ? t.accent : t.dim));
  row.automatic->setChecked(mode == 0);
  row.byHand->setChecked(mode == 1);
  if (row.entry->isHidden() && mode == 1) row.entry->setValue(100.0 * (byHand ? byHand->to.si : stands));
  row.entry->setVisible(mode == 1);
}

void FaceplatePanel::refresh() {
  sinceShown_.start();
  const FramePtr& frame = clock_.frame();
  if (!frame || !frame->layout || !state_) return;
  const Frame& f = *frame;
  const Tokens& t = look_.theme.tokens();
  EntityRef entity = selection_.current();
  entity.part = 0;
  const auto state = stateOf(f, entity);
  const auto isWrong = [](std::optional<Running> is) { return is == Running::failed || is == Running::dark; };
  state_->setVisible(state.has_value());
  if (state) {
    state_->setText(look_.words(wordOf(*state)));
    state_->setPalette(inColour(look_, isWrong(state) ? t.priority[1] : t.dim));
  }
  for (const SensorRow& row : sensors_) {
    const bool isBad = row.point < f.points.quality.size() && f.points.quality[row.point] == Quality::bad;
    row.value->setText(isBad ? look_.format.dash() : look_.format.text(at(f.points.measured, row.point), row.unit));
    row.quality->setText(look_.words(isBad ? "quality.bad" : "quality.sensed"));
    row.quality->setToolTip(look_.words(isBad ? "quality.bad-hint" : "quality.sensed-hint"));
    row.quality->setPalette(inColour(look_, isBad ? t.priority[1] : t.dim));
  }
  for (const OrganRow& row : organs_) refreshOrgan(f, row);
  if (setpointNote_) {
    const bool isWaiting = desk_.waitingFor(setpointOf_) != nullptr;
    setpointNote_->setVisible(isWaiting);
    setpointNote_->setText(isWaiting ? look_.words("faceplate.waits-long") : QString());
    setpointNote_->setPalette(inColour(look_, t.accent));
  }
  for (const UnitRow& row : units_) {
    const auto is = stateOf(f, row.entity);
    const bool isWaiting = desk_.waitingFor(f.layout->idOf(row.entity)) != nullptr;
    row.state->setText(isWaiting ? look_.words("faceplate.waits") : is ? look_.words(wordOf(*is)) : QString());
    row.state->setToolTip(isWaiting ? look_.words("faceplate.waits-long") : QString());
    row.state->setPalette(inColour(look_, isWaiting ? t.accent : isWrong(is) ? t.priority[1] : t.dim));
    row.button->setText(look_.words(is == Running::failed ? "actions.restore" : "faceplate.stop"));
  }
  QStringList lines;
  standing_.clear();
  for (const ActiveAlarm& alarm : f.alarms) {
    if (!isIn(*f.layout, alarm.entity)) continue;
    const std::vector<EntityRef> path = pathTo(*f.layout, alarm.entity);
    if (std::find(path.begin(), path.end(), entity) == path.end()) continue;
    if (lines.size() < 4) lines << look_.words(alarm.text);
    if (!alarm.isAcknowledged) standing_.push_back(alarm.alarm);
  }
  alarms_->setVisible(!lines.isEmpty());
  alarms_->setText(lines.join(QLatin1Char('\n')));
  alarms_->setPalette(inColour(look_, t.priority[1]));
  alarms_->setFont(look_.theme.font(Theme::Type::table));
  acknowledge_->setVisible(!standing_.empty());
}

}  // namespace plenum::views
