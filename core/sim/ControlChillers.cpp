// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/Controls.h"

namespace plenum::stage {

namespace {

// staging of chillers: one more above this share of those running, one less if the rest would stay below that
constexpr double stageUp = 0.95, stageDown = 0.80, stageUpS = 120.0, stageDownS = 900.0, tooWarmK = 1.0;

}  // namespace

std::uint32_t controlChillers(const SimModel& model, SimState& state, std::uint32_t i) {
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
  const bool isWarm = measured(model, state, Point::circuitSupply, i) > s.setpointC[i] + tooWarmK;
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

  std::uint32_t on = 0;
  for (const std::uint32_t k : list) on += p.chillerPhase[k] >= 1;
  const auto all = static_cast<std::uint32_t>(list.size());
  return (model.circuits[i].condenserPumpsNeeded * on + all - 1) / std::max(1u, all);
}

}  // namespace plenum::stage
