// SPDX-License-Identifier: Apache-2.0
#include "sim/Steady.h"

#include <algorithm>
#include <cmath>

#include "physics/Chiller.h"
#include "physics/HeatExchanger.h"
#include "physics/Hydraulics.h"
#include "physics/Tower.h"
#include "sim/Stages.h"

namespace plenum {
namespace {

using physics::FlowArrangement;
using stage::isLive;

constexpr int rounds = 60;
constexpr double settledK = 1e-7;
constexpr double condenserCp = 4184.0;

/// The x in [0, 1] at which a falling function of x reaches `target`; the nearer end where it does not.
template <class F>
double whereFalling(F&& f, double target) {
  if (f(1.0) >= target) return 1.0;
  if (f(0.0) <= target) return 0.0;
  double lo = 0.0, hi = 1.0;
  for (int i = 0; i < 60; ++i) {
    const double mid = 0.5 * (lo + hi);
    (f(mid) > target ? lo : hi) = mid;
  }
  return 0.5 * (lo + hi);
}

class Settler {
 public:
  Settler(const SimModel& model, SimState& state, Parallel& parallel)
      : model_(model), state_(state), parallel_(parallel) {}

  double run() {
    machines();
    double change = 0.0;
    for (int i = 0; i < rounds; ++i) {
      change_ = 0.0;
      for (int k = 0; k < 3; ++k) speeds(), stage::solveFlows(model_, state_);
      stage::restRacks(model_, state_, parallel_);
      for (std::uint32_t h = 0; h < model_.halls.size(); ++h) hall(h);
      for (std::uint32_t l = 0; l < model_.loops.size(); ++l) loop(l);
      for (std::uint32_t c = 0; c < model_.circuits.size(); ++c) circuit(c);
      change = change_;
      if (change < settledK && i > 3) break;
    }
    pipes();
    return change;
  }

 private:
  void move(double& value, double to) {
    change_ = std::max(change_, std::abs(to - value));
    value = to;
  }

  // what runs: pumps and CDUs that can, to their full number
  void machines() {
    const Layout& layout = *model_.layout;
    for (std::uint32_t c = 0; c < model_.cdus.size(); ++c)
      state_.cdus.pumpsUp[c] = stage::pumpsWanted(model_, state_, c);
    for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
      runPumps(layout.circuits[i].pumps, model_.circuits[i].pumpsNeeded);
      runPumps(layout.circuits[i].condenserPumps, model_.circuits[i].condenserPumpsNeeded);
      runChillers(i, 1);
    }
  }
  void runPumps(const std::vector<std::uint32_t>& list, std::uint32_t wanted) {
    for (const std::uint32_t p : list) {
      const auto& placed = model_.layout->pumps[p];
      const bool runs = wanted > 0 && !state_.plant.isPumpFailed[p] && isLive(state_, placed.feed, placed.feedB);
      if (runs) --wanted;
      state_.plant.pumpRamp[p] = runs ? 1.0 : 0.0;
    }
  }
  void runChillers(std::uint32_t i, std::int32_t wanted) {
    const PlacedCircuit& placed = model_.layout->circuits[i];
    if (placed.chillers.empty()) return;
    state_.circuits.chillersWanted[i] = wanted;
    std::uint32_t on = 0;
    for (const std::uint32_t k : placed.chillers) {
      const auto& chiller = model_.layout->chillers[k];
      const bool runs = wanted > 0 && !state_.plant.isChillerFailed[k] && isLive(state_, chiller.feed, chiller.feedB);
      if (runs) --wanted, ++on;
      state_.plant.chillerPhase[k] = runs ? 3 : 0;
    }
    const auto all = static_cast<std::uint32_t>(placed.chillers.size());
    runPumps(placed.condenserPumps, (model_.circuits[i].condenserPumpsNeeded * on + all - 1) / all);
  }

