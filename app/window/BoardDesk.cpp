// SPDX-License-Identifier: Apache-2.0
#include "window/BoardDesk.h"

#include <QDockWidget>
#include <QEvent>
#include <QTimer>
#include <array>
#include <utility>

#include "plan/Spread.h"
#include "window/CentralView.h"
#include "window/Commands.h"
#include "window/MainWindow.h"
#include "window/PlanDesk.h"
#include "window/Workspaces.h"

namespace plenum {
namespace {

QDockWidget* dockOf(MainWindow& window, const char* id) {
  const auto found = window.docks().find(QLatin1String(id));
  return found == window.docks().end() ? nullptr : found->second;
}

constexpr int sharePercent = 42, leastPx = 420;

bool isAtSide(const MainWindow& window, QDockWidget* dock) {
  const Qt::DockWidgetArea area = window.dockWidgetArea(dock);
  return !dock->isFloating() && (area == Qt::RightDockWidgetArea || area == Qt::LeftDockWidgetArea);
}

/// At the side of the window pictures want a good part of its width.
void widen(MainWindow& window, QDockWidget* dock) {
  if (isAtSide(window, dock)) window.resizeDocks({dock}, {window.width() * sharePercent / 100}, Qt::Horizontal);
}

void giveBoardRoom(MainWindow& window) {
  QDockWidget* dock = dockOf(window, "board");
  if (!dock) return;
  window.workspaces().giveRoom(*dock);
  widen(window, dock);
}

}  // namespace

BoardDesk::BoardDesk(MainWindow& window, views::PlanShown& shown) : QObject(&window), window_(window), shown_(shown) {
  panel_ = new views::BoardPanel(window.look(), window.selection(), shown, &window);
  window.dock("board", Qt::BottomDockWidgetArea, panel_);
  panel_->installEventFilter(this);
  connect(panel_, &views::BoardPanel::driversWanted, this, &BoardDesk::drive);
  connect(panel_, &views::BoardPanel::activated, &window.central(), &CentralView::focusOn);
  connect(&window.planDesk().panel(), &views::ExpansionPanel::derivationAsked, this, &BoardDesk::derive);
  connect(&window.workspaces(), &Workspaces::entered, panel_, &views::BoardPanel::closeDerivation);
  connect(&window.planDesk(), &PlanDesk::workingTold, panel_, &views::BoardPanel::tellWorking);
  connect(&window.planDesk(), &PlanDesk::workingChanged, panel_, [this](bool isWorking) {
    panel_->tellWorking(isWorking ? window_.look().words("growth.bar.working") : QString());
  });
  connect(panel_, &views::BoardPanel::workChosen, this, [this](const QString& activity) {
    window_.planDesk().panel().chart().selectActivity(activity.toStdString());
  });
}

bool BoardDesk::eventFilter(QObject* watched, QEvent* event) {
  const bool isShow = event->type() == QEvent::Show, isHide = event->type() == QEvent::Hide;
  // once the docks stand: a workspace that is put up shows and hides many
  if (watched == panel_ && (isShow || isHide) && !event->spontaneous())
    QTimer::singleShot(0, this, [this] { panel_->isVisible() ? takeRoom() : giveRoomBack(); });
  return QObject::eventFilter(watched, event);
}

/// Whoever comes by the tab reads as much as by the command. What was made wider by hand stays.
void BoardDesk::takeRoom() {
  QDockWidget* dock = dockOf(window_, "board");
  if (!isAtSide(window_, dock) || dock->width() >= leastPx) return;
  before_ = dock->width();
  widen(window_, dock);
}

/// To the panel of another tab, as wide as it was.
void BoardDesk::giveRoomBack() {
  QDockWidget* dock = dockOf(window_, "board");
  const int before = std::exchange(before_, 0);
  if (before > 0 && !dock->isHidden() && isAtSide(window_, dock)) window_.resizeDocks({dock}, {before}, Qt::Horizontal);
}

void BoardDesk::drive() {
  if (!shown_.evaluation() || driving_.isBusy()) return;
  driving_.ask<std::vector<plan::Driver>>(
      [plan = shown_.plan(), option = shown_.option(), ground = shown_.ground()](
          const StudyDesk::GoesOn&, Parallel& parallel) -> Result<std::vector<plan::Driver>> {
        return plan::tornadoOf(*plan, option, *ground, parallel);
      },
      [this, fingerprint = shown_.evaluation()->fingerprint](std::shared_ptr<const std::vector<plan::Driver>> drivers) {
        panel_->showDrivers(fingerprint, *drivers);
        // something else was asked meanwhile
        if (shown_.evaluation() && shown_.evaluation()->fingerprint != fingerprint) drive();
      });
}

/// From elsewhere in the window: what asked stays in sight.
void BoardDesk::derive(const plan::Headline& headline) { panel_->derive(headline, &window_.planDesk().panel()); }

std::span<const Command> boardCommands() {
  static const std::array all{
      Command{"show-board", "view", "Ctrl+Shift+I", "", giveBoardRoom},
  };
  return all;
}

}  // namespace plenum
