// SPDX-License-Identifier: Apache-2.0
#include "window/Commands.h"

#include <array>

#include "window/BoardDesk.h"
#include "window/FuturesDesk.h"
#include "window/GrowthDesk.h"
#include "window/LayoutDesk.h"
#include "window/OptimiserDesk.h"
#include "window/PlanDesk.h"
#include "window/ReportDesk.h"
#include "window/SceneryCommands.h"
#include "window/StoryDesk.h"
#include "window/ViewCommands.h"
#include "window/WorkspaceCommands.h"

namespace plenum {

std::span<const char* const> CommandTable::menus() {
  static constexpr std::array<const char*, 8> all{"file",     "edit", "layout",  "view",
                                                  "simulate", "jobs", "futures", "help"};
  return all;
}

std::span<const Command> CommandTable::ofTheWindow() {
  using W = MainWindow;
  static const std::array all{
      Command{"open", "file", "Ctrl+O", "open", run<&W::openSite>},
      Command{"save", "file", "Ctrl+S", "save", run<&W::save>, true},
      Command{"save-as", "file", "Ctrl+Shift+S", "", run<&W::saveAs>},
      Command{"quit", "file", "Ctrl+Q", "", run<&W::quit>, true},
      Command{"undo", "edit", "Ctrl+Z", "undo", run<&W::undo>},
      Command{"redo", "edit", "Ctrl+Y; Ctrl+Shift+Z", "redo", run<&W::redo>},
      Command{"find", "edit", "Ctrl+F", "search", run<&W::find>, true},
      Command{"palette", "edit", "Ctrl+K; Ctrl+Shift+P", "", run<&W::showPalette>},
      Command{"focus", "view", "F", "focus", run<&W::focusSelection>},
      Command{"fit", "view", "Home", "home", run<&W::fitAll>},
      Command{"cooling", "view", "Ctrl+Shift+C", "circuit", run<&W::showCooling>},
      Command{"single-line", "view", "Ctrl+Shift+E", "powerDevice", run<&W::showSingleLine>},
      Command{"show-jobs", "view", "Ctrl+Shift+J", "", run<&W::showJobs>},
      Command{"show-gantt", "view", "Ctrl+Shift+G", "", run<&W::showGantt>},
      Command{"show-scale", "view", "Ctrl+Shift+M", "", run<&W::showScale>},
      Command{"language", "view", "Ctrl+Shift+L", "language", run<&W::toggleLanguage>, true},
      Command{"theme-dark", "view", "Ctrl+T, Ctrl+D", "theme", run<&W::themeDark>},
      Command{"theme-light", "view", "Ctrl+T, Ctrl+L", "", run<&W::themeLight>},
      Command{"theme-contrast", "view", "Ctrl+T, Ctrl+H", "", run<&W::themeContrast>},
      Command{"full-screen", "view", "F11", "fullscreen", run<&W::toggleFullScreen>, true, true},
      Command{"dock-titles", "view", "Ctrl+T, Ctrl+P", "", run<&W::toggleDockTitles>, false, true},
      Command{"reduce-motion", "view", "Ctrl+T, Ctrl+M", "", run<&W::toggleMotion>, false, true},
      Command{"reset-layout", "view", "Ctrl+T, Ctrl+R", "", run<&W::resetLayout>},
      Command{"play", "simulate", "Space", "play", run<&W::togglePlay>},
      Command{"step", "simulate", ".", "step-forward", run<&W::stepForward>},
      Command{"step-back", "simulate", ",", "step-back", run<&W::stepBack>},
      Command{"slower", "simulate", "[", "slower", run<&W::slower>},
      Command{"faster", "simulate", "]", "faster", run<&W::faster>},
      Command{"to-start", "simulate", "Ctrl+Home", "", run<&W::backToStart>},
      Command{"fail", "simulate", "Ctrl+Shift+F", "fail", run<&W::fail>, true},
      Command{"restore", "simulate", "Ctrl+Shift+R", "restore", run<&W::restore>},
      Command{"operate", "simulate", "Ctrl+Shift+O", "", run<&W::operate>},
      Command{"rack-loads", "simulate", "Ctrl+J, Ctrl+R", "", run<&W::loadRacks>, true},
      Command{"weather-file", "simulate", "Ctrl+J, Ctrl+W", "", run<&W::loadWeather>},
      Command{"weather-remove", "simulate", "Ctrl+J, Ctrl+K", "", run<&W::dropWeather>},
      Command{"acknowledge-all", "simulate", "Ctrl+Shift+A", "acknowledge", run<&W::acknowledgeAll>},
      Command{"job-submit", "jobs", "Ctrl+Shift+N", "", run<&W::submitJob>},
      Command{"job-checkpoint", "jobs", "Ctrl+J, Ctrl+S", "", run<&W::checkpointJob>, true},
      Command{"job-preempt", "jobs", "Ctrl+J, Ctrl+P", "", run<&W::preemptJob>},
      Command{"job-cap", "jobs", "Ctrl+J, Ctrl+F", "", run<&W::capJob>},
      Command{"job-crash", "jobs", "Ctrl+J, Ctrl+X", "", run<&W::crashJob>, true},
      Command{"job-cancel", "jobs", "Ctrl+J, Ctrl+C", "", run<&W::cancelJob>},
      Command{"drain", "jobs", "Ctrl+J, Ctrl+D", "", run<&W::drain>, true},
      Command{"undrain", "jobs", "Ctrl+J, Ctrl+O", "", run<&W::undrain>},
      Command{"limit-power", "jobs", "Ctrl+J, Ctrl+L", "", run<&W::limitPower>, true},
      Command{"shortcuts", "help", "F1", "", run<&W::showShortcuts>},
      Command{"validation", "help", "Ctrl+H, Ctrl+V", "", run<&W::showValidation>},
      Command{"about", "help", "Ctrl+H, Ctrl+A", "", run<&W::about>, true},
  };
  return all;
}

const std::vector<Command>& CommandTable::rows() {
  static const std::vector<Command> all = [] {
    std::vector<Command> out;
    for (const std::span<const Command> table :
         {ofTheWindow(), layoutCommands(), viewCommands(), sceneryCommands(), workspaceCommands(), futuresCommands(),
          storyCommands(), planCommands(), boardCommands(), reportCommands(), growthCommands(), optimiserCommands()})
      out.insert(out.end(), table.begin(), table.end());
    return out;
  }();
  return all;
}

}  // namespace plenum
