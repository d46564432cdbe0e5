// SPDX-License-Identifier: Apache-2.0
#include "scene/Opening.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace plenum {
namespace {

bool isWithin(const Box& outer, Vec3 p) {
  return p.x >= outer.min.x && p.x <= outer.max.x && p.y >= outer.min.y && p.y <= outer.max.y && p.z >= outer.min.z &&
         p.z <= outer.max.z;
}

Box common(const Box& a, const Box& b) {
  Box both{{std::max(a.min.x, b.min.x), std::max(a.min.y, b.min.y), std::max(a.min.z, b.min.z)},
           {std::min(a.max.x, b.max.x), std::min(a.max.y, b.max.y), std::min(a.max.z, b.max.z)}};
  const bool isReal = both.min.x < both.max.x && both.min.y < both.max.y && both.min.z < both.max.z;
  return isReal ? both : Box{};
}

/// The building that a thing of the yard or a hall stands in, `none` outside of all.
std::uint32_t buildingAround(const Layout& layout, const Box& box) {
  if (box.isEmpty()) return none;
  for (std::uint32_t b = 0; b < layout.buildings.size(); ++b)
    if (isWithin(layout.buildings[b].box, box.centre())) return b;
  return none;
}

std::uint32_t hallOf(const Layout& layout, EntityRef thing) {
  const std::uint32_t i = thing.index;
  switch (thing.kind) {
    case Kind::hall:
      return i;
    case Kind::row:
      return layout.rows[i].hall;
    case Kind::rack:
      return layout.racks[i].hall;
    case Kind::chip:
      return layout.racks[layout.rackOfChip(i)].hall;
    case Kind::loop:
      return layout.loops[i].hall;
    case Kind::cdu:
      return layout.cdus[i].hall;
    case Kind::fanWall:
      return layout.fanWalls[i].hall;
    case Kind::powerDevice:
      return layout.power[i].hall;
    case Kind::door:
      return layout.doors[i].hall;
    default:
      return none;
  }
}

std::uint32_t circuitOf(const Layout& layout, EntityRef thing) {
  const std::uint32_t i = thing.index;
  switch (thing.kind) {
    case Kind::circuit:
      return i;
    case Kind::pump:
      return layout.pumps[i].circuit;
    case Kind::chiller:
      return layout.chillers[i].circuit;
    case Kind::exchanger:
      return layout.exchangers[i].circuit;
    case Kind::tower:
      return layout.towers[i].circuit;
    case Kind::dryCooler:
      return layout.dryCoolers[i].circuit;
    case Kind::tank:
      return layout.tanks[i].circuit;
    case Kind::lake:
      return layout.lakes[i].circuit;
    default:
      return none;
  }
}

std::vector<EntityRef> found(const Layout& layout, const std::set<std::string>& ids) {
  std::vector<EntityRef> things;
  for (const std::string& id : ids)
    if (const auto thing = layout.find(id)) things.push_back({thing->kind, thing->index, 0});
  return things;
}

/// Visits every thing that stands, with its box.
template <class Visit>
void eachThing(Layout& layout, const Visit& visit) {
  const auto all = [&](auto& things, Kind kind) {
    for (std::uint32_t i = 0; i < things.size(); ++i) visit(EntityRef{kind, i, 0}, things[i].box);
  };
  all(layout.racks, Kind::rack);
  all(layout.cdus, Kind::cdu);
  all(layout.fanWalls, Kind::fanWall);
  all(layout.pumps, Kind::pump);
  all(layout.chillers, Kind::chiller);
  all(layout.exchangers, Kind::exchanger);
  all(layout.towers, Kind::tower);
  all(layout.dryCoolers, Kind::dryCooler);
  all(layout.tanks, Kind::tank);
  all(layout.lakes, Kind::lake);
  all(layout.power, Kind::powerDevice);
}

void lift(Layout& layout, double spreadM) {
  std::vector<double> by(layout.halls.size());
  for (std::uint32_t h = 0; h < by.size(); ++h) by[h] = liftOf(layout, h, spreadM);
  const auto move = [](Box& box, double upM) {
    if (!box.isEmpty()) box = {box.min + Vec3{0, 0, upM}, box.max + Vec3{0, 0, upM}};
  };
  eachThing(layout, [&](EntityRef thing, Box& box) {
    if (const std::uint32_t hall = hallOf(layout, thing); hall != none) move(box, by[hall]);
  });
  for (PlacedRow& row : layout.rows)
    if (row.hall != none) move(row.box, by[row.hall]);
  for (std::uint32_t h = 0; h < by.size(); ++h) {
    const std::uint32_t b = layout.halls[h].building;
    move(layout.halls[h].box, by[h]);
    if (b != none && !layout.halls[h].box.isEmpty()) {
      double& roof = layout.buildings[b].box.max.z;
      roof = std::max(roof, layout.halls[h].box.max.z);
    }
  }
}

}  // namespace

