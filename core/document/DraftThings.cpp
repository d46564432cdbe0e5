// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <unordered_map>

#include "document/Drafter.h"
#include "document/FieldVisitors.h"
#include "document/Locks.h"
#include "document/References.h"
#include "site/Findings.h"
#include "site/Overrides.h"

namespace plenum {
namespace {

constexpr int mostCopies = 10000;

/// What no file could hold: a bad id, a number out of its range.
template <class Record>
Problems checked(const Record& record) {
  if constexpr (requires { record.id; })
    if (!isGoodId(record.id)) return {problemOf(Text("site.id.bad", {{"id", record.id}}), Text("site.remedy.id"))};
  if constexpr (requires { record.repeat; })
    if (record.repeat.count < 1 || record.repeat.count > mostCopies)
      return {
          problemOf(Text("edit.value.range", {{"property", "copies"}, {"value", std::to_string(record.repeat.count)}}),
                    Text("site.remedy.between", {{"low", "1"}, {"high", std::to_string(mostCopies)}, {"unit", ""}}))};
  fields::Checker checker;
  fields::fields(checker, record);
  if (checker.problem) return {*checker.problem};
  return {};
}

Problems taken(const Site& site, const std::string& id) {
  if (!findWritten(site, id)) return {};
  return {problemOf(Text("edit.idTaken", {{"id", id}}), Text("site.remedy.unique"))};
}

}  // namespace

bool isGoodId(const std::string& id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || static_cast<unsigned char>(c) >= 0x80;
  });
}

RecordKind kindOf(const Thing& thing) {
  struct Of {
    RecordKind operator()(const RowSpec&) const { return RecordKind::row; }
    RecordKind operator()(const LoopSpec&) const { return RecordKind::loop; }
    RecordKind operator()(const HallUnit& unit) const { return unit.kind; }
    RecordKind operator()(const PowerSpec&) const { return RecordKind::power; }
    RecordKind operator()(const PlantUnit& unit) const { return unit.kind; }
    RecordKind operator()(const Circuit&) const { return RecordKind::circuit; }
    RecordKind operator()(const Building&) const { return RecordKind::building; }
    RecordKind operator()(const Hall&) const { return RecordKind::hall; }
    RecordKind operator()(const Scenery&) const { return RecordKind::scenery; }
    RecordKind operator()(const HallDoor&) const { return RecordKind::door; }
  };
  return std::visit(Of{}, thing);
}

std::string idOf(const Thing& thing) {
  return std::visit(
      [](const auto& t) -> std::string {
        if constexpr (requires { t.spec.id; })
          return t.spec.id;
        else if constexpr (requires { t.id; })
          return t.id;
        else
          return {};
      },
      thing);
}

Problems Drafter::operator()(const PutThing& e) {
  const RecordKind kind = kindOf(e.thing);
  const bool mustHaveHall = kind == RecordKind::row || kind == RecordKind::loop || kind == RecordKind::cdu ||
                            kind == RecordKind::fanWall || kind == RecordKind::door;
  if (mustHaveHall && e.hall.empty())
    return {problemOf(Text("edit.needsHall", {{"id", idOf(e.thing)}}), Text("edit.needsHall.remedy"))};
  if (!mustHaveHall && kind != RecordKind::power && !e.hall.empty())
    return {problemOf(Text("edit.noHallFor", {{"id", idOf(e.thing)}}), Text("edit.noHallFor.remedy"))};
  if (!e.hall.empty())
    if (const auto hall = hallAt(e.hall); !hall) return hall.problems();
  const std::string id = idOf(e.thing);
  if (!id.empty())
    if (Problems problems = taken(work_.read(), e.hall.empty() ? id : e.hall + "/" + id); !problems.empty())
      return problems;
  return std::visit([&](const auto& thing) { return put(thing, e.hall); }, e.thing);
}

