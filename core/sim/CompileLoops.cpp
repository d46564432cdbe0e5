// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/Math.h"
#include "sim/Compiler.h"

namespace plenum {

using physics::FlowArrangement;

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
    for (std::uint32_t g = 0; g < model_.groups.size(); ++g)
      if (model_.groups[g].loop == i) loop.groups.push_back(g);
    model_.loops.push_back(loop);
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
    cdu.pumpDpPa = spec.secondaryPressure.si;
    cdu.pumpW = spec.pumpPower.si / cdu.pumpsNeeded;
    cdu.controlW = spec.controlPower.si;
    cdu.waterKg = std::max(1.0, spec.volume.si * 1e-3 * loop.rhoKgPerM3);
    cdu.pumpRampS = std::max(1.0, spec.pumpRamp.si);
    cdu.valveStrokeS = std::max(1.0, spec.valveStroke.si);
    model_.cdus.push_back(cdu);
  }
}

}  // namespace plenum
