// SPDX-License-Identifier: Apache-2.0
#include "workload/Placement.h"

#include <algorithm>
#include <cmath>

#include "base/Math.h"
#include "base/Random.h"

namespace plenum {
namespace {

enum PlacePurpose : std::uint64_t { pickServer = 0x51, pickChip = 0x52 };

// scores are measured by a server of this size, as the simulator does
constexpr double largestCpuMilli = 128'000.0, largestChipMilli = 8'000.0;
// beyond this many kinds the scores of all are thrown away: memory stays bounded whatever the trace holds
constexpr std::size_t mostKinds = 1024;
constexpr std::size_t mostChanges = 1u << 20;

std::int8_t toScore(double value) { return static_cast<std::int8_t>(std::clamp(std::floor(value), 0.0, 100.0)); }

bool isShared(const ClusterTask& task) { return task.chips == 1 && task.chipMilli < 1000; }

}  // namespace

std::size_t Placer::Hash::operator()(const ClusterTask& task) const {
  const RandomKey key{static_cast<std::uint64_t>(task.cpuMilli), static_cast<std::uint64_t>(task.memoryMib),
                      static_cast<std::uint64_t>(task.chips) << 16 | static_cast<std::uint16_t>(task.chipMilli)};
  return randomBits(key, task.models);
}

Placer::Placer(const Cluster& cluster, Fragmentation fragmentation, PlacementPolicy policy, std::uint64_t seed)
    : servers_(cluster.servers),
      rooms_(cluster.servers.size()),
      tallies_(cluster.servers.size()),
      tenants_(cluster.servers.size()),
      fragmentation_(std::move(fragmentation)),
      policy_(policy),
      seed_(seed) {
  for (std::size_t s = 0; s < servers_.size(); ++s) {
    rooms_[s].cpuMilli = servers_[s].cpuMilli;
    rooms_[s].memoryMib = servers_[s].memoryMib;
    for (int c = 0; c < servers_[s].chips; ++c) rooms_[s].chipMilli[c] = 1000;
    tallies_[s] = fragmentation_.tally(rooms_[s], servers_[s].model);
    freeMilli_ += 1000 * servers_[s].chips;
  }
}

int Placer::affinityOf(const ClusterTask& task) {
  if (isShared(task)) return 0;
  return task.chips >= 8 ? 4 : task.chips >= 4 ? 3 : task.chips >= 2 ? 2 : 1;
}

bool Placer::canTake(const ClusterTask& task, std::uint32_t server) const {
  const ServerRoom& room = rooms_[server];
  if (room.cpuMilli < task.cpuMilli || room.memoryMib < task.memoryMib) return false;
  if (task.chips == 0) return true;
  if (task.models != 0 && (task.models >> servers_[server].model & 1u) == 0) return false;
  int enough = 0;
  for (const std::int16_t milli : room.chipMilli) enough += milli >= task.chipMilli;
  return enough >= task.chips;
}

std::int8_t Placer::score(const ClusterTask& task, std::uint32_t server) const {
  if (!canTake(task, server)) return cannot;
  const ServerRoom& room = rooms_[server];
  const double cpu = room.cpuMilli / largestCpuMilli, chips = tallies_[server].sumMilli / largestChipMilli;
  const double cpuAsked = task.cpuMilli / largestCpuMilli, chipsAsked = task.requestMilli() / largestChipMilli;
  switch (policy_) {
    case PlacementPolicy::random:
      return 0;
    case PlacementPolicy::dotProduct:
      return toScore(100.0 * (1.0 - 0.5 * (cpu * cpuAsked + chips * chipsAsked)));
    case PlacementPolicy::bestFit:
      return toScore(100.0 * (1.0 - 0.5 * (cpu - cpuAsked) - 0.5 * (chips - chipsAsked)));
    case PlacementPolicy::packing:
      return packingScore(task, server);
    case PlacementPolicy::clustering:
      return clusteringScore(task, server);
    case PlacementPolicy::fgd:
      return fgdScore(task, server);
  }
  return cannot;
}

std::int8_t Placer::packingScore(const ClusterTask& task, std::uint32_t server) const {
  if (task.chips == 0) return 0;
  const ServerRoom& room = rooms_[server];
  int best = 1001;  // free on the fullest chip in use that still has room
  for (int c = 0; c < servers_[server].chips; ++c)
    if (room.chipMilli[c] < 1000 && room.chipMilli[c] >= task.chipMilli) best = std::min<int>(best, room.chipMilli[c]);
  if (isShared(task) && best <= 1000) return toScore(100.0 - std::floor(best / 10.0 / 10.0));
  const bool isEmpty = tallies_[server].sumMilli == 1000 * servers_[server].chips;
  if (!isEmpty) return toScore(std::max(33, 50 - task.chips));
  return toScore(33.0 - servers_[server].chips);
}

std::int8_t Placer::clusteringScore(const ClusterTask& task, std::uint32_t server) const {
  if (task.chips == 0) return 0;
  const auto& tenants = tenants_[server];
  const int own = affinityOf(task);
  int others = 0;
  for (int a = 0; a < affinities; ++a) others += a != own && tenants[a] > 0;
  // measured by the largest server, so that small ones come first
  const double used = 1.0 - tallies_[server].sumMilli / largestChipMilli;
  const double band = tenants[own] > 0 ? (others == 0 ? 75.0 : 50.0) : (others == 0 ? 25.0 : 0.0);
  return toScore(band + 25.0 * used);
}

Placer::Choice Placer::leastFragmented(const ClusterTask& task, std::uint32_t server) const {
  const ServerRoom& room = rooms_[server];
  const Fragmentation::Tally& tally = tallies_[server];
  const std::uint8_t model = servers_[server].model;
  const std::int32_t cpuLeft = room.cpuMilli - task.cpuMilli;
  if (task.chips == 0) return {fragmentation_.after(tally, model, cpuLeft, 0, 0, 0), -1};
  if (!isShared(task)) return {fragmentation_.after(tally, model, cpuLeft, 1000, 0, task.chips), -1};
  Choice best{0.0, -1};
  for (int c = 0; c < servers_[server].chips; ++c) {
    const std::int32_t milli = room.chipMilli[c];
    if (milli < task.chipMilli) continue;
    bool isKnown = false;
    for (int k = 0; k < c; ++k) isKnown |= room.chipMilli[k] == milli;
    if (isKnown) continue;
    const double value = fragmentation_.after(tally, model, cpuLeft, milli, milli - task.chipMilli, 1);
    if (best.chip < 0 || value < best.value) best = {value, c};
  }
  return best;
}

std::int8_t Placer::fgdScore(const ClusterTask& task, std::uint32_t server) const {
  const double gain = (tallies_[server].value - leastFragmented(task, server).value) / 1000.0;
  return toScore(100.0 / (1.0 + math::exp(-gain)));
}

Placer::Kind& Placer::kindOf(const ClusterTask& task) {
  const auto known = kindAt_.find(task);
  if (known != kindAt_.end()) return kinds_[known->second];
  if (kinds_.size() >= mostKinds) {
    kinds_.clear();
    kindAt_.clear();
  }
  kindAt_.emplace(task, kinds_.size());
  Kind& kind = kinds_.emplace_back();
  kind.task = task;
  scoreAll(kind);
  return kind;
}

void Placer::scoreAll(Kind& kind) const {
  kind.scores.resize(servers_.size());
  kind.best.assign((servers_.size() + block - 1) / block, cannot);
  for (std::uint32_t s = 0; s < servers_.size(); ++s) {
    kind.scores[s] = score(kind.task, s);
    kind.best[s / block] = std::max(kind.best[s / block], kind.scores[s]);
  }
  kind.seen = changes_.size();
}

void Placer::scoreAnew(Kind& kind, std::uint32_t server) const {
  const std::int8_t before = kind.scores[server], now = score(kind.task, server);
  if (now == before) return;
  kind.scores[server] = now;
  std::int8_t& best = kind.best[server / block];
  if (now >= best) {
    best = now;
  } else if (before == best) {
    const auto first = kind.scores.begin() + static_cast<std::ptrdiff_t>(server / block * block);
    const auto left = static_cast<std::size_t>(kind.scores.end() - first);
    best = *std::max_element(first, first + static_cast<std::ptrdiff_t>(std::min(block, left)));
  }
}

std::optional<std::uint32_t> Placer::bestOf(const Kind& kind) const {
  const auto best = std::max_element(kind.best.begin(), kind.best.end());
  if (best == kind.best.end() || *best == cannot) return std::nullopt;
  auto server = static_cast<std::size_t>(best - kind.best.begin()) * block;
  while (kind.scores[server] != *best) ++server;
  return static_cast<std::uint32_t>(server);
}

std::optional<std::uint32_t> Placer::anyOf(const Kind& kind) {
  const auto fits = std::count(kind.scores.begin(), kind.scores.end(), std::int8_t{0});
  if (fits == 0) return std::nullopt;
  auto wanted = static_cast<std::int64_t>(randomUniform({seed_, 0, pickServer}, draws_++) * static_cast<double>(fits));
  std::uint32_t server = 0;
  while (kind.scores[server] != 0 || wanted-- > 0) ++server;
  return server;
}

std::optional<Placer::Placed> Placer::place(const ClusterTask& task) {
  Kind& kind = kindOf(task);
  if (changes_.size() - kind.seen > servers_.size()) {
    scoreAll(kind);
  } else {
    for (std::size_t i = kind.seen; i < changes_.size(); ++i) scoreAnew(kind, changes_[i]);
    kind.seen = changes_.size();
  }
  const auto found = policy_ == PlacementPolicy::random ? anyOf(kind) : bestOf(kind);
  if (!found) return std::nullopt;
  const std::uint32_t server = *found;

  const Placed placed{server, chipsFor(task, server)};
  ServerRoom& room = rooms_[server];
  room.cpuMilli -= task.cpuMilli;
  room.memoryMib -= task.memoryMib;
  for (int c = 0; c < mostChipsOfServer; ++c)
    if (placed.chips >> c & 1u) room.chipMilli[c] = static_cast<std::int16_t>(room.chipMilli[c] - task.chipMilli);
  if (task.chips > 0) ++tenants_[server][affinityOf(task)];
  freeMilli_ -= task.requestMilli();
  changed(server);
  return placed;
}

void Placer::release(const ClusterTask& task, Placed placed) {
  ServerRoom& room = rooms_[placed.server];
  room.cpuMilli += task.cpuMilli;
  room.memoryMib += task.memoryMib;
  for (int c = 0; c < mostChipsOfServer; ++c)
    if (placed.chips >> c & 1u) room.chipMilli[c] = static_cast<std::int16_t>(room.chipMilli[c] + task.chipMilli);
  if (task.chips > 0) --tenants_[placed.server][affinityOf(task)];
  freeMilli_ += task.requestMilli();
  changed(placed.server);
}

void Placer::changed(std::uint32_t server) {
  tallies_[server] = fragmentation_.tally(rooms_[server], servers_[server].model);
  changes_.push_back(server);
  if (changes_.size() < 64 * servers_.size() + mostChanges) return;
  // the log has grown long: everybody starts from the servers as they are
  changes_.clear();
  kinds_.clear();
  kindAt_.clear();
}

std::uint32_t Placer::chipsFor(const ClusterTask& task, std::uint32_t server) {
  if (task.chips == 0) return 0;
  const ServerRoom& room = rooms_[server];
  if (!isShared(task)) {  // the first that have room
    std::uint32_t chips = 0;
    int left = task.chips;
    for (int c = 0; c < servers_[server].chips && left > 0; ++c)
      if (room.chipMilli[c] >= task.chipMilli) chips |= 1u << c, --left;
    return chips;
  }
  if (policy_ == PlacementPolicy::fgd) return 1u << leastFragmented(task, server).chip;
  std::vector<int> fits;
  for (int c = 0; c < servers_[server].chips; ++c)
    if (room.chipMilli[c] >= task.chipMilli) fits.push_back(c);
  if (policy_ == PlacementPolicy::random) {
    const double draw = randomUniform({seed_, 0, pickChip}, draws_++);
    return 1u << fits[static_cast<std::size_t>(draw * static_cast<double>(fits.size()))];
  }
  return 1u << *std::min_element(fits.begin(), fits.end(),
                                 [&](int a, int b) { return room.chipMilli[a] < room.chipMilli[b]; });
}

double Placer::fragmentedMilli() const {
  double sum = 0.0;
  for (const Fragmentation::Tally& tally : tallies_) sum += tally.value;
  return sum;
}

}  // namespace plenum
