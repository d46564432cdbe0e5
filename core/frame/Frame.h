// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "base/Time.h"
#include "frame/Consequence.h"
#include "frame/Events.h"
#include "frame/Outlook.h"
#include "scenario/Work.h"
#include "site/Layout.h"

namespace plenum {

/// How a value came about; shown beside it.
enum class Quality : std::uint8_t { computed, sensed, imported, stale, bad };

/// The campus in numbers at an instant. Energies and amounts count from the start of the run.
struct Metrics {
  Time time;
  double itPowerW = 0, facilityPowerW = 0, coolingPowerW = 0, lossPowerW = 0, otherPowerW = 0, batteryPowerW = 0;
  double gensetPowerW = 0;
  double gridPowerW = 0, solarPowerW = 0, windPowerW = 0, storagePowerW = 0;  // storage: given, < 0: taken
  double demandW = 0, peakDemandW = 0;  // mean of the last full quarter of an hour drawn from the grid; highest so far
  double demandYuan = 0;                // of the month so far, by the tariff's demand charge
  double marketCarbonKg = 0;            // market-based account; carbonKg is location-based
  double pue = 0;                       // of this instant: facility / IT; 0 where nothing runs
  double utilisation = 0;               // mean of all chips
  double maxChipC = 0, meanChipC = 0, maxInletC = 0, maxCoolantC = 0;
  std::uint32_t hottestChip = 0, hottestInletRack = 0;
  std::uint32_t throttledChips = 0, trippedChips = 0, darkRacks = 0;
  double outdoorC = 0, wetBulbC = 0;
  double waterKgPerS = 0, carbonKgPerS = 0, priceYuanPerKwh = 0;
  double itEnergyJ = 0, facilityEnergyJ = 0, waterKg = 0, carbonKg = 0, costYuan = 0;
  double meanPue = 0, wueLPerKwh = 0, cueKgPerKwh = 0;  // over the run so far
  double throttledChipHours = 0, lostChipHours = 0;
  double maxChipSoFarC = 0, maxInletSoFarC = 0;
  double energyResidual = 0;  // worst |in − out − stored| / moved of any block over the run
  std::uint32_t runningJobs = 0, queuedJobs = 0;
  // chips that a job or service holds; that wait in the queue; that are free and whole; free, but no job that waits
  // fits in; that cannot be given out (no power, in repair, drained)
  std::uint32_t allocatedChips = 0, queuedChips = 0, freeChips = 0, fragmentedChips = 0, lostChips = 0;
  double trainedTokensPerS = 0, servedTokensPerS = 0, servedRequestsPerS = 0;
  double trainedTokens = 0, servedTokens = 0;     // over the run so far
  double usefulChipHours = 0, heldChipHours = 0;  // over the run: that ended in work kept; that jobs held
  std::uint32_t failuresSoFar = 0;
  std::uint32_t activeAlarms = 0;
};

/// State of equipment that runs, for faceplates and pictures.
enum class Running : std::uint8_t { off, starting, on, failed, dark };

/// What may be seen of one instant. Immutable and shared: keep it as long as you like, from any thread. Arrays are
/// indexed like the Layout of the same revision. Temperatures °C, powers W, flows kg/s, fractions 0…1.
/// Where a power device gets its power from.
enum class Fed : std::uint8_t { normal, alternate, standby, battery, bypass, tie, nothing, storage };
enum class Contact : std::uint8_t { open, closed, tripped };

struct Frame {
  LayoutPtr layout;
  std::uint64_t revision = 0;
  std::uint64_t sequence = 0;  // of publishing
  std::int64_t tick = 0;
  Time time;
  Time start;

