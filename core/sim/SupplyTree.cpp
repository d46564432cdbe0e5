// SPDX-License-Identifier: Apache-2.0
#include "sim/SupplyTree.h"

#include <algorithm>

#include "sim/Stages.h"

namespace plenum {

using PowerKind = PowerSpec::Kind;
using BreakerSide = PlacedBreaker::Side;

namespace {

bool isGenerator(PowerKind kind) {
  return kind == PowerKind::solar || kind == PowerKind::wind || kind == PowerKind::storage;
}

}  // namespace

std::uint64_t SupplyTree::note(int priority, EntityRef ref, Text text, std::uint64_t cause) {
  if (journal_ == Journal::silent) return 0;
  Event event;
  event.time = model_.start + Duration{static_cast<std::int64_t>(nowS_ * 1e6 + 0.5)};
  event.kind = Event::Kind::note;
  event.priority = priority;
  event.entity = ref;
  event.text = std::move(text);
  event.cause = cause;
  return stage::append(model_, state_, std::move(event));
}

/// Can pass power on. A UPS with a bypass does so while its converters have failed.
bool SupplyTree::isWhole(std::uint32_t d) const {
  if (s_.isShorted[d] || s_.isDipped[d]) return false;
  return !s_.isFailed[d] || model_.power[d].hasBypass;
}

bool SupplyTree::isSourceLive(std::uint32_t b) const {
  const BreakerModel& breaker = model_.breakers[b];
  if (breaker.source != none) return s_.isEnergised[breaker.source] != 0;
  if (breaker.side != BreakerSide::standby) return true;  // the world behind a feed
  for (const std::uint32_t g : placed(breaker.device).standby)
    if (s_.isEnergised[g]) return true;
  return false;
}

bool SupplyTree::isReady(std::uint32_t b) const {
  if (s_.contact[b] == Contact::tripped || (s_.contact[b] == Contact::open && s_.isHeld[b])) return false;
  return isSourceLive(b);
}

SupplyTree::Side SupplyTree::sideOf(std::uint32_t d) const {
  Side best = Side::nothing;
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b) {
    if (!isClosed(b) || !isSourceLive(b)) continue;
    const BreakerSide side = model_.breakers[b].side;
    const Side is = side == BreakerSide::alternate ? Side::alternate
                    : side == BreakerSide::standby ? Side::standby
                                                   : Side::normal;
    best = std::min(best, is);
  }
  if (best > Side::island && formersW(d) > 0.0) best = Side::island;
  return best;
}

bool SupplyTree::comeUps(std::uint32_t d, Side side) {
  const PowerModel& p = model_.power[d];
  UpsState& ups = s_.ups[d];
  const bool hasSource = side != Side::nothing;
  const bool canConvert = !s_.isFailed[d] && s_.batteryJ[d] > 0.0 && !s_.isSpent[d] && p.batteryJ > 0.0;
  if (hasSource) {
    if (ups == UpsState::battery || (ups == UpsState::off && s_.isSpent[d])) {
      ups = UpsState::well;
      s_.isSpent[d] = 0;
      s_.sinceS[d] = nowS_;  // it walks in
    }
    const bool isByHand = s_.upsMode[d] == static_cast<std::uint8_t>(UpsMode::Mode::bypass);
    if (ups == UpsState::well && (s_.isFailed[d] || isByHand)) ups = UpsState::bypass;
    if (ups == UpsState::bypass && !p.hasBypass) ups = UpsState::off;
    return ups != UpsState::off;
  }
  if (!mayConvert_) return false;
  const bool isStraight =
      ups == UpsState::bypass || (p.hasBypass && s_.upsMode[d] != static_cast<std::uint8_t>(UpsMode::Mode::online));
  // straight through to its source, it needs a moment before the converters take over (Plan::takeOver)
  if (ups == UpsState::well && !isStraight && canConvert) ups = UpsState::battery;
  return ups == UpsState::battery && canConvert;
}