Problems Drafter::put(const RowSpec& row, const std::string& hall) {
  if (Problems problems = checked(row); !problems.empty()) return problems;
  work_.design(*hallAt(hall)).rows.push_back(row);
  return {};
}
Problems Drafter::put(const LoopSpec& loop, const std::string& hall) {
  if (Problems problems = checked(loop); !problems.empty()) return problems;
  work_.design(*hallAt(hall)).loops.push_back(loop);
  return {};
}
Problems Drafter::put(const HallUnit& unit, const std::string& hall) {
  if (Problems problems = checked(unit.spec); !problems.empty()) return problems;
  HallDesign& design = work_.design(*hallAt(hall));
  (unit.kind == RecordKind::fanWall ? design.fanWalls : design.cdus).push_back(unit.spec);
  return {};
}
Problems Drafter::put(const PowerSpec& device, const std::string& hall) {
  if (Problems problems = checked(device); !problems.empty()) return problems;
  work_.power(hall.empty() ? none : *hallAt(hall)).push_back(device);
  return {};
}
Problems Drafter::put(const PlantUnit& unit, const std::string&) {
  if (Problems problems = checked(unit.spec); !problems.empty()) return problems;
  const auto at = findWritten(work_.read(), unit.circuit);
  if (!at || at->kind != RecordKind::circuit) {
    std::vector<std::string> known = writtenIds(work_.read(), RecordKind::circuit);
    return {problemOf(Text("site.missing.circuit", {{"id", unit.circuit}}), remedyFor(unit.circuit, known))};
  }
  groupsOf(work_.change().circuits[at->record], unit.kind).push_back(unit.spec);
  return {};
}
Problems Drafter::put(const Circuit& circuit, const std::string&) {
  if (Problems problems = checked(circuit); !problems.empty()) return problems;
  work_.change().circuits.push_back(circuit);
  return {};
}
Problems Drafter::put(const Building& building, const std::string&) {
  if (Problems problems = checked(building); !problems.empty()) return problems;
  work_.change().buildings.push_back(building);
  return {};
}
Problems Drafter::put(const Hall& made, const std::string&) {
  if (!isGoodId(made.id)) return {problemOf(Text("site.id.bad", {{"id", made.id}}), Text("site.remedy.id"))};
  Hall hall = made;
  if (!hall.design) {
    auto bare = std::make_shared<HallDesign>();
    bare->sizeM = {20, 15, 5};
    hall.design = std::move(bare);
  }
  fields::Checker checker;
  fields::HallFields<const Hall, const HallDesign> both{hall, *hall.design};
  fields::fields(checker, both);
  if (checker.problem) return {*checker.problem};
  work_.change().halls.push_back(std::move(hall));
  return {};
}
Problems Drafter::put(const Scenery& scenery, const std::string&) {
  if (Problems problems = checked(scenery); !problems.empty()) return problems;
  work_.change().scenery.push_back(scenery);
  return {};
}
Problems Drafter::put(const HallDoor& door, const std::string& hall) {
  if (Problems problems = checked(door); !problems.empty()) return problems;
  return (*this)(PutDoor{hall, door});
}

void Drafter::remove(const WrittenAt& at) {
  const auto erase = [&at](auto& list) { list.erase(list.begin() + static_cast<std::ptrdiff_t>(at.record)); };
  switch (at.kind) {
    case RecordKind::site:
      return;
    case RecordKind::building:
      return erase(work_.change().buildings);
    case RecordKind::hall:
      return work_.removeHall(at.hall);
    case RecordKind::row:
      return erase(work_.design(at.hall).rows);
    case RecordKind::loop:
      return erase(work_.design(at.hall).loops);
    case RecordKind::cdu:
      return erase(work_.design(at.hall).cdus);
    case RecordKind::fanWall:
      return erase(work_.design(at.hall).fanWalls);
    case RecordKind::power:
      return erase(work_.power(at.hall));
    case RecordKind::circuit:
      return erase(work_.change().circuits);
    case RecordKind::scenery:
      return erase(work_.change().scenery);
    case RecordKind::door:
      return erase(work_.design(at.hall).doors);
    default:
      return erase(groupsOf(work_.change().circuits[at.circuit], at.kind));
  }
}

/// Groups know their members by id: what is gone leaves them, and scenery after it has moved up.
void Drafter::forget(const std::vector<std::string>& gone) {
  if (work_.read().groups.empty()) return;
  const std::set<std::string, std::less<>> away(gone.begin(), gone.end());
  const auto isGone = [&away](const std::string& member) {
    const std::size_t slash = member.find('/');
    return away.count(member) > 0 || (slash != std::string::npos && away.count(member.substr(0, slash)) > 0);
  };
  std::vector<std::size_t> sceneryGone;
  for (const std::string& id : gone)
    if (id.rfind("scenery/", 0) == 0) sceneryGone.push_back(std::stoul(id.substr(8)));
  auto& groups = work_.change().groups;
  for (ThingGroup& group : groups) {
    group.members.erase(std::remove_if(group.members.begin(), group.members.end(), isGone), group.members.end());
    for (std::string& member : group.members) {
      if (member.rfind("scenery/", 0) != 0) continue;
      const std::size_t number = std::stoul(member.substr(8));
      const auto before =
          std::count_if(sceneryGone.begin(), sceneryGone.end(), [&](std::size_t n) { return n < number; });
      member = "scenery/" + std::to_string(number - static_cast<std::size_t>(before));
    }
  }
  groups.erase(std::remove_if(groups.begin(), groups.end(), [](const ThingGroup& g) { return g.members.empty(); }),
               groups.end());
}