  struct Chips {
    std::vector<float> dieC, utilisation, frequency, powerW;
  } chips;
  struct Racks {
    std::vector<float> powerW, inletC, outletC, coolantInC, coolantOutC, flowKgPerS, maxChipC, meanChipC, maxMemoryC,
        utilisation, airFlowM3PerS, throttled;            // throttled: chips below full clock
    std::vector<std::uint8_t> isEnergised, isOnA, isOnB;  // has power at all; at either cord
    // heat given to coolant and air; taken by its rear door, out of that of the air; what chips, plates and chassis
    // took up, < 0: gave back. In its last step
    std::vector<float> coolantHeatW, airHeatW, doorHeatW, storedW;
    std::vector<float> batteryFraction;    // of its own battery shelf; empty where no rack has one
    std::vector<std::uint64_t> darkCause;  // sequence of the event that it is dark for; 0: it is not
  } racks;
  struct Halls {
    std::vector<float> itPowerW, coldAisleC, hotAisleC, supplyAirC, maxChipC, maxInletC, airRatio,  // supply / IT air
        setpointC, humidity,  // of the supply air; relative, of the cold aisle
        // cold aisle above hot aisle; of what the racks draw, that comes from the hot side; of what is supplied, that
        // goes past the racks
        aislePressurePa, recirculation, bypass;
  } halls;
  struct Loops {
    std::vector<float> supplyC, returnC, flowKgPerS, heatW, setpointC, levelFraction;
  } loops;
  struct Cdus {
    std::vector<float> heatW, primaryInC, primaryOutC, primaryFlowKgPerS, secondaryFlowKgPerS, pumpSpeed, valve, powerW,
        headroomW;
    std::vector<std::uint32_t> firstPump;  // of each CDU in `pumpState`, and behind them the count
    std::vector<Running> pumpState;
    std::vector<Running> state;
  } cdus;
  struct FanWalls {
    std::vector<float> heatW, airInC, airOutC, fanSpeed, valve, waterOutC, powerW, headroomW;
    std::vector<Running> state;
  } fanWalls;
  struct Circuits {
    std::vector<float> supplyC, returnC, flowKgPerS, heatW, setpointC, condenserSupplyC, condenserReturnC, waterKgPerS,
        headroomW, dpPa, pumpSpeed, rejection, basinLevel, evaporationKgPerS, driftKgPerS, blowdownKgPerS, economiserW;
    std::vector<std::uint8_t> mode;  // 0 chillers alone, 1 both, 2 economiser alone
    std::vector<std::uint8_t> isIsolated, isMakeUpLost;
  } circuits;
  struct Pumps {
    std::vector<float> speed, flowKgPerS, powerW;
    std::vector<Running> state;
  } pumps;
  struct Chillers {
    std::vector<float> coolingW, powerW, partLoad, cop, leavingC, enteringCondenserC;
    std::vector<std::uint8_t> isExtrapolated;
    std::vector<Running> state;
  } chillers;
  struct Towers {  // and, behind them in the same order, nothing else
    std::vector<float> heatW, fanSpeed, powerW, leavingC, waterKgPerS;
    std::vector<Running> state;
  } towers;
  struct Exchangers {
    std::vector<float> heatW;
    std::vector<Running> state;
  } exchangers;
  struct Tanks {
    std::vector<float> topC, bottomC, charge, heatW;  // heatW: what it takes from the supply, < 0: gives
    std::vector<Running> state;
  } tanks;
  struct Lakes {
    std::vector<float> intakeC, dischargeC, heatW, powerW;
    std::vector<Running> state;
  } lakes;
  struct DryCoolers {
    std::vector<float> heatW, fanSpeed, powerW, leavingC;
    std::vector<Running> state;
  } dryCoolers;
  struct Power {
    std::vector<float> outputW, inputW, lossW, loadFraction, batteryFraction, fuelFraction;
    std::vector<float> batteryMinutes, fuelHours;  // at the load of now; < 0: there is none
    std::vector<float> frequencyHz;                // of gensets that run; 0 otherwise
    std::vector<Fed> fed;
    std::vector<std::uint64_t> darkCause;     // as of racks
    std::vector<std::uint32_t> firstBreaker;  // of each device in the next three, and behind them the count
    std::vector<Contact> contact;
    std::vector<float> breakerLoad, breakerHeat;  // current over its setting; heating over that which trips it
    std::vector<std::uint8_t> isHeld;             // opened or closed by hand, or stuck
    std::vector<Running> state;
  } power;

  /// Dense by pointIndex (site/Points.h): what the plant's own sensors say and where its organs stand.
  struct Points {
    std::vector<float> measured;
    std::vector<Quality> quality;    // sensed, or bad for a lost sensor
    std::vector<std::uint8_t> mode;  // organs: 0 automatic, 1 by hand, 2 stuck
  } points;
  /// What happens if nobody does anything, as last looked ahead; null before.
  std::shared_ptr<const Outlook> outlook;
  /// What fails worst, as last screened; null before.
  std::shared_ptr<const Consequence> consequence;

