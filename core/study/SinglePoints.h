// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/Engine.h"
#include "site/Layout.h"

namespace plenum::study {

/// A thing without a second way round it, found in the graph of a site alone: what it says holds whatever the loads.
struct SinglePoint {
  enum class Of : std::uint8_t {
    power,    // racks lose their power
    cooling,  // racks lose the only way of their heat
    drives,   // its loss leaves a stage of cooling without power
  };
  Of of = Of::power;
  EntityRef entity;
  std::string id;
  std::uint32_t racks = 0;  // that depend on it
};

/// Articulation points, by biconnected components, of two graphs: from the feeds and gensets to each rack, breaker by
/// breaker; and from the last sink of heat (towers, dry coolers, lakes) through plant, loops and halls to each rack.
/// From the top down; power first. A battery is no source: it only bridges.
std::vector<SinglePoint> singlePoints(const Layout& layout);

/// Whether heat still has a way out, whatever its capacity. Where it has none a balance of temperatures does not exist,
/// and the racks stop sooner or later.
class HeatWays {
 public:
  /// `layout` must outlive it.
  explicit HeatWays(const Layout& layout);
  ~HeatWays();
  /// By rack: 1 where its coolant or its air has no way out with what is dead in this state.
  std::vector<std::uint8_t> severed(const SimModel& model, const SimState& state) const;

 private:
  struct Net;
  std::unique_ptr<const Net> net_;
};

/// "power", "cooling", "drives"; the text id of the word is "redundancy.of." + name.
const char* nameOf(SinglePoint::Of of);

}  // namespace plenum::study
