// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/Hash.h"
#include "base/Math.h"
#include "base/Random.h"
#include "workload/EventQueue.h"
#include "workload/Reliability.h"
#include "workload/WorkEngine.h"

namespace plenum {
namespace {

constexpr std::size_t longestEnded = 500;
constexpr std::uint64_t phasePurpose = 0x6e6f6973 + 1, softwarePurpose = 0x736f6674;
// what is left of a job's work when it counts as done: rounding of a clock in double
constexpr double nothingLeft = 1e-6;

bool isEarlier(const WorkDue& a, const WorkDue& b) { return a.atS != b.atS ? a.atS < b.atS : a.sequence < b.sequence; }

bool holdsChips(JobPhase phase) {
  return phase == JobPhase::starting || phase == JobPhase::running || phase == JobPhase::checkpointing ||
         phase == JobPhase::detecting || phase == JobPhase::restarting;
}
bool works(JobPhase phase) { return phase == JobPhase::running || phase == JobPhase::checkpointing; }

}  // namespace

void WorkEngine::push(WorkDue::Kind kind, double atS, std::uint32_t subject, std::uint32_t generation) {
  if (!(atS < 1e17)) return;  // never
  heap::push<WorkDue>(state_.due, {atS, ++state_.totals.sequence, kind, subject, generation, 0}, isEarlier);
}

void WorkEngine::run() {
  powerOf();
  dueEvents();
  submissions();
  trips();
  hazards();
  services();
  look();
  limit();
  schedule();
  if (state_.totals.powerAtS == atOnce) limit();  // whoever has just got his chips draws in this very tick
  turns();
}

bool WorkEngine::writes(std::uint32_t j) const {
  const JobPlan& p = plan(j);
  return p.kind == static_cast<std::uint8_t>(Job::Kind::training) && (p.everyS > 0.0 || p.isCheckpointAuto) &&
         p.writeS > 0.0;
}

double WorkEngine::rateOf(const JobRun& r) const { return works(r.phase) ? r.unitsPerS * r.speed : 0.0; }

void WorkEngine::settle(std::uint32_t j) {
  JobRun& r = run(j);
  const double forS = nowS_ - r.lastS;
  r.lastS = nowS_;
  if (!(forS > 0.0)) return;
  r.work = std::min(r.needed, r.work + rateOf(r) * forS);
  r.heldChipS += r.heldRate * forS;
  charge(accountOf(j), r.heldRate, forS);
  r.unkeptChipS += r.usefulRate * forS;
  r.tokens += r.tokenRate * forS;
  if (r.phase == JobPhase::detecting || r.phase == JobPhase::restarting) r.lostChipS += r.heldRate * forS;
}

void WorkEngine::settleTotals() {
  WorkTotals& t = state_.totals;
  const double forS = nowS_ - t.lastS;
  if (!(forS > 0.0)) return;
  t.lastS = nowS_;
  t.heldChipS += t.heldRate * forS;
  t.usefulChipS += t.usefulRate * forS;
  t.trainedTokens += t.tokenRate * forS;
  t.servedTokens += t.servedTokensPerS * forS;
}

void WorkEngine::count(std::uint32_t j) {
  settleTotals();
  JobRun& r = run(j);
  const JobPlan& p = plan(j);
  const double held = holdsChips(r.phase) ? r.chips : 0.0;
  const double kept = writes(j) && r.everyS > 0.0 ? 1.0 - p.writeS / r.everyS : 1.0;
  const double useful = works(r.phase) ? held * r.speed * kept : 0.0;
  const double tokens = works(r.phase) && p.chips > 0 && r.stepS > 0.0
                            ? p.tokensPerS * (p.stepS / r.stepS) * kept * r.speed * r.chips / p.chips
                            : 0.0;
  WorkTotals& t = state_.totals;
  t.heldRate += held - r.heldRate, t.usefulRate += useful - r.usefulRate, t.tokenRate += tokens - r.tokenRate;
  r.heldRate = held, r.usefulRate = useful, r.tokenRate = tokens;
  // nothing is left of sums of what has come and gone
  if (state_.active.empty()) t.heldRate = t.usefulRate = t.tokenRate = 0.0;
}

void WorkEngine::enter(std::uint32_t j, JobPhase phase) {
  settle(j);
  JobRun& r = run(j);
  if (nowS_ > r.sinceS && r.phase != JobPhase::waiting)
    news_.spans.push_back({j, r.chips > 0 ? r.chips : plan(j).chips, firstRack(j), r.phase, r.sinceS, nowS_});
  r.phase = phase;
  r.sinceS = nowS_;
  ++r.generation;
  ++r.finishGeneration;
  count(j);
  // under a limit of power room is made for a large job before it draws
  if (state_.totals.limitFactor > 0.0 && std::find(state_.large.begin(), state_.large.end(), j) != state_.large.end())
    state_.totals.powerAtS = atOnce;
}

void WorkEngine::planFinish(std::uint32_t j) {
  JobRun& r = run(j);
  const double rate = rateOf(r);
  r.endS = -1.0;
  ++r.finishGeneration;
  if (!(r.needed < infinite) || !(rate > 0.0)) return;
  r.endS = nowS_ + std::max(0.0, r.needed - r.work) / rate;
  push(WorkDue::finish, r.endS, j, r.finishGeneration);
}

void WorkEngine::submit(std::uint32_t j) {
  keep(j);
  JobRun& r = run(j);
  const JobPlan& p = plan(j);
  const double unit = p.tokens > 0.0 && p.tokensPerS > 0.0 ? p.tokens : p.lengthS;
  r.needed = unit > 0.0 ? unit : infinite;
  r.lastS = r.sinceS = r.queuedS = nowS_;
  enter(j, JobPhase::queued);
  state_.queue.push_back(j);
  state_.totals.queued += p.chips;
  state_.totals.waiting = state_.queue.size();
  state_.totals.wantsSchedule = 1;
}

void WorkEngine::submissions() {
  std::uint64_t& next = state_.totals.submitted;
  while (next < model_.plans.size() && model_.plans[next].submitS <= nowS_) submit(static_cast<std::uint32_t>(next++));
}

void WorkEngine::drawSoftware(std::uint32_t j) {
  JobRun& r = run(j);
  if (!(model_.softwarePerS > 0.0)) return;
  const double u = randomUniform({model_.seed, plan(j).key, softwarePurpose}, r.failures + 1000ull * r.placements);
  push(WorkDue::software, nowS_ - math::log(1.0 - u) / model_.softwarePerS, j, r.placements);
}

/// It has its chips and computes from now on.
void WorkEngine::begin(std::uint32_t j) {
  JobRun& r = run(j);
  const bool isFirst = r.startS < 0.0;
  if (isFirst) r.startS = nowS_;
  enter(j, JobPhase::running);
  r.isLeaving = 0;
  planFinish(j);
  if (writes(j)) {
    const JobPlan& p = plan(j);
    r.everyS = p.everyS;
    if (p.isCheckpointAuto) {
      const double perS = model_.chipHazard.empty()
                              ? 0.0
                              : r.chips * model_.chipHazard[60 - hazardFromC] +
                                    r.servers * model_.serverHazard[60 - hazardFromC] + model_.softwarePerS;
      if (perS > 0.0) r.everyS = dalyIntervalS(p.writeS, 1.0 / perS) + p.writeS;
      if (!(r.everyS > 0.0)) r.everyS = 3600.0;
    }
    r.everyS = std::max(r.everyS, p.writeS);
    // jobs do not write at the same second, but from a restart on the interval counts
    double firstS = nowS_ + r.everyS - p.writeS;
    if (isFirst) {
      const double phase = r.everyS * randomUniform({model_.seed, p.key, phasePurpose}, 0);
      firstS = nowS_ - std::fmod(nowS_ + phase, r.everyS);
      if (firstS + p.writeS <= nowS_) firstS += r.everyS;
    }
    planWriting(j, firstS);
    count(j);
    if (firstS <= nowS_) writing(j);
  }
  refreshUse(j);
  refreshChips(j);
}

void WorkEngine::planWriting(std::uint32_t j, double firstS) {
  JobRun& r = run(j);
  r.writeFromS = firstS;
  r.writeUntilS = firstS + plan(j).writeS;
  pushWriting(j);
}

/// A tick whose length a checkpoint shares with computing is one in which utilisation must be looked at.
void WorkEngine::pushWriting(std::uint32_t j) {
  const JobRun& r = run(j);
  double nextS = infinite;
  for (const double s : {r.writeFromS - model_.tickS, r.writeFromS, r.writeUntilS - model_.tickS, r.writeUntilS})
    if (s > nowS_) nextS = std::min(nextS, s);
  if (r.writeUntilS <= nowS_) nextS = nowS_;
  push(WorkDue::write, nextS, j, r.generation);
}

void WorkEngine::writing(std::uint32_t j) {
  JobRun& r = run(j);
  if (nowS_ >= r.writeUntilS) {
    settle(j);
    r.kept = r.work;
    r.keptS = nowS_;
    r.unkeptChipS = 0.0;
    if (r.isLeaving) return requeue(j, JobPhase::preempted);
    if (r.phase != JobPhase::running) {
      enter(j, JobPhase::running);
      planFinish(j);
    }
    planWriting(j, r.writeFromS + std::max(r.everyS, plan(j).writeS));
  } else {
    if (nowS_ >= r.writeFromS && r.phase == JobPhase::running) {
      enter(j, JobPhase::checkpointing);
      planFinish(j);
    }
    pushWriting(j);
  }
  refreshUse(j);
  refreshChips(j);
}

void WorkEngine::beginWriting(std::uint32_t j) {
  JobRun& r = run(j);
  if (r.phase == JobPhase::checkpointing) return;
  ++r.generation;
  r.writeFromS = nowS_;
  r.writeUntilS = nowS_ + plan(j).writeS;
  writing(j);
}

/// Its step ends at once and what it did since its last checkpoint is lost. `untilKnownS`: until it restarts.
void WorkEngine::fail(std::uint32_t j, double untilKnownS, WorkEvent event) {
  JobRun& r = run(j);
  if (!holdsChips(r.phase)) return;
  settle(j);
  settleTotals();
  const bool isStateless = plan(j).kind == static_cast<std::uint8_t>(Job::Kind::inference);
  if (isStateless) r.kept = r.work, r.unkeptChipS = 0.0;
  const double lostShare = r.work > 0.0 ? std::clamp((r.work - r.kept) / r.work, 0.0, 1.0) : 0.0;
  r.lostChipS += r.unkeptChipS;
  state_.totals.usefulChipS -= r.unkeptChipS;
  state_.totals.trainedTokens -= r.tokens * lostShare;
  r.tokens -= r.tokens * lostShare;
  r.unkeptChipS = 0.0;
  r.work = r.kept;
  ++r.failures;
  event.tenant = j;
  say(event);
  if (untilKnownS > 0.0) {
    enter(j, JobPhase::detecting);
    r.resumeS = nowS_ + untilKnownS;
    push(WorkDue::resume, r.resumeS, j, r.generation);
  } else {
    recover(j);
  }
  refreshUse(j);
  refreshChips(j);
}

/// What failed is known: with the servers it has, with others, with fewer, or from the queue.
void WorkEngine::recover(std::uint32_t j) {
  if (offServers(j) > 0 && model_.isManaged && !replaceLost(j) && !shrink(j)) return requeue(j, JobPhase::queued);
  restart(j);
}

void WorkEngine::restart(std::uint32_t j) {
  enter(j, JobPhase::restarting);
  JobRun& r = run(j);
  r.resumeS = nowS_ + plan(j).restartS;
  push(WorkDue::resume, r.resumeS, j, r.generation);
  refreshUse(j);
  refreshChips(j);
}

void WorkEngine::resume(std::uint32_t j) {
  JobRun& r = run(j);
  if (r.phase == JobPhase::detecting) return recover(j);
  if (offServers(j) > 0) {
    if (model_.isManaged) return recover(j);
    return;  // it waits for its servers: setOff asks again
  }
  const bool isBack = r.startS >= 0.0;
  begin(j);
  if (isBack) say({Kind::resumed, j});
}

void WorkEngine::leave(std::uint32_t j, JobPhase phase) {
  JobRun& r = run(j);
  settle(j);
  if (phase == JobPhase::cancelled) {
    // what it had not written is lost
    settleTotals();
    state_.totals.usefulChipS -= r.unkeptChipS;
    r.lostChipS += r.unkeptChipS;
  }
  r.unkeptChipS = 0.0;
  if (const auto at = std::find(state_.queue.begin(), state_.queue.end(), j); at != state_.queue.end()) {
    state_.queue.erase(at);
    state_.totals.queued -= plan(j).chips;
    state_.totals.waiting = state_.queue.size();
  }
  enter(j, phase);
  r.endS = nowS_;
  release(j);
  count(j);
  use(j) = 0.0;
  retire(j);
  say({Kind::ended, j});
}

/// A place for what of it changes.
void WorkEngine::keep(std::uint32_t j) {
  std::uint32_t& place = state_.place[j];
  if (state_.freePlaces.empty()) {
    place = static_cast<std::uint32_t>(state_.runs.size());
    state_.runs.push_back({});
    state_.use.push_back(0.0);
  } else {
    place = state_.freePlaces.back();
    state_.freePlaces.pop_back();
  }
}

/// It is counted; of the last to end all is kept, of the one that ended before them nothing.
void WorkEngine::retire(std::uint32_t j) {
  const JobRun& r = run(j);
  WorkTotals& t = state_.totals;
  ++(r.phase == JobPhase::done ? t.done : t.cancelled);
  t.waitedS += (r.startS >= 0.0 ? r.startS : nowS_) - plan(j).submitS;
  t.turnaroundS += nowS_ - plan(j).submitS;
  t.overChipS += r.heldChipS;
  state_.ended.push_back(j);
  if (state_.ended.size() <= longestEnded) return;
  const std::uint32_t first = state_.ended.front();
  state_.ended.erase(state_.ended.begin());
  std::uint32_t& place = state_.place[first];
  state_.runs[place] = JobRun{};
  state_.use[place] = 0.0;
  state_.freePlaces.push_back(place);
  place = none;
}

void WorkEngine::requeue(std::uint32_t j, JobPhase phase) {
  JobRun& r = run(j);
  enter(j, phase);
  r.isLeaving = 0;
  r.queuedS = nowS_;
  r.endS = -1.0;
  release(j);
  count(j);
  use(j) = 0.0;
  r.isAtHead = phase == JobPhase::queued;
  if (r.isAtHead)
    state_.queue.insert(state_.queue.begin(), j);
  else
    state_.queue.push_back(j);
  state_.totals.queued += plan(j).chips;
  state_.totals.waiting = state_.queue.size();
  state_.totals.wantsSchedule = 1;
  say({phase == JobPhase::preempted ? Kind::preempted : Kind::requeued, j});
}

void WorkEngine::setSpeed(std::uint32_t j, double speed, JobSlowed slowed) {
  JobRun& r = run(j);
  settle(j);
  r.speed = speed;
  r.slowed = slowed;
  count(j);
  if (works(r.phase)) planFinish(j);
  refreshUse(j);
  refreshChips(j);
}

bool WorkEngine::isStale(const WorkDue& d) const {
  if (d.kind <= WorkDue::software && !isKept(state_, d.subject)) return true;
  switch (d.kind) {
    case WorkDue::finish:
      return run(d.subject).finishGeneration != d.generation;
    case WorkDue::resume:
    case WorkDue::write:
      return run(d.subject).generation != d.generation;
    case WorkDue::software:
      return run(d.subject).placements != d.generation || run(d.subject).firstGrant == none;
    case WorkDue::serverFails:
      return state_.serverFailures[d.subject] != d.generation || (state_.serverOff[d.subject] & WorkState::inRepair);
    case WorkDue::replicaReady:
      return state_.replicas[d.subject].service == none || state_.replicas[d.subject].isLoading != d.generation;
    default:
      return false;
  }
}

void WorkEngine::happen(const WorkDue& d) {
  if (isStale(d)) return;
  switch (d.kind) {
    case WorkDue::finish: {
      settle(d.subject);
      JobRun& r = run(d.subject);
      if (r.needed - r.work > nothingLeft * std::max(1.0, r.needed)) return planFinish(d.subject);
      return leave(d.subject, JobPhase::done);
    }
    case WorkDue::resume:
      return resume(d.subject);
    case WorkDue::write:
      return writing(d.subject);
    case WorkDue::software:
      return softwareFails(d.subject);
    case WorkDue::serverFails:
      return serverFails(d.subject);
    case WorkDue::serverReturns:
      return serverReturns(d.subject);
    case WorkDue::replicaReady:
      return replicaReady(d.subject);
    case WorkDue::measure: {
      const RackLine line = state_.rackLines[d.subject];
      if (line.rack != none) measure(line.rack, static_cast<RackLoad::As>(line.as), line.value);
      return;
    }
  }
}

void WorkEngine::dueEvents() {
  const double untilS = nowS_;
  double lastS = state_.totals.lastS;
  while (!state_.due.empty() && state_.due.front().atS <= untilS) {
    const WorkDue due = heap::pop<WorkDue>(state_.due, isEarlier);
    // accounts are kept to the instant of the event, in the order of events
    nowS_ = lastS = std::clamp(due.atS, lastS, untilS);
    happen(due);
  }
  nowS_ = untilS;
  dropStale();
}

/// A job that is held back again and again leaves many ends behind that never come.
void WorkEngine::dropStale() {
  const std::size_t alive =
      4 * (state_.active.size() + state_.replicas.size()) + state_.serverFree.size() + state_.rackLines.size() + 64;
  if (state_.due.size() < 2 * alive) return;
  std::vector<WorkDue>& due = state_.due;
  std::erase_if(due, [this](const WorkDue& d) { return isStale(d); });
  heapDue();
}

void WorkEngine::heapDue() { std::sort(state_.due.begin(), state_.due.end(), isEarlier); }

}  // namespace plenum
