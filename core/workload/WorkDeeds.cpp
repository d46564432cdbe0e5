// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/Hash.h"
#include "workload/QueuePolicy.h"
#include "workload/WorkEngine.h"

namespace plenum {
namespace {

constexpr const char* done = "";
constexpr const char* unknown = "event.unknown-job";

bool isComputing(const JobRun& r) { return r.phase == JobPhase::running || r.phase == JobPhase::checkpointing; }
bool isOver(const JobRun& r) { return r.phase == JobPhase::done || r.phase == JobPhase::cancelled; }

}  // namespace

WorkNews advance(const WorkModel& model, WorkState& state, const WorkSurroundings& around) {
  WorkNews news;
  WorkEngine(model, state, around, news).run();
  return news;
}

double nextDueS(const WorkModel& model, const WorkState& state) {
  double nextS = std::numeric_limits<double>::infinity();
  if (!state.due.empty()) nextS = state.due.front().atS;
  if (state.totals.submitted < model.plans.size()) nextS = std::min(nextS, model.plans[state.totals.submitted].submitS);
  return nextS;
}

const char* crashJob(const WorkModel& model, WorkState& state, const WorkSurroundings& around, const std::string& id,
                     WorkNews& news) {
  const std::uint32_t j = jobOf(model, state, id);
  if (j == none) return unknown;
  if (!isComputing(runOf(state, j))) return "event.job-not-running";
  WorkEngine(model, state, around, news).fail(j, 0.0, {WorkEvent::Kind::crashed, j});
  return done;
}

const char* submitJob(const WorkModel& model, WorkState& state, const WorkSurroundings& around, const SubmitJob& job) {
  constexpr std::size_t most = 10'000;
  if (jobOf(model, state, job.job) != none) return "event.job-exists";
  if (job.job.empty() || job.job.size() >= SubmittedJob{}.id.size()) return "event.job-name";
  if (job.chips == 0 || job.chips > model.chips) return "event.job-chips";
  if (job.length.us < 0 || !(job.utilisation.si > 0.0 && job.utilisation.si <= 1.0)) return "event.job-numbers";
  if (state.submitted.size() >= most) return "event.job-many";
  const Job usual;
  SubmittedJob made;
  std::memcpy(made.id.data(), job.job.data(), job.job.size());
  JobPlan& p = made.plan;
  p.key = hashOf(job.job);
  p.submitS = around.sinceStartS;
  p.lengthS = job.length.seconds();
  p.estimateS = guessOf(p.lengthS, model.scheduling.estimateSigma, model.seed, p.key);
  p.utilisation = job.utilisation.si;
  p.trough = usual.trough;
  p.everyS = usual.checkpointEvery.seconds(), p.writeS = usual.checkpointFor.seconds();
  p.restartS = usual.restart.seconds();
  p.chips = job.chips;
  p.kind = static_cast<std::uint8_t>(job.kind);
  p.isTold = 1;
  state.submitted.push_back(made);
  state.place.push_back(none);
  WorkNews news;
  WorkEngine(model, state, around, news).submit(static_cast<std::uint32_t>(state.place.size() - 1));
  return done;
}

const char* cancelJob(const WorkModel& model, WorkState& state, const WorkSurroundings& around, const std::string& id,
                      WorkNews& news) {
  const std::uint32_t j = jobOf(model, state, id);
  if (j == none) return unknown;
  if (isOver(runOf(state, j))) return "event.job-over";
  if (!isKept(state, j)) return "event.job-not-yet";
  WorkEngine(model, state, around, news).leave(j, JobPhase::cancelled);
  return done;
}

const char* preemptJob(const WorkModel& model, WorkState& state, const WorkSurroundings& around, const std::string& id,
                       WorkNews& news) {
  const std::uint32_t j = jobOf(model, state, id);
  if (j == none) return unknown;
  if (!isKept(state, j)) return "event.job-not-running";
  JobRun& r = state.runs[state.place[j]];
  if (r.firstGrant == none) return "event.job-not-running";
  if (r.isLeaving) return "event.job-leaving";
  WorkEngine engine(model, state, around, news);
  const bool isWriter = planOf(model, state, j).kind == static_cast<std::uint8_t>(Job::Kind::training) &&
                        planOf(model, state, j).writeS > 0.0 &&
                        (planOf(model, state, j).everyS > 0.0 || planOf(model, state, j).isCheckpointAuto);
  if (!isWriter || !isComputing(r)) {
    engine.preempt(j);
    return done;
  }
  r.isLeaving = 1;
  engine.beginWriting(j);
  return done;
}

const char* checkpointJob(const WorkModel& model, WorkState& state, const WorkSurroundings& around,
                          const std::string& id) {
  const std::uint32_t j = jobOf(model, state, id);
  if (j == none) return unknown;
  if (runOf(state, j).phase != JobPhase::running) return "event.job-not-running";
  const JobPlan& p = planOf(model, state, j);
  if (p.kind != static_cast<std::uint8_t>(Job::Kind::training) || !(p.writeS > 0.0)) return "event.job-writes-none";
  WorkNews news;
  WorkEngine(model, state, around, news).beginWriting(j);
  return done;
}

const char* capJob(const WorkModel& model, WorkState& state, const std::string& id, double to) {
  const double cap = std::clamp(to, 0.1, 1.0);
  const std::uint32_t j = jobOf(model, state, id);
  if (j != none) {
    if (isOver(runOf(state, j))) return "event.job-over";
    if (!isKept(state, j)) return "event.job-not-yet";
    state.runs[state.place[j]].cap = cap;
  } else {
    std::uint32_t s = 0;
    while (s < model.services.size() && model.services[s].id != id) ++s;
    if (s == model.services.size()) return unknown;
    state.services[s].cap = cap;
  }
  const WorkSurroundings nowhere;
  WorkNews news;
  WorkEngine engine(model, state, nowhere, news);
  for (std::uint32_t r = 0; r + 1 < model.rackFirstServer.size(); ++r) engine.refreshRack(r);
  state.totals.lookAtS = 0.0;
  return done;
}

void setDrained(const WorkModel& model, WorkState& state, std::uint32_t firstRack, std::uint32_t endRack,
                bool isDrained) {
  const WorkSurroundings nowhere;
  WorkNews news;
  WorkEngine engine(model, state, nowhere, news);
  for (std::uint32_t r = firstRack; r < endRack; ++r) {
    state.rackDrained[r] = isDrained;
    for (std::uint32_t s = model.rackFirstServer[r]; s < model.rackFirstServer[r + 1]; ++s)
      engine.setOff(s, WorkState::drained, isDrained);
  }
}

void limitPower(WorkState& state, double limitW) {
  state.totals.limitW = std::max(0.0, limitW);
  state.totals.powerAtS = 0.0;
}

std::string contradiction(const WorkModel& model, const WorkState& state) {
  if (state.place.size() != model.jobs.size() + state.submitted.size() || state.use.size() != state.runs.size())
    return "number of jobs";
  std::vector<std::uint8_t> taken(state.runs.size(), 0);
  for (const auto* list : {&state.place, &state.freePlaces})
    for (const std::uint32_t at : *list)
      if (at != none && (at >= taken.size() || taken[at]++)) return "places of jobs";
  if (std::find(taken.begin(), taken.end(), 0) != taken.end()) return "places of nobody";
  if (state.accountChipS.size() != model.accounts.size() || state.accountAtS.size() != model.accounts.size())
    return "accounts";
  const auto isTenant = [&](Tenant t) {
    return t == noTenant || t == measuredTenant ||
           (isService(t) ? t - serviceTenant < state.services.size() : t < state.place.size() && isKept(state, t));
  };
  for (const Tenant t : state.chipTenant)
    if (!isTenant(t)) return "tenants of chips";
  for (const auto* list : {&state.active, &state.queue, &state.ended, &state.large})
    for (const std::uint32_t j : *list)
      if (j >= state.place.size() || !isKept(state, j)) return "lists of jobs";
  for (const WorkDue& due : state.due) {
    const std::size_t count = due.kind == WorkDue::measure        ? state.rackLines.size()
                              : due.kind == WorkDue::replicaReady ? state.replicas.size()
                              : due.kind >= WorkDue::serverFails  ? model.servers.size()
                                                                  : state.place.size();
    if (due.kind > WorkDue::measure || due.subject >= count) return "what is due";
  }
  for (const RackLine& line : state.rackLines)
    if ((line.rack != none && line.rack + 1 >= model.rackFirstServer.size()) ||
        line.as > static_cast<std::uint32_t>(RackLoad::As::released))
      return "loads of racks";
  std::vector<std::uint32_t> held(model.servers.size(), 0), measured(model.servers.size(), 0);
  std::uint64_t allocated = 0, free = 0, lost = 0;
  for (std::size_t s = 0; s < model.servers.size(); ++s) {
    for (std::uint32_t c = 0; c < model.servers[s].chips; ++c) {
      held[s] += state.chipTenant[model.serverFirstChip[s] + c] != noTenant;
      measured[s] += state.chipTenant[model.serverFirstChip[s] + c] == measuredTenant;
    }
    if (measured[s] != 0 && measured[s] != model.servers[s].chips) return "measured server " + std::to_string(s);
    if (held[s] + state.serverFree[s] != model.servers[s].chips) return "free chips of server " + std::to_string(s);
    allocated += held[s];
    (state.serverOff[s] ? lost : free) += state.serverFree[s];
  }
  for (std::size_t s = 0; s < model.servers.size(); ++s) {
    const std::uint32_t job = state.spareOf[s];
    if ((job != none) != ((state.serverOff[s] & WorkState::spare) != 0)) return "spares";
    if (job == none) continue;
    if (held[s] > 0 || job >= state.place.size() || runOf(state, job).firstGrant == none) return "spares in use";
  }
  const WorkTotals& t = state.totals;
  if (allocated != t.allocated || free != t.free || lost != t.lost) return "counts of chips";
  if (allocated + free + lost != model.chips) return "chips in all";
  std::vector<std::uint32_t> granted(model.servers.size(), 0);
  const auto check = [&](Tenant tenant, std::uint32_t first, std::uint32_t chips, bool isAll) {
    std::uint32_t sum = 0;
    std::size_t seen = 0;
    for (std::uint32_t g = first; g != none; g = state.grants[g].next) {
      if (g >= state.grants.size() || ++seen > state.grants.size()) return false;
      const GrantNode& node = state.grants[g];
      if (node.server >= granted.size()) return false;
      sum += node.chips;
      granted[node.server] += node.chips;
      std::uint32_t its = 0;
      for (std::uint32_t c = 0; c < model.servers[node.server].chips; ++c)
        its += state.chipTenant[model.serverFirstChip[node.server] + c] == tenant;
      if (its < node.chips) return false;
    }
    return !isAll || sum == chips;
  };
  std::size_t holders = 0;
  for (std::uint32_t j = 0; j < state.place.size(); ++j) {
    const JobRun& r = runOf(state, j);
    if (!check(j, r.firstGrant, r.chips, true)) return "grants of job " + std::to_string(j);
    holders += r.firstGrant != none;
  }
  if (holders != state.active.size() || t.running != holders) return "list of active jobs";
  if (t.waiting != state.queue.size()) return "list of waiting jobs";
  for (std::uint32_t s = 0; s < state.services.size(); ++s) {
    std::uint32_t replicas = 0;
    for (std::uint32_t at = state.services[s].firstReplica; at != none; at = state.replicas[at].next, ++replicas)
      if (at >= state.replicas.size() || replicas > state.replicas.size() ||
          !check(serviceTenant | s, state.replicas[at].firstGrant, 0, false))
        return "grants of service " + std::to_string(s);
    if (replicas != state.services[s].replicas + state.services[s].loading) return "replicas";
  }
  for (std::size_t s = 0; s < held.size(); ++s)
    if (held[s] != granted[s] + measured[s]) return "grants of server " + std::to_string(s);
  for (std::uint32_t b = 0; b < state.blockTenant.size(); ++b) {
    const Tenant first = state.chipTenant[std::size_t{b} * 8];
    if (state.blockTenant[b] != manyTenants && state.blockTenant[b] != first) return "block " + std::to_string(b);
  }
  return {};
}

void adopt(const WorkModel& model, WorkState& state, double sinceStartS) {
  WorkSurroundings around;
  around.sinceStartS = sinceStartS;
  around.now = model.start + Duration{static_cast<std::int64_t>(sinceStartS * 1e6)};
  WorkNews news;
  WorkEngine engine(model, state, around, news);
  engine.takeOver();
  engine.catchUpLoads();
}

}  // namespace plenum
