// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bit>

#include "base/Math.h"
#include "sim/Controls.h"
#include "sim/DutyPumps.h"

namespace plenum::stage {

namespace {

// gains of physics.md 3.6; estimates, to be tuned per plant
const physics::PiGains cduValve{.gain = 0.03, .integralS = 40.0};
const physics::PiGains cduPump{.gain = 0.4, .integralS = 15.0, .lowest = 0.3};
constexpr double keepStepS = 30.0;
// the valve of a unit that is down is shut by its spring (usual actuators: 15 to 25 s)
constexpr double springS = 20.0;
// pumps stop below this level for so long, and start again above the other (estimates)
constexpr double lowLevel = 0.80, lowLevelS = 10.0, levelAgain = 0.90;

void watchLevel(const SimModel& model, SimState& state, std::uint32_t i) {
  SimState::Loops& s = state.loops;
  const double level = s.levelKg[i] / model.loops[i].volumeKg;
  s.lowLevelS[i] = level < lowLevel ? s.lowLevelS[i] + model.dtS : 0.0;
  if (!s.isTripped[i] && s.lowLevelS[i] >= lowLevelS) {
    s.isTripped[i] = 1;
    note(model, state, {Kind::loop, i}, "event.loop-tripped");
  } else if (s.isTripped[i] && level >= levelAgain) {
    s.isTripped[i] = 0;
    note(model, state, {Kind::loop, i}, "event.loop-restarts");
  }
}

void pumpsOf(const SimModel& model, SimState& state, std::uint32_t c) {
  const CduModel& cdu = model.cdus[c];
  const PlacedCdu& placed = model.layout->cdus[c];
  SimState::Cdus& s = state.cdus;
  const bool isDriven = !s.isFailed[c] && isLive(state, placed.feed, placed.feedB);
  std::array<DutyPump, 8> set;
  for (std::uint32_t p = 0; p < cdu.pumps; ++p) {
    const std::uint32_t at = cdu.firstPump + p;
    const bool canRun = isDriven && !(s.pumpsFailed[c] >> p & 1u);
    set[p] = {canRun, (s.pumpsCalled[c] >> p & 1u) != 0, s.pumpRamp[at], s.pumpRunS[at], s.pumpSinceS[at]};
  }
  const auto wanted = static_cast<std::uint32_t>(pumpsWanted(model, state, c));
  advance(std::span(set).first(cdu.pumps), {wanted, cdu.pumpRampS, coastS}, model.dtS);
  double up = 0.0;
  std::uint32_t called = 0;
  for (std::uint32_t p = 0; p < cdu.pumps; ++p) {
    const std::uint32_t at = cdu.firstPump + p;
    s.pumpRamp[at] = set[p].ramp, s.pumpRunS[at] = set[p].runS, s.pumpSinceS[at] = set[p].sinceS;
    called |= static_cast<std::uint32_t>(set[p].isCalled) << p;
    up += set[p].ramp;
  }
  s.pumpsCalled[c] = static_cast<std::uint8_t>(called);
  s.pumpsUp[c] = up;
}

}  // namespace

void controlCdus(const SimModel& model, SimState& state) {
  const double dt = model.dtS;
  // CDUs of a loop share one pressure, which says nothing of how they share the work: those that run keep in step
  std::vector<double> meanSpeed(model.loops.size(), 0.0);
  for (std::uint32_t i = 0; i < model.loops.size(); ++i) {
    watchLevel(model, state, i);
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
    pumpsOf(model, state, c);
    double& valve = state.cdus.valve[c];
    if (state.cdus.isFailed[c]) {
      const bool isStuck = state.points.mode[model.pointAt(Point::cduValve, c)] == 2;
      if (!isStuck) valve = physics::rateLimited(valve, 0.0, springS, dt);
      continue;
    }
    if (!isLive(state, placed.feed, placed.feedB)) continue;
    const double flow = measured(model, state, Point::loopFlow, placed.loop);
    const double dpPa = loop.resistance * flow * flow;
    double& speed = state.cdus.speed[c];
    drive(model, state, {Point::cduPump, c}, {Point::loopFlow, placed.loop}, speed, cdu.pumpRampS, [&] {
      if (meanSpeed[placed.loop] > 0.0) speed += -math::expm1(-dt / keepStepS) * (meanSpeed[placed.loop] - speed);
      // the pressure error of the last step follows from the flow and needs no memory of its own: integral action only
      speed = std::clamp(speed + cduPump.gain * dt / cduPump.integralS * (loop.designDpPa - dpPa) / bar, cduPump.lowest,
                         1.0);
    });
    if (flow <= 0.0) continue;
    physics::PiGains gains = cduValve;
    gains.strokeS = cdu.valveStrokeS;
    drive(model, state, {Point::cduValve, c}, {Point::cduSupply, c}, valve, cdu.valveStrokeS, [&] {
      // without flow of its own there is nothing to control: its sensor reads the loop
      if (state.cdus.secondaryKgPerS[c] <= 0.0) return;
      control(gains, valve, state.cdus.errorK[c],
              measured(model, state, Point::cduSupply, c) - state.loops.setpointC[placed.loop], dt);
    });
  }
}

double pumpsWanted(const SimModel& model, const SimState& state, std::uint32_t cdu) {
  const PlacedCdu& placed = model.layout->cdus[cdu];
  if (state.cdus.isFailed[cdu] || !isLive(state, placed.feed, placed.feedB)) return 0.0;
  if (state.loops.isTripped[placed.loop]) return 0.0;
  const auto broken = static_cast<std::uint32_t>(std::popcount(state.cdus.pumpsFailed[cdu]));
  return std::min(model.cdus[cdu].pumpsNeeded, model.cdus[cdu].pumps - std::min(model.cdus[cdu].pumps, broken));
}

}  // namespace plenum::stage
