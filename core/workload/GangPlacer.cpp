// SPDX-License-Identifier: Apache-2.0
#include "workload/GangPlacer.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/Random.h"

namespace plenum {
namespace {

constexpr std::uint32_t nowhere = ServerSet::nowhere;
constexpr std::uint32_t anyHall = PlaceTree::anyHall;
constexpr std::uint64_t drawPurpose = 0x706c6163;
constexpr float noLimit = std::numeric_limits<float>::infinity();

using Placement = Scheduling::Placement;

bool isByRack(Placement policy) { return policy == Placement::coolest || policy == Placement::power; }

/// Servers hall by hall, halls in the order in which they first come.
std::vector<std::uint32_t> hallByHall(const std::vector<ServerPlace>& servers) {
  std::vector<std::uint32_t> order(servers.size()), firstOf(servers.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return servers[a].hall < servers[b].hall; });
  for (std::size_t n = 0; n < order.size(); ++n)
    firstOf[order[n]] =
        n > 0 && servers[order[n]].hall == servers[order[n - 1]].hall ? firstOf[order[n - 1]] : order[n];
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return firstOf[a] < firstOf[b]; });
  return order;
}

std::vector<ServerPlace> inOrder(const std::vector<ServerPlace>& servers, const std::vector<std::uint32_t>& order) {
  std::vector<ServerPlace> moved;
  for (const std::uint32_t s : order) moved.push_back(servers[s]);
  return moved;
}

}  // namespace

GangPlacer::GangPlacer(std::vector<ServerPlace> servers, Scheduling::Placement policy, std::uint64_t seed)
    : server_(hallByHall(servers)),
      at_(servers.size()),
      rack_(servers.size()),
      firstAlike_(servers.size()),
      hall_(servers.size()),
      free_(servers.size(), 0),
      whole_(servers.size()),
      tree_(inOrder(servers, server_)),
      policy_(policy),
      seed_(seed) {
  servers_ = inOrder(servers, server_);
  const auto count = static_cast<std::uint32_t>(servers_.size());
  std::vector<std::uint16_t> sizes;
  for (std::uint32_t p = 0; p < count; ++p) {
    const ServerPlace& place = servers_[p];
    at_[server_[p]] = p;
    sizes.push_back(place.chips);
    if (p == 0 || place.hall != servers_[p - 1].hall) scopes_.push_back({place.hall, p, p, 0, 0});
    hall_[p] = static_cast<std::uint32_t>(scopes_.size() - 1);
    scopes_.back().end = p + 1;
    scopes_.back().largest = std::max(scopes_.back().largest, place.chips);
  }
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  for (const std::uint16_t size : sizes) {
    const auto first = static_cast<std::uint32_t>(alike_.size());
    for (std::uint32_t free = 0; free <= size; ++free)
      alike_.push_back({size, static_cast<std::uint16_t>(free), ServerSet(count)});
    for (std::uint32_t p = 0; p < count; ++p)
      if (servers_[p].chips == size) firstAlike_[p] = first, alike_[first].servers.add(p);
  }
  scopes_.push_back({anyHall, 0, count, sizes.empty() ? std::uint16_t{0} : sizes.back(), 0});

  std::vector<std::uint32_t> byRack(count);
  std::iota(byRack.begin(), byRack.end(), 0u);
  std::stable_sort(byRack.begin(), byRack.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return servers_[a].rack < servers_[b].rack; });
  for (const std::uint32_t p : byRack) {
    const ServerPlace& place = servers_[p];
    if (racks_.empty() || racks_.back().id != place.rack)
      racks_.push_back({place.rack, place.hall, 0, 0, {}, noLimit, noLimit});
    racks_.back().positions.push_back(p);
    rack_[p] = static_cast<std::uint32_t>(racks_.size() - 1);
  }
  std::vector<std::uint32_t> usual;
  for (std::uint32_t chips = 1; chips <= scopes_.back().largest; chips *= 2) usual.push_back(chips);
  setUsual(usual);
}

void GangPlacer::setUsual(std::span<const std::uint32_t> chipsOfJobs) {
  larger_.assign(std::size_t{scopes_.back().largest} + 1, 0);
  for (const std::uint32_t chips : chipsOfJobs)
    for (std::size_t n = 0; n < larger_.size(); ++n)
      if (chips > n) ++larger_[n];
}

void GangPlacer::setFree(std::uint32_t server, std::uint16_t chips) {
  const std::uint32_t position = at_[server];
  change(position, std::min(chips, servers_[position].chips));
}

