// SPDX-License-Identifier: Apache-2.0
#include "panels/ActionsTab.h"

#include <QCheckBox>

#include "live/Naming.h"
#include "live/Readings.h"

namespace plenum::views {

ActionsTab::ActionsTab(Look& look, FrameClock& clock, Selection& selection, SessionDesk& desk, QWidget* parent)
    : QScrollArea(parent), look_(look), clock_(clock), selection_(selection), desk_(desk) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  connect(&selection, &Selection::changed, this, &ActionsTab::rebuild);
  connect(&clock, &FrameClock::storyChanged, this, &ActionsTab::rebuild);
  connect(&look.words, &Words::changed, this, &ActionsTab::rebuild);
  connect(&clock, &FrameClock::frameChanged, this, [this](const FramePtr& frame) {
    if (!selection_.isCampus() || !isVisible()) return;
    std::vector<std::string> jobs;
    for (const Frame::JobLine& job : frame->jobs)
      if (job.state == 1) jobs.push_back(job.id);
    if (jobs != jobs_) rebuild();
  });
}

void ActionsTab::askThrough(Operate* operate) {
  operate_ = operate;
  rebuild();
}

void ActionsTab::send(const Action& action) {
  if (operate_ && asksFirst_)
    operate_->ask(action);
  else
    desk_.act(action);
}

/// Every operation of a power device or breaker; each is asked first, whatever is chosen for the rest.
void ActionsTab::addOperations(QVBoxLayout& down, const Frame& frame, EntityRef entity) {
  if (!operate_) return;
  bool isFirst = true;
  for (const Operation& operation : operationsOf(frame, entity)) {
    // faults have rows of their own
    if (std::holds_alternative<Fail>(operation.action) || std::holds_alternative<Restore>(operation.action)) continue;
    if (std::exchange(isFirst, false)) heading(down, "actions.operate");
    auto* button = new QPushButton(look_.words(operation.text), widget());
    button->setAutoDefault(false);
    button->setToolTip(button->text());
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    connect(button, &QPushButton::clicked, this, [this, action = operation.action] { operate_->ask(action); });
    down.addWidget(button);
  }
}

void ActionsTab::heading(QVBoxLayout& down, const char* textId) {
  QLabel* made = plainLabel(look_, Theme::Type::caption, Tone::dim, true, widget());
  made->setText(look_.words(textId));
  made->setContentsMargins(0, down.count() == 0 ? 0 : 12, 0, 2);
  down.addWidget(made);
}

QLabel* ActionsTab::named(const QString& text, Tone tone) {
  QLabel* made = plainLabel(look_, Theme::Type::table, tone, false, widget());
  made->setText(text);
  // a long name gives way to the controls beside it, by another line
  made->setWordWrap(true);
  made->setMinimumWidth(64);
  made->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  made->setToolTip(text);
  return made;
}

QDoubleSpinBox* ActionsTab::numberBox(const QString& name, const QString& unit, double low, double high, double value) {
  auto* box = new QDoubleSpinBox(widget());
  box->setRange(low, high);
  box->setDecimals(1);
  box->setSingleStep(high - low > 50 ? 1.0 : 0.5);
  box->setSuffix(unit);
  box->setValue(value);
  box->setAccessibleName(name);
  return box;
}

QPushButton* ActionsTab::sender(const char* textId, const QString& about, std::function<Action()> action) {
  auto* button = textButton(look_, textId, widget());
  button->setAccessibleDescription(about);
  connect(button, &QPushButton::clicked, this, [this, action = std::move(action)] { send(action()); });
  return button;
}

void ActionsTab::rebuild() {
  auto* content = new QWidget;
  setWidget(content);
  auto* down = new QVBoxLayout(content);
  down->setContentsMargins(12, 8, 12, 12);
  down->setSpacing(6);
  const FramePtr& frame = clock_.frame();
  const EntityRef entity = selection_.current();
  if (frame && frame->layout && isIn(*frame->layout, entity)) {
    const Layout& layout = *frame->layout;
    addOperations(*down, *frame, entity);
    if (canFail(entity.kind, entity.part)) addFailures(*down, layout, entity);
    if (entity.part == 0) {
      addSetpoints(*down, layout, entity);
      addWater(*down, layout, entity);
      addPoints(*down, layout, entity);
      addDirt(*down, layout, entity);
      if (entity.kind == Kind::rack || entity.kind == Kind::row || entity.kind == Kind::hall)
        addDrain(*down, layout.idOf(entity));
    }
    if (entity.kind == Kind::campus) {
      addWeather(*down);
      addJobs(*down, *frame);
    }
  }
  if (down->count() == 0) {
    heading(*down, "actions.none");
  } else {
    QLabel* note = plainLabel(look_, Theme::Type::caption, Tone::dim, false, widget());
    note->setWordWrap(true);
    note->setContentsMargins(0, 10, 0, 0);
    note->setText(look_.words("actions.note"));
    down->addWidget(note);
    if (operate_) {
      auto* first = new QCheckBox(look_.words("actions.ask-first"), widget());
      first->setToolTip(look_.words("actions.ask-first-hint"));
      first->setChecked(asksFirst_);
      connect(first, &QCheckBox::toggled, this, [this](bool isOn) { asksFirst_ = isOn; });
      down->insertWidget(0, first);
    }
  }
  down->addStretch();
}

