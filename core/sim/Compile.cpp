// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "base/Hash.h"
#include "base/Math.h"
#include "base/Random.h"
#include "physics/HeatExchanger.h"
#include "physics/Psychrometrics.h"
#include "physics/Tower.h"
#include "sim/Engine.h"
#include "sim/Model.h"

namespace plenum {
namespace {

using physics::FlowArrangement;

constexpr std::uint64_t skewPurpose = 0x736b6577;
// at most this share of a header or of an aisle's air may be exchanged within one sub-step
constexpr double largestShare = 0.5;
// water held in tower basins and condenser pipes: two minutes of flow (estimate)
constexpr double basinS = 120.0;
// share of pump head that is lost in mains and plant, the rest stands at the consumers' valves (estimate)
constexpr double mainShare = 0.5;

/// Conductance of an exchanger from its rating: `spanK` is the inlet difference at which it moves `heatW`.
/// Nothing where the rating breaks the second law (an effectiveness of 1 or more).
std::optional<double> ratedUa(FlowArrangement arrangement, double heatW, double spanK, double hotWPerK,
                              double coldWPerK) {
  const double least = std::min(hotWPerK, coldWPerK), most = std::max(hotWPerK, coldWPerK);
  if (least <= 0.0 || spanK <= 0.0) return std::nullopt;
  const double effectiveness = heatW / (least * spanK);
  if (effectiveness <= 0.0 || effectiveness >= 0.995) return std::nullopt;
  return physics::ntuOf(arrangement, effectiveness, least / most) * least;
}

class Compiler {
 public:
  Compiler(LayoutPtr layout, std::shared_ptr<const Setting> setting, Duration tick) {
    model_.layout = std::move(layout);
    model_.setting = std::move(setting);
    model_.tick = tick;
  }

