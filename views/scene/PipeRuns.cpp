// SPDX-License-Identifier: Apache-2.0
// Facility and condenser water within halls, plants and tower yards: a ring along the walls with a branch to each
// thing.
#include "scene/PipeRuns.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "scene/PipeMain.h"

namespace plenum {
namespace {

/// A box as a main, from its south-west corner.
PipeMain outlineOf(Vec2 min, Vec2 max) { return {{min, {max.x, min.y}, max, {min.x, max.y}}, true}; }

/// Something at the end of a branch.
struct Unit {
  EntityRef entity;
  Box box;
  double rearY = std::numeric_limits<double>::quiet_NaN();  // rows of racks with rear doors
};

/// One pair of pipes in one place.
struct Joint {
  PipeRun::Water water = PipeRun::Water::facility;
  std::uint32_t source = none, place = none;
  PipeMain ring{std::vector<Vec2>(), true};
  Vec2 entry;           // where the yard's pipes arrive
  double entryM = 0.0;  // their height
  double heightM = 0.0;
  double radiusM = 0.15;
  bool isPlantSide = false;  // supply runs towards the entry
  std::vector<Unit> units;
  const Layout* layout = nullptr;
};

void pushPoint(std::vector<Vec3>& line, Vec3 p) {
  if (line.empty()) {
    line.push_back(p);
    return;
  }
  const Vec3 d = p - line.back();
  if (d.x * d.x + d.y * d.y + d.z * d.z > 1e-4) line.push_back(p);
}

/// Straight legs at right angles from one place of a plan to another.
void pushCorner(std::vector<Vec3>& line, Vec2 to, double z) {
  const Vec3 from = line.back();
  if (std::abs(from.x - to.x) > 0.02 && std::abs(from.y - to.y) > 0.02) pushPoint(line, {to.x, from.y, z});
  pushPoint(line, {to.x, to.y, z});
}

PipeRun runOf(const Joint& joint, bool isReturn) {
  PipeRun run;
  run.water = joint.water;
  run.isReturn = isReturn;
  run.source = joint.source;
  run.place = joint.place;
  run.radiusM = joint.radiusM;
  return run;
}

/// Turns what was laid from the entry outwards to where its water really goes.
void add(PipeWork& work, PipeRun run, bool isTowardsEntry) {
  if (run.route.size() < 2) return;
  if (isTowardsEntry) std::reverse(run.route.begin(), run.route.end());
  work.runs.push_back(std::move(run));
}

/// From the ring to a machine, or along the rear doors of a row.
PipeRun branchTo(const Joint& joint, const PipeMain& ring, const Unit& unit, double z, bool isReturn) {
  constexpr double sideM = 0.24;
  PipeRun run = runOf(joint, isReturn);
  run.unit = unit.entity;
  run.radiusM = std::clamp(0.6 * joint.radiusM, 0.05, 0.16);
  const double side = isReturn ? sideM : -sideM;
  const Vec3 c = unit.box.centre();
  if (std::isfinite(unit.rearY)) {
    const double y = unit.rearY + 0.5 * side;
    const PipeMain::Crossing ends = ring.around(y, unit.box.min.x, unit.box.max.x);
    const bool isFromWest = unit.box.min.x - ends.westX < ends.eastX - unit.box.max.x;
    const double near = isFromWest ? ends.westX : ends.eastX;
    run.route = {{near, y, z}, {isFromWest ? unit.box.max.x - 0.2 : unit.box.min.x + 0.2, y, z}};
    const PlacedRow& row = joint.layout->rows[unit.entity.index];
    run.tapFootM = unit.box.max.z;
    for (std::uint32_t r = row.firstRack; r < row.firstRack + row.racks; ++r)
      if (joint.layout->racks[r].doorCircuit == joint.source)
        run.taps.push_back({joint.layout->racks[r].box.centre().x + 0.5 * side, y, z});
    return run;
  }
  const RouteSpec* byHand =
      routeOf(*joint.layout->site,
              joint.water == PipeRun::Water::condenser ? RouteSpec::Kind::condenser : RouteSpec::Kind::water,
              joint.layout->circuits[joint.source].id, joint.layout->idOf(unit.entity));
  if (byHand) {
    const double level = byHand->heightM > 0.0 ? byHand->heightM + (z - joint.heightM) : z;
    const Vec2 first = byHand->corners.empty() ? Vec2{c.x, c.y} : byHand->corners.front().atM;
    std::vector<Vec2> line{ring.at(ring.nearest(first))};
    for (const RouteSpec::Corner& corner : byHand->corners) line.push_back(corner.atM);
    line.push_back({c.x, c.y});
    const Vec2 start = line.front();
    line = besides(line, side);
    pushPoint(run.route, {start.x, start.y, z});
    for (const Vec2& p : line) pushPoint(run.route, {p.x, p.y, level});
    if (unit.box.max.z < level) pushPoint(run.route, {line.back().x, line.back().y, unit.box.max.z});
    return run;
  }
  const Vec2 straight = ring.at(ring.nearest({c.x, c.y}));
  const bool isAcross = std::abs(straight.x - c.x) > std::abs(straight.y - c.y);
  const Vec2 foot = isAcross ? Vec2{c.x, c.y + side} : Vec2{c.x + side, c.y};
  const Vec2 at = ring.at(ring.nearest(foot));
  pushPoint(run.route, {at.x, at.y, z});
  pushCorner(run.route, foot, z);
  if (unit.box.max.z < z) pushPoint(run.route, {foot.x, foot.y, unit.box.max.z});
  return run;
}

void addJoint(PipeWork& work, const Joint& joint) {
  if (joint.units.empty()) return;
  for (const bool isReturn : {false, true}) {
    // the return lies within the supply and above it, so that no branch meets the other main
    const double apart = 2.8 * joint.radiusM, in = isReturn ? apart : 0.0;
    const PipeMain ring = joint.ring.inside(in);
    if (ring.isTiny()) return;
    const double z = joint.heightM + (isReturn ? apart : 0.0);
    const bool isTowardsEntry = isReturn != joint.isPlantSide;
    const double begin = ring.nearest(joint.entry);
    double ahead = 0.0, behind = 0.0;
    for (const Unit& unit : joint.units) {
      PipeRun branch = branchTo(joint, ring, unit, z, isReturn);
      const Vec3 at = branch.route.front();
      double s = std::fmod(ring.nearest({at.x, at.y}) - begin, ring.lengthM());
      if (s < 0) s += ring.lengthM();
      s <= 0.5 * ring.lengthM() ? ahead = std::max(ahead, s) : behind = std::max(behind, ring.lengthM() - s);
      add(work, std::move(branch), isTowardsEntry);
    }
    PipeRun inlet = runOf(joint, isReturn);
    const Vec2 start = ring.at(begin);
    pushPoint(inlet.route, {joint.entry.x, joint.entry.y, joint.entryM});
    pushPoint(inlet.route, {joint.entry.x, joint.entry.y, z});
    pushCorner(inlet.route, start, z);
    add(work, std::move(inlet), isTowardsEntry);
    for (const double by : {ahead, -behind}) {
      if (std::abs(by) < 0.05) continue;
      PipeRun main = runOf(joint, isReturn);
      for (const Vec2& p : ring.walk(begin, by)) pushPoint(main.route, {p.x, p.y, z});
      add(work, std::move(main), isTowardsEntry);
    }
  }
}

PipeMain inside(const Box& b, double byM) {
  return outlineOf({b.min.x + byM, b.min.y + byM}, {b.max.x - byM, b.max.y - byM});
}

/// Where somebody has laid the main by hand, it runs there.
void layByHand(Joint& joint, const std::string& to) {
  const Layout& layout = *joint.layout;
  const RouteSpec* byHand = routeOf(
      *layout.site, joint.water == PipeRun::Water::condenser ? RouteSpec::Kind::condenser : RouteSpec::Kind::water,
      layout.circuits[joint.source].id, to);
  if (!byHand || byHand->corners.size() < leastCorners(RouteShape::ring)) return;
  std::vector<Vec2> corners;
  for (const RouteSpec::Corner& corner : byHand->corners) corners.push_back(corner.atM);
  joint.ring = PipeMain(std::move(corners), true);
  if (byHand->heightM > 0.0) joint.heightM = byHand->heightM;
}

/// The main as it can be taken hold of.
void tellMain(std::vector<PipeWork::Main>& mains, const Joint& joint, const std::string& to, std::uint32_t hall) {
  if (joint.units.empty() || joint.ring.isTiny()) return;
  PipeWork::Main main;
  main.route.kind = joint.water == PipeRun::Water::condenser ? RouteSpec::Kind::condenser : RouteSpec::Kind::water;
  main.route.from = joint.layout->circuits[joint.source].id;
  main.route.to = to;
  main.shape = RouteShape::ring;
  main.hall = hall;
  main.heightM = joint.heightM;
  // it begins where its water comes in
  const double begin = joint.ring.nearest(joint.entry);
  main.joinedAt = joint.ring.at(begin);
  for (const Vec2& p : joint.ring.cornersFrom(begin)) main.route.corners.push_back({p});
  mains.push_back(std::move(main));
}

std::vector<Unit> unitsOf(const Layout& layout, std::uint32_t hall, std::uint32_t circuit) {
  const PlacedHall& h = layout.halls[hall];
  std::vector<Unit> units;
  for (std::uint32_t i = h.firstCdu; i < h.firstCdu + h.cdus; ++i)
    if (layout.cdus[i].circuit == circuit) units.push_back({{Kind::cdu, i, 0}, layout.cdus[i].box});
  for (std::uint32_t i = h.firstFanWall; i < h.firstFanWall + h.fanWalls; ++i)
    if (layout.fanWalls[i].circuit == circuit) units.push_back({{Kind::fanWall, i, 0}, layout.fanWalls[i].box});
  for (std::uint32_t i = h.firstRow; i < h.firstRow + h.rows; ++i) {
    const PlacedRow& row = layout.rows[i];
    if (row.racks == 0 || row.box.isEmpty() || layout.racks[row.firstRack].doorCircuit != circuit) continue;
    const PlacedRack& first = layout.racks[row.firstRack];
    const double rearY = first.facesNorth ? row.box.min.y + 0.15 : row.box.max.y - 0.15;
    units.push_back({{Kind::row, i, 0}, row.box, rearY});
  }
  return units;
}

double topOf(const Layout& layout, const PlacedHall& hall) {
  double top = hall.box.min.z + 2.2;
  for (std::uint32_t i = hall.firstCdu; i < hall.firstCdu + hall.cdus; ++i)
    top = std::max(top, layout.cdus[i].box.max.z);
  for (std::uint32_t i = hall.firstFanWall; i < hall.firstFanWall + hall.fanWalls; ++i)
    top = std::max(top, layout.fanWalls[i].box.max.z);
  for (std::uint32_t i = hall.firstRow; i < hall.firstRow + hall.rows; ++i)
    top = std::max(top, layout.rows[i].box.max.z);
  return top;
}

double insideRadiusM(const PlacedCircuit& circuit) {
  return std::clamp(0.5 * circuit.spec.pipeDiameter.si, 0.08, 0.22);
}

void addHall(PipeWork& work, const Layout& layout, std::uint32_t index, const std::vector<YardWay>& ways) {
  const PlacedHall& hall = layout.halls[index];
  if (hall.box.isEmpty()) return;
  const auto place = static_cast<std::uint32_t>(work.places.size());
  const std::size_t first = work.runs.size();
  work.places.push_back(hall.box);
  addCoolantPipes(work, layout, index, place);
  constexpr double clearM = 0.8, wallM = 0.3;
  double height = topOf(layout, hall) + clearM, inM = wallM;
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c) {
    Joint joint;
    joint.source = c;
    joint.place = place;
    joint.layout = &layout;
    joint.units = unitsOf(layout, index, c);
    if (joint.units.empty()) continue;
    joint.radiusM = insideRadiusM(layout.circuits[c]);
    joint.ring = inside(hall.box, inM);
    joint.heightM = height;
    joint.entry = {hall.box.min.x, hall.box.min.y};
    joint.entryM = height;
    for (const YardWay& way : ways)
      if (!way.isCondenser && way.circuit == c && way.building == hall.building) {
        joint.entry = way.route.back();
        joint.entryM = way.heightM;
      }
    layByHand(joint, hall.id);
    tellMain(work.mains, joint, hall.id, index);
    addJoint(work, joint);
    height += 6.0 * joint.radiusM;
    inM += 6.0 * joint.radiusM;
  }
  for (std::size_t i = first; i < work.runs.size(); ++i) work.runs[i].hall = index;
}

template <class All>
void collect(std::vector<Unit>& units, const All& all, Kind kind, const std::vector<std::uint32_t>& which) {
  for (std::uint32_t i : which)
    if (!all[i].box.isEmpty()) units.push_back({{kind, i, 0}, all[i].box});
}

/// Headers within a plant and around its towers. Pipes of one room lie one above the other, circuit by circuit.
void addPlant(PipeWork& work, const Layout& layout, std::uint32_t c, const std::vector<YardWay>& ways) {
  const PlacedCircuit& circuit = layout.circuits[c];
  const Box plant = plantOf(layout, circuit);
  if (plant.isEmpty()) return;
  const bool isRoom = std::any_of(layout.buildings.begin(), layout.buildings.end(),
                                  [&plant](const PlacedBuilding& b) { return b.box == plant; });
  const auto place = static_cast<std::uint32_t>(work.places.size());
  work.places.push_back(plant);
  std::vector<Unit> machines;
  collect(machines, layout.chillers, Kind::chiller, circuit.chillers);
  collect(machines, layout.exchangers, Kind::exchanger, circuit.exchangers);
  double top = plant.min.z + 2.4;
  for (const Unit& unit : machines) top = std::max(top, unit.box.max.z);
  const double levelM = top + 0.6 + 1.3 * c;
  bool isFirst = true;
  for (const YardWay& way : ways) {
    if (way.circuit != c) continue;
    Joint joint;
    joint.water = way.isCondenser ? PipeRun::Water::condenser : PipeRun::Water::facility;
    joint.source = c;
    joint.place = place;
    joint.layout = &layout;
    joint.radiusM = insideRadiusM(circuit);
    joint.ring = inside(plant, (isRoom ? 0.7 : -0.7) + 0.5 * c);
    joint.entry = way.route.front();
    joint.entryM = way.heightM;
    joint.heightM = levelM + (way.isCondenser ? 0.65 : 0.0);
    // condenser water is cold when it comes from the towers: its supply runs away from the yard
    joint.isPlantSide = !way.isCondenser;
    if (way.isCondenser || isFirst) {
      joint.units = machines;
      collect(joint.units, layout.pumps, Kind::pump, way.isCondenser ? circuit.condenserPumps : circuit.pumps);
      if (!way.isCondenser) collect(joint.units, layout.tanks, Kind::tank, circuit.tanks);
    }
    if (!way.isCondenser) isFirst = false;
    layByHand(joint, circuit.id);
    tellMain(work.mains, joint, circuit.id, none);
    addJoint(work, joint);
    if (!way.isCondenser) continue;
    const Box towers = rejectionOf(layout, circuit);
    Joint yard = joint;
    yard.place = static_cast<std::uint32_t>(work.places.size());
    work.places.push_back(towers);
    yard.ring = inside(towers, -0.8 - 3.0 * joint.radiusM);
    yard.entry = way.route.back();
    yard.heightM = towers.min.z + 0.9;
    yard.isPlantSide = true;
    yard.units.clear();
    collect(yard.units, layout.towers, Kind::tower, circuit.towers);
    collect(yard.units, layout.dryCoolers, Kind::dryCooler, circuit.dryCoolers);
    collect(yard.units, layout.lakes, Kind::lake, circuit.lakes);
    tellMain(work.yardMains, yard, "", none);
    addJoint(work, yard);
  }
}

void addYard(PipeWork& work, const Layout& layout, const YardWay& way) {
  const double radius = mainRadiusM(layout.circuits[way.circuit]), sideM = radius + 0.15;
  for (const bool isReturn : {false, true}) {
    PipeRun run;
    run.water = way.isCondenser ? PipeRun::Water::condenser : PipeRun::Water::facility;
    run.isReturn = isReturn;
    run.source = way.circuit;
    run.radiusM = radius;
    const double side = isReturn ? -sideM : sideM;
    const auto& route = way.route;
    for (const Vec2& p : besides(route, side)) run.route.push_back({p.x, p.y, way.heightM});
    constexpr double footM = 0.4, headM = 0.8;
    run.route.insert(run.route.begin(), {run.route.front().x, run.route.front().y, footM});
    run.route.push_back({run.route.back().x, run.route.back().y, headM});
    // cold water leaves the plant for the halls and comes back to it from the towers
    if (isReturn != way.isCondenser) std::reverse(run.route.begin(), run.route.end());
    work.runs.push_back(std::move(run));
  }
}

}  // namespace

PipeWork layPipes(const Layout& layout) {
  PipeWork work;
  const std::vector<YardWay> ways = yardWays(layout);
  for (const YardWay& way : ways) addYard(work, layout, way);
  for (std::uint32_t h = 0; h < layout.halls.size(); ++h) addHall(work, layout, h, ways);
  for (std::uint32_t c = 0; c < layout.circuits.size(); ++c) addPlant(work, layout, c, ways);
  return work;
}

}  // namespace plenum
