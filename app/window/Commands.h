// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>

#include "window/MainWindow.h"

namespace plenum {

/// One thing that the window can be told to do. Menus, shortcuts, tooltips and the command palette come from this
/// table.
struct Command {
  const char* id;        // its text is "command.<id>"
  const char* menu;      // its text is "menu.<menu>"
  const char* shortcut;  // several are separated by "; "
  const char* icon;      // of assets/icons, or ""
  void (MainWindow::*run)();
  bool startsGroup = false;  // a line above it
  bool isCheckable = false;
};

struct CommandTable {
  static std::span<const Command> rows();
  static std::span<const char* const> menus();
};

}  // namespace plenum
