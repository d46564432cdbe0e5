// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "schematics/Diagram.h"
#include "schematics/Like.h"
#include "schematics/Plants.h"
#include "schematics/Sheet.h"

namespace plenum::views {

namespace {

using Label = Sheet::Label;
using Side = Sheet::Side;
using Way = Sheet::Way;

enum HallColumn { water, units, racks, room, hallColumnCount };
constexpr std::size_t fewLoops = 2, fewRows = 6;  // more that are alike are one symbol

class HallDrawing {
 public:
  HallDrawing(const Layout& layout, std::uint32_t hall, const Opened& opened)
      : layout_(layout), hall_(layout.halls[hall]), index_(hall), opened_(opened), sheet_(hallColumnCount) {}

  Diagram draw() {
    sheet_.beginBlock();
    sheet_.beginBand();
    drawWater();
    drawRoom();
    std::vector<std::uint32_t> loops;
    for (std::uint32_t i = hall_.firstLoop; i < hall_.firstLoop + hall_.loops; ++i) loops.push_back(i);
    for (const auto& like : likeOnes(loops, [&](std::uint32_t i) { return loopSignature(layout_, i); })) {
      const std::string key = "loops/" + layout_.loops[like.things.front()].id;
      if (like.things.size() <= fewLoops) {
        for (const std::uint32_t loop : like.things) drawLoop({{loop}, {}, false});
      } else if (opened_.contains(key)) {
        for (const std::uint32_t loop : like.things) drawLoop({{loop}, key, true});
      } else {
        drawLoop({like.things, key, false});
      }
    }
    drawAirRows();
    drawFanWalls();
    return sheet_.finish();
  }

 private:
  struct Loops {
    std::vector<std::uint32_t> loops;
    std::string key;
    bool isOpened = false;
  };
  struct Water {
    std::size_t supply = 0, back = 0;
  };

  void drawWater() {
    for (const std::uint32_t circuit : circuitsOf(layout_, index_)) {
      const std::string& id = layout_.circuits[circuit].id;
      const EntityRef self{Kind::circuit, circuit};
      const std::size_t symbol = sheet_.put({water, true, "circuit/" + id, Shape::circuit, {self}, {}, false});
      Water& pipes = water_[circuit];
      pipes.supply = sheet_.pipe(Medium::facilitySupply, id + "/supply", {self}, Label::shown);
      pipes.back = sheet_.pipe(Medium::facilityReturn, id + "/return", {self}, Label::shown);
      sheet_.join(pipes.supply, symbol, Side::right, Way::outOf);
      sheet_.join(pipes.back, symbol, Side::right, Way::into);
    }
  }

  void drawRoom() {
    if (hall_.racks == 0 && hall_.fanWalls == 0) return;
    aisles_ = sheet_.put({room, true, "aisles/" + hall_.id, Shape::aisles, {{Kind::hall, index_}}, {}, false});
    hasRoom_ = true;
  }

  void drink(std::uint32_t circuit, std::size_t symbol) {
    const auto found = water_.find(circuit);
    if (found == water_.end()) return;
    sheet_.join(found->second.supply, symbol, Side::left, Way::into);
    sheet_.join(found->second.back, symbol, Side::left, Way::outOf);
  }

  /// Rows of some loops, or of none.
  std::vector<std::size_t> drawRows(const Loops& of) {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t i = hall_.firstRow; i < hall_.firstRow + hall_.rows; ++i) {
      if (layout_.rows[i].racks == 0) continue;
      const std::uint32_t loop = layout_.racks[layout_.rows[i].firstRack].loop;
      if (std::find(of.loops.begin(), of.loops.end(), loop) != of.loops.end()) rows.push_back(i);
    }
    std::vector<std::size_t> out;
    const auto sort = [&](std::uint32_t row) {
      const PlacedRack& rack = layout_.racks[layout_.rows[row].firstRack];
      return of.loops.size() > 1 ? (rack.spec ? rack.spec->id : std::string()) + ":" + std::to_string(rack.doorCircuit)
                                 : rowSignature(layout_, row);
    };
    for (const auto& like : likeOnes(rows, sort)) {
      const std::string key = "rows/" + layout_.rows[like.things.front()].id;
      const bool isLumped = of.loops.size() > 1 || (like.things.size() > fewRows && !opened_.contains(key));
      const bool isOpened = !isLumped && like.things.size() > fewRows;
      std::vector<EntityRef> members;
      const auto add = [&](const std::string& own, const std::string& opens) {
        out.push_back(sheet_.put({racks, false, own, Shape::row, members, opens, isOpened}));
        rows_.push_back({out.back(), layout_.racks[layout_.rows[members.front().index].firstRack].doorCircuit});
        members.clear();
      };
      for (const std::uint32_t row : like.things) {
        members.push_back({Kind::row, row});
        if (!isLumped) add("row/" + layout_.rows[row].id, isOpened ? key : std::string());
      }
      if (isLumped) add(key, of.loops.size() > 1 ? of.key : key);
    }
    return out;
  }

