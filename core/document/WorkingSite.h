// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "site/Written.h"

namespace plenum {

/// What several edits are made on before anybody sees it: a copy of a site that shares with it all that is not touched,
/// down to the designs of halls. Private to this room.
class WorkingSite {
 public:
  explicit WorkingSite(SitePtr before) : before_(std::move(before)) {}

  const Site& read() const { return changed_ ? *changed_ : *before_; }
  Site& change();
  /// A hall's design, its own from now on.
  HallDesign& design(std::uint32_t hall);
  /// The list of power devices of a hall, or of the site for `none`.
  std::vector<PowerSpec>& power(std::uint32_t hall);

  void removeHall(std::uint32_t hall);

  /// Whether copies that are all there may be taken as their record.
  enum class Copies { together, apart };
  /// Where these ids are written, each once, as whole records: a repeat of which only some copies are meant is written
  /// out first.
  Result<std::vector<WrittenAt>> targets(const std::vector<std::string>& ids, Copies copies);
  /// One id: the record, its repeat written out where a copy is meant.
  Result<WrittenAt> target(const std::string& id);

  /// Calls `f` with the record that may be changed; a hall's design is asked for by `design`.
  template <class F>
  void onRecord(const WrittenAt& at, F&& f);

  /// The site as it is now; the one before where nothing differs.
  SitePtr take();

 private:
  void writeOut(const WrittenAt& record);
  void nameCopies(const WrittenAt& record);

  SitePtr before_;
  std::shared_ptr<Site> changed_;
  std::map<std::uint32_t, std::shared_ptr<HallDesign>> designs_;  // by hall
};

Problem noSuchThing(const Site& site, const std::string& id);

template <class F>
void WorkingSite::onRecord(const WrittenAt& at, F&& f) {
  switch (at.kind) {
    case RecordKind::building:
      return f(change().buildings[at.record]);
    case RecordKind::hall:
      return f(change().halls[at.record]);
    case RecordKind::row:
      return f(design(at.hall).rows[at.record]);
    case RecordKind::loop:
      return f(design(at.hall).loops[at.record]);
    case RecordKind::cdu:
      return f(design(at.hall).cdus[at.record]);
    case RecordKind::fanWall:
      return f(design(at.hall).fanWalls[at.record]);
    case RecordKind::power:
      return f(power(at.hall)[at.record]);
    case RecordKind::circuit:
      return f(change().circuits[at.record]);
    case RecordKind::scenery:
      return f(change().scenery[at.record]);
    case RecordKind::door:
      return f(design(at.hall).doors[at.record]);
    case RecordKind::site:
      return f(change());
    default:
      return f(groupsOf(change().circuits[at.circuit], at.kind)[at.record]);
  }
}

}  // namespace plenum
