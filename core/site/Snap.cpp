// SPDX-License-Identifier: Apache-2.0
#include "site/Snap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "site/Standing.h"

namespace plenum {
namespace {

constexpr double sameM = 1e-4;

/// One axis of the question: x where isX, else y.
struct Axis {
  bool isX = true;
  double low(const Footprint& f) const { return isX ? f.min.x : f.min.y; }
  double high(const Footprint& f) const { return isX ? f.max.x : f.max.y; }
  double lowAcross(const Footprint& f) const { return isX ? f.min.y : f.min.x; }
  double highAcross(const Footprint& f) const { return isX ? f.max.y : f.max.x; }
  Vec2 point(double along, double across) const { return isX ? Vec2{along, across} : Vec2{across, along}; }
};

/// The best correction so far along one axis.
struct Best {
  double by = 0.0, distance = std::numeric_limits<double>::infinity();
  int rank = 9;
  void offer(double correction, int ofRank, double reachM) {
    const double d = std::abs(correction);
    if (d > reachM || ofRank > rank || (ofRank == rank && d >= distance)) return;
    by = correction, distance = d, rank = ofRank;
  }
};

class Judge {
 public:
  Judge(const std::vector<Footprint>& neighbours, const SnapRules& rules, Footprint moving, Axis axis)
      : neighbours_(neighbours), rules_(rules), moving_(moving), axis_(axis) {}

  double correction() {
    const double low = axis_.low(moving_), high = axis_.high(moving_), middle = 0.5 * (low + high);
    for (const Footprint& other : neighbours_) {
      const double otherLow = axis_.low(other), otherHigh = axis_.high(other);
      // too far to be caught on
      if (otherLow > high + rules_.reachM || otherHigh < low - rules_.reachM) continue;
      if (rules_.catchesEdges)
        for (const double edge : {otherLow, otherHigh})
          best_.offer(edge - low, 0, rules_.reachM), best_.offer(edge - high, 0, rules_.reachM);
      if (rules_.catchesCentres) best_.offer(0.5 * (otherLow + otherHigh) - middle, 0, rules_.reachM);
    }
    if (rules_.catchesGaps && best_.rank > 0) offerGaps();
    offerStep(rules_.tileM, 2);
    offerStep(rules_.gridM, 3);
    return best_.rank < 9 ? best_.by : 0.0;
  }

  /// Lines for where it stands now, with the correction made.
  void explain(double by, std::vector<Guide>& out) {
    if (best_.rank > 3) return;
    const Footprint now = shifted(by);
    const double low = axis_.low(now), high = axis_.high(now), middle = 0.5 * (low + high);
    const double from = axis_.lowAcross(now), to = axis_.highAcross(now);
    if (best_.rank == 0) return explainLines(now, out);
    if (best_.rank == 1) {
      const double across = 0.5 * (from + to);
      const auto [before, after, beyond] = gapAround(now);
      if (before)
        out.push_back({Guide::Why::gap, axis_.point(axis_.high(*before), across), axis_.point(low, across),
                       low - axis_.high(*before), before->tag});
      if (after)
        out.push_back({Guide::Why::gap, axis_.point(high, across), axis_.point(axis_.low(*after), across),
                       axis_.low(*after) - high, after->tag});
      return;
    }
    const auto why = best_.rank == 2 ? Guide::Why::tile : Guide::Why::grid;
    out.push_back({why, axis_.point(low, from), axis_.point(low, to), 0.0, none});
    (void)middle;
  }

