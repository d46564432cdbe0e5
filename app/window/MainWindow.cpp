// SPDX-License-Identifier: Apache-2.0
#include "window/MainWindow.h"

#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenuBar>
#include <QSettings>
#include <QStatusBar>
#include <QTabBar>
#include <QToolBar>
#include <QVBoxLayout>

#include "charts/ApproachView.h"
#include "charts/SankeyView.h"
#include "live/Naming.h"
#include "live/Readings.h"
#include "panels/AlarmPanel.h"
#include "panels/Breadcrumb.h"
#include "panels/DesignDayPanel.h"
#include "panels/EventPanel.h"
#include "panels/FaceplatePanel.h"
#include "panels/FigureStrip.h"
#include "panels/GanttPanel.h"
#include "panels/HeadroomPanel.h"
#include "panels/HeartbeatPanel.h"
#include "panels/InspectorPanel.h"
#include "panels/JobsPanel.h"
#include "panels/OutlookPanel.h"
#include "panels/Parts.h"
#include "panels/PlacePanel.h"
#include "panels/RedundancyPanel.h"
#include "panels/ScalePanel.h"
#include "panels/SitePanel.h"
#include "panels/StatusBar.h"
#include "panels/TimelineBar.h"
#include "panels/TrendsPanel.h"
#include "schematics/SchematicPanel.h"
#include "schematics/SingleLinePanel.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/Explain.h"
#include "window/Studies.h"
#include "window/Voltages.h"