Problems Drafter::operator()(const RemoveThings& e) {
  if (e.ids.empty()) return {};
  for (const std::string& id : e.ids) {
    const auto at = findWritten(work_.read(), id);
    if (!at) return {noSuchThing(work_.read(), id)};
    if (at->kind == RecordKind::site)
      return {problemOf(Text("edit.cannotRemove", {{"id", id}}), Text("edit.cannotRemove.remedy"))};
  }
  if (Problems problems = locked(e.ids); !problems.empty()) return problems;
  auto all = work_.targets(e.ids, WorkingSite::Copies::together);
  if (!all) return all.problems();

  // every id that goes, by what kind of thing it is; the contents of halls and circuits go with them
  std::unordered_map<std::string, RecordKind> gone;
  std::set<std::string> halls;
  std::vector<std::string> names;
  for (const WrittenAt& at : *all) {
    WrittenAt copy = at;
    const int copies = copiesAt(work_.read(), at);
    for (copy.copy = copies > 1 ? 1 : 0; copy.copy <= (copies > 1 ? copies : 0); ++copy.copy) {
      names.push_back(writtenId(work_.read(), copy));
      gone.emplace(names.back(), at.kind);
    }
    if (copies > 1) names.push_back(writtenId(work_.read(), at));
    if (at.kind == RecordKind::hall) halls.insert(work_.read().halls[at.hall].id);
  }
  for (const RecordKind kind : {RecordKind::power, RecordKind::loop})
    for (const std::string& id : writtenIds(work_.read(), kind))
      if (const std::size_t slash = id.find('/'); slash != std::string::npos && halls.count(id.substr(0, slash)))
        gone.emplace(id, kind);

  // last things first, contents before what they stand in
  std::sort(all->begin(), all->end(), [](const WrittenAt& a, const WrittenAt& b) {
    const auto rank = [](const WrittenAt& at) {
      return at.kind == RecordKind::hall || at.kind == RecordKind::circuit || at.kind == RecordKind::building ? 1 : 0;
    };
    return std::make_tuple(rank(a), b.record) < std::make_tuple(rank(b), a.record);
  });
  for (const WrittenAt& at : *all) remove(at);
  forget(names);
  forgetDrawn(names);

  std::string who, whom;
  std::set<std::string> owners;
  eachReferenceOf(work_.read(), [&](const Reference& reference) {
    auto found = gone.find(reference.hall.empty() ? reference.name : reference.hall + "/" + reference.name);
    if (found == gone.end() || found->second != reference.kind) {
      if (!reference.hall.empty() && findWritten(work_.read(), reference.hall + "/" + reference.name)) return;
      found = gone.find(reference.name);
    }
    if (found == gone.end() || found->second != reference.kind) return;
    if (owners.empty()) who = reference.owner, whom = found->first;
    owners.insert(reference.owner);
  });
  if (owners.empty()) return {};
  return {problemOf(Text(owners.size() == 1 ? "edit.inUse" : "edit.inUse.many",
                         {{"id", whom}, {"who", who}, {"more", std::to_string(owners.size() - 1)}}),
                    Text("edit.inUse.remedy", {{"who", who}, {"id", whom}}))};
}

Problems Drafter::operator()(const PutGroup& e) {
  if (!isGoodId(e.group.id)) return {problemOf(Text("site.id.bad", {{"id", e.group.id}}), Text("site.remedy.id"))};
  ThingGroup made = e.group;
  std::set<std::string> members;
  for (const std::string& id : made.members) {
    if (!findWritten(work_.read(), id)) return {noSuchThing(work_.read(), id)};
    if (const ThingGroup* lock = lockOf(work_.read(), id); lock && lock->id != made.id) return locked({id});
    members.insert(id);
  }
  if (members.empty()) return {problemOf(Text("edit.emptyGroup", {{"id", made.id}}), Text("edit.emptyGroup.remedy"))};
  made.members.assign(members.begin(), members.end());
  auto& groups = work_.change().groups;
  for (ThingGroup& other : groups)
    if (other.id != made.id)
      other.members.erase(std::remove_if(other.members.begin(), other.members.end(),
                                         [&](const std::string& m) { return members.count(m) > 0; }),
                          other.members.end());
  const auto at = std::find_if(groups.begin(), groups.end(), [&](const ThingGroup& g) { return g.id == made.id; });
  if (at == groups.end())
    groups.push_back(made);
  else
    *at = made;
  groups.erase(std::remove_if(groups.begin(), groups.end(), [](const ThingGroup& g) { return g.members.empty(); }),
               groups.end());
  return {};
}