/// Makes a device live where it can be.
bool SupplyTree::come(std::uint32_t d) {
  if (!isWhole(d)) return false;
  const PlacedPower& device = placed(d);
  Side side = Side::normal;
  if (device.kind == PowerKind::genset) {
    if (s_.genset[d] != GensetPhase::onBus || s_.isFailed[d] || !isClosed(firstBreaker(d))) return false;
  } else if (device.kind == PowerKind::tie) {
    return false;
  } else if (s_.isForming[d]) {
    if (!canForm(d)) return false;
  } else {
    side = sideOf(d);
    if (model_.power[d].isUps ? !comeUps(d, side) : side == Side::nothing) return false;
  }
  s_.side[d] = side;
  s_.isEnergised[d] = 1;
  s_.order[s_.live++] = d;
  return true;
}

/// From the sources downwards, and over closed ties into what is dead, as long as that wakes something; then batteries
/// carry what no source does.
void SupplyTree::spread() {
  std::fill(s_.isEnergised.begin(), s_.isEnergised.end(), std::uint8_t{0});
  std::fill(s_.side.begin(), s_.side.end(), Side::nothing);
  std::fill(s_.tie.begin(), s_.tie.end(), none);
  s_.live = 0;
  for (const bool mayConvert : {false, true}) {
    mayConvert_ = mayConvert;
    comeAll();
    for (bool hasWoken = true; hasWoken;) {
      hasWoken = false;
      for (const std::uint32_t t : model_.ties) hasWoken = wakeOver(t) || hasWoken;
    }
  }
  arrange();
}

/// A UPS on its battery came last and may share the load of a board that came before it: sources first again.
void SupplyTree::arrange() {
  std::vector<std::uint8_t> isPlaced(model_.power.size(), 0);
  s_.live = 0;
  const std::vector<Bus> joined = buses();
  const auto place = [&](auto& self, std::uint32_t d) -> void {
    if (isPlaced[d] || !s_.isEnergised[d] || placed(d).kind == PowerKind::tie) return;
    // boards of one bus stand together, behind all that feeds any of them
    std::vector<std::uint32_t> together{d}, sources;
    for (const Bus& bus : joined)
      if (std::find(bus.boards.begin(), bus.boards.end(), d) != bus.boards.end()) together = bus.boards;
    for (const std::uint32_t board : together) {
      isPlaced[board] = 1;
      if (!s_.isForming[board]) sourcesOf(board, sources);
    }
    for (const std::uint32_t source : sources) self(self, source);
    for (const std::uint32_t board : together) s_.order[s_.live++] = board;
  };
  for (std::uint32_t d = 0; d < model_.power.size(); ++d) place(place, d);
}

void SupplyTree::comeAll() {
  for (const std::uint32_t x : model_.onSite)
    if (s_.isForming[x] && !s_.isEnergised[x]) come(x);
  for (std::uint32_t d = 0; d < model_.power.size(); ++d)
    if (!s_.isEnergised[d]) come(d);
}

bool SupplyTree::wakeOver(std::uint32_t t) {
  const std::uint32_t a = placed(t).from, b = placed(t).alternate;
  if (s_.isFailed[t] || s_.isShorted[t] || !isClosed(firstBreaker(t))) return false;
  if (s_.isEnergised[a] == s_.isEnergised[b]) {
    s_.isEnergised[t] = s_.isEnergised[a];
    return false;
  }
  const std::uint32_t dark = s_.isEnergised[a] ? b : a;
  if (!isWhole(dark)) return false;
  s_.isEnergised[t] = 1;
  s_.isEnergised[dark] = 1;
  s_.side[dark] = Side::tie;
  s_.tie[dark] = t;
  s_.order[s_.live++] = dark;
  comeAll();
  return true;
}

