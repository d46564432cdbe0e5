// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/HeatExchanger.h"
#include "sim/Stages.h"

namespace plenum::stage {
namespace {

// make-up comes at the temperature of the room that its tank stands in; a float valve opens fully once this many
// seconds of make-up are missing (estimates)
constexpr double makeUpC = 22.0, makeUpS = 60.0;

/// Coolant that leaves and comes. What leaves takes its heat along and leaves the rest as warm as it was; what comes is
/// mixed into the water of the CDUs. The loop keeps the thermal mass of its full content: its pumps stop on low level
/// before a fifth of it is gone.
void level(const SimModel& model, SimState& state, std::uint32_t i) {
  const LoopModel& loop = model.loops[i];
  SimState::Loops& s = state.loops;
  const double dt = model.dtS;
  s.makeUpKgPerS[i] = 0.0;
  if (s.leakKgPerS[i] <= 0.0 && s.levelKg[i] >= loop.volumeKg) return;
  const double leakKg = std::min(s.levelKg[i], s.leakKgPerS[i] * dt);
  s.levelKg[i] -= leakKg;
  if (s.isMakeUpLost[i] || s.makeUpTankKg[i] <= 0.0 || loop.makeUpKgPerS <= 0.0) return;
  const double missingKg = loop.volumeKg - s.levelKg[i];
  const double rate = loop.makeUpKgPerS * std::min(1.0, missingKg / (loop.makeUpKgPerS * makeUpS));
  const double addedKg = std::min({rate * dt, missingKg, s.makeUpTankKg[i]});
  s.makeUpKgPerS[i] = addedKg / dt;
  s.makeUpTankKg[i] -= addedKg;
  s.levelKg[i] += addedKg;
  // warm coolant out, cool coolant in: both ends of what the loop loses by it
  const std::vector<std::uint32_t>& cdus = model.layout->loops[i].cdus;
  double waterKg = 0.0, nodeJ = 0.0, contentC = 0.0;
  for (const std::uint32_t c : cdus) waterKg += model.cdus[c].waterKg;
  for (const std::uint32_t c : cdus) {
    const double share = addedKg / waterKg;
    const double fallK = share * (state.cdus.nodeC[c] - makeUpC) * gain(model, Coupling::loopsToGround);
    contentC += model.cdus[c].waterKg / waterKg * state.cdus.nodeC[c];
    state.cdus.nodeC[c] -= fallK;
    nodeJ += model.cdus[c].waterKg * loop.cpJPerKgK * fallK;
  }
  gave(state, Coupling::loopsToGround, nodeJ);
  got(state, Coupling::loopsToGround, addedKg * loop.cpJPerKgK * (contentC - makeUpC));
  stored(state, Block::loops, -nodeJ);
}

}  // namespace

void loops(const SimModel& model, SimState& state) {
  const double dt = model.dtS;
  for (std::uint32_t i = 0; i < model.loops.size(); ++i) {
    const LoopModel& loop = model.loops[i];
    const PlacedLoop& placed = model.layout->loops[i];
    const double flow = state.loops.flowKgPerS[i];
    // what the racks gave, from their own energies; what the loop got, from flow and temperature
    double gaveJ = 0.0, riseKgK = 0.0;
    for (const std::uint32_t r : placed.racks) {
      const std::uint32_t g = model.rackGroup[r];
      if (model.groups[g].loop != i) continue;
      gaveJ += state.racks.liquidHeatJ[r];
      riseKgK += state.groups.flowKgPerS[g] * (state.racks.coolantOutC[r] - state.loops.supplyC[i]);
    }
    gave(state, Coupling::itToLoops, gaveJ);
    if (flow <= 0.0) {
      for (const std::uint32_t c : placed.cdus) {
        state.cdus.heatW[c] = 0.0;
        state.cdus.primaryInC[c] = state.cdus.primaryOutC[c] =
            state.circuits.consumerInC[model.layout->cdus[c].circuit];
      }
      state.loops.heatW[i] = 0.0;
      continue;
    }
    const double gotW = riseKgK * loop.cpJPerKgK * gain(model, Coupling::itToLoops);
    got(state, Coupling::itToLoops, gotW * dt);
    state.loops.heatW[i] = gotW;
    const physics::Pipe pipe{loop.pipeM3 * loop.rhoKgPerM3, loop.cpJPerKgK};
    const double mixedC = state.loops.supplyC[i] + gotW / (flow * loop.cpJPerKgK);
    const double returnC = through(state, Block::loops, pipe, state.loops.returnPipe[i], {mixedC, flow}, dt);
    state.loops.returnC[i] = returnC;

    for (const std::uint32_t c : placed.cdus) {
      const CduModel& cdu = model.cdus[c];
      const std::uint32_t circuit = model.layout->cdus[c].circuit;
      const double waterCp = model.circuits[circuit].cpJPerKgK;
      const double secondary = state.cdus.secondaryKgPerS[c], primary = state.cdus.primaryKgPerS[c];
      const double inC = state.circuits.consumerInC[circuit];
      const double ua = cduUaWPerK(model, state, c, primary);
      const physics::Exchange x = physics::exchange(physics::FlowArrangement::counter, ua,
                                                    {returnC, secondary * loop.cpJPerKgK}, {inC, primary * waterCp});
      gave(state, Coupling::loopsToCircuits, secondary * loop.cpJPerKgK * (returnC - x.hotOutC) * dt);
      state.cdus.heatW[c] = x.heatW;
      state.cdus.primaryInC[c] = inC;
      state.cdus.primaryOutC[c] = inC + (x.coldOutC - inC) * gain(model, Coupling::loopsToCircuits);
      const double pumpW = state.cdus.pumpHeatW[c];
      gave(state, Coupling::pumpsToLoops, pumpW * dt);
      got(state, Coupling::pumpsToLoops, pumpW * gain(model, Coupling::pumpsToLoops) * dt);
      // the node gives what it holds at the beginning of the step and takes what comes out of the plates
      const double riseK = (secondary * (x.hotOutC - state.cdus.nodeC[c]) +
                            pumpW * gain(model, Coupling::pumpsToLoops) / loop.cpJPerKgK) *
                           dt / cdu.waterKg;
      state.cdus.nodeC[c] += riseK;
      stored(state, Block::loops, cdu.waterKg * loop.cpJPerKgK * riseK);
    }
  }
  // after the CDUs' water has given what it held at the beginning of the step
  for (std::uint32_t i = 0; i < model.loops.size(); ++i) level(model, state, i);
}

}  // namespace plenum::stage
