// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "sim/Compiler.h"

namespace plenum {

using physics::FlowArrangement;

namespace {

// a tank of ready-mixed coolant holds a tenth of the loop, and 200 kg at least (estimate)
constexpr double makeUpTankShare = 0.1, leastMakeUpTankKg = 200.0;
// share of pump head that is lost in mains and plant, the rest stands at the consumers' valves (estimate); where the
// trunk takes more than its part, the machines of the plant room still take this much
constexpr double mainShare = 0.5, leastPlantShare = 0.1;
// Darcy's friction factor of clean steel pipes of this size at 1 to 2 m/s (Colebrook at 0.05 mm: 0.014 to 0.018), and
// what bends, tees and valves add to the straight pipe (estimate)
constexpr double frictionFactor = 0.018, fittings = 1.5;
constexpr double leastTrunkM = 5.0;

/// Pa/(kg/s)² of a metre of pipe: f/D · ρ v²/2.
double resistancePerM(double diameterM, double rhoKgPerM3) {
  const double square = diameterM * diameterM;
  return fittings * frictionFactor * 8.0 / (math::pi * math::pi * rhoKgPerM3 * square * square * diameterM);
}

}  // namespace

void Compiler::loops() {
  for (std::size_t i = 0; i < layout().loops.size(); ++i) {
    const PlacedLoop& placed = layout().loops[i];
    const CoolantSpec fluid = coolant(placed.spec.coolant);
    LoopModel loop;
    loop.rhoKgPerM3 = fluid.densityKgPerM3;
    loop.cpJPerKgK = fluid.heatCapacityJPerKgK;
    loop.setpointC = placed.spec.supplySetpoint.si;
    const double radius = 0.5 * placed.spec.pipeDiameter.si;
    loop.pipeM3 = math::pi * radius * radius * placed.spec.pipeLength.si;
    double manifoldsM3 = 0.0;
    for (const std::uint32_t r : placed.racks) {
      const RackClass& k = model_.classOf(r);
      if (!k.isLiquid) continue;
      loop.designFlowKgPerS += k.designFlowKgPerS;
      loop.designDpPa = std::max(loop.designDpPa, k.spec->designPressureDrop.si);
      manifoldsM3 += 2.0 * k.manifoldM3;
    }
    if (placed.cdus.empty() && loop.designFlowKgPerS > 0.0) refuse(placed.id, "sim.loop-without-cdu");
    loop.designFlowKgPerS = std::max(loop.designFlowKgPerS, 1e-3);
    loop.designDpPa = std::max(loop.designDpPa, 1e4);
    loop.resistance = loop.designDpPa / (loop.designFlowKgPerS * loop.designFlowKgPerS);
    double cdusKg = 0.0;
    for (const std::uint32_t c : placed.cdus) cdusKg += layout().cdus[c].spec->volume.si * 1e-3 * loop.rhoKgPerM3;
    loop.volumeKg = loop.rhoKgPerM3 * (2.0 * loop.pipeM3 + manifoldsM3) + cdusKg;
    loop.makeUpKgPerS = placed.spec.makeUp.si;
    loop.makeUpTankKg = std::max(leastMakeUpTankKg, makeUpTankShare * loop.volumeKg);
    for (std::uint32_t g = 0; g < model_.groups.size(); ++g)
      if (model_.groups[g].loop == i) loop.groups.push_back(g);
    std::vector<physics::Network::Ends> ends{{1, 0}};
    for (std::uint32_t k = 0; k < placed.cdus.size(); ++k) ends.push_back({0, 2 + k}), ends.push_back({2 + k, 1});
    loop.network = physics::Network(static_cast<std::uint32_t>(2 + placed.cdus.size()), std::move(ends));
    model_.loops.push_back(std::move(loop));
  }
}

void Compiler::cdus() {
  for (const PlacedCdu& placed : layout().cdus) {
    const CduSpec& spec = *placed.spec;
    const CoolantSpec water = coolant(layout().circuits[placed.circuit].spec.coolant);
    const LoopModel& loop = model_.loops[placed.loop];
    CduModel cdu;
    cdu.primaryKgPerS = spec.primaryFlow.si;
    cdu.secondaryKgPerS = spec.secondaryFlow.si;
    const double hot = spec.secondaryFlow.si * loop.cpJPerKgK, cold = spec.primaryFlow.si * water.heatCapacityJPerKgK;
    const auto ua = ratedUa(FlowArrangement::counter, spec.ratedHeat.si,
                            spec.ratedApproach.si + spec.ratedHeat.si / std::max(hot, 1.0), hot, cold);
    if (!ua) refuse(spec.id, "sim.exchanger-rating");
    cdu.uaWPerK = ua.value_or(0.0);
    cdu.pumps = static_cast<std::uint32_t>(std::clamp(spec.pumps, 1, 8));
    cdu.pumpsNeeded = static_cast<std::uint32_t>(std::clamp(spec.pumpsNeeded, 1, spec.pumps));
    cdu.pumpKgPerS = spec.secondaryFlow.si / cdu.pumpsNeeded;
    cdu.pumpDpPa = spec.secondaryPressure.si + spec.exchangerDrop.si + spec.filterDrop.si;
    cdu.exchangerResistance = spec.exchangerDrop.si / (spec.secondaryFlow.si * spec.secondaryFlow.si);
    cdu.filterResistance = spec.filterDrop.si / math::pow(spec.secondaryFlow.si, filterExponent);
    cdu.firstPump = model_.cduPumps;
    model_.cduPumps += cdu.pumps;
    cdu.pumpW = spec.pumpPower.si / cdu.pumpsNeeded;
    cdu.controlW = spec.controlPower.si;
    cdu.waterKg = std::max(1.0, spec.volume.si * 1e-3 * loop.rhoKgPerM3);
    cdu.pumpRampS = std::max(1.0, spec.pumpRamp.si);
    cdu.valveStrokeS = std::max(1.0, spec.valveStroke.si);
    model_.cdus.push_back(cdu);
  }
}

// Supply and return run side by side from the plant past the halls, nearest first, each in one size of pipe: an
// assumption, for a site says where halls and plant stand, and the diameter, but not the way of the pipes.
void Compiler::header(std::uint32_t i, CircuitModel& c) {
  const PlacedCircuit& placed = layout().circuits[i];
  c.firstTap = static_cast<std::uint32_t>(model_.taps.size());
  std::vector<std::uint32_t> tapOf(layout().halls.size(), none);
  std::vector<HeaderTap> taps;
  const auto tapAt = [&](std::uint32_t hall) -> HeaderTap& {
    if (tapOf[hall] == none) {
      tapOf[hall] = static_cast<std::uint32_t>(taps.size());
      taps.push_back({});
      taps.back().circuit = i, taps.back().hall = hall;
    }
    return taps[tapOf[hall]];
  };
  for (const std::uint32_t k : placed.cdus) {
    HeaderTap& tap = tapAt(layout().cdus[k].hall);
    tap.cdus.push_back(k);
    tap.designKgPerS += model_.cdus[k].primaryKgPerS;
  }
  for (const std::uint32_t g : c.fanWallGroups) {
    HeaderTap& tap = tapAt(model_.fanWallGroups[g].hall);
    tap.fanWallGroups.push_back(g);
    tap.designKgPerS += static_cast<double>(model_.fanWallGroups[g].units.size()) * model_.fanWallGroups[g].waterKgPerS;
  }
  for (const std::uint32_t g : c.groups) {
    HeaderTap& tap = tapAt(model_.groups[g].hall);
    tap.groups.push_back(g);
    tap.designKgPerS += model_.groups[g].racks * model_.groups[g].doorWaterKgPerS;
  }
  // along the axes of the site, as pipes are laid
  const auto distanceM = [&](const HeaderTap& tap) {
    const Box& plant = placed.box;
    if (plant.isEmpty()) return placed.spec.pipeLength.si;
    const Vec3 way = layout().halls[tap.hall].box.centre() - plant.centre();
    return std::max(leastTrunkM, std::abs(way.x) + std::abs(way.y));
  };
  std::stable_sort(taps.begin(), taps.end(),
                   [&](const HeaderTap& a, const HeaderTap& b) { return distanceM(a) < distanceM(b); });
  double beyondKgPerS = 0.0, passedM = 0.0, trunkPa = 0.0;
  for (const HeaderTap& tap : taps) beyondKgPerS += tap.designKgPerS;
  const double perM = 2.0 * resistancePerM(std::max(0.02, placed.spec.pipeDiameter.si), c.rhoKgPerM3);
  // no more flows at design than the pumps move
  const double scale = std::min(1.0, c.pumpsNeeded * c.pumpKgPerS / std::max(1e-9, beyondKgPerS));
  for (HeaderTap& tap : taps) {
    tap.lengthM = distanceM(tap) - passedM;
    passedM += tap.lengthM;
    tap.trunkResistance = perM * std::max(0.1, tap.lengthM);
    trunkPa += tap.trunkResistance * scale * scale * beyondKgPerS * beyondKgPerS;
    beyondKgPerS -= tap.designKgPerS;
  }
  const double reachable = std::min(c.designFlowKgPerS, c.pumpsNeeded * c.pumpKgPerS);
  c.designDpPa = (1.0 - mainShare) * c.pumpDpPa;
  const double plantPa = std::max(leastPlantShare * c.pumpDpPa, mainShare * c.pumpDpPa - trunkPa);
  c.plantResistance = plantPa / (reachable * reachable);
  c.mainResistance = (plantPa + trunkPa) / (reachable * reachable);
  // a small by-pass keeps the pumps wet when every valve is shut
  c.bypassConductance = 0.03 * c.designFlowKgPerS / std::sqrt(c.designDpPa);
  std::vector<physics::Network::Ends> ends{{0, 1}, {1, 0}};
  for (std::uint32_t k = 0; k < taps.size(); ++k) ends.push_back({1 + k, 2 + k}), ends.push_back({2 + k, 0});
  c.header = physics::Network(static_cast<std::uint32_t>(2 + taps.size()), std::move(ends));
  c.taps = static_cast<std::uint32_t>(taps.size());
  for (HeaderTap& tap : taps) {
    const auto number = static_cast<std::uint32_t>(model_.taps.size());
    for (const std::uint32_t k : tap.cdus) model_.cdus[k].tap = number;
    for (const std::uint32_t g : tap.fanWallGroups) model_.fanWallGroups[g].tap = number;
    for (const std::uint32_t g : tap.groups) model_.groups[g].doorTap = number;
    model_.taps.push_back(std::move(tap));
  }
}

}  // namespace plenum
