// SPDX-License-Identifier: Apache-2.0
// What follows the hand: things that are dragged, and new ones held over a floor.
#include <QDragEnterEvent>
#include <QMimeData>

#include "panels/LibraryPanel.h"
#include "viewport/CampusView.h"
#include "window/CentralView.h"
#include "window/LayoutDesk.h"
#include "window/LayoutPlacing.h"

namespace plenum {

namespace {

constexpr std::size_t mostReasons = 3;

QString metresText(double metres) { return QString::number(metres, 'f', 2) + QStringLiteral("\u202fm"); }

}  // namespace

void LayoutDesk::beginDrag() {
  const LayoutPtr now = layout();
  if (snapper_ && check_ && dragLayout_ == now) return;
  dragLayout_ = now;
  ground_ = snapGround(*now, chosen_);
  SnapRules rules;
  rules.originM = ground_->originM;
  snapper_.emplace(ground_->neighbours, rules);
  check_.emplace(*now, chosen_);
}

std::vector<LayoutTool::Guide> LayoutDesk::guidesOf(const std::vector<Guide>& guides) const {
  std::vector<LayoutTool::Guide> out;
  for (const Guide& guide : guides)
    if (guide.why != Guide::Why::grid && guide.why != Guide::Why::tile)
      out.push_back({guide.from, guide.to, guide.why == Guide::Why::gap ? metresText(guide.gapM) : QString()});
  return out;
}

LayoutTool::Advice LayoutDesk::adviceOf(Vec2 byM, const std::vector<Objection>& objections) const {
  LayoutTool::Advice advice;
  advice.byM = byM;
  const views::Words& words = window_.look().words;
  for (std::size_t i = 0; i < objections.size(); ++i) {
    const Objection& objection = objections[i];
    if (objection.weight == Objection::Weight::error)
      advice.isAllowed = false;
    else
      advice.isDoubtful = true;
    if (objection.other.kind != Kind::campus && dragLayout_) {
      const Box box = dragLayout_->boxOf(objection.other);
      if (!box.isEmpty()) advice.inTheWay.push_back(box);
    }
    if (i >= mostReasons) continue;
    advice.lines << words(objection.what);
    if (objection.fix) advice.lines << words("layout.fix", {{"fix", words(objection.fix->what).toStdString()}});
  }
  return advice;
}

LayoutTool::Advice LayoutDesk::advise(const LayoutTool::Wish& wish) {
  beginDrag();
  Snapped snapped{wish.byM, {}};
  if (wish.isSnapped && !ground_->isEmpty) snapped = snapper_->at(ground_->moving, wish.byM);
  if (wish.along == LayoutTool::Along::x) snapped.offsetM.y = 0;
  if (wish.along == LayoutTool::Along::y) snapped.offsetM.x = 0;
  const std::vector<Objection> objections = check_->at(snapped.offsetM);
  lastFix_ = !objections.empty() && objections.front().fix && objections.front().fix->property.empty()
                 ? objections.front().fix
                 : std::nullopt;
  LayoutTool::Advice advice = adviceOf(snapped.offsetM, objections);
  advice.guides = guidesOf(snapped.guides);
  const Vec2 corner = ground_->moving.min + snapped.offsetM;
  advice.lines.prepend(window_.look().words("layout.offset", {{"dx", metresText(snapped.offsetM.x).toStdString()},
                                                              {"dy", metresText(snapped.offsetM.y).toStdString()},
                                                              {"x", toText(corner.x, 2)},
                                                              {"y", toText(corner.y, 2)}}));
  return advice;
}

std::optional<FloorPoint> LayoutDesk::floorInDocument(const FloorPoint& at) const {
  const FramePtr& frame = window_.clock().frame();
  const LayoutPtr now = layout();
  if (!now || !frame) return std::nullopt;
  FloorPoint out{at.at, none};
  if (at.hall == none) return out;
  if (at.hall >= frame->layout->halls.size()) return std::nullopt;
  const auto same = now->find(frame->layout->halls[at.hall].id);
  if (!same || same->kind != Kind::hall) return std::nullopt;
  out.hall = same->index;
  return out;
}

void LayoutDesk::hold(const views::LibraryEntry& entry) {
  turn(true);
  if (view().tool() != &tool_) view().setTool(&tool_);
  held_ = entry;
  tool_.hold([this, entry](const FloorPoint& at, bool isSnapped) {
    LayoutTool::Held held;
    const auto floor = floorInDocument(at);
    if (!floor) return held;
    const LayoutPtr now = dragLayout_ = layout();
    const Placement placement = placeAt(*now, entry, *floor, isSnapped);
    held.boxes = placement.boxes;
    const views::Words& words = window_.look().words;
    if (!placement.refusal.id.empty()) {
      held.advice.isAllowed = false;
      held.advice.lines = {words(placement.refusal)};
      return held;
    }
    Box around;
    for (const Box& box : placement.boxes) around.add(box);
    if (const auto kind = placement.kind) {
      const MoveCheck check(*now, {Proposed{*kind, floor->hall, around, placement.facesNorth, {}, placement.id}});
      held.advice = adviceOf({}, check.at({}));
    }
    held.advice.guides = guidesOf(placement.guides);
    held.advice.lines.prepend(placement.summary.isEmpty()
                                  ? views::nameOf(entry, words)
                                  : views::nameOf(entry, words) + QStringLiteral(" · ") + placement.summary);
    return held;
  });
  tell(window_.look().words("layout.click-to-place",
                            {{"thing", views::nameOf(entry, window_.look().words).toStdString()}}));
  view().setFocus();
}

bool LayoutDesk::eventFilter(QObject* watched, QEvent* event) {
  if (watched == &window_.central() && event->type() == QEvent::Resize) placeBar();
  if (watched != &view()) return false;
  const auto over = [this](const QDropEvent& drop, bool isDropped) {
    const FramePtr& frame = window_.clock().frame();
    if (!frame) return;
    const ViewTool::Pointer pointer{drop.position(), drop.modifiers(), std::nullopt, view().shownProjection(),
                                    *frame->layout};
    isDropped ? static_cast<void>(tool_.release(pointer, true)) : static_cast<void>(tool_.move(pointer));
    view().update();
  };
  if (event->type() == QEvent::DragEnter) {
    auto* drag = static_cast<QDragEnterEvent*>(event);
    const views::LibraryEntry* entry = library_->model().entryIn(*drag->mimeData());
    if (!entry || !layout()) return false;
    hold(views::LibraryEntry(*entry));
    drag->acceptProposedAction();
    return true;
  }
  if (event->type() == QEvent::DragMove && tool_.isHolding()) {
    auto* drag = static_cast<QDragMoveEvent*>(event);
    over(*drag, false);
    drag->acceptProposedAction();
    return true;
  }
  if (event->type() == QEvent::DragLeave && tool_.isHolding()) {
    tool_.cancel();
    return true;
  }
  if (event->type() == QEvent::Drop && tool_.isHolding()) {
    auto* drop = static_cast<QDropEvent*>(event);
    over(*drop, true);
    if (tool_.isHolding()) tool_.cancel();
    drop->acceptProposedAction();
    return true;
  }
  return false;
}

}  // namespace plenum