/// The short circuits that are fed pull the voltage down as far as the next transformer, feed, genset or converter.
bool SupplyTree::dip() {
  bool isAny = false;
  std::vector<std::uint32_t> next;
  for (std::uint32_t d = 0; d < model_.power.size(); ++d)
    if (s_.isShorted[d]) next.push_back(d);
  while (!next.empty()) {
    const std::uint32_t d = next.back();
    next.pop_back();
    const auto reach = [&](std::uint32_t source) {
      if (source == none || !s_.isEnergised[source] || s_.isDipped[source]) return;
      isAny = true;
      s_.isDipped[source] = 1;
      const PowerKind kind = placed(source).kind;
      const bool isWeak = kind == PowerKind::transformer || kind == PowerKind::feed || kind == PowerKind::genset ||
                          (kind == PowerKind::ups && s_.ups[source] != UpsState::bypass &&
                           s_.upsMode[source] == static_cast<std::uint8_t>(UpsMode::Mode::online));
      if (!isWeak) next.push_back(source);
    };
    for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b) {
      if (!isClosed(b)) continue;
      reach(model_.breakers[b].source);
      if (model_.breakers[b].side == BreakerSide::standby)
        for (const std::uint32_t g : placed(d).standby) reach(g);
    }
    for (const std::uint32_t t : model_.ties)
      if (isClosed(firstBreaker(t)) && (placed(t).from == d || placed(t).alternate == d))
        reach(placed(t).from == d ? placed(t).alternate : placed(t).from);
  }
  return isAny;
}

/// The event that a dead device is dead for: the later of what took its sources away.
std::uint64_t SupplyTree::why(std::uint32_t d) const {
  if (s_.isFailed[d] || s_.isShorted[d] || s_.isDipped[d] || s_.ups[d] == UpsState::off) return s_.failCause[d];
  std::uint64_t cause = 0;
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b) {
    const BreakerModel& breaker = model_.breakers[b];
    const bool isOut = s_.contact[b] == Contact::tripped || s_.isHeld[b] || s_.isShed[d];
    if (isOut && s_.contact[b] != Contact::closed)
      cause = std::max(cause, s_.contactCause[b]);
    else if (breaker.source != none && !s_.isEnergised[breaker.source])
      cause = std::max(cause, s_.darkCause[breaker.source]);
    if (breaker.side != BreakerSide::standby) continue;
    for (const std::uint32_t g : placed(d).standby)
      if (!s_.isEnergised[g] && (s_.isFailed[g] || s_.genset[g] == GensetPhase::lockedOut))
        cause = std::max(cause, s_.failCause[g]);
  }
  for (const std::uint32_t x : model_.onSite)
    if (placed(x).from == d && !s_.isForming[x] && placed(x).storage && placed(x).storage->formsGrid)
      cause = std::max(cause, s_.failCause[x]);
  return cause != 0 ? cause : lastEvent;
}

void SupplyTree::explain(const std::vector<std::uint8_t>& before) {
  for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
    if (s_.isEnergised[d]) {
      s_.deadSinceS[d] = SimState::never;
      s_.darkCause[d] = 0;
      continue;
    }
    if (s_.deadSinceS[d] == SimState::never) s_.deadSinceS[d] = nowS_;
    const PowerKind kind = placed(d).kind;
    if (kind == PowerKind::genset || kind == PowerKind::tie || isGenerator(kind)) continue;
    if (before[d] || s_.darkCause[d] == 0) s_.darkCause[d] = why(d);
  }
}

void SupplyTree::solve() {
  const std::vector<std::uint8_t> before = s_.isEnergised;
  const std::vector<UpsState> ups = s_.ups;
  const std::vector<double> since = s_.sinceS;
  std::fill(s_.isDipped.begin(), s_.isDipped.end(), std::uint8_t{0});
  spread();
  if (dip()) {
    // the network as it is without the fault said who feeds it; UPSs act on what is left
    s_.ups = ups, s_.sinceS = since;
    for (std::uint32_t d = 0; d < model_.power.size(); ++d)
      if (s_.isDipped[d]) s_.failCause[d] = lastEvent;
    spread();
  }
  explain(before);
  for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
    if (!model_.power[d].isUps || ups[d] == s_.ups[d]) continue;
    const auto said = [&](const char* id) { return Text(id, {{"where", placed(d).id}}); };
    if (s_.ups[d] == UpsState::battery) note(3, deviceRef(d), said("event.ups-battery"), why(d));
    if (s_.ups[d] == UpsState::well) note(4, deviceRef(d), said("event.ups-well"), lastEvent);
    if (s_.ups[d] == UpsState::bypass) note(3, deviceRef(d), said("event.ups-bypass"), s_.failCause[d]);
  }
}

}  // namespace plenum
