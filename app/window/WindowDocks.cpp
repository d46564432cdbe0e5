// SPDX-License-Identifier: Apache-2.0
#include <QChildEvent>
#include <QDockWidget>
#include <QSettings>
#include <QTabBar>
#include <QTimer>

#include "charts/ApproachView.h"
#include "charts/SankeyView.h"
#include "panels/AlarmPanel.h"
#include "panels/DesignDayPanel.h"
#include "panels/EventPanel.h"
#include "panels/FaceplatePanel.h"
#include "panels/GanttPanel.h"
#include "panels/HeadroomPanel.h"
#include "panels/HeartbeatPanel.h"
#include "panels/InspectorPanel.h"
#include "panels/JobsPanel.h"
#include "panels/OutlookPanel.h"
#include "panels/PlacePanel.h"
#include "panels/RedundancyPanel.h"
#include "panels/ScalePanel.h"
#include "panels/SitePanel.h"
#include "panels/TimelineBar.h"
#include "panels/TrendsPanel.h"
#include "schematics/SchematicPanel.h"
#include "schematics/SingleLinePanel.h"
#include "window/AssumptionsPanel.h"
#include "window/BoardDesk.h"
#include "window/CentralView.h"
#include "window/DockStage.h"
#include "window/Explain.h"
#include "window/FuturesDesk.h"
#include "window/GrowthDesk.h"
#include "window/LayoutDesk.h"
#include "window/MainWindow.h"
#include "window/OptimiserDesk.h"
#include "window/PlanDesk.h"
#include "window/ReportDesk.h"
#include "window/SavedViews.h"
#include "window/StoryDesk.h"
#include "window/Studies.h"
#include "window/Voltages.h"
#include "window/Workspaces.h"

