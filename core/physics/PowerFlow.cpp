// SPDX-License-Identifier: Apache-2.0
#include "physics/PowerFlow.h"

#include <algorithm>
#include <cmath>

namespace plenum::physics {
namespace {

using Complex = std::complex<double>;

// written out: the library's multiplication looks for infinities and costs five times as much
Complex times(Complex a, Complex b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}
Complex over(Complex a, Complex b) {
  const double size = b.real() * b.real() + b.imag() * b.imag();
  const Complex top = times(a, std::conj(b));
  return {top.real() / size, top.imag() / size};
}
double sizeOf(Complex a) { return std::sqrt(a.real() * a.real() + a.imag() * a.imag()); }

template <std::size_t N>
Phasors<N> loadAmps(const FlowNode<N>& node, const Phasors<N>& volts) {
  Phasors<N> amps{};
  for (std::size_t p = 0; p < N; ++p) {
    if (node.load.va[p] == Complex{}) continue;
    const double v = sizeOf(volts[p]) / node.nominalV;
    const double share = 1.0 + node.load.currentShare * (v - 1.0) + node.load.impedanceShare * (v * v - 1.0);
    amps[p] = std::conj(over(share * node.load.va[p], volts[p]));
  }
  return amps;
}

template <std::size_t N>
Phasors<N> dropOf(const Impedance<N>& ohm, const Phasors<N>& amps) {
  Phasors<N> drop{};
  for (std::size_t p = 0; p < N; ++p)
    for (std::size_t q = 0; q < N; ++q) drop[p] += times(ohm[p][q], amps[q]);
  return drop;
}

template <std::size_t N>
void sumCurrents(const std::vector<FlowNode<N>>& nodes, Flow<N>& flow) {
  for (std::size_t n = 0; n < nodes.size(); ++n) flow.amps[n] = loadAmps(nodes[n], flow.volts[n]);
  for (std::size_t n = nodes.size(); n-- > 0;)
    for (const std::size_t parent : nodes[n].parents)
      for (std::size_t p = 0; p < N; ++p)
        flow.amps[parent][p] += flow.amps[n][p] / (nodes[n].ratio * static_cast<double>(nodes[n].parents.size()));
}

/// Along one of a node's branches.
template <std::size_t N>
Phasors<N> branchAmps(const FlowNode<N>& node, const Phasors<N>& amps) {
  Phasors<N> share{};
  for (std::size_t p = 0; p < N; ++p) share[p] = amps[p] / static_cast<double>(node.parents.size());
  return share;
}

/// What the parents would give without any current: the mean of them.
template <std::size_t N>
Phasors<N> above(const FlowNode<N>& node, const Flow<N>& flow) {
  Phasors<N> volts{};
  for (const std::size_t parent : node.parents)
    for (std::size_t p = 0; p < N; ++p)
      volts[p] += flow.volts[parent][p] / (node.ratio * static_cast<double>(node.parents.size()));
  return volts;
}

/// Returns the largest move of a voltage, of nominal.
template <std::size_t N>
double fall(const std::vector<FlowNode<N>>& nodes, Flow<N>& flow) {
  double moved = 0.0;
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    if (nodes[n].parents.empty()) continue;
    const Phasors<N> open = above(nodes[n], flow), drop = dropOf(nodes[n].ohm, branchAmps(nodes[n], flow.amps[n]));
    for (std::size_t p = 0; p < N; ++p) {
      const Complex volts = open[p] - drop[p];
      moved = std::max(moved, sizeOf(volts - flow.volts[n][p]) / nodes[n].nominalV);
      flow.volts[n][p] = volts;
    }
  }
  return moved;
}

template <std::size_t N>
double leastOf(const FlowNode<N>& node, const Phasors<N>& volts) {
  double least = sizeOf(volts[0]);
  for (std::size_t p = 1; p < N; ++p) least = std::min(least, sizeOf(volts[p]));
  return least / node.nominalV;
}

template <std::size_t N>
std::size_t weakestOf(const std::vector<FlowNode<N>>& nodes, const Flow<N>& flow) {
  std::size_t weakest = 0;
  for (std::size_t n = 1; n < nodes.size(); ++n)
    if (!(leastOf(nodes[n], flow.volts[n]) >= leastOf(nodes[weakest], flow.volts[weakest]))) weakest = n;
  return weakest;
}

template <std::size_t N>
void account(const std::vector<FlowNode<N>>& nodes, Flow<N>& flow) {
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    if (nodes[n].parents.empty()) {
      for (std::size_t p = 0; p < N; ++p) flow.sourceVa[n] += times(flow.volts[n][p], std::conj(flow.amps[n][p]));
      continue;
    }
    const Phasors<N> amps = branchAmps(nodes[n], flow.amps[n]), drop = dropOf(nodes[n].ohm, amps);
    for (std::size_t p = 0; p < N; ++p)
      flow.lossW[n] += static_cast<double>(nodes[n].parents.size()) * times(drop[p], std::conj(amps[p])).real();
  }
}