void ActionsTab::addPair(QVBoxLayout& down, const QString& name, const std::string& target) {
  auto* across = new QHBoxLayout;
  across->addWidget(named(name, Tone::text), 1);
  across->addWidget(sender("actions.fail", name, [target] { return Fail{target}; }));
  across->addWidget(sender("actions.restore", name, [target] { return Restore{target}; }));
  down.addLayout(across);
}

void ActionsTab::addFailures(QVBoxLayout& down, const Layout& layout, EntityRef entity) {
  heading(down, "actions.fault");
  const auto pair = [&](EntityRef target, const QString& name) { addPair(down, name, layout.idOf(target)); };
  // a circuit fails as its main valve shuts
  if (entity.kind == Kind::circuit) return pair(entity, look_.words("actions.facility-water"));
  pair(entity, entity.part != 0 ? shortNameOf(layout, entity, look_.words) : look_.words("actions.whole"));
  for (std::uint32_t part = 1; part <= partsOf(layout, entity); ++part)
    pair({entity.kind, entity.index, part}, shortNameOf(layout, {entity.kind, entity.index, part}, look_.words));
}

void ActionsTab::addSetpoints(QVBoxLayout& down, const Layout& layout, EntityRef entity) {
  const std::string id = layout.idOf(entity);
  const auto supply = [&](double now) {
    heading(down, "actions.setpoint");
    addNumber(down, {"actions.supply", "actions.set", QStringLiteral(" °C"), 5.0, 60.0, now}, [id](double v) -> Action {
      return SetSupply{id, Celsius{v}};
    });
  };
  if (entity.kind == Kind::loop) supply(layout.loops[entity.index].spec.supplySetpoint.si);
  if (entity.kind == Kind::circuit) supply(layout.circuits[entity.index].spec.supplySetpoint.si);
  if (entity.kind != Kind::hall) return;
  if (layout.halls[entity.index].design) supply(layout.halls[entity.index].design->supplyAirSetpoint.si);
  heading(down, "actions.cap");
  addNumber(down, {"actions.cap-clock", "actions.set", QStringLiteral(" %"), 20.0, 100.0, 80.0},
            [id](double v) -> Action {
              return CapFrequency{id, Fraction{v / 100.0}};
            });
}

void ActionsTab::addNumber(QVBoxLayout& down, const Entry& entry, std::function<Action(double)> action) {
  auto* across = new QHBoxLayout;
  const QString name = look_.words(entry.textId);
  QDoubleSpinBox* box = numberBox(name, entry.unit, entry.low, entry.high, entry.value);
  box->setDecimals(entry.decimals);
  across->addWidget(named(name, Tone::dim), 1);
  across->addWidget(box);
  across->addWidget(sender(entry.buttonId, name, [box, action = std::move(action)] { return action(box->value()); }));
  down.addLayout(across);
}

/// New jobs stay away; what runs there goes on.
void ActionsTab::addDrain(QVBoxLayout& down, const std::string& id) {
  heading(down, "actions.new-jobs");
  auto* across = new QHBoxLayout;
  const QString name = look_.words("actions.drain-hint");
  across->addWidget(named(name, Tone::dim), 1);
  across->addWidget(sender("actions.drain", name, [id] { return Drain{id}; }));
  across->addWidget(sender("actions.undrain", name, [id] { return Undrain{id}; }));
  down.addLayout(across);
}

void ActionsTab::addJobs(QVBoxLayout& down, const Frame& frame) {
  jobs_.clear();
  for (const Frame::JobLine& job : frame.jobs) {
    if (job.state != 1) continue;
    if (jobs_.empty()) heading(down, "actions.jobs");
    jobs_.push_back(job.id);
    auto* across = new QHBoxLayout;
    QLabel* title =
        named(QStringLiteral("%1 · %2").arg(look_.words(job.name), look_.format.count(job.chips)), Tone::text);
    title->setToolTip(QString::fromStdString(job.id));
    across->addWidget(title, 1);
    across->addWidget(sender("actions.crash", title->text(), [id = job.id] { return CrashJob{id}; }));
    down.addLayout(across);
  }
}

}  // namespace plenum::views
