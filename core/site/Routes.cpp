// SPDX-License-Identifier: Apache-2.0
#include "site/Routes.h"

#include <algorithm>
#include <cmath>

namespace plenum {
namespace {

using RK = RouteSpec::Kind;

constexpr double usualMainM = 3.0;  // above the floor; the picture lays them over what stands there

Vec2 nearestIn(const Box& b, Vec2 p) { return {std::clamp(p.x, b.min.x, b.max.x), std::clamp(p.y, b.min.y, b.max.y)}; }
Vec2 middleOf(const Box& b) { return {b.centre().x, b.centre().y}; }

bool hangsOn(const Layout& layout, EntityRef unit, std::uint32_t circuit) {
  const auto holds = [circuit](const auto& all, std::uint32_t i) { return all[i].circuit == circuit; };
  switch (unit.kind) {
    case Kind::cdu:
      return holds(layout.cdus, unit.index);
    case Kind::fanWall:
      return holds(layout.fanWalls, unit.index);
    case Kind::pump:
      return holds(layout.pumps, unit.index);
    case Kind::chiller:
      return holds(layout.chillers, unit.index);
    case Kind::exchanger:
      return holds(layout.exchangers, unit.index);
    case Kind::tower:
      return holds(layout.towers, unit.index);
    case Kind::dryCooler:
      return holds(layout.dryCoolers, unit.index);
    case Kind::tank:
      return holds(layout.tanks, unit.index);
    case Kind::lake:
      return holds(layout.lakes, unit.index);
    default:
      return false;
  }
}

bool servesHall(const Layout& layout, std::uint32_t circuit, std::uint32_t hall) {
  const PlacedCircuit& c = layout.circuits[circuit];
  return std::any_of(c.cdus.begin(), c.cdus.end(), [&](std::uint32_t i) { return layout.cdus[i].hall == hall; }) ||
         std::any_of(c.fanWalls.begin(), c.fanWalls.end(),
                     [&](std::uint32_t i) { return layout.fanWalls[i].hall == hall; }) ||
         std::any_of(c.doors.begin(), c.doors.end(), [&](std::uint32_t i) { return layout.racks[i].hall == hall; });
}

bool servesBuilding(const Layout& layout, std::uint32_t circuit, std::uint32_t building) {
  const auto isIn = [&](std::uint32_t hall) { return hall != none && layout.halls[hall].building == building; };
  const PlacedCircuit& c = layout.circuits[circuit];
  return std::any_of(c.cdus.begin(), c.cdus.end(), [&](std::uint32_t i) { return isIn(layout.cdus[i].hall); }) ||
         std::any_of(c.fanWalls.begin(), c.fanWalls.end(),
                     [&](std::uint32_t i) { return isIn(layout.fanWalls[i].hall); }) ||
         std::any_of(c.doors.begin(), c.doors.end(), [&](std::uint32_t i) { return isIn(layout.racks[i].hall); });
}

bool feeds(const Layout& layout, std::uint32_t from, std::uint32_t to) {
  const auto& breakers = layout.power[to].breakers;
  return std::any_of(breakers.begin(), breakers.end(), [&](const PlacedBreaker& b) { return b.source == from; });
}
bool feedsRow(const Layout& layout, std::uint32_t from, const PlacedRow& row) {
  for (std::uint32_t r = row.firstRack; r < row.firstRack + row.racks; ++r)
    if (layout.racks[r].feedA == from || layout.racks[r].feedB == from) return true;
  return false;
}

std::uint32_t hallOfUnit(const Layout& layout, EntityRef unit) {
  if (unit.kind == Kind::cdu) return layout.cdus[unit.index].hall;
  if (unit.kind == Kind::fanWall) return layout.fanWalls[unit.index].hall;
  if (unit.kind == Kind::row) return layout.rows[unit.index].hall;
  if (unit.kind == Kind::powerDevice) return layout.power[unit.index].hall;
  return none;
}

std::optional<RouteEnds> waterEnds(const Layout& layout, const RouteSpec& route, EntityRef from) {
  const bool isCondenser = route.kind == RK::condenser;
  if (from.kind == Kind::loop) {
    const auto to = layout.find(route.to);
    const PlacedLoop& loop = layout.loops[from.index];
    if (!isCondenser && to && to->kind == Kind::hall && to->index == loop.hall)
      return RouteEnds{layout.halls[loop.hall].box, layout.halls[loop.hall].box, loop.hall, RouteShape::header};
    if (isCondenser || !to || to->kind != Kind::cdu || layout.cdus[to->index].loop != from.index) return std::nullopt;
    Box racks;
    for (const std::uint32_t r : layout.loops[from.index].racks) racks.add(layout.racks[r].box);
    return RouteEnds{racks, layout.cdus[to->index].box, layout.loops[from.index].hall};
  }
  if (from.kind != Kind::circuit) return std::nullopt;
  const PlacedCircuit& circuit = layout.circuits[from.index];
  if (route.to.empty()) {
    if (!isCondenser) return std::nullopt;
    return RouteEnds{plantOf(layout, circuit), rejectionOf(layout, circuit), none};
  }
  const auto to = layout.find(route.to);
  if (!to) return std::nullopt;
  if (to->kind == Kind::hall) {
    if (isCondenser || !servesHall(layout, from.index, to->index)) return std::nullopt;
    return RouteEnds{plantOf(layout, circuit), layout.halls[to->index].box, to->index, RouteShape::ring};
  }
  if (*to == from) {
    const Box plant = plantOf(layout, circuit);
    return RouteEnds{plant, plant, none, RouteShape::ring};
  }
  if (to->kind == Kind::building) {
    if (isCondenser || !servesBuilding(layout, from.index, to->index)) return std::nullopt;
    return RouteEnds{plantOf(layout, circuit), layout.buildings[to->index].box, none};
  }
  if (!hangsOn(layout, *to, from.index)) return std::nullopt;
  const std::uint32_t hall = hallOfUnit(layout, *to);
  const Box main = hall == none ? plantOf(layout, circuit) : layout.halls[hall].box;
  return RouteEnds{main, layout.boxOf(*to), hall};
}

}  // namespace

const RouteSpec* routeOf(const Site& site, RK kind, std::string_view from, std::string_view to) {
  for (const RouteSpec& route : site.routes)
    if (route.kind == kind && route.from == from && route.to == to) return &route;
  return nullptr;
}

RouteShape shapeOf(const Layout& layout, const RouteSpec& route) {
  if (route.kind != RK::water && route.kind != RK::condenser) return RouteShape::way;
  const auto from = layout.find(route.from), to = layout.find(route.to);
  if (!from || !to) return RouteShape::way;
  if (from->kind == Kind::circuit && (to->kind == Kind::hall || *to == *from)) return RouteShape::ring;
  return from->kind == Kind::loop && to->kind == Kind::hall ? RouteShape::header : RouteShape::way;
}

std::optional<RouteEnds> endsOf(const Layout& layout, const RouteSpec& route) {
  const auto from = layout.find(route.from);
  if (!from || from->part != 0) return std::nullopt;
  std::optional<RouteEnds> out;
  switch (route.kind) {
    case RK::water:
    case RK::condenser:
      out = waterEnds(layout, route, *from);
      break;
    case RK::cable:
    case RK::busway: {
      const auto to = layout.find(route.to);
      if (from->kind != Kind::powerDevice || !to || to->part != 0) return std::nullopt;
      const bool isJoined = route.kind == RK::cable
                                ? to->kind == Kind::powerDevice && feeds(layout, from->index, to->index)
                                : to->kind == Kind::row && feedsRow(layout, from->index, layout.rows[to->index]);
      if (!isJoined) return std::nullopt;
      const std::uint32_t a = hallOfUnit(layout, *from), b = hallOfUnit(layout, *to);
      out = RouteEnds{layout.boxOf(*from), layout.boxOf(*to), a == b ? a : none};
      break;
    }
    case RK::fibre: {
      const auto to = layout.find(route.to);
      if (from->kind != Kind::hall || !to || to->kind != Kind::hall || *from == *to) return std::nullopt;
      if (route.to != layout.site->spine) return std::nullopt;
      out = RouteEnds{layout.boxOf(*from), layout.boxOf(*to), none};
      break;
    }
  }
  if (!out || out->from.isEmpty() || out->to.isEmpty()) return std::nullopt;
  if (route.corners.size() < leastCorners(out->shape)) return std::nullopt;
  return out;
}

std::vector<Vec2> lineOf(const RouteSpec& route, const RouteEnds& ends) {
  if (ends.shape != RouteShape::way) {
    std::vector<Vec2> main;
    for (const RouteSpec::Corner& corner : route.corners) main.push_back(corner.atM);
    if (ends.shape == RouteShape::ring) main.push_back(main.front());
    return main;
  }
  const bool isMiddle = route.kind == RK::cable || route.kind == RK::busway;
  const Vec2 towards = route.corners.empty() ? middleOf(ends.to) : route.corners.front().atM;
  std::vector<Vec2> line{isMiddle ? middleOf(ends.from) : nearestIn(ends.from, towards)};
  for (const RouteSpec::Corner& corner : route.corners) line.push_back(corner.atM);
  const bool isUnit = isMiddle || ends.hall != none;
  line.push_back(isUnit && route.kind != RK::busway ? middleOf(ends.to) : nearestIn(ends.to, line.back()));
  return isMiddle || route.kind == RK::fibre ? squared(line) : line;
}

std::vector<Vec2> squared(const std::vector<Vec2>& line) {
  constexpr double fineM = 1e-6;
  std::vector<Vec2> out;
  for (const Vec2& p : line) {
    if (!out.empty() && std::abs(p.x - out.back().x) > fineM && std::abs(p.y - out.back().y) > fineM)
      out.push_back({p.x, out.back().y});
    out.push_back(p);
  }
  return out;
}

double heightOf(const RouteSpec& route, const RouteEnds& ends) {
  if (route.heightM > 0.0) return route.heightM;
  if (route.kind == RK::fibre) return fibreDuctM;
  if (route.kind == RK::busway) return ends.to.max.z + 0.85;
  if (route.kind == RK::cable) return ends.hall == none ? yardDuctM : ends.from.min.z + hallTrayM;
  if (ends.shape != RouteShape::way) return ends.to.min.z + usualMainM;
  if (ends.hall != none) return std::max(ends.to.max.z, ends.from.min.z + 2.2) + 0.8;
  return route.kind == RK::condenser ? 3.0 : 4.6;
}

double lengthM(const RouteSpec& route, const RouteEnds& ends) {
  const std::vector<Vec2> line = lineOf(route, ends);
  double sum = 0.0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const Vec2 d = line[i + 1] - line[i];
    sum += std::sqrt(d.x * d.x + d.y * d.y);
  }
  if (ends.shape != RouteShape::way) return sum;
  const double z = heightOf(route, ends);
  // a device is joined at its top where the way is above it, at its foot where it comes from beneath
  const auto climb = [z](const Box& box) { return z > box.max.z ? z - box.max.z : std::max(0.0, box.min.z - z); };
  const bool hasFrom = route.kind == RK::cable || route.kind == RK::busway;
  if (hasFrom) sum += climb(ends.from);
  if (hasFrom || ends.hall != none) sum += climb(ends.to);
  return sum;
}

