// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/AlarmRules.h"
#include "sim/Stages.h"
#include "sim/Steady.h"

namespace plenum {

// every array at its length, everything whole and switched on, all water and air at its set-point
SimStatePtr emptyState(const SimModel& model) {
  auto made = std::make_unique<SimState>();
  SimState& s = *made;
  const Layout& layout = *model.layout;
  const auto fill = [](auto& values, std::size_t count, auto value) { values.assign(count, value); };

  s.work = firstState(model.workload);
  const std::size_t chips = std::size_t{model.blocks} * lanes;
  fill(s.chips.dieC, chips, 40.0), fill(s.chips.plateC, chips, 38.0);
  fill(s.chips.memoryC, model.hasMemory ? chips : 0, 40.0);
  fill(s.chips.frequency, chips, 1.0f), fill(s.chips.offUntilS, chips, 0.0f);

  auto& g = s.groups;
  for (auto* v : {&g.flowKgPerS,
                  &g.airRatio,
                  &g.f11,
                  &g.f12,
                  &g.f21,
                  &g.f22,
                  &g.gP1,
                  &g.gP2,
                  &g.gT1,
                  &g.gT2,
                  &g.f13,
                  &g.f23,
                  &g.f31,
                  &g.f32,
                  &g.f33,
                  &g.gP3,
                  &g.gT3,
                  &g.manifoldShare,
                  &g.chassisShare,
                  &g.doorEffectiveness,
                  &g.doorWaterKgPerS,
                  &g.dtS})
    fill(*v, model.groups.size(), 0.0);
  auto& r = s.racks;
  const std::size_t racks = layout.racks.size();
  for (auto* v : {&r.supplyManifoldC, &r.returnManifoldC, &r.chassisC, &r.coolantOutC, &r.airOutC, &r.inletC})
    fill(*v, racks, 30.0);
  for (auto* v : {&r.itW, &r.airHeatJ, &r.liquidHeatJ, &r.storedJ, &r.doorHeatJ}) fill(*v, racks, 0.0);
  for (auto* v : {&r.maxDieC, &r.meanDieC, &r.utilisation}) fill(*v, racks, 0.0f);
  fill(r.maxMemoryC, racks, 0.0f);
  for (auto* v : {&r.throttled, &r.tripped}) fill(*v, racks, 0u);
  fill(r.needsCare, racks, std::uint8_t{0});

  const std::size_t loops = model.loops.size();
  auto& l = s.loops;
  for (auto* v : {&l.flowKgPerS, &l.supplyC, &l.returnC, &l.levelKg, &l.heatW, &l.leakKgPerS, &l.setpointC})
    fill(*v, loops, 0.0);
  for (std::size_t i = 0; i < loops; ++i) {
    const LoopModel& loop = model.loops[i];
    l.levelKg[i] = loop.volumeKg;
    l.setpointC[i] = l.supplyC[i] = l.returnC[i] = loop.setpointC;
    const physics::Pipe pipe{loop.pipeM3 * loop.rhoKgPerM3, loop.cpJPerKgK};
    l.supplyPipe.push_back(physics::pipeAt(pipe, loop.setpointC));
    l.returnPipe.push_back(physics::pipeAt(pipe, loop.setpointC));
  }
  fill(l.isMakeUpLost, loops, std::uint8_t{0}), fill(l.isTripped, loops, std::uint8_t{0});
  fill(l.makeUpKgPerS, loops, 0.0), fill(l.lowLevelS, loops, 0.0);
  for (const LoopModel& loop : model.loops) l.makeUpTankKg.push_back(loop.makeUpTankKg);
  auto& c = s.cdus;
  for (auto* v : {&c.nodeC, &c.heatW, &c.primaryKgPerS, &c.primaryInC, &c.primaryOutC, &c.secondaryKgPerS, &c.powerW,
                  &c.pumpHeatW, &c.speed, &c.valve, &c.pumpsUp, &c.errorK})
    fill(*v, model.cdus.size(), 0.0);
  for (auto* v : {&c.fouling, &c.clogging, &c.solvedClogging, &c.solvedSpeed}) fill(*v, model.cdus.size(), 0.0);
  fill(c.solvedUnits, model.cdus.size(), -1.0), fill(c.pumpsCalled, model.cdus.size(), std::uint8_t{0});
  for (auto* v : {&c.pumpRamp, &c.pumpRunS, &c.pumpSinceS}) fill(*v, model.cduPumps, 0.0);
  fill(c.isFailed, model.cdus.size(), std::uint8_t{0}), fill(c.pumpsFailed, model.cdus.size(), std::uint8_t{0});
  for (std::size_t i = 0; i < model.cdus.size(); ++i) {
    c.nodeC[i] = model.loops[layout.cdus[i].loop].setpointC;
    c.speed[i] = 0.8, c.valve[i] = 0.7, c.pumpsUp[i] = model.cdus[i].pumpsNeeded;
  }

  auto& a = s.air;
  const std::size_t halls = model.halls.size(), walls = model.fanWallGroups.size();
  for (auto* v : {&a.coldC, &a.hotC, &a.structureC, &a.supplyC, &a.itAirKgPerS, &a.supplyAirKgPerS, &a.pendingJ,
                  &a.setpointC, &a.humidityRatio, &a.exchangeShare, &a.endsShare, &a.aislePa})
    fill(*v, halls, 0.0);
  for (std::size_t h = 0; h < halls; ++h)
    a.coldC[h] = a.hotC[h] = a.structureC[h] = a.supplyC[h] = a.setpointC[h] = model.halls[h].supplySetpointC;
  for (auto* v : {&a.fanSpeed, &a.valve, &a.errorK, &a.heatW, &a.airOutC, &a.waterOutC, &a.waterKgPerS, &a.powerW,
                  &a.condensateKgPerS})
    fill(*v, walls, 0.0);
  fill(a.fanSpeed, walls, 0.7), fill(a.valve, walls, 0.7);
  for (auto* v : {&a.fouling, &a.clogging}) fill(*v, layout.fanWalls.size(), 0.0);
  for (auto* v : {&a.unitValve, &a.unitSpeed}) fill(*v, layout.fanWalls.size(), 0.7);
  fill(a.unitOutC, layout.fanWalls.size(), 20.0);
  fill(a.isFailed, layout.fanWalls.size(), std::uint8_t{0}), fill(a.fansFailed, layout.fanWalls.size(), 0u);

  auto& k = s.circuits;
  const std::size_t circuits = model.circuits.size();
  for (auto* v : {&k.supplyC,         &k.returnC,
                  &k.flowKgPerS,      &k.dpPa,
                  &k.consumerInC,     &k.consumerReturnC,
                  &k.heatW,           &k.setpointC,
                  &k.leavingC,        &k.basinC,
                  &k.condenserKgPerS, &k.condenserReturnC,
                  &k.rejectedW,       &k.waterKgPerS,
                  &k.pumpSpeed,       &k.rejection,
                  &k.bypass,          &k.rejectionErrorK,
                  &k.stageTimerS,     &k.towerFan,
                  &k.dryFan,          &k.condenserSetpointC})
    fill(*v, circuits, 0.0);
  fill(k.chillersWanted, circuits, std::int32_t{1});
  for (auto* v : {&k.hydraulicW, &k.headerDpPa, &k.solvedSpeed, &k.solvedTurning, &k.pumpTimerS, &k.condenserTimerS})
    fill(*v, circuits, 0.0);
  fill(k.pumpsWanted, circuits, std::int32_t{1}), fill(k.condenserPumpsWanted, circuits, std::int32_t{1});
  fill(k.tapPush, model.taps.size(), 0.0), fill(k.tapKgPerS, model.taps.size(), 0.0);
  for (auto* v : {&k.mode, &k.isIsolated, &k.isMakeUpLost}) fill(*v, circuits, std::uint8_t{0});
  for (auto* v : {&k.modeTimerS, &k.economiserValve, &k.economiserOutC}) fill(*v, circuits, 0.0);
  for (auto* v : {&k.economiserW, &k.evaporationKgPerS, &k.driftKgPerS, &k.blowdownKgPerS}) fill(*v, circuits, 0.0);
  for (const CircuitModel& circuit : model.circuits) k.basinLevelKg.push_back(circuit.basinKg);
  for (std::size_t i = 0; i < circuits; ++i) {
    const CircuitModel& circuit = model.circuits[i];
    k.setpointC[i] = k.leavingC[i] = k.supplyC[i] = k.returnC[i] = k.consumerInC[i] = circuit.setpointC;
    k.basinC[i] = 25.0;
    k.pumpSpeed[i] = 0.8, k.towerFan[i] = 0.5, k.dryFan[i] = 0.5, k.rejection[i] = 0.75;
    const physics::Pipe pipe{circuit.pipeM3 * circuit.rhoKgPerM3, circuit.cpJPerKgK};
    k.supplyPipe.push_back(physics::pipeAt(pipe, circuit.setpointC));
    k.returnPipe.push_back(physics::pipeAt(pipe, circuit.setpointC));
  }
  auto& p = s.plant;
  const std::size_t pumps = layout.pumps.size(), chillers = layout.chillers.size();
  fill(p.pumpRunS, pumps, 0.0), fill(p.pumpSinceS, pumps, 0.0), fill(p.isPumpCalled, pumps, std::uint8_t{0});
  fill(p.pumpPowerW, pumps, 0.0), fill(p.pumpRamp, pumps, 0.0), fill(p.isPumpFailed, pumps, std::uint8_t{0});
  for (auto* v : {&p.chillerPowerW, &p.chillerHeatW, &p.chillerPartLoad, &p.chillerPhaseS, &p.chillerLockS,
                  &p.chillerLeavingC, &p.chillerEnteringC, &p.chillerRunS, &p.chillerNoFlowS})
    fill(*v, chillers, 0.0);
  fill(p.chillerPhase, chillers, std::uint8_t{0}), fill(p.chillerFouling, chillers, 0.0);
  for (auto* v : {&p.exchangerFouling, &p.exchangerClogging, &p.exchangerHeatW})
    fill(*v, layout.exchangers.size(), 0.0);
  fill(p.towerClogging, layout.towers.size(), 0.0), fill(p.dryClogging, layout.dryCoolers.size(), 0.0);
  fill(p.isExchangerFailed, layout.exchangers.size(), std::uint8_t{0});
  fill(p.isTankFailed, layout.tanks.size(), std::uint8_t{0}),
      fill(p.isLakeFailed, layout.lakes.size(), std::uint8_t{0});
  fill(p.lakeFouling, layout.lakes.size(), 0.0);
  fill(p.isChillerFailed, chillers, std::uint8_t{0}), fill(p.isChillerExtrapolated, chillers, std::uint8_t{0});
  fill(p.isTowerFailed, layout.towers.size(), std::uint8_t{0});
  fill(p.isDryCoolerFailed, layout.dryCoolers.size(), std::uint8_t{0});

  auto& n = s.sinks;
  fill(n.cellsWanted, circuits, 1u);
  for (auto* v : {&n.towerBypass, &n.basinIceKg, &n.makeUpKgPerS, &n.tankKgPerS}) fill(*v, circuits, 0.0);
  for (auto* v : {&n.isBasinTripped, &n.isPadWet, &n.isCharging}) fill(*v, circuits, std::uint8_t{0});
  for (std::size_t i = 0; i < circuits; ++i)
    n.cellsWanted[i] = std::max(1u, static_cast<std::uint32_t>(layout.circuits[i].towers.size()));
  for (auto* v : {&n.cellHeatW, &n.cellPowerW, &n.cellWaterKgPerS, &n.cellOutC, &n.cellFouling})
    fill(*v, layout.towers.size(), 0.0);
  for (auto* v : {&n.coolerHeatW, &n.coolerPowerW, &n.coilC, &n.coilIceKg}) fill(*v, layout.dryCoolers.size(), 0.0);
  for (std::size_t d = 0; d < layout.dryCoolers.size(); ++d)
    n.coilC[d] = model.circuits[layout.dryCoolers[d].circuit].setpointC;
  fill(n.isCoilFrozen, layout.dryCoolers.size(), std::uint8_t{0});
  for (std::size_t t = 0; t < layout.tanks.size(); ++t)
    n.tanks.push_back(physics::tankAt(model.tanks[t], model.circuits[layout.tanks[t].circuit].setpointC));
  fill(n.tankHeatW, layout.tanks.size(), 0.0);
  for (auto* v : {&n.lakeHeatW, &n.lakePowerW, &n.intakeC, &n.dischargeC}) fill(*v, layout.lakes.size(), 0.0);

  auto& e = s.power;
  const std::size_t devices = model.power.size();
  for (auto* v : {&e.outputW, &e.inputW, &e.lossW, &e.batteryJ, &e.fuelL, &e.givenW, &e.storageJ, &e.storageLossW,
                  &e.lastW, &e.ladder, &e.dip, &e.gensetLoadW})
    fill(*v, devices, 0.0);
  fill(e.seenW, devices, -1.0);
  constexpr double never = SimState::never;
  for (auto* v : {&e.dueS, &e.deadSinceS, &e.mainsDeadSinceS, &e.sinceS, &e.calmSinceS}) fill(*v, devices, never);
  fill(e.wellSinceS, devices, -never);
  for (auto* v : {&e.isFailed, &e.isEnergised, &e.isServing, &e.isShed, &e.isShorted, &e.isDipped, &e.plan,
                  &e.prefersAlternate, &e.upsMode, &e.isSpent, &e.isForming})
    fill(*v, devices, std::uint8_t{0});
  fill(e.side, devices, SimState::Side::nothing), fill(e.ups, devices, SimState::UpsState::well);
  fill(e.genset, devices, SimState::GensetPhase::off), fill(e.starts, devices, 0u);
  fill(e.tie, devices, none), fill(e.order, devices, 0u);
  for (auto* v : {&e.darkCause, &e.failCause, &e.loadCause}) fill(*v, devices, std::uint64_t{0});
  const std::size_t breakers = model.breakers.size();
  fill(e.contact, breakers, Contact::closed);
  for (std::size_t b = 0; b < breakers; ++b) {
    const BreakerModel& breaker = model.breakers[b];
    const bool isTie = layout.power[breaker.device].kind == PowerSpec::Kind::tie;
    const bool rests = breaker.side == PlacedBreaker::Side::alternate || breaker.side == PlacedBreaker::Side::standby;
    if (isTie || rests) e.contact[b] = Contact::open;
  }
  fill(e.breakerW, breakers, 0.0), fill(e.breakerHeat, breakers, 0.0);
  fill(e.isHeld, breakers, std::uint8_t{0}), fill(e.isStuck, breakers, std::uint8_t{0});
  fill(e.contactCause, breakers, std::uint64_t{0}), fill(e.overCause, breakers, std::uint64_t{0});
  for (std::size_t d = 0; d < devices; ++d) {
    e.batteryJ[d] = model.power[d].batteryJ, e.fuelL[d] = model.power[d].tankL;
    e.upsMode[d] = model.power[d].isEconomy ? 1 : 0;
    if (const StorageSpec* storage = layout.power[d].storage) e.storageJ[d] = 0.5 * storage->energy.si;
  }
  fill(s.racks.offUntilS, racks, 0.0);
  fill(e.isRackUp, racks, std::uint8_t{1}), fill(e.isServerUp, layout.servers, std::uint8_t{1});
  fill(e.rackDeadSinceS, racks, never), fill(e.rackDueS, racks, never), fill(e.rackOweJ, racks, 0.0);
  fill(e.rackCause, racks, std::uint64_t{0}), fill(e.rackPart, racks, -1.0);

  auto& m = s.points;
  const std::size_t points = model.firstPoint.back();
  fill(m.measured, points, 0.0), fill(m.value, points, 0.0), fill(m.sinceS, points, 0.0);
  fill(m.fault, points, std::uint8_t{0}), fill(m.mode, points, std::uint8_t{0}), fill(m.deed, points, std::uint64_t{0}),
      fill(m.pocketC, circuits, 0.0);
  fill(m.economiserPocketC, circuits, 0.0);
  const std::size_t slots = alarmSlots(layout);
  fill(s.alarms.isUp, slots, std::uint8_t{0}), fill(s.alarms.timerS, slots, 0.0f);
  fill(s.alarms.raisedBy, slots, std::uint64_t{0}), fill(s.alarms.isAcknowledged, slots, std::uint8_t{0});
  fill(s.alarms.sinceUs, slots, std::int64_t{0});
  fill(s.alarms.value, slots, 0.0f), fill(s.alarms.worst, slots, 0.0f);
  fill(s.frequencyCap, halls, 1.0);
  return made;
}

SimStatePtr copyOf(const SimState& state) { return std::make_unique<SimState>(state); }

}  // namespace plenum
