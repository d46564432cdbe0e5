// SPDX-License-Identifier: Apache-2.0
#include "window/Commands.h"

#include <array>

namespace plenum {

std::span<const char* const> CommandTable::menus() {
  static constexpr std::array<const char*, 6> all{"file", "edit", "view", "simulate", "jobs", "help"};
  return all;
}

std::span<const Command> CommandTable::rows() {
  using W = MainWindow;
  static const std::array all{
      Command{"open", "file", "Ctrl+O", "open", &W::openSite},
      Command{"save", "file", "Ctrl+S", "save", &W::save, true},
      Command{"save-as", "file", "Ctrl+Shift+S", "", &W::saveAs},
      Command{"quit", "file", "Ctrl+Q", "", &W::quit, true},
      Command{"undo", "edit", "Ctrl+Z", "undo", &W::undo},
      Command{"redo", "edit", "Ctrl+Y; Ctrl+Shift+Z", "redo", &W::redo},
      Command{"find", "edit", "Ctrl+F", "search", &W::find, true},
      Command{"palette", "edit", "Ctrl+K; Ctrl+Shift+P", "", &W::showPalette},
      Command{"focus", "view", "F", "focus", &W::focusSelection},
      Command{"fit", "view", "Home", "home", &W::fitAll},
      Command{"cooling", "view", "Ctrl+Shift+C", "circuit", &W::showCooling},
      Command{"single-line", "view", "Ctrl+Shift+E", "powerDevice", &W::showSingleLine},
      Command{"show-jobs", "view", "Ctrl+Shift+J", "", &W::showJobs},
      Command{"show-gantt", "view", "Ctrl+Shift+G", "", &W::showGantt},
      Command{"show-scale", "view", "Ctrl+Shift+M", "", &W::showScale},
      Command{"language", "view", "Ctrl+Shift+L", "language", &W::toggleLanguage, true},
      Command{"theme-dark", "view", "", "theme", &W::themeDark},
      Command{"theme-light", "view", "", "", &W::themeLight},
      Command{"theme-contrast", "view", "", "", &W::themeContrast},
      Command{"full-screen", "view", "F11", "fullscreen", &W::toggleFullScreen, true, true},
      Command{"dock-titles", "view", "", "", &W::toggleDockTitles, false, true},
      Command{"reduce-motion", "view", "", "", &W::toggleMotion, false, true},
      Command{"reset-layout", "view", "", "", &W::resetLayout},
      Command{"play", "simulate", "Space", "play", &W::togglePlay},
      Command{"step", "simulate", ".", "step-forward", &W::stepForward},
      Command{"step-back", "simulate", ",", "step-back", &W::stepBack},
      Command{"slower", "simulate", "[", "slower", &W::slower},
      Command{"faster", "simulate", "]", "faster", &W::faster},
      Command{"to-start", "simulate", "Ctrl+Home", "", &W::backToStart},
      Command{"fail", "simulate", "Ctrl+Shift+F", "fail", &W::fail, true},
      Command{"restore", "simulate", "Ctrl+Shift+R", "restore", &W::restore},
      Command{"operate", "simulate", "Ctrl+Shift+O", "", &W::operate},
      Command{"acknowledge-all", "simulate", "Ctrl+Shift+A", "acknowledge", &W::acknowledgeAll},
      Command{"job-submit", "jobs", "Ctrl+Shift+N", "", &W::submitJob},
      Command{"job-checkpoint", "jobs", "", "", &W::checkpointJob, true},
      Command{"job-preempt", "jobs", "", "", &W::preemptJob},
      Command{"job-cap", "jobs", "", "", &W::capJob},
      Command{"job-crash", "jobs", "", "", &W::crashJob, true},
      Command{"job-cancel", "jobs", "", "", &W::cancelJob},
      Command{"drain", "jobs", "", "", &W::drain, true},
      Command{"undrain", "jobs", "", "", &W::undrain},
      Command{"limit-power", "jobs", "", "", &W::limitPower, true},
      Command{"shortcuts", "help", "F1", "", &W::showShortcuts},
      Command{"validation", "help", "", "", &W::showValidation},
      Command{"about", "help", "", "", &W::about, true},
  };
  return all;
}

}  // namespace plenum
