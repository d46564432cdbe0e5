// SPDX-License-Identifier: Apache-2.0
#include "study/Floor.h"

#include <algorithm>
#include <cmath>

namespace plenum::study {
namespace {

constexpr double slackM = 1e-6;
constexpr double overheadM = 1.0;  // what is lower hangs above the racks: busways
constexpr std::size_t mostRows = 400;

bool meet(double a, double b, double c, double d) { return a < d - slackM && c < b - slackM; }

/// To the centimetre upwards, as one would set out.
double setOut(double x) { return std::ceil(x * 100.0 - 1e-6) / 100.0; }

}  // namespace

Floor::Floor(const Layout& layout, std::uint32_t hall, const RackSpec& rack)
    : layout_(layout), hall_(layout.halls[hall]), rack_(rack) {
  const Vec3 size = hall_.box.size();
  size_ = {size.x, size.y};
  rackSize_ = {rack.extent.width.si > 0.0 ? rack.extent.width.si : 0.6,
               rack.extent.depth.si > 0.0 ? rack.extent.depth.si : 1.2};
  const Vec2 origin{hall_.box.min.x, hall_.box.min.y};
  const auto add = [&](const Box& box) -> Thing& {
    return things_.emplace_back(Thing{Vec2{box.min.x, box.min.y} - origin, Vec2{box.max.x, box.max.y} - origin});
  };
  for (std::uint32_t r = hall_.firstRow; r < hall_.firstRow + hall_.rows; ++r) {
    const PlacedRow& row = layout.rows[r];
    if (row.racks == 0) continue;
    Thing& thing = add(row.box);
    thing.isRow = true;
    thing.facesNorth = layout.racks[row.firstRack].facesNorth;
    thing.row = r;
  }
  for (std::uint32_t c = hall_.firstCdu; c < hall_.firstCdu + hall_.cdus; ++c) add(layout.cdus[c].box);
  for (std::uint32_t f = hall_.firstFanWall; f < hall_.firstFanWall + hall_.fanWalls; ++f) add(layout.fanWalls[f].box);
  for (const PlacedPower& device : layout.power)
    if (device.hall == hall && device.box.size().z > overheadM) add(device.box);
  measureAisles();
}

void Floor::measureAisles() {
  double front = 1e9, back = 1e9;
  for (const Thing& south : things_)
    for (const Thing& north : things_) {
      if (!south.isRow || !north.isRow || north.min.y < south.max.y - slackM) continue;
      if (!meet(south.min.x, south.max.x, north.min.x, north.max.x)) continue;
      const bool isBetween = std::any_of(things_.begin(), things_.end(), [&](const Thing& other) {
        return other.isRow && other.min.y > south.max.y - slackM && other.max.y < north.min.y + slackM &&
               meet(south.min.x, south.max.x, other.min.x, other.max.x);
      });
      if (isBetween) continue;
      const double gap = north.min.y - south.max.y;
      // an aisle that fronts and backs share counts for both
      if (south.facesNorth || !north.facesNorth) front = std::min(front, gap);
      if (!south.facesNorth || north.facesNorth) back = std::min(back, gap);
    }
  if (front < 1e8) clear_.frontM = std::max(clear_.frontM, front);
  if (back < 1e8) clear_.backM = std::max(clear_.backM, back);
}

double Floor::loadKgPerM2() const {
  const double areaM2 = rackSize_.x * (rackSize_.y + 0.5 * (clear_.frontM + clear_.backM));
  return rack_.extent.mass.si / areaM2;
}

std::vector<Floor::Span> Floor::spans(const std::vector<Thing>& things, double y, bool facesNorth,
                                      std::uint32_t inLineWith) const {
  const Clearances least;
  const double depth = rackSize_.y;
  const auto margins = [&](double front, double back) {
    return facesNorth ? Span{y - back, y + depth + front} : Span{y - front, y + depth + back};
  };
  // walls and machines must leave what is needed to work, rows the hall's own aisle
  const Span work = margins(least.frontM, least.backM), aisle = margins(clear_.frontM, clear_.backM);
  if (work.from < -slackM || work.to > size_.y + slackM) return {};
  std::vector<Span> blocked;
  for (const Thing& thing : things) {
    const Span& kept = thing.isRow ? aisle : work;
    if (!meet(kept.from, kept.to, thing.min.y, thing.max.y)) continue;
    const bool isInLine = meet(y, y + depth, thing.min.y, thing.max.y);
    const bool isAbutted = thing.isRow && isInLine && inLineWith != none && thing.facesNorth == facesNorth;
    // past the end of a row one must be able to walk into its aisles
    const double end = isAbutted ? 0.0 : isInLine || thing.isRow ? least.endM : 0.0;
    blocked.push_back({thing.min.x - end, thing.max.x + end});
  }
  std::sort(blocked.begin(), blocked.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  std::vector<Span> out;
  double x = least.endM;
  const double until = size_.x - least.endM;
  for (const Span& block : blocked) {
    if (block.from > x + slackM) out.push_back({x, std::min(block.from, until)});
    x = std::max(x, block.to);
  }
  if (until > x + slackM) out.push_back({x, until});
  return out;
}

std::optional<Stretch> Floor::growing(const std::vector<Thing>& things, std::uint32_t row) const {
  const PlacedRow& placed = layout_.rows[row];
  const PlacedRack& first = layout_.racks[placed.firstRack];
  if (!first.spec || first.spec->id != rack_.id) return std::nullopt;
  const auto mine = std::find_if(things.begin(), things.end(), [&](const Thing& t) { return t.row == row; });
  if (mine == things.end()) return std::nullopt;
  const double pitch = placed.racks > 1 ? layout_.racks[placed.firstRack + 1].box.min.x - first.box.min.x : rackSize_.x;
  const double from = mine->min.x + pitch * placed.racks;
  for (const Span& span : spans(things, mine->min.y, first.facesNorth, row)) {
    if (from < span.from - slackM || from + rackSize_.x > span.to + slackM) continue;
    Stretch out;
    out.originM = {from, mine->min.y};
    out.facesNorth = first.facesNorth;
    out.racks = 1 + static_cast<int>((span.to - from - rackSize_.x) / pitch + slackM);
    out.widthM = pitch;
    out.depthM = rackSize_.y;
    out.extends = out.besideRow = row;
    return out;
  }
  return std::nullopt;
}

std::vector<Stretch> Floor::candidates(const std::vector<Thing>& things, Ground ground) const {
  std::vector<Stretch> out;
  const auto look = [&](double y, bool facesNorth, std::uint32_t beside) {
    for (const Span& span : spans(things, y, facesNorth, beside)) {
      Stretch found;
      found.originM = {setOut(span.from), y};
      found.racks = static_cast<int>((span.to - found.originM.x) / rackSize_.x + slackM);
      if (found.racks < 1) continue;
      found.facesNorth = facesNorth;
      found.widthM = rackSize_.x;
      found.depthM = rackSize_.y;
      found.besideRow = beside;
      out.push_back(found);
    }
  };
  for (const Thing& thing : things)
    if (ground != Ground::newRows && thing.isRow && thing.row != none)
      look(thing.facesNorth ? thing.max.y - rackSize_.y : thing.min.y, thing.facesNorth, thing.row);
  const Clearances least;
  for (const bool facesNorth : {true, false}) {
    if (ground == Ground::standingRows) break;
    const double southM = facesNorth ? least.backM : least.frontM, northM = facesNorth ? least.frontM : least.backM;
    const double southAisle = facesNorth ? clear_.backM : clear_.frontM;
    const double northAisle = facesNorth ? clear_.frontM : clear_.backM;
    std::vector<double> lines{southM, size_.y - northM - rackSize_.y};
    for (const Thing& thing : things) {
      lines.push_back(thing.max.y + (thing.isRow ? southAisle : southM));
      lines.push_back(thing.min.y - (thing.isRow ? northAisle : northM) - rackSize_.y);
    }
    for (const double y : lines) look(setOut(y), facesNorth, none);
  }
  // rows that stand already come first, then the longest stretch, then the southmost
  std::stable_sort(out.begin(), out.end(), [](const Stretch& a, const Stretch& b) {
    if ((a.besideRow != none) != (b.besideRow != none)) return a.besideRow != none;
    if (a.racks != b.racks) return a.racks > b.racks;
    return a.originM.y < b.originM.y;
  });
  return out;
}

std::vector<Stretch> Floor::stretches(int most, Ground ground) const {
  std::vector<Stretch> out;
  std::vector<Thing> things = things_;
  int racks = 0;
  const auto take = [&](Stretch stretch) {
    stretch.racks = std::min(stretch.racks, most - racks);
    racks += stretch.racks;
    Thing thing;
    thing.min = stretch.originM;
    thing.max = stretch.originM + Vec2{stretch.widthM * stretch.racks, stretch.depthM};
    thing.isRow = true;
    thing.facesNorth = stretch.facesNorth;
    things.push_back(thing);
    out.push_back(stretch);
  };
  std::vector<Stretch> grown;
  for (std::uint32_t r = hall_.firstRow; r < hall_.firstRow + hall_.rows; ++r)
    if (auto stretch = growing(things_, r)) grown.push_back(*stretch);
  std::stable_sort(grown.begin(), grown.end(), [](const Stretch& a, const Stretch& b) { return a.racks > b.racks; });
  for (const Stretch& stretch : grown)
    if (racks < most && ground != Ground::newRows) take(stretch);
  while (racks < most && out.size() < mostRows) {
    const std::vector<Stretch> free = candidates(things, ground);
    if (free.empty()) break;
    take(free.front());
  }
  return out;
}

}  // namespace plenum::study
