// SPDX-License-Identifier: Apache-2.0
#include "study/HeadroomTable.h"

#include <algorithm>
#include <map>
#include <set>

#include "sim/Headroom.h"
#include "sim/Model.h"
#include "sim/State.h"
#include "study/PowerMargin.h"

namespace plenum::study {
namespace {

const char* textOf(CoolingLimit limit) {
  static constexpr const char* ids[] = {"unused",   "failed", "exchanger",   "cdu-pumps", "coil",  "fans",
                                        "chillers", "towers", "dry-coolers", "source",    "doors", "by-hand"};
  return ids[static_cast<std::size_t>(limit)];
}
Text limitText(CoolingLimit limit) { return Text(std::string("study.limit.") + textOf(limit)); }

class TableMaker {
 public:
  TableMaker(const SimModel& model, const SimState& state)
      : model_(model),
        state_(state),
        layout_(*model.layout),
        rooms_(headrooms(model, state)),
        power_(model, state, state.racks.itW) {}

  std::vector<HeadroomRow> run() {
    std::vector<HeadroomRow> halls, circuits, cdus, walls;
    for (std::uint32_t h = 0; h < layout_.halls.size(); ++h) hall(h, halls);
    for (std::uint32_t i = 0; i < layout_.circuits.size(); ++i)
      circuits.push_back(
          machine(HeadroomRow::What::circuit, {Kind::circuit, i, 0}, state_.circuits.heatW[i], rooms_.circuits[i]));
    for (std::uint32_t c = 0; c < layout_.cdus.size(); ++c)
      cdus.push_back(machine(HeadroomRow::What::cdu, {Kind::cdu, c, 0}, state_.cdus.heatW[c], rooms_.cdus[c]));
    for (std::uint32_t f = 0; f < layout_.fanWalls.size(); ++f) {
      const std::uint32_t g = model_.fanWallGroupOf[f];
      const double units = std::max<double>(1.0, static_cast<double>(model_.fanWallGroups[g].units.size()));
      walls.push_back(machine(HeadroomRow::What::fanWall, {Kind::fanWall, f, 0},
                              (state_.air.heatW[g] - state_.air.powerW[g]) / units, rooms_.fanWalls[f]));
    }
    std::vector<HeadroomRow> out, doors;
    for (std::uint32_t n = 0; n < layout_.rows.size(); ++n) doorsOf(n, doors);
    for (auto* part : {&halls, &circuits, &cdus, &walls, &doors}) {
      std::stable_sort(part->begin(), part->end(),
                       [](const HeadroomRow& a, const HeadroomRow& b) { return a.moreW < b.moreW; });
      out.insert(out.end(), part->begin(), part->end());
    }
    return out;
  }

