// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <optional>

#include "figures/Cause.h"
#include "figures/Figures.h"

namespace plenum {
namespace {

template <class T>
double at(const std::vector<T>& values, std::uint32_t index) {
  return index < values.size() ? static_cast<double>(values[index]) : std::nan("");
}

/// What decides the temperature of a rack's hottest chip at this instant.
struct Condition {
  std::uint32_t rack = none;
  double chipC = 0, powerW = 0, inletC = 0, flow = 0, utilisation = 0;
  bool isLiquid = false;
  double resistance() const { return powerW > 0 ? (chipC - inletC) / powerW : 0.0; }  // K/W
};

/// `chip` is global, or `none` for the hottest of the rack. Nothing where the frame lacks the numbers.
std::optional<Condition> conditionOf(const Frame& frame, std::uint32_t rackIndex, std::uint32_t chip) {
  const PlacedRack& rack = frame.layout->racks[rackIndex];
  if (rack.chips == 0 || rack.firstChip + rack.chips > frame.chips.dieC.size()) return std::nullopt;
  if (chip == none) {
    const auto first = frame.chips.dieC.begin() + rack.firstChip;
    chip = rack.firstChip + static_cast<std::uint32_t>(std::max_element(first, first + rack.chips) - first);
  }
  Condition c;
  c.rack = rackIndex;
  c.isLiquid = rack.loop != none;
  c.chipC = at(frame.chips.dieC, chip);
  c.powerW = at(frame.chips.powerW, chip);
  c.utilisation = at(frame.chips.utilisation, chip);
  c.inletC = at(c.isLiquid ? frame.racks.coolantInC : frame.racks.inletC, rackIndex);
  c.flow = at(c.isLiquid ? frame.racks.flowKgPerS : frame.racks.airFlowM3PerS, rackIndex);
  const bool isKnown = std::isfinite(c.chipC) && std::isfinite(c.powerW) && std::isfinite(c.inletC);
  return isKnown ? std::optional(c) : std::nullopt;
}

std::string kelvins(double k) {
  std::string text = toText(k, 1);
  if (k >= 0) text.insert(0, 1, '+');
  return text;
}

struct Share {
  double kelvins;
  Text text;
};

const char* inletText(const Condition& c, const Condition& m) {
  if (c.isLiquid == m.isLiquid) return c.isLiquid ? "why.coolant" : "why.inlet";
  return c.isLiquid ? "why.coolantForAir" : "why.airForCoolant";
}

const char* resistanceText(const Condition& c, const Condition& m) {
  if (c.isLiquid != m.isLiquid) return c.isLiquid ? "why.plateForSink" : "why.sinkForPlate";
  // the flow is named only where it really differs
  if (!(m.flow > 0 && std::abs(c.flow / m.flow - 1.0) > 0.02)) return "why.resistance";
  return c.isLiquid ? "why.coolantFlow" : "why.airFlow";
}

/// ΔT = Δinlet + ΔP · mean R + ΔR · mean P holds exactly for T = inlet + P · R.
std::vector<Share> sharesOf(const Condition& c, const Condition& m) {
  const double inletK = c.inletC - m.inletC;
  const double powerK = (c.powerW - m.powerW) * 0.5 * (c.resistance() + m.resistance());
  const double resistanceK = (c.resistance() - m.resistance()) * 0.5 * (c.powerW + m.powerW);
  std::vector<Share> shares;
  shares.push_back(
      {inletK, Text(inletText(c, m),
                    {{"share", kelvins(inletK)}, {"value", toText(c.inletC, 1)}, {"median", toText(m.inletC, 1)}})});
  shares.push_back({powerK, Text("why.power", {{"share", kelvins(powerK)},
                                               {"value", toText(c.powerW, 0)},
                                               {"median", toText(m.powerW, 0)},
                                               {"load", toText(c.utilisation * 100, 0)},
                                               {"medianLoad", toText(m.utilisation * 100, 0)}})});
  shares.push_back({resistanceK, Text(resistanceText(c, m), {{"share", kelvins(resistanceK)},
                                                             {"value", toText(c.flow, 2)},
                                                             {"median", toText(m.flow, 2)},
                                                             {"resistance", toText(c.resistance() * 1000, 0)},
                                                             {"medianResistance", toText(m.resistance() * 1000, 0)}})});
  std::sort(shares.begin(), shares.end(),
            [](const Share& a, const Share& b) { return std::abs(a.kelvins) > std::abs(b.kelvins); });
  return shares;
}

bool isOut(const std::vector<Running>& states, std::uint32_t index) {
  return index < states.size() && (states[index] == Running::failed || states[index] == Running::dark);
}

/// What is out of order around the rack.
void addFaults(const Frame& frame, std::uint32_t rackIndex, std::vector<Text>& lines) {
  const Layout& layout = *frame.layout;
  const PlacedRack& rack = layout.racks[rackIndex];
  const double throttled = at(frame.racks.throttled, rackIndex);
  if (throttled > 0) lines.push_back(Text("why.throttled", {{"count", toText(throttled, 0)}}));
  if (rackIndex < frame.racks.isEnergised.size() && frame.racks.isEnergised[rackIndex] == 0)
    lines.push_back(Text("why.dark", {{"rack", rack.id}}));
  if (rack.loop != none) {
    for (const std::uint32_t cdu : layout.loops[rack.loop].cdus)
      if (isOut(frame.cdus.state, cdu)) lines.push_back(Text("why.cduOut", {{"id", layout.cdus[cdu].id}}));
    const double level = at(frame.loops.levelFraction, rack.loop);
    if (level < 0.9)
      lines.push_back(Text("why.loopLow", {{"id", layout.loops[rack.loop].id}, {"level", toText(level * 100, 0)}}));
  }
  const PlacedHall& hall = layout.halls[rack.hall];
  for (std::uint32_t w = hall.firstFanWall; w < hall.firstFanWall + hall.fanWalls; ++w)
    if (isOut(frame.fanWalls.state, w)) lines.push_back(Text("why.fanWallOut", {{"id", layout.fanWalls[w].id}}));
}

constexpr double worthSayingK = 0.1;

/// The rack in the middle of `others` by its hottest chip: one that exists, so that its numbers belong together.
const Condition& medianOf(std::vector<Condition>& others) {
  const auto middle = others.begin() + static_cast<std::ptrdiff_t>((others.size() - 1) / 2);
  std::nth_element(others.begin(), middle, others.end(), [](const Condition& a, const Condition& b) {
    return a.chipC != b.chipC ? a.chipC < b.chipC : a.rack < b.rack;
  });
  return *middle;
}

void addShares(const Condition& mine, const Condition& median, std::vector<Text>& lines) {
  bool isAny = false;
  for (Share& share : sharesOf(mine, median)) {
    if (std::abs(share.kelvins) < worthSayingK) continue;
    lines.push_back(std::move(share.text));
    isAny = true;
  }
  if (isAny) lines.push_back(Text("why.approximate"));
}

std::vector<Text> whyRack(const Frame& frame, std::uint32_t rackIndex, std::uint32_t chip) {
  const Layout& layout = *frame.layout;
  const auto mine = conditionOf(frame, rackIndex, chip);
  if (!mine) return {Text("why.unknown")};
  const PlacedRack& rack = layout.racks[rackIndex];
  const PlacedHall& hall = layout.halls[rack.hall];

  std::vector<Condition> others;
  for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r)
    if (layout.racks[r].spec == rack.spec)
      if (const auto c = conditionOf(frame, r, none)) others.push_back(*c);
  const Condition& middle = medianOf(others);
  const double differenceK = mine->chipC - middle.chipC;

