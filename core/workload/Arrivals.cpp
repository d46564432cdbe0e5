// SPDX-License-Identifier: Apache-2.0
#include "workload/Arrivals.h"

#include <numeric>

#include "base/Random.h"

namespace plenum {
namespace {

enum Purpose : std::uint64_t { shuffle = 0x61, again = 0x62 };

std::size_t drawBelow(const RandomKey& key, std::uint64_t counter, std::size_t n) {
  return static_cast<std::size_t>(randomUniform(key, counter) * static_cast<double>(n));
}

}  // namespace

ArrivalsResult fillUp(const Cluster& cluster, std::span<const ClusterTask> tasks, const ArrivalsOptions& options) {
  ArrivalsResult result;
  const auto capacity = static_cast<double>(cluster.chipMilli());
  std::int64_t oneRound = 0;
  for (const ClusterTask& task : tasks) oneRound += task.requestMilli();
  if (oneRound <= 0 || capacity <= 0.0) return result;

  std::vector<std::uint32_t> order(tasks.size());
  std::iota(order.begin(), order.end(), 0u);
  for (std::size_t i = order.size(); i > 1; --i)
    std::swap(order[i - 1], order[drawBelow({options.seed, 0, shuffle}, i, i)]);

  Placer placer(cluster, Fragmentation(cluster, tasks), options.policy, options.seed);
  double asked = 0.0;
  while (asked < options.arrive * capacity) {
    const std::size_t n = result.arrived++;
    const std::uint32_t t =
        n < order.size() ? order[n] : static_cast<std::uint32_t>(drawBelow({options.seed, 0, again}, n, tasks.size()));
    asked += tasks[t].requestMilli();
    if (!placer.place(tasks[t])) ++result.refused;
  }
  result.unallocated = static_cast<double>(placer.freeMilli()) / capacity;
  result.fragmented = placer.freeMilli() > 0 ? placer.fragmentedMilli() / static_cast<double>(placer.freeMilli()) : 0.0;
  return result;
}

Cluster replicated(const Cluster& cluster, int times) {
  Cluster out;
  out.models = cluster.models;
  for (int n = 1; n <= times; ++n)
    for (std::size_t s = 0; s < cluster.servers.size(); ++s) {
      out.names.push_back(cluster.names[s] + "." + std::to_string(n));
      out.servers.push_back(cluster.servers[s]);
    }
  return out;
}

}  // namespace plenum
