// SPDX-License-Identifier: Apache-2.0
#include "physics/HeatExchanger.h"
#include "physics/Hydraulics.h"
#include "physics/Psychrometrics.h"
#include "sim/Settler.h"

namespace plenum {

using physics::FlowArrangement;
using stage::isLive;

physics::MoistCoilPoint Settler::coilAt(std::uint32_t g, double up, double speed, double hotC, double valve,
                                        double humidityRatio) const {
  const FanWallGroup& group = model_.fanWallGroups[g];
  const CircuitModel& circuit = model_.circuits[group.circuit];
  const double airWPerK = up * group.airM3PerS * speed * model_.airRhoKgPerM3 * airCpJPerKgK;
  const double fraction = physics::equalPercentage(valve) * stage::pushAt(model_, state_, group.tap);
  const double ua = up * physics::uaOffDesign({group.coilUaWPerK, 0.5, 0.8, 0.85}, speed, fraction);
  const double waterWPerK = static_cast<double>(group.units.size()) * group.waterKgPerS * fraction * circuit.cpJPerKgK;
  return physics::moistCoilAt(ua, stage::coilFilmRatio, {hotC, airWPerK}, humidityRatio,
                              {state_.circuits.consumerInC[group.circuit], waterWPerK}, state_.outside.pressurePa);
}

namespace {

constexpr double finestMoisture = 1e-9;  // kg/kg; its warmth is some microkelvin

}  // namespace

double Settler::blownC(std::uint32_t g, double up, double speed, double hotC, double valve) const {
  const FanWallGroup& group = model_.fanWallGroups[g];
  const double airWPerK = up * group.airM3PerS * speed * model_.airRhoKgPerM3 * airCpJPerKgK;
  return coilAt(g, up, speed, hotC, valve, humidityAt(group.hall, hotC)).airOutC +
         group.fanW * up * speed * speed * speed / airWPerK;
}

bool Settler::isFullNow(std::uint32_t h) const {
  constexpr double nearly = 1.0 - 1e-6;
  const double full = physics::humidityRatioAtSaturation(state_.air.hotC[h], state_.outside.pressurePa);
  return full < state_.outside.humidityRatio && state_.air.humidityRatio[h] >= nearly * full;
}

bool Settler::isWarmedByMoisture(std::uint32_t h) const {
  const std::vector<std::uint32_t>& groups = model_.halls[h].fanWallGroups;
  return isFull_[h] ||
         std::any_of(groups.begin(), groups.end(), [&](std::uint32_t g) { return state_.air.valve[g] >= 1.0; });
}

double Settler::humidityAt(std::uint32_t h, double hotC) const {
  return isFull_[h] ? physics::humidityRatioAtSaturation(hotC, state_.outside.pressurePa) : state_.air.humidityRatio[h];
}

double Settler::heldValve(std::uint32_t g, double up, double speed, double hotC) const {
  return whereFallingNear([&](double valve) { return blownC(g, up, speed, hotC, valve); },
                          state_.air.setpointC[model_.fanWallGroups[g].hall], state_.air.valve[g]);
}

double Settler::fogW(std::uint32_t h, double hotC, double speed) const {
  if (!isFull_[h]) return 0.0;
  const HallModel& hall = model_.halls[h];
  const double full = humidityAt(h, hotC);
  double kgPerS = hall.freshAirKgPerS * (state_.outside.humidityRatio - full);
  // with the valves that hold the air at that moisture: fog, its heat and the valves come to rest together
  for (const std::uint32_t g : hall.fanWallGroups)
    if (const double up = unitsUp(model_.fanWallGroups[g]); up > 0.0)
      kgPerS -= coilAt(g, up, speed, hotC, heldValve(g, up, speed, hotC), full).condensateKgPerS;
  return std::max(0.0, kgPerS) * physics::vaporisationJPerKg;
}

double Settler::moisture(std::uint32_t h) {
  const HallModel& hall = model_.halls[h];
  SimState::Air& a = state_.air;
  const double outdoor = state_.outside.humidityRatio, before = a.humidityRatio[h];
  std::vector<double> valves;
  for (const std::uint32_t g : hall.fanWallGroups) valves.push_back(a.valve[g]);
  // what the coils take less what outdoor air brings, with the valves that hold the air at that moisture
  isFull_[h] = 0;
  const auto missing = [&](double ratio) {
    a.humidityRatio[h] = ratio;
    double sum = hall.freshAirKgPerS * (ratio - outdoor);
    for (const std::uint32_t g : hall.fanWallGroups) {
      const double up = unitsUp(model_.fanWallGroups[g]), speed = a.fanSpeed[g], hotC = a.hotC[h];
      a.condensateKgPerS[g] = 0.0;
      if (up <= 0.0) continue;
      a.valve[g] = heldValve(g, up, speed, hotC);
      a.condensateKgPerS[g] = coilAt(g, up, speed, hotC, a.valve[g], ratio).condensateKgPerS;
      sum += a.condensateKgPerS[g];
    }
    return sum;
  };
  // where coils take less than outdoor air brings to air that is full, the rest falls out of it and leaves its heat
  const double full = physics::humidityRatioAtSaturation(a.hotC[h], state_.outside.pressurePa);
  const bool isFull = full < outdoor && missing(full) < 0.0;
  // the question leaves no trace where the answer is no
  for (std::size_t n = 0; n < valves.size() && !isFull; ++n) a.valve[hall.fanWallGroups[n]] = valves[n];
  // a coil that turns wet takes water at once: there may be no balance but an edge. Then the air rests on its dry side,
  // and the coils take what outdoor air brings there
  double ratio = full;
  if (!isFull)
    ratio =
        whereRisingNear(missing, std::min(before, outdoor), 0.1 * outdoor, {0.0, outdoor, 0.0, 0.0, finestMoisture});
  double surplus = missing(ratio);
  for (double back = finestMoisture; surplus > finestMoisture && ratio > 0.0; back *= 4.0)
    surplus = missing(ratio = std::max(0.0, ratio - back));
  double condensed = 0.0, units = 0.0;
  for (const std::uint32_t g : hall.fanWallGroups)
    condensed += a.condensateKgPerS[g], units += unitsUp(model_.fanWallGroups[g]);
  // of full air they take what they can
  const double brought = isFull ? condensed : hall.freshAirKgPerS * std::max(0.0, outdoor - ratio);
  for (const std::uint32_t g : hall.fanWallGroups)
    a.condensateKgPerS[g] = condensed > 0.0 ? a.condensateKgPerS[g] * brought / condensed
                            : units > 0.0   ? brought * unitsUp(model_.fanWallGroups[g]) / units
                                            : 0.0;
  isFull_[h] = isFull;
  // one humidity may go with two positions, one of a dry and one of a wet coil
  double movedK = std::abs(a.humidityRatio[h] - before) * physics::vaporisationJPerKg / airCpJPerKgK;
  for (std::size_t n = 0; n < valves.size(); ++n)
    movedK = std::max(movedK, 0.01 * std::abs(a.valve[hall.fanWallGroups[n]] - valves[n]));
  return movedK;
}

void Settler::hall(std::uint32_t h) {
  const HallModel& hall = model_.halls[h];
  const PlacedHall& placed = model_.layout->halls[h];
  SimState::Air& a = state_.air;
  double itKgPerS = 0.0, heatW = 0.0, doorsWPerK = 0.0;
  for (std::uint32_t r = placed.firstRack; r < placed.firstRack + placed.racks; ++r) {
    const std::uint32_t g = model_.rackGroup[r];
    const double kgPerS =
        model_.classes[model_.groups[g].rackClass].airM3PerS * state_.groups.airRatio[g] * model_.airRhoKgPerM3;
    itKgPerS += kgPerS;
    heatW += kgPerS * airCpJPerKgK * (state_.racks.airOutC[r] - state_.racks.inletC[r]);
    if (model_.groups[g].doorCircuit != none)
      doorsWPerK += state_.groups.doorEffectiveness[g] *
                    std::min(kgPerS * airCpJPerKgK, state_.groups.doorWaterKgPerS[g] *
                                                        model_.circuits[model_.groups[g].doorCircuit].cpJPerKgK);
  }
  heatW += state_.air.pendingJ[h] / model_.dtS;
  a.itAirKgPerS[h] = itKgPerS;
  double full = 0.0;
  std::vector<double> up;
  for (const std::uint32_t g : hall.fanWallGroups) {
    up.push_back(unitsUp(model_.fanWallGroups[g]));
    full += up.back() * model_.fanWallGroups[g].airM3PerS * model_.airRhoKgPerM3;
  }
  if (full <= 0.0) return;
  const auto speedAt = [&](double hotC) { return stage::fanSpeedFor(model_, state_, h, hotC, full); };
  const auto leakAt = [&](double hotC) {
    return stage::aisleAir(model_, h, full * speedAt(hotC), itKgPerS).exchangeShare;
  };
  const auto supplyC = [&](double hotC) {
    const double speed = speedAt(hotC), supplyKgPerS = full * speed;
    double kgK = 0.0;
    for (std::size_t n = 0; n < hall.fanWallGroups.size(); ++n) {
      const std::uint32_t g = hall.fanWallGroups[n];
      const double kgPerS = up[n] * model_.fanWallGroups[g].airM3PerS * speed * model_.airRhoKgPerM3;
      if (kgPerS <= 0.0) continue;
      const double openC = blownC(g, up[n], speed, hotC, 1.0);
      // with its valve shut a coil leaves the air at what it was, or warmer by its fans: cold air stays cold, also
      // where water that is warmer could warm it
      const double shutC = blownC(g, up[n], speed, hotC, 0.0);
      kgK += kgPerS * (shutC <= a.setpointC[h] ? shutC : std::max(openC, a.setpointC[h]));
    }
    return kgK / supplyKgPerS;
  };
  const auto coldC = [&](double hotC, double supply) {
    const double supplyKgPerS = full * speedAt(hotC), shortfall = std::max(0.0, itKgPerS - supplyKgPerS);
    return (supplyKgPerS * supply + shortfall * hotC) / (supplyKgPerS + shortfall);
  };
  // rear doors take the more the warmer their racks draw: the air's heat is known around the inlets of this round
  const double leakBefore = a.exchangeShare[h];
  const double inletBefore = (1.0 - leakBefore) * a.coldC[h] + leakBefore * a.hotC[h];
  const auto missingK = [&](double hotC) {
    const double supply = supplyC(hotC), leak = leakAt(hotC);
    const double inletC = (1.0 - leak) * coldC(hotC, supply) + leak * hotC;
    const double freshW = hall.freshAirKgPerS * airCpJPerKgK * (state_.outside.dryBulbC - hotC);
    return hotC - supply -
           (heatW + freshW + fogW(h, hotC, speedAt(hotC)) - doorsWPerK * (inletC - inletBefore)) /
               (full * speedAt(hotC) * airCpJPerKgK);
  };
  move(a.hotC[h], whereRisingNear(missingK, a.hotC[h], 0.0, {-40.0, 120.0}));
  a.structureC[h] = a.hotC[h];
  a.humidityRatio[h] = humidityAt(h, a.hotC[h]);
  a.supplyC[h] = supplyC(a.hotC[h]);
  move(a.coldC[h], coldC(a.hotC[h], a.supplyC[h]));
  const double speed = speedAt(a.hotC[h]);
  a.supplyAirKgPerS[h] = full * speed;
  stage::leak(model_, state_, h);
  for (std::size_t n = 0; n < hall.fanWallGroups.size(); ++n) {
    const std::uint32_t g = hall.fanWallGroups[n];
    a.fanSpeed[g] = speed;
    if (up[n] <= 0.0) continue;
    steer(a.valve[g], heldValve(g, up[n], speed, a.hotC[h]));
    a.airOutC[g] = blownC(g, up[n], speed, a.hotC[h], a.valve[g]);
    a.errorK[g] = a.airOutC[g] - a.setpointC[h];
    for (const std::uint32_t f : model_.fanWallGroups[g].units) {
      a.unitValve[f] = a.valve[g], a.unitSpeed[f] = speed, a.unitOutC[f] = a.airOutC[g];
    }
  }
}

}  // namespace plenum