  std::vector<Text> lines;
  lines.push_back(Text("why.summary", {{"rack", rack.id},
                                       {"value", toText(mine->chipC, 1)},
                                       {"difference", kelvins(differenceK)},
                                       {"other", layout.racks[middle.rack].id},
                                       {"count", std::to_string(others.size())},
                                       {"hall", hall.id}}));
  if (std::abs(differenceK) < worthSayingK) lines.push_back(Text("why.ordinary"));
  addShares(*mine, middle, lines);
  addFaults(frame, rackIndex, lines);
  return lines;
}

std::vector<Text> whyCampus(const Frame& frame) {
  const Layout& layout = *frame.layout;
  std::vector<Condition> all;
  for (std::uint32_t r = 0; r < layout.racks.size(); ++r)
    if (const auto c = conditionOf(frame, r, none)) all.push_back(*c);
  if (all.empty()) return {Text("why.unknown")};
  // the first of the hottest, as metrics have it
  const Condition mine = *std::max_element(all.begin(), all.end(),
                                           [](const Condition& a, const Condition& b) { return a.chipC < b.chipC; });
  const Condition& middle = medianOf(all);
  std::vector<Text> lines;
  lines.push_back(Text("why.hottest", {{"rack", layout.racks[mine.rack].id},
                                       {"value", toText(mine.chipC, 1)},
                                       {"difference", kelvins(mine.chipC - middle.chipC)},
                                       {"other", layout.racks[middle.rack].id},
                                       {"count", std::to_string(all.size())}}));
  if (mine.chipC - middle.chipC < worthSayingK) lines.push_back(Text("why.ordinary"));
  addShares(mine, middle, lines);
  addFaults(frame, mine.rack, lines);
  return lines;
}

}  // namespace

std::vector<Text> why(EntityRef entity, const Frame& frame) {
  if (!frame.layout || entity.index >= frame.layout->count(entity.kind)) return {Text("why.unknown")};
  const Layout& layout = *frame.layout;
  // what has no power is not asked for its temperature
  const EntityRef powered =
      entity.kind == Kind::chip ? EntityRef{Kind::rack, layout.rackOfChip(entity.index), 0} : entity;
  if (auto lines = whyDark(frame, powered); !lines.empty()) return lines;
  if (entity.kind == Kind::rack) return whyRack(frame, entity.index, none);
  if (entity.kind == Kind::chip) return whyRack(frame, layout.rackOfChip(entity.index), entity.index);
  if (entity.kind == Kind::hall) {
    const PlacedHall& hall = layout.halls[entity.index];
    std::uint32_t hottest = none;
    for (std::uint32_t r = hall.firstRack; r < hall.firstRack + hall.racks; ++r)
      if (r < frame.racks.maxChipC.size() &&
          (hottest == none || frame.racks.maxChipC[r] > frame.racks.maxChipC[hottest]))
        hottest = r;
    if (hottest != none) return whyRack(frame, hottest, none);
  }
  if (entity.kind == Kind::campus) return whyCampus(frame);
  return {Text("why.unknown")};
}

}  // namespace plenum
