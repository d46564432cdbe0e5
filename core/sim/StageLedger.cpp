// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "sim/Stages.h"

namespace plenum::stage {
namespace {

// Neumaier's sum, its two parts held in the state
void addTo(double& total, double& error, double x) {
  const double t = total + x;
  error += std::abs(total) >= std::abs(x) ? (total - t) + x : (x - t) + total;
  total = t;
}

}  // namespace

void ledger(const SimModel& model, SimState& state) {
  SimState::Ledger& l = state.ledger;
  // what moves less than a watt for every chip is weighed against that: where nothing moves, rounding of large flows at
  // equal temperatures is all that is left
  const double leastJ = std::max(1.0, static_cast<double>(model.layout->chips)) * model.dtS;
  double itStoredJ = 0.0;
  for (const double j : state.racks.storedJ) itStoredJ += j;
  const auto gaveBy = [&](Coupling c) { return l.gaveJ[static_cast<std::size_t>(c)]; };
  const auto gotBy = [&](Coupling c) { return l.gotJ[static_cast<std::size_t>(c)]; };
  const auto kept = [&](Block b) { return l.storedJ[static_cast<std::size_t>(b)]; };
  using C = Coupling;

  const auto close = [&](Block block, std::initializer_list<double> in, std::initializer_list<double> out,
                         double storedJ) {
    double residual = -storedJ, moved = std::abs(storedJ);
    for (const double j : in) residual += j, moved += std::abs(j);
    for (const double j : out) residual -= j, moved += std::abs(j);
    const auto b = static_cast<std::size_t>(block);
    l.residualJ[b] = residual;
    l.movedJ[b] = moved;
    addTo(l.residualTotalJ[b], l.residualErrorJ[b], residual);
    l.movedTotalJ[b] += moved;
    l.worstTick = std::max(l.worstTick, std::abs(residual) / std::max(moved, leastJ));
  };
  close(Block::it, {gotBy(C::powerToIt)}, {gaveBy(C::itToLoops), gaveBy(C::itToAir)}, itStoredJ);
  close(Block::loops, {gotBy(C::itToLoops), gotBy(C::pumpsToLoops)},
        {gaveBy(C::loopsToCircuits), gaveBy(C::loopsToGround)}, kept(Block::loops));
  close(Block::air, {gotBy(C::itToAir), gotBy(C::fansToAir), gotBy(C::ambientToAir), l.pendingJ},
        {gaveBy(C::doorsToCircuits), gaveBy(C::airToCircuits)}, kept(Block::air));
  close(Block::circuits,
        {gotBy(C::loopsToCircuits), gotBy(C::airToCircuits), gotBy(C::doorsToCircuits), gotBy(C::pumpsToCircuits),
         l.compressorsJ},
        {gaveBy(C::circuitsToCondenser), gaveBy(C::circuitsToAmbient)}, kept(Block::circuits));
  close(Block::condenser, {gotBy(C::circuitsToCondenser), gotBy(C::pumpsToCondenser)}, {gaveBy(C::condenserToAmbient)},
        kept(Block::condenser));
  close(Block::power, {l.sourcesJ}, {l.devicesJ}, 0.0);

  for (std::size_t c = 0; c < couplingCount; ++c) {
    const double moved = std::max(std::abs(l.gaveJ[c]), std::abs(l.gotJ[c]));
    l.worstCoupling = std::max(l.worstCoupling, std::abs(l.gaveJ[c] - l.gotJ[c]) / std::max(moved, leastJ));
  }
}

}  // namespace plenum::stage
