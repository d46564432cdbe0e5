// SPDX-License-Identifier: Apache-2.0
#include "plan/Footprint.h"

#include <algorithm>
#include <cmath>

namespace plenum::plan {
namespace {

bool holds(const Box& outer, const Box& inner) {
  if (inner.isEmpty()) return false;
  const Vec3 c = inner.centre();
  return c.x > outer.min.x && c.x < outer.max.x && c.y > outer.min.y && c.y < outer.max.y;
}

/// The buildings that hold something: an office, or the house of a substation whose transformers stand before it, do
/// not.
std::vector<const PlacedBuilding*> buildingsOf(const Layout& campus) {
  std::vector<const PlacedBuilding*> out;
  const auto isUsed = [&](const Box& box) {
    const auto any = [&](const auto& all) {
      return std::any_of(all.begin(), all.end(), [&](const auto& one) { return holds(box, one.box); });
    };
    return any(campus.halls) || any(campus.chillers) || any(campus.pumps) || any(campus.exchangers) ||
           any(campus.power);
  };
  for (const PlacedBuilding& building : campus.buildings)
    if (building.kind != Building::Kind::office && isUsed(building.box)) out.push_back(&building);
  return out;
}

Piece::Kind kindOf(Building::Kind kind) {
  switch (kind) {
    case Building::Kind::plant:
      return Piece::Kind::plant;
    case Building::Kind::power:
      return Piece::Kind::power;
    case Building::Kind::data:
    case Building::Kind::office:
      break;
  }
  return Piece::Kind::data;
}

Box flat(const Scenery& s) {
  return {{s.originM.x, s.originM.y, 0}, {s.originM.x + s.sizeM.x, s.originM.y + s.sizeM.y, 0}};
}

bool meets(const Box& a, const Box& b) {
  return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

Box quarterTurn(const Box& b, double depthM) {  // x' = depth − y, y' = x
  return {{depthM - b.max.y, b.min.x, b.min.z}, {depthM - b.min.y, b.max.x, b.max.z}};
}

}  // namespace

Footprint footprintOf(const Layout& campus) {
  std::vector<Piece> all;
  Box around;
  const auto add = [&](Piece::Kind kind, const Box& box) {
    all.push_back({kind, box});
    around.add(box);
  };
  const auto buildings = buildingsOf(campus);
  for (const PlacedBuilding* building : buildings) add(kindOf(building->kind), building->box);
  const auto isOutside = [&](const Box& box) {
    return !box.isEmpty() && std::none_of(buildings.begin(), buildings.end(),
                                          [&](const PlacedBuilding* b) { return holds(b->box, box); });
  };
  const auto outside = [&](Piece::Kind kind, const auto& units) {
    for (const auto& unit : units)
      if (isOutside(unit.box)) add(kind, unit.box);
  };
  outside(Piece::Kind::tower, campus.towers);
  outside(Piece::Kind::dryCooler, campus.dryCoolers);
  outside(Piece::Kind::tank, campus.tanks);
  if (around.isEmpty()) return {};
  // yards under what is kept, and the roads between them
  const Box built = around;
  std::vector<Piece> ground;
  if (campus.site) {
    for (const Scenery& s : campus.site->scenery)
      if (s.kind == Scenery::Kind::yard && meets(flat(s), built)) {
        ground.push_back({Piece::Kind::yard, flat(s)});
        around.add(flat(s));
      }
    for (const Scenery& s : campus.site->scenery) {
      if (s.kind != Scenery::Kind::road || !meets(flat(s), around)) continue;
      Box road = flat(s);
      road.min = {std::max(road.min.x, around.min.x), std::max(road.min.y, around.min.y), 0};
      road.max = {std::min(road.max.x, around.max.x), std::min(road.max.y, around.max.y), 0};
      ground.push_back({Piece::Kind::road, road});
    }
  }
  Footprint out;
  out.sizeM = {around.max.x - around.min.x, around.max.y - around.min.y};
  ground.insert(ground.end(), all.begin(), all.end());
  const Vec3 corner{around.min.x, around.min.y, 0};
  for (Piece& piece : ground) out.pieces.push_back({piece.kind, {piece.box.min - corner, piece.box.max - corner}});
  return out;
}

Footprint footprintOfStation(int transformers) {
  // bays of 18 m in a yard of 40 m, as the campus generator draws them: house, transformers, gantries behind them
  constexpr double bayM = 18.0, deepM = 40.0;
  const int bays = std::max(1, transformers);
  Footprint out;
  out.sizeM = {6.0 + bayM * bays, deepM};
  out.pieces.push_back({Piece::Kind::yard, {{0, 0, 0}, {out.sizeM.x, deepM, 0}}});
  out.pieces.push_back({Piece::Kind::power, {{2, 2, 0}, {out.sizeM.x - 2.0, 12, 7}}});
  for (int k = 0; k < bays; ++k) {
    const double x = 7.0 + bayM * k;
    out.pieces.push_back({Piece::Kind::transformer, {{x, 16, 0}, {x + 8.0, 22, 6}}});
    out.pieces.push_back({Piece::Kind::gantry, {{x - 1.0, 28, 0}, {x + 9.0, 36, 11}}});
  }
  return out;
}

Footprint turned(const Footprint& footprint, int quarters) {
  Footprint out = footprint;
  for (int k = 0; k < ((quarters % 4) + 4) % 4; ++k) {
    for (Piece& piece : out.pieces) piece.box = quarterTurn(piece.box, out.sizeM.y);
    out.sizeM = {out.sizeM.y, out.sizeM.x};
  }
  return out;
}

}  // namespace plenum::plan
