// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "frame/Events.h"
#include "frame/Frame.h"
#include "physics/Pipe.h"
#include "sim/Model.h"

namespace plenum {

/// What the tick writes, grouped by the stage that writes it. Everything the future depends on is here and is visited
/// by `visit`, which hashing, saving and measuring use. Temperatures °C, flows kg/s, powers W, energies J.
struct SimState {
  std::int64_t tick = 0;

  struct Outside {  // stage 1
    double dryBulbC = 0, dewPointC = 0, wetBulbC = 0, humidityRatio = 0, pressurePa = 101325, priceYuanPerKwh = 0;
  } outside;

  WorkloadState jobs;  // stage 2

  struct Chips {  // stage 3; by padded chip
    std::vector<double> dieC, plateC;
    std::vector<float> frequency;  // of nominal
    std::vector<float> offUntilS;  // of a tripped chip; 0: it runs
  } chips;

  struct Groups {                              // stage 3; by rack group: what the flow makes of the propagator
    std::vector<double> flowKgPerS, airRatio;  // per rack, as used; of nominal fan speed
    std::vector<double> f11, f12, f21, f22, gP1, gP2, gT1, gT2;
    std::vector<double> manifoldShare, chassisShare;  // 1 − exp(−dt/τ)
    std::vector<double> doorEffectiveness, doorWaterKgPerS;
    std::vector<double> dtS;  // for which these hold
  } groups;

  struct Racks {  // stage 3
    std::vector<double> supplyManifoldC, returnManifoldC, chassisC;
    std::vector<double> itW;                           // at the rack's inlet
    std::vector<double> coolantOutC, airOutC, inletC;  // means over the tick
    std::vector<float> maxDieC, meanDieC, utilisation;
    std::vector<std::uint32_t> throttled, tripped;
    std::vector<std::uint8_t> needsCare;                 // a chip of it throttles, is capped, tripped, or close to it
    std::vector<double> airHeatJ, liquidHeatJ, storedJ;  // of the last tick: gave to air and liquid, kept
    std::vector<double> doorHeatJ;
  } racks;

  struct Loops {  // stage 4
    std::vector<double> flowKgPerS, supplyC, returnC, levelKg, heatW, leakKgPerS, setpointC;
    std::vector<physics::PipeState> supplyPipe, returnPipe;
  } loops;

  struct Cdus {  // stage 4, but for what controls write
    std::vector<double> nodeC, heatW, primaryKgPerS, primaryInC, primaryOutC, secondaryKgPerS, powerW, pumpHeatW;
    std::vector<double> speed, valve, pumpsUp;  // controls; pumps that turn, with their ramps
    std::vector<double> errorK;                 // of the last control step
    std::vector<std::uint8_t> isFailed;
    std::vector<std::uint8_t> pumpsFailed;  // bit p − 1: pump p
  } cdus;

  struct Air {                                                                                                // stage 5
    std::vector<double> coldC, hotC, structureC, supplyC, itAirKgPerS, supplyAirKgPerS, pendingJ, setpointC;  // by hall
    std::vector<double> fanSpeed, valve, errorK, heatW, airOutC, waterOutC, waterKgPerS, powerW;  // by group
    std::vector<std::uint8_t> isFailed;                                                           // by fan wall
    std::vector<std::uint32_t> fansFailed;                                                        // bits, by fan wall
  } air;

  struct Circuits {  // stages 4 to 6
    std::vector<double> supplyC, returnC, flowKgPerS, dpPa, consumerInC, consumerReturnC, heatW, setpointC, leavingC;
    std::vector<physics::PipeState> supplyPipe, returnPipe;
    std::vector<double> basinC, condenserKgPerS, condenserReturnC, rejectedW, waterKgPerS;
    std::vector<double> pumpSpeed, rejection, bypass;  // controls: fans of towers, exchanger by-pass
    std::vector<double> rejectionErrorK, stageTimerS;
    std::vector<double> towerFan, towerHeatW, towerPowerW, towerWaterKgPerS;  // of one running cell
    std::vector<double> dryFan, dryHeatW, dryPowerW;
    std::vector<double> condenserSetpointC;
    std::vector<std::int32_t> chillersWanted;
  } circuits;

