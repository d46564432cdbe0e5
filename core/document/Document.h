// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "document/Edit.h"
#include "scenario/Plan.h"
#include "site/Layout.h"
#include "site/Site.h"

namespace plenum {

/// The site with the edit made, laid out and checked; or the problems that forbid it, and nothing changes.
Result<SitePtr> apply(const SitePtr& site, const Edit& edit);
Result<SitePtr> applyAll(const SitePtr& site, const std::vector<Edit>& edits);

class SiteParts;
class PlanParts;

/// What is wrong with a plan for a site; handed in, since who knows it stands above this room (plan::check).
using PlanCheck = std::function<Problems(const plan::Plan&, const Layout&)>;

/// A site and the plan of its growth, their past and their future: one history, so that one Undo takes back whatever
/// was done last. Undo and redo point at another revision; nothing is computed backwards.
/// Belongs to one thread (the GUI's); revisions it hands out are shared and immutable.
/// The steps around the present one are kept whole, those further away as what differs between them: some kilobytes
/// each, however large the site is.
class Document {
 public:
  static constexpr std::size_t keptWhole = 8;  // steps on either side

  explicit Document(LayoutPtr first, plan::PlanPtr plan = nullptr);

  LayoutPtr current() const { return steps_[at_].layout; }
  /// Null where the site has none, or one that could not be read.
  const plan::PlanPtr& plan() const { return steps_[at_].plan; }
  bool isModified() const { return at_ != saved_; }
  void markSaved() { saved_ = at_; }

  /// Makes the edit; what was undone before is dropped. On a problem nothing changes.
  Problems edit(const Edit& edit);
  /// Several edits as one step with this name: all of them, or on a problem none.
  Problems edit(const std::vector<Edit>& edits, Text name);
  /// Another site and plan in place of the whole, as one step with this name: what a recovery kept, a plan that begins.
  /// On a problem nothing changes.
  Problems replace(SitePtr site, plan::PlanPtr plan, Text name);
  /// Another plan; the layout stays the very same. Refused is what the check finds wrong; of a plan in which something
  /// was wrong before, what leaves more wrong than there was. Without a plan nothing happens.
  Problems editPlan(plan::Plan after, Text name, const PlanCheck& check);
  bool canUndo() const { return at_ > 0; }
  bool canRedo() const { return at_ + 1 < steps_.size(); }
  void undo();
  void redo();
  /// Of the edit that undo would take back, redo would make again; empty id where there is none.
  Text undoName() const;
  Text redoName() const;
  /// Names of what was done since the last save, oldest first; of what was taken back since where that lies ahead.
  std::vector<Text> stepsSinceSaved() const;

 private:
  Problems take(const Result<LayoutPtr>& laid, plan::PlanPtr plan, Text name);
  void put(LayoutPtr layout, plan::PlanPtr plan, std::uint64_t revision, Text name);
  struct Step {
    LayoutPtr layout;                            // null far from the present
    std::shared_ptr<const SiteParts> parts;      // null until it was far away
    std::weak_ptr<const Layout> seen;            // as long as somebody else still looks at it
    plan::PlanPtr plan;                          // null far from the present, too
    std::shared_ptr<const PlanParts> planParts;  // null where there is no plan
    std::uint64_t revision = 0;
    Text name;  // of the edit that led here
  };
  void goTo(std::size_t step);
  void putAway(std::size_t step);
  std::vector<Step> steps_;
  std::size_t at_ = 0, saved_ = 0;
  std::uint64_t nextRevision_ = 1;
};

}  // namespace plenum
