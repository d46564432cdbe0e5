// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "physics/HeatExchanger.h"
#include "physics/Hydraulics.h"
#include "sim/CondenserPumps.h"
#include "sim/Stages.h"

namespace plenum::stage {
namespace {

// Dead bands. A loop is solved again when a speed or a number of pumps has moved by the first; a header when the
// opening of a hall's consumers or the speed of its pumps has moved by the second. Between two solutions of a header
// pressures go with the square of the speed and every consumer with its own valve, so that only the effect on its
// neighbours waits.
constexpr double loopDeadband = 0.001, headerDeadband = 0.005;
// below this share of its design a flow counts as none
constexpr double leastShare = 0.005;
// pumps draw air once a third of the coolant is gone (estimate)
constexpr double airBelow = 0.67;
// part of the pressure at a CDU's primary side that its valve takes when open; the plates take the rest (80 of 147 kPa)
constexpr double valveAuthority = 0.5;
constexpr double laminarBelow = 0.1;

enum class Solve { always, whenOld };

double held(double before, double now, double design, Solve solve) {
  if (now < leastShare * design) return 0.0;
  return solve == Solve::whenOld && std::abs(now - before) <= flowDeadband * before ? before : now;
}

bool hasMoved(double before, double now, double deadband) {
  return !(std::abs(now - before) <= deadband * std::abs(before));
}

/// What is left of a passage that is clogged: the drop rises with the speed in what is open.
double clogged(double resistance, double clogging) {
  return resistance / math::pow(1.0 - std::min(0.95, clogging), filterExponent);
}

physics::BranchLaw pumpsOf(const CduModel& cdu, double units, double speed) {
  physics::BranchLaw law;
  law.resistance = cdu.exchangerResistance;
  law.transitionKgPerS = laminarBelow * cdu.secondaryKgPerS;
  law.shutOffPa = physics::shutOffRatio * cdu.pumpDpPa;
  law.fall = (physics::shutOffRatio - 1.0) * cdu.pumpDpPa / (cdu.pumpKgPerS * cdu.pumpKgPerS);
  law.units = units;
  law.speed = speed;
  law.hasCheckValve = true;
  law.isShut = units <= 0.0 || speed <= 0.0;
  return law;
}

/// Flows of a loop for the pumps that turn, at their speeds, through plates, filters and racks.
void solveLoop(const SimModel& model, SimState& state, std::uint32_t i, Solve solve) {
  const LoopModel& loop = model.loops[i];
  const std::vector<std::uint32_t>& cdus = model.layout->loops[i].cdus;
  std::vector<physics::BranchLaw> laws(1 + 2 * cdus.size());
  laws[0].resistance = loop.resistance;
  laws[0].transitionKgPerS = laminarBelow * loop.designFlowKgPerS;
  const bool isDry = state.loops.levelKg[i] <= airBelow * loop.volumeKg;
  double turning = 0.0;
  for (std::size_t k = 0; k < cdus.size(); ++k) {
    const std::uint32_t c = cdus[k];
    const CduModel& cdu = model.cdus[c];
    const double units = isDry ? 0.0 : state.cdus.pumpsUp[c];
    laws[1 + 2 * k] = pumpsOf(cdu, units, state.cdus.speed[c]);
    physics::BranchLaw& filter = laws[2 + 2 * k];
    filter.resistance = std::max(1e-6, clogged(cdu.filterResistance, state.cdus.clogging[c]));
    filter.exponent = filterExponent;
    filter.transitionKgPerS = laminarBelow * cdu.secondaryKgPerS;
    filter.isShut = laws[1 + 2 * k].isShut;
    if (!filter.isShut) turning += units * cdu.pumpKgPerS * state.cdus.speed[c];
    state.cdus.solvedSpeed[c] = state.cdus.speed[c];
    state.cdus.solvedUnits[c] = units;
    state.cdus.solvedClogging[c] = state.cdus.clogging[c];
  }
  physics::Network::Solution now, before;
  before.flowKgPerS.assign(laws.size(), 0.0);
  before.flowKgPerS[0] = state.loops.flowKgPerS[i];
  for (std::size_t k = 0; k < cdus.size(); ++k)
    before.flowKgPerS[1 + 2 * k] = before.flowKgPerS[2 + 2 * k] = state.cdus.secondaryKgPerS[cdus[k]];
  double flow = 0.0, sum = 0.0;
  if (turning > 0.0) {
    now = loop.network.solve(laws, state.loops.flowKgPerS[i] > 0.0 ? before : physics::Network::Solution{});
    flow = std::max(0.0, now.flowKgPerS[0]);
    for (std::size_t k = 0; k < cdus.size(); ++k) sum += std::max(0.0, now.flowKgPerS[1 + 2 * k]);
  }
  flow = state.loops.flowKgPerS[i] = held(state.loops.flowKgPerS[i], flow, loop.designFlowKgPerS, solve);
  // the leak of a check valve counts as nothing
  for (std::size_t k = 0; k < cdus.size(); ++k)
    state.cdus.secondaryKgPerS[cdus[k]] = sum > 0.0 ? flow * std::max(0.0, now.flowKgPerS[1 + 2 * k]) / sum : 0.0;
}

bool isLoopOld(const SimModel& model, const SimState& state, std::uint32_t i) {
  const bool isDry = state.loops.levelKg[i] <= airBelow * model.loops[i].volumeKg;
  for (const std::uint32_t c : model.layout->loops[i].cdus) {
    const double units = isDry ? 0.0 : state.cdus.pumpsUp[c];
    if (units != state.cdus.solvedUnits[c] || state.cdus.clogging[c] != state.cdus.solvedClogging[c]) return true;
    if (units > 0.0 && hasMoved(state.cdus.solvedSpeed[c], state.cdus.speed[c], loopDeadband)) return true;
  }
  return false;
}

/// Work and power of the pumps of a CDU: head by the curve, efficiency by its parabola round the duty point, where
/// both give what the catalogue says.
void cduPumps(const SimModel& model, SimState& state, std::uint32_t c) {
  const CduModel& cdu = model.cdus[c];
  const PlacedCdu& placed = model.layout->cdus[c];
  const double rho = model.loops[placed.loop].rhoKgPerM3, units = state.cdus.pumpsUp[c], speed = state.cdus.speed[c];
  const double flow = state.cdus.secondaryKgPerS[c];
  state.cdus.pumpHeatW[c] = state.cdus.powerW[c] = 0.0;
  const bool isDriven = !state.cdus.isFailed[c] && isLive(state, placed.feed, placed.feedB);
  if (isDriven) state.cdus.powerW[c] = cdu.controlW;
  if (!(units > 0.0)) return;
  const double headPa = std::max(0.0, physics::headPa(pumpsOf(cdu, units, speed), flow));
  state.cdus.pumpHeatW[c] = flow * headPa / rho;
  if (!isDriven) return;
  // of pump, motor and drive at the duty point
  const double efficiency = cdu.pumpKgPerS / rho * cdu.pumpDpPa / cdu.pumpW;
  state.cdus.powerW[c] += physics::pumpInputW({headPa, flow / rho, speed * units * cdu.pumpKgPerS / rho, efficiency});
}

/// What everything on a tap draws at design pressure with the valves as they stand; it stands there until drawFlows has
/// the pressures.
double openKgPerS(const SimModel& model, SimState& state, const HeaderTap& tap) {
  double sum = 0.0;
  for (const std::uint32_t c : tap.cdus)
    sum += state.cdus.primaryKgPerS[c] = model.cdus[c].primaryKgPerS * cduOpening(state.cdus.valve[c]);
  for (const std::uint32_t g : tap.fanWallGroups)
    sum += state.air.waterKgPerS[g] =
        coilOpening(model, state, model.fanWallGroups[g]) * model.fanWallGroups[g].waterKgPerS;
  for (const std::uint32_t g : tap.groups) sum += model.groups[g].racks * model.groups[g].doorWaterKgPerS;
  return sum;
}

double turningOf(const SimModel& model, const SimState& state, std::uint32_t i) {
  if (state.circuits.isIsolated[i]) return 0.0;
  double turning = 0.0;
  for (const std::uint32_t p : model.layout->circuits[i].pumps) turning += state.plant.pumpRamp[p];
  return turning > 0.01 ? turning : 0.0;
}

/// Pressures along a header. Each hall's consumers are one branch, for they hang between the same two pipes.
void solveHeader(const SimModel& model, SimState& state, std::uint32_t i, const std::vector<double>& open) {
  const CircuitModel& circuit = model.circuits[i];
  SimState::Circuits& s = state.circuits;
  const double turning = turningOf(model, state, i);
  s.solvedTurning[i] = turning;
  s.solvedSpeed[i] = s.pumpSpeed[i];
  s.headerDpPa[i] = s.dpPa[i] = 0.0;
  for (std::uint32_t k = 0; k < circuit.taps; ++k) {
    s.tapKgPerS[circuit.firstTap + k] = open[k];
    s.tapPush[circuit.firstTap + k] = 0.0;
  }
  if (turning <= 0.0 || s.pumpSpeed[i] <= 0.0) return;
  std::vector<physics::BranchLaw> laws(2 + 2 * circuit.taps);
  laws[0].resistance = circuit.plantResistance;
  laws[0].transitionKgPerS = laminarBelow * circuit.designFlowKgPerS;
  laws[0].shutOffPa = physics::shutOffRatio * circuit.pumpDpPa;
  laws[0].fall = (physics::shutOffRatio - 1.0) * circuit.pumpDpPa / (circuit.pumpKgPerS * circuit.pumpKgPerS);
  laws[0].units = turning;
  laws[0].speed = s.pumpSpeed[i];
  laws[0].hasCheckValve = true;
  // consumers and by-pass follow the square law throughout, as their flows are read from it
  laws[1].resistance = 1.0 / (circuit.bypassConductance * circuit.bypassConductance);
  laws[1].transitionKgPerS = 1e-5 * circuit.designFlowKgPerS;
  for (std::uint32_t k = 0; k < circuit.taps; ++k) {
    const HeaderTap& tap = model.taps[circuit.firstTap + k];
    const double here = std::max(1e-6 * tap.designKgPerS + 1e-9, open[k]);
    laws[2 + 2 * k].resistance = tap.trunkResistance;
    laws[2 + 2 * k].transitionKgPerS = laminarBelow * std::max(0.01, tap.designKgPerS);
    laws[3 + 2 * k].resistance = circuit.designDpPa / (here * here);
    laws[3 + 2 * k].transitionKgPerS = 1e-5 * std::max(0.01, tap.designKgPerS);
  }
  const physics::Network::Solution now = circuit.header.solve(laws, {});
  s.headerDpPa[i] = std::max(0.0, now.pressurePa[1]);
  for (std::uint32_t k = 0; k < circuit.taps; ++k)
    s.tapPush[circuit.firstTap + k] = std::sqrt(std::max(0.0, now.pressurePa[2 + k]) / circuit.designDpPa);
}

bool isHeaderOld(const SimModel& model, const SimState& state, std::uint32_t i, const std::vector<double>& open) {
  const CircuitModel& circuit = model.circuits[i];
  const SimState::Circuits& s = state.circuits;
  if (turningOf(model, state, i) != s.solvedTurning[i]) return true;
  if (hasMoved(s.solvedSpeed[i], s.pumpSpeed[i], headerDeadband)) return true;
  for (std::uint32_t k = 0; k < circuit.taps; ++k)
    if (hasMoved(s.tapKgPerS[circuit.firstTap + k], open[k], headerDeadband)) return true;
  return false;
}

/// What every consumer draws at the pressure of its hall, and the work of the pumps: flow times pressure of every
/// branch.
void drawFlows(const SimModel& model, SimState& state, std::uint32_t i, Solve solve) {
  const CircuitModel& circuit = model.circuits[i];
  SimState::Circuits& s = state.circuits;
  const double ratio = s.solvedSpeed[i] > 0.0 ? s.pumpSpeed[i] / s.solvedSpeed[i] : 1.0;
  double workPaKgPerS = 0.0, flow = 0.0;
  const double headerDpPa = s.headerDpPa[i] * ratio * ratio;
  for (std::uint32_t t = circuit.firstTap + circuit.taps; t-- > circuit.firstTap;) {
    const HeaderTap& tap = model.taps[t];
    const double push = s.tapPush[t] * ratio;
    double here = 0.0;
    for (const std::uint32_t c : tap.cdus) here += state.cdus.primaryKgPerS[c] *= push;
    for (const std::uint32_t g : tap.fanWallGroups) here += state.air.waterKgPerS[g] *= push;
    // water of rear doors; the group keeps it until it has moved
    for (const std::uint32_t g : tap.groups) {
      double& water = state.groups.doorWaterKgPerS[g];
      water = held(water, model.groups[g].doorWaterKgPerS * push, model.groups[g].doorWaterKgPerS, solve);
      here += model.groups[g].racks * water;
    }
    workPaKgPerS += here * circuit.designDpPa * push * push;
    flow += here;
    workPaKgPerS += tap.trunkResistance * flow * flow * flow;
  }
  s.dpPa[i] = headerDpPa;
  if (circuit.taps > 0) {
    const double last = s.tapPush[circuit.firstTap + circuit.taps - 1] * ratio;
    s.dpPa[i] = circuit.designDpPa * last * last;
  }
  const double bypass = circuit.bypassConductance * std::sqrt(headerDpPa);
  flow += bypass;
  s.flowKgPerS[i] = flow;
  s.hydraulicW[i] =
      (workPaKgPerS + bypass * headerDpPa + circuit.plantResistance * flow * flow * flow) / circuit.rhoKgPerM3;
  s.condenserKgPerS[i] = condenserFlow(model, state, i).kgPerS;
}

void header(const SimModel& model, SimState& state, std::uint32_t i, Solve solve) {
  const CircuitModel& circuit = model.circuits[i];
  std::vector<double> open(circuit.taps);
  for (std::uint32_t k = 0; k < circuit.taps; ++k) open[k] = openKgPerS(model, state, model.taps[circuit.firstTap + k]);
  if (solve == Solve::always || isHeaderOld(model, state, i, open)) solveHeader(model, state, i, open);
  drawFlows(model, state, i, solve);
}

}  // namespace

double cduUaWPerK(const SimModel& model, const SimState& state, std::uint32_t c, double primaryKgPerS) {
  const CduModel& cdu = model.cdus[c];
  const double lost = std::clamp(state.cdus.fouling[c], 0.0, 0.95);
  return physics::uaOffDesign({cdu.uaWPerK}, state.cdus.secondaryKgPerS[c] / cdu.secondaryKgPerS,
                              primaryKgPerS / cdu.primaryKgPerS, lost / (1.0 - lost) / cdu.uaWPerK);
}

double cduOpening(double valve) { return physics::installedFlow(physics::equalPercentage(valve), valveAuthority); }

double pushAt(const SimModel& model, const SimState& state, std::uint32_t tap) {
  const std::uint32_t i = model.taps[tap].circuit;
  const double solved = state.circuits.solvedSpeed[i];
  return solved > 0.0 ? state.circuits.tapPush[tap] * state.circuits.pumpSpeed[i] / solved : 0.0;
}

void pumpPowers(const SimModel& model, SimState& state, std::uint32_t i) {
  const CircuitModel& circuit = model.circuits[i];
  const SimState::Circuits& s = state.circuits;
  const PlacedCircuit& placed = model.layout->circuits[i];
  // a pump that coasts down draws nothing
  const auto draws = [&](std::uint32_t p, double powerW) {
    const auto& pump = model.layout->pumps[p];
    const bool isDriven = !state.plant.isPumpFailed[p] && isLive(state, pump.feed, pump.feedB);
    state.plant.pumpPowerW[p] = isDriven ? powerW : 0.0;
  };
  const double turning = turningOf(model, state, i), rho = circuit.rhoKgPerM3;
  const double flow = s.flowKgPerS[i], best = turning * circuit.pumpKgPerS * s.pumpSpeed[i];
  double powerW = 0.0;
  if (flow > 0.0 && best > 0.0)
    powerW = physics::pumpInputW({s.hydraulicW[i] * rho / flow, flow / rho, best / rho, circuit.pumpEfficiency});
  for (const std::uint32_t p : placed.pumps) draws(p, turning > 0.0 ? powerW * state.plant.pumpRamp[p] / turning : 0.0);
  const CondenserFlow condenser = condenserFlow(model, state, i);
  if (condenser.turning <= 0.0) {
    for (const std::uint32_t p : placed.condenserPumps) draws(p, 0.0);
    return;
  }
  const double condenserBest = condenser.turning * condenser.speed * circuit.condenserPumpKgPerS;
  const double condenserW = physics::pumpInputW({condenser.headPa, condenser.kgPerS / condenserRhoKgPerM3,
                                                 condenserBest / condenserRhoKgPerM3, circuit.condenserPumpEfficiency});
  for (const std::uint32_t p : placed.condenserPumps)
    draws(p, condenserW * state.plant.pumpRamp[p] / condenser.turning);
}

void solveFlows(const SimModel& model, SimState& state) {
  for (std::uint32_t i = 0; i < model.loops.size(); ++i) solveLoop(model, state, i, Solve::always);
  for (std::uint32_t c = 0; c < model.cdus.size(); ++c) cduPumps(model, state, c);
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) header(model, state, i, Solve::always);
}

