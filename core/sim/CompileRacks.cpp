// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <tuple>

#include "base/Hash.h"
#include "base/Random.h"
#include "physics/Server.h"
#include "sim/Compiler.h"
#include "site/Network.h"

namespace plenum {

using physics::FlowArrangement;

namespace {

constexpr std::uint64_t skewPurpose = 0x736b6577;

}  // namespace

std::uint32_t Compiler::classOf(const PlacedRack& rack) {
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
  // switches and optics draw all the time; they are counted in the racks that they serve [assumption]
  const double networkW = layout().fabric ? server.chips * networkWattsPerChip(*layout().fabric, layout().chips) : 0.0;
  k.otherIdleW = server.otherIdle.si + networkW;
  k.otherSpanW = server.otherFull.si - server.otherIdle.si;
  k.fansW = spec.servers * server.fansNominal.si;
  k.airM3PerS = spec.servers * server.airFlowNominal.si;
  k.fanRampFromC = server.fanRampFrom.si;
  k.fanRampPerK = server.fanRampPerKelvin;
  k.fanMax = server.fanMaxSpeed;
  k.cutOutC = server.cutOutAt.si;
  k.restartC = server.cutOutAt.si - server.cutOutBand.si;
  // what chips and heat sinks hold is kept apart; the measured figure is that of a whole server
  const double chipsJPerK = server.chips * (chip.dieCapacity.si + chip.sinkCapacity.si);
  k.chassisJPerK = spec.servers * std::max(0.5 * server.airSideCapacity.si, server.airSideCapacity.si - chipsJPerK);
  k.chassisWPerK = spec.servers * (server.airSideConductance.si > 0.0
                                       ? server.airSideConductance.si
                                       : server.airSideCapacity.si * physics::server2uWPerK / physics::server2uJPerK);
  k.isLiquid = spec.liquidCapture.si > 0.0;
  k.isImmersed = spec.isImmersed;
  k.dieJPerK = chip.dieCapacity.si;
  // a chip in a bath of dielectric keeps its air sink and has neither plate nor fans
  k.plateJPerK = k.isLiquid && !k.isImmersed ? chip.plateCapacity.si : chip.sinkCapacity.si;
  k.junctionKPerW = chip.junctionToPlate.si;
  k.convectionKPerW = k.isLiquid ? chip.plateConvection.si : chip.sinkConvection.si;
  // nor does it know the air of the room
  if (k.isImmersed) k.cutOutC = k.restartC = 1e9;
  if (k.isImmersed) k.convectionKPerW = chip.immersionConvection.si, k.fansW = 0.0, k.fanRampPerK = 0.0;
  k.memoryShare = chip.memoryShare.si;
  k.hasMemory = k.memoryShare > 0.0;
  if (k.hasMemory) {
    k.memoryJPerK = chip.memoryCapacity.si;
    k.memoryKPerW = chip.memoryToPlate.si;
    k.memoryThrottleC = chip.memoryThrottleAt.si;
    k.memoryShutdownC = chip.memoryShutdownAt.si;
    if (!(k.memoryJPerK > 0 && k.memoryKPerW > 0 && k.memoryThrottleC > 0 && k.memoryShutdownC > k.memoryThrottleC))
      refuse(chip.id, "sim.chip-memory");
    model_.hasMemory = true;
  }
  k.designFlowKgPerS = spec.designFlow.si;
  k.manifoldM3 = spec.manifoldVolume.si * 1e-3;
  const double efficiency[4] = {server.psuLoad10.si, server.psuLoad20.si, server.psuLoad50.si, server.psuLoad100.si};
  const double load[4] = {0.1, 0.2, 0.5, 1.0};
  for (int i = 0; i < 4; ++i) k.psuLossFraction[static_cast<std::size_t>(i)] = load[i] * (1.0 / efficiency[i] - 1.0);
  const double chipsW = k.chips * k.tdpW, serversW = spec.servers * server.otherFull.si;
  const double otherW = serversW + spec.servers * networkW;
  // supplies are redundant: each half carries the whole rack, so that at full load they run near a half
  k.psuRatingW = std::max(2.0 * (chipsW + otherW + k.fansW), 1.0);
  if (spec.shelves > 0 && spec.shelfPower.si > 0.0)
    k.shelves = spec.shelves, k.shelfW = spec.shelfPower.si, k.restsShelves = spec.restsShelves;
  // switches are cooled by air: the coolant catches its share of the servers alone
  const double caughtW = chipsW + serversW + k.fansW;
  const double toLiquidW = spec.liquidCapture.si * (caughtW + 2.0 * caughtW * k.psuLossFraction[2]);
  k.chipToLiquid = k.isLiquid ? std::min(1.0, toLiquidW / chipsW) : 0.0;
  k.otherToLiquid = k.isLiquid && otherW > 0.0 ? std::clamp((toLiquidW - chipsW) / otherW, 0.0, 1.0) : 0.0;
  // all of an immersed server stands in the coolant; what the tank's walls give to the room is a share of everything
  if (k.isImmersed) k.chipToLiquid = k.otherToLiquid = k.lossToLiquid = spec.liquidCapture.si;
  if (!(k.dieJPerK > 0 && k.plateJPerK > 0 && k.junctionKPerW > 0 && k.convectionKPerW > 0))
    refuse(chip.id, "sim.chip-thermal");
  if (k.isImmersed && !(k.isLiquid && chip.immersionConvection.si > 0)) refuse(spec.id, "sim.rack-immersion");
  if (!(k.airM3PerS > 0 && k.chassisJPerK > 0)) refuse(server.id, "sim.server-air");
  const double carriedW = (spec.shelves - 1) * spec.shelfPower.si;
  if (spec.shelves > 0 && carriedW * 1.0001 < chipsW + otherW + k.fansW) refuse(spec.id, "sim.rack-shelves");
  if (k.isLiquid && !(k.designFlowKgPerS > 0 && k.manifoldM3 > 0)) refuse(spec.id, "sim.rack-coolant");
  model_.classes.push_back(k);
  return static_cast<std::uint32_t>(model_.classes.size() - 1);
}

void Compiler::racks() {
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
  rackLeaks();
  skews();
}

RackGroup Compiler::group(const PlacedRack& rack, std::uint32_t rackClass, std::uint32_t loop) {
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
// mean is 1
void Compiler::rackLeaks() {
  model_.rackLeak.assign(layout().racks.size(), 1.0f);
  for (const PlacedRow& row : layout().rows) {
    double sum = 0.0;
    const auto weight = [&](std::uint32_t i) {
      const std::uint32_t fromEnd = std::min(i, row.racks - 1 - i);
      return fromEnd == 0 ? 2.2 : fromEnd == 1 ? 1.3 : 0.7;
    };
    for (std::uint32_t i = 0; i < row.racks; ++i) sum += weight(i);
    for (std::uint32_t i = 0; i < row.racks; ++i)
      model_.rackLeak[row.firstRack + i] = static_cast<float>(weight(i) * row.racks / sum);
  }
}

// a chip's own share of its server's load: ±2 % (one standard deviation, estimate), the same in every run
void Compiler::skews() {
  model_.chipSkew.assign(std::size_t{model_.blocks} * lanes, 0.0f);
  for (std::size_t r = 0; r < layout().racks.size(); ++r) {
    const RandomKey key{0, hashOf(layout().racks[r].id), skewPurpose};
    float* skew = &model_.chipSkew[std::size_t{model_.rackFirstBlock[r]} * lanes];
    for (std::uint32_t c = 0; c < model_.classOf(static_cast<std::uint32_t>(r)).chips; ++c)
      skew[c] = static_cast<float>(1.0 + std::clamp(0.02 * randomNormal(key, c), -0.06, 0.06));
  }
}

}  // namespace plenum
