// SPDX-License-Identifier: Apache-2.0
#include "window/WorkspaceCommands.h"

#include <array>

#include "window/Workspaces.h"

namespace plenum {

namespace {

template <Workspaces::Place place>
void enter(MainWindow& window) {
  window.workspaces().enter(place);
}

}  // namespace

std::span<const Command> workspaceCommands() {
  using Place = Workspaces::Place;
  static const std::array all{
      Command{"workspace-plan", "view", "Ctrl+1", "", enter<Place::plan>, true},
      Command{"workspace-operate", "view", "Ctrl+2", "", enter<Place::operate>},
      Command{"workspace-train", "view", "Ctrl+3", "", enter<Place::train>},
      Command{"workspace-present", "view", "Ctrl+4", "", enter<Place::present>},
  };
  return all;
}

}  // namespace plenum