  struct Plant {                               // stage 6 and controls
    std::vector<double> pumpPowerW, pumpRamp;  // by pump; ramp 0…1
    std::vector<std::uint8_t> isPumpFailed;
    std::vector<double> chillerPowerW, chillerHeatW, chillerPartLoad, chillerPhaseS, chillerLockS;
    std::vector<std::uint8_t> chillerPhase;  // 0 off, 1 waiting, 2 ramping, 3 on
    std::vector<std::uint8_t> isChillerFailed, isChillerExtrapolated, isTowerFailed, isDryCoolerFailed;
    std::vector<double> chillerLeavingC, chillerEnteringC;
  } plant;

  struct Power {  // stage 7
    std::vector<double> outputW, inputW, lossW, batteryJ, fuelL, gensetReadyS, deadS;
    std::vector<std::uint8_t> isFailed, isEnergised;  // energised: its output is live
    std::vector<std::uint8_t> source;                 // 0 normal, 1 alternate, 2 standby, 3 battery, 4 none
    std::vector<std::uint8_t> isRackUp, isServerUp;
    std::uint8_t hasRackChanged = 0;
    double gridW = 0, gensetW = 0, fuelLPerS = 0, batteryW = 0;
    double itW = 0, plantW = 0, facilityW = 0, lossesW = 0;
  } power;

  struct Sensors {  // stage 8: what controls and alarms see; index like the things measured
    std::vector<double> loopSupplyC, loopFlowKgPerS, cduSupplyC, hallColdC, hallSupplyC, circuitSupplyC, basinC,
        leavingC;
  } sensors;

  struct Alarms {                    // stage 9
    std::vector<std::uint8_t> isUp;  // by alarm slot
    std::vector<float> timerS;
    std::vector<std::uint64_t> raisedBy;  // sequence of the raised event
    std::vector<std::uint8_t> isAcknowledged;
    std::vector<std::int64_t> sinceUs;
    std::uint64_t lastSequence = 0;
  } alarms;

  struct Ledger {                                       // every stage books here; stage 9 closes it
    std::array<double, couplingCount> gaveJ{}, gotJ{};  // of this sub-step
    std::array<double, blockCount> storedJ{};           // gained by the block in this sub-step
    double compressorsJ = 0, devicesJ = 0, sourcesJ = 0, pendingJ = 0;
    std::array<double, blockCount> residualJ{}, movedJ{};                              // of the last sub-step
    std::array<double, blockCount> residualTotalJ{}, residualErrorJ{}, movedTotalJ{};  // over the run, compensated
    double editedJ = 0;        // heat that came or went with equipment in edits, so far
    double worstTick = 0;      // largest |residual| / moved of any block and sub-step
    double worstCoupling = 0;  // largest |gave − got| / moved of any crossing and sub-step
  } ledger;

  double itEnergyJ = 0, facilityEnergyJ = 0, waterKg = 0, carbonKg = 0, costYuan = 0;
  double throttledChipS = 0, lostChipS = 0, maxDieSoFarC = -1e9, maxInletSoFarC = -1e9;
  std::vector<double> frequencyCap;  // by hall
  std::uint64_t scriptAt = 0;        // next entry of the model's script

