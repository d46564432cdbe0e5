// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "base/Hash.h"
#include "physics/Breaker.h"
#include "physics/ChipPower.h"
#include "physics/Genset.h"
#include "physics/Psychrometrics.h"
#include "sim/AlarmRules.h"
#include "sim/CondenserPumps.h"
#include "sim/Engine.h"
#include "sim/Hands.h"
#include "sim/Headroom.h"
#include "sim/RackParts.h"
#include "sim/Rejection.h"
#include "sim/Stages.h"
#include "sim/Supply.h"
#include "sim/WorkStage.h"

namespace plenum {
namespace {

template <class To, class From>
void copyAs(std::vector<To>& to, const std::vector<From>& from) {
  to.resize(from.size());
  std::transform(from.begin(), from.end(), to.begin(), [](From v) { return static_cast<To>(v); });
}

void chips(const SimModel& model, const SimState& state, Frame::Chips& out) {
  const Layout& layout = *model.layout;
  for (auto* v : {&out.dieC, &out.utilisation, &out.frequency, &out.powerW}) v->resize(layout.chips);
  stage::RackLoad load;
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r) {
    const PlacedRack& rack = layout.racks[r];
    const RackClass& k = model.classOf(r);
    const physics::ChipPower law{k.idleW, k.tdpW, 1.0, k.dvfsExponent, 1.0, k.leakW, k.leakAtC, k.leakPerK, k.leakAtC};
    const std::size_t first = std::size_t{model.rackFirstBlock[r]} * lanes;
    const bool isUp = stage::isRunning(state, r);
    stage::readLoad(model, state, r, load);
    const stage::RackNow now{k, first, load, 1.0, 0.0};
    for (std::uint32_t c = 0; c < rack.chips; ++c) {
      const std::size_t i = first + c, o = rack.firstChip + c;
      const bool isTripped = state.chips.offUntilS[i] > 0.0f;
      const double f = static_cast<double>(state.chips.frequency[i]);
      const double u = isUp && !isTripped ? stage::utilisationOf(model, state, now, c, f) : 0.0;
      out.dieC[o] = static_cast<float>(state.chips.dieC[i]);
      out.utilisation[o] = static_cast<float>(u);
      out.frequency[o] = isUp && !isTripped ? state.chips.frequency[i] : 0.0f;
      const double watts = physics::chipPowerW(law, u, physics::frequencyFactor(law, f), state.chips.dieC[i]);
      out.powerW[o] =
          !isUp       ? 0.0f
          : isTripped ? static_cast<float>(state.chips.dieC[i] < k.shutdownC ? physics::shutDownFraction * k.tdpW : 0.0)
                      : static_cast<float>(watts);
    }
  }
}

void powerOfRacks(const SimModel& model, const SimState& state, Frame::Racks& out) {
  const SimState::Power& s = state.power;
  const std::size_t count = model.layout->racks.size();
  out.isOnA.resize(count), out.isOnB.resize(count);
  out.batteryFraction.assign(model.hasRackBattery ? count : 0, 0.0f);
  for (std::size_t r = 0; r < count; ++r) {
    const PlacedRack& rack = model.layout->racks[r];
    out.isOnA[r] = rack.feedA != none && s.isEnergised[rack.feedA];
    out.isOnB[r] = rack.feedB != none && s.isEnergised[rack.feedB];
    const double shelfJ = rack.spec->batteryEnergy.si;
    if (shelfJ > 0.0) out.batteryFraction[r] = static_cast<float>(std::clamp(1.0 - s.rackOweJ[r] / shelfJ, 0.0, 1.0));
  }
}

void racks(const SimModel& model, const SimState& state, Frame::Racks& out) {
  const SimState::Racks& in = state.racks;
  copyAs(out.powerW, in.itW), copyAs(out.inletC, in.inletC), copyAs(out.outletC, in.airOutC);
  copyAs(out.maxChipC, in.maxDieC), copyAs(out.meanChipC, in.meanDieC), copyAs(out.utilisation, in.utilisation);
  copyAs(out.maxMemoryC, in.maxMemoryC);
  for (std::uint32_t r = 0; r < out.maxMemoryC.size(); ++r)
    if (!model.classOf(r).hasMemory) out.maxMemoryC[r] = std::numeric_limits<float>::quiet_NaN();
  copyAs(out.throttled, in.throttled), copyAs(out.coolantOutC, in.coolantOutC);
  out.isEnergised = state.power.isRackUp;
  out.darkCause = state.power.rackCause;
  powerOfRacks(model, state, out);
  const auto asPower = [&model](std::vector<float>& to, const std::vector<double>& energyJ) {
    to.resize(energyJ.size());
    for (std::size_t r = 0; r < to.size(); ++r) to[r] = static_cast<float>(energyJ[r] / model.dtS);
  };
  asPower(out.coolantHeatW, in.liquidHeatJ), asPower(out.airHeatW, in.airHeatJ);
  asPower(out.doorHeatW, in.doorHeatJ), asPower(out.storedW, in.storedJ);
  const std::size_t count = model.layout->racks.size();
  out.coolantInC.resize(count), out.flowKgPerS.resize(count), out.airFlowM3PerS.resize(count);
  for (std::size_t r = 0; r < count; ++r) {
    const std::uint32_t g = model.rackGroup[r];
    const std::uint32_t loop = model.groups[g].loop;
    // a rack without coolant has none to report
    const float nothing = std::numeric_limits<float>::quiet_NaN();
    out.coolantInC[r] = loop == none ? nothing : static_cast<float>(state.loops.supplyC[loop]);
    if (loop == none) out.coolantOutC[r] = nothing;
    out.flowKgPerS[r] = loop == none ? nothing : static_cast<float>(state.groups.flowKgPerS[g]);
    out.airFlowM3PerS[r] =
        static_cast<float>(model.classOf(static_cast<std::uint32_t>(r)).airM3PerS * state.groups.airRatio[g]);
  }
}

void halls(const SimModel& model, const SimState& state, Frame::Halls& out) {
  const std::size_t count = model.halls.size();
  copyAs(out.coldAisleC, state.air.coldC), copyAs(out.hotAisleC, state.air.hotC),
      copyAs(out.supplyAirC, state.air.supplyC);
  copyAs(out.aislePressurePa, state.air.aislePa);
  for (auto* v :
       {&out.itPowerW, &out.maxChipC, &out.maxInletC, &out.airRatio, &out.humidity, &out.recirculation, &out.bypass})
    v->assign(count, 0.0f);
  copyAs(out.setpointC, state.air.setpointC);
  for (std::size_t h = 0; h < count; ++h) {
    const PlacedHall& hall = model.layout->halls[h];
    double itW = 0.0;
    for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r) {
      itW += state.racks.itW[r];
      out.maxChipC[h] = std::max(out.maxChipC[h], state.racks.maxDieC[r]);
      out.maxInletC[h] = std::max(out.maxInletC[h], static_cast<float>(state.racks.inletC[r]));
    }
    out.itPowerW[h] = static_cast<float>(itW);
    out.humidity[h] = static_cast<float>(
        physics::relativeHumidity(state.air.coldC[h], state.air.humidityRatio[h], state.outside.pressurePa));
    const double itKgPerS = state.air.itAirKgPerS[h], supplyKgPerS = state.air.supplyAirKgPerS[h];
    const double exchanged = itKgPerS * state.air.exchangeShare[h];
    if (itKgPerS > 0.0) {
      out.airRatio[h] = static_cast<float>(supplyKgPerS / itKgPerS);
      out.recirculation[h] = static_cast<float>((exchanged + std::max(0.0, itKgPerS - supplyKgPerS)) / itKgPerS);
    }
    // without supply nothing goes past the racks
    if (supplyKgPerS > 0.0)
      out.bypass[h] =
          static_cast<float>(std::min(1.0, (exchanged + std::max(0.0, supplyKgPerS - itKgPerS)) / supplyKgPerS));
  }
}

