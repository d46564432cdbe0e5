// SPDX-License-Identifier: Apache-2.0
// Who is asked for next: what jobs can have, what accounts have used, and a look at the queue.
#include <algorithm>
#include <memory>
#include <vector>

#include "workload/QueuePolicy.h"
#include "workload/WorkEngine.h"

namespace plenum {
namespace {

constexpr double lookEveryS = 20.0;  // backfill and ageing are looked at at least so often

}  // namespace

/// Chips that were held until now, in an account of which older use is forgotten meanwhile.
void WorkEngine::charge(std::uint32_t account, double chips, double forS) {
  const double halfS = model_.scheduling.forgetIn.seconds();
  double &usedChipS = state_.accountChipS[account], &atS = state_.accountAtS[account];
  usedChipS = stillCounted(usedChipS, nowS_ - atS, halfS) + countedOf(chips, forS, halfS);
  atS = nowS_;
}

/// What every account has used and holds, for the policies that ask; nothing for the others. To ask changes nothing.
std::vector<AccountNow> WorkEngine::accounts() const {
  const Scheduling& rules = model_.scheduling;
  const bool isFair = rules.queue == Scheduling::Queue::fairShare;
  if (!isFair && rules.accounts.empty()) return {};
  const double halfS = rules.forgetIn.seconds();
  std::vector<AccountNow> now;
  for (std::size_t a = 0; a < model_.accounts.size(); ++a)
    now.push_back({stillCounted(state_.accountChipS[a], nowS_ - state_.accountAtS[a], halfS), model_.accounts[a].weight,
                   0, model_.accounts[a].mostChips});
  for (const std::uint32_t j : state_.active) {
    const JobRun& r = run(j);
    now[accountOf(j)].heldChips += r.chips;
    now[accountOf(j)].usedChipS += countedOf(r.heldRate, nowS_ - r.lastS, halfS);  // since it was last counted
  }
  return now;
}

/// Chips that jobs can have whatever ends, of all and of every hall: racks that were measured are not theirs.
WorkEngine::Reach WorkEngine::reach() const {
  Reach reach;
  for (std::size_t s = 0; s < model_.servers.size(); ++s) {
    const ServerPlace& server = model_.servers[s];
    if (server.hall >= reach.ofHall.size()) reach.ofHall.resize(server.hall + 1, 0);
    if (server.chips == 0 || state_.chipTenant[model_.serverFirstChip[s]] == measuredTenant) continue;
    reach.all += server.chips;
    reach.ofHall[server.hall] += server.chips;
  }
  return reach;
}

void WorkEngine::schedule() {
  WorkTotals& t = state_.totals;
  if (state_.queue.empty()) {
    t.fragmented = t.wantsSchedule = 0;
    return;
  }
  if (!t.wantsSchedule && nowS_ < t.scheduleAtS) return;
  // a long queue is not gone through every second
  const bool isLong = state_.queue.size() > 100;
  if (isLong && nowS_ < t.queueSeenAtS + std::min(lookEveryS, 0.01 * double(state_.queue.size()))) return;
  t.queueSeenAtS = nowS_;
  t.wantsSchedule = 0;
  const bool isPlain = model_.scheduling.queue == Scheduling::Queue::fifo;
  if (!around_.rackMarginK.empty())
    for (std::uint32_t r = 0; r + 1 < model_.rackFirstServer.size(); ++r)
      placer().setRack(r, around_.rackMarginK[r], around_.rackMarginW.empty() ? 1e9f : around_.rackMarginW[r]);
  // of every job as it stands now; nothing is written, so that a pass over thousands of them stays in the cache
  const auto leftS = [&](std::uint32_t j, double forS) {
    const JobPlan& p = plan(j);
    const JobRun& r = run(j);
    if (!(p.estimateS > 0.0)) return infinite;
    const double share = r.needed < infinite ? std::max(0.0, 1.0 - (r.work + rateOf(r) * forS) / r.needed) : 1.0;
    return share * p.estimateS;
  };
  bool isBounded = !state_.rackLines.empty();
  for (const std::uint32_t j : state_.queue) isBounded = isBounded || plan(j).hall != none;
  const Reach within = isBounded ? reach() : Reach{model_.chips, {}};
  std::vector<QueuedJob> queued;
  queued.reserve(state_.queue.size());
  for (const std::uint32_t j : state_.queue) {
    const JobPlan& p = plan(j);
    // one that its hall cannot hold waits for another day, and holds up nobody
    if (p.hall < within.ofHall.size() && p.chips > within.ofHall[p.hall]) continue;
    queued.push_back({j, p.chips, p.priority, run(j).queuedS, leftS(j, 0.0), run(j).heldChipS, accountOf(j)});
  }
  std::vector<RunningJob> running;
  if (!isPlain) {
    running.reserve(state_.active.size());
    for (const std::uint32_t j : state_.active) {
      const JobRun& r = run(j);
      const double forS = std::max(0.0, nowS_ - r.lastS), left = leftS(j, forS);
      running.push_back({j, r.chips, plan(j).priority, plan(j).isPreemptible != 0 && r.phase == JobPhase::running,
                         nowS_ + left, left, r.heldChipS + r.heldRate * forS});
    }
  }
  const std::vector<AccountNow> owners = accounts();
  QueueView view{nowS_, static_cast<std::uint32_t>(t.free), within.all, queued, running, owners};
  QueueHands hands;
  hands.start = [this](std::uint32_t j) { return start(j); };
  hands.preempt = [this](std::uint32_t j) { preempt(j); };
  plenum::schedule(model_.scheduling, view, hands);
  t.wantsSchedule = 0;
  t.scheduleAtS = std::min(nowS_ + lookEveryS, std::max(nowS_, lookAgainS(model_.scheduling, view)));
  // chips that are free, and for nobody who waits
  t.fragmented = 0;
  std::uint32_t least = none;
  for (const std::uint32_t j : state_.queue) least = std::min(least, plan(j).chips);
  if (least != none && least <= t.free && !placer().canPlace({least, none, 0, 0.0})) t.fragmented = t.free;
  for (const std::uint32_t j : state_.queue)
    if (run(j).phase == JobPhase::queued && run(j).queuedS == nowS_ && run(j).placements == 0) say({Kind::queued, j});
}

}  // namespace plenum
