// SPDX-License-Identifier: Apache-2.0
#include "study/SinglePoints.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "sim/Model.h"
#include "sim/Stages.h"
#include "sim/State.h"

namespace plenum::study {
namespace {

using Vertex = std::uint32_t;
constexpr Vertex world = 0;  // all grids and gensets in the one graph, the outdoor air in the other

/// What leads from the world to the racks. A vertex without an entity is a place where pipes or cords meet.
struct Ways {
  std::vector<EntityRef> entity{EntityRef{}};
  std::vector<bool> isThing{false};
  std::vector<std::vector<Vertex>> above{{}}, below{{}};

  Vertex add(std::optional<EntityRef> of = {}) {
    entity.push_back(of.value_or(EntityRef{}));
    isThing.push_back(of.has_value());
    above.emplace_back();
    below.emplace_back();
    return static_cast<Vertex>(entity.size() - 1);
  }
  void lead(Vertex from, Vertex to) {
    below[from].push_back(to);
    above[to].push_back(from);
  }

  std::vector<bool> reached(Vertex from, const std::vector<std::vector<Vertex>>& onward,
                            const std::vector<bool>& isOut) const {
    std::vector<bool> out(entity.size(), false);
    std::vector<Vertex> open;
    const auto visit = [&](Vertex v) {
      if (out[v] || isOut[v]) return;
      out[v] = true;
      open.push_back(v);
    };
    visit(from);
    while (!open.empty()) {
      const Vertex v = open.back();
      open.pop_back();
      for (const Vertex next : onward[v]) visit(next);
    }
    return out;
  }
  std::vector<bool> allIn() const { return std::vector<bool>(entity.size(), false); }

  /// Things that every way from the world to `target` goes through.
  std::vector<Vertex> cuts(Vertex target) const {
    // only what leads to the target: within it, cutting the drawn lines and cutting the ways is the same
    const std::vector<bool> leads = reached(target, above, allIn());
    if (!leads[world]) return {};
    using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS>;
    Graph graph(entity.size());
    for (Vertex v = 0; v < entity.size(); ++v)
      for (const Vertex to : below[v])
        if (leads[v] && leads[to]) boost::add_edge(v, to, graph);
    std::vector<Vertex> points;
    boost::articulation_points(graph, std::back_inserter(points));
    std::sort(points.begin(), points.end());
    points.erase(std::unique(points.begin(), points.end()), points.end());
    // a tie may hang a dead end on a point that nothing else needs
    std::erase_if(points, [&](Vertex v) {
      if (!isThing[v]) return true;
      std::vector<bool> isOut = allIn();
      isOut[v] = true;
      return static_cast<bool>(reached(world, below, isOut)[target]);
    });
    return points;
  }
};

/// From the outdoor air through plants, loops and halls.
struct Cooling {
  /// Exchangers before chillers only help them: alone they do not carry a hot day, and yet some days they do.
  enum class Economisers { helpOnly, carryToo };

  Cooling(const Layout& of, Economisers with) : layout(of), economisers(with) {
    layPlants();
    layHalls();
  }

  template <class List>
  void stage(Kind kind, const List& list, Vertex from, Vertex to) {
    for (const std::uint32_t i : list) thing({kind, i, 0}, from, to);
  }
  void thing(EntityRef entity, Vertex from, Vertex to) {
    const Vertex v = ways.add(entity);
    ways.lead(from, v);
    ways.lead(v, to);
  }

