// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/Text.h"
#include "catalog/Catalog.h"
#include "site/Layout.h"

namespace plenum {

// What an engineer would object to about where things stand and what they hang on, although it can be simulated: the
// live checks of layout work, and the list of problems of a site. `layOut` has refused what cannot be simulated before.

/// What an objection is about.
enum class SpaceRule : std::uint8_t {
  overlap,       // two things on the same floor
  outside,       // not wholly in its hall, its building or on the land
  front,         // room before the fronts of racks: a cold aisle
  back,          // room behind racks: a hot aisle
  service,       // room on at least one side of a machine
  rowEnd,        // passage at the end of a row of racks
  rowLength,     // racks in a line without a passage
  floorLoad,     // kg/m² under racks and their share of aisle
  feed,          // a row or a unit without power
  secondFeed,    // a row on one cord
  sharedSource,  // both cords hang on one device below the grid
  feedLoad,      // racks on a device that it cannot carry alone
  loopHeat,      // CDUs of a loop, all of them
  loopFlow,
  loopSpare,  // CDUs of a loop with the largest of them out
  cable,      // a cable shorter than the way, or longer than usual at low voltage
  pipe,       // a pipe laid by hand that is longer than its circuit or loop is written
  fibre,      // from a hall to the spine
  exits,      // doors of a hall
  door,       // room before a door
  wayOut,     // from where people work to an exit
  loading,    // from a loading door to a row
};
inline constexpr int spaceRuleCount = 22;

/// The number behind a rule, and where it comes from. Assumptions of layout work; confidence as in the catalogue.
struct SpaceNumber {
  SpaceRule rule;
  const char* id;  // "front": text ids are "space.front", "space.rule.front"
  const char* unit;
  double required = 0.0, leastM = 0.0;  // below `leastM` it is an error and no longer a warning; 0: always a warning
  Confidence confidence = Confidence::assumed;
  const char* source;
};
const std::vector<SpaceNumber>& spaceNumbers();
const SpaceNumber& spaceNumber(SpaceRule rule);

/// What would put it right: a thing moved, or a property set (document/Properties.h).
struct SpaceFix {
  std::string id;
  Vec2 byM;                     // to be added to where it stands, or to where it is being dragged
  std::string property, value;  // "" for a move
  Text what;                    // "Move H1/R2 by 0.3 m to the north"
};

struct Objection {
  enum class Weight : std::uint8_t { error, warning };
  Weight weight = Weight::warning;
  SpaceRule rule = SpaceRule::overlap;
  EntityRef thing;  // that it is about; click to go there
  EntityRef other;  // that is in the way; campus for a wall, or for none
  Text what;        // the reason, with numbers
  double measured = 0.0, required = 0.0;
  const char* unit = "";
  Vec2 from, to;  // on the floor, where it was measured; equal where there is nothing to draw
  std::optional<SpaceFix> fix;
};

/// Something that is not there yet, or not there any more: where it would stand.
struct Proposed {
  Kind kind = Kind::row;      // row, cdu, fanWall, powerDevice, building, hall, or plant
  std::uint32_t hall = none;  // that it would stand in; none: on the site
  Box box;
  bool facesNorth = true;  // of a row
  EntityRef like;          // the thing itself where it is moved; campus for a new one
  std::string id;          // that a new one will have
};

/// Asked at every movement of a hand: made once when a drag begins. Lives no longer than the layout.
class MoveCheck {
 public:
  MoveCheck(const Layout& layout, const std::vector<std::string>& ids);
  /// For things that are not there yet.
  MoveCheck(const Layout& layout, std::vector<Proposed> proposed);
  MoveCheck(MoveCheck&&) noexcept;
  ~MoveCheck();
  /// Errors first, then by how much is missing. A fix is only given where it has been tried and nothing remains.
  std::vector<Objection> at(Vec2 byM) const;
  /// What moves, as it stands now.
  const std::vector<Proposed>& moving() const;

 private:
  struct Ground;
  std::unique_ptr<Ground> ground_;
};
std::vector<Objection> checkMove(const Layout& layout, const std::vector<std::string>& ids, Vec2 byM);

/// Of the whole site: errors first, then rule by rule, hall by hall.
std::vector<Objection> problemsOf(const Layout& layout);

}  // namespace plenum
