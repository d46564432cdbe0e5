// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <vector>

#include "physics/DryCooler.h"
#include "physics/Lake.h"
#include "physics/Tower.h"
#include "sim/Stages.h"

// What takes the heat of a plant in the end, unit by unit: tower cells, dry coolers, intakes of a lake. Pure functions
// of the state, used alike by the stages and by the steady state. Units that are alike (one type, equally clogged) are
// computed once.
namespace plenum::stage {

/// Units that water runs through, and whether their fans and pumps have power.
struct InUse {
  std::vector<std::uint32_t> units;
  bool isDriven = false;
  double designKgPerS = 0.0;  // of water, all of them
};
/// As many cells as the controls want, of those that are whole and have power. Where none has, water runs over all
/// that are whole, and only warm air rises through them.
InUse cellsInUse(const SimModel& model, const SimState& state, std::uint32_t circuit);
/// Whole, thawed, with power; where none has, all that are whole and thawed.
InUse coolersInUse(const SimModel& model, const SimState& state, std::uint32_t circuit);
/// Whole, with power: without its pump an intake draws nothing.
InUse lakesInUse(const SimModel& model, const SimState& state, std::uint32_t circuit);

/// What became of the water; one point for each unit in use.
template <class Point>
struct Sunk {
  double outletC = 0.0;  // mixed
  double heatW = 0.0;    // that air or lake took
  std::vector<Point> units;
};
/// `flowKgPerS` is shared by the units' rated flows. `drive`: speed of fans or intake pumps, 0 … 1.
struct SinkInflow {
  std::uint32_t circuit = 0;
  double waterC = 0.0, flowKgPerS = 0.0, cpJPerKgK = 0.0;
  double drive = 0.0;
};
Sunk<physics::TowerPoint> towersAt(const SimModel& model, const SimState& state, const InUse& use,
                                   const SinkInflow& in);
Sunk<physics::DryCoolerPoint> coolersAt(const SimModel& model, const SimState& state, const InUse& use,
                                        const SinkInflow& in);
Sunk<physics::LakePoint> lakesAt(const SimModel& model, const SimState& state, const InUse& use, const SinkInflow& in);

/// Cells for a flow of condenser water: as many as it wets well enough, with a dead band around those wetted `before`.
std::uint32_t cellsFor(const SimModel& model, std::uint32_t circuit, double flowKgPerS, std::uint32_t before);

/// How far the coldest water of coils and basin is from freezing; a coil that stands counts with what it will be in ten
/// minutes. Infinite while the air is not cold enough to freeze it.
double frostMarginK(const SimModel& model, const SimState& state, std::uint32_t circuit);
inline constexpr double frostNearK = 4.0;  // of the alarm

/// An intake pump that is called turns at no less than this (estimate).
inline double intakeSpeed(double drive) { return std::max(0.2, drive); }

/// Whether condenser pumps may run: the basin holds water, and it is not ice.
bool hasBasin(const SimState& state, std::uint32_t circuit);

/// Share of the condenser water that goes past the towers: none above 4 °C in the basin, all below 2 °C (estimate: ice
/// forms on fill and louvres first).
inline double towerBypassAt(double basinC) { return std::clamp((4.0 - basinC) / 2.0, 0.0, 1.0); }
/// How far a controller of dry coolers may go, by how far the leaving water is from freezing: closed at 2 K and below,
/// free from 4 K on.
inline double frostLimit(double aboveK) { return std::clamp((aboveK - 2.0) / 2.0, 0.0, 1.0); }
/// How far the by-pass of dry coolers may open, by how far the coldest coil is from freezing: a coil that gets too
/// little warm water freezes even without its fans, and the set-point comes second.
inline double coilLimit(double aboveK) { return std::clamp((aboveK - 2.0) / 4.0, 0.0, 1.0); }
/// Even when all by-passes are open this is the share that avoids the coils: the rest keeps them from standing in
/// frost.
inline constexpr double openestBypass = 0.85;

/// One controller, two organs: in the lower half of its range the by-pass closes, in the upper half fans or pumps speed
/// up.
inline double bypassOf(double rejection) { return std::clamp(1.0 - 2.0 * rejection, 0.0, 1.0); }
inline double driveOf(double rejection) { return std::clamp(2.0 * rejection - 1.0, 0.0, 1.0); }

}  // namespace plenum::stage