namespace plenum {

using views::AlarmPanel;
using views::EventPanel;
using views::InspectorPanel;
using views::SitePanel;
using views::TrendsPanel;

QDockWidget* MainWindow::dock(const char* id, Qt::DockWidgetArea area, QWidget* content) {
  auto* made = new QDockWidget(this);
  made->setObjectName(QLatin1String(id));
  using Room = DockStage::Room;
  auto* stage = new DockStage(*made, *content, area == Qt::BottomDockWidgetArea ? Room::scrolled : Room::whole);
  connect(stage, &DockStage::presented, this, &MainWindow::tellAgain);
  made->setTitleBarWidget(new QWidget(made));
  addDockWidget(area, made);
  look_.words.follow(made,
                     [this, made, text = std::string("dock.") + id] { nameDock(*made, look_.words(text.c_str())); });
  docks_[QLatin1String(id)] = made;
  workspaces_->admit(*stage, area);
  return made;
}

void MainWindow::buildDocks() {
  site_ = new SitePanel(look_, clock_, selection_, this);
  inspector_ = new InspectorPanel(look_, clock_, selection_, desk_, this);
  inspector_->why().setExplain(explainWith(look_));
  trends_ = new TrendsPanel(look_, clock_, trendStore_, this);
  alarms_ = new AlarmPanel(look_, clock_, selection_, desk_, this);
  events_ = new EventPanel(look_, clock_, selection_, desk_, this);
  outlook_ = new views::OutlookPanel(look_, clock_, selection_, this);
  dock("site", Qt::LeftDockWidgetArea, site_);
  dock("inspector", Qt::RightDockWidgetArea, inspector_);
  dock("trends", Qt::BottomDockWidgetArea, trends_);
  dock("alarms", Qt::BottomDockWidgetArea, alarms_);
  dock("events", Qt::BottomDockWidgetArea, events_);
  dock("faceplate", Qt::RightDockWidgetArea, new views::FaceplatePanel(look_, clock_, selection_, desk_, this));
  dock("cooling", Qt::BottomDockWidgetArea, new views::SchematicPanel(look_, clock_, selection_, this));
  auto* singleLine = new views::SingleLinePanel(look_, clock_, selection_, this);
  singleLine->view().setOperations(
      [this](QMenu& menu, EntityRef entity) { inspector_->operate().addTo(menu, entity); });
  singleLine->setVoltages(perUnitVoltages);
  dock("single-line", Qt::BottomDockWidgetArea, singleLine);
  dock("approach", Qt::BottomDockWidgetArea, new views::ApproachView(look_, clock_, selection_, this));
  dock("flows", Qt::BottomDockWidgetArea, new views::SankeyView(look_, clock_, selection_, this));
  auto* heartbeat = new views::HeartbeatPanel(look_, clock_, selection_, this);
  connect(&bench_, &Workbench::opened, heartbeat, [this, heartbeat] {
    const io::Project& project = bench_.project();
    if (project.setting && project.layout) heartbeat->begin(project.setting->scenario, *project.layout);
  });
  dock("heartbeat", Qt::BottomDockWidgetArea, heartbeat);
  jobDesk_ = new views::JobDesk(look_, clock_, desk_, this);
  jobs_ = new views::JobsPanel(look_, clock_, selection_, work_, *jobDesk_, this);
  gantt_ = new views::GanttPanel(look_, clock_, work_, this);
  gantt_->setAxisEnd([this] { return timeline_->scrub().axisEnd(); });
  dock("jobs", Qt::BottomDockWidgetArea, jobs_);
  dock("gantt", Qt::BottomDockWidgetArea, gantt_);
  dock("outlook", Qt::BottomDockWidgetArea, outlook_);
  studies_ = new Studies(look_, selection_, bench_, this);
  dock("place", Qt::BottomDockWidgetArea, &studies_->place());
  dock("headroom", Qt::BottomDockWidgetArea, &studies_->headroom());
  dock("design-day", Qt::BottomDockWidgetArea, &studies_->designDay());
  dock("redundancy", Qt::BottomDockWidgetArea, &studies_->redundancy());
  auto* scale = new views::ScalePanel(look_, clock_, this);
  connect(&bench_, &Workbench::opened, scale,
          [this, scale] { scale->begin(bench_.project().layout, bench_.project().setting, &bench_.planDefaults()); });
  dock("scale", Qt::BottomDockWidgetArea, scale);
  layoutDesk_ = new LayoutDesk(*this);
  assumptions_ = new AssumptionsPanel(look_, selection_, this);
  dock("assumptions", Qt::BottomDockWidgetArea, assumptions_);
  savedViews_ = new SavedViews(look_, bench_, *central_, this);
  dock("views", Qt::LeftDockWidgetArea, savedViews_);
  futures_ = new FuturesDesk(*this);
  stories_ = new StoryDesk(*this);
  planDesk_ = new PlanDesk(*this);
  new BoardDesk(*this, planDesk_->shown());
  reportDesk_ = new ReportDesk(*this);
  optimiserDesk_ = new OptimiserDesk(*this);
  growthDesk_ = new GrowthDesk(*this, planDesk_->shown());
}

// panels are told nothing while they are hidden; while the clock stands nobody else would tell them
void MainWindow::tellAgain() {
  constexpr int shortlyMs = 60;
  if (!clock_.frame() || std::exchange(isTellingAgain_, true)) return;
  QTimer::singleShot(shortlyMs, this, [this, known = clock_.frame()] {
    isTellingAgain_ = false;
    if (clock_.frame() == known) Q_EMIT clock_.frameChanged(known);
  });
}

// Qt cuts the titles of docks short before it lets them be scrolled
void MainWindow::childEvent(QChildEvent* event) {
  QMainWindow::childEvent(event);
  if (event->type() != QEvent::ChildPolished) return;
  if (auto* tabs = qobject_cast<QTabBar*>(event->child())) {
    tabs->setElideMode(Qt::ElideNone);
    tabs->setUsesScrollButtons(true);
  }
}

void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (!std::exchange(isShownBefore_, true) && !isRestored_) workspaces_->shareOut();
}

void MainWindow::showDock(const QString& id) {
  const auto found = docks_.find(id);
  if (found == docks_.end()) return;
  found->second->show();
  found->second->raise();
}

void MainWindow::toggleDockTitles() {
  hasDockTitles_ = !hasDockTitles_;
  actions_["dock-titles"]->setChecked(hasDockTitles_);
  for (const auto& [id, panel] : docks_) {
    QWidget* before = panel->titleBarWidget();
    panel->setTitleBarWidget(hasDockTitles_ ? nullptr : new QWidget(panel));
    delete before;
  }
}

void MainWindow::restoreLayout() {
  const QSettings settings;
  central_->setMotionReduced(settings.value(QStringLiteral("reduce-motion"), false).toBool());
  actions_["reduce-motion"]->setChecked(central_->isMotionReduced());
  const auto system = settings.value(QStringLiteral("units")).toString() == QLatin1String("ip")
                          ? views::Format::System::ip
                          : views::Format::System::si;
  count(system, settings.value(QStringLiteral("tons"), false).toBool());
  restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
  isRestored_ = workspaces_->recall();
}

}  // namespace plenum
