// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "study/FullLoad.h"

namespace plenum::study {

/// How much more one thing can take until its first limit.
struct HeadroomRow {
  enum class What : std::uint8_t {
    cdu,
    fanWall,
    circuit,
    hallLiquid,  // the least along the chain: CDUs of the hall's loops, then their circuits
    hallAir,     // fan walls, then their circuits
    hallPower,   // along both feeds up to the grid, either side dead
  };
  What what = What::cdu;
  EntityRef entity;
  std::string id;
  double carriesW = 0.0, moreW = 0.0;  // more: negative where that much is missing
  Text limit;                          // what gives out first
  EntityRef limitedBy;
  std::string limitedById;
  double plantShareW = 0.0;  // halls: of their circuits' headroom, where all halls grow in step
};
struct HeadroomTable {
  Outdoor outdoor;
  std::vector<HeadroomRow> rows;  // halls, circuits, CDUs, fan walls; the least headroom first within each
};

/// For the weather, load and failures that stand in a state.
HeadroomTable headroomTable(const SimModel& model, const SimState& state);
/// At the start of the setting's scenario.
Result<HeadroomTable> headroomAtStart(LayoutPtr layout, std::shared_ptr<const Setting> setting, Parallel& parallel);
/// At full load in the 0.4 % wet bulb.
Result<HeadroomTable> headroomAtDesignDay(LayoutPtr layout, const Setting& setting, Parallel& parallel);

}  // namespace plenum::study
