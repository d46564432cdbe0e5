// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>

#include "workload/Work.h"

namespace plenum::test {

/// Servers alone, without a plant: racks of eight servers in one hall, all alike.
inline WorkModel bareWork(std::uint32_t servers, std::uint16_t chipsPerServer) {
  constexpr std::uint32_t perRack = 8, lane = 8;
  WorkModel model;
  model.seed = 1;
  model.accounts.resize(1);  // nobody's
  model.tickS = 1.0;
  const std::uint32_t blocksPerRack = (perRack * chipsPerServer + lane - 1) / lane;
  for (std::uint32_t s = 0; s < servers; ++s) {
    const std::uint32_t rack = s / perRack;
    if (s % perRack == 0) {
      model.rackFirstServer.push_back(s);
      model.rackFirstBlock.push_back(rack * blocksPerRack);
      for (std::uint32_t b = 0; b < blocksPerRack; ++b)
        model.blockServer.push_back(std::min(s + b * lane / chipsPerServer, servers - 1));
      for (auto* v : {&model.rackIdleW, &model.rackSpanW, &model.rackExponent, &model.rackLeast, &model.rackOtherIdleW,
                      &model.rackOtherSpanW})
        v->push_back(0.0);
    }
    model.servers.push_back({chipsPerServer, rack, 0, 0, 0, 0});
    model.serverFirstChip.push_back(rack * blocksPerRack * lane + s % perRack * chipsPerServer);
    model.serverFactor.push_back(1.0f);
    model.serverKey.push_back(1000 + s);
  }
  model.chips = servers * chipsPerServer;
  model.rackFirstServer.push_back(servers);
  model.rackFirstBlock.push_back(static_cast<std::uint32_t>(model.blockServer.size()));
  model.chipSkew.assign(model.blockServer.size() * lane, 1.0f);
  return model;
}

inline void addJob(WorkModel& model, const JobPlan& plan, const std::string& id) {
  Job job;
  job.id = id;
  job.chips = plan.chips;
  model.jobs.push_back(job);
  model.plans.push_back(plan);
  model.plans.back().key = 77 + model.plans.size();
  model.setupOf.push_back(none);
}

}  // namespace plenum::test
