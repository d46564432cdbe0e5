// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/SupplyTree.h"

namespace plenum {

using PowerKind = PowerSpec::Kind;
using BreakerSide = PlacedBreaker::Side;

bool SupplyTree::hasSide(std::uint32_t d, BreakerSide side, bool wantsClosed) const {
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b)
    if (model_.breakers[b].side == side && (!wantsClosed || isClosed(b))) return true;
  return false;
}

/// A source of this side is live and its breaker can be closed, or is.
bool SupplyTree::isSideReady(std::uint32_t d, BreakerSide side) const {
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b) {
    const BreakerSide is = model_.breakers[b].side;
    const bool isOf = is == side || (side == BreakerSide::normal && is == BreakerSide::parallel);
    if (isOf && isReady(b)) return true;
  }
  return false;
}

/// A closed breaker of this side that has failed, and is known to.
bool SupplyTree::isJammed(std::uint32_t d, BreakerSide side) const {
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b) {
    const BreakerSide is = model_.breakers[b].side;
    const bool isOf = is == side || (side == BreakerSide::normal && is == BreakerSide::parallel);
    if (isOf && isClosed(b) && s_.isHeld[b]) return true;
  }
  return false;
}

bool SupplyTree::isOnMains(std::uint32_t d) const {
  for (int steps = 0; steps < 64 && s_.isEnergised[d]; ++steps) {
    if (placed(d).kind == PowerKind::feed) return true;
    if (s_.side[d] == Side::standby || s_.side[d] == Side::island) return false;
    if (s_.side[d] == Side::tie) {
      const std::uint32_t t = s_.tie[d];
      d = placed(t).from == d ? placed(t).alternate : placed(t).from;
      continue;
    }
    std::uint32_t source = none;
    for (std::uint32_t b = firstBreaker(d); b < endBreaker(d) && source == none; ++b)
      if (isClosed(b) && model_.breakers[b].source != none && s_.isEnergised[model_.breakers[b].source])
        source = model_.breakers[b].source;
    if (source == none) return false;
    d = source;
  }
  return false;
}

void SupplyTree::propose(std::uint32_t d, Plan plan, double dueS) {
  if (dueS >= s_.dueS[d]) return;
  s_.dueS[d] = dueS;
  s_.plan[d] = static_cast<std::uint8_t>(plan);
}

/// Between two sources: away from a dead one once that is confirmed, back once the preferred one has been well.
void SupplyTree::planTransfer(std::uint32_t d) {
  const PowerModel& p = model_.power[d];
  const BreakerSide preferred = s_.prefersAlternate[d] ? BreakerSide::alternate : BreakerSide::normal;
  const BreakerSide other = s_.prefersAlternate[d] ? BreakerSide::normal : BreakerSide::alternate;
  const bool isOk = isSideReady(d, preferred), isOtherOk = isSideReady(d, other);
  const bool onPreferred = hasSide(d, preferred, true), onOther = hasSide(d, other, true);
  if (!onPreferred && !onOther) {
    if (s_.side[d] == Side::standby || s_.side[d] == Side::island || s_.side[d] == Side::tie) return;
    if (hasSide(d, BreakerSide::standby, true)) return;
    if (isOk || isOtherOk) {
      const double openS = s_.sinceS[d] == SimState::never ? nowS_ : s_.sinceS[d];
      propose(d, Plan::takeSource, std::max(nowS_, openS + p.transferS));
    }
    return;
  }
  if (isJammed(d, onPreferred ? preferred : other)) return;
  if (onPreferred && !isOk && isOtherOk && !onOther) {
    propose(d, Plan::leaveSource, std::max(nowS_, s_.mainsDeadSinceS[d] + p.confirmS));
  } else if (onOther && !onPreferred) {
    if (!isOtherOk && isOk)
      propose(d, Plan::leaveSource, std::max(nowS_, s_.mainsDeadSinceS[d] + p.confirmS));
    else if (isOk)
      propose(d, Plan::goBack, std::max(nowS_, s_.wellSinceS[d] + p.retransferS));
  }
}

