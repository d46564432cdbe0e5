// SPDX-License-Identifier: Apache-2.0
#include "sim/Headroom.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/Math.h"
#include "physics/Chiller.h"
#include "physics/HeatExchanger.h"
#include "physics/Hydraulics.h"
#include "sim/CondenserPumps.h"
#include "sim/Hands.h"
#include "sim/Rejection.h"
#include "sim/Sinks.h"
#include "sim/Stages.h"

namespace plenum {
namespace {

using physics::FlowArrangement;

/// Heat that an exchanger moves when what leaves its hot side is `hotOutC`: heat = ε·Cmin·(hot in − cold in) and
/// hot in = hot out + heat/Chot, solved for the heat.
double heatAtOutlet(FlowArrangement arrangement, double uaWPerK, double hotOutC, double hotWPerK,
                    physics::Stream cold) {
  const double least = std::min(hotWPerK, cold.capacityWPerK), most = std::max(hotWPerK, cold.capacityWPerK);
  if (least <= 0.0 || uaWPerK <= 0.0 || hotOutC <= cold.inletC) return 0.0;
  const double effectiveness = physics::effectiveness(arrangement, uaWPerK / least, least / most);
  const double left = 1.0 - effectiveness * least / hotWPerK;
  return effectiveness * least * (hotOutC - cold.inletC) / std::max(left, 1e-6);
}

/// The root of a falling function between two ends, to a thousandth; the nearer end where there is none.
template <class F>
double root(F&& f, double lo, double hi) {
  double atLo = f(lo), atHi = f(hi);
  if (atLo <= 0.0) return lo;
  if (atHi >= 0.0) return hi;
  int side = 0;
  for (int i = 0; i < 40 && hi - lo > 1e-3; ++i) {  // regula falsi, Illinois
    const double x = std::clamp((lo * atHi - hi * atLo) / (atHi - atLo), lo, hi);
    const double at = f(x);
    if (std::abs(at) < 1e-4) return x;
    if (at > 0.0) {
      lo = x, atLo = at;
      if (side == 1) atHi *= 0.5;
      side = 1;
    } else {
      hi = x, atHi = at;
      if (side == -1) atLo *= 0.5;
      side = -1;
    }
  }
  return 0.5 * (lo + hi);
}

double openKgPerS(const SimModel& model, const SimState& state, std::uint32_t c) {
  return model.cdus[c].primaryKgPerS * stage::cduOpening(1.0) * stage::pushAt(model, state, model.cdus[c].tap);
}

/// Heat that a CDU moves with so much facility water while its loop is so far above its set-point.
double mostThrough(const SimModel& model, const SimState& state, std::uint32_t c, double primaryKgPerS, double aboveK) {
  const PlacedCdu& placed = model.layout->cdus[c];
  const double secondaryWPerK = state.cdus.secondaryKgPerS[c] * model.loops[placed.loop].cpJPerKgK;
  // the pumps stand behind the plates
  const double behindPlatesC = state.loops.setpointC[placed.loop] + aboveK - state.cdus.pumpHeatW[c] / secondaryWPerK;
  return heatAtOutlet(
      FlowArrangement::counter, stage::cduUaWPerK(model, state, c, primaryKgPerS), behindPlatesC, secondaryWPerK,
      {state.circuits.consumerInC[placed.circuit], primaryKgPerS * model.circuits[placed.circuit].cpJPerKgK});
}

/// The plant of a circuit as it could run: whole machines, all of them on.
class Plant {
 public:
  Plant(const SimModel& model, const SimState& state, std::uint32_t i)
      : model_(model),
        state_(state),
        i_(i),
        wantedC_(state.circuits.setpointC[i] + heldK),
        circuit_(model.circuits[i]),
        placed_(model.layout->circuits[i]) {
    double pumps = 0.0;
    for (const std::uint32_t p : placed_.condenserPumps) pumps += isWhole(p);
    double openKgPerS = 0.0;
    for (const std::uint32_t k : placed_.chillers)
      if (!state.plant.isChillerFailed[k] && isLive(model.layout->chillers[k]))
        openKgPerS += model.layout->chillers[k].spec->condenserFlow.si;
    if (placed_.chillers.empty())
      openKgPerS = stage::exchangerSupply(model, state, i).units * circuit_.exchangerColdKgPerS;
    const double turning = std::min<double>(pumps, circuit_.condenserPumpsNeeded);
    const stage::CondenserFlow condenser = stage::condenserFlowOf(circuit_, turning, openKgPerS, openKgPerS);
    condenserKgPerS_ = condenser.kgPerS;
    condenserPumpW_ = stage::condenserHydraulicW(condenser);
    for (const std::uint32_t p : placed_.pumps) pumps_ += isWhole(p);
    if (state.circuits.isIsolated[i]) pumps_ = 0.0;
    if (!placed_.towers.empty()) {
      const auto cells = stage::cellsFor(model, i, condenserKgPerS_, static_cast<std::uint32_t>(placed_.towers.size()));
      for (const std::uint32_t t : placed_.towers)
        if (!state.plant.isTowerFailed[t] && isLive(model.layout->towers[t]) && cells_.units.size() < cells)
          take(cells_, t, model.towers[t].waterKgPerS);
    }
  }

