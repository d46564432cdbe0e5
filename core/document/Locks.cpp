// SPDX-License-Identifier: Apache-2.0
#include "document/Locks.h"

#include "document/Edit.h"

namespace plenum {

Locks::Locks(const Site& site) : site_(site) {
  for (const ThingGroup& group : site.groups)
    if (group.isLocked)
      for (const std::string& member : group.members) held_.emplace(member, &group);
}

const ThingGroup* Locks::within(const std::string& stem) const {
  const auto first = held_.lower_bound(stem);
  return first != held_.end() && first->first.rfind(stem, 0) == 0 ? first->second : nullptr;
}

const ThingGroup* Locks::of(std::string_view id) const {
  if (held_.empty()) return nullptr;
  if (const auto own = held_.find(id); own != held_.end()) return own->second;
  const auto at = findWritten(site_, id);
  if (!at) return nullptr;
  WrittenAt other = *at;
  if (at->copy > 0) {
    other.copy = 0;
    if (const auto record = held_.find(writtenId(site_, other)); record != held_.end()) return record->second;
  }
  if (at->copy == 0 && copiesAt(site_, *at) > 1)
    for (other.copy = 1; other.copy <= copiesAt(site_, *at); ++other.copy)
      if (const auto one = held_.find(writtenId(site_, other)); one != held_.end()) return one->second;

  const auto inHall = [this](const Hall& hall) { return within(hall.id + "/"); };
  if (at->kind == RecordKind::hall)
    if (const ThingGroup* found = inHall(site_.halls[at->hall])) return found;
  if (at->kind == RecordKind::building)
    for (const Hall& hall : site_.halls)
      if (hall.building == id) {
        if (const auto own = held_.find(hall.id); own != held_.end()) return own->second;
        if (const ThingGroup* found = inHall(hall)) return found;
      }
  if (at->kind == RecordKind::circuit)
    for (RecordKind kind = RecordKind::pump; isPlant(kind); kind = static_cast<RecordKind>(static_cast<int>(kind) + 1))
      for (const Circuit::Group& group : groupsOf(site_.circuits[at->record], kind))
        if (const ThingGroup* found = of(group.id)) return found;
  if (at->hall != none) {
    const Hall& hall = site_.halls[at->hall];
    if (const auto own = held_.find(hall.id); own != held_.end()) return own->second;
    if (const auto own = held_.find(hall.building); own != held_.end()) return own->second;
  }
  if (isPlant(at->kind))
    if (const auto own = held_.find(site_.circuits[at->circuit].id); own != held_.end()) return own->second;
  return nullptr;
}

std::optional<Problem> Locks::against(std::string_view id) const {
  const ThingGroup* group = of(id);
  if (!group) return std::nullopt;
  Problem problem;
  const std::string en = group->name.in(false).empty() ? group->id : group->name.in(false);
  const std::string zh = group->name.in(true).empty() ? group->id : group->name.in(true);
  problem.what = Text("edit.locked", {{"id", std::string(id)}, {"group", en}, {"group.zh", zh}});
  problem.remedy = Text("edit.locked.remedy", {{"group", en}, {"group.zh", zh}});
  return problem;
}

const ThingGroup* lockOf(const Site& site, std::string_view id) { return Locks(site).of(id); }

}  // namespace plenum
