// SPDX-License-Identifier: Apache-2.0
#include "workload/Fragmentation.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace plenum {
namespace {

using ServerKind =
    std::tuple<std::int32_t, std::uint8_t, std::int16_t, std::uint64_t>;  // processors, chips, share, models

}  // namespace

Fragmentation::Fragmentation(const Cluster& cluster, std::span<const ClusterTask> tasks, double share) {
  std::map<ServerKind, std::size_t> counts;
  for (const ClusterTask& task : tasks) ++counts[{task.cpuMilli, task.chips, task.chipMilli, task.models}];
  std::vector<std::pair<ServerKind, std::size_t>> kinds(counts.begin(), counts.end());
  std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::size_t kept = 0, sum = 0;
  while (kept < kinds.size() && static_cast<double>(sum) < share * static_cast<double>(tasks.size()))
    sum += kinds[kept++].second;
  kinds.resize(kept);
  kinds_ = static_cast<int>(kept);

  models_.resize(std::max<std::size_t>(1, cluster.models.size()));
  for (std::size_t m = 0; m < models_.size(); ++m) {
    OfModel& model = models_[m];
    for (const auto& [kind, count] : kinds) {
      const auto& [cpuMilli, chips, milli, mask] = kind;
      const double popularity = static_cast<double>(count) / static_cast<double>(sum);
      if (chips == 0 || (mask != 0 && (mask >> m & 1u) == 0)) {
        model.never += popularity;
        continue;
      }
      auto size = std::find_if(model.sizes.begin(), model.sizes.end(),
                               [&](const Size& s) { return s.chips == chips && s.milli == milli; });
      if (size == model.sizes.end()) {
        model.sizes.push_back({chips, milli, 0.0, {}});
        size = model.sizes.end() - 1;
      }
      size->popularity += popularity;
      size->needs.push_back({cpuMilli, popularity});
    }
    for (Size& size : model.sizes) {
      std::sort(size.needs.begin(), size.needs.end(),
                [](const Need& a, const Need& b) { return a.cpuMilli < b.cpuMilli; });
      double upTo = 0.0;
      for (Need& need : size.needs) {
        upTo += need.upTo;
        need.upTo = upTo;
      }
    }
  }
}

double Fragmentation::popularityWithin(const Size& size, std::int32_t cpuMilli) {
  double popularity = 0.0;
  for (const Need& need : size.needs) {
    if (need.cpuMilli > cpuMilli) break;
    popularity = need.upTo;
  }
  return popularity;
}

Fragmentation::Tally Fragmentation::tally(const ServerRoom& room, std::uint8_t model) const {
  const OfModel& of = models_[model];
  Tally out;
  out.sumMilli = room.sumMilli();
  out.below.resize(of.sizes.size());
  out.enough.resize(of.sizes.size());
  out.value = of.never * out.sumMilli;
  for (std::size_t s = 0; s < of.sizes.size(); ++s) {
    const Size& size = of.sizes[s];
    for (const std::int16_t milli : room.chipMilli)
      if (milli >= size.milli)
        ++out.enough[s];
      else
        out.below[s] += milli;
    const double can = out.enough[s] >= size.chips ? popularityWithin(size, room.cpuMilli) : 0.0;
    out.value += can * out.below[s] + (size.popularity - can) * out.sumMilli;
  }
  return out;
}

double Fragmentation::of(const ServerRoom& room, std::uint8_t model) const { return tally(room, model).value; }

double Fragmentation::after(const Tally& tally, std::uint8_t model, std::int32_t cpuMilli, std::int32_t before,
                            std::int32_t after, int count) const {
  const OfModel& of = models_[model];
  const std::int32_t sumMilli = tally.sumMilli - count * (before - after);
  double value = of.never * sumMilli;
  for (std::size_t s = 0; s < of.sizes.size(); ++s) {
    const Size& size = of.sizes[s];
    std::int32_t below = tally.below[s], enough = tally.enough[s];
    if (before < size.milli)
      below -= count * (before - after);
    else if (after < size.milli)
      below += count * after, enough -= count;
    const double can = enough >= size.chips ? popularityWithin(size, cpuMilli) : 0.0;
    value += can * below + (size.popularity - can) * sumMilli;
  }
  return value;
}

}  // namespace plenum
