// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdio>
#include <map>

#include "site/Expansion.h"
#include "site/Overlap.h"

namespace plenum {
namespace {

Vec3 rackSize(const RackSpec& rack) { return boxAt({}, 0.0, rack.extent, usual::rack).size(); }

}  // namespace

void Expansion::placeHallContents(std::uint32_t hall) {
  const std::string at = designPointer(hall);
  const HallDesign& design = *out_.halls[hall].design;
  const auto mark = [](auto& all) { return static_cast<std::uint32_t>(all.size()); };
  PlacedHall& placed = out_.halls[hall];
  placed.firstLoop = mark(out_.loops);
  placeLoops(hall, at + "/loops");
  placed.firstCdu = mark(out_.cdus);
  placeCdus(hall, at + "/cdus");
  placed.firstFanWall = mark(out_.fanWalls);
  placeFanWalls(hall, at + "/fanWalls");
  placed.firstRow = mark(out_.rows);
  placed.firstRack = mark(out_.racks);
  for (std::size_t i = 0; i < design.rows.size(); ++i)
    placeRow(hall, design.rows[i], at + "/rows/" + std::to_string(i));
  placed.loops = mark(out_.loops) - placed.firstLoop;
  placed.cdus = mark(out_.cdus) - placed.firstCdu;
  placed.fanWalls = mark(out_.fanWalls) - placed.firstFanWall;
  placed.rows = mark(out_.rows) - placed.firstRow;
  placed.racks = mark(out_.racks) - placed.firstRack;
  placeDoors(hall, at + "/doors");
  if (firstWithDesign_.at(placed.design.get()) != hall) return;
  checkStanding(hall, at);
  checkDoors(hall, at);
}

void Expansion::placeLoops(std::uint32_t hall, const std::string& at) {
  const auto& loops = out_.halls[hall].design->loops;
  for (std::size_t i = 0; i < loops.size(); ++i) {
    const std::string here = at + "/" + std::to_string(i);
    PlacedLoop placed;
    placed.id = localId(hall, loops[i].id);
    placed.hall = hall;
    placed.spec = loops[i];
    type<CoolantSpec>(loops[i].coolant, here, "coolant", "site.type.coolant");
    if (checkId(loops[i].id, here))
      enroll(placed.id, {Kind::loop, static_cast<std::uint32_t>(out_.loops.size()), 0}, here);
    out_.loops.push_back(std::move(placed));
  }
}

void Expansion::placeCdus(std::uint32_t hall, const std::string& at) {
  const auto& units = out_.halls[hall].design->cdus;
  const Vec3 origin = out_.halls[hall].box.min;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const HallUnitSpec& unit = units[i];
    const std::string here = at + "/" + std::to_string(i);
    const bool isNamed = checkId(unit.id, here);
    const CduSpec* spec = type<CduSpec>(unit.type, here, "type", "site.type.cdu");
    for (int n = 1; n <= copiesOf(unit.repeat); ++n) {
      const auto index = static_cast<std::uint32_t>(out_.cdus.size());
      PlacedCdu placed;
      placed.id = localId(hall, copyId(unit.id, unit.repeat, n));
      placed.hall = hall;
      placed.spec = spec;
      placed.loop = require({unit.loop, Kind::loop, here, "loop", hall, n});
      placed.circuit = require({unit.circuit, Kind::circuit, here, "circuit", hall, n});
      placed.feed = resolve({unit.feed, Kind::powerDevice, here, "feed", hall, n});
      placed.feedB = resolve({unit.feedB, Kind::powerDevice, here, "feedB", hall, n});
      const Vec2 corner = Vec2{origin.x, origin.y} + unit.originM + unit.repeat.stepM * (n - 1);
      placed.box = boxAt(corner, origin.z, spec ? spec->extent : Extent{}, usual::cdu, unit.turn);
      placed.turn = unit.turn;
      if (isNamed) enroll(placed.id, {Kind::cdu, index, 0}, here);
      if (placed.loop != none) out_.loops[placed.loop].cdus.push_back(index);
      if (placed.circuit != none) out_.circuits[placed.circuit].cdus.push_back(index);
      out_.cdus.push_back(std::move(placed));
    }
  }
}