  Headroom headroom() const {
    if (pumps_ <= 0.0) return {-presentW(), CoolingLimit::failed};
    if (circuit_.isChilled) return chilled();
    if (!placed_.exchangers.empty()) return exchanged();
    return direct();
  }

 private:
  template <class Placed>
  bool isLive(const Placed& placed) const {
    return stage::isLive(state_, placed.feed, placed.feedB);
  }
  bool isWhole(std::uint32_t p) const { return !state_.plant.isPumpFailed[p] && isLive(model_.layout->pumps[p]); }
  static void take(stage::InUse& use, std::uint32_t unit, double waterKgPerS) {
    use.units.push_back(unit);
    use.isDriven = true;
    use.designKgPerS += waterKgPerS;
  }
  double presentW() const { return state_.circuits.heatW[i_] + state_.circuits.hydraulicW[i_]; }
  /// Condenser water that leaves towers or lake when `heatW` comes in at this basin and everything turns.
  double cooledC(double basinC, double heatW) const {
    const double inC = basinC + heatW / (condenserKgPerS_ * stage::condenserCpJPerKgK);
    const stage::SinkInflow in{i_, inC, condenserKgPerS_, stage::condenserCpJPerKgK, 1.0};
    if (placed_.towers.empty())
      return stage::lakesAt(model_, state_, stage::lakesInUse(model_, state_, i_), in).outletC;
    return stage::towersAt(model_, state_, cells_, in).outletC;
  }
  bool hasCondenserWater() const {
    const bool hasSink =
        placed_.towers.empty() ? !stage::lakesInUse(model_, state_, i_).units.empty() : !cells_.units.empty();
    return hasSink && condenserKgPerS_ > 0.0 && stage::hasBasin(state_, i_);
  }
  CoolingLimit sinkLimit() const { return placed_.towers.empty() ? CoolingLimit::source : CoolingLimit::towers; }

