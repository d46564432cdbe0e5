// SPDX-License-Identifier: Apache-2.0
#include "document/Draft.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "document/Drafter.h"
#include "document/FieldVisitors.h"
#include "document/Locks.h"
#include "site/Doors.h"
#include "site/Findings.h"
#include "site/MachineSize.h"

namespace plenum {

double tidyM(double m) { return std::isfinite(m) && std::abs(m) < 1e9 ? std::round(m * 1e6) / 1e6 : m; }

Result<SitePtr> draft(const SitePtr& site, const std::vector<Edit>& edits) {
  WorkingSite work(site);
  for (const Edit& edit : edits)
    if (Problems problems = std::visit(Drafter(work), edit); !problems.empty()) return problems;
  return work.take();
}
Result<SitePtr> draft(const SitePtr& site, const Edit& edit) { return draft(site, std::vector{edit}); }

Result<std::uint32_t> Drafter::hallAt(const std::string& id) const {
  std::vector<std::string> known;
  for (std::uint32_t i = 0; i < work_.read().halls.size(); ++i) {
    if (work_.read().halls[i].id == id) return i;
    known.push_back(work_.read().halls[i].id);
  }
  Problem problem = problemOf(Text("edit.noHall", {{"id", id}}), remedyFor(id, known));
  problem.place.pointer = "/halls";
  return problem;
}

Result<WrittenAt> Drafter::rowAt(const std::string& hallId, const std::string& rowId) {
  const auto hall = hallAt(hallId);
  if (!hall) return hall.problems();
  const std::string id = full(hallId, rowId);
  if (const auto at = findWritten(work_.read(), id); at && at->kind == RecordKind::row) return work_.target(id);
  std::vector<std::string> known;
  if (const auto& design = work_.read().halls[*hall].design)
    for (const RowSpec& row : design->rows) known.push_back(row.id);
  Problem problem = problemOf(Text("edit.noRow", {{"id", id}}), remedyFor(local(hallId, rowId), known));
  problem.place.pointer = "/halls/" + std::to_string(*hall) + "/rows";
  return problem;
}

Problem Drafter::noSupply(const std::string& target) const {
  const Site& site = work_.read();
  std::vector<std::string> known;
  for (const RecordKind kind : {RecordKind::circuit, RecordKind::hall, RecordKind::loop})
    for (std::string& id : writtenIds(site, kind)) known.push_back(std::move(id));
  return problemOf(Text("edit.noSupply", {{"id", target}}), remedyFor(target, known));
}

Problems Drafter::locked(const std::vector<std::string>& ids) const {
  const Locks locks(work_.read());
  if (locks.areNone()) return {};
  for (const std::string& id : ids)
    if (auto problem = locks.against(id)) return {*problem};
  return {};
}

Problems Drafter::operator()(const RenameSite& e) {
  work_.change().name = e.name;
  return {};
}
Problems Drafter::operator()(const RenameHall& e) {
  const auto hall = hallAt(e.hall);
  if (!hall) return hall.problems();
  work_.change().halls[*hall].name = e.name;
  return {};
}
Problems Drafter::operator()(const AddRow& e) {
  const auto hall = hallAt(e.hall);
  if (!hall) return hall.problems();
  work_.design(*hall).rows.push_back(e.row);
  return {};
}
Problems Drafter::operator()(const RemoveRow& e) {
  const auto row = rowAt(e.hall, e.row);
  if (!row) return row.problems();
  return (*this)(RemoveThings{{writtenId(work_.read(), *row)}});
}
Problems Drafter::operator()(const MoveRow& e) {
  if (const auto hall = hallAt(e.hall); !hall) return hall.problems();
  const auto at = findWritten(work_.read(), full(e.hall, e.row));
  if (!at || at->kind != RecordKind::row) return rowAt(e.hall, e.row).problems();
  return (*this)(MoveThings{{full(e.hall, e.row)}, e.byM});
}
Problems Drafter::operator()(const SetRowRacks& e) {
  const auto row = rowAt(e.hall, e.row);
  if (!row) return row.problems();
  work_.design(row->hall).rows[row->record].racks = e.racks;
  return {};
}
Problems Drafter::operator()(const SetRowType& e) {
  const auto row = rowAt(e.hall, e.row);
  if (!row) return row.problems();
  work_.design(row->hall).rows[row->record].rack = e.rack;
  return {};
}
Problems Drafter::operator()(const SetDesignSupply& e) {
  const auto at = findWritten(work_.read(), e.target);
  if (at && at->kind == RecordKind::circuit) {
    work_.change().circuits[at->record].supplySetpoint = e.to;
  } else if (at && at->kind == RecordKind::hall) {
    work_.design(at->hall).supplyAirSetpoint = e.to;
  } else if (at && at->kind == RecordKind::loop) {
    work_.design(at->hall).loops[at->record].supplySetpoint = e.to;
  } else {
    return {noSupply(e.target)};
  }
  return {};
}

Problems Drafter::operator()(const Rename& e) {
  const Site& site = work_.read();
  const auto at = findWritten(site, e.id);
  if (at && at->kind == RecordKind::site) return (*this)(RenameSite{e.name});
  if (at && at->kind == RecordKind::hall) return (*this)(RenameHall{e.id, e.name});
  if (at && at->kind == RecordKind::building) return work_.change().buildings[at->record].name = e.name, Problems{};
  if (at && at->kind == RecordKind::circuit) return work_.change().circuits[at->record].name = e.name, Problems{};
  if (at) return {problemOf(Text("edit.noName", {{"id", e.id}}), Text("edit.noName.remedy"))};
  for (std::size_t i = 0; i < site.views.size(); ++i)
    if (site.views[i].id == e.id) return work_.change().views[i].name = e.name, Problems{};
  for (std::size_t i = 0; i < site.groups.size(); ++i)
    if (site.groups[i].id == e.id) return work_.change().groups[i].name = e.name, Problems{};
  return {noSuchThing(site, e.id)};
}

Problems Drafter::operator()(const MoveThings& e) {
  if (e.byM == Vec2{}) return {};
  // what stands in a thing that moves is taken along once
  std::set<std::string, std::less<>> wholes(e.ids.begin(), e.ids.end());
  std::vector<std::string> ids;
  for (const std::string& id : e.ids) {
    const auto at = findWritten(work_.read(), id);
    if (!at) return {noSuchThing(work_.read(), id)};
    if (!hasPlace(at->kind)) return {problemOf(Text("edit.cannotMove", {{"id", id}}), Text("edit.cannotMove.remedy"))};
    const bool isInHall = at->hall != none;
    if (isInHall && at->kind != RecordKind::hall && wholes.count(work_.read().halls[at->hall].id)) continue;
    if (isInHall && wholes.count(work_.read().halls[at->hall].building)) continue;
    if (isPlant(at->kind) && wholes.count(work_.read().circuits[at->circuit].id)) continue;
    ids.push_back(id);
  }
  if (Problems problems = locked(ids); !problems.empty()) return problems;
  const auto all = work_.targets(ids, WorkingSite::Copies::together);
  if (!all) return all.problems();
  for (const WrittenAt& at : *all)
    work_.onRecord(at, [&](auto& record) {
      if constexpr (requires { record.originM; }) record.originM = tidy(record.originM + e.byM);
      if constexpr (std::same_as<std::remove_cvref_t<decltype(record)>, HallDoor>)
        record.atM = doorPlace(work_.read().halls[at.hall].design->sizeM, record.atM + e.byM, record.width.si);
      if constexpr (std::same_as<std::remove_cvref_t<decltype(record)>, Circuit>)
        for (RecordKind kind = RecordKind::pump; isPlant(kind);
             kind = static_cast<RecordKind>(static_cast<int>(kind) + 1))
          for (Circuit::Group& group : groupsOf(record, kind)) group.originM = tidy(group.originM + e.byM);
    });
  carryRoutes(e.ids, e.byM);
  return {};
}

namespace {

/// A quarter turn about the middle of a rectangle.
template <class Size>
void quarter(Vec2& origin, Size& size) {
  origin = tidy({origin.x + 0.5 * (size.x - size.y), origin.y + 0.5 * (size.y - size.x)});
  std::swap(size.x, size.y);
}

}  // namespace

Problems Drafter::operator()(const TurnThings& e) {
  for (const std::string& id : e.ids) {
    const auto at = findWritten(work_.read(), id);
    if (!at) return {noSuchThing(work_.read(), id)};
    const bool isFixed = at->kind == RecordKind::site || at->kind == RecordKind::hall || at->kind == RecordKind::loop ||
                         at->kind == RecordKind::circuit || at->kind == RecordKind::door;
    if (isFixed) return {problemOf(Text("edit.cannotTurn", {{"id", id}}), Text("edit.cannotTurn.remedy"))};
  }
  if (Problems problems = locked(e.ids); !problems.empty()) return problems;
  const auto all = work_.targets(e.ids, WorkingSite::Copies::together);
  if (!all) return all.problems();
  for (const WrittenAt& at : *all)
    work_.onRecord(at, [&](auto& record) {
      if constexpr (requires { record.turn; }) {
        Vec3 size = turned(machineSize(work_.read(), at), record.turn);
        quarter(record.originM, size);
        record.turn = (record.turn + 1) % 4;
      } else if constexpr (requires { record.facesNorth; })
        record.facesNorth = !record.facesNorth;
      else if constexpr (requires { record.originM, record.sizeM; })
        quarter(record.originM, record.sizeM);
    });
  return {};
}

Problems Drafter::operator()(const SetProperty& e) {
  const Property* property = nullptr;
  for (const std::string& id : e.ids) {
    const auto at = findWritten(work_.read(), id);
    if (!at) return {noSuchThing(work_.read(), id)};
    property = propertyOf(at->kind, e.property);
    if (property) continue;
    std::vector<std::string> known;
    for (const Property& p : propertiesOf(at->kind)) known.push_back(p.id);
    return {problemOf(Text("edit.noProperty", {{"id", id}, {"property", e.property}}), remedyFor(e.property, known))};
  }
  if (!property) return {};
  if (property->isPlace)
    if (Problems problems = locked(e.ids); !problems.empty()) return problems;
  // a place belongs to one copy; everything else may be said of the record
  const auto all = work_.targets(e.ids, property->isPlace ? WorkingSite::Copies::apart : WorkingSite::Copies::together);
  if (!all) return all.problems();
  fields::Setter setter(e.property, e.value);
  for (const WrittenAt& at : *all) {
    if (at.kind == RecordKind::hall) {
      HallDesign& design = work_.design(at.hall);
      fields::HallFields<Hall, HallDesign> both{work_.change().halls[at.hall], design};
      fields::fields(setter, both);
    } else {
      work_.onRecord(at, [&](auto& record) {
        if constexpr (!std::same_as<std::remove_cvref_t<decltype(record)>, Hall>) fields::fields(setter, record);
      });
    }
    if (setter.problem) {
      setter.problem->what.arguments.emplace_back("id", writtenId(work_.read(), at));
      return {*setter.problem};
    }
  }
  // another number does not come from where the old one came from
  if (e.property == "gridCarbon") {
    Surroundings& around = work_.change().surroundings;
    around.gridCarbonProvenance = {around.gridCarbon.si, Confidence::assumed, "set by hand; no source stated"};
  }
  return {};
}

}  // namespace plenum
