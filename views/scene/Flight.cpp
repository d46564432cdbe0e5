// SPDX-License-Identifier: Apache-2.0
#include "scene/Flight.h"

#include <algorithm>
#include <cmath>

#include "scene/Vectors.h"
#include "site/ChipGrid.h"

namespace plenum {
namespace {

// how readily the eye draws back rather than moves along: the paper's ρ
constexpr double readiness = 1.3;

EntityRef orCampus(Kind kind, std::uint32_t index) { return index == none ? EntityRef{} : EntityRef{kind, index, 0}; }

}  // namespace

Flight::Flight(const Camera& from, const Camera& to, double mostDistanceM) : from_(from), to_(to) {
  const Vec3 d = to.target - from.target;
  apart_ = std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
  const double w0 = from.distanceM, w1 = to.distanceM, p = readiness, p2 = p * p;
  most_ = std::max({mostDistanceM, w0, w1});
  if (apart_ > 0.02 * std::min(w0, w1)) {
    const double u2 = apart_ * apart_;
    const auto r = [&](double w, double sign) {
      const double b = (w1 * w1 - w0 * w0 + sign * p2 * p2 * u2) / (2.0 * w * p2 * apart_);
      return -std::asinh(b);
    };
    r0_ = r(w0, 1.0);
    s_ = (r(w1, -1.0) - r0_) / p;
  } else {
    apart_ = 0.0;
    s_ = std::abs(std::log(w1 / w0)) / p;
  }
  // turning takes time as well
  const double turned = std::abs(std::remainder(to.azimuthDeg - from.azimuthDeg, 360.0)) / 90.0;
  seconds_ = std::clamp(0.35 + 0.28 * std::abs(s_) + 0.15 * turned, 0.6, 1.4);
  // a way along the ground leads through walls and racks; a steeper one over them
  constexpr double steepestDeg = 62.0;
  const double higher = std::max(from.elevationDeg, to.elevationDeg);
  const double sideways = apart_ / std::max(1.0, w0 + w1);
  steepenDeg_ = std::max(0.0, steepestDeg - higher) * std::clamp(sideways, 0.0, 1.0);
}

Camera Flight::at(double passedS) const {
  if (passedS <= 0.0) return from_;
  if (passedS >= seconds_) return to_;
  const double t = smooth(passedS / seconds_);
  Camera camera = between(from_, to_, t);
  if (apart_ > 0.0) {
    const double p = readiness, w0 = from_.distanceM, s = s_ * t;
    const double along = w0 / (p * p) * (std::cosh(r0_) * std::tanh(p * s + r0_) - std::sinh(r0_));
    camera.target = from_.target + (to_.target - from_.target) * std::clamp(along / apart_, 0.0, 1.0);
    camera.distanceM = std::min(most_, w0 * std::cosh(r0_) / std::cosh(p * s + r0_));
  }
  // what stands before the target goes only when the eye has almost come there
  camera.clearM = to_.clearM > 0.0 && t > 0.5 ? camera.distanceM * (to_.clearM / to_.distanceM) * (2.0 * t - 1.0) : 0.0;
  camera.elevationDeg = std::min(89.9, camera.elevationDeg + steepenDeg_ * 4.0 * t * (1.0 - t));
  return camera;
}

EntityRef above(const Layout& layout, EntityRef thing) {
  if (thing.kind == Kind::campus || thing.index >= layout.count(thing.kind)) return {};
  const std::uint32_t i = thing.index;
  if (thing.part != 0) return {thing.kind, i, 0};
  switch (thing.kind) {
    case Kind::hall:
      return orCampus(Kind::building, layout.halls[i].building);
    case Kind::row:
      return orCampus(Kind::hall, layout.rows[i].hall);
    case Kind::rack:
      return orCampus(Kind::row, layout.racks[i].row);
    case Kind::chip: {
      const std::uint32_t rack = layout.rackOfChip(i);
      return {Kind::rack, rack, serverOfChip(layout.racks[rack], i) + 1};
    }
    case Kind::loop:
      return orCampus(Kind::hall, layout.loops[i].hall);
    case Kind::cdu:
      return orCampus(Kind::hall, layout.cdus[i].hall);
    case Kind::fanWall:
      return orCampus(Kind::hall, layout.fanWalls[i].hall);
    case Kind::powerDevice:
      return orCampus(Kind::hall, layout.power[i].hall);
    case Kind::door:
      return orCampus(Kind::hall, layout.doors[i].hall);
    case Kind::pump:
      return orCampus(Kind::circuit, layout.pumps[i].circuit);
    case Kind::chiller:
      return orCampus(Kind::circuit, layout.chillers[i].circuit);
    case Kind::exchanger:
      return orCampus(Kind::circuit, layout.exchangers[i].circuit);
    case Kind::tower:
      return orCampus(Kind::circuit, layout.towers[i].circuit);
    case Kind::dryCooler:
      return orCampus(Kind::circuit, layout.dryCoolers[i].circuit);
    case Kind::tank:
      return orCampus(Kind::circuit, layout.tanks[i].circuit);
    case Kind::lake:
      return orCampus(Kind::circuit, layout.lakes[i].circuit);
    default:
      return {};
  }
}

EntityRef below(const Layout& layout, EntityRef from, EntityRef towards) {
  EntityRef step = towards;
  while (step.kind != Kind::campus) {
    const EntityRef next = above(layout, step);
    if (next == from) return step;
    step = next;
  }
  return towards;
}

EntityRef levelFor(const Layout& layout, EntityRef hit, const Projection& view) {
  constexpr double leastPx = 9.0;
  EntityRef level = hit;
  while (level.kind == Kind::chip || level.kind == Kind::rack || level.kind == Kind::row) {
    const Box box = layout.boxOf(level);
    if (box.isEmpty()) break;
    const Vec3 size = box.size();
    const bool isFlat = level.kind == Kind::chip || level.part != 0;
    const double least = isFlat ? std::min(size.x, size.z) : std::min(std::max(size.x, size.y), size.z);
    if (least * view.pixelsPerMetre(box.centre()) >= leastPx) break;
    level = above(layout, level);
  }
  return level;
}

std::vector<EntityRef> siblingsOf(const Layout& layout, EntityRef thing) {
  std::vector<EntityRef> all;
  if (thing.kind == Kind::campus) return {thing};
  const EntityRef whole = above(layout, thing);
  if (thing.kind == Kind::rack && thing.part != 0) {
    const std::uint32_t servers = chipGridOf(layout.racks[thing.index]).servers;
    for (std::uint32_t s = 1; s <= servers; ++s) all.push_back({Kind::rack, thing.index, s});
    return all;
  }
  if (thing.kind == Kind::chip) {
    const PlacedRack& rack = layout.racks[whole.index];
    const std::uint32_t each = chipGridOf(rack).perServer, first = rack.firstChip + (whole.part - 1) * each;
    for (std::uint32_t c = first; c < first + each; ++c) all.push_back({Kind::chip, c, 0});
    return all;
  }
  if (thing.part != 0) return {thing};
  for (std::uint32_t i = 0; i < layout.count(thing.kind); ++i)
    if (const EntityRef other{thing.kind, i, 0}; above(layout, other) == whole) all.push_back(other);
  return all;
}

}  // namespace plenum
