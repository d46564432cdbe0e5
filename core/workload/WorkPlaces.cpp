// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "workload/Topology.h"
#include "workload/WorkEngine.h"

namespace plenum {
namespace {

constexpr std::uint32_t largeShare = 50;

}  // namespace

GangPlacer& WorkEngine::placer() {
  if (!state_.placer.value) {
    state_.placer.value = std::make_unique<GangPlacer>(model_.servers, model_.scheduling.placement, model_.seed);
    if (model_.scheduling.placement == Scheduling::Placement::fgd && !model_.plans.empty()) {
      std::vector<std::uint32_t> usual;
      for (const JobPlan& p : model_.plans) usual.push_back(p.chips);
      state_.placer.value->setUsual(usual);
    }
    for (std::uint32_t s = 0; s < model_.servers.size(); ++s) {
      state_.placer.value->setFree(s, available(s));
      if (model_.serverFactor[s] != 1.0f) state_.placer.value->setFailures(s, model_.serverFactor[s]);
    }
  }
  return *state_.placer.value;
}

/// The placer knows what it is told.
void WorkEngine::tell(std::uint32_t server) {
  if (state_.placer.value) state_.placer.value->setFree(server, available(server));
}

std::uint32_t WorkEngine::newGrant() {
  if (state_.freeGrant == none) {
    state_.grants.push_back({});
    return static_cast<std::uint32_t>(state_.grants.size() - 1);
  }
  const std::uint32_t node = state_.freeGrant;
  state_.freeGrant = state_.grants[node].next;
  return node;
}
void WorkEngine::freeGrant(std::uint32_t node) {
  state_.grants[node] = {none, 0, state_.freeGrant, 0};
  state_.freeGrant = node;
}

/// Gives free chips to a tenant; returns the list of its grants, `first` behind them.
std::uint32_t WorkEngine::take(Tenant tenant, const std::vector<ServerGrant>& grants, std::uint32_t first) {
  std::uint32_t head = first;
  for (auto g = grants.rbegin(); g != grants.rend(); ++g) {
    const std::uint32_t from = model_.serverFirstChip[g->server];
    std::uint32_t left = g->chips;
    for (std::uint32_t c = 0; c < model_.servers[g->server].chips && left > 0; ++c)
      if (state_.chipTenant[from + c] == noTenant) state_.chipTenant[from + c] = tenant, --left;
    state_.serverFree[g->server] = static_cast<std::uint16_t>(state_.serverFree[g->server] - g->chips);
    state_.totals.free -= g->chips;
    state_.totals.allocated += g->chips;
    const std::uint32_t node = newGrant();
    state_.grants[node] = {g->server, g->chips, head, 0};
    head = node;
    tell(g->server);
    for (std::uint32_t b = from / lane; b <= (from + model_.servers[g->server].chips - 1) / lane; ++b) refreshBlock(b);
  }
  return head;
}

void WorkEngine::give(Tenant tenant, std::uint32_t server, std::uint32_t chips) {
  const std::uint32_t from = model_.serverFirstChip[server];
  std::uint32_t left = chips;
  for (std::uint32_t c = model_.servers[server].chips; c-- > 0 && left > 0;)
    if (state_.chipTenant[from + c] == tenant) state_.chipTenant[from + c] = noTenant, --left;
  state_.serverFree[server] = static_cast<std::uint16_t>(state_.serverFree[server] + chips);
  (state_.serverOff[server] ? state_.totals.lost : state_.totals.free) += chips;
  state_.totals.allocated -= chips;
  state_.totals.wantsSchedule = 1;
  tell(server);
  for (std::uint32_t b = from / lane; b <= (from + model_.servers[server].chips - 1) / lane; ++b) refreshBlock(b);
}

void WorkEngine::refreshBlock(std::uint32_t b) {
  std::uint32_t server = model_.blockServer[b];
  const std::uint32_t rack = rackOf(server), endServer = model_.rackFirstServer[rack + 1];
  const std::uint32_t endChip =
      std::min((b + 1) * lane, model_.serverFirstChip[endServer - 1] + model_.servers[endServer - 1].chips);
  const Tenant first = state_.chipTenant[b * lane];
  Tenant all = first;
  for (std::uint32_t c = b * lane + 1; c < endChip; ++c)
    if (state_.chipTenant[c] != first) all = manyTenants;
  Tenant& known = state_.blockTenant[b];
  if ((known == manyTenants) != (all == manyTenants)) {
    std::uint16_t& many = state_.rackMany[rack];
    many = static_cast<std::uint16_t>(all == manyTenants ? many + 1 : many - 1);
  }
  known = all;
  if (all == manyTenants) fillBlock(b);
}

void WorkEngine::setOff(std::uint32_t server, std::uint8_t bit, bool isSet) {
  std::uint8_t& off = state_.serverOff[server];
  const bool wasOff = off != 0;
  off = static_cast<std::uint8_t>(isSet ? off | bit : off & ~bit);
  if (wasOff == (off != 0)) return;
  const std::uint16_t chips = state_.serverFree[server];
  WorkTotals& t = state_.totals;
  if (off) {
    t.free -= chips, t.lost += chips;
  } else {
    t.free += chips, t.lost -= chips;
    t.wantsSchedule = 1;
  }
  tell(server);
}

bool WorkEngine::start(std::uint32_t j) {
  const JobPlan& p = plan(j);
  JobRun& r = run(j);
  const auto found = placer().place({p.chips, p.hall, p.key + r.placements, wattsPerChip()});
  if (!found) return false;
  r.firstGrant = take(j, *found, none);
  r.servers = static_cast<std::uint32_t>(found->size());
  r.chips = 0;
  for (const ServerGrant& g : *found) r.chips += g.chips;
  ++r.placements;
  r.speed = 1.0, r.slowed = JobSlowed::no;
  const bool hasUnits = p.tokens > 0.0 && p.tokensPerS > 0.0;
  r.unitsPerS = hasUnits ? p.tokensPerS : 1.0;
  r.level = p.utilisation;
  r.stepS = p.stepS;
  if (j < model_.setupOf.size() && model_.setupOf[j] != none && model_.fabric) {
    // how it lies in the network says how long its step is
    const TrainingSetup& compact = model_.setups[model_.setupOf[j]];
    if (const auto step = trainingStep(placed(compact, *model_.fabric, spreadOf(model_.servers, *found)))) {
      r.level = levelOf(*step, model_.scheduling.floorShare);
      if (hasUnits) r.unitsPerS *= p.stepS / step->stepS;
      r.stepS = step->stepS;
    }
  }
  state_.queue.erase(std::find(state_.queue.begin(), state_.queue.end(), j));
  state_.totals.queued -= p.chips;
  state_.totals.waiting = state_.queue.size();
  state_.active.push_back(j);
  if (std::uint64_t{r.chips} * largeShare >= model_.chips) state_.large.push_back(j);
  state_.totals.running = state_.active.size();
  r.isAtHead = 0;
  keepSpares(j);
  if (r.cap < 1.0) cap(j);
  const bool wasRunning = r.startS >= 0.0;
  enter(j, wasRunning ? JobPhase::restarting : JobPhase::starting);
  say({Kind::started, j});
  drawSoftware(j);
  const double forS = wasRunning ? p.restartS : p.startS;
  if (forS > 0.0) {
    r.resumeS = nowS_ + forS;
    push(WorkDue::resume, r.resumeS, j, r.generation);
    refreshUse(j);
    refreshChips(j);
  } else {
    begin(j);
  }
  return true;
}

void WorkEngine::release(std::uint32_t j) {
  JobRun& r = run(j);
  const bool isCapped = r.cap < 1.0 || r.powerCap < 1.0;
  releaseSpares(j);
  for (std::uint32_t g = r.firstGrant; g != none;) {
    const GrantNode node = state_.grants[g];
    give(j, node.server, node.chips);
    freeGrant(g);
    if (isCapped) refreshRack(rackOf(node.server));
    g = node.next;
  }
  if (r.firstGrant != none)
    if (const auto at = std::find(state_.active.begin(), state_.active.end(), j); at != state_.active.end())
      state_.active.erase(at);
  std::vector<std::uint32_t>& large = state_.large;
  std::erase(large, j);
  state_.totals.running = state_.active.size();
  r.firstGrant = none;
  r.chips = r.servers = 0;
  r.speed = 1.0, r.powerCap = 1.0;
  r.slowed = JobSlowed::no;
}

std::uint32_t WorkEngine::firstRack(std::uint32_t j) const {
  const std::uint32_t g = run(j).firstGrant;
  return g == none ? none : rackOf(state_.grants[g].server);
}

std::uint32_t WorkEngine::offServers(std::uint32_t j) const {
  std::uint32_t off = 0;
  for (std::uint32_t g = run(j).firstGrant; g != none; g = state_.grants[g].next)
    off += (state_.serverOff[state_.grants[g].server] & ~WorkState::drained) != 0;
  return off;
}

std::vector<std::uint32_t> WorkEngine::sparesOf(std::uint32_t j) const {
  std::vector<std::uint32_t> spares;
  if (plan(j).spareServers == 0) return spares;
  for (std::uint32_t s = 0; s < state_.spareOf.size(); ++s)
    if (state_.spareOf[s] == j) spares.push_back(s);
  return spares;
}

/// Holds as many whole servers warm as the job wants and as are free: they idle, and nobody else gets them.
void WorkEngine::keepSpares(std::uint32_t j) {
  const JobPlan& p = plan(j);
  const JobRun& r = run(j);
  if (p.spareServers == 0 || r.firstGrant == none) return;
  const std::uint32_t chips = model_.servers[state_.grants[r.firstGrant].server].chips;
  for (std::size_t kept = sparesOf(j).size(); kept < p.spareServers; ++kept) {
    const auto found = placer().place({chips, p.hall, p.key + r.placements + kept, 0.0});
    if (!found) return;
    for (const ServerGrant& g : *found) {
      state_.spareOf[g.server] = j;
      setOff(g.server, WorkState::spare, true);
    }
  }
}

void WorkEngine::releaseSpares(std::uint32_t j) {
  for (const std::uint32_t s : sparesOf(j)) {
    state_.spareOf[s] = none;
    setOff(s, WorkState::spare, false);
  }
}

/// Puts a spare, or else a free server, in the place of every one that is off. All of them or none.
bool WorkEngine::replaceLost(std::uint32_t j) {
  JobRun& r = run(j);
  const JobPlan& p = plan(j);
  std::vector<ServerGrant> found;
  std::vector<std::uint32_t> spares = sparesOf(j);
  std::erase_if(spares, [this](std::uint32_t s) { return state_.serverOff[s] != WorkState::spare; });
  std::size_t used = 0;
  bool isWhole = true;
  for (std::uint32_t g = r.firstGrant; g != none && isWhole; g = state_.grants[g].next) {
    const GrantNode& node = state_.grants[g];
    if (!(state_.serverOff[node.server] & ~WorkState::drained)) continue;
    if (used < spares.size() && state_.serverFree[spares[used]] >= node.chips) {
      found.push_back({spares[used++], static_cast<std::uint16_t>(node.chips)});
      continue;
    }
    const auto other = placer().place({node.chips, p.hall, p.key + r.placements, 0.0});
    isWhole = other.has_value();
    if (other) found.insert(found.end(), other->begin(), other->end());
  }
  if (!isWhole) {
    // what the placer has set aside is free again
    for (const ServerGrant& g : found) tell(g.server);
    return false;
  }
  const auto count = static_cast<std::uint32_t>(found.size());
  for (std::uint32_t* at = &r.firstGrant; *at != none;) {
    const std::uint32_t g = *at;
    const GrantNode node = state_.grants[g];
    if (!(state_.serverOff[node.server] & ~WorkState::drained)) {
      at = &state_.grants[g].next;
      continue;
    }
    *at = node.next;
    give(j, node.server, node.chips);
    freeGrant(g);
  }
  for (std::size_t i = 0; i < used; ++i) {
    state_.spareOf[spares[i]] = none;
    setOff(spares[i], WorkState::spare, false);
  }
  r.firstGrant = take(j, found, r.firstGrant);
  keepSpares(j);
  if (r.cap < 1.0 || r.powerCap < 1.0) cap(j);
  say({Kind::replaced, j, found.front().server, rackOf(found.front().server), none, count});
  return true;
}

/// An elastic job goes on without the servers that it lost.
bool WorkEngine::shrink(std::uint32_t j) {
  JobRun& r = run(j);
  const JobPlan& p = plan(j);
  if (p.leastChips == 0) return false;
  std::uint32_t left = 0;
  for (std::uint32_t g = r.firstGrant; g != none; g = state_.grants[g].next)
    if (!(state_.serverOff[state_.grants[g].server] & ~WorkState::drained)) left += state_.grants[g].chips;
  if (left < p.leastChips) return false;
  settle(j);
  for (std::uint32_t* at = &r.firstGrant; *at != none;) {
    const std::uint32_t g = *at;
    const GrantNode node = state_.grants[g];
    if (!(state_.serverOff[node.server] & ~WorkState::drained)) {
      at = &state_.grants[g].next;
      continue;
    }
    *at = node.next;
    give(j, node.server, node.chips);
    freeGrant(g);
    --r.servers;
  }
  r.unitsPerS *= static_cast<double>(left) / r.chips;
  r.chips = left;
  count(j);
  say({Kind::shrunk, j, none, none, none, left});
  return true;
}

void WorkEngine::preempt(std::uint32_t j) {
  JobRun& r = run(j);
  settle(j);
  if (writes(j)) r.kept = r.work, r.keptS = nowS_, r.unkeptChipS = 0.0;  // it writes as it goes
  settleTotals();
  state_.totals.usefulChipS -= r.unkeptChipS;
  r.lostChipS += r.unkeptChipS;
  r.unkeptChipS = 0.0;
  r.work = r.kept;
  requeue(j, JobPhase::preempted);
}

void WorkEngine::refreshRack(std::uint32_t rack) {
  bool isCapped = false;
  const std::uint32_t end = model_.rackFirstServer[rack + 1];
  Tenant last = noTenant;
  for (std::uint32_t s = model_.rackFirstServer[rack]; s < end && !isCapped; ++s)
    for (std::uint32_t c = 0; c < model_.servers[s].chips && !isCapped; ++c) {
      const Tenant tenant = state_.chipTenant[model_.serverFirstChip[s] + c];
      if (tenant == last) continue;
      last = tenant;
      isCapped = capOf(state_, tenant) < 1.0;
    }
  // 2: no more, but its clocks are still on their way up
  std::uint8_t& known = state_.rackCapped[rack];
  known = isCapped ? 1 : known != 0 ? 2 : 0;
}

/// Tells the racks of a job that its chips are capped, or no more.
void WorkEngine::cap(std::uint32_t j) {
  std::uint32_t last = none;
  for (std::uint32_t g = run(j).firstGrant; g != none; g = state_.grants[g].next) {
    const std::uint32_t rack = rackOf(state_.grants[g].server);
    if (rack != last) refreshRack(rack);
    last = rack;
  }
  state_.totals.lookAtS = std::min(state_.totals.lookAtS, nowS_ + model_.tickS);
}

}  // namespace plenum
