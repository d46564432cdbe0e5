// SPDX-License-Identifier: Apache-2.0
#include "site/WaysOut.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "site/Doors.h"
#include "site/Overlap.h"

namespace plenum {
namespace {

constexpr double fineM = 1e-6;
constexpr double personM = 0.8;  // clear width that somebody walks out through (assumption)
constexpr double infinite = std::numeric_limits<double>::infinity();

void tidyLines(std::vector<double>& lines, double low, double high) {
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end(), [](double a, double b) { return b - a < fineM; }), lines.end());
  std::erase_if(lines, [&](double v) { return v < low - fineM || v > high + fineM; });
}

/// The first line at or after a value, a hair's breadth aside.
std::size_t lineFrom(const std::vector<double>& lines, double value) {
  return static_cast<std::size_t>(std::lower_bound(lines.begin(), lines.end(), value - fineM) - lines.begin());
}

}  // namespace

FloorWays::FloorWays(const Box& room, const std::vector<Box>& obstacles, double wideM,
                     const std::vector<Vec2>& points) {
  const double half = 0.5 * wideM;
  const double x0 = room.min.x + half, x1 = room.max.x - half, y0 = room.min.y + half, y1 = room.max.y - half;
  if (x1 < x0 || y1 < y0) return;
  xs_ = {x0, x1}, ys_ = {y0, y1};
  for (const Box& b : obstacles) {
    xs_.insert(xs_.end(), {b.min.x - half, b.max.x + half});
    ys_.insert(ys_.end(), {b.min.y - half, b.max.y + half});
  }
  for (const Vec2& p : points) xs_.push_back(p.x), ys_.push_back(p.y);
  tidyLines(xs_, x0, x1), tidyLines(ys_, y0, y1);
  const std::size_t nx = xs_.size(), ny = ys_.size();
  blocked_.assign(nx * ny, 0);
  for (const Box& b : obstacles) {
    const double left = b.min.x - half, right = b.max.x + half, south = b.min.y - half, north = b.max.y + half;
    // lines strictly within, and legs any part of which is
    const auto inside = [](const std::vector<double>& lines, double low, double high) {
      std::size_t first = lineFrom(lines, low);
      while (first < lines.size() && lines[first] <= low + fineM) ++first;
      std::size_t last = first;
      while (last < lines.size() && lines[last] < high - fineM) ++last;
      return std::pair{first, last};
    };
    const auto legs = [](const std::vector<double>& lines, double low, double high) {
      std::size_t first = 0;
      while (first + 1 < lines.size() && lines[first + 1] <= low + fineM) ++first;
      std::size_t last = first;
      while (last + 1 < lines.size() && lines[last] < high - fineM) ++last;
      return std::pair{first, last};
    };
    const auto [ix0, ix1] = inside(xs_, left, right);
    const auto [iy0, iy1] = inside(ys_, south, north);
    const auto [lx0, lx1] = legs(xs_, left, right);
    const auto [ly0, ly1] = legs(ys_, south, north);
    for (std::size_t y = iy0; y < iy1; ++y) {
      for (std::size_t x = ix0; x < ix1; ++x) blocked_[y * nx + x] |= 1;
      for (std::size_t x = lx0; x < lx1; ++x) blocked_[y * nx + x] |= 2;
    }
    for (std::size_t y = ly0; y < ly1; ++y)
      for (std::size_t x = ix0; x < ix1; ++x) blocked_[y * nx + x] |= 4;
  }
}

std::size_t FloorWays::nodeAt(Vec2 place) const {
  const std::size_t x = lineFrom(xs_, place.x), y = lineFrom(ys_, place.y);
  if (x >= xs_.size() || y >= ys_.size() || std::abs(xs_[x] - place.x) > 2 * fineM ||
      std::abs(ys_[y] - place.y) > 2 * fineM || isBlocked(x, y))
    return SIZE_MAX;
  return y * xs_.size() + x;
}

bool FloorWays::isFree(Vec2 place) const { return nodeAt(place) != SIZE_MAX; }