void SupplyTree::planStandby(std::uint32_t d) {
  const bool areMainsReady = isSideReady(d, BreakerSide::normal) || isSideReady(d, BreakerSide::alternate);
  const bool isOnSets = hasSide(d, BreakerSide::standby, true);
  if (isOnSets) {
    if (!areMainsReady || isJammed(d, BreakerSide::standby)) return;
    const double waitS = s_.isEnergised[d] ? model_.automatics.mainsWell.si : model_.automatics.transfer.si;
    propose(d, Plan::leaveGensets, std::max(nowS_, s_.wellSinceS[d] + waitS));
    return;
  }
  const bool isIsland = s_.isEnergised[d] && s_.side[d] == Side::island;
  if (areMainsReady || (s_.isEnergised[d] && !isIsland) || s_.isShorted[d] || s_.isFailed[d]) return;
  if (isJammed(d, BreakerSide::normal) || isJammed(d, BreakerSide::alternate)) return;
  // a breaker that a fault or a hand has opened is not bridged by gensets
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b)
    if (model_.breakers[b].side != BreakerSide::standby && s_.contact[b] == Contact::tripped) return;
  bool canStart = false, areComing = false;
  double readyW = 0.0;
  for (const std::uint32_t g : placed(d).standby) {
    const GensetPhase phase = s_.genset[g];
    canStart = canStart || (phase == GensetPhase::off && !s_.isFailed[g] && s_.fuelL[g] > 0.0);
    areComing = areComing || phase == GensetPhase::starting || phase == GensetPhase::running;
    if (s_.isEnergised[g]) readyW += model_.power[g].ratingW;
  }
  // a storage that carries the board does not keep its sets from coming
  const double deadSinceS = isIsland ? s_.mainsDeadSinceS[d] : s_.deadSinceS[d];
  if (canStart) propose(d, Plan::callGensets, std::max(nowS_, deadSinceS + model_.automatics.callGensets.si));
  bool canClose = false;
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b)
    canClose = canClose || (model_.breakers[b].side == BreakerSide::standby && isReady(b));
  if (!canClose || readyW <= 0.0) return;
  const bool isEnough = !areComing || s_.lastW[d] <= readyW;
  const double waitS = model_.automatics.callGensets.si + (isEnough ? 0.0 : model_.automatics.gather.si);
  propose(d, Plan::takeGensets, std::max(nowS_, deadSinceS + waitS));
}

void SupplyTree::planTie(std::uint32_t t) {
  const std::uint32_t b = firstBreaker(t), one = placed(t).from, two = placed(t).alternate;
  if (s_.isFailed[t] || s_.isHeld[b] || s_.contact[b] == Contact::tripped) return;
  const auto ownReady = [&](std::uint32_t d) {
    return isSideReady(d, BreakerSide::normal) || isSideReady(d, BreakerSide::alternate);
  };
  if (!isClosed(b)) {
    if (s_.isEnergised[one] == s_.isEnergised[two]) return;
    const std::uint32_t dark = s_.isEnergised[one] ? two : one, live = s_.isEnergised[one] ? one : two;
    if (s_.isFailed[dark] || s_.isShorted[dark] || ownReady(dark) || !isOnMains(live)) return;
    if (isJammed(dark, BreakerSide::normal) || isJammed(dark, BreakerSide::alternate)) return;
    for (std::uint32_t q = firstBreaker(dark); q < endBreaker(dark); ++q)
      if (s_.contact[q] == Contact::tripped) return;  // what tripped it may still be there
    propose(t, Plan::closeTie,
            std::max(nowS_, s_.deadSinceS[dark] + model_.automatics.tieConfirm.si + model_.automatics.tieTransfer.si));
    return;
  }
  const bool carriesOne = s_.tie[one] == t, carriesTwo = s_.tie[two] == t;
  const std::uint32_t fed = carriesOne ? one : two;
  if (!carriesOne && !carriesTwo) {
    propose(t, Plan::openTie, nowS_ + model_.automatics.transfer.si);
  } else if (ownReady(fed)) {
    propose(t, Plan::openTie, std::max(nowS_, s_.wellSinceS[fed] + model_.automatics.mainsWell.si));
  }
}