void Expansion::placeFanWalls(std::uint32_t hall, const std::string& at) {
  const auto& units = out_.halls[hall].design->fanWalls;
  const Vec3 origin = out_.halls[hall].box.min;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const HallUnitSpec& unit = units[i];
    const std::string here = at + "/" + std::to_string(i);
    const bool isNamed = checkId(unit.id, here);
    const FanWallSpec* spec = type<FanWallSpec>(unit.type, here, "type", "site.type.fanWall");
    for (int n = 1; n <= copiesOf(unit.repeat); ++n) {
      const auto index = static_cast<std::uint32_t>(out_.fanWalls.size());
      PlacedFanWall placed;
      placed.id = localId(hall, copyId(unit.id, unit.repeat, n));
      placed.hall = hall;
      placed.spec = spec;
      placed.circuit = require({unit.circuit, Kind::circuit, here, "circuit", hall, n});
      placed.feed = resolve({unit.feed, Kind::powerDevice, here, "feed", hall, n});
      placed.feedB = resolve({unit.feedB, Kind::powerDevice, here, "feedB", hall, n});
      const Vec2 corner = Vec2{origin.x, origin.y} + unit.originM + unit.repeat.stepM * (n - 1);
      placed.box = boxAt(corner, origin.z, spec ? spec->extent : Extent{}, usual::fanWall, unit.turn);
      placed.turn = unit.turn;
      if (isNamed) enroll(placed.id, {Kind::fanWall, index, 0}, here);
      if (placed.circuit != none) out_.circuits[placed.circuit].fanWalls.push_back(index);
      out_.fanWalls.push_back(std::move(placed));
    }
  }
}

void Expansion::placeRow(std::uint32_t hall, const RowSpec& row, const std::string& at) {
  const bool isNamed = checkId(row.id, at);
  PlacedRack like;
  like.hall = hall;
  like.spec = type<RackSpec>(row.rack, at, "rack", "site.type.rack");
  if (like.spec) {
    like.server = catalog_.find<ServerSpec>(like.spec->server);
    like.chip = like.server ? catalog_.find<ChipSpec>(like.server->chip) : nullptr;
    const bool isDoorKnown = like.spec->rearDoor.empty() || catalog_.find<RearDoorSpec>(like.spec->rearDoor);
    if (!like.chip || !isDoorKnown) findings_.add(at + "/rack", Text("site.rackIncomplete", {{"id", row.rack}}));
  }
  const bool isLiquid = like.spec && like.spec->liquidCapture.si > 0.0;
  const bool hasDoor = like.spec && !like.spec->rearDoor.empty();
  if (like.server) like.chips = static_cast<std::uint32_t>(like.spec->servers * like.server->chips);

  const Vec3 origin = out_.halls[hall].box.min;
  const Vec3 size = like.spec ? rackSize(*like.spec) : usual::rack;
  for (int n = 1; n <= copiesOf(row.repeat); ++n) {
    // a loop or door circuit that is given must exist even where this rack type has no use for it
    const std::uint32_t loop = isLiquid ? require({row.loop, Kind::loop, at, "loop", hall, n})
                                        : resolve({row.loop, Kind::loop, at, "loop", hall, n});
    const std::uint32_t door = hasDoor ? require({row.doorCircuit, Kind::circuit, at, "doorCircuit", hall, n})
                                       : resolve({row.doorCircuit, Kind::circuit, at, "doorCircuit", hall, n});
    like.loop = isLiquid ? loop : none;
    like.doorCircuit = hasDoor ? door : none;
    like.feedA = resolve({row.feedA, Kind::powerDevice, at, "feedA", hall, n});
    like.feedB = resolve({row.feedB, Kind::powerDevice, at, "feedB", hall, n});
    like.facesNorth = row.facesNorth == (n % 2 == 1);
    const Vec2 corner = Vec2{origin.x, origin.y} + row.originM + row.repeat.stepM * (n - 1);
    like.box = {{corner.x, corner.y, origin.z}, Vec3{corner.x, corner.y, origin.z} + size};

    const auto index = static_cast<std::uint32_t>(out_.rows.size());
    PlacedRow placed;
    placed.id = localId(hall, copyId(row.id, row.repeat, n));
    placed.hall = hall;
    placed.firstRack = static_cast<std::uint32_t>(out_.racks.size());
    placed.racks = static_cast<std::uint32_t>(std::max(0, row.racks));
    if (isNamed) enroll(placed.id, {Kind::row, index, 0}, at);
    out_.rows.push_back(std::move(placed));
    placeRacks(index, row, like);
  }
}

