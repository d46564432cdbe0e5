// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "frame/Events.h"
#include "frame/Frame.h"
#include "physics/Pipe.h"
#include "physics/Tank.h"
#include "sim/Model.h"

namespace plenum {

/// What the tick writes, grouped by the stage that writes it. Everything the future depends on is here and is visited
/// by `visit`, which hashing, saving and measuring use. Temperatures °C, flows kg/s, powers W, energies J.
struct SimState {
  std::int64_t tick = 0;

  struct Outside {  // stage 1
    double dryBulbC = 0, dewPointC = 0, wetBulbC = 0, humidityRatio = 0, pressurePa = 101325, priceYuanPerKwh = 0;
    double shiftDryK = 0, shiftDewK = 0, wantedDryK = 0,
           wantedDewK = 0;  // heat wave by action, as it stands and as wanted
  } outside;

  WorkState work;  // stage 2

  struct Chips {  // stage 3; by padded chip
    std::vector<double> dieC, plateC;
    std::vector<double> memoryC;   // empty where no chip of the site has memory of its own
    std::vector<float> frequency;  // of nominal
    std::vector<float> offUntilS;  // of a tripped chip; 0: it runs
  } chips;

  struct Groups {                              // stage 3; by rack group: what the flow makes of the propagator
    std::vector<double> flowKgPerS, airRatio;  // per rack, as used; of nominal fan speed
    std::vector<double> f11, f12, f21, f22, gP1, gP2, gT1, gT2;
    std::vector<double> f13, f23, f31, f32, f33, gP3, gT3;  // row and column of the memory
    std::vector<double> manifoldShare, chassisShare;        // 1 − exp(−dt/τ)
    std::vector<double> doorEffectiveness, doorWaterKgPerS;
    std::vector<double> dtS;  // for which these hold
  } groups;

  struct Racks {  // stage 3
    std::vector<double> supplyManifoldC, returnManifoldC, chassisC;
    std::vector<double> itW;                                        // at the rack's inlet
    std::vector<double> coolantOutC, airOutC, inletC;               // means over the tick
    std::vector<float> maxDieC, meanDieC, maxMemoryC, utilisation;  // maxMemoryC: 0 where there is none
    std::vector<std::uint32_t> throttled, tripped;
    std::vector<std::uint8_t> needsCare;                 // a chip of it throttles, is capped, tripped, or close to it
    std::vector<double> airHeatJ, liquidHeatJ, storedJ;  // of the last tick: gave to air and liquid, kept
    std::vector<double> doorHeatJ;
    std::vector<double> offUntilS;  // of servers that cut out on the air at their inlet; 0: they run
  } racks;

  struct Loops {  // stage 4
    std::vector<double> flowKgPerS, supplyC, returnC, levelKg, heatW, leakKgPerS, setpointC;
    std::vector<physics::PipeState> supplyPipe, returnPipe;
    std::vector<std::uint8_t> isMakeUpLost;
    std::vector<double> makeUpKgPerS, makeUpTankKg, lowLevelS;
    std::vector<std::uint8_t> isTripped;  // pumps stopped for want of coolant
  } loops;

  struct Cdus {  // stage 4, but for what controls write
    std::vector<double> nodeC, heatW, primaryKgPerS, primaryInC, primaryOutC, secondaryKgPerS, powerW, pumpHeatW;
    std::vector<double> speed, valve, pumpsUp;                     // controls; pumps that turn, with their ramps
    std::vector<double> errorK;                                    // of the last control step
    std::vector<double> solvedSpeed, solvedUnits, solvedClogging;  // for which the flows of its loop hold
    std::vector<double> pumpRamp, pumpRunS, pumpSinceS;  // by CDU pump: 0 … 1; in all, and since its last start
    std::vector<std::uint8_t> pumpsCalled;               // bit p − 1: pump p
    std::vector<std::uint8_t> isFailed;
    std::vector<double> fouling, clogging;  // shares of conductance and of passage lost
    std::vector<std::uint8_t> pumpsFailed;  // bit p − 1: pump p
  } cdus;

