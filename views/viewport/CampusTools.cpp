// SPDX-License-Identifier: Apache-2.0
// Several things chosen, and tools, of the CampusView.
#include <QPainter>
#include <algorithm>

#include "viewport/CampusView.h"

namespace plenum {
namespace {

constexpr std::size_t mostOutlines = 300;  // of others; beyond that they are outlined as a whole

}  // namespace

void CampusView::setOthers(std::vector<EntityRef> others) {
  others_ = std::move(others);
  update();
}

void CampusView::setTool(ViewTool* tool) {
  if (tool_ == tool) return;
  if (tool_) tool_->cancel();
  tool_ = tool;
  if (gesture_ == Gesture::tool) gesture_ = Gesture::idle;
  update();
}

void CampusView::setDimensions(std::vector<DimensionMark> dimensions) {
  dimensions_ = std::move(dimensions);
  update();
}

ViewTool::Pointer CampusView::pointerAt(QPointF at, Qt::KeyboardModifiers modifiers, bool isPicked) const {
  auto hit = isPicked ? pickAt(at) : std::nullopt;
  if (hit && hit->kind == Kind::campus) hit.reset();
  return {at, modifiers, hit, shownProjection(), seen()};
}

EntityRef CampusView::meant(EntityRef hit, Qt::KeyboardModifiers modifiers) const {
  return tool_ ? tool_->meant(hit, modifiers, seen()) : hit;
}

void CampusView::clicked(std::optional<EntityRef> hit, Qt::KeyboardModifiers modifiers) {
  const bool isThing = hit && hit->kind != Kind::campus;
  if (modifiers & (Qt::ControlModifier | Qt::ShiftModifier)) {
    if (isThing) Q_EMIT toggled(meant(*hit, modifiers));
    return;
  }
  if (isThing) {
    const EntityRef thing = meant(*hit, modifiers);
    others_.clear();
    setSelection(thing);
    Q_EMIT selected(thing);
  } else {
    others_.clear();
    clearSelection();
    Q_EMIT selected(EntityRef{});
  }
}

// whatever stands with its middle in the box, hidden behind others or not
void CampusView::finishBox(QRectF box, bool isMore) {
  update();
  if (!frame_) return;
  const Projection view = shownProjection();
  std::vector<EntityRef> held;
  for (const EntityRef ref : standing(seen(), tool_ ? tool_->grain() : Grain::racks)) {
    const auto at = view.project(seen().boxOf(ref).centre());
    if (at && box.contains(QPointF(at->x, at->y))) held.push_back(ref);
  }
  Q_EMIT boxed(held, isMore);
}

void CampusView::paintTools(QPainter& painter, const Annotations& look, const Projection& view, const Layout& layout) {
  if (others_.size() <= mostOutlines) {
    for (const EntityRef other : others_) look.outline(painter, view, layout.boxOf(other), theme_.accent, 1.2);
  } else {
    Box all;
    for (const EntityRef other : others_) all.add(layout.boxOf(other));
    look.outline(painter, view, all, theme_.accent, 1.2);
  }
  paintDimensions(painter, look, view, dimensions_, -1);
  if (tool_) tool_->paint(painter, look, view, layout);
  if (gesture_ == Gesture::box) {
    QColor fill = theme_.accent;
    fill.setAlphaF(0.12f);
    painter.setPen(QPen(theme_.accent, 1.0, Qt::DashLine));
    painter.setBrush(fill);
    painter.drawRect(QRectF(pressedAt_, pointer_).normalized());
    painter.setBrush(Qt::NoBrush);
  }
}

}  // namespace plenum
