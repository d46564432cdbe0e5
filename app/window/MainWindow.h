// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <QMainWindow>
#include <map>

#include "live/FrameClock.h"
#include "live/RelayQueue.h"
#include "live/Selection.h"
#include "live/SessionDesk.h"
#include "live/TrendStore.h"
#include "live/WorkSelection.h"
#include "look/Look.h"
#include "panels/JobDesk.h"
#include "window/Languages.h"
#include "window/Workbench.h"

class QDockWidget;
class QMenu;
class QToolBar;

namespace plenum {

namespace views {
class AlarmPanel;
class Breadcrumb;
class EventPanel;
class FigureStrip;
class GanttPanel;
class InspectorPanel;
class JobsPanel;
class OutlookPanel;
class SitePanel;
class StatusBar;
class TimelineBar;
class TrendsPanel;
}  // namespace views

class AssumptionsPanel;
class CentralView;
class FileDesk;
class SavedViews;
class FuturesDesk;
class GrowthDesk;
class OptimiserDesk;
class PlanDesk;
class ReportDesk;
class LayoutDesk;
class StoryDesk;
class Studies;
class Workspaces;

/// The window: which panels there are and where they stand, and what its commands do. What a command is called and
/// which key it has is a row in Commands.cpp; everything else happens in the panels. Its parts: WindowBars.cpp,
/// WindowDocks.cpp, WindowMenus.cpp, WindowFiles.cpp, MainWindowCommands.cpp.
class MainWindow final : public QMainWindow {
  Q_OBJECT
 public:
  MainWindow(views::Look& look, Languages& languages, Workbench& bench, QWidget* parent = nullptr);
  ~MainWindow() override;

  /// A row of the command table, as a person reaches it.
  QAction* action(const QString& id) const;
  views::Selection& selection() { return selection_; }
  views::SessionDesk& desk() { return desk_; }
  views::FrameClock& clock() { return clock_; }
  /// Through which the panels of the docks hear of what the clock shows.
  views::RelayQueue& relays() { return relays_; }
  views::AlarmPanel& alarms() { return *alarms_; }
  views::InspectorPanel& inspector() { return *inspector_; }
  views::TimelineBar& timeline() { return *timeline_; }
  views::SitePanel& site() { return *site_; }
  Studies& studies() { return *studies_; }
  LayoutDesk& layoutDesk() { return *layoutDesk_; }
  FuturesDesk& futures() { return *futures_; }
  StoryDesk& stories() { return *stories_; }
  PlanDesk& planDesk() { return *planDesk_; }
  ReportDesk& reportDesk() { return *reportDesk_; }
  GrowthDesk& growthDesk() { return *growthDesk_; }
  OptimiserDesk& optimiserDesk() { return *optimiserDesk_; }
  views::WorkSelection& work() { return work_; }
  views::JobsPanel& jobs() { return *jobs_; }
  views::GanttPanel& gantt() { return *gantt_; }
  views::JobDesk& jobDesk() { return *jobDesk_; }
  views::Look& look() { return look_; }
  Workbench& bench() { return bench_; }
  CentralView& central() { return *central_; }

  Workspaces& workspaces() { return *workspaces_; }
  FileDesk& files() { return *files_; }
  SavedViews& savedViews() { return *savedViews_; }
  AssumptionsPanel& assumptions() { return *assumptions_; }
  views::FigureStrip& figures() { return *figures_; }
  /// The button in the head bar that opens the palette.
  QWidget* searchButton() { return search_; }
  void sayInStatus(const QString& text);
  /// False where the person wants to keep what is not saved.
  bool mayDiscard();
  void openFile(const std::filesystem::path& site, const std::filesystem::path& scenario = {});
  /// Inch-pound units, tons of refrigeration: everywhere at once, and remembered.
  void count(views::Format::System system, bool inTons);
  const std::map<QString, QDockWidget*>& docks() const { return docks_; }
  /// Brings a panel to the front, whatever the workspace.
  void showDock(const QString& id);
  /// Shows a job or a service in the table of jobs.
  void showWork(const std::string& id);

  void restoreLayout();
  void speak(const QString& code);
  void wear(views::Theme::Scheme scheme);
  void report(const Problems& problems, const char* titleId);
  /// A panel in a dock of its own; its title is the text "dock.<id>".
  QDockWidget* dock(const char* id, Qt::DockWidgetArea area, QWidget* content);

