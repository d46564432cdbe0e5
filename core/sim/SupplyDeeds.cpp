// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/Hash.h"
#include "base/Random.h"
#include "sim/SupplyTree.h"

namespace plenum {

using PowerKind = PowerSpec::Kind;
using BreakerSide = PlacedBreaker::Side;

namespace {

constexpr std::uint64_t startPurpose = 0x67656e736574;  // of the draws of starts

bool isOfSide(BreakerSide is, BreakerSide side) {
  return is == side || (side == BreakerSide::normal && is == BreakerSide::parallel);
}

}  // namespace

/// Moves the breakers of a side that nobody holds, has tripped or shed.
void SupplyTree::setSide(std::uint32_t d, BreakerSide side, Contact contact) {
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b)
    if (isOfSide(model_.breakers[b].side, side) && !s_.isHeld[b] && s_.contact[b] != Contact::tripped)
      s_.contact[b] = contact;
}

/// False where one of them has failed and stays closed.
bool SupplyTree::openSide(std::uint32_t d, BreakerSide side, std::uint64_t event) {
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b) {
    if (!isOfSide(model_.breakers[b].side, side) || s_.contact[b] != Contact::closed || s_.isHeld[b]) continue;
    if (s_.isStuck[b]) {
      s_.isHeld[b] = 1;  // its automatic has tried and gives up
      lastEvent = note(3, breakerRef(b), Text("event.breaker-stuck", {{"where", model_.layout->idOf(breakerRef(b))}}),
                       s_.darkCause[d]);
      return false;
    }
    s_.contact[b] = Contact::open;
    s_.contactCause[b] = event;
  }
  return true;
}

void SupplyTree::transferDeed(std::uint32_t d, Plan plan) {
  const BreakerSide preferred = s_.prefersAlternate[d] ? BreakerSide::alternate : BreakerSide::normal;
  const BreakerSide other = s_.prefersAlternate[d] ? BreakerSide::normal : BreakerSide::alternate;
  const EntityRef ref = deviceRef(d);
  const auto said = [&](BreakerSide side) {
    return Text(side == BreakerSide::normal ? "event.source-normal" : "event.source-alternate",
                {{"where", placed(d).id}});
  };
  if (plan == Plan::leaveSource) {
    const BreakerSide from = hasSide(d, preferred, true) ? preferred : other;
    const std::uint64_t cause = s_.darkCause[d] ? s_.darkCause[d] : lastEvent;
    if (!openSide(d, from, cause)) return;
    s_.sinceS[d] = nowS_;
  } else if (plan == Plan::takeSource) {
    const BreakerSide to = isSideReady(d, preferred) ? preferred : other;
    lastEvent = note(4, ref, said(to), s_.darkCause[d]);
    setSide(d, to, Contact::closed);
    s_.sinceS[d] = SimState::never;
  } else if (model_.power[d].isOpenBack) {
    if (!openSide(d, other, lastEvent)) return;
    s_.sinceS[d] = nowS_;
  } else {
    lastEvent = note(4, ref, said(preferred));
    setSide(d, preferred, Contact::closed);
    openSide(d, other, lastEvent);
  }
}

void SupplyTree::callGensets(std::uint32_t d) {
  const std::uint64_t event =
      note(4, deviceRef(d), Text("event.gensets-called", {{"where", placed(d).id}}), s_.darkCause[d]);
  for (const std::uint32_t g : placed(d).standby) {
    if (s_.genset[g] != GensetPhase::off || s_.isFailed[g] || s_.fuelL[g] <= 0.0) continue;
    s_.genset[g] = GensetPhase::starting;
    s_.sinceS[g] = nowS_;
    s_.loadCause[g] = event;
    ++s_.starts[g];
  }
}

void SupplyTree::stopGenset(std::uint32_t g) {
  if (s_.genset[g] == GensetPhase::onBus || s_.genset[g] == GensetPhase::running)
    note(4, deviceRef(g), Text("event.genset-stops", {{"where", placed(g).id}}));
  s_.genset[g] = GensetPhase::off;
  s_.sinceS[g] = s_.calmSinceS[g] = SimState::never;
  s_.gensetLoadW[g] = s_.dip[g] = 0.0;
}