void Expansion::placeRacks(std::uint32_t rowIndex, const RowSpec& row, const PlacedRack& like) {
  PlacedRow& placed = out_.rows[rowIndex];
  const double width = like.box.size().x;
  const double pitch = row.pitch.si > 0.0 ? row.pitch.si : width;
  const std::string stem = placed.id + "-";
  const auto servers = static_cast<std::uint32_t>(like.spec ? std::max(0, like.spec->servers) : 0);
  for (std::uint32_t k = 0; k < placed.racks; ++k) {
    char number[16];
    std::snprintf(number, sizeof number, "%02u", k + 1);
    const auto index = static_cast<std::uint32_t>(out_.racks.size());
    PlacedRack& rack = out_.racks.emplace_back(like);
    rack.id = stem + number;
    rack.row = rowIndex;
    rack.box.min.x += pitch * k;
    rack.box.max.x = rack.box.min.x + width;
    rack.firstChip = out_.chips;
    rack.firstServer = out_.servers;
    out_.chips += rack.chips;
    out_.servers += servers;
    placed.box.add(rack.box);
    if (!out_.byId.emplace(rack.id, EntityRef{Kind::rack, index, 0}).second)
      findings_.add(designPointer(placed.hall) + "/rows", Text("site.id.duplicate", {{"id", rack.id}}),
                    Text("site.remedy.unique"));
    if (rack.loop != none) out_.loops[rack.loop].racks.push_back(index);
    if (rack.doorCircuit != none) out_.circuits[rack.doorCircuit].doors.push_back(index);
  }
}