namespace {

template <class Named>
Problems withNamed(std::vector<Named>& all, const std::string& id, const char* unknown, auto change) {
  const auto at = std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.id == id; });
  if (at != all.end()) return change(all, at), Problems{};
  std::vector<std::string> known;
  for (const Named& one : all) known.push_back(one.id);
  return {problemOf(Text(unknown, {{"id", id}}), remedyFor(id, known))};
}
/// The catalogue follows what the site takes its numbers to be.
Problems retake(Site& site) {
  auto catalog = withOverrides(site.catalog, site.overrides);
  if (!catalog) return catalog.problems();
  site.catalog = *catalog;
  return {};
}

constexpr auto eraseOne = [](auto& all, auto at) { all.erase(at); };

}  // namespace

Problems Drafter::operator()(const RemoveGroup& e) {
  return withNamed(work_.change().groups, e.group, "edit.noGroup", eraseOne);
}
Problems Drafter::operator()(const LockGroup& e) {
  return withNamed(work_.change().groups, e.group, "edit.noGroup", [&e](auto&, auto at) { at->isLocked = e.isLocked; });
}
Problems Drafter::operator()(const PutView& e) {
  if (!isGoodId(e.view.id)) return {problemOf(Text("site.id.bad", {{"id", e.view.id}}), Text("site.remedy.id"))};
  const SavedView& v = e.view;
  constexpr double far = 100000;
  const bool isGood = std::abs(v.target.x) <= far && std::abs(v.target.y) <= far && std::abs(v.target.z) <= far &&
                      std::abs(v.azimuthDeg) <= 360 && v.elevationDeg >= 3 && v.elevationDeg <= 90 &&
                      v.distanceM >= 0.1 && v.distanceM <= far;
  if (!isGood) return {problemOf(Text("edit.badView", {{"id", v.id}}), Text("edit.badView.remedy"))};
  auto& views = work_.change().views;
  const auto at = std::find_if(views.begin(), views.end(), [&](const SavedView& other) { return other.id == v.id; });
  if (at == views.end())
    views.push_back(v);
  else
    *at = v;
  return {};
}
Problems Drafter::operator()(const RemoveView& e) {
  return withNamed(work_.change().views, e.view, "edit.noView", eraseOne);
}

Problems Drafter::operator()(const SetAssumption& e) {
  const Override& wanted = e.assumption;
  const bool isGood = !wanted.row.empty() && wanted.row.size() <= 200 && !wanted.number.empty() &&
                      wanted.number.size() <= 200 && std::abs(wanted.value) <= 1e15;
  if (!isGood)
    return {problemOf(Text("edit.badAssumption", {{"row", wanted.row}, {"number", wanted.number}}),
                      Text("edit.badAssumption.remedy"))};
  auto& all = work_.change().overrides;
  const auto at = std::find_if(all.begin(), all.end(), [&](const Override& other) {
    return other.row == wanted.row && other.number == wanted.number;
  });
  if (at == all.end())
    all.push_back(wanted);
  else
    *at = wanted;
  return retake(work_.change());
}
Problems Drafter::operator()(const ClearAssumption& e) {
  auto& all = work_.change().overrides;
  const auto at = std::find_if(all.begin(), all.end(),
                               [&](const Override& other) { return other.row == e.row && other.number == e.number; });
  if (at == all.end()) return {problemOf(Text("edit.noAssumption", {{"row", e.row}, {"number", e.number}}))};
  all.erase(at);
  return retake(work_.change());
}
Problems Drafter::operator()(const SetLandscape& e) {
  const Landscape& l = e.landscape;
  const bool isGood = l.reliefM >= 0 && l.reliefM <= 3000 && l.waterBearingDeg >= 0 && l.waterBearingDeg <= 360 &&
                      l.waterDistanceM >= 0 && l.waterDistanceM <= 20000 && l.waterWidthM >= 1 &&
                      l.waterWidthM <= 20000;
  if (!isGood) return {problemOf(Text("edit.badLandscape"), Text("edit.badLandscape.remedy"))};
  work_.change().landscape = l;
  return {};
}

}  // namespace plenum
