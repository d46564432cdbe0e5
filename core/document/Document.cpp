// SPDX-License-Identifier: Apache-2.0
#include "document/Document.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "document/Draft.h"
#include "document/PlanParts.h"
#include "document/SiteParts.h"

namespace plenum {

Result<SitePtr> apply(const SitePtr& site, const Edit& edit) { return applyAll(site, std::vector{edit}); }

Result<SitePtr> applyAll(const SitePtr& site, const std::vector<Edit>& edits) {
  auto changed = draft(site, edits);
  if (!changed) return changed;
  const auto laid = layOutEdited(*site, *changed);
  if (!laid) return laid.problems();
  return (*laid)->site;
}

Document::Document(LayoutPtr first, plan::PlanPtr plan) {
  nextRevision_ = first->revision + 1;
  const std::uint64_t revision = first->revision;
  steps_.push_back({std::move(first), nullptr, {}, std::move(plan), nullptr, revision, Text()});
}

Problems Document::edit(const Edit& edit) { return this->edit(std::vector{edit}, nameOf(edit, *current()->site)); }

Problems Document::edit(const std::vector<Edit>& edits, Text name) {
  const SitePtr before = current()->site;
  const auto after = draft(before, edits);
  if (!after) return after.problems();
  if (*after == before) return {};  // nothing to do is nothing to undo
  return take(layOutEdited(*before, *after, nextRevision_), plan(), std::move(name));
}

Problems Document::replace(SitePtr site, plan::PlanPtr plan, Text name) {
  return take(layOut(std::move(site), nextRevision_), std::move(plan), std::move(name));
}

Problems Document::editPlan(plan::Plan after, Text name, const PlanCheck& check) {
  const plan::PlanPtr before = plan();
  if (!before || *before == after) return {};  // nothing to do is nothing to undo
  if (Problems wrong = check(after, *current()); hasError(wrong)) {
    // what a change of the site has broken can be mended one by one
    const std::size_t was = check(*before, *current()).size();
    if (wrong.size() > was || was == 0) return wrong;
  }
  put(current(), std::make_shared<const plan::Plan>(std::move(after)), current()->revision, std::move(name));
  return {};
}

Problems Document::take(const Result<LayoutPtr>& laid, plan::PlanPtr plan, Text name) {
  if (!laid) return laid.problems();
  put(*laid, std::move(plan), nextRevision_, std::move(name));
  ++nextRevision_;
  return {};
}

void Document::put(LayoutPtr layout, plan::PlanPtr plan, std::uint64_t revision, Text name) {
  steps_.resize(at_ + 1);
  // what was saved may have been undone and is now out of reach
  if (saved_ > at_) saved_ = std::numeric_limits<std::size_t>::max();
  steps_.push_back({std::move(layout), nullptr, {}, std::move(plan), nullptr, revision, std::move(name)});
  goTo(at_ + 1);
}

void Document::undo() {
  if (canUndo()) goTo(at_ - 1);
}

void Document::redo() {
  if (canRedo()) goTo(at_ + 1);
}

/// What was laid out once can be laid out again: the same site gives the same layout.
void Document::goTo(std::size_t step) {
  const LayoutPtr beside = steps_[at_].layout;
  at_ = step;
  Step& here = steps_[at_];
  if (!here.layout) here.layout = beside->revision == here.revision ? beside : here.seen.lock();
  if (!here.layout) {
    auto laid = layOut(here.parts->whole(), here.revision);
    assert(laid);
    here.layout = *laid;
  }
  if (!here.plan && here.planParts) here.plan = here.planParts->whole();
  if (at_ > keptWhole) putAway(at_ - keptWhole - 1);
  if (at_ + keptWhole + 1 < steps_.size()) putAway(at_ + keptWhole + 1);
}

void Document::putAway(std::size_t step) {
  Step& far = steps_[step];
  if (!far.layout) return;
  const Step* before = step > 0 ? &steps_[step - 1] : nullptr;
  const Step* after = step + 1 < steps_.size() ? &steps_[step + 1] : nullptr;
  if (!far.parts) {
    const Step* like = before && before->parts ? before : after && after->parts ? after : nullptr;
    // a step of the plan alone has the very site of its neighbour
    far.parts = like && like->revision == far.revision
                    ? like->parts
                    : SiteParts::of(*far.layout->site, like ? like->parts.get() : nullptr);
  }
  if (far.plan && !far.planParts) {
    const Step* like = before && before->planParts ? before : after && after->planParts ? after : nullptr;
    far.planParts = PlanParts::of(*far.plan, like ? like->planParts.get() : nullptr);
  }
  far.seen = far.layout;
  far.layout = nullptr;
  far.plan = nullptr;
}

Text Document::undoName() const { return canUndo() ? steps_[at_].name : Text(); }

Text Document::redoName() const { return canRedo() ? steps_[at_ + 1].name : Text(); }

std::vector<Text> Document::stepsSinceSaved() const {
  std::vector<Text> names;
  const bool isKnown = saved_ < steps_.size();
  const std::size_t from = isKnown ? std::min(saved_, at_) : 0, to = isKnown ? std::max(saved_, at_) : at_;
  for (std::size_t i = from + 1; i <= to; ++i) names.push_back(steps_[i].name);
  return names;
}

}  // namespace plenum
