// SPDX-License-Identifier: Apache-2.0
#include "models/Padlock.h"

#include <algorithm>

#include "document/Edit.h"
#include "site/Written.h"

namespace plenum::views {

const ThingGroup* padlockOf(const Layout& layout, EntityRef entity) {
  if (!layout.site || entity.kind == Kind::campus) return nullptr;
  const auto& groups = layout.site->groups;
  if (std::none_of(groups.begin(), groups.end(), [](const ThingGroup& g) { return g.isLocked; })) return nullptr;
  const std::string id = writtenOf(layout, entity);
  if (id.empty()) return nullptr;
  const ThingGroup* lock = lockOf(*layout.site, id);
  const bool hasMore = entity.kind == Kind::hall || entity.kind == Kind::building || entity.kind == Kind::circuit;
  if (!lock || !hasMore) return lock;
  const auto holds = [lock](const std::string& member) {
    return std::find(lock->members.begin(), lock->members.end(), member) != lock->members.end();
  };
  if (holds(id)) return lock;
  for (const Hall& hall : layout.site->halls)
    if (hall.id == id && holds(hall.building)) return lock;
  return nullptr;
}

}  // namespace plenum::views
