// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/Tower.h"
#include "sim/Compiler.h"

namespace plenum {

using physics::FlowArrangement;

namespace {

// water in the tubes of a dry cooler: so many seconds of its rated flow (estimate; some 500 L in a unit of 2.9 MW)
constexpr double coilS = 4.0;
// from the still water of a basin, through its surface and walls, to frosty air (estimate: free convection and
// radiation on both sides of an open surface)
constexpr double basinSkinWPerM2K = 15.0;

}  // namespace

void Compiler::towers() {
  for (const auto& placed : layout().towers) {
    const TowerSpec* spec = placed.spec;
    physics::Tower tower =
        physics::designedTower({spec->waterFlow.si, spec->airFlow.si, spec->ratedWaterIn.si, spec->ratedWaterOut.si,
                                spec->ratedWetBulb.si, spec->fanPower.si, model_.pressurePa});
    if (!(tower.uaWPerK > 0.0)) refuse(spec->id, "sim.exchanger-rating");
    if (spec->model == TowerSpec::Model::york) {
      tower.model = physics::TowerModel::york;
      if (!(tower.yorkRatio > 0.0)) refuse(spec->id, "sim.tower-outside-york");
    }
    tower.cycles = std::max(1.5, spec->cyclesOfConcentration);
    tower.driftFraction = spec->drift.si;
    model_.towers.push_back(tower);
  }
}

void Compiler::dryCoolers() {
  for (const auto& placed : layout().dryCoolers) {
    const DryCoolerSpec* spec = placed.spec;
    const CoolantSpec fluid = coolant(layout().circuits[placed.circuit].spec.coolant);
    DryCoolerModel cooler;
    cooler.unit.waterKgPerS = spec->waterFlow.si;
    cooler.unit.fanW = spec->fanPower.si;
    cooler.unit.padEffectiveness = spec->adiabaticEffectiveness.si;
    // air and water of equal heat capacity rate at design, as the reference unit has it (physics.md 5.4)
    const double capacity = spec->ratedHeat.si / std::max(0.1, (spec->ratedWaterIn - spec->ratedWaterOut).si);
    cooler.unit.airKgPerS = capacity / airCpJPerKgK;
    const auto ua = ratedUa(FlowArrangement::crossUnmixed, spec->ratedHeat.si,
                            (spec->ratedWaterIn - spec->ratedAirIn).si, capacity, capacity);
    if (!ua) refuse(spec->id, "sim.exchanger-rating");
    cooler.unit.uaWPerK = ua.value_or(0.0);
    cooler.coilKg = std::max(1.0, coilS * spec->waterFlow.si * fluid.densityKgPerM3 / 995.6);
    cooler.stillWPerK = ua ? physics::stillWPerK(cooler.unit) : 0.0;
    model_.dryCoolers.push_back(cooler);
  }
}

void Compiler::tanks() {
  for (const auto& placed : layout().tanks) {
    const TankSpec* spec = placed.spec;
    const CoolantSpec fluid = coolant(layout().circuits[placed.circuit].spec.coolant);
    physics::Tank tank;
    tank.contentKg = std::max(1.0, spec->volume.si * 1e-3 * fluid.densityKgPerM3);
    tank.cpJPerKgK = fluid.heatCapacityJPerKgK;
    tank.lossWPerK = spec->lossWPerK;
    tank.layers =
        static_cast<std::uint32_t>(std::clamp(spec->layers, 1, static_cast<int>(physics::TankState::capacity)));
    model_.tanks.push_back(tank);
  }
}

void Compiler::lakes() {
  const Surroundings::Water& water = site().surroundings.water;
  model_.lakeSeason.meanC = water.mean.si;
  model_.lakeSeason.amplitudeK = water.swing.si;
  model_.lakeSeason.warmestDay = water.warmestDay - 1;  // 0 for 1 January
  for (const auto& placed : layout().lakes) {
    const LakeSpec* spec = placed.spec;
    const PlacedCircuit& circuit = layout().circuits[placed.circuit];
    // behind chillers or exchangers it cools their condenser water, otherwise the facility water itself
    const bool isBehind = !circuit.chillers.empty() || !circuit.exchangers.empty();
    const double cp = isBehind ? 4184.0 : coolant(circuit.spec.coolant).heatCapacityJPerKgK;
    LakeModel lake;
    lake.facilityKgPerS = spec->facilityFlow.si;
    lake.intakeWPerK = spec->intakeFlow.si * 4184.0;  // of fresh water; the sea's is 4 % less at 3 % more density
    lake.pumpW = spec->pumpPower.si;
    lake.riseMaxK = spec->dischargeRise.si;
    lake.dischargeMaxC = spec->dischargeCap.si;
    lake.recirculation = spec->recirculation.si;
    lake.depthM = spec->intakeDepth.si;
    const double hot = spec->facilityFlow.si * cp;
    const auto ua = ratedUa(FlowArrangement::counter, spec->ratedHeat.si,
                            spec->ratedApproach.si + spec->ratedHeat.si / std::max(hot, 1.0), hot, lake.intakeWPerK);
    if (!ua) refuse(spec->id, "sim.exchanger-rating");
    lake.uaWPerK = ua.value_or(0.0);
    model_.lakes.push_back(lake);
  }
}

void Compiler::sinks(const PlacedCircuit& placed, CircuitModel& c) const {
  c.freezesAtC = coolant(placed.spec.coolant).freezesAt.si;
  c.reingestion = placed.spec.reingestion.si;
  c.makeUpKgPerS = placed.spec.makeUp.si;
  for (const std::uint32_t t : placed.towers) {
    const Extent& extent = layout().towers[t].spec->extent;
    c.basinSkinWPerK += basinSkinWPerM2K * std::max(1.0, extent.width.si * extent.depth.si);
  }
}

}  // namespace plenum
