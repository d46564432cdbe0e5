// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "physics/HeatExchanger.h"
#include "physics/Hydraulics.h"
#include "sim/Stages.h"

namespace plenum::stage {
namespace {

// head of a pump without flow over its head at the duty point; the curve between is a parabola (estimate)
constexpr double shutOff = 1.3;
// flows are used as they were until they have moved by this share, so that propagators need not be made anew
constexpr double flowDeadband = 0.002;
// below this share of its design a flow counts as none
constexpr double leastShare = 0.005;

double held(double before, double now, double design) {
  if (now < leastShare * design) return 0.0;
  return std::abs(now - before) <= flowDeadband * before ? before : now;
}

void loopFlows(const SimModel& model, SimState& state) {
  for (std::uint32_t i = 0; i < model.loops.size(); ++i) {
    const LoopModel& loop = model.loops[i];
    const std::vector<std::uint32_t>& cdus = model.layout->loops[i].cdus;
    double turning = 0.0, headPa = 0.0, speed = 0.0;
    for (const std::uint32_t c : cdus) {
      const double share = state.cdus.pumpsUp[c] * model.cdus[c].pumpKgPerS;
      turning += share;
      headPa += share * model.cdus[c].pumpDpPa;
      speed += share * state.cdus.speed[c];
    }
    double flow = 0.0;
    // pumps draw air once a third of the coolant is gone (estimate)
    if (turning > 0.0 && state.loops.levelKg[i] > 0.67 * loop.volumeKg) {
      headPa /= turning;
      speed /= turning;
      flow = speed * std::sqrt(shutOff * headPa / (loop.resistance + (shutOff - 1.0) * headPa / (turning * turning)));
    }
    flow = held(state.loops.flowKgPerS[i], flow, loop.designFlowKgPerS);
    state.loops.flowKgPerS[i] = flow;
    for (const std::uint32_t c : cdus) {
      const double share = turning > 0.0 ? state.cdus.pumpsUp[c] * model.cdus[c].pumpKgPerS / turning : 0.0;
      state.cdus.secondaryKgPerS[c] = flow * share;
      const double dpPa = loop.resistance * flow * flow;
      state.cdus.pumpHeatW[c] = flow * share * dpPa / loop.rhoKgPerM3;
      const PlacedCdu& placed = model.layout->cdus[c];
      const bool isDriven = !state.cdus.isFailed[c] && isLive(state, placed.feed, placed.feedB);
      const double at = state.cdus.speed[c];
      state.cdus.powerW[c] =
          isDriven ? model.cdus[c].controlW + model.cdus[c].pumpW * state.cdus.pumpsUp[c] * at * at * at : 0.0;
    }
  }
}

/// Conductance of everything that hangs on a circuit, kg/s per √Pa.
double conductanceOf(const SimModel& model, const SimState& state, std::uint32_t i) {
  const CircuitModel& circuit = model.circuits[i];
  const double root = std::sqrt(circuit.designDpPa);
  double sum = circuit.bypassConductance;
  for (const std::uint32_t c : model.layout->circuits[i].cdus)
    sum += model.cdus[c].primaryKgPerS * physics::equalPercentage(state.cdus.valve[c]) / root;
  for (const std::uint32_t g : circuit.fanWallGroups)
    sum += static_cast<double>(model.fanWallGroups[g].units.size()) * model.fanWallGroups[g].waterKgPerS *
           physics::equalPercentage(state.air.valve[g]) / root;
  for (const std::uint32_t g : circuit.groups) sum += model.groups[g].racks * model.groups[g].doorWaterKgPerS / root;
  return sum;
}

void circuitFlows(const SimModel& model, SimState& state) {
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) {
    const CircuitModel& circuit = model.circuits[i];
    const PlacedCircuit& placed = model.layout->circuits[i];
    SimState::Circuits& s = state.circuits;
    double turning = 0.0, condenser = 0.0;
    for (const std::uint32_t p : placed.pumps) turning += state.plant.pumpRamp[p];
    for (const std::uint32_t p : placed.condenserPumps) condenser += state.plant.pumpRamp[p];
    const double most = turning * circuit.pumpKgPerS;
    double dp = 0.0;
    if (most > 0.01 * circuit.pumpKgPerS) {
      const double sum = conductanceOf(model, state, i);
      const double slope = circuit.mainResistance + (shutOff - 1.0) * circuit.pumpDpPa / (most * most);
      dp = shutOff * circuit.pumpDpPa * s.pumpSpeed[i] * s.pumpSpeed[i] / (1.0 + sum * sum * slope);
    }
    s.dpPa[i] = dp;
    s.condenserKgPerS[i] = condenser * circuit.condenserPumpKgPerS;
    const double push = std::sqrt(dp / circuit.designDpPa);
    double flow = circuit.bypassConductance * std::sqrt(dp);
    for (const std::uint32_t c : placed.cdus) {
      state.cdus.primaryKgPerS[c] = model.cdus[c].primaryKgPerS * physics::equalPercentage(state.cdus.valve[c]) * push;
      flow += state.cdus.primaryKgPerS[c];
    }
    for (const std::uint32_t g : circuit.fanWallGroups) {
      state.air.waterKgPerS[g] = static_cast<double>(model.fanWallGroups[g].units.size()) *
                                 model.fanWallGroups[g].waterKgPerS * physics::equalPercentage(state.air.valve[g]) *
                                 push;
      flow += state.air.waterKgPerS[g];
    }
    // water of rear doors; the group keeps it until it has moved
    for (const std::uint32_t g : circuit.groups) {
      double& water = state.groups.doorWaterKgPerS[g];
      water = held(water, model.groups[g].doorWaterKgPerS * push, model.groups[g].doorWaterKgPerS);
      flow += model.groups[g].racks * water;
    }
    s.flowKgPerS[i] = flow;
  }
}

}  // namespace

