// SPDX-License-Identifier: Apache-2.0
#include "workload/PlaceTree.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace plenum {

PlaceTree::PlaceTree(std::span<const ServerPlace> servers)
    : cellOf_(servers.size()), isWhole_(servers.size(), false), isLemon_(servers.size(), false) {
  std::vector<std::uint32_t> order(servers.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto key = [&](std::uint32_t s) {
    const ServerPlace& place = servers[s];
    return std::tuple(place.pod, place.segment, place.hall, place.supernode);
  };
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  for (const ServerPlace& place : servers) chips_.push_back(place.chips);
  const ServerPlace* last = nullptr;
  for (const std::uint32_t s : order) {
    const ServerPlace& place = servers[s];
    const bool isNewPod = !last || place.pod != last->pod;
    const bool isNewSegment = isNewPod || place.segment != last->segment || place.hall != last->hall;
    if (isNewSegment) {
      const auto cell = static_cast<std::uint32_t>(cells_.size());
      if (isNewPod) {
        const auto segment = static_cast<std::uint32_t>(segments_.size());
        pods_.push_back({segment, segment});
      }
      segments_.push_back({{}, place.hall, cell, cell});
      ++pods_.back().endSegment;
    }
    if (isNewSegment || place.supernode != last->supernode) {
      cells_.push_back({{}, static_cast<std::uint32_t>(segments_.size() - 1), {}});
      ++segments_.back().endCell;
    }
    cells_.back().servers.push_back(s);
    cellOf_[s] = static_cast<std::uint32_t>(cells_.size() - 1);
    last = &place;
  }
  for (const Cell& cell : cells_) {
    std::uint32_t chips = 0;
    for (const std::uint32_t s : cell.servers) chips += chips_[s];
    mostOfCell_ = std::max(mostOfCell_, chips);
  }
}

void PlaceTree::setWhole(std::uint32_t server, bool isWhole) {
  if (isWhole_[server] == isWhole) return;
  isWhole_[server] = isWhole;
  count(server, isWhole);
}

void PlaceTree::setLemon(std::uint32_t server, bool isLemon) {
  if (isLemon_[server] == isLemon) return;
  if (isWhole_[server]) count(server, false);
  isLemon_[server] = isLemon;
  if (isWhole_[server]) count(server, true);
}

void PlaceTree::count(std::uint32_t server, bool isMore) {
  // (unsigned numbers go round: to add −n is to take n away)
  const std::uint32_t chips = isMore ? chips_[server] : 0u - chips_[server];
  Cell& cell = cells_[cellOf_[server]];
  for (Room* room : {&cell.room, &segments_[cell.segment].room}) {
    room->any += chips;
    if (!isLemon_[server]) room->good += chips;
  }
}

/// As few groups as possible, the largest first, and in place of the last the smallest that is enough.
std::vector<PlaceTree::Part> PlaceTree::cover(std::vector<Part> groups, std::uint32_t chips) {
  std::stable_sort(groups.begin(), groups.end(), [](const Part& a, const Part& b) { return a.chips > b.chips; });
  std::vector<Part> taken;
  for (std::size_t g = 0; g < groups.size() && chips > 0; ++g) {
    if (groups[g].chips < chips) {
      taken.push_back(groups[g]);
      chips -= groups[g].chips;
      continue;
    }
    std::size_t last = g;
    while (last + 1 < groups.size() && groups[last + 1].chips >= chips) ++last;
    while (last > g && groups[last - 1].chips == groups[last].chips) --last;  // the first among equals
    taken.push_back({groups[last].group, chips});
    return taken;
  }
  return chips > 0 ? std::vector<Part>() : taken;
}

std::vector<PlaceTree::Part> PlaceTree::segmentsOf(const Pod& pod, std::uint32_t hall, Servers which) const {
  std::vector<Part> parts;
  for (std::uint32_t s = pod.firstSegment; s < pod.endSegment; ++s)
    if (isInHall(segments_[s], hall) && segments_[s].room.of(which) > 0)
      parts.push_back({s, segments_[s].room.of(which)});
  return parts;
}

PlaceTree::Part PlaceTree::smallestCell(std::uint32_t chips, std::uint32_t hall, Servers which) const {
  Part best{nowhere, 0};
  if (chips > mostOfCell_) return best;
  for (const Segment& segment : segments_) {
    if (!isInHall(segment, hall) || segment.room.of(which) < chips) continue;
    for (std::uint32_t c = segment.firstCell; c < segment.endCell; ++c) {
      const std::uint32_t room = cells_[c].room.of(which);
      if (room >= chips && (best.group == nowhere || room < best.chips)) best = {c, room};
    }
  }
  return best;
}

PlaceTree::Part PlaceTree::smallestSegment(std::uint32_t chips, std::uint32_t hall, Servers which) const {
  Part best{nowhere, 0};
  for (std::uint32_t s = 0; s < segments_.size(); ++s) {
    const std::uint32_t room = segments_[s].room.of(which);
    if (isInHall(segments_[s], hall) && room >= chips && (best.group == nowhere || room < best.chips)) best = {s, room};
  }
  return best;
}

/// Segments of the pod that needs the fewest, of the one with the least room among equals; of several pods where none
/// is enough.
std::vector<PlaceTree::Part> PlaceTree::segmentsFor(std::uint32_t chips, std::uint32_t hall, Servers which) const {
  std::vector<Part> best, pods;
  std::uint64_t bestRoom = 0;
  for (std::uint32_t p = 0; p < pods_.size(); ++p) {
    const std::vector<Part> segments = segmentsOf(pods_[p], hall, which);
    std::uint32_t room = 0;
    for (const Part& part : segments) room += part.chips;
    pods.push_back({p, room});
    if (room < chips) continue;
    std::vector<Part> covered = cover(segments, chips);
    const bool isBetter =
        best.empty() || covered.size() < best.size() || (covered.size() == best.size() && room < bestRoom);
    if (isBetter) best = std::move(covered), bestRoom = room;
  }
  if (!best.empty()) return best;
  for (const Part& pod : cover(std::move(pods), chips))
    for (const Part& segment : cover(segmentsOf(pods_[pod.group], hall, which), pod.chips)) best.push_back(segment);
  return best;
}

void PlaceTree::takeOf(const Cell& cell, std::uint32_t chips, Servers which, std::vector<std::uint32_t>& found) const {
  std::uint32_t taken = 0;
  for (const bool wantsLemon : {false, true}) {
    if (wantsLemon && which == Servers::good) return;
    for (const std::uint32_t s : cell.servers) {
      if (taken >= chips) return;
      if (!isWhole_[s] || isLemon_[s] != wantsLemon) continue;
      found.push_back(s);
      taken += chips_[s];
    }
  }
}

void PlaceTree::takeOf(const Segment& segment, std::uint32_t chips, Servers which,
                       std::vector<std::uint32_t>& found) const {
  if (segment.endCell - segment.firstCell == 1) return takeOf(cells_[segment.firstCell], chips, which, found);
  std::vector<Part> cells;
  for (std::uint32_t c = segment.firstCell; c < segment.endCell; ++c)
    if (cells_[c].room.of(which) > 0) cells.push_back({c, cells_[c].room.of(which)});
  for (const Part& cell : cover(std::move(cells), chips)) takeOf(cells_[cell.group], cell.chips, which, found);
}

std::vector<std::uint32_t> PlaceTree::gang(std::uint32_t chips, std::uint32_t hall) const {
  std::vector<std::uint32_t> found;
  for (const Servers which : {Servers::good, Servers::any}) {
    std::uint64_t room = 0;
    for (const Segment& segment : segments_)
      if (isInHall(segment, hall)) room += segment.room.of(which);
    if (room < chips) continue;
    if (const Part cell = smallestCell(chips, hall, which); cell.group != nowhere) {
      takeOf(cells_[cell.group], chips, which, found);
    } else if (const Part segment = smallestSegment(chips, hall, which); segment.group != nowhere) {
      takeOf(segments_[segment.group], chips, which, found);
    } else {
      for (const Part& part : segmentsFor(chips, hall, which)) takeOf(segments_[part.group], part.chips, which, found);
    }
    return found;
  }
  return found;
}

std::uint32_t PlaceTree::single(std::uint32_t chips, std::uint32_t hall, Servers which) const {
  // of segments with equally little room the first
  std::vector<std::uint32_t> order;
  for (std::uint32_t s = 0; s < segments_.size(); ++s)
    if (isInHall(segments_[s], hall) && segments_[s].room.of(which) >= chips) order.push_back(s);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return segments_[a].room.of(which) < segments_[b].room.of(which);
  });
  for (const std::uint32_t s : order) {
    std::uint32_t best = nowhere, least = 0;
    for (std::uint32_t c = segments_[s].firstCell; c < segments_[s].endCell; ++c) {
      const Cell& cell = cells_[c];
      const std::uint32_t room = cell.room.of(which);
      if (room < chips || (best != nowhere && room >= least)) continue;
      for (const std::uint32_t server : cell.servers)
        if (isWhole_[server] && chips_[server] >= chips && (which == Servers::any || !isLemon_[server])) {
          best = server, least = room;
          break;
        }
    }
    if (best != nowhere) return best;  // (its servers may all be too small: then the next segment)
  }
  return nowhere;
}

}  // namespace plenum
