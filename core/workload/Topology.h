// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "site/Layout.h"
#include "workload/GangPlacer.h"
#include "workload/TrainingStep.h"

namespace plenum {

// What joins the servers: supernodes of chips that share a scale-up network, segments under one set of leaf switches,
// pods of segments, a core above the pods (facts 3, Alibaba HPN). Nobody writes them into the site: they follow from
// the order of its racks and from the fabric that it names.

/// One per server, in the order of the layout. A supernode is filled with chips of one kind within a hall; a segment
/// with whole racks within a hall, its spare places included; a pod with segments within a building. Without a fabric
/// the campus is one segment.
std::vector<ServerPlace> serverPlaces(const Layout& layout);

/// How a job lies in the network.
struct Spread {
  std::uint32_t chips = 0, servers = 0;
  std::uint32_t supernodes = 0, segments = 0, pods = 0, halls = 0;
  double leavesSegment = 0.0;  // chance that two of its chips stand in different segments
  bool operator==(const Spread&) const = default;
};
Spread spreadOf(std::span<const ServerPlace> places, std::span<const ServerGrant> grants);
/// The closest that a fabric allows: full segments of full pods.
Spread compactSpread(const FabricSpec& fabric, std::uint32_t chips);

/// Of the bandwidth between segments, what is left of it when paths are drawn by hash: the fullest of m links that k
/// flows each share carries 1 + √(2 ln m / k) of the mean (workload.md 7.2). 1 until the fullest link is full.
/// `leaving`: share of what the chips send that goes up.
double hashEfficiency(const FabricSpec& fabric, double leaving);
/// The setup of a job that lies so. Assumes that ranks lie in no order within a pod, whose lines are as wide above as
/// below, and in order across pods, so that only stages meet, or single strands of rings, over the thin lines of the
/// core.
TrainingSetup placed(TrainingSetup setup, const FabricSpec& fabric, const Spread& spread);

/// Of the bandwidth of a server's network cards, with so many of their ports out. Its chips share them over the
/// scale-up network.
double portShare(const FabricSpec& fabric, std::uint32_t chipsOfServer, std::uint32_t portsOut);

}  // namespace plenum
