// SPDX-License-Identifier: Apache-2.0
#include "scene/Storeys.h"

#include <algorithm>

namespace plenum {
namespace {

std::uint32_t hallAround(const Layout& layout, EntityRef entity) {
  if (entity.index >= layout.count(entity.kind)) return none;
  switch (entity.kind) {
    case Kind::hall:
      return entity.index;
    case Kind::row:
      return layout.rows[entity.index].hall;
    case Kind::rack:
      return layout.racks[entity.index].hall;
    case Kind::chip:
      return layout.racks[layout.rackOfChip(entity.index)].hall;
    case Kind::loop:
      return layout.loops[entity.index].hall;
    case Kind::cdu:
      return layout.cdus[entity.index].hall;
    case Kind::fanWall:
      return layout.fanWalls[entity.index].hall;
    case Kind::powerDevice:
      return layout.power[entity.index].hall;
    case Kind::door:
      return layout.doors[entity.index].hall;
    default:
      return none;
  }
}

}  // namespace

double cutFor(const Layout& layout, EntityRef entity) {
  const std::uint32_t index = hallAround(layout, entity);
  if (index == none) return uncut;
  const PlacedHall& hall = layout.halls[index];
  const bool isBelowAnother = std::any_of(layout.halls.begin(), layout.halls.end(), [&](const PlacedHall& other) {
    return other.building == hall.building && other.box.min.z >= hall.box.max.z - 0.5;
  });
  return isBelowAnother ? hall.box.max.z : uncut;
}

bool isOnlyDrawn(const Layout& layout, std::uint32_t building) {
  return layout.buildings[building].kind == Building::Kind::data &&
         std::none_of(layout.halls.begin(), layout.halls.end(),
                      [building](const PlacedHall& hall) { return hall.building == building; });
}

double wallTopM(const Layout& layout, std::uint32_t building) {
  constexpr double openM = 4.2;
  const PlacedBuilding& b = layout.buildings[building];
  if (b.kind == Building::Kind::office || isOnlyDrawn(layout, building)) return b.box.max.z;
  double floor = b.box.min.z;
  for (const PlacedHall& hall : layout.halls)
    if (hall.building == building && !hall.box.isEmpty()) floor = std::max(floor, hall.box.min.z);
  return std::min(b.box.max.z, floor + openM);
}

LayoutPtr cutAbove(const LayoutPtr& layout, double heightM) {
  std::vector<bool> isGone(layout->halls.size());
  for (std::size_t h = 0; h < isGone.size(); ++h) isGone[h] = layout->halls[h].box.min.z >= heightM - 0.5;
  if (std::none_of(isGone.begin(), isGone.end(), [](bool gone) { return gone; })) return layout;

  auto cut = std::make_shared<Layout>(*layout);
  const auto empty = [&isGone](auto& all) {
    for (auto& one : all)
      if (one.hall != none && isGone[one.hall]) one.box = Box{};
  };
  empty(cut->rows);
  empty(cut->racks);
  empty(cut->cdus);
  empty(cut->fanWalls);
  empty(cut->power);
  for (std::size_t h = 0; h < isGone.size(); ++h) {
    if (!isGone[h]) continue;
    cut->halls[h].box = Box{};
    const std::uint32_t building = cut->halls[h].building;
    if (building == none) continue;
    double& roof = cut->buildings[building].box.max.z;
    roof = std::min(roof, heightM + 0.6);
  }
  return cut;
}

}  // namespace plenum