Running runs(const SimState& state, bool isFailed, std::uint32_t feed, std::uint32_t feedB, bool isOn) {
  if (isFailed) return Running::failed;
  if (!stage::isLive(state, feed, feedB)) return Running::dark;
  return isOn ? Running::on : Running::off;
}

/// What turns and what is there, not what its controller calls for.
float trueOf(const SimModel& model, const SimState& state, Point point, std::size_t index) {
  return static_cast<float>(stage::trueValue(model, state, {point, static_cast<std::uint32_t>(index)}));
}

void cooling(const SimModel& model, const SimState& state, Frame& out) {
  const Layout& layout = *model.layout;
  copyAs(out.loops.supplyC, state.loops.supplyC), copyAs(out.loops.returnC, state.loops.returnC);
  copyAs(out.loops.flowKgPerS, state.loops.flowKgPerS), copyAs(out.loops.heatW, state.loops.heatW);
  copyAs(out.loops.setpointC, state.loops.setpointC);
  out.loops.levelFraction.resize(model.loops.size());
  for (std::size_t i = 0; i < model.loops.size(); ++i)
    out.loops.levelFraction[i] = static_cast<float>(state.loops.levelKg[i] / model.loops[i].volumeKg);

  const SimState::Cdus& c = state.cdus;
  copyAs(out.cdus.heatW, c.heatW), copyAs(out.cdus.primaryInC, c.primaryInC),
      copyAs(out.cdus.primaryOutC, c.primaryOutC);
  copyAs(out.cdus.primaryFlowKgPerS, c.primaryKgPerS), copyAs(out.cdus.secondaryFlowKgPerS, c.secondaryKgPerS);
  copyAs(out.cdus.valve, c.valve), copyAs(out.cdus.powerW, c.powerW);
  out.cdus.pumpSpeed.resize(model.cdus.size());
  out.cdus.state.resize(model.cdus.size());
  out.cdus.firstPump.clear(), out.cdus.pumpState.clear();
  for (std::size_t i = 0; i < model.cdus.size(); ++i) {
    const CduModel& cdu = model.cdus[i];
    out.cdus.pumpSpeed[i] = trueOf(model, state, Point::cduPump, i);
    out.cdus.state[i] = runs(state, c.isFailed[i], layout.cdus[i].feed, layout.cdus[i].feedB, c.pumpsUp[i] > 0.0);
    out.cdus.firstPump.push_back(cdu.firstPump);
    for (std::uint32_t p = 0; p < cdu.pumps; ++p) {
      const double ramp = c.pumpRamp[cdu.firstPump + p];
      const bool isBroken = c.isFailed[i] || (c.pumpsFailed[i] >> p & 1u);
      Running now = runs(state, isBroken, layout.cdus[i].feed, layout.cdus[i].feedB, ramp > 0.0);
      if (now == Running::on && ramp < 1.0) now = Running::starting;
      out.cdus.pumpState.push_back(now);
    }
  }
  out.cdus.firstPump.push_back(model.cduPumps);

  const std::size_t walls = layout.fanWalls.size();
  Frame::FanWalls& f = out.fanWalls;
  for (auto* v : {&f.heatW, &f.airInC, &f.airOutC, &f.fanSpeed, &f.valve, &f.waterOutC, &f.powerW})
    v->assign(walls, 0.0f);
  f.state.resize(walls);
  std::vector<double> unitsUp(model.fanWallGroups.size(), 0.0);
  for (std::size_t i = 0; i < walls; ++i) {
    f.state[i] = runs(state, state.air.isFailed[i], layout.fanWalls[i].feed, layout.fanWalls[i].feedB, true);
    if (f.state[i] == Running::on) unitsUp[model.fanWallGroupOf[i]] += 1.0;
  }
  for (std::size_t i = 0; i < walls; ++i) {
    const std::uint32_t g = model.fanWallGroupOf[i];
    f.airInC[i] = static_cast<float>(state.air.hotC[layout.fanWalls[i].hall]);
    f.valve[i] = static_cast<float>(state.air.unitValve[i]);
    f.waterOutC[i] = static_cast<float>(state.air.waterOutC[g]);
    f.airOutC[i] = trueOf(model, state, Point::fanWallSupply, i);
    if (f.state[i] != Running::on || unitsUp[g] <= 0.0) continue;
    f.heatW[i] = static_cast<float>(state.air.heatW[g] / unitsUp[g]);
    f.powerW[i] = static_cast<float>(state.air.powerW[g] / unitsUp[g]);
    f.fanSpeed[i] = trueOf(model, state, Point::fanWallFan, i);
  }
}

