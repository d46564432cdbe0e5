// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/Problem.h"
#include "scenario/Scenario.h"
#include "site/Layout.h"
#include "workload/GangPlacer.h"
#include "workload/Serving.h"
#include "workload/TrainingStep.h"

namespace plenum {

// Jobs, services and what breaks under them, event by event (workload.md 1, 2, 8, 11). Nothing is done in a tick for a
// job of which nothing changes: what it has done follows from a rate and the instant since when that holds. The engine
// here knows no plant: what the plant does to it comes in by WorkSurroundings, so that it can be stepped alone.

/// An array that grows and shrinks while the campus runs; all others keep the length that the model gives them.
template <class T>
struct Growing : std::vector<T> {
  using std::vector<T>::vector;
};

/// Who holds a chip: a job by its number (those of the scenario, then those submitted by action), a service by its
/// number and serviceTenant, a load that was measured on its rack, or nobody.
using Tenant = std::uint32_t;
inline constexpr Tenant noTenant = 0xffffffff, manyTenants = 0xfffffffe, measuredTenant = 0xfffffffd,
                        serviceTenant = 0x80000000;
inline bool isService(Tenant tenant) { return tenant >= serviceTenant && tenant < measuredTenant; }
inline bool isJob(Tenant tenant) { return tenant < serviceTenant; }

/// What of a job does not change, in plain numbers. Times since the scenario's start, s.
struct JobPlan {
  std::uint64_t key = 0;  // of its draws: from its id, so that another job changes none of them
  double submitS = 0, lengthS = 0, estimateS = 0, utilisation = 0, trough = 0;
  double everyS = 0, writeS = 0, startS = 0, restartS = 0;
  double tokens = 0, stepS = 0, mfu = 0, tokensPerS = 0;  // of its model's step with all its chips; 0: a profile
  std::uint32_t chips = 0, hall = none, leastChips = 0, spareServers = 0;
  std::int32_t priority = 0;
  std::uint8_t kind = 0, isPreemptible = 0, isCheckpointAuto = 0, isTold = 0;  // isTold: the journal speaks of it
};
static_assert(sizeof(JobPlan) == 8 * 14 + 6 * 4);  // no gaps: it is hashed by its bytes

/// A job entered by action, as the state keeps it.
struct SubmittedJob {
  JobPlan plan;
  std::array<char, 64> id{};
};

enum class JobPhase : std::uint8_t {
  waiting,
  queued,
  starting,
  running,
  checkpointing,
  detecting,
  restarting,
  preempted,
  done,
  cancelled
};
enum class JobSlowed : std::uint8_t { no, heat, cap, power };

/// What of a job changes.
struct JobRun {
  // units of work: tokens, or seconds at full speed; `needed` may be infinite
  double work = 0, kept = 0, needed = 0, unitsPerS = 0;
  double lastS = 0;                                        // since when `work` counts
  double sinceS = 0, queuedS = 0, startS = -1, endS = -1;  // of its phase; of its wait; first step; expected, or end
  double resumeS = 0;                                      // end of starting, detecting or restarting
  double writeFromS = 0, writeUntilS = 0, everyS = 0;  // next checkpoint or the one being written; from one to the next
  double keptS = -1;                                   // when it was last written
  double level = 0, stepS = 0;                         // mean utilisation while it works; its step as it lies
  double speed = 1, cap = 1, powerCap = 1;             // of the clock; limits on it
  double heldChipS = 0, lostChipS = 0, unkeptChipS = 0, tokens = 0;
  double heldRate = 0, usefulRate = 0, tokenRate = 0;  // as counted in the totals
  double softwareLeft = 0;                             // hazard until its software fails
  std::uint32_t chips = 0, servers = 0, firstGrant = none, generation = 0, finishGeneration = 0;
  std::uint32_t failures = 0, lostServers = 0, placements = 0;
  JobPhase phase = JobPhase::waiting;
  JobSlowed slowed = JobSlowed::no;
  std::uint8_t isLeaving = 0, isAtHead = 0;  // gives its chips back once it has written; waits before all others
  std::uint32_t reserved = 0;
};
static_assert(sizeof(JobRun) == 8 * 27 + 8 * 4 + 4 + 4);

struct ServiceRun {
  double demandPerS = 0, servedPerS = 0, capacityPerS = 0, backlog = 0, waitS = 0, firstTokenS = 0, tokenS = 0;
  double busy = 0, tokensPerS = 0, utilisation = 0, lastS = 0, lowSinceS = -1;  // low: fewer replicas would do
  double speed = 1, cap = 1, powerCap = 1, requests = 0, tokens = 0;
  double sinceS = 0;                                                        // since when it has had `spanChips`
  double firstToken50S = 0, firstToken99S = 0, token50S = 0, token99S = 0;  // as last looked at, every half a minute
  std::uint32_t replicas = 0, loading = 0, wanted = 0, chips = 0, firstReplica = none, spanChips = 0;
};
static_assert(sizeof(ServiceRun) == 8 * 22 + 6 * 4);

/// Servers, or chips of one, that a job or a replica holds: a list within one pool.
struct GrantNode {
  std::uint32_t server = none, chips = 0, next = none, reserved = 0;
};
struct Replica {
  double readyS = 0;
  std::uint32_t service = none, firstGrant = none, next = none, isLoading = 0;
};

/// Something that is due. Events of one instant happen in the order in which they were planned; one whose subject has
/// moved on since (another generation) does not happen.
struct WorkDue {
  enum Kind : std::uint32_t { resume, finish, write, software, serverFails, serverReturns, replicaReady, measure };
  double atS = 0;
  std::uint64_t sequence = 0;
  std::uint32_t kind = 0, subject = 0, generation = 0, reserved = 0;
};

/// A line of rack loads, of a rack by its number; `none` for one that does not stand (yet, or any more).
struct RackLine {
  double value = 0.0, fromS = 0.0;
  std::uint64_t key = 0;              // of the rack's id, by which it is known when it comes
  std::uint32_t rack = none, as = 0;  // RackLoad::As
};
static_assert(sizeof(RackLine) == 32);

/// What is counted over the run; rates hold since `lastS`.
struct WorkTotals {
  double lastS = 0, heldChipS = 0, usefulChipS = 0, trainedTokens = 0, servedTokens = 0;
  double heldRate = 0, usefulRate = 0, tokenRate = 0, servedTokensPerS = 0, servedPerS = 0;
  std::uint64_t failures = 0, sequence = 0, wanderTurns = 0, hazardTurns = 0, useTurns = 0;
  std::uint64_t submitted = 0;  // of the model's jobs, in their order
  double scheduleAtS = 0, lookAtS = 0, limitW = 0, powerAtS = 0;
  double limitFactor = 0;  // while a limit holds: power measured over power reckoned; 0: none does
  std::uint64_t wantsSchedule = 0, wantsServers = 1;  // the queue, the servers are to be looked at
  std::uint64_t slowed = 0;                           // jobs and services below full clock
  // chips: held; that wait in the queue; free and whole; free, but for no job that waits; that cannot be given out
  std::uint64_t allocated = 0, queued = 0, free = 0, fragmented = 0, lost = 0, running = 0, waiting = 0;
  // jobs that are over; sums of what they waited and held; what a rise allows, W, and since when; last look at the
  // queue
  std::uint64_t done = 0, cancelled = 0;
  double waitedS = 0, turnaroundS = 0, overChipS = 0, allowedW = 0, raisedAtS = 0, queueSeenAtS = -1e9;
};

/// Made anew from the rest of the state whenever it is wanted: neither saved nor copied.
template <class T>
struct Forgotten {
  std::unique_ptr<T> value;
  Forgotten() = default;
  Forgotten(const Forgotten&) noexcept {}
  Forgotten& operator=(const Forgotten&) noexcept {
    value.reset();
    return *this;
  }
  Forgotten(Forgotten&&) noexcept = default;
  Forgotten& operator=(Forgotten&&) noexcept = default;
  ~Forgotten() = default;
};

/// What does not change.
struct WorkModel {
  std::vector<Job> jobs;               // ascending by submit, then as listed
  std::vector<JobPlan> plans;          // of them
  std::vector<std::uint32_t> setupOf;  // of every job, into `setups`; `none` for one that runs by its profile
  std::vector<TrainingSetup> setups;
  std::vector<std::uint32_t> accountOf;  // of every job, into `accounts`
  std::vector<Scheduling::Account> accounts;
  std::uint32_t nobody = 0;  // the account of user "", which is always there: of jobs entered by action
  std::vector<RackLine> rackLines;
  const FabricSpec* fabric = nullptr;  // owned by the catalogue that the layout keeps alive
  std::vector<Service> services;
  std::vector<ServingModel> serving;
  std::vector<DemandSpec> demands;  // of every service
  std::vector<std::uint32_t> serviceHall;
  Scheduling scheduling;
  Reliability reliability;
  bool isManaged = false;  // a job that lost servers gets others: the scenario speaks of failures or of scheduling
  std::uint64_t seed = 0;
  double tickS = 0.0;  // over which a utilisation is a mean; 0: at the instant
  Time start;