  Result<SimModelPtr> run() {
    if (model_.tick.us < 100'000 || model_.tick.us > 60'000'000)
      return Problem{
          {}, {}, Text("sim.tick-range", {{"seconds", toText(model_.tick.seconds())}}), Text("sim.tick-remedy")};
    model_.start = model_.setting->scenario.start;
    model_.pressurePa = physics::pressureAtAltitudePa(std::max(0.0, site().location.altitude.si));
    model_.airRhoKgPerM3 = model_.pressurePa / (287.055 * 298.15);  // dry air at 25 °C
    racks();
    loops();
    fanWalls();
    halls();
    circuits();
    power();
    model_.workload = workloadOf(*model_.layout, model_.setting->scenario);
    model_.workload.tickS = model_.tick.seconds();
    script();
    subSteps();
    if (hasError(problems_)) return problems_;
    return SimModelPtr(std::make_shared<const SimModel>(std::move(model_)));
  }

 private:
  const Layout& layout() const { return *model_.layout; }
  const Site& site() const { return *model_.layout->site; }
  void refuse(const std::string& id, const char* what) {
    problems_.push_back({{}, {}, Text(what, {{"id", id}}), Text(std::string(what) + "-remedy", {{"id", id}})});
  }
  CoolantSpec coolant(const std::string& id) const {
    const CoolantSpec* spec = site().catalog->find<CoolantSpec>(id);
    return spec ? *spec : CoolantSpec{};
  }

  std::uint32_t classOf(const PlacedRack& rack) {
    for (std::uint32_t c = 0; c < model_.classes.size(); ++c)
      if (model_.classes[c].spec == rack.spec) return c;
    const RackSpec& spec = *rack.spec;
    const ServerSpec& server = *rack.server;
    const ChipSpec& chip = *rack.chip;
    RackClass k;
    k.spec = rack.spec;
    k.servers = static_cast<std::uint32_t>(spec.servers);
    k.chipsPerServer = static_cast<std::uint32_t>(server.chips);
    k.chips = k.servers * k.chipsPerServer;
    k.blocks = (k.chips + lanes - 1) / lanes;
    if (k.chips == 0 || k.chips > maxChipsPerRack) refuse(spec.id, "sim.rack-chips");
    k.idleW = chip.idle.si;
    k.tdpW = chip.tdp.si;
    k.spanW = chip.tdp.si - chip.idle.si;
    k.leakW = chip.leakageAtReference.si;
    k.leakPerK = chip.leakagePerKelvin;
    k.leakAtC = chip.leakageReference.si;
    k.dvfsExponent = chip.dvfsExponent;
    k.minFrequency = chip.minFrequency.si;
    k.throttleC = chip.throttleAt.si;
    k.shutdownC = chip.shutdownAt.si;
    k.otherIdleW = server.otherIdle.si;
    k.otherSpanW = server.otherFull.si - server.otherIdle.si;
    k.fansW = spec.servers * server.fansNominal.si;
    k.airM3PerS = spec.servers * server.airFlowNominal.si;
    k.fanRampFromC = server.fanRampFrom.si;
    k.fanRampPerK = server.fanRampPerKelvin;
    k.fanMax = server.fanMaxSpeed;
    k.chassisJPerK = spec.servers * server.airSideCapacity.si;
    k.isLiquid = spec.liquidCapture.si > 0.0;
    k.dieJPerK = chip.dieCapacity.si;
    k.plateJPerK = k.isLiquid ? chip.plateCapacity.si : chip.sinkCapacity.si;
    k.junctionKPerW = chip.junctionToPlate.si;
    k.convectionKPerW = k.isLiquid ? chip.plateConvection.si : chip.sinkConvection.si;
    k.designFlowKgPerS = spec.designFlow.si;
    k.manifoldM3 = spec.manifoldVolume.si * 1e-3;
    const double efficiency[4] = {server.psuLoad10.si, server.psuLoad20.si, server.psuLoad50.si, server.psuLoad100.si};
    const double load[4] = {0.1, 0.2, 0.5, 1.0};
    for (int i = 0; i < 4; ++i) k.psuLossFraction[static_cast<std::size_t>(i)] = load[i] * (1.0 / efficiency[i] - 1.0);
    const double chipsW = k.chips * k.tdpW, otherW = spec.servers * server.otherFull.si;
    // supplies are redundant: each half carries the whole rack, so that at full load they run near a half
    k.psuRatingW = std::max(2.0 * (chipsW + otherW + k.fansW), 1.0);
    const double loss = k.psuRatingW * k.psuLossFraction[2];
    const double toLiquidW = spec.liquidCapture.si * (chipsW + otherW + k.fansW + loss);
    k.chipToLiquid = k.isLiquid ? std::min(1.0, toLiquidW / chipsW) : 0.0;
    k.otherToLiquid = k.isLiquid && otherW > 0.0 ? std::clamp((toLiquidW - chipsW) / otherW, 0.0, 1.0) : 0.0;
    if (!(k.dieJPerK > 0 && k.plateJPerK > 0 && k.junctionKPerW > 0 && k.convectionKPerW > 0))
      refuse(chip.id, "sim.chip-thermal");
    if (!(k.airM3PerS > 0 && k.chassisJPerK > 0)) refuse(server.id, "sim.server-air");
    if (k.isLiquid && !(k.designFlowKgPerS > 0 && k.manifoldM3 > 0)) refuse(spec.id, "sim.rack-coolant");
    model_.classes.push_back(k);
    return static_cast<std::uint32_t>(model_.classes.size() - 1);
  }

  void racks() {
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>, std::uint32_t> known;
    const std::size_t count = layout().racks.size();
    model_.rackGroup.reserve(count);
    model_.rackFirstBlock.reserve(count);
    for (const PlacedRack& rack : layout().racks) {
      const std::uint32_t rackClass = classOf(rack);
      const RackClass& k = model_.classes[rackClass];
      if (k.isLiquid && rack.loop == none) refuse(rack.id, "sim.rack-without-loop");
      if (rack.feedA == none && rack.feedB == none) refuse(rack.id, "sim.rack-without-power");
      const std::uint32_t loop = k.isLiquid ? rack.loop : none;
      const auto [at, isNew] = known.try_emplace({rackClass, rack.hall, loop, rack.doorCircuit},
                                                 static_cast<std::uint32_t>(model_.groups.size()));
      if (isNew) model_.groups.push_back(group(rack, rackClass, loop));
      model_.groups[at->second].racks += 1;
      model_.rackGroup.push_back(at->second);
      model_.rackFirstBlock.push_back(model_.blocks);
      model_.blocks += k.blocks;
    }
    recirculation();
    skews();
  }

  RackGroup group(const PlacedRack& rack, std::uint32_t rackClass, std::uint32_t loop) {
    RackGroup g;
    g.rackClass = rackClass;
    g.hall = rack.hall;
    g.loop = loop;
    g.doorCircuit = rack.doorCircuit;
    if (rack.doorCircuit == none) return g;
    const RearDoorSpec* door = site().catalog->find<RearDoorSpec>(rack.spec->rearDoor);
    if (!door) {
      g.doorCircuit = none;
      return g;
    }
    const CoolantSpec water = coolant(layout().circuits[rack.doorCircuit].spec.coolant);
    g.doorAirM3PerS = door->ratedAirFlow.si;
    g.doorWaterKgPerS = door->ratedWaterFlow.si;
    const auto ua =
        ratedUa(FlowArrangement::crossUnmixed, door->ratedHeat.si, (door->ratedAirIn - door->ratedWaterIn).si,
                g.doorAirM3PerS * model_.airRhoKgPerM3 * airCpJPerKgK, g.doorWaterKgPerS * water.heatCapacityJPerKgK);
    if (!ua) refuse(door->id, "sim.exchanger-rating");
    g.doorUaWPerK = ua.value_or(0.0);
    return g;
  }

  // racks at the ends of a row draw more of the hot aisle's air round the corner; the pattern is an assumption, its
  // mean is the hall's leakage
  void recirculation() {
    model_.rackRecirculation.assign(layout().racks.size(), 0.0f);
    for (const PlacedRow& row : layout().rows) {
      const double leakage = layout().halls[row.hall].design->containmentLeakage.si;
      double sum = 0.0;
      const auto weight = [&](std::uint32_t i) {
        const std::uint32_t fromEnd = std::min(i, row.racks - 1 - i);
        return fromEnd == 0 ? 2.2 : fromEnd == 1 ? 1.3 : 0.7;
      };
      for (std::uint32_t i = 0; i < row.racks; ++i) sum += weight(i);
      for (std::uint32_t i = 0; i < row.racks; ++i)
        model_.rackRecirculation[row.firstRack + i] =
            static_cast<float>(std::min(0.9, leakage * weight(i) * row.racks / sum));
    }
  }

  // a chip's own share of its server's load: ±2 % (one standard deviation, estimate), the same in every run
  void skews() {
    model_.chipSkew.assign(std::size_t{model_.blocks} * lanes, 0.0f);
    for (std::size_t r = 0; r < layout().racks.size(); ++r) {
      const RandomKey key{0, hashOf(layout().racks[r].id), skewPurpose};
      float* skew = &model_.chipSkew[std::size_t{model_.rackFirstBlock[r]} * lanes];
      for (std::uint32_t c = 0; c < model_.classOf(static_cast<std::uint32_t>(r)).chips; ++c)
        skew[c] = static_cast<float>(1.0 + std::clamp(0.02 * randomNormal(key, c), -0.06, 0.06));
    }
  }

  void loops() {
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
      for (std::uint32_t g = 0; g < model_.groups.size(); ++g)
        if (model_.groups[g].loop == i) loop.groups.push_back(g);
      model_.loops.push_back(loop);
    }
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
      cdu.pumpDpPa = spec.secondaryPressure.si;
      cdu.pumpW = spec.pumpPower.si / cdu.pumpsNeeded;
      cdu.controlW = spec.controlPower.si;
      cdu.waterKg = std::max(1.0, spec.volume.si * 1e-3 * loop.rhoKgPerM3);
      cdu.pumpRampS = std::max(1.0, spec.pumpRamp.si);
      cdu.valveStrokeS = std::max(1.0, spec.valveStroke.si);
      model_.cdus.push_back(cdu);
    }
  }

