// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include "site/Routes.h"
#include "site/Sizing.h"
#include "site/SpaceScene.h"

namespace plenum {
namespace {

class Joints {
 public:
  Joints(const Layout& layout, std::vector<Objection>& out) : layout_(layout), out_(out) {}

  void run() {
    if (!layout_.power.empty()) {
      for (std::uint32_t r = 0; r < layout_.rows.size(); ++r) row(r);
      for (std::uint32_t c = 0; c < layout_.cdus.size(); ++c) unit({Kind::cdu, c, 0}, layout_.cdus[c].feed);
      for (std::uint32_t f = 0; f < layout_.fanWalls.size(); ++f) unit({Kind::fanWall, f, 0}, layout_.fanWalls[f].feed);
      loads();
      for (std::uint32_t p = 0; p < layout_.power.size(); ++p) cable(p);
    }
    pipes();
    fibre();
    for (std::uint32_t l = 0; l < layout_.loops.size(); ++l) loop(l);
    for (std::uint32_t r = 0; r < layout_.rows.size(); ++r) floor(r);
  }

 private:
  Objection& add(SpaceRule rule, EntityRef thing, double measured, double required) {
    const SpaceNumber& number = spaceNumber(rule);
    Objection& made = out_.emplace_back();
    made.rule = rule;
    made.thing = thing;
    made.measured = measured, made.required = required, made.unit = number.unit;
    made.what = Text(std::string("space.") + number.id, {{"thing", layout_.idOf(thing)},
                                                         {"measured", toText(measured, measured < 10 ? 2 : 0)},
                                                         {"required", toText(required, required < 10 ? 2 : 0)}});
    return made;
  }
  static void with(Objection& objection, const std::string& name, const std::string& value) {
    objection.what.arguments.emplace_back(name, value);
  }

  double rowW(const PlacedRow& row) const {
    if (row.racks == 0) return 0.0;
    const RackSpec& rack = *layout_.racks[row.firstRack].spec;
    return sizing::rackW(*layout_.site->catalog, rack) * row.racks;
  }

  void row(std::uint32_t r) {
    const PlacedRow& row = layout_.rows[r];
    if (row.racks == 0) return;
    const PlacedRack& first = layout_.racks[row.firstRack];
    if (first.feedA == none && first.feedB == none) {
      add(SpaceRule::feed, {Kind::row, r, 0}, 0, 0).weight = Objection::Weight::error;
      fixFeed(r, "feedA", none);
      return;
    }
    if (first.feedA == none || first.feedB == none) {
      add(SpaceRule::secondFeed, {Kind::row, r, 0}, 1, 2);
      fixFeed(r, first.feedA == none ? "feedA" : "feedB", first.feedA == none ? first.feedB : first.feedA);
      return;
    }
    const std::uint32_t common = sharedBy(first.feedA, first.feedB);
    if (common == none) return;
    Objection& made = add(SpaceRule::sharedSource, {Kind::row, r, 0}, 0, 0);
    made.other = {Kind::powerDevice, common, 0};
    with(made, "other", layout_.power[common].id);
  }

  /// The device below the grid that both hang on in the normal state; `none` where there is none. A board with
  /// another source or a standby of its own does not fall with one device.
  std::uint32_t sharedBy(std::uint32_t a, std::uint32_t b) const {
    std::vector<std::uint32_t> pathA;
    for (std::uint32_t at = a; at != none; at = layout_.power[at].from) pathA.push_back(at);
    for (std::uint32_t at = b; at != none; at = layout_.power[at].from) {
      if (std::find(pathA.begin(), pathA.end(), at) == pathA.end()) continue;
      const PowerSpec::Kind kind = layout_.power[at].kind;
      const bool isOfTheGrid = kind == PowerSpec::Kind::feed || layout_.power[at].depth <= 2;
      return isOfTheGrid ? none : at;
    }
    return none;
  }

  /// The device of the hall that shares nothing with `other` and has the most room; a fix for the last objection.
  void fixFeed(std::uint32_t r, const char* property, std::uint32_t other) {
    const PlacedRow& row = layout_.rows[r];
    measureFeeds();
    std::uint32_t best = none;
    double most = rowW(row);
    for (std::uint32_t p = 0; p < layout_.power.size(); ++p) {
      const PlacedPower& device = layout_.power[p];
      if (device.hall != row.hall || device.kind != PowerSpec::Kind::pdu) continue;
      if (other != none && (p == other || sharedBy(p, other) != none)) continue;
      const double room = device.breaker.si - feedW_[p];
      if (room >= most) most = room, best = p;
    }
    if (best == none) return;
    const std::string stem = layout_.halls[row.hall].id + "/";
    const std::string& id = layout_.power[best].id;
    out_.back().fix = SpaceFix{row.id,
                               {},
                               property,
                               id.substr(id.rfind(stem, 0) == 0 ? stem.size() : 0),
                               Text("space.fix.feed", {{"thing", row.id}, {"property", property}, {"value", id}})};
  }

