// SPDX-License-Identifier: Apache-2.0
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>

#include "live/Naming.h"
#include "live/Readings.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/MainWindow.h"

namespace plenum {

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
  for (const char* id : {"play", "step", "step-back", "slower", "faster", "to-start", "rack-loads"})
    actions_[QLatin1String(id)]->setEnabled(bench_.session() != nullptr);
  for (const char* id : {"save", "save-as"}) actions_[QLatin1String(id)]->setEnabled(document != nullptr);
  actions_["weather-file"]->setEnabled(document != nullptr);
  actions_["weather-remove"]->setEnabled(document && document->current()->site &&
                                         !document->current()->site->surroundings.epwFile.empty());
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

void MainWindow::fillScenarios() {
  QMenu* menu = menus_["scenarios"];
  menu->clear();
  const auto offer = [&](const std::filesystem::path& file, const QString& text) {
    QAction* made = menu->addAction(text, this, [this, file] { openFile(bench_.project().siteFile, file); });
    made->setCheckable(true);
    made->setChecked(file == bench_.project().scenarioFile);
    made->setEnabled(bench_.session() != nullptr);
  };
  offer({}, look_.words("scenario.own"));
  menu->addSeparator();
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator at(io::assetsDir() / "scenarios", error), end; !error && at != end;
       at.increment(error))
    if (at->path().extension() == ".json") files.push_back(at->path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const auto scenario = io::readScenario(file);
    if (!scenario) continue;  // `plenum check` says what is wrong with it
    const QString name = look_.words(scenario->name);
    offer(file, name.isEmpty() ? QString::fromStdString(file.stem().string()) : name);
    menu->actions().back()->setToolTip(look_.words(scenario->description));
  }
  menu->setToolTipsVisible(true);
}

}  // namespace plenum