void SupplyTree::planGenset(std::uint32_t g, bool isWanted) {
  const GensetPhase phase = s_.genset[g];
  if (phase == GensetPhase::off || phase == GensetPhase::lockedOut) return;
  if (!isWanted) return propose(g, Plan::genset, nowS_);
  if (phase == GensetPhase::starting) return propose(g, Plan::genset, s_.sinceS[g] + model_.power[g].startS);
  if (phase == GensetPhase::running) return propose(g, Plan::genset, s_.sinceS[g]);
  // on the bus: short of power?
  planShort(g);
}

void SupplyTree::planUps(std::uint32_t d) {
  const PowerModel& p = model_.power[d];
  const bool canConvert = !s_.isFailed[d] && !s_.isSpent[d] && p.batteryJ > 0.0 && s_.batteryJ[d] > 0.0;
  const UpsState ups = s_.ups[d];
  if (!s_.isEnergised[d] && canConvert && !s_.isShorted[d] && (ups == UpsState::well || ups == UpsState::bypass))
    propose(d, Plan::takeOver, std::max(nowS_, s_.deadSinceS[d] + model_.automatics.converterGap.si));
  const bool isByItself =
      ups == UpsState::bypass && !s_.isFailed[d] && s_.upsMode[d] != static_cast<std::uint8_t>(UpsMode::Mode::bypass);
  if (!isByItself || s_.outputW[d] > p.ratingW) {
    s_.calmSinceS[d] = SimState::never;
    return;
  }
  if (s_.calmSinceS[d] == SimState::never) s_.calmSinceS[d] = nowS_;
  propose(d, Plan::leaveBypass, s_.calmSinceS[d] + model_.automatics.overloadCalm.si);
}

bool SupplyTree::isFedBy(std::uint32_t d, std::uint32_t genset) const {
  for (int steps = 0; steps < 64; ++steps) {
    if (s_.side[d] == Side::standby) {
      const auto& sets = placed(d).standby;
      return std::find(sets.begin(), sets.end(), genset) != sets.end();
    }
    if (s_.side[d] == Side::island) return s_.isForming[genset] && placed(genset).from == d;
    std::uint32_t source = none;
    if (s_.side[d] == Side::tie) {
      const std::uint32_t t = s_.tie[d];
      source = placed(t).from == d ? placed(t).alternate : placed(t).from;
    }
    for (std::uint32_t b = firstBreaker(d); b < endBreaker(d) && source == none; ++b)
      if (isClosed(b) && model_.breakers[b].source != none) source = model_.breakers[b].source;
    if (source == none) return false;
    d = source;
  }
  return false;
}

std::uint32_t SupplyTree::nextToShed(std::uint32_t genset) const {
  std::uint32_t best = none;
  for (std::uint32_t d = 0; d < model_.power.size(); ++d) {
    const std::int32_t turn = model_.power[d].shed;
    if (turn <= 0 || s_.isShed[d] || !s_.isEnergised[d] || !isFedBy(d, genset)) continue;
    if (best == none || turn < model_.power[best].shed) best = d;
  }
  return best;
}