struct Section {
  double mm2, carriesA, ohmPerKm20;
};
// conductor resistance at 20 °C of class 2 copper by IEC 60228; current of a cross-linked cable of three loaded cores
// in free air at 30 °C by IEC 60364-5-52 (table B.52.12, method E). Both from memory of the tables: unverified
constexpr Section sections[] = {
    {16, 100, 1.15},   {25, 127, 0.727},  {35, 158, 0.524},   {50, 192, 0.387},   {70, 246, 0.268},   {95, 298, 0.193},
    {120, 346, 0.153}, {150, 399, 0.124}, {185, 456, 0.0991}, {240, 538, 0.0754}, {300, 621, 0.0601},
};
constexpr double warmer = 1.0 + 0.00393 * 70.0;  // copper at 90 °C over 20 °C
constexpr double reactanceOhmPerKm = 0.08;       // usual of cables of any section (estimate)

}  // namespace

template <std::size_t N>
Flow<N> powerFlow(const std::vector<FlowNode<N>>& nodes) {
  Flow<N> flow;
  flow.volts.resize(nodes.size());
  flow.amps.resize(nodes.size());
  flow.lossW.assign(nodes.size(), 0.0);
  flow.sourceVa.assign(nodes.size(), {});
  if (nodes.empty()) return flow;
  for (std::size_t n = 0; n < nodes.size(); ++n)
    flow.volts[n] = nodes[n].parents.empty() ? nodes[n].sourceV : above(nodes[n], flow);

  while (flow.iterations < flowIterations && !flow.isConverged) {
    ++flow.iterations;
    sumCurrents(nodes, flow);
    flow.isConverged = fall(nodes, flow) <= flowTolerance;
    flow.weakest = weakestOf(nodes, flow);
    // a voltage that is no number fails the comparison too
    if (!(leastOf(nodes[flow.weakest], flow.volts[flow.weakest]) >= collapsedV)) {
      flow.isConverged = false;
      break;
    }
  }
  sumCurrents(nodes, flow);
  account(nodes, flow);
  return flow;
}

template Flow<1> powerFlow(const std::vector<FlowNode<1>>&);
template Flow<3> powerFlow(const std::vector<FlowNode<3>>&);

Phasors<3> balanced(double volts) {
  const double half = 0.5 * volts, height = std::sqrt(0.75) * volts;
  return {Complex{volts, 0.0}, Complex{-half, -height}, Complex{-half, height}};
}

std::complex<double> transformerOhm(double ratedVa, double volts, double shortCircuitVoltage, double xOverR) {
  const double ohm = shortCircuitVoltage * volts * volts / ratedVa;
  const double r = ohm / std::sqrt(1.0 + xOverR * xOverR);
  return {r, r * xOverR};
}

Cable cableFor(double amps) {
  const auto of = [](const Section& section, int parallel) {
    return Cable{section.mm2, parallel, section.ohmPerKm20 * warmer / 1e3 / parallel,
                 reactanceOhmPerKm / 1e3 / parallel};
  };
  for (const Section& section : sections)
    if (amps <= section.carriesA) return of(section, 1);
  const Section& largest = sections[std::size(sections) - 1];
  return of(largest, static_cast<int>(std::ceil(std::min(amps, 1e9) / largest.carriesA)));
}

}  // namespace plenum::physics
