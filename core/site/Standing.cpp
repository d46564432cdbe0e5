// SPDX-License-Identifier: Apache-2.0
#include "site/Standing.h"

#include "site/Written.h"

namespace plenum {

std::uint32_t hallOf(const Layout& layout, EntityRef thing) {
  switch (thing.kind) {
    case Kind::row:
      return layout.rows[thing.index].hall;
    case Kind::rack:
      return layout.racks[thing.index].hall;
    case Kind::cdu:
      return layout.cdus[thing.index].hall;
    case Kind::fanWall:
      return layout.fanWalls[thing.index].hall;
    case Kind::loop:
      return layout.loops[thing.index].hall;
    case Kind::powerDevice:
      return layout.power[thing.index].hall;
    case Kind::door:
      return layout.doors[thing.index].hall;
    default:
      return none;
  }
}

std::vector<EntityRef> standingIn(const Layout& layout, std::uint32_t h) {
  const PlacedHall& hall = layout.halls[h];
  std::vector<EntityRef> out;
  for (std::uint32_t i = 0; i < hall.rows; ++i) out.push_back({Kind::row, hall.firstRow + i, 0});
  for (std::uint32_t i = 0; i < hall.cdus; ++i) out.push_back({Kind::cdu, hall.firstCdu + i, 0});
  for (std::uint32_t i = 0; i < hall.fanWalls; ++i) out.push_back({Kind::fanWall, hall.firstFanWall + i, 0});
  for (std::uint32_t i = 0; i < layout.power.size(); ++i)
    if (layout.power[i].hall == h) out.push_back({Kind::powerDevice, i, 0});
  return out;
}

std::vector<EntityRef> standingOnSite(const Layout& layout) {
  std::vector<EntityRef> out;
  for (const Kind kind : {Kind::building, Kind::pump, Kind::chiller, Kind::exchanger, Kind::tower, Kind::dryCooler,
                          Kind::tank, Kind::lake})
    for (std::uint32_t i = 0; i < layout.count(kind); ++i) out.push_back({kind, i, 0});
  for (std::uint32_t i = 0; i < layout.power.size(); ++i)
    if (layout.power[i].hall == none) out.push_back({Kind::powerDevice, i, 0});
  return out;
}

MovingThings movingThings(const Layout& layout, const std::vector<std::string>& ids) {
  MovingThings out;
  const auto add = [&out](EntityRef thing) {
    thing.part = 0;
    if (out.keys.insert(MovingThings::key(thing)).second) out.all.push_back(thing);
  };
  const auto some = [&add](Kind kind, const std::vector<std::uint32_t>& all) {
    for (const std::uint32_t i : all) add({kind, i, 0});
  };
  for (const std::string& id : ids)
    for (const EntityRef& thing : thingsOf(layout, id)) {
      // a door does not stand on the floor
      if (thing.kind == Kind::campus || thing.kind == Kind::loop || thing.kind == Kind::door) continue;
      if (thing.kind != Kind::circuit) {
        add(thing);
        continue;
      }
      const PlacedCircuit& c = layout.circuits[thing.index];
      some(Kind::pump, c.pumps), some(Kind::pump, c.condenserPumps), some(Kind::chiller, c.chillers);
      some(Kind::exchanger, c.exchangers), some(Kind::tower, c.towers), some(Kind::dryCooler, c.dryCoolers);
      some(Kind::tank, c.tanks), some(Kind::lake, c.lakes);
    }
  return out;
}

bool isOverhead(const Layout& layout, EntityRef thing) {
  constexpr double headM = 1.9, hangingM = 0.6;  // as in HallPlan
  const Box box = layout.boxOf(thing);
  const std::uint32_t hall = hallOf(layout, thing);
  const double floor = hall == none ? 0.0 : layout.halls[hall].box.min.z;
  return box.min.z >= floor + headM || (thing.kind == Kind::powerDevice && box.size().z < hangingM);
}

}  // namespace plenum
