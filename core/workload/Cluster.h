// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace plenum {

// Servers and the tasks that share their chips, as cluster traces tell of them. A chip is divided into thousandths
// ("milli"), so that several tasks may share it. Processor cores in thousandths, memory in MiB.

inline constexpr int mostChipsOfServer = 16;

struct ClusterServer {
  std::int32_t cpuMilli = 0, memoryMib = 0;
  std::uint8_t chips = 0;
  std::uint8_t model = 0;  // of its chips: index into Cluster::models
};

/// Servers in the order of their names: ties go to the first.
struct Cluster {
  std::vector<std::string> names;
  std::vector<ClusterServer> servers;
  std::vector<std::string> models;  // at most 64
  std::int64_t chipMilli() const {
    std::int64_t sum = 0;
    for (const ClusterServer& server : servers) sum += 1000 * server.chips;
    return sum;
  }
};

struct ClusterTask {
  std::int32_t cpuMilli = 0, memoryMib = 0;
  std::uint8_t chips = 0;      // 0: a task of processors alone
  std::int16_t chipMilli = 0;  // of each; below 1000 only for one chip, which it shares
  std::uint64_t models = 0;    // bits by Cluster::models; 0: any
  bool operator==(const ClusterTask&) const = default;
  int requestMilli() const { return chips * chipMilli; }
};

/// What is free on a server.
struct ServerRoom {
  std::int32_t cpuMilli = 0, memoryMib = 0;
  std::array<std::int16_t, mostChipsOfServer> chipMilli{};  // by chip
  std::int32_t sumMilli() const {
    std::int32_t sum = 0;
    for (const std::int16_t milli : chipMilli) sum += milli;
    return sum;
  }
};

}  // namespace plenum
