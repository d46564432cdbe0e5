// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "site/ChipGrid.h"
#include "site/Layout.h"

namespace plenum {
namespace {

bool isFinite(Vec3 v) { return std::isfinite(v.x) && std::isfinite(v.y) && std::isfinite(v.z); }

bool holds(const Box& outer, Vec3 p) {
  return p.x >= outer.min.x && p.x <= outer.max.x && p.y >= outer.min.y && p.y <= outer.max.y && p.z >= outer.min.z &&
         p.z <= outer.max.z;
}

class Picker {
 public:
  Picker(const Layout& layout, const Ray& ray) : layout_(layout), ray_(ray) {}

  std::optional<Pick> run() {
    for (std::uint32_t h = 0; h < layout_.halls.size(); ++h) enterHall(h);
    each(layout_.cdus, Kind::cdu);
    each(layout_.fanWalls, Kind::fanWall);
    each(layout_.power, Kind::powerDevice);
    for (const PlacedCircuit& circuit : layout_.circuits) {
      if (!isNearer(circuit.box)) continue;
      some(circuit.pumps, layout_.pumps, Kind::pump);
      some(circuit.condenserPumps, layout_.pumps, Kind::pump);
      some(circuit.chillers, layout_.chillers, Kind::chiller);
      some(circuit.exchangers, layout_.exchangers, Kind::exchanger);
      some(circuit.towers, layout_.towers, Kind::tower);
      some(circuit.dryCoolers, layout_.dryCoolers, Kind::dryCooler);
      some(circuit.tanks, layout_.tanks, Kind::tank);
      some(circuit.lakes, layout_.lakes, Kind::lake);
    }
    for (std::uint32_t b = 0; b < layout_.buildings.size(); ++b) enterBuilding(b);
    const std::optional<Pick>& found = best_ ? best_ : entered_;
    if (!found) return std::nullopt;
    Pick pick = *found;
    const double length = std::sqrt(ray_.direction.x * ray_.direction.x + ray_.direction.y * ray_.direction.y +
                                    ray_.direction.z * ray_.direction.z);
    pick.at = ray_.origin + ray_.direction * pick.distance;
    pick.distance *= length;
    return pick;
  }

 private:
  // until the end `distance` holds the ray's parameter

  /// The ray meets the box before anything found so far.
  std::optional<double> isNearer(const Box& box) const {
    const std::optional<double> t = enter(ray_, box);
    return t && (!best_ || *t < best_->distance) ? t : std::nullopt;
  }
  void offer(EntityRef entity, const Box& box) {
    if (const auto t = isNearer(box)) best_ = Pick{entity, {}, *t};
  }
  template <class All>
  void each(const All& all, Kind kind) {
    for (std::uint32_t i = 0; i < all.size(); ++i) offer({kind, i, 0}, all[i].box);
  }
  template <class All>
  void some(const std::vector<std::uint32_t>& indices, const All& all, Kind kind) {
    for (const std::uint32_t i : indices) offer({kind, i, 0}, all[i].box);
  }

  /// Walls and roofs let the ray through; the floor stops it.
  void enterRoom(EntityRef room, const Box& box) {
    const auto t = enter(ray_, box);
    if (!t) return;
    // of rooms inside rooms the innermost is meant: it is entered last
    if (!entered_ || *t >= entered_->distance) entered_ = Pick{room, {}, *t};
    if (ray_.direction.z >= 0.0) return;
    const double floor = (box.min.z - ray_.origin.z) / ray_.direction.z;
    const Vec3 at = ray_.origin + ray_.direction * floor;
    const bool isOnFloor = at.x >= box.min.x && at.x <= box.max.x && at.y >= box.min.y && at.y <= box.max.y;
    if (floor >= 0.0 && isOnFloor && (!best_ || floor < best_->distance)) best_ = Pick{room, {}, floor};
  }

  void enterHall(std::uint32_t index) {
    const PlacedHall& hall = layout_.halls[index];
    if (!isNearer(hall.box)) return;
    for (std::uint32_t r = hall.firstRow; r < hall.firstRow + hall.rows; ++r) {
      const PlacedRow& row = layout_.rows[r];
      if (!isNearer(row.box)) continue;
      for (std::uint32_t k = row.firstRack; k < row.firstRack + row.racks; ++k) {
        if (const auto t = isNearer(layout_.racks[k].box)) best_ = Pick{chipOrRack(k, *t), {}, *t};
      }
    }
    enterRoom({Kind::hall, index, 0}, hall.box);
  }

  /// The chip whose cell the ray meets on the rack's front; the rack for its other faces.
  EntityRef chipOrRack(std::uint32_t index, double t) const {
    const PlacedRack& rack = layout_.racks[index];
    const ChipGrid grid = chipGridOf(rack);
    const EntityRef whole{Kind::rack, index, 0};
    if (grid.columns == 0 || grid.lines == 0) return whole;
    const bool isTowardsFront = rack.facesNorth ? ray_.direction.y < 0.0 : ray_.direction.y > 0.0;
    const Vec3 at = ray_.origin + ray_.direction * t, size = rack.box.size();
    const double front = rack.facesNorth ? rack.box.max.y : rack.box.min.y;
    constexpr double onFaceM = 1e-6;
    if (!isTowardsFront || std::abs(at.y - front) > onFaceM) return whole;
    const auto cell = [](double fraction, std::uint32_t count) {
      const double k = std::floor(fraction * count);
      return k < 0.0 ? 0u : std::min(static_cast<std::uint32_t>(k), count - 1);
    };
    const auto chip = grid.chipAt(
        {cell((at.x - rack.box.min.x) / size.x, grid.columns), cell((at.z - rack.box.min.z) / size.z, grid.lines)});
    return chip ? EntityRef{Kind::chip, rack.firstChip + *chip, 0} : whole;
  }

  void enterBuilding(std::uint32_t index) {
    const PlacedBuilding& building = layout_.buildings[index];
    if (!isNearer(building.box)) return;
    const EntityRef ref{Kind::building, index, 0};
    if (isHollow(index)) {
      enterRoom(ref, building.box);
    } else {
      offer(ref, building.box);
    }
  }

  /// Drawn with a see-through roof: a data building, and any other in which something stands that can be picked.
  bool isHollow(std::uint32_t index) const {
    const PlacedBuilding& building = layout_.buildings[index];
    if (building.kind == Building::Kind::data) return true;
    for (const PlacedHall& hall : layout_.halls)
      if (hall.building == index) return true;
    const auto hasOne = [&building](const auto& all) {
      for (const auto& thing : all)
        if (holds(building.box, thing.box.centre())) return true;
      return false;
    };
    return hasOne(layout_.power) || hasOne(layout_.pumps) || hasOne(layout_.chillers) || hasOne(layout_.exchangers) ||
           hasOne(layout_.towers) || hasOne(layout_.dryCoolers) || hasOne(layout_.tanks) || hasOne(layout_.lakes);
  }

  const Layout& layout_;
  const Ray& ray_;
  std::optional<Pick> best_, entered_;
};

}  // namespace

std::optional<Pick> pick(const Layout& layout, const Ray& ray) {
  const Vec3 d = ray.direction;
  if (!isFinite(ray.origin) || !isFinite(d) || (d.x == 0.0 && d.y == 0.0 && d.z == 0.0)) return std::nullopt;
  return Picker(layout, ray).run();
}

}  // namespace plenum