  // append-only logs; not part of the hash, for the past is not the future
  Log<Metrics> history;
  Log<Event> events;
};

/// Calls f on every flat array and plain struct of the state, always in the same order.
template <class State, class F>
void visit(State& s, F&& f) {
  f(s.tick), f(s.outside);
  f(s.jobs.jobState), f(s.jobs.jobEndS), f(s.jobs.jobResumeS), f(s.jobs.jobUtilisation), f(s.jobs.jobServers);
  f(s.jobs.serverJob), f(s.jobs.serverWander), f(s.jobs.wanderTurns);
  f(s.chips.dieC), f(s.chips.plateC), f(s.chips.frequency), f(s.chips.offUntilS);
  auto& g = s.groups;
  f(g.flowKgPerS), f(g.airRatio), f(g.f11), f(g.f12), f(g.f21), f(g.f22), f(g.gP1), f(g.gP2), f(g.gT1), f(g.gT2);
  f(g.manifoldShare), f(g.chassisShare), f(g.doorEffectiveness), f(g.doorWaterKgPerS), f(g.dtS);
  auto& r = s.racks;
  f(r.supplyManifoldC), f(r.returnManifoldC), f(r.chassisC), f(r.itW), f(r.coolantOutC), f(r.airOutC), f(r.inletC);
  f(r.maxDieC), f(r.meanDieC), f(r.utilisation), f(r.throttled), f(r.tripped), f(r.needsCare);
  f(r.airHeatJ), f(r.liquidHeatJ), f(r.storedJ), f(r.doorHeatJ);
  auto& l = s.loops;
  f(l.flowKgPerS), f(l.supplyC), f(l.returnC), f(l.levelKg), f(l.heatW), f(l.leakKgPerS), f(l.setpointC);
  f(l.supplyPipe), f(l.returnPipe);
  auto& c = s.cdus;
  f(c.nodeC), f(c.heatW), f(c.primaryKgPerS), f(c.primaryInC), f(c.primaryOutC), f(c.secondaryKgPerS), f(c.powerW);
  f(c.pumpHeatW), f(c.speed), f(c.valve), f(c.pumpsUp), f(c.errorK), f(c.isFailed), f(c.pumpsFailed);
  auto& a = s.air;
  f(a.coldC), f(a.hotC), f(a.structureC), f(a.supplyC), f(a.itAirKgPerS), f(a.supplyAirKgPerS), f(a.pendingJ);
  f(a.setpointC), f(a.fanSpeed), f(a.valve), f(a.errorK), f(a.heatW), f(a.airOutC), f(a.waterOutC), f(a.waterKgPerS);
  f(a.powerW), f(a.isFailed), f(a.fansFailed);
  auto& k = s.circuits;
  f(k.supplyC), f(k.returnC), f(k.flowKgPerS), f(k.dpPa), f(k.consumerInC), f(k.consumerReturnC), f(k.heatW);
  f(k.setpointC), f(k.leavingC), f(k.supplyPipe), f(k.returnPipe), f(k.basinC), f(k.condenserKgPerS),
      f(k.condenserReturnC);
  f(k.rejectedW), f(k.waterKgPerS), f(k.pumpSpeed), f(k.rejection), f(k.bypass);
  f(k.rejectionErrorK), f(k.stageTimerS), f(k.towerFan), f(k.towerHeatW), f(k.towerPowerW), f(k.towerWaterKgPerS);
  f(k.dryFan), f(k.dryHeatW), f(k.dryPowerW), f(k.condenserSetpointC), f(k.chillersWanted);
  auto& p = s.plant;
  f(p.pumpPowerW), f(p.pumpRamp), f(p.isPumpFailed), f(p.chillerPowerW), f(p.chillerHeatW), f(p.chillerPartLoad);
  f(p.chillerPhaseS), f(p.chillerLockS), f(p.chillerPhase), f(p.isChillerFailed), f(p.isChillerExtrapolated);
  f(p.isTowerFailed), f(p.isDryCoolerFailed), f(p.chillerLeavingC), f(p.chillerEnteringC);
  auto& e = s.power;
  f(e.outputW), f(e.inputW), f(e.lossW), f(e.batteryJ), f(e.fuelL), f(e.gensetReadyS), f(e.deadS), f(e.isFailed);
  f(e.isEnergised), f(e.source), f(e.isRackUp), f(e.isServerUp), f(e.hasRackChanged);
  f(e.gridW), f(e.gensetW), f(e.fuelLPerS), f(e.batteryW), f(e.itW), f(e.plantW), f(e.facilityW), f(e.lossesW);
  auto& m = s.sensors;
  f(m.loopSupplyC), f(m.loopFlowKgPerS), f(m.cduSupplyC), f(m.hallColdC), f(m.hallSupplyC), f(m.circuitSupplyC);
  f(m.basinC), f(m.leavingC);
  auto& w = s.alarms;
  f(w.isUp), f(w.timerS), f(w.raisedBy), f(w.isAcknowledged), f(w.sinceUs), f(w.lastSequence);
  f(s.ledger), f(s.itEnergyJ), f(s.facilityEnergyJ), f(s.waterKg), f(s.carbonKg), f(s.costYuan), f(s.throttledChipS);
  f(s.lostChipS), f(s.maxDieSoFarC), f(s.maxInletSoFarC), f(s.frequencyCap), f(s.scriptAt);
}

}  // namespace plenum
