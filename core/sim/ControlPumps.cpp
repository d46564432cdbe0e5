// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/Controls.h"

namespace plenum::stage {

namespace {

// gains of physics.md 3.6; estimates, to be tuned per plant
const physics::PiGains circuitPump{.gain = 0.4, .integralS = 20.0, .lowest = 0.25, .strokeS = 30.0};
constexpr double pumpStartS = 20.0;

}  // namespace

void runPumps(const SimModel& model, SimState& state, const std::vector<std::uint32_t>& list, std::uint32_t wanted) {
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

void controlCircuitPumps(const SimModel& model, SimState& state, std::uint32_t i) {
  const CircuitModel& circuit = model.circuits[i];
  SimState::Circuits& s = state.circuits;
  runPumps(model, state, model.layout->circuits[i].pumps, circuit.pumpsNeeded);
  drive(model, state, {Point::circuitPump, i}, {Point::circuitFlow, i}, s.pumpSpeed[i], circuitPump.strokeS, [&] {
    s.pumpSpeed[i] =
        physics::rateLimited(s.pumpSpeed[i],
                             std::clamp(s.pumpSpeed[i] + circuitPump.gain * model.dtS / circuitPump.integralS *
                                                             (circuit.designDpPa - s.dpPa[i]) / bar,
                                        circuitPump.lowest, 1.0),
                             circuitPump.strokeS, model.dtS);
  });
}

}  // namespace plenum::stage
