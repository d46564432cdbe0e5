// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "base/Hash.h"
#include "base/Random.h"
#include "workload/WorkEngine.h"

namespace plenum {
namespace {

constexpr double serviceWindowS = 10.0;
constexpr double scaleInAfterS = 300.0;
constexpr std::uint64_t demandPurpose = 0x64656d61, replicaPurpose = 0x7265706c;

}  // namespace

void WorkEngine::services() {
  for (std::uint32_t s = 0; s < state_.services.size(); ++s)
    if (nowS_ >= state_.services[s].lastS + serviceWindowS) window(s);
}

/// One window of a service: what is asked, what it can do, how many replicas it should have.
void WorkEngine::window(std::uint32_t s) {
  ServiceRun& r = state_.services[s];
  const Service& service = model_.services[s];
  const ServingModel& law = model_.serving[s];
  const bool isFirst = r.lastS < 0.0;
  const double forS = isFirst ? serviceWindowS : nowS_ - r.lastS;
  settleTotals();
  r.requests += r.servedPerS * (isFirst ? 0.0 : forS);
  r.tokens += r.tokensPerS * (isFirst ? 0.0 : forS);
  const int day = dayOfWeek(around_.now);
  const RandomKey key{model_.seed, hashOf(service.id), demandPurpose};
  // demand wanders by ±3 % from one half of a minute to the next
  const auto half = static_cast<std::uint64_t>(std::max(0.0, nowS_) / 30.0);
  r.demandPerS = demandPerS(service, model_.demands[s], hourOfDay(around_.now), day >= 5) *
                 (1.0 + 0.03 * (2.0 * randomUniform(key, half) - 1.0));
  const double asked = r.demandPerS + r.backlog / serviceWindowS;
  // the number of replicas is thought over every half a minute, at once where requests wait
  const bool isHalfMinute = std::floor(nowS_ / 30.0) > std::floor(r.lastS / 30.0);
  if (isFirst || r.backlog > 0.0 || isHalfMinute) {
    const std::uint32_t have = r.replicas + r.loading;
    const std::uint32_t wanted =
        std::min(std::max(replicasFor(law, service, asked, have), service.leastReplicas), service.mostReplicas);
    scale(s, wanted);
  }
  const std::uint32_t ready = r.replicas;
  const ServingPoint point = serve(law, asked, ready, r.speed);
  const double servedPerS = ready > 0 ? std::min(asked, point.servedPerS) : 0.0;
  const bool wasOver = r.backlog > r.demandPerS;
  r.backlog = std::max(0.0, r.backlog + (r.demandPerS - servedPerS) * forS);
  if (isFirst) r.backlog = 0.0;
  const bool isOver = r.backlog > r.demandPerS;  // a second's worth of requests waits
  if (wasOver != isOver) say({isOver ? Kind::overloaded : Kind::relieved, serviceTenant | s});
  const double tokensPerS = law.law == Service::Law::batch ? servedPerS * law.outputTokens : 0.0;
  WorkTotals& t = state_.totals;
  t.servedPerS += servedPerS - r.servedPerS, t.servedTokensPerS += tokensPerS - r.tokensPerS;
  r.servedPerS = servedPerS, r.tokensPerS = tokensPerS;
  r.capacityPerS = point.capacityPerS;
  const double behindS = point.capacityPerS > 0.0 ? r.backlog / point.capacityPerS : 0.0;
  r.waitS = point.waitS + behindS;
  r.firstTokenS = point.firstToken95S + behindS;
  r.tokenS = point.tokenS;
  // the rest of the distribution is dear, and changes with demand and replicas
  if (isFirst || isHalfMinute || r.backlog > 0.0) {
    const LatencySpread spread = latencySpread(law, asked, ready, r.speed);
    r.firstToken50S = spread.firstToken50S + behindS, r.firstToken99S = spread.firstToken99S + behindS;
    r.token50S = spread.token50S, r.token99S = spread.token99S;
  }
  r.busy = point.busy;
  r.utilisation = ready > 0 ? std::clamp(point.utilisation, 0.0, 1.0) : 0.0;
  state_.serviceUse[s] = r.utilisation;
  r.lastS = nowS_;
  span(s);
}

/// Tells how long it has had as many chips as it had, once that is over.
void WorkEngine::span(std::uint32_t s) {
  ServiceRun& r = state_.services[s];
  if (r.spanChips == r.chips) return;
  if (r.spanChips > 0 && nowS_ > r.sinceS)
    news_.spans.push_back({serviceTenant | s, r.spanChips, none, JobPhase::running, r.sinceS, nowS_});
  r.spanChips = r.chips;
  r.sinceS = nowS_;
}

/// More at once, fewer only when they have been too many for a while.
void WorkEngine::scale(std::uint32_t s, std::uint32_t wanted) {
  ServiceRun& r = state_.services[s];
  const bool isFirst = r.lastS < 0.0;
  const std::uint32_t have = r.replicas + r.loading;
  r.wanted = wanted;
  if (wanted >= have) r.lowSinceS = -1.0;
  if (wanted > have) {
    const double readyS = isFirst ? nowS_ : nowS_ + model_.services[s].load.seconds();
    std::uint32_t added = 0;
    while (have + added < wanted && addReplica(s, readyS)) ++added;
    if (added > 0) say({Kind::scaledOut, serviceTenant | s, none, none, none, added});
    return;
  }
  if (wanted == have) return;
  if (r.lowSinceS < 0.0) r.lowSinceS = nowS_;
  if (nowS_ - r.lowSinceS < scaleInAfterS) return;
  const std::uint32_t drop = have - wanted;
  for (std::uint32_t i = 0; i < drop; ++i) dropReplica(s, r.firstReplica);
  r.lowSinceS = -1.0;
  say({Kind::scaledIn, serviceTenant | s, none, none, none, drop});
}

bool WorkEngine::addReplica(std::uint32_t s, double readyS) {
  const Service& service = model_.services[s];
  ServiceRun& r = state_.services[s];
  const RandomKey key{model_.seed, hashOf(service.id), replicaPurpose};
  const auto found =
      placer().place({service.chipsPerReplica, model_.serviceHall[s], randomBits(key, r.replicas + r.loading), 0.0});
  if (!found) return false;
  std::uint32_t at = state_.freeReplica;
  if (at == none) {
    at = static_cast<std::uint32_t>(state_.replicas.size());
    state_.replicas.push_back({});
  } else {
    state_.freeReplica = state_.replicas[at].next;
  }
  const bool isLoading = readyS > nowS_;
  const auto turn = static_cast<std::uint32_t>(++state_.totals.sequence & 0x7fffffff) | 1u;
  state_.replicas[at] = {readyS, s, take(serviceTenant | s, *found, none), r.firstReplica, isLoading ? turn : 0u};
  r.firstReplica = at;
  for (const ServerGrant& g : *found) r.chips += g.chips;
  if (isLoading) {
    ++r.loading;
    push(WorkDue::replicaReady, readyS, at, turn);
  } else {
    ++r.replicas;
  }
  if (r.cap < 1.0 || r.powerCap < 1.0)
    for (const ServerGrant& g : *found) refreshRack(rackOf(g.server));
  return true;
}

void WorkEngine::replicaReady(std::uint32_t at) {
  Replica& replica = state_.replicas[at];
  replica.isLoading = 0;
  ServiceRun& r = state_.services[replica.service];
  --r.loading, ++r.replicas;
}

void WorkEngine::dropReplica(std::uint32_t s, std::uint32_t at) {
  ServiceRun& r = state_.services[s];
  for (std::uint32_t* link = &r.firstReplica; *link != none; link = &state_.replicas[*link].next)
    if (*link == at) {
      *link = state_.replicas[at].next;
      break;
    }
  Replica& replica = state_.replicas[at];
  (replica.isLoading ? r.loading : r.replicas) -= 1;
  for (std::uint32_t g = replica.firstGrant; g != none;) {
    const GrantNode node = state_.grants[g];
    give(serviceTenant | s, node.server, node.chips);
    r.chips -= node.chips;
    freeGrant(g);
    if (r.cap < 1.0 || r.powerCap < 1.0) refreshRack(rackOf(node.server));
    g = node.next;
  }
  replica = {0.0, none, none, state_.freeReplica, 0};
  state_.freeReplica = at;
}

/// All replicas that stand on a server, in full or in part.
void WorkEngine::loseReplicas(std::uint32_t s, std::uint32_t server, const WorkEvent& event) {
  for (std::uint32_t at = state_.services[s].firstReplica; at != none;) {
    const std::uint32_t next = state_.replicas[at].next;
    bool isHit = false;
    for (std::uint32_t g = state_.replicas[at].firstGrant; g != none; g = state_.grants[g].next)
      isHit = isHit || state_.grants[g].server == server;
    if (isHit) {
      dropReplica(s, at);
      WorkEvent lost = event;
      lost.kind = Kind::replicaLost;
      lost.tenant = serviceTenant | s;
      say(lost);
    }
    at = next;
  }
}

}  // namespace plenum
