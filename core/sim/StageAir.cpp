// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>

#include "physics/HeatExchanger.h"
#include "sim/Stages.h"

namespace plenum::stage {
double fansTurning(const SimModel& model, const SimState& state, std::uint32_t fanWall) {
  const PlacedFanWall& placed = model.layout->fanWalls[fanWall];
  if (state.air.isFailed[fanWall] || !isLive(state, placed.feed, placed.feedB)) return 0.0;
  const double fans = std::max(1, placed.spec->fans);
  return 1.0 - std::min<double>(fans, std::popcount(state.air.fansFailed[fanWall])) / fans;
}

double unitsUp(const SimModel& model, const SimState& state, const FanWallGroup& group) {
  double up = 0.0;
  for (const std::uint32_t f : group.units) up += fansTurning(model, state, f);
  return up;
}

void air(const SimModel& model, SimState& state) {
  const double dt = model.dtS;
  SimState::Air& a = state.air;
  state.ledger.pendingJ = 0.0;
  for (std::uint32_t h = 0; h < model.halls.size(); ++h) {
    const HallModel& hall = model.halls[h];
    const PlacedHall& placed = model.layout->halls[h];
    const double coldC = a.coldC[h], hotC = a.hotC[h];

    // what the racks draw and give
    double itKgPerS = 0.0, fromHotKgPerS = 0.0, riseW = 0.0, inletKgK = 0.0, gaveJ = 0.0, doorJ = 0.0;
    for (std::uint32_t r = placed.firstRack; r < placed.firstRack + placed.racks; ++r) {
      const std::uint32_t g = model.rackGroup[r];
      const double kgPerS =
          model.classes[model.groups[g].rackClass].airM3PerS * state.groups.airRatio[g] * model.airRhoKgPerM3;
      itKgPerS += kgPerS;
      fromHotKgPerS += kgPerS * static_cast<double>(model.rackRecirculation[r]);
      inletKgK += kgPerS * state.racks.inletC[r];
      riseW += kgPerS * airCpJPerKgK * (state.racks.airOutC[r] - state.racks.inletC[r]);
      gaveJ += state.racks.airHeatJ[r];
      doorJ += state.racks.doorHeatJ[r];
    }
    const double toAirW = riseW * gain(model, Coupling::itToAir);
    gave(state, Coupling::itToAir, gaveJ);
    got(state, Coupling::itToAir, toAirW * dt + doorJ);
    gave(state, Coupling::doorsToCircuits, doorJ);
    a.itAirKgPerS[h] = itKgPerS;

    // fan walls
    double supplyKgPerS = 0.0, supplyKgK = 0.0;
    for (const std::uint32_t g : hall.fanWallGroups) {
      const FanWallGroup& group = model.fanWallGroups[g];
      const double waterCp = model.circuits[group.circuit].cpJPerKgK;
      const double up = unitsUp(model, state, group), speed = a.fanSpeed[g];
      const double airKgPerS = up * group.airM3PerS * speed * model.airRhoKgPerM3;
      const double waterInC = state.circuits.consumerInC[group.circuit];
      const double units = static_cast<double>(group.units.size());
      const double waterFraction = a.waterKgPerS[g] / (units * group.waterKgPerS);
      // coils without air pass their water by; the rest share the conductance
      const double ua = up * physics::uaOffDesign({group.coilUaWPerK, 0.5, 0.8, 0.85}, speed, waterFraction);
      const physics::Exchange x =
          physics::exchange(physics::FlowArrangement::crossUnmixed, ua, {hotC, airKgPerS * airCpJPerKgK},
                            {waterInC, a.waterKgPerS[g] * waterCp});
      gave(state, Coupling::airToCircuits, airKgPerS * airCpJPerKgK * (hotC - x.hotOutC) * dt);
      a.heatW[g] = x.heatW;
      a.waterOutC[g] = waterInC + (x.coldOutC - waterInC) * gain(model, Coupling::airToCircuits);
      const double fanW = up * group.fanW * speed * speed * speed;
      a.powerW[g] = fanW;
      gave(state, Coupling::fansToAir, fanW * dt);
      a.airOutC[g] = x.hotOutC;
      if (airKgPerS > 0.0) a.airOutC[g] += fanW * gain(model, Coupling::fansToAir) / (airKgPerS * airCpJPerKgK);
      got(state, Coupling::fansToAir, airKgPerS * airCpJPerKgK * (a.airOutC[g] - x.hotOutC) * dt);
      supplyKgPerS += airKgPerS;
      supplyKgK += airKgPerS * a.airOutC[g];
    }
    a.supplyAirKgPerS[h] = supplyKgPerS;
    a.supplyC[h] = supplyKgPerS > 0.0 ? supplyKgK / supplyKgPerS : coldC;

    // cold aisle and hot aisle: what is short comes back from the hot side, what is too much passes by
    const double drawn = itKgPerS - fromHotKgPerS;
    const double passed = std::max(0.0, supplyKgPerS - drawn), shortfall = std::max(0.0, drawn - supplyKgPerS);
    const double structureW = hall.structureWPerK * (a.structureC[h] - hotC);
    const double coldRiseK = (supplyKgK + shortfall * hotC - (drawn + passed) * coldC) * dt / hall.coldAirKg;
    const double hotRiseK = (inletKgK + passed * coldC - (supplyKgPerS + fromHotKgPerS + shortfall) * hotC +
                             (toAirW + structureW + a.pendingJ[h] / dt) / airCpJPerKgK) *
                            dt / hall.hotAirKg;
    const double structureRiseK = -structureW * dt / hall.structureJPerK;
    a.coldC[h] += coldRiseK;
    a.hotC[h] += hotRiseK;
    a.structureC[h] += structureRiseK;
    stored(
        state, Block::air,
        airCpJPerKgK * (hall.coldAirKg * coldRiseK + hall.hotAirKg * hotRiseK) + hall.structureJPerK * structureRiseK);
    state.ledger.pendingJ += a.pendingJ[h];
    a.pendingJ[h] = 0.0;
  }
}

}  // namespace plenum::stage
