// SPDX-License-Identifier: Apache-2.0
// What runs in the pipes of the picture.
#include <limits>

#include "scene/PipeRuns.h"

namespace plenum {
namespace {

constexpr float unknownFlow = std::numeric_limits<float>::quiet_NaN();

float flowAt(const std::vector<float>& values, std::uint32_t i) { return i < values.size() ? values[i] : unknownFlow; }

float isOn(const std::vector<Running>& states, std::uint32_t i) {
  return i < states.size() && (states[i] == Running::failed || states[i] == Running::off || states[i] == Running::dark)
             ? 0.0f
             : 1.0f;
}

float branchFlow(const PipeRun& run, const Frame& frame, float whole) {
  const std::uint32_t i = run.unit.index;
  switch (run.unit.kind) {
    case Kind::cdu:
      return flowAt(
          run.water == PipeRun::Water::coolant ? frame.cdus.secondaryFlowKgPerS : frame.cdus.primaryFlowKgPerS, i);
    case Kind::fanWall:
      return flowAt(frame.fanWalls.valve, i) > 0.005f ? whole : 0.0f;
    case Kind::pump:
      return flowAt(frame.pumps.flowKgPerS, i);
    case Kind::chiller:
      return whole * isOn(frame.chillers.state, i);
    case Kind::tower:
      return whole * isOn(frame.towers.state, i);
    case Kind::dryCooler:
      return whole * isOn(frame.dryCoolers.state, i);
    case Kind::exchanger:
      return whole * isOn(frame.exchangers.state, i);
    case Kind::tank:
      return whole * isOn(frame.tanks.state, i);
    case Kind::lake:
      return whole * isOn(frame.lakes.state, i);
    default:
      return whole;
  }
}

}  // namespace

PipeFlow flowIn(const PipeRun& run, const Frame& frame) {
  PipeFlow flow{unknownFlow, unknownFlow};
  switch (run.water) {
    case PipeRun::Water::coolant:
      flow.temperatureC = flowAt(run.isReturn ? frame.loops.returnC : frame.loops.supplyC, run.source);
      flow.flowKgPerS = branchFlow(run, frame, flowAt(frame.loops.flowKgPerS, run.source));
      return flow;
    case PipeRun::Water::condenser: {
      flow.temperatureC =
          flowAt(run.isReturn ? frame.circuits.condenserReturnC : frame.circuits.condenserSupplyC, run.source);
      if (run.unit.kind == Kind::lake)
        flow.temperatureC = flowAt(run.isReturn ? frame.lakes.dischargeC : frame.lakes.intakeC, run.unit.index);
      float sum = 0.0f;
      if (frame.layout && run.source < frame.layout->circuits.size())
        for (std::uint32_t p : frame.layout->circuits[run.source].condenserPumps)
          sum += flowAt(frame.pumps.flowKgPerS, p);
      flow.flowKgPerS = branchFlow(run, frame, sum);
      return flow;
    }
    case PipeRun::Water::facility:
      break;
  }
  flow.temperatureC = flowAt(run.isReturn ? frame.circuits.returnC : frame.circuits.supplyC, run.source);
  if (run.isReturn && run.unit.kind == Kind::cdu) flow.temperatureC = flowAt(frame.cdus.primaryOutC, run.unit.index);
  if (run.isReturn && run.unit.kind == Kind::fanWall)
    flow.temperatureC = flowAt(frame.fanWalls.waterOutC, run.unit.index);
  flow.flowKgPerS = branchFlow(run, frame, flowAt(frame.circuits.flowKgPerS, run.source));
  return flow;
}

}  // namespace plenum