void FloorWays::from(const std::vector<Vec2>& starts) {
  metres_.assign(blocked_.size(), infinite);
  using Step = std::pair<double, std::size_t>;
  std::priority_queue<Step, std::vector<Step>, std::greater<>> open;
  for (const Vec2& start : starts)
    if (const std::size_t node = nodeAt(start); node != SIZE_MAX) metres_[node] = 0.0, open.emplace(0.0, node);
  const std::size_t nx = xs_.size();
  while (!open.empty()) {
    const auto [metres, node] = open.top();
    open.pop();
    if (metres > metres_[node]) continue;
    const std::size_t x = node % nx, y = node / nx;
    const auto go = [&](std::size_t to, std::uint8_t leg, std::size_t legAt, double by) {
      if ((blocked_[to] & 1) || (blocked_[legAt] & leg) || metres + by >= metres_[to]) return;
      metres_[to] = metres + by;
      open.emplace(metres_[to], to);
    };
    if (x + 1 < nx) go(node + 1, 2, node, xs_[x + 1] - xs_[x]);
    if (x > 0) go(node - 1, 2, node - 1, xs_[x] - xs_[x - 1]);
    if (y + 1 < ys_.size()) go(node + nx, 4, node, ys_[y + 1] - ys_[y]);
    if (y > 0) go(node - nx, 4, node - nx, ys_[y] - ys_[y - 1]);
  }
}

double FloorWays::metresTo(Vec2 place) const {
  const std::size_t node = nodeAt(place);
  return node == SIZE_MAX || metres_.empty() ? infinite : metres_[node];
}

std::vector<Vec2> FloorWays::wayFrom(Vec2 place) const {
  std::vector<Vec2> out;
  std::size_t node = nodeAt(place);
  if (node == SIZE_MAX || metres_.empty() || metres_[node] == infinite) return out;
  const std::size_t nx = xs_.size();
  const auto pointOf = [&](std::size_t n) { return Vec2{xs_[n % nx], ys_[n / nx]}; };
  out.push_back(pointOf(node));
  Vec2 heading;
  while (metres_[node] > fineM) {
    const std::size_t x = node % nx, y = node / nx;
    std::size_t best = SIZE_MAX;
    bool isStraight = false;
    Vec2 way;
    const auto consider = [&](std::size_t to, std::uint8_t leg, std::size_t legAt, double by, Vec2 to2) {
      if ((blocked_[to] & 1) || (blocked_[legAt] & leg)) return;
      if (std::abs(metres_[to] + by - metres_[node]) > fineM || metres_[to] >= metres_[node]) return;
      // straight on where that is as short
      if (best != SIZE_MAX && (isStraight || !(to2 == heading))) return;
      best = to, way = to2, isStraight = to2 == heading;
    };
    if (x + 1 < nx) consider(node + 1, 2, node, xs_[x + 1] - xs_[x], {1, 0});
    if (x > 0) consider(node - 1, 2, node - 1, xs_[x] - xs_[x - 1], {-1, 0});
    if (y + 1 < ys_.size()) consider(node + nx, 4, node, ys_[y + 1] - ys_[y], {0, 1});
    if (y > 0) consider(node - nx, 4, node - nx, ys_[y] - ys_[y - 1], {0, -1});
    if (best == SIZE_MAX) break;
    node = best;
    if (way == heading) out.pop_back();
    out.push_back(pointOf(node));
    heading = way;
  }
  return out;
}

namespace {

/// The judge of one floor with doors.
class WayJudge {
 public:
  WayJudge(const Layout& layout, const FloorScene& scene, std::vector<Objection>& out)
      : layout_(layout), scene_(scene), hall_(layout.halls[scene.hall]), out_(out) {
    for (const OnFloor& thing : scene.things) obstacles_.push_back(thing.box);
    doors_ = doorsOf(layout, scene.hall);
  }

  std::optional<WayOut> longest() const {
    std::optional<WayOut> out;
    eachWayOut([&](const OnFloor& thing, double metres, Vec2 from, const FloorWays& ways) {
      if (metres == infinite || (out && metres <= out->metres)) return;
      out = WayOut{thing.ref, ways.wayFrom(from), metres, {}};
    });
    if (!out || out->line.empty()) return std::nullopt;
    // the door that it ends at
    const Vec2 end = out->line.back();
    double least = infinite;
    for (const Door& door : doors_)
      if (const double away = std::abs(door.at.x - end.x) + std::abs(door.at.y - end.y); away < least)
        least = away, out->door = door.id;
    return out;
  }

  void run() {
    exits();
    for (const Door& door : doors_) before(door);
    wayOut();
    wayIn();
  }

 private:
  using Door = PlacedDoor;
  /// A place that must be reached, and whose it is.
  struct Target {
    std::size_t thing;
    Vec2 at;
  };

