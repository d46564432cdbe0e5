// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <map>

#include "document/Arrange.h"
#include "document/Drafter.h"
#include "site/Clearance.h"
#include "site/Findings.h"

namespace plenum {
namespace {

constexpr double endM = 1.0, wallBackM = 1.0, fineM = 1e-6;

/// Rows of racks, one after the other from the south of a hall to its north.
class RowMaker {
 public:
  RowMaker(const Layout& layout, const RowsOrder& order, std::uint32_t hall, const RackSpec& rack)
      : layout_(layout), order_(order), hall_(layout.halls[hall]), index_(hall), rack_(rack) {
    width_ = rack.extent.width.si > 0 ? rack.extent.width.si : 0.6;
    depth_ = rack.extent.depth.si > 0 ? rack.extent.depth.si : 1.2;
    height_ = rack.extent.height.si > 0 ? rack.extent.height.si : 2.2;
  }

  Result<Arranged> run() {
    if (Problems problems = measure(); !problems.empty()) return problems;
    const Vec3 size = hall_.box.size();
    Vec2 from{0, 0}, to{size.x, size.y};
    if (!(order_.fromM == order_.toM)) {
      from = {std::max(0.0, std::min(order_.fromM.x, order_.toM.x)),
              std::max(0.0, std::min(order_.fromM.y, order_.toM.y))};
      to = {std::min(size.x, std::max(order_.fromM.x, order_.toM.x)),
            std::min(size.y, std::max(order_.fromM.y, order_.toM.y))};
    }
    bool facesNorth = true;
    double y = std::max(from.y, wallBackM);
    for (int guard = 0; left_ > 0 && guard < 20000; ++guard) {
      const double ahead = facesNorth ? order_.coldAisleM : order_.hotAisleM;
      if (y + depth_ > to.y + fineM || y + depth_ + ahead > size.y + fineM) break;
      const int racks = placeRow(from.x, to.x, y, facesNorth);
      if (racks == 0) {
        y = tidyM(y + 0.1);
        continue;
      }
      y = tidyM(y + depth_ + ahead);
      facesNorth = !facesNorth;
    }
    if (left_ > 0)
      return problemOf(Text("edit.rows.space", {{"hall", hall_.id},
                                                {"wanted", std::to_string(order_.racks)},
                                                {"fit", std::to_string(order_.racks - left_)}}),
                       Text("edit.rows.space.remedy"));
    out_.name = Text("edit.rows", {{"count", std::to_string(order_.racks)}});
    return std::move(out_);
  }

 private:
  struct Room {
    std::string id;
    double leftW = 0.0;
    std::uint32_t from = none;  // upstream device, of a feed
  };

  static std::string localTo(const std::string& hall, const std::string& id) { return local(hall, id); }

  double rackW(const RackSpec& rack) const { return std::max(1.0, rack.ratedPower.si); }

  Problems measure() {
    left_ = order_.racks;
    for (const PlacedLoop& loop : layout_.loops) {
      if (loop.hall != index_) continue;
      Room room{localTo(hall_.id, loop.id), 0.0, none};
      for (const std::uint32_t c : loop.cdus) room.leftW += layout_.cdus[c].spec->ratedHeat.si;
      for (const std::uint32_t r : loop.racks)
        room.leftW -= rackW(*layout_.racks[r].spec) * layout_.racks[r].spec->liquidCapture.si;
      loops_.push_back(room);
    }
    for (std::uint32_t p = 0; p < layout_.power.size(); ++p) {
      const PlacedPower& device = layout_.power[p];
      if (device.hall != index_ || device.kind != PowerSpec::Kind::pdu) continue;
      Room room{localTo(hall_.id, device.id), device.breaker.si, device.from};
      for (const PlacedRow& row : layout_.rows) {
        if (row.hall != index_ || row.racks == 0) continue;
        const PlacedRack& first = layout_.racks[row.firstRack];
        if (first.feedA == p || first.feedB == p) room.leftW -= rackW(*first.spec) * row.racks;
      }
      feeds_.push_back(room);
    }
    if (rack_.liquidCapture.si > 0 && loops_.empty())
      return {
          problemOf(Text("edit.rows.loop", {{"hall", hall_.id}, {"rack", rack_.id}}), Text("edit.rows.loop.remedy"))};
    if (feeds_.empty()) return {problemOf(Text("edit.rows.feed", {{"hall", hall_.id}}), Text("edit.rows.feed.remedy"))};
    if (!rack_.rearDoor.empty()) {
      for (const PlacedRack& rack : layout_.racks)
        if (rack.hall == index_ && rack.doorCircuit != none) door_ = layout_.circuits[rack.doorCircuit].id;
      for (const PlacedFanWall& wall : layout_.fanWalls)
        if (door_.empty() && wall.hall == index_ && wall.circuit != none) door_ = layout_.circuits[wall.circuit].id;
      if (door_.empty())
        return {
            problemOf(Text("edit.rows.door", {{"hall", hall_.id}, {"rack", rack_.id}}), Text("edit.rows.door.remedy"))};
    }
    return {};
  }

