// SPDX-License-Identifier: Apache-2.0
// What the commands of layout work do to the document.
#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "panels/InspectorPanel.h"
#include "panels/LayoutBar.h"
#include "panels/LibraryPanel.h"
#include "panels/PropertyRows.h"
#include "panels/TablePanel.h"
#include "site/HallPlan.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/LayoutDesk.h"
#include "window/LayoutPlacing.h"

namespace plenum {

namespace {

constexpr double tileM = 0.6, fineM = 0.1, besideM = 0.6;

std::uint32_t hallOf(const Layout& layout, EntityRef thing) {
  switch (thing.kind) {
    case Kind::hall:
      return thing.index;
    case Kind::row:
      return layout.rows[thing.index].hall;
    case Kind::rack:
      return layout.racks[thing.index].hall;
    case Kind::chip:
      return layout.racks[layout.rackOfChip(thing.index)].hall;
    case Kind::cdu:
      return layout.cdus[thing.index].hall;
    case Kind::fanWall:
      return layout.fanWalls[thing.index].hall;
    case Kind::powerDevice:
      return layout.power[thing.index].hall;
    default:
      return none;
  }
}

}  // namespace

void LayoutDesk::refuse(const Problems& problems) {
  if (!isOn_) return window_.report(problems, "problems.edit");
  for (const Problem& problem : problems)
    if (problem.weight == Problem::Weight::error) return tell(views::sentenceOf(problem, window_.look().words), true);
}

Problems LayoutDesk::make(const std::vector<Edit>& edits, const Text& name, std::vector<std::string> chosenAfter) {
  const LayoutPtr now = layout();
  if (!now || edits.empty()) return {};
  const Text called = name.id.empty() ? nameOf(edits.front(), *now->site) : name;
  Problems problems = window_.bench().edit(edits, called);
  if (hasError(problems)) {
    refuse(problems);
    return problems;
  }
  if (!chosenAfter.empty()) pending_ = std::move(chosenAfter);
  tell(window_.look().words("layout.done", {{"edit", window_.look().words(called).toStdString()}}));
  // where a moved thing will be drawn is shown until it is; often it is by now
  if (isOn_ && chosen_ == ids() && view().layout() != layout()) {
    std::vector<Box> ghosts;
    for (const std::string& id : chosen_)
      for (const EntityRef thing : thingsOf(*layout(), id)) ghosts.push_back(layout()->boxOf(thing));
    tool_.propose(std::move(ghosts));
  }
  return problems;
}

void LayoutDesk::arrange(const Result<Arranged>& result) {
  if (!result) return refuse(result.problems());
  if (hasError(make(result->edits, result->name, result->newIds))) return;
  if (!result->warnings.empty()) tell(views::sentenceOf(result->warnings.front(), window_.look().words), true);
}

void LayoutDesk::nudge(Vec2 direction, bool isFine) {
  if (!layout() || chosen_.empty()) return;
  const Vec2 by = direction * (isFine ? fineM : tileM);
  beginDrag();
  const std::vector<Objection> objections = check_->at(by);
  lastFix_.reset();
  if (!objections.empty() && objections.front().weight == Objection::Weight::error) {
    refusedByM_ = by;
    if (objections.front().fix && objections.front().fix->property.empty()) lastFix_ = objections.front().fix;
    return tell(adviceOf(by, objections).lines.join(QStringLiteral(" · ")), true);
  }
  if (hasError(make({MoveThings{chosen_, by}}, {}))) return;
  if (!objections.empty()) tell(adviceOf(by, objections).lines.join(QStringLiteral(" · ")), true);
}

void LayoutDesk::moveTo(Vec2 corner) {
  const LayoutPtr now = layout();
  if (!now || chosen_.empty()) return;
  arrange(plenum::moveTo(*now, chosen_, corner));
  // it is done: keys, and Undo first of all, are the window's again and not the field's
  if (layout() != now) view().setFocus();
}

// the offset that was refused, with what would have made it good
void LayoutDesk::putRight() {
  if (!lastFix_ || chosen_.empty()) return tell(window_.look().words("layout.no-fix"), true);
  const Vec2 by = lastFix_->id == chosen_.front() || chosen_.size() > 1 ? refusedByM_ + lastFix_->byM : lastFix_->byM;
  lastFix_.reset();
  make({MoveThings{chosen_, by}}, {});
}

void LayoutDesk::drop(const FloorPoint& at, bool goesOn) {
  const LayoutPtr now = layout();
  const auto floor = floorInDocument(at);
  if (!now || !floor || !held_) return;
  const views::LibraryEntry entry = *held_;
  const Placement placement = placeAt(*now, entry, *floor, tool_.isSnapping());
  if (!placement.thing) return tell(window_.look().words(placement.refusal), true);
  make({PutThing{placement.hall, *placement.thing}}, {}, {placement.id});
  if (!goesOn) held_.reset();
}

void LayoutDesk::remove() {
  if (removeChosenDoor()) return;
  const std::vector<std::string> things = ids();
  if (!things.empty()) make({RemoveThings{things}}, {});
}

void LayoutDesk::turnRound() {
  const std::vector<std::string> things = ids();
  if (!things.empty()) make({TurnThings{things}}, {});
}

void LayoutDesk::duplicate() {
  const LayoutPtr now = layout();
  const std::vector<std::string> things = ids();
  if (!now || things.empty()) return;
  // beside the originals, to the side where there is room
  Box around;
  for (const std::string& id : things)
    for (const EntityRef thing : thingsOf(*now, id)) around.add(now->boxOf(thing));
  if (around.isEmpty()) return;
  const Vec3 size = around.size();
  Problems last;
  for (const Vec2 by : {Vec2{0, size.y + 2 * besideM}, Vec2{0, -size.y - 2 * besideM}, Vec2{size.x + besideM, 0},
                        Vec2{-size.x - besideM, 0}, Vec2{0, 2 * (size.y + 2 * besideM)}}) {
    const auto made = plenum::duplicate(*now, things, by);
    if (!made) return refuse(made.problems());
    last = window_.bench().edit(made->edits, made->name);
    if (hasError(last)) continue;
    pending_ = made->newIds;
    tell(window_.look().words("layout.done", {{"edit", window_.look().words(made->name).toStdString()}}));
    return;
  }
  refuse(last);
}

void LayoutDesk::align(Side side) {
  if (const LayoutPtr now = layout()) arrange(plenum::align(*now, ids(), side));
}

void LayoutDesk::distribute(Along along) {
  if (const LayoutPtr now = layout()) arrange(plenum::distribute(*now, ids(), along));
}

void LayoutDesk::group() {
  const LayoutPtr now = layout();
  const std::vector<std::string> things = ids();
  if (!now || things.size() < 2) return tell(window_.look().words("layout.group-needs"), true);
  ThingGroup made;
  std::set<std::string> taken;
  for (const ThingGroup& other : now->site->groups) taken.insert(other.id);
  for (int n = 1; made.id.empty() || taken.contains(made.id); ++n) made.id = "group" + std::to_string(n);
  made.members = things;
  make({PutGroup{made}}, {});
}

void LayoutDesk::ungroup() {
  std::vector<Edit> edits;
  std::set<std::string> done;
  for (const std::string& id : ids())
    if (const ThingGroup* found = groupOf(id); found && done.insert(found->id).second)
      edits.push_back(RemoveGroup{found->id});
  if (edits.empty()) return tell(window_.look().words("layout.no-group"), true);
  make(edits, {});
}

// what stands alone becomes a group of its own, since locks are kept on groups
void LayoutDesk::lock() {
  const LayoutPtr now = layout();
  const std::vector<std::string> things = ids();
  if (!now || things.empty()) return;
  if (const ThingGroup* found = groupOf(things.back())) {
    make({LockGroup{found->id, !found->isLocked}}, {});
    return;
  }
  ThingGroup made;
  std::set<std::string> taken;
  for (const ThingGroup& other : now->site->groups) taken.insert(other.id);
  for (int n = 1; made.id.empty() || taken.contains(made.id); ++n) made.id = "lock" + std::to_string(n);
  made.members = things;
  made.isLocked = true;
  // known by what is in it: nobody gave it a name
  const std::string name =
      things.size() == 1 ? things.front() : things.front() + " +" + std::to_string(things.size() - 1);
  made.name = {name, name};
  make({PutGroup{made}}, Text("edit.lock", {{"id", made.name.en}, {"id.zh", made.name.zh}}));
}

void LayoutDesk::selectEverything() {
  const LayoutPtr seen = window_.selection().layout();
  if (!seen) return;
  // of the hall where one is at work, else of the campus
  const EntityRef leading = window_.selection().current();
  if (hallOf(*seen, leading) != none) return selectHall();
  window_.selection().selectAll(standing(*seen, isOn_ ? Grain::rows : Grain::racks));
}

void LayoutDesk::selectSame() {
  const LayoutPtr seen = window_.selection().layout();
  const EntityRef leading = window_.selection().current();
  if (!seen || leading.kind == Kind::campus || leading.kind == Kind::chip) return;
  std::vector<EntityRef> things;
  const auto isLike = [&](std::uint32_t i) {
    if (leading.kind == Kind::rack) return seen->racks[i].spec == seen->racks[leading.index].spec;
    if (leading.kind == Kind::powerDevice) return seen->power[i].kind == seen->power[leading.index].kind;
    return true;
  };
  for (std::uint32_t i = 0; i < seen->count(leading.kind); ++i)
    if (i != leading.index && isLike(i)) things.push_back({leading.kind, i, 0});
  things.push_back({leading.kind, leading.index, 0});
  window_.selection().selectAll(std::move(things));
}

void LayoutDesk::selectRow() {
  const LayoutPtr seen = window_.selection().layout();
  const EntityRef leading = window_.selection().current();
  if (!seen) return;
  std::uint32_t row = leading.kind == Kind::row ? leading.index : none;
  if (leading.kind == Kind::rack) row = seen->racks[leading.index].row;
  if (leading.kind == Kind::chip) row = seen->racks[seen->rackOfChip(leading.index)].row;
  if (row == none) return;
  std::vector<EntityRef> racks;
  for (std::uint32_t i = 0; i < seen->rows[row].racks; ++i)
    racks.push_back({Kind::rack, seen->rows[row].firstRack + i, 0});
  window_.selection().selectAll(std::move(racks));
}

void LayoutDesk::selectHall() {
  const LayoutPtr seen = window_.selection().layout();
  const EntityRef leading = window_.selection().current();
  if (!seen) return;
  const std::uint32_t hall = hallOf(*seen, leading);
  if (hall == none) return;
  std::vector<EntityRef> things;
  for (const EntityRef thing : standing(*seen, isOn_ ? Grain::rows : Grain::racks))
    if (hallOf(*seen, thing) == hall) things.push_back(thing);
  window_.selection().selectAll(std::move(things));
}

void LayoutDesk::measure(MeasureTool::What what) {
  measure_.begin(what);
  view().setTool(&measure_);
  view().setFocus();
  view().update();
}

/// Between what it is, what is asked there, and which aisle is the narrowest.
QString LayoutDesk::narrowestIn(const Layout& layout, std::uint32_t hall, const HallPlan& plan) const {
  const views::Look& look = window_.look();
  const auto length = [&look](double m) { return look.format.text(m, views::Unit::metres).toStdString(); };
  const auto between = [&](const char* id, const Clearance& gap) {
    const auto name = [&](EntityRef thing) {
      return thing.kind == Kind::campus ? look.words("layout.wall").toStdString()
                                        : layout.idOf(thing).substr(layout.halls[hall].id.size() + 1);
    };
    return look.words(id, {{"hall", views::titleOf(layout, {Kind::hall, hall, 0}, look.words).toStdString()},
                           {"length", length(gap.metres())},
                           {"a", name(gap.a)},
                           {"b", name(gap.b)}});
  };
  QStringList lines{between("layout.narrowest", plan.clearances.front())};
  if (plan.aisle) {
    const Clearance& aisle = plan.clearances[*plan.aisle];
    QString line = between("layout.narrowest-aisle", aisle);
    if (aisle.kind == Clearance::Kind::front || aisle.kind == Clearance::Kind::back) {
      const SpaceNumber& asked = spaceNumber(aisle.kind == Clearance::Kind::front ? SpaceRule::front : SpaceRule::back);
      line += look.words("layout.asked-there", {{"length", length(asked.required)}});
    }
    lines << line;
  }
  return lines.join(QStringLiteral(" · "));
}

void LayoutDesk::showNarrowest() {
  const LayoutPtr now = layout();
  const LayoutPtr seen = window_.selection().layout();
  if (!now || !seen || now->halls.empty()) return;
  std::uint32_t hall = hallOf(*seen, window_.selection().current());
  if (hall != none) {
    const auto same = now->find(seen->halls[hall].id);
    hall = same ? same->index : none;
  }
  if (hall == none) hall = 0;
  const HallPlan plan = planOf(*now, hall);
  if (plan.clearances.empty()) return tell(window_.look().words("layout.no-clearance"), true);
  const Clearance& narrowest = plan.clearances.front();
  const double z = plan.room.min.z;
  window_.central().focusOn({Kind::hall, hall, 0});
  view().setTool(&measure_);
  measure_.show({narrowest.from.x, narrowest.from.y, z}, {narrowest.to.x, narrowest.to.y, z});
  view().update();
  tell(narrowestIn(*now, hall, plan));
}

void LayoutDesk::showLibrary() {
  turn(true);
  libraryDock_->show();
  libraryDock_->raise();
  library_->focusSearch();
}

void LayoutDesk::showTable() {
  tableDock_->show();
  tableDock_->raise();
  table_->table().setFocus();
}

void LayoutDesk::showFindings() {
  findingsDock_->show();
  findingsDock_->raise();
}

void LayoutDesk::refreshCommands() {
  const bool isOpen = layout() != nullptr;
  const std::size_t chosen = ids().size();
  const auto enable = [this](std::initializer_list<const char*> names, bool isPossible) {
    for (const char* name : names)
      if (QAction* action = window_.action(QLatin1String(name))) action->setEnabled(isPossible);
  };
  enable({"layout-mode", "select-all", "rows-generator", "measure", "measure-area", "measure-clearance", "narrowest",
          "keep-dimension", "remove-dimensions", "edit-routes", "add-door", "draw-hall", "show-library",
          "show-equipment", "show-findings"},
         isOpen);
  enable({"cut", "copy", "duplicate", "turn", "select-same", "lock", "array", "mirror"}, chosen > 0);
  const std::vector<std::string> things = ids();
  enable({"ungroup"}, std::any_of(things.begin(), things.end(), [this](const std::string& id) { return groupOf(id); }));
  enable({"delete", "remove-doors"}, chosen > 0 || tool_.doors().chosen());
  enable({"align-left", "align-right", "align-front", "align-back", "align-centre-x", "align-centre-y", "group"},
         chosen > 1);
  enable({"distribute-x", "distribute-y"}, chosen > 2);
}

}  // namespace plenum