namespace plenum {

using views::AlarmPanel;
using views::Breadcrumb;
using views::EventPanel;
using views::FigureStrip;
using views::FrameClock;
using views::InspectorPanel;
using views::Look;
using views::Selection;
using views::SessionDesk;
using views::SitePanel;
using views::Theme;
using views::TimelineBar;
using views::TrendsPanel;

MainWindow::MainWindow(Look& look, Languages& languages, Workbench& bench, QWidget* parent)
    : QMainWindow(parent), look_(look), languages_(languages), bench_(bench) {
  setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
  setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
  central_ = new CentralView(look_, clock_, selection_, this);
  setCentralWidget(central_);
  buildBars();
  buildDocks();
  buildMenus();
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

void MainWindow::buildBars() {
  const auto bar = [this](const char* id, Qt::ToolBarArea area, QWidget* content) {
    auto* made = new QToolBar(this);
    made->setObjectName(QLatin1String(id));
    made->setMovable(false);
    made->setFloatable(false);
    made->setContextMenuPolicy(Qt::PreventContextMenu);
    made->toggleViewAction()->setVisible(false);
    content->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    made->addWidget(content);
    addToolBar(area, made);
    look_.words.follow(made, [this, made, text = std::string("bar.") + id] {
      made->setWindowTitle(look_.words(text.c_str()));
      made->setAccessibleName(made->windowTitle());
    });
    return made;
  };
  auto* head = new QWidget(this);
  auto* across = new QHBoxLayout(head);
  across->setContentsMargins(12, 4, 8, 4);
  across->setSpacing(4);
  breadcrumb_ = new Breadcrumb(look_, clock_, selection_, head);
  across->addWidget(breadcrumb_, 1);
  for (const auto& [icon, id, shortcut] :
       {std::tuple{"undo", "undo", "Ctrl+Z"}, std::tuple{"redo", "redo", "Ctrl+Y"},
        std::tuple{"search", "find", "Ctrl+F"}, std::tuple{"focus", "focus", "F"}, std::tuple{"home", "fit", "Home"}}) {
    const std::string text = std::string("command.") + id;
    auto* button = views::iconButton(look_, QLatin1String(icon), "key.space", QString(), head);
    look_.words.follow(button, [this, button, text, key = QLatin1String(shortcut)] {
      const QString name = look_.words(text.c_str()).remove(QLatin1Char('&'));
      button->setAccessibleName(name);
      button->setToolTip(QStringLiteral("%1 (%2)").arg(name, key));
    });
    connect(button, &QToolButton::clicked, this, [this, key = QLatin1String(id)] { action(key)->trigger(); });
    across->addWidget(button);
  }
  auto* language = views::textButton(look_, "bar.language", head);
  look_.words.follow(language, [this, language] { language->setToolTip(look_.words("command.language")); });
  connect(language, &QPushButton::clicked, this, &MainWindow::toggleLanguage);
  across->addSpacing(8);
  across->addWidget(language);
  bar("head", Qt::TopToolBarArea, head);
  addToolBarBreak(Qt::TopToolBarArea);
  figures_ = new FigureStrip(look_, clock_, selection_, this);
  bar("figures", Qt::TopToolBarArea, figures_);
  timeline_ = new TimelineBar(look_, clock_, desk_, this);
  bar("timeline", Qt::BottomToolBarArea, timeline_);
  status_ = new views::StatusBar(look_, clock_, this);
  statusBar()->setSizeGripEnabled(false);
  statusBar()->addWidget(status_, 1);
  auto* banner = new views::OutlookBanner(look_, clock_, selection_, this);
  statusBar()->addPermanentWidget(banner);
  connect(banner, &QPushButton::clicked, this, [this] { docks_["outlook"]->raise(); });
  statusBar()->setContentsMargins(0, 0, 0, 0);
}

QDockWidget* MainWindow::dock(const char* id, Qt::DockWidgetArea area, QWidget* content) {
  auto* made = new QDockWidget(this);
  made->setObjectName(QLatin1String(id));
  made->setWidget(content);
  made->setTitleBarWidget(new QWidget(made));
  addDockWidget(area, made);
  look_.words.follow(
      made, [this, made, text = std::string("dock.") + id] { made->setWindowTitle(look_.words(text.c_str())); });
  docks_[QLatin1String(id)] = made;
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
  auto* trends = dock("trends", Qt::BottomDockWidgetArea, trends_);
  auto* alarms = dock("alarms", Qt::BottomDockWidgetArea, alarms_);
  auto* events = dock("events", Qt::BottomDockWidgetArea, events_);
  splitDockWidget(trends, alarms, Qt::Horizontal);
  tabifyDockWidget(docks_["inspector"], dock("faceplate", Qt::RightDockWidgetArea,
                                             new views::FaceplatePanel(look_, clock_, selection_, desk_, this)));
  docks_["inspector"]->raise();
  tabifyDockWidget(
      trends, dock("cooling", Qt::BottomDockWidgetArea, new views::SchematicPanel(look_, clock_, selection_, this)));
  auto* singleLine = new views::SingleLinePanel(look_, clock_, selection_, this);
  singleLine->view().setOperations(
      [this](QMenu& menu, EntityRef entity) { inspector_->operate().addTo(menu, entity); });
  singleLine->setVoltages(perUnitVoltages);
  tabifyDockWidget(trends, dock("single-line", Qt::BottomDockWidgetArea, singleLine));
  tabifyDockWidget(
      trends, dock("approach", Qt::BottomDockWidgetArea, new views::ApproachView(look_, clock_, selection_, this)));
  tabifyDockWidget(trends,
                   dock("flows", Qt::BottomDockWidgetArea, new views::SankeyView(look_, clock_, selection_, this)));
  auto* heartbeat = new views::HeartbeatPanel(look_, clock_, selection_, this);
  connect(&bench_, &Workbench::opened, heartbeat, [this, heartbeat] {
    const io::Project& project = bench_.project();
    if (project.setting && project.layout) heartbeat->begin(project.setting->scenario, *project.layout);
  });
  tabifyDockWidget(trends, dock("heartbeat", Qt::BottomDockWidgetArea, heartbeat));
  jobDesk_ = new views::JobDesk(look_, clock_, desk_, this);
  jobs_ = new views::JobsPanel(look_, clock_, selection_, work_, *jobDesk_, this);
  gantt_ = new views::GanttPanel(look_, clock_, work_, this);
  gantt_->setAxisEnd([this] { return timeline_->scrub().axisEnd(); });
  tabifyDockWidget(trends, dock("jobs", Qt::BottomDockWidgetArea, jobs_));
  tabifyDockWidget(docks_["jobs"], dock("gantt", Qt::BottomDockWidgetArea, gantt_));
  tabifyDockWidget(alarms, events);
  tabifyDockWidget(events, dock("outlook", Qt::BottomDockWidgetArea, outlook_));
  studies_ = new Studies(look_, selection_, bench_, this);
  tabifyDockWidget(trends, dock("place", Qt::BottomDockWidgetArea, &studies_->place()));
  tabifyDockWidget(docks_["place"], dock("headroom", Qt::BottomDockWidgetArea, &studies_->headroom()));
  tabifyDockWidget(docks_["headroom"], dock("design-day", Qt::BottomDockWidgetArea, &studies_->designDay()));
  tabifyDockWidget(docks_["design-day"], dock("redundancy", Qt::BottomDockWidgetArea, &studies_->redundancy()));
  auto* scale = new views::ScalePanel(look_, clock_, this);
  connect(&bench_, &Workbench::opened, scale,
          [this, scale] { scale->begin(bench_.project().layout, bench_.project().setting); });
  tabifyDockWidget(docks_["redundancy"], dock("scale", Qt::BottomDockWidgetArea, scale));
  trends->raise();
  alarms->raise();
  firstLayout_ = saveState();
}

// the picture gets what the panels can do without
void MainWindow::shareOut() {
  resizeDocks({docks_["site"], docks_["inspector"]},
              {qBound(250, width() * 15 / 100, 300), qBound(250, width() * 18 / 100, 380)}, Qt::Horizontal);
  resizeDocks({docks_["trends"], docks_["alarms"]}, {width() * 60 / 100, width() * 40 / 100}, Qt::Horizontal);
  resizeDocks({docks_["trends"]}, {qBound(150, height() * 21 / 100, 320)}, Qt::Vertical);
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
  if (std::exchange(isShownBefore_, true) || isRestored_) return;
  shareOut();
  firstLayout_ = saveState();
}

void MainWindow::buildMenus() {
  for (const char* id : CommandTable::menus()) {
    QMenu* menu = menuBar()->addMenu(QString());
    menus_[QLatin1String(id)] = menu;
    look_.words.follow(menu,
                       [this, menu, text = std::string("menu.") + id] { menu->setTitle(look_.words(text.c_str())); });
  }
  const auto submenu = [this](const char* id, const char* under) {
    QMenu* menu = menus_[QLatin1String(under)]->addMenu(QString());
    menus_[QLatin1String(id)] = menu;
    look_.words.follow(menu,
                       [this, menu, text = std::string("menu.") + id] { menu->setTitle(look_.words(text.c_str())); });
  };
  for (const Command& row : CommandTable::rows()) {
    const QString id = QLatin1String(row.id);
    QMenu* menu = menus_[QLatin1String(row.menu)];
    if (row.startsGroup) menu->addSeparator();
    QAction* made = menu->addAction(QString());
    made->setCheckable(row.isCheckable);
    if (*row.shortcut) made->setShortcuts(QKeySequence::listFromString(QLatin1String(row.shortcut)));
    if (*row.icon)
      look_.followTheme(made, [this, made, icon = QLatin1String(row.icon)] { made->setIcon(look_.icons.of(icon)); });
    connect(made, &QAction::triggered, this, [this, run = row.run] { run(*this); });
    actions_[id] = made;
    if (id == QLatin1String("open")) submenu("recent", "file");
    if (id == QLatin1String("fit")) submenu("overlay", "view"), submenu("docks", "view");
    if (id == QLatin1String("to-start")) submenu("scenarios", "simulate");
  }
  for (const auto& [id, panel] : docks_) menus_["docks"]->addAction(panel->toggleViewAction());
  menus_["jobs"]->setToolTipsVisible(true);
  connect(menus_["jobs"], &QMenu::aboutToShow, this, &MainWindow::refreshJobCommands);
  connect(menus_["scenarios"], &QMenu::aboutToShow, this, &MainWindow::fillScenarios);
  connect(menus_["recent"], &QMenu::aboutToShow, this, &MainWindow::fillRecent);
  connect(menus_["overlay"], &QMenu::aboutToShow, this, [this] {
    QMenu* menu = menus_["overlay"];
    menu->clear();
    QComboBox& box = central_->overlayBox();
    for (int i = 0; i < box.count(); ++i) {
      QAction* made = menu->addAction(box.itemText(i), this, [&box, i] { box.setCurrentIndex(i); });
      made->setCheckable(true);
      made->setChecked(i == box.currentIndex());
    }
  });
  // keys without a modifier belong to text while text is written
  qApp->installEventFilter(this);
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
  connect(site_, &SitePanel::activated, central_, &CentralView::focusOn);
  connect(alarms_, &AlarmPanel::activated, central_, &CentralView::focusOn);
  connect(outlook_, &views::OutlookPanel::activated, central_, &CentralView::focusOn);
  connect(alarms_, &AlarmPanel::countChanged, this, [this](int count) {
    QDockWidget* panel = docks_["alarms"];
    const QString title = look_.words("dock.alarms");
    panel->setWindowTitle(count > 0 ? QStringLiteral("%1 (%2)").arg(title).arg(count) : title);
  });
  connect(&inspector_->live(), &views::LiveTab::workAsked, this, &MainWindow::showWork);
  connect(jobs_, &views::JobsPanel::flyAsked, this, &MainWindow::flyToWork);
  connect(gantt_, &views::GanttPanel::flyAsked, this, &MainWindow::flyToWork);
  connect(&gantt_->view(), &views::GanttView::seekAsked, &desk_, &SessionDesk::seek);
  connect(&gantt_->view(), &views::GanttView::menuAsked, jobDesk_, &views::JobDesk::offer);
  connect(&work_, &views::WorkSelection::changed, this, &MainWindow::refreshCommands);
  central_->follow(work_, clock_);
  connect(inspector_, &InspectorPanel::editAsked, this, &MainWindow::edit);
  connect(&clock_, &FrameClock::statusChanged, &desk_, &SessionDesk::follow);
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
  connect(&bench_, &Workbench::documentChanged, this, [this] {
    studies_->forget();
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

void MainWindow::refreshCommands() {
  for (const auto& [id, made] : actions_) made->setText(look_.words(("command." + id.toStdString()).c_str()));
  const Document* document = bench_.document();
  const auto named = [&](const char* id, const Text& name) {
    const bool isPossible = !name.id.empty();
    actions_[QLatin1String(id)]->setEnabled(isPossible);
    if (isPossible)
      actions_[QLatin1String(id)]->setText(
          look_.words((std::string("command.") + id + "-named").c_str(), {{"edit", look_.words(name).toStdString()}}));
  };
  named("undo", document && document->canUndo() ? document->undoName() : Text());
  named("redo", document && document->canRedo() ? document->redoName() : Text());
  actions_["play"]->setText(look_.words(desk_.isPlaying() ? "command.pause" : "command.play"));
  actions_["play"]->setIcon(look_.icons.of(desk_.isPlaying() ? QStringLiteral("pause") : QStringLiteral("play")));
  for (const char* id : {"play", "step", "step-back", "slower", "faster", "to-start"})
    actions_[QLatin1String(id)]->setEnabled(bench_.session() != nullptr);
  for (const char* id : {"save", "save-as"}) actions_[QLatin1String(id)]->setEnabled(document != nullptr);
  refreshJobCommands();
  actions_["operate"]->setEnabled(selection_.layout() && selection_.current().kind == Kind::powerDevice);
  const bool isFailable = canFailSelection() && selection_.layout();
  for (const char* id : {"fail", "restore"}) {
    actions_[QLatin1String(id)]->setEnabled(isFailable);
    if (isFailable)
      actions_[QLatin1String(id)]->setText(look_.words(
          (std::string("command.") + id + "-named").c_str(),
          {{"thing", views::titleOf(*selection_.layout(), selection_.current(), look_.words).toStdString()}}));
  }
}

void MainWindow::refreshJobCommands() {
  using views::JobWish;
  for (const JobWish wish : {JobWish::submit, JobWish::checkpoint, JobWish::preempt, JobWish::cap, JobWish::crash,
                             JobWish::cancel, JobWish::drain, JobWish::undrain, JobWish::limitPower}) {
    const FramePtr& frame = clock_.frame();
    const char* why = !frame || !bench_.session()
                          ? "jobs.why.no-campus"
                          : views::refusalOf(wish, *frame, work_.current(), selection_.current());
    QAction* made = actions_[QLatin1String(views::nameOf(wish))];
    made->setEnabled(!why);
    made->setToolTip(why ? look_.words(why) : QString());
  }
}

void MainWindow::refreshTitle() {
  const std::filesystem::path& file = bench_.project().siteFile;
  const bool isModified = bench_.document() && bench_.document()->isModified();
  setWindowModified(isModified);
  setWindowTitle(file.empty() ? QStringLiteral("Plenum")
                              : QStringLiteral("%1[*] — Plenum").arg(QString::fromStdString(file.filename().string())));
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

void MainWindow::restoreLayout() {
  const QSettings settings;
  central_->setMotionReduced(settings.value(QStringLiteral("reduce-motion"), false).toBool());
  actions_["reduce-motion"]->setChecked(central_->isMotionReduced());
  restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
  isRestored_ = restoreState(settings.value(QStringLiteral("docks")).toByteArray());
}

}  // namespace plenum