  /// Racks on the longest free stretch at this height; their number.
  int placeRow(double fromX, double toX, double y, bool facesNorth) {
    const double x0 = std::max(fromX, endM), x1 = std::min(toX, hall_.box.size().x - endM);
    const int places = static_cast<int>((x1 - x0) / width_ + fineM);
    const int most = std::min(left_, order_.racksPerRow > 0 ? order_.racksPerRow : left_);
    const MoveCheck one(layout_, std::vector{proposed(x0, y, 1, facesNorth)});
    int first = 0, longest = 0;
    for (int k = 0, run = 0; k < places; ++k) {
      const bool isFree = one.at({k * width_, 0}).empty() && isApart(x0 + k * width_, y, 1);
      run = isFree ? run + 1 : 0;
      if (run > longest) longest = run, first = k - run + 1;
    }
    // as a whole it may need a passage at its end
    for (int cut = 0; cut <= 4 && cut < longest; ++cut)
      for (int fromLeft = 0; fromLeft <= cut; ++fromLeft) {
        const int racks = std::min(most, longest - cut);
        const double x = x0 + (first + fromLeft) * width_;
        if (!isApart(x, y, racks)) continue;
        if (!MoveCheck(layout_, std::vector{proposed(x, y, racks, facesNorth)}).at({}).empty()) continue;
        add(tidyM(x), y, racks, facesNorth);
        return racks;
      }
    return 0;
  }

  Proposed proposed(double x, double y, int racks, bool facesNorth) const {
    const Vec3 corner = hall_.box.min + Vec3{x, y, 0.0};
    return {Kind::row, index_, {corner, corner + Vec3{racks * width_, depth_, height_}}, facesNorth, {}, {}};
  }
  /// Of the rows that were made before.
  bool isApart(double x, double y, int racks) const {
    const Box mine = proposed(x, y, racks, true).box;
    return std::none_of(made_.begin(), made_.end(), [&](const Box& other) {
      return mine.min.x < other.max.x + endM - fineM && mine.max.x > other.min.x - endM + fineM &&
             mine.min.y < other.max.y - fineM && mine.max.y > other.min.y + fineM;
    });
  }

  void add(double x, double y, int racks, bool facesNorth) {
    RowSpec row;
    row.id = freshId(*layout_.site, hall_.id, "N1", taken_);
    taken_.push_back(row.id);
    row.rack = rack_.id, row.racks = racks, row.originM = {x, y}, row.facesNorth = facesNorth;
    const double rowW = rackW(rack_) * racks;
    const auto byRoom = [](const Room& a, const Room& b) { return a.leftW < b.leftW; };
    if (rack_.liquidCapture.si > 0) {
      Room& loop = *std::max_element(loops_.begin(), loops_.end(), byRoom);
      row.loop = loop.id;
      loop.leftW -= rowW * rack_.liquidCapture.si;
      if (loop.leftW < 0) warn("edit.rows.loopFull", hall_.id + "/" + row.id, loop.id);
    }
    row.doorCircuit = door_;
    Room& a = *std::max_element(feeds_.begin(), feeds_.end(), byRoom);
    row.feedA = a.id;
    a.leftW -= rowW;
    if (a.leftW < 0) warn("edit.rows.feedFull", hall_.id + "/" + row.id, a.id);
    Room* b = nullptr;
    for (Room& feed : feeds_)
      if (&feed != &a && feed.from != a.from && (!b || feed.leftW > b->leftW)) b = &feed;
    if (b) {
      row.feedB = b->id;
      b->leftW -= rowW;
      if (b->leftW < 0) warn("edit.rows.feedFull", hall_.id + "/" + row.id, b->id);
    }
    made_.push_back(proposed(x, y, racks, facesNorth).box);
    left_ -= racks;
    out_.newIds.push_back(hall_.id + "/" + row.id);
    out_.edits.push_back(PutThing{hall_.id, row});
  }

  void warn(const char* id, const std::string& row, const std::string& where) {
    Problem warning = problemOf(Text(id, {{"row", row}, {"where", where}}), Text("edit.rows.full.remedy"));
    warning.weight = Problem::Weight::warning;
    out_.warnings.push_back(std::move(warning));
  }

  const Layout& layout_;
  const RowsOrder& order_;
  const PlacedHall& hall_;
  std::uint32_t index_;
  const RackSpec& rack_;
  double width_ = 0.6, depth_ = 1.2, height_ = 2.2;
  int left_ = 0;
  std::vector<Room> loops_, feeds_;
  std::string door_;
  std::vector<std::string> taken_;
  std::vector<Box> made_;
  Arranged out_;
};

}  // namespace

Result<Arranged> rowsFor(const Layout& layout, const RowsOrder& order) {
  const auto hall = layout.find(order.hall);
  if (!hall || hall->kind != Kind::hall)
    return problemOf(Text("edit.noHall", {{"id", order.hall}}),
                     remedyFor(order.hall, writtenIds(*layout.site, RecordKind::hall)));
  const RackSpec* rack = layout.site->catalog->find<RackSpec>(order.rack);
  if (!rack)
    return problemOf(Text("site.type.rack", {{"id", order.rack}}),
                     remedyFor(order.rack, layout.site->catalog->ids<RackSpec>()));
  constexpr int most = 10000;
  const bool isGood = order.racks >= 1 && order.racks <= most && order.racksPerRow >= 0 && order.coldAisleM >= 0.5 &&
                      order.coldAisleM <= 20 && order.hotAisleM >= 0.5 && order.hotAisleM <= 20;
  if (!isGood) return problemOf(Text("edit.rows.order"), Text("edit.rows.order.remedy"));
  return RowMaker(layout, order, hall->index, *rack).run();
}

}  // namespace plenum