void SupplyTree::replan() {
  const auto count = static_cast<std::uint32_t>(model_.power.size());
  std::vector<std::uint8_t> isWanted(count, 0);
  s_.nextS = SimState::never;
  for (std::uint32_t d = 0; d < count; ++d) {
    const PlacedPower& device = placed(d);
    // a short circuit that is being cleared keeps its instant
    const bool isClearing = s_.plan[d] >= static_cast<std::uint8_t>(Plan::clear);
    if (!isClearing || !s_.isShorted[d]) s_.dueS[d] = SimState::never, s_.plan[d] = 0;
    if (s_.isShorted[d]) {
      bool isFed = false;
      for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b)
        isFed = isFed || (isClosed(b) && (model_.breakers[b].source == none || s_.isDipped[model_.breakers[b].source]));
      isFed = isFed || (model_.power[d].isUps && s_.ups[d] == UpsState::battery);
      if (isFed && !isClearing) propose(d, Plan::clear, nowS_ + model_.automatics.clear.si);
    }
    if (!device.standby.empty() || device.alternate != none || device.kind == PowerKind::board ||
        device.kind == PowerKind::pdu) {
      const bool isOk = isSideReady(d, s_.prefersAlternate[d] ? BreakerSide::alternate : BreakerSide::normal) ||
                        (!device.standby.empty() && isSideReady(d, BreakerSide::alternate));
      if (!isOk)
        s_.wellSinceS[d] = SimState::never;
      else if (s_.wellSinceS[d] == SimState::never)
        s_.wellSinceS[d] = nowS_;
      const bool isCarrying =
          isSideReady(d, hasSide(d, BreakerSide::normal, true) ? BreakerSide::normal : BreakerSide::alternate);
      if (isCarrying)
        s_.mainsDeadSinceS[d] = SimState::never;
      else if (s_.mainsDeadSinceS[d] == SimState::never)
        s_.mainsDeadSinceS[d] = nowS_;
    }
    if (device.alternate != none && device.kind != PowerKind::tie && !s_.isShed[d]) planTransfer(d);
    if (!device.standby.empty()) {
      if (!s_.isShed[d]) planStandby(d);
      const bool areMainsReady = isSideReady(d, BreakerSide::normal) || isSideReady(d, BreakerSide::alternate);
      if (!areMainsReady || hasSide(d, BreakerSide::standby, true))
        for (const std::uint32_t g : device.standby) isWanted[g] = 1;
    }
    if (device.kind == PowerKind::tie) planTie(d);
    if (model_.power[d].isUps) planUps(d);
    if (device.storage && device.storage->formsGrid) planIsland(d);
    if (s_.isShed[d]) {
      // back as soon as its source is on the mains, or its sets have had room for it for a while
      bool hasRoom = false, isOnSets = false;
      std::uint32_t source = none;
      for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b)
        if (model_.breakers[b].source != none && s_.isEnergised[model_.breakers[b].source])
          source = model_.breakers[b].source;
      if (source != none && isOnMains(source)) hasRoom = true;
      if (source != none && !hasRoom) {
        isOnSets = true;
        for (std::uint32_t g = 0; g < count; ++g)
          if (s_.genset[g] == GensetPhase::onBus && isFedBy(source, g)) {
            const double x = (s_.outputW[g] + s_.lastW[d]) / model_.power[g].ratingW;
            hasRoom = x <= model_.automatics.takeBackBelow.si;
            if (!hasRoom) break;
          }
      }
      if (!hasRoom)
        s_.calmSinceS[d] = SimState::never;
      else if (s_.calmSinceS[d] == SimState::never)
        s_.calmSinceS[d] = nowS_;
      if (hasRoom) propose(d, Plan::takeBack, s_.calmSinceS[d] + (isOnSets ? model_.automatics.takeBack.si : 1.0));
    }
  }
  for (std::uint32_t d = 0; d < count; ++d) {
    if (placed(d).kind == PowerKind::genset) planGenset(d, isWanted[d] != 0);
    s_.nextS = std::min(s_.nextS, s_.dueS[d]);
  }
  for (const double dueS : s_.rackDueS) s_.nextS = std::min(s_.nextS, dueS);
}

}  // namespace plenum