  std::string nameOf(const OnFloor& thing) const {
    return thing.ref.kind == Kind::campus ? (thing.id ? *thing.id : std::string()) : layout_.idOf(thing.ref);
  }
  Objection& add(SpaceRule rule, EntityRef thing, const std::string& name, double measured) {
    const SpaceNumber& number = spaceNumber(rule);
    Objection& made = out_.emplace_back();
    made.rule = rule;
    made.thing = thing;
    made.measured = measured, made.required = number.required, made.unit = number.unit;
    made.weight = number.leastM > 0.0 && measured < number.leastM - slackM ? Objection::Weight::error
                                                                           : Objection::Weight::warning;
    made.what = Text(std::string("space.") + number.id, {{"thing", name},
                                                         {"hall", hall_.id},
                                                         {"measured", toText(measured, measured < 10 ? 2 : 0)},
                                                         {"required", toText(number.required, 2)}});
    return made;
  }

  void exits() {
    const Vec3 size = hall_.box.size();
    const double area = size.x * size.y, smallM2 = 100.0;
    const double needed = area > smallM2 ? spaceNumber(SpaceRule::exits).required : 1.0;
    const auto has = static_cast<double>(doors_.size());
    if (has >= needed) return;
    Objection& made = add(SpaceRule::exits, {Kind::hall, scene_.hall, 0}, hall_.id, has);
    made.what.arguments.emplace_back("area", toText(area, 0));
  }

  /// Free room on the inner side of a door, over its whole width.
  void before(const Door& door) {
    const SpaceNumber& number = spaceNumber(SpaceRule::door);
    const double half = 0.5 * door.spec->width.si;
    double free = number.required;
    std::size_t other = SIZE_MAX;
    for (std::size_t i = 0; i < obstacles_.size(); ++i) {
      const Box& b = obstacles_[i];
      const bool isAlongX = door.inward.x == 0.0;
      const double low = isAlongX ? b.min.x : b.min.y, high = isAlongX ? b.max.x : b.max.y;
      const double middle = isAlongX ? door.at.x : door.at.y;
      if (high <= middle - half + slackM || low >= middle + half - slackM) continue;
      const double sign = isAlongX ? door.inward.y : door.inward.x, wall = isAlongX ? door.at.y : door.at.x;
      const double near = sign > 0 ? (isAlongX ? b.min.y : b.min.x) - wall : wall - (isAlongX ? b.max.y : b.max.x);
      const double far = sign > 0 ? (isAlongX ? b.max.y : b.max.x) - wall : wall - (isAlongX ? b.min.y : b.min.x);
      if (far <= slackM || near >= free - slackM) continue;
      free = std::max(0.0, near);
      other = i;
    }
    if (other == SIZE_MAX) return;
    const OnFloor& thing = scene_.things[other];
    Objection& made = add(SpaceRule::door, thing.ref, nameOf(thing), free);
    made.what.arguments.emplace_back("door", hall_.id + "/" + door.spec->id);
    made.from = door.at + door.inward * free;
    made.to = door.at;
  }

  /// A step inside, in the middle of the door or as near to it as somebody that wide can stand.
  std::vector<Vec2> stepsInside(double wideM, bool isLoading) const {
    std::vector<Vec2> out;
    const Vec3 size = hall_.box.size();
    if (size.x < wideM || size.y < wideM) return out;  // nobody that wide stands in there
    for (const Door& door : doors_)
      if (!isLoading || door.spec->use == HallDoor::Use::loading) {
        Vec2 at = door.at + door.inward * (0.5 * wideM);
        const Box& room = hall_.box;
        at.x = std::clamp(at.x, room.min.x + 0.5 * wideM, room.max.x - 0.5 * wideM);
        at.y = std::clamp(at.y, room.min.y + 0.5 * wideM, room.max.y - 0.5 * wideM);
        out.push_back(at);
      }
    return out;
  }

  /// Along the fronts and backs of rows, and around machines: half a body away.
  std::vector<Target> targets(double wideM, bool isOut) const {
    std::vector<Target> out;
    const double half = 0.5 * wideM;
    for (std::size_t i = 0; i < scene_.things.size(); ++i) {
      const OnFloor& thing = scene_.things[i];
      const Box& b = thing.box;
      if (thing.kind == Kind::row) {
        const double front = thing.facesNorth ? b.max.y + half : b.min.y - half;
        const double back = thing.facesNorth ? b.min.y - half : b.max.y + half;
        for (const double x : {b.min.x + half, b.centre().x, b.max.x - half}) {
          out.push_back({i, {x, front}});
          if (isOut) out.push_back({i, {x, back}});
        }
      } else if (isOut && isMachine(thing.kind)) {
        const Vec3 c = b.centre();
        for (const Vec2 at : {Vec2{c.x, b.min.y - half}, Vec2{c.x, b.max.y + half}, Vec2{b.min.x - half, c.y},
                              Vec2{b.max.x + half, c.y}})
          out.push_back({i, at});
      }
    }
    return out;
  }
  static std::vector<Vec2> placesOf(const std::vector<Target>& targets) {
    std::vector<Vec2> out;
    for (const Target& target : targets) out.push_back(target.at);
    return out;
  }

