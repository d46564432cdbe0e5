// SPDX-License-Identifier: Apache-2.0
#include "site/Doors.h"

#include <algorithm>
#include <cmath>

namespace plenum {
namespace {

constexpr double exitHighM = 2.1, loadingHighM = 2.8;  // usual openings

enum class Wall { south, north, west, east };

Wall nearestWall(const Box& room, Vec2 p) {
  const double south = std::abs(p.y - room.min.y), north = std::abs(p.y - room.max.y);
  const double west = std::abs(p.x - room.min.x), east = std::abs(p.x - room.max.x);
  const double least = std::min(std::min(south, north), std::min(west, east));
  if (least == south) return Wall::south;
  if (least == north) return Wall::north;
  return least == west ? Wall::west : Wall::east;
}

}  // namespace

Box PlacedDoor::box(double thickM) const {
  const double half = 0.5 * spec->width.si, t = 0.5 * thickM;
  const Vec2 reach{std::abs(along.x) * half + std::abs(inward.x) * t,
                   std::abs(along.y) * half + std::abs(inward.y) * t};
  return {{at.x - reach.x, at.y - reach.y, floorM}, {at.x + reach.x, at.y + reach.y, floorM + highM}};
}

PlacedDoor placedDoor(const Layout& layout, std::uint32_t hall, const HallDoor& door) {
  const PlacedHall& in = layout.halls[hall];
  const Box& room = in.box;
  const Vec2 p = Vec2{room.min.x, room.min.y} + door.atM;
  PlacedDoor out;
  out.hall = hall;
  out.id = in.id + "/" + door.id;
  out.spec = &door;
  out.floorM = room.min.z;
  out.highM = std::min(door.use == HallDoor::Use::loading ? loadingHighM : exitHighM, room.size().z);
  switch (nearestWall(room, p)) {
    case Wall::south:
      out.at = {p.x, room.min.y}, out.inward = {0, 1}, out.along = {1, 0};
      break;
    case Wall::north:
      out.at = {p.x, room.max.y}, out.inward = {0, -1}, out.along = {1, 0};
      break;
    case Wall::west:
      out.at = {room.min.x, p.y}, out.inward = {1, 0}, out.along = {0, 1};
      break;
    case Wall::east:
      out.at = {room.max.x, p.y}, out.inward = {-1, 0}, out.along = {0, 1};
      break;
  }
  return out;
}

std::vector<PlacedDoor> doorsOf(const Layout& layout, std::uint32_t hall) {
  const auto first = layout.doors.begin() + layout.halls[hall].firstDoor;
  return {first, first + layout.halls[hall].doors};
}

Vec2 doorPlace(const PlacedHall& hall, Vec2 site, double widthM) {
  return doorPlace(hall.box.size(), site - Vec2{hall.box.min.x, hall.box.min.y}, widthM);
}

Vec2 doorPlace(Vec3 size, Vec2 p, double widthM) {
  const double half = 0.5 * widthM;
  const auto along = [half](double at, double length) {
    if (length <= 2.0 * half) return 0.5 * length;
    return std::clamp(std::round(at * 100.0) / 100.0, half, length - half);
  };
  // of what lies outside, the wall before it
  const Vec2 within{std::clamp(p.x, 0.0, size.x), std::clamp(p.y, 0.0, size.y)};
  switch (nearestWall({{}, size}, within)) {
    case Wall::south:
      return {along(p.x, size.x), 0.0};
    case Wall::north:
      return {along(p.x, size.x), size.y};
    case Wall::west:
      return {0.0, along(p.y, size.y)};
    case Wall::east:
      break;
  }
  return {size.x, along(p.y, size.y)};
}

}  // namespace plenum