void plant(const SimModel& model, const SimState& state, Frame& out) {
  const Layout& layout = *model.layout;
  const SimState::Circuits& k = state.circuits;
  copyAs(out.circuits.supplyC, k.supplyC), copyAs(out.circuits.returnC, k.consumerReturnC);
  copyAs(out.circuits.flowKgPerS, k.flowKgPerS), copyAs(out.circuits.heatW, k.heatW),
      copyAs(out.circuits.setpointC, k.setpointC);
  copyAs(out.circuits.condenserSupplyC, k.basinC), copyAs(out.circuits.condenserReturnC, k.condenserReturnC);
  copyAs(out.circuits.waterKgPerS, k.waterKgPerS);
  Frame::Circuits& f = out.circuits;
  copyAs(f.dpPa, k.dpPa), copyAs(f.economiserW, k.economiserW);
  copyAs(f.evaporationKgPerS, k.evaporationKgPerS), copyAs(f.driftKgPerS, k.driftKgPerS);
  copyAs(f.blowdownKgPerS, k.blowdownKgPerS);
  f.mode = k.mode, f.isIsolated = k.isIsolated, f.isMakeUpLost = k.isMakeUpLost;
  f.rejection.resize(model.circuits.size()), f.basinLevel.resize(model.circuits.size());
  f.pumpSpeed.resize(model.circuits.size());
  for (std::size_t i = 0; i < model.circuits.size(); ++i) {
    f.rejection[i] = trueOf(model, state, Point::circuitRejection, i);
    f.pumpSpeed[i] = trueOf(model, state, Point::circuitPump, i);
    f.basinLevel[i] =
        model.circuits[i].basinKg > 0.0 ? static_cast<float>(k.basinLevelKg[i] / model.circuits[i].basinKg) : 0.0f;
  }

  const SimState::Plant& p = state.plant;
  copyAs(out.pumps.powerW, p.pumpPowerW);
  const std::size_t pumps = layout.pumps.size();
  out.pumps.speed.assign(pumps, 0.0f), out.pumps.flowKgPerS.assign(pumps, 0.0f), out.pumps.state.resize(pumps);
  for (std::size_t i = 0; i < pumps; ++i) {
    const auto& pump = layout.pumps[i];
    stage::CondenserFlow all;
    if (pump.isCondenserSide) {
      all = stage::condenserFlow(model, state, pump.circuit);
    } else {
      all.kgPerS = k.flowKgPerS[pump.circuit], all.speed = k.pumpSpeed[pump.circuit];
      for (const std::uint32_t other : layout.circuits[pump.circuit].pumps) all.turning += p.pumpRamp[other];
    }
    out.pumps.speed[i] = static_cast<float>(all.speed * p.pumpRamp[i]);
    out.pumps.flowKgPerS[i] = static_cast<float>(all.turning > 0.0 ? all.kgPerS * p.pumpRamp[i] / all.turning : 0.0);
    out.pumps.state[i] = runs(state, p.isPumpFailed[i], pump.feed, pump.feedB, p.pumpRamp[i] > 0.0);
    if (out.pumps.state[i] == Running::on && p.pumpRamp[i] < 1.0) out.pumps.state[i] = Running::starting;
  }

  copyAs(out.chillers.coolingW, p.chillerHeatW), copyAs(out.chillers.powerW, p.chillerPowerW);
  copyAs(out.chillers.partLoad, p.chillerPartLoad), copyAs(out.chillers.leavingC, p.chillerLeavingC);
  copyAs(out.chillers.enteringCondenserC, p.chillerEnteringC);
  out.chillers.isExtrapolated = p.isChillerExtrapolated;
  const std::size_t chillers = layout.chillers.size();
  out.chillers.cop.assign(chillers, 0.0f), out.chillers.state.resize(chillers);
  for (std::size_t i = 0; i < chillers; ++i) {
    if (p.chillerPowerW[i] > 0.0) out.chillers.cop[i] = static_cast<float>(p.chillerHeatW[i] / p.chillerPowerW[i]);
    out.chillers.state[i] =
        runs(state, p.isChillerFailed[i], layout.chillers[i].feed, layout.chillers[i].feedB, p.chillerPhase[i] == 3);
    if (out.chillers.state[i] == Running::off && p.chillerPhase[i] > 0) out.chillers.state[i] = Running::starting;
  }

  copyAs(out.exchangers.heatW, p.exchangerHeatW);
  out.exchangers.state.resize(layout.exchangers.size());
  for (std::size_t i = 0; i < layout.exchangers.size(); ++i)
    out.exchangers.state[i] = p.isExchangerFailed[i]       ? Running::failed
                              : p.exchangerHeatW[i] != 0.0 ? Running::on
                                                           : Running::off;
  const std::size_t towers = layout.towers.size();
  Frame::Towers& t = out.towers;
  for (auto* v : {&t.heatW, &t.fanSpeed, &t.powerW, &t.leavingC, &t.waterKgPerS}) v->assign(towers, 0.0f);
  t.state.resize(towers);
  for (std::size_t i = 0; i < towers; ++i) {
    const auto& tower = layout.towers[i];
    t.state[i] = runs(state, p.isTowerFailed[i], tower.feed, tower.feedB, state.sinks.cellWaterKgPerS[i] > 0.0);
    t.leavingC[i] = static_cast<float>(state.sinks.cellOutC[i]);
    if (t.state[i] != Running::on) continue;
    t.heatW[i] = static_cast<float>(state.sinks.cellHeatW[i]);
    t.fanSpeed[i] = static_cast<float>(k.towerFan[tower.circuit]);
    t.powerW[i] = static_cast<float>(state.sinks.cellPowerW[i]);
    t.waterKgPerS[i] = static_cast<float>(state.sinks.cellWaterKgPerS[i]);
  }
  const std::size_t coolers = layout.dryCoolers.size();
  Frame::DryCoolers& d = out.dryCoolers;
  for (auto* v : {&d.heatW, &d.fanSpeed, &d.powerW, &d.leavingC}) v->assign(coolers, 0.0f);
  d.state.resize(coolers);
  for (std::size_t i = 0; i < coolers; ++i) {
    const auto& cooler = layout.dryCoolers[i];
    const bool isOut = p.isDryCoolerFailed[i] || state.sinks.isCoilFrozen[i];
    d.state[i] = runs(state, isOut, cooler.feed, cooler.feedB, true);
    d.leavingC[i] = static_cast<float>(state.sinks.coilC[i]);
    if (d.state[i] != Running::on) continue;
    d.heatW[i] = static_cast<float>(state.sinks.coolerHeatW[i]);
    d.fanSpeed[i] = static_cast<float>(k.dryFan[cooler.circuit]);
    d.powerW[i] = static_cast<float>(state.sinks.coolerPowerW[i]);
  }
}

