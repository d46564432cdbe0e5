// SPDX-License-Identifier: Apache-2.0
#include "site/SpaceScene.h"

#include <algorithm>
#include <cmath>

#include "site/HallPlan.h"
#include "site/Overlap.h"
#include "site/Standing.h"

namespace plenum {

OnFloor onFloor(const Layout& layout, EntityRef thing) {
  OnFloor out;
  out.ref = thing;
  out.kind = thing.kind;
  out.box = layout.boxOf(thing);
  if (thing.kind == Kind::row && layout.rows[thing.index].racks > 0)
    out.facesNorth = layout.racks[layout.rows[thing.index].firstRack].facesNorth;
  return out;
}

FloorScene sceneOf(const Layout& layout, std::uint32_t hall) {
  FloorScene out;
  out.hall = hall;
  if (hall == none) {
    const Vec2 land = layout.site->sizeM;
    out.room = {{0, 0, -1e4}, {land.x, land.y, 1e4}};
  } else {
    out.room = layout.halls[hall].box;
  }
  for (const EntityRef& thing : hall == none ? standingOnSite(layout) : standingIn(layout, hall)) {
    if (isOverhead(layout, thing) || layout.boxOf(thing).isEmpty()) continue;
    out.things.push_back(onFloor(layout, thing));
  }
  return out;
}
namespace {

constexpr double facingM = 0.3;  // so much of two things must face each other

bool meet(double a0, double a1, double b0, double b1, double by) { return std::min(a1, b1) - std::max(a0, b0) > by; }

}  // namespace

bool isMachine(Kind kind) { return kind != Kind::row && kind != Kind::building && kind != Kind::hall; }

std::string SpaceJudge::nameOf(const OnFloor& thing) const {
  if (thing.ref.kind == Kind::campus) return thing.id ? *thing.id : std::string();
  return layout_.idOf(thing.ref);
}

SpaceJudge::Gap SpaceJudge::gap(const OnFloor& thing, Way way) const {
  const bool isX = way == Way::east || way == Way::west, isUp = way == Way::east || way == Way::north;
  const auto low = [](const Box& b, bool x) { return x ? b.min.x : b.min.y; };
  const auto high = [](const Box& b, bool x) { return x ? b.max.x : b.max.y; };
  const Box& box = thing.box;
  const double edge = isUp ? high(box, isX) : low(box, isX);
  const double side0 = low(box, !isX), side1 = high(box, !isX);
  const double needed = std::min(facingM, 0.5 * (side1 - side0));
  Gap out;
  double middle = 0.5 * (side0 + side1);
  out.metres = isUp ? high(scene_.room, isX) - edge : edge - low(scene_.room, isX);
  for (std::size_t i = 0; i < scene_.things.size(); ++i) {
    const Box& other = scene_.things[i].box;
    if (&scene_.things[i] == &thing) continue;
    const double away = isUp ? low(other, isX) - edge : edge - high(other, isX);
    if (away < -slackM || away >= out.metres) continue;
    const double other0 = low(other, !isX), other1 = high(other, !isX);
    if (!meet(side0, side1, other0, other1, std::min(needed, 0.5 * (other1 - other0)))) continue;
    if (other.max.z <= box.min.z || other.min.z >= box.max.z) continue;
    out.metres = std::max(0.0, away);
    out.other = i;
    middle = 0.5 * (std::max(side0, other0) + std::min(side1, other1));
  }
  const double end = isUp ? edge + out.metres : edge - out.metres;
  out.from = isX ? Vec2{edge, middle} : Vec2{middle, edge};
  out.to = isX ? Vec2{end, middle} : Vec2{middle, end};
  return out;
}

void SpaceJudge::object(SpaceRule rule, const OnFloor& thing, const Gap& gap, std::vector<Objection>& out) const {
  const SpaceNumber& number = spaceNumber(rule);
  Objection objection;
  objection.rule = rule;
  objection.weight = gap.metres < number.leastM - slackM ? Objection::Weight::error : Objection::Weight::warning;
  objection.thing = thing.ref;
  objection.measured = gap.metres;
  objection.required = number.required;
  objection.unit = number.unit;
  objection.from = gap.from, objection.to = gap.to;
  const bool isWall = gap.other == SIZE_MAX;
  std::string other;
  if (!isWall) {
    objection.other = scene_.things[gap.other].ref;
    other = nameOf(scene_.things[gap.other]);
  }
  objection.what =
      Text(std::string("space.") + number.id + (isWall ? ".wall" : ""), {{"thing", nameOf(thing)},
                                                                         {"other", other},
                                                                         {"measured", toText(gap.metres, 2)},
                                                                         {"required", toText(number.required, 2)}});
  out.push_back(std::move(objection));
}

void SpaceJudge::judgePlace(const OnFloor& thing, std::size_t index, std::vector<Objection>& out) const {
  const Box& b = thing.box;
  const Box& room = scene_.room;
  const double beyond =
      std::max({room.min.x - b.min.x, b.max.x - room.max.x, room.min.y - b.min.y, b.max.y - room.max.y});
  const bool mayStandOutside = thing.kind == Kind::powerDevice && scene_.hall != none;  // in the gallery beside it
  if (beyond > slackM && !mayStandOutside) {
    Objection objection;
    objection.rule = SpaceRule::outside;
    objection.weight = Objection::Weight::error;
    objection.thing = thing.ref;
    if (scene_.hall != none) objection.other = {Kind::hall, scene_.hall, 0};
    objection.measured = beyond;
    objection.unit = "m";
    objection.what = Text(scene_.hall != none ? "space.outside" : "space.outside.land",
                          {{"thing", nameOf(thing)},
                           {"other", scene_.hall != none ? layout_.halls[scene_.hall].id : layout_.site->id},
                           {"measured", toText(beyond, 2)}});
    out.push_back(std::move(objection));
  }
  for (std::size_t i = 0; i < scene_.things.size(); ++i) {
    const OnFloor& other = scene_.things[i];
    if (i == index || (thing.isMoving && other.isMoving)) continue;
    // plant stands in and on buildings
    if ((thing.kind == Kind::building) != (other.kind == Kind::building)) continue;
    const Box& o = other.box;
    if (!meet(b.min.x, b.max.x, o.min.x, o.max.x, slackM) || !meet(b.min.y, b.max.y, o.min.y, o.max.y, slackM) ||
        !meet(b.min.z, b.max.z, o.min.z, o.max.z, slackM))
      continue;
    Objection objection;
    objection.rule = SpaceRule::overlap;
    objection.weight = Objection::Weight::error;
    objection.thing = thing.ref, objection.other = other.ref;
    objection.measured = std::min(std::min(b.max.x, o.max.x) - std::max(b.min.x, o.min.x),
                                  std::min(b.max.y, o.max.y) - std::max(b.min.y, o.min.y));
    objection.unit = "m";
    objection.from = {std::max(b.min.x, o.min.x), std::max(b.min.y, o.min.y)};
    objection.to = {std::min(b.max.x, o.max.x), std::min(b.max.y, o.max.y)};
    objection.what =
        Text("space.overlap",
             {{"thing", nameOf(thing)}, {"other", nameOf(other)}, {"measured", toText(objection.measured, 2)}});
    out.push_back(std::move(objection));
  }
}

bool SpaceJudge::isAbutted(const OnFloor& row, const Gap& gap) const {
  if (gap.other == SIZE_MAX || gap.metres > adjoiningM) return false;
  const OnFloor& other = scene_.things[gap.other];
  return other.kind == Kind::row && other.facesNorth == row.facesNorth;
}

double SpaceJudge::runLength(const OnFloor& row, Way way) const {
  double length = 0.0;
  const OnFloor* at = &row;
  for (int steps = 0; steps < 100; ++steps) {
    const Gap next = gap(*at, way);
    if (!isAbutted(*at, next)) break;
    at = &scene_.things[next.other];
    length += at->box.size().x + next.metres;
  }
  return length;
}

void SpaceJudge::judgeAisle(const OnFloor& row, Way way, std::vector<Objection>& out) const {
  const Gap found = gap(row, way);
  const bool isNorth = way == Way::north;
  bool isFront = row.facesNorth == isNorth;
  // an aisle that the other side uses as its front is wide enough for a front
  if (!isFront && found.other != SIZE_MAX) {
    const OnFloor& other = scene_.things[found.other];
    isFront = other.kind == Kind::row && other.facesNorth != isNorth;
  }
  const SpaceRule rule = isFront ? SpaceRule::front : SpaceRule::back;
  if (found.metres < spaceNumber(rule).required - slackM) object(rule, row, found, out);
}

void SpaceJudge::judgeRow(const OnFloor& row, std::vector<Objection>& out) const {
  judgeAisle(row, Way::north, out);
  judgeAisle(row, Way::south, out);
  const Gap west = gap(row, Way::west), east = gap(row, Way::east);
  const double run = row.box.size().x + runLength(row, Way::west) + runLength(row, Way::east);
  const double passage = spaceNumber(SpaceRule::rowEnd).required, longest = 6.0;  // GB 50174-2017, 4.3.5
  const bool isWestOpen = isAbutted(row, west) || west.metres >= passage - slackM;
  const bool isEastOpen = isAbutted(row, east) || east.metres >= passage - slackM;
  // a short line may end at a wall, if one can leave at its other end
  const bool isFine = run > longest + slackM ? isWestOpen && isEastOpen : isWestOpen || isEastOpen;
  if (!isFine && !isWestOpen) object(SpaceRule::rowEnd, row, west, out);
  if (!isFine && !isEastOpen && (isWestOpen || run > longest)) object(SpaceRule::rowEnd, row, east, out);
  const SpaceNumber& length = spaceNumber(SpaceRule::rowLength);
  if (run > length.required + slackM && !isAbutted(row, west)) {
    Objection objection;
    objection.rule = SpaceRule::rowLength;
    objection.thing = row.ref;
    objection.measured = run, objection.required = length.required, objection.unit = length.unit;
    objection.what =
        Text("space.rowLength",
             {{"thing", nameOf(row)}, {"measured", toText(run, 1)}, {"required", toText(length.required, 0)}});
    out.push_back(std::move(objection));
  }
}

void SpaceJudge::judgeMachine(const OnFloor& machine, std::vector<Objection>& out) const {
  Gap widest;
  widest.metres = -1.0;
  for (const Way way : {Way::north, Way::south, Way::east, Way::west})
    if (const Gap found = gap(machine, way); found.metres > widest.metres) widest = found;
  const Box &b = machine.box, &room = scene_.room;
  const bool isOutside = b.min.x < room.min.x || b.max.x > room.max.x || b.min.y < room.min.y || b.max.y > room.max.y;
  if (!isOutside && widest.metres < spaceNumber(SpaceRule::service).required - slackM)
    object(SpaceRule::service, machine, widest, out);
}

void SpaceJudge::judge(std::size_t index, std::vector<Objection>& out) const {
  const OnFloor& thing = scene_.things[index];
  const std::size_t before = out.size();
  judgePlace(thing, index, out);
  // what stands in something else is told; its distances mean nothing
  for (std::size_t i = before; i < out.size(); ++i)
    if (out[i].weight == Objection::Weight::error) return;
  if (thing.kind == Kind::row) judgeRow(thing, out);
  if (isMachine(thing.kind)) judgeMachine(thing, out);
}

void SpaceJudge::judgeStanding(std::size_t index, std::vector<Objection>& out) const {
  const OnFloor& row = scene_.things[index];
  std::vector<Objection> mine;
  judgeAisle(row, Way::north, mine);
  judgeAisle(row, Way::south, mine);
  const auto isOfMoving = [this](const Objection& objection) {
    for (const OnFloor& thing : scene_.things)
      if (thing.isMoving && thing.kind != Kind::row && thing.ref == objection.other) return true;
    return false;
  };
  for (Objection& objection : mine)
    if (isOfMoving(objection)) out.push_back(std::move(objection));
}

}  // namespace plenum