  void layPlants() {
    for (std::uint32_t i = 0; i < layout.circuits.size(); ++i) {
      const PlacedCircuit& c = layout.circuits[i];
      const Vertex chilled = ways.add();
      const bool isChilled = !c.chillers.empty();
      const bool isDirect = !isChilled && c.exchangers.empty();
      const Vertex sunk = isDirect ? chilled : ways.add();
      stage(Kind::tower, c.towers, world, sunk);
      stage(Kind::dryCooler, c.dryCoolers, world, sunk);
      stage(Kind::lake, c.lakes, world, sunk);
      if (!isDirect) {
        const Vertex pumped = c.condenserPumps.empty() ? sunk : ways.add();
        stage(Kind::pump, c.condenserPumps, sunk, pumped);
        stage(Kind::chiller, c.chillers, pumped, chilled);
        if (!isChilled || economisers == Economisers::carryToo) stage(Kind::exchanger, c.exchangers, pumped, chilled);
      }
      const Vertex pushed = c.pumps.empty() ? chilled : ways.add();
      stage(Kind::pump, c.pumps, chilled, pushed);
      const Vertex valve = ways.add(EntityRef{Kind::circuit, i, 0});
      ways.lead(pushed, valve);
      circuit.push_back(valve);
    }
  }

  void layHalls() {
    for (std::uint32_t l = 0; l < layout.loops.size(); ++l) {
      loop.push_back(ways.add());
      for (const std::uint32_t c : layout.loops[l].cdus) {
        const Vertex inside = ways.add();
        thing({Kind::cdu, c, 0}, circuit[layout.cdus[c].circuit], inside);
        for (int p = 0; p < layout.cdus[c].spec->pumps; ++p)
          thing({Kind::cdu, c, static_cast<std::uint32_t>(p) + 1}, inside, loop.back());
      }
    }
    for (std::uint32_t h = 0; h < layout.halls.size(); ++h) hall.push_back(ways.add());
    for (std::uint32_t f = 0; f < layout.fanWalls.size(); ++f)
      thing({Kind::fanWall, f, 0}, circuit[layout.fanWalls[f].circuit], hall[layout.fanWalls[f].hall]);
  }

  const Layout& layout;
  Economisers economisers;
  Ways ways;
  std::vector<Vertex> circuit, loop, hall;
};

/// Power that a thing of cooling needs; exchangers, valves and pipes need none.
std::vector<std::uint32_t> feedsOf(const Layout& layout, EntityRef e) {
  const auto both = [](const auto& unit) { return std::vector<std::uint32_t>{unit.feed, unit.feedB}; };
  switch (e.kind) {
    case Kind::cdu:
      return both(layout.cdus[e.index]);
    case Kind::fanWall:
      return both(layout.fanWalls[e.index]);
    case Kind::pump:
      return both(layout.pumps[e.index]);
    case Kind::chiller:
      return both(layout.chillers[e.index]);
    case Kind::tower:
      return both(layout.towers[e.index]);
    case Kind::dryCooler:
      return both(layout.dryCoolers[e.index]);
    case Kind::lake:
      return both(layout.lakes[e.index]);
    default:
      return {};
  }
}

/// Racks that hang on the same things.
struct Alike {
  std::uint32_t racks = 0;
  Vertex power = world, liquid = world, air = world;  // `world`: needs none
};

class Finder {
 public:
  explicit Finder(const Layout& layout) : layout_(layout), plant_(layout, Cooling::Economisers::helpOnly) {
    layPower();
    layRacks();
  }

  std::vector<SinglePoint> run() {
    for (std::size_t i = 0; i < alike_.size(); ++i) {
      note(SinglePoint::Of::power, power_, alike_[i].power, i);
      note(SinglePoint::Of::cooling, cooling_, alike_[i].liquid, i);
      note(SinglePoint::Of::cooling, cooling_, alike_[i].air, i);
    }
    drives();
    std::vector<SinglePoint> out;
    for (const auto& [key, who] : found_) {
      const auto& [of, vertex] = key;
      const Ways& ways = of == SinglePoint::Of::cooling ? cooling_ : power_;
      SinglePoint point{of, ways.entity[vertex], layout_.idOf(ways.entity[vertex]), 0};
      for (const std::size_t i : who) point.racks += alike_[i].racks;
      out.push_back(std::move(point));
    }
    return out;
  }

 private:
  void note(SinglePoint::Of of, const Ways& ways, Vertex target, std::size_t who) {
    if (target == world) return;
    const auto [at, isNew] = cuts_.try_emplace({of, target});
    if (isNew) at->second = ways.cuts(target);
    for (const Vertex v : at->second) found_[{of, v}].insert(who);
  }