void tanksAndLakes(const SimModel& model, const SimState& state, Frame& out) {
  const Layout& layout = *model.layout;
  const SimState::Sinks& n = state.sinks;
  copyAs(out.tanks.heatW, n.tankHeatW);
  const std::size_t tanks = layout.tanks.size();
  for (auto* v : {&out.tanks.topC, &out.tanks.bottomC, &out.tanks.charge}) v->assign(tanks, 0.0f);
  out.tanks.state.resize(tanks);
  for (std::uint32_t i = 0; i < tanks; ++i) {
    out.tanks.topC[i] = static_cast<float>(n.tanks[i].layerC[0]);
    out.tanks.bottomC[i] = static_cast<float>(n.tanks[i].layerC[model.tanks[i].layers - 1]);
    out.tanks.charge[i] = static_cast<float>(stage::tankCharge(model, state, i));
    out.tanks.state[i] = state.plant.isTankFailed[i] ? Running::failed
                         : n.tankHeatW[i] != 0.0     ? Running::on
                                                     : Running::off;
  }
  copyAs(out.lakes.heatW, n.lakeHeatW), copyAs(out.lakes.powerW, n.lakePowerW);
  copyAs(out.lakes.intakeC, n.intakeC), copyAs(out.lakes.dischargeC, n.dischargeC);
  out.lakes.state.resize(layout.lakes.size());
  for (std::size_t i = 0; i < layout.lakes.size(); ++i)
    out.lakes.state[i] =
        runs(state, state.plant.isLakeFailed[i], layout.lakes[i].feed, layout.lakes[i].feedB, n.lakePowerW[i] > 0.0);
}

