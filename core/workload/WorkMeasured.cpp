// SPDX-License-Identifier: Apache-2.0
// Racks whose load was measured: jobs and services leave them, and the scheduler keeps off.
#include <algorithm>

#include "base/Hash.h"
#include "workload/WorkEngine.h"

namespace plenum {

/// A line that is to hold from its time on.
void WorkEngine::await(const RackLine& line) {
  state_.rackLines.push_back(line);
  push(WorkDue::measure, std::max(line.fromS, nowS_), static_cast<std::uint32_t>(state_.rackLines.size() - 1), 0);
}

/// Whoever runs on a server goes: jobs back into the queue, with a checkpoint where they write any; replicas for good.
void WorkEngine::vacate(std::uint32_t server) {
  if (const std::uint32_t of = state_.spareOf[server]; of != none) {
    state_.spareOf[server] = none;
    setOff(server, WorkState::spare, false);
  }
  const std::uint32_t from = model_.serverFirstChip[server];
  for (std::uint32_t c = from; c < from + model_.servers[server].chips; ++c) {
    const Tenant tenant = state_.chipTenant[c];
    if (isJob(tenant)) preempt(tenant);
    if (isService(tenant))
      loseReplicas(tenant - serviceTenant, server, {Kind::replicaLost, tenant, server, rackOf(server)});
  }
}

void WorkEngine::measure(std::uint32_t rack, RackLoad::As as, double value) {
  const std::uint32_t first = model_.rackFirstServer[rack], end = model_.rackFirstServer[rack + 1];
  const bool isWatts = as == RackLoad::As::watts, isFreed = as == RackLoad::As::released;
  state_.rackTargetW[rack] = isWatts ? value : 0.0;
  state_.rackUse[rack] = isFreed ? 0.0f : isWatts ? -1.0f : static_cast<float>(std::clamp(value, 0.0, 1.0));
  for (std::uint32_t s = first; s < end; ++s) {
    const std::uint32_t from = model_.serverFirstChip[s], chips = model_.servers[s].chips;
    const bool isMeasured = chips > 0 && state_.chipTenant[from] == measuredTenant;
    if (isMeasured != isFreed) continue;  // it stands as it should
    if (isFreed) {
      give(measuredTenant, s, chips);
      continue;
    }
    vacate(s);
    const std::uint32_t free = state_.serverFree[s];
    (state_.serverOff[s] ? state_.totals.lost : state_.totals.free) -= free;
    state_.totals.allocated += free;
    state_.serverFree[s] = 0;
    std::fill_n(state_.chipTenant.begin() + from, chips, measuredTenant);
    tell(s);
    for (std::uint32_t b = from / lane; b <= (from + chips - 1) / lane; ++b) refreshBlock(b);
  }
  refreshRack(rack);
}

/// A rack that came with an edit carries what was told of it before, by the line that holds now.
void WorkEngine::catchUpLoads() {
  std::vector<const RackLine*> held(model_.rackFirstServer.size() - 1, nullptr);
  for (const RackLine& line : state_.rackLines) {
    if (line.rack == none || line.fromS > nowS_) continue;
    if (!held[line.rack] || line.fromS >= held[line.rack]->fromS) held[line.rack] = &line;
  }
  for (std::uint32_t rack = 0; rack < held.size(); ++rack) {
    if (!held[rack]) continue;
    const auto as = static_cast<RackLoad::As>(held[rack]->as);
    const std::uint32_t first = model_.rackFirstServer[rack];
    if (first == model_.rackFirstServer[rack + 1] || model_.servers[first].chips == 0) continue;
    const bool isMeasured = state_.chipTenant[model_.serverFirstChip[first]] == measuredTenant;
    if (!isMeasured && as != RackLoad::As::released) measure(rack, as, held[rack]->value);
  }
}

void loadRack(const WorkModel& model, WorkState& state, const WorkSurroundings& around, std::uint32_t rack,
              const RackLoad& load, WorkNews& news) {
  WorkEngine engine(model, state, around, news);
  const RackLine line{load.value, std::max(load.from.seconds(), around.sinceStartS), hashOf(load.rack), rack,
                      static_cast<std::uint32_t>(load.as)};
  if (line.fromS > around.sinceStartS) return engine.await(line);
  state.rackLines.push_back(line);
  engine.measure(rack, load.as, load.value);
}

}  // namespace plenum
