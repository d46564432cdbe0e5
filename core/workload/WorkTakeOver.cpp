// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "workload/WorkEngine.h"

namespace plenum {

/// Makes all lists and counts anew from whose each chip is, as another revision of the site has left it.
void WorkEngine::takeOver() {
  WorkTotals& t = state_.totals;
  state_.placer.value.reset();
  heapDue();
  state_.grants.clear(), state_.replicas.clear();
  state_.freeGrant = state_.freeReplica = none;
  std::fill(state_.rackMany.begin(), state_.rackMany.end(), std::uint16_t{0});
  std::fill(state_.blockTenant.begin(), state_.blockTenant.end(), noTenant);
  t.allocated = t.free = t.lost = 0;
  t.wantsSchedule = t.wantsServers = 1;
  std::vector<std::uint32_t> before(state_.place.size(), 0);
  for (std::uint32_t j = 0; j < state_.place.size(); ++j) {
    if (!isKept(state_, j)) continue;
    before[j] = run(j).chips;
    run(j).firstGrant = none;
    run(j).chips = run(j).servers = 0;
  }
  for (ServiceRun& service : state_.services)
    service.firstReplica = none, service.chips = service.replicas = service.loading = 0;

  std::vector<std::vector<GrantNode>> ofService(state_.services.size());
  for (std::uint32_t s = static_cast<std::uint32_t>(model_.servers.size()); s-- > 0;) {
    const std::uint32_t from = model_.serverFirstChip[s], chips = model_.servers[s].chips;
    std::uint32_t free = 0;
    for (std::uint32_t c = from; c < from + chips; ++c) {
      const Tenant tenant = state_.chipTenant[c];
      free += tenant == noTenant;
      if (tenant == noTenant || tenant == measuredTenant) continue;
      if (isService(tenant)) {
        auto& list = ofService[tenant - serviceTenant];
        if (list.empty() || list.back().server != s) list.push_back({s, 0, none, 0});
        ++list.back().chips;
        continue;
      }
      JobRun& r = run(tenant);
      ++r.chips;
      if (r.firstGrant == none || state_.grants[r.firstGrant].server != s) {
        const std::uint32_t node = newGrant();
        state_.grants[node] = {s, 0, r.firstGrant, 0};
        r.firstGrant = node;
        ++r.servers;
      }
      ++state_.grants[r.firstGrant].chips;
    }
    state_.serverFree[s] = static_cast<std::uint16_t>(free);
    (state_.serverOff[s] ? t.lost : t.free) += free;
    t.allocated += chips - free;
  }
  for (std::uint32_t b = 0; b < state_.blockTenant.size(); ++b) refreshBlock(b);

  // replicas are cut anew from what their service holds; what makes no whole one is given back
  for (std::uint32_t s = 0; s < state_.services.size(); ++s) {
    ServiceRun& r = state_.services[s];
    const std::uint32_t each = model_.services[s].chipsPerReplica;
    std::vector<GrantNode> open;
    std::uint32_t chips = 0;
    for (GrantNode grant : ofService[s]) {
      const bool isPart = each < model_.servers[grant.server].chips;
      while (grant.chips > 0) {
        const std::uint32_t taken = isPart ? std::min(grant.chips, each - chips) : grant.chips;
        open.push_back({grant.server, taken, none, 0});
        chips += taken;
        grant.chips -= taken;
        if (chips < each) continue;
        std::uint32_t head = none;
        for (GrantNode& node : open) {
          node.next = head;
          head = newGrant();
          state_.grants[head] = node;
        }
        state_.replicas.push_back({nowS_, s, head, r.firstReplica, 0});
        r.firstReplica = static_cast<std::uint32_t>(state_.replicas.size() - 1);
        ++r.replicas;
        r.chips += chips;
        chips = 0;
        open.clear();
      }
    }
    for (const GrantNode& node : open) give(serviceTenant | s, node.server, node.chips);
  }
  for (std::uint32_t rack = 0; rack + 1 < model_.rackFirstServer.size(); ++rack) refreshRack(rack);
  // a job that lost chips with the racks that held them begins again from its last checkpoint
  const std::vector<std::uint32_t> held = state_.active;
  for (const std::uint32_t j : held) {
    JobRun& r = run(j);
    if (r.chips == before[j]) continue;
    if (r.firstGrant == none) {
      std::vector<std::uint32_t>& active = state_.active;
      std::erase(active, j);
      std::vector<std::uint32_t>& large = state_.large;
      std::erase(large, j);
    }
    settle(j);
    settleTotals();
    t.usefulChipS -= r.unkeptChipS;
    r.unkeptChipS = 0.0;
    r.work = r.kept;
    requeue(j, JobPhase::queued);
  }
  t.running = state_.active.size();
}

}  // namespace plenum