void points(const SimState& state, Frame::Points& out) {
  const SimState::Points& s = state.points;
  copyAs(out.measured, s.measured);
  out.mode = s.mode;
  out.quality.resize(s.fault.size());
  std::transform(s.fault.begin(), s.fault.end(), out.quality.begin(), [](std::uint8_t fault) {
    return fault == 1 + static_cast<int>(SensorFault::Mode::lost) ? Quality::bad : Quality::sensed;
  });
}

void headroom(const SimModel& model, const SimState& state, Frame& out) {
  const Headrooms rooms = headrooms(model, state);
  const auto copy = [](const std::vector<Headroom>& from, std::vector<float>& to) {
    to.resize(from.size());
    std::transform(from.begin(), from.end(), to.begin(), [](const Headroom& h) { return static_cast<float>(h.moreW); });
  };
  copy(rooms.cdus, out.cdus.headroomW), copy(rooms.fanWalls, out.fanWalls.headroomW),
      copy(rooms.circuits, out.circuits.headroomW);
}

Running runs(const SimModel& model, const SimState& state, std::uint32_t d) {
  const SimState::Power& s = state.power;
  if (s.isFailed[d] || s.genset[d] == SimState::GensetPhase::lockedOut) return Running::failed;
  if (s.isEnergised[d]) return Running::on;
  if (model.layout->power[d].kind == PowerSpec::Kind::tie) return Running::off;
  if (model.layout->power[d].kind != PowerSpec::Kind::genset) return Running::dark;
  return s.genset[d] == SimState::GensetPhase::off ? Running::off : Running::starting;
}

