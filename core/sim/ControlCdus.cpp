// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "base/Math.h"
#include "sim/Controls.h"

namespace plenum::stage {

namespace {

// gains of physics.md 3.6; estimates, to be tuned per plant
const physics::PiGains cduValve{.gain = 0.03, .integralS = 40.0};
const physics::PiGains cduPump{.gain = 0.4, .integralS = 15.0, .lowest = 0.3};
constexpr double keepStepS = 30.0;

}  // namespace

void controlCdus(const SimModel& model, SimState& state) {
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
    drive(model, state, {Point::cduValve, c}, {Point::cduSupply, c}, state.cdus.valve[c], cdu.valveStrokeS, [&] {
      control(gains, state.cdus.valve[c], state.cdus.errorK[c],
              measured(model, state, Point::cduSupply, c) - state.loops.setpointC[placed.loop], dt);
    });
  }
}

double pumpsWanted(const SimModel& model, const SimState& state, std::uint32_t cdu) {
  const PlacedCdu& placed = model.layout->cdus[cdu];
  if (state.cdus.isFailed[cdu] || !isLive(state, placed.feed, placed.feedB)) return 0.0;
  const auto broken = static_cast<std::uint32_t>(std::popcount(state.cdus.pumpsFailed[cdu]));
  return std::min(model.cdus[cdu].pumpsNeeded, model.cdus[cdu].pumps - std::min(model.cdus[cdu].pumps, broken));
}

}  // namespace plenum::stage
