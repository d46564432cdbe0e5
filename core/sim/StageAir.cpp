// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <bit>
#include <cmath>

#include "physics/AirCoil.h"
#include "physics/AisleLeak.h"
#include "physics/HeatExchanger.h"
#include "physics/Hydraulics.h"
#include "physics/Psychrometrics.h"
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

double throughFilter(double clogging) {
  // share of a fan wall's pressure that its clean filter takes (estimate); a passage that is half shut takes four times
  // as much, and the fans move less at the same speed
  constexpr double filterShare = 0.3;
  const double open = std::max(0.02, 1.0 - clogging);
  return 1.0 / std::sqrt(1.0 - filterShare + filterShare / (open * open));
}

double coilOpening(const SimModel&, const SimState& state, const FanWallGroup& group) {
  // units mostly stand alike
  double sum = 0.0, valve = -1.0, opening = 0.0;
  for (const std::uint32_t f : group.units) {
    if (state.air.unitValve[f] != valve) {
      valve = state.air.unitValve[f];
      opening = physics::equalPercentage(valve);
    }
    sum += opening;
  }
  return sum;
}

AisleAir aisleAir(const SimModel& model, std::uint32_t h, double supplyKgPerS, double itKgPerS) {
  // doors and panels of a containment give way here, and so does the air within servers (estimate)
  constexpr double reliefPa = 50.0;
  constexpr double mostShare = 0.9;
  const HallModel& hall = model.halls[h];
  if (!(itKgPerS > 0.0) || !(hall.facesM2 > 0.0)) return {};
  const double rho = model.airRhoKgPerM3, itM3PerS = itKgPerS / rho;
  // an open room makes no pressure: what leaks is what the air at the racks' faces makes leak
  const double surplusM3PerS = hall.isOpen ? 0.0 : (supplyKgPerS - itKgPerS) / rho;
  const physics::AisleLeak leak =
      physics::aisleLeak(surplusM3PerS, hall.leakM2, physics::unevenPressurePa(itM3PerS / hall.facesM2, rho), rho);
  AisleAir out;
  out.pressurePa = std::clamp(leak.pressurePa, -reliefPa, reliefPa);
  out.exchangeShare = std::min(mostShare, leak.exchangeM3PerS / itM3PerS);
  // nobody draws more than the most from the hot side: where much is exchanged, the racks of a row are more alike
  const double endsMost = hall.mostLeak > 1.0 ? (mostShare - out.exchangeShare) / (hall.mostLeak - 1.0) : 0.0;
  out.endsShare = std::min(out.exchangeShare, endsMost);
  return out;
}

void leak(const SimModel& model, SimState& state, std::uint32_t h) {
  SimState::Air& a = state.air;
  const AisleAir air = aisleAir(model, h, a.supplyAirKgPerS[h], a.itAirKgPerS[h]);
  a.exchangeShare[h] = air.exchangeShare, a.endsShare[h] = air.endsShare, a.aislePa[h] = air.pressurePa;
}

