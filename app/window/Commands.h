// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "window/MainWindow.h"

namespace plenum {

/// One thing that the window can be told to do. Menus, shortcuts, tooltips and the command palette come from these
/// rows: the window's own, and one of each desk.
struct Command {
  const char* id;        // its text is "command.<id>"
  const char* menu;      // its text is "menu.<menu>"
  const char* shortcut;  // several are separated by "; "
  const char* icon;      // of assets/icons, or ""
  void (*run)(MainWindow&);
  bool startsGroup = false;  // a line above it
  bool isCheckable = false;
};

struct CommandTable {
  /// All tables one after the other: the order of the menus.
  static const std::vector<Command>& rows();
  static std::span<const char* const> menus();

 private:
  static std::span<const Command> ofTheWindow();
  template <auto member>
  static void run(MainWindow& window) {
    (window.*member)();
  }
};

}  // namespace plenum