  void fanWalls() {
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
        const auto ua = ratedUa(
            FlowArrangement::crossUnmixed, spec.ratedHeat.si, (spec.ratedAirIn - spec.ratedWaterIn).si,
            spec.airFlow.si * model_.airRhoKgPerM3 * airCpJPerKgK, spec.waterFlow.si * water.heatCapacityJPerKgK);
        if (!ua) refuse(spec.id, "sim.exchanger-rating");
        group.coilUaWPerK = ua.value_or(0.0);
        model_.fanWallGroups.push_back(group);
      }
      model_.fanWallGroups[g].units.push_back(f);
      model_.fanWallGroupOf[f] = g;
    }
  }

  void halls() {
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
      hall.leakage = design.containmentLeakage.si;
      for (std::uint32_t g = 0; g < model_.fanWallGroups.size(); ++g)
        if (model_.fanWallGroups[g].hall == h) hall.fanWallGroups.push_back(g);
      for (std::uint32_t g = 0; g < model_.groups.size(); ++g)
        if (model_.groups[g].hall == h) hall.groups.push_back(g);
      if (!hall.groups.empty() && hall.fanWallGroups.empty()) refuse(layout().halls[h].id, "sim.hall-without-fan-wall");
      model_.halls.push_back(hall);
    }
  }

  static double efficiencyOf(const PumpSpec& pump) {
    return std::max(0.05, pump.hydraulicEfficiency.si * pump.motorEfficiency.si * pump.driveEfficiency.si);
  }

  void circuits() {
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
    for (const auto& placed : layout().chillers) {
      const ChillerSpec* spec = placed.spec;
      physics::ChillerCurves curves;
      curves.capacityW = spec->ratedCooling.si;
      curves.cop = spec->ratedCop;
      curves.capacityOf = spec->capacityCurve;
      curves.inputOf = spec->eirTemperatureCurve;
      curves.inputOfPartLoad = spec->eirPartLoadCurve;
      curves.partLoadMin = curves.partLoadUnloading = spec->minPartLoad.si;
      curves.leavingMinC = spec->leavingLow.si;
      curves.leavingMaxC = spec->leavingHigh.si;
      curves.enteringMinC = spec->enteringLow.si;
      curves.enteringMaxC = spec->enteringHigh.si;
      model_.chillers.push_back(curves);
    }
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
    for (std::uint32_t i = 0; i < layout().circuits.size(); ++i) model_.circuits.push_back(circuit(i));
  }

  CircuitModel circuit(std::uint32_t i) {
    const PlacedCircuit& placed = layout().circuits[i];
    const CoolantSpec fluid = coolant(placed.spec.coolant);
    CircuitModel c;
    c.isChilled = !placed.chillers.empty();
    c.rhoKgPerM3 = fluid.densityKgPerM3;
    c.cpJPerKgK = fluid.heatCapacityJPerKgK;
    c.setpointC = placed.spec.supplySetpoint.si;
    const double radius = 0.5 * placed.spec.pipeDiameter.si;
    c.pipeM3 = math::pi * radius * radius * placed.spec.pipeLength.si;
    double headerM3 = 0.5 * placed.spec.volume.si * 1e-3;
    for (const std::uint32_t k : placed.chillers) headerM3 += 0.5 * layout().chillers[k].spec->waterVolume.si * 1e-3;
    c.headerKg = std::max(10.0, headerM3 * c.rhoKgPerM3);
    for (std::uint32_t g = 0; g < model_.fanWallGroups.size(); ++g)
      if (model_.fanWallGroups[g].circuit == i) {
        c.fanWallGroups.push_back(g);
        c.designFlowKgPerS +=
            static_cast<double>(model_.fanWallGroups[g].units.size()) * model_.fanWallGroups[g].waterKgPerS;
      }
    for (std::uint32_t g = 0; g < model_.groups.size(); ++g)
      if (model_.groups[g].doorCircuit == i) {
        c.groups.push_back(g);
        c.designFlowKgPerS += model_.groups[g].racks * model_.groups[g].doorWaterKgPerS;
      }
    for (const std::uint32_t d : placed.cdus) c.designFlowKgPerS += model_.cdus[d].primaryKgPerS;
    c.designFlowKgPerS = std::max(c.designFlowKgPerS, 1.0);
    if (placed.pumps.empty()) {
      refuse(placed.id, "sim.circuit-without-pump");
      return c;
    }
    pumps(placed, c);
    if (c.isChilled || !placed.exchangers.empty()) {
      if (placed.towers.empty()) refuse(placed.id, "sim.circuit-without-rejection");
      if (placed.condenserPumps.empty()) refuse(placed.id, "sim.circuit-without-condenser-pump");
    } else if (placed.dryCoolers.empty()) {
      refuse(placed.id, "sim.circuit-without-rejection");
    }
    double towersKgPerS = 0.0;
    for (const std::uint32_t t : placed.towers) towersKgPerS += model_.towers[t].waterKgPerS;
    c.basinKg = std::max(100.0, basinS * std::max(towersKgPerS, c.condenserPumpKgPerS * c.condenserPumpsNeeded));
    if (!placed.exchangers.empty()) {
      const ExchangerSpec& spec = *layout().exchangers[placed.exchangers.front()].spec;
      const double hot = spec.hotFlow.si * c.cpJPerKgK, cold = spec.coldFlow.si * 4184.0;
      c.exchangerHotKgPerS = spec.hotFlow.si;
      c.exchangerColdKgPerS = spec.coldFlow.si;
      const auto ua = ratedUa(FlowArrangement::counter, spec.ratedHeat.si,
                              spec.ratedApproach.si + spec.ratedHeat.si / std::max(hot, 1.0), hot, cold);
      if (!ua) refuse(spec.id, "sim.exchanger-rating");
      c.exchangerUaWPerK = ua.value_or(0.0);
    }
    return c;
  }

  void pumps(const PlacedCircuit& placed, CircuitModel& c) const {
    const PumpSpec& pump = *layout().pumps[placed.pumps.front()].spec;
    c.pumpKgPerS = pump.flow.si;
    c.pumpDpPa = pump.head.si;
    c.pumpEfficiency = efficiencyOf(pump);
    const auto installed = static_cast<std::uint32_t>(placed.pumps.size());
    const auto wanted = static_cast<std::uint32_t>(std::ceil(c.designFlowKgPerS / std::max(0.1, c.pumpKgPerS) - 1e-6));
    c.pumpsNeeded = std::clamp(wanted, 1u, installed);
    const double reachable = std::min(c.designFlowKgPerS, c.pumpsNeeded * c.pumpKgPerS);
    c.designDpPa = (1.0 - mainShare) * c.pumpDpPa;
    c.mainResistance = mainShare * c.pumpDpPa / (reachable * reachable);
    // a small by-pass keeps the pumps wet when every valve is shut
    c.bypassConductance = 0.03 * c.designFlowKgPerS / std::sqrt(c.designDpPa);
    if (placed.condenserPumps.empty()) return;
    const PumpSpec& condenser = *layout().pumps[placed.condenserPumps.front()].spec;
    c.condenserPumpKgPerS = condenser.flow.si;
    c.condenserPumpHydraulicW = condenser.flow.si * condenser.head.si / 995.6;
    c.condenserPumpW = c.condenserPumpHydraulicW / efficiencyOf(condenser);
    double condenserFlow = 0.0;
    for (const std::uint32_t k : placed.chillers) condenserFlow += layout().chillers[k].spec->condenserFlow.si;
    for (const std::uint32_t x : placed.exchangers) condenserFlow += layout().exchangers[x].spec->coldFlow.si;
    const auto condensers = static_cast<std::uint32_t>(placed.condenserPumps.size());
    const auto needed =
        static_cast<std::uint32_t>(std::ceil(condenserFlow / std::max(0.1, c.condenserPumpKgPerS) - 1e-6));
    c.condenserPumpsNeeded = std::clamp(needed, 1u, condensers);
  }

  void power() {
    for (std::uint32_t d = 0; d < layout().power.size(); ++d) {
      const PlacedPower& placed = layout().power[d];
      PowerModel p;
      p.ratingW = std::max(1.0, placed.rating.si);
      if (placed.transformer) {
        p.lossA = placed.transformer->noLoadLoss.si / p.ratingW;
        p.lossC = placed.transformer->loadLoss.si / p.ratingW;
      }
      const auto take = [&](const LossCurve& loss) { p.lossA = loss.a, p.lossB = loss.b, p.lossC = loss.c; };
      if (placed.distribution) take(placed.distribution->loss);
      if (placed.ups) {
        take(placed.ups->loss);
        p.batteryJ = placed.ups->batteryEnergy.si;
        p.rechargeW = placed.ups->rechargePower.si;
        p.batteryEfficiency = std::clamp(placed.ups->batteryEfficiency.si, 0.5, 1.0);
      }
      if (placed.genset) {
        p.startS = placed.genset->startTime.si;
        p.tankL = placed.genset->tank.si;
        p.litresPerJ = placed.genset->fuelLitresPerKwh / 3.6e6;
      }
      if (placed.kind == PowerSpec::Kind::pdu) p.heatHall = placed.hall;
      model_.power.push_back(p);
    }
  }

  void script() {
    for (const Scenario::Timed& timed : model_.setting->scenario.actions) {
      model_.script.push_back({(timed.at.us + model_.tick.us - 1) / model_.tick.us, timed.action});
    }
    std::stable_sort(model_.script.begin(), model_.script.end(),
                     [](const TimedAction& a, const TimedAction& b) { return a.tick < b.tick; });
  }

  void subSteps() {
    double rate = 0.0;  // of exchange, 1/s
    for (std::size_t i = 0; i < model_.cdus.size(); ++i)
      rate = std::max(rate, 1.1 * model_.cdus[i].secondaryKgPerS / model_.cdus[i].waterKg);
    for (const CircuitModel& c : model_.circuits) rate = std::max(rate, 1.1 * c.designFlowKgPerS / c.headerKg);
    for (std::uint32_t h = 0; h < model_.halls.size(); ++h) {
      double airKgPerS = 0.0;
      for (const std::uint32_t g : model_.halls[h].groups)
        airKgPerS += model_.groups[g].racks * model_.classes[model_.groups[g].rackClass].airM3PerS *
                     model_.airRhoKgPerM3 * model_.classes[model_.groups[g].rackClass].fanMax;
      for (const std::uint32_t g : model_.halls[h].fanWallGroups)
        airKgPerS = std::max(airKgPerS, static_cast<double>(model_.fanWallGroups[g].units.size()) *
                                            model_.fanWallGroups[g].airM3PerS * model_.airRhoKgPerM3);
      rate = std::max(rate, airKgPerS / model_.halls[h].coldAirKg);
    }
    model_.subSteps = std::clamp(static_cast<int>(std::ceil(model_.tick.seconds() * rate / largestShare)), 1, 600);
    model_.dtS = model_.tick.seconds() / model_.subSteps;
  }

  SimModel model_;
  Problems problems_;
};

}  // namespace

Result<SimModelPtr> compile(LayoutPtr layout, std::shared_ptr<const Setting> setting, Duration tick) {
  return Compiler(std::move(layout), std::move(setting), tick).run();
}

}  // namespace plenum