  struct Air {  // stage 5
    std::vector<double> coldC, hotC, structureC, supplyC, itAirKgPerS, supplyAirKgPerS, pendingJ, setpointC,
        humidityRatio;                                      // by hall
    std::vector<double> exchangeShare, endsShare, aislePa;  // of inlet air, from the hot aisle: mean, and how much
                                                            // more where a row leaks twice the mean; cold over hot
    std::vector<double> fanSpeed, valve, errorK, heatW, airOutC, waterOutC, waterKgPerS, powerW,
        condensateKgPerS;                                // by group
    std::vector<std::uint8_t> isFailed;                  // by fan wall
    std::vector<std::uint32_t> fansFailed;               // bits, by fan wall
    std::vector<double> fouling, clogging;               // by fan wall
    std::vector<double> unitValve, unitSpeed, unitOutC;  // by fan wall: as its group, or by hand, or where it stuck
  } air;

  struct Circuits {  // stages 4 to 6
    std::vector<double> supplyC, returnC, flowKgPerS, dpPa, consumerInC, consumerReturnC, heatW, setpointC, leavingC;
    std::vector<physics::PipeState> supplyPipe, returnPipe;
    std::vector<double> basinC, condenserKgPerS, condenserReturnC, rejectedW, waterKgPerS;
    std::vector<double> hydraulicW, headerDpPa;  // work of the facility pumps; between supply and return at the plant
    std::vector<double> tapPush, tapKgPerS;  // by tap: √(pressure / design); flow, fully opened, that was solved for
    std::vector<double> solvedSpeed, solvedTurning;
    std::vector<std::int32_t> pumpsWanted, condenserPumpsWanted;
    std::vector<double> pumpTimerS, condenserTimerS;   // > 0: one more is wanted for so long, < 0: one less
    std::vector<double> pumpSpeed, rejection, bypass;  // controls: fans of towers, exchanger by-pass
    std::vector<double> rejectionErrorK, stageTimerS;
    std::vector<double> towerFan, dryFan;  // speed of all that run
    std::vector<double> condenserSetpointC;
    std::vector<std::int32_t> chillersWanted;
    std::vector<std::uint8_t> mode;                      // 0 chillers alone, 1 both, 2 economiser alone
    std::vector<std::uint8_t> isIsolated, isMakeUpLost;  // main valve shut; nothing refills the basins
    std::vector<double> economiserW, basinLevelKg, evaporationKgPerS, driftKgPerS, blowdownKgPerS;
    std::vector<double> modeTimerS;                       // how long another mode has been wanted; < 0: a lower one
    std::vector<double> economiserValve, economiserOutC;  // opening of its change-over valves; facility water behind it
  } circuits;

  struct Plant {                               // stage 6 and controls
    std::vector<double> pumpPowerW, pumpRamp;  // by pump; ramp 0…1
    std::vector<double> pumpRunS, pumpSinceS;  // in all, and since the last start
    std::vector<std::uint8_t> isPumpCalled;    // to run
    std::vector<std::uint8_t> isPumpFailed;
    std::vector<double> chillerPowerW, chillerHeatW, chillerPartLoad, chillerPhaseS, chillerLockS;
    std::vector<std::uint8_t> chillerPhase;  // 0 off, 1 waiting, 2 ramping, 3 on
    std::vector<std::uint8_t> isChillerFailed, isChillerExtrapolated, isTowerFailed, isDryCoolerFailed;
    std::vector<double> chillerLeavingC, chillerEnteringC;  // leaving: water of the evaporator, which it holds
    std::vector<double> chillerRunS, chillerNoFlowS;        // in all; without condenser water, so far
    std::vector<double> chillerFouling, exchangerFouling, exchangerClogging, towerClogging, dryClogging, lakeFouling;
    std::vector<std::uint8_t> isExchangerFailed, isTankFailed, isLakeFailed;
    std::vector<double> exchangerHeatW;
  } plant;

