// SPDX-License-Identifier: Apache-2.0
#include "document/Document.h"

#include <algorithm>
#include <limits>

#include "document/Draft.h"

namespace plenum {

Result<SitePtr> apply(const SitePtr& site, const Edit& edit) { return applyAll(site, std::vector{edit}); }

Result<SitePtr> applyAll(const SitePtr& site, const std::vector<Edit>& edits) {
  auto changed = draft(site, edits);
  if (!changed) return changed;
  const auto laid = layOut(*changed);
  if (!laid) return laid.problems();
  return changed;
}

Document::Document(LayoutPtr first) {
  nextRevision_ = first->revision + 1;
  steps_.push_back({std::move(first), Text()});
}

Problems Document::edit(const Edit& edit) { return this->edit(std::vector{edit}, nameOf(edit, *current()->site)); }

Problems Document::edit(const std::vector<Edit>& edits, Text name) {
  const SitePtr before = current()->site;
  const auto after = draft(before, edits);
  if (!after) return after.problems();
  if (*after == before) return {};  // nothing to do is nothing to undo
  return take(*after, std::move(name));
}

Problems Document::replace(SitePtr site, Text name) { return take(std::move(site), std::move(name)); }

Problems Document::take(SitePtr after, Text name) {
  auto laid = layOut(std::move(after), nextRevision_);
  if (!laid) return laid.problems();

  ++nextRevision_;
  steps_.resize(at_ + 1);
  // what was saved may have been undone and is now out of reach
  if (saved_ > at_) saved_ = std::numeric_limits<std::size_t>::max();
  steps_.push_back({*laid, std::move(name)});
  ++at_;
  return {};
}

void Document::undo() {
  if (canUndo()) --at_;
}

void Document::redo() {
  if (canRedo()) ++at_;
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
