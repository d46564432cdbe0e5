// SPDX-License-Identifier: Apache-2.0
#include "workload/Topology.h"

#include <algorithm>

#include "base/Math.h"

namespace plenum {
namespace {

/// Counts how many different numbers it is shown.
std::uint32_t distinct(std::vector<std::uint32_t> values) {
  std::sort(values.begin(), values.end());
  return static_cast<std::uint32_t>(std::unique(values.begin(), values.end()) - values.begin());
}

/// Fills domains one after the other: the number of the domain that the next thing belongs to.
class Filling {
 public:
  explicit Filling(std::uint64_t capacity) : capacity_(capacity) {}
  /// Things in another place begin a new domain.
  std::uint32_t next(std::uint64_t size, std::uint32_t place) {
    const bool isFull = held_ > 0 && held_ + size > capacity_;
    if (isFirst_ || isFull || place != place_) {
      if (!isFirst_) ++number_;
      held_ = 0;
    }
    isFirst_ = false, place_ = place;
    held_ += size;
    return number_;
  }

 private:
  std::uint64_t capacity_, held_ = 0;
  std::uint32_t place_ = 0, number_ = 0;
  bool isFirst_ = true;
};

}  // namespace

std::vector<ServerPlace> serverPlaces(const Layout& layout) {
  const FabricSpec* fabric = layout.fabric;
  constexpr std::uint64_t all = ~std::uint64_t{0};
  const auto whole = [](int chips) { return static_cast<std::uint64_t>(std::max(chips, 1)); };
  // a pod is counted in segments
  const std::uint64_t segmentChips =
      fabric ? whole(fabric->segmentChips) + static_cast<std::uint64_t>(std::max(fabric->segmentSpareChips, 0)) : all;
  Filling segments(segmentChips);
  Filling pods(fabric ? std::max<std::uint64_t>(1, whole(fabric->podChips) / whole(fabric->segmentChips)) : all);

  std::vector<ServerPlace> out;
  out.reserve(layout.servers);
  std::uint32_t supernode = 0, segment = 0, pod = 0, lastSegment = none;
  std::uint64_t held = 0;  // chips of the supernode
  const ChipSpec* chip = nullptr;
  std::uint32_t hall = none;
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r) {
    const PlacedRack& rack = layout.racks[r];
    if (!rack.server || !rack.chip || rack.server->chips <= 0) continue;
    segment = fabric ? segments.next(rack.chips, rack.hall) : 0;
    if (fabric && segment != lastSegment) {
      pod = pods.next(1, rack.hall < layout.halls.size() ? layout.halls[rack.hall].building : none);
      lastSegment = segment;
    }
    const auto chipsOfServer = static_cast<std::uint32_t>(rack.server->chips);
    const std::uint64_t domain = std::max<std::uint64_t>(whole(rack.chip->scaleUpChips), chipsOfServer);
    for (std::uint32_t left = rack.chips; left >= chipsOfServer; left -= chipsOfServer) {
      const bool isNew = held == 0 || held + chipsOfServer > domain || rack.chip != chip || rack.hall != hall;
      if (isNew && !out.empty()) ++supernode;
      held = (isNew ? 0 : held) + chipsOfServer;
      chip = rack.chip, hall = rack.hall;
      out.push_back({static_cast<std::uint16_t>(chipsOfServer), r, rack.hall, supernode, segment, pod});
    }
  }
  return out;
}

Spread spreadOf(std::span<const ServerPlace> places, std::span<const ServerGrant> grants) {
  Spread out;
  std::vector<std::uint32_t> supernodes, pods, halls;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> chipsBySegment;
  for (const ServerGrant& grant : grants) {
    const ServerPlace& place = places[grant.server];
    out.chips += grant.chips;
    ++out.servers;
    supernodes.push_back(place.supernode), pods.push_back(place.pod), halls.push_back(place.hall);
    chipsBySegment.emplace_back(place.segment, grant.chips);
  }
  out.supernodes = distinct(std::move(supernodes));
  out.pods = distinct(std::move(pods));
  out.halls = distinct(std::move(halls));
  if (out.chips == 0) return out;
  std::sort(chipsBySegment.begin(), chipsBySegment.end());
  double together = 0.0;
  for (std::size_t i = 0; i < chipsBySegment.size();) {
    double chips = 0.0;
    const std::uint32_t segment = chipsBySegment[i].first;
    for (; i < chipsBySegment.size() && chipsBySegment[i].first == segment; ++i) chips += chipsBySegment[i].second;
    together += chips / out.chips * (chips / out.chips);
    ++out.segments;
  }
  if (out.segments > 1) out.leavesSegment = 1.0 - together;
  return out;
}

Spread compactSpread(const FabricSpec& fabric, std::uint32_t chips) {
  const auto upTo = [chips](int size) {
    const auto n = static_cast<std::uint32_t>(std::max(size, 1));
    return std::max(1u, chips / n + (chips % n != 0 ? 1u : 0u));
  };
  Spread out;
  out.chips = chips;
  out.segments = upTo(fabric.segmentChips), out.pods = upTo(fabric.podChips);
  if (out.segments > 1) {
    const double full = static_cast<double>(std::max(fabric.segmentChips, 1)) / chips;
    const double rest = 1.0 - full * (out.segments - 1.0);
    out.leavesSegment = 1.0 - full * full * (out.segments - 1.0) - rest * rest;
  }
  return out;
}

double hashEfficiency(const FabricSpec& fabric, double leaving) {
  if (!(leaving > 0.0)) return 1.0;
  const double links = std::max(fabric.hashLinks, 1.0), flows = std::max(fabric.hashFlows, 1e-9);
  const double load = leaving * fabric.podOversubscription;
  // so many flows share a link as its load has room for
  const double fullest = load + math::sqrt(2.0 * load * math::log(links) / flows);
  return 1.0 / std::max(1.0, fullest);
}

TrainingSetup placed(TrainingSetup setup, const FabricSpec& fabric, const Spread& spread) {
  const double inPods = hashEfficiency(fabric, spread.leavesSegment);
  setup.hashEfficiency = setup.ringEfficiency = inPods;
  if (spread.pods <= 1 || setup.chips == 0) return setup;
  // at the border of two pods one stage of the pipeline gives to the next: all chips of the stage at once, over lines
  // that the core has for a part of the pod's chips only; of a ring a strand goes out and one comes back
  const double chipsOfPod = static_cast<double>(setup.chips) / spread.pods;
  const double stage = static_cast<double>(setup.chips) / std::max(setup.pipeline, 1u);
  const double rings = static_cast<double>(setup.tensor) * setup.pipeline;
  const auto above = [&](double chipsThatSend) {
    return 1.0 / std::max(1.0, fabric.coreOversubscription * std::min(1.0, chipsThatSend / chipsOfPod));
  };
  setup.hashEfficiency = std::min(inPods, above(stage));
  const bool doRingsCross = setup.pipeline < spread.pods || stage > chipsOfPod;
  if (doRingsCross) setup.ringEfficiency = std::min(inPods, above(rings));
  return setup;
}

double portShare(const FabricSpec& fabric, std::uint32_t chipsOfServer, std::uint32_t portsOut) {
  const double ports = static_cast<double>(chipsOfServer) * std::max(fabric.portsPerChip, 1);
  return ports > 0.0 ? std::max(0.0, 1.0 - portsOut / ports) : 0.0;
}

}  // namespace plenum
