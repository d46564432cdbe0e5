// SPDX-License-Identifier: Apache-2.0
// The ways of facility and condenser water over the yard.
#include <algorithm>
#include <cmath>
#include <set>

#include "scene/PipeRuns.h"

namespace plenum {
namespace {

constexpr double bridgeM = 4.6;  // lorries pass below
constexpr double plantPipeM = 3.0;

using Route = std::vector<Vec2>;

/// The nearest point of the outline.
Vec2 nearestOf(const Box& b, Vec2 p) { return {std::clamp(p.x, b.min.x, b.max.x), std::clamp(p.y, b.min.y, b.max.y)}; }

/// Metres of the route that lead over those boxes.
double blocked(const Route& route, const std::vector<Box>& boxes) {
  double sum = 0.0;
  for (std::size_t i = 0; i + 1 < route.size(); ++i) {
    const Vec2 a = route[i], b = route[i + 1];
    for (const Box& box : boxes) {
      const double x = std::min(std::max(a.x, b.x), box.max.x) - std::max(std::min(a.x, b.x), box.min.x);
      const double y = std::min(std::max(a.y, b.y), box.max.y) - std::max(std::min(a.y, b.y), box.min.y);
      if (x >= 0 && y >= 0) sum += x + y;
    }
  }
  return sum;
}

double lengthOf(const Route& route) {
  double sum = 0.0;
  for (std::size_t i = 0; i + 1 < route.size(); ++i)
    sum += std::abs(route[i + 1].x - route[i].x) + std::abs(route[i + 1].y - route[i].y);
  return sum;
}

/// Of the ways with at most three legs, beside the edges of what stands around, the one that crosses least and then is
/// shortest.
Route shortest(const Box& from, const Box& to, const std::vector<Box>& others) {
  constexpr double besideM = 3.0, metresPerBlockedMetre = 25.0, metresPerCorner = 4.0;
  const Vec3 c = to.centre();
  const Vec2 start = nearestOf(from, {c.x, c.y}), end = nearestOf(to, start);
  std::vector<double> xs{start.x, end.x}, ys{start.y, end.y};
  for (const Box& box : others) {
    xs.insert(xs.end(), {box.min.x - besideM, box.max.x + besideM});
    ys.insert(ys.end(), {box.min.y - besideM, box.max.y + besideM});
  }
  Route best;
  double bestCost = 1e300;
  const auto consider = [&](const Route& route) {
    double corners = 0.0;
    for (std::size_t i = 0; i + 1 < route.size(); ++i)
      if (std::hypot(route[i + 1].x - route[i].x, route[i + 1].y - route[i].y) > 0.1) ++corners;
    const double cost = lengthOf(route) + metresPerBlockedMetre * blocked(route, others) + metresPerCorner * corners;
    if (cost < bestCost) best = route, bestCost = cost;
  };
  for (double x : xs) consider({start, {x, start.y}, {x, end.y}, end});
  for (double y : ys) consider({start, {start.x, y}, {end.x, y}, end});
  // corners on one another are one
  Route clean;
  for (const Vec2& p : best)
    if (clean.empty() || std::hypot(p.x - clean.back().x, p.y - clean.back().y) > 0.1) clean.push_back(p);
  return clean;
}

/// What a pipe between the two goes around.
std::vector<Box> obstacles(const Layout& layout, const Box& from, const Box& to) {
  std::vector<Box> others;
  const auto avoid = [&](const Box& box) {
    const Vec3 c = box.centre();
    const auto holdsCentre = [&c](const Box& b) {
      return c.x >= b.min.x && c.x <= b.max.x && c.y >= b.min.y && c.y <= b.max.y;
    };
    if (!box.isEmpty() && !(box == from) && !(box == to) && !holdsCentre(from) && !holdsCentre(to))
      others.push_back(box);
  };
  for (const PlacedBuilding& b : layout.buildings) avoid(b.box);
  for (const PlacedCircuit& c : layout.circuits) avoid(rejectionOf(layout, c));
  return others;
}

}  // namespace

double mainRadiusM(const PlacedCircuit& circuit) { return std::clamp(0.5 * circuit.spec.pipeDiameter.si, 0.15, 0.6); }

std::vector<std::pair<std::uint32_t, std::uint32_t>> pipedBuildings(const Layout& layout) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> runs;
  const auto join = [&](std::uint32_t circuit, std::uint32_t hall) {
    if (circuit == none || hall == none || layout.halls[hall].building == none) return;
    runs.emplace(circuit, layout.halls[hall].building);
  };
  for (const PlacedCdu& u : layout.cdus) join(u.circuit, u.hall);
  for (const PlacedFanWall& u : layout.fanWalls) join(u.circuit, u.hall);
  for (const PlacedRack& r : layout.racks) join(r.doorCircuit, r.hall);
  return {runs.begin(), runs.end()};
}

std::vector<YardWay> yardWays(const Layout& layout) {
  std::vector<YardWay> ways;
  const auto connect = [&](const Box& from, const Box& to, YardWay way) {
    if (from.isEmpty() || to.isEmpty()) return;
    const RouteSpec* byHand = routeOf(
        *layout.site, way.isCondenser ? RouteSpec::Kind::condenser : RouteSpec::Kind::water,
        layout.circuits[way.circuit].id, way.building == none ? std::string() : layout.buildings[way.building].id);
    if (byHand) {
      way.route = lineOf(*byHand, {from, to, none});
      if (byHand->heightM > 0.0) way.heightM = byHand->heightM;
    } else {
      way.route = shortest(from, to, obstacles(layout, from, to));
    }
    if (way.route.size() < 2 || lengthOf(way.route) < 0.5) return;
    ways.push_back(std::move(way));
  };
  // circuits that share a way run one above the other
  for (const auto& [circuit, building] : pipedBuildings(layout))
    connect(plantOf(layout, layout.circuits[circuit]), layout.buildings[building].box,
            {circuit, building, false, {}, bridgeM + 1.4 * circuit});
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c) {
    const Box source = plantOf(layout, layout.circuits[c]), towers = rejectionOf(layout, layout.circuits[c]);
    const bool areApart = !towers.isEmpty() && (towers.min.x > source.max.x || towers.max.x < source.min.x ||
                                                towers.min.y > source.max.y || towers.max.y < source.min.y);
    if (areApart) connect(source, towers, {c, none, true, {}, plantPipeM + 1.0 * c});
  }
  return ways;
}

}  // namespace plenum