void Expansion::checkStanding(std::uint32_t hallIndex, const std::string& at) {
  const PlacedHall& hall = out_.halls[hallIndex];
  const HallDesign& design = *hall.design;
  struct Standing {
    const std::string* id;
    std::string pointer;
  };
  std::vector<Standing> standing;
  std::vector<Footprint> coarse, fine;
  const auto enter = [&](const Box& box, std::vector<Footprint>& to) {
    to.push_back({{box.min.x, box.min.y}, {box.max.x, box.max.y}, static_cast<std::uint32_t>(standing.size() - 1)});
  };

  std::uint32_t r = hall.firstRow;
  for (std::size_t i = 0; i < design.rows.size(); ++i) {
    const std::string here = at + "/rows/" + std::to_string(i);
    const RackSpec* rack = catalog_.find<RackSpec>(design.rows[i].rack);
    const double width = rack ? rackSize(*rack).x : usual::rack.x;
    const double pitch = design.rows[i].pitch.si;
    if (pitch > 0.0 && pitch < width - slackM)
      findings_.add(here + "/pitch_m", Text("site.row.pitch", {{"pitch", toText(pitch)}, {"width", toText(width)}}),
                    Text("site.remedy.atLeast", {{"value", toText(width)}, {"unit", "m"}}));
    for (int n = 0; n < copiesOf(design.rows[i].repeat); ++n, ++r) {
      const PlacedRow& row = out_.rows[r];
      if (row.racks == 0) continue;
      const Box& h = hall.box;
      const bool isInside = row.box.min.x >= h.min.x - slackM && row.box.max.x <= h.max.x + slackM &&
                            row.box.min.y >= h.min.y - slackM && row.box.max.y <= h.max.y + slackM &&
                            row.box.max.z <= h.max.z + slackM;
      if (!isInside)
        findings_.add(here + "/origin_m", Text("site.row.outside", {{"row", row.id}}),
                      Text("site.remedy.inHall", {{"width", toText(design.sizeM.x)},
                                                  {"depth", toText(design.sizeM.y)},
                                                  {"height", toText(design.sizeM.z)}}));
      standing.push_back({&row.id, here});
      enter(row.box, coarse);
      // a pitch that is too small has been told; the racks of such a row are not compared again
      if (pitch > 0.0 && pitch < width - slackM) continue;
      for (std::uint32_t k = 0; k < row.racks; ++k) enter(out_.racks[row.firstRack + k].box, fine);
    }
  }
  const auto units = [&](const std::vector<HallUnitSpec>& specs, const char* key, auto& placed, std::uint32_t index) {
    for (std::size_t i = 0; i < specs.size(); ++i)
      for (int n = 0; n < copiesOf(specs[i].repeat); ++n, ++index) {
        standing.push_back({&placed[index].id, at + key + std::to_string(i)});
        enter(placed[index].box, coarse);
        enter(placed[index].box, fine);
      }
  };
  units(design.cdus, "/cdus/", out_.cdus, hall.firstCdu);
  units(design.fanWalls, "/fanWalls/", out_.fanWalls, hall.firstFanWall);

  // most halls are clean already when a row counts as one block; only then are racks compared one by one
  if (overlaps(coarse, 1).empty()) return;
  for (const auto& [a, b] : overlaps(fine, 10000)) {
    const Standing &first = standing[fine[a].tag], &second = standing[fine[b].tag];
    findings_.add(second.pointer + "/origin_m", Text("site.overlap", {{"id", *second.id}, {"other", *first.id}}),
                  Text("site.remedy.apart"));
  }
}

void Expansion::checkHallPlaces() {
  std::map<std::pair<std::uint32_t, double>, std::vector<Footprint>> floors;
  for (std::uint32_t i = 0; i < out_.halls.size(); ++i) {
    const PlacedHall& hall = out_.halls[i];
    if (hall.building == none) continue;
    const Box &h = hall.box, &b = out_.buildings[hall.building].box;
    const bool isInside = h.min.x >= b.min.x - slackM && h.max.x <= b.max.x + slackM && h.min.y >= b.min.y - slackM &&
                          h.max.y <= b.max.y + slackM && h.max.z <= b.max.z + slackM;
    const std::string at = "/halls/" + std::to_string(i) + "/origin_m";
    if (!isInside) {
      const Vec3 size = b.size();
      findings_.add(at, Text("site.hall.outside", {{"id", hall.id}, {"building", out_.buildings[hall.building].id}}),
                    Text("site.remedy.inBuilding",
                         {{"width", toText(size.x)}, {"depth", toText(size.y)}, {"height", toText(size.z)}}));
    }
    floors[{hall.building, h.min.z}].push_back({{h.min.x, h.min.y}, {h.max.x, h.max.y}, i});
  }
  for (const auto& [floor, halls] : floors)
    for (const auto& [a, b] : overlaps(halls, 1000)) {
      const std::uint32_t first = halls[a].tag, second = halls[b].tag;
      findings_.add("/halls/" + std::to_string(second) + "/origin_m",
                    Text("site.overlap", {{"id", out_.halls[second].id}, {"other", out_.halls[first].id}}),
                    Text("site.remedy.apart"));
    }
}

}  // namespace plenum
