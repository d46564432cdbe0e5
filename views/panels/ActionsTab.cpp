// SPDX-License-Identifier: Apache-2.0
#include "panels/ActionsTab.h"

#include <QDoubleSpinBox>

#include "live/Naming.h"
#include "live/Readings.h"
#include "panels/Parts.h"

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

void ActionsTab::heading(QVBoxLayout& down, const char* textId) {
  QLabel* made = plainLabel(look_, Theme::Type::caption, Tone::dim, true, widget());
  made->setText(look_.words(textId));
  made->setContentsMargins(0, down.count() == 0 ? 0 : 12, 0, 2);
  down.addWidget(made);
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
    const std::string id = layout.idOf(entity);
    if (canFail(entity.kind, entity.part)) addFailures(*down, layout, entity);
    const auto supply = [&](double now) {
      heading(*down, "actions.setpoint");
      addNumber(*down, "actions.supply", "actions.set", QStringLiteral(" °C"), 5.0, 60.0, now,
                [id](double v) -> Action {
                  return SetSupply{id, Celsius{v}};
                });
    };
    if (entity.kind == Kind::loop) {
      supply(layout.loops[entity.index].spec.supplySetpoint.si);
      heading(*down, "actions.leak");
      addNumber(*down, "actions.leak-rate", "actions.start", QStringLiteral(" kg/s"), 0.0, 20.0, 0.2,
                [id](double v) -> Action {
                  return Leak{id, KgPerSecond{v}};
                });
    }
    if (entity.kind == Kind::circuit) supply(layout.circuits[entity.index].spec.supplySetpoint.si);
    if (entity.kind == Kind::hall) {
      if (layout.halls[entity.index].design) supply(layout.halls[entity.index].design->supplyAirSetpoint.si);
      heading(*down, "actions.cap");
      addNumber(*down, "actions.cap-clock", "actions.set", QStringLiteral(" %"), 20.0, 100.0, 80.0,
                [id](double v) -> Action {
                  return CapFrequency{id, Fraction{v / 100.0}};
                });
    }
    if (entity.kind == Kind::campus) addJobs(*down, *frame);
  }
  if (down->count() == 0) heading(*down, "actions.none");
  down->addStretch();
}

void ActionsTab::addFailures(QVBoxLayout& down, const Layout& layout, EntityRef entity) {
  heading(down, "actions.fault");
  const auto pair = [&](EntityRef target, const QString& name) {
    const std::string id = layout.idOf(target);
    auto* across = new QHBoxLayout;
    QLabel* title = plainLabel(look_, Theme::Type::table, Tone::text, false, widget());
    title->setText(name);
    auto* fail = textButton(look_, "actions.fail", widget());
    auto* restore = textButton(look_, "actions.restore", widget());
    fail->setAccessibleDescription(name);
    restore->setAccessibleDescription(name);
    across->addWidget(title, 1);
    across->addWidget(fail);
    across->addWidget(restore);
    down.addLayout(across);
    connect(fail, &QPushButton::clicked, this, [this, id] { desk_.fail(id); });
    connect(restore, &QPushButton::clicked, this, [this, id] { desk_.restore(id); });
  };
  pair(entity, entity.part != 0 ? shortNameOf(layout, entity, look_.words) : look_.words("actions.whole"));
  for (std::uint32_t part = 1; part <= partsOf(layout, entity); ++part)
    pair({entity.kind, entity.index, part}, shortNameOf(layout, {entity.kind, entity.index, part}, look_.words));
  QLabel* note = plainLabel(look_, Theme::Type::caption, Tone::dim, false, widget());
  note->setWordWrap(true);
  note->setText(look_.words("actions.note"));
  down.addWidget(note);
}

void ActionsTab::addNumber(QVBoxLayout& down, const char* textId, const char* buttonId, const QString& unit, double low,
                           double high, double value, std::function<Action(double)> action) {
  auto* across = new QHBoxLayout;
  auto* box = new QDoubleSpinBox(widget());
  box->setRange(low, high);
  box->setDecimals(1);
  box->setSingleStep(high - low > 50 ? 1.0 : 0.5);
  box->setSuffix(unit);
  box->setValue(value);
  box->setAccessibleName(look_.words(textId));
  auto* button = textButton(look_, buttonId, widget());
  QLabel* title = plainLabel(look_, Theme::Type::table, Tone::dim, false, widget());
  title->setText(look_.words(textId));
  across->addWidget(title, 1);
  across->addWidget(box);
  across->addWidget(button);
  down.addLayout(across);
  connect(button, &QPushButton::clicked, this, [this, box, action] { desk_.act(action(box->value())); });
}

void ActionsTab::addJobs(QVBoxLayout& down, const Frame& frame) {
  jobs_.clear();
  for (const Frame::JobLine& job : frame.jobs) {
    if (job.state != 1) continue;
    if (jobs_.empty()) heading(down, "actions.jobs");
    jobs_.push_back(job.id);
    auto* across = new QHBoxLayout;
    QLabel* title = plainLabel(look_, Theme::Type::table, Tone::text, false, widget());
    title->setText(QStringLiteral("%1 · %2").arg(look_.words(job.name), look_.format.count(job.chips)));
    title->setToolTip(QString::fromStdString(job.id));
    title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* crash = textButton(look_, "actions.crash", widget());
    crash->setAccessibleDescription(title->text());
    across->addWidget(title, 1);
    across->addWidget(crash);
    down.addLayout(across);
    connect(crash, &QPushButton::clicked, this, [this, id = job.id] { desk_.act(CrashJob{id}); });
  }
}

}  // namespace plenum::views
