// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/SupplyTree.h"

namespace plenum {

using BreakerSide = PlacedBreaker::Side;

// Storage that forms the grid: when its board has nothing else, the board parts from its dead sources and lives on the
// storage, until gensets come, its own source is well again, or the storage is empty.

bool SupplyTree::canForm(std::uint32_t x) const {
  const StorageSpec* storage = placed(x).storage;
  return storage && storage->formsGrid && !s_.isFailed[x] && !s_.isShorted[x] && !s_.isSpent[x] &&
         s_.storageJ[x] > 0.0 && isClosed(firstBreaker(x)) && s_.genset[x] != GensetPhase::lockedOut;
}

double SupplyTree::formersW(std::uint32_t board) const {
  double ratingW = 0.0;
  for (const std::uint32_t x : model_.onSite)
    if (s_.isForming[x] && s_.isEnergised[x] && placed(x).from == board) ratingW += model_.power[x].ratingW;
  return ratingW;
}

double SupplyTree::secondsToEmpty(std::uint32_t x, double usedJ) const {
  const double drawnW = s_.outputW[x] + storageLossOf(x, s_.outputW[x]);
  return drawnW > 0.0 ? std::max(0.0, s_.storageJ[x] - usedJ) / drawnW : SimState::never;
}

double SupplyTree::storageLossOf(std::uint32_t x, double givenW) const {
  const double efficiency = std::clamp(placed(x).storage->efficiency.si, 0.3, 1.0);
  return givenW > 0.0 ? givenW * (1.0 / efficiency - 1.0) : -givenW * (1.0 - efficiency);
}

void SupplyTree::planIsland(std::uint32_t x) {
  const std::uint32_t board = placed(x).from;
  const bool areMainsReady = isSideReady(board, BreakerSide::normal) || isSideReady(board, BreakerSide::alternate);
  const bool isJam = isJammed(board, BreakerSide::normal) || isJammed(board, BreakerSide::alternate);
  if (!s_.isForming[x]) {
    // one that ended leaves its board parted: back to what is well
    const bool isParted = !hasSide(board, BreakerSide::normal, true) && !hasSide(board, BreakerSide::alternate, true) &&
                          !hasSide(board, BreakerSide::standby, true);
    if (isParted && areMainsReady && !s_.isEnergised[board] && !s_.isShed[board] && isWhole(board))
      return propose(x, Plan::leaveIsland, std::max(nowS_, s_.wellSinceS[board] + model_.automatics.transfer.si));
    if (!canForm(x) || s_.isEnergised[board] || areMainsReady || isJam) return;
    if (s_.isFailed[board] || s_.isShorted[board] || s_.isDipped[board] || s_.isShed[board]) return;
    // a breaker that a fault or a hand has opened is not bridged
    for (std::uint32_t b = firstBreaker(board); b < endBreaker(board); ++b) {
      const bool isOut = s_.contact[b] == Contact::tripped || (s_.contact[b] == Contact::open && s_.isHeld[b]);
      if (model_.breakers[b].side != BreakerSide::standby && isOut) return;
    }
    return propose(x, Plan::formIsland, std::max(nowS_, s_.deadSinceS[board] + placed(x).storage->response.si));
  }
  const bool isFedElsewhere = s_.isEnergised[board] && s_.side[board] != Side::island;
  if (!canForm(x) || s_.isFailed[board] || s_.isShorted[board] || isFedElsewhere)
    return propose(x, Plan::endIsland, nowS_);
  if (areMainsReady && !isJam)
    propose(x, Plan::leaveIsland, std::max(nowS_, s_.wellSinceS[board] + model_.automatics.mainsWell.si));
  planShort(x);
}

/// A set or a storage that carries more than it can: loads are shed, then it trips.
void SupplyTree::planShort(std::uint32_t g) {
  const double x = s_.outputW[g] / model_.power[g].ratingW;
  if (x <= 1.0) {
    s_.calmSinceS[g] = SimState::never;
    return;
  }
  if (s_.calmSinceS[g] == SimState::never) s_.calmSinceS[g] = nowS_;
  if (nextToShed(g) != none)
    propose(g, Plan::shed, s_.calmSinceS[g] + model_.automatics.shed.si);
  else if (x > model_.automatics.setMost.si)
    propose(g, Plan::trip, s_.calmSinceS[g] + model_.automatics.setShort.si);
}

void SupplyTree::formIsland(std::uint32_t x) {
  const std::uint32_t board = placed(x).from;
  lastEvent = note(3, deviceRef(x), Text("event.island-forms", {{"where", placed(x).id}, {"board", placed(board).id}}),
                   s_.darkCause[board]);
  if (!openSide(board, BreakerSide::normal, lastEvent) || !openSide(board, BreakerSide::alternate, lastEvent)) return;
  for (const std::uint32_t other : model_.onSite)
    if (placed(other).from == board && canForm(other)) s_.isForming[other] = 1;
}

void SupplyTree::emptyIsland(std::uint32_t x) {
  s_.isSpent[x] = 1;
  endIsland(x, "event.island-empty");
}

void SupplyTree::endIsland(std::uint32_t x, const char* text) {
  s_.isForming[x] = 0;
  s_.givenW[x] = s_.storageLossW[x] = 0.0;
  s_.calmSinceS[x] = SimState::never;
  if (!text) return;
  const std::uint32_t board = placed(x).from;
  std::uint64_t cause = s_.loadCause[x];
  for (std::uint32_t b = firstBreaker(board); cause == 0 && b < endBreaker(board); ++b)
    if (!isClosed(b)) cause = std::max(cause, s_.contactCause[b]);
  s_.failCause[x] = lastEvent = note(1, deviceRef(x), Text(text, {{"where", placed(x).id}}), cause);
}

void SupplyTree::leaveIsland(std::uint32_t x) {
  const std::uint32_t board = placed(x).from;
  const bool isNormal = isSideReady(board, BreakerSide::normal);
  lastEvent = note(4, deviceRef(board),
                   Text(isNormal ? "event.source-normal" : "event.source-alternate", {{"where", placed(board).id}}));
  setSide(board, isNormal ? BreakerSide::normal : BreakerSide::alternate, Contact::closed);
  for (const std::uint32_t other : model_.onSite)
    if (s_.isForming[other] && placed(other).from == board) endIsland(other, nullptr);
}

}  // namespace plenum