void flows(const SimModel& model, SimState& state) {
  state.ledger.gaveJ.fill(0.0);
  state.ledger.gotJ.fill(0.0);
  state.ledger.storedJ.fill(0.0);
  for (std::uint32_t i = 0; i < model.loops.size(); ++i)
    if (isLoopOld(model, state, i)) solveLoop(model, state, i, Solve::whenOld);
  for (std::uint32_t c = 0; c < model.cdus.size(); ++c) cduPumps(model, state, c);
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) {
    header(model, state, i, Solve::whenOld);
    const CircuitModel& c = model.circuits[i];
    const physics::Pipe pipe{c.pipeM3 * c.rhoKgPerM3, c.cpJPerKgK};
    state.circuits.consumerInC[i] = through(state, Block::circuits, pipe, state.circuits.supplyPipe[i],
                                            {state.circuits.supplyC[i], state.circuits.flowKgPerS[i]}, model.dtS);
  }
  for (std::uint32_t i = 0; i < model.loops.size(); ++i) {
    const LoopModel& loop = model.loops[i];
    const double flow = state.loops.flowKgPerS[i];
    if (flow <= 0.0) continue;
    // mixed above the first, not above zero: shares of a flow add up to it but for rounding, and in a loop that is hot
    // and gives nothing away that would be all that moves
    const std::vector<std::uint32_t>& cdus = model.layout->loops[i].cdus;
    const double firstC = state.cdus.nodeC[cdus.front()];
    double aboveKgK = 0.0;
    for (const std::uint32_t c : cdus) aboveKgK += state.cdus.secondaryKgPerS[c] * (state.cdus.nodeC[c] - firstC);
    const physics::Pipe pipe{loop.pipeM3 * loop.rhoKgPerM3, loop.cpJPerKgK};
    state.loops.supplyC[i] =
        through(state, Block::loops, pipe, state.loops.supplyPipe[i], {firstC + aboveKgK / flow, flow}, model.dtS);
  }
}

}  // namespace plenum::stage