  /// CDUs or fan walls: like ones on one circuit together.
  template <class Placed>
  std::vector<std::size_t> drawUnits(const std::vector<std::uint32_t>& which, const std::vector<Placed>& placed,
                                     Shape shape, Kind kind, const Loops& of) {
    std::vector<std::size_t> out;
    const auto sort = [&](std::uint32_t i) {
      return (placed[i].spec ? placed[i].spec->id : std::string()) + ":" + std::to_string(placed[i].circuit);
    };
    for (const auto& like : likeOnes(which, sort)) {
      const std::string key = "units/" + placed[like.things.front()].id;
      const bool isMany = of.loops.size() > 1;
      const bool isOpened = !isMany && like.things.size() > 1 && opened_.contains(key);
      std::vector<EntityRef> members;
      const auto add = [&](const std::string& own, const std::string& opens) {
        out.push_back(sheet_.put({units, false, own, shape, members, opens, isOpened}));
        drink(placed[members.front().index].circuit, out.back());
        members.clear();
      };
      for (const std::uint32_t unit : like.things) {
        members.push_back({kind, unit});
        if (isOpened) add("unit/" + placed[unit].id, key);
      }
      if (!isOpened) add(key, isMany ? of.key : like.things.size() > 1 ? key : std::string());
    }
    return out;
  }

  void drawLoop(const Loops& of) {
    std::vector<EntityRef> members;
    std::vector<std::uint32_t> cdus;
    for (const std::uint32_t loop : of.loops) {
      members.push_back({Kind::loop, loop});
      cdus.insert(cdus.end(), layout_.loops[loop].cdus.begin(), layout_.loops[loop].cdus.end());
    }
    sheet_.beginBand();
    sheet_.title(members, of.key, of.isOpened);
    const std::string& id = layout_.loops[of.loops.front()].id;
    const std::size_t cold = sheet_.pipe(Medium::coolantSupply, id + "/supply", members, Label::shown);
    const std::size_t warm = sheet_.pipe(Medium::coolantReturn, id + "/return", members, Label::shown);
    for (const std::size_t cdu : drawUnits(cdus, layout_.cdus, Shape::cdu, Kind::cdu, of)) {
      sheet_.join(cold, cdu, Side::right, Way::outOf);
      sheet_.join(warm, cdu, Side::right, Way::into);
    }
    for (const std::size_t row : drawRows(of)) {
      sheet_.join(cold, row, Side::left, Way::into);
      sheet_.join(warm, row, Side::left, Way::outOf);
    }
  }

  void drawAirRows() {
    sheet_.beginBand();
    drawRows({{none}, {}, false});
  }

  void drawFanWalls() {
    std::vector<std::uint32_t> walls;
    for (std::uint32_t i = hall_.firstFanWall; i < hall_.firstFanWall + hall_.fanWalls; ++i) walls.push_back(i);
    const std::vector<std::size_t> symbols = drawUnits(walls, layout_.fanWalls, Shape::fanWall, Kind::fanWall, {});
    const std::vector<EntityRef> self{{Kind::hall, index_}};
    if (hasRoom_) {
      const std::size_t cold = sheet_.pipe(Medium::supplyAir, hall_.id + "/supply-air", self, Label::shown);
      const std::size_t warm = sheet_.pipe(Medium::returnAir, hall_.id + "/return-air", self, Label::shown);
      sheet_.join(cold, aisles_, Side::left, Way::into);
      sheet_.join(warm, aisles_, Side::left, Way::outOf);
      for (const std::size_t wall : symbols) {
        sheet_.join(cold, wall, Side::right, Way::outOf);
        sheet_.join(warm, wall, Side::right, Way::into);
      }
      for (const auto& [row, door] : rows_) {
        sheet_.join(cold, row, Side::right, Way::into);
        sheet_.join(warm, row, Side::right, Way::outOf);
      }
    }
    // rear doors drink facility water beside the coolant
    for (const auto& [row, door] : rows_) drink(door, row);
  }

  const Layout& layout_;
  const PlacedHall& hall_;
  std::uint32_t index_;
  const Opened& opened_;
  Sheet sheet_;
  std::map<std::uint32_t, Water> water_;
  std::vector<std::pair<std::size_t, std::uint32_t>> rows_;  // and the circuit of their rear doors
  std::size_t aisles_ = 0;
  bool hasRoom_ = false;
};

}  // namespace

Diagram hallDiagram(const Layout& layout, std::uint32_t hall, const Opened& opened) {
  if (hall >= layout.halls.size()) return {};
  return HallDrawing(layout, hall, opened).draw();
}

}  // namespace plenum::views