void SupplyTree::gensetStep(std::uint32_t g) {
  bool isWanted = false;
  double joinS = nowS_;
  for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
    const auto& sets = placed(d).standby;
    if (std::find(sets.begin(), sets.end(), g) == sets.end()) continue;
    const bool areMainsReady = isSideReady(d, BreakerSide::normal) || isSideReady(d, BreakerSide::alternate);
    isWanted = isWanted || !areMainsReady || hasSide(d, BreakerSide::standby, true);
    // they join the bus one after the other
    for (const std::uint32_t other : sets) {
      if (other == g) continue;
      if (s_.genset[other] == GensetPhase::onBus) joinS = std::max(joinS, nowS_ + model_.power[g].synchroniseS);
      if (s_.genset[other] == GensetPhase::running)
        joinS = std::max(joinS, s_.sinceS[other] + model_.power[g].synchroniseS);
    }
  }
  if (!isWanted) return stopGenset(g);
  const auto said = [&](const char* id) { return Text(id, {{"where", placed(g).id}}); };
  if (s_.genset[g] == GensetPhase::starting) {
    Hash name;
    name.add(placed(g).id.data(), placed(g).id.size());
    const RandomKey key{model_.setting->scenario.seed, name.value(), startPurpose};
    if (journal_ == Journal::written && randomUniform(key, s_.starts[g]) < model_.power[g].startFailure) {
      s_.genset[g] = GensetPhase::lockedOut;
      s_.failCause[g] = lastEvent = note(2, deviceRef(g), said("event.genset-no-start"), s_.loadCause[g]);
      return;
    }
    s_.genset[g] = GensetPhase::running;
    s_.sinceS[g] = joinS;
    note(4, deviceRef(g), said("event.genset-runs"), s_.loadCause[g]);
    if (joinS > nowS_) return;
  }
  s_.genset[g] = GensetPhase::onBus;
  s_.gensetLoadW[g] = 0.0;
}

void SupplyTree::tripGenset(std::uint32_t g, const char* text, std::uint64_t cause) {
  s_.genset[g] = GensetPhase::lockedOut;
  s_.calmSinceS[g] = SimState::never;
  s_.gensetLoadW[g] = 0.0;
  s_.failCause[g] = lastEvent = note(2, deviceRef(g), Text(text, {{"where", placed(g).id}}), cause);
}

bool SupplyTree::takeBlocks(double share) {
  bool hasTripped = false;
  for (std::uint32_t g = 0; g < model_.power.size(); ++g) {
    if (s_.genset[g] != GensetPhase::onBus || !s_.isEnergised[g]) continue;
    const PowerModel& p = model_.power[g];
    const double after = s_.outputW[g] / p.ratingW, before = after - share * (after - s_.gensetLoadW[g] / p.ratingW);
    s_.gensetLoadW[g] = s_.outputW[g];
    constexpr double small = 0.05;  // of rating: nothing that its speed would show
    if (after - before < small) continue;
    const double dip = physics::blockLoad(p.dynamics, std::max(0.0, before), after).dip;
    s_.dip[g] = std::max(s_.dip[g], dip);
    if (dip <= p.dipMost) continue;
    tripGenset(g, "event.genset-dip", lastEvent);
    hasTripped = true;
  }
  return hasTripped;
}

void SupplyTree::tieDeed(std::uint32_t t, bool closes) {
  const std::uint32_t one = placed(t).from, two = placed(t).alternate, b = firstBreaker(t);
  if (closes) {
    const std::uint32_t dark = s_.isEnergised[one] ? two : one;
    lastEvent = note(4, deviceRef(t), Text("event.tie-closes", {{"where", placed(t).id}, {"board", placed(dark).id}}),
                     s_.darkCause[dark]);
    if (openSide(dark, BreakerSide::normal, lastEvent) && openSide(dark, BreakerSide::alternate, lastEvent))
      s_.contact[b] = Contact::closed;
    return;
  }
  lastEvent = note(4, deviceRef(t), Text("event.tie-opens", {{"where", placed(t).id}}));
  for (const std::uint32_t d : {one, two})
    if (s_.tie[d] == t || (!s_.isEnergised[d] && !hasSide(d, BreakerSide::normal, true)))
      setSide(d, BreakerSide::normal, Contact::closed);
  s_.contact[b] = Contact::open;
}

