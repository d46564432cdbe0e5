// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
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
    rearDoors,   // of a row of racks, all of them in step until the first has reached its limit
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
/// Its name in files; "study.what." before it is its text.
const char* nameOf(HeadroomRow::What what);

struct HeadroomTable {
  Outdoor outdoor;
  std::vector<HeadroomRow> rows;  // halls, circuits, CDUs, fan walls, doors; the least headroom first within each
};

/// For the weather, load and failures that stand in a state: a live one, too, as it is at that instant.
HeadroomTable headroomTable(const SimModel& model, const SimState& state);
/// At the start of the setting's scenario.
Result<HeadroomTable> headroomAtStart(LayoutPtr layout, std::shared_ptr<const Setting> setting, Parallel& parallel);

/// What is done at which tick of a run.
struct TimedDeed {
  std::int64_t tick = 0;
  Action action;
};
/// After so many ticks of the setting's scenario with these deeds, ascending; those of tick n are done before it.
/// `goesOn` is asked now and then and ends the run where it says no: a Problem then.
struct HeadroomRun {
  Duration tick = seconds(1);
  std::int64_t ticks = 0;
  std::vector<TimedDeed> deeds;
  std::function<bool(double done)> goesOn;
};
Result<HeadroomTable> headroomAfter(LayoutPtr layout, std::shared_ptr<const Setting> setting, const HeadroomRun& run,
                                    Parallel& parallel);

/// At full load in the 0.4 % wet bulb, in balance with what these actions did.
Result<HeadroomTable> headroomAtDesignDay(LayoutPtr layout, const Setting& setting, Parallel& parallel,
                                          const std::vector<Action>& deeds = {});

}  // namespace plenum::study