  struct Sinks {                                     // stage 6 and its controls: what takes the heat in the end
    std::vector<std::uint32_t> cellsWanted;          // by circuit: tower cells that water runs over
    std::vector<double> towerBypass;                 // share of condenser water that goes past the towers
    std::vector<double> basinIceKg, makeUpKgPerS;    // by circuit
    std::vector<std::uint8_t> isBasinTripped;        // dry or iced: condenser pumps stand until it is well again
    std::vector<std::uint8_t> isPadWet, isCharging;  // by circuit
    std::vector<double> tankKgPerS;                  // by circuit: > 0 tanks give to the consumers, < 0 take
    std::vector<double> cellHeatW, cellPowerW, cellWaterKgPerS, cellOutC, cellFouling;  // by tower cell
    std::vector<double> coolerHeatW, coolerPowerW, coilC, coilIceKg;                    // by dry cooler
    std::vector<std::uint8_t> isCoilFrozen;  // blocked by ice, until thawed and restored
    std::vector<physics::TankState> tanks;
    std::vector<double> tankHeatW;                                   // taken, < 0: given
    std::vector<double> lakeHeatW, lakePowerW, intakeC, dischargeC;  // by intake
  } sinks;

  /// Which of its sources carries a power device.
  enum class Side : std::uint8_t { normal, alternate, standby, island, tie, nothing };
  /// What a UPS does of itself; `off` is tripped, or its cells ran empty.
  enum class UpsState : std::uint8_t { well, battery, bypass, off };
  enum class GensetPhase : std::uint8_t { off, starting, running, onBus, lockedOut };
  static constexpr double never = 1e300;

  struct Power {  // stage 7; instants are seconds since the start, `never` where there is none
    // by device
    std::vector<double> outputW, inputW, lossW, batteryJ, fuelL;  // means over the sub-step
    std::vector<double> givenW, storageJ, storageLossW;  // of what stands on the site: to its board; in store; lost
    std::vector<double> seenW;  // of a storage that smooths: what the grid is to see of its board; < 0: not yet known
    std::vector<double> lastW;  // output when it was last live
    std::vector<std::uint8_t> isFailed, isEnergised;  // energised: its output is live
    std::vector<std::uint8_t> isServing;              // live from the start of the sub-step to its end
    std::vector<std::uint8_t> isShed, isShorted, isDipped;
    std::vector<std::uint8_t> isForming;  // a storage that carries its board alone
    std::vector<Side> side;
    std::vector<std::uint32_t> tie;                               // that carries it; `none`
    std::vector<std::uint32_t> order;                             // of those that are live: sources first
    std::uint64_t live = 0;                                       // so many of `order` count
    std::vector<double> dueS;                                     // next instant of its automatic
    std::vector<std::uint8_t> plan;                               // what it is about to do (core/sim/SupplyTree.h)
    std::vector<double> deadSinceS, mainsDeadSinceS, wellSinceS;  // output; own mains; the source it prefers
    std::vector<std::uint8_t> prefersAlternate;                   // by hand
    std::vector<UpsState> ups;
    std::vector<std::uint8_t> upsMode, isSpent;      // UpsMode::Mode as wanted; cells cut off until its source is back
    std::vector<double> ladder, sinceS, calmSinceS;  // overload used, 0 … 1; of what it is doing; below its limit
    std::vector<GensetPhase> genset;
    std::vector<double> dip, gensetLoadW;  // frequency below nominal, pu; load that its speed has followed
    std::vector<std::uint32_t> starts;
    std::vector<std::uint64_t> darkCause, failCause, loadCause;  // events: that darkened, that broke, that loaded it
    // by breaker
    std::vector<Contact> contact;
    std::vector<double> breakerW, breakerHeat;
    std::vector<std::uint8_t> isHeld, isStuck;
    std::vector<std::uint64_t> contactCause, overCause;  // events: that opened it, that overloaded it
    // by rack
    std::vector<std::uint8_t> isRackUp, isServerUp;
    std::vector<double> rackDeadSinceS, rackDueS, rackOweJ;  // without power; until its stores end; what they gave
    std::vector<double> rackPart;  // share of the sub-step that it ran, where it ended or began in it; < 0: it did not
    std::vector<std::uint64_t> rackCause;
    std::uint8_t hasRackPart = 0;                    // any of rackPart
    std::uint8_t hasRackChanged = 0, isChanged = 1;  // isChanged: an action or a failure since the last pass
    std::uint64_t changeCause = 0;                   // … and its event
    double nextS = 0;                                // the earliest of all instants
    double stepS = 0;                                // when the sub-step began
    double gridW = 0, gensetW = 0, fuelLPerS = 0, batteryW = 0, onSiteW = 0;
    double itW = 0, plantW = 0, facilityW = 0, lossesW = 0;
    /// The sub-step in pieces between its events, until the accounts are made: not part of what is saved.
    struct Piece {
      double lengthS = 0;
      std::uint64_t live = 0;
      std::vector<std::uint32_t> order, tie;
      std::vector<Side> side;
      std::vector<UpsState> ups;
      std::vector<Contact> contact;
      std::vector<std::uint8_t> isEnergised, isRackUp, isForming;
    };
    std::vector<Piece> pieces;
  } power;

