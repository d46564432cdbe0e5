// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <limits>
#include <vector>

#include "workload/QueuePolicy.h"
#include "workload/Work.h"

namespace plenum {

inline constexpr std::uint32_t lane = 8;  // chips of a block, as core/sim stores them
inline constexpr double atOnce = -1.0;    // for when power is to be looked at: out of turn
inline constexpr double infinite = std::numeric_limits<double>::infinity();

/// The hands that change a WorkState, for the length of one call. Its parts: WorkJobs (phases), WorkPlaces (chips),
/// WorkQueue, WorkFailures, WorkServices, WorkSpeeds (clocks and power), WorkUse (how busy chips are).
class WorkEngine {
 public:
  WorkEngine(const WorkModel& model, WorkState& state, const WorkSurroundings& around, WorkNews& news)
      : model_(model), state_(state), around_(around), news_(news), nowS_(around.sinceStartS) {}

  void run();

  // WorkJobs
  void submit(std::uint32_t j);
  void fail(std::uint32_t j, double untilKnownS, WorkEvent event);
  void leave(std::uint32_t j, JobPhase phase);  // for good: done or cancelled
  void requeue(std::uint32_t j, JobPhase phase);
  void beginWriting(std::uint32_t j);
  void setSpeed(std::uint32_t j, double speed, JobSlowed slowed);

  // WorkPlaces
  void schedule();
  void refreshRack(std::uint32_t rack);
  void refreshBlock(std::uint32_t block);
  void setOff(std::uint32_t server, std::uint8_t bit, bool isSet);
  void release(std::uint32_t j);
  void preempt(std::uint32_t j);
  void takeOver();
  void measure(std::uint32_t rack, RackLoad::As as, double value);
  void vacate(std::uint32_t server);
  void await(const RackLine& line);
  void catchUpLoads();

  // WorkUse
  void refreshUse(std::uint32_t j);
  void refreshChips(std::uint32_t j);

 private:
  /// What a chip draws at most, with its part of the server: for placement by power.
  double wattsPerChip() const {
    return model_.rackIdleW.empty() ? 0.0 : model_.rackIdleW[0] + model_.rackSpanW[0] + model_.rackOtherIdleW[0];
  }
  using Kind = WorkEvent::Kind;
  JobRun& run(std::uint32_t j) { return state_.runs[state_.place[j]]; }
  const JobRun& run(std::uint32_t j) const { return state_.runs[state_.place[j]]; }
  double& use(std::uint32_t j) { return state_.use[state_.place[j]]; }
  const JobPlan& plan(std::uint32_t j) const { return planOf(model_, state_, j); }
  void say(WorkEvent event) { news_.events.push_back(event); }
  void push(WorkDue::Kind kind, double atS, std::uint32_t subject, std::uint32_t generation);

  // WorkJobs
  void settle(std::uint32_t j);
  void count(std::uint32_t j);
  void settleTotals();
  void enter(std::uint32_t j, JobPhase phase);
  void planFinish(std::uint32_t j);
  void planWriting(std::uint32_t j, double firstS);
  void pushWriting(std::uint32_t j);
  void writing(std::uint32_t j);
  void begin(std::uint32_t j);
  void keep(std::uint32_t j);
  void retire(std::uint32_t j);
  void resume(std::uint32_t j);
  void recover(std::uint32_t j);
  void restart(std::uint32_t j);
  void drawSoftware(std::uint32_t j);
  void happen(const WorkDue& due);
  void submissions();
  void dueEvents();
  void dropStale();
  void heapDue();
  bool isStale(const WorkDue& due) const;
  double rateOf(const JobRun& r) const;
  bool writes(std::uint32_t j) const;

  // WorkPlaces
  GangPlacer& placer();
  std::uint16_t available(std::uint32_t server) const {
    return state_.serverOff[server] ? 0 : state_.serverFree[server];
  }
  void tell(std::uint32_t server);
  std::uint32_t take(Tenant tenant, const std::vector<ServerGrant>& grants, std::uint32_t first);
  void give(Tenant tenant, std::uint32_t server, std::uint32_t chips);
  std::uint32_t newGrant();
  void freeGrant(std::uint32_t node);
  bool start(std::uint32_t j);
  std::vector<AccountNow> accounts() const;
  std::uint32_t accountOf(std::uint32_t j) const {
    return j < model_.accountOf.size() ? model_.accountOf[j] : model_.nobody;
  }
  void charge(std::uint32_t account, double chips, double forS);
  struct Reach {
    std::uint32_t all = 0;
    std::vector<std::uint32_t> ofHall;
  };
  Reach reach() const;
  std::uint32_t offServers(std::uint32_t j) const;
  bool replaceLost(std::uint32_t j);
  void keepSpares(std::uint32_t j);
  void releaseSpares(std::uint32_t j);
  std::vector<std::uint32_t> sparesOf(std::uint32_t j) const;
  bool shrink(std::uint32_t j);
  void cap(std::uint32_t j);
  std::uint32_t firstRack(std::uint32_t j) const;
  std::uint32_t rackOf(std::uint32_t server) const { return model_.servers[server].rack; }

  // WorkFailures
  void powerOf();
  void trips();
  void hazards();
  void hazardTurn(std::uint32_t server, double atS, double forS);
  double hazardAt(std::uint32_t server) const;
  void serverFails(std::uint32_t server);
  void serverReturns(std::uint32_t server);
  void softwareFails(std::uint32_t j);
  void strike(std::uint32_t server, double untilKnownS, WorkEvent event);

  // WorkServices
  void services();
  void span(std::uint32_t s);
  void window(std::uint32_t s);
  void scale(std::uint32_t s, std::uint32_t wanted);
  bool addReplica(std::uint32_t s, double readyS);
  void dropReplica(std::uint32_t s, std::uint32_t replica);
  void loseReplicas(std::uint32_t s, std::uint32_t server, const WorkEvent& event);
  void replicaReady(std::uint32_t replica);

  // WorkSpeeds
  void look();
  void limit();

  // WorkUse
  void turns();
  double useNow(std::uint32_t j) const;
  void fillBlock(std::uint32_t block);

  const WorkModel& model_;
  WorkState& state_;
  const WorkSurroundings& around_;
  WorkNews& news_;
  double nowS_;
};

}  // namespace plenum
