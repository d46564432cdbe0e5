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
  made->setTitleBarWidget(new QWidget(made));
  addDockWidget(area, made);
  look_.words.follow(made,
                     [this, made, text = std::string("dock.") + id] { nameDock(*made, look_.words(text.c_str())); });
  docks_[QLatin1String(id)] = made;
  workspaces_->admit(*stage, area);
  return made;
}

void MainWindow::buildDocks() {
  using views::FrameRelay;
  // each panel hears of the run in its turn, while it is in sight
  FrameRelay &bySite = relays_.add(), &byInspector = relays_.add(), &byAlarms = relays_.add(),
             &byEvents = relays_.add(), &byOutlook = relays_.add();
  site_ = new SitePanel(look_, bySite.clock(), bySite.selection(), this);
  // what may be done is asked of the whole window, and of the run as it is now
  auto* operate = new views::Operate(look_, clock_, desk_, this);
  inspector_ = new InspectorPanel(look_, byInspector.clock(), byInspector.selection(), desk_, this, operate);
  inspector_->why().setExplain(explainWith(look_));
  trends_ = new TrendsPanel(look_, trendRelay_.clock(), trendStore_, this);
  // counts on its dock's tab while it is out of sight
  alarms_ = new AlarmPanel(look_, byAlarms.clock(), byAlarms.selection(), desk_, this);
  events_ = new EventPanel(look_, byEvents.clock(), byEvents.selection(), desk_, this);
  outlook_ = new views::OutlookPanel(look_, byOutlook.clock(), byOutlook.selection(), this);
  bySite.restWith(*site_);
  byInspector.restWith(*inspector_);
  byEvents.restWith(*events_);
  byOutlook.restWith(*outlook_);
  const auto flyBy = [this](const FrameRelay& relay) {
    return [this, &relay](EntityRef thing) { central_->focusOn(relay.inWindow(thing)); };
  };
  connect(site_, &SitePanel::activated, central_, flyBy(bySite));
  connect(alarms_, &AlarmPanel::activated, central_, flyBy(byAlarms));
  connect(outlook_, &views::OutlookPanel::activated, central_, flyBy(byOutlook));
  dock("site", Qt::LeftDockWidgetArea, site_);
  dock("inspector", Qt::RightDockWidgetArea, inspector_);
  dock("trends", Qt::BottomDockWidgetArea, trends_);
  dock("alarms", Qt::BottomDockWidgetArea, alarms_);
  dock("events", Qt::BottomDockWidgetArea, events_);

  const auto inTurn = [this](auto make) {
    FrameRelay& relay = relays_.add();
    auto* panel = make(relay);
    relay.restWith(*panel);
    return panel;
  };
  dock("faceplate", Qt::RightDockWidgetArea, inTurn([this](FrameRelay& r) {
         return new views::FaceplatePanel(look_, r.clock(), r.selection(), desk_, this);
       }));
  dock("cooling", Qt::BottomDockWidgetArea,
       inTurn([this](FrameRelay& r) { return new views::SchematicPanel(look_, r.clock(), r.selection(), this); }));
  auto* singleLine = inTurn([this, operate](FrameRelay& r) {
    auto* made = new views::SingleLinePanel(look_, r.clock(), r.selection(), this);
    made->view().setOperations(
        [operate, &r](QMenu& menu, EntityRef entity) { operate->addTo(menu, r.inWindow(entity)); });
    return made;
  });
  singleLine->setVoltages(perUnitVoltages);
  dock("single-line", Qt::BottomDockWidgetArea, singleLine);
  dock("approach", Qt::BottomDockWidgetArea,
       inTurn([this](FrameRelay& r) { return new views::ApproachView(look_, r.clock(), r.selection(), this); }));
  dock("flows", Qt::BottomDockWidgetArea,
       inTurn([this](FrameRelay& r) { return new views::SankeyView(look_, r.clock(), r.selection(), this); }));
  auto* heartbeat =
      inTurn([this](FrameRelay& r) { return new views::HeartbeatPanel(look_, r.clock(), r.selection(), this); });
  connect(&bench_, &Workbench::opened, heartbeat, [this, heartbeat] {
    const io::Project& project = bench_.project();
    if (project.setting && project.layout) heartbeat->begin(project.setting->scenario, *project.layout);
  });
  dock("heartbeat", Qt::BottomDockWidgetArea, heartbeat);
  jobDesk_ = new views::JobDesk(look_, clock_, desk_, this);
  jobs_ = inTurn(
      [this](FrameRelay& r) { return new views::JobsPanel(look_, r.clock(), r.selection(), work_, *jobDesk_, this); });
  gantt_ = inTurn([this](FrameRelay& r) { return new views::GanttPanel(look_, r.clock(), work_, this); });
  gantt_->setAxisEnd([this] { return timeline_->scrub().axisEnd(); });
  dock("jobs", Qt::BottomDockWidgetArea, jobs_);
  dock("gantt", Qt::BottomDockWidgetArea, gantt_);
  dock("outlook", Qt::BottomDockWidgetArea, outlook_);
  studies_ = new Studies(look_, selection_, bench_, this);
  dock("place", Qt::BottomDockWidgetArea, &studies_->place());
  dock("headroom", Qt::BottomDockWidgetArea, &studies_->headroom());
  dock("design-day", Qt::BottomDockWidgetArea, &studies_->designDay());
  dock("redundancy", Qt::BottomDockWidgetArea, &studies_->redundancy());
  auto* scale = inTurn([this](FrameRelay& r) { return new views::ScalePanel(look_, r.clock(), this); });
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
