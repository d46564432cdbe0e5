// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "base/Text.h"
#include "sim/Model.h"
#include "sim/State.h"

namespace plenum {

/// One thing that gave way on the way to where a cascade ends.
struct CascadeStep {
  EntityRef what;              // a power device, or one of its breakers
  Text text;                   // a sentence of the journal: what and at which load
  double load = 0;             // of its rating or setting
  std::uint32_t after = none;  // the step that moved the load onto it; `none`: it was there from the start
};
struct CascadeResult {
  std::vector<CascadeStep> steps;          // in order
  std::vector<std::uint32_t> dark;         // power devices without output, gensets and ties apart, that are whole
  std::vector<std::uint32_t> darkRacks;    // without either source
  std::vector<std::uint32_t> singleRacks;  // with one of their two sources
  // racks that have power in the end but lost it on the way: batteries end before gensets are there
  std::vector<std::uint32_t> interruptedRacks;
  double unservedW = 0.0;  // of racks, dark ones and interrupted ones
  bool hasSettled = true;  // false: it went on and on, which is a fault of the design
};

/// The state of the power tree once everything has run its course with the failures, contacts and loads that stand in
/// it: transfers made, ties closed, gensets up that can start, loads shed by their turn, UPSs on their bypass and
/// breakers open that would trip sooner or later, one after the other in order of their number, until nothing changes.
/// Batteries count only as long as they bridge. Fills contacts, `isEnergised`, `side`, `isRackUp`, flows; writes no
/// event. Deterministic; about 0.1 ms on a campus of a thousand devices.
CascadeResult settlePower(const SimModel& model, SimState& state);

/// Where a device gets its power from, as a frame tells it.
Fed fedOf(const SimModel& model, const SimState& state, std::uint32_t device);

}  // namespace plenum