bool SupplyTree::trip(std::uint32_t b, const char* text, std::uint64_t cause) {
  const std::string where = model_.layout->idOf(breakerRef(b));
  if (s_.isStuck[b]) return false;
  const double percent = 100.0 * s_.breakerW[b] / model_.power[model_.breakers[b].device].settingW;
  s_.contact[b] = Contact::tripped;
  s_.contactCause[b] = lastEvent =
      note(2, breakerRef(b), Text(text, {{"where", where}, {"percent", toText(percent, 0)}}), cause);
  return true;
}

/// Opens what feeds a short circuit, `level` steps up where nearer breakers have failed. False where it is still fed.
bool SupplyTree::clearAt(std::uint32_t d, int level, std::uint64_t cause) {
  bool isClear = true;
  const auto isFeeding = [&](std::uint32_t source) {
    return source != none && (s_.isEnergised[source] || s_.isDipped[source]);
  };
  const auto further = [&](std::uint32_t source) {
    isClear = (level > 0 && clearAt(source, level - 1, cause)) && isClear;
  };
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b) {
    const BreakerModel& breaker = model_.breakers[b];
    if (s_.contact[b] != Contact::closed) continue;
    const bool isStandby = breaker.side == BreakerSide::standby;
    bool isFed = breaker.source == none ? !isStandby : isFeeding(breaker.source);
    for (const std::uint32_t g : placed(d).standby) isFed = isFed || (isStandby && isFeeding(g));
    if (!isFed || trip(b, "event.breaker-clears", cause)) continue;
    if (level == 0)
      lastEvent =
          note(2, breakerRef(b), Text("event.breaker-stuck", {{"where", model_.layout->idOf(breakerRef(b))}}), cause);
    if (!isStandby && breaker.source != none) further(breaker.source);
    if (isStandby)
      for (const std::uint32_t g : placed(d).standby)
        if (isFeeding(g)) further(g);
    if (isStandby || breaker.source != none) continue;
    // a set that cannot part from the fault stops; beyond a feed the utility's own protection acts
    isClear = level > 0 && isClear;
    if (level == 0) continue;
    if (placed(d).kind == PowerKind::genset)
      s_.genset[d] = GensetPhase::lockedOut;
    else
      s_.isFailed[d] = 1;
    s_.failCause[d] = lastEvent;
  }
  for (const std::uint32_t t : model_.ties) {
    const std::uint32_t b = firstBreaker(t);
    if (s_.contact[b] != Contact::closed || (placed(t).from != d && placed(t).alternate != d)) continue;
    const std::uint32_t other = placed(t).from == d ? placed(t).alternate : placed(t).from;
    if (isFeeding(other) && !trip(b, "event.breaker-clears", cause)) further(other);
  }
  // a converter that feeds a fault at its own output switches itself off
  if (model_.power[d].isUps && s_.ups[d] != UpsState::off) {
    s_.ups[d] = UpsState::off;
    s_.isSpent[d] = 0;
  }
  return isClear;
}

void SupplyTree::clearFault(std::uint32_t d) {
  const int level = s_.plan[d] - static_cast<int>(Plan::clear);
  const bool isClear = clearAt(d, level, s_.failCause[d]);
  s_.plan[d] = 0;
  s_.dueS[d] = SimState::never;
  if (isClear || level > 60) return;
  s_.plan[d] = static_cast<std::uint8_t>(static_cast<int>(Plan::clear) + level + 1);
  s_.dueS[d] = nowS_ + model_.automatics.backup.si;
}

void SupplyTree::shedOne(std::uint32_t genset) {
  const std::uint32_t d = nextToShed(genset);
  if (d == none) return;
  lastEvent = note(2, deviceRef(d), Text("event.shed", {{"where", placed(d).id}, {"genset", placed(genset).id}}),
                   s_.loadCause[genset]);
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b)
    if (s_.contact[b] == Contact::closed && !s_.isHeld[b])
      s_.contact[b] = Contact::open, s_.contactCause[b] = lastEvent;
  s_.isShed[d] = 1;
  s_.calmSinceS[d] = SimState::never;
  for (std::uint32_t g = 0; g < model_.power.size(); ++g)
    if (placed(g).kind == PowerKind::genset || placed(g).storage)
      s_.calmSinceS[g] = SimState::never;  // one after the other
}

