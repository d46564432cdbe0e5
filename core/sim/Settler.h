// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/Stages.h"
#include "sim/Steady.h"

namespace plenum {

/// The x in [0, 1] at which a falling function of x reaches `target`; the nearer end where it does not.
template <class F>
double whereFalling(F&& f, double target) {
  if (f(1.0) >= target) return 1.0;
  if (f(0.0) <= target) return 0.0;
  double lo = 0.0, hi = 1.0;
  for (int i = 0; i < 60; ++i) {
    const double mid = 0.5 * (lo + hi);
    (f(mid) > target ? lo : hi) = mid;
  }
  return 0.5 * (lo + hi);
}

/// Rounds of the steady state: air, loops and plant in turn, each with the stages' own equations, until no temperature
/// moves. One file for each of them: SteadyAir, SteadyLoops, SteadyPlant, SteadyRejection.
class Settler {
 public:
  Settler(const SimModel& model, SimState& state, Parallel& parallel)
      : model_(model), state_(state), parallel_(parallel) {}
  double run();

 private:
  void move(double& value, double to) {
    change_ = std::max(change_, std::abs(to - value));
    value = to;
  }

  /// What runs: pumps and CDUs that can, to their full number.
  void machines();
  void runPumps(const std::vector<std::uint32_t>& list, std::uint32_t wanted);
  void runChillers(std::uint32_t i, std::int32_t wanted);
  /// The speed at which a pump holds its design pressure, from its parabola.
  void speeds();
  double unitsUp(const FanWallGroup& group) const { return stage::unitsUp(model_, state_, group); }
  /// Air that a group of fan walls blows out, by its valve, for a hot aisle at `hotC`.
  double blownC(std::uint32_t g, double up, double speed, double hotC, double valve) const;
  void hall(std::uint32_t h);
  void loop(std::uint32_t l);
  double loadOf(std::uint32_t i);
  void circuit(std::uint32_t i);
  int towersUp(std::uint32_t i, std::uint32_t& first) const;
  /// Basin temperature at which the towers reject `heatW` with this fan.
  double basinFor(std::uint32_t i, double heatW, double fan) const;
  /// The fan at which the towers hold this basin temperature; 0 or 1 where none does.
  double fanFor(std::uint32_t i, double heatW, double basinC) const;
  void chilled(std::uint32_t i, double heatW);
  void exchanged(std::uint32_t i, double heatW);
  void dried(std::uint32_t i, double heatW);
  void pipes();

  const SimModel& model_;
  SimState& state_;
  Parallel& parallel_;
  double change_ = 0.0;
  std::vector<std::int32_t> lowestWanted_;
};

inline constexpr double condenserCp = 4184.0;

}  // namespace plenum
