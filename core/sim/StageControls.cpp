// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>

#include "base/Math.h"
#include "physics/Control.h"
#include "sim/Stages.h"

namespace plenum::stage {
namespace {

// gains of physics.md 3.6; estimates, to be tuned per plant
constexpr double bar = 1e5;
const physics::PiGains cduValve{.gain = 0.03, .integralS = 40.0};
const physics::PiGains cduPump{.gain = 0.4, .integralS = 15.0, .lowest = 0.3};
const physics::PiGains coilValve{.gain = 0.03, .integralS = 60.0, .strokeS = 90.0};
const physics::PiGains circuitPump{.gain = 0.4, .integralS = 20.0, .lowest = 0.25, .strokeS = 30.0};
const physics::PiGains towerFan{.gain = 0.1, .integralS = 60.0, .strokeS = 60.0};
const physics::PiGains exchangerRange{.gain = 0.05, .integralS = 180.0, .strokeS = 120.0};
const physics::PiGains dryFan{.gain = 0.05, .integralS = 60.0, .strokeS = 120.0};
constexpr double fanStrokeS = 60.0;
constexpr double pumpStartS = 20.0, coastS = 4.0, keepStepS = 30.0;
constexpr double pocketS = 20.0;  // lag of a thermometer in its pocket
// condenser water is held this far above the wet bulb, within what chillers like
constexpr double towerApproachK = 4.0, coldestCondenserC = 16.0, warmestCondenserC = 32.0;
// staging of chillers: one more above this share of those running, one less if the rest would stay below that
constexpr double stageUp = 0.95, stageDown = 0.80, stageUpS = 120.0, stageDownS = 900.0, tooWarmK = 1.0;

void control(const physics::PiGains& gains, double& output, double& errorBefore, double error, double dtS) {
  const physics::PiState next = physics::stepped(gains, {output, errorBefore, 0.0, 0.0}, error, 0.0, dtS);
  output = next.output;
  errorBefore = next.errorBefore;
}

void sense(const SimModel& model, SimState& state) {
  SimState::Sensors& s = state.sensors;
  s.loopSupplyC = state.loops.supplyC;
  s.loopFlowKgPerS = state.loops.flowKgPerS;
  s.cduSupplyC = state.cdus.nodeC;
  s.hallColdC = state.air.coldC;
  s.circuitSupplyC = state.circuits.supplyC;
  s.basinC = state.circuits.basinC;
  // in a pocket of its own, so that a by-pass which acts at once is not answered at once
  for (std::size_t i = 0; i < model.circuits.size(); ++i)
    s.leavingC[i] += -math::expm1(-model.dtS / pocketS) * (state.circuits.leavingC[i] - s.leavingC[i]);
  for (std::size_t g = 0; g < model.fanWallGroups.size(); ++g) s.hallSupplyC[g] = state.air.airOutC[g];
}

void cdus(const SimModel& model, SimState& state) {
  const double dt = model.dtS;
  // CDUs of a loop share one pressure, which says nothing of how they share the work: those that run keep in step
  std::vector<double> meanSpeed(model.loops.size(), 0.0);
  for (std::uint32_t i = 0; i < model.loops.size(); ++i) {
    double sum = 0.0;
    int running = 0;
    for (const std::uint32_t c : model.layout->loops[i].cdus)
      if (state.cdus.pumpsUp[c] > 0.0) sum += state.cdus.speed[c], ++running;
    meanSpeed[i] = running > 0 ? sum / running : 0.0;
  }
  for (std::uint32_t c = 0; c < model.cdus.size(); ++c) {
    const CduModel& cdu = model.cdus[c];
    const PlacedCdu& placed = model.layout->cdus[c];
    const LoopModel& loop = model.loops[placed.loop];
    const bool isDriven = !state.cdus.isFailed[c] && isLive(state, placed.feed, placed.feedB);
    const double wanted = pumpsWanted(model, state, c);
    double& up = state.cdus.pumpsUp[c];
    up = up < wanted ? std::min(wanted, up + cdu.pumpsNeeded * dt / cdu.pumpRampS)
                     : std::max(wanted, up - cdu.pumpsNeeded * dt / coastS);
    if (!isDriven) continue;
    const double flow = state.sensors.loopFlowKgPerS[placed.loop];
    const double dpPa = loop.resistance * flow * flow;
    if (meanSpeed[placed.loop] > 0.0)
      state.cdus.speed[c] += -math::expm1(-dt / keepStepS) * (meanSpeed[placed.loop] - state.cdus.speed[c]);
    // the pressure error of the last step follows from the flow and needs no memory of its own: integral action only
    state.cdus.speed[c] =
        std::clamp(state.cdus.speed[c] + cduPump.gain * dt / cduPump.integralS * (loop.designDpPa - dpPa) / bar,
                   cduPump.lowest, 1.0);
    if (flow <= 0.0) continue;
    physics::PiGains gains = cduValve;
    gains.strokeS = cdu.valveStrokeS;
    control(gains, state.cdus.valve[c], state.cdus.errorK[c],
            state.sensors.cduSupplyC[c] - state.loops.setpointC[placed.loop], dt);
  }
}

void fanWalls(const SimModel& model, SimState& state) {
  const double dt = model.dtS;
  SimState::Air& a = state.air;
  for (std::uint32_t h = 0; h < model.halls.size(); ++h) {
    double fullKgPerS = 0.0;
    for (std::uint32_t f = model.layout->halls[h].firstFanWall;
         f < model.layout->halls[h].firstFanWall + model.layout->halls[h].fanWalls; ++f) {
      const FanWallGroup& group = model.fanWallGroups[model.fanWallGroupOf[f]];
      fullKgPerS += group.airM3PerS * model.airRhoKgPerM3 * fansTurning(model, state, f);
    }
    const double wanted = fanSpeedFor(model, state, h, a.hotC[h], fullKgPerS);
    for (const std::uint32_t g : model.halls[h].fanWallGroups) {
      a.fanSpeed[g] = physics::rateLimited(a.fanSpeed[g], wanted, fanStrokeS, dt);
      if (fullKgPerS > 0.0)
        control(coilValve, a.valve[g], a.errorK[g], state.sensors.hallSupplyC[g] - a.setpointC[h], dt);
    }
  }
}

/// Notes what a machine does by itself, so that a person can follow the first minutes after a failure.
void note(const SimModel& model, SimState& state, EntityRef ref, const char* text) {
  journal(model, state, 4, ref, Text(text, {{"where", model.layout->idOf(ref)}}));
}

/// Runs `wanted` of the pumps: those that turn go on, then the first that can; the others stand by. A pump that comes
/// back from repair must not take the place of one that does its work.
void pumps(const SimModel& model, SimState& state, const std::vector<std::uint32_t>& list, std::uint32_t wanted) {
  const auto canRun = [&](std::uint32_t p) {
    const auto& placed = model.layout->pumps[p];
    return !state.plant.isPumpFailed[p] && isLive(state, placed.feed, placed.feedB);
  };
  std::uint32_t turning = 0;
  for (const std::uint32_t p : list) turning += canRun(p) && state.plant.pumpRamp[p] > 0.0;
  std::uint32_t kept = std::min(turning, wanted), called = wanted - kept;
  for (const std::uint32_t p : list) {
    std::uint32_t& left = state.plant.pumpRamp[p] > 0.0 ? kept : called;
    const bool runs = canRun(p) && left > 0;
    if (runs) --left;
    double& ramp = state.plant.pumpRamp[p];
    ramp = runs ? std::min(1.0, ramp + model.dtS / pumpStartS) : std::max(0.0, ramp - model.dtS / coastS);
  }
}

void chillers(const SimModel& model, SimState& state, std::uint32_t i) {
  const double dt = model.dtS;
  SimState::Circuits& s = state.circuits;
  SimState::Plant& p = state.plant;
  const std::vector<std::uint32_t>& list = model.layout->circuits[i].chillers;
  // what those that run could give, and what is asked of them
  double loadW = 0.0, fullW = 0.0;
  int running = 0;
  for (const std::uint32_t k : list)
    if (p.chillerPhase[k] >= 1) {
      ++running;
      loadW += p.chillerHeatW[k];
      fullW += p.chillerPartLoad[k] > 0.0 ? p.chillerHeatW[k] / p.chillerPartLoad[k] : model.chillers[k].capacityW;
    }
  const bool isWarm = state.sensors.circuitSupplyC[i] > s.setpointC[i] + tooWarmK;
  const bool wantsMore = (running > 0 && loadW > stageUp * fullW) || isWarm;
  const bool wantsLess = running > 1 && loadW < stageDown * fullW * (running - 1) / running && !isWarm;
  double& timer = s.stageTimerS[i];
  timer = wantsMore ? std::max(0.0, timer) + dt : wantsLess ? std::min(0.0, timer) - dt : 0.0;
  if (timer >= stageUpS) s.chillersWanted[i] += 1, timer = 0.0;
  if (timer <= -stageDownS) s.chillersWanted[i] -= 1, timer = 0.0;
  s.chillersWanted[i] =
      std::clamp(s.chillersWanted[i], 1, std::max<std::int32_t>(1, static_cast<std::int32_t>(list.size())));

  // those that run go on: a machine that comes back must not take the place of one that already cools
  const auto canRun = [&](std::uint32_t k) {
    const auto& placed = model.layout->chillers[k];
    return !p.isChillerFailed[k] && isLive(state, placed.feed, placed.feedB);
  };
  const std::int32_t wanted = s.flowKgPerS[i] > 0.0 ? s.chillersWanted[i] : 0;
  std::int32_t kept = 0;
  for (const std::uint32_t k : list) kept += canRun(k) && p.chillerPhase[k] > 0;
  kept = std::min(kept, wanted);
  std::int32_t called = wanted - kept;
  for (const std::uint32_t k : list) {
    const auto& placed = model.layout->chillers[k];
    p.chillerLockS[k] = std::max(0.0, p.chillerLockS[k] - dt);
    std::uint8_t& phase = p.chillerPhase[k];
    std::int32_t& left = phase > 0 ? kept : called;
    const bool runs = canRun(k) && left > 0 && (phase > 0 || p.chillerLockS[k] <= 0.0);
    if (runs) --left;
    if (!runs && phase > 0) {
      note(model, state, {Kind::chiller, k}, "event.chiller-stops");
      phase = 0;
      p.chillerPhaseS[k] = 0.0;
      p.chillerLockS[k] = placed.spec->restartLockout.si;
      p.chillerHeatW[k] = p.chillerPowerW[k] = p.chillerPartLoad[k] = 0.0;
    } else if (runs) {
      if (phase == 0) {
        note(model, state, {Kind::chiller, k}, "event.chiller-starts");
        phase = 1;
        p.chillerPhaseS[k] = 0.0;
      }
      p.chillerPhaseS[k] += dt;
      if (phase == 1 && p.chillerPhaseS[k] >= placed.spec->startDelay.si) phase = 2, p.chillerPhaseS[k] = 0.0;
      if (phase == 2 && p.chillerPhaseS[k] >= placed.spec->rampTime.si) {
        note(model, state, {Kind::chiller, k}, "event.chiller-runs");
        phase = 3;
        p.chillerPhaseS[k] = 0.0;
      }
    }
  }
}

void circuits(const SimModel& model, SimState& state) {
  const double dt = model.dtS;
  SimState::Circuits& s = state.circuits;
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) {
    const CircuitModel& circuit = model.circuits[i];
    const PlacedCircuit& placed = model.layout->circuits[i];
    pumps(model, state, placed.pumps, circuit.pumpsNeeded);
    s.pumpSpeed[i] = physics::rateLimited(s.pumpSpeed[i],
                                          std::clamp(s.pumpSpeed[i] + circuitPump.gain * dt / circuitPump.integralS *
                                                                          (circuit.designDpPa - s.dpPa[i]) / bar,
                                                     circuitPump.lowest, 1.0),
                                          circuitPump.strokeS, dt);

    std::uint32_t condenserWanted = circuit.condenserPumpsNeeded;
    if (circuit.isChilled) {
      chillers(model, state, i);
      std::uint32_t on = 0;
      for (const std::uint32_t k : placed.chillers) on += state.plant.chillerPhase[k] >= 1;
      const auto all = static_cast<std::uint32_t>(placed.chillers.size());
      condenserWanted = (circuit.condenserPumpsNeeded * on + all - 1) / std::max(1u, all);
    }
    pumps(model, state, placed.condenserPumps, condenserWanted);
    if (circuit.isChilled) {
      s.condenserSetpointC[i] =
          std::clamp(state.outside.wetBulbC + towerApproachK, coldestCondenserC, warmestCondenserC);
      control(towerFan, s.towerFan[i], s.rejectionErrorK[i], state.sensors.basinC[i] - s.condenserSetpointC[i], dt);
    } else {
      // one controller, two organs: first the by-pass closes, then the fans speed up. It feels the water behind the
      // exchangers: the header and the basin, one after the other, are too slow to be led by one controller
      if (placed.exchangers.empty())
        control(dryFan, s.rejection[i], s.rejectionErrorK[i], state.sensors.circuitSupplyC[i] - s.setpointC[i], dt);
      else
        control(exchangerRange, s.rejection[i], s.rejectionErrorK[i], state.sensors.leavingC[i] - s.setpointC[i], dt);
      s.bypass[i] = placed.exchangers.empty() ? 0.0 : std::clamp(1.0 - 2.0 * s.rejection[i], 0.0, 1.0);
      const double fan = std::clamp(2.0 * s.rejection[i] - 1.0, 0.0, 1.0);
      s.towerFan[i] = fan;
      s.dryFan[i] = s.rejection[i];
    }
  }
}

}  // namespace