void GangPlacer::setFailures(std::uint32_t server, float factor) { tree_.setLemon(at_[server], factor > 1.0f); }

std::optional<std::uint32_t> GangPlacer::rackAt(std::uint32_t id) const {
  const auto found = std::lower_bound(racks_.begin(), racks_.end(), id,
                                      [](const Rack& rack, std::uint32_t wanted) { return rack.id < wanted; });
  if (found == racks_.end() || found->id != id) return std::nullopt;
  return static_cast<std::uint32_t>(found - racks_.begin());
}

void GangPlacer::setRack(std::uint32_t rack, float marginK, float marginW) {
  const auto at = rackAt(rack);
  if (!at) return;  // a rack without servers
  racks_[*at].marginK = marginK;
  racks_[*at].marginW = marginW;
}

void GangPlacer::countWhole(std::uint32_t position, bool isMore) {
  if (servers_[position].chips == 0) return;
  // (unsigned numbers go round: to add −n is to take n away)
  const std::uint64_t chips = isMore ? servers_[position].chips : 0u - std::uint64_t{servers_[position].chips};
  scopes_[hall_[position]].wholeChips += chips;
  scopes_.back().wholeChips += chips;
  racks_[rack_[position]].wholeServers += isMore ? 1u : 0u - 1u;
  racks_[rack_[position]].wholeChips += static_cast<std::uint32_t>(chips);
  isMore ? whole_.add(position) : whole_.remove(position);
  tree_.setWhole(position, isMore);
}

void GangPlacer::change(std::uint32_t position, std::uint16_t chips) {
  const std::uint16_t before = free_[position];
  if (before == chips) return;
  if (isWhole(position)) countWhole(position, false);
  alike_[firstAlike_[position] + before].servers.remove(position);
  alike_[firstAlike_[position] + chips].servers.add(position);
  free_[position] = chips;
  freeChips_ += chips;
  freeChips_ -= before;
  if (isWhole(position)) countWhole(position, true);
}

GangPlacer::Scope GangPlacer::scopeOf(std::uint32_t hall) const {
  for (const Scope& scope : scopes_)
    if (scope.hall == hall) return scope;
  return {hall, 0, 0, 0, 0};
}

float GangPlacer::marginOf(const Rack& rack) const {
  return policy_ == Placement::coolest ? rack.marginK : rack.marginW;
}

std::uint32_t GangPlacer::allowedOn(const Rack& rack, const Request& request) const {
  if (policy_ != Placement::power || !(request.wattsPerChip > 0.0)) return rack.wholeServers;
  std::uint32_t allowed = 0;
  double leftW = rack.marginW;
  for (const std::uint32_t p : rack.positions) {
    if (servers_[p].chips == 0 || !isWhole(p)) continue;
    leftW -= request.wattsPerChip * servers_[p].chips;
    if (leftW < 0.0) break;
    ++allowed;
  }
  return allowed;
}

/// Of the first so many wholly free servers.
std::uint64_t GangPlacer::chipsOn(const Rack& rack, std::uint32_t servers) const {
  std::uint64_t chips = 0;
  for (std::size_t n = 0; n < rack.positions.size() && servers > 0; ++n)
    if (const std::uint32_t p = rack.positions[n]; servers_[p].chips > 0 && isWhole(p))
      chips += servers_[p].chips, --servers;
  return chips;
}

// --- chips of one server

/// Σ over usual jobs of what each of them could not use of so many free chips, as Fragmentation has it for whole ones.
std::int64_t GangPlacer::fragments(std::uint16_t size, std::uint32_t free) const {
  // a job of more than a server wants all of one
  return free < size ? static_cast<std::int64_t>(free * larger_[free]) : 0;
}

std::int64_t GangPlacer::score(const Alike& alike, std::uint32_t chips) const {
  const std::int64_t free = alike.free, size = alike.size, wanted = chips, largest = scopes_.back().largest;
  const bool isUsed = free < size;
  switch (policy_) {
    case Placement::dotProduct:
      return 100 * (largest * largest - free * wanted) / (largest * largest);
    case Placement::bestFit:
      return wanted - free;
    case Placement::packing:
      return isUsed ? 1 : 0;
    case Placement::clustering:  // with jobs of its own size, as far as the number in use can tell
      return !isUsed ? 0 : (size - free) % wanted == 0 ? 2 : 1;
    case Placement::fgd:
      return fragments(alike.size, alike.free) - fragments(alike.size, alike.free - chips);
    default:
      return 0;
  }
}