  // the speed at which a pump holds its design pressure, from its parabola
  void speeds() {
    for (std::uint32_t i = 0; i < model_.loops.size(); ++i) {
      const LoopModel& loop = model_.loops[i];
      double turning = 0.0, headPa = 0.0;
      for (const std::uint32_t c : model_.layout->loops[i].cdus) {
        const double share = state_.cdus.pumpsUp[c] * model_.cdus[c].pumpKgPerS;
        turning += share, headPa += share * model_.cdus[c].pumpDpPa;
      }
      if (turning <= 0.0) continue;
      headPa /= turning;
      const double x = loop.designFlowKgPerS / turning;
      const double speed = std::sqrt((loop.designDpPa + 0.3 * headPa * x * x) / (1.3 * headPa));
      for (const std::uint32_t c : model_.layout->loops[i].cdus) state_.cdus.speed[c] = std::clamp(speed, 0.3, 1.0);
    }
    for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
      const CircuitModel& circuit = model_.circuits[i];
      const double dp = state_.circuits.dpPa[i], speed = state_.circuits.pumpSpeed[i];
      // pressure goes with the square of the speed at fixed valves
      if (dp > 0.0) state_.circuits.pumpSpeed[i] = std::clamp(speed * std::sqrt(circuit.designDpPa / dp), 0.25, 1.0);
    }
  }

  double unitsUp(const FanWallGroup& group) const { return stage::unitsUp(model_, state_, group); }

  /// Air that a group of fan walls blows out, by its valve, for a hot aisle at `hotC`.
  double blownC(std::uint32_t g, double up, double speed, double hotC, double valve) const {
    const FanWallGroup& group = model_.fanWallGroups[g];
    const CircuitModel& circuit = model_.circuits[group.circuit];
    const double airWPerK = up * group.airM3PerS * speed * model_.airRhoKgPerM3 * airCpJPerKgK;
    const double push = std::sqrt(state_.circuits.dpPa[group.circuit] / circuit.designDpPa);
    const double fraction = physics::equalPercentage(valve) * push;
    const double ua = up * physics::uaOffDesign({group.coilUaWPerK, 0.5, 0.8, 0.85}, speed, fraction);
    const double waterWPerK =
        static_cast<double>(group.units.size()) * group.waterKgPerS * fraction * circuit.cpJPerKgK;
    return physics::exchange(FlowArrangement::crossUnmixed, ua, {hotC, airWPerK},
                             {state_.circuits.consumerInC[group.circuit], waterWPerK})
               .hotOutC +
           group.fanW * up * speed * speed * speed / airWPerK;
  }

