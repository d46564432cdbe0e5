// SPDX-License-Identifier: Apache-2.0
#include "study/Supply.h"

#include <algorithm>

#include "sim/Headroom.h"
#include "sim/Model.h"
#include "sim/State.h"

namespace plenum::study {
namespace {

// of a thing that nothing drives any more: what it does not do is not spare
constexpr double missing = -1.0;

struct Reading {
  std::vector<double> loopHeatW, loopFlowKgPerS, airHeatW, airFlowM3PerS, plantHeatW;
};

Reading read(const SimModel& model, const SimState& state) {
  const Layout& layout = *model.layout;
  Reading out;
  for (std::uint32_t l = 0; l < layout.loops.size(); ++l) {
    double moreW = 0.0;
    bool isDriven = false;
    for (const std::uint32_t c : layout.loops[l].cdus) {
      const Headroom room = cduHeadroomForRacks(model, state, c);
      moreW += room.moreW;
      isDriven = isDriven || room.limit != CoolingLimit::failed;
    }
    if (!isDriven) moreW = std::min(moreW, missing);
    out.loopHeatW.push_back(moreW);
    out.loopFlowKgPerS.push_back(loopSpareKgPerS(model, state, l));
  }
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h) {
    out.airHeatW.push_back(hallCoilMoreW(model, state, h));
    out.airFlowM3PerS.push_back(hallSpareAirM3PerS(model, state, h));
  }
  for (std::uint32_t i = 0; i < layout.circuits.size(); ++i) {
    const Headroom room = circuitHeadroom(model, state, i);
    out.plantHeatW.push_back(room.limit == CoolingLimit::failed ? std::min(room.moreW, missing) : room.moreW);
  }
  return out;
}

/// The unit of a set that serves a thing; "" where none does.
template <class Serves>
std::string servant(const Layout& layout, const std::vector<std::string>& failed, Serves&& serves) {
  for (const std::string& id : failed)
    if (const auto ref = layout.find(id); ref && serves(*ref)) return id;
  return {};
}

class Collector {
 public:
  Collector(const Layout& layout, Supply& supply) : layout_(layout), supply_(supply) {}

  void first(const Reading& r) {
    const auto fill = [](std::vector<Least>& to, const std::vector<double>& from) {
      for (const double more : from) to.push_back({more, {}, more});
    };
    fill(supply_.loopHeatW, r.loopHeatW);
    fill(supply_.loopFlowKgPerS, r.loopFlowKgPerS);
    fill(supply_.airHeatW, r.airHeatW);
    fill(supply_.airFlowM3PerS, r.airFlowM3PerS);
    fill(supply_.plantHeatW, r.plantHeatW);
  }

  void with(const Reading& r, const std::vector<std::string>& failed) {
    for (std::uint32_t l = 0; l < layout_.loops.size(); ++l) {
      const std::string out = servant(
          layout_, failed, [&](EntityRef ref) { return ref.kind == Kind::cdu && layout_.cdus[ref.index].loop == l; });
      lower(supply_.loopHeatW[l], r.loopHeatW[l], out, layout_.loops[l].id);
      lower(supply_.loopFlowKgPerS[l], r.loopFlowKgPerS[l], out, layout_.loops[l].id);
    }
    for (std::uint32_t h = 0; h < layout_.halls.size(); ++h) {
      const std::string out = servant(layout_, failed, [&](EntityRef ref) {
        return ref.kind == Kind::fanWall && layout_.fanWalls[ref.index].hall == h;
      });
      lower(supply_.airHeatW[h], r.airHeatW[h], out, layout_.halls[h].id);
      lower(supply_.airFlowM3PerS[h], r.airFlowM3PerS[h], out, layout_.halls[h].id);
    }
    for (std::uint32_t i = 0; i < layout_.circuits.size(); ++i) {
      const std::string out = servant(layout_, failed, [&](EntityRef ref) { return circuitOf(ref) == i; });
      lower(supply_.plantHeatW[i], r.plantHeatW[i], out, layout_.circuits[i].id);
    }
  }

 private:
  std::uint32_t circuitOf(EntityRef ref) const {
    switch (ref.kind) {
      case Kind::pump:
        return layout_.pumps[ref.index].circuit;
      case Kind::chiller:
        return layout_.chillers[ref.index].circuit;
      case Kind::exchanger:
        return layout_.exchangers[ref.index].circuit;
      case Kind::tower:
        return layout_.towers[ref.index].circuit;
      case Kind::dryCooler:
        return layout_.dryCoolers[ref.index].circuit;
      default:
        return none;
    }
  }

  void lower(Least& least, double more, const std::string& out, const std::string& id) {
    if (out.empty()) return;
    if (more < 0.0 && least.more >= 0.0) {
      auto& names = supply_.unborne;
      if (std::find(names.begin(), names.end(), id) == names.end()) names.push_back(id);
      return;
    }
    if (more < least.more) least.more = more, least.without = out;
  }

  const Layout& layout_;
  Supply& supply_;
};

}  // namespace

std::vector<std::vector<std::string>> spareSets(const Layout& layout, const std::vector<std::string>& out) {
  std::vector<std::vector<std::string>> sets;
  const auto add = [&](std::vector<std::string> set) {
    if (!set.empty()) sets.push_back(std::move(set));
  };
  // the first that still runs
  const auto take = [&](std::vector<std::string>& set, const std::string& id) {
    if (std::find(out.begin(), out.end(), id) != out.end()) return false;
    set.push_back(id);
    return true;
  };
  const auto first = [&](std::vector<std::string>& set, const std::vector<std::uint32_t>& units, const auto& all) {
    for (const std::uint32_t unit : units)
      if (take(set, all[unit].id)) return;
  };
  std::vector<std::string> cdus, walls;
  for (const PlacedLoop& loop : layout.loops)
    if (!loop.racks.empty()) first(cdus, loop.cdus, layout.cdus);
  for (const PlacedHall& hall : layout.halls)
    if (hall.racks > 0)
      for (std::uint32_t k = 0; k < hall.fanWalls; ++k)
        if (take(walls, layout.fanWalls[hall.firstFanWall + k].id)) break;
  add(cdus);
  add(walls);
  const auto kind = [&](auto list, const auto& all) {
    std::vector<std::string> set;
    for (const PlacedCircuit& circuit : layout.circuits) first(set, circuit.*list, all);
    add(std::move(set));
  };
  kind(&PlacedCircuit::pumps, layout.pumps);
  kind(&PlacedCircuit::condenserPumps, layout.pumps);
  kind(&PlacedCircuit::chillers, layout.chillers);
  kind(&PlacedCircuit::exchangers, layout.exchangers);
  kind(&PlacedCircuit::towers, layout.towers);
  kind(&PlacedCircuit::dryCoolers, layout.dryCoolers);
  return sets;
}

Supply supplyOf(const Rest& rest, Parallel& parallel) {
  Supply out;
  Collector collector(*rest.model->layout, out);
  collector.first(read(*rest.model, *rest.state));
  out.tried = spareSets(*rest.model->layout);
  for (const std::vector<std::string>& failed : out.tried)
    collector.with(read(*rest.model, *without(rest, failed, parallel)), failed);
  return out;
}

}  // namespace plenum::study
