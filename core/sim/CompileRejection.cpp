// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/Tower.h"
#include "sim/Compiler.h"

namespace plenum {

using physics::FlowArrangement;

void Compiler::towers() {
  for (const auto& placed : layout().towers) {
    const TowerSpec* spec = placed.spec;
    physics::Tower tower =
        physics::designedTower({spec->waterFlow.si, spec->airFlow.si, spec->ratedWaterIn.si, spec->ratedWaterOut.si,
                                spec->ratedWetBulb.si, spec->fanPower.si, model_.pressurePa});
    if (!(tower.uaWPerK > 0.0)) refuse(spec->id, "sim.exchanger-rating");
    tower.cycles = std::max(1.5, spec->cyclesOfConcentration);
    tower.driftFraction = spec->drift.si;
    model_.towers.push_back(tower);
  }
}

void Compiler::dryCoolers() {
  for (const auto& placed : layout().dryCoolers) {
    const DryCoolerSpec* spec = placed.spec;
    DryCoolerModel cooler;
    cooler.waterKgPerS = spec->waterFlow.si;
    cooler.fanW = spec->fanPower.si;
    cooler.adiabatic = spec->adiabaticEffectiveness.si;
    // air and water of equal heat capacity rate at design, as the reference unit has it (physics.md 5.4)
    const double capacity = spec->ratedHeat.si / std::max(0.1, (spec->ratedWaterIn - spec->ratedWaterOut).si);
    cooler.airKgPerS = capacity / airCpJPerKgK;
    const auto ua = ratedUa(FlowArrangement::crossUnmixed, spec->ratedHeat.si,
                            (spec->ratedWaterIn - spec->ratedAirIn).si, capacity, capacity);
    if (!ua) refuse(spec->id, "sim.exchanger-rating");
    cooler.uaWPerK = ua.value_or(0.0);
    model_.dryCoolers.push_back(cooler);
  }
}

}  // namespace plenum
