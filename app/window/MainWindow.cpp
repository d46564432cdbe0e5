// SPDX-License-Identifier: Apache-2.0
#include "window/MainWindow.h"

#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSettings>

#include "live/Readings.h"
#include "look/WheelGuard.h"
#include "panels/AlarmPanel.h"
#include "panels/FigureStrip.h"
#include "panels/GanttPanel.h"
#include "panels/InspectorPanel.h"
#include "panels/JobsPanel.h"
#include "panels/OutlookPanel.h"
#include "panels/RedundancyPanel.h"
#include "panels/SitePanel.h"
#include "panels/StatusBar.h"
#include "panels/TimelineBar.h"
#include "panels/TrendsPanel.h"
#include "viewport/CampusView.h"
#include "window/AssumptionsPanel.h"
#include "window/CentralView.h"
#include "window/DockStage.h"
#include "window/FileDesk.h"
#include "window/SavedViews.h"
#include "window/SceneryCommands.h"
#include "window/Studies.h"
#include "window/Weather.h"
#include "window/WorkTables.h"
#include "window/Workspaces.h"

namespace plenum {

using views::AlarmPanel;
using views::FigureStrip;
using views::FrameClock;
using views::InspectorPanel;
using views::Look;
using views::Selection;
using views::SessionDesk;
using views::SitePanel;
using views::Theme;

namespace {

/// What was done while the run stands: it is in it with the next tick.
QString waitingText(const Look& look, const SessionDesk& desk, const QString& weather) {
  QStringList out;
  if (desk.waiting().size() > 1)
    out << look.words("status.waiting-many", {{"count", std::to_string(desk.waiting().size())}});
  else if (!desk.waiting().empty())
    out << look.words("status.waiting", {{"what", look.words(describe(desk.waiting().front())).toStdString()}});
  if (!weather.isEmpty()) out << weather;
  return out.join(QStringLiteral("  ·  "));
}

}  // namespace

MainWindow::MainWindow(Look& look, Languages& languages, Workbench& bench, QWidget* parent)
    : QMainWindow(parent), look_(look), languages_(languages), bench_(bench) {
  setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
  qApp->installEventFilter(new views::WheelGuard(this));
  workspaces_ = new Workspaces(look_, *this);
  central_ = new CentralView(look_, clock_, selection_, this);
  // what lies over the picture does not make the window wider than the smallest screen
  central_->setMinimumSize(240, 160);
  setCentralWidget(central_);
  buildBars();
  buildDocks();
  files_ = new FileDesk(*this);
  workspaces_->enter(Workspaces::Place::operate);
  buildMenus();
  restoreSceneStyle(*this);
  connectPanels();
  look_.words.follow(this, [this] {
    refreshTitle();
    refreshCommands();
  });
  resize(1600, 900);
}

MainWindow::~MainWindow() {
  // panels are told nothing more while they go
  clock_.watch(nullptr);
  desk_.serve(nullptr);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && qobject_cast<QLineEdit*>(watched)) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (!(key->modifiers() & ~Qt::ShiftModifier) && key->key() < Qt::Key_Escape) {
      event->accept();
      return true;
    }
  }
  return QMainWindow::eventFilter(watched, event);
}

