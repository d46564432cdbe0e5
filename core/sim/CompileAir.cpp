// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "physics/AisleLeak.h"
#include "sim/Compiler.h"

namespace plenum {

using physics::FlowArrangement;

void Compiler::fanWalls() {
  model_.fanWallGroupOf.assign(layout().fanWalls.size(), 0);
  for (std::uint32_t f = 0; f < layout().fanWalls.size(); ++f) {
    const PlacedFanWall& placed = layout().fanWalls[f];
    std::uint32_t g = 0;
    for (; g < model_.fanWallGroups.size(); ++g) {
      const FanWallGroup& group = model_.fanWallGroups[g];
      if (group.hall == placed.hall && group.spec == placed.spec && group.circuit == placed.circuit) break;
    }
    if (g == model_.fanWallGroups.size()) {
      const FanWallSpec& spec = *placed.spec;
      FanWallGroup group;
      group.hall = placed.hall;
      group.circuit = placed.circuit;
      group.spec = placed.spec;
      group.airM3PerS = spec.airFlow.si;
      group.waterKgPerS = spec.waterFlow.si;
      group.fanW = spec.fanPower.si;
      const CoolantSpec water = coolant(layout().circuits[placed.circuit].spec.coolant);
      const auto ua =
          ratedUa(FlowArrangement::crossUnmixed, spec.ratedHeat.si, (spec.ratedAirIn - spec.ratedWaterIn).si,
                  spec.airFlow.si * model_.airRhoKgPerM3 * airCpJPerKgK, spec.waterFlow.si * water.heatCapacityJPerKgK);
      if (!ua) refuse(spec.id, "sim.exchanger-rating");
      group.coilUaWPerK = ua.value_or(0.0);
      model_.fanWallGroups.push_back(group);
    }
    model_.fanWallGroups[g].units.push_back(f);
    model_.fanWallGroupOf[f] = g;
  }
}

// What divides a row's share of the cold aisle from the hot side: the fronts of its racks, half of the aisle's roof and
// half of its ends. An aisle is two floor tiles wide (1.2 m, estimate), every row has half of one.
void Compiler::openings(std::uint32_t h, HallModel& hall) const {
  constexpr double halfAisleM = 0.6;
  const PlacedHall& placed = layout().halls[h];
  double envelopeM2 = 0.0;
  for (std::uint32_t n = placed.firstRow; n < placed.firstRow + placed.rows; ++n) {
    const PlacedRow& row = layout().rows[n];
    double lengthM = 0.0, highestM = 0.0;
    for (std::uint32_t r = row.firstRack; r < row.firstRack + row.racks; ++r) {
      const Extent& extent = layout().racks[r].spec->extent;
      hall.facesM2 += extent.width.si * extent.height.si;
      hall.isOpen = hall.isOpen || model_.groups[model_.rackGroup[r]].doorCircuit != none;
      lengthM += extent.width.si, highestM = std::max(highestM, extent.height.si);
      hall.mostLeak = std::max(hall.mostLeak, static_cast<double>(model_.rackLeak[r]));
    }
    envelopeM2 += halfAisleM * (lengthM + 2.0 * highestM);
  }
  envelopeM2 += hall.facesM2;
  const HallDesign& design = *placed.design;
  hall.leakM2 = design.leakageArea.si * envelopeM2;
  // told by the share of air that goes round in balance, half of the openings let it through at the faces' velocity
  if (!(design.containmentLeakage.si < 0.0))
    hall.leakM2 = 2.0 * design.containmentLeakage.si * hall.facesM2 / physics::leakDischarge;
}

void Compiler::halls() {
  for (std::uint32_t h = 0; h < layout().halls.size(); ++h) {
    const HallDesign& design = *layout().halls[h].design;
    HallModel hall;
    // a third of the room stands before the racks, the rest is hot aisle and return (estimate)
    const double airKg = design.sizeM.x * design.sizeM.y * design.sizeM.z * model_.airRhoKgPerM3;
    hall.coldAirKg = std::max(1.0, airKg / 3.0);
    hall.hotAirKg = std::max(1.0, airKg * 2.0 / 3.0);
    hall.structureJPerK = std::max(1.0, design.structureHeatCapacityJPerK);
    hall.structureWPerK = design.structureConductanceWPerK;
    hall.supplySetpointC = design.supplyAirSetpoint.si;
    openings(h, hall);
    hall.freshAirKgPerS = std::max(0.0, design.freshAirPerH) / 3600.0 * airKg;
    for (std::uint32_t g = 0; g < model_.fanWallGroups.size(); ++g)
      if (model_.fanWallGroups[g].hall == h) hall.fanWallGroups.push_back(g);
    for (std::uint32_t g = 0; g < model_.groups.size(); ++g)
      if (model_.groups[g].hall == h) hall.groups.push_back(g);
    if (!hall.groups.empty() && hall.fanWallGroups.empty()) refuse(layout().halls[h].id, "sim.hall-without-fan-wall");
    model_.halls.push_back(hall);
  }
}

}  // namespace plenum
