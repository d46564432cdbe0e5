// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/Controls.h"
#include "sim/Rejection.h"
#include "sim/Sinks.h"

namespace plenum::stage {

namespace {

// gains of physics.md 3.6; estimates, to be tuned per plant
const physics::PiGains towerFan{.gain = 0.1, .integralS = 60.0, .strokeS = 60.0};
// adiabatic pads (estimate: from some 24 °C on their water is worth its price)
constexpr double padsOnC = 24.0, padsOffC = 22.0;
// condenser pumps stand below the first level, or above the first share of ice; they may run again beyond the second
constexpr double dryLevel = 0.1, wellLevel = 0.3, icedShare = 0.2, thawedShare = 0.02;
constexpr double bypassStrokeS = 60.0;

/// A basin that is empty or iced takes its pumps down.
void guardBasin(const SimModel& model, SimState& state, std::uint32_t i) {
  const CircuitModel& circuit = model.circuits[i];
  if (model.layout->circuits[i].towers.empty()) return;
  const double level = state.circuits.basinLevelKg[i] / circuit.basinKg;
  const double ice = state.sinks.basinIceKg[i] / std::max(1.0, state.circuits.basinLevelKg[i]);
  std::uint8_t& isTripped = state.sinks.isBasinTripped[i];
  if (!isTripped && (level < dryLevel || ice > icedShare)) {
    isTripped = 1;
    note(model, state, {Kind::circuit, i}, level < dryLevel ? "event.basin-dry" : "event.basin-iced");
  } else if (isTripped && level > wellLevel && ice < thawedShare) {
    isTripped = 0;
    note(model, state, {Kind::circuit, i}, "event.basin-well");
  }
}

void wetCells(const SimModel& model, SimState& state, std::uint32_t i) {
  SimState::Circuits& s = state.circuits;
  if (model.layout->circuits[i].towers.empty()) return;
  // warm condenser water goes back past the towers while the basin is near freezing
  double& bypass = state.sinks.towerBypass[i];
  bypass = physics::rateLimited(bypass, towerBypassAt(measured(model, state, Point::circuitBasin, i)), bypassStrokeS,
                                model.dtS);
  state.sinks.cellsWanted[i] = cellsFor(model, i, s.condenserKgPerS[i] * (1.0 - bypass), state.sinks.cellsWanted[i]);
}

void coolers(const SimModel& model, SimState& state, std::uint32_t i) {
  SimState::Circuits& s = state.circuits;
  double coldestK = 1e9;
  for (const std::uint32_t d : coolersInUse(model, state, i).units)
    coldestK = std::min(coldestK, state.sinks.coilC[d] - model.circuits[i].freezesAtC);
  s.bypass[i] = physics::rateLimited(
      s.bypass[i], openestBypass * std::min(bypassOf(s.rejection[i]), coilLimit(coldestK)), bypassStrokeS, model.dtS);
  s.dryFan[i] = driveOf(s.rejection[i]);
  std::uint8_t& isPadWet = state.sinks.isPadWet[i];
  isPadWet = physics::switched(isPadWet != 0, state.outside.dryBulbC, padsOnC, padsOffC) && !s.isMakeUpLost[i];
}

}  // namespace

void controlRejection(const SimModel& model, SimState& state, std::uint32_t i) {
  const double dt = model.dtS;
  SimState::Circuits& s = state.circuits;
  const CircuitModel& circuit = model.circuits[i];
  const PlacedCircuit& placed = model.layout->circuits[i];
  if (circuit.isChilled && s.mode[i] != 0) {
    s.condenserSetpointC[i] = std::clamp(state.outside.wetBulbC + towerApproachK, coldestCondenserC, warmestCondenserC);
    controlEconomiser(model, state, i);
  } else if (circuit.isChilled) {
    s.condenserSetpointC[i] = std::clamp(state.outside.wetBulbC + towerApproachK, coldestCondenserC, warmestCondenserC);
    drive(model, state, {Point::circuitRejection, i}, {Point::circuitBasin, i}, s.towerFan[i], towerFan.strokeS, [&] {
      control(towerFan, s.towerFan[i], s.rejectionErrorK[i],
              measured(model, state, Point::circuitBasin, i) - s.condenserSetpointC[i], dt);
    });
  } else {
    // one controller, two organs: first the by-pass closes, then fans or pumps speed up. It feels the water behind the
    // exchangers: the header and the basin, one after the other, are too slow to be led by one controller
    drive(model, state, {Point::circuitRejection, i}, {Point::circuitLeaving, i}, s.rejection[i],
          exchangerRange.strokeS, [&] {
            const double leavingC = measured(model, state, Point::circuitLeaving, i);
            control(exchangerRange, s.rejection[i], s.rejectionErrorK[i], leavingC - s.setpointC[i], dt);
            // near the coolant's freezing point the fans stand and the by-pass opens, whatever the set-point
            if (!placed.dryCoolers.empty())
              s.rejection[i] = std::min(s.rejection[i], frostLimit(leavingC - circuit.freezesAtC));
          });
    s.towerFan[i] = driveOf(s.rejection[i]);
    if (placed.dryCoolers.empty())
      s.bypass[i] = bypassOf(s.rejection[i]);
    else
      coolers(model, state, i);
  }
  wetCells(model, state, i);
  guardBasin(model, state, i);
  controlTanks(model, state, i);
}

}  // namespace plenum::stage
