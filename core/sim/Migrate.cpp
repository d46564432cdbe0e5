// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <unordered_map>

#include "base/Hash.h"
#include "sim/AlarmRules.h"
#include "sim/Engine.h"
#include "sim/Stages.h"
#include "sim/Steady.h"

namespace plenum {
namespace {

/// For every thing of the new layout, where the old one had it; `none` for what is new.
template <class Placed>
std::vector<std::uint32_t> match(const std::vector<Placed>& before, const std::vector<Placed>& after) {
  std::unordered_map<std::string_view, std::uint32_t> known;
  for (std::uint32_t i = 0; i < before.size(); ++i) known.emplace(before[i].id, i);
  std::vector<std::uint32_t> from;
  from.reserve(after.size());
  for (const Placed& thing : after) {
    const auto at = known.find(thing.id);
    from.push_back(at == known.end() ? none : at->second);
  }
  return from;
}

template <class T>
void carry(const std::vector<std::uint32_t>& from, const std::vector<T>& before, std::vector<T>& after) {
  for (std::size_t i = 0; i < from.size(); ++i)
    if (from[i] != none) after[i] = before[from[i]];
}

bool hasSameWork(const SimModel& before, const SimModel& after) {
  return before.workload.jobs == after.workload.jobs && before.workload.services == after.workload.services;
}

/// The setting is the same, so jobs and services keep their numbers; where they are follows from their chips.
void carryWork(const WorkState& before, WorkState& after) {
  after.runs = before.runs, after.place = before.place, after.freePlaces = before.freePlaces;
  after.use = before.use, after.submitted = before.submitted;
  after.accountChipS = before.accountChipS, after.accountAtS = before.accountAtS;
  after.rackLines = before.rackLines;
  after.services = before.services, after.serviceUse = before.serviceUse;
  after.active = before.active, after.queue = before.queue, after.ended = before.ended, after.large = before.large;
  after.totals = before.totals;
  std::fill(after.chipTenant.begin(), after.chipTenant.end(), noTenant);
}

/// What is due, of servers that are still there. Replicas are made anew and ready.
void carryDue(const WorkState& before, const std::vector<std::uint32_t>& movedServer, WorkState& after) {
  after.due.clear();
  for (WorkDue due : before.due) {
    if (due.kind == WorkDue::replicaReady) continue;
    if (due.kind == WorkDue::serverFails || due.kind == WorkDue::serverReturns) {
      due.subject = movedServer[due.subject];
      if (due.subject == none) continue;
    }
    after.due.push_back(due);
  }
}

void carryRacks(const SimModel& oldModel, const SimState& before, const SimModel& model, SimState& after) {
  const std::vector<std::uint32_t> from = match(oldModel.layout->racks, model.layout->racks);
  const SimState::Racks& o = before.racks;
  SimState::Racks& n = after.racks;
  const bool isSameWork = hasSameWork(oldModel, model);
  std::vector<std::uint32_t> movedServer(before.work.serverOff.size(), none);
  for (std::size_t r = 0; r < from.size(); ++r) {
    if (from[r] == none || oldModel.layout->racks[from[r]].spec != model.layout->racks[r].spec) continue;
    const std::uint32_t f = from[r];
    n.supplyManifoldC[r] = o.supplyManifoldC[f], n.returnManifoldC[r] = o.returnManifoldC[f],
    n.chassisC[r] = o.chassisC[f];
    n.itW[r] = o.itW[f], n.coolantOutC[r] = o.coolantOutC[f], n.airOutC[r] = o.airOutC[f], n.inletC[r] = o.inletC[f];
    n.maxDieC[r] = o.maxDieC[f], n.meanDieC[r] = o.meanDieC[f], n.utilisation[r] = o.utilisation[f];
    n.maxMemoryC[r] = o.maxMemoryC[f];
    n.throttled[r] = o.throttled[f], n.tripped[r] = o.tripped[f], n.needsCare[r] = o.needsCare[f];
    n.offUntilS[r] = o.offUntilS[f];
    after.power.isRackUp[r] = before.power.isRackUp[f];
    const std::size_t chips = std::size_t{model.classOf(static_cast<std::uint32_t>(r)).blocks} * lanes;
    const std::size_t to = std::size_t{model.rackFirstBlock[r]} * lanes,
                      at = std::size_t{oldModel.rackFirstBlock[f]} * lanes;
    std::copy_n(before.chips.dieC.begin() + static_cast<std::ptrdiff_t>(at), chips,
                after.chips.dieC.begin() + static_cast<std::ptrdiff_t>(to));
    std::copy_n(before.chips.plateC.begin() + static_cast<std::ptrdiff_t>(at), chips,
                after.chips.plateC.begin() + static_cast<std::ptrdiff_t>(to));
    if (model.classOf(static_cast<std::uint32_t>(r)).hasMemory)
      std::copy_n(before.chips.memoryC.begin() + static_cast<std::ptrdiff_t>(at), chips,
                  after.chips.memoryC.begin() + static_cast<std::ptrdiff_t>(to));
    std::copy_n(before.chips.frequency.begin() + static_cast<std::ptrdiff_t>(at), chips,
                after.chips.frequency.begin() + static_cast<std::ptrdiff_t>(to));
    std::copy_n(before.chips.offUntilS.begin() + static_cast<std::ptrdiff_t>(at), chips,
                after.chips.offUntilS.begin() + static_cast<std::ptrdiff_t>(to));
    // jobs and services stay on the chips that they hold
    if (isSameWork) {
      std::copy_n(before.work.chipTenant.begin() + static_cast<std::ptrdiff_t>(at), chips,
                  after.work.chipTenant.begin() + static_cast<std::ptrdiff_t>(to));
      after.work.rackDrained[r] = before.work.rackDrained[f];
      after.work.rackTripped[r] = before.work.rackTripped[f];
      after.work.rackUse[r] = before.work.rackUse[f], after.work.rackTargetW[r] = before.work.rackTargetW[f];
    }
    for (int s = 0; s < model.layout->racks[r].spec->servers; ++s) {
      const std::size_t oldServer = oldModel.layout->racks[f].firstServer + static_cast<std::uint32_t>(s);
      const std::size_t newServer = model.layout->racks[r].firstServer + static_cast<std::uint32_t>(s);
      after.power.isServerUp[newServer] = before.power.isServerUp[oldServer];
      after.work.serverWander[newServer] = before.work.serverWander[oldServer];
      if (!isSameWork) continue;
      after.work.serverOff[newServer] = before.work.serverOff[oldServer];
      after.work.spareOf[newServer] = before.work.spareOf[oldServer];
      after.work.serverFailures[newServer] = before.work.serverFailures[oldServer];
      if (newServer < after.work.hazardLeft.size() && oldServer < before.work.hazardLeft.size())
        after.work.hazardLeft[newServer] = before.work.hazardLeft[oldServer];
      movedServer[oldServer] = static_cast<std::uint32_t>(newServer);
    }
  }
  if (!isSameWork) return;
  carryDue(before.work, movedServer, after.work);
  std::unordered_map<std::uint64_t, std::uint32_t> stands;
  for (std::uint32_t r = 0; r < from.size(); ++r) stands.emplace(hashOf(model.layout->racks[r].id), r);
  for (RackLine& line : after.work.rackLines) {
    const auto found = stands.find(line.key);
    line.rack = found == stands.end() ? none : found->second;
  }
}

void carryLoops(const SimModel& oldModel, const SimState& before, const SimModel& model, SimState& after) {
  const std::vector<std::uint32_t> loops = match(oldModel.layout->loops, model.layout->loops);
  const SimState::Loops& o = before.loops;
  SimState::Loops& n = after.loops;
  carry(loops, o.flowKgPerS, n.flowKgPerS), carry(loops, o.supplyC, n.supplyC), carry(loops, o.returnC, n.returnC);
  carry(loops, o.heatW, n.heatW), carry(loops, o.leakKgPerS, n.leakKgPerS);
  for (std::size_t i = 0; i < loops.size(); ++i) {
    if (loops[i] == none) continue;
    const LoopModel &was = oldModel.loops[loops[i]], &is = model.loops[i];
    n.levelKg[i] = o.levelKg[loops[i]] / was.volumeKg * is.volumeKg;
    // a set-point that nobody edited keeps what an operator made of it
    if (was.setpointC == is.setpointC) n.setpointC[i] = o.setpointC[loops[i]];
    const physics::Pipe pipe{is.pipeM3 * is.rhoKgPerM3, is.cpJPerKgK};
    if (was.pipeM3 == is.pipeM3 && was.rhoKgPerM3 == is.rhoKgPerM3) {
      n.supplyPipe[i] = o.supplyPipe[loops[i]], n.returnPipe[i] = o.returnPipe[loops[i]];
    } else {
      n.supplyPipe[i] = physics::pipeAt(pipe, physics::meanC(o.supplyPipe[loops[i]]));
      n.returnPipe[i] = physics::pipeAt(pipe, physics::meanC(o.returnPipe[loops[i]]));
    }
  }
  const std::vector<std::uint32_t> cdus = match(oldModel.layout->cdus, model.layout->cdus);
  const SimState::Cdus& oc = before.cdus;
  SimState::Cdus& nc = after.cdus;
  carry(cdus, oc.nodeC, nc.nodeC), carry(cdus, oc.speed, nc.speed), carry(cdus, oc.valve, nc.valve);
  carry(cdus, oc.pumpsUp, nc.pumpsUp), carry(cdus, oc.errorK, nc.errorK), carry(cdus, oc.isFailed, nc.isFailed);
  carry(cdus, oc.fouling, nc.fouling), carry(cdus, oc.clogging, nc.clogging);
  carry(cdus, oc.pumpsFailed, nc.pumpsFailed), carry(cdus, oc.heatW, nc.heatW);
  carry(cdus, oc.pumpsCalled, nc.pumpsCalled);
  // the flow of a loop is carried over and its CDUs' shares are of the new balance: they are solved for anew, so that
  // they add up
  std::fill(nc.solvedSpeed.begin(), nc.solvedSpeed.end(), 0.0);
  for (std::size_t c = 0; c < cdus.size(); ++c) {
    // a unit of another make has other pumps
    if (cdus[c] == none || oldModel.cdus[cdus[c]].pumps != model.cdus[c].pumps) continue;
    const std::uint32_t from = oldModel.cdus[cdus[c]].firstPump, to = model.cdus[c].firstPump;
    for (std::uint32_t p = 0; p < model.cdus[c].pumps; ++p) {
      nc.pumpRamp[to + p] = oc.pumpRamp[from + p];
      nc.pumpRunS[to + p] = oc.pumpRunS[from + p], nc.pumpSinceS[to + p] = oc.pumpSinceS[from + p];
    }
  }
  carry(loops, o.isMakeUpLost, n.isMakeUpLost), carry(loops, o.makeUpTankKg, n.makeUpTankKg);
  carry(loops, o.lowLevelS, n.lowLevelS), carry(loops, o.isTripped, n.isTripped);
}

void carryAir(const SimModel& oldModel, const SimState& before, const SimModel& model, SimState& after) {
  const std::vector<std::uint32_t> halls = match(oldModel.layout->halls, model.layout->halls);
  const SimState::Air& o = before.air;
  SimState::Air& n = after.air;
  carry(halls, o.coldC, n.coldC), carry(halls, o.hotC, n.hotC), carry(halls, o.structureC, n.structureC);
  carry(halls, o.supplyC, n.supplyC), carry(halls, o.pendingJ, n.pendingJ);
  carry(halls, o.humidityRatio, n.humidityRatio);
  carry(halls, o.exchangeShare, n.exchangeShare), carry(halls, o.endsShare, n.endsShare);
  carry(halls, o.aislePa, n.aislePa);
  carry(halls, before.frequencyCap, after.frequencyCap);
  for (std::size_t h = 0; h < halls.size(); ++h)
    if (halls[h] != none && oldModel.halls[halls[h]].supplySetpointC == model.halls[h].supplySetpointC)
      n.setpointC[h] = o.setpointC[halls[h]];
  const std::vector<std::uint32_t> walls = match(oldModel.layout->fanWalls, model.layout->fanWalls);
  carry(walls, o.isFailed, n.isFailed), carry(walls, o.fansFailed, n.fansFailed);
  carry(walls, o.fouling, n.fouling), carry(walls, o.clogging, n.clogging);
  carry(walls, o.unitValve, n.unitValve), carry(walls, o.unitSpeed, n.unitSpeed), carry(walls, o.unitOutC, n.unitOutC);
  for (std::size_t f = 0; f < walls.size(); ++f) {
    if (walls[f] == none) continue;
    const std::uint32_t g = oldModel.fanWallGroupOf[walls[f]], to = model.fanWallGroupOf[f];
    n.fanSpeed[to] = o.fanSpeed[g], n.valve[to] = o.valve[g], n.errorK[to] = o.errorK[g], n.airOutC[to] = o.airOutC[g];
    n.waterOutC[to] = o.waterOutC[g];
  }
}

void carrySinks(const std::vector<std::uint32_t>& circuits, const SimModel& oldModel, const SimState& before,
                const SimModel& model, SimState& after) {
  const SimState::Sinks& o = before.sinks;
  SimState::Sinks& n = after.sinks;
  carry(circuits, o.towerBypass, n.towerBypass), carry(circuits, o.isBasinTripped, n.isBasinTripped);
  carry(circuits, o.isPadWet, n.isPadWet), carry(circuits, o.isCharging, n.isCharging);
  carry(circuits, o.tankKgPerS, n.tankKgPerS);
  for (std::size_t i = 0; i < circuits.size(); ++i) {
    if (circuits[i] == none) continue;
    const double share = model.circuits[i].basinKg / oldModel.circuits[circuits[i]].basinKg;
    after.circuits.basinLevelKg[i] = before.circuits.basinLevelKg[circuits[i]] * share;
    n.basinIceKg[i] = o.basinIceKg[circuits[i]] * share;
  }
  const auto coolers = match(oldModel.layout->dryCoolers, model.layout->dryCoolers);
  carry(coolers, o.coilC, n.coilC), carry(coolers, o.coilIceKg, n.coilIceKg);
  carry(coolers, o.isCoilFrozen, n.isCoilFrozen);
  carry(match(oldModel.layout->towers, model.layout->towers), o.cellFouling, n.cellFouling);
  const auto tanks = match(oldModel.layout->tanks, model.layout->tanks);
  for (std::size_t t = 0; t < tanks.size(); ++t)
    if (tanks[t] != none && oldModel.tanks[tanks[t]].layers == model.tanks[t].layers) n.tanks[t] = o.tanks[tanks[t]];
}

void carryPlant(const SimModel& oldModel, const SimState& before, const SimModel& model, SimState& after) {
  const std::vector<std::uint32_t> circuits = match(oldModel.layout->circuits, model.layout->circuits);
  const SimState::Circuits& o = before.circuits;
  SimState::Circuits& n = after.circuits;
  carry(circuits, o.supplyC, n.supplyC), carry(circuits, o.returnC, n.returnC),
      carry(circuits, o.consumerInC, n.consumerInC);
  carry(circuits, o.leavingC, n.leavingC), carry(circuits, before.points.pocketC, after.points.pocketC);
  carry(circuits, before.points.economiserPocketC, after.points.economiserPocketC);
  carry(circuits, o.modeTimerS, n.modeTimerS), carry(circuits, o.economiserValve, n.economiserValve);
  carry(circuits, o.economiserOutC, n.economiserOutC);
  carry(circuits, o.mode, n.mode), carry(circuits, o.isIsolated, n.isIsolated);
  carry(circuits, o.isMakeUpLost, n.isMakeUpLost), carry(circuits, o.basinLevelKg, n.basinLevelKg);
  carry(circuits, o.basinC, n.basinC), carry(circuits, o.pumpSpeed, n.pumpSpeed),
      carry(circuits, o.rejection, n.rejection);
  carry(circuits, o.bypass, n.bypass), carry(circuits, o.rejectionErrorK, n.rejectionErrorK);
  carry(circuits, o.stageTimerS, n.stageTimerS), carry(circuits, o.towerFan, n.towerFan),
      carry(circuits, o.dryFan, n.dryFan);
  carry(circuits, o.chillersWanted, n.chillersWanted), carry(circuits, o.condenserSetpointC, n.condenserSetpointC);
  for (std::size_t i = 0; i < circuits.size(); ++i) {
    if (circuits[i] == none) continue;
    const CircuitModel &was = oldModel.circuits[circuits[i]], &is = model.circuits[i];
    if (was.setpointC == is.setpointC) n.setpointC[i] = o.setpointC[circuits[i]];
    const physics::Pipe pipe{is.pipeM3 * is.rhoKgPerM3, is.cpJPerKgK};
    if (was.pipeM3 == is.pipeM3 && was.rhoKgPerM3 == is.rhoKgPerM3) {
      n.supplyPipe[i] = o.supplyPipe[circuits[i]], n.returnPipe[i] = o.returnPipe[circuits[i]];
    } else {
      n.supplyPipe[i] = physics::pipeAt(pipe, physics::meanC(o.supplyPipe[circuits[i]]));
      n.returnPipe[i] = physics::pipeAt(pipe, physics::meanC(o.returnPipe[circuits[i]]));
    }
  }
  const SimState::Plant& op = before.plant;
  SimState::Plant& np = after.plant;
  const auto pumps = match(oldModel.layout->pumps, model.layout->pumps);
  carry(pumps, op.pumpRunS, np.pumpRunS), carry(pumps, op.pumpSinceS, np.pumpSinceS);
  carry(pumps, op.isPumpCalled, np.isPumpCalled);
  carry(circuits, o.pumpsWanted, n.pumpsWanted), carry(circuits, o.condenserPumpsWanted, n.condenserPumpsWanted);
  carry(circuits, o.pumpTimerS, n.pumpTimerS), carry(circuits, o.condenserTimerS, n.condenserTimerS);
  carry(pumps, op.pumpRamp, np.pumpRamp), carry(pumps, op.isPumpFailed, np.isPumpFailed);
  const auto chillers = match(oldModel.layout->chillers, model.layout->chillers);
  carry(chillers, op.chillerPhase, np.chillerPhase), carry(chillers, op.chillerPhaseS, np.chillerPhaseS);
  carry(chillers, op.chillerFouling, np.chillerFouling), carry(chillers, op.chillerRunS, np.chillerRunS);
  carry(chillers, op.chillerLeavingC, np.chillerLeavingC), carry(chillers, op.chillerNoFlowS, np.chillerNoFlowS);
  const auto exchangers = match(oldModel.layout->exchangers, model.layout->exchangers);
  carry(exchangers, op.exchangerFouling, np.exchangerFouling),
      carry(exchangers, op.exchangerClogging, np.exchangerClogging);
  carry(exchangers, op.isExchangerFailed, np.isExchangerFailed);
  carry(match(oldModel.layout->tanks, model.layout->tanks), op.isTankFailed, np.isTankFailed);
  const auto lakes = match(oldModel.layout->lakes, model.layout->lakes);
  carry(lakes, op.isLakeFailed, np.isLakeFailed), carry(lakes, op.lakeFouling, np.lakeFouling);
  carry(match(oldModel.layout->towers, model.layout->towers), op.towerClogging, np.towerClogging);
  carry(match(oldModel.layout->dryCoolers, model.layout->dryCoolers), op.dryClogging, np.dryClogging);
  carry(chillers, op.chillerLockS, np.chillerLockS), carry(chillers, op.isChillerFailed, np.isChillerFailed);
  carrySinks(circuits, oldModel, before, model, after);
  carry(match(oldModel.layout->towers, model.layout->towers), op.isTowerFailed, np.isTowerFailed);
  carry(match(oldModel.layout->dryCoolers, model.layout->dryCoolers), op.isDryCoolerFailed, np.isDryCoolerFailed);
}

void carryPower(const SimModel& oldModel, const SimState& before, const SimModel& model, SimState& after) {
  const auto devices = match(oldModel.layout->power, model.layout->power);
  const SimState::Power& o = before.power;
  SimState::Power& n = after.power;
  carry(devices, o.isFailed, n.isFailed), carry(devices, o.isEnergised, n.isEnergised);
  carry(devices, o.isShed, n.isShed), carry(devices, o.isShorted, n.isShorted);
  carry(devices, o.isForming, n.isForming);
  carry(devices, o.batteryJ, n.batteryJ), carry(devices, o.fuelL, n.fuelL), carry(devices, o.storageJ, n.storageJ);
  carry(devices, o.givenW, n.givenW), carry(devices, o.seenW, n.seenW), carry(devices, o.outputW, n.outputW),
      carry(devices, o.lastW, n.lastW);
  carry(devices, o.deadSinceS, n.deadSinceS), carry(devices, o.mainsDeadSinceS, n.mainsDeadSinceS);
  carry(devices, o.wellSinceS, n.wellSinceS), carry(devices, o.prefersAlternate, n.prefersAlternate);
  carry(devices, o.ups, n.ups), carry(devices, o.isSpent, n.isSpent), carry(devices, o.ladder, n.ladder);
  carry(devices, o.sinceS, n.sinceS), carry(devices, o.calmSinceS, n.calmSinceS);
  carry(devices, o.genset, n.genset), carry(devices, o.dip, n.dip), carry(devices, o.gensetLoadW, n.gensetLoadW);
  carry(devices, o.starts, n.starts), carry(devices, o.darkCause, n.darkCause);
  carry(devices, o.failCause, n.failCause), carry(devices, o.loadCause, n.loadCause);
  for (std::size_t d = 0; d < devices.size(); ++d) {
    n.batteryJ[d] = std::min(n.batteryJ[d], model.power[d].batteryJ);
    n.fuelL[d] = std::min(n.fuelL[d], model.power[d].tankL);
    if (const StorageSpec* storage = model.layout->power[d].storage)
      n.storageJ[d] = std::min(n.storageJ[d], storage->energy.si);
    if (devices[d] == none) continue;
    // a mode that nobody edited stays as an operator set it
    if (oldModel.power[devices[d]].isEconomy == model.power[d].isEconomy) n.upsMode[d] = o.upsMode[devices[d]];
    // its breakers, by what stands behind them
    for (std::uint32_t b = model.firstBreaker[d]; b < model.firstBreaker[d + 1]; ++b) {
      const BreakerModel& is = model.breakers[b];
      for (std::uint32_t q = oldModel.firstBreaker[devices[d]]; q < oldModel.firstBreaker[devices[d] + 1]; ++q) {
        const BreakerModel& was = oldModel.breakers[q];
        const bool isSame =
            (is.source == none) == (was.source == none) &&
            (is.source == none || model.layout->power[is.source].id == oldModel.layout->power[was.source].id);
        if (is.side != was.side || !isSame) continue;
        n.contact[b] = o.contact[q], n.breakerHeat[b] = o.breakerHeat[q], n.breakerW[b] = o.breakerW[q];
        n.isHeld[b] = o.isHeld[q], n.isStuck[b] = o.isStuck[q];
        n.contactCause[b] = o.contactCause[q], n.overCause[b] = o.overCause[q];
      }
    }
  }
  const auto racks = match(oldModel.layout->racks, model.layout->racks);
  carry(racks, o.rackDeadSinceS, n.rackDeadSinceS), carry(racks, o.rackDueS, n.rackDueS);
  carry(racks, o.rackCause, n.rackCause);
  for (std::size_t r = 0; r < racks.size(); ++r)
    if (racks[r] != none && oldModel.layout->racks[racks[r]].spec == model.layout->racks[r].spec)
      n.rackOweJ[r] = o.rackOweJ[racks[r]];
}

// sensors go on lying and hands keep what they hold; the books of faults start at the same instant
void carryPoints(const SimModel& oldModel, const SimState& before, const SimModel& model, SimState& after) {
  for (std::size_t p = 0; p < pointRows.size(); ++p)
    for (std::uint32_t at = model.firstPoint[p]; at < model.firstPoint[p + 1]; ++at) {
      const PointRef ref{static_cast<Point>(p), at - model.firstPoint[p]};
      const auto was = oldModel.layout->find(model.layout->idOf(thingOf(ref)));
      if (!was || was->kind != rowOf(ref.point).kind || was->part != 0) continue;
      const std::size_t from = oldModel.pointAt(ref.point, was->index);
      const SimState::Points& o = before.points;
      SimState::Points& n = after.points;
      n.measured[at] = o.measured[from], n.value[at] = o.value[from], n.sinceS[at] = o.sinceS[from];
      n.fault[at] = o.fault[from], n.mode[at] = o.mode[from], n.deed[at] = o.deed[from];
      n.exceptions += (n.fault[at] != 0) + (n.mode[at] != 0);
    }
}

// an alarm that stands is the same alarm after an edit, acknowledged or not; that of a thing that has gone goes with it
void carryAlarms(const SimModel& oldModel, const SimState& before, const SimModel& model, SimState& after) {
  const SimState::Alarms& o = before.alarms;
  SimState::Alarms& n = after.alarms;
  std::size_t from = 0, to = 0;
  for (const AlarmRule& rule : alarmRules) {
    const std::uint32_t count = model.layout->count(rule.kind);
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto was = oldModel.layout->find(model.layout->idOf({rule.kind, i}));
      if (!was || was->kind != rule.kind || was->part != 0) continue;
      const std::size_t at = from + was->index, is = to + i;
      n.isUp[is] = o.isUp[at], n.timerS[is] = o.timerS[at], n.raisedBy[is] = o.raisedBy[at];
      n.isAcknowledged[is] = o.isAcknowledged[at], n.sinceUs[is] = o.sinceUs[at];
      n.value[is] = o.value[at], n.worst[is] = o.worst[at];
    }
    from += oldModel.layout->count(rule.kind);
    to += count;
  }
}

/// What flowed in the last step: until time runs again a standing run shows it as it was, whatever is out of service.
void carryFlows(const SimModel& oldModel, const SimState& before, const SimModel& model, SimState& after) {
  const Layout &was = *oldModel.layout, &is = *model.layout;
  const auto racks = match(was.racks, is.racks);
  for (std::size_t r = 0; r < racks.size(); ++r) {
    if (racks[r] == none || was.racks[racks[r]].spec != is.racks[r].spec) continue;
    const std::uint32_t f = racks[r], from = oldModel.rackGroup[f], to = model.rackGroup[r];
    const SimState::Racks& o = before.racks;
    SimState::Racks& n = after.racks;
    n.airHeatJ[r] = o.airHeatJ[f], n.liquidHeatJ[r] = o.liquidHeatJ[f];
    n.storedJ[r] = o.storedJ[f], n.doorHeatJ[r] = o.doorHeatJ[f];
    // propagators are made anew for these flows with the next step
    after.groups.flowKgPerS[to] = before.groups.flowKgPerS[from];
    after.groups.airRatio[to] = before.groups.airRatio[from];
    after.groups.doorWaterKgPerS[to] = before.groups.doorWaterKgPerS[from];
    after.groups.doorEffectiveness[to] = before.groups.doorEffectiveness[from];
    after.groups.dtS[to] = 0.0;
  }
  const auto all = [](const std::vector<std::uint32_t>& from, const auto& o, auto& n, auto... fields) {
    (carry(from, o.*fields, n.*fields), ...);
  };
  using Cdus = SimState::Cdus;
  all(match(was.cdus, is.cdus), before.cdus, after.cdus, &Cdus::primaryKgPerS, &Cdus::primaryInC, &Cdus::primaryOutC,
      &Cdus::secondaryKgPerS, &Cdus::powerW, &Cdus::pumpHeatW);
  using Air = SimState::Air;
  all(match(was.halls, is.halls), before.air, after.air, &Air::itAirKgPerS, &Air::supplyAirKgPerS);
  const auto walls = match(was.fanWalls, is.fanWalls);
  for (std::size_t f = 0; f < walls.size(); ++f) {
    if (walls[f] == none) continue;
    const std::uint32_t from = oldModel.fanWallGroupOf[walls[f]], to = model.fanWallGroupOf[f];
    // of all units of a group: one more or less gives and takes its part
    const double share = static_cast<double>(model.fanWallGroups[to].units.size()) /
                         static_cast<double>(oldModel.fanWallGroups[from].units.size());
    const Air& o = before.air;
    Air& n = after.air;
    n.heatW[to] = o.heatW[from] * share, n.powerW[to] = o.powerW[from] * share;
    n.waterKgPerS[to] = o.waterKgPerS[from] * share, n.condensateKgPerS[to] = o.condensateKgPerS[from] * share;
  }
  using Circuits = SimState::Circuits;
  const auto circuits = match(was.circuits, is.circuits);
  all(circuits, before.circuits, after.circuits, &Circuits::flowKgPerS, &Circuits::dpPa, &Circuits::consumerReturnC,
      &Circuits::heatW, &Circuits::condenserKgPerS, &Circuits::condenserReturnC, &Circuits::rejectedW,
      &Circuits::waterKgPerS, &Circuits::hydraulicW, &Circuits::headerDpPa, &Circuits::economiserW,
      &Circuits::evaporationKgPerS, &Circuits::driftKgPerS, &Circuits::blowdownKgPerS);
  using Plant = SimState::Plant;
  all(match(was.pumps, is.pumps), before.plant, after.plant, &Plant::pumpPowerW);
  all(match(was.chillers, is.chillers), before.plant, after.plant, &Plant::chillerPowerW, &Plant::chillerHeatW,
      &Plant::chillerPartLoad, &Plant::chillerEnteringC);
  all(match(was.exchangers, is.exchangers), before.plant, after.plant, &Plant::exchangerHeatW);
  using Sinks = SimState::Sinks;
  all(circuits, before.sinks, after.sinks, &Sinks::makeUpKgPerS);
  all(match(was.towers, is.towers), before.sinks, after.sinks, &Sinks::cellHeatW, &Sinks::cellPowerW,
      &Sinks::cellWaterKgPerS, &Sinks::cellOutC);
  all(match(was.dryCoolers, is.dryCoolers), before.sinks, after.sinks, &Sinks::coolerHeatW, &Sinks::coolerPowerW);
  all(match(was.tanks, is.tanks), before.sinks, after.sinks, &Sinks::tankHeatW);
  all(match(was.lakes, is.lakes), before.sinks, after.sinks, &Sinks::lakeHeatW, &Sinks::lakePowerW, &Sinks::intakeC,
      &Sinks::dischargeC);
  using Power = SimState::Power;
  all(match(was.power, is.power), before.power, after.power, &Power::inputW, &Power::lossW, &Power::storageLossW);
  for (double Power::*sum : {&Power::gridW, &Power::gensetW, &Power::fuelLPerS, &Power::batteryW, &Power::onSiteW,
                             &Power::itW, &Power::plantW, &Power::facilityW, &Power::lossesW})
    after.power.*sum = before.power.*sum;
}

}  // namespace

