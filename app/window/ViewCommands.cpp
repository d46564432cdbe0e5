// SPDX-License-Identifier: Apache-2.0
#include "window/ViewCommands.h"

#include <QAction>
#include <QDoubleSpinBox>
#include <QSignalBlocker>
#include <array>

#include "panels/FormDialog.h"
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

/// The faces of the section box as numbers, for the keyboard and for exact places; the picture follows each of them.
void sectionFields(MainWindow& window) {
  if (!opened(window).section) section(window);
  const Opening before = opened(window);
  if (!before.section) return window.sayInStatus(window.look().words("section.nothing"));
  auto* form = new views::FormDialog(window.look(), "section.title", "section.do", &window);
  form->setAttribute(Qt::WA_DeleteOnClose);
  struct Face {
    const char* id;
    int axis;
    bool isHigh;
  };
  static constexpr Face faces[] = {{"section.west", 0, false}, {"section.east", 0, true}, {"section.south", 1, false},
                                   {"section.north", 1, true}, {"section.low", 2, false}, {"section.high", 2, true}};
  const auto placeOf = [](const Box& box, const Face& face) {
    const Vec3& p = face.isHigh ? box.max : box.min;
    return face.axis == 0 ? p.x : face.axis == 1 ? p.y : p.z;
  };
  for (const Face& face : faces)
    form->add(views::FormDialog::Number{face.id, -mostSectionM, mostSectionM, placeOf(*before.section, face), 2, "m"});
  QObject::connect(form, &views::FormDialog::changed, &window, [&window, form] {
    Opening now = opened(window);
    Box box;
    box.min = {form->number("section.west"), form->number("section.south"), form->number("section.low")};
    box.max = {form->number("section.east"), form->number("section.north"), form->number("section.high")};
    const Vec3 size = box.max - box.min;
    const bool isBox = size.x >= leastSectionM && size.y >= leastSectionM && size.z >= leastSectionM;
    form->tell(isBox ? QString() : window.look().words("section.thin"), !isBox);
    form->doButton().setEnabled(isBox);
    if (!isBox) return;
    now.section = box;
    wear(window, now);
  });
  // a face that is dragged meanwhile shows its new place
  QObject::connect(&window.central().view(), &CampusView::sectionMoved, form, [form, placeOf](const Box& box) {
    for (const Face& face : faces) {
      const QSignalBlocker quiet(form->box(face.id));
      form->box(face.id)->setValue(placeOf(box, face));
    }
  });
  QObject::connect(form, &QDialog::rejected, &window, [&window, before] { wear(window, before); });
  form->open();
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
      Command{"section-fields", "view", "Shift+C", "", sectionFields},
      Command{"roofs", "view", "O", "", roofs},
      Command{"storeys-apart", "view", "S", "", storeysApart, false, true},
  };
  return all;
}

}  // namespace plenum
