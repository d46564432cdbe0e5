// SPDX-License-Identifier: Apache-2.0
// Doors of halls: chosen and slid along their walls in the picture, added and changed in numbers.
#include <algorithm>
#include <set>

#include "panels/FormDialog.h"
#include "site/Doors.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/LayoutDesk.h"

namespace plenum {

using views::FormDialog;

namespace {

constexpr const char* walls[] = {"south", "east", "north", "west"};

const char* wallOf(const PlacedDoor& door) {
  if (door.along.x != 0.0) return door.inward.y > 0.0 ? "south" : "north";
  return door.inward.x > 0.0 ? "west" : "east";
}

Vec2 placeOn(const std::string& wall, double along, const Vec3& size) {
  const bool isLevel = wall == "south" || wall == "north";
  const double at = std::min(along, isLevel ? size.x : size.y);
  if (wall == "south") return {at, 0.0};
  if (wall == "north") return {at, size.y};
  return {wall == "west" ? 0.0 : size.x, at};
}

}  // namespace

void LayoutDesk::joinDoors() {
  views::Look& look = window_.look();
  DoorHandles& doors = tool_.doors();
  doors.tell = [&look](const Text& text) { return look.words(text); };
  doors.metres = [&look](double m) { return look.format.text(m, views::Unit::metres); };
  doors.moved = [this](const DoorHandles::Chosen& moved) {
    const Text name("edit.door.moved", {{"id", moved.hall + "/" + moved.door.id}});
    // refused, it stands where it stood
    if (const LayoutPtr now = layout(); hasError(make({PutDoor{moved.hall, moved.door}}, name)) && now)
      tool_.doors().renew(*now);
  };
  doors.chosenChanged = [this] {
    const LayoutPtr now = layout();
    const auto& chosen = tool_.doors().chosen();
    views::Selection& selection = window_.selection();
    if (chosen) {
      const std::string id = chosen->hall + "/" + chosen->door.id;
      // a door that was made just now is not yet in what is drawn
      if (const auto seen = selection.layout() ? selection.layout()->find(id) : std::nullopt)
        selection.select(*seen);
      else
        pending_ = {id};
    } else if (selection.current().kind == Kind::door) {
      selection.clear();
    }
    if (now) tell(chosen ? tool_.doors().said(*now) : QString());
    refreshCommands();
  };
  connect(&tool_, &LayoutTool::doorAsked, this, &LayoutDesk::askDoor);
}

void LayoutDesk::followDoor() {
  const views::Selection& selection = window_.selection();
  if (selection.all().empty()) return;
  const EntityRef thing = selection.current();
  const LayoutPtr& seen = selection.layout();
  if (selection.all().size() > 1 || thing.kind != Kind::door || !seen || thing.index >= seen->doors.size())
    return tool_.doors().choose(std::nullopt);
  const PlacedDoor& door = seen->doors[thing.index];
  tool_.doors().choose(DoorHandles::Chosen{seen->halls[door.hall].id, *door.spec});
}

void LayoutDesk::askDoor() {
  const LayoutPtr now = layout();
  if (!now || now->halls.empty()) return;
  const views::Words& words = window_.look().words;
  const std::optional<DoorHandles::Chosen> changed = tool_.doors().chosen();
  std::string wall = "south";
  double along = 2.0;
  if (changed)
    if (const auto hall = now->find(changed->hall); hall && hall->kind == Kind::hall) {
      const PlacedDoor door = placedDoor(*now, hall->index, changed->door);
      wall = wallOf(door);
      along = door.along.x != 0.0 ? changed->door.atM.x : changed->door.atM.y;
    }
  FormDialog* form = openForm("door.title", changed ? "door.change" : "door.do");
  std::string first = now->halls.front().id;
  for (const std::string& id : ids()) {
    const std::string stem = id.substr(0, id.find('/'));
    if (const auto hall = now->find(stem); hall && hall->kind == Kind::hall) first = stem;
  }
  FormDialog::Choice halls{"door.hall", {}, changed ? changed->hall : first};
  for (const PlacedHall& hall : now->halls) {
    if (changed && hall.id != changed->hall) continue;
    const QString name = words(hall.name);
    halls.options.emplace_back(hall.id, name.isEmpty() ? QString::fromStdString(hall.id) : name);
  }
  form->add(halls);
  const bool isLoading = changed && changed->door.use == HallDoor::Use::loading;
  form->add(FormDialog::Choice{"door.use",
                               {{"exit", words("door.use.exit")}, {"loading", words("door.use.loading")}},
                               isLoading ? "loading" : "exit"});
  FormDialog::Choice side{"door.wall", {}, wall};
  for (const char* one : walls) side.options.emplace_back(one, words((std::string("door.wall.") + one).c_str()));
  form->add(side);
  form->add(FormDialog::Number{"door.along", 0, 2000, along, 2, "m"});
  form->add(FormDialog::Number{"door.width", 0.6, 12, changed ? changed->door.width.si : 1.5, 2, "m"});
  connect(form, &QDialog::accepted, this, [this, form, changed] {
    const LayoutPtr here = layout();
    const std::string hall = form->choice("door.hall");
    const auto found = here ? here->find(hall) : std::nullopt;
    if (!found || found->kind != Kind::hall) return;
    const HallDesign& design = *here->halls[found->index].design;
    HallDoor door;
    door.id = changed ? changed->door.id : freshId(*here->site, hall, "E1", {});
    door.use = form->choice("door.use") == "loading" ? HallDoor::Use::loading : HallDoor::Use::exit;
    door.width = Metres{form->number("door.width")};
    door.atM = placeOn(form->choice("door.wall"), form->number("door.along"), design.sizeM);
    if (hasError(make({PutDoor{hall, door}}, {}))) return;
    turn(true);
    tool_.doors().choose(DoorHandles::Chosen{hall, door});
  });
  form->open();
}

bool LayoutDesk::removeChosenDoor() {
  const std::optional<DoorHandles::Chosen> door = tool_.doors().chosen();
  if (!isOn_ || !door) return false;
  if (!hasError(make({RemoveDoor{door->hall, door->door.id}}, {}))) tool_.doors().choose(std::nullopt);
  return true;
}

void LayoutDesk::removeDoors() {
  const LayoutPtr now = layout();
  if (!now) return;
  std::set<std::string> halls;
  for (const std::string& id : ids())
    if (const auto hall = now->find(id.substr(0, id.find('/'))); hall && hall->kind == Kind::hall)
      halls.insert(now->halls[hall->index].id);
  if (const auto& door = tool_.doors().chosen()) halls.insert(door->hall);
  std::vector<Edit> edits;
  for (const std::string& hall : halls)
    for (const HallDoor& door : now->halls[now->find(hall)->index].design->doors)
      edits.push_back(RemoveDoor{hall, door.id});
  if (edits.empty()) return tell(window_.look().words("door.none"), true);
  make(edits, Text("edit.removeDoors", {{"count", std::to_string(edits.size())}}));
}

}  // namespace plenum
