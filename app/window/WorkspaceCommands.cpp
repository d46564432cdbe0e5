// SPDX-License-Identifier: Apache-2.0
#include "window/WorkspaceCommands.h"

#include <array>

#include "window/AssumptionsPanel.h"
#include "window/FileDesk.h"
#include "window/HelpPage.h"
#include "window/SavedViews.h"
#include "window/Workspaces.h"

namespace plenum {

namespace {

using views::Format;

template <Workspaces::Place place>
void enter(MainWindow& window) {
  window.workspaces().enter(place);
}

}  // namespace

std::span<const Command> workspaceCommands() {
  using W = Workspaces::Place;
  static const std::array all{
      Command{"workspace-plan", "view", "Ctrl+1", "", enter<W::plan>, true},
      Command{"workspace-operate", "view", "Ctrl+2", "", enter<W::operate>},
      Command{"workspace-train", "view", "Ctrl+3", "", enter<W::train>},
      Command{"workspace-present", "view", "Ctrl+4", "", enter<W::present>},
      Command{"start", "file", "Ctrl+N", "home", [](MainWindow& window) { window.files().showStart(); }, true},
      Command{"keep-view", "view", "B", "",
              [](MainWindow& window) { window.savedViews().askAndKeep(window.savedViews().nextName()); }, true},
      Command{"show-views", "view", "Shift+B", "",
              [](MainWindow& window) {
                window.showDock(QStringLiteral("views"));
                window.savedViews().list().setFocus();
              }},
      Command{"assumptions", "view", "Ctrl+Shift+U", "",
              [](MainWindow& window) {
                window.workspaces().giveRoom(*window.docks().at(QStringLiteral("assumptions")));
                window.assumptions().search().setFocus();
              }},
      Command{"units-si", "view", "Ctrl+U, Ctrl+S", "",
              [](MainWindow& window) { window.count(Format::System::si, window.look().format.isInTons()); }, true,
              true},
      Command{"units-ip", "view", "Ctrl+U, Ctrl+I", "",
              [](MainWindow& window) { window.count(Format::System::ip, window.look().format.isInTons()); }, false,
              true},
      Command{"units-tons", "view", "Ctrl+U, Ctrl+T", "",
              [](MainWindow& window) {
                const Format& format = window.look().format;
                window.count(format.system(), !format.isInTons());
              },
              false, true},
      Command{"search-help", "help", "Ctrl+H, Ctrl+S", "",
              [](MainWindow& window) {
                auto* page = new HelpPage(window.look(), QStringLiteral("search.md"), "command.search-help", &window);
                page->setAttribute(Qt::WA_DeleteOnClose);
                page->open();
              }},
      Command{"tour", "help", "Ctrl+H, Ctrl+T", "", [](MainWindow& window) { window.files().beginTour(); }, true},
  };
  return all;
}

}  // namespace plenum