  void layPower() {
    const auto& devices = layout_.power;
    for (std::uint32_t d = 0; d < devices.size(); ++d) {
      device_.push_back(power_.add(EntityRef{Kind::powerDevice, d, 0}));
      // its static bypass is a way round it
      if (devices[d].ups && devices[d].ups->hasBypass) power_.isThing[device_.back()] = false;
    }
    for (std::uint32_t d = 0; d < devices.size(); ++d) {
      const PlacedPower& device = devices[d];
      using K = PowerSpec::Kind;
      // they follow a live board and give to it; alone they keep nothing alive
      if (device.kind == K::solar || device.kind == K::wind || device.kind == K::storage) continue;
      for (std::uint32_t b = 0; b < device.breakers.size(); ++b) {
        const Vertex breaker = power_.add(EntityRef{Kind::powerDevice, d, b + 1});
        if (device.kind == K::tie) {
          for (const std::uint32_t side : {device.from, device.alternate}) {
            if (side == none) continue;
            const Vertex inner = side == device.from ? breaker : device_[d];
            power_.lead(device_[side], inner);
            power_.lead(inner, device_[side]);
          }
          power_.lead(breaker, device_[d]);
          power_.lead(device_[d], breaker);
          continue;
        }
        power_.lead(breaker, device_[d]);
        if (device.breakers[b].side == PlacedBreaker::Side::standby)
          for (const std::uint32_t genset : device.standby) power_.lead(device_[genset], breaker);
        else if (device.breakers[b].source != none)
          power_.lead(device_[device.breakers[b].source], breaker);
        else if (device.kind == K::feed || device.kind == K::genset)
          power_.lead(world, breaker);
      }
    }
  }

  void layRacks() {
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>, std::size_t> seen;
    for (const PlacedRack& rack : layout_.racks) {
      const auto [at, isNew] =
          seen.try_emplace({rack.feedA, rack.feedB, rack.loop, rack.hall, rack.doorCircuit}, alike_.size());
      if (!isNew) {
        ++alike_[at->second].racks;
        continue;
      }
      Alike mine;
      mine.racks = 1;
      mine.power = power_.add();
      for (const std::uint32_t feed : {rack.feedA, rack.feedB})
        if (feed != none) power_.lead(device_[feed], mine.power);
      if (rack.loop != none) mine.liquid = plant_.loop[rack.loop];
      const bool hasWalls = layout_.halls[rack.hall].fanWalls > 0;
      if (rack.doorCircuit != none || hasWalls) mine.air = cooling_.add();
      if (hasWalls) cooling_.lead(plant_.hall[rack.hall], mine.air);
      if (rack.doorCircuit != none) cooling_.lead(plant_.circuit[rack.doorCircuit], mine.air);
      alike_.push_back(mine);
    }
  }

  /// What of cooling still turns with this of power gone; the same answer serves everything that takes the same away.
  void drives() {
    const std::vector<bool> whole = cooling_.reached(world, cooling_.below, cooling_.allIn());
    std::map<std::vector<bool>, std::vector<bool>> answers;
    for (Vertex v = 1; v < power_.entity.size(); ++v) {
      if (!power_.isThing[v]) continue;
      std::vector<bool> isOut = power_.allIn();
      isOut[v] = true;
      const std::vector<bool> isLive = power_.reached(world, power_.below, isOut);
      std::vector<bool> stands = cooling_.allIn();
      for (Vertex c = 1; c < stands.size(); ++c) {
        const std::vector<std::uint32_t> feeds = feedsOf(layout_, cooling_.entity[c]);
        stands[c] = cooling_.isThing[c] && !feeds.empty() && std::none_of(feeds.begin(), feeds.end(), [&](auto feed) {
                      return feed != none && isLive[device_[feed]];
                    });
      }
      const auto [at, isNew] = answers.try_emplace(stands);
      if (isNew) at->second = cooling_.reached(world, cooling_.below, stands);
      for (std::size_t i = 0; i < alike_.size(); ++i) {
        const auto isLost = [&](Vertex target) { return target != world && whole[target] && !at->second[target]; };
        if (isLost(alike_[i].liquid) || isLost(alike_[i].air)) found_[{SinglePoint::Of::drives, v}].insert(i);
      }
    }
  }

