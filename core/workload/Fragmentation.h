// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <vector>

#include "workload/Cluster.h"

namespace plenum {

/// How much of the free chips of a server cannot be used by the tasks that usually come (Weng et al., "Beware of
/// Fragmentation", USENIX ATC 2023): F = Σ popularity · φ; φ of a task that cannot run on the server: all that is free;
/// of one that can: what is free on chips with too little for it.
class Fragmentation {
 public:
  /// The most frequent kinds of task, processors-only ones included, until they make up `share` of all.
  Fragmentation(const Cluster& cluster, std::span<const ClusterTask> tasks, double share = 0.95);

  int kinds() const { return kinds_; }
  /// F in milli-chips.
  double of(const ServerRoom& room, std::uint8_t model) const;

  /// What `of` sums over, kept for a server so that a change of one chip costs little.
  struct Tally {
    std::int32_t sumMilli = 0;
    std::vector<std::int32_t> below, enough;  // by size: free on chips too small for it; chips that are large enough
    double value = 0.0;
  };
  Tally tally(const ServerRoom& room, std::uint8_t model) const;
  /// F after `cpuMilli` are left and one chip (or `count` whole ones) has gone from `before` to `after`.
  double after(const Tally& tally, std::uint8_t model, std::int32_t cpuMilli, std::int32_t before, std::int32_t after,
               int count) const;

 private:
  struct Need {  // of processors, of one size of task
    std::int32_t cpuMilli = 0;
    double upTo = 0.0;  // popularity of those that need at most so much
  };
  struct Size {  // tasks with the same number of chips and share of each
    int chips = 0;
    std::int32_t milli = 0;
    double popularity = 0.0;
    std::vector<Need> needs;  // ascending
  };
  struct OfModel {
    double never = 0.0;  // popularity of tasks that no server of this model can run, processors-only ones included
    std::vector<Size> sizes;
  };
  static double popularityWithin(const Size& size, std::int32_t cpuMilli);

  std::vector<OfModel> models_;
  int kinds_ = 0;
};

}  // namespace plenum
