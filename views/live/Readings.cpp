// SPDX-License-Identifier: Apache-2.0
#include "live/Readings.h"

#include <algorithm>
#include <array>
#include <limits>

namespace plenum::views {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
// what is marked as missing by a negative number
double orNothing(double value) { return value < 0.0 ? nothing : value; }

template <class T>
double at(const std::vector<T>& values, std::uint32_t i) {
  return i < values.size() ? double(values[i]) : nothing;
}

using G = Reading::Group;
using F = const Frame&;
using E = EntityRef;

double rackSum(F f, E e, const std::vector<float>& values) {
  if (!f.layout || e.index >= f.layout->rows.size()) return nothing;
  const PlacedRow& row = f.layout->rows[e.index];
  if (row.firstRack + row.racks > values.size()) return nothing;
  double sum = 0.0;
  for (std::uint32_t i = 0; i < row.racks; ++i) sum += values[row.firstRack + i];
  return sum;
}
double rackMax(F f, E e, const std::vector<float>& values) {
  if (!f.layout || e.index >= f.layout->rows.size()) return nothing;
  const PlacedRow& row = f.layout->rows[e.index];
  if (row.racks == 0 || row.firstRack + row.racks > values.size()) return nothing;
  return *std::max_element(values.begin() + row.firstRack, values.begin() + row.firstRack + row.racks);
}
double buildingSum(F f, E e) {
  if (!f.layout) return nothing;
  double sum = 0.0;
  bool hasHall = false;
  for (std::size_t h = 0; h < f.layout->halls.size() && h < f.halls.itPowerW.size(); ++h)
    if (f.layout->halls[h].building == e.index) sum += f.halls.itPowerW[h], hasHall = true;
  return hasHall ? sum : nothing;
}
double buildingMaxChip(F f, E e) {
  if (!f.layout) return nothing;
  double most = nothing;
  for (std::size_t h = 0; h < f.layout->halls.size() && h < f.halls.maxChipC.size(); ++h)
    if (f.layout->halls[h].building == e.index && !(f.halls.maxChipC[h] <= most)) most = f.halls.maxChipC[h];
  return most;
}
const PlacedRack* rackOf(F f, E e) {
  return f.layout && e.index < f.layout->racks.size() ? &f.layout->racks[e.index] : nullptr;
}
double throttleOfRack(F f, E e) {
  const PlacedRack* rack = rackOf(f, e);
  return rack && rack->chip ? rack->chip->throttleAt.si : nothing;
}
double throttleOfChip(F f, E e) {
  if (!f.layout || e.index >= f.layout->chips) return nothing;
  return throttleOfRack(f, {Kind::rack, f.layout->rackOfChip(e.index)});
}
template <class Placed>
double rated(const std::vector<Placed>& things, std::uint32_t i, Watts Placed::*member) {
  return i < things.size() ? (things[i].*member).si : nothing;
}

#define READ(expression)   \
  [](F f, E e) -> double { \
    (void)f, (void)e;      \
    return expression;     \
  }

const Reading campus[] = {
    {"it-power", G::power, Unit::watts, READ(f.metrics.itPowerW)},
    {"facility-power", G::power, Unit::watts, READ(f.metrics.facilityPowerW)},
    {"cooling-power", G::power, Unit::watts, READ(f.metrics.coolingPowerW)},
    {"loss-power", G::power, Unit::watts, READ(f.metrics.lossPowerW)},
    {"other-power", G::power, Unit::watts, READ(f.metrics.otherPowerW)},
    {"battery-power", G::power, Unit::watts, READ(f.metrics.batteryPowerW)},
    {"genset-power", G::power, Unit::watts, READ(f.metrics.gensetPowerW)},
    {"pue", G::power, Unit::ratio, READ(f.metrics.pue > 0 ? f.metrics.pue : nothing),
     READ(f.layout&& f.layout->site&& f.layout->site->surroundings.pueLimit > 0 ? f.layout->site->surroundings.pueLimit
                                                                                : nothing)},
    {"max-chip", G::heat, Unit::celsius, READ(f.metrics.maxChipC)},
    {"mean-chip", G::heat, Unit::celsius, READ(f.metrics.meanChipC)},
    {"max-inlet", G::heat, Unit::celsius, READ(f.metrics.maxInletC)},
    {"max-coolant", G::heat, Unit::celsius, READ(f.metrics.maxCoolantC)},
    {"outdoor", G::heat, Unit::celsius, READ(f.metrics.outdoorC)},
    {"wet-bulb", G::heat, Unit::celsius, READ(f.metrics.wetBulbC)},
    {"utilisation", G::work, Unit::fraction, READ(f.metrics.utilisation)},
    {"throttled-chips", G::work, Unit::count, READ(f.metrics.throttledChips)},
    {"tripped-chips", G::work, Unit::count, READ(f.metrics.trippedChips)},
    {"dark-racks", G::work, Unit::count, READ(f.metrics.darkRacks)},
    {"running-jobs", G::work, Unit::count, READ(f.metrics.runningJobs)},
    {"queued-jobs", G::work, Unit::count, READ(f.metrics.queuedJobs)},
    {"water", G::water, Unit::waterKgPerS, READ(f.metrics.waterKgPerS)},
    {"wue", G::water, Unit::litresPerKwh, READ(f.metrics.itEnergyJ > 0 ? f.metrics.wueLPerKwh : nothing)},
    {"carbon", G::water, Unit::carbonKgPerS, READ(f.metrics.carbonKgPerS)},
    {"cue", G::water, Unit::kgPerKwh, READ(f.metrics.itEnergyJ > 0 ? f.metrics.cueKgPerKwh : nothing)},
    {"price", G::water, Unit::yuanPerKwh, READ(f.metrics.priceYuanPerKwh)},
    {"cost", G::water, Unit::yuan, READ(f.metrics.costYuan)},
};
const Reading building[] = {
    {"it-power", G::power, Unit::watts, READ(buildingSum(f, e))},
    {"max-chip", G::heat, Unit::celsius, READ(buildingMaxChip(f, e))},
};
const Reading hall[] = {
    {"it-power", G::power, Unit::watts, READ(at(f.halls.itPowerW, e.index))},
    {"max-inlet", G::heat, Unit::celsius, READ(at(f.halls.maxInletC, e.index))},
    {"cold-aisle", G::heat, Unit::celsius, READ(at(f.halls.coldAisleC, e.index))},
    {"hot-aisle", G::heat, Unit::celsius, READ(at(f.halls.hotAisleC, e.index))},
    {"supply-air", G::heat, Unit::celsius, READ(at(f.halls.supplyAirC, e.index)), READ(at(f.halls.setpointC, e.index)),
     Quality::computed, true},
    {"humidity", G::heat, Unit::fraction, READ(at(f.halls.humidity, e.index))},
    {"max-chip", G::heat, Unit::celsius, READ(at(f.halls.maxChipC, e.index))},
    {"air-ratio", G::heat, Unit::ratio, READ(at(f.halls.airRatio, e.index))},
};
const Reading row[] = {
    {"it-power", G::power, Unit::watts, READ(rackSum(f, e, f.racks.powerW))},
    {"max-chip", G::heat, Unit::celsius, READ(rackMax(f, e, f.racks.maxChipC))},
    {"max-inlet", G::heat, Unit::celsius, READ(rackMax(f, e, f.racks.inletC))},
    {"max-coolant-out", G::heat, Unit::celsius, READ(rackMax(f, e, f.racks.coolantOutC))},
    {"throttled-chips", G::work, Unit::count, READ(rackSum(f, e, f.racks.throttled))},
};
const Reading rack[] = {
    {"rack-power", G::power, Unit::watts, READ(at(f.racks.powerW, e.index)),
     READ(rackOf(f, e) && rackOf(f, e)->spec ? rackOf(f, e)->spec->ratedPower.si : nothing)},
    {"max-chip", G::heat, Unit::celsius, READ(at(f.racks.maxChipC, e.index)), throttleOfRack},
    {"mean-chip", G::heat, Unit::celsius, READ(at(f.racks.meanChipC, e.index))},
    {"coolant-out", G::heat, Unit::celsius,
     READ(rackOf(f, e) && rackOf(f, e)->loop != none ? at(f.racks.coolantOutC, e.index) : nothing)},
    {"coolant-in", G::heat, Unit::celsius,
     READ(rackOf(f, e) && rackOf(f, e)->loop != none ? at(f.racks.coolantInC, e.index) : nothing)},
    {"coolant-flow", G::heat, Unit::kgPerS,
     READ(rackOf(f, e) && rackOf(f, e)->loop != none ? at(f.racks.flowKgPerS, e.index) : nothing),
     READ(rackOf(f, e) && rackOf(f, e)->spec && rackOf(f, e)->loop != none ? rackOf(f, e)->spec->designFlow.si
                                                                           : nothing)},
    {"inlet-air", G::heat, Unit::celsius, READ(at(f.racks.inletC, e.index))},
    {"outlet-air", G::heat, Unit::celsius, READ(at(f.racks.outletC, e.index))},
    {"air-flow", G::heat, Unit::m3PerS, READ(at(f.racks.airFlowM3PerS, e.index))},
    {"utilisation", G::work, Unit::fraction, READ(at(f.racks.utilisation, e.index))},
    {"throttled-chips", G::work, Unit::count, READ(at(f.racks.throttled, e.index))},
};
const Reading chip[] = {
    {"die", G::heat, Unit::celsius, READ(at(f.chips.dieC, e.index)), throttleOfChip},
    {"chip-power", G::power, Unit::watts, READ(at(f.chips.powerW, e.index))},
    {"utilisation", G::work, Unit::fraction, READ(at(f.chips.utilisation, e.index))},
    {"frequency", G::work, Unit::fraction, READ(at(f.chips.frequency, e.index))},
};
const Reading loop[] = {
    {"supply", G::heat, Unit::celsius, READ(at(f.loops.supplyC, e.index)), READ(at(f.loops.setpointC, e.index)),
     Quality::sensed, true},
    {"return", G::heat, Unit::celsius, READ(at(f.loops.returnC, e.index)), nullptr, Quality::sensed},
    {"setpoint", G::heat, Unit::celsius, READ(at(f.loops.setpointC, e.index))},
    {"flow", G::heat, Unit::kgPerS, READ(at(f.loops.flowKgPerS, e.index)), nullptr, Quality::sensed},
    {"heat", G::heat, Unit::heat, READ(at(f.loops.heatW, e.index))},
    {"level", G::water, Unit::fraction, READ(at(f.loops.levelFraction, e.index)), nullptr, Quality::sensed},
};
const Reading cdu[] = {
    {"heat", G::heat, Unit::heat, READ(at(f.cdus.heatW, e.index)),
     READ(f.layout&& e.index < f.layout->cdus.size() && f.layout->cdus[e.index].spec
              ? f.layout->cdus[e.index].spec->ratedHeat.si
              : nothing)},
    {"primary-in", G::heat, Unit::celsius, READ(at(f.cdus.primaryInC, e.index))},
    {"primary-out", G::heat, Unit::celsius, READ(at(f.cdus.primaryOutC, e.index))},
    {"primary-flow", G::heat, Unit::kgPerS, READ(at(f.cdus.primaryFlowKgPerS, e.index))},
    {"secondary-flow", G::heat, Unit::kgPerS, READ(at(f.cdus.secondaryFlowKgPerS, e.index))},
    {"pump-speed", G::power, Unit::fraction, READ(at(f.cdus.pumpSpeed, e.index))},
    {"valve", G::heat, Unit::fraction, READ(at(f.cdus.valve, e.index))},
    {"own-power", G::power, Unit::watts, READ(at(f.cdus.powerW, e.index))},
};
const Reading fanWall[] = {
    {"heat", G::heat, Unit::heat, READ(at(f.fanWalls.heatW, e.index)),
     READ(f.layout&& e.index < f.layout->fanWalls.size() && f.layout->fanWalls[e.index].spec
              ? f.layout->fanWalls[e.index].spec->ratedHeat.si
              : nothing)},
    {"air-in", G::heat, Unit::celsius, READ(at(f.fanWalls.airInC, e.index))},
    {"air-out", G::heat, Unit::celsius, READ(at(f.fanWalls.airOutC, e.index))},
    {"water-out", G::heat, Unit::celsius, READ(at(f.fanWalls.waterOutC, e.index))},
    {"fan-speed", G::power, Unit::fraction, READ(at(f.fanWalls.fanSpeed, e.index))},
    {"valve", G::heat, Unit::fraction, READ(at(f.fanWalls.valve, e.index))},
    {"own-power", G::power, Unit::watts, READ(at(f.fanWalls.powerW, e.index))},
};
const Reading circuit[] = {
    {"supply", G::heat, Unit::celsius, READ(at(f.circuits.supplyC, e.index)), READ(at(f.circuits.setpointC, e.index)),
     Quality::sensed, true},
    {"return", G::heat, Unit::celsius, READ(at(f.circuits.returnC, e.index)), nullptr, Quality::sensed},
    {"condenser-supply", G::heat, Unit::celsius, READ(at(f.circuits.condenserSupplyC, e.index))},
    {"condenser-return", G::heat, Unit::celsius, READ(at(f.circuits.condenserReturnC, e.index))},
    {"setpoint", G::heat, Unit::celsius, READ(at(f.circuits.setpointC, e.index))},
    {"flow", G::heat, Unit::kgPerS, READ(at(f.circuits.flowKgPerS, e.index)), nullptr, Quality::sensed},
    {"heat", G::heat, Unit::heat, READ(at(f.circuits.heatW, e.index))},
    {"water", G::water, Unit::waterKgPerS, READ(at(f.circuits.waterKgPerS, e.index))},
};
const Reading pump[] = {
    {"pump-speed", G::power, Unit::fraction, READ(at(f.pumps.speed, e.index))},
    {"flow", G::heat, Unit::kgPerS, READ(at(f.pumps.flowKgPerS, e.index)),
     READ(f.layout&& e.index < f.layout->pumps.size() && f.layout->pumps[e.index].spec
              ? f.layout->pumps[e.index].spec->flow.si
              : nothing)},
    {"own-power", G::power, Unit::watts, READ(at(f.pumps.powerW, e.index))},
};
const Reading chiller[] = {
    {"cooling", G::heat, Unit::heat, READ(at(f.chillers.coolingW, e.index)),
     READ(f.layout&& e.index < f.layout->chillers.size() && f.layout->chillers[e.index].spec
              ? f.layout->chillers[e.index].spec->ratedCooling.si
              : nothing)},
    {"part-load", G::heat, Unit::fraction, READ(at(f.chillers.partLoad, e.index))},
    {"own-power", G::power, Unit::watts, READ(at(f.chillers.powerW, e.index))},
    {"cop", G::power, Unit::none, READ(at(f.chillers.cop, e.index) > 0 ? at(f.chillers.cop, e.index) : nothing)},
    {"leaving", G::heat, Unit::celsius, READ(at(f.chillers.leavingC, e.index))},
    {"entering-condenser", G::heat, Unit::celsius, READ(at(f.chillers.enteringCondenserC, e.index))},
};
const Reading tower[] = {
    {"heat", G::heat, Unit::heat, READ(at(f.towers.heatW, e.index)),
     READ(f.layout&& e.index < f.layout->towers.size() && f.layout->towers[e.index].spec
              ? f.layout->towers[e.index].spec->ratedHeat.si
              : nothing)},
    {"leaving", G::heat, Unit::celsius, READ(at(f.towers.leavingC, e.index))},
    {"wet-bulb", G::heat, Unit::celsius, READ(f.metrics.wetBulbC)},
    {"fan-speed", G::power, Unit::fraction, READ(at(f.towers.fanSpeed, e.index))},
    {"own-power", G::power, Unit::watts, READ(at(f.towers.powerW, e.index))},
    {"water", G::water, Unit::waterKgPerS, READ(at(f.towers.waterKgPerS, e.index))},
};
const Reading dryCooler[] = {
    {"heat", G::heat, Unit::heat, READ(at(f.dryCoolers.heatW, e.index)),
     READ(f.layout&& e.index < f.layout->dryCoolers.size() && f.layout->dryCoolers[e.index].spec
              ? f.layout->dryCoolers[e.index].spec->ratedHeat.si
              : nothing)},
    {"leaving", G::heat, Unit::celsius, READ(at(f.dryCoolers.leavingC, e.index))},
    {"outdoor", G::heat, Unit::celsius, READ(f.metrics.outdoorC)},
    {"fan-speed", G::power, Unit::fraction, READ(at(f.dryCoolers.fanSpeed, e.index))},
    {"own-power", G::power, Unit::watts, READ(at(f.dryCoolers.powerW, e.index))},
};
const Reading powerDevice[] = {
    {"output", G::power, Unit::watts, READ(at(f.power.outputW, e.index)),
     READ(f.layout ? rated(f.layout->power, e.index, &PlacedPower::rating) : nothing)},
    {"input", G::power, Unit::watts, READ(at(f.power.inputW, e.index))},
    {"load", G::power, Unit::fraction, READ(at(f.power.loadFraction, e.index))},
    {"loss", G::power, Unit::watts, READ(at(f.power.lossW, e.index))},
    {"spare", G::power, Unit::watts,
     READ(f.layout ? rated(f.layout->power, e.index, &PlacedPower::rating) - at(f.power.outputW, e.index) : nothing)},
    {"battery", G::power, Unit::fraction,
     READ(f.layout&& e.index < f.layout->power.size() &&
                  (f.layout->power[e.index].ups || f.layout->power[e.index].storage)
              ? at(f.power.batteryFraction, e.index)
              : nothing)},
    {"battery-time", G::power, Unit::minutes, READ(orNothing(at(f.power.batteryMinutes, e.index)))},
    {"fuel", G::power, Unit::fraction,
     READ(f.layout&& e.index < f.layout->power.size() && f.layout->power[e.index].genset
              ? at(f.power.fuelFraction, e.index)
              : nothing)},
    {"fuel-time", G::power, Unit::hours, READ(orNothing(at(f.power.fuelHours, e.index)))},
    {"mains-frequency", G::power, Unit::hertz,
     READ(at(f.power.frequencyHz, e.index) > 0 ? at(f.power.frequencyHz, e.index) : nothing)},
};

const Reading tank[] = {
    {"charge", G::heat, Unit::fraction, READ(at(f.tanks.charge, e.index))},
    {"top", G::heat, Unit::celsius, READ(at(f.tanks.topC, e.index))},
    {"bottom", G::heat, Unit::celsius, READ(at(f.tanks.bottomC, e.index))},
};

const Reading lake[] = {
    {"heat", G::heat, Unit::heat, READ(at(f.lakes.heatW, e.index))},
    {"intake", G::heat, Unit::celsius, READ(at(f.lakes.intakeC, e.index))},
    {"discharge", G::heat, Unit::celsius, READ(at(f.lakes.dischargeC, e.index))},
};

#undef READ

const std::array<ReadingTable, kindCount> tables{{
    {campus, 1, 0, 3},      {building, 0, 0, 1}, {hall, 0, 1, 4}, {row, 0, 1, 3},     {rack, 0, 1, 3},
    {chip, 0, 0, 1},        {loop, 0, 0, 2},     {cdu, 0, 1, 2},  {fanWall, 0, 1, 2}, {circuit, 0, 0, 2},
    {pump, 0, 1, 1},        {chiller, 0, 4, 2},  {{}, 0, 0, 0},   {tower, 3, 1, 2},   {dryCooler, 3, 1, 2},
    {powerDevice, 2, 0, 2}, {tank, 0, 1, 2},     {lake, 0, 1, 2}, {{}, 0, 0, 0},
}};

std::optional<Running> at(const std::vector<Running>& states, std::uint32_t i) {
  return i < states.size() ? std::optional(states[i]) : std::nullopt;
}

}  // namespace