SimStatePtr migrate(const SimModel& beforeModel, const SimState& before, const SimModel& model) {
  // what is new starts at the balance of its surroundings; all that was there keeps its own state
  SimStatePtr made = steadyState(model);
  SimState& after = *made;
  after.tick = before.tick;
  after.outside = before.outside;
  const bool isSameWork = hasSameWork(beforeModel, model);
  if (isSameWork) carryWork(before.work, after.work);
  carryRacks(beforeModel, before, model, after);
  carryLoops(beforeModel, before, model, after);
  carryAir(beforeModel, before, model, after);
  carryPlant(beforeModel, before, model, after);
  carryPower(beforeModel, before, model, after);
  carryPoints(beforeModel, before, model, after);
  carryFlows(beforeModel, before, model, after);
  if (isSameWork) adopt(model.workload, after.work, stage::sinceStartS(model, after));
  const std::vector<std::uint8_t> wereUp = after.power.isRackUp;
  stage::energise(model, after);
  // racks that ride on what they have stored go on doing so
  for (std::size_t r = 0; r < wereUp.size(); ++r)
    if (wereUp[r] && after.power.rackDeadSinceS[r] != SimState::never && after.power.rackDueS[r] != SimState::never)
      after.power.isRackUp[r] = 1;

  after.itEnergyJ = before.itEnergyJ, after.facilityEnergyJ = before.facilityEnergyJ, after.waterKg = before.waterKg;
  after.demand = before.demand, after.marketCarbonKg = before.marketCarbonKg;
  after.carbonKg = before.carbonKg, after.costYuan = before.costYuan, after.throttledChipS = before.throttledChipS;
  after.lostChipS = before.lostChipS, after.maxDieSoFarC = before.maxDieSoFarC,
  after.maxInletSoFarC = before.maxInletSoFarC;
  after.scriptAt = before.scriptAt;
  after.history = before.history;
  after.events = before.events;
  after.spans = before.spans;
  // services of another setting are counted anew
  if (isSameWork) after.serviceHistory = before.serviceHistory;
  carryAlarms(beforeModel, before, model, after);
  after.alarms.lastSequence = before.alarms.lastSequence;
  // the books go on; what came and went with equipment is an entry of its own
  const double changeJ = stage::heatHeldJ(model, after) - stage::heatHeldJ(beforeModel, before);
  after.ledger = before.ledger;
  after.ledger.editedJ += changeJ;
  stage::journal(model, after, 4, {},
                 Text("event.revised", {{"revision", std::to_string(model.layout->revision)},
                                        {"megajoules", toText(changeJ * 1e-6, 1)}}));
  return made;
}

}  // namespace plenum
