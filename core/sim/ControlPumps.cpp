// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "physics/Network.h"
#include "sim/Controls.h"
#include "sim/DutyPumps.h"

namespace plenum::stage {

namespace {

// gains of physics.md 3.6; estimates, to be tuned per plant
const physics::PiGains circuitPump{.gain = 0.4, .integralS = 20.0, .lowest = 0.25, .strokeS = 30.0};
constexpr double pumpStartS = 20.0;
// one more above this speed, one less where the rest would stay below that one (estimates)
constexpr double pumpUp = 0.95, pumpDown = 0.85, pumpUpS = 60.0, pumpDownS = 600.0;
// exchangers carry their rating and this much more before another condenser pump is called; one less where the rest
// would be below their rating by that much
constexpr double exchangerUp = 1.02, exchangerDown = 0.92, exchangerUpS = 120.0, exchangerDownS = 900.0,
                 exchangerWarmK = 0.5;
constexpr std::size_t mostPumps = 64;

}  // namespace

void runPumps(const SimModel& model, SimState& state, const std::vector<std::uint32_t>& list, std::uint32_t wanted) {
  SimState::Plant& s = state.plant;
  std::array<DutyPump, mostPumps> set;
  const std::size_t count = std::min(list.size(), mostPumps);
  for (std::size_t n = 0; n < count; ++n) {
    const std::uint32_t p = list[n];
    const auto& placed = model.layout->pumps[p];
    const bool canRun = !s.isPumpFailed[p] && isLive(state, placed.feed, placed.feedB);
    set[n] = {canRun, s.isPumpCalled[p] != 0, s.pumpRamp[p], s.pumpRunS[p], s.pumpSinceS[p]};
  }
  advance(std::span(set).first(count), {wanted, pumpStartS, coastS}, model.dtS);
  for (std::size_t n = 0; n < count; ++n) {
    const std::uint32_t p = list[n];
    s.isPumpCalled[p] = set[n].isCalled;
    s.pumpRamp[p] = set[n].ramp, s.pumpRunS[p] = set[n].runS, s.pumpSinceS[p] = set[n].sinceS;
  }
}

double speedWithPumps(const SimModel& model, const SimState& state, std::uint32_t i, std::uint32_t pumps) {
  const CircuitModel& circuit = model.circuits[i];
  const SimState::Circuits& s = state.circuits;
  const double flow = s.flowKgPerS[i];
  if (flow <= 0.0 || pumps == 0) return 0.0;
  // the head that the system takes, brought to the pressure that the pumps should hold
  const double headPa = s.hydraulicW[i] * circuit.rhoKgPerM3 / flow + circuit.designDpPa - s.dpPa[i];
  const double x = flow / (pumps * circuit.pumpKgPerS);
  const double fall = (physics::shutOffRatio - 1.0) * circuit.pumpDpPa * x * x;
  return std::sqrt(std::max(0.0, headPa + fall) / (physics::shutOffRatio * circuit.pumpDpPa));
}

double exchangerLoad(const SimModel& model, const SimState& state, std::uint32_t i) {
  const std::vector<std::uint32_t>& exchangers = model.layout->circuits[i].exchangers;
  if (exchangers.empty()) return 0.0;
  const double rated = model.layout->exchangers[exchangers.front()].spec->ratedHeat.si;
  return std::max(0.0, state.circuits.heatW[i] + state.circuits.hydraulicW[i]) / std::max(1.0, rated);
}

std::uint32_t condenserPumpsFor(const SimModel& model, std::uint32_t i, std::int32_t exchangers) {
  const CircuitModel& circuit = model.circuits[i];
  const auto all = static_cast<std::uint32_t>(model.layout->circuits[i].condenserPumps.size());
  if (all == 0) return 0;
  const double flow = exchangers * circuit.exchangerColdKgPerS / std::max(0.1, circuit.condenserPumpKgPerS);
  return std::clamp(static_cast<std::uint32_t>(std::ceil(flow - 1e-6)), 1u, all);
}

std::uint32_t controlExchangers(const SimModel& model, SimState& state, std::uint32_t i) {
  SimState::Circuits& s = state.circuits;
  const auto all = static_cast<std::int32_t>(model.layout->circuits[i].exchangers.size());
  if (all == 0) return model.circuits[i].condenserPumpsNeeded;
  std::int32_t& wanted = s.condenserPumpsWanted[i];
  double& timer = s.condenserTimerS[i];
  const double load = exchangerLoad(model, state, i);
  const bool isWarm =
      s.rejection[i] >= 0.98 && measured(model, state, Point::circuitSupply, i) > s.setpointC[i] + exchangerWarmK;
  const bool wantsMore = wanted < all && (load > exchangerUp * wanted || isWarm);
  const bool wantsLess = wanted > 1 && load < exchangerDown * (wanted - 1) && !isWarm && s.rejection[i] < 0.9;
  timer = wantsMore ? std::max(0.0, timer) + model.dtS : wantsLess ? std::min(0.0, timer) - model.dtS : 0.0;
  if (timer >= exchangerUpS) ++wanted, timer = 0.0;
  if (timer <= -exchangerDownS) --wanted, timer = 0.0;
  return condenserPumpsFor(model, i, wanted);
}

void controlCircuitPumps(const SimModel& model, SimState& state, std::uint32_t i) {
  const CircuitModel& circuit = model.circuits[i];
  SimState::Circuits& s = state.circuits;
  const std::vector<std::uint32_t>& list = model.layout->circuits[i].pumps;
  std::int32_t& wanted = s.pumpsWanted[i];
  double& timer = s.pumpTimerS[i];
  const auto all = static_cast<std::int32_t>(list.size());
  const bool wantsMore = wanted < all && s.pumpSpeed[i] >= pumpUp;
  const bool wantsLess = wanted > 1 && s.pumpSpeed[i] < pumpUp &&
                         speedWithPumps(model, state, i, static_cast<std::uint32_t>(wanted - 1)) < pumpDown &&
                         s.flowKgPerS[i] > 0.0;
  timer = wantsMore ? std::max(0.0, timer) + model.dtS : wantsLess ? std::min(0.0, timer) - model.dtS : 0.0;
  if (timer >= pumpUpS) ++wanted, timer = 0.0;
  if (timer <= -pumpDownS) --wanted, timer = 0.0;
  // a shut main valve stops the pumps: they have nothing to move
  const bool isIsolated = s.isIsolated[i] != 0;
  if (isIsolated) timer = 0.0;
  runPumps(model, state, list, isIsolated ? 0u : static_cast<std::uint32_t>(wanted));
  if (isIsolated) return;
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