double liftOf(const Layout& layout, std::uint32_t hall, double spreadM) {
  const PlacedHall& own = layout.halls[hall];
  if (spreadM <= 0.0 || own.box.isEmpty() || own.building == none) return 0.0;
  // storeys below it in the same building, counted by their floors
  std::set<long> floors;
  for (const PlacedHall& other : layout.halls)
    if (other.building == own.building && !other.box.isEmpty() && other.box.min.z < own.box.min.z - 0.5)
      floors.insert(std::lround(other.box.min.z));
  return spreadM * static_cast<double>(floors.size());
}

bool belongsTo(const Layout& layout, EntityRef thing, EntityRef whole) {
  if (whole.kind == Kind::campus) return true;
  if (thing.kind == whole.kind && thing.index == whole.index) return true;
  switch (whole.kind) {
    case Kind::building: {
      const std::uint32_t hall = hallOf(layout, thing);
      if (hall != none) return layout.halls[hall].building == whole.index;
      return buildingAround(layout, layout.boxOf(thing)) == whole.index;
    }
    case Kind::hall:
      return hallOf(layout, thing) == whole.index;
    case Kind::row:
      return thing.kind == Kind::rack && layout.racks[thing.index].row == whole.index;
    case Kind::rack:
      return thing.kind == Kind::chip && layout.rackOfChip(thing.index) == whole.index;
    case Kind::chip:
      return thing.kind == Kind::rack && layout.rackOfChip(whole.index) == thing.index;
    case Kind::loop:
      return (thing.kind == Kind::rack && layout.racks[thing.index].loop == whole.index) ||
             (thing.kind == Kind::cdu && layout.cdus[thing.index].loop == whole.index);
    case Kind::circuit:
      return circuitOf(layout, thing) == whole.index;
    default:
      return false;
  }
}

Box sectionAround(const Layout& layout, EntityRef thing) {
  Box box = layout.boxOf(thing);
  if (thing.kind == Kind::loop && thing.index < layout.loops.size())
    for (const std::uint32_t rack : layout.loops[thing.index].racks) box.add(layout.racks[rack].box);
  if (box.isEmpty()) return box;
  constexpr double airM = 1.2, floorM = 0.5;
  return {box.min - Vec3{airM, airM, floorM}, box.max + Vec3{airM, airM, airM}};
}

