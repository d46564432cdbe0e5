// SPDX-License-Identifier: Apache-2.0
#include "panels/Dependents.h"

#include <algorithm>

namespace plenum::views {

namespace {

bool isCooledBy(const Layout& layout, const PlacedRack& rack, std::uint32_t circuit) {
  if (rack.doorCircuit == circuit) return true;
  if (rack.loop != none)
    for (std::uint32_t cdu : layout.loops[rack.loop].cdus)
      if (layout.cdus[cdu].circuit == circuit) return true;
  const PlacedHall& hall = layout.halls[rack.hall];
  for (std::uint32_t w = hall.firstFanWall; w < hall.firstFanWall + hall.fanWalls; ++w)
    if (layout.fanWalls[w].circuit == circuit) return true;
  return false;
}

bool isFedBy(const Layout& layout, std::uint32_t device, std::uint32_t source) {
  // a tree: every step goes upstream
  while (device != none) {
    if (device == source) return true;
    device = layout.power[device].from;
  }
  return false;
}

template <class Plant>
std::uint32_t circuitOf(const std::vector<Plant>& all, std::uint32_t i) {
  return i < all.size() ? all[i].circuit : none;
}

/// The facility-water circuit that a thing of the plant belongs to; none for everything else.
std::uint32_t plantCircuit(const Layout& layout, EntityRef entity) {
  switch (entity.kind) {
    case Kind::circuit:
      return entity.index;
    case Kind::pump:
      return circuitOf(layout.pumps, entity.index);
    case Kind::chiller:
      return circuitOf(layout.chillers, entity.index);
    case Kind::exchanger:
      return circuitOf(layout.exchangers, entity.index);
    case Kind::tower:
      return circuitOf(layout.towers, entity.index);
    case Kind::dryCooler:
      return circuitOf(layout.dryCoolers, entity.index);
    case Kind::tank:
      return circuitOf(layout.tanks, entity.index);
    case Kind::lake:
      return circuitOf(layout.lakes, entity.index);
    default:
      return none;
  }
}

bool isBehind(const Layout& layout, EntityRef entity, std::uint32_t index) {
  const PlacedRack& rack = layout.racks[index];
  const std::uint32_t i = entity.index;
  switch (entity.kind) {
    case Kind::campus:
      return true;
    case Kind::building:
      return layout.halls[rack.hall].building == i;
    case Kind::hall:
      return rack.hall == i;
    case Kind::row:
      return rack.row == i;
    case Kind::rack:
      return index == i;
    case Kind::chip:
      return i >= rack.firstChip && i < rack.firstChip + rack.chips;
    case Kind::loop:
      return rack.loop == i;
    case Kind::cdu:
      return rack.loop != none && rack.loop == layout.cdus[i].loop;
    case Kind::fanWall:
      return rack.hall == layout.fanWalls[i].hall;
    case Kind::powerDevice:
      return isFedBy(layout, rack.feedA, i) || isFedBy(layout, rack.feedB, i);
    default: {
      const std::uint32_t circuit = plantCircuit(layout, entity);
      return circuit != none && isCooledBy(layout, rack, circuit);
    }
  }
}

}  // namespace

std::vector<std::uint32_t> racksBehind(const Layout& layout, EntityRef entity) {
  std::vector<std::uint32_t> racks;
  if (entity.kind != Kind::campus && entity.index >= layout.count(entity.kind)) return racks;
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r)
    if (isBehind(layout, entity, r)) racks.push_back(r);
  return racks;
}

}  // namespace plenum::views
