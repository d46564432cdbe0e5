// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sim/SupplyTree.h"

namespace plenum {

using BreakerSide = PlacedBreaker::Side;

// Live boards that closed ties join are one bus: what feeds them shares the load of all.

void SupplyTree::sourcesOf(std::uint32_t d, std::vector<std::uint32_t>& out) const {
  if (s_.side[d] == Side::tie) {
    const std::uint32_t t = s_.tie[d];
    out.push_back(placed(t).from == d ? placed(t).alternate : placed(t).from);
    return;
  }
  if (s_.side[d] == Side::standby) {
    for (const std::uint32_t g : placed(d).standby)
      if (s_.isEnergised[g]) out.push_back(g);
    return;
  }
  if (s_.side[d] == Side::island) {
    for (const std::uint32_t x : model_.onSite)
      if (s_.isForming[x] && s_.isEnergised[x] && placed(x).from == d) out.push_back(x);
    return;
  }
  for (std::uint32_t b = firstBreaker(d); b < endBreaker(d); ++b) {
    const BreakerModel& breaker = model_.breakers[b];
    const bool isOfSide = breaker.side != BreakerSide::standby &&
                          (breaker.side == BreakerSide::alternate) == (s_.side[d] == Side::alternate);
    if (isOfSide && breaker.source != none && isClosed(b)) out.push_back(breaker.source);
  }
}

namespace {

using Buses = std::vector<SupplyTree::Bus>;

const SupplyTree::Bus* busOf(const Buses& buses, std::uint32_t d) {
  for (const SupplyTree::Bus& bus : buses)
    if (std::find(bus.boards.begin(), bus.boards.end(), d) != bus.boards.end()) return &bus;
  return nullptr;
}

}  // namespace

/// Whether a bus is fed by way of itself: then nobody can say who carries what.
bool SupplyTree::isCircle(const std::vector<Bus>& buses, const Bus& bus) const {
  std::vector<std::uint8_t> isSeen(model_.power.size(), 0);
  std::vector<std::uint32_t> next, sources;
  for (const std::uint32_t d : bus.boards) sourcesOf(d, next);
  while (!next.empty()) {
    const std::uint32_t d = next.back();
    next.pop_back();
    if (isSeen[d]) continue;
    isSeen[d] = 1;
    if (std::find(bus.boards.begin(), bus.boards.end(), d) != bus.boards.end()) return true;
    const Bus* other = busOf(buses, d);
    if (!other)
      sourcesOf(d, next);
    else
      for (const std::uint32_t member : other->boards) sourcesOf(member, next);
  }
  return false;
}

std::vector<SupplyTree::Bus> SupplyTree::buses() const {
  std::vector<Bus> out;
  for (const std::uint32_t t : model_.ties) {
    const std::uint32_t one = placed(t).from, two = placed(t).alternate;
    const bool isLive = s_.isEnergised[one] && s_.isEnergised[two] && s_.side[one] != Side::tie &&
                        s_.side[two] != Side::tie && isClosed(firstBreaker(t)) && !s_.isFailed[t] && !s_.isShorted[t];
    if (!isLive) continue;
    const Bus *ofOne = busOf(out, one), *ofTwo = busOf(out, two);
    if (ofOne && ofOne == ofTwo) continue;  // a ring of ties: the last one carries nothing
    Bus joined;
    std::vector<Bus> tried;
    for (const Bus& bus : out) {
      if (&bus != ofOne && &bus != ofTwo) {
        tried.push_back(bus);
        continue;
      }
      joined.boards.insert(joined.boards.end(), bus.boards.begin(), bus.boards.end());
      joined.ties.insert(joined.ties.end(), bus.ties.begin(), bus.ties.end());
    }
    for (const std::uint32_t d : {one, two})
      if (std::find(joined.boards.begin(), joined.boards.end(), d) == joined.boards.end()) joined.boards.push_back(d);
    joined.ties.push_back(t);
    tried.push_back(joined);
    if (!isCircle(tried, joined)) out = std::move(tried);
  }
  return out;
}

/// Of the load of a bus every board's own sources carry a share by their rating; ties carry the rest.
void SupplyTree::share(const Bus& bus, std::vector<double>& tieInW) {
  double loadW = 0.0, ratingW = 0.0;
  std::vector<double> ratings;
  std::vector<std::uint32_t> sources;
  for (const std::uint32_t d : bus.boards) {
    sources.clear();
    sourcesOf(d, sources);
    double ownW = 0.0;
    for (const std::uint32_t source : sources) ownW += model_.power[source].ratingW;
    ratings.push_back(ownW);
    ratingW += ownW;
    loadW += s_.outputW[d];
  }
  if (ratingW <= 0.0) return;
  for (std::size_t i = 0; i < bus.boards.size(); ++i)
    tieInW[bus.boards[i]] = s_.outputW[bus.boards[i]] - loadW * ratings[i] / ratingW;
  // ties of a bus are a tree: what flows over one is what the boards on its far side want
  for (const std::uint32_t t : bus.ties) {
    std::vector<std::uint32_t> far{placed(t).alternate};
    double wantedW = 0.0;
    for (std::size_t i = 0; i < far.size(); ++i) {
      wantedW += tieInW[far[i]];
      for (const std::uint32_t other : bus.ties) {
        if (other == t) continue;
        const std::uint32_t a = placed(other).from, b = placed(other).alternate;
        if (a != far[i] && b != far[i]) continue;
        const std::uint32_t beyond = a == far[i] ? b : a;
        if (std::find(far.begin(), far.end(), beyond) == far.end()) far.push_back(beyond);
      }
    }
    s_.outputW[t] = s_.inputW[t] = s_.breakerW[firstBreaker(t)] = std::abs(wantedW);
  }
  for (const std::uint32_t d : bus.boards)
    if (tieInW[d] < 0.0) s_.outputW[d] -= tieInW[d];
}

}  // namespace plenum
