// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "frame/Frame.h"
#include "physics/Battery.h"
#include "physics/Chiller.h"
#include "physics/DryCooler.h"
#include "physics/Genset.h"
#include "physics/Lake.h"
#include "physics/Network.h"
#include "physics/Tank.h"
#include "physics/Tower.h"
#include "scenario/Scenario.h"
#include "site/Layout.h"
#include "site/Points.h"
#include "workload/Work.h"

namespace plenum {

// What the tick reads: a layout and its setting, flattened. Raw SI numbers and °C; names end in the unit. Arrays are
// indexed like the layout unless they say otherwise. Nothing here changes while the campus runs.

/// The chips of a rack are stored in blocks of eight, the last one padded, so that a rack is a whole number of blocks
/// and every sum has eight lanes whatever the processor.
inline constexpr std::uint32_t lanes = 8;
inline constexpr std::uint32_t maxChipsPerRack = 1024;

/// Racks of one type: the numbers of chip, server and rack that the kernels need.
struct RackClass {
  const RackSpec* spec = nullptr;
  std::uint32_t servers = 0, chipsPerServer = 0, chips = 0, blocks = 0;
  double idleW = 0, spanW = 0, tdpW = 0;
  double leakW = 0, leakPerK = 0, leakAtC = 0;
  double dvfsExponent = 0, minFrequency = 0, throttleC = 0, shutdownC = 0;
  double otherIdleW = 0, otherSpanW = 0;  // per server
  double fansW = 0, airM3PerS = 0;        // per rack, at nominal fan speed
  double fanRampFromC = 0, fanRampPerK = 0, fanMax = 1;
  double cutOutC = 60, restartC = 50;         // inlet air at which its servers stop, and may start
  double chassisJPerK = 0, chassisWPerK = 0;  // per rack: its servers' metal; from it to their air at nominal flow
  double psuRatingW = 0;                      // of all supplies of the rack
  int shelves = 0;                            // that share its load instead; 0: none
  double shelfW = 0;                          // the most that one gives
  bool restsShelves = false;
  std::array<double, 4> psuLossFraction{};                       // of rating, at 10, 20, 50, 100 % load
  double chipToLiquid = 0, otherToLiquid = 0, lossToLiquid = 0;  // shares
  bool isLiquid = false, isImmersed = false;
  bool hasMemory = false;  // its chips have a third state, that of the stacked memory
  double memoryShare = 0, memoryJPerK = 0, memoryKPerW = 0, memoryThrottleC = 0, memoryShutdownC = 0;
  double dieJPerK = 0, plateJPerK = 0, junctionKPerW = 0, convectionKPerW = 0;
  double designFlowKgPerS = 0, manifoldM3 = 0;
};

/// Racks that see the same flows: one type, one loop or none, one hall, one door circuit or none. The propagator of
/// their chips is computed once for all of them.
struct RackGroup {
  std::uint32_t rackClass = 0, hall = none, loop = none, doorCircuit = none;
  double doorUaWPerK = 0, doorAirM3PerS = 0, doorWaterKgPerS = 0;  // rear door at its rating
  std::uint32_t doorTap = 0;                                       // where the doors hang on their circuit
  std::uint32_t racks = 0;
};

struct HallModel {
  double coldAirKg = 0, hotAirKg = 0;
  double structureJPerK = 0, structureWPerK = 0;
  double supplySetpointC = 0;
  double leakM2 = 0, facesM2 = 0;  // open between its aisles; of the fronts of its racks
  double mostLeak = 1;             // of SimModel::rackLeak
  bool isOpen = false;             // a rack has a rear door: air behind it is room air, and comes round freely
  double freshAirKgPerS = 0;       // of outdoor air, into the hot side; as much of the hot air leaves
  std::vector<std::uint32_t> fanWallGroups, groups;  // rack groups of the hall
};

/// Fan walls of one hall, one type and one circuit: they share a controller.
struct FanWallGroup {
  std::uint32_t hall = 0, circuit = none;
  const FanWallSpec* spec = nullptr;
  std::vector<std::uint32_t> units;
  double airM3PerS = 0, waterKgPerS = 0, fanW = 0;  // of one unit
  double coilUaWPerK = 0;                           // at rated flows
  std::uint32_t tap = 0;                            // where they hang on their circuit
};

struct LoopModel {
  double rhoKgPerM3 = 0, cpJPerKgK = 0;
  double designFlowKgPerS = 0, designDpPa = 0, resistance = 0;  // dp = resistance · m²
  double pipeM3 = 0;
  double setpointC = 0;
  double volumeKg = 0;  // of coolant in all, for leaks
  double makeUpKgPerS = 0, makeUpTankKg = 0;
  // nodes: 0 return, 1 supply, then one between pumps and filter of every CDU; branches: racks, then pumps and filter
  // of every CDU
  physics::Network network;
  std::vector<std::uint32_t> groups;  // rack groups
};

/// Pressure drop of a filter goes with this power of its flow (Modelica Buildings library, generic CDU).
inline constexpr double filterExponent = 1.76;

struct CduModel {
  double uaWPerK = 0, primaryKgPerS = 0, secondaryKgPerS = 0;
  double pumpKgPerS = 0, pumpDpPa = 0, pumpW = 0;        // one needed pump at rated flow; its whole head
  double exchangerResistance = 0, filterResistance = 0;  // Pa/(kg/s)² and Pa/(kg/s)^1.76
  std::uint32_t firstPump = 0;                           // of all pumps of all CDUs
  std::uint32_t tap = 0;                                 // where it hangs on its circuit
  std::uint32_t pumps = 0, pumpsNeeded = 0;
  double controlW = 0, waterKg = 0;  // secondary side
  double pumpRampS = 0, valveStrokeS = 0;
};

/// Where a hall hangs on the trunk of a circuit: supply and return pass the halls in the order of their distance.
struct HeaderTap {
  std::uint32_t circuit = none, hall = none;
  double lengthM = 0;          // of trunk from the tap before, or from the plant, one way
  double trunkResistance = 0;  // of it, supply and return, Pa/(kg/s)²
  double designKgPerS = 0;     // of the consumers here
  std::vector<std::uint32_t> cdus, fanWallGroups, groups;
};

struct CircuitModel {
  bool isChilled = false;
  double rhoKgPerM3 = 0, cpJPerKgK = 0;
  double setpointC = 0;
  double headerKg = 0;  // each of supply and return
  double pipeM3 = 0;
  double designFlowKgPerS = 0, designDpPa = 0;  // at the consumers
  double plantResistance = 0;                   // of machines and pipes of the plant room, dp = r·m²
  double mainResistance = 0;                    // of plant and trunk up to the last hall, likewise
  std::uint32_t firstTap = 0, taps = 0;         // of SimModel::taps
  physics::Network header;  // nodes: 0 return, 1 behind the pumps, then the taps; branches: pumps, by-pass, then trunk
                            // and consumers of every tap
  double bypassConductance = 0;                             // kg/s per √Pa
  double pumpKgPerS = 0, pumpDpPa = 0, pumpEfficiency = 0;  // one facility pump at its duty point
  std::uint32_t pumpsNeeded = 0;
  // one condenser pump at its duty point; Pa/(kg/s)² of towers and common pipes, and of one machine at its rating
  double condenserPumpKgPerS = 0, condenserPumpDpPa = 0, condenserPumpEfficiency = 0;
  double condenserResistance = 0, condenserMachinesPa = 0;
  std::uint32_t condenserPumpsNeeded = 0;
  double basinKg = 0, basinSkinWPerK = 0;    // full; to frosty air
  double reingestion = 0, makeUpKgPerS = 0;  // share of blown air that comes back; 0: as much as is lost
  double freezesAtC = 0;
  double exchangerUaWPerK = 0, exchangerHotKgPerS = 0, exchangerColdKgPerS = 0;  // of one
  std::vector<std::uint32_t> fanWallGroups, groups;                              // consumers besides the CDUs
};

struct DryCoolerModel {
  physics::DryCooler unit;
  double coilKg = 0, stillWPerK = 0;  // water in its tubes; from it to the outdoor air while all stands
};

/// Intake of a lake or the sea with its exchanger.
struct LakeModel {
  double uaWPerK = 0, facilityKgPerS = 0, intakeWPerK = 0, pumpW = 0;
  double riseMaxK = 0, dischargeMaxC = 0, recirculation = 0, depthM = 0;
};

struct PowerModel {
  double ratingW = 0;
  double lossA = 0, lossB = 0, lossC = 0;           // of rating
  double economyA = 0, economyB = 0, economyC = 0;  // likewise, with the mains straight through
  physics::Battery battery;                         // of a UPS
  double batteryJ = 0, rechargeW = 0, batteryEfficiency = 1, walkInS = 10;
  bool isUps = false, hasBypass = false, isEconomy = false;
  double startS = 0, tankL = 0, litresPerJ = 0;            // of a genset
  double startFailure = 0, synchroniseS = 2, dipMost = 1;  // likewise
  physics::GensetDynamics dynamics;
  // of a device with two sources: confirmation of a loss, time without either, wait before it goes back
  double confirmS = 0, transferS = 0, retransferS = 0;
  bool isOpenBack = false;        // the way back has a break too
  double settingW = 0;            // of each of its incoming breakers
  double heatTimeS = 245;         // of their heating
  double heatShare = 0;           // 1 − exp(−dt/τ) of a whole sub-step
  std::uint32_t heatHall = none;  // where its losses warm the air, `none`: a ventilated room
  std::int32_t shed = 0;          // its turn when gensets are short; 0: never
};

/// An incoming breaker of a power device; all of them device by device (SimModel::firstBreaker).
struct BreakerModel {
  std::uint32_t device = none, source = none;
  PlacedBreaker::Side side = PlacedBreaker::Side::normal;
};

/// A timed action of the scenario at its tick.
struct TimedAction {
  std::int64_t tick = 0;
  Action action;
};

/// The places where heat or power crosses from one block to another; both ends keep their own account.
enum class Coupling : std::uint8_t {
  powerToIt,
  itToLoops,
  itToAir,
  loopsToCircuits,
  airToCircuits,
  doorsToCircuits,
  circuitsToCondenser,
  condenserToAmbient,
  circuitsToAmbient,
  powerToPlant,
  pumpsToLoops,
  pumpsToCircuits,
  fansToAir,
  pumpsToCondenser,
  loopsToGround,
  ambientToAir,
};
inline constexpr int couplingCount = 16;

/// What keeps an account of its own: in − out − stored = 0.
enum class Block : std::uint8_t { it, loops, air, circuits, condenser, power };
inline constexpr int blockCount = 6;

struct SimModel {
  LayoutPtr layout;
  std::shared_ptr<const Setting> setting;
  Duration tick{};
  double dtS = 1.0;  // of a sub-step
  int subSteps = 1;  // so that no header is emptied within one
  Time start;

