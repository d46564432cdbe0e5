// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "document/Drafter.h"

namespace plenum {
namespace {

/// What an edit is called in the Undo menu.
struct Namer {
  const Site* site = nullptr;

  /// "edit.move.one" with the id, "edit.move.row" with their number, "edit.move.thing" where they are of several kinds.
  Text several(const char* verb, const std::vector<std::string>& ids) const {
    const std::string stem = std::string("edit.") + verb + ".";
    if (ids.size() == 1) return Text(stem + "one", {{"id", ids.front()}});
    std::optional<RecordKind> kind;
    bool isMixed = !site;
    for (const std::string& id : ids) {
      const auto at = isMixed ? std::nullopt : findWritten(*site, id);
      if (!at || (kind && *kind != at->kind)) isMixed = true;
      if (at) kind = at->kind;
    }
    return Text(stem + (isMixed || !kind ? "thing" : nameOf(*kind)), {{"count", std::to_string(ids.size())}});
  }

  Text operator()(const RenameSite& e) const { return named("edit.renameSite", "", e.name); }
  Text operator()(const RenameHall& e) const { return named("edit.renameHall", e.hall, e.name); }
  Text operator()(const AddRow& e) const { return Text("edit.addRow", {{"row", full(e.hall, e.row.id)}}); }
  Text operator()(const RemoveRow& e) const { return Text("edit.removeRow", {{"row", full(e.hall, e.row)}}); }
  Text operator()(const MoveRow& e) const { return Text("edit.moveRow", {{"row", full(e.hall, e.row)}}); }
  Text operator()(const SetRowRacks& e) const {
    return Text("edit.setRowRacks", {{"row", full(e.hall, e.row)}, {"racks", std::to_string(e.racks)}});
  }
  Text operator()(const SetRowType& e) const {
    return Text("edit.setRowType", {{"row", full(e.hall, e.row)}, {"rack", e.rack}});
  }
  Text operator()(const SetDesignSupply& e) const {
    return Text("edit.setDesignSupply", {{"target", e.target}, {"value", toText(e.to.si)}});
  }
  Text operator()(const Rename& e) const { return named("edit.rename", e.id, e.name); }
  Text operator()(const MoveThings& e) const { return several("move", e.ids); }
  Text operator()(const TurnThings& e) const { return several("turn", e.ids); }
  Text operator()(const RemoveThings& e) const { return several("remove", e.ids); }
  Text operator()(const PutThing& e) const {
    const std::string id = idOf(e.thing);
    if (id.empty()) return Text("edit.put.scenery");
    return Text("edit.put.one", {{"id", e.hall.empty() ? id : full(e.hall, id)}});
  }
  Text operator()(const SetProperty& e) const {
    Text out = several("set", e.ids);
    out.arguments.emplace_back("property", e.property);
    out.arguments.emplace_back("value", e.value);
    return out;
  }
  Text operator()(const PutGroup& e) const { return named("edit.group", e.group.id, e.group.name); }
  Text operator()(const RemoveGroup& e) const { return Text("edit.ungroup", {{"id", e.group}}); }
  Text operator()(const LockGroup& e) const {
    Text out(e.isLocked ? "edit.lock" : "edit.unlock", {{"id", e.group}});
    if (site)
      for (const ThingGroup& group : site->groups)
        if (group.id == e.group && !group.name.in(false).empty())
          out.arguments = {{"id", group.name.in(false)}, {"id.zh", group.name.in(true)}};
    return out;
  }
  Text operator()(const PutView& e) const { return named("edit.putView", e.view.id, e.view.name); }
  Text operator()(const RemoveView& e) const { return Text("edit.removeView", {{"id", e.view}}); }
  Text operator()(const SetAssumption& e) const {
    Text out = assumed("edit.assume", e.assumption.row, e.assumption.number);
    out.arguments.emplace_back("value", toText(e.assumption.value));
    return out;
  }
  Text operator()(const ClearAssumption& e) const { return assumed("edit.assumeNot", e.row, e.number); }
  Text operator()(const SetLandscape&) const { return Text("edit.landscape"); }
  Text operator()(const PutRoute& e) const {
    return Text(e.route.to.empty() ? "edit.putRoute.towers" : "edit.putRoute",
                {{"from", e.route.from}, {"to", e.route.to}});
  }
  Text operator()(const RemoveRoute& e) const {
    return Text(e.to.empty() ? "edit.removeRoute.towers" : "edit.removeRoute", {{"from", e.from}, {"to", e.to}});
  }
  Text operator()(const PutDimension& e) const { return Text("edit.putDimension", {{"id", e.dimension.id}}); }
  Text operator()(const RemoveDimension& e) const { return Text("edit.removeDimension", {{"id", e.dimension}}); }
  Text operator()(const PutDoor& e) const { return Text("edit.putDoor", {{"id", full(e.hall, e.door.id)}}); }
  Text operator()(const RemoveDoor& e) const { return Text("edit.removeDoor", {{"id", full(e.hall, e.door)}}); }

 private:
  /// "airFlow_m3_per_s" of "fanWall/fan-wall-120" is the air flow of a fan wall that has a name.
  Text assumed(const char* id, const std::string& row, const std::string& number) const {
    Text out(id, {{"row", row}, {"catalog", number.substr(0, number.find_first_of("_."))}});
    const Catalog::Row* found = site && site->catalog ? site->catalog->row(row) : nullptr;
    const Name name = found ? std::visit([](const auto& spec) { return spec.name; }, found->spec) : Name{};
    if (name.en.empty()) return out;
    out.arguments.front().second = name.in(false);
    out.arguments.emplace_back("row.zh", name.in(true));
    return out;
  }
  static Text named(const char* id, const std::string& of, const Name& name) {
    return Text(id, {{"hall", of}, {"id", of}, {"name", name.in(false)}, {"name.zh", name.in(true)}});
  }
};

}  // namespace

Text nameOf(const Edit& edit) { return std::visit(Namer{}, edit); }
Text nameOf(const Edit& edit, const Site& site) { return std::visit(Namer{&site}, edit); }

}  // namespace plenum