std::uint32_t GangPlacer::bestScored(const Request& request, const Scope& scope) const {
  std::uint32_t best = nowhere;
  std::int64_t bestScore = 0;
  for (const Alike& alike : alike_) {
    if (alike.free < request.chips) continue;
    const std::uint32_t first = alike.servers.next(scope.from, scope.end);
    if (first == nowhere) continue;
    const std::int64_t its = score(alike, request.chips);
    if (best == nowhere || its > bestScore || (its == bestScore && first < best)) best = first, bestScore = its;
  }
  return best;
}

std::uint32_t GangPlacer::anyOne(const Request& request, const Scope& scope) const {
  std::uint32_t count = 0;
  for (const Alike& alike : alike_)
    if (alike.free >= request.chips) count += alike.servers.count(scope.from, scope.end);
  if (count == 0) return nowhere;
  const double draw = randomUniform({seed_, request.draw, drawPurpose}, 0);
  auto n = std::min(count - 1, static_cast<std::uint32_t>(draw * count));
  for (const Alike& alike : alike_) {
    if (alike.free < request.chips) continue;
    const std::uint32_t here = alike.servers.count(scope.from, scope.end);
    if (n < here) return alike.servers.nth(n, scope.from, scope.end);
    n -= here;
  }
  return nowhere;
}

std::uint32_t GangPlacer::tightest(const Request& request, const Scope& scope, PlaceTree::Servers which) const {
  std::uint32_t best = nowhere, least = 0;
  for (const Alike& alike : alike_) {
    if (alike.free < request.chips || alike.free == alike.size || (best != nowhere && alike.free >= least)) continue;
    std::uint32_t p = alike.servers.next(scope.from, scope.end);
    while (p != nowhere && which == PlaceTree::Servers::good && tree_.isLemon(p))
      p = alike.servers.next(p + 1, scope.end);
    if (p != nowhere) best = p, least = alike.free;
  }
  return best != nowhere ? best : tree_.single(request.chips, request.hall, which);
}

std::uint32_t GangPlacer::tightestOn(const Rack& rack, std::uint32_t chips) const {
  std::uint32_t best = nowhere;
  for (const std::uint32_t p : rack.positions)
    if (free_[p] >= chips && (best == nowhere || free_[p] < free_[best])) best = p;
  return best;
}

std::uint32_t GangPlacer::onBestRack(const Request& request) const {
  std::uint32_t best = nowhere;
  float most = 0.0f;
  for (const Rack& rack : racks_) {
    const float margin = marginOf(rack);
    if (std::isnan(margin) || (best != nowhere && margin <= most)) continue;
    if (request.hall != anyHall && rack.hall != request.hall) continue;
    if (policy_ == Placement::power && request.wattsPerChip * request.chips > margin) continue;
    if (const std::uint32_t p = tightestOn(rack, request.chips); p != nowhere) best = p, most = margin;
  }
  return best;
}

std::uint32_t GangPlacer::oneServer(const Request& request, const Scope& scope) const {
  if (policy_ == Placement::random) return anyOne(request, scope);
  if (isByRack(policy_)) return onBestRack(request);
  if (policy_ != Placement::topology) return bestScored(request, scope);
  const std::uint32_t good = tightest(request, scope, PlaceTree::Servers::good);
  return good != nowhere ? good : tightest(request, scope, PlaceTree::Servers::any);
}

// --- whole servers

std::vector<std::uint32_t> GangPlacer::firstWhole(const Request& request, const Scope& scope) const {
  std::vector<std::uint32_t> found;
  std::uint32_t chips = 0;
  for (std::uint32_t p = whole_.next(scope.from, scope.end); p != nowhere && chips < request.chips;
       p = whole_.next(p + 1, scope.end)) {
    found.push_back(p);
    chips += servers_[p].chips;
  }
  return found;
}

std::vector<std::uint32_t> GangPlacer::anyWhole(const Request& request, const Scope& scope) const {
  std::vector<std::uint32_t> all;
  whole_.appendTo(all, scope.from, scope.end);
  std::uint32_t chips = 0;
  std::size_t drawn = 0;
  for (; drawn < all.size() && chips < request.chips; ++drawn) {
    const double draw = randomUniform({seed_, request.draw, drawPurpose}, drawn);
    const std::size_t left = all.size() - drawn;
    std::swap(all[drawn], all[drawn + std::min(left - 1, static_cast<std::size_t>(draw * static_cast<double>(left)))]);
    chips += servers_[all[drawn]].chips;
  }
  all.resize(drawn);
  return all;
}