  /// Flow of the circuit when its consumers give so many times their heat: as it goes with the valve of the CDU that
  /// carries most, or in proportion where there is none. One whose valve is open and whose loop runs away says nothing
  /// of how the flow grows: by it the flow would stand, and any heat come back in water as warm as it takes.
  double flowAt(double ratio) const {
    const double now = state_.circuits.flowKgPerS[i_];
    std::uint32_t most = none;
    for (const std::uint32_t c : placed_.cdus) {
      if (state_.cdus.secondaryKgPerS[c] <= 0.0 || state_.cdus.heatW[c] <= 0.0) continue;
      const double openW = mostThrough(model_, state_, c, openKgPerS(model_, state_, c), heldK);
      if (state_.cdus.heatW[c] > openW) continue;
      if (most == none || state_.cdus.heatW[c] > state_.cdus.heatW[most]) most = c;
    }
    if (most == none || state_.cdus.heatW[most] <= 0.0 || state_.cdus.primaryKgPerS[most] <= 0.0) return now * ratio;
    const double heatW = state_.cdus.heatW[most], open = openKgPerS(model_, state_, most);
    const auto primary = [&](double wantedW) {
      return root([&](double kgPerS) { return wantedW - mostThrough(model_, state_, most, kgPerS, 0.0); }, 0.01 * open,
                  open);
    };
    return now * primary(heatW * ratio) / primary(heatW);
  }
  /// The heat at which a plant is at its limit with the flow that this heat makes: what `mostAt` says of a flow.
  template <class F>
  double limitOf(F&& mostAt) const {
    const double presentHeatW = std::max(presentW(), 1.0);
    if (state_.circuits.flowKgPerS[i_] <= 0.0) return 0.0;
    double mostW = mostAt(state_.circuits.flowKgPerS[i_]);
    for (int n = 0; n < 4; ++n) mostW = mostAt(flowAt(mostW / presentHeatW));
    return mostW;
  }

  Headroom chilled() const {
    std::uint32_t first = none;
    double whole = 0.0, ratedKgPerS = 0.0;
    for (const std::uint32_t k : placed_.chillers) {
      if (state_.plant.isChillerFailed[k] || !isLive(model_.layout->chillers[k])) continue;
      first = std::min(first, k), ++whole;
      ratedKgPerS += model_.layout->chillers[k].spec->condenserFlow.si;
    }
    const double share = ratedKgPerS > 0.0 ? condenserKgPerS_ / ratedKgPerS : 0.0;
    if (whole <= 0.0 || !hasCondenserWater() || share <= stage::leastCondenserShare)
      return {-presentW(), CoolingLimit::failed};
    // the by-pass that keeps a condenser warm is shut where a plant is at its limit
    const auto machine = [&](double basinC) {
      return physics::chillerAt(model_.chillers[first], wantedC_, basinC, 1e12, state_.plant.chillerFouling[first]);
    };
    const auto surplusK = [&](double basinC) {
      const physics::ChillerPoint p = machine(basinC);
      return cooledC(basinC, whole * (p.heatW + p.powerW) + condenserPumpW_) - basinC;
    };
    const double coldestC =
        std::clamp(state_.outside.wetBulbC + stage::towerApproachK, stage::coldestCondenserC, stage::warmestCondenserC);
    return {whole * machine(root(surplusK, coldestC, 60.0)).heatW - presentW(), CoolingLimit::chillers};
  }

  Headroom exchanged() const {
    const stage::ExchangerSupply supply = stage::exchangerSupply(model_, state_, i_);
    if (supply.units == 0 || !hasCondenserWater()) return {-presentW(), CoolingLimit::failed};
    const double wantedC = wantedC_;
    const double coldNow = stage::condenserShares(model_, state_, i_).exchangersKgPerS;
    const double mostW = limitOf([&](double flow) {
      stage::ExchangerFlows flows = stage::exchangerFlows(model_, state_, i_, flow, 1.0);
      flows.coldKgPerS =
          coldNow > 0.0 ? flows.coldKgPerS * condenserKgPerS_ / coldNow : condenserKgPerS_ / supply.opening;
      flows.hotKgPerS = flow / supply.units;
      flows.hotC = 1.0, flows.coldC = 0.0;
      double wPerK = 0.0;
      for (const std::uint32_t x : placed_.exchangers)
        if (!state_.plant.isExchangerFailed[x]) wPerK += stage::exchangedW(model_, state_, flows, x);
      const double left = std::max(1e-6, 1.0 - wPerK / (flow * circuit_.cpJPerKgK));
      const auto heatW = [&](double basinC) { return wPerK * std::max(0.0, wantedC - basinC) / left; };
      // as the basin warms the exchanger carries less, and the towers more
      return heatW(root([&](double basinC) { return cooledC(basinC, heatW(basinC) + condenserPumpW_) - basinC; },
                        std::min(state_.outside.wetBulbC, wantedC) - 20.0, wantedC));
    });
    return {mostW - presentW(), sinkLimit()};
  }

