// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "physics/Curves.h"

namespace plenum::physics {

// Pipes, valves and pumps between nodes, and what flows when they are coupled. The equations are those of Todini and
// Pilati (1988): Newton's method on flows and pressures at once, one symmetric linear system in the pressures a step.
// Every flow law rises, so there is exactly one answer, and a step that would overshoot is cut short.

/// What one branch does with the flow m from its `from` to its `to` node:
///   pressure(from) − pressure(to) = friction(m) − head(m).
/// friction = resistance · m|m|^(exponent − 1), joined smoothly to a laminar line below the transition.
/// head = units in parallel of a pump at `speed`: speed² · H(m / units / speed), H a parabola or a curve.
struct BranchLaw {
  double resistance = 0.0;        // Pa/(kg/s)^exponent, > 0
  double exponent = 2.0;          // 1.75 … 2
  double transitionKgPerS = 0.0;  // > 0; a tenth of the nominal flow is a fair choice
  double shutOffPa = 0.0;         // of one pump at full speed, without flow; 0: no pump
  double fall = 0.0;              // Pa/(kg/s)² by which its head falls with the square of the flow
  const Pchip* curve = nullptr;   // head of one pump at full speed over its flow in kg/s; wins over the parabola
  double speed = 1.0, units = 1.0;
  bool hasCheckValve = false;  // hardly anything passes backwards, 1e-4 of the nominal flow at shut-off pressure
  bool isShut = false;         // nothing passes
};

/// friction(m) − head(m), Pa. Rises with m.
double dropPa(const BranchLaw& law, double flowKgPerS);
/// Head alone, Pa.
double headPa(const BranchLaw& law, double flowKgPerS);
/// Pressure of a pump of the shape used throughout where a product sheet gives only the duty point: shut-off head over
/// duty head, and what falls away up to the duty point.
inline constexpr double shutOffRatio = 1.3;  // 1.1 … 1.4 for centrifugal pumps (estimate)

/// What joins what. Immutable, with its order of elimination; shared by all solutions.
class Network {
 public:
  struct Ends {
    std::uint32_t from = 0, to = 0;
  };
  Network() = default;
  Network(std::uint32_t nodes, std::vector<Ends> branches);

  std::uint32_t nodes() const { return nodes_; }
  std::span<const Ends> branches() const { return branches_; }

  struct Solution {
    std::vector<double> flowKgPerS;  // by branch
    std::vector<double> pressurePa;  // by node; the first node of every part that hangs together is 0
    int iterations = 0;
    bool isConverged = false;
  };
  /// Flows for these laws, one for each branch, from those of `before` (anything of another size: from nominal flows).
  /// The same input gives the same bits. Mass balances at every node to rounding.
  Solution solve(std::span<const BranchLaw> laws, const Solution& before) const;

 private:
  std::vector<std::uint32_t> grounds(std::span<const BranchLaw> laws) const;
  void solveLinear(std::vector<double>& matrix, std::vector<double>& x) const;

  std::uint32_t nodes_ = 0;
  std::vector<Ends> branches_;
  std::vector<std::uint32_t> place_;               // of a node in the order of elimination
  std::vector<std::uint32_t> rowStart_, rowFrom_;  // envelope of the lower triangle, by place
};

}  // namespace plenum::physics
