// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <vector>

#include "sim/Model.h"
#include "sim/State.h"

namespace plenum {

// How much more heat the cooling could take at the weather, set-points and failures that stand in a state, until a
// supply no longer holds: the stages' own equations turned round, each for its first limit. W; negative: that much is
// missing already. Nothing is written.

/// A supply this much above its set-point still holds: half of what a good thermometer tells apart (0.1 K would call
/// the ripple of a controller a failure). The one mark by which headroom, the design day, the redundancy check and the
/// placing of racks judge a supply.
inline constexpr double heldK = 0.5;

/// What stops a machine from taking more.
enum class CoolingLimit : std::uint8_t {
  unused,     // nothing hangs on it
  failed,     // it, or what drives it, is out
  exchanger,  // plates with the valve wide open
  cduPumps,   // heat brings its own flow, and its pumps move no more
  coil,       // of a fan wall, with fans and valve wide open
  fans,       // air: the racks draw all that the fans can move
  chillers,
  towers,  // and plate exchangers behind them
  dryCoolers,
  source,  // lake or sea
  doors,   // rear doors: what is missing warms the hall
  byHand,  // a valve, pump or fan that a hand keeps below what it could give
};

struct Headroom {
  double moreW = 0.0;
  CoolingLimit limit = CoolingLimit::unused;
};

/// A CDU: what its plates carry while the loop holds, with the primary valve open, at the facility water and pressure
/// and the loop flow that stand: chips that work harder.
Headroom cduHeadroom(const SimModel& model, const SimState& state, std::uint32_t cdu);
/// The same for heat that brings coolant of its own, as warm as what returns now: racks that are added.
Headroom cduHeadroomForRacks(const SimModel& model, const SimState& state, std::uint32_t cdu);
/// The same, and no more than goes with the flow that its pumps make at their duty, and than its valve and pumps let it
/// where a hand holds them: what is shown.
Headroom cduHeadroomWithFlow(const SimModel& model, const SimState& state, std::uint32_t cdu);
/// Coolant that the running pumps of a loop could move beyond what its racks are made for, at their design pressure.
double loopSpareKgPerS(const SimModel& model, const SimState& state, std::uint32_t loop);
/// A fan wall: what its coil carries while the cold aisle holds, and what air its fans can move for heat that comes
/// with as much air a watt as what stands in the hall now; nothing more while a hand holds its valve or its fans.
Headroom fanWallHeadroom(const SimModel& model, const SimState& state, std::uint32_t fanWall);
/// The rear door of a rack: what it takes of the rack's air, at the air and water that flow, until the air behind it is
/// warmer than the cold aisle may be. Negative: so much would the door have to take besides, and the hall takes it now.
Headroom doorHeadroom(const SimModel& model, const SimState& state, std::uint32_t rack);
/// Air of a hall that its fan walls could move beyond what the racks draw, m³/s.
double hallSpareAirM3PerS(const SimModel& model, const SimState& state, std::uint32_t hall);
/// Heat that the coils of a hall could take beyond what they do, fans and valves wide open.
double hallCoilMoreW(const SimModel& model, const SimState& state, std::uint32_t hall);
/// A circuit: what its plant rejects while its water holds, with everything that is whole running flat out.
Headroom circuitHeadroom(const SimModel& model, const SimState& state, std::uint32_t circuit);
/// All of them, by the indices of the layout; a fraction of a millisecond for a large campus.
struct Headrooms {
  std::vector<Headroom> cdus, fanWalls, circuits;
};
Headrooms headrooms(const SimModel& model, const SimState& state);

}  // namespace plenum
