// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>

#include "workload/Cluster.h"
#include "workload/Placement.h"

namespace plenum {

/// Tasks come until they have asked for so much of the cluster's chips; none goes. The order is drawn from the seed,
/// and when the trace is used up, tasks are drawn from it again: the experiment of Weng et al. 2023.
struct ArrivalsOptions {
  PlacementPolicy policy = PlacementPolicy::fgd;
  std::uint64_t seed = 42;
  double arrive = 1.0;  // of the chips of the cluster
};
struct ArrivalsResult {
  double unallocated = 0.0;  // free chips, of all
  double fragmented = 0.0;   // of the free chips, those that the usual tasks cannot use
  std::size_t arrived = 0, refused = 0;
};
ArrivalsResult fillUp(const Cluster& cluster, std::span<const ClusterTask> tasks, const ArrivalsOptions& options);

/// `times` copies of a cluster (names in the order of the copies).
Cluster replicated(const Cluster& cluster, int times);

}  // namespace plenum
