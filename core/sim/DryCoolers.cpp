// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <vector>

#include "physics/Frost.h"
#include "sim/Controls.h"
#include "sim/Rejection.h"
#include "sim/Sinks.h"

namespace plenum::stage {
namespace {

// tubes are blocked once this share of their water is ice (estimate: slush does not flow through bends)
constexpr double blockedShare = 0.1;

/// The water in the coil of one unit: what passes it, and its skin where it stands. Returns what leaves.
double coil(const SimModel& model, SimState& state, std::uint32_t d, const physics::FrostInflow& in) {
  const CircuitModel& circuit = model.circuits[model.layout->dryCoolers[d].circuit];
  const physics::FrostBody body{model.dryCoolers[d].coilKg, circuit.cpJPerKgK, circuit.freezesAtC};
  SimState::Sinks& s = state.sinks;
  physics::FrostState at{s.coilC[d], s.coilIceKg[d]};
  const physics::FrostOutflow out = physics::advance(body, at, in, model.dtS);
  // it closes to rounding (tests/physics/FrostTest.cpp)
  stored(state, Block::circuits, in.capacityWPerK * (in.enterC - out.leavesC) * model.dtS - out.lossJ);
  gave(state, Coupling::circuitsToAmbient, out.lossJ);
  got(state, Coupling::circuitsToAmbient, out.lossJ * gain(model, Coupling::circuitsToAmbient));
  s.coilC[d] = at.waterC, s.coilIceKg[d] = at.iceKg;
  if (!s.isCoilFrozen[d] && at.iceKg > blockedShare * body.contentKg) {
    s.isCoilFrozen[d] = 1;
    note(model, state, {Kind::dryCooler, d}, "event.frozen");
  }
  return out.leavesC;
}

}  // namespace

double driedOff(const SimModel& model, SimState& state, std::uint32_t i, double flow, double enterC) {
  const CircuitModel& circuit = model.circuits[i];
  SimState::Circuits& s = state.circuits;
  const std::vector<std::uint32_t>& coolers = model.layout->circuits[i].dryCoolers;
  const double over = flow * (1.0 - s.bypass[i]);
  const InUse use = over > 0.0 ? coolersInUse(model, state, i) : InUse{};
  for (const std::uint32_t d : coolers) {
    state.sinks.coolerHeatW[d] = state.sinks.coolerPowerW[d] = 0.0;
    // a coil in which the water stands goes to the outdoor air, by and by
    if (std::find(use.units.begin(), use.units.end(), d) == use.units.end())
      coil(model, state, d, {.wallWPerK = model.dryCoolers[d].stillWPerK, .airC = state.outside.dryBulbC});
  }
  s.waterKgPerS[i] = s.evaporationKgPerS[i] = 0.0;
  if (use.units.empty()) return enterC;
  const Sunk<physics::DryCoolerPoint> sunk =
      coolersAt(model, state, use, {i, enterC, over, circuit.cpJPerKgK, s.dryFan[i]});
  gave(state, Coupling::circuitsToAmbient, over * circuit.cpJPerKgK * (enterC - sunk.outletC) * model.dtS);
  got(state, Coupling::circuitsToAmbient, sunk.heatW * gain(model, Coupling::circuitsToAmbient) * model.dtS);
  double leavesC = 0.0;
  for (std::size_t n = 0; n < use.units.size(); ++n) {
    const std::uint32_t d = use.units[n];
    const physics::DryCoolerPoint& unit = sunk.units[n];
    const double share = model.dryCoolers[d].unit.waterKgPerS / use.designKgPerS;
    leavesC +=
        share * coil(model, state, d, {.capacityWPerK = over * share * circuit.cpJPerKgK, .enterC = unit.outletC});
    state.sinks.coolerHeatW[d] = unit.heatW;
    state.sinks.coolerPowerW[d] = use.isDriven ? unit.fanW : 0.0;
    s.evaporationKgPerS[i] += unit.padKgPerS;
  }
  s.waterKgPerS[i] = s.evaporationKgPerS[i];
  return (over * leavesC + (flow - over) * enterC) / flow;
}

}  // namespace plenum::stage
