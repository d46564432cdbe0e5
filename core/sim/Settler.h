// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "base/Root.h"
#include "physics/AirCoil.h"
#include "sim/StageRest.h"
#include "sim/Stages.h"
#include "sim/Steady.h"

namespace plenum {

/// The x in [0, 1] at which a falling function of x reaches `target`; the nearer end where it does not.
template <class F>
double whereFalling(F&& f, double target) {
  return whereRising([&](double x) { return target - f(x); }, 0.0, 1.0);
}

/// The same, looked for around where it stood in the round before.
template <class F>
double whereFallingNear(F&& f, double target, double guess) {
  return whereRisingNear([&](double x) { return target - f(x); }, guess, 0.005, {0.0, 1.0});
}

/// Rounds of the steady state: air, loops and plant in turn, each with the stages' own equations, until no temperature
/// moves. One file for each of them: SteadyAir, SteadyLoops, SteadyPlant, SteadyRejection.
class Settler {
 public:
  Settler(const SimModel& model, SimState& state, Parallel& parallel)
      : model_(model), state_(state), parallel_(parallel) {}
  /// How a run may end: `rough` where another follows, `exact` with every chip visited and every pipe filled.
  enum class Ending { rough, exact };
  double run(Ending ending);

 private:
  void move(double& value, double to) {
    change_ = std::max(change_, std::abs(to - value));
    value += relaxed_ * (to - value);
  }
  /// Valves and speeds likewise: a temperature that a valve holds says nothing of a valve that still swings.
  void steer(double& position, double to) {
    change_ = std::max(change_, 0.01 * std::abs(to - position));
    position += relaxed_ * (to - position);
  }

  /// What runs: pumps and CDUs that can, to their full number.
  void machines();
  void runPumps(const std::vector<std::uint32_t>& list, std::uint32_t wanted);
  void runChillers(std::uint32_t i, std::int32_t wanted);
  void cduPumps();
  /// As many circuit pumps as hold the pressure below the speed at which another would be called, and condenser pumps
  /// for the heat.
  void stagePumps();
  /// The speed at which pumps hold their design pressure, from that of the round before.
  void speeds();
  double unitsUp(const FanWallGroup& group) const { return stage::unitsUp(model_, state_, group); }
  /// Air that a group of fan walls blows out, by its valve, for a hot aisle at `hotC`.
  double blownC(std::uint32_t g, double up, double speed, double hotC, double valve) const;
  physics::MoistCoilPoint coilAt(std::uint32_t g, double up, double speed, double hotC, double valve,
                                 double humidityRatio) const;
  /// Humidity at which coils condense what outdoor air brings in, and their valves with it. Returns the change, as the
  /// warmth that it carries, K.
  double moisture(std::uint32_t h);
  /// The moisture of the halls that have not come to rest. Returns the largest change, 0 where none is looked at.
  double moistures();
  /// Whether a hall's air holds all that it can as it stands, and more comes in from outdoors.
  bool isFullNow(std::uint32_t h) const;
  /// Whether moisture moves a hall's temperatures: its air is full, or coils that are wide open do not hold it.
  bool isWarmedByMoisture(std::uint32_t h) const;
  /// Moisture of a hall whose hot aisle is at `hotC`: what it was, or all that its air can hold.
  double humidityAt(std::uint32_t h, double hotC) const;
  /// The valve that holds the hall's supply at its set-point, looked for around where it stands.
  double heldValve(std::uint32_t g, double up, double speed, double hotC) const;
  /// Heat of what falls out of air that is full of moisture, for a hot aisle at `hotC` and fans at this speed.
  double fogW(std::uint32_t h, double hotC, double speed) const;
  void hall(std::uint32_t h);
  void loop(std::uint32_t l);
  double loadOf(std::uint32_t i);
  void circuit(std::uint32_t i);
  /// Condenser water behind towers or intakes, mixed with what goes past them.
  double sunkC(std::uint32_t i, double returnC, double bypass, double fan) const;
  /// Basin temperature at which the towers reject `heatW` with this fan.
  double basinFor(std::uint32_t i, double heatW, double fan);
  /// The fan at which the towers hold this basin temperature; 0 or 1 where none does.
  double fanFor(std::uint32_t i, double heatW, double basinC);
  void chilled(std::uint32_t i, double heatW);
  void exchanged(std::uint32_t i, double heatW);
  /// What all exchangers of a circuit move for each kelvin between the two waters that enter them.
  double exchangersWPerK(std::uint32_t i);
  /// One step of the economisers' machines without their waits; whether any has changed its mode.
  bool changeModes();
  void dried(std::uint32_t i, double heatW);
  void pipes();
  /// Tanks at rest and charged, coils as the water that leaves them or as the air around.
  void sinks();

  const SimModel& model_;
  SimState& state_;
  Parallel& parallel_;
  double change_ = 0.0;
  stage::RestingRacks racks_;
  double relaxed_ = 1.0;  // share of a move that is made: less where rounds swing between two answers
  std::vector<std::int32_t> lowestWanted_;
  std::vector<int> modeChanges_;
  std::vector<std::uint8_t> isFull_;  // by hall: its air holds all the moisture that it can
  std::vector<std::int32_t> warmExchangers_;
  int moistRounds_ = 0, mostMoistRounds_ = 0;  // the latter where air is not full
  bool hasRun_ = false;
};

inline constexpr double condenserCp = 4184.0;

}  // namespace plenum
