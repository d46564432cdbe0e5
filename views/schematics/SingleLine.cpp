// SPDX-License-Identifier: Apache-2.0
#include "schematics/SingleLine.h"

#include <algorithm>
#include <map>

#include "schematics/SingleLineFold.h"
#include "schematics/SingleLineSheet.h"

namespace plenum::views {

namespace {

using PowerKind = PowerSpec::Kind;

LineShape shapeOf(const PlacedPower& device) {
  switch (device.kind) {
    case PowerKind::feed:
      return LineShape::feed;
    case PowerKind::transformer:
      return LineShape::transformer;
    case PowerKind::board:
      return LineShape::board;
    case PowerKind::ups:
      return device.ups && device.ups->kind == UpsSpec::Kind::hvdc ? LineShape::rectifier : LineShape::ups;
    case PowerKind::pdu:
      return LineShape::outlet;
    case PowerKind::genset:
      return LineShape::genset;
    case PowerKind::transfer:
      return device.transfer && device.transfer->isStatic ? LineShape::staticSwitch : LineShape::transferSwitch;
    case PowerKind::tie:
      return LineShape::tie;
    case PowerKind::solar:
      return LineShape::solar;
    case PowerKind::wind:
      return LineShape::wind;
    case PowerKind::storage:
      return LineShape::storage;
  }
  return LineShape::board;
}

/// What every device's output is called: the secondary of the transformer above it; a feed's, what it is transformed
/// from.
std::vector<double> nominalVoltages(const Layout& layout) {
  const auto& power = layout.power;
  std::vector<double> out(power.size(), 0.0);
  for (std::size_t i = 0; i < power.size(); ++i) {
    if (power[i].transformer)
      out[i] = power[i].transformer->secondary.si;
    else if (power[i].from != none && !(power[i].ups && power[i].ups->kind == UpsSpec::Kind::hvdc))
      out[i] = out[power[i].from];
    if (power[i].transformer && power[i].from != none && power[power[i].from].kind == PowerKind::feed)
      out[power[i].from] = power[i].transformer->primary.si;
  }
  // what a board has that feeds a transformer, and a feed that feeds the board
  for (std::size_t i = power.size(); i-- > 0;) {
    const std::uint32_t from = power[i].from;
    const bool isDirect = power[i].ups && power[i].ups->kind == UpsSpec::Kind::hvdc;
    if (from == none || out[from] > 0.0 || isDirect) continue;
    out[from] = power[i].transformer ? power[i].transformer->primary.si : out[i];
  }
  for (const PlacedPower& device : power)
    for (const std::uint32_t genset : device.standby)
      if (device.from != none) out[genset] = out[device.from];
  return out;
}

std::vector<EntityRef> refsOf(const std::vector<std::uint32_t>& devices) {
  std::vector<EntityRef> out;
  for (const std::uint32_t device : devices) out.push_back({Kind::powerDevice, device});
  return out;
}

class Drawing {
 public:
  Drawing(const Layout& layout, const Opened& opened)
      : layout_(layout), fold_(foldPower(layout, opened)), nominalV_(nominalVoltages(layout)) {}

  SingleLine draw() {
    for (std::size_t g = 0; g < fold_.groups.size(); ++g) sheet_.put(device(g));
    for (std::size_t g = 0; g < fold_.groups.size(); ++g) putLoads(g);
    return sheet_.finish();
  }

 private:
  std::size_t groupOf(std::uint32_t device) const { return fold_.groupOf[device]; }

  LineSheet::Put device(std::size_t g) const {
    const PowerGroup& group = fold_.groups[g];
    const PlacedPower& first = layout_.power[group.members.front()];
    LineSheet::Put put;
    put.symbol.key = first.id;
    put.symbol.shape = shapeOf(first);
    put.symbol.members = refsOf(group.members);
    put.symbol.like = refsOf(group.like);
    put.symbol.isOpened = group.isOpened;
    put.symbol.nominalV = nominalV_[group.members.front()];
    for (const std::uint32_t member : group.members)
      put.symbol.loads.insert(put.symbol.loads.end(), fold_.loadsOf[member].begin(), fold_.loadsOf[member].end());
    put.row = group.rank;
    put.side = group.side;
    const bool isSource = first.kind == PowerKind::feed || first.kind == PowerKind::genset || isGiver(first.kind);
    if (isSource) {
      put.ownBreakers = parts(group, 1);
      return put;
    }
    if (first.kind == PowerKind::tie) {
      put.ins = {{{groupOf(first.from)}, {}, PlacedBreaker::Side::normal},
                 {{groupOf(first.alternate)}, {}, PlacedBreaker::Side::alternate}};
      return put;
    }
    addIns(put, group);
    if (put.symbol.shape != LineShape::board) return put;
    // generators of the site give to the bar by a breaker of their own
    for (std::size_t other = 0; other < fold_.groups.size(); ++other) {
      const PlacedPower& giver = layout_.power[fold_.groups[other].members.front()];
      if (isGiver(giver.kind) && giver.from != none && groupOf(giver.from) == g)
        put.ins.push_back({{other}, {}, PlacedBreaker::Side::parallel});
    }
    return put;
  }

