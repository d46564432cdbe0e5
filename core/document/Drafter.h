// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "document/Edit.h"
#include "document/WorkingSite.h"

namespace plenum {

/// Makes edits on a working copy, one overload for each alternative; problems where it cannot be made, and the copy is
/// then thrown away. Private to this room.
class Drafter {
 public:
  explicit Drafter(WorkingSite& work) : work_(work) {}

  Problems operator()(const RenameSite& e);
  Problems operator()(const RenameHall& e);
  Problems operator()(const AddRow& e);
  Problems operator()(const RemoveRow& e);
  Problems operator()(const MoveRow& e);
  Problems operator()(const SetRowRacks& e);
  Problems operator()(const SetRowType& e);
  Problems operator()(const SetDesignSupply& e);
  Problems operator()(const Rename& e);
  Problems operator()(const MoveThings& e);
  Problems operator()(const TurnThings& e);
  Problems operator()(const RemoveThings& e);
  Problems operator()(const PutThing& e);
  Problems operator()(const SetProperty& e);
  Problems operator()(const PutGroup& e);
  Problems operator()(const RemoveGroup& e);
  Problems operator()(const LockGroup& e);
  Problems operator()(const PutView& e);
  Problems operator()(const RemoveView& e);
  Problems operator()(const SetAssumption& e);
  Problems operator()(const ClearAssumption& e);
  Problems operator()(const SetLandscape& e);
  Problems operator()(const PutRoute& e);
  Problems operator()(const RemoveRoute& e);
  Problems operator()(const PutDimension& e);
  Problems operator()(const RemoveDimension& e);
  Problems operator()(const PutDoor& e);
  Problems operator()(const RemoveDoor& e);

 private:
  Result<std::uint32_t> hallAt(const std::string& id) const;
  Result<WrittenAt> rowAt(const std::string& hall, const std::string& row);
  Problem noSupply(const std::string& target) const;
  Problems locked(const std::vector<std::string>& ids) const;
  Problems put(const RowSpec& row, const std::string& hall);
  Problems put(const LoopSpec& loop, const std::string& hall);
  Problems put(const HallUnit& unit, const std::string& hall);
  Problems put(const PowerSpec& device, const std::string& hall);
  Problems put(const PlantUnit& unit, const std::string& hall);
  Problems put(const Circuit& circuit, const std::string& hall);
  Problems put(const Building& building, const std::string& hall);
  Problems put(const Hall& made, const std::string& hall);
  Problems put(const Scenery& scenery, const std::string& hall);
  Problems put(const HallDoor& door, const std::string& hall);
  void remove(const WrittenAt& at);
  void forget(const std::vector<std::string>& gone);
  void forgetDrawn(const std::vector<std::string>& gone);
  void carryRoutes(const std::vector<std::string>& moved, Vec2 byM);

  WorkingSite& work_;
};

inline Problem problemOf(Text what, Text remedy = {}) {
  Problem problem;
  problem.what = std::move(what);
  problem.remedy = std::move(remedy);
  return problem;
}

/// As the site's file takes them: a slash separates the hall, a space would tear a typed action apart.
bool isGoodId(const std::string& id);

/// Positions are kept to the micrometre, so that 3.6 + 0.1 is 3.7 in the file.
double tidyM(double m);
inline Vec2 tidy(Vec2 p) { return {tidyM(p.x), tidyM(p.y)}; }

/// "H1/R2" within hall H1 is "R2".
inline std::string local(const std::string& hall, const std::string& id) {
  return id.compare(0, hall.size() + 1, hall + "/") == 0 ? id.substr(hall.size() + 1) : id;
}
inline std::string full(const std::string& hall, const std::string& id) { return hall + "/" + local(hall, id); }

}  // namespace plenum
