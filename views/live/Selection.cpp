// SPDX-License-Identifier: Apache-2.0
#include "live/Selection.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace plenum::views {

bool Selection::has(EntityRef entity) const { return std::find(all_.begin(), all_.end(), entity) != all_.end(); }

void Selection::take(std::vector<EntityRef> things, bool isNews) {
  // each once, at the place where it was named last
  std::set<std::tuple<Kind, std::uint32_t, std::uint32_t>> seen;
  std::vector<EntityRef> kept;
  for (auto at = things.rbegin(); at != things.rend(); ++at)
    if (at->kind != Kind::campus && seen.insert({at->kind, at->index, at->part}).second) kept.push_back(*at);
  std::reverse(kept.begin(), kept.end());
  const EntityRef leading = kept.empty() ? EntityRef{} : kept.back();
  const bool isOther = leading != current_, isOtherSet = kept != all_;
  current_ = leading;
  all_ = std::move(kept);
  if (isOther || isNews) Q_EMIT changed(current_);
  if (isOtherSet || isNews) Q_EMIT setChanged();
}

void Selection::select(EntityRef entity) { take({entity}, false); }

void Selection::selectAll(std::vector<EntityRef> things) { take(std::move(things), false); }

void Selection::toggle(EntityRef entity) {
  if (entity.kind == Kind::campus) return;
  std::vector<EntityRef> things = all_;
  const auto found = std::find(things.begin(), things.end(), entity);
  found == things.end() ? things.push_back(entity) : static_cast<void>(things.erase(found));
  take(std::move(things), false);
}

void Selection::hover(EntityRef entity) {
  if (entity == hovered_) return;
  hovered_ = entity;
  Q_EMIT hoverChanged(hovered_);
}

void Selection::moveTo(LayoutPtr layout) {
  if (layout == layout_) return;
  const LayoutPtr before = std::exchange(layout_, std::move(layout));
  hovered_ = {};
  if (isCampus()) return;
  std::vector<EntityRef> same;
  if (before && layout_)
    for (const EntityRef thing : all_)
      if (const auto found = layout_->find(before->idOf(thing))) same.push_back(*found);
  // told even where index and kind are the same: they now mean a thing of another revision
  take(std::move(same), true);
}

}  // namespace plenum::views
