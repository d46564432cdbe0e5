// SPDX-License-Identifier: Apache-2.0
#include "document/WorkingSite.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "document/SiteParts.h"
#include "site/Findings.h"
#include "site/Repeats.h"

namespace plenum {
namespace {

bool areSame(const std::vector<Hall>& a, const std::vector<Hall>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Hall& x, const Hall& y) {
    return x.id == y.id && x.name == y.name && x.building == y.building && x.originM == y.originM &&
           x.floorM == y.floorM && x.design == y.design;
  });
}
bool areSame(const Site& a, const Site& b) {
  return a.id == b.id && a.name == b.name && a.location == b.location && a.surroundings == b.surroundings &&
         a.sizeM == b.sizeM && areSame(a.buildings, b.buildings) && areSame(a.halls, b.halls) &&
         a.circuits == b.circuits && a.power == b.power && a.scenery == b.scenery && a.landscape == b.landscape &&
         a.views == b.views && a.groups == b.groups && a.overrides == b.overrides && a.routes == b.routes &&
         a.dimensions == b.dimensions && a.spine == b.spine && a.plan == b.plan && a.fabric == b.fabric &&
         a.scenario == b.scenario && a.catalog == b.catalog;
}

template <class Record>
void writeOutIn(std::vector<Record>& records, std::uint32_t at) {
  const Record whole = records[at];
  std::vector<Record> copies;
  for (int n = 1; n <= copiesOf(whole.repeat); ++n) copies.push_back(copyOf(whole, n));
  const auto place = records.erase(records.begin() + at);
  records.insert(place, copies.begin(), copies.end());
}

using ListKey = std::tuple<RecordKind, std::uint32_t, std::uint32_t>;
ListKey listOf(const WrittenAt& at) { return {at.kind, at.hall, at.circuit}; }

}  // namespace

Problem noSuchThing(const Site& site, const std::string& id) {
  Problem out;
  const auto rack = id.rfind('-');
  if (rack != std::string::npos)
    if (const auto row = findWritten(site, id.substr(0, rack)); row && row->kind == RecordKind::row) {
      out.what = Text("edit.rackInRow", {{"id", id}, {"row", id.substr(0, rack)}});
      out.remedy = Text("edit.rackInRow.remedy", {{"row", id.substr(0, rack)}});
      return out;
    }
  out.what = Text("edit.noThing", {{"id", id}});
  std::vector<std::string> known;
  for (int k = 0; k < recordKindCount; ++k)
    for (std::string& one : writtenIds(site, static_cast<RecordKind>(k))) known.push_back(std::move(one));
  out.remedy = remedyFor(id, known);
  return out;
}

Site& WorkingSite::change() {
  if (!changed_) changed_ = std::make_shared<Site>(*before_);
  return *changed_;
}

HallDesign& WorkingSite::design(std::uint32_t hall) {
  auto& own = designs_[hall];
  if (!own) {
    const auto& shared = change().halls[hall].design;
    own = shared ? std::make_shared<HallDesign>(*shared) : std::make_shared<HallDesign>();
    change().halls[hall].design = own;
  }
  return *own;
}

std::vector<PowerSpec>& WorkingSite::power(std::uint32_t hall) {
  return hall == none ? change().power : design(hall).power;
}

void WorkingSite::removeHall(std::uint32_t hall) {
  change().halls.erase(change().halls.begin() + hall);
  // designs are kept by the number of their hall: those behind it move up
  std::map<std::uint32_t, std::shared_ptr<HallDesign>> kept;
  for (auto& [h, own] : designs_)
    if (h != hall) kept.emplace(h > hall ? h - 1 : h, std::move(own));
  designs_ = std::move(kept);
}

void WorkingSite::nameCopies(const WrittenAt& at) {
  const std::string whole = writtenId(read(), at);
  const auto isMember = [&whole](const ThingGroup& group) {
    return std::find(group.members.begin(), group.members.end(), whole) != group.members.end();
  };
  if (std::none_of(read().groups.begin(), read().groups.end(), isMember)) return;
  std::vector<std::string> copies;
  WrittenAt one = at;
  for (one.copy = 1; one.copy <= copiesAt(read(), at); ++one.copy) copies.push_back(writtenId(read(), one));
  for (ThingGroup& group : change().groups) {
    const auto member = std::find(group.members.begin(), group.members.end(), whole);
    if (member != group.members.end()) group.members.insert(group.members.erase(member), copies.begin(), copies.end());
  }
}

void WorkingSite::writeOut(const WrittenAt& at) {
  nameCopies(at);
  if (at.kind == RecordKind::row) return writeOutIn(design(at.hall).rows, at.record);
  if (at.kind == RecordKind::cdu) return writeOutIn(design(at.hall).cdus, at.record);
  if (at.kind == RecordKind::fanWall) return writeOutIn(design(at.hall).fanWalls, at.record);
  if (at.kind == RecordKind::power) return writeOutIn(power(at.hall), at.record);
  if (isPlant(at.kind)) writeOutIn(groupsOf(change().circuits[at.circuit], at.kind), at.record);
}

Result<std::vector<WrittenAt>> WorkingSite::targets(const std::vector<std::string>& ids, Copies together) {
  // by list, by record: the copies that are meant; {0} for the whole
  std::map<ListKey, std::map<std::uint32_t, std::set<int>>> lists;
  for (const std::string& id : ids) {
    const auto at = findWritten(read(), id);
    if (!at) return noSuchThing(read(), id);
    lists[listOf(*at)][at->record].insert(at->copy);
  }
  std::vector<WrittenAt> out;
  for (auto& [list, records] : lists) {
    const auto& [kind, hall, circuit] = list;
    std::uint32_t shift = 0;
    std::vector<std::uint32_t> toWrite;
    for (auto& [record, copies] : records) {
      const WrittenAt whole{kind, hall, circuit, record, 0};
      const int all = copiesAt(read(), whole);
      const bool isAll =
          copies.count(0) > 0 || (together == Copies::together && static_cast<int>(copies.size()) == all);
      if (isAll) {
        out.push_back({kind, hall, circuit, record + shift, 0});
        continue;
      }
      for (const int copy : copies)
        out.push_back({kind, hall, circuit, record + shift + static_cast<std::uint32_t>(copy) - 1, 0});
      shift += static_cast<std::uint32_t>(all) - 1;
      toWrite.push_back(record);
    }
    for (auto record = toWrite.rbegin(); record != toWrite.rend(); ++record)
      writeOut({kind, hall, circuit, *record, 0});
  }
  return out;
}

Result<WrittenAt> WorkingSite::target(const std::string& id) {
  auto all = targets({id}, Copies::together);
  if (!all) return all.problems();
  return all->front();
}

SitePtr WorkingSite::take() {
  if (!changed_) return before_;
  // a design that came out as it was is shared again, and so is one that another hall has already
  std::vector<std::shared_ptr<const HallDesign>> known;
  const auto learn = [&known](const std::shared_ptr<const HallDesign>& design) {
    if (design && std::find(known.begin(), known.end(), design) == known.end()) known.push_back(design);
  };
  for (const Hall& hall : before_->halls) learn(hall.design);
  for (auto& [hall, own] : designs_) {
    if (hall >= changed_->halls.size() || changed_->halls[hall].design != own) continue;
    const auto twin = std::find_if(known.begin(), known.end(), [&](const auto& other) { return *other == *own; });
    if (twin == known.end())
      learn(own);
    else
      changed_->halls[hall].design = *twin;
  }
  designs_.clear();
  if (areSame(*changed_, *before_)) return before_;
  return std::exchange(changed_, nullptr);
}

}  // namespace plenum