void solveFlows(const SimModel& model, SimState& state) {
  loopFlows(model, state);
  circuitFlows(model, state);
}

void flows(const SimModel& model, SimState& state) {
  state.ledger.gaveJ.fill(0.0);
  state.ledger.gotJ.fill(0.0);
  state.ledger.storedJ.fill(0.0);
  solveFlows(model, state);
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) {
    const CircuitModel& c = model.circuits[i];
    const physics::Pipe pipe{c.pipeM3 * c.rhoKgPerM3, c.cpJPerKgK};
    state.circuits.consumerInC[i] = through(state, Block::circuits, pipe, state.circuits.supplyPipe[i],
                                            {state.circuits.supplyC[i], state.circuits.flowKgPerS[i]}, model.dtS);
  }
  for (std::uint32_t i = 0; i < model.loops.size(); ++i) {
    const LoopModel& loop = model.loops[i];
    const double flow = state.loops.flowKgPerS[i];
    if (flow <= 0.0) continue;
    double mixed = 0.0;
    for (const std::uint32_t c : model.layout->loops[i].cdus)
      mixed += state.cdus.secondaryKgPerS[c] * state.cdus.nodeC[c];
    const physics::Pipe pipe{loop.pipeM3 * loop.rhoKgPerM3, loop.cpJPerKgK};
    state.loops.supplyC[i] =
        through(state, Block::loops, pipe, state.loops.supplyPipe[i], {mixed / flow, flow}, model.dtS);
  }
}

void loops(const SimModel& model, SimState& state) {
  const double dt = model.dtS;
  for (std::uint32_t i = 0; i < model.loops.size(); ++i) {
    const LoopModel& loop = model.loops[i];
    const PlacedLoop& placed = model.layout->loops[i];
    const double flow = state.loops.flowKgPerS[i];
    state.loops.levelKg[i] = std::max(0.0, state.loops.levelKg[i] - state.loops.leakKgPerS[i] * dt);
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
      const double ua =
          physics::uaOffDesign({cdu.uaWPerK}, secondary / cdu.secondaryKgPerS, primary / cdu.primaryKgPerS);
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
}

}  // namespace plenum::stage
