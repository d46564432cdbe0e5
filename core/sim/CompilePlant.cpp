// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "sim/Compiler.h"
#include "sim/CondenserPumps.h"

namespace plenum {

using physics::FlowArrangement;

namespace {

// water held in tower basins and condenser pipes: two minutes of flow (estimate)
constexpr double basinS = 120.0;

double efficiencyOf(const PumpSpec& pump) {
  return std::max(0.05, pump.hydraulicEfficiency.si * pump.motorEfficiency.si * pump.driveEfficiency.si);
}

}  // namespace

void Compiler::chillers() {
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
}

void Compiler::circuits() {
  for (std::uint32_t i = 0; i < layout().circuits.size(); ++i) model_.circuits.push_back(circuit(i));
}

CircuitModel Compiler::circuit(std::uint32_t i) {
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
  // the staging of pumps knows as many of a kind
  if (placed.pumps.size() > 64 || placed.condenserPumps.size() > 64) refuse(placed.id, "sim.circuit-pumps");
  pumps(placed, c);
  header(i, c);
  if (c.isChilled || !placed.exchangers.empty()) {
    if (placed.towers.empty() && placed.lakes.empty()) refuse(placed.id, "sim.circuit-without-rejection");
    if (placed.condenserPumps.empty()) refuse(placed.id, "sim.circuit-without-condenser-pump");
  } else if (placed.dryCoolers.empty() && placed.lakes.empty()) {
    refuse(placed.id, "sim.circuit-without-rejection");
  }
  sinks(placed, c);
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

void Compiler::pumps(const PlacedCircuit& placed, CircuitModel& c) const {
  const PumpSpec& pump = *layout().pumps[placed.pumps.front()].spec;
  c.pumpKgPerS = pump.flow.si;
  c.pumpDpPa = pump.head.si;
  c.pumpEfficiency = efficiencyOf(pump);
  const auto installed = static_cast<std::uint32_t>(placed.pumps.size());
  const auto wanted = static_cast<std::uint32_t>(std::ceil(c.designFlowKgPerS / std::max(0.1, c.pumpKgPerS) - 1e-6));
  c.pumpsNeeded = std::clamp(wanted, 1u, installed);
  if (placed.condenserPumps.empty()) return;
  const PumpSpec& condenser = *layout().pumps[placed.condenserPumps.front()].spec;
  c.condenserPumpKgPerS = condenser.flow.si;
  c.condenserPumpDpPa = condenser.head.si;
  c.condenserPumpEfficiency = efficiencyOf(condenser);
  double condenserFlow = 0.0;
  for (const std::uint32_t k : placed.chillers) condenserFlow += layout().chillers[k].spec->condenserFlow.si;
  for (const std::uint32_t x : placed.exchangers) condenserFlow += layout().exchangers[x].spec->coldFlow.si;
  const auto condensers = static_cast<std::uint32_t>(placed.condenserPumps.size());
  const auto needed =
      static_cast<std::uint32_t>(std::ceil(condenserFlow / std::max(0.1, c.condenserPumpKgPerS) - 1e-6));
  c.condenserPumpsNeeded = std::clamp(needed, 1u, condensers);
  // what is not lost in the machines or lifted is lost in common pipes, at the flow of all pumps that are needed
  const double all = c.condenserPumpsNeeded * c.condenserPumpKgPerS;
  c.condenserResistance =
      (1.0 - stage::condenserMachineShare - stage::condenserLiftShare) * c.condenserPumpDpPa / (all * all);
  c.condenserMachinesPa = stage::condenserMachineShare * c.condenserPumpDpPa;
}

}  // namespace plenum
