// SPDX-License-Identifier: Apache-2.0
#include "scene/CableRuns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "site/Routes.h"

namespace plenum {
namespace {

constexpr double ductM = yardDuctM;  // centre of a cable duct above the yard
constexpr double trayM = hallTrayM;  // of the trays above a hall's floor
constexpr double overRowM = 0.85;    // of a busway above its racks, over pipes
constexpr double apartM = 0.16;      // between cables side by side
constexpr float dead = -1.0f;

/// By the power that it carries.
double halfOf(double watts) { return watts >= 2e6 ? 0.13 : watts >= 5e5 ? 0.09 : 0.06; }

void push(std::vector<Vec3>& route, Vec3 p) {
  if (!route.empty()) {
    const Vec3 d = p - route.back();
    if (std::abs(d.x) + std::abs(d.y) + std::abs(d.z) < 0.02) return;
  }
  route.push_back(p);
}

/// Bits 1 and 2: racks take it as A, as B; of every device, from the racks up.
std::vector<std::uint8_t> sidesOf(const Layout& layout) {
  std::vector<std::uint8_t> sides(layout.power.size(), 0);
  for (const PlacedRack& rack : layout.racks) {
    if (rack.feedB == none) continue;  // one cord has no side
    if (rack.feedA < sides.size()) sides[rack.feedA] |= 1;
    if (rack.feedB < sides.size()) sides[rack.feedB] |= 2;
  }
  // downstream devices stand behind their sources
  for (std::size_t d = sides.size(); d-- > 0;)
    if (layout.power[d].from < sides.size()) sides[layout.power[d].from] |= sides[d];
  return sides;
}

CableRun::Side sideOf(std::uint8_t bits) {
  return bits == 1 ? CableRun::Side::a : bits == 2 ? CableRun::Side::b : CableRun::Side::common;
}

/// Neighbours do not lie in one another: each has a lane of its own, A on one side and B on the other.
double laneOf(std::uint32_t device, CableRun::Side side) {
  const double lane = apartM * static_cast<double>(device % 5);
  return side == CableRun::Side::b ? 0.4 * apartM + lane : -0.4 * apartM - lane;
}

bool covers(const Box& box, Vec3 p) {
  return p.x >= box.min.x && p.x <= box.max.x && p.y >= box.min.y && p.y <= box.max.y;
}

/// Length of a straight piece along x or y that lies beneath a building.
double beneathM(Vec3 a, Vec3 b, const Box& box) {
  const auto overlap = [](double from, double to, double low, double high) {
    return std::max(0.0, std::min(std::max(from, to), high) - std::max(std::min(from, to), low));
  };
  const bool isAlongX = a.y == b.y;
  if (isAlongX) return a.y < box.min.y || a.y > box.max.y ? 0.0 : overlap(a.x, b.x, box.min.x, box.max.x);
  return a.x < box.min.x || a.x > box.max.x ? 0.0 : overlap(a.y, b.y, box.min.y, box.max.y);
}

/// A duct in the yard: the shortest way with at most three straight pieces that keeps clear of buildings other than
/// those that it begins and ends in. `asideM`: from their walls.
std::vector<Vec3> ductOf(const Layout& layout, Vec3 start, Vec3 end, double asideM) {
  constexpr double reachM = 40.0, perMetreBeneath = 50.0;
  Box around;
  around.add(Box{start, start}), around.add(Box{end, end});
  std::vector<const Box*> walls;
  for (const PlacedBuilding& building : layout.buildings) {
    const Box& box = building.box;
    if (box.isEmpty() || covers(box, start) || covers(box, end)) continue;
    if (box.max.x < around.min.x - reachM || box.min.x > around.max.x + reachM) continue;
    if (box.max.y < around.min.y - reachM || box.min.y > around.max.y + reachM) continue;
    walls.push_back(&box);
  }
  std::vector<std::vector<Vec3>> ways{{start, {end.x, start.y, start.z}, end}, {start, {start.x, end.y, start.z}, end}};
  for (const Box* box : walls) {
    for (const double y : {box->min.y - asideM, box->max.y + asideM})
      ways.push_back({start, {start.x, y, start.z}, {end.x, y, start.z}, end});
    for (const double x : {box->min.x - asideM, box->max.x + asideM})
      ways.push_back({start, {x, start.y, start.z}, {x, end.y, start.z}, end});
  }
  std::size_t best = 0;
  double bestM = std::numeric_limits<double>::infinity();
  for (std::size_t w = 0; w < ways.size(); ++w) {
    double costM = 0.0;
    for (std::size_t i = 1; i < ways[w].size(); ++i) {
      const Vec3 a = ways[w][i - 1], b = ways[w][i];
      costM += std::abs(b.x - a.x) + std::abs(b.y - a.y);
      for (const Box* box : walls) costM += perMetreBeneath * beneathM(a, b, *box);
    }
    if (costM < bestM - 1e-9) best = w, bestM = costM;
  }
  return ways[best];
}

CableRun feederOf(const Layout& layout, std::uint32_t device, std::uint32_t part, CableRun::Side side) {
  const PlacedPower& to = layout.power[device];
  CableRun run;
  run.side = side;
  run.device = device;
  run.part = part;
  run.source = to.breakers[part - 1].source;
  const PlacedPower& from = layout.power[run.source];
  run.halfM = halfOf(to.breaker.si > 0.0 ? to.breaker.si : to.rating.si);
  const double lane = laneOf(device, side);
  const Vec3 a = from.box.centre(), b = to.box.centre();
  const Vec3 start{a.x, a.y + lane, 0}, end{b.x + lane, b.y, 0};
  const bool isWithin = to.hall != none && to.hall == from.hall;
  double z = ductM;
  if (isWithin) {
    run.hall = to.hall;
    z = layout.halls[to.hall].box.min.z + trayM + (side == CableRun::Side::b ? 0.2 : 0.0);
    push(run.route, {start.x, start.y, from.box.max.z});
  }
  if (const RouteSpec* byHand = routeOf(*layout.site, RouteSpec::Kind::cable, from.id, to.id)) {
    if (byHand->heightM > 0.0) z = byHand->heightM;
    for (const Vec2& p : lineOf(*byHand, {from.box, to.box, isWithin ? to.hall : none})) push(run.route, {p.x, p.y, z});
    push(run.route, {b.x, b.y, z > to.box.max.z ? to.box.max.z : std::max(z, to.box.min.z)});
    return run;
  }
  if (isWithin) {
    push(run.route, {start.x, start.y, z});
    push(run.route, {end.x, start.y, z});
    push(run.route, {end.x, end.y, z});
  } else {
    for (const Vec3& p : ductOf(layout, {start.x, start.y, z}, {end.x, end.y, z}, 1.2 + std::abs(lane)))
      push(run.route, p);
  }
  // up or down to the device: a duct comes from beneath, a tray from above
  push(run.route, {end.x, end.y, isWithin ? to.box.max.z : std::max(z, to.box.min.z)});
  return run;
}

/// From a device of the hall along one row of it, over the racks that hang there.
CableRun buswayOf(const Layout& layout, std::uint32_t device, std::uint32_t row, CableRun::Side side) {
  const PlacedPower& from = layout.power[device];
  const PlacedRow& placed = layout.rows[row];
  CableRun run;
  run.side = side;
  run.device = device;
  run.row = row;
  run.hall = placed.hall;
  run.halfM = halfOf(from.rating.si);
  Box racks;
  for (std::uint32_t r = placed.firstRack; r < placed.firstRack + placed.racks; ++r) {
    const PlacedRack& rack = layout.racks[r];
    if (!rack.box.isEmpty() && (rack.feedA == device || rack.feedB == device)) racks.add(rack.box);
  }
  if (racks.isEmpty()) return run;
  const double y = racks.centre().y + (side == CableRun::Side::b ? 0.22 : -0.22), z = racks.max.z + overRowM;
  const Vec3 c = from.box.centre();
  const bool isFromWest = std::abs(c.x - racks.min.x) < std::abs(c.x - racks.max.x);
  const double near = isFromWest ? racks.min.x : racks.max.x, far = isFromWest ? racks.max.x : racks.min.x;
  push(run.route, {c.x, c.y, from.box.max.z});
  if (const RouteSpec* byHand = routeOf(*layout.site, RouteSpec::Kind::busway, from.id, placed.id)) {
    const double level = byHand->heightM > 0.0 ? byHand->heightM : z;
    std::vector<Vec2> line{{c.x, c.y}};
    for (const RouteSpec::Corner& corner : byHand->corners) line.push_back(corner.atM);
    line.push_back({near, y});
    for (const Vec2& p : squared(line)) push(run.route, {p.x, p.y, level});
  } else {
    push(run.route, {c.x, c.y, z});
    push(run.route, {c.x, y, z});
  }
  push(run.route, {near, y, z});
  push(run.route, {far, y, z});
  for (std::uint32_t r = placed.firstRack; r < placed.firstRack + placed.racks; ++r) {
    const PlacedRack& rack = layout.racks[r];
    if (!rack.box.isEmpty() && (rack.feedA == device || rack.feedB == device))
      run.taps.push_back({rack.box.centre().x + (side == CableRun::Side::b ? 0.1 : -0.1), y, rack.box.max.z});
  }
  return run;
}

}  // namespace

std::vector<CableRun> layCables(const Layout& layout) {
  std::vector<CableRun> runs;
  const std::vector<std::uint8_t> sides = sidesOf(layout);
  for (std::uint32_t d = 0; d < layout.power.size(); ++d) {
    const PlacedPower& device = layout.power[d];
    if (device.box.isEmpty()) continue;
    for (std::uint32_t part = 1; part <= device.breakers.size(); ++part) {
      const std::uint32_t source = device.breakers[part - 1].source;
      if (source < layout.power.size() && !layout.power[source].box.isEmpty())
        runs.push_back(feederOf(layout, d, part, sideOf(sides[d])));
    }
  }
  // (device, row), each once
  std::map<std::pair<std::uint32_t, std::uint32_t>, CableRun::Side> busways;
  for (const PlacedRack& rack : layout.racks) {
    if (rack.row == none) continue;
    const bool isDual = rack.feedB != none;
    if (rack.feedA < layout.power.size())
      busways.try_emplace({rack.feedA, rack.row}, isDual ? CableRun::Side::a : CableRun::Side::common);
    if (isDual && rack.feedB < layout.power.size()) busways.try_emplace({rack.feedB, rack.row}, CableRun::Side::b);
  }
  for (const auto& [key, side] : busways) {
    if (layout.power[key.first].box.isEmpty()) continue;
    CableRun run = buswayOf(layout, key.first, key.second, side);
    if (run.route.size() > 1) runs.push_back(std::move(run));
  }
  for (const RouteSpec& automatic : automaticFibre(layout)) {
    const RouteSpec* byHand = routeOf(*layout.site, automatic.kind, automatic.from, automatic.to);
    const RouteSpec& route = byHand ? *byHand : automatic;
    const auto ends = endsOf(layout, route);
    if (!ends) continue;
    CableRun run;
    run.isFibre = true;
    run.halfM = 0.04;
    for (const Vec2& p : lineOf(route, *ends)) push(run.route, {p.x, p.y, heightOf(route, *ends)});
    if (run.route.size() > 1) runs.push_back(std::move(run));
  }
  return runs;
}

float loadIn(const CableRun& run, const Frame& frame) {
  constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
  if (run.isFibre) return 0.0f;
  const Frame::Power& power = frame.power;
  const auto isLive = [&](std::uint32_t device) { return power.state[device] == Running::on; };
  const std::uint32_t live = run.source == none ? run.device : run.source;
  if (live >= power.state.size()) return unknown;
  if (!isLive(live)) return dead;
  if (run.row != none) return run.device < power.loadFraction.size() ? power.loadFraction[run.device] : unknown;
  const std::size_t breaker = run.device < power.firstBreaker.size()
                                  ? std::size_t{power.firstBreaker[run.device]} + run.part - 1
                                  : power.contact.size();
  if (breaker < power.contact.size() && power.contact[breaker] != Contact::closed) return 0.0f;
  return breaker < power.breakerLoad.size() ? power.breakerLoad[breaker] : unknown;
}

}  // namespace plenum