/// Of nominal frequency, a genset.
double turning(const SimModel& model, const SimState& state, std::uint32_t d) {
  const SimState::Power& s = state.power;
  switch (s.genset[d]) {
    case SimState::GensetPhase::starting:
      return physics::startFrequency(s.stepS + model.dtS - s.sinceS[d], model.power[d].startS);
    case SimState::GensetPhase::running:
      return 1.0;
    case SimState::GensetPhase::onBus:
      return s.isEnergised[d] ? 1.0 - s.dip[d] : 0.0;
    default:
      return 0.0;
  }
}

void power(const SimModel& model, const SimState& state, Frame::Power& out) {
  const SimState::Power& in = state.power;
  copyAs(out.outputW, in.outputW), copyAs(out.inputW, in.inputW), copyAs(out.lossW, in.lossW);
  const auto count = static_cast<std::uint32_t>(model.power.size());
  for (auto* v : {&out.loadFraction, &out.batteryFraction, &out.fuelFraction, &out.frequencyHz}) v->assign(count, 0.0f);
  for (auto* v : {&out.batteryMinutes, &out.fuelHours}) v->assign(count, -1.0f);
  out.state.resize(count), out.fed.resize(count);
  out.darkCause = in.darkCause;
  constexpr double longestMinutes = 9999.0, longestHours = 9999.0;
  for (std::uint32_t d = 0; d < count; ++d) {
    const PowerModel& p = model.power[d];
    out.loadFraction[d] = static_cast<float>(in.outputW[d] / p.ratingW);
    out.state[d] = runs(model, state, d);
    out.fed[d] = fedOf(model, state, d);
    if (p.batteryJ > 0.0) {
      const double charge = std::clamp(in.batteryJ[d] / p.batteryJ, 0.0, 1.0), needW = in.outputW[d] + in.lossW[d];
      const double leftS = in.isSpent[d] ? 0.0 : physics::secondsToEmpty(p.battery, charge, std::max(1.0, needW));
      out.batteryFraction[d] = static_cast<float>(charge);
      out.batteryMinutes[d] = static_cast<float>(std::min(longestMinutes, leftS / 60.0));
    }
    if (model.layout->power[d].kind != PowerSpec::Kind::genset) continue;
    out.frequencyHz[d] = static_cast<float>(physics::nominalHz * turning(model, state, d));
    if (p.tankL <= 0.0) continue;
    out.fuelFraction[d] = static_cast<float>(in.fuelL[d] / p.tankL);
    const double loadW = in.isEnergised[d] ? in.outputW[d] : p.ratingW;
    const double lPerS = physics::fuelLPerS(p.ratingW, p.litresPerJ * 3.6e6, loadW);
    out.fuelHours[d] =
        static_cast<float>(std::min(longestHours, lPerS > 0.0 ? in.fuelL[d] / lPerS / 3600.0 : longestHours));
  }
  out.firstBreaker = model.firstBreaker;
  out.contact = in.contact;
  const std::size_t breakers = model.breakers.size();
  out.breakerLoad.resize(breakers), out.breakerHeat.resize(breakers), out.isHeld.resize(breakers);
  for (std::size_t b = 0; b < breakers; ++b) {
    out.breakerLoad[b] = static_cast<float>(in.breakerW[b] / model.power[model.breakers[b].device].settingW);
    out.breakerHeat[b] = static_cast<float>(in.breakerHeat[b] / physics::tripHeating);
    out.isHeld[b] = in.isHeld[b] || in.isStuck[b];
  }
}