std::vector<RouteSpec> automaticFibre(const Layout& layout) {
  std::vector<RouteSpec> out;
  const auto spine = layout.find(layout.site->spine);
  if (!spine || spine->kind != Kind::hall) return out;
  const Box& to = layout.halls[spine->index].box;
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h) {
    const PlacedHall& hall = layout.halls[h];
    if (h == spine->index || hall.racks == 0) continue;
    RouteSpec route;
    route.kind = RK::fibre;
    route.from = hall.id;
    route.to = layout.site->spine;
    const Vec2 start = nearestIn(hall.box, middleOf(to)), end = nearestIn(to, start);
    if (std::abs(start.x - end.x) > 0.01 && std::abs(start.y - end.y) > 0.01) route.corners = {{{end.x, start.y}}};
    out.push_back(std::move(route));
  }
  return out;
}

Box plantOf(const Layout& layout, const PlacedCircuit& circuit) {
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

Box rejectionOf(const Layout& layout, const PlacedCircuit& circuit) {
  Box out;
  for (std::uint32_t i : circuit.towers) out.add(layout.towers[i].box);
  for (std::uint32_t i : circuit.dryCoolers) out.add(layout.dryCoolers[i].box);
  for (std::uint32_t i : circuit.lakes) out.add(layout.lakes[i].box);
  return out;
}

}  // namespace plenum
