// SPDX-License-Identifier: Apache-2.0
#include "window/ViewCommands.h"

#include <QAction>
#include <array>

#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/Commands.h"

namespace plenum {
namespace {

constexpr double storeysApartM = 9.0;

const LayoutPtr& layoutOf(MainWindow& window) {
  static const LayoutPtr nothing;
  const FramePtr& frame = window.clock().frame();
  return frame ? frame->layout : nothing;
}

/// Ids of what is chosen; a chip or a server stands for its rack.
std::set<std::string> chosenIn(MainWindow& window) {
  std::set<std::string> ids;
  const LayoutPtr& layout = layoutOf(window);
  if (!layout) return ids;
  for (const EntityRef thing : window.selection().all()) {
    const EntityRef whole = thing.kind == Kind::chip ? EntityRef{Kind::rack, layout->rackOfChip(thing.index), 0}
                                                     : EntityRef{thing.kind, thing.index, 0};
    if (const std::string id = layout->idOf(whole); !id.empty() && thing.kind != Kind::campus) ids.insert(id);
  }
  return ids;
}

void wear(MainWindow& window, const Opening& opening) {
  CampusView& view = window.central().view();
  SceneOptions options = view.options();
  options.opening = opening;
  view.setOptions(options);
  const auto check = [&window](const char* id, bool isOn) {
    if (QAction* action = window.action(QLatin1String(id))) action->setChecked(isOn);
  };
  check("x-ray", opening.isXray);
  check("section", opening.section.has_value());
  check("storeys-apart", opening.spreadM > 0.0);
  check("isolate", !opening.isolated.empty());
}

Opening opened(MainWindow& window) { return window.central().view().options().opening; }

void hide(MainWindow& window) {
  Opening opening = opened(window);
  opening.hidden.merge(chosenIn(window));
  wear(window, opening);
}

/// The same command a second time shows everything again.
void isolate(MainWindow& window) {
  Opening opening = opened(window);
  if (opening.isolated.empty()) {
    opening.isolated = chosenIn(window);
  } else {
    opening.isolated.clear();
  }
  wear(window, opening);
}

void showAll(MainWindow& window) {
  Opening opening = opened(window);
  opening.hidden.clear();
  opening.isolated.clear();
  opening.section.reset();
  wear(window, opening);
}

void xray(MainWindow& window) {
  Opening opening = opened(window);
  opening.isXray = !opening.isXray;
  wear(window, opening);
}

void section(MainWindow& window) {
  Opening opening = opened(window);
  const LayoutPtr& layout = layoutOf(window);
  if (opening.section || !layout) {
    opening.section.reset();
  } else {
    Box box;
    for (const EntityRef thing : window.selection().all()) box.add(sectionAround(*layout, thing));
    if (!box.isEmpty()) opening.section = box;
  }
  wear(window, opening);
}

void storeysApart(MainWindow& window) {
  Opening opening = opened(window);
  opening.spreadM = opening.spreadM > 0.0 ? 0.0 : storeysApartM;
  wear(window, opening);
}

/// By nearness, all off, all on.
void roofs(MainWindow& window) {
  CampusView& view = window.central().view();
  SceneOptions options = view.options();
  options.roofs = options.roofs == Roofs::automatic ? Roofs::open
                  : options.roofs == Roofs::open    ? Roofs::closed
                                                    : Roofs::automatic;
  view.setOptions(options);
}

void ascend(MainWindow& window) { window.central().view().ascend(); }

}  // namespace

std::span<const Command> viewCommands() {
  static constexpr std::array all{
      Command{"ascend", "view", "Alt+Up", "", ascend, true},
      Command{"hide", "view", "H", "", hide, true},
      Command{"isolate", "view", "I", "", isolate, false, true},
      Command{"show-all", "view", "Shift+H", "", showAll},
      Command{"x-ray", "view", "X", "", xray, true, true},
      Command{"section", "view", "C", "", section, false, true},
      Command{"roofs", "view", "O", "", roofs},
      Command{"storeys-apart", "view", "S", "", storeysApart, false, true},
  };
  return all;
}

}  // namespace plenum