 protected:
  void closeEvent(QCloseEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void childEvent(QChildEvent* event) override;

 private:
  friend struct CommandTable;  // Commands.cpp: names, keys and menus of the commands below

  // File
  void openSite();
  void save();
  void saveAs();
  void quit() { close(); }
  // Edit
  void undo() { bench_.undo(); }
  void redo() { bench_.redo(); }
  void find();
  // View
  void focusSelection();
  void fitAll();
  void toggleLanguage();
  void themeDark() { wear(views::Theme::Scheme::dark); }
  void themeLight() { wear(views::Theme::Scheme::light); }
  void themeContrast() { wear(views::Theme::Scheme::highContrast); }
  void showCooling();
  void showSingleLine();
  void showJobs();
  void showGantt();
  void showScale();
  void toggleFullScreen();
  void toggleDockTitles();
  void toggleMotion();
  void resetLayout();
  // Simulate
  void togglePlay() { desk_.toggle(); }
  void stepForward() { desk_.step(1); }
  void stepBack();
  void faster() { desk_.faster(); }
  void slower() { desk_.slower(); }
  void backToStart();
  void fail();
  void restore();
  void operate();
  void acknowledgeAll();
  // Jobs
  void wish(views::JobWish wish);
  void submitJob() { wish(views::JobWish::submit); }
  void checkpointJob() { wish(views::JobWish::checkpoint); }
  void preemptJob() { wish(views::JobWish::preempt); }
  void capJob() { wish(views::JobWish::cap); }
  void crashJob() { wish(views::JobWish::crash); }
  void cancelJob() { wish(views::JobWish::cancel); }
  void drain() { wish(views::JobWish::drain); }
  void undrain() { wish(views::JobWish::undrain); }
  void limitPower() { wish(views::JobWish::limitPower); }
  void loadRacks();
  void loadWeather();
  void dropWeather();
  // Help
  void showPalette();
  void showShortcuts();
  void showValidation();
  void about();

  void buildBars();
  void buildDocks();
  void buildMenus();
  void connectPanels();
  void refreshCommands();
  void refreshJobCommands();
  void flyToWork(const std::string& id);
  void refreshTitle();
  void giveRoom(const char* dockId);
  void fillScenarios();
  void fillRecent();
  void onOpened();
  void remember(const std::filesystem::path& siteFile);
  bool mayOverwrite();
  bool canFailSelection() const;
  void edit(const Edit& edit);

  views::Look& look_;
  Languages& languages_;
  Workbench& bench_;
  views::FrameClock clock_;
  views::Selection selection_;
  views::SessionDesk desk_;
  views::RelayQueue relays_{clock_, selection_};
  views::FrameRelay& trendRelay_ = relays_.add();
  views::TrendStore trendStore_{trendRelay_.clock(), trendRelay_.selection()};
  views::WorkSelection work_;

  CentralView* central_ = nullptr;
  views::Breadcrumb* breadcrumb_ = nullptr;
  views::FigureStrip* figures_ = nullptr;
  views::SitePanel* site_ = nullptr;
  views::InspectorPanel* inspector_ = nullptr;
  views::TrendsPanel* trends_ = nullptr;
  views::AlarmPanel* alarms_ = nullptr;
  views::EventPanel* events_ = nullptr;
  views::OutlookPanel* outlook_ = nullptr;
  views::JobDesk* jobDesk_ = nullptr;
  views::JobsPanel* jobs_ = nullptr;
  views::GanttPanel* gantt_ = nullptr;
  views::TimelineBar* timeline_ = nullptr;
  views::StatusBar* status_ = nullptr;
  Studies* studies_ = nullptr;
  LayoutDesk* layoutDesk_ = nullptr;
  FuturesDesk* futures_ = nullptr;
  StoryDesk* stories_ = nullptr;
  PlanDesk* planDesk_ = nullptr;
  ReportDesk* reportDesk_ = nullptr;
  GrowthDesk* growthDesk_ = nullptr;
  OptimiserDesk* optimiserDesk_ = nullptr;
  Workspaces* workspaces_ = nullptr;
  FileDesk* files_ = nullptr;
  SavedViews* savedViews_ = nullptr;
  AssumptionsPanel* assumptions_ = nullptr;
  QWidget* search_ = nullptr;
  std::map<QString, QAction*> actions_;
  std::map<QString, QMenu*> menus_;
  std::map<QString, QDockWidget*> docks_;
  bool hasDockTitles_ = false, isShownBefore_ = false, isRestored_ = false;
};

}  // namespace plenum
