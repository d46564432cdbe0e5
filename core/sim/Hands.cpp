// SPDX-License-Identifier: Apache-2.0
#include "sim/Hands.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace plenum::stage {
namespace {

/// Alarms that follow from too little flow or cooling.
constexpr std::array<std::pair<Watch, Short>, 9> shortages{{{Watch::loopWarm, Short::cooling},
                                                            {Watch::loopFlowLow, Short::flow},
                                                            {Watch::hallWarm, Short::cooling},
                                                            {Watch::hallHot, Short::cooling},
                                                            {Watch::circuitWarm, Short::cooling},
                                                            {Watch::circuitFlowLow, Short::flow},
                                                            {Watch::chipsThrottled, Short::cooling},
                                                            {Watch::chipsTripped, Short::cooling},
                                                            {Watch::serversCutOut, Short::cooling}}};

}  // namespace

double heldAt(const SimModel& model, const SimState& state, Point organ, std::uint32_t index) {
  constexpr double whole = 0.99;
  const std::size_t at = model.pointAt(organ, index);
  return state.points.mode[at] == 1 && state.points.value[at] < whole ? state.points.value[at] : 1.0;
}

std::vector<PointRef> heldByHand(const SimModel& model, const SimState& state, EntityRef entity, Short what) {
  std::vector<PointRef> out;
  if (state.points.exceptions == 0) return out;
  const Layout& layout = *model.layout;
  const SimState::Points& p = state.points;
  const auto look = [&](Point organ, std::uint32_t index) {
    const PointRef ref{organ, index};
    if (heldAt(model, state, organ, index) < 1.0 && std::find(out.begin(), out.end(), ref) == out.end())
      out.push_back(ref);
  };
  const auto plant = [&](std::uint32_t circuit) {
    look(Point::circuitPump, circuit);
    if (what == Short::cooling) look(Point::circuitRejection, circuit);
  };
  switch (entity.kind) {
    case Kind::rack: {
      const PlacedRack& rack = layout.racks[entity.index];
      if (rack.loop != none) out = heldByHand(model, state, {Kind::loop, rack.loop}, what);
      return out.empty() ? heldByHand(model, state, {Kind::hall, rack.hall}, what) : out;
    }
    case Kind::circuit:
      plant(entity.index);
      break;
    case Kind::loop:
      for (const std::uint32_t c : layout.loops[entity.index].cdus) {
        look(Point::cduPump, c);
        if (what == Short::flow) continue;
        look(Point::cduValve, c);
        plant(layout.cdus[c].circuit);
      }
      break;
    case Kind::hall: {
      const PlacedHall& hall = layout.halls[entity.index];
      for (std::uint32_t f = hall.firstFanWall; f < hall.firstFanWall + hall.fanWalls; ++f) {
        look(Point::fanWallValve, f), look(Point::fanWallFan, f);
        plant(layout.fanWalls[f].circuit);
      }
      break;
    }
    default:
      break;
  }
  std::stable_sort(out.begin(), out.end(), [&](PointRef a, PointRef b) {
    return p.deed[model.pointAt(a.point, a.index)] > p.deed[model.pointAt(b.point, b.index)];
  });
  return out;
}

Text adviceOf(const SimModel& model, const SimState& state, const AlarmRule& rule, EntityRef entity) {
  Text out(std::string(rule.text) + ".advice", {{"where", model.layout->idOf(entity)}});
  if (state.points.exceptions == 0) return out;
  const auto row = std::find_if(shortages.begin(), shortages.end(), [&](const auto& known) {
    return std::string_view(alarmRules[static_cast<std::size_t>(known.first)].text) == rule.text;
  });
  if (row == shortages.end()) return out;
  const std::vector<PointRef> held = heldByHand(model, state, entity, row->second);
  if (held.empty()) return out;
  std::string points;
  for (const PointRef ref : held) points += (points.empty() ? "" : ", ") + idOf(*model.layout, ref);
  const PointRef first = held.front();
  out.id += ".by-hand";
  out.arguments.emplace_back("points", std::move(points));
  out.arguments.emplace_back("point", idOf(*model.layout, first));
  out.arguments.emplace_back("deed", std::to_string(state.points.deed[model.pointAt(first.point, first.index)]));
  return out;
}

}  // namespace plenum::stage