 private:
  struct Around {
    const Footprint *before = nullptr, *after = nullptr, *beyond = nullptr;
  };
  Footprint shifted(double by) const {
    Footprint out = moving_;
    (axis_.isX ? out.min.x : out.min.y) += by;
    (axis_.isX ? out.max.x : out.max.y) += by;
    return out;
  }
  bool isBeside(const Footprint& other) const {
    return axis_.lowAcross(other) < axis_.highAcross(moving_) - sameM &&
           axis_.highAcross(other) > axis_.lowAcross(moving_) + sameM;
  }
  /// The nearest neighbours on either side that face the moving one.
  Around gapAround(const Footprint& now) const {
    Around out;
    const double middle = 0.5 * (axis_.low(now) + axis_.high(now));
    for (const Footprint& other : neighbours_) {
      if (!isBeside(other)) continue;
      if (0.5 * (axis_.low(other) + axis_.high(other)) < middle) {
        if (!out.before || axis_.high(other) > axis_.high(*out.before)) out.before = &other;
      } else if (!out.after || axis_.low(other) < axis_.low(*out.after)) {
        out.after = &other;
      }
    }
    return out;
  }
  /// The nearest that faces `of` on its far side.
  const Footprint* next(const Footprint& of, bool isAfter) const {
    const Footprint* found = nullptr;
    for (const Footprint& other : neighbours_) {
      if (&other == &of || !isBeside(other)) continue;
      if (isAfter && axis_.low(other) >= axis_.high(of) - sameM && (!found || axis_.low(other) < axis_.low(*found)))
        found = &other;
      if (!isAfter && axis_.high(other) <= axis_.low(of) + sameM && (!found || axis_.high(other) > axis_.high(*found)))
        found = &other;
    }
    return found;
  }
  void offerGaps() {
    const Around around = gapAround(moving_);
    const double low = axis_.low(moving_), high = axis_.high(moving_);
    if (around.before && around.after) {
      const double free = axis_.low(*around.after) - axis_.high(*around.before) - (high - low);
      if (free > 0.0) best_.offer(axis_.high(*around.before) + 0.5 * free - low, 1, rules_.reachM);
    }
    if (around.before)
      if (const Footprint* beyond = next(*around.before, false))
        best_.offer(axis_.high(*around.before) + axis_.low(*around.before) - axis_.high(*beyond) - low, 1,
                    rules_.reachM);
    if (around.after)
      if (const Footprint* beyond = next(*around.after, true))
        best_.offer(axis_.low(*around.after) - (axis_.low(*beyond) - axis_.high(*around.after)) - high, 1,
                    rules_.reachM);
  }
  void offerStep(double stepM, int rank) {
    if (stepM <= 0.0) return;
    const double from = axis_.isX ? rules_.originM.x : rules_.originM.y;
    const double low = axis_.low(moving_) - from;
    // a step is always in reach of a thing that is caught on nothing else
    best_.offer(std::round(low / stepM) * stepM - low, rank, rank == 3 ? stepM : rules_.reachM);
  }
  void explainLines(const Footprint& now, std::vector<Guide>& out) const {
    const double mine[] = {axis_.low(now), axis_.high(now), 0.5 * (axis_.low(now) + axis_.high(now))};
    std::size_t drawn = 0;
    for (int line = 0; line < 3 && drawn < 2; ++line) {
      // the nearest neighbour on that line explains it best
      const Footprint* nearest = nullptr;
      double least = std::numeric_limits<double>::infinity();
      for (const Footprint& other : neighbours_) {
        const double low = axis_.low(other), high = axis_.high(other);
        const bool isOn = line == 2 ? rules_.catchesCentres && std::abs(0.5 * (low + high) - mine[2]) < sameM
                                    : rules_.catchesEdges &&
                                          (std::abs(low - mine[line]) < sameM || std::abs(high - mine[line]) < sameM);
        if (!isOn) continue;
        const double away = std::max(
            {0.0, axis_.lowAcross(other) - axis_.highAcross(now), axis_.lowAcross(now) - axis_.highAcross(other)});
        if (away < least) least = away, nearest = &other;
      }
      if (!nearest) continue;
      const double from = std::min(axis_.lowAcross(now), axis_.lowAcross(*nearest));
      const double to = std::max(axis_.highAcross(now), axis_.highAcross(*nearest));
      out.push_back({line == 2 ? Guide::Why::centre : Guide::Why::edge, axis_.point(mine[line], from),
                     axis_.point(mine[line], to), 0.0, nearest->tag});
      ++drawn;
    }
  }

  const std::vector<Footprint>& neighbours_;
  const SnapRules& rules_;
  Footprint moving_;
  Axis axis_;
  Best best_;
};

}  // namespace

Snapper::Snapper(std::vector<Footprint> neighbours, const SnapRules& rules)
    : neighbours_(std::move(neighbours)), rules_(rules) {}

Snapped Snapper::at(const Footprint& moving, Vec2 byM) const {
  const Footprint wanted{moving.min + byM, moving.max + byM, moving.tag};
  Snapped out;
  Judge alongX(neighbours_, rules_, wanted, {true});
  const double x = alongX.correction();
  Judge alongY(neighbours_, rules_, wanted, {false});
  const double y = alongY.correction();
  // each axis is explained with the other one corrected too
  const Footprint movedY{wanted.min + Vec2{0, y}, wanted.max + Vec2{0, y}, wanted.tag};
  const Footprint movedX{wanted.min + Vec2{x, 0}, wanted.max + Vec2{x, 0}, wanted.tag};
  Judge lastX(neighbours_, rules_, movedY, {true}), lastY(neighbours_, rules_, movedX, {false});
  const double finalX = lastX.correction(), finalY = lastY.correction();
  lastX.explain(finalX, out.guides);
  lastY.explain(finalY, out.guides);
  const auto tidy = [](double m) { return std::round(m * 1e6) / 1e6; };
  out.offsetM = {tidy(byM.x + finalX), tidy(byM.y + finalY)};
  return out;
}

SnapGround snapGround(const Layout& layout, const std::vector<std::string>& ids) {
  SnapGround out;
  const MovingThings moving = movingThings(layout, ids);
  if (moving.all.empty()) return out;
  Box whole;
  for (const EntityRef& thing : moving.all) whole.add(layout.boxOf(thing));
  if (whole.isEmpty()) return out;
  out.isEmpty = false;
  out.moving = {{whole.min.x, whole.min.y}, {whole.max.x, whole.max.y}, 0};
  std::set<std::uint32_t> halls;
  bool isOnSite = false;
  for (const EntityRef& thing : moving.all) {
    const std::uint32_t hall = hallOf(layout, thing);
    if (hall == none)
      isOnSite = true;
    else
      halls.insert(hall);
  }
  const auto add = [&](EntityRef thing) {
    const Box box = layout.boxOf(thing);
    if (box.isEmpty() || moving.holds(thing)) return;
    out.neighbours.push_back(
        {{box.min.x, box.min.y}, {box.max.x, box.max.y}, static_cast<std::uint32_t>(out.things.size())});
    out.things.push_back(thing);
  };
  for (const std::uint32_t hall : halls) {
    for (const EntityRef& thing : standingIn(layout, hall)) add(thing);
    add({Kind::hall, hall, 0});
  }
  if (isOnSite)
    for (const EntityRef& thing : standingOnSite(layout)) add(thing);
  if (halls.size() == 1 && !isOnSite) {
    const Vec3 corner = layout.halls[*halls.begin()].box.min;
    out.originM = {corner.x, corner.y};
  }
  return out;
}

}  // namespace plenum
