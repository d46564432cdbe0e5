// SPDX-License-Identifier: Apache-2.0
#include "figures/Cause.h"

#include <algorithm>

namespace plenum {
namespace {

/// "+0.012 s", "+45 s", "+12 min": as fine as it matters.
std::string afterText(Duration after) {
  const double s = after.seconds();
  if (s < 1.0) return "+" + toText(s, 3) + " s";
  if (s < 120.0) return "+" + toText(s, s < 10.0 ? 1 : 0) + " s";
  return "+" + toText(s / 60.0, 0) + " min";
}

bool isDark(const Frame& frame, EntityRef entity) {
  if (entity.kind == Kind::rack)
    return entity.index < frame.racks.isEnergised.size() && frame.racks.isEnergised[entity.index] == 0;
  return entity.kind == Kind::powerDevice && entity.index < frame.power.state.size() &&
         (frame.power.state[entity.index] == Running::dark || frame.power.state[entity.index] == Running::failed);
}

void addChain(const Frame& frame, const std::vector<std::uint64_t>& chain, std::vector<Text>& lines) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const Event& event = (*frame.events)[static_cast<std::size_t>(chain[i]) - 1];
    const Event& first = (*frame.events)[static_cast<std::size_t>(chain.front()) - 1];
    lines.push_back(i == 0 ? Text("cause.first", {{"time", toIso(event.time)}})
                           : Text("cause.then", {{"after", afterText(event.time - first.time)}}));
    lines.push_back(event.text);
  }
}

/// A rack goes dark when its second cord does; the first was lost for a reason of its own. Told where the chain of the
/// rack does not hold it.
void addOtherCord(const Frame& frame, const PlacedRack& rack, const std::vector<std::uint64_t>& told,
                  std::vector<Text>& lines) {
  if (!frame.events || rack.feedA == none || rack.feedB == none) return;
  for (const auto& [name, feed] : {std::pair{"A", rack.feedA}, std::pair{"B", rack.feedB}}) {
    const auto chain = chainTo(*frame.events, darkCauseOf(frame, {Kind::powerDevice, feed, 0}));
    if (chain.empty() || std::find(told.begin(), told.end(), chain.front()) != told.end()) continue;
    lines.push_back(Text("cause.other-cord", {{"cord", name}, {"feed", frame.layout->power[feed].id}}));
    addChain(frame, chain, lines);
    return;
  }
}

/// Of a rack: what its two cords hang on, and what became of that.
void addCords(const Frame& frame, const PlacedRack& rack, std::vector<Text>& lines) {
  for (const auto& [name, feed] : {std::pair{"A", rack.feedA}, std::pair{"B", rack.feedB}}) {
    if (feed == none) continue;
    const bool isOut = isDark(frame, {Kind::powerDevice, feed, 0});
    lines.push_back(
        Text(isOut ? "cause.cord-dead" : "cause.cord-live", {{"cord", name}, {"feed", frame.layout->power[feed].id}}));
  }
  if (rack.feedB == none) lines.push_back(Text("cause.one-cord", {{"rack", rack.id}}));
}

}  // namespace

std::vector<std::uint64_t> chainTo(const Log<Event>& events, std::uint64_t sequence) {
  std::vector<std::uint64_t> chain;
  // a cause lies before what follows from it: the chain ends
  while (sequence > 0 && sequence <= events.size()) {
    chain.push_back(sequence);
    const std::uint64_t cause = events[static_cast<std::size_t>(sequence) - 1].cause;
    if (cause >= sequence) break;
    sequence = cause;
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::uint64_t darkCauseOf(const Frame& frame, EntityRef entity) {
  const auto& causes = entity.kind == Kind::rack ? frame.racks.darkCause : frame.power.darkCause;
  const bool hasOne = entity.kind == Kind::rack || entity.kind == Kind::powerDevice;
  return hasOne && entity.index < causes.size() ? causes[entity.index] : 0;
}

std::vector<Text> whyDark(const Frame& frame, EntityRef entity) {
  if (!frame.layout || entity.index >= frame.layout->count(entity.kind) || !isDark(frame, entity)) return {};
  std::vector<Text> lines;
  lines.push_back(Text("cause.dark", {{"id", frame.layout->idOf({entity.kind, entity.index, 0})}}));
  const std::uint64_t cause = darkCauseOf(frame, entity);
  const auto chain = frame.events ? chainTo(*frame.events, cause) : std::vector<std::uint64_t>{};
  if (chain.empty()) lines.push_back(Text("cause.unknown"));
  addChain(frame, chain, lines);
  if (entity.kind != Kind::rack) return lines;
  const PlacedRack& rack = frame.layout->racks[entity.index];
  addOtherCord(frame, rack, chain, lines);
  addCords(frame, rack, lines);
  return lines;
}

std::size_t followersOf(const Log<Event>& events, std::uint64_t sequence) {
  if (sequence == 0 || sequence > events.size()) return 0;
  std::vector<std::uint8_t> follows(events.size() + 1, 0);
  follows[static_cast<std::size_t>(sequence)] = 1;
  std::size_t count = 0;
  for (std::size_t i = static_cast<std::size_t>(sequence); i < events.size(); ++i) {
    const std::uint64_t cause = events[i].cause;
    if (cause == 0 || cause > i || !follows[static_cast<std::size_t>(cause)]) continue;
    follows[i + 1] = 1;
    ++count;
  }
  return count;
}

}  // namespace plenum
