// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>

#include "physics/AirCoil.h"
#include "physics/Frost.h"
#include "sim/Engine.h"
#include "sim/Stages.h"

namespace plenum {

// The tick is this list. What a stage reads and writes, and what is one step old, is said in ARCHITECTURE.md.
void tick(const SimModel& model, SimState& state, std::span<const Action> due, Parallel& parallel) {
  while (state.scriptAt < model.script.size() && model.script[state.scriptAt].tick <= state.tick)
    stage::take(model, state, model.script[state.scriptAt++].action);
  for (const Action& action : due) stage::take(model, state, action);

  stage::outside(model, state);
  stage::workload(model, state);
  for (int step = 0; step < model.subSteps; ++step) {
    stage::powerEvents(model, state, step);
    stage::flows(model, state);
    stage::chips(model, state, parallel);
    stage::loops(model, state);
    stage::air(model, state);
    stage::rejection(model, state);
    stage::power(model, state);
    stage::controls(model, state);
    stage::ledger(model, state);
    stage::meter(model, state, step);
  }
  ++state.tick;
  stage::alarms(model, state);
  stage::metrics(model, state);
}

std::int64_t tickOf(const SimState& state) { return state.tick; }
Time timeOf(const SimModel& model, const SimState& state) { return model.start + model.tick * state.tick; }
const Log<Event>& eventsOf(const SimState& state) { return state.events; }
const Log<Metrics>& historyOf(const SimState& state) { return state.history; }

namespace stage {

double sinceStartS(const SimModel& model, const SimState& state) {
  return model.tick.seconds() * static_cast<double>(state.tick);
}
Time nowOf(const SimModel& model, const SimState& state) { return timeOf(model, state); }

namespace {

// heat of a pipe above a temperature near its own, so that rounding is that of what moves and not of all that it holds
double heldJ(const physics::Pipe& pipe, const physics::PipeState& content, double aboveC) {
  std::array<double, 4> sum{};
  for (std::uint32_t i = 0; i < physics::PipeState::capacity; i += 4)
    for (std::uint32_t k = 0; k < 4; ++k) sum[k] += content.massKg[i + k] * (content.parcelC[i + k] - aboveC);
  const double waterKgK = (sum[0] + sum[1]) + (sum[2] + sum[3]);
  return pipe.cpJPerKgK * waterKgK + pipe.wallJPerK * (content.wallC - aboveC);
}

}  // namespace

double through(SimState& state, Block block, const physics::Pipe& pipe, physics::PipeState& content,
               const physics::PipeInflow& in, double dtS) {
  const double beforeJ = heldJ(pipe, content, in.inletC);
  const double outletC = physics::advance(pipe, content, in, dtS).outletC;
  const double gainJ = heldJ(pipe, content, in.inletC) - beforeJ;
  stored(state, block, gainJ);
  // a parcel of tons keeps its temperature to some 1e-14 K: what that loses leaves with the water, and no more than
  // that
  constexpr double roundedK = 1e-10;
  const double movedJPerK = in.flowKgPerS * dtS * pipe.cpJPerKgK;
  const double closingC = movedJPerK > 0.0 ? in.inletC - gainJ / movedJPerK : outletC;
  return std::abs(closingC - outletC) < roundedK ? closingC : outletC;
}

double heatHeldJ(const SimModel& model, const SimState& state) {
  double sum = 0.0;
  for (std::uint32_t r = 0; r < model.layout->racks.size(); ++r) {
    const RackClass& k = model.classOf(r);
    const std::size_t first = std::size_t{model.rackFirstBlock[r]} * lanes;
    for (std::uint32_t c = 0; c < k.chips; ++c)
      sum += k.dieJPerK * state.chips.dieC[first + c] + k.plateJPerK * state.chips.plateC[first + c];
    for (std::uint32_t c = 0; k.hasMemory && c < k.chips; ++c) sum += k.memoryJPerK * state.chips.memoryC[first + c];
    sum += k.chassisJPerK * state.racks.chassisC[r];
    const std::uint32_t loop = model.groups[model.rackGroup[r]].loop;
    if (loop != none)
      sum += model.loops[loop].rhoKgPerM3 * k.manifoldM3 * model.loops[loop].cpJPerKgK *
             (state.racks.supplyManifoldC[r] + state.racks.returnManifoldC[r]);
  }
  for (std::size_t i = 0; i < model.loops.size(); ++i) {
    const LoopModel& loop = model.loops[i];
    const physics::Pipe pipe{loop.pipeM3 * loop.rhoKgPerM3, loop.cpJPerKgK};
    sum += physics::storedJ(pipe, state.loops.supplyPipe[i]) + physics::storedJ(pipe, state.loops.returnPipe[i]);
  }
  for (std::size_t c = 0; c < model.cdus.size(); ++c)
    sum += model.cdus[c].waterKg * model.loops[model.layout->cdus[c].loop].cpJPerKgK * state.cdus.nodeC[c];
  for (std::size_t h = 0; h < model.halls.size(); ++h)
    sum +=
        airCpJPerKgK * (model.halls[h].coldAirKg * state.air.coldC[h] + model.halls[h].hotAirKg * state.air.hotC[h]) +
        model.halls[h].structureJPerK * state.air.structureC[h] +
        (model.halls[h].coldAirKg + model.halls[h].hotAirKg) * physics::vaporisationJPerKg * state.air.humidityRatio[h];
  for (std::size_t k = 0; k < model.chillers.size(); ++k) {
    const auto& chiller = model.layout->chillers[k];
    const CircuitModel& c = model.circuits[chiller.circuit];
    sum += chiller.spec->waterVolume.si * 1e-3 * c.rhoKgPerM3 * c.cpJPerKgK * state.plant.chillerLeavingC[k];
  }
  for (std::size_t i = 0; i < model.circuits.size(); ++i) {
    const CircuitModel& c = model.circuits[i];
    const physics::Pipe pipe{c.pipeM3 * c.rhoKgPerM3, c.cpJPerKgK};
    sum += c.headerKg * c.cpJPerKgK * (state.circuits.supplyC[i] + state.circuits.returnC[i]);
    sum += physics::storedJ(pipe, state.circuits.supplyPipe[i]) + physics::storedJ(pipe, state.circuits.returnPipe[i]);
    sum += state.circuits.basinLevelKg[i] * 4184.0 * state.circuits.basinC[i] -
           state.sinks.basinIceKg[i] * physics::iceJPerKg;
  }
  for (std::size_t t = 0; t < model.tanks.size(); ++t) sum += physics::storedJ(model.tanks[t], state.sinks.tanks[t]);
  for (std::size_t d = 0; d < model.dryCoolers.size(); ++d)
    sum += model.dryCoolers[d].coilKg * model.circuits[model.layout->dryCoolers[d].circuit].cpJPerKgK *
               state.sinks.coilC[d] -
           state.sinks.coilIceKg[d] * physics::iceJPerKg;
  return sum;
}

}  // namespace stage
}  // namespace plenum