  std::vector<RackClass> classes;
  std::vector<RackGroup> groups;
  std::vector<HallModel> halls;
  std::vector<FanWallGroup> fanWallGroups;
  std::vector<LoopModel> loops;
  std::vector<CduModel> cdus;
  std::vector<CircuitModel> circuits;
  std::vector<HeaderTap> taps;  // circuit by circuit, by distance
  std::uint32_t cduPumps = 0;   // of all CDUs
  std::vector<physics::Tower> towers;
  std::vector<physics::ChillerCurves> chillers;
  std::vector<DryCoolerModel> dryCoolers;
  std::vector<physics::Tank> tanks;
  std::vector<LakeModel> lakes;
  physics::LakeSeason lakeSeason;
  std::vector<PowerModel> power;
  std::vector<BreakerModel> breakers;
  std::vector<std::uint32_t> firstBreaker;  // by device, and behind them the count
  std::vector<std::uint32_t> ties;          // devices that are ties
  std::vector<std::uint32_t> onSite;        // solar fields, wind turbines, storage
  AutomaticsSpec automatics;
  bool hasRackBattery = false;

  // by rack
  std::vector<std::uint32_t> rackGroup, rackFirstBlock;
  std::vector<float> rackLeak;                // what leaks to its inlet, of the mean of its row
  std::uint32_t blocks = 0;                   // of eight chips, all racks
  std::vector<float> chipSkew;                // by padded chip: how its load differs from its server's mean; 0 pads
  bool hasMemory = false;                     // of any class: the state holds their temperatures
  std::vector<std::uint32_t> fanWallGroupOf;  // by fan wall
  std::array<std::uint32_t, pointKinds + 1> firstPoint{};  // of every kind of point

  WorkModel workload;
  std::vector<TimedAction> script;  // ascending
  double airRhoKgPerM3 = 1.2;
  double pressurePa = 101325.0;

  /// Tests corrupt one crossing by writing something else than 1 here; the ledger must notice.
  std::array<double, couplingCount> couplingGain = [] {
    std::array<double, couplingCount> gains{};
    gains.fill(1.0);
    return gains;
  }();

  std::size_t pointAt(Point point, std::size_t index) const {
    return firstPoint[static_cast<std::size_t>(point)] + index;
  }
  const RackClass& classOf(std::uint32_t rack) const { return classes[groups[rackGroup[rack]].rackClass]; }
};

inline constexpr double airCpJPerKgK = 1006.0;  // dry air at room temperature (ASHRAE Fundamentals)

}  // namespace plenum