 private:
  HeadroomRow machine(HeadroomRow::What what, EntityRef entity, double carriesW, const Headroom& room) const {
    HeadroomRow row;
    row.what = what;
    row.entity = row.limitedBy = entity;
    row.id = row.limitedById = layout_.idOf(entity);
    row.carriesW = carriesW;
    row.moreW = room.moreW;
    row.limit = limitText(room.limit);
    return row;
  }
  void lower(HeadroomRow& row, double moreW, CoolingLimit limit, EntityRef by) const {
    if (moreW >= row.moreW) return;
    row.moreW = moreW;
    row.limit = limitText(limit);
    row.limitedBy = by;
    row.limitedById = layout_.idOf(by);
  }
  void doorsOf(std::uint32_t n, std::vector<HeadroomRow>& out) const {
    const PlacedRow& placed = layout_.rows[n];
    HeadroomRow row;
    row.what = HeadroomRow::What::rearDoors;
    row.entity = {Kind::row, n, 0};
    row.id = placed.id;
    double leastW = 1e18, doors = 0.0;
    for (std::uint32_t r = placed.firstRack; r < placed.firstRack + placed.racks; ++r) {
      if (model_.groups[model_.rackGroup[r]].doorCircuit == none) continue;
      const Headroom room = doorHeadroom(model_, state_, r);
      ++doors;
      row.carriesW += state_.racks.doorHeatJ[r] / model_.dtS;
      if (room.moreW >= leastW) continue;
      leastW = room.moreW;
      row.limit = limitText(room.limit);
      row.limitedBy = {Kind::rack, r, 0};
      row.limitedById = layout_.racks[r].id;
    }
    if (doors == 0.0) return;
    row.moreW = doors * leastW;
    out.push_back(row);
  }
  HeadroomRow chain(std::uint32_t h, HeadroomRow::What what) const {
    HeadroomRow row;
    row.what = what;
    row.entity = {Kind::hall, h, 0};
    row.id = layout_.halls[h].id;
    return row;
  }
  /// The least of the circuits that a part of a hall hangs on, each with the heat that the part gives it.
  void plant(HeadroomRow& row, const std::map<std::uint32_t, double>& givesW) const {
    double sumW = 0.0;
    for (const auto& [circuit, heatW] : givesW) sumW += heatW;
    row.plantShareW = 1e18;
    for (const auto& [circuit, heatW] : givesW) {
      const Headroom& room = rooms_.circuits[circuit];
      const double part = sumW > 0.0 ? heatW / sumW : 1.0 / static_cast<double>(givesW.size());
      if (part > 1e-6) lower(row, room.moreW / part, room.limit, {Kind::circuit, circuit, 0});
      const double share = heatW / std::max(1.0, state_.circuits.heatW[circuit]);
      row.plantShareW = std::min(row.plantShareW, room.moreW * share / std::max(part, 1e-6));
    }
    if (givesW.empty()) row.plantShareW = 0.0;
  }

  void hall(std::uint32_t h, std::vector<HeadroomRow>& out) const {
    const PlacedHall& hall = layout_.halls[h];
    if (hall.cdus > 0) {
      HeadroomRow row = chain(h, HeadroomRow::What::hallLiquid);
      std::map<std::uint32_t, double> givesW;
      double moreW = 0.0;
      CoolingLimit limit = CoolingLimit::exchanger;
      EntityRef least{Kind::cdu, hall.firstCdu, 0};
      for (std::uint32_t c = hall.firstCdu; c < hall.firstCdu + hall.cdus; ++c) {
        row.carriesW += state_.cdus.heatW[c];
        givesW[layout_.cdus[c].circuit] += std::max(0.0, state_.cdus.heatW[c]);
        moreW += rooms_.cdus[c].moreW;
        if (rooms_.cdus[c].moreW < rooms_.cdus[least.index].moreW) least.index = c;
      }
      row.moreW = 1e18;
      lower(row, moreW, limit, least);
      plant(row, givesW);
      out.push_back(row);
    }
    if (hall.fanWalls > 0) {
      HeadroomRow row = chain(h, HeadroomRow::What::hallAir);
      std::map<std::uint32_t, double> givesW;
      double moreW = 0.0;
      EntityRef least{Kind::fanWall, hall.firstFanWall, 0};
      for (std::uint32_t f = hall.firstFanWall; f < hall.firstFanWall + hall.fanWalls; ++f) {
        moreW += rooms_.fanWalls[f].moreW;
        if (rooms_.fanWalls[f].moreW < rooms_.fanWalls[least.index].moreW) least.index = f;
      }
      for (const std::uint32_t g : model_.halls[h].fanWallGroups) {
        row.carriesW += state_.air.heatW[g] - state_.air.powerW[g];
        givesW[model_.fanWallGroups[g].circuit] += std::max(0.0, state_.air.heatW[g]);
      }
      row.moreW = 1e18;
      lower(row, moreW, rooms_.fanWalls[least.index].limit, least);
      plant(row, givesW);
      out.push_back(row);
    }
    if (hall.racks > 0) out.push_back(powerOf(h));
  }

