// SPDX-License-Identifier: Apache-2.0
#include "study/Contingency.h"

#include <map>
#include <tuple>

#include "sim/Headroom.h"

namespace plenum::study {
namespace {

class Lister {
 public:
  Lister(const SimModel& model, const SimState& state) : layout_(*model.layout), headrooms_(headrooms(model, state)) {}

  std::vector<Contingency> run() {
    for (const PlacedCircuit& circuit : layout_.circuits) {
      plant(Kind::pump, layout_.pumps, circuit.pumps);
      plant(Kind::pump, layout_.pumps, circuit.condenserPumps);
      plant(Kind::chiller, layout_.chillers, circuit.chillers);
      plant(Kind::exchanger, layout_.exchangers, circuit.exchangers);
      plant(Kind::tower, layout_.towers, circuit.towers);
      plant(Kind::dryCooler, layout_.dryCoolers, circuit.dryCoolers);
    }
    for (std::uint32_t c = 0; c < layout_.cdus.size(); ++c) {
      const PlacedCdu& cdu = layout_.cdus[c];
      const PlacedHall& hall = layout_.halls[cdu.hall];
      unit({Kind::cdu, c, 0}, {hall.design.get(), cdu.spec, cdu.circuit, cdu.loop - hall.firstLoop},
           headrooms_.cdus[c].moreW);
    }
    for (std::uint32_t c = 0; c < layout_.cdus.size(); ++c) {
      const PlacedCdu& cdu = layout_.cdus[c];
      const PlacedHall& hall = layout_.halls[cdu.hall];
      unit({Kind::cdu, c, 1}, {hall.design.get(), cdu.spec, cdu.circuit, cdu.loop - hall.firstLoop},
           headrooms_.cdus[c].moreW);
    }
    for (std::uint32_t f = 0; f < layout_.fanWalls.size(); ++f) {
      const PlacedFanWall& wall = layout_.fanWalls[f];
      unit({Kind::fanWall, f, 0}, {layout_.halls[wall.hall].design.get(), wall.spec, wall.circuit, 0},
           headrooms_.fanWalls[f].moreW);
    }
    return std::move(out_);
  }

 private:
  using Likeness = std::tuple<const void*, const void*, std::uint32_t, std::uint32_t>;

  void unit(EntityRef entity, const Likeness& like, double moreW) {
    const auto [at, isNew] = seen_.try_emplace({entity.kind, entity.part, like}, Seen{out_.size(), moreW});
    if (isNew) {
      out_.push_back({layout_.idOf(entity), entity, 1});
      return;
    }
    Contingency& stands = out_[at->second.index];
    ++stands.alike;
    if (moreW >= at->second.moreW) return;
    at->second.moreW = moreW;
    stands.entity = entity;
    stands.target = layout_.idOf(entity);
  }

  template <class Placed>
  void plant(Kind kind, const std::vector<Placed>& all, const std::vector<std::uint32_t>& mine) {
    std::map<std::tuple<const void*, std::uint32_t, std::uint32_t>, std::size_t> groups;
    for (const std::uint32_t i : mine) {
      const auto [at, isNew] = groups.try_emplace({all[i].spec, all[i].feed, all[i].feedB}, out_.size());
      if (isNew)
        out_.push_back({all[i].id, {kind, i, 0}, 1});
      else
        ++out_[at->second].alike;
    }
  }

  struct Seen {
    std::size_t index;
    double moreW;
  };
  const Layout& layout_;
  Headrooms headrooms_;
  std::map<std::tuple<Kind, std::uint32_t, Likeness>, Seen> seen_;
  std::vector<Contingency> out_;
};

}  // namespace

std::vector<Contingency> contingencies(const SimModel& model, const SimState& state) {
  return Lister(model, state).run();
}

}  // namespace plenum::study