  /// Every thing that people work at, how far its way out is, from where, and the ways themselves. A row must let out
  /// from everywhere that somebody can stand before it, a machine from one of its sides.
  template <class Told>
  void eachWayOut(Told&& told) const {
    const std::vector<Target> all = targets(personM, true);
    const std::vector<Vec2> starts = stepsInside(personM, false);
    std::vector<Vec2> points = placesOf(all);
    points.insert(points.end(), starts.begin(), starts.end());
    FloorWays ways(hall_.box, obstacles_, personM, points);
    ways.from(starts);
    for (std::size_t i = 0, next = 0; i < all.size(); i = next) {
      const OnFloor& thing = scene_.things[all[i].thing];
      for (next = i; next < all.size() && all[next].thing == all[i].thing;) ++next;
      double farthest = 0.0, nearest = infinite;
      Vec2 worst = all[i].at, best = all[i].at;
      bool canStand = false;
      for (std::size_t k = i; k < next; ++k) {
        if (!ways.isFree(all[k].at)) continue;
        canStand = true;
        const double metres = ways.metresTo(all[k].at);
        if (metres > farthest) farthest = metres, worst = all[k].at;
        if (metres < nearest) nearest = metres, best = all[k].at;
      }
      if (!canStand) continue;  // told as a distance already
      const bool isRow = thing.kind == Kind::row;
      told(thing, isRow ? farthest : nearest, isRow || nearest == infinite ? worst : best, ways);
    }
  }

  void wayOut() {
    eachWayOut([this](const OnFloor& thing, double metres, Vec2 from, const FloorWays&) {
      if (metres == infinite) {
        Objection& made = add(SpaceRule::wayOut, thing.ref, nameOf(thing), 0.0);
        made.weight = Objection::Weight::error;
        made.what.id = "space.wayOut.blocked";
        made.from = made.to = from;
      } else if (metres > spaceNumber(SpaceRule::wayOut).required) {
        add(SpaceRule::wayOut, thing.ref, nameOf(thing), metres).from = from;
        out_.back().to = from;
      }
    });
  }

  /// A rack on its castors, from a loading door to somewhere before every row.
  void wayIn() {
    const SpaceNumber& number = spaceNumber(SpaceRule::loading);
    const bool hasGate =
        std::any_of(doors_.begin(), doors_.end(), [](const Door& d) { return d.spec->use == HallDoor::Use::loading; });
    if (!hasGate) return;
    // as wide as is asked for, and where that fails as narrow as it can be done at all
    std::vector<bool> isReached[2];
    int pass = 0;
    for (const double wide : {number.required, number.leastM}) {
      const std::vector<Target> all = targets(wide, false);
      const std::vector<Vec2> starts = stepsInside(wide, true);
      std::vector<Vec2> points = placesOf(all);
      points.insert(points.end(), starts.begin(), starts.end());
      FloorWays ways(hall_.box, obstacles_, wide, points);
      ways.from(starts);
      auto& reached = isReached[pass++];
      reached.assign(scene_.things.size(), false);
      for (const Target& target : all)
        if (ways.metresTo(target.at) < infinite) reached[target.thing] = true;
    }
    for (std::size_t i = 0; i < scene_.things.size(); ++i) {
      const OnFloor& thing = scene_.things[i];
      if (thing.kind != Kind::row || isReached[0][i]) continue;
      Objection& made = add(SpaceRule::loading, thing.ref, nameOf(thing), isReached[1][i] ? number.leastM : 0.0);
      if (!isReached[1][i]) made.what.id = "space.loading.blocked";
      made.what.arguments.emplace_back("least", toText(number.leastM, 2));
    }
  }

  const Layout& layout_;
  const FloorScene& scene_;
  const PlacedHall& hall_;
  std::vector<Objection>& out_;
  std::vector<Box> obstacles_;
  std::vector<Door> doors_;
};

}  // namespace

std::optional<WayOut> longestWayOut(const Layout& layout, std::uint32_t hall) {
  if (hall >= layout.halls.size() || layout.halls[hall].design->doors.empty()) return std::nullopt;
  std::vector<Objection> nobodyReads;
  const FloorScene scene = sceneOf(layout, hall);
  return WayJudge(layout, scene, nobodyReads).longest();
}

void judgeWays(const Layout& layout, const FloorScene& scene, std::vector<Objection>& out) {
  if (scene.hall == none || layout.halls[scene.hall].design->doors.empty()) return;
  WayJudge(layout, scene, out).run();
}

}  // namespace plenum