double fanSpeedFor(const SimModel& model, const SimState& state, std::uint32_t h, double hotC, double fullKgPerS) {
  // fan walls deliver this much more than the servers draw, so that the cold aisle stands above the hot one
  constexpr double overSupply = 1.03;
  constexpr double slowestFan = 0.25;
  // air behind a rear door is cold again: its share is called for only as far as the hot aisle is warmer than the
  // supply, from the first to the second of these (estimates)
  constexpr double idleK = 0.5, wholeK = 4.5;
  if (!(fullKgPerS > 0.0)) return slowestFan;
  const double warmK = hotC - state.air.setpointC[h];
  const double share = std::clamp((warmK - idleK) / (wholeK - idleK), 0.0, 1.0);
  double wantedKgPerS = 0.0;
  for (const std::uint32_t g : model.halls[h].groups) {
    const RackGroup& group = model.groups[g];
    const double kgPerS =
        group.racks * model.classes[group.rackClass].airM3PerS * state.groups.airRatio[g] * model.airRhoKgPerM3;
    wantedKgPerS += group.doorCircuit != none ? share * kgPerS : kgPerS;
  }
  return std::clamp(overSupply * wantedKgPerS / fullKgPerS, slowestFan, 1.0);
}

double pumpsWanted(const SimModel& model, const SimState& state, std::uint32_t cdu) {
  const PlacedCdu& placed = model.layout->cdus[cdu];
  if (state.cdus.isFailed[cdu] || !isLive(state, placed.feed, placed.feedB)) return 0.0;
  const auto broken = static_cast<std::uint32_t>(std::popcount(state.cdus.pumpsFailed[cdu]));
  return std::min(model.cdus[cdu].pumpsNeeded, model.cdus[cdu].pumps - std::min(model.cdus[cdu].pumps, broken));
}

void controls(const SimModel& model, SimState& state) {
  sense(model, state);
  cdus(model, state);
  fanWalls(model, state);
  circuits(model, state);
}

}  // namespace plenum::stage
