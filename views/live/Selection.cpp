// SPDX-License-Identifier: Apache-2.0
#include "live/Selection.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace plenum::views {

bool Selection::has(EntityRef entity) const { return std::find(all_.begin(), all_.end(), entity) != all_.end(); }

Selection::News Selection::assign(std::vector<EntityRef> things) {
  // each once, at the place where it was named last
  std::set<std::tuple<Kind, std::uint32_t, std::uint32_t>> seen;
  std::vector<EntityRef> kept;
  for (auto at = things.rbegin(); at != things.rend(); ++at)
    if (at->kind != Kind::campus && seen.insert({at->kind, at->index, at->part}).second) kept.push_back(*at);
  std::reverse(kept.begin(), kept.end());
  const EntityRef leading = kept.empty() ? EntityRef{} : kept.back();
  const News news{leading != current_, kept != all_};
  current_ = leading;
  all_ = std::move(kept);
  return news;
}

void Selection::tell(News news) {
  if (news.leads) Q_EMIT changed(current_);
  if (news.set) Q_EMIT setChanged();
}

void Selection::select(EntityRef entity) { tell(assign({entity})); }

void Selection::selectAll(std::vector<EntityRef> things) { tell(assign(std::move(things))); }

void Selection::toggle(EntityRef entity) {
  if (entity.kind == Kind::campus) return;
  std::vector<EntityRef> things = all_;
  const auto found = std::find(things.begin(), things.end(), entity);
  found == things.end() ? things.push_back(entity) : static_cast<void>(things.erase(found));
  selectAll(std::move(things));
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
  assign(std::move(same));
  tell({true, true});
}

void Selection::place(LayoutPtr layout, std::vector<EntityRef> things) {
  const bool isOther = layout != layout_, wasCampus = isCampus();
  layout_ = std::move(layout);
  if (isOther) hovered_ = {};
  const News news = assign(std::move(things));
  const bool isMoved = isOther && !(wasCampus && isCampus());
  owed_ = {owed_.leads || news.leads || isMoved, owed_.set || news.set || isMoved};
}

void Selection::announce() { tell(std::exchange(owed_, {})); }

}  // namespace plenum::views
