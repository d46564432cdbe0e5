// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "workload/Cluster.h"
#include "workload/Fragmentation.h"

namespace plenum {

/// Where a task goes among the servers that can take it. All but `random` give every server a whole number from 0 to
/// 100 and take the highest; ties go to the first in the cluster's order. As the open simulator of Weng et al. 2023 has
/// them.
enum class PlacementPolicy : std::uint8_t {
  random,      // any, alike
  dotProduct,  // the least aligned with what is free: ½ (free · asked) over processors and chips
  bestFit,     // the least left over processors and chips
  packing,     // chips in use first, then servers in use, then empty ones
  clustering,  // together with tasks of the same size
  fgd,         // the least gain of fragmentation
};

/// Places tasks one by one. Scores are kept by kind of task and server and made anew only where a server has changed:
/// a placement costs about as many scores as servers have changed since the last task of its kind.
class Placer {
 public:
  Placer(const Cluster& cluster, Fragmentation fragmentation, PlacementPolicy policy, std::uint64_t seed);

  /// The server that took it, with its chips (one bit each); nothing where none has room.
  struct Placed {
    std::uint32_t server = 0;
    std::uint32_t chips = 0;
  };
  std::optional<Placed> place(const ClusterTask& task);
  /// Gives back what `place` took.
  void release(const ClusterTask& task, Placed placed);

  std::int64_t freeMilli() const { return freeMilli_; }
  /// Σ F over the servers, milli-chips.
  double fragmentedMilli() const;
  const ServerRoom& room(std::uint32_t server) const { return rooms_[server]; }

 private:
  static constexpr std::int8_t cannot = -1;
  static constexpr std::size_t block = 64;
  static constexpr int affinities = 5;  // a share, 1, 2, 4, 8 chips
  struct Kind {
    ClusterTask task;
    std::vector<std::int8_t> scores;  // by server
    std::vector<std::int8_t> best;    // of every `block` servers
    std::size_t seen = 0;             // of changes_
  };
  struct Hash {
    std::size_t operator()(const ClusterTask& task) const;
  };

  static int affinityOf(const ClusterTask& task);
  bool canTake(const ClusterTask& task, std::uint32_t server) const;
  std::int8_t score(const ClusterTask& task, std::uint32_t server) const;
  std::int8_t packingScore(const ClusterTask& task, std::uint32_t server) const;
  std::int8_t clusteringScore(const ClusterTask& task, std::uint32_t server) const;
  std::int8_t fgdScore(const ClusterTask& task, std::uint32_t server) const;
  /// F after the task, by the best choice of chip; that chip where `chip` is asked for.
  struct Choice {
    double value = 0.0;
    int chip = -1;
  };
  Choice leastFragmented(const ClusterTask& task, std::uint32_t server) const;
  Kind& kindOf(const ClusterTask& task);
  void scoreAll(Kind& kind) const;
  void scoreAnew(Kind& kind, std::uint32_t server) const;
  std::optional<std::uint32_t> anyOf(const Kind& kind);
  std::optional<std::uint32_t> bestOf(const Kind& kind) const;
  std::uint32_t chipsFor(const ClusterTask& task, std::uint32_t server);
  void changed(std::uint32_t server);

  std::vector<ClusterServer> servers_;
  std::vector<ServerRoom> rooms_;
  std::vector<Fragmentation::Tally> tallies_;
  std::vector<std::array<std::uint16_t, affinities>> tenants_;  // by server: tasks of each size
  Fragmentation fragmentation_;
  PlacementPolicy policy_;
  std::uint64_t seed_;
  std::uint64_t draws_ = 0;
  std::int64_t freeMilli_ = 0;
  std::vector<std::uint32_t> changes_;  // servers, in the order of their changes
  std::vector<Kind> kinds_;
  std::unordered_map<ClusterTask, std::size_t, Hash> kindAt_;
};

}  // namespace plenum