  std::vector<ServerPlace> servers;
  std::vector<std::uint32_t> serverFirstChip;  // padded, see rackFirstBlock of the sim's model
  std::vector<std::uint32_t> rackFirstServer;  // and behind them the count
  std::vector<std::uint32_t> rackFirstBlock;   // likewise
  std::vector<std::uint32_t> blockServer;      // of its first chip
  std::vector<float> chipSkew;                 // by padded chip; filled by the compiler of the plant, else 1
  std::uint32_t chips = 0;                     // all of them, without padding
  std::vector<double> rackIdleW, rackSpanW, rackExponent, rackLeast;  // of a chip, by rack, for power limits
  std::vector<double> rackOtherIdleW, rackOtherSpanW;                 // … of what else its server has, by chip

  std::vector<FailureSpec> failures;             // rows that strike servers
  std::vector<FailureSpec> softwareRows;         // that strike jobs
  std::vector<double> chipHazard, serverHazard;  // per second, by whole °C from hazardFromC, of a chip; of a server
  std::vector<float> serverFactor;               // of its rate: lemons
  std::vector<std::uint64_t> serverKey;          // of its draws
  double softwarePerS = 0.0;                     // of a job
};
inline constexpr int hazardFromC = 0, hazardToC = 130;

/// What changes. Arrays by padded chip, block, server, rack.
struct WorkState {
  // what of a job changes is kept from its submission until it is over, and of the last to end: by place. `place`: of
  // every job of the model, then of the submitted ones; `none` before and after
  Growing<JobRun> runs;
  Growing<std::uint32_t> place, freePlaces;
  Growing<double> use;  // of its chips, by place, now
  Growing<SubmittedJob> submitted;
  std::vector<ServiceRun> services;
  std::vector<double> serviceUse;
  Growing<std::uint32_t> active, queue;  // jobs that hold chips, as they came; that wait, the next first
  Growing<std::uint32_t> ended;          // the last of them
  Growing<std::uint32_t> large;          // active ones with a fiftieth of the campus or more: looked at every tick
  Growing<GrantNode> grants;
  Growing<Replica> replicas;
  std::uint32_t freeGrant = none, freeReplica = none;
  Growing<WorkDue> due;  // a heap
  std::vector<Tenant> chipTenant, blockTenant;
  std::vector<float> chipLoad;  // of chips in blocks of many tenants: utilisation with all that makes chips differ
  std::vector<std::uint16_t> serverFree;  // chips that nobody holds
  std::vector<std::uint8_t> serverOff;    // bits: 1 no power, 2 in repair, 4 drained, 8 a spare
  std::vector<std::uint32_t> spareOf;     // the job that a server is held for; `none`
  std::vector<float> serverWander;        // slow deviation of a server from its tenant's mean, around 1
  std::vector<double> hazardLeft;         // until it fails
  std::vector<std::uint32_t> serverFailures;
  std::vector<std::uint16_t> rackMany;  // blocks of many tenants in it
  std::vector<std::uint8_t> rackDrained, rackCapped;
  std::vector<float> rackUse;              // measured: of its chips; < 0: to be found from the power
  std::vector<double> rackTargetW;         // measured: its IT power; 0: its use was told, or nothing was
  Growing<RackLine> rackLines;             // that were told, whether their time has come or not
  std::vector<double> accountChipS;        // used by each account, older use forgotten by and by …
  std::vector<double> accountAtS;          // … until then
  std::vector<std::uint32_t> rackTripped;  // as last seen
  WorkTotals totals;

