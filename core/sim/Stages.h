// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/Parallel.h"
#include "sim/Model.h"
#include "sim/State.h"

namespace plenum::stage {

// The stages of a tick, in the order in which sim/Tick.cpp calls them. Each is a free function over the constant model
// and the changing state, and writes the arrays that carry its name. `dtS` is the sub-step.

/// 1 Weather, price. Once a tick.
void outside(const SimModel& model, SimState& state);
/// What solar fields, wind turbines and storage give to their boards during this tick. Part of 1.
void onSite(const SimModel& model, SimState& state, const Weather& weather);
/// 2 Jobs; utilisation of servers. Once a tick.
void workload(const SimModel& model, SimState& state);
/// 2b What happens in the power tree within the sub-step, each thing at its instant: who has power in it.
void powerEvents(const SimModel& model, SimState& state, int subStep);
/// 3a What pumps and valves make of the flows, and what the supply pipes deliver with them.
void flows(const SimModel& model, SimState& state);
/// 3b Chips, racks, rear doors.
void chips(const SimModel& model, SimState& state, Parallel& parallel);
/// 4 Coolant loops and CDUs.
void loops(const SimModel& model, SimState& state);
/// 5 Aisles, rooms, coils.
void air(const SimModel& model, SimState& state);
/// 6 Facility water, chillers, towers, dry coolers.
void rejection(const SimModel& model, SimState& state);
/// 7 The power tree.
void power(const SimModel& model, SimState& state);
/// 8 Sensors, then controls for the next sub-step.
void controls(const SimModel& model, SimState& state);
/// 9a Closes the accounts of the sub-step.
void ledger(const SimModel& model, SimState& state);
/// 9b Energies, water, carbon and cost of the sub-step, counted from 0 within the tick.
void meter(const SimModel& model, SimState& state, int subStep);
/// 9c Alarms, chips that were slow or lost, history. Once a tick.
void alarms(const SimModel& model, SimState& state);
void metrics(const SimModel& model, SimState& state);

/// Seconds since the scenario's start at the beginning of the tick.
double sinceStartS(const SimModel& model, const SimState& state);
Time nowOf(const SimModel& model, const SimState& state);

/// Journal, alarms.
void journal(const SimModel& model, SimState& state, int priority, EntityRef entity, Text text,
             std::uint64_t cause = 0);
/// Gives an event its number and the id of its entity; 0 where the log is full.
std::uint64_t append(const SimModel& model, SimState& state, Event event);

/// Takes one action; a target that does not fit becomes a journal entry that says so.
void take(const SimModel& model, SimState& state, const Action& action);

/// Flows of racks stay as they were, and propagators made for them hold, until they have moved by this share
inline constexpr double flowDeadband = 0.002;
/// kg of CO2 from a litre of diesel (IPCC 2006 default for gas/diesel oil).
inline constexpr double dieselKgPerL = 2.68;

/// Heat held above 0 °C by everything that stores it, J; differences of it are what counts.
double heatHeldJ(const SimModel& model, const SimState& state);

/// Share of a fan wall's fans that turn; 0 where it has failed or has no power.
double fansTurning(const SimModel& model, const SimState& state, std::uint32_t fanWall);
/// Fan walls of a group that move air, in whole units.
double unitsUp(const SimModel& model, const SimState& state, const FanWallGroup& group);
/// Pumps of a CDU that should turn: as many as are needed, of those that are whole, while it has power.
double pumpsWanted(const SimModel& model, const SimState& state, std::uint32_t cdu);

/// Book-keeping of one crossing, J.
inline void gave(SimState& state, Coupling c, double energyJ) {
  state.ledger.gaveJ[static_cast<std::size_t>(c)] += energyJ;
}
inline void got(SimState& state, Coupling c, double energyJ) {
  state.ledger.gotJ[static_cast<std::size_t>(c)] += energyJ;
}
inline void stored(SimState& state, Block b, double energyJ) {
  state.ledger.storedJ[static_cast<std::size_t>(b)] += energyJ;
}
inline double gain(const SimModel& model, Coupling c) { return model.couplingGain[static_cast<std::size_t>(c)]; }

/// What is live, from the sources downwards, and which racks have power.
void energise(const SimModel& model, SimState& state);
/// Hydraulics alone: flows and pressures for the valves and speeds that stand in the state.
void solveFlows(const SimModel& model, SimState& state);

/// What a point is in truth; its sensor may say otherwise.
double trueValue(const SimModel& model, const SimState& state, PointRef ref);
/// What a sensor says, and whether it says anything.
inline double measured(const SimModel& model, const SimState& state, Point point, std::size_t index) {
  return state.points.measured[model.pointAt(point, index)];
}
inline bool isLost(const SimModel& model, const SimState& state, Point point, std::size_t index) {
  return state.points.fault[model.pointAt(point, index)] == 1 + static_cast<int>(SensorFault::Mode::lost);
}

/// Flow through the primary side of a CDU at design pressure, of its design, with its valve here.
double cduOpening(double valve);
/// What the facility and condenser pumps of a circuit draw.
void pumpPowers(const SimModel& model, SimState& state, std::uint32_t circuit);
/// √(pressure / design pressure) between supply and return where a hall hangs on its circuit.
double pushAt(const SimModel& model, const SimState& state, std::uint32_t tap);
/// Conductance of a CDU's plates at the coolant's flow of this step and this flow of facility water, fouled as they
/// are.
double cduUaWPerK(const SimModel& model, const SimState& state, std::uint32_t cdu, double primaryKgPerS);

/// hA of air over hA of water of a coil at its rating (Modelica Buildings' default).
inline constexpr double coilFilmRatio = 0.5;
/// Openings of the coil valves of a group of fan walls, added up, in units.
double coilOpening(const SimModel& model, const SimState& state, const FanWallGroup& group);
/// Air that a filter still lets through, of that of a clean one at the same fan speed.
double throughFilter(double clogging);

/// What the openings between a hall's aisles make of what is supplied and what the racks draw.
struct AisleAir {
  double pressurePa = 0.0;                    // cold aisle above hot aisle
  double exchangeShare = 0.0, endsShare = 0;  // as SimState::Air has them
};
AisleAir aisleAir(const SimModel& model, std::uint32_t h, double supplyKgPerS, double itKgPerS);
/// Writes it for the flows that stand in the state.
void leak(const SimModel& model, SimState& state, std::uint32_t h);
/// Of the air that a rack draws, what leaks to it from the hot aisle.
inline double leakShareOf(const SimModel& model, const SimState& state, std::uint32_t r, std::uint32_t h) {
  return state.air.exchangeShare[h] + (static_cast<double>(model.rackLeak[r]) - 1.0) * state.air.endsShare[h];
}

/// Speed at which the fan walls of a hall should turn; `fullKgPerS` is what those that can run move at full speed.
double fanSpeedFor(const SimModel& model, const SimState& state, std::uint32_t h, double hotC, double fullKgPerS);

/// What the condenser pumps of a circuit put into the water.
double condenserPumpHeatW(const SimModel& model, const SimState& state, std::uint32_t circuit);

/// One pipe for one sub-step, its content booked; returns the mean of what left.
double through(SimState& state, Block block, const physics::Pipe& pipe, physics::PipeState& content,
               const physics::PipeInflow& in, double dtS);

/// Whether either of two sources serves in this sub-step; `none` is no source.
inline bool isLive(const SimState& state, std::uint32_t feed, std::uint32_t feedB) {
  return (feed != none && state.power.isServing[feed]) || (feedB != none && state.power.isServing[feedB]);
}

/// Share of the sub-step in which a rack runs.
inline double runningShare(const SimState& state, std::uint32_t rack) {
  if (state.racks.offUntilS[rack] != 0.0) return 0.0;
  if (state.power.hasRackPart && state.power.rackPart[rack] >= 0.0) return state.power.rackPart[rack];
  return state.power.isRackUp[rack] ? 1.0 : 0.0;
}
/// Whether the servers of a rack run: they have power and have not cut out on the air at their inlet.
inline bool isRunning(const SimState& state, std::uint32_t rack) {
  return state.power.isRackUp[rack] && state.racks.offUntilS[rack] == 0.0;
}

}  // namespace plenum::stage