namespace {

/// Fan walls that stand alike: `units` of them pass water, `turning` of them, in whole units, move air.
struct Coils {
  double units = 0.0, turning = 0.0, valve = 0.0, speed = 0.0, fouling = 0.0, clogging = 0.0;
};
/// What they make of the air of the hot aisle.
struct Blown {
  double airKgPerS = 0.0, outC = 0.0, waterKgPerS = 0.0, waterOutC = 0.0, heatW = 0.0, fanW = 0.0;
  double condensateKgPerS = 0.0;
};

Blown blow(const SimModel& model, SimState& state, std::uint32_t g, const Coils& coils, double hotC,
           double kgPerSPerOpening) {
  const FanWallGroup& group = model.fanWallGroups[g];
  const double waterCp = model.circuits[group.circuit].cpJPerKgK, dt = model.dtS;
  const double waterInC = state.circuits.consumerInC[group.circuit];
  const double airFraction = coils.speed * throughFilter(coils.clogging);
  Blown out;
  out.waterKgPerS = coils.units * kgPerSPerOpening * physics::equalPercentage(coils.valve);
  out.airKgPerS = coils.turning * group.airM3PerS * airFraction * model.airRhoKgPerM3;
  const double waterFraction = out.waterKgPerS / (coils.units * group.waterKgPerS);
  // coils without air pass their water by; the rest share the conductance
  const double ua = coils.turning * (1.0 - coils.fouling) *
                    physics::uaOffDesign({group.coilUaWPerK, 0.5, 0.8, 0.85}, airFraction, waterFraction);
  const physics::MoistCoilPoint x =
      physics::moistCoilAt(ua, coilFilmRatio, {hotC, out.airKgPerS * airCpJPerKgK}, state.air.humidityRatio[group.hall],
                           {waterInC, out.waterKgPerS * waterCp}, state.outside.pressurePa);
  out.condensateKgPerS = x.condensateKgPerS;
  gave(state, Coupling::airToCircuits,
       (out.airKgPerS * airCpJPerKgK * (hotC - x.airOutC) + x.condensateKgPerS * physics::vaporisationJPerKg) * dt);
  out.heatW = x.heatW;
  out.waterOutC = waterInC + (x.waterOutC - waterInC) * gain(model, Coupling::airToCircuits);
  out.fanW = coils.turning * group.fanW * coils.speed * coils.speed * coils.speed;
  gave(state, Coupling::fansToAir, out.fanW * dt);
  out.outC = x.airOutC;
  if (out.airKgPerS > 0.0) out.outC += out.fanW * gain(model, Coupling::fansToAir) / (out.airKgPerS * airCpJPerKgK);
  got(state, Coupling::fansToAir, out.airKgPerS * airCpJPerKgK * (out.outC - x.airOutC) * dt);
  return out;
}

/// All units of a group; those that are held by hand, stuck or dirty are looked at one by one.
Blown blowGroup(const SimModel& model, SimState& state, std::uint32_t g, double hotC) {
  const FanWallGroup& group = model.fanWallGroups[g];
  SimState::Air& a = state.air;
  const double opening = coilOpening(model, state, group);
  const double kgPerSPerOpening = opening > 0.0 ? a.waterKgPerS[g] / opening : 0.0;
  Blown sum;
  double airKgK = 0.0, waterKgK = 0.0;
  const auto add = [&](const Coils& coils) {
    const Blown one = blow(model, state, g, coils, hotC, kgPerSPerOpening);
    sum.airKgPerS += one.airKgPerS, airKgK += one.airKgPerS * one.outC;
    sum.waterKgPerS += one.waterKgPerS, waterKgK += one.waterKgPerS * one.waterOutC;
    sum.heatW += one.heatW, sum.fanW += one.fanW, sum.condensateKgPerS += one.condensateKgPerS;
    sum.outC = one.outC, sum.waterOutC = one.waterOutC;
    return one.outC;
  };
  Coils alike{0.0, 0.0, a.valve[g], a.fanSpeed[g], 0.0, 0.0};
  const auto isAlike = [&](std::uint32_t f) {
    return a.unitValve[f] == a.valve[g] && a.unitSpeed[f] == a.fanSpeed[g] && a.fouling[f] == 0.0 &&
           a.clogging[f] == 0.0;
  };
  for (const std::uint32_t f : group.units)
    if (isAlike(f)) alike.units += 1.0, alike.turning += fansTurning(model, state, f);
  if (alike.units > 0.0) {
    const double outC = add(alike);
    for (const std::uint32_t f : group.units) a.unitOutC[f] = outC;
  }
  if (alike.units < static_cast<double>(group.units.size()))
    for (const std::uint32_t f : group.units)
      if (!isAlike(f))
        a.unitOutC[f] =
            add({1.0, fansTurning(model, state, f), a.unitValve[f], a.unitSpeed[f], a.fouling[f], a.clogging[f]});
  if (sum.airKgPerS > 0.0) sum.outC = airKgK / sum.airKgPerS;
  if (sum.waterKgPerS > 0.0) sum.waterOutC = waterKgK / sum.waterKgPerS;
  return sum;
}

}  // namespace

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
      fromHotKgPerS += kgPerS * leakShareOf(model, state, r, h);
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
    double supplyKgPerS = 0.0, supplyKgK = 0.0, condensateKgPerS = 0.0;
    for (const std::uint32_t g : hall.fanWallGroups) {
      const Blown blown = blowGroup(model, state, g, hotC);
      a.heatW[g] = blown.heatW, a.powerW[g] = blown.fanW, a.condensateKgPerS[g] = blown.condensateKgPerS;
      condensateKgPerS += blown.condensateKgPerS;
      a.waterOutC[g] = blown.waterOutC, a.airOutC[g] = blown.outC;
      supplyKgPerS += blown.airKgPerS;
      supplyKgK += blown.airKgPerS * blown.outC;
    }
    a.supplyAirKgPerS[h] = supplyKgPerS;
    a.supplyC[h] = supplyKgPerS > 0.0 ? supplyKgK / supplyKgPerS : coldC;

    // cold aisle and hot aisle: what is short comes back from the hot side, what is too much passes by, and as much as
    // leaks to the racks from the hot side leaks to it
    const double drawn = itKgPerS - fromHotKgPerS;
    const double passed = fromHotKgPerS + std::max(0.0, supplyKgPerS - itKgPerS);
    const double shortfall = std::max(0.0, itKgPerS - supplyKgPerS);
    // outdoor air comes into the hot side and as much hot air leaves; coils take from it what they condense
    const double freshW = hall.freshAirKgPerS * airCpJPerKgK * (state.outside.dryBulbC - hotC);
    const double moistW =
        hall.freshAirKgPerS * physics::vaporisationJPerKg * (state.outside.humidityRatio - a.humidityRatio[h]);
    const double share = gain(model, Coupling::ambientToAir);
    gave(state, Coupling::ambientToAir, (freshW + moistW) * dt);
    got(state, Coupling::ambientToAir, (freshW + moistW) * share * dt);
    const double airKg = hall.coldAirKg + hall.hotAirKg;
    double moistRise = (moistW * share / physics::vaporisationJPerKg - condensateKgPerS) * dt / airKg;
    const double structureW = hall.structureWPerK * (a.structureC[h] - hotC);
    const double coldRiseK = (supplyKgK + shortfall * hotC - (drawn + passed) * coldC) * dt / hall.coldAirKg;
    double hotRiseK = (inletKgK + passed * coldC - (supplyKgPerS + fromHotKgPerS + shortfall) * hotC +
                       (toAirW + structureW + freshW * share + a.pendingJ[h] / dt) / airCpJPerKgK) *
                      dt / hall.hotAirKg;
    // what the hot aisle's air cannot hold at the end of the step falls out of it there and leaves its heat
    const double warmsK = airKg * physics::vaporisationJPerKg / (hall.hotAirKg * airCpJPerKgK);
    const double fogRatio =
        physics::foggedOut(hotC + hotRiseK, a.humidityRatio[h] + moistRise, state.outside.pressurePa, warmsK);
    moistRise -= fogRatio;
    hotRiseK += warmsK * fogRatio;
    const double structureRiseK = -structureW * dt / hall.structureJPerK;
    a.coldC[h] += coldRiseK;
    a.hotC[h] += hotRiseK;
    a.structureC[h] += structureRiseK;
    a.humidityRatio[h] += moistRise;
    stored(state, Block::air,
           airCpJPerKgK * (hall.coldAirKg * coldRiseK + hall.hotAirKg * hotRiseK) +
               hall.structureJPerK * structureRiseK + airKg * physics::vaporisationJPerKg * moistRise);
    state.ledger.pendingJ += a.pendingJ[h];
    a.pendingJ[h] = 0.0;
    leak(model, state, h);
  }
}

}  // namespace plenum::stage