std::vector<std::uint32_t> GangPlacer::onBestRacks(const Request& request) const {
  struct Candidate {
    float margin = 0.0f;
    std::uint32_t rack = 0, servers = 0;
    std::uint64_t chips = 0;
  };
  std::vector<Candidate> racks;
  racks.reserve(racks_.size());
  std::uint64_t chips = 0;
  for (std::uint32_t r = 0; r < racks_.size(); ++r) {
    const Rack& rack = racks_[r];
    if (rack.wholeServers == 0 || (request.hall != anyHall && rack.hall != request.hall)) continue;
    const float margin = marginOf(rack);
    if (std::isnan(margin)) continue;
    Candidate candidate{margin, r, allowedOn(rack, request), rack.wholeChips};
    if (candidate.servers < rack.wholeServers) candidate.chips = chipsOn(rack, candidate.servers);
    if (candidate.servers > 0) racks.push_back(candidate), chips += candidate.chips;
  }
  if (chips < request.chips) return {};
  // the best racks that are just enough, without sorting all of them: halves of what is still open
  const auto isBetter = [](const Candidate& a, const Candidate& b) {
    return a.margin != b.margin ? a.margin > b.margin : a.rack < b.rack;
  };
  auto open = racks.begin(), end = racks.end();
  for (std::uint64_t wanted = request.chips; end - open > 1;) {
    const auto middle = open + (end - open) / 2;
    std::nth_element(open, middle, end, isBetter);
    std::uint64_t before = 0;
    for (auto one = open; one != middle; ++one) before += one->chips;
    if (before >= wanted)
      end = middle;
    else
      open = middle, wanted -= before;
  }
  // all before `open`, and of that one the rest
  ServerSet whole(racks_.size());
  for (auto one = racks.begin(); one != open; ++one) whole.add(one->rack);
  std::vector<std::uint32_t> taken, found;
  whole.appendTo(taken, 0, static_cast<std::uint32_t>(racks_.size()));
  taken.push_back(open->rack);
  std::uint64_t held = 0;
  for (const std::uint32_t r : taken) {
    std::uint32_t allowed = allowedOn(racks_[r], request);
    for (const std::uint32_t p : racks_[r].positions) {
      if (allowed == 0 || held >= request.chips) break;
      if (servers_[p].chips == 0 || !isWhole(p)) continue;
      found.push_back(p);
      held += servers_[p].chips;
      --allowed;
    }
  }
  return found;
}

std::vector<std::uint32_t> GangPlacer::wholeServers(const Request& request, const Scope& scope) const {
  if (scope.wholeChips < request.chips) return {};
  if (policy_ == Placement::random) return anyWhole(request, scope);
  if (policy_ == Placement::topology) return tree_.gang(request.chips, request.hall);
  return isByRack(policy_) ? onBestRacks(request) : firstWhole(request, scope);
}

std::optional<std::vector<ServerGrant>> GangPlacer::place(const Request& request) {
  const Scope scope = scopeOf(request.hall);
  if (request.chips == 0 || scope.from == scope.end) return std::nullopt;
  std::vector<std::uint32_t> found;
  if (request.chips > scope.largest) {
    found = wholeServers(request, scope);
  } else if (const std::uint32_t one = oneServer(request, scope); one != nowhere) {
    found.push_back(one);
  }
  if (found.empty()) return std::nullopt;
  const bool isWholeServers = request.chips > scope.largest;
  std::vector<ServerGrant> grants;
  grants.reserve(found.size());
  for (const std::uint32_t p : found) {
    const auto chips = isWholeServers ? servers_[p].chips : static_cast<std::uint16_t>(request.chips);
    grants.push_back({server_[p], chips});
    change(p, static_cast<std::uint16_t>(free_[p] - chips));
    racks_[rack_[p]].marginW -= static_cast<float>(request.wattsPerChip * chips);
  }
  return grants;
}

bool GangPlacer::canPlace(const Request& request) const {
  const Scope scope = scopeOf(request.hall);
  if (request.chips == 0 || scope.from == scope.end) return false;
  if (request.chips <= scope.largest) {
    if (isByRack(policy_)) return onBestRack(request) != nowhere;
    return std::any_of(alike_.begin(), alike_.end(), [&](const Alike& alike) {
      return alike.free >= request.chips && alike.servers.next(scope.from, scope.end) != nowhere;
    });
  }
  if (scope.wholeChips < request.chips) return false;
  return !isByRack(policy_) || !onBestRacks(request).empty();
}

}  // namespace plenum
