// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "document/Edit.h"
#include "site/Layout.h"
#include "site/Site.h"

namespace plenum {

/// The site with the edit made, laid out and checked; or the problems that forbid it, and nothing changes.
Result<SitePtr> apply(const SitePtr& site, const Edit& edit);
Result<SitePtr> applyAll(const SitePtr& site, const std::vector<Edit>& edits);

class SiteParts;

/// A site, its past and its future. Undo and redo point at another revision; nothing is computed backwards.
/// Belongs to one thread (the GUI's); revisions it hands out are shared and immutable.
/// The steps around the present one are kept whole, those further away as what differs between them: some kilobytes
/// each, however large the site is.
class Document {
 public:
  static constexpr std::size_t keptWhole = 8;  // steps on either side

  explicit Document(LayoutPtr first);

  LayoutPtr current() const { return steps_[at_].layout; }
  bool isModified() const { return at_ != saved_; }
  void markSaved() { saved_ = at_; }

  /// Makes the edit; what was undone before is dropped. On a problem nothing changes.
  Problems edit(const Edit& edit);
  /// Several edits as one step with this name: all of them, or on a problem none.
  Problems edit(const std::vector<Edit>& edits, Text name);
  /// Another site in place of the whole, as one step with this name: what a recovery kept. On a problem nothing
  /// changes.
  Problems replace(SitePtr site, Text name);
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
  Problems take(SitePtr after, Text name);
  struct Step {
    LayoutPtr layout;                        // null far from the present
    std::shared_ptr<const SiteParts> parts;  // null until it was far away
    std::weak_ptr<const Layout> seen;        // as long as somebody else still looks at it
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
