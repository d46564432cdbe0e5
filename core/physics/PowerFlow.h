// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <complex>
#include <cstddef>
#include <vector>

namespace plenum::physics {

// Voltages of feeders that branch and never close on themselves, by backward and forward sweep: currents are summed
// towards the source (I = conj(S/V)), voltages fall away from it (V -= Z I), until nothing moves (physics 6.8).
// One phase of three alike, or three with their couplings: the same code for N = 1 and N = 3.

template <std::size_t N>
using Phasors = std::array<std::complex<double>, N>;
template <std::size_t N>
using Impedance = std::array<std::array<std::complex<double>, N>, N>;  // ohm, symmetric

/// A load from phase to neutral. `va` is what it takes at nominal voltage; shares of it keep their current or their
/// impedance when the voltage moves, the rest keeps its power.
template <std::size_t N>
struct ZipLoad {
  Phasors<N> va{};
  double currentShare = 0.0, impedanceShare = 0.0;
};

/// A place of the feeder and the branches that lead to it, all alike: several parents share the current equally. A
/// transformer is an ideal one of both stars grounded with its impedance on the far side.
template <std::size_t N>
struct FlowNode {
  std::vector<std::size_t> parents;  // stand before it; none: a source, which holds its voltage
  Impedance<N> ohm{};                // of each branch
  double ratio = 1.0;                // volts of a parent over volts here
  double nominalV = 0.0;             // phase to neutral
  Phasors<N> sourceV{};              // of a source
  ZipLoad<N> load;
};

template <std::size_t N>
struct Flow {
  std::vector<Phasors<N>> volts;               // by node
  std::vector<Phasors<N>> amps;                // into a node, on its side, all its branches; of a source: what it gives
  std::vector<double> lossW;                   // of the branches into a node
  std::vector<std::complex<double>> sourceVa;  // by node: what a source gives
  bool isConverged = false;
  int iterations = 0;
  std::size_t weakest = 0;  // node with the least voltage over its nominal one; without convergence: where it collapsed
};

inline constexpr double flowTolerance = 1e-9;  // of nominal voltage, the largest move in an iteration
inline constexpr int flowIterations = 100;     // real feeders take 4 to 6, one that drops by a quarter takes 30
inline constexpr double collapsedV = 0.3;      // of nominal: beyond the nose of any feeder's curve

/// Nodes stand after their parents.
template <std::size_t N>
Flow<N> powerFlow(const std::vector<FlowNode<N>>& nodes);
extern template Flow<1> powerFlow(const std::vector<FlowNode<1>>&);
extern template Flow<3> powerFlow(const std::vector<FlowNode<3>>&);

/// Three phases of this magnitude, the first at angle 0 and each a third of a turn behind.
Phasors<3> balanced(double volts);
/// R + jX of a transformer per phase, seen from the side of `volts` (phase to phase).
std::complex<double> transformerOhm(double ratedVa, double volts, double shortCircuitVoltage, double xOverR);

/// Copper cable at 90 °C that carries a current: the smallest section that does, several of the largest beside each
/// other where none does. Ohm per metre and phase.
struct Cable {
  double sectionMm2 = 0.0;
  int parallel = 1;
  double ohmPerM = 0.0, reactancePerM = 0.0;
};
Cable cableFor(double amps);

}  // namespace plenum::physics
