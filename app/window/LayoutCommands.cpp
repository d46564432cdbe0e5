// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "window/LayoutDesk.h"

namespace plenum {

namespace {

template <auto member>
void run(MainWindow& window) {
  (window.layoutDesk().*member)();
}

}  // namespace

std::span<const Command> layoutCommands() {
  using D = LayoutDesk;
  static const std::array all{
      Command{"cut", "edit", "Ctrl+X", "", run<&D::cut>, true},
      Command{"copy", "edit", "Ctrl+C", "", run<&D::copy>},
      Command{"paste", "edit", "Ctrl+V", "", run<&D::paste>},
      Command{"duplicate", "edit", "Ctrl+D", "", run<&D::duplicate>},
      Command{"delete", "edit", "Del", "", run<&D::remove>},
      Command{"select-all", "edit", "Ctrl+A", "", run<&D::selectEverything>, true},
      Command{"select-same", "edit", "Ctrl+Alt+A", "", run<&D::selectSame>},
      Command{"select-row", "edit", "Ctrl+L, Ctrl+R", "", run<&D::selectRow>},
      Command{"select-hall", "edit", "Ctrl+L, Ctrl+H", "", run<&D::selectHall>},
      Command{"layout-mode", "layout", "E", "", run<&D::toggle>, false, true},
      Command{"put-right", "layout", "Ctrl+Return", "", run<&D::putRight>},
      Command{"turn", "layout", "R", "", run<&D::turnRound>, true},
      Command{"align-left", "layout", "Ctrl+Alt+Left", "", run<&D::alignLeft>, true},
      Command{"align-right", "layout", "Ctrl+Alt+Right", "", run<&D::alignRight>},
      Command{"align-front", "layout", "Ctrl+Alt+Down", "", run<&D::alignFront>},
      Command{"align-back", "layout", "Ctrl+Alt+Up", "", run<&D::alignBack>},
      Command{"align-centre-x", "layout", "Ctrl+Alt+X", "", run<&D::alignCentreX>},
      Command{"align-centre-y", "layout", "Ctrl+Alt+Y", "", run<&D::alignCentreY>},
      Command{"distribute-x", "layout", "Ctrl+Alt+H", "", run<&D::distributeX>},
      Command{"distribute-y", "layout", "Ctrl+Alt+V", "", run<&D::distributeY>},
      Command{"array", "layout", "Ctrl+Alt+R", "", run<&D::askArray>, true},
      Command{"mirror", "layout", "Ctrl+Alt+M", "", run<&D::askMirror>},
      Command{"rows-generator", "layout", "Ctrl+Alt+N", "", run<&D::askRows>},
      Command{"group", "layout", "Ctrl+G", "", run<&D::group>, true},
      Command{"ungroup", "layout", "Ctrl+Alt+G", "", run<&D::ungroup>},
      Command{"lock", "layout", "Ctrl+Alt+L", "", run<&D::lock>},
      Command{"measure", "layout", "M", "", run<&D::measureDistance>, true},
      Command{"measure-area", "layout", "Shift+M", "", run<&D::measureArea>},
      Command{"measure-clearance", "layout", "Ctrl+M", "", run<&D::measureClearance>},
      Command{"narrowest", "layout", "Ctrl+Alt+C", "", run<&D::showNarrowest>},
      Command{"keep-dimension", "layout", "Ctrl+Alt+K", "", run<&D::keepMeasured>},
      Command{"remove-dimensions", "layout", "Ctrl+L, Ctrl+M", "", run<&D::removeDimensions>},
      Command{"edit-routes", "layout", "Ctrl+Alt+E", "", run<&D::editRoutes>, true},
      Command{"add-door", "layout", "Ctrl+L, Ctrl+D", "", run<&D::askDoor>},
      Command{"remove-doors", "layout", "Ctrl+L, Ctrl+X", "", run<&D::removeDoors>},
      Command{"show-library", "layout", "Ctrl+Shift+D", "", run<&D::showLibrary>, true},
      Command{"show-equipment", "layout", "Ctrl+Shift+T", "", run<&D::showTable>},
      Command{"show-findings", "layout", "Ctrl+Shift+K", "", run<&D::showFindings>},
      Command{"draw-hall", "layout", "Ctrl+Alt+P", "", run<&D::askDrawing>, true},
  };
  return all;
}

}  // namespace plenum