  HeadroomRow powerOf(std::uint32_t h) const {
    const PlacedHall& hall = layout_.halls[h];
    HeadroomRow row = chain(h, HeadroomRow::What::hallPower);
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r) {
      row.carriesW += state_.racks.itW[r];
      pairs.insert({layout_.racks[r].feedA, layout_.racks[r].feedB});
    }
    // one pair of feeds after the other takes what it can; what gives out first for most of them is named
    std::map<std::uint32_t, double> takenW;
    std::map<std::uint32_t, int> binds;
    for (const auto& [a, b] : pairs) {
      const auto steps = power_.above(a, b);
      double least = 1e18;
      std::uint32_t by = none;
      for (const auto& step : steps) {
        const double leftW = (power_.spareW(step.device) - takenW[step.device]) / step.wattsPerWatt;
        if (leftW < least) least = leftW, by = step.device;
      }
      if (by == none) continue;
      ++binds[by];
      if (least < 0.0 && row.moreW > least) row.moreW = least;
      if (least <= 0.0) continue;
      if (row.moreW >= 0.0) row.moreW += least;
      for (const auto& step : steps) takenW[step.device] += least * step.wattsPerWatt;
    }
    const auto most =
        std::max_element(binds.begin(), binds.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    row.limit = Text("study.limit.power");
    if (most == binds.end()) return row;
    if (power_.isStandby(most->first)) row.limit = Text("study.limit.gensets");
    row.limitedBy = power_.entity(most->first);
    row.limitedById = layout_.idOf(row.limitedBy);
    return row;
  }

  const SimModel& model_;
  const SimState& state_;
  const Layout& layout_;
  Headrooms rooms_;
  PowerMargin power_;
};

}  // namespace

const char* nameOf(HeadroomRow::What what) {
  static constexpr const char* names[] = {"cdu",      "fan-wall",   "circuit",   "hall-liquid",
                                          "hall-air", "hall-power", "rear-doors"};
  return names[static_cast<std::size_t>(what)];
}

HeadroomTable headroomTable(const SimModel& model, const SimState& state) {
  HeadroomTable out;
  const Text name = state.tick == 0 ? Text("study.outdoor.now")
                                    : Text("study.outdoor.moment", {{"time", toIso(timeOf(model, state))}});
  out.outdoor = {"now", name, state.outside.dryBulbC, state.outside.wetBulbC, state.outside.pressurePa};
  out.rows = TableMaker(model, state).run();
  return out;
}

Result<HeadroomTable> headroomAfter(LayoutPtr layout, std::shared_ptr<const Setting> setting, const HeadroomRun& run,
                                    Parallel& parallel) {
  if (!setting->weather) return Problem{{}, {}, Text("study.no-weather"), Text("study.no-weather.give")};
  auto model = compile(std::move(layout), std::move(setting), run.tick);
  if (!model) return model.problems();
  const SimStatePtr state = steadyState(**model, parallel);
  std::vector<Action> due;
  auto next = run.deeds.begin();
  for (std::int64_t n = 0; n < run.ticks; ++n) {
    due.clear();
    for (; next != run.deeds.end() && next->tick <= n; ++next) due.push_back(next->action);
    tick(**model, *state, due, parallel);
    if (run.goesOn && !run.goesOn(static_cast<double>(n + 1) / static_cast<double>(run.ticks)))
      return Problem{{}, {}, Text("study.headroom.stopped"), Text("study.headroom.stopped.give")};
  }
  return headroomTable(**model, *state);
}

Result<HeadroomTable> headroomAtStart(LayoutPtr layout, std::shared_ptr<const Setting> setting, Parallel& parallel) {
  return headroomAfter(std::move(layout), std::move(setting), {}, parallel);
}

Result<HeadroomTable> headroomAtDesignDay(LayoutPtr layout, const Setting& setting, Parallel& parallel,
                                          const std::vector<Action>& deeds) {
  auto outdoors = designOutdoors(*layout, setting);
  if (!outdoors) return outdoors.problems();
  auto rest = fullLoadAt(std::move(layout), setting, outdoors->front(), parallel);
  if (!rest) return rest.problems();
  if (!deeds.empty()) rest->state = after(*rest, deeds, parallel);
  HeadroomTable out = headroomTable(*rest->model, *rest->state);
  out.outdoor = outdoors->front();
  return out;
}

}  // namespace plenum::study