  /// One for every group of sources, with the breakers of all members towards it: like devices may have more or fewer
  /// of like sources.
  void addIns(LineSheet::Put& put, const PowerGroup& group) const {
    std::map<std::pair<int, std::size_t>, std::size_t> known;
    for (const std::uint32_t member : group.members) {
      const PlacedPower& device = layout_.power[member];
      for (std::uint32_t b = 0; b < device.breakers.size(); ++b) {
        const PlacedBreaker& breaker = device.breakers[b];
        const bool isStandby = breaker.side == PlacedBreaker::Side::standby;
        std::vector<std::size_t> sources;
        if (isStandby)
          for (const std::uint32_t genset : device.standby) sources.push_back(groupOf(genset));
        else if (breaker.source != none)
          sources.push_back(groupOf(breaker.source));
        if (sources.empty()) continue;
        const int role = isStandby ? 2 : breaker.side == PlacedBreaker::Side::alternate ? 1 : 0;
        const auto [at, isNew] = known.try_emplace({role, isStandby ? 0 : sources.front()}, put.ins.size());
        if (isNew) put.ins.push_back({{}, {}, breaker.side});
        LineSheet::In& in = put.ins[at->second];
        in.breakers.push_back({Kind::powerDevice, member, b + 1});
        for (const std::size_t source : sources)
          if (std::find(in.sources.begin(), in.sources.end(), source) == in.sources.end()) in.sources.push_back(source);
      }
    }
    for (LineSheet::In& in : put.ins) std::sort(in.sources.begin(), in.sources.end());
  }

  std::vector<EntityRef> parts(const PowerGroup& group, std::uint32_t part) const {
    std::vector<EntityRef> out;
    for (const std::uint32_t member : group.members) out.push_back({Kind::powerDevice, member, part});
    return out;
  }

  void putLoads(std::size_t g) {
    const PowerGroup& group = fold_.groups[g];
    const PlacedPower& first = layout_.power[group.members.front()];
    if (isOutlet(first.kind)) return;
    std::vector<EntityRef> loads;
    for (const std::uint32_t member : group.members)
      loads.insert(loads.end(), fold_.loadsOf[member].begin(), fold_.loadsOf[member].end());
    if (loads.empty()) return;
    LineSheet::Put put;
    put.symbol.key = first.id + "/loads";
    put.symbol.shape = LineShape::loads;
    put.symbol.members = put.symbol.loads = std::move(loads);
    put.row = fold_.ranks - 1;
    put.side = group.side;
    put.ins = {{{g}, {}, PlacedBreaker::Side::normal}};
    sheet_.put(std::move(put));
  }

  const Layout& layout_;
  PowerFold fold_;
  std::vector<double> nominalV_;
  LineSheet sheet_;
};

}  // namespace

SingleLine singleLine(const Layout& layout, const Opened& opened) { return Drawing(layout, opened).draw(); }

std::size_t crossingsOf(const SingleLine& drawing) {
  std::size_t out = 0;
  const auto isFlat = [](const QLineF& l) { return l.y1() == l.y2(); };
  for (std::size_t a = 0; a < drawing.nets.size(); ++a)
    for (std::size_t b = 0; b < drawing.nets.size(); ++b) {
      if (a == b) continue;
      for (const QLineF& flat : drawing.nets[a].pieces) {
        if (!isFlat(flat)) continue;
        for (const QLineF& steep : drawing.nets[b].pieces) {
          if (isFlat(steep)) continue;
          const auto [low, high] = std::minmax({flat.x1(), flat.x2()});
          out += steep.x1() > low && steep.x1() < high && std::min(steep.y1(), steep.y2()) < flat.y1() &&
                 std::max(steep.y1(), steep.y2()) > flat.y1();
        }
      }
    }
  return out;
}

}  // namespace plenum::views
