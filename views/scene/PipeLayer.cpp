// SPDX-License-Identifier: Apache-2.0
#include "scene/PipeLayer.h"

#include <vtkActor.h>
#include <vtkPolyData.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "scene/Mesh.h"

namespace plenum {
namespace {

constexpr double bridgeM = 4.6;  // lorries pass below
constexpr double portalM = 10.0;

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

/// Where a circuit's pipes begin: the building that holds its pumps or chillers, or those themselves.
Box sourceOf(const Layout& layout, const PlacedCircuit& circuit) {
  Box source;
  for (std::uint32_t i : circuit.pumps) source.add(layout.pumps[i].box);
  for (std::uint32_t i : circuit.chillers) source.add(layout.chillers[i].box);
  if (source.isEmpty())
    for (std::uint32_t i : circuit.exchangers) source.add(layout.exchangers[i].box);
  if (source.isEmpty()) return circuit.box;
  const Vec3 c = source.centre();
  for (const PlacedBuilding& b : layout.buildings)
    if (c.x > b.box.min.x && c.x < b.box.max.x && c.y > b.box.min.y && c.y < b.box.max.y) return b.box;
  return source;
}

/// Towers and dry coolers of a circuit; empty where its source is all there is.
Box rejectionOf(const Layout& layout, const PlacedCircuit& circuit) {
  Box out;
  for (std::uint32_t i : circuit.towers) out.add(layout.towers[i].box);
  for (std::uint32_t i : circuit.dryCoolers) out.add(layout.dryCoolers[i].box);
  return out;
}

struct Style {
  double radiusM = 0.3, sideM = 0.45, heightM = bridgeM;
};

void addPipe(Mesh& mesh, const Route& route, Style style, double side, Colour colour) {
  std::vector<Vec3> line;
  for (std::size_t i = 0; i < route.size(); ++i) {
    // offset to the side of both legs that meet here
    Vec2 offset{0, 0};
    const auto shift = [&](Vec2 a, Vec2 b) {
      if (std::abs(b.x - a.x) > std::abs(b.y - a.y)) offset.y = (b.x > a.x ? -1 : 1) * side;
      if (std::abs(b.y - a.y) > std::abs(b.x - a.x)) offset.x = (b.y > a.y ? 1 : -1) * side;
    };
    if (i > 0) shift(route[i - 1], route[i]);
    if (i + 1 < route.size()) shift(route[i], route[i + 1]);
    line.push_back({route[i].x + offset.x, route[i].y + offset.y, style.heightM});
  }
  line.insert(line.begin(), {line.front().x, line.front().y, 0.4});
  line.push_back({line.back().x, line.back().y, 0.8});
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Vec3 d = line[i + 1] - line[i];
    const double length = std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
    if (length < 0.05) continue;
    // legs overlap by a radius, which closes the corners
    const Vec3 extra = d * (style.radiusM * 0.9 / length);
    mesh.bar(line[i] - extra, line[i + 1] + extra, style.radiusM, colour, 10);
  }
}

void addPortals(Mesh& mesh, const Route& route, Style style, Colour colour) {
  for (std::size_t i = 0; i + 1 < route.size(); ++i) {
    const Vec2 a = route[i], b = route[i + 1], d = b - a;
    const double length = std::hypot(d.x, d.y);
    const bool isAlongX = std::abs(d.x) > std::abs(d.y);
    const double reach = style.sideM + style.radiusM + 0.25, z = style.heightM - style.radiusM - 0.12;
    for (double s = 0.5 * portalM; s < length; s += portalM) {
      const Vec2 p = a + d * (s / length);
      const Vec3 side = isAlongX ? Vec3{0, reach, 0} : Vec3{reach, 0, 0};
      const Vec3 foot{p.x, p.y, -1.2}, head{p.x, p.y, z};
      for (double k : {-1.0, 1.0}) mesh.bar(foot + side * k, head + side * k, 0.09, colour, 5);
      mesh.bar(head - side, head + side, 0.10, colour, 5);
    }
  }
}

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> pipeRuns(const Layout& layout) {
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

void PipeLayer::rebuild(const Layout& layout, const Palette& palette, vtkRenderer& into) {
  if (actor_) into.RemoveActor(actor_);
  actor_ = nullptr;
  Mesh mesh(palette.exposure);
  const auto connect = [&](const Box& from, const Box& to, std::uint32_t circuitIndex, double heightM) {
    if (from.isEmpty() || to.isEmpty()) return;
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
    Style style;
    style.radiusM = std::clamp(0.5 * layout.circuits[circuitIndex].spec.pipeDiameter.si, 0.15, 0.6);
    style.sideM = style.radiusM + 0.15;
    style.heightM = heightM;
    const Route route = shortest(from, to, others);
    if (route.size() < 2 || lengthOf(route) < 0.5) return;
    addPipe(mesh, route, style, style.sideM, palette.supply);
    addPipe(mesh, route, style, -style.sideM, palette.coolantReturn);
    addPortals(mesh, route, style, palette.steel);
  };
  // circuits that share a way run one above the other
  for (const auto& [circuit, building] : pipeRuns(layout))
    connect(sourceOf(layout, layout.circuits[circuit]), layout.buildings[building].box, circuit,
            bridgeM + 1.4 * circuit);
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c) {
    const Box source = sourceOf(layout, layout.circuits[c]), towers = rejectionOf(layout, layout.circuits[c]);
    const bool areApart = !towers.isEmpty() && (towers.min.x > source.max.x || towers.max.x < source.min.x ||
                                                towers.min.y > source.max.y || towers.max.y < source.min.y);
    constexpr double plantPipeM = 3.0;
    if (areApart) connect(source, towers, c, plantPipeM + 1.0 * c);
  }
  if (mesh.isEmpty()) return;
  actor_ = actorFor(mesh.take());
  into.AddActor(actor_);
}

}  // namespace plenum