  /// Dry coolers or a lake, without a loop between.
  Headroom direct() const {
    const bool isDry = !placed_.dryCoolers.empty();
    const stage::InUse use = isDry ? stage::coolersInUse(model_, state_, i_) : stage::lakesInUse(model_, state_, i_);
    const CoolingLimit limit = isDry ? CoolingLimit::dryCoolers : CoolingLimit::source;
    if (use.units.empty() || !use.isDriven) return {-presentW(), CoolingLimit::failed};
    const double wantedC = wantedC_;
    const double mostW = limitOf([&](double flow) {
      const auto surplusK = [&](double enterC) {
        const stage::SinkInflow in{i_, enterC, flow, circuit_.cpJPerKgK, 1.0};
        return wantedC - (isDry ? stage::coolersAt(model_, state_, use, in).outletC
                                : stage::lakesAt(model_, state_, use, in).outletC);
      };
      return flow * circuit_.cpJPerKgK * (root(surplusK, wantedC, 95.0) - wantedC);
    });
    return {mostW - presentW(), limit};
  }

  const SimModel& model_;
  const SimState& state_;
  std::uint32_t i_;
  double wantedC_;
  const CircuitModel& circuit_;
  const PlacedCircuit& placed_;
  stage::InUse cells_;
  double condenserPumpW_ = 0.0, condenserKgPerS_ = 0.0, pumps_ = 0.0;
};

/// What the racks of a hall draw of the fan walls: air behind a rear door is cold again and counts as far as the hot
/// aisle is warm, as the controls call for it.
double drawnKgPerS(const SimModel& model, const SimState& state, std::uint32_t h) {
  constexpr double idleK = 0.5, wholeK = 4.5;  // as fanSpeedFor has them
  const double warmK = state.air.hotC[h] - state.air.setpointC[h];
  const double behindDoors = std::clamp((warmK - idleK) / (wholeK - idleK), 0.0, 1.0);
  double drawn = 0.0;
  for (const std::uint32_t g : model.halls[h].groups) {
    const RackGroup& group = model.groups[g];
    const double kgPerS =
        group.racks * model.classes[group.rackClass].airM3PerS * state.groups.airRatio[g] * model.airRhoKgPerM3;
    drawn += group.doorCircuit != none ? behindDoors * kgPerS : kgPerS;
  }
  return drawn;
}

/// Air of a group at full speed, through its filters as they are.
double fullKgPerS(const SimModel& model, const SimState& state, const FanWallGroup& group) {
  double units = 0.0;
  for (const std::uint32_t f : group.units)
    units += stage::fansTurning(model, state, f) * stage::throughFilter(state.air.clogging[f]);
  return units * group.airM3PerS * model.airRhoKgPerM3;
}
double fullKgPerS(const SimModel& model, const SimState& state, std::uint32_t h) {
  double full = 0.0;
  for (const std::uint32_t g : model.halls[h].fanWallGroups) full += fullKgPerS(model, state, model.fanWallGroups[g]);
  return full;
}

/// Air that racks may draw while the cold aisle holds: a little more than the fans move, for what is missing comes
/// round from the hot aisle.
double heldKgPerS(const SimModel& model, const SimState& state, std::uint32_t h) {
  const double acrossK = std::max(2.0 * heldK, state.air.hotC[h] - state.air.setpointC[h]);
  return fullKgPerS(model, state, h) / (1.0 - heldK / acrossK);
}

/// Heat that the coils of a group take from the room with fans and valves wide open, all units together.
double coilMostW(const SimModel& model, const SimState& state, const FanWallGroup& group, double up) {
  const CircuitModel& circuit = model.circuits[group.circuit];
  const double airKgPerS = fullKgPerS(model, state, group), airWPerK = airKgPerS * airCpJPerKgK;
  const double airFraction = airKgPerS / (up * group.airM3PerS * model.airRhoKgPerM3);
  double clean = 0.0;
  for (const std::uint32_t f : group.units) clean += stage::fansTurning(model, state, f) * (1.0 - state.air.fouling[f]);
  const double push = stage::pushAt(model, state, group.tap);
  const double ua = clean * physics::uaOffDesign({group.coilUaWPerK, 0.5, 0.8, 0.85}, airFraction, push);
  const double waterWPerK = static_cast<double>(group.units.size()) * group.waterKgPerS * push * circuit.cpJPerKgK;
  // the fans' own work warms the air behind the coil
  const double behindCoilC = state.air.setpointC[group.hall] + heldK - up * group.fanW / airWPerK;
  return heatAtOutlet(FlowArrangement::crossUnmixed, ua, behindCoilC, airWPerK,
                      {state.circuits.consumerInC[group.circuit], waterWPerK}) -
         up * group.fanW;
}

double roomW(const SimState& state, std::uint32_t g) { return state.air.heatW[g] - state.air.powerW[g]; }

/// Of all units of a group together.
Headroom groupHeadroom(const SimModel& model, const SimState& state, std::uint32_t g) {
  const FanWallGroup& group = model.fanWallGroups[g];
  const double up = stage::unitsUp(model, state, group), nowW = roomW(state, g);
  if (up <= 0.0) return {-nowW, CoolingLimit::failed};
  const double coilW = coilMostW(model, state, group, up);
  const double drawn = drawnKgPerS(model, state, group.hall), full = heldKgPerS(model, state, group.hall);
  const double byAirW = drawn > 0.0 ? nowW * full / drawn : coilW;
  if (byAirW < coilW) return {byAirW - nowW, CoolingLimit::fans};
  return {coilW - nowW, CoolingLimit::coil};
}

}  // namespace

Headroom cduHeadroom(const SimModel& model, const SimState& state, std::uint32_t c) {
  if (state.cdus.secondaryKgPerS[c] <= 0.0 || state.cdus.isFailed[c])
    return {-state.cdus.heatW[c], CoolingLimit::failed};
  return {mostThrough(model, state, c, openKgPerS(model, state, c), heldK) - state.cdus.heatW[c],
          CoolingLimit::exchanger};
}

Headroom cduHeadroomForRacks(const SimModel& model, const SimState& state, std::uint32_t c) {
  const PlacedCdu& placed = model.layout->cdus[c];
  const CduModel& cdu = model.cdus[c];
  const double heatW = state.cdus.heatW[c], secondary = state.cdus.secondaryKgPerS[c];
  if (secondary <= 0.0 || heatW <= 0.0 || state.cdus.isFailed[c]) return cduHeadroom(model, state, c);
  const double open = openKgPerS(model, state, c), lost = std::clamp(state.cdus.fouling[c], 0.0, 0.95);
  const double wPerK = secondary * model.loops[placed.loop].cpJPerKgK;
  const double behindPlatesC = state.loops.setpointC[placed.loop] + heldK - state.cdus.pumpHeatW[c] / wPerK;
  const physics::Stream facility{state.circuits.consumerInC[placed.circuit],
                                 open * model.circuits[placed.circuit].cpJPerKgK};
  const auto spareK = [&](double times) {
    const double ua = physics::uaOffDesign({cdu.uaWPerK}, times * secondary / cdu.secondaryKgPerS,
                                           open / cdu.primaryKgPerS, lost / (1.0 - lost) / cdu.uaWPerK);
    return behindPlatesC -
           physics::exchange(FlowArrangement::counter, ua, {behindPlatesC + heatW / wPerK, times * wPerK}, facility)
               .hotOutC;
  };
  return {(root(spareK, 0.05, 20.0) - 1.0) * heatW, CoolingLimit::exchanger};
}

namespace {

/// What a CDU could take more with its valve and its pumps where hands hold them.
double heldMoreW(const SimModel& model, const SimState& state, std::uint32_t c, double valve, double pump) {
  const double heatW = state.cdus.heatW[c], secondary = state.cdus.secondaryKgPerS[c];
  double moreW = std::numeric_limits<double>::max();
  if (valve < 1.0) {
    const double kgPerS =
        model.cdus[c].primaryKgPerS * stage::cduOpening(valve) * stage::pushAt(model, state, model.cdus[c].tap);
    moreW = (kgPerS > 0.0 ? mostThrough(model, state, c, kgPerS, heldK) : 0.0) - heatW;
  }
  if (pump < 1.0) {
    const double pumped = pump * stage::pumpsWanted(model, state, c) * model.cdus[c].pumpKgPerS;
    moreW = std::min(moreW, std::max(0.0, pumped / secondary - 1.0) * heatW);
  }
  return moreW;
}

/// A fan wall whose valve or fans a hand holds brings no more water or air, and heat brings its own air.
Headroom heldBackAt(const SimModel& model, const SimState& state, std::uint32_t f, Headroom room) {
  const bool isHeld = std::min(stage::heldAt(model, state, Point::fanWallValve, f),
                               stage::heldAt(model, state, Point::fanWallFan, f)) < 1.0;
  return isHeld && room.limit != CoolingLimit::failed ? Headroom{std::min(0.0, room.moreW), CoolingLimit::byHand}
                                                      : room;
}

Headroom unheldCdu(const SimModel& model, const SimState& state, std::uint32_t c) {
  Headroom room = cduHeadroomForRacks(model, state, c);
  const double heatW = state.cdus.heatW[c], secondary = state.cdus.secondaryKgPerS[c];
  if (heatW <= 0.0 || secondary <= 0.0) return room;
  // heat brings its own flow, and the pumps make no more than theirs
  const double pumped = stage::pumpsWanted(model, state, c) * model.cdus[c].pumpKgPerS;
  const double byPumpsW = std::max(0.0, pumped / secondary - 1.0) * heatW;
  if (byPumpsW < room.moreW) room = {byPumpsW, CoolingLimit::cduPumps};
  return room;
}

}  // namespace

Headroom cduHeadroomWithFlow(const SimModel& model, const SimState& state, std::uint32_t c) {
  const Headroom room = unheldCdu(model, state, c);
  const double valve = stage::heldAt(model, state, Point::cduValve, c),
               pump = stage::heldAt(model, state, Point::cduPump, c);
  if (std::min(valve, pump) >= 1.0 || room.limit == CoolingLimit::failed) return room;
  const double moreW = heldMoreW(model, state, c, valve, pump);
  // whichever of the two stops it first; they may stop it at the same
  return moreW <= room.moreW + 1.0 ? Headroom{std::min(moreW, room.moreW), CoolingLimit::byHand} : room;
}

double loopSpareKgPerS(const SimModel& model, const SimState& state, std::uint32_t l) {
  const LoopModel& loop = model.loops[l];
  double most = 0.0;
  for (const std::uint32_t c : model.layout->loops[l].cdus) {
    const CduModel& cdu = model.cdus[c];
    const double units = stage::pumpsWanted(model, state, c);
    if (units <= 0.0) continue;
    const double fall = (physics::shutOffRatio - 1.0) * cdu.pumpDpPa / (cdu.pumpKgPerS * cdu.pumpKgPerS);
    const double open = math::pow(1.0 - std::min(0.95, state.cdus.clogging[c]), filterExponent);
    // what is left for the racks behind plates and filter at full speed
    const auto leftPa = [&](double kgPerS) {
      return physics::shutOffRatio * cdu.pumpDpPa - fall * kgPerS * kgPerS / (units * units) -
             cdu.exchangerResistance * kgPerS * kgPerS -
             cdu.filterResistance / open * math::pow(kgPerS, filterExponent) - loop.designDpPa;
    };
    most += root(leftPa, 0.0, 3.0 * units * cdu.pumpKgPerS);
  }
  return most - loop.designFlowKgPerS;
}

Headroom fanWallHeadroom(const SimModel& model, const SimState& state, std::uint32_t f) {
  const std::uint32_t g = model.fanWallGroupOf[f];
  const double turns = stage::fansTurning(model, state, f), up = stage::unitsUp(model, state, model.fanWallGroups[g]);
  if (turns <= 0.0) return {0.0, CoolingLimit::failed};
  const Headroom group = groupHeadroom(model, state, g);
  return heldBackAt(model, state, f, {group.moreW * turns / up, group.limit});
}

Headroom doorHeadroom(const SimModel& model, const SimState& state, std::uint32_t r) {
  const std::uint32_t g = model.rackGroup[r];
  const RackGroup& group = model.groups[g];
  if (group.doorCircuit == none) return {};
  const RackClass& k = model.classes[group.rackClass];
  const double airWPerK = k.airM3PerS * state.groups.airRatio[g] * model.airRhoKgPerM3 * airCpJPerKgK;
  const double waterWPerK = state.groups.doorWaterKgPerS[g] * model.circuits[group.doorCircuit].cpJPerKgK;
  const double warmestC = state.air.setpointC[group.hall] + heldK;
  // heat for each kelvin between the air before the door and the water
  const double wPerK = state.groups.doorEffectiveness[g] * std::min(airWPerK, waterWPerK);
  if (!(wPerK > 0.0)) return {std::min(0.0, airWPerK * (warmestC - state.racks.airOutC[r])), CoolingLimit::failed};
  // before the door the air is as much warmer than behind it as the heat that it loses there
  const double mostW = wPerK * (warmestC - state.circuits.consumerInC[group.doorCircuit]) / (1.0 - wPerK / airWPerK);
  return {mostW - state.racks.doorHeatJ[r] / model.dtS, CoolingLimit::doors};
}

double hallCoilMoreW(const SimModel& model, const SimState& state, std::uint32_t h) {
  double moreW = 0.0;
  for (const std::uint32_t g : model.halls[h].fanWallGroups) {
    const FanWallGroup& group = model.fanWallGroups[g];
    const double up = stage::unitsUp(model, state, group);
    moreW += (up > 0.0 ? coilMostW(model, state, group, up) : 0.0) - roomW(state, g);
  }
  return moreW;
}

double hallSpareAirM3PerS(const SimModel& model, const SimState& state, std::uint32_t h) {
  return (heldKgPerS(model, state, h) - drawnKgPerS(model, state, h)) / model.airRhoKgPerM3;
}

Headroom circuitHeadroom(const SimModel& model, const SimState& state, std::uint32_t i) {
  return Plant(model, state, i).headroom();
}

Headrooms headrooms(const SimModel& model, const SimState& state) {
  Headrooms out;
  for (std::uint32_t c = 0; c < model.cdus.size(); ++c) out.cdus.push_back(cduHeadroomWithFlow(model, state, c));
  std::vector<Headroom> groups;
  for (std::uint32_t g = 0; g < model.fanWallGroups.size(); ++g) {
    Headroom each = groupHeadroom(model, state, g);
    const double up = stage::unitsUp(model, state, model.fanWallGroups[g]);
    each.moreW /= std::max(1e-9, up);
    groups.push_back(each);
  }
  for (std::uint32_t f = 0; f < model.layout->fanWalls.size(); ++f) {
    const Headroom& each = groups[model.fanWallGroupOf[f]];
    const double turns = stage::fansTurning(model, state, f);
    out.fanWalls.push_back(turns > 0.0 ? heldBackAt(model, state, f, {each.moreW * turns, each.limit})
                                       : Headroom{0.0, CoolingLimit::failed});
  }
  for (std::uint32_t i = 0; i < model.circuits.size(); ++i) out.circuits.push_back(circuitHeadroom(model, state, i));
  return out;
}

}  // namespace plenum