  void hall(std::uint32_t h) {
    const HallModel& hall = model_.halls[h];
    const PlacedHall& placed = model_.layout->halls[h];
    SimState::Air& a = state_.air;
    double itKgPerS = 0.0, fromHot = 0.0, heatW = 0.0, doorsWPerK = 0.0;
    for (std::uint32_t r = placed.firstRack; r < placed.firstRack + placed.racks; ++r) {
      const std::uint32_t g = model_.rackGroup[r];
      const double kgPerS =
          model_.classes[model_.groups[g].rackClass].airM3PerS * state_.groups.airRatio[g] * model_.airRhoKgPerM3;
      itKgPerS += kgPerS;
      fromHot += kgPerS * static_cast<double>(model_.rackRecirculation[r]);
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
    const double leak = itKgPerS > 0.0 ? fromHot / itKgPerS : 0.0;
    const double drawn = itKgPerS - fromHot;
    const auto supplyC = [&](double hotC) {
      const double speed = speedAt(hotC), supplyKgPerS = full * speed;
      double kgK = 0.0;
      for (std::size_t n = 0; n < hall.fanWallGroups.size(); ++n) {
        const std::uint32_t g = hall.fanWallGroups[n];
        const double kgPerS = up[n] * model_.fanWallGroups[g].airM3PerS * speed * model_.airRhoKgPerM3;
        if (kgPerS > 0.0)
          kgK += kgPerS * std::clamp(a.setpointC[h], blownC(g, up[n], speed, hotC, 1.0),
                                     std::max(blownC(g, up[n], speed, hotC, 1.0), blownC(g, up[n], speed, hotC, 0.0)));
      }
      return kgK / supplyKgPerS;
    };
    const auto coldC = [&](double hotC) {
      const double supplyKgPerS = full * speedAt(hotC);
      const double passed = std::max(0.0, supplyKgPerS - drawn), shortfall = std::max(0.0, drawn - supplyKgPerS);
      return (supplyKgPerS * supplyC(hotC) + shortfall * hotC) / (drawn + passed);
    };
    // rear doors take the more the warmer their racks draw: the air's heat is known around the inlets of this round
    const double inletBefore = (1.0 - leak) * a.coldC[h] + leak * a.hotC[h];
    const auto surplusK = [&](double hotC) {
      const double inletC = (1.0 - leak) * coldC(hotC) + leak * hotC;
      return supplyC(hotC) + (heatW - doorsWPerK * (inletC - inletBefore)) / (full * speedAt(hotC) * airCpJPerKgK) -
             hotC;
    };
    double lo = -40.0, hi = 120.0;
    for (int n = 0; n < 50; ++n) {
      const double mid = 0.5 * (lo + hi);
      (surplusK(mid) > 0.0 ? lo : hi) = mid;
    }
    move(a.hotC[h], 0.5 * (lo + hi));
    a.structureC[h] = a.hotC[h];
    a.supplyC[h] = supplyC(a.hotC[h]);
    move(a.coldC[h], coldC(a.hotC[h]));
    const double speed = speedAt(a.hotC[h]);
    for (std::size_t n = 0; n < hall.fanWallGroups.size(); ++n) {
      const std::uint32_t g = hall.fanWallGroups[n];
      a.fanSpeed[g] = speed;
      if (up[n] <= 0.0) continue;
      a.valve[g] =
          whereFalling([&](double valve) { return blownC(g, up[n], speed, a.hotC[h], valve); }, a.setpointC[h]);
      a.airOutC[g] = blownC(g, up[n], speed, a.hotC[h], a.valve[g]);
      a.errorK[g] = a.airOutC[g] - a.setpointC[h];
    }
  }

  void loop(std::uint32_t l) {
    const LoopModel& loop = model_.loops[l];
    const PlacedLoop& placed = model_.layout->loops[l];
    const double flow = state_.loops.flowKgPerS[l];
    if (flow <= 0.0) return;
    double riseKgK = 0.0;
    for (const std::uint32_t r : placed.racks) {
      const std::uint32_t g = model_.rackGroup[r];
      if (model_.groups[g].loop == l)
        riseKgK += state_.groups.flowKgPerS[g] * (state_.racks.coolantOutC[r] - state_.loops.supplyC[l]);
    }
    const double returnC = state_.loops.supplyC[l] + riseKgK / flow;
    state_.loops.returnC[l] = returnC;
    double mixed = 0.0;
    for (const std::uint32_t c : placed.cdus) {
      const CduModel& cdu = model_.cdus[c];
      const std::uint32_t circuit = model_.layout->cdus[c].circuit;
      const double secondary = state_.cdus.secondaryKgPerS[c];
      if (secondary <= 0.0) continue;
      const double push = std::sqrt(state_.circuits.dpPa[circuit] / model_.circuits[circuit].designDpPa);
      const double pumpRiseK = state_.cdus.pumpHeatW[c] / (secondary * loop.cpJPerKgK);
      const auto at = [&](double valve) {
        const double primary = cdu.primaryKgPerS * physics::equalPercentage(valve) * push;
        const double ua =
            physics::uaOffDesign({cdu.uaWPerK}, secondary / cdu.secondaryKgPerS, primary / cdu.primaryKgPerS);
        return physics::exchange(FlowArrangement::counter, ua, {returnC, secondary * loop.cpJPerKgK},
                                 {state_.circuits.consumerInC[circuit], primary * model_.circuits[circuit].cpJPerKgK});
      };
      state_.cdus.valve[c] =
          whereFalling([&](double valve) { return at(valve).hotOutC + pumpRiseK; }, state_.loops.setpointC[l]);
      state_.cdus.errorK[c] = 0.0;
      const physics::Exchange x = at(state_.cdus.valve[c]);
      move(state_.cdus.nodeC[c], x.hotOutC + pumpRiseK);
      state_.cdus.heatW[c] = x.heatW;
      mixed += secondary * state_.cdus.nodeC[c];
    }
    move(state_.loops.supplyC[l], mixed / flow);
  }

  double loadOf(std::uint32_t i) {
    const CircuitModel& circuit = model_.circuits[i];
    double heatW = 0.0;
    for (const std::uint32_t c : model_.layout->circuits[i].cdus) heatW += state_.cdus.heatW[c];
    for (const std::uint32_t g : circuit.fanWallGroups) {
      const FanWallGroup& group = model_.fanWallGroups[g];
      const double units = unitsUp(group);
      const double speed = state_.air.fanSpeed[g];
      const double airWPerK = units * group.airM3PerS * speed * model_.airRhoKgPerM3 * airCpJPerKgK;
      heatW +=
          airWPerK * (state_.air.hotC[group.hall] - state_.air.airOutC[g]) + units * group.fanW * speed * speed * speed;
    }
    for (std::uint32_t r = 0; r < model_.rackGroup.size(); ++r)
      if (model_.groups[model_.rackGroup[r]].doorCircuit == i) heatW += state_.racks.doorHeatJ[r] / model_.dtS;
    return heatW;
  }

  void circuit(std::uint32_t i) {
    const CircuitModel& circuit = model_.circuits[i];
    const PlacedCircuit& placed = model_.layout->circuits[i];
    SimState::Circuits& s = state_.circuits;
    const double flow = s.flowKgPerS[i];
    if (flow <= 0.0) return;
    const double headPa = s.dpPa[i] + circuit.mainResistance * flow * flow;
    const double pumpW = flow * headPa / circuit.rhoKgPerM3;
    const double heatW = loadOf(i) + pumpW;
    s.heatW[i] = heatW - pumpW;
    s.consumerReturnC[i] = s.consumerInC[i] + (heatW - pumpW) / (flow * circuit.cpJPerKgK);
    if (circuit.isChilled)
      chilled(i, heatW);
    else if (!placed.exchangers.empty())
      exchanged(i, heatW);
    else
      dried(i, heatW);
    s.returnC[i] = s.supplyC[i] + heatW / (flow * circuit.cpJPerKgK);
    s.consumerInC[i] = s.supplyC[i];
  }

  int towersUp(std::uint32_t i, std::uint32_t& first) const {
    int up = 0;
    first = none;
    for (const std::uint32_t t : model_.layout->circuits[i].towers)
      if (!state_.plant.isTowerFailed[t] &&
          isLive(state_, model_.layout->towers[t].feed, model_.layout->towers[t].feedB))
        first = std::min(first, t), ++up;
    return up;
  }

  /// Basin temperature at which the towers reject `heatW` with this fan.
  double basinFor(std::uint32_t i, double heatW, double fan) const {
    std::uint32_t first = none;
    const int up = towersUp(i, first);
    const double flow = state_.circuits.condenserKgPerS[i];
    if (up == 0 || flow <= 0.0) return state_.circuits.basinC[i];
    const double riseK = heatW / (flow * condenserCp);
    double lo = state_.outside.wetBulbC - 5.0, hi = 95.0;
    for (int n = 0; n < 60; ++n) {
      const double mid = 0.5 * (lo + hi);
      const physics::TowerPoint p = physics::towerAt(
          model_.towers[first],
          {mid + riseK, flow / up, state_.outside.dryBulbC, state_.outside.wetBulbC, fan, state_.outside.pressurePa});
      (p.outletC > mid ? lo : hi) = mid;
    }
    return 0.5 * (lo + hi);
  }

  /// The fan at which the towers hold this basin temperature; 0 or 1 where none does.
  double fanFor(std::uint32_t i, double heatW, double basinC) const {
    std::uint32_t first = none;
    const int up = towersUp(i, first);
    const double flow = state_.circuits.condenserKgPerS[i];
    if (up == 0 || flow <= 0.0) return 1.0;
    const double riseK = heatW / (flow * condenserCp);
    return whereFalling(
        [&](double fan) {
          return physics::towerAt(model_.towers[first], {basinC + riseK, flow / up, state_.outside.dryBulbC,
                                                         state_.outside.wetBulbC, fan, state_.outside.pressurePa})
              .outletC;
        },
        basinC);
  }

  void chilled(std::uint32_t i, double heatW) {
    const CircuitModel& circuit = model_.circuits[i];
    const PlacedCircuit& placed = model_.layout->circuits[i];
    SimState::Circuits& s = state_.circuits;
    const double wantedC = s.setpointC[i], flow = s.flowKgPerS[i];
    s.condenserSetpointC[i] = std::clamp(state_.outside.wetBulbC + 4.0, 16.0, 32.0);
    // the fewest machines that carry the load below the point where the next would be called
    std::int32_t wanted = 1;
    for (; wanted < static_cast<std::int32_t>(placed.chillers.size()); ++wanted) {
      const physics::ChillerPoint p =
          physics::chillerAt(model_.chillers[placed.chillers.front()], wantedC, s.basinC[i], heatW / wanted);
      if (heatW <= 0.90 * p.availableW * wanted) break;
    }
    runChillers(i, std::max(wanted, lowestWanted_.size() > i ? lowestWanted_[i] : 0));
    if (lowestWanted_.size() <= i) lowestWanted_.resize(model_.circuits.size(), 0);
    // more machines may be found needed from one round to the next, never fewer: no hunting between two answers
    lowestWanted_[i] = state_.circuits.chillersWanted[i];
    stage::solveFlows(model_, state_);
    int on = 0;
    for (const std::uint32_t k : placed.chillers) on += state_.plant.chillerPhase[k] == 3;
    double cooledW = 0.0, powerW = 0.0;
    for (const std::uint32_t k : placed.chillers) {
      if (state_.plant.chillerPhase[k] != 3) continue;
      const physics::ChillerPoint p = physics::chillerAt(model_.chillers[k], wantedC, s.basinC[i], heatW / on);
      state_.plant.chillerHeatW[k] = p.heatW;
      state_.plant.chillerPowerW[k] = p.powerW;
      state_.plant.chillerPartLoad[k] = p.partLoad;
      cooledW += p.heatW;
      powerW += p.powerW;
    }
    const double rejectedW = cooledW + powerW + stage::condenserPumpHeatW(model_, state_, i);
    s.towerFan[i] = fanFor(i, rejectedW, s.condenserSetpointC[i]);
    s.rejectionErrorK[i] = 0.0;
    const bool isHeld = s.towerFan[i] > 0.0 && s.towerFan[i] < 1.0;
    move(s.basinC[i], isHeld ? s.condenserSetpointC[i] : basinFor(i, rejectedW, s.towerFan[i]));
    if (s.towerFan[i] <= 0.0 || s.towerFan[i] >= 1.0) s.rejectionErrorK[i] = s.basinC[i] - s.condenserSetpointC[i];
    // a plant that is too small lets its water warm; there is no balance then, and the run starts from here
    const double missingK = (heatW - cooledW) / (flow * circuit.cpJPerKgK);
    move(s.supplyC[i], wantedC + std::max(0.0, missingK));
  }

  void exchanged(std::uint32_t i, double heatW) {
    const CircuitModel& circuit = model_.circuits[i];
    SimState::Circuits& s = state_.circuits;
    const double flow = s.flowKgPerS[i], cold = s.condenserKgPerS[i];
    const double units = static_cast<double>(model_.layout->circuits[i].exchangers.size());
    // what the exchanger needs at its cold side to hold the supply: heat = ε · Cmin · (return − basin), and the return
    // is what the load makes of the supply
    const auto spanK = [&](double bypass) {
      const double through = flow * (1.0 - bypass);
      if (through <= 0.0 || cold <= 0.0) return 1e9;
      const double ua =
          units * physics::uaOffDesign({circuit.exchangerUaWPerK}, through / (units * circuit.exchangerHotKgPerS),
                                       cold / (units * circuit.exchangerColdKgPerS));
      const double hot = through * circuit.cpJPerKgK, other = cold * condenserCp, least = std::min(hot, other);
      const double effectiveness =
          physics::effectiveness(FlowArrangement::counter, ua / least, least / std::max(hot, other));
      return heatW / (effectiveness * least) - heatW / (flow * circuit.cpJPerKgK);
    };
    const double wantedC = s.setpointC[i];
    const double rejectedW = heatW + stage::condenserPumpHeatW(model_, state_, i);
    s.bypass[i] = 0.0;
    s.towerFan[i] = fanFor(i, rejectedW, wantedC - spanK(0.0));
    double basinC = wantedC - spanK(0.0);
    if (s.towerFan[i] <= 0.0 || s.towerFan[i] >= 1.0) basinC = basinFor(i, rejectedW, s.towerFan[i]);
    // still too cold without fans: part of the water passes the exchanger by
    if (s.towerFan[i] <= 0.0)
      s.bypass[i] = 1.0 - whereFalling([&](double share) { return spanK(1.0 - share); }, wantedC - basinC);
    s.rejection[i] = s.towerFan[i] > 0.0 ? 0.5 + 0.5 * s.towerFan[i] : 0.5 - 0.5 * s.bypass[i];
    move(s.basinC[i], basinC);
    move(s.supplyC[i], std::min(95.0, basinC + spanK(s.bypass[i])));
    const bool isSaturated = s.rejection[i] <= 0.0 || s.rejection[i] >= 1.0;
    s.rejectionErrorK[i] = isSaturated ? s.supplyC[i] - s.setpointC[i] : 0.0;
  }

  void dried(std::uint32_t i, double heatW) {
    const CircuitModel& circuit = model_.circuits[i];
    SimState::Circuits& s = state_.circuits;
    int up = 0;
    std::uint32_t first = none;
    for (const std::uint32_t d : model_.layout->circuits[i].dryCoolers)
      if (!state_.plant.isDryCoolerFailed[d]) first = std::min(first, d), ++up;
    if (up == 0) return;
    const DryCoolerModel& cooler = model_.dryCoolers[first];
    const double water = s.flowKgPerS[i] / up;
    const double airC =
        state_.outside.dryBulbC - cooler.adiabatic * (state_.outside.dryBulbC - state_.outside.wetBulbC);
    const auto supplyC = [&](double fan) {
      const double hot = water * circuit.cpJPerKgK, cold = cooler.airKgPerS * fan * airCpJPerKgK,
                   least = std::min(hot, cold);
      if (least <= 0.0) return 200.0;
      const double ua = physics::uaOffDesign({cooler.uaWPerK, 0.5, 0.8, 0.85}, fan, water / cooler.waterKgPerS);
      const double effectiveness =
          physics::effectiveness(FlowArrangement::crossUnmixed, ua / least, least / std::max(hot, cold));
      return airC + heatW / up / (effectiveness * least) - heatW / (s.flowKgPerS[i] * circuit.cpJPerKgK);
    };
    s.rejection[i] = s.dryFan[i] = whereFalling(supplyC, s.setpointC[i]);
    move(s.supplyC[i], std::min(95.0, supplyC(s.dryFan[i])));
    s.rejectionErrorK[i] = s.rejection[i] >= 1.0 ? s.supplyC[i] - s.setpointC[i] : 0.0;
  }

  void pipes() {
    for (std::uint32_t i = 0; i < model_.loops.size(); ++i) {
      const physics::Pipe pipe{model_.loops[i].pipeM3 * model_.loops[i].rhoKgPerM3, model_.loops[i].cpJPerKgK};
      state_.loops.supplyPipe[i] = physics::pipeAt(pipe, state_.loops.supplyC[i]);
      state_.loops.returnPipe[i] = physics::pipeAt(pipe, state_.loops.returnC[i]);
    }
    for (std::uint32_t i = 0; i < model_.circuits.size(); ++i) {
      const CircuitModel& circuit = model_.circuits[i];
      const physics::Pipe pipe{circuit.pipeM3 * circuit.rhoKgPerM3, circuit.cpJPerKgK};
      state_.circuits.supplyPipe[i] = physics::pipeAt(pipe, state_.circuits.supplyC[i]);
      state_.circuits.returnPipe[i] = physics::pipeAt(pipe, state_.circuits.consumerReturnC[i]);
    }
  }

  const SimModel& model_;
  SimState& state_;
  Parallel& parallel_;
  double change_ = 0.0;
  std::vector<std::int32_t> lowestWanted_;
};

}  // namespace

double settle(const SimModel& model, SimState& state, Parallel& parallel) {
  return Settler(model, state, parallel).run();
}

SimStatePtr steadyState(const SimModel& model) {
  SimStatePtr made = emptyState(model);
  SimState& state = *made;
  Serial serial;
  // twice, for a UPS is live once the board above it is
  for (int i = 0; i < 2; ++i) stage::energise(model, state);
  stage::outside(model, state);
  stage::workload(model, state);
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) state.circuits.basinC[i] = state.outside.wetBulbC + 4.0;
  settle(model, state, serial);
  // losses of the power tree warm the halls: once the loads are known, settle with them
  stage::power(model, state);
  const std::vector<double> pendingJ = state.air.pendingJ;
  settle(model, state, serial);
  state.air.pendingJ = pendingJ;
  // one step in place fills what only flows: powers, water, sensed points
  stage::flows(model, state);
  stage::chips(model, state, serial);
  stage::loops(model, state);
  stage::air(model, state);
  stage::rejection(model, state);
  stage::power(model, state);
  state.sensors.leavingC = state.circuits.leavingC;
  stage::controls(model, state);
  state.ledger = {};
  return made;
}

}  // namespace plenum