LayoutPtr openUp(const LayoutPtr& layout, double cutAboveM, const Opening& opening) {
  const LayoutPtr cut = cutAbove(layout, cutAboveM);
  if (!opening.leavesOut() && opening.spreadM <= 0.0) return cut;
  auto open = std::make_shared<Layout>(*cut);
  const std::vector<EntityRef> hidden = found(*layout, opening.hidden), isolated = found(*layout, opening.isolated);
  const auto isOf = [&](EntityRef thing, const std::vector<EntityRef>& wholes) {
    return std::any_of(wholes.begin(), wholes.end(), [&](EntityRef whole) { return belongsTo(*layout, thing, whole); });
  };
  // an id that this revision has not is no reason to show nothing
  const bool isAlone = !isolated.empty();
  const auto isLeftOut = [&](EntityRef thing) { return isOf(thing, hidden) || (isAlone && !isOf(thing, isolated)); };
  eachThing(*open, [&](EntityRef thing, Box& box) {
    if (box.isEmpty()) return;
    if (isLeftOut(thing) || (opening.section && !isWithin(*opening.section, box.centre()))) box = Box{};
  });
  for (std::uint32_t r = 0; r < open->rows.size(); ++r) {
    PlacedRow& row = open->rows[r];
    Box box;
    for (std::uint32_t k = row.firstRack; k < row.firstRack + row.racks; ++k) box.add(open->racks[k].box);
    row.box = box;
  }
  for (std::uint32_t h = 0; h < open->halls.size(); ++h) {
    Box& box = open->halls[h].box;
    if (isOf({Kind::hall, h, 0}, hidden)) box = Box{};
    if (opening.section && !box.isEmpty()) box = common(box, *opening.section);
  }
  for (std::uint32_t b = 0; b < open->buildings.size(); ++b) {
    Box& box = open->buildings[b].box;
    const EntityRef self{Kind::building, b, 0};
    // walls stay around what is isolated in them
    const bool holdsOne = std::any_of(isolated.begin(), isolated.end(), [&](EntityRef thing) {
      return thing == self || belongsTo(*layout, thing, self);
    });
    if (isOf(self, hidden) || (isAlone && !holdsOne)) box = Box{};
    if (opening.section && !box.isEmpty()) box = common(box, *opening.section);
  }
  if (opening.spreadM > 0.0) lift(*open, opening.spreadM);
  return open;
}

RunCut::RunCut(const Layout& layout, const Opening& opening)
    : layout_(&layout),
      hidden_(found(layout, opening.hidden)),
      isolated_(found(layout, opening.isolated)),
      isAlone_(!isolated_.empty()),
      section_(opening.section) {
  lifts_.resize(layout.halls.size());
  for (std::uint32_t h = 0; h < lifts_.size(); ++h) lifts_[h] = liftOf(layout, h, opening.spreadM);
}

bool RunCut::leaves(std::initializer_list<EntityRef> things) const {
  if (!layout_) return true;
  const auto isOf = [&](const std::vector<EntityRef>& wholes) {
    return std::any_of(things.begin(), things.end(), [&](EntityRef thing) {
      return thing.index < layout_->count(thing.kind) &&
             std::any_of(wholes.begin(), wholes.end(),
                         [&](EntityRef whole) { return belongsTo(*layout_, thing, whole); });
    });
  };
  return !isOf(hidden_) && (!isAlone_ || isOf(isolated_));
}

std::optional<Box> RunCut::sectionIn(std::uint32_t hall) const {
  if (!section_) return std::nullopt;
  const Vec3 up{0, 0, hall < lifts_.size() ? lifts_[hall] : 0.0};
  return Box{section_->min + up, section_->max + up};
}

std::optional<std::pair<double, double>> within(const Box& box, Vec3 from, Vec3 to) {
  double first = 0.0, last = 1.0;
  const auto cut = [&](double a, double b, double low, double high) {
    const double d = b - a;
    if (std::abs(d) < 1e-12) return a >= low && a <= high;
    const double s = (low - a) / d, t = (high - a) / d;
    first = std::max(first, std::min(s, t));
    last = std::min(last, std::max(s, t));
    return first < last;
  };
  const bool meets = cut(from.x, to.x, box.min.x, box.max.x) && cut(from.y, to.y, box.min.y, box.max.y) &&
                     cut(from.z, to.z, box.min.z, box.max.z);
  if (!meets) return std::nullopt;
  return std::pair{first, last};
}

}  // namespace plenum
