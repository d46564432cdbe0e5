// SPDX-License-Identifier: Apache-2.0
#include "site/Overlap.h"

#include <algorithm>
#include <map>

namespace plenum {

std::vector<std::pair<std::size_t, std::size_t>> overlaps(const std::vector<Footprint>& footprints, std::size_t most) {
  constexpr double shrinkM = 0.0005;
  struct Edge {
    double x;
    bool isEntry;
    std::size_t index;
  };
  std::vector<Edge> edges;
  edges.reserve(footprints.size() * 2);
  for (std::size_t i = 0; i < footprints.size(); ++i) {
    const Footprint& f = footprints[i];
    const double from = f.min.x + shrinkM, to = f.max.x - shrinkM;
    if (!(from < to) || !(f.min.y + shrinkM < f.max.y - shrinkM)) continue;
    edges.push_back({from, true, i});
    edges.push_back({to, false, i});
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) {
    if (a.x != b.x) return a.x < b.x;
    if (a.isEntry != b.isEntry) return !a.isEntry;  // leave before the next one enters
    return a.index < b.index;
  });

  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::map<double, std::size_t> active;  // by lower y; no two of them overlap in y
  for (const Edge& edge : edges) {
    const Footprint& f = footprints[edge.index];
    const double from = f.min.y + shrinkM, to = f.max.y - shrinkM;
    if (!edge.isEntry) {
      const auto it = active.find(from);
      if (it != active.end() && it->second == edge.index) active.erase(it);
      continue;
    }
    const auto above = active.lower_bound(from);
    std::size_t other = footprints.size();
    if (above != active.end() && above->first < to) other = above->second;
    if (other == footprints.size() && above != active.begin()) {
      const auto below = std::prev(above);
      if (footprints[below->second].max.y - shrinkM > from) other = below->second;
    }
    if (other == footprints.size()) {
      active.emplace(from, edge.index);
      continue;
    }
    pairs.emplace_back(std::min(edge.index, other), std::max(edge.index, other));
    if (pairs.size() >= most) break;
  }
  return pairs;
}

}  // namespace plenum