void SupplyTree::takeBack(std::uint32_t d) {
  s_.isShed[d] = 0;
  s_.calmSinceS[d] = SimState::never;
  for (std::uint32_t other = 0; other < model_.power.size(); ++other)
    if (s_.isShed[other]) s_.calmSinceS[other] = SimState::never;
  lastEvent = note(4, deviceRef(d), Text("event.taken-back", {{"where", placed(d).id}}));
  setSide(d, BreakerSide::normal, Contact::closed);
}

void SupplyTree::overloadUps(std::uint32_t d) {
  const auto said = [&](const char* id) {
    const double percent = 100.0 * s_.outputW[d] / model_.power[d].ratingW;
    return Text(id, {{"where", placed(d).id}, {"percent", toText(percent, 0)}});
  };
  s_.ladder[d] = 0.0;
  if (model_.power[d].hasBypass && s_.side[d] != Side::nothing && s_.ups[d] == UpsState::well) {
    s_.ups[d] = UpsState::bypass;
    s_.failCause[d] = lastEvent = note(2, deviceRef(d), said("event.ups-overload-bypass"), s_.loadCause[d]);
  } else {
    s_.ups[d] = UpsState::off;
    s_.isSpent[d] = 0;
    s_.failCause[d] = lastEvent = note(1, deviceRef(d), said("event.ups-overload-off"), s_.loadCause[d]);
  }
}

void SupplyTree::emptyBattery(std::uint32_t d) {
  std::uint64_t cause = 0;
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b) {
    const std::uint32_t source = model_.breakers[b].source;
    if (s_.contact[b] != Contact::closed) cause = std::max(cause, s_.contactCause[b]);
    if (source != none) cause = std::max(cause, s_.darkCause[source]);
  }
  s_.ups[d] = UpsState::off;
  s_.isSpent[d] = 1;
  s_.failCause[d] = lastEvent = note(1, deviceRef(d), Text("event.battery-empty", {{"where", placed(d).id}}), cause);
}

void SupplyTree::act(std::uint32_t d) {
  const auto plan = static_cast<Plan>(std::min<std::uint8_t>(s_.plan[d], static_cast<std::uint8_t>(Plan::clear)));
  s_.dueS[d] = SimState::never;
  switch (plan) {
    case Plan::nothing:
      break;
    case Plan::leaveSource:
    case Plan::takeSource:
    case Plan::goBack:
      transferDeed(d, plan);
      break;
    case Plan::callGensets:
      callGensets(d);
      break;
    case Plan::takeGensets:
      lastEvent = note(4, deviceRef(d), Text("event.source-standby", {{"where", placed(d).id}}), s_.darkCause[d]);
      if (openSide(d, BreakerSide::normal, lastEvent) && openSide(d, BreakerSide::alternate, lastEvent))
        setSide(d, BreakerSide::standby, Contact::closed);
      break;
    case Plan::leaveGensets:
      lastEvent = note(4, deviceRef(d), Text("event.source-normal", {{"where", placed(d).id}}));
      setSide(d, isSideReady(d, BreakerSide::normal) ? BreakerSide::normal : BreakerSide::alternate, Contact::closed);
      openSide(d, BreakerSide::standby, lastEvent);
      break;
    case Plan::closeTie:
    case Plan::openTie:
      tieDeed(d, plan == Plan::closeTie);
      break;
    case Plan::genset:
      gensetStep(d);
      break;
    case Plan::takeOver:
      s_.ups[d] = UpsState::battery;
      note(3, deviceRef(d), Text("event.ups-battery", {{"where", placed(d).id}}), s_.darkCause[d]);
      break;
    case Plan::leaveBypass:
      s_.ups[d] = UpsState::well;
      s_.sinceS[d] = SimState::never;
      lastEvent = note(4, deviceRef(d), Text("event.ups-converts", {{"where", placed(d).id}}));
      break;
    case Plan::shed:
      shedOne(d);
      break;
    case Plan::takeBack:
      takeBack(d);
      break;
    case Plan::trip:
      if (placed(d).storage) {
        endIsland(d, "event.island-overload");
        s_.genset[d] = GensetPhase::lockedOut;
      } else {
        tripGenset(d, "event.genset-short", s_.loadCause[d]);
      }
      break;
    case Plan::formIsland:
      formIsland(d);
      break;
    case Plan::leaveIsland:
      leaveIsland(d);
      break;
    case Plan::endIsland:
      endIsland(d, nullptr);
      break;
    case Plan::clear:
      clearFault(d);
      break;
  }
}

}  // namespace plenum
