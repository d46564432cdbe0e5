// SPDX-License-Identifier: Apache-2.0
#include "sim/Rejection.h"
#include "sim/Sinks.h"

namespace plenum::stage {

double laked(const SimModel& model, SimState& state, const LakeSide& side, const Water& water) {
  SimState::Sinks& s = state.sinks;
  const std::uint32_t i = side.circuit;
  const bool isCondenser = side.coupling == Coupling::condenserToAmbient;
  const double drive = isCondenser ? state.circuits.towerFan[i] : driveOf(state.circuits.rejection[i]);
  for (const std::uint32_t l : model.layout->circuits[i].lakes) s.lakeHeatW[l] = s.lakePowerW[l] = 0.0;
  // in a circuit that the lake cools itself, part of the water passes the exchangers by
  const double over = water.kgPerS * (isCondenser ? 1.0 : 1.0 - state.circuits.bypass[i]);
  const InUse use = lakesInUse(model, state, i);
  const double speed = intakeSpeed(drive);
  if (use.units.empty() || over <= 0.0) return water.enterC;
  const Sunk<physics::LakePoint> sunk = lakesAt(model, state, use, {i, water.enterC, over, water.cpJPerKgK, drive});
  for (std::size_t n = 0; n < use.units.size(); ++n) {
    const std::uint32_t l = use.units[n];
    const physics::LakePoint& unit = sunk.units[n];
    s.lakeHeatW[l] = unit.heatW;
    s.lakePowerW[l] = model.lakes[l].pumpW * speed * speed * speed;
    s.intakeC[l] = unit.intakeC;
    s.dischargeC[l] = unit.dischargeC;
  }
  gave(state, side.coupling, over * water.cpJPerKgK * (water.enterC - sunk.outletC) * model.dtS);
  got(state, side.coupling, sunk.heatW * gain(model, side.coupling) * model.dtS);
  return (over * sunk.outletC + (water.kgPerS - over) * water.enterC) / water.kgPerS;
}

}  // namespace plenum::stage