  void unit(EntityRef thing, std::uint32_t feed) {
    if (feed == none) add(SpaceRule::feed, thing, 0, 0).weight = Objection::Weight::error;
  }

  void measureFeeds() {
    if (!feedW_.empty()) return;
    feedW_.assign(layout_.power.size(), 0.0);
    for (const PlacedRow& row : layout_.rows) {
      if (row.racks == 0) continue;
      const PlacedRack& first = layout_.racks[row.firstRack];
      if (first.feedA != none) feedW_[first.feedA] += rowW(row);
      if (first.feedB != none && first.feedB != first.feedA) feedW_[first.feedB] += rowW(row);
    }
  }
  void loads() {
    measureFeeds();
    for (std::uint32_t p = 0; p < layout_.power.size(); ++p) {
      const double canW = layout_.power[p].breaker.si;
      if (canW <= 0.0 || feedW_[p] <= canW) continue;
      Objection& made = add(SpaceRule::feedLoad, {Kind::powerDevice, p, 0}, feedW_[p] / 1e3, canW / 1e3);
      if (feedW_[p] > 1.1 * canW) made.weight = Objection::Weight::error;
    }
  }

  void cable(std::uint32_t p) {
    const PlacedPower& device = layout_.power[p];
    if (!device.spec || device.spec->cable.si <= 0.0 || device.from == none) return;
    const Vec3 away = device.box.centre() - layout_.power[device.from].box.centre();
    double straightM = std::sqrt(away.x * away.x + away.y * away.y + away.z * away.z), slackenM = 5.0, spare = 1.2;
    // where somebody has laid it, the way is known
    if (const RouteSpec* route =
            routeOf(*layout_.site, RouteSpec::Kind::cable, layout_.power[device.from].id, device.id))
      if (const auto ends = endsOf(layout_, *route)) straightM = lengthM(*route, *ends), slackenM = 0.5, spare = 1.05;
    // a record with a repeat has one length for all of its copies
    const double cableM = device.spec->cable.si;
    if (cableM < straightM - slackenM && device.spec->repeat.count == 1) {
      Objection& made = add(SpaceRule::cable, {Kind::powerDevice, p, 0}, cableM, std::ceil(straightM));
      made.other = {Kind::powerDevice, device.from, 0};
      with(made, "other", layout_.power[device.from].id);
      made.fix =
          SpaceFix{device.id,
                   {},
                   "cable",
                   toText(std::ceil(straightM * spare)),
                   Text("space.fix.cable", {{"thing", device.id}, {"value", toText(std::ceil(straightM * spare))}})};
    } else if (device.kind == PowerSpec::Kind::pdu && cableM > spaceNumber(SpaceRule::cable).required) {
      Objection& made =
          add(SpaceRule::cable, {Kind::powerDevice, p, 0}, cableM, spaceNumber(SpaceRule::cable).required);
      made.what.id = "space.cable.long";
    }
  }

  /// A pipe laid by hand must not be longer than physics takes it to be.
  void pipes() {
    for (const RouteSpec& route : layout_.site->routes) {
      if (route.kind != RouteSpec::Kind::water) continue;
      const auto from = layout_.find(route.from);
      const auto ends = endsOf(layout_, route);
      if (!from || !ends || (from->kind == Kind::circuit && ends->hall != none)) continue;
      // a main has no one way: what is written is the way to the farthest on it, or the middle one
      if (ends->shape != RouteShape::way) continue;
      const double laidM = lengthM(route, *ends);
      const double writtenM = from->kind == Kind::circuit ? layout_.circuits[from->index].spec.pipeLength.si
                                                          : layout_.loops[from->index].spec.pipeLength.si;
      if (laidM <= writtenM + 0.5) continue;
      Objection& made = add(SpaceRule::pipe, *from, laidM, writtenM);
      with(made, "from", route.from);
      with(made, "to", route.to);
      const std::string value = toText(std::ceil(laidM));
      made.fix = SpaceFix{
          route.from, {}, "pipeLength", value, Text("space.fix.pipe", {{"thing", route.from}, {"value", value}})};
    }
  }