  Metrics metrics;
  std::shared_ptr<const Log<Metrics>> history;  // every 10 s, after a week 60 s, after a month 600 s
  std::shared_ptr<const Log<Event>> events;
  std::vector<ActiveAlarm> alarms;  // standing, most urgent first
  /// Jobs that wait or run, and those that ended last (at most 500 of them).
  struct JobLine {
    enum class Phase : std::uint8_t {
      waiting,  // not yet submitted
      queued,
      starting,
      running,
      checkpointing,
      detecting,  // it has failed, and that is being found out
      restarting,
      preempted,
      done,
      cancelled,
      serving  // of a service: its replicas answer
    };
    /// What holds its chips below full speed, the most first.
    enum class Slowed : std::uint8_t { no, heat, cap, power };
    std::string id;
    Name name;
    Job::Kind kind = Job::Kind::training;
    Industry industry = Industry::unsaid;
    std::string user;
    std::string model;  // that it trains; "": a profile
    int state = 0;      // 0 queued, 1 running, 2 restarting, 3 done
    Phase phase = Phase::queued;
    Slowed slowed = Slowed::no;
    std::uint32_t chips = 0;
    int priority = 0;
    float utilisation = 0;
    float speed = 0;           // of its full clock's, now; 0 where it stands
    float progress = -1;       // 0 … 1; < 0: it has no end
    float lostChipHours = 0;   // to failures and restarts so far
    float mfu = 0, stepS = 0;  // of a job that names its model; 0: not known
    std::uint32_t failures = 0;
    double submitS = 0, startS = -1,
           endS = -1;            // since the scenario's start; < 0: not yet. endS: expected, while it runs
    double checkpointAgeS = -1;  // < 0: it writes none
    double tokensDone = 0;
    struct Part {  // of the job, in one rack
      std::uint32_t rack = none, chips = 0;
      double powerW = 0;  // of these chips, without the rest of their servers
    };
    std::vector<Part> parts;  // ascending by rack; empty unless it holds chips
  };
  std::vector<JobLine> jobs;
  struct ServiceLine {
    std::string id;
    Name name;
    Industry industry = Industry::cloudApi;
    std::string model;
    std::uint32_t chips = 0, replicas = 0, wantedReplicas = 0, loadingReplicas = 0;
    double requestsPerS = 0, capacityPerS = 0, servedPerS = 0, backlog = 0;  // backlog: requests that wait
    double firstTokenS = 0, firstTokenWithinS = 0, tokenS = 0, tokenWithinS = 0, waitS = 0;  // first token: 95 %
    double firstToken50S = 0, firstToken99S = 0, token50S = 0, token99S = 0;  // of requests; of tokens; law batch
    double batch = 0;                                                         // requests that a replica works on, mean
    double tokensPerS = 0;                                                    // of output
    double tokensPerJ = 0;                                                    // … by the power of its chips
    double powerW = 0;                                                        // of its chips
    double allInW = 0;       // with its share of servers, network, cooling and losses: rack power by chips, times PUE
    double yuanPerHour = 0;  // of electricity, at the price of now
    double requests = 0, tokens = 0;  // answered since the start
    Service::Law law = Service::Law::batch;
    float utilisation = 0;
    bool isWithin = true;  // its objective
    std::vector<JobLine::Part> parts;
  };
  std::vector<ServiceLine> services;
  /// How a service stood at one time of the run; demand is held against its objective with it.
  struct ServiceMoment {
    Time time;
    std::uint32_t service = 0;  // index into `services`
    std::uint32_t replicas = 0, wanted = 0, chips = 0;
    float requestsPerS = 0, servedPerS = 0, capacityPerS = 0, backlog = 0;
    float firstToken50S = 0, firstToken95S = 0, firstToken99S = 0;
    float tokenS = 0, token50S = 0, token99S = 0;  // tokenS: mean
    float tokensPerS = 0, utilisation = 0;
  };
  /// Of all of them every 30 s, less often in long runs and where there are many; ascending by time, then by service.
  std::shared_ptr<const Log<ServiceMoment>> serviceHistory;
  /// Whose each chip is, dense by chip: index into `jobs`, or jobs.size() + index into `services`; `none`.
  std::vector<std::uint32_t> chipTenant;
  /// What a job was in, from when to when; appended when it leaves a phase.
  struct JobSpan {
    std::string job;
    JobLine::Phase phase = JobLine::Phase::queued;
    Time from, to;
    std::uint32_t chips = 0, firstRack = none;
  };
  std::shared_ptr<const Log<JobSpan>> spans;
  std::vector<std::uint8_t> isRackDrained;   // by rack
  std::vector<std::uint8_t> isRackMeasured;  // carries a load that was measured, and no jobs
};
using FramePtr = std::shared_ptr<const Frame>;

}  // namespace plenum