const ReadingTable& readingsOf(Kind kind) { return tables[static_cast<std::size_t>(kind)]; }

std::optional<Running> runningOf(const Frame& frame, EntityRef entity) {
  if (entity.part != 0) return std::nullopt;  // a frame holds the state of the whole unit only
  switch (entity.kind) {
    case Kind::cdu:
      return at(frame.cdus.state, entity.index);
    case Kind::fanWall:
      return at(frame.fanWalls.state, entity.index);
    case Kind::pump:
      return at(frame.pumps.state, entity.index);
    case Kind::chiller:
      return at(frame.chillers.state, entity.index);
    case Kind::tower:
      return at(frame.towers.state, entity.index);
    case Kind::dryCooler:
      return at(frame.dryCoolers.state, entity.index);
    case Kind::exchanger:
      return at(frame.exchangers.state, entity.index);
    case Kind::tank:
      return at(frame.tanks.state, entity.index);
    case Kind::lake:
      return at(frame.lakes.state, entity.index);
    case Kind::powerDevice:
      return at(frame.power.state, entity.index);
    case Kind::rack:
      if (entity.index >= frame.racks.isEnergised.size()) return std::nullopt;
      return frame.racks.isEnergised[entity.index] ? Running::on : Running::dark;
    default:
      return std::nullopt;
  }
}

bool canFail(Kind kind, std::uint32_t) {
  switch (kind) {
    case Kind::cdu:
    case Kind::fanWall:
    case Kind::pump:
    case Kind::chiller:
    case Kind::tower:
    case Kind::dryCooler:
    case Kind::exchanger:
    case Kind::circuit:
    case Kind::tank:
    case Kind::lake:
    case Kind::powerDevice:
      return true;
    default:
      return false;
  }
}

}  // namespace plenum::views