/// The words of an alarm with another value.
Text withValue(Text text, const std::string& value) {
  for (auto& [name, told] : text.arguments)
    if (name == "value") told = value;
  return text;
}

void standing(const SimModel& model, const SimState& state, std::vector<ActiveAlarm>& out) {
  std::size_t slot = 0;
  for (const AlarmRule& rule : alarmRules)
    for (std::uint32_t i = 0; i < model.layout->count(rule.kind); ++i, ++slot) {
      if (!state.alarms.isUp[slot]) continue;
      const Event& raised = state.events[state.alarms.raisedBy[slot] - 1];
      const std::string now = shownValue(static_cast<double>(state.alarms.value[slot]));
      const std::string worst = shownValue(static_cast<double>(state.alarms.worst[slot]));
      const std::string* was = nullptr;
      for (const auto& [name, told] : raised.text.arguments)
        if (name == "value") was = &told;
      Text course;
      if (was && (*was != now || worst != now)) course = Text("alarm.course", {{"raised", *was}, {"worst", worst}});
      out.push_back({raised.sequence, raised.time, raised.priority, raised.entity, raised.entityId,
                     withValue(raised.text, now), stage::adviceOf(model, state, rule, raised.entity),
                     state.alarms.isAcknowledged[slot] != 0, raised.cause, std::move(course)});
    }
  std::stable_sort(out.begin(), out.end(), [](const ActiveAlarm& a, const ActiveAlarm& b) {
    return a.priority != b.priority ? a.priority < b.priority : a.alarm > b.alarm;
  });
}

}  // namespace

FramePtr publish(const SimModel& model, const SimState& state, std::uint64_t sequence,
                 std::shared_ptr<const Outlook> outlook, std::shared_ptr<const Consequence> consequence) {
  auto frame = std::make_shared<Frame>();
  frame->layout = model.layout;
  frame->revision = model.layout->revision;
  frame->sequence = sequence;
  frame->tick = state.tick;
  frame->time = timeOf(model, state);
  frame->start = model.start;
  chips(model, state, frame->chips);
  racks(model, state, frame->racks);
  halls(model, state, frame->halls);
  cooling(model, state, *frame);
  plant(model, state, *frame);
  tanksAndLakes(model, state, *frame);
  power(model, state, frame->power);
  points(state, frame->points);
  frame->outlook = std::move(outlook);
  frame->consequence = std::move(consequence);
  headroom(model, state, *frame);
  frame->metrics = metricsOf(model, state);
  frame->history = std::make_shared<const Log<Metrics>>(state.history);
  frame->events = std::make_shared<const Log<Event>>(state.events);
  standing(model, state, frame->alarms);
  stage::publishWork(model, state, *frame);
  return frame;
}

}  // namespace plenum