  struct Points {  // stage 8: what controls and alarms see and who holds the organs; dense by pointIndex
    std::vector<double> measured;           // readings of sensors, positions of organs
    std::vector<double> value, sinceS;      // of a fault; the position that a hand wants
    std::vector<std::uint8_t> fault;        // 0 none, 1 + SensorFault::Mode
    std::vector<std::uint8_t> mode;         // of an organ: 0 its controller, 1 a hand, 2 stuck
    std::vector<std::uint64_t> deed;        // event of the hand that took it; 0: nobody has
    std::vector<double> pocketC;            // by circuit: thermometer of the leaving water, with its lag
    std::vector<double> economiserPocketC;  // by circuit: likewise behind the economiser
    std::uint64_t exceptions = 0;           // points with a fault or out of their controller's hands
  } points;

  struct Alarms {                    // stage 9
    std::vector<std::uint8_t> isUp;  // by alarm slot
    std::vector<float> timerS;
    std::vector<std::uint64_t> raisedBy;  // sequence of the raised event
    std::vector<std::uint8_t> isAcknowledged;
    std::vector<std::int64_t> sinceUs;
    std::vector<float> value, worst;  // of one that stands: at the last tick, and the worst so far
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

  /// Stage 9: what is drawn from the grid, by clock quarters of an hour, for the demand charge.
  struct Demand {
    double quarterJ = 0;                          // of the quarter that runs
    std::int64_t quarterUs = 0;                   // … of which so much is in it
    double lastW = 0, peakW = 0, monthPeakW = 0;  // means of full quarters: the last, the highest of run and of month
    std::int64_t month = 0;                       // of monthPeakW, counted from year 0
  } demand;
  double itEnergyJ = 0, facilityEnergyJ = 0, waterKg = 0, carbonKg = 0, marketCarbonKg = 0, costYuan = 0;
  double throttledChipS = 0, lostChipS = 0, maxDieSoFarC = -1e9, maxInletSoFarC = -1e9;
  std::vector<double> frequencyCap;  // by hall
  std::uint64_t scriptAt = 0;        // next entry of the model's script

