// SPDX-License-Identifier: Apache-2.0
#include "study/RedundancyWhy.h"

#include <algorithm>
#include <cmath>

#include "sim/Headroom.h"

namespace plenum::study {
namespace {

constexpr std::size_t namesShown = 4;

/// "MA, LPA, UPA +3"
template <class List, class IdOf>
std::string listOf(const List& list, IdOf&& idOf) {
  std::string out;
  for (std::size_t i = 0; i < std::min(namesShown, list.size()); ++i) out += (i ? ", " : "") + idOf(list[i]);
  if (list.size() > namesShown) out += " +" + std::to_string(list.size() - namesShown);
  return out;
}

const char* verbOf(FailureKind kind) {
  switch (kind) {
    case FailureKind::breaker:
      return "redundancy.why.opens";
    case FailureKind::circuit:
      return "redundancy.why.shuts";
    case FailureKind::organ:
      return "redundancy.why.sticks";
    case FailureKind::sensor:
      return "redundancy.why.lost";
    default:
      return "redundancy.why.fails";
  }
}

}  // namespace

std::vector<Text> whyOf(const Layout& layout, const Screen& screen, const RedundancyRow& row, const Outages& outages) {
  std::vector<Text> out;
  for (const Outage outage : outages)
    out.push_back(Text(verbOf(screen.failures()[outage.failure].kind), {{"id", screen.targetOf(outage)}}));

  const PowerStory story = screen.storyOf(outages);
  const auto devices = [&](const char* id, const std::vector<std::uint32_t>& list) {
    if (!list.empty())
      out.push_back(Text(id, {{"list", listOf(list, [&](std::uint32_t d) { return layout.power[d].id; })}}));
  };
  devices("redundancy.why.moved", story.moved);
  out.insert(out.end(), story.steps.begin(), story.steps.begin() + std::min(namesShown, story.steps.size()));
  if (story.steps.size() > namesShown)
    out.push_back(Text("redundancy.why.more", {{"steps", std::to_string(story.steps.size() - namesShown)}}));
  devices("redundancy.why.bypassed", story.bypassed);
  devices("redundancy.why.dead", story.dead);
  if (!story.stopped.empty())
    out.push_back(
        Text("redundancy.why.stopped", {{"list", listOf(story.stopped, [&](EntityRef e) { return layout.idOf(e); })}}));
  const auto racks = [&](const char* id, const std::vector<std::uint32_t>& list) {
    if (list.empty()) return;
    std::uint32_t chips = 0;
    for (const std::uint32_t r : list) chips += layout.racks[r].chips;
    out.push_back(Text(id, {{"racks", std::to_string(list.size())},
                            {"chips", std::to_string(chips)},
                            {"list", listOf(list, [&](std::uint32_t r) { return layout.racks[r].id; })}}));
  };
  racks("redundancy.why.dark", story.darkRacks);
  racks("redundancy.why.interrupted", story.interruptedRacks);

  if (row.worstSupplyK > heldK)
    out.push_back(Text("redundancy.why.warm", {{"where", row.worstSupplyId}, {"above", toText(row.worstSupplyK, 1)}}));
  const auto chips = [&](const char* id, std::uint32_t count) {
    out.push_back(
        Text(id, {{"chips", std::to_string(count)}, {"celsius", toText(row.maxChipC, 1)}, {"rack", row.hottestRack}}));
  };
  if (row.severedChips > 0)
    out.push_back(Text("redundancy.why.severed", {{"chips", std::to_string(row.severedChips)}}));
  if (row.trippedChips > row.severedChips)
    chips("redundancy.why.trip", row.trippedChips - row.severedChips);
  else if (row.throttledChips > 0)
    chips("redundancy.why.slow", row.throttledChips);
  const auto passing = [&](const char* id, const std::optional<double>& atS) {
    if (atS) out.push_back(Text(id, {{"seconds", toText(*atS, 0)}}));
  };
  // on the way, though the end holds
  if (row.trippedChips == 0) passing("redundancy.why.trips-passing", row.tripsInS);
  if (row.throttledChips == 0 && !row.tripsInS) passing("redundancy.why.slows-passing", row.slowsInS);
  if (row.darkRacks == 0) passing("redundancy.why.dark-passing", row.darkensInS);

  if (row.verdict == Verdict::holds) out.push_back(Text("redundancy.why.holds"));
  if (!row.fullestId.empty() && row.verdict <= Verdict::degrades)
    out.push_back(Text("redundancy.why.fullest",
                       {{"where", row.fullestId}, {"percent", toText(100.0 * (1.0 - row.spareShare), 0)}}));
  return out;
}

}  // namespace plenum::study
