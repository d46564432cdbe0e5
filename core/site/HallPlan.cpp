// SPDX-License-Identifier: Apache-2.0
#include "site/HallPlan.h"

#include <algorithm>
#include <cmath>

namespace plenum {
namespace {

constexpr double headM = 1.9, overlapM = 0.3;
// lower than that a power device is the feeding end of a busway, and hangs
constexpr double hangingM = 0.6;

struct Obstacle {
  EntityRef ref;  // campus: a wall
  Box box;
  bool hasFace = false, facesNorth = true;  // of a row
};

double low(const Box& box, bool isX) { return isX ? box.min.x : box.min.y; }
double high(const Box& box, bool isX) { return isX ? box.max.x : box.max.y; }

/// Racks side by side that face the same way, as one.
void addRows(const Layout& layout, const PlacedHall& hall, std::vector<Obstacle>& out) {
  for (std::uint32_t w = hall.firstRow; w < hall.firstRow + hall.rows; ++w) {
    const PlacedRow& row = layout.rows[w];
    for (std::uint32_t r = row.firstRack; r < row.firstRack + row.racks; ++r) {
      const PlacedRack& rack = layout.racks[r];
      const bool isNext = r > row.firstRack && out.back().facesNorth == rack.facesNorth &&
                          std::abs(rack.box.min.x - out.back().box.max.x) < adjoiningM &&
                          std::abs(rack.box.min.y - out.back().box.min.y) < adjoiningM;
      if (isNext)
        out.back().box.add(rack.box);
      else
        out.push_back({{Kind::row, w, 0}, rack.box, true, rack.facesNorth});
    }
  }
}

std::vector<Obstacle> wallsOf(const Box& room) {
  const auto wall = [&](double x0, double y0, double x1, double y1) {
    return Obstacle{{}, {{x0, y0, room.min.z}, {x1, y1, room.max.z}}, false, true};
  };
  constexpr double thick = 1.0;
  return {wall(room.min.x - thick, room.min.y, room.min.x, room.max.y),
          wall(room.max.x, room.min.y, room.max.x + thick, room.max.y),
          wall(room.min.x, room.min.y - thick, room.max.x, room.min.y),
          wall(room.min.x, room.max.y, room.max.x, room.max.y + thick)};
}

Clearance::Kind kindOf(const Obstacle& before, const Obstacle& after, bool isX) {
  if (before.ref.kind == Kind::campus || after.ref.kind == Kind::campus) return Clearance::Kind::wall;
  if (isX || !before.hasFace || !after.hasFace) return Clearance::Kind::other;
  // `before` lies to the south: it turns its front to the gap where it faces north
  const bool isFrontBefore = before.facesNorth, isFrontAfter = !after.facesNorth;
  if (isFrontBefore != isFrontAfter) return Clearance::Kind::mixed;
  return isFrontBefore ? Clearance::Kind::front : Clearance::Kind::back;
}

void addClearances(const std::vector<Obstacle>& all, bool isX, std::vector<Clearance>& out) {
  for (const Obstacle& a : all)
    for (const Obstacle& b : all) {
      const double from = high(a.box, isX), to = low(b.box, isX);
      if (to - from < adjoiningM || (a.ref.kind == Kind::campus && b.ref.kind == Kind::campus)) continue;
      const double side0 = std::max(low(a.box, !isX), low(b.box, !isX));
      const double side1 = std::min(high(a.box, !isX), high(b.box, !isX));
      if (side1 - side0 < overlapM) continue;
      const bool isBlocked = std::any_of(all.begin(), all.end(), [&](const Obstacle& c) {
        return &c != &a && &c != &b && high(c.box, isX) > from && low(c.box, isX) < to &&
               std::min(high(c.box, !isX), side1) - std::max(low(c.box, !isX), side0) > adjoiningM;
      });
      if (isBlocked) continue;
      const double side = 0.5 * (side0 + side1);
      Clearance found{kindOf(a, b, isX), {}, {}, a.ref, b.ref};
      found.from = isX ? Vec2{from, side} : Vec2{side, from};
      found.to = isX ? Vec2{to, side} : Vec2{side, to};
      out.push_back(found);
    }
}

}  // namespace

HallPlan planOf(const Layout& layout, std::uint32_t h) {
  const PlacedHall& hall = layout.halls[h];
  HallPlan plan;
  plan.room = hall.box;
  plan.extent = hall.box;
  std::vector<Obstacle> obstacles = wallsOf(hall.box);
  addRows(layout, hall, obstacles);
  const auto put = [&](EntityRef ref, const std::string& id, const Box& box) {
    if (box.isEmpty()) return;
    const bool isOverhead =
        box.min.z >= hall.box.min.z + headM || (ref.kind == Kind::powerDevice && box.size().z < hangingM);
    const std::string own = id.rfind(hall.id + "/", 0) == 0 ? id.substr(hall.id.size() + 1) : id;
    plan.things.push_back({ref, own, box, isOverhead});
    plan.extent.add(box);
    const bool isInside = box.min.x < hall.box.max.x && box.max.x > hall.box.min.x && box.min.y < hall.box.max.y &&
                          box.max.y > hall.box.min.y;
    if (!isOverhead && isInside && ref.kind != Kind::rack) obstacles.push_back({ref, box, false, true});
  };
  for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r)
    put({Kind::rack, r, 0}, layout.racks[r].id, layout.racks[r].box);
  for (std::uint32_t c = hall.firstCdu; c < hall.firstCdu + hall.cdus; ++c)
    put({Kind::cdu, c, 0}, layout.cdus[c].id, layout.cdus[c].box);
  for (std::uint32_t f = hall.firstFanWall; f < hall.firstFanWall + hall.fanWalls; ++f)
    put({Kind::fanWall, f, 0}, layout.fanWalls[f].id, layout.fanWalls[f].box);
  for (std::uint32_t p = 0; p < layout.power.size(); ++p)
    if (layout.power[p].hall == h) put({Kind::powerDevice, p, 0}, layout.power[p].id, layout.power[p].box);

  addClearances(obstacles, true, plan.clearances);
  addClearances(obstacles, false, plan.clearances);
  std::stable_sort(plan.clearances.begin(), plan.clearances.end(),
                   [](const Clearance& a, const Clearance& b) { return a.metres() < b.metres(); });
  for (std::size_t i = 0; i < plan.clearances.size() && !plan.aisle; ++i) {
    const Clearance& c = plan.clearances[i];
    if (c.a.kind == Kind::row && c.b.kind == Kind::row && c.kind != Clearance::Kind::other) plan.aisle = i;
  }
  return plan;
}

}  // namespace plenum