  // append-only logs; not part of the hash, for the past is not the future
  Log<Metrics> history;
  Log<Event> events;
  Log<Frame::JobSpan> spans;
  Log<Frame::ServiceMoment> serviceHistory;
};

/// Calls f on every flat array and plain struct of the state, always in the same order.
template <class State, class F>
void visit(State& s, F&& f) {
  f(s.tick), f(s.outside);
  visitWork(s.work, f);
  f(s.chips.dieC), f(s.chips.plateC), f(s.chips.memoryC), f(s.chips.frequency), f(s.chips.offUntilS);
  auto& g = s.groups;
  f(g.flowKgPerS), f(g.airRatio), f(g.f11), f(g.f12), f(g.f21), f(g.f22), f(g.gP1), f(g.gP2), f(g.gT1), f(g.gT2);
  f(g.f13), f(g.f23), f(g.f31), f(g.f32), f(g.f33), f(g.gP3), f(g.gT3);
  f(g.manifoldShare), f(g.chassisShare), f(g.doorEffectiveness), f(g.doorWaterKgPerS), f(g.dtS);
  auto& r = s.racks;
  f(r.supplyManifoldC), f(r.returnManifoldC), f(r.chassisC), f(r.itW), f(r.coolantOutC), f(r.airOutC), f(r.inletC);
  f(r.maxDieC), f(r.meanDieC), f(r.maxMemoryC), f(r.utilisation), f(r.throttled), f(r.tripped), f(r.needsCare);
  f(r.airHeatJ), f(r.liquidHeatJ), f(r.storedJ), f(r.doorHeatJ), f(r.offUntilS);
  auto& l = s.loops;
  f(l.flowKgPerS), f(l.supplyC), f(l.returnC), f(l.levelKg), f(l.heatW), f(l.leakKgPerS), f(l.setpointC);
  f(l.supplyPipe), f(l.returnPipe), f(l.isMakeUpLost), f(l.makeUpKgPerS), f(l.makeUpTankKg), f(l.lowLevelS);
  f(l.isTripped);
  auto& c = s.cdus;
  f(c.solvedSpeed), f(c.solvedUnits), f(c.solvedClogging), f(c.pumpRamp), f(c.pumpRunS), f(c.pumpSinceS);
  f(c.pumpsCalled);
  f(c.nodeC), f(c.heatW), f(c.primaryKgPerS), f(c.primaryInC), f(c.primaryOutC), f(c.secondaryKgPerS), f(c.powerW);
  f(c.pumpHeatW), f(c.speed), f(c.valve), f(c.pumpsUp), f(c.errorK), f(c.isFailed), f(c.pumpsFailed), f(c.fouling),
      f(c.clogging);
  auto& a = s.air;
  f(a.coldC), f(a.hotC), f(a.structureC), f(a.supplyC), f(a.itAirKgPerS), f(a.supplyAirKgPerS), f(a.pendingJ),
      f(a.humidityRatio), f(a.condensateKgPerS), f(a.exchangeShare), f(a.endsShare), f(a.aislePa);
  f(a.setpointC), f(a.fanSpeed), f(a.valve), f(a.errorK), f(a.heatW), f(a.airOutC), f(a.waterOutC), f(a.waterKgPerS);
  f(a.powerW), f(a.isFailed), f(a.fansFailed), f(a.fouling), f(a.clogging), f(a.unitValve), f(a.unitSpeed),
      f(a.unitOutC);
  auto& k = s.circuits;
  f(k.supplyC), f(k.returnC), f(k.flowKgPerS), f(k.dpPa), f(k.consumerInC), f(k.consumerReturnC), f(k.heatW);
  f(k.setpointC), f(k.leavingC), f(k.supplyPipe), f(k.returnPipe), f(k.basinC), f(k.condenserKgPerS),
      f(k.condenserReturnC);
  f(k.hydraulicW), f(k.headerDpPa), f(k.tapPush), f(k.tapKgPerS), f(k.solvedSpeed), f(k.solvedTurning);
  f(k.pumpsWanted), f(k.condenserPumpsWanted), f(k.pumpTimerS), f(k.condenserTimerS);
  f(k.rejectedW), f(k.waterKgPerS), f(k.pumpSpeed), f(k.rejection), f(k.bypass);
  f(k.rejectionErrorK), f(k.stageTimerS), f(k.towerFan);
  f(k.dryFan), f(k.condenserSetpointC), f(k.chillersWanted);
  f(k.mode), f(k.isIsolated), f(k.isMakeUpLost), f(k.economiserW), f(k.modeTimerS), f(k.economiserValve),
      f(k.economiserOutC), f(k.basinLevelKg), f(k.evaporationKgPerS);
  f(k.driftKgPerS), f(k.blowdownKgPerS);
  auto& p = s.plant;
  f(p.pumpRunS), f(p.pumpSinceS), f(p.isPumpCalled), f(p.pumpPowerW), f(p.pumpRamp), f(p.isPumpFailed),
      f(p.chillerPowerW), f(p.chillerHeatW), f(p.chillerPartLoad);
  f(p.chillerPhaseS), f(p.chillerLockS), f(p.chillerPhase), f(p.isChillerFailed), f(p.isChillerExtrapolated);
  f(p.isTowerFailed), f(p.isDryCoolerFailed), f(p.chillerLeavingC), f(p.chillerEnteringC), f(p.chillerRunS),
      f(p.chillerNoFlowS);
  f(p.chillerFouling), f(p.exchangerFouling), f(p.exchangerClogging), f(p.towerClogging), f(p.dryClogging);
  f(p.lakeFouling), f(p.isExchangerFailed), f(p.isTankFailed), f(p.isLakeFailed), f(p.exchangerHeatW);
  auto& n = s.sinks;
  f(n.cellsWanted), f(n.towerBypass), f(n.basinIceKg), f(n.makeUpKgPerS), f(n.isBasinTripped), f(n.isPadWet);
  f(n.isCharging), f(n.tankKgPerS), f(n.cellHeatW), f(n.cellPowerW), f(n.cellWaterKgPerS), f(n.cellOutC),
      f(n.cellFouling);
  f(n.coolerHeatW), f(n.coolerPowerW), f(n.coilC), f(n.coilIceKg), f(n.isCoilFrozen), f(n.tanks), f(n.tankHeatW);
  f(n.lakeHeatW), f(n.lakePowerW), f(n.intakeC), f(n.dischargeC);
  auto& e = s.power;
  f(e.outputW), f(e.inputW), f(e.lossW), f(e.batteryJ), f(e.fuelL), f(e.givenW), f(e.storageJ), f(e.storageLossW),
      f(e.seenW), f(e.lastW);
  f(e.isFailed), f(e.isEnergised), f(e.isServing), f(e.isShed), f(e.isShorted), f(e.isDipped), f(e.side), f(e.tie);
  f(e.isForming);
  f(e.order), f(e.live), f(e.dueS), f(e.plan), f(e.deadSinceS), f(e.mainsDeadSinceS), f(e.wellSinceS);
  f(e.prefersAlternate), f(e.ups), f(e.upsMode), f(e.isSpent), f(e.ladder), f(e.sinceS), f(e.calmSinceS);
  f(e.genset), f(e.dip), f(e.gensetLoadW), f(e.starts), f(e.darkCause), f(e.failCause), f(e.loadCause);
  f(e.contact), f(e.breakerW), f(e.breakerHeat), f(e.isHeld), f(e.isStuck), f(e.contactCause), f(e.overCause);
  f(e.isRackUp), f(e.isServerUp), f(e.rackDeadSinceS), f(e.rackDueS), f(e.rackOweJ), f(e.rackCause), f(e.rackPart);
  f(e.hasRackPart), f(e.hasRackChanged), f(e.isChanged), f(e.changeCause), f(e.nextS), f(e.stepS);
  f(e.gridW), f(e.gensetW), f(e.fuelLPerS), f(e.batteryW), f(e.onSiteW);
  f(e.itW), f(e.plantW), f(e.facilityW), f(e.lossesW);
  auto& m = s.points;
  f(m.measured), f(m.value), f(m.sinceS), f(m.fault), f(m.mode), f(m.deed), f(m.pocketC), f(m.economiserPocketC),
      f(m.exceptions);
  auto& w = s.alarms;
  f(w.isUp), f(w.timerS), f(w.raisedBy), f(w.isAcknowledged), f(w.sinceUs), f(w.value), f(w.worst), f(w.lastSequence);
  f(s.ledger), f(s.itEnergyJ), f(s.facilityEnergyJ), f(s.waterKg), f(s.carbonKg), f(s.marketCarbonKg), f(s.demand),
      f(s.costYuan), f(s.throttledChipS);
  f(s.lostChipS), f(s.maxDieSoFarC), f(s.maxInletSoFarC), f(s.frequencyCap), f(s.scriptAt);
}

}  // namespace plenum