void MainWindow::connectPanels() {
  connect(figures_, &FigureStrip::asked, this, [this](const QString& figure) {
    docks_["inspector"]->show();
    inspector_->explain(figure);
  });
  connect(alarms_, &AlarmPanel::countChanged, this, [this](int count) { countInDock(*docks_["alarms"], count); });
  connect(&inspector_->live(), &views::LiveTab::workAsked, this, &MainWindow::showWork);
  connect(jobs_, &views::JobsPanel::flyAsked, this, &MainWindow::flyToWork);
  connect(&jobs_->course(), &views::ServiceCharts::saveAsked, this, [this] { offerServiceTable(*this); });
  connect(gantt_, &views::GanttPanel::flyAsked, this, &MainWindow::flyToWork);
  connect(&gantt_->view(), &views::GanttView::seekAsked, &desk_, &SessionDesk::seek);
  connect(&gantt_->view(), &views::GanttView::menuAsked, jobDesk_, &views::JobDesk::offer);
  connect(&work_, &views::WorkSelection::changed, this, &MainWindow::refreshCommands);
  central_->follow(work_, clock_);
  connect(inspector_, &InspectorPanel::editAsked, this, &MainWindow::edit);
  connect(assumptions_, &AssumptionsPanel::editAsked, this, &MainWindow::edit);
  connect(&studies_->redundancy(), &views::RedundancyPanel::editsAsked, this,
          [this](const std::vector<Edit>& edits, const Text& name) {
            if (const Problems problems = bench_.edit(edits, name); hasError(problems))
              report(problems, "problems.edit");
          });
  connect(assumptions_, &AssumptionsPanel::activated, central_, &CentralView::focusOn);
  connect(savedViews_, &SavedViews::editAsked, this, &MainWindow::edit);
  // a scenario does not change while it is open
  const auto register_ = [this](const std::shared_ptr<const Scenario>& scenario) {
    const LayoutPtr layout = bench_.document() ? bench_.document()->current() : nullptr;
    central_->expectNothingBut(layout);
    if (layout) assumptions_->show(layout, scenario);
  };
  auto scenario = std::make_shared<std::shared_ptr<const Scenario>>();
  connect(&bench_, &Workbench::opened, this, [this, scenario, register_] {
    *scenario = std::make_shared<const Scenario>(bench_.project().scenario);
    register_(*scenario);
  });
  // who presents wants the light of the moment; elsewhere the picture is as it was chosen
  connect(workspaces_, &Workspaces::entered, central_,
          [this, before = SceneStyle::operate, was = workspaces_->current()](Workspaces::Place place) mutable {
            SceneOptions options = central_->view().options();
            const auto present = Workspaces::Place::present;
            if (place == present && was != present)
              before = std::exchange(options.style, SceneStyle::present);
            else if (place != present && was == present)
              options.style = before;
            was = place;
            central_->view().setOptions(options);
          });
  connect(&bench_, &Workbench::documentChanged, this, [scenario, register_] { register_(*scenario); });
  connect(&bench_, &Workbench::revisionBegan, central_, &CentralView::expect);
  connect(&clock_, &FrameClock::statusChanged, &desk_, &SessionDesk::follow);
  // also that the run is not driven by the weather that the site names by now
  const auto tellWaiting = [this] { status_->setWaiting(waitingText(look_, desk_, weatherWaiting(look_, bench_))); };
  connect(&desk_, &SessionDesk::waitingChanged, this, tellWaiting);
  connect(&look_.words, &views::Words::changed, this, tellWaiting);
  connect(&bench_, &Workbench::opened, this, tellWaiting);
  connect(&bench_, &Workbench::documentChanged, this, tellWaiting);
  connect(&clock_, &FrameClock::statusChanged, this, [this] { status_->setFrameRate(central_->framesPerSecond()); });
  connect(&selection_, &Selection::changed, this, &MainWindow::refreshCommands);
  connect(&desk_, &SessionDesk::changed, this, &MainWindow::refreshCommands);
  connect(&bench_, &Workbench::opened, this, &MainWindow::onOpened);
  connect(&bench_, &Workbench::failed, this, [this](const Problems& problems) {
    if (!bench_.session()) central_->say(look_.words("window.no-site"));
    report(problems, "problems.open");
  });
  connect(&bench_, &Workbench::openingBegan, this, [this] { status_->say(look_.words("status.opening")); });
  connect(studies_, &Studies::activated, central_, &CentralView::focusOn);
  connect(&studies_->redundancy(), &views::RedundancyPanel::paintAsked, central_,
          [this] { central_->setOverlay(QStringLiteral("consequence")); });
  connect(studies_, &Studies::ghostsChanged, central_, &CentralView::setGhosts);
  connect(studies_, &Studies::refused, this, [this](const Problems& problems) { report(problems, "problems.edit"); });
  connect(&bench_, &Workbench::documentChanged, this, [this, known = LayoutPtr()]() mutable {
    // a step of the plan alone leaves the campus, and what was worked out about it, as they are
    const LayoutPtr now = bench_.document() ? bench_.document()->current() : nullptr;
    if (std::exchange(known, now) != now) studies_->forget();
    refreshTitle();
    refreshCommands();
  });
}

void MainWindow::onOpened() {
  // the old session dies when this returns: nobody may look at it any more
  clock_.watch(nullptr);
  desk_.serve(bench_.session());
  selection_.clear();
  work_.clear();
  if (bench_.project().setting) status_->setSeed(bench_.project().setting->scenario.seed);
  clock_.watch(bench_.session());
  studies_->begin();
  remember(bench_.project().siteFile);
  status_->say(QString());
  refreshTitle();
  refreshCommands();
  desk_.play();
  if (!bench_.project().warnings.empty()) report(bench_.project().warnings, "problems.scenario");
}

QAction* MainWindow::action(const QString& id) const {
  const auto found = actions_.find(id);
  return found == actions_.end() ? nullptr : found->second;
}

bool MainWindow::canFailSelection() const {
  return views::canFail(selection_.current().kind, selection_.current().part);
}

void MainWindow::refreshTitle() {
  const std::filesystem::path& file = bench_.project().siteFile;
  const bool isModified = bench_.document() && bench_.document()->isModified();
  setWindowModified(isModified);
  setWindowTitle(file.empty() ? QStringLiteral("Plenum")
                              : QStringLiteral("%1[*] — Plenum").arg(QString::fromStdString(file.filename().string())));
}

void MainWindow::sayInStatus(const QString& text) { status_->say(text); }

void MainWindow::count(views::Format::System system, bool inTons) {
  look_.format.setSystem(system);
  look_.format.countInTons(inTons);
  QSettings settings;
  settings.setValue(QStringLiteral("units"),
                    system == views::Format::System::ip ? QStringLiteral("ip") : QStringLiteral("si"));
  settings.setValue(QStringLiteral("tons"), inTons);
  actions_["units-si"]->setChecked(system == views::Format::System::si);
  actions_["units-ip"]->setChecked(system == views::Format::System::ip);
  actions_["units-tons"]->setChecked(inTons);
  // whoever shows a number shows it anew, as after a change of language
  languages_.speak(look_.words.code().toStdString(), look_);
}

void MainWindow::wear(Theme::Scheme scheme) {
  look_.theme.wear(scheme);
  QSettings().setValue(QStringLiteral("theme"), int(scheme));
}

void MainWindow::speak(const QString& code) {
  const Problems problems = languages_.speak(code.toStdString(), look_);
  if (hasError(problems)) return report(problems, "problems.language");
  QSettings().setValue(QStringLiteral("language"), code);
}

}  // namespace plenum