  static constexpr std::uint8_t dark = 1, inRepair = 2, drained = 4, spare = 8;
  Forgotten<GangPlacer> placer;
};

/// Calls f on every array and plain struct, always in the same order.
template <class State, class F>
void visitWork(State& s, F&& f) {
  f(s.runs), f(s.place), f(s.freePlaces), f(s.use), f(s.submitted), f(s.services), f(s.serviceUse), f(s.active);
  f(s.queue), f(s.ended), f(s.large), f(s.rackUse), f(s.rackTargetW), f(s.rackLines), f(s.accountChipS);
  f(s.accountAtS);
  f(s.grants), f(s.replicas), f(s.freeGrant), f(s.freeReplica), f(s.due), f(s.chipTenant), f(s.blockTenant);
  f(s.chipLoad), f(s.serverFree), f(s.serverOff), f(s.spareOf), f(s.serverWander), f(s.hazardLeft), f(s.serverFailures);
  f(s.rackMany), f(s.rackDrained), f(s.rackCapped), f(s.rackTripped), f(s.totals);
}

/// What the plant does to the servers; empty spans where there is none.
struct WorkSurroundings {
  Time now;
  double sinceStartS = 0;
  std::span<const std::uint8_t> isServerUp;  // has power; empty: all have
  bool hasServerChanged = false;
  std::span<const float> rackMeanC, rackMaxC;         // chips
  std::span<const std::uint32_t> throttled, tripped;  // by rack
  std::span<const float> frequency, offUntilS;        // by padded chip
  std::span<const std::uint64_t> rackCause;           // event that darkened it
  std::span<const double> hallCap;                    // on the clock, by hall
  std::span<const float> rackMarginK, rackMarginW;    // to the limits of its chips; of its supply
  double itW = 0;                                     // drawn by all racks now; 0: not known
};

struct WorkEvent {
  enum class Kind : std::uint8_t {
    started,
    queued,
    ended,
    crashed,  // of itself, or by action
    resumed,
    lostPower,  // a server of it went dark
    tripped,    // a chip of it did
    serverFailed,
    serverReturned,
    jobFailed,  // on a server that failed, or by its software
    replaced,   // goes on with another server
    shrunk,     // goes on with fewer chips
    requeued,
    preempted,
    checkpointed,
    scaledOut,
    scaledIn,
    replicaLost,
    overloaded,
    relieved
  };
  Kind kind = Kind::started;
  Tenant tenant = noTenant;
  std::uint32_t server = none, rack = none, row = none;  // row: of FailureSpec
  std::uint32_t count = 0;
  std::uint64_t cause = 0;
};
/// A phase that a job has left; of a service (by its tenant), how long it had so many chips.
struct WorkSpan {
  Tenant job = 0;
  std::uint32_t chips = 0, firstRack = none;
  JobPhase phase = JobPhase::queued;
  double fromS = 0, toS = 0;
};
struct WorkNews {
  std::vector<WorkEvent> events;
  std::vector<WorkSpan> spans;
};

/// The jobs, services and servers of a campus. What cannot be done (a model that the catalogue lacks, a layout that
/// does not divide) is left out of a job, which then runs by its profile: `problemsOf` tells.
WorkModel workOf(const Layout& layout, const Scenario& scenario);
Problems problemsOf(const Layout& layout, const Scenario& scenario);
WorkState firstState(const WorkModel& model);
/// Rates by temperature from the rows that stand in the model.
void tabulateHazards(WorkModel& model);
/// Mean utilisation of the chips of a step: what computes, and what waits for others, which may be made to burn on.
double levelOf(const TrainingStep& step, double floorShare = 0.0);

/// Brings jobs, services and servers up to an instant. Calling it twice for one instant does nothing more.
WorkNews advance(const WorkModel& model, WorkState& state, const WorkSurroundings& around);
/// The next instant at which something is due that is known now, for stepping from event to event; infinite where
/// nothing is. Services and failures of servers ask for their turns of their own (every 10 s, every second).
double nextDueS(const WorkModel& model, const WorkState& state);

// What a person may do to jobs; each says whether it could be done (an id of a reason where not, "" where it was).
const char* crashJob(const WorkModel& model, WorkState& state, const WorkSurroundings& around, const std::string& id,
                     WorkNews& news);
const char* submitJob(const WorkModel& model, WorkState& state, const WorkSurroundings& around, const SubmitJob& job);
const char* cancelJob(const WorkModel& model, WorkState& state, const WorkSurroundings& around, const std::string& id,
                      WorkNews& news);
const char* preemptJob(const WorkModel& model, WorkState& state, const WorkSurroundings& around, const std::string& id,
                       WorkNews& news);
const char* checkpointJob(const WorkModel& model, WorkState& state, const WorkSurroundings& around,
                          const std::string& id);
const char* capJob(const WorkModel& model, WorkState& state, const std::string& id, double to);
/// Racks [first, end) take nothing new, or do again.
void setDrained(const WorkModel& model, WorkState& state, std::uint32_t firstRack, std::uint32_t endRack,
                bool isDrained);
void limitPower(WorkState& state, double limitW);
/// A rack carries this load, at once or from its time on.
void loadRack(const WorkModel& model, WorkState& state, const WorkSurroundings& around, std::uint32_t rack,
              const RackLoad& load, WorkNews& news);

/// The job's number by its id; `none`.
std::uint32_t jobOf(const WorkModel& model, const WorkState& state, const std::string& id);
/// What of a job changes; of one that is yet to come or long over, what is left to say of it.
const JobRun& runOf(const WorkState& state, std::uint32_t job);
inline bool isKept(const WorkState& state, std::uint32_t job) { return state.place[job] != none; }
const JobPlan& planOf(const WorkModel& model, const WorkState& state, std::uint32_t job);
std::string jobId(const WorkModel& model, const WorkState& state, std::uint32_t job);

/// Upper limit on the clock of a tenant's chips.
double capOf(const WorkState& state, Tenant tenant);
/// β of a gang, whose chips wait for the slowest: share of its step that follows the clock; 0 for all else.
double gangClockShare(const WorkModel& model, const WorkState& state, Tenant tenant);
inline double useOf(const WorkState& state, Tenant tenant) {
  if (tenant >= measuredTenant) return 0.0;
  return isService(tenant) ? state.serviceUse[tenant - serviceTenant] : state.use[state.place[tenant]];
}
/// Exact counts and sums, for tests: chips by tenant against grants, free chips, lists. "" where all agree.
std::string contradiction(const WorkModel& model, const WorkState& state);
/// After chips have been taken over from another revision: makes all that follows from chipTenant anew, puts jobs that
/// lost chips back into the queue, and lets racks that came carry the load that was told of them.
void adopt(const WorkModel& model, WorkState& state, double sinceStartS);

}  // namespace plenum