  /// From the farthest row of a hall over its trays and on to the spine.
  void fibre() {
    const auto spine = layout_.find(layout_.site->spine);
    for (const RouteSpec& automatic : automaticFibre(layout_)) {
      const RouteSpec* byHand = routeOf(*layout_.site, automatic.kind, automatic.from, automatic.to);
      const RouteSpec& route = byHand ? *byHand : automatic;
      const auto ends = endsOf(layout_, route);
      const auto hall = layout_.find(route.from);
      if (!ends || !hall || !spine) continue;
      const auto farthest = [&](std::uint32_t h, Vec2 entry) {
        double most = 0.0;
        for (const PlacedRow& row : layout_.rows) {
          if (row.hall != h || row.box.isEmpty()) continue;
          const Box& b = row.box;
          most = std::max(most, std::max(std::abs(b.min.x - entry.x), std::abs(b.max.x - entry.x)) +
                                    std::abs(b.centre().y - entry.y));
        }
        return most + hallTrayM;
      };
      const std::vector<Vec2> line = lineOf(route, *ends);
      const double metres = farthest(hall->index, line.front()) + lengthM(route, *ends) + hallTrayM;
      if (metres <= spaceNumber(SpaceRule::fibre).required) continue;
      Objection& made = add(SpaceRule::fibre, *hall, metres, spaceNumber(SpaceRule::fibre).required);
      made.other = *spine;
      with(made, "other", route.to);
    }
  }

  void loop(std::uint32_t l) {
    const PlacedLoop& loop = layout_.loops[l];
    if (loop.racks.empty()) return;
    double heatW = 0.0, kgPerS = 0.0, ratedW = 0.0, ratedKgPerS = 0.0, largestW = 0.0;
    std::map<const RackSpec*, double> wattsOf;
    for (const std::uint32_t r : loop.racks) {
      const RackSpec& spec = *layout_.racks[r].spec;
      auto [at, isNew] = wattsOf.try_emplace(&spec, 0.0);
      if (isNew) at->second = sizing::rackW(*layout_.site->catalog, spec) * spec.liquidCapture.si;
      heatW += at->second, kgPerS += spec.designFlow.si;
    }
    for (const std::uint32_t c : loop.cdus) {
      const CduSpec& spec = *layout_.cdus[c].spec;
      ratedW += spec.ratedHeat.si, ratedKgPerS += spec.secondaryFlow.si;
      largestW = std::max(largestW, spec.ratedHeat.si);
    }
    const EntityRef thing{Kind::loop, l, 0};
    if (heatW > ratedW)
      add(SpaceRule::loopHeat, thing, heatW / 1e3, ratedW / 1e3).weight = Objection::Weight::error;
    else if (heatW > ratedW - largestW)
      add(SpaceRule::loopSpare, thing, heatW / 1e3, (ratedW - largestW) / 1e3);
    if (kgPerS > ratedKgPerS) add(SpaceRule::loopFlow, thing, kgPerS, ratedKgPerS).weight = Objection::Weight::error;
  }

  void floor(std::uint32_t r) {
    const PlacedRow& row = layout_.rows[r];
    if (row.racks == 0) return;
    const double most = layout_.halls[row.hall].design->floorLoadKgPerM2;
    const double load = floorLoadKgPerM2(*layout_.racks[row.firstRack].spec);
    if (most <= 0.0 || load <= most) return;
    Objection& made = add(SpaceRule::floorLoad, {Kind::row, r, 0}, load, most);
    if (load > 1.1 * most) made.weight = Objection::Weight::error;
  }

  const Layout& layout_;
  std::vector<Objection>& out_;
  std::vector<double> feedW_;  // of racks, by power device, with the other side dead
};

}  // namespace

double floorLoadKgPerM2(const RackSpec& rack) {
  const double width = rack.extent.width.si > 0 ? rack.extent.width.si : 0.6;
  const double depth = rack.extent.depth.si > 0 ? rack.extent.depth.si : 1.2;
  const double aisles = 0.5 * (spaceNumber(SpaceRule::front).required + spaceNumber(SpaceRule::back).required);
  return rack.extent.mass.si / (width * (depth + aisles));
}

void judgeJoints(const Layout& layout, std::vector<Objection>& out) { Joints(layout, out).run(); }

}  // namespace plenum