  const Layout& layout_;
  Ways power_;
  Cooling plant_;
  Ways& cooling_ = plant_.ways;
  std::vector<Vertex> device_;
  std::vector<Alike> alike_;
  std::map<std::pair<SinglePoint::Of, Vertex>, std::vector<Vertex>> cuts_;
  std::map<std::pair<SinglePoint::Of, Vertex>, std::set<std::size_t>> found_;
};

}  // namespace

struct HeatWays::Net {
  explicit Net(const Layout& layout) : cooling(layout, Cooling::Economisers::carryToo) {}

  /// Whether a thing does nothing any more.
  bool isDead(const SimState& s, EntityRef e) const {
    const std::vector<std::uint32_t> feeds = feedsOf(cooling.layout, e);
    if (!feeds.empty() && !stage::isLive(s, feeds[0], feeds[1])) return true;
    switch (e.kind) {
      case Kind::circuit:
        return s.circuits.isIsolated[e.index];
      case Kind::pump:
        return s.plant.isPumpFailed[e.index];
      case Kind::chiller:
        return s.plant.isChillerFailed[e.index];
      case Kind::exchanger:
        return s.plant.isExchangerFailed[e.index];
      case Kind::tower:
        return s.plant.isTowerFailed[e.index];
      case Kind::dryCooler:
        return s.plant.isDryCoolerFailed[e.index];
      case Kind::lake:
        return s.plant.isLakeFailed[e.index];
      case Kind::cdu:
        return e.part == 0 ? s.cdus.isFailed[e.index] != 0 : (s.cdus.pumpsFailed[e.index] >> (e.part - 1) & 1) != 0;
      case Kind::fanWall:
        return s.air.isFailed[e.index];
      default:
        return false;
    }
  }

  Cooling cooling;
};

HeatWays::HeatWays(const Layout& layout) : net_(std::make_unique<Net>(layout)) {}
HeatWays::~HeatWays() = default;

std::vector<std::uint8_t> HeatWays::severed(const SimModel& model, const SimState& state) const {
  const Layout& layout = net_->cooling.layout;
  const Ways& ways = net_->cooling.ways;
  std::vector<bool> isOut = ways.allIn();
  for (Vertex v = 1; v < isOut.size(); ++v) {
    if (!ways.isThing[v]) continue;
    const EntityRef e = ways.entity[v];
    isOut[v] =
        net_->isDead(state, e) || (e.kind == Kind::fanWall && !(stage::fansTurning(model, state, e.index) > 0.0));
  }
  const std::vector<bool> reached = ways.reached(world, ways.below, isOut);
  std::vector<std::uint8_t> out(layout.racks.size(), 0);
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r) {
    const PlacedRack& rack = layout.racks[r];
    const bool hasWater = rack.loop == none || reached[net_->cooling.loop[rack.loop]];
    const bool hasDoor = rack.doorCircuit != none, hasWalls = layout.halls[rack.hall].fanWalls > 0;
    const bool isBreathing = model.classOf(r).airM3PerS > 0.0 && (hasDoor || hasWalls);
    const bool hasAir = !isBreathing || (hasWalls && reached[net_->cooling.hall[rack.hall]]) ||
                        (hasDoor && reached[net_->cooling.circuit[rack.doorCircuit]]);
    out[r] = !hasWater || !hasAir;
  }
  return out;
}

std::vector<SinglePoint> singlePoints(const Layout& layout) { return Finder(layout).run(); }

const char* nameOf(SinglePoint::Of of) {
  static constexpr const char* names[] = {"power", "cooling", "drives"};
  return names[static_cast<std::size_t>(of)];
}

}  // namespace plenum::study
