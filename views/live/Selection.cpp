// SPDX-License-Identifier: Apache-2.0
#include "live/Selection.h"

namespace plenum::views {

void Selection::select(EntityRef entity) {
  if (entity == current_) return;
  current_ = entity;
  Q_EMIT changed(current_);
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
  const auto same = before && layout_ ? layout_->find(before->idOf(current_)) : std::nullopt;
  // told even where index and kind are the same: they now mean a thing of another revision
  current_ = same.value_or(EntityRef{});
  Q_EMIT changed(current_);
}

}  // namespace plenum::views
